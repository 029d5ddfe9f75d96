"""A reversible edit as data: the rows before and the rows after."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeAlias

from sqlalchemy import Table, delete, insert, select, update
from sqlalchemy.orm import Session

from models.errors import KnownError
from models.schema import packed
from models.schema.tables import table
from models.store.faults import damaged

Values: TypeAlias = dict[str, Any]
_CHUNK = 500


# What rows are called towards people.
_NAMES = {
    "document": "a document",
    "actor": "a name",
    "alias": "a name",
    "event": "an event",
    "event_tag": "a tag",
    "tag": "a tag",
    "note": "a note",
    "named_filter": "a filter",
    "watched_folder": "a folder",
}


class ConflictError(KnownError):
    """A row isn't as a change expects it; the text says so, without a full stop."""


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row's values before and after; None means the row was not there."""

    table: str
    id: int
    before: Values | None
    after: Values | None

    def reversed(self) -> "RowChange":
        """The same change, backwards."""
        return RowChange(self.table, self.id, self.after, self.before)


@dataclass(frozen=True, slots=True)
class Change:
    """One thing the user did, under the name the Undo menu shows."""

    label: str
    rows: tuple[RowChange, ...]

    @property
    def touched(self) -> frozenset[str]:
        """Names of the tables whose views must refresh."""
        return frozenset(row.table for row in self.rows)

    def reversed(self) -> "Change":
        """The same change, backwards and in the opposite order."""
        return Change(self.label, tuple(row.reversed() for row in self.rows[::-1]))


def snapshot(session: Session, name: str, number: int) -> Values | None:
    """The stored values of one row; None when it is not there."""
    found = table(name)
    row = session.execute(select(found).where(found.c.id == number)).mappings().first()
    return None if row is None else dict(row)


def apply(session: Session, rows: Sequence[RowChange]) -> None:
    """Make the store look as it did after these changes; rows that stay are never deleted.

    Raises ConflictError where a row is not as it was before its change.
    """
    for (name, act), group in groupby(rows, key=lambda row: (row.table, _act(row))):
        found = table(name)
        if act == "update":
            for row in group:
                _demand(found, row, snapshot(session, name, row.id))
                session.execute(update(found).where(found.c.id == row.id).values(row.after or {}))
            continue
        for part in _parts(list(group)):
            numbers = [row.id for row in part]
            there = session.execute(select(found).where(found.c.id.in_(numbers))).mappings()
            stored = {values["id"]: dict(values) for values in there}
            for row in part:
                _demand(found, row, stored.get(row.id))
            if act == "insert":
                session.execute(insert(found), [row.after or {} for row in part])
            else:
                session.execute(delete(found).where(found.c.id.in_(numbers)))


def _demand(found: Table, row: RowChange, stored: Values | None) -> None:
    """Raise ConflictError unless a row is stored as it was before its change.

    A change recorded by an earlier version may lack a column or have an extra one.
    """
    if row.before is None or stored is None:
        same = row.before is None and stored is None
    else:
        own = row.before.keys() & stored.keys()
        same = all(stored[key] == row.before[key] for key in own)
    if not same:
        raise ConflictError(f"{_NAMES.get(found.name, 'something')} has changed since")


def _act(row: RowChange) -> str:
    if row.after is None:
        return "delete"
    return "insert" if row.before is None else "update"


def _parts(rows: list[RowChange]) -> Iterator[list[RowChange]]:
    return (rows[first : first + _CHUNK] for first in range(0, len(rows), _CHUNK))


def pack(rows: Sequence[RowChange]) -> bytes:
    """The changes as one value to store."""
    return packed.pack([[row.table, row.id, row.before, row.after] for row in rows])


def unpack(data: bytes) -> tuple[RowChange, ...]:
    """The changes that were packed. Raises DamagedError where they cannot be read."""
    try:
        return tuple(RowChange(*row) for row in packed.unpack(data))
    except (ValueError, TypeError) as fault:
        raise damaged("The chronicle", "its record cannot be read") from fault
