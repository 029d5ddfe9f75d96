"""Saved filters."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.errors import KnownError
from models.queries.search import parse_query, to_query
from models.schema.keys import LANGUAGE
from models.schema.work import NamedFilter


@dataclass(frozen=True, slots=True)
class NamedFilterRow:
    """A filter under its name; ``line`` is in the query language of today."""

    id: int
    name: str
    line: str


def named_filters(session: Session) -> tuple[NamedFilterRow, ...]:
    """All saved filters, by name."""
    query = select(NamedFilter.id, NamedFilter.name, NamedFilter.line, NamedFilter.language)
    found = session.execute(query.order_by(NamedFilter.name_key))
    return tuple(NamedFilterRow(*row[:2], _today(*row[2:])) for row in found)


def _today(line: str, language: int) -> str:
    """The line in today's query language, with the meaning it had when saved."""
    if language == LANGUAGE:
        return line
    try:
        return to_query(parse_query(line, language))
    except KnownError:  # it is read again when it is opened, and then said
        return line
