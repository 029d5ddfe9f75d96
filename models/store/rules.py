"""What a column may hold beyond its type, which SQLite does not enforce."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Float,
    Integer,
    LargeBinary,
    String,
    Table,
)
from sqlalchemy.types import TypeEngine

from models.dates.interval import Precision
from models.reading.doc import (
    ActorKind,
    EventKind,
    EventStatus,
    MentionForm,
    ParticipantRole,
    PublishedBasis,
    Stance,
)
from models.schema.keys import LANGUAGE, LAST_DAY, SINCE_REPORT
from models.schema.tables import metadata
from models.schema.work import ACTS, ANCHORS, VERBS

REVIEWS = ("proposed", "accepted", "rejected")
CHOICES: dict[str, type[StrEnum] | tuple[str, ...]] = {
    "actor.kind": ActorKind,
    "claim.stance": Stance,
    "document.published_basis": PublishedBasis,
    "document.published_precision": Precision,
    "decision.verb": VERBS,
    "decision_anchor.actor_kind": ActorKind,
    "decision_anchor.kind": ANCHORS,
    "event.created_by": ("reading", "person"),
    "event.kind": EventKind,
    "event.precision": Precision,
    "event.review": REVIEWS,
    "event.status": EventStatus,
    "form.kind": ActorKind,
    "mention.form": MentionForm,
    "participation.role": ParticipantRole,
    "step.verb": ACTS,
}
DAYS = (
    "document.published_earliest",
    "document.published_latest",
    "event.earliest",
    "event.latest",
    "event.reported",
)
_STORED: tuple[tuple[type[TypeEngine[Any]], str], ...] = (
    (Boolean, "integer"),
    (Integer, "integer"),
    (Float, "real"),
    (JSON, "text"),
    (String, "text"),
    (LargeBinary, "blob"),
)


def stored_type(column: Column[Any]) -> str:
    """What SQLite calls the values of a column: integer, real, text or blob."""
    return next(name for kind, name in _STORED if isinstance(column.type, kind))


_WORDS = {"integer": "a whole number", "real": "a number", "text": "text", "blob": "packed data"}


def misfits(kind: Table, where: str, *, typed: bool = False) -> tuple[str, list[str]]:
    """A query for rows of a table with invalid values, and words for its columns.

    Its first column is the row's number; of the others, one for each of the words, those that
    hold are not 0. ``where`` is an SQL condition of which rows to look at. ``typed``: the database
    itself sees to it that values are there and of the type of their column.
    """
    of = _wrong_if_typed if typed else _wrong
    wrong = [(f"{c.name} {words}", sql) for c in kind.columns for words, sql in of(c)]
    listed = ", ".join(sql for _, sql in wrong)
    anything = " OR ".join(sql for _, sql in wrong)
    question = f'SELECT id, {listed} FROM "{kind.name}" WHERE {where} AND ({anything})'
    return question, [words for words, _ in wrong]


def first_misfit(connection: Connection) -> str | None:
    """A row with an invalid value, in words; None where there is none."""
    for kind in metadata().sorted_tables:
        question, words = misfits(kind, "1")
        found = connection.exec_driver_sql(f"{question} LIMIT 1").first()
        if found is not None:
            what = next(each for each, holds in zip(words, found[1:], strict=True) if holds)
            return f"{kind.name} {found[0]}: {what}"
    return None


def _wrong(column: Column[Any]) -> Iterator[tuple[str, str]]:
    """What may be wrong with a value: words for it, and the SQL condition of it, never NULL."""
    name = f'"{column.name}"'
    if not column.nullable:
        yield "is missing", f"{name} IS NULL"
    for words, sql in _wrong_value(column, name):
        yield words, f"({name} IS NOT NULL AND {sql})"


def _wrong_if_typed(column: Column[Any]) -> Iterator[tuple[str, str]]:
    name = f'"{column.name}"'
    for words, sql in _wrong_of_its_type(column, name):
        yield words, f"({name} IS NOT NULL AND {sql})"
    if isinstance(column.type, JSON):
        yield "cannot be read", f"({name} IS NOT NULL AND json_typeof({name}) <> 'object')"


def _wrong_value(column: Column[Any], name: str) -> Iterator[tuple[str, str]]:
    stored = stored_type(column)
    yield f"is not {_WORDS[stored]}", f"typeof({name}) <> '{stored}'"
    yield from _wrong_of_its_type(column, name)
    if isinstance(column.type, Boolean):
        yield "is neither yes nor no", f"{name} NOT IN (0, 1)"
    if isinstance(column.type, JSON):
        object_ = f"CASE WHEN json_valid({name}) THEN json_type({name}) ELSE '' END"
        yield "cannot be read", f"{object_} <> 'object'"
    if stored == "text":
        yield "holds a NUL character", f"instr({name}, char(0)) > 0"


def _wrong_of_its_type(column: Column[Any], name: str) -> Iterator[tuple[str, str]]:
    place = f"{column.table.name}.{column.name}"
    if place in CHOICES:
        known = ", ".join(f"'{choice}'" for choice in CHOICES[place])
        yield "is not a known value", f"{name} NOT IN ({known})"
    if place == "named_filter.language":
        yield "is not a known language", f"{name} NOT BETWEEN 1 AND {LANGUAGE}"
    if place in DAYS:
        yield "is not a day", f"{name} NOT BETWEEN {SINCE_REPORT} AND {LAST_DAY}"
