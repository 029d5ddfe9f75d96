"""Events in which somebody is another actor now, or is called otherwise, without composing them.

Merging or renaming an actor of twenty thousand events alters of each who takes part, its line of
them and the names it is found by. Where all forms by which its documents know the actor mean the
same one now, that can be told from the rows; the other events are composed. The outcome is what
composing gives, which the tests compare.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.composing.loading import matching, rows
from models.composing.replacing import Renaming, Trace, decided_with, replace_in_events
from models.composing.writing import Counts
from models.letters import spelled
from models.schema.actors import Actor, Alias
from models.schema.events import Claim, Event, EventText, Participation
from models.schema.keys import UNDATED, fold, sort_key
from models.schema.readings import Form, Telling
from models.schema.shown import who_text
from models.store import sql

_AT_ONCE = 1_000


@dataclass(slots=True)
class _Row:
    """What of an event may be another now."""

    who: str
    who_key: str
    place: str
    place_key: str
    place_id: int | None
    claimed_by_id: int | None
    shown: bool
    names: str
    parts: list[tuple[int, int, str]] = field(default_factory=list)  # row, actor, role
    claims: list[tuple[int, int | None]] = field(default_factory=list)  # row, actor
    forms: set[int] = field(default_factory=set)  # in its documents, of actors that have changed
    documents: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Change:
    """In one event everybody who was ``before`` is ``now``; ``forms``: by which it is known."""

    before: int
    now: int
    forms: tuple[int, ...]


def rename_in_events(
    session: Session, events: Iterable[int], renaming: Renaming, trace: Trace, counts: Counts
) -> Iterator[set[int]]:
    """Bring up to date those of some events that can be; yields them, some hundreds at a time."""
    namesakes = _namesakes(session, renaming)
    ordered = sorted(set(events))
    for some in replace_in_events(session, ordered, renaming, trace, namesakes, counts):
        ordered = sorted(set(ordered) - some)
        yield some
    texts: dict[int, tuple[str, ...]] = {}
    for first in range(0, len(ordered), _AT_ONCE):
        found = _rows(session, ordered[first : first + _AT_ONCE])
        changes = _changes(session, found, renaming, trace)
        forms = {form for change in changes.values() for form in change.forms}
        texts |= _texts(session, forms - texts.keys())
        called: dict[int, str] = {}
        for number, change in list(changes.items()):
            names = None
            if namesakes.isdisjoint(found[number].documents):
                names = _called(
                    found[number].names, renaming.before[change.before],
                    renaming.now[change.now], [texts[form] for form in change.forms],
                )  # fmt: skip
            if names is None:
                del changes[number]
            else:
                called[number] = names
        _write(session, found, changes, renaming, called, counts)
        for number, change in changes.items():
            if renaming.others:  # also where nobody became another one: its documents may know both
                trace.made[change.before].append(number)
        yield set(changes)


def _namesakes(session: Session, renaming: Renaming) -> set[int]:
    """The documents in which somebody else has a name that one of the actors had or has."""
    keys = {fold(name) for name in (*renaming.before.values(), *renaming.now.values())}
    own = {*renaming.before, *renaming.now}
    query = select(Alias.document_id, Alias.actor_id).where(Alias.key.in_(sorted(keys)))
    found = rows(session, query.distinct())
    return {document for document, actor in found if actor not in own and document is not None}


def _changes(
    session: Session, found: Mapping[int, _Row], renaming: Renaming, trace: Trace
) -> dict[int, _Change]:
    """Of each event who has become whom in it, where it is one and can be told from the rows."""
    whose = _forms(session, found, renaming)
    made: dict[int, _Change] = {}
    apart = decided_with(session, found)
    for number in sorted(found.keys() - apart):
        row = found[number]
        present = set(_actors(row))
        old = present & (renaming.before.keys() | renaming.now.keys())
        if len(old) != 1 or not old <= renaming.before.keys():
            continue  # none of them, or several, who may be one in it
        (before,) = old
        own = [form for form in sorted(row.forms)
               if renaming.others.get(form, whose[form]) == before]  # fmt: skip
        if number in trace.known:
            own = [form for form in own if whose[form] == trace.known[number]]
        targets = {whose[form] for form in own}
        if len(targets) != 1:
            continue
        (now,) = targets
        if now in renaming.now:
            made[number] = _Change(before, now, tuple(own))
    return made


def _write(
    session: Session,
    found: Mapping[int, _Row],
    changes: Mapping[int, _Change],
    renaming: Renaming,
    called: Mapping[int, str],
    counts: Counts,
) -> None:
    called_anew = (found[number] for number, change in changes.items()
                   if renaming.now[change.now] != renaming.before[change.before])  # fmt: skip
    names = _names(session, called_anew, renaming)
    parts: list[tuple[int, int]] = []
    claims: list[tuple[int, int]] = []
    changed: list[tuple[Any, ...]] = []
    found_by: list[tuple[str, int]] = []
    for number, change in changes.items():
        row, before, now = found[number], change.before, change.now
        name = renaming.now[now]
        own = [(now, part) for part, actor, _ in row.parts if actor == before]
        if before != now:
            parts += own
            claims += [(now, claim) for claim, actor in row.claims if actor == before]
            if own and row.shown:
                counts.add(-1, (before,), ())
                counts.add(1, (now,), ())
        who, place = row.who, row.place
        if name != renaming.before[before]:
            who = who_text(
                (name if actor == before else names[actor], role) for _, actor, role in row.parts
            )
            place = name if row.place_id == before else place
        ids = [now if each == before else each for each in (row.place_id, row.claimed_by_id)]
        if (who, place, *ids) != (row.who, row.place, row.place_id, row.claimed_by_id):
            key = row.who_key if who == row.who else sort_key(who)
            at = row.place_key if place == row.place else fold(place)
            changed.append((who, key, place, at, *ids, number))
        if called[number] != row.names:
            found_by.append((called[number], number))
    statements: tuple[tuple[str, list[Any]], ...] = (
        ("UPDATE participation SET actor_id = ? WHERE id = ?", parts),
        ("UPDATE claim SET actor_id = ? WHERE id = ?", claims),
        (_EVENT, changed),
        ("UPDATE event_text SET names = ? WHERE id = ?", found_by),
    )
    for statement, values in statements:
        if values:  # in the order of the rows: the full-text index begins anew with each step back
            sql.write_each(session, statement, sorted(values, key=lambda each: each[-1]))


_EVENT = (
    "UPDATE event SET who = ?, who_key = ?, place = ?, place_key = ?, place_id = ?, "
    "claimed_by_id = ? WHERE id = ?"
)


def _actors(row: _Row) -> Iterator[int]:
    yield from (actor for _, actor, _ in row.parts)
    others = (*(actor for _, actor in row.claims), row.place_id, row.claimed_by_id)
    yield from (actor for actor in others if actor is not None)


def _called(stored: str, before: str, now: str, texts: Sequence[tuple[str, ...]]) -> str | None:
    """The names an event is found by, with one called otherwise; None where that cannot be told.

    ``texts``: what each of the forms is called in its document.
    """
    if before == now:
        return stored
    lines, first, last = stored.split("\n"), spelled(before), spelled(now)
    if first not in lines or len(set(lines)) != len(lines):
        return None
    at = lines.index(first)
    if len(set(texts)) == 1:  # all documents know it by the same names
        old = [spelled(each) for each in dict.fromkeys((before, *texts[0]))]
        new = [spelled(each) for each in dict.fromkeys((now, *texts[0]))]
        rest = lines[:at] + lines[at + len(old) :]
        if lines[at : at + len(old)] != old or len(set(new)) != len(new) or last in rest:
            return None  # somebody else in it has one of these names
        return "\n".join((*lines[:at], *new, *lines[at + len(old) :]))
    if last in lines:
        return None
    if all(each[:1] == (before,) for each in texts):
        return "\n".join((*lines[:at], last, *lines[at:]))
    if all(first not in map(spelled, each) for each in texts):
        return "\n".join((*lines[:at], last, *lines[at + 1 :]))
    return None


def _rows(session: Session, events: list[int]) -> dict[int, _Row]:
    given = sql.given(events)
    query = (
        select(
            Event.id, Event.who, Event.who_key, Event.place, Event.place_key, Event.place_id,
            Event.claimed_by_id,
            Event.chrono <= UNDATED, EventText.names,
        )
        .join(EventText, EventText.id == Event.id)
        .where(Event.id.in_(given))
    )  # fmt: skip
    found = {number: _Row(*values) for number, *values in rows(session, query)}
    parts = select(
        Participation.event_id, Participation.id, Participation.actor_id, Participation.role
    )
    for number, *part in rows(
        session, parts.where(Participation.event_id.in_(given)).order_by(Participation.id)
    ):
        found[number].parts.append((part[0], part[1], part[2]))
    claims = select(Claim.event_id, Claim.id, Claim.actor_id)
    for number, *claim in rows(session, claims.where(Claim.event_id.in_(given))):
        found[number].claims.append((claim[0], claim[1]))
    return found


def _forms(session: Session, found: Mapping[int, _Row], renaming: Renaming) -> dict[int, int]:
    """Whose the forms are now that actors have or had in the documents of events."""
    whose: dict[int, int] = {}
    actors = sql.given({*renaming.before, *renaming.now})
    query = (
        select(Telling.event_id, Telling.document_id, Form.id, Form.actor_id)
        .outerjoin(
            Form,
            (Form.document_id == Telling.document_id)
            & Form.place.is_not(None)
            & Form.actor_id.in_(actors),
        )
        .where(Telling.event_id.in_(sql.given(found)), Telling.document_id.is_not(None))
    )
    for event, document, form, actor in rows(session, query):
        found[event].documents.add(document)
        if form is not None:
            whose[form] = actor
            found[event].forms.add(form)
    return whose


def _texts(session: Session, forms: Iterable[int]) -> dict[int, tuple[str, ...]]:
    found: dict[int, list[str]] = {form: [] for form in forms}
    query = select(Alias.form_id, Alias.text).order_by(Alias.id)
    for form, text in matching(session, query, Alias.form_id, found):
        found[form].append(text)
    return {form: tuple(texts) for form, texts in found.items()}


def _names(session: Session, some: Iterable[_Row], renaming: Renaming) -> dict[int, str]:
    """What everybody in some events is called now."""
    actors = {actor for row in some for _, actor, _ in row.parts} - renaming.before.keys()
    query = select(Actor.id, Actor.name)
    return {row[0]: row[1] for row in matching(session, query, Actor.id, actors)}
