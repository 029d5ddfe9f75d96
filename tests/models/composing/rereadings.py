"""Other readings of the texts that are played with, as another reader could make them."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

from models.dates.basis import rebased
from models.dates.edtf import parse_edtf
from models.dates.interval import DateInterval
from models.reading.doc import Doc, Doubt, Event, EventKind, EventStatus, Published, PublishedBasis

_OTHER = {"Ann Lee": "Ann B. Lee", "Kim": "Kimm", "Oslo": "Oslo City", "Bo Ek": "Bo Eck"}


def changed(doc: Doc, random: Random) -> Doc:
    """Return what another reader may say of a text: each event and actor a little otherwise."""
    events = [
        random.choice(_WAYS)(each) for each in doc.events if random.random() < 0.75
    ]  # fmt: skip
    if random.random() < 0.3:
        events += [replace(_moved(_moved(e)), summary="More") for e in doc.events[:1]]
    actors = tuple(
        replace(each, name=_OTHER.get(each.name, each.name)) if random.random() < 0.4 else each
        for each in doc.actors
    )
    published = doc.published
    if random.random() < 0.3:
        day = parse_edtf(f"2021-04-{random.randint(10, 28):02d}")
        published = Published(day, PublishedBasis.STATED, "drawn anew")
        events = [_counted_from(day, each) for each in events]
    return replace(doc, events=tuple(events), actors=actors, published=published)


def published_on(doc: Doc, day: DateInterval) -> Doc:
    """Return the same reading of a text whose date somebody gave."""
    events = tuple(_counted_from(day, each) for each in doc.events)
    return replace(doc, events=events, published=Published(day, PublishedBasis.GIVEN, "given"))


def _counted_from(day: DateInterval, event: Event) -> Event:
    if event.date is None or event.date.basis is None:
        return event
    basis = rebased(event.date.basis, day)
    assert basis is not None
    assert basis.result is not None
    return replace(event, date=replace(event.date, interval=basis.result, basis=basis))


def _moved(event: Event) -> Event:
    first = event.evidence[0]
    start = min(first.trigger_start + 1, first.trigger_end - 1)
    return replace(event, evidence=(replace(first, trigger_start=start), *event.evidence[1:]))


def _doubting(event: Event) -> Event:
    """Return the event, all of whose participants take part only perhaps."""
    unsure = (Doubt(p.actor, p.role, p.start, p.end, 0.6, "drawn") for p in event.participants)
    return replace(event, participants=(), perhaps=tuple(unsure))


_WAYS: tuple[Callable[[Event], Event], ...] = (
    lambda event: event,
    lambda event: event,
    lambda event: replace(event, summary=f"{event.summary}!"),
    lambda event: replace(event, kind=EventKind.ATTACK, status=EventStatus.DENIED),
    lambda event: replace(event, date=None),
    lambda event: replace(event, participants=event.participants[:1]),
    _doubting,
    _moved,
)
