"""The filters that have a name."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.schema.work import NamedFilter


@dataclass(frozen=True, slots=True)
class NamedFilterRow:
    """A filter under its name; ``line`` is in the query language."""

    id: int
    name: str
    line: str


def named_filters(session: Session) -> tuple[NamedFilterRow, ...]:
    """All filters that have a name, in the order of their names."""
    query = select(NamedFilter.id, NamedFilter.name, NamedFilter.line)
    found = session.execute(query.order_by(NamedFilter.name_key))
    return tuple(NamedFilterRow(*row) for row in found)
