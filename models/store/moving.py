"""A whole chronicle from one place to another: from a file to a server, and back.

Every row keeps its number, so that whatever names one still means the same: history, decisions,
readings and what is composed of them. What arrived is compared with what was there by the number
of rows and a hash of all their values, before any of it is kept.
"""

import hashlib
import json
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Select, Table, func, insert, select
from sqlalchemy.orm import Session

from models.errors import FailedError, KnownError
from models.progress import Progress
from models.schema.tables import TABLES, table_of
from models.store.addresses import server_address
from models.store.opening import new_file
from models.store.sql import engine_of
from models.store.store import Store

_AT_ONCE = 1_000  # rows
_LONG = frozenset(("document", "original", "reading"))  # tables with long values
_TABLES = tuple(map(table_of, TABLES))


def copy_to(source: Store, target: str) -> Generator[Progress, None, int]:
    """Copy everything to a new file or an empty database on a server, by its address.

    Returns the number of rows. What is not whole is not kept.
    """
    if server_address(target) is not None:
        with closing(Store.open(target)) as store:
            return (yield from move(source, store))
    path = Path(target).expanduser().absolute()
    with new_file(path) as draft, closing(Store.open(draft)) as store:
        number = yield from move(source, store)
        store.rest()
    return number


def move(source: Store, target: Store) -> Generator[Progress, None, int]:
    """Copy everything to an empty chronicle; returns the number of rows. The source stays.

    All of it is stored, or nothing where it is stopped or fails.
    """
    with source.reading() as session, target.writing() as other:
        if any(other.scalar(select(func.count()).select_from(table)) for table in _TABLES):
            raise KnownError(
                f"{target.name} isn’t empty; name a new file, or an empty database on a server."
            )
        sizes = [session.scalar(select(func.count()).select_from(each)) or 0 for each in _TABLES]
        total, done = 2 * sum(sizes), 0
        engine_of(other).defer_references(other)
        sent = {}
        for table in _TABLES:
            digest = _Digest()
            for rows in _rows(session, table):
                other.connection().execute(insert(table), rows)
                digest.add(table, rows)
                done += len(rows)
                yield Progress(done, total, table.name)
            sent[table.name] = digest.told()
        engine_of(other).go_on_from(other, engine_of(session).last_numbers(session))
        for table in _TABLES:
            digest = _Digest()
            for rows in _rows(other, table):
                digest.add(table, rows)
                done += len(rows)
                yield Progress(min(done, total), total, table.name)
            if digest.told() != sent[table.name]:
                raise FailedError(
                    f"Not every row of {table.name} arrived as it was, so nothing was stored."
                )
    return total // 2


def _rows(session: Session, table: Table) -> Iterator[list[dict[str, Any]]]:
    """All rows in the order of their numbers, some at once."""
    last = 0
    size = 50 if table.name in _LONG else _AT_ONCE
    query: Select[*tuple[Any, ...]] = select(table).order_by(table.c.id).limit(size)
    while True:
        found = session.connection().execute(query.where(table.c.id > last)).mappings().all()
        if found:
            yield [dict(row) for row in found]
            last = found[-1]["id"]
        if len(found) < size:
            return


class _Digest:
    """What rows are compared by: how many there are, and a hash of all that they hold."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()
        self._number = 0

    def add(self, table: Table, rows: Sequence[dict[str, Any]]) -> None:
        """Count these rows in."""
        names = [column.name for column in table.columns]
        for row in rows:
            values = [_plain(row[name]) for name in names]
            said = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
            self._hash.update(said.encode("utf-8", "surrogatepass") + b"\n")
            self._number += 1

    def told(self) -> tuple[int, str]:
        """The number and the hash."""
        return self._number, self._hash.hexdigest()


def _plain(value: Any) -> Any:
    return value.hex() if isinstance(value, bytes | memoryview) else value
