"""A reversible edit, written down as data: the rows before and the rows after."""

import base64
import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeAlias

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from models.schema.tables import table

Values: TypeAlias = dict[str, Any]
_CHUNK = 500


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
    """Make the store look as it did after these changes; rows that stay are never deleted."""
    for (name, act), group in groupby(rows, key=lambda row: (row.table, _act(row))):
        found = table(name)
        for part in _parts(list(group)):
            if act == "insert":
                session.execute(insert(found), [row.after or {} for row in part])
            elif act == "delete":
                session.execute(delete(found).where(found.c.id.in_([row.id for row in part])))
            else:
                for row in part:
                    values = row.after or {}
                    session.execute(update(found).where(found.c.id == row.id).values(values))


def _act(row: RowChange) -> str:
    if row.after is None:
        return "delete"
    return "insert" if row.before is None else "update"


def _parts(rows: list[RowChange]) -> Iterator[list[RowChange]]:
    return (rows[first : first + _CHUNK] for first in range(0, len(rows), _CHUNK))


def pack(rows: Sequence[RowChange]) -> bytes:
    """The changes as compressed JSON."""
    data = [[row.table, row.id, row.before, row.after] for row in rows]
    return zlib.compress(json.dumps(data, default=_written, ensure_ascii=False).encode())


def unpack(packed: bytes) -> tuple[RowChange, ...]:
    """The changes that were packed."""
    data = json.loads(zlib.decompress(packed), object_hook=_read)
    return tuple(RowChange(*row) for row in data)


def _written(value: object) -> object:
    if isinstance(value, bytes):
        return {"base64 bytes": base64.b64encode(value).decode("ascii")}
    raise TypeError(f"{type(value)} cannot be kept in a change")


def _read(value: dict[str, Any]) -> Any:
    if value.keys() == {"base64 bytes"}:
        return base64.b64decode(value["base64 bytes"])
    return value
