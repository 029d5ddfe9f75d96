"""How good the reading is: of what people reviewed, how much was right as it was read.

An event counts as reviewed that was accepted, rejected or changed. It was right where it was
accepted and nothing of it was changed. Shares come with the interval of Wilson (1927, "Probable
inference, the law of succession, and statistical inference"), at 95 %.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.composing import decided
from models.printable import counted
from models.schema.events import Event, Evidence
from models.schema.readings import Telling
from models.schema.text import Document
from models.schema.work import Anchor, Decision, Step

_Z = 1.959964  # of 95 %
_BANDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9)
_ENOUGH = 20  # reviewed events of which a share tells something
_WANTED = 0.9  # of the events above a threshold are to be right
_MOST = 12  # outlets that are told in words


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One event that was reviewed: as it was read, and what people made of it."""

    kind: str
    outlet: str
    confidence: float
    rejected: bool
    changed: tuple[str, ...]  # fields

    @property
    def right(self) -> bool:
        """Whether all of it was right as it was read."""
        return not self.rejected and not self.changed


@dataclass(frozen=True, slots=True)
class Share:
    """So many right of so many reviewed, and the interval of the share, from 0 to 1."""

    label: str
    right: int
    reviewed: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """The part that was right; 0 of nothing."""
        return self.right / self.reviewed if self.reviewed else 0.0


@dataclass(frozen=True, slots=True)
class Meter:
    """What the reviews say of the reading.

    ``fields``: how often each was changed, the most frequent first. ``threshold``: the confidence
    from which on nine in ten are right, where fewer are overall; None: there is none, or too little
    was reviewed. ``above`` are those reviewed from there on.
    """

    whole: Share
    corrected: int
    rejected: int
    fields: tuple[tuple[str, int], ...]
    kinds: tuple[Share, ...]
    outlets: tuple[Share, ...]
    bands: tuple[Share, ...]
    threshold: float | None
    above: Share | None


def wilson(right: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share by Wilson; (0, 1) of nothing."""
    if not of:
        return 0.0, 1.0
    share, square = right / of, _Z * _Z / of
    middle = share + square / 2
    spread = _Z * sqrt(share * (1 - share) / of + square / (4 * of))
    return max(0.0, (middle - spread) / (1 + square)), min(1.0, (middle + spread) / (1 + square))


def reviewed(session: Session) -> list[Reviewed]:
    """The events that were read and then reviewed."""
    first = select(func.min(Evidence.id)).where(Evidence.event_id == Event.id)
    first = first.correlate(Event)
    columns = (
        Event.id, Event.kind, Document.source, Event.confidence, Event.review, Event.edited
    )  # fmt: skip
    query = (
        select(*columns)
        .outerjoin(Evidence, Evidence.id == first.scalar_subquery())
        .outerjoin(Document, Document.id == Evidence.document_id)
    )
    changed = (Event.review == "proposed") & (func.length(Event.edited) > 0)
    ways = (Event.review.in_(("accepted", "rejected")), changed)
    found = [row for way in ways for row in session.execute(query.where(way, _READ))]
    kinds = _kinds_read(session)
    made = []
    for number, kind, source, confidence, review, edited in found:
        of = tuple(edited.split())
        read = kinds.get(number, kind) if "kind" in of else kind
        made.append(Reviewed(read, source or "", confidence, review == "rejected", of))
    return made


_READ = Event.created_by == "reading"


def _kinds_read(session: Session) -> dict[int, str]:
    """The kinds of events before somebody changed them."""
    query = (
        select(Telling.event_id, Decision.was)
        .join(Anchor, Anchor.telling_id == Telling.id)
        .join(Decision, Decision.id == Anchor.decision_id)
        .join(Step, Step.id == Decision.step_id)
        .where(
            Step.undone_at.is_(None),
            Decision.verb == decided.SET,
            Decision.value["field"].as_string() == "kind",
            Decision.was.is_not(None),
        )
        .order_by(Decision.id.desc())
    )
    return {event: was["value"] for event, was in session.execute(query) if event is not None}


def meter(events: Sequence[Reviewed]) -> Meter:
    """What some reviewed events say of the reading."""
    fields = Counter(name for each in events if not each.rejected for name in each.changed)
    threshold = _threshold(events)
    above = [each for each in events if threshold is not None and each.confidence >= threshold]
    return Meter(
        _share("", events),
        sum(bool(each.changed) and not each.rejected for each in events),
        sum(each.rejected for each in events),
        tuple(sorted(fields.items(), key=lambda each: (-each[1], each[0]))),
        _shares(events, lambda each: each.kind),
        _shares(events, lambda each: each.outlet),
        _bands(events),
        threshold,
        None if threshold is None else _share("", above),
    )


def _share(label: str, events: Iterable[Reviewed]) -> Share:
    some = list(events)
    right = sum(each.right for each in some)
    return Share(label, right, len(some), *wilson(right, len(some)))


def _shares(events: Iterable[Reviewed], key: Callable[[Reviewed], str]) -> tuple[Share, ...]:
    """The share of each of these, the one with the most reviewed first."""
    groups: dict[str, list[Reviewed]] = {}
    for each in events:
        groups.setdefault(key(each), []).append(each)
    made = (_share(label, some) for label, some in groups.items())
    return tuple(sorted(made, key=lambda share: (-share.reviewed, share.label)))


def _bands(events: Sequence[Reviewed]) -> tuple[Share, ...]:
    made = []
    for low, high in zip(_BANDS, (*_BANDS[1:], 1.01), strict=True):
        some = [each for each in events if low <= each.confidence < high]
        if some:
            made.append(_share(f"{low:.1f} to {min(high, 1.0):.1f}", some))
    return tuple(made)


def _threshold(events: Sequence[Reviewed]) -> float | None:
    if len(events) < _ENOUGH or _share("", events).share >= _WANTED:
        return None
    for step in range(1, 20):
        bound = step / 20
        above = [each for each in events if each.confidence >= bound]
        if len(above) < _ENOUGH:
            return None
        if _share("", above).share >= _WANTED:
            return bound
    return None


def meter_words(found: Meter) -> Iterator[str]:
    """The meter in sentences, a line each."""
    whole = found.whole
    if not whole.reviewed:
        yield "No event has been reviewed yet; accept or reject some first."
        return
    events = counted(whole.reviewed, "reviewed event")
    were = "was" if whole.right == 1 else "were"
    yield f"Of {events} {whole.right:,} {were} right as read ({share_words(whole)})."
    yield f"{found.corrected:,} corrected, {found.rejected:,} rejected."
    if found.fields:
        yield f"Corrected: {', '.join(f'{name} {number:,}' for name, number in found.fields)}."
    if found.threshold is not None and found.above is not None:
        above = found.above
        yield (
            f"Of those at least {found.threshold:.2f} sure {above.right:,} of {above.reviewed:,} "
            f"were right ({share_words(above)})."
        )
    for title, shares in (
        ("Confidence", found.bands), ("Kind", found.kinds), ("Outlet", found.outlets[:_MOST]),
    ):  # fmt: skip
        for each in shares:
            label = each.label or "unknown"
            right = f"{each.right:,} of {each.reviewed:,} right"
            yield f"{title} {label}: {right} ({share_words(each)})"


def share_words(share: Share) -> str:
    """A share in words: "75 %, 67–82 %"."""
    return f"{share.share:.0%}, {share.low:.0%}–{share.high:.0%}".replace("%", " %").replace(
        " %–", "–"
    )


def meter_data(found: Meter) -> dict[str, Any]:
    """The meter as data; shares from 0 to 1."""
    return {
        "reviewed": found.whole.reviewed,
        "right": found.whole.right,
        "corrected": found.corrected,
        "rejected": found.rejected,
        "share": _share_data(found.whole),
        "fields": dict(found.fields),
        "kinds": [_share_data(each) for each in found.kinds],
        "outlets": [_share_data(each) for each in found.outlets],
        "confidence": [_share_data(each) for each in found.bands],
        "threshold": found.threshold,
    }


def _share_data(share: Share) -> dict[str, Any]:
    named = {"label": share.label} if share.label else {}
    return named | {
        "right": share.right,
        "reviewed": share.reviewed,
        "share": round(share.share, 4),
        "low": round(share.low, 4),
        "high": round(share.high, 4),
    }
