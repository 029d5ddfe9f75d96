"""How far the upgrade of a chronicle is: told by its migrations and by SQLite while it works."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from sqlalchemy.exc import DBAPIError

from models.progress import Progress, Tick

_EVERY = 0.1  # seconds between two ticks
_STEPS = 100_000  # of SQLite's machine between two looks at the clock


class _Ticking:
    def __init__(self, tick: Tick) -> None:
        self._tick = tick
        self._last = 0.0
        self._now = Progress(0, 0, "upgrade")
        self.stopped: BaseException | None = None

    def tell(self, now: Progress) -> None:
        self._now, self._last = now, time.monotonic()
        self._tick(now)

    def look(self) -> int:
        """Called by SQLite, which stops what it is at unless this is 0."""
        if time.monotonic() - self._last < _EVERY:
            return 0
        try:
            self.tell(self._now)
        except BaseException as fault:  # noqa: BLE001 - SQLite would swallow it
            self.stopped = fault
        return 0 if self.stopped is None else 1


_TICKING: ContextVar[_Ticking | None] = ContextVar("ticking", default=None)


def tell(done: int, total: int, label: str) -> None:
    """Say how far a migration is, to whoever wants to know. Raises Stopped to stop it."""
    ticking = _TICKING.get()
    if ticking is not None:
        ticking.tell(Progress(done, total, label))


@contextmanager
def ticking(raw: sqlite3.Connection, tick: Tick | None) -> Iterator[None]:
    """Tell ``tick`` how far what a connection does is; what it raises ends that."""
    if tick is None:
        yield
        return
    made = _Ticking(tick)
    token = _TICKING.set(made)
    raw.set_progress_handler(made.look, _STEPS)
    try:
        yield
    except (DBAPIError, sqlite3.Error):
        if made.stopped is not None:
            raise made.stopped from None
        raise
    finally:
        raw.set_progress_handler(None, 0)
        _TICKING.reset(token)
