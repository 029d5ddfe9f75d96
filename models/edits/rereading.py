"""A text read again: what would change, and how what is taken of it takes its place.

One way for a newer reader and for a publication date that is given later: the new reading is
compared with the current one, what people decided stays, and the rest is stored as a step.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Integer, cast, func, select, update
from sqlalchemy.orm import Session

from models.composing import anchors, decided
from models.composing.actors import is_full
from models.composing.composer import compose_all
from models.composing.decided import Decided, Name
from models.composing.difference import (
    CHANGED,
    DETAILS,
    GONE,
    KEPT,
    NEW,
    Difference,
    Key,
    Standing,
    difference,
)
from models.composing.keeping import Current, current
from models.composing.loading import (
    chunks,
    decisions_naming,
    decisions_on_actors,
    decisions_on_tellings,
    matching,
    rows,
)
from models.composing.merging import Merged, merged
from models.composing.rows import numbers_of, store_reading
from models.composing.said import Said, pack, unpack
from models.composing.touched import Touched
from models.edits.deciding import Deed
from models.errors import KnownError
from models.reading.version import READER
from models.schema.actors import Actor
from models.schema.keys import fold
from models.schema.readings import Form, Reading, Telling
from models.schema.tables import table_of
from models.schema.text import Document
from models.store import sql
from models.store.faults import damaged


@dataclass(frozen=True, slots=True)
class Compared:
    """A document's current reading beside another one, of which nothing is stored yet."""

    document: int
    title: str
    reading: int
    """The number of the reading that is current."""
    said: bytes
    """What the other one says, packed."""
    found: Difference
    is_older: bool
    """Whether an earlier version of the reader made the current one."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What of the differences of a document is ``left`` though offered, what is taken ``also``."""

    left: frozenset[Key] = frozenset()
    also: frozenset[Key] = frozenset()

    def taken(self, found: Difference) -> frozenset[Key]:
        """What is taken."""
        return (found.offered - self.left) | self.also


EVERYTHING = Choice()


def read_by_older(session: Session) -> list[int]:
    """The documents whose current reading is of an earlier version of the reader, in order."""
    version = cast(func.coalesce(func.nullif(Reading.reader, ""), "0"), Integer)
    query = select(Reading.document_id).where(Reading.current, version < int(READER))
    return list(session.scalars(query.order_by(Reading.document_id)))


def compare(session: Session, document: int, said: Said) -> Compared:
    """What another reading of a stored text would change."""
    title, path = session.execute(
        select(Document.title, Document.path).where(Document.id == document)
    ).one()
    now = _current(session, document)
    found = difference(now.said, said, path, _standing(session, document, now.numbers, now.said))
    is_older = int(now.reader or 0) < int(READER)
    return Compared(document, title, now.id, pack(said), found, is_older)


def take(session: Session, step: int, compared: Compared, choice: Choice = EVERYTHING) -> bool:
    """Store a reading in place of the current one, as part of a step; whether anything changed.

    What is not taken of it stays as it was, by a decision where the reading alone would not have it
    so. A KnownError where the document was read again or taken away since it was compared.
    """
    there = select(Reading.id).where(
        Reading.document_id == compared.document, Reading.current,
        Reading.id == compared.reading,
    )  # fmt: skip
    if session.scalar(there) is None:
        raise KnownError(f"“{compared.title}” has changed since; read it again.")
    before = _current(session, compared.document)
    numbers, old = before.numbers, before.said
    new = unpack(compared.said)
    path = session.scalars(select(Document.path).where(Document.id == compared.document)).one()
    standing = _standing(session, compared.document, numbers, old)
    found = difference(old, new, path, standing)
    taken = choice.taken(found)
    made = merged(old, new, found, taken)
    said = unpack(pack(made.said))  # as it will be found
    deed = Deed(session, step)
    now = [numbers["tellings"][n] for n in made.same.tellings if n is not None]
    is_other = replace(said, besides=old.besides) != before.whole
    if is_other:
        now = list(store_reading(session, compared.document, said, step, made.same).tellings)
    elif before.reader != READER:  # it says the same: nothing that could be undone has happened
        own = table_of(Reading).c.id == compared.reading
        session.execute(update(table_of(Reading)).where(own).values(reader=READER))
    _decide(deed, compared.document, found, taken, made, now, numbers["tellings"], standing)
    if not is_other and not deed.decisions:
        return False
    touched = anchors.touched_by(session, deed.decisions)
    if is_other:
        placed = anchors.place(session, (compared.document,))
        tellings, forms = numbers_of(session, (compared.document,))
        touched |= placed | Touched(tellings, set(), {compared.document}, forms)
    compose_all(session, touched)
    return True


def _decide(
    deed: Deed,
    document: int,
    found: Difference,
    taken: Collection[Key],
    made: Merged,
    now: Collection[int],
    before: list[int],
    standing: Standing,
) -> None:
    """Write down what was not taken, so that it stays as it was; and what is not kept any more."""
    rows_now = {n: row for n, row in zip(made.new, now, strict=True) if n is not None}
    rejected = [
        rows_now[n] for item in found.items
        if item.what == NEW and item.key not in taken and (n := item.key[1]) is not None
    ]  # fmt: skip
    kept = [
        before[place] for item in found.items
        if item.what in (GONE, CHANGED) and item.key not in taken and not item.follows
        and (place := item.key[0]) is not None
    ]  # fmt: skip
    let_go = [
        before[place] for item in found.items
        if item.what == KEPT and item.why == "keep" and item.key in taken
        and (place := item.key[0]) is not None
    ]  # fmt: skip
    said: tuple[tuple[list[int], str, dict[str, Any]], ...] = (
        (rejected, decided.REVIEW, {"review": "rejected"}),
        (kept, decided.KEEP, {"keep": True}),
        (let_go, decided.KEEP, {"keep": False}),
    )
    for tellings, verb, value in said:
        if tellings:
            deed.add(verb, value, anchors.of_tellings(deed.session, tellings))
    for item in found.items:
        if item.what == DETAILS and item.key not in taken:
            about = anchors.of_documents(deed.session, (document,))
            for each in item.fields:
                if each.name not in standing.details:
                    chosen = {"field": each.name, "value": each.old}
                    deed.add(decided.DOCUMENT, chosen, about, {"value": each.new})


def _current(session: Session, document: int) -> Current:
    found = current(session, document)
    if found is None:
        raise damaged("The chronicle", "a document has no reading")
    return found


def _standing(
    session: Session, document: int, numbers: Mapping[str, list[int]], old: Said
) -> Standing:
    """What counts of people's decisions on a document."""
    places = {number: place for place, number in enumerate(numbers["tellings"])}
    earlier: dict[int, tuple[int, int]] = {
        row[0]: (row[1], row[2])
        for row in rows(
            session,
            select(Telling.id, Telling.trigger_start, Telling.trigger_end).where(
                Telling.document_id == document, Telling.decision_id.is_(None)
            ),
        )
        if row[0] not in places
    }
    on_tellings: dict[int, list[Decided]] = {}
    on_earlier: dict[tuple[int, int], list[Decided]] = {}
    for each in decisions_on_tellings(session, [*places, *earlier]):
        for number in each.subjects:
            if number in places:
                on_tellings.setdefault(places[number], []).append(each)
            elif number in earlier:
                on_earlier.setdefault(earlier[number], []).append(each)
    forms = dict(enumerate(numbers["forms"]))
    names = {place: Name(form.kind, fold(form.name)) for place, form in enumerate(old.forms)}
    on_forms, on_names, elsewhere = _on_forms(session, document, forms, names)
    edited = session.scalar(select(Document.edited).where(Document.id == document)) or ""
    return Standing(
        on_tellings, on_earlier, on_forms, on_names, elsewhere, _called(session, forms),
        frozenset(edited.split()),
    )  # fmt: skip


def _on_forms(
    session: Session, document: int, forms: Mapping[int, int], names: Mapping[int, Name]
) -> tuple[dict[int, list[Decided]], dict[Name, list[Decided]], set[Name]]:
    """Decisions on forms by their places, those on names, and which names others have as well."""
    on_forms: dict[int, list[Decided]] = {}
    on_names: dict[Name, list[Decided]] = {}
    naming = decisions_naming(session, forms.values())
    own = decisions_on_actors(session, forms.values(), names.values())
    meant = {name for each in own for name in each.names} | {
        names[place] for place, row in forms.items() if any(row in d.subjects for d in naming)
    }
    elsewhere = _elsewhere(session, document, meant & set(names.values()))
    for place, row in forms.items():
        name = names[place]
        found = any(name == other for other in elsewhere) and is_full(name.kind, name.key)
        mine = [each for each in own if row in each.subjects]
        mine += [
            each for each in naming
            if row in each.subjects and (each.verb == decided.MEANS or not found)
        ]  # fmt: skip
        if mine:
            on_forms[place] = mine
    for name in set(names.values()):
        if some := [each for each in own if name in each.names]:
            on_names[name] = some
    return on_forms, on_names, elsewhere


def _elsewhere(session: Session, document: int, names: Iterable[Name]) -> set[Name]:
    wanted = set(names)
    found: set[Name] = set()
    for name in wanted:
        query = select(Form.id).where(
            Form.key == name.key, Form.kind == name.kind, Form.document_id != document,
            Form.place.is_not(None),
        )  # fmt: skip
        if session.scalar(query.limit(1)) is not None:
            found.add(name)
    return found


def _called(session: Session, forms: Mapping[int, int]) -> dict[int, str | None]:
    """Of forms whose actor somebody decided on the name now; None where they are no actor."""
    query = select(Form.id, Actor.name, Actor.edited).outerjoin(Actor, Actor.id == Form.actor_id)
    known: dict[int, Any] = {row[0]: row for row in matching(
        session, query, Form.id, forms.values())}  # fmt: skip
    found: dict[int, str | None] = {}
    for place, number in forms.items():
        _, name, edited = known[number]
        if name is None or edited:
            found[place] = name
    return found


def documents_there(session: Session, numbers: Iterable[int]) -> list[int]:
    """Those of some documents that are there, in order; a KnownError names one that is not."""
    wanted = list(dict.fromkeys(numbers))
    there: set[int] = set()
    for part in chunks(wanted):
        query = select(Document.id).where(Document.id.in_(sql.given(part)))
        there |= set(session.scalars(query))
    missing = [number for number in wanted if number not in there]
    if missing:
        raise KnownError(f"There is no document {missing[0]}; “dateline documents” lists them.")
    return sorted(there)
