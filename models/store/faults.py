"""Turns database errors into sentences for the user."""

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, NoResultFound
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from models.errors import FailedError, KnownError

_SENTENCES = {
    "SQLITE_BUSY": "{name} is locked by another program; close it there and try again.",
    "SQLITE_LOCKED": "{name} is locked by another program; close it there and try again.",
    # Another process was opening or closing the file, and the race for its lock was lost too often.
    "SQLITE_PROTOCOL": "{name} is locked by another program; close it there and try again.",
    "SQLITE_READONLY": "{name} cannot be written: the file or its folder is read-only; "
    "change its permissions or copy it to a folder of your own.",
    "SQLITE_PERM": "{name} cannot be opened: you have no permission; change its permissions.",
    "SQLITE_AUTH": "{name} cannot be opened: you have no permission; change its permissions.",
    "SQLITE_CANTOPEN": "{name} cannot be opened; check that its folder exists and is writable.",
    "SQLITE_FULL": "The disk is full, so this was not stored; free some space and try again.",
    "SQLITE_NOTADB": "{name} is not a chronicle; choose a file made by Dateline.",
    "SQLITE_IOERR": "{name} cannot be read or written: the disk reports an error; check that "
    "it is still connected and has room.",
    "SQLITE_TOOBIG": "The text is too long to store; split it into parts.",
}


class Locked(FailedError):  # noqa: N818 - not an error of anybody
    """Another program writes or has locked the chronicle; it may be free a moment later."""


class TooLong(KnownError):  # noqa: N818 - the text's fault, not the store's
    """A text is longer than the database accepts; others may fit."""


_KINDS: dict[str, type[KnownError]] = {
    "SQLITE_BUSY": Locked,
    "SQLITE_LOCKED": Locked,
    "SQLITE_PROTOCOL": Locked,
    "SQLITE_FULL": FailedError,
    "SQLITE_IOERR": FailedError,
    "SQLITE_TOOBIG": TooLong,
}

# What SQLite says, without a code of its own, where a file holds what no chronicle holds.
_DAMAGE = (
    ("Could not decode to UTF-8", "some of its text is unreadable"),
    ("no such table", "part of it is missing"),
    ("no such fts5 table", "its search index is missing"),
    ("invalid fts5 file format", "its search index cannot be read"),
    ("no such column", "part of it is missing"),
    ("has no column", "part of it is missing"),
    ("already exists", "it isn’t of the version it claims"),
    ("duplicate column", "it isn’t of the version it claims"),
    ("malformed", "part of it cannot be read"),
)


VALUE_FAULTS = (
    ArithmeticError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
    zlib.error,
)
"""What our own code raises on values that it never stored, and when it is wrong itself."""


class DamagedError(KnownError):
    """The file holds something that no valid chronicle holds."""


def damaged(name: str, what: str = "") -> DamagedError:
    """The error for a damaged chronicle; ``what``: details, without a full stop."""
    why = f": {what}" if what else ""
    return DamagedError(
        f"{name} is damaged{why}; run “dateline check” to see how far, "
        "or open a copy kept beside it or one of your backups."
    )


class Interrupted(KnownError):  # noqa: N818 - not an error of anybody
    """A query was stopped on request."""


@contextmanager
def plain_faults(name: str) -> Iterator[None]:
    """Turn database errors about the chronicle ``name`` into a KnownError."""
    try:
        yield
    except (DBAPIError, sqlite3.Error, UnicodeDecodeError) as fault:
        known = sentence(fault.orig if isinstance(fault, DBAPIError) else fault, name)
        if known is None:
            raise
        raise known from fault
    except NoResultFound as fault:
        raise damaged(name, "a row that another one needs is missing") from fault
    except PoolTimeoutError as fault:
        raise Locked(f"{name} is busy; try again in a moment.") from fault


def sentence(fault: BaseException | None, name: str) -> KnownError | None:
    """The KnownError for an SQLite error; None where the mistake is ours."""
    if isinstance(fault, UnicodeDecodeError):  # what SQLite says quotes bytes of the file
        return damaged(name)
    code: str = getattr(fault, "sqlite_errorname", "")
    said = str(fault)
    if not code and "not a database" in said:
        code = "SQLITE_NOTADB"
    if code == "SQLITE_INTERRUPT":
        return Interrupted("The query was stopped.")
    if _is(code, "SQLITE_CORRUPT"):
        return damaged(name)
    for start, words in _SENTENCES.items():
        if _is(code, start):
            return _KINDS.get(start, KnownError)(words.format(name=name))
    if isinstance(fault, sqlite3.OperationalError):
        return next((damaged(name, what) for words, what in _DAMAGE if words in said), None)
    return None


def _is(code: str, kind: str) -> bool:
    return code == kind or code.startswith(f"{kind}_")
