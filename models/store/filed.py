"""A chronicle that is a file, as ``models.store.store`` uses it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from models.errors import KnownError
from models.progress import Tick
from models.store import sqlite
from models.store.access import Access, access, forget, stamp, sweep
from models.store.faults import VALUE_FAULTS, damaged, plain_faults
from models.store.held import HeldFile
from models.store.opening import locate, new_file, prepare
from models.store.rules import first_misfit


class FileKeeper:
    """One file that is open. Thread-safe."""

    def __init__(self, path: Path, way: Access) -> None:
        self.path: Path | None = path
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
        self.engine = sqlite.open_engine(way.file, self._connect)
        self.writer = sqlite.writing_engine(self.engine)

    def _connect(self) -> Any:
        """Another connection to the file that was opened, never to another file of that name."""
        self.check()
        raw = sqlite.connect(sqlite.address(self._access.file, self._access.way.value))
        try:
            self.check()
        except KnownError:
            raw.close()
            raise
        return raw

    @classmethod
    def open(
        cls, target: str | Path | None, *, create: bool, write: bool, tick: Tick | None
    ) -> "FileKeeper":
        """Open a file, see ``Store.open``."""
        path, way = prepare(target, create=create, tick=tick)
        if way.why and write:
            forget(way, path)
            raise KnownError(_refusal(way))
        return cls(path, way)

    @classmethod
    def examine(cls, target: str | Path | None) -> "FileKeeper":
        """Open a file that may be damaged, as it is."""
        path = locate(target)
        return cls(path, access(path))

    @property
    def address(self) -> str:
        """The path."""
        return str(self._path)

    @property
    def name(self) -> str:
        """The name of the file without its ending."""
        return self._path.stem

    @property
    def read_only(self) -> str:
        """Why nothing can be written, in one sentence; empty where it can."""
        return _refusal(self._access) if self._access.why else ""

    def hasty(self, patience: float) -> Engine:
        """The engine for writing, which waits so many seconds for others that write."""
        return sqlite.hasty(self.writer, patience)

    def check(self) -> None:
        """Raise KnownError unless the file is open and has its name."""
        if self._closed:
            raise KnownError(f"{self._path.name} has been closed; open it again.")
        self._held.check()

    def finish(self, session: Session) -> None:
        """Called before what a scope wrote is stored."""
        session.flush()

    def stored(self, _change: object) -> None:
        """Called after it was."""
        sqlite.checkpoint(self.engine, self._path)

    @contextmanager
    def faults(self) -> Iterator[None]:
        """Turn errors of the database into a KnownError."""
        with plain_faults(self._path.name):
            yield

    @contextmanager
    def blamed(self) -> Iterator[None]:
        """The same, and what values raise that no chronicle holds."""
        try:
            with self.faults():
                yield
        except VALUE_FAULTS as fault:
            with self.faults(), self.engine.connect() as connection:
                what = first_misfit(connection) or sqlite.first_fault(connection)
            if what is None:
                raise
            raise damaged(self._path.name, what) from fault

    def hold(self, number: int) -> None:
        """Keep this many connections ready."""
        with self.faults():
            sqlite.hold(self.engine, number)

    def version(self) -> object:
        """A value that changes whenever any process has stored something."""
        with self._turn, self.faults():
            self.check()
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
        before, engine = self._access, self.engine
        self._begin(access(self._path))
        self._times += 1
        engine.dispose()
        forget(before, self._path)

    def save_copy(self, session: Session, target: Path) -> None:
        """Write everything that a session reads to a new file."""
        with new_file(target) as draft:
            sqlite.copy_to(session, draft)

    def rest(self) -> None:
        """Release memory and move everything stored into the one file; called when idle."""
        with self.faults():
            if not self._access.why:
                sqlite.empty_log(self.engine)
            sqlite.let_go(self.engine)

    def close(self) -> None:
        """Close the file; a scope that is still open keeps its connection."""
        with self._turn:
            if self._closed:
                return
            self._closed = True
            if self._watching is not None:
                self._watching.close()
                self._watching = None
        self.engine.dispose()
        self._held.release()
        forget(self._access, self._path)
        sweep(self._path)


def _refusal(way: Access) -> str:
    return f"{way.why}; copy it to a folder of your own to change it."
