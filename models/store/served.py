"""A chronicle in a database on a server, as ``models.store.store`` uses it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.engine import URL
from sqlalchemy.orm import Session

from models.errors import KnownError
from models.store import postgresql, sqlite
from models.store.addresses import shown
from models.store.opening import REVISIONS
from models.store.served_faults import server_faults

_OLDEST = 14  # PostgreSQL; the oldest that is still looked after


class ServerKeeper:
    """One database that is open. Thread-safe."""

    path: Path | None = None

    def __init__(self, url: URL) -> None:
        self._url = url
        self._turn = threading.Lock()
        self._watching: Any = None
        self._seen = 0
        self._closed = False
        self.read_only = ""
        """Why nothing can be written, in one sentence; empty where it can."""
        self.engine = postgresql.open_engine(url)
        self.writer = postgresql.writing_engine(self.engine)

    @classmethod
    def open(cls, url: URL, *, create: bool, write: bool) -> "ServerKeeper":
        """Open a database, see ``Store.open``."""
        if find_spec("psycopg") is None:
            raise KnownError(
                "A chronicle on a server needs psycopg, which is not installed; install it with "
                "“pip install 'dateline[desk]'”."
            )
        made = cls(url)
        try:
            with made.faults():
                made._prepare(create=create)
            if made.read_only and write:
                raise KnownError(made.read_only)
        except BaseException:
            made.close()
            raise
        return made

    def _prepare(self, *, create: bool) -> None:
        with self.engine.connect() as connection:
            revision = self._revision(connection, create=create)
        if revision is None:
            with self.writer.begin() as connection:
                # Of two programs that make it at once, the first one has made it by now.
                if self._revision(connection, create=create) is None:
                    postgresql.build(connection)
                    connection.exec_driver_sql(
                        "INSERT INTO alembic_version (version_num) VALUES (%s)", (REVISIONS[-1],)
                    )
        elif revision != REVISIONS[-1]:
            self._upgrade()
        with self.engine.connect() as connection:
            if not postgresql.may_write(connection):
                self.read_only = (
                    f"You may read {self.name} but not change it; ask its owner for the right to."
                )

    def _revision(self, connection: Connection, *, create: bool) -> str | None:
        revision, others, server, encoding = postgresql.state(connection)
        if server < _OLDEST * 10_000:
            raise KnownError(
                f"The server of {self.name} is PostgreSQL {server // 10_000}; "
                f"Dateline needs {_OLDEST} or later."
            )
        if encoding != "UTF8":
            raise KnownError(
                f"The database {self.name} keeps text as {encoding}, which has no room for all "
                "names; make one with UTF-8."
            )
        if revision is None:
            if not create:
                raise KnownError(f"There is no chronicle in {self.address}; check the address.")
            if others:
                raise KnownError(
                    f"The database {self.name} holds something that isn’t a chronicle; "
                    "make an empty one."
                )
        elif revision not in REVISIONS:
            raise KnownError(
                f"{self.name} was made by a newer Dateline; install the newest version to open it."
            )
        return revision

    def _upgrade(self) -> None:
        from alembic import command  # noqa: PLC0415 - alembic takes a second

        from models.store.upgrading import config  # noqa: PLC0415 - the same

        with self.writer.begin() as connection:
            command.upgrade(config(connection), "head")

    @property
    def address(self) -> str:
        """The address without a password."""
        return shown(self._url)

    @property
    def name(self) -> str:
        """The name of the database."""
        return str(self._url.database)

    def hasty(self, patience: float) -> Engine:
        """The engine for writing, which waits so many seconds for others that write."""
        return postgresql.writing_engine(self.engine, patience)

    def check(self) -> None:
        """Raise KnownError unless it is open."""
        if self._closed:
            raise KnownError(f"{self.name} has been closed; open it again.")

    def finish(self, session: Session) -> int | None:
        """Called before what a scope wrote is stored; returns the number of the change."""
        session.flush()
        postgresql.settle(session)
        return postgresql.note_change(session)

    def stored(self, change: int | None) -> None:
        """Called after it was, with what ``finish`` gave: one's own changes are known at once."""
        with self._turn:
            self._seen = max(self._seen, change or 0)

    @contextmanager
    def faults(self) -> Iterator[None]:
        """Turn errors of the server into a KnownError."""
        with server_faults(self.name):
            yield

    blamed = faults

    def hold(self, number: int) -> None:
        """Keep this many connections ready."""
        with self.faults():
            sqlite.hold(self.engine, number)

    def version(self) -> object:
        """A value that changes whenever anybody has stored something."""
        with self._turn, self.faults():
            self.check()
            try:
                # What was missed while nobody listened is known as soon as somebody does again.
                if self._watching is None:
                    self._watching = postgresql.listen(self.engine)
                    self._seen = postgresql.last_change(self._watching)
                elif postgresql.heard(self._watching):
                    self._seen = postgresql.last_change(self._watching)
            except Exception:
                self._unwatch()
                raise
            return self._seen

    def _unwatch(self) -> None:
        if self._watching is not None:
            self._watching.close()
            self._watching = None

    def save_copy(self, _session: Session, _target: Path) -> None:
        """Write everything that a session reads to a new file."""
        raise KnownError("A chronicle on a server cannot be copied yet.")

    def rest(self) -> None:
        """Nothing is kept that could be released."""

    def close(self) -> None:
        """Close every connection; a scope that is still open keeps its own."""
        with self._turn:
            self._closed = True
            self._unwatch()
        self.engine.dispose()
