"""What people do to events: review, set, join, separate, add, tag and annotate."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.composing import anchors, decided
from models.composing.composer import perhaps_in, tellings_of
from models.composing.loading import matching
from models.composing.numbers import events_now
from models.composing.said import Passage, SaidTelling, telling_data
from models.dates.typed import parse_typed
from models.edits.deciding import (
    Act,
    Anchors,
    Deed,
    an_actor,
    find_actor,
    on_events,
    one_document,
    one_event,
    present_events,
)
from models.errors import KnownError
from models.letters import clean
from models.printable import counted
from models.reading.doc import EventKind, EventStatus, ParticipantRole, Stance
from models.schema.actors import Actor
from models.schema.events import Claim, Event, Participation
from models.schema.readings import Telling
from models.schema.text import Document
from models.schema.work import EventTag, Tag

LONGEST_SUMMARY, LONGEST_TAG, LONGEST_NOTE = 500, 80, 10_000
STATES = ("accepted", "rejected", "proposed")
"""What an event can be made; "proposed" takes back what was decided."""
_DONE = {"accepted": "Accepted", "rejected": "Rejected", "proposed": "Reset"}
ROLES = tuple(role.value for role in ParticipantRole if role is not ParticipantRole.PLACE)


def review(events: Sequence[int], state: str) -> Act:
    """Accept or reject events, or have them proposed again, as one decision."""

    def act(deed: Deed) -> None:
        found = present_events(deed, events)
        going = [n for n, now in _reviews(deed, found).items() if now != state]
        deed.done = len(going)
        deed.label = f"{_DONE[state]} {counted(len(going), 'event')}"
        if going:
            deed.add(decided.REVIEW, {"review": state}, on_events(deed.session, going))

    return act


def _reviews(deed: Deed, events: Iterable[int]) -> dict[int, str]:
    return dict(matching(deed.session, select(Event.id, Event.review), Event.id, events))


def set_fields(event: int, values: Mapping[str, str | None]) -> Act:
    """Set fields of an event, each as somebody types it; None has no date, or no place.

    ``values``: kind, status, summary, date, place. A place that is not there is made.
    """

    def act(deed: Deed) -> None:
        number = one_event(deed.session, event)
        stored = deed.session.get_one(Event, number)
        was = {
            "kind": stored.kind, "status": stored.status, "summary": stored.summary,
            "date": stored.edtf, "place": stored.place or None,
        }  # fmt: skip
        about = on_events(deed.session, (number,))
        deed.label, deed.done = f"Changed “{_short(stored.summary)}”", 1
        for name, typed in values.items():
            value, more = _value(deed, name, typed)
            if value == was[name]:
                continue
            deed.add(
                decided.SET, {"field": name, "value": value}, [*about, *more],
                {"value": was[name]},
            )  # fmt: skip

    return act


def as_read(event: int, names: Iterable[str]) -> Act:
    """Take fields of an event back to what was read."""

    def act(deed: Deed) -> None:
        number = one_event(deed.session, event)
        stored = deed.session.get_one(Event, number)
        deed.label, deed.done = f"Restored “{_short(stored.summary)}” as read", 1
        about = on_events(deed.session, (number,))
        for name in names:
            if name in stored.edited.split():
                deed.add(decided.SET, {"field": name, "as_read": True}, about)

    return act


def _value(deed: Deed, name: str, typed: str | None) -> tuple[str | None, Anchors]:
    """A value as it is stored, and an anchor on the place that it names."""
    words = None if typed is None else " ".join(clean(typed).split())
    match name:
        case "date":
            none = words is None or words.lower() in ("", "none", "unknown")
            return (None if none or words is None else parse_typed(words).edtf), []
        case "summary":
            return _text(words, "summary", LONGEST_SUMMARY), []
        case "kind":
            return _one_of(words, "kind", [kind.value for kind in EventKind]), []
        case "status":
            return _one_of(words, "status", [status.value for status in EventStatus]), []
        case "place":
            if not words or words.lower() == "none":
                return None, []
            actor = find_actor(deed.session, words)
            anchor = anchor_on(deed, words, "place")
            return _called(deed, words, actor), [anchor]
    raise KnownError(f"“{name}” isn’t a field that can be changed.")


def anchor_on(deed: Deed, who: str, kind: str) -> dict[str, Any]:
    """An anchor on whoever has a name or "#number"; made, of ``kind``, where nobody has it."""
    actor = find_actor(deed.session, who)
    if actor is None:
        return {**deed.new_actor(kind, who), "side": 1}
    return an_actor(deed.session, actor)


def _called(deed: Deed, words: str, actor: int | None) -> str:
    """The name of somebody who was given by name or "#number"."""
    if actor is None or not words.startswith("#"):
        return words
    return deed.session.get_one(Actor, actor).name


def whose_name(who: str) -> str:
    """The name of somebody as it is kept; a KnownError where it is blank or too long."""
    return _text(" ".join(clean(who).split()), "name", LONGEST_TAG * 2)


def _text(words: str | None, what: str, longest: int) -> str:
    if not words:
        raise KnownError(f"The {what} is empty; enter one.")
    if len(words) > longest:
        raise KnownError(f"The {what} is too long; use at most {longest} characters.")
    return words


def _one_of(words: str | None, what: str, known: Sequence[str]) -> str:
    if words is None or words.lower() not in known:
        raise KnownError(f"“{words or ''}” isn’t a {what}; use one of {', '.join(known)}.")
    return words.lower()


def add_part(event: int, role: str, who: str, *, kind: str = "person") -> Act:
    """Have somebody take part in an event; whoever is not there yet is made, of ``kind``."""
    return _part(event, role, who, kind, add=True)


def drop_part(event: int, role: str, who: str) -> Act:
    """Have somebody take no part in an event in that role, who does so far, or does perhaps."""
    return _part(event, role, who, "", add=False)


def _part(event: int, role: str, who: str, kind: str, *, add: bool) -> Act:
    def act(deed: Deed) -> None:
        number = one_event(deed.session, event)
        words = whose_name(who)
        known = _one_of(role, "role", [*ROLES, "place"])
        actor = find_actor(deed.session, words)
        if actor is None and not add:
            raise KnownError(f"No actor is called “{words}”; name a participant.")
        name = _called(deed, words, actor)
        there = actor is not None and _takes_part(deed, number, actor, known)
        doubted = not there and actor is not None and _perhaps_takes_part(deed, number, actor)
        if not there and not add and not doubted:
            raise KnownError(f"{name} doesn’t take part in event {number} as {known}.")
        if there and add:
            raise KnownError(f"{name} takes part in event {number} as {known} already.")
        anchor = anchor_on(deed, words, kind) if actor is None else an_actor(deed.session, actor)
        about = on_events(deed.session, (number,))
        how = "Added" if add else "Removed"
        deed.label, deed.done = f"{how} {name} as {known}", 1
        deed.add(decided.PART, {"role": known, "add": add}, [*about, anchor])

    return act


def _perhaps_takes_part(deed: Deed, event: int, actor: int) -> bool:
    return any(each.actor == actor for each in perhaps_in(deed.session, event))


def _takes_part(deed: Deed, event: int, actor: int, role: str) -> bool:
    query = select(Participation.id).where(
        Participation.event_id == event, Participation.actor_id == actor,
        Participation.role == role,
    )  # fmt: skip
    return deed.session.scalar(query.limit(1)) is not None


def claim(
    event: int, stance: str, who: str | None, *, add: bool = True, kind: str = "person"
) -> Act:
    """Have somebody claim or deny an event in words of no document, or make no such claim of it.

    ``who``: None are unnamed sources; whoever is not there yet is made, of ``kind``.
    """

    def act(deed: Deed) -> None:
        number = one_event(deed.session, event)
        known = _one_of(stance, "stance", list(Stance))
        words = None if who is None else whose_name(who)
        actor = None if words is None else find_actor(deed.session, words)
        name = "An unnamed source" if words is None else _called(deed, words, actor)
        if words is not None and actor is None and not add:
            raise KnownError(f"No actor is called “{words}”; name somebody who makes a claim.")
        there = (words is None or actor is not None) and _claims(deed, number, actor, known)
        if there is add:
            raise KnownError(
                f"{name} {known} event {number} already." if add
                else f"{name} makes no such claim of event {number}; it would be “{known}”."
            )  # fmt: skip
        about = on_events(deed.session, (number,))
        if words is not None:
            about.append(anchor_on(deed, words, kind))
        deed.label, deed.done = f"{'Added' if add else 'Removed'}: {name} {known} it", 1
        value = {"stance": known, "add": add, "unnamed": words is None}
        deed.add(decided.CLAIM, value, about)

    return act


def _claims(deed: Deed, event: int, actor: int | None, stance: str) -> bool:
    query = select(Claim.id).where(
        Claim.event_id == event, Claim.actor_id.is_not_distinct_from(actor), Claim.stance == stance
    )
    return deed.session.scalar(query.limit(1)) is not None


def same(events: Sequence[int]) -> Act:
    """Have several events be one."""

    def act(deed: Deed) -> None:
        found = present_events(deed, events)
        if deed.failed:
            raise KnownError(deed.failed[0])
        if len(found) < 2:
            raise KnownError("These are already one event; name two or more.")
        deed.label, deed.done = f"Joined {counted(len(found), 'event')}", len(found)
        deed.add(decided.SAME, {}, on_events(deed.session, found))

    return act


def same_pairs(pairs: Sequence[tuple[int, int]]) -> Act:
    """Have the two of each pair be one event; pairs that are one by now are passed over."""

    def act(deed: Deed) -> None:
        joined = 0
        for pair in pairs:
            found = present_events(deed, pair)
            if len(found) == 2:
                deed.add(decided.SAME, {}, on_events(deed.session, found))
                joined += 1
        deed.label, deed.done = f"Joined {counted(joined, 'pair')} of events", joined

    return act


def different(one: int, other: int) -> Act:
    """Have two events, or two that were joined, be two; they are never suggested as one again."""

    def act(deed: Deed) -> None:
        session = deed.session
        first, second = one_event(session, one), one_event(session, other)
        if first != second:
            about = [*on_events(session, (first,)), *on_events(session, (second,), 1)]
        else:
            whole = tellings_of(session, (first,))
            going = _tied(deed, other) & whole
            if one in going or going == whole:
                raise KnownError(
                    f"Events {one} and {other} come from one passage and cannot be separated."
                )
            about = [
                *anchors.of_tellings(session, whole - going),
                *anchors.of_tellings(session, going, 1),
            ]
        deed.label, deed.done = "Separated two events", 2
        deed.add(decided.DIFFERENT, {}, about)

    return act


def separate(event: int, tellings: Sequence[int]) -> Act:
    """Have some tellings of an event be another one, together; they are never joined again."""

    def act(deed: Deed) -> None:
        session = deed.session
        number = one_event(session, event)
        whole = tellings_of(session, (number,))
        wanted = {n for n, now in events_now(session, tellings).items() if now == number}
        going = set().union(*(_tied(deed, each) for each in wanted)) & whole
        if not going:
            raise KnownError("Choose the passages that report another event.")
        if going == whole:
            raise KnownError("Leave at least one passage with this event.")
        about = [
            *anchors.of_tellings(session, whole - going),
            *anchors.of_tellings(session, going, 1),
        ]
        title = session.get_one(Event, number).summary
        deed.label, deed.done = f"Separated “{_short(title)}”", 2
        deed.add(decided.DIFFERENT, {}, about)

    return act


def _tied(deed: Deed, telling: int) -> set[int]:
    """A telling and those that a rule has tied to it."""
    tied = select(Telling.id).where(Telling.with_id == telling)
    return {telling, *deed.session.scalars(tied)}


def tag(events: Sequence[int], word: str, *, add: bool = True) -> Act:
    """Put a tag on events, or take it off."""

    def act(deed: Deed) -> None:
        name = tag_name(word)
        found = present_events(deed, events)
        has = tagged(deed.session, EventTag.event_id, found, name)
        going = [number for number in found if (number in has) is not add]
        deed.done = len(going)
        how = "Tagged" if add else "Untagged"
        deed.label = f"{how} {counted(len(going), 'event')} “{name}”"
        if going:
            deed.add(decided.TAG, {"tag": name, "add": add}, on_events(deed.session, going))

    return act


def tagged(session: Session, column: Any, numbers: Iterable[int], name: str) -> set[int]:
    """Those of these numbers of events or documents that have a tag."""
    query = select(column).where(column.table.c.tag_id == Tag.id, Tag.name == name)
    return {row[0] for row in matching(session, query, column, numbers)}


def tag_name(word: str) -> str:
    """A tag as it is kept; a KnownError where it is blank or too long."""
    return _text(" ".join(clean(word).split()), "tag", LONGEST_TAG)


def note_text(text: str) -> str:
    """A note as it is kept; a KnownError where it is blank or too long."""
    return _text(clean(text).strip(), "note", LONGEST_NOTE)


def note(event: int, text: str) -> Act:
    """Write a note on an event."""

    def act(deed: Deed) -> None:
        number = one_event(deed.session, event)
        words = note_text(text)
        deed.label, deed.done = f"Added note “{_short(words)}”", 1
        deed.add(decided.NOTE, {"text": words}, on_events(deed.session, (number,)))

    return act


def note_all(events: Sequence[int], text: str, *, instead: bool = False) -> Act:
    """Write a note on events, one decision for all of them.

    ``instead``: in place of the notes that they have; a blank one takes these away.
    """

    def act(deed: Deed) -> None:
        found = present_events(deed, events)
        removes = instead and not text.strip()
        words = "" if removes else note_text(text)
        deed.done = len(found)
        told = counted(len(found), "event")
        if removes:
            deed.label = f"Removed the note from {told}"
        else:
            deed.label = f"Wrote a note on {told}: “{_short(words)}”"
        value = {"text": words, "instead": True} if instead else {"text": words}
        if found:
            deed.add(decided.NOTE, value, on_events(deed.session, found))

    return act


def new_event(
    summary: str,
    *,
    date: str | None = None,
    kind: str = "other",
    status: str = "asserted",
    place: str | None = None,
    parts: Sequence[tuple[str, ...]] = (),
    claims: Sequence[tuple[str, str | None, str]] = (),
    words: tuple[int, int, int] | None = None,
) -> Act:
    """Add an event; ``words``: a document and a stretch of it.

    ``parts``: role, name, and of which kind somebody new is (a person where it's left out);
    ``claims``: stance, name (None: an unnamed source) and that kind.
    """

    def act(deed: Deed) -> None:
        session = deed.session
        text = _value(deed, "summary", summary)[0]
        edtf = None if date is None else _value(deed, "date", date)[0]
        passages = () if words is None else (_passage(deed, words),)
        said = SaidTelling(
            str(_value(deed, "kind", kind)[0]), str(_value(deed, "status", status)[0]), str(text),
            edtf, None, None, None, (), (), passages, None, 1.0,
        )  # fmt: skip
        deed.label, deed.done = f"Added “{_short(said.summary)}”", 1
        number = deed.add(decided.NEW, {"telling": telling_data(said)}, [])
        deed.telling = add_telling(deed, number, words)
        about = anchors.of_tellings(session, (deed.telling,))
        anchors.write(session, number, about)
        for role, who, *kinds in parts:
            anchor = anchor_on(deed, whose_name(who), kinds[0] if kinds else "person")
            value = {"role": _one_of(role, "role", [*ROLES, "place"]), "add": True}
            deed.add(decided.PART, value, [*about, anchor])
        for stance, claimant, new in claims:
            more = [] if claimant is None else [anchor_on(deed, whose_name(claimant), new)]
            known = _one_of(stance, "stance", list(Stance))
            made = {"stance": known, "add": True, "unnamed": claimant is None}
            deed.add(decided.CLAIM, made, [*about, *more])
        if place:
            name, there = _value(deed, "place", place)
            deed.add(decided.SET, {"field": "place", "value": name}, [*about, *there])

    return act


def add_telling(deed: Deed, decision: int, words: tuple[int, int, int] | None) -> int:
    """The row of a telling that a decision made; those of people count down from -1."""
    document, start, end = words or (None, 0, 0)
    nth = -1
    if document is not None:
        lowest = deed.session.scalar(
            select(func.min(Telling.nth)).where(
                Telling.document_id == document, Telling.trigger_start == start,
                Telling.trigger_end == end,
            )
        )  # fmt: skip
        nth = min(0, lowest or 0) - 1
    row = Telling(
        document_id=document, trigger_start=start, trigger_end=end, nth=nth, place=None,
        event_id=None, with_id=None, joined_id=None, decision_id=decision,
    )  # fmt: skip
    deed.session.add(row)
    deed.session.flush()
    return row.id


def _passage(deed: Deed, words: tuple[int, int, int]) -> Passage:
    document, start, end = words
    one_document(deed.session, document)
    text = deed.session.scalar(select(Document.text).where(Document.id == document)) or ""
    if not 0 <= start < end <= len(text):
        raise KnownError(
            f"Document {document} has no characters {start} to {end}; it has {len(text)}."
        )
    while start > 0 and text[start - 1].isalpha() and text[start].isalpha():
        start -= 1
    while end < len(text) and text[end - 1].isalpha() and text[end].isalpha():
        end += 1
    return Passage(start, end, start, end)


def _short(words: str) -> str:
    return words if len(words) <= 40 else f"{words[:39]}…"
