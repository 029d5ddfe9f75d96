"""Replaces the stored reading of a document by a new one, as a change that can be undone.

The new reading is stored as if it were another document's, looked at, and taken back; what differs
from the rows of the old one is then written. So there is one way in which a reading becomes rows,
and what stays as it was keeps its number: events that are found at the same words, and whoever
goes by the same name in the document.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from models.edits.change import RowChange, Values, apply, snapshot
from models.edits.imports import settle
from models.importing.readings import Source
from models.importing.save import Saved, save
from models.reading.doc import Doc
from models.schema.actors import Actor, Alias, Role
from models.schema.base import Base
from models.schema.events import Claim, Event, EventText, Evidence, Participation
from models.schema.tables import TABLES
from models.schema.text import Document, Mention, Quotation
from models.schema.work import EventTag, Note

Rows: TypeAlias = dict[type[Base], dict[int, Values]]

_OF_DOCUMENT: tuple[type[Base], ...] = (Alias, Role, Mention, Quotation)
_OF_EVENT: tuple[type[Base], ...] = (Participation, Evidence, Claim, EventTag, Note)
_BY_PEOPLE = (EventTag, Note)  # they hang on an event, and no reading gives them
# Columns that don't depend on the reading; in a participation, those the database sets.
_KEPT: Mapping[type[Base], frozenset[str]] = {
    Document: frozenset(
        "id import_id path media_type sha256 ordinal inside accession section stated_words".split()
    ),
    Event: frozenset(("id", "import_id", "review", "created_by")),
    Participation: frozenset(("id", "chrono")),
}
_ID = frozenset(("id",))
_ACTORS = ("actor_id", "place_id", "claimed_by_id")


@dataclass(frozen=True, slots=True)
class Replaced:
    """What was stored of the new reading, and every row changed, added or removed."""

    saved: Saved
    changes: tuple[RowChange, ...]


def replace_reading(session: Session, document_id: int, doc: Doc) -> Replaced:
    """Store a new reading of a stored text in the running transaction, in place of the old one.

    ``doc`` must be a reading of exactly the stored text.
    """
    old = _rows(session, document_id)
    stored = old[Document][document_id]
    assert doc.text == stored["text"], "the positions belong to another text"
    source = Source(stored["path"], stored["media_type"], f"{stored['sha256']} again")
    last = session.scalar(select(func.max(Actor.id))) or 0
    with session.begin_nested() as trial:
        saved = save(session, stored["import_id"], source, doc)
        new = _rows(session, saved.document_id)
        trial.rollback()
    session.expire_all()
    same = _same_people(old, new)
    new = _as_of(document_id, new, same, _same_events(old, new))
    for kind in (*_OF_DOCUMENT, *_OF_EVENT):
        new[kind] = _renumbered(kind, old[kind], new[kind])
    for kind in _BY_PEOPLE:
        new[kind] = {n: row for n, row in old[kind].items() if row["event_id"] in new[Event]}
    old[Actor] = {}  # existing actors stay
    new[Actor] = {n: row for n, row in new[Actor].items() if n > last and n not in same}
    changes = list(_differences(old, new))
    apply(session, changes)
    forgotten = _forgotten(session, old)
    apply(session, forgotten)
    settle(session, changes)
    changes = [_settled(session, row) for row in (*changes, *forgotten)]
    return Replaced(replace(saved, document_id=document_id, changes=()), tuple(changes))


def _rows(session: Session, document_id: int) -> Rows:
    """Every row that belongs to a document, and the actors it mentions, by table and id."""
    told = select(Evidence.event_id).where(Evidence.document_id == document_id)
    named = select(Alias.actor_id).where(Alias.document_id == document_id)
    conditions: dict[type[Base], ColumnElement[bool]] = {
        Document: Document.id == document_id,
        Actor: Actor.id.in_(named),
        Event: Event.id.in_(told),
        EventText: EventText.id.in_(told),
    }
    for kind in _OF_DOCUMENT:
        conditions[kind] = kind.__table__.c.document_id == document_id
    for kind in _OF_EVENT:
        conditions[kind] = kind.__table__.c.event_id.in_(told)
    return {
        kind: {
            row["id"]: dict(row)
            for row in session.execute(
                select(kind.__table__).where(condition).order_by(kind.id)
            ).mappings()
        }
        for kind, condition in conditions.items()
    }


def _same_people(old: Rows, new: Rows) -> dict[int, int]:
    """Maps actors of the new reading to those of the old one with the same name."""
    known = _by_name(old)
    return {
        number: known[name].pop(0)
        for name, numbers in _by_name(new).items()
        for number in numbers
        if known[name]
    }


def _by_name(rows: Rows) -> dict[tuple[str, str], list[int]]:
    names: dict[tuple[str, str], list[int]] = defaultdict(list)
    for alias in rows[Alias].values():
        if alias["full"]:
            number = alias["actor_id"]
            names[rows[Actor][number]["kind"], alias["text"]].append(number)
    return names


def _same_events(old: Rows, new: Rows) -> dict[int, int]:
    """Maps events of the new reading to those the old one found at the same words.

    Those whose first passage has its trigger there go first, then those that share any.
    """
    before, now = _triggers(old), _triggers(new)
    same: dict[int, int] = {}
    for most in (1, None):
        places: dict[tuple[int, int], list[int]] = defaultdict(list)
        for number, triggers in before.items():
            for trigger in triggers[:most]:
                places[trigger].append(number)
        taken = set(same.values())
        for number, triggers in now.items():
            found = [each for t in triggers[:most] for each in places[t] if each not in taken]
            if number not in same and found:
                same[number] = found[0]
                taken.add(found[0])
    return same


def _triggers(rows: Rows) -> dict[int, list[tuple[int, int]]]:
    triggers: dict[int, list[tuple[int, int]]] = {number: [] for number in rows[Event]}
    for passage in rows[Evidence].values():
        place = passage["trigger_start"], passage["trigger_end"]
        triggers[passage["event_id"]].append(place)
    return triggers


def _as_of(
    document_id: int, rows: Rows, people: Mapping[int, int], events: Mapping[int, int]
) -> Rows:
    """The rows as they are when they hang on this document, on these people and events."""
    return {
        kind: {
            _number(kind, number, document_id, events): _meant(row, document_id, people, events)
            for number, row in found.items()
        }
        for kind, found in rows.items()
    }


def _number(kind: type[Base], number: int, document_id: int, events: Mapping[int, int]) -> int:
    if kind is Document:
        return document_id
    return events.get(number, number) if kind in (Event, EventText) else number


def _meant(
    row: Values, document_id: int, people: Mapping[int, int], events: Mapping[int, int]
) -> Values:
    meant = {**row}
    for column in _ACTORS:
        if column in row:
            meant[column] = people.get(row[column], row[column])
    if "document_id" in row:
        meant["document_id"] = document_id
    if "event_id" in row:
        meant["event_id"] = events.get(row["event_id"], row["event_id"])
    return meant


def _renumbered(
    kind: type[Base], old: dict[int, Values], new: dict[int, Values]
) -> dict[int, Values]:
    """The new rows, those that say what an old one said under its number."""
    numbers: dict[str, list[int]] = defaultdict(list)
    for number, row in old.items():
        numbers[_said(kind, row)].append(number)
    found: dict[int, Values] = {}
    for number, row in new.items():
        same = numbers[_said(kind, row)]
        found[same.pop(0) if same else number] = row
    return found


def _said(kind: type[Base], row: Values) -> str:
    kept = _KEPT.get(kind, _ID)
    return json.dumps([(name, value) for name, value in row.items() if name not in kept])


def _differences(old: Rows, new: Rows) -> Iterator[RowChange]:
    """What makes the new rows of the old ones, in an order in which it can be done, and undone."""
    kinds = [kind for kind in TABLES if kind in new]
    for kind in kinds:
        for number in new[kind].keys() - old[kind].keys():
            row = {**_stored(kind, new[kind][number]), "id": number}
            yield RowChange(kind.__tablename__, number, None, row)
    for kind in kinds:
        for number in old[kind].keys() & new[kind].keys():
            before, after = old[kind][number], new[kind][number]
            names = [
                name for name in before.keys() - _KEPT.get(kind, _ID) if before[name] != after[name]
            ]
            if names:
                values = ({name: row[name] for name in names} for row in (before, after))
                yield RowChange(kind.__tablename__, number, *values)
    for kind in reversed(kinds):
        for number in old[kind].keys() - new[kind].keys():
            yield RowChange(kind.__tablename__, number, _stored(kind, old[kind][number]), None)


def _stored(kind: type[Base], row: Values) -> Values:
    """A row as it is written down: without what the database itself keeps beside it."""
    return {name: row[name] for name in row if kind is not Participation or name != "chrono"}


def _forgotten(session: Session, old: Rows) -> list[RowChange]:
    """Actors whom the old reading alone knew, and the new one does not."""
    known = {row["actor_id"] for row in old[Alias].values()}
    still = set(session.scalars(select(Alias.actor_id).where(Alias.actor_id.in_(known))))
    name = Actor.__tablename__
    return [RowChange(name, n, snapshot(session, name, n), None) for n in sorted(known - still)]


def _settled(session: Session, row: RowChange) -> RowChange:
    """A change whose new row says what was counted since."""
    if row.table != Actor.__tablename__ or row.before is not None:
        return row
    return replace(row, after=snapshot(session, row.table, row.id))
