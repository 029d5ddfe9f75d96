"""One open chronicle, which hands out short scopes for reading and writing."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from sqlalchemy.orm import Session

from models.errors import KnownError
from models.progress import Tick
from models.store import sql, sqlite
from models.store.access import Access, access, forget, stamp, sweep
from models.store.faults import VALUE_FAULTS, Interrupted, damaged, plain_faults
from models.store.held import Displaced, HeldFile
from models.store.opening import locate, new_file, prepare
from models.store.rules import first_misfit

__all__ = ["Displaced", "Interrupted", "Question", "Store", "interrupter"]

T = TypeVar("T")
# A question is a plain function of a session; it can be sent to another thread.
Question: TypeAlias = Callable[[Session], T]


class Store:
    """One open chronicle. Each thread can have a scope of its own."""

    def __init__(self, path: Path, way: Access) -> None:
        self._path = path
        self._held = HeldFile(path)
        self._turn = threading.Lock()
        self._watching: Any = None
        self._closed = False
        self._times = 0  # that the file was opened anew
        self._begin(way)

    def _begin(self, way: Access) -> None:
        self._access = way
        self._stamp = stamp(self._path)
        self._engine = sqlite.open_engine(way.file, self._connect)
        self._writer = sqlite.writing_engine(self._engine)

    def _connect(self) -> Any:
        """Another connection to the file that was opened, never to another file of that name."""
        self._check()
        raw = sqlite.connect(sqlite.address(self._access.file, self._access.way.value))
        try:
            self._check()
        except KnownError:
            raw.close()
            raise
        return raw

    @classmethod
    def open(
        cls,
        target: str | Path | None,
        *,
        create: bool = True,
        write: bool = True,
        tick: Tick | None = None,
    ) -> "Store":
        """Open a file or SQLAlchemy URL, None being the default chronicle.

        A file that is not there is made (``create``); one of an earlier version is brought up
        to date after a copy was kept. One that may not be written is opened for reading where
        not to ``write`` is enough. Anything else is a KnownError, and nothing is altered. ``tick``
        is told how far it is brought up to date, and can stop that by raising Stopped.
        """
        path, way = prepare(target, create=create, tick=tick)
        if way.why and write:
            forget(way, path)
            raise KnownError(_refusal(way))
        return cls(path, way)

    @classmethod
    def examine(cls, target: str | Path | None) -> "Store":
        """Open a chronicle that may be damaged, as it is, to see what of it can be read."""
        path = locate(target)
        return cls(path, access(path))

    @property
    def name(self) -> str:
        """What to call this chronicle in a window's title."""
        return self._path.stem

    @property
    def path(self) -> Path:
        """The file."""
        return self._path

    @property
    def read_only(self) -> str:
        """Why nothing can be written, in one sentence; empty where it can."""
        return _refusal(self._access) if self._access.why else ""

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A scope for reading: a snapshot of the store; nothing written is kept."""
        with self._blamed(), Session(self._engine) as session:
            yield session

    @contextmanager
    def writing(self, *, patience: float | None = None) -> Iterator[Session]:
        """A scope for writing, one transaction: all of it is kept, or nothing on any error.

        While another program writes it waits, five seconds or ``patience``, then raises Locked.
        Raises Displaced where the file that was opened no longer has its name.
        """
        if self._access.why:
            raise KnownError(_refusal(self._access))
        writer = self._writer if patience is None else sqlite.hasty(self._writer, patience)
        with (
            self._blamed(),
            Session(writer) as session,
            session.begin(),
        ):
            self._check()
            yield session
            session.flush()
            self._check()
        sqlite.checkpoint(self._engine, self._path)

    def _check(self) -> None:
        if self._closed:
            raise KnownError(f"{self._path.name} has been closed; open it again.")
        self._held.check()

    def hold(self, number: int) -> None:
        """Keep this many connections ready: they still read the file should it be moved."""
        with plain_faults(self._path.name):
            sqlite.hold(self._engine, number)

    def version(self) -> object:
        """A value that changes whenever any process has stored something.

        Costs some microseconds, so that it can be asked again and again. Raises Displaced where
        the file that was opened no longer has its name.
        """
        with self._turn, plain_faults(self._path.name):
            self._check()
            if self._access.sees_changes:
                if self._watching is None:
                    self._watching = self._connect()
                return self._times, sqlite.data_version(self._watching)
            now = stamp(self._path)
            if now != self._stamp:
                self._open_again()
            return self._times, now

    def _open_again(self) -> None:
        """The file was changed while it was read without locks: the answers may be inconsistent."""
        before, engine = self._access, self._engine
        self._begin(access(self._path))
        self._times += 1
        engine.dispose()
        forget(before, self._path)

    def save_copy(self, target: Path) -> None:
        """Write the whole chronicle, as it can be read now, to a new file.

        Works after the file was moved or replaced, too. Raises KnownError where it cannot be
        written.
        """
        with new_file(target) as draft, self.reading() as session:
            sqlite.copy_to(session, draft)

    @contextmanager
    def _blamed(self) -> Iterator[None]:
        """Turn faults of the system or of the file into a KnownError."""
        try:
            with plain_faults(self._path.name):
                yield
        except VALUE_FAULTS as fault:
            with plain_faults(self._path.name), self._engine.connect() as connection:
                what = first_misfit(connection) or sqlite.first_fault(connection)
            if what is None:
                raise
            raise damaged(self._path.name, what) from fault

    def rest(self) -> None:
        """Release memory and move everything stored into the one file; called when idle.

        Until then a part is in the log beside it, and is missing where the file alone is moved,
        copied or replaced.
        """
        with plain_faults(self._path.name):
            if not self._access.why:
                sqlite.empty_log(self._engine)
            sqlite.let_go(self._engine)

    def close(self) -> None:
        """Close the file; a scope that is still open keeps its connection."""
        with self._turn:
            if self._closed:
                return
            self._closed = True
            if self._watching is not None:
                self._watching.close()
                self._watching = None
        self._engine.dispose()
        self._held.release()
        forget(self._access, self._path)
        sweep(self._path)


def _refusal(way: Access) -> str:
    return f"{way.why}; copy it to a folder of your own to change it."


def interrupter(session: Session) -> Callable[[], None]:
    """A function for another thread to stop the query this session is running.

    The query then raises Interrupted, at once or at its next statement.
    """
    return sql.interrupter(session)
