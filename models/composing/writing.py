"""Events written down: of what is composed, whatever differs from what is stored."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Table, bindparam, case, delete, insert, select, update
from sqlalchemy.orm import Session

from models.composing.events import REJECTED, Composed
from models.composing.loading import chunks, matching, rows
from models.schema.actors import Actor
from models.schema.events import Claim, Event, EventText, Evidence, Participation
from models.schema.keys import UNDATED, fold
from models.schema.readings import Telling
from models.schema.tables import table_of
from models.schema.text import Document
from models.schema.work import EventTag, Note, Tag
from models.store import sql

_EVENT, _TEXT, _TELLING = table_of(Event), table_of(EventText), table_of(Telling)
_HANGING: dict[str, Table] = {
    "parts": table_of(Participation),
    "evidence": table_of(Evidence),
    "claims": table_of(Claim),
}
_LEFT_OUT = ("id", "event_id", "chrono")


class Counts:
    """How many events actors and documents have more than before, or fewer."""

    def __init__(self) -> None:
        self._actors: Counter[int] = Counter()
        self._documents: Counter[int] = Counter()

    def add(self, sign: int, actors: Iterable[int], documents: Iterable[int]) -> None:
        """Count an event for those who take part in it and what tells of it."""
        for number in set(actors):
            self._actors[number] += sign
        for number in set(documents):
            self._documents[number] += sign

    def write(self, session: Session) -> None:
        """Add up what is stored with what was counted."""
        for kind, counts in ((Actor, self._actors), (Document, self._documents)):
            table = table_of(kind)
            by_sum: dict[int, list[int]] = defaultdict(list)
            for number, more in counts.items():
                if more:
                    by_sum[more].append(number)
            for more, numbers in by_sum.items():
                for part in chunks(numbers):
                    session.execute(
                        update(table)
                        .where(table.c.id.in_(sql.given(part)))
                        .values(events=table.c.events + more)
                    )
        self._actors.clear()
        self._documents.clear()


def write_events(
    session: Session,
    composed: Sequence[Composed],
    members: Mapping[int, frozenset[int]],
    stale: Iterable[int],
    lost: Iterable[int],
    counts: Counts,
) -> None:
    """Make the store hold these events and no others of ``stale``; ``members``: their tellings.

    ``lost``: tellings that are of none any more.
    """
    gone = set(stale) - {each.id for each in composed}
    numbers = [each.id for each in composed]
    stored = _stored(session, table_of(Event), "id", numbers)
    texts = _stored(session, table_of(EventText), "id", numbers)
    hanging = {name: _hanging(session, table, {*numbers, *gone})
               for name, table in _HANGING.items()}  # fmt: skip
    fresh = [each for each in composed if each.id not in stored]
    if fresh:
        session.execute(insert(_EVENT), [{"id": e.id, **e.event} for e in fresh])
        session.execute(insert(_TEXT), [{"id": e.id, **e.text} for e in fresh])
    there = [each for each in composed if each.id in stored]
    _update(session, _EVENT, [(e.id, stored[e.id], e.event) for e in there])
    _update(session, _TEXT, [(e.id, texts.get(e.id, {}), e.text) for e in there])
    _tell(session, members, lost)
    kept: dict[str, list[dict[str, Any]]] = {name: [] for name in _HANGING}
    dropped: dict[str, list[int]] = {name: [] for name in _HANGING}
    for each in composed:
        old = {name: hanging[name].get(each.id, []) for name in _HANGING}
        new = {"parts": each.parts, "evidence": each.evidence, "claims": each.claims}
        if (before := stored.get(each.id)) is not None and before["review"] != REJECTED:
            _count(counts, -1, old)
        if each.event["review"] != REJECTED:
            _count(counts, 1, new)
        for name in _HANGING:
            more, less = _difference(old[name], new[name])
            if less is None:
                dropped[name] += [row["id"] for row in old[name]]
            else:
                dropped[name] += less
            values = {"event_id": each.id}
            if name == "parts":
                values["chrono"] = each.event["chrono"]
            kept[name] += [{**row, **values} for row in more]
    visible = _visible(session, gone)
    for number in gone:
        old = {name: hanging[name].get(number, []) for name in _HANGING}
        if number in visible:
            _count(counts, -1, old)
        for name in _HANGING:
            dropped[name] += [row["id"] for row in old[name]]
    for name, table in _HANGING.items():
        for part in chunks(dropped[name]):
            session.execute(delete(table).where(table.c.id.in_(sql.given(part))))
        if kept[name]:
            session.execute(insert(table), kept[name])
    _write_tags(session, composed)
    write_notes(session, "event_id", {each.id: each.notes for each in composed})
    _remove(session, gone)


def _difference(
    old: Sequence[dict[str, Any]], new: Sequence[dict[str, Any]]
) -> tuple[Sequence[dict[str, Any]], list[int] | None]:
    """What is to be added and which rows are to go; their order says what comes first in text, so
    that rows go only where all that are left come in the order wanted."""
    plain = [{k: v for k, v in row.items() if k not in _LEFT_OUT} for row in old]
    if plain == list(new):
        return (), []
    if plain == list(new)[: len(plain)]:
        return list(new)[len(plain) :], []
    return new, None


def _count(counts: Counts, sign: int, rows_of: Mapping[str, Sequence[dict[str, Any]]]) -> None:
    counts.add(
        sign,
        (row["actor_id"] for row in rows_of["parts"]),
        (row["document_id"] for row in rows_of["evidence"]),
    )


def _stored(
    session: Session, table: Table, column: str, numbers: Iterable[int]
) -> dict[int, dict[str, Any]]:
    found: dict[int, dict[str, Any]] = {}
    for part in chunks(numbers):
        query = select(table).where(table.c[column].in_(sql.given(part)))
        for row in session.connection().execute(query).mappings():
            found[row["id"]] = dict(row)
    return found


def _hanging(
    session: Session, table: Table, events: Iterable[int]
) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for part in chunks(events):
        query = select(table).where(table.c.event_id.in_(sql.given(part))).order_by(table.c.id)
        for row in session.connection().execute(query).mappings():
            found[row["event_id"]].append(dict(row))
    return found


def _update(
    session: Session,
    table: Any,
    rows_of: Iterable[tuple[int, Mapping[str, Any], Mapping[str, Any]]],
) -> None:
    """Bring rows from their old values to the new ones, those together that change alike."""
    alike: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for number, old, new in sorted(rows_of, key=lambda each: each[0]):
        if not old:
            session.execute(insert(table), [{"id": number, **new}])
            continue
        changed = {name: value for name, value in new.items() if old[name] != value}
        if changed:
            alike[tuple(changed)].append(
                {"row": number, **{f"new_{n}": v for n, v in changed.items()}}
            )
    for names, changes in alike.items():
        given = {name: bindparam(f"new_{name}", type_=table.c[name].type) for name in names}
        statement = update(table).where(table.c.id == bindparam("row")).values(given)
        session.connection().execute(statement, changes)


def _tell(session: Session, members: Mapping[int, frozenset[int]], lost: Iterable[int]) -> None:
    """Say of each telling which event it is; those that are ``lost`` are none."""
    for part in chunks(lost):
        given = sql.given(part)
        session.execute(update(_TELLING).where(_TELLING.c.id.in_(given)).values(event_id=None))
    event_of = {telling: event for event, tellings in members.items() for telling in tellings}
    for part in chunks(event_of):
        query = select(Telling.id, Telling.event_id).where(Telling.id.in_(sql.given(part)))
        now: dict[int, int] = {row[0]: row[1] for row in rows(session, query)}
        own = [n for n in part if now.get(n) != event_of[n] and event_of[n] == n]
        if own:
            session.execute(
                update(_TELLING)
                .where(_TELLING.c.id.in_(sql.given(own)))
                .values(event_id=_TELLING.c.id)
            )
        others = {n: event_of[n] for n in part if now.get(n) != event_of[n] and event_of[n] != n}
        if others:
            session.execute(
                update(_TELLING)
                .where(_TELLING.c.id.in_(sql.given(others)))
                .values(event_id=case(others, value=_TELLING.c.id))
            )


def _visible(session: Session, events: Iterable[int]) -> set[int]:
    query = select(Event.id).where(Event.chrono <= UNDATED)
    return {row[0] for row in matching(session, query, Event.id, events)}


def tag_numbers(session: Session, names: Iterable[str]) -> dict[str, int]:
    """The rows of some tags; those that are not there are made."""
    wanted = sorted(set(names))
    if not wanted:
        return {}
    query = select(Tag.name, Tag.id).where(Tag.name.in_(wanted))
    found: dict[str, int] = {row[0]: row[1] for row in rows(session, query)}
    for name in wanted:
        if name not in found:
            values = {"name": name, "key": fold(name) or name}
            found[name] = session.scalars(insert(Tag).returning(Tag.id), values).one()
    return found


def _write_tags(session: Session, composed: Sequence[Composed]) -> None:
    table = table_of(EventTag)
    old: dict[int, dict[str, int]] = defaultdict(dict)
    for part in chunks(each.id for each in composed):
        query = (
            select(EventTag.event_id, Tag.name, EventTag.id)
            .join(Tag, Tag.id == EventTag.tag_id)
            .where(EventTag.event_id.in_(sql.given(part)))
        )
        for event, name, number in rows(session, query):
            old[event][name] = number
    known = tag_numbers(session, {name for each in composed for name in each.tags})
    gone = [n for each in composed for name, n in old[each.id].items() if name not in each.tags]
    new = [
        {"event_id": each.id, "tag_id": known[name]}
        for each in composed
        for name in sorted(each.tags - old[each.id].keys())
    ]
    for part in chunks(gone):
        session.execute(delete(table).where(table.c.id.in_(sql.given(part))))
    if new:
        session.execute(insert(table), new)


def write_notes(
    session: Session, column: str, notes: Mapping[int, Sequence[tuple[str, str]]]
) -> None:
    """Have these notes, each when and what, and no others, hang on rows of the kind ``column``."""
    table = table_of(Note)
    on = table.c[column]
    old: dict[int, list[tuple[str, str]]] = defaultdict(list)
    query = select(on, table.c.at, table.c.text).order_by(table.c.id)
    for number, *note in matching(session, query, on, notes):
        old[number].append((note[0], note[1]))
    nowhere = dict.fromkeys(("event_id", "document_id", "actor_id"))
    for number, own in notes.items():
        if old[number] == list(own):
            continue
        session.execute(delete(table).where(on == number))
        head = {**nowhere, column: number}
        if own:
            session.execute(insert(table), [{**head, "at": at, "text": what} for at, what in own])


def _remove(session: Session, events: Iterable[int]) -> None:
    """Delete events that nothing tells of any more; what hangs on them is gone by now."""
    for part in chunks(events):
        given = sql.given(part)
        for kind in (EventTag, Note):
            table = table_of(kind)
            session.execute(delete(table).where(table.c.event_id.in_(given)))
        session.execute(delete(_TEXT).where(_TEXT.c.id.in_(given)))
        session.execute(delete(_EVENT).where(_EVENT.c.id.in_(given)))
