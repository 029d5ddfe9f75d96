"""The narrow rows of a reading: which telling and which form of before each of its own is."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import and_, delete, func, insert, select, update
from sqlalchemy.orm import Session

from models.composing import keeping
from models.composing.actors import FormNames
from models.composing.linking import form_names
from models.composing.loading import matching, rows
from models.composing.matching import Matched, form_keys, matched, telling_keys
from models.composing.said import Said, pack, unpack
from models.reading.version import READER
from models.schema.keys import fold
from models.schema.readings import Form, Reading, Telling
from models.schema.tables import table_of
from models.schema.text import Mention, Quotation
from models.schema.work import Decision, Step

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
    """What of the rows of a document is to be found again: first what its current reading has."""

    said: Said | None
    tellings: list[int]
    forms: list[int]
    triggers: dict[tuple[int, int], list[int]]
    """The rows of tellings that the current reading does not have, by their triggers."""
    names: dict[tuple[str, str], list[int]]
    """The rows of forms that it does not have, by kind and folded name."""


def store_reading(
    session: Session,
    document_id: int,
    said: Said,
    step_id: int | None = None,
    same: Matched | None = None,
) -> Rows:
    """Store a reading as the current one of a document; its rows of before keep their numbers.

    ``same``: what of it the reading of before has; None: as their words say. What nothing before
    stands for gets a row of its own. Nothing is composed yet.
    """
    old = _old(session, document_id)
    until = session.scalar(select(func.max(Decision.id))) or 0
    if old.said is not None and same is None:
        same = matched(old.said, said)
    tellings = _same_tellings(said, old, same)
    forms = _same_forms(said, old, same)
    keys = [(f.kind, fold(f.name)) for f in said.forms]
    new_forms = _insert(
        session,
        Form,
        [
            {"document_id": document_id, "kind": kind, "key": key, "nth": nth, "place": place,
             "actor_id": None, "decision_id": None, "data": None}
            for place, (kind, key, nth) in enumerate(form_keys(said))
            if forms[place] is None
        ],
    )  # fmt: skip
    new_tellings = _insert(
        session,
        Telling,
        [
            {"document_id": document_id, "trigger_start": start, "trigger_end": end, "nth": nth,
             "place": place, "event_id": None, "with_id": None, "decision_id": None,
             "joined_id": None}
            for place, (start, end, nth) in enumerate(telling_keys(said))
            if tellings[place] is None
        ],
    )  # fmt: skip
    fresh_forms, fresh_tellings = iter(new_forms), iter(new_tellings)
    numbers: dict[str, Any] = {
        "tellings": [next(fresh_tellings) if n is None else n for n in tellings],
        "forms": [next(fresh_forms) if n is None else n for n in forms],
    }
    if said.kept:
        numbers[keeping.UNTIL] = until
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
    if old.said is not None:
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


def _old(session: Session, document_id: int) -> _Old:
    found = keeping.current(session, document_id)
    said = None if found is None else found.said
    numbers = {"tellings": [], "forms": []} if found is None else found.numbers
    triggers: dict[tuple[int, int], list[int]] = defaultdict(list)
    names: dict[tuple[str, str], list[int]] = defaultdict(list)
    own = set(numbers["tellings"])
    told = select(Telling.id, Telling.trigger_start, Telling.trigger_end).where(
        Telling.document_id == document_id, Telling.decision_id.is_(None)
    )
    for number, start, end in rows(session, told.order_by(Telling.id)):
        if number not in own:
            triggers[start, end].append(number)
    own = set(numbers["forms"])
    named = select(Form.id, Form.kind, Form.key).where(Form.document_id == document_id)
    for number, kind, key in rows(session, named.order_by(Form.id)):
        if number not in own:
            names[kind, key].append(number)
    return _Old(said, numbers["tellings"], numbers["forms"], triggers, names)


def _same_tellings(said: Said, old: _Old, same: Matched | None) -> list[int | None]:
    """For each telling its row of before: in the current reading, else in an earlier one."""
    found: list[int | None] = [None] * len(said.tellings)
    if same is not None:
        found = [None if place is None else old.tellings[place] for place in same.tellings]
    for place, telling in enumerate(said.tellings):
        if found[place] is None:
            own = ((p.trigger_start, p.trigger_end) for p in telling.passages)
            earlier = next((some for each in own if (some := old.triggers.get(each))), None)
            found[place] = earlier.pop(0) if earlier else None
    return found


def _same_forms(said: Said, old: _Old, same: Matched | None) -> list[int | None]:
    """For each form its row of before: in the current reading, else in an earlier one."""
    found: list[int | None] = [None] * len(said.forms)
    if same is not None:
        found = [None if place is None else old.forms[place] for place in same.forms]
    for place, form in enumerate(said.forms):
        if found[place] is None:
            earlier = old.names.get((form.kind, fold(form.name)))
            found[place] = earlier.pop(0) if earlier else None
    return found


def _place(session: Session, document_id: int, said: Said, numbers: dict[str, Any]) -> None:
    """Say of every row of a document where in the reading it stands, what is kept as kept."""
    own = and_(_TELLING.c.document_id == document_id, _TELLING.c.decision_id.is_(None))
    session.execute(update(_TELLING).where(own).values(place=None))
    for place, (number, (start, end, nth)) in enumerate(
        zip(numbers["tellings"], telling_keys(said), strict=True)
    ):
        values = {"place": place, "trigger_start": start, "trigger_end": end, "nth": nth}
        session.execute(update(_TELLING).where(_TELLING.c.id == number).values(values))
    session.execute(update(_FORM).where(_FORM.c.document_id == document_id).values(place=None))
    keys = form_keys(said)
    for place, (number, (kind, key, nth)) in enumerate(zip(numbers["forms"], keys, strict=True)):
        named = {"place": place, "kind": kind, "key": key, "nth": nth}
        session.execute(update(_FORM).where(_FORM.c.id == number).values(named))


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
