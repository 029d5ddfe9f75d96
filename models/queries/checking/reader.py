"""Reads rows as they are in the file, even if they are damaged."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy.orm import Session

from models.queries.checking.findings import Findings
from models.store.faults import VALUE_FAULTS

Row = tuple[Any, ...]
Span = tuple[int, int]
# Another program is in the way, or the query was stopped: the file is not at fault.
_NOT_OURS = ("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_INTERRUPT")
_FIRST = -(2**63)
_JUMPS = [4**power for power in range(31)]


class Reader:
    """Reads through the driver alone. What cannot be read becomes a finding; reading goes on."""

    GIVEN = "SELECT value FROM json_each(?)"
    """A query for the numbers of a list in JSON."""
    served = False
    """Whether the chronicle is on a server."""

    def __init__(self, session: Session, findings: Findings) -> None:
        raw = session.connection().connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        self._raw = raw
        self._findings = findings

    def rows(self, sql: str, *values: object) -> list[Row]:
        """The rows of a query. Text that isn't UTF-8 comes with surrogates in it."""
        try:
            return self._raw.execute(sql, values).fetchall()
        except sqlite3.OperationalError as fault:
            if "Could not decode" not in str(fault):
                raise
        with self._text(lambda raw: raw.decode("utf-8", "surrogateescape")):
            return self._raw.execute(sql, values).fetchall()

    def is_text(self, sql: str, *values: object) -> bool:
        """Whether all text in the rows of a query is UTF-8."""
        try:
            self._raw.execute(sql, values).fetchall()
        except sqlite3.OperationalError as fault:
            if "Could not decode" not in str(fault):
                raise
            return False
        return True

    def bytes(self, sql: str, *values: object) -> list[Row]:
        """The rows of a query, text as bytes."""
        with self._text(bytes):
            return self._raw.execute(sql, values).fetchall()

    @contextmanager
    def _text(self, factory: object) -> Iterator[None]:
        before = self._raw.text_factory
        self._raw.text_factory = factory
        try:
            yield
        finally:
            self._raw.text_factory = before

    @contextmanager
    def guarded(self, table: str, row: object = "", what: str = "") -> Iterator[None]:
        """Turn any error raised inside into a finding."""
        try:
            yield
        except (sqlite3.Error, UnicodeDecodeError) as fault:
            if getattr(fault, "sqlite_errorname", "").startswith(_NOT_OURS):
                raise
            said = "" if isinstance(fault, UnicodeDecodeError) else str(fault)
            self._findings.add(table, row, f"{what or 'cannot be read'}", said)
        except VALUE_FAULTS as fault:
            # Values of a wrong type are reported as such; here they are in the way.
            self._findings.add(table, row, "cannot be compared", type(fault).__name__)

    def spans(self, table: str, size: int) -> Iterator[Span]:
        """The first and last ids of each run of ``size`` rows, in order.

        Rows that cannot be read are skipped and become findings.
        """
        last, count = _FIRST, size
        step = f'SELECT max(id) FROM (SELECT id FROM "{table}" WHERE id > ? ORDER BY id LIMIT ?)'
        while True:
            try:
                end = self._raw.execute(step, (last, count)).fetchone()[0]
            except sqlite3.Error as fault:
                if count > 1:  # up to the rows that cannot be read
                    count = max(1, count // 8)
                    continue
                readable = self._after(table, last)
                until = "the end" if readable is None else readable - 1
                more = f"{max(last, 0) + 1} to {until}: {fault}"
                self._findings.add(table, "", "rows cannot be read", more)
                if readable is None:
                    return
                last = readable - 1
                continue
            if end is None:
                return
            yield last + 1, end
            last, count = end, min(size, count * 2)

    def _after(self, table: str, last: int) -> int | None:
        """The first row that can be read some way after the last one."""
        for jump in _JUMPS:
            try:
                asked = f'SELECT min(id) FROM "{table}" WHERE id > ?'
                beyond = min(max(last, 0) + jump, 2**63 - 1)
                found: int | None = self._raw.execute(asked, (beyond,)).fetchone()[0]
            except sqlite3.Error:
                continue
            return found
        return None


def grouped(rows: Sequence[Row]) -> dict[Any, list[Row]]:
    """Rows by their first value, in their order."""
    groups: dict[Any, list[Row]] = {}
    for row in rows:
        groups.setdefault(row[0], []).append(row)
    return groups
