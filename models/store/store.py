"""One open chronicle, which hands out short scopes for reading and writing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias, TypeVar

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from models.errors import KnownError
from models.progress import Tick
from models.store import sql
from models.store.addresses import server_address
from models.store.faults import Interrupted
from models.store.filed import FileKeeper
from models.store.held import Displaced
from models.store.served import ServerKeeper

__all__ = ["Displaced", "Interrupted", "Question", "Store", "interrupter"]

T = TypeVar("T")
# A question is a plain function of a session; it can be sent to another thread.
Question: TypeAlias = Callable[[Session], T]


class Store:
    """One open chronicle, a file or on a server. Each thread can have a scope of its own."""

    def __init__(self, keeper: FileKeeper | ServerKeeper) -> None:
        self._keeper = keeper

    @classmethod
    def open(
        cls,
        target: str | Path | None,
        *,
        create: bool = True,
        write: bool = True,
        tick: Tick | None = None,
    ) -> "Store":
        """Open a file or a server's database by its address, None being the default chronicle.

        One that is not there is made (``create``); a file of an earlier version is brought up
        to date after a copy was kept. One that may not be written is opened for reading where
        not to ``write`` is enough. Anything else is a KnownError, and nothing is altered. ``tick``
        is told how far it is brought up to date, and can stop that by raising Stopped.
        """
        if (server := server_address(target)) is not None:
            return cls(ServerKeeper.open(server, create=create, write=write))
        return cls(FileKeeper.open(target, create=create, write=write, tick=tick))

    @classmethod
    def examine(cls, target: str | Path | None) -> "Store":
        """Open a chronicle that may be damaged, as it is, to see what of it can be read."""
        if (server := server_address(target)) is not None:
            return cls(ServerKeeper.open(server, create=False, write=False))
        return cls(FileKeeper.examine(target))

    @property
    def name(self) -> str:
        """What to call this chronicle in a window's title."""
        return self._keeper.name

    @property
    def address(self) -> str:
        """Where it is: the path of its file, or the address of a server without a password."""
        return self._keeper.address

    @property
    def path(self) -> Path | None:
        """Its file; None where it is on a server."""
        return self._keeper.path

    @property
    def read_only(self) -> str:
        """Why nothing can be written, in one sentence; empty where it can."""
        return self._keeper.read_only

    @property
    def _engine(self) -> Engine:
        return self._keeper.engine

    @property
    def _writer(self) -> Engine:
        return self._keeper.writer

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A scope for reading: a snapshot of the store; nothing written is kept."""
        with self._keeper.blamed(), Session(self._engine) as session:
            yield session

    @contextmanager
    def writing(self, *, patience: float | None = None) -> Iterator[Session]:
        """A scope for writing, one transaction: all of it is kept, or nothing on any error.

        While another program writes it waits, five seconds or ``patience``, then raises Locked.
        Raises Displaced where the file that was opened no longer has its name.
        """
        keeper = self._keeper
        if keeper.read_only:
            raise KnownError(keeper.read_only)
        writer = keeper.writer if patience is None else keeper.hasty(patience)
        with keeper.blamed(), Session(writer) as session, session.begin():
            keeper.check()
            yield session
            change = keeper.finish(session)
            keeper.check()
        keeper.stored(change)

    def hold(self, number: int) -> None:
        """Keep this many connections ready: they still read the file should it be moved."""
        self._keeper.hold(number)

    def version(self) -> object:
        """A value that changes whenever any process has stored something.

        Costs some microseconds, so that it can be asked again and again. Raises Displaced where
        the file that was opened no longer has its name.
        """
        return self._keeper.version()

    def save_copy(self, target: Path) -> None:
        """Write the whole chronicle, as it can be read now, to a new file.

        Works after the file was moved or replaced, too. Raises KnownError where it cannot be
        written.
        """
        with self.reading() as session:
            self._keeper.save_copy(session, target)

    def rest(self) -> None:
        """Release memory and move everything stored into the one file; called when idle.

        Until then a part is in the log beside it, and is missing where the file alone is moved,
        copied or replaced.
        """
        self._keeper.rest()

    def close(self) -> None:
        """Close it; a scope that is still open keeps its connection."""
        self._keeper.close()


def interrupter(session: Session) -> Callable[[], None]:
    """A function for another thread to stop the query this session is running.

    The query then raises Interrupted, at once or at its next statement.
    """
    return sql.interrupter(session)
