"""Open one chronicle; hand out short scopes to read and to write in; nothing else."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias, TypeVar

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from models.store import sqlite
from models.store.faults import Interrupted, plain_faults
from models.store.opening import prepare

__all__ = ["Interrupted", "Question", "Store", "interrupter"]

T = TypeVar("T")
# A question is a plain function of a session; it can be sent to another thread.
Question: TypeAlias = Callable[[Session], T]


class Store:
    """One open chronicle. Any thread may ask for a scope of its own."""

    def __init__(self, path: Path, engine: Engine) -> None:
        self._path = path
        self._engine = engine
        self._writer = sqlite.writing_engine(engine)

    @classmethod
    def open(cls, target: str | Path | None, *, create: bool = True) -> "Store":
        """Open a file or SQLAlchemy URL, None being the default chronicle.

        A file that is not there is made (``create``); one of an earlier version is brought up
        to date after a copy was kept. Anything else is a KnownError, and nothing is altered.
        """
        path = prepare(target, create=create)
        return cls(path, sqlite.open_engine(path))

    @property
    def name(self) -> str:
        """What to call this chronicle in a window's title."""
        return self._path.stem

    @property
    def path(self) -> Path:
        """The file."""
        return self._path

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A scope to read in: one moment of the store, and nothing written is kept."""
        with plain_faults(self._path.name), Session(self._engine) as session:
            yield session

    @contextmanager
    def writing(self, *, patience: float | None = None) -> Iterator[Session]:
        """A scope to write in, one transaction: all of it is kept, or nothing on any error.

        While another program writes it waits, five seconds or ``patience``, then raises Locked.
        """
        writer = self._writer if patience is None else sqlite.hasty(self._writer, patience)
        with (
            plain_faults(self._path.name),
            Session(writer) as session,
            session.begin(),
        ):
            yield session

    def rest(self) -> None:
        """Give back the memory that only makes the next question faster; for when none comes."""
        with plain_faults(self._path.name):
            sqlite.let_go(self._engine)

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()


def interrupter(session: Session) -> Callable[[], None]:
    """What another thread may call to stop the question this session is asking.

    The question then ends with Interrupted, at once or with its next statement.
    """
    return sqlite.interrupter(session)
