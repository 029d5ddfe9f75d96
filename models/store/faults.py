"""What the database says when it refuses, in words for people."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from models.errors import FailedError, KnownError

_SENTENCES = {
    "SQLITE_BUSY": "{name} is locked by another program; close it there and try again.",
    "SQLITE_LOCKED": "{name} is locked by another program; close it there and try again.",
    "SQLITE_READONLY": "{name} cannot be written: the file or its folder is read-only; "
    "change its permissions or copy it to a folder of your own.",
    "SQLITE_PERM": "{name} cannot be opened: you have no permission; change its permissions.",
    "SQLITE_AUTH": "{name} cannot be opened: you have no permission; change its permissions.",
    "SQLITE_CANTOPEN": "{name} cannot be opened; see whether its folder exists and may be written.",
    "SQLITE_FULL": "The disk is full, so this was not stored; free some space and try again.",
    "SQLITE_CORRUPT": "{name} is damaged; open a copy kept beside it or one of your backups.",
    "SQLITE_NOTADB": "{name} is not a chronicle; choose a file that Dateline has made.",
    "SQLITE_IOERR": "{name} cannot be read or written: the disk reports an error; see whether "
    "it is still connected and has room.",
    "SQLITE_TOOBIG": "The text is too long to be stored; cut it into parts.",
}


class Locked(FailedError):  # noqa: N818 - not an error of anybody
    """Another program writes, or has the chronicle locked; a moment later it may be free."""


class TooLong(KnownError):  # noqa: N818 - the text's fault, not the store's
    """One text is longer than the database can take; others may fit."""


_KINDS: dict[str, type[KnownError]] = {
    "SQLITE_BUSY": Locked,
    "SQLITE_LOCKED": Locked,
    "SQLITE_FULL": FailedError,
    "SQLITE_IOERR": FailedError,
    "SQLITE_TOOBIG": TooLong,
}


class Interrupted(KnownError):  # noqa: N818 - not an error of anybody
    """A question was stopped before it was answered, because somebody asked for that."""


@contextmanager
def plain_faults(name: str) -> Iterator[None]:
    """Turn what the database says about the chronicle ``name`` into a KnownError."""
    try:
        yield
    except DBAPIError as fault:
        known = sentence(fault.orig, name)
        if known is None:
            raise
        raise known from fault
    except sqlite3.Error as fault:
        known = sentence(fault, name)
        if known is None:
            raise
        raise known from fault
    except PoolTimeoutError as fault:
        raise Locked(f"{name} is busy; try again in a moment.") from fault


def sentence(fault: BaseException | None, name: str) -> KnownError | None:
    """The KnownError for what SQLite reported; None where the fault is ours."""
    code: str | None = getattr(fault, "sqlite_errorname", None)
    if code is None:
        if isinstance(fault, sqlite3.DatabaseError) and "not a database" in str(fault):
            code = "SQLITE_NOTADB"
        else:
            return None
    if code == "SQLITE_INTERRUPT":
        return Interrupted("The question was stopped.")
    for start, words in _SENTENCES.items():
        if code == start or code.startswith(f"{start}_"):
            return _KINDS.get(start, KnownError)(words.format(name=name))
    return None
