"""The narrow rows of a reading: which telling and which form of before each of its own is."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import and_, case, delete, func, insert, select, update
from sqlalchemy.orm import Session

from models.composing.actors import FormNames
from models.composing.linking import form_names
from models.composing.loading import matching, rows
from models.composing.said import Said, pack, unpack
from models.reading.version import READER
from models.schema.keys import fold
from models.schema.readings import Form, Reading, Telling
from models.schema.tables import table_of
from models.schema.text import Mention, Quotation
from models.schema.work import Step
from models.store import sqlite

_TELLING, _FORM, _READING = table_of(Telling), table_of(Form), table_of(Reading)


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a reading, each at its place, and what its forms are called."""

    reading_id: int
    tellings: tuple[int, ...]
    forms: tuple[int, ...]
    names: tuple[FormNames, ...]


@dataclass(frozen=True, slots=True)
class _Old:
    """What of the rows of a document is to be found again."""

    triggers: dict[int, list[tuple[int, int]]]
    names: dict[int, tuple[str, str]]


def store_reading(
    session: Session, document_id: int, said: Said, step_id: int | None = None
) -> Rows:
    """Store a reading as the current one of a document; its rows of before keep their numbers.

    What nothing before stands for gets a row of its own. Nothing is composed yet.
    """
    old = _old(session, document_id)
    tellings = _same_tellings(said, old.triggers)
    forms = _same_forms(said, old.names)
    keys = [(f.kind, fold(f.name)) for f in said.forms]
    new_forms = _insert(
        session,
        Form,
        [
            {"document_id": document_id, "kind": kind, "key": key, "nth": nth, "place": place,
             "actor_id": None, "decision_id": None, "data": None}
            for place, (kind, key, nth) in enumerate(_numbered(keys))
            if forms[place] is None
        ],
    )  # fmt: skip
    triggers = [each.trigger for each in said.tellings]
    new_tellings = _insert(
        session,
        Telling,
        [
            {"document_id": document_id, "trigger_start": start, "trigger_end": end, "nth": nth,
             "place": place, "event_id": None, "with_id": None, "decision_id": None}
            for place, (start, end, nth) in enumerate(_numbered(triggers))
            if tellings[place] is None
        ],
    )  # fmt: skip
    fresh_forms, fresh_tellings = iter(new_forms), iter(new_tellings)
    numbers = {
        "tellings": [next(fresh_tellings) if n is None else n for n in tellings],
        "forms": [next(fresh_forms) if n is None else n for n in forms],
    }
    session.execute(
        update(_READING).where(_READING.c.document_id == document_id).values(current=False)
    )
    values = {
        "document_id": document_id,
        "step_id": step_id,
        "reader": READER,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "current": True,
        "numbers": numbers,
        "data": pack(said),
    }
    number = session.scalars(insert(Reading).returning(Reading.id), values).one()
    if old.triggers or old.names:
        _place(session, document_id, said, numbers)
    _write_places_in_text(session, document_id, said, numbers["forms"])
    names = tuple(
        form_names(n, kind, key, form)
        for n, (kind, key), form in zip(numbers["forms"], keys, said.forms, strict=True)
    )
    return Rows(number, tuple(numbers["tellings"]), tuple(numbers["forms"]), names)


def use_reading(session: Session, reading_id: int) -> None:
    """Make a reading that is stored already the current one of its document."""
    document_id, numbers, data = session.execute(
        select(Reading.document_id, Reading.numbers, Reading.data).where(Reading.id == reading_id)
    ).one()
    of_it = _READING.c.document_id == document_id
    session.execute(update(_READING).where(of_it).values(current=_READING.c.id == reading_id))
    said = unpack(data)
    _place(session, document_id, said, numbers)
    _write_places_in_text(session, document_id, said, numbers["forms"])


def use_newest_reading(session: Session, document_id: int) -> None:
    """Make the newest reading of a document whose step isn't undone its current one."""
    newest = (
        select(func.max(Reading.id))
        .outerjoin(Step, Step.id == Reading.step_id)
        .where(Reading.document_id == document_id, Step.undone_at.is_(None))
    )
    reading = session.scalar(newest)
    assert reading is not None
    use_reading(session, reading)


def numbers_of(session: Session, documents: Iterable[int]) -> tuple[set[int], set[int]]:
    """The rows of the tellings and forms of some documents, whatever reading they are of."""
    numbers = set(documents)
    tellings = matching(session, select(Telling.id), Telling.document_id, numbers)
    forms = matching(session, select(Form.id), Form.document_id, numbers)
    return {row[0] for row in tellings}, {row[0] for row in forms}


def _insert(session: Session, kind: Any, values: Sequence[dict[str, Any]]) -> list[int]:
    if not values:
        return []
    adding = insert(kind).returning(kind.id, sort_by_parameter_order=True)
    return list(session.scalars(adding, values))


def _numbered(keys: Iterable[tuple[Any, Any]]) -> list[tuple[Any, Any, int]]:
    """Equal ones get numbers, from 0."""
    seen: dict[tuple[Any, Any], int] = defaultdict(int)
    found = []
    for key in keys:
        found.append((*key, seen[key]))
        seen[key] += 1
    return found


def _old(session: Session, document_id: int) -> _Old:
    names: dict[int, tuple[str, str]] = {
        row[0]: (row[1], row[2])
        for row in rows(
            session,
            select(Form.id, Form.kind, Form.key)
            .where(Form.document_id == document_id)
            .order_by(Form.place.is_(None), Form.place, Form.id),
        )
    }
    triggers: dict[int, list[tuple[int, int]]] = {}
    places: dict[int, int] = {}
    query = select(Telling.id, Telling.trigger_start, Telling.trigger_end, Telling.place).where(
        Telling.document_id == document_id, Telling.decision_id.is_(None)
    )
    for number, start, end, place in rows(session, query.order_by(Telling.id)):
        triggers[number] = [(start, end)]
        if place is not None:
            places[number] = place
    if places:
        data = session.scalars(
            select(Reading.data).where(Reading.document_id == document_id, Reading.current)
        ).one()
        told = unpack(data).tellings
        for number, place in places.items():
            passages = told[place].passages
            triggers[number] = [(p.trigger_start, p.trigger_end) for p in passages]
    return _Old(triggers, names)


def _same_tellings(said: Said, old: dict[int, list[tuple[int, int]]]) -> list[int | None]:
    """For each telling the row of before that has the same words as its trigger.

    Those whose first passage has its trigger there go first, then those that share any.
    """
    same: list[int | None] = [None] * len(said.tellings)
    taken: set[int] = set()
    for most in (1, None):
        places: dict[tuple[int, int], list[int]] = defaultdict(list)
        for number, triggers in old.items():
            for trigger in dict.fromkeys(triggers[:most]):
                places[trigger].append(number)
        for place, telling in enumerate(said.tellings):
            if same[place] is not None:
                continue
            own = [(p.trigger_start, p.trigger_end) for p in telling.passages[:most]]
            found = [n for trigger in own for n in places[trigger] if n not in taken]
            if found:
                same[place] = found[0]
                taken.add(found[0])
    return same


def _same_forms(said: Said, old: dict[int, tuple[str, str]]) -> list[int | None]:
    """For each form the row of before that has the same kind and name."""
    named: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, name in old.items():
        named[name].append(number)
    found: list[int | None] = []
    for form in said.forms:
        known = named[form.kind, fold(form.name)]
        found.append(known.pop(0) if known else None)
    return found


def _place(session: Session, document_id: int, said: Said, numbers: dict[str, list[int]]) -> None:
    """Say of every row of a document where in the reading it stands."""
    triggers = _numbered(each.trigger for each in said.tellings)
    own = and_(_TELLING.c.document_id == document_id, _TELLING.c.decision_id.is_(None))
    session.execute(update(_TELLING).where(own).values(place=None))
    for place, (number, (start, end, nth)) in enumerate(
        zip(numbers["tellings"], triggers, strict=True)
    ):
        values = {"place": place, "trigger_start": start, "trigger_end": end, "nth": nth}
        session.execute(update(_TELLING).where(_TELLING.c.id == number).values(values))
    session.execute(update(_FORM).where(_FORM.c.document_id == document_id).values(place=None))
    places = {number: place for place, number in enumerate(numbers["forms"])}
    if places:
        session.execute(
            update(_FORM)
            .where(_FORM.c.id.in_(sqlite.given(places)))
            .values(place=case(places, value=_FORM.c.id))
        )


def _write_places_in_text(
    session: Session, document_id: int, said: Said, forms: Sequence[int]
) -> None:
    for kind in (Mention, Quotation):
        table = table_of(kind)
        session.execute(delete(table).where(table.c.document_id == document_id))
    mentions = [
        {"document_id": document_id, "form_id": forms[m.form], "start": m.start, "end": m.end,
         "form": m.how}
        for m in said.mentions
    ]  # fmt: skip
    quotations = [
        {"document_id": document_id, "form_id": None if q.form is None else forms[q.form],
         "start": q.start, "end": q.end, "cue": q.cue, "direct": q.direct}
        for q in said.quotations
    ]  # fmt: skip
    if mentions:
        session.execute(insert(table_of(Mention)), mentions)
    if quotations:
        session.execute(insert(table_of(Quotation)), quotations)
