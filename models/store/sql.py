"""What the questions and edits say to a database, in words that every engine understands.

What each engine says for it stands in a module of its own, ``models/store/sqlite.py`` and
``models/store/postgresql.py``, under the same names. All other statements are SQLAlchemy's.
"""

import json
from collections.abc import Callable, Generator, Iterable, Sequence
from types import ModuleType
from typing import Any, TypeVar

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Dialect,
    FunctionElement,
    Integer,
    Select,
    SQLColumnExpression,
    String,
    TableValuedAlias,
    bindparam,
    column,
    select,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeDecorator, TypeEngine

from models.store import postgresql, sqlite
from models.store.worded import Expression

T = TypeVar("T")
_ENGINES: dict[str, ModuleType] = {"sqlite": sqlite, "postgresql": postgresql}


def engine_of(session: Session) -> Any:
    """The module of the engine that a session speaks to."""
    return _ENGINES[session.get_bind().dialect.name]


def _said(dialect: Dialect) -> Any:
    return _ENGINES.get(dialect.name, sqlite)


class _Numbers(TypeDecorator[Sequence[int]]):
    """Whole numbers as one parameter, however many they are."""

    impl = String
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        kind: TypeEngine[Any] = _said(dialect).NUMBERS
        return dialect.type_descriptor(kind)

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return _said(dialect).numbers(value)


class _Rows(TypeDecorator[str]):
    """Rows as one parameter: a list of lists in JSON."""

    impl = String
    cache_ok = True


class _Asked(TypeDecorator[Expression]):
    """What the full-text index is asked, as its engine spells it."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return _said(dialect).expression(value)


class _Given(FunctionElement[Any]):
    """A table of numbers."""

    name = "given"
    inherit_cache = True


class _Named(FunctionElement[Any]):
    """A table of a number and two texts in each row."""

    name = "given_rows"
    inherit_cache = True


class _Found(FunctionElement[Any]):
    """A table of the events whose text has some words."""

    name = "found"
    inherit_cache = True


class _Plainly(FunctionElement[str]):
    name = "plainly"
    inherit_cache = True
    type = String()


class _Smaller(FunctionElement[int]):
    name = "smaller"
    inherit_cache = True
    type = Integer()


class _Larger(FunctionElement[int]):
    name = "larger"
    inherit_cache = True
    type = Integer()


_TEMPLATES: dict[type[FunctionElement[Any]], str] = {
    _Given: "GIVEN",
    _Named: "NAMED",
    _Found: "FOUND",
    _Plainly: "PLAINLY",
    _Smaller: "SMALLER",
    _Larger: "LARGER",
}


def _say(element: FunctionElement[Any], compiler: SQLCompiler, **more: Any) -> str:
    template: str = getattr(_said(compiler.dialect), _TEMPLATES[type(element)])
    return template.replace("{}", compiler.process(element.clauses, **more))


for _kind in _TEMPLATES:
    compiles(_kind)(_say)


def given(ids: Iterable[int]) -> Select[int]:
    """Numbers as a one-column table, passed as one parameter however many they are."""
    numbers = bindparam("given", list(ids), type_=_Numbers(), unique=True)
    value = _Given(numbers).table_valued(column("value", BigInteger))
    return select(value.c.value)


def given_rows(name: str) -> TableValuedAlias:
    """Rows of a number and two texts as a table with the columns a, b and c.

    They are passed as the parameter of this name, a list of lists in JSON.
    """
    return _Named(bindparam(name, type_=_Rows())).table_valued(
        column("a", BigInteger), column("b", String), column("c", String)
    )


def found(expression: Expression) -> Select[int]:
    """The ids of the events whose text has the words of an expression."""
    asked = bindparam("words", expression, type_=_Asked(), unique=True)
    matching = _Found(asked).table_valued(column("event_id", BigInteger))
    return select(matching.c.event_id)


def plainly(text: SQLColumnExpression[str]) -> ColumnElement[str]:
    """A text without accents, strokes and case: for the few rows that no index of words covers."""
    return _Plainly(text)


def smaller(one: SQLColumnExpression[Any], other: Any) -> ColumnElement[int]:
    """The smaller one of two numbers."""
    return _Smaller(one, other)


def larger(one: SQLColumnExpression[Any], other: Any) -> ColumnElement[int]:
    """The larger one of two numbers."""
    return _Larger(one, other)


def signs_near(session: Session, spans: Sequence[tuple[int, int]]) -> Sequence[int]:
    """The signs of tellings that have a trace in one of these spans of places."""
    asked = {"spans": json.dumps(spans)}
    return session.connection().execute(engine_of(session).SIGNS_NEAR, asked).scalars().all()


def documents_with(session: Session, runs: Sequence[int], most: int) -> dict[int, int]:
    """Of each run of words in how many documents it is found, counted up to ``most``."""
    asked = {"runs": json.dumps(runs), "most": most}
    found = session.execute(engine_of(session).DOCUMENTS_WITH, asked)
    return {row[0]: row[1] for row in found}


def write_each(session: Session, statement: str, values: Sequence[Sequence[Any]]) -> None:
    """Run one statement, in which ? stands for a value, with many sets of values."""
    session.connection().exec_driver_sql(
        engine_of(session).spelled_out(statement), [tuple(each) for each in values]
    )


def indexed(
    session: Session, begun: str, after: str = ""
) -> Generator[tuple[str, int], None, None]:
    """The words of the full-text index with this beginning, and their numbers of events.

    ``after``: only those that continue with this character or a later one.
    """
    yield from engine_of(session).indexed(session, begun, after)


def widen(session: Session) -> None:
    """Have room for what alters thousands of rows, until the scope ends."""
    engine_of(session).widen(session)


def merge_texts_later(session: Session) -> None:
    """Have the full-text index only take what is written of very many texts."""
    engine_of(session).merge_texts_later(session)


def merge_texts_again(session: Session) -> None:
    """Have the full-text index merge its parts again as it is written; a rollback does so too."""
    engine_of(session).merge_texts_again(session)


def interrupter(session: Session) -> Callable[[], None]:
    """A function for another thread to stop the query this session is running.

    The query then raises Interrupted, at once or at its next statement.
    """
    stop: Callable[[], None] = engine_of(session).interrupter(session)
    return stop
