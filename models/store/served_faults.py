"""Turns what a server says into sentences for the user."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, NoResultFound
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from models.errors import FailedError, KnownError
from models.store.faults import Interrupted, Locked, TooLong, damaged


class Unreachable(FailedError):  # noqa: N818 - not an error of anybody
    """The server cannot be reached; it may be a moment later."""


_GONE = "The server of {name} cannot be reached; nothing was stored. Try again when it is back."
# What an error's code begins with, what it is, and how that is said.
_SENTENCES: tuple[tuple[str, type[KnownError], str], ...] = (
    ("57014", Interrupted, "The query was stopped."),
    ("57", Unreachable, _GONE),
    ("08", Unreachable, _GONE),
    ("53300", Unreachable, "The server of {name} has no room for one more; try again later."),
    ("53", FailedError, "The server of {name} has no room left, so this was not stored."),
    ("58", FailedError, "The server of {name} reports an error of its disk."),
    ("55P03", Locked, "Somebody else is storing something in {name}; try again in a moment."),
    ("40", Locked, "Somebody else is storing something in {name}; try again in a moment."),
    ("28", KnownError, "The server of {name} does not let you in; check user and password."),
    ("3D000", KnownError, "There is no database {name} on that server; check the name."),
    ("42501", KnownError, "You have no right to do that in {name}; ask its owner."),
    ("25006", KnownError, "{name} can only be read now; ask its owner."),
    ("54", TooLong, "The text is too long to store; split it into parts."),
)


@contextmanager
def server_faults(name: str) -> Iterator[None]:
    """Turn errors of the database ``name`` into a KnownError."""
    try:
        yield
    except DBAPIError as fault:
        known = sentence(fault.orig, name)
        if known is None:
            raise
        raise known from None  # what the driver says may hold what was stored, or how to get in
    except NoResultFound as fault:
        raise damaged(name, "a row that another one needs is missing") from fault
    except PoolTimeoutError as fault:
        raise Locked(f"{name} is busy; try again in a moment.") from fault
    except KnownError:
        raise
    except Exception as fault:
        known = sentence(fault, name) if type(fault).__module__.startswith("psycopg") else None
        if known is None:
            raise
        raise known from None


def sentence(fault: BaseException | None, name: str) -> KnownError | None:
    """The KnownError for an error of the server; None where the mistake is ours."""
    code: str = getattr(fault, "sqlstate", None) or ""
    said = str(fault)
    if not code and type(fault).__name__ == "OperationalError":
        if "password" in said or "authentication" in said or "role" in said:
            code = "28"
        elif "database" in said and "does not exist" in said:
            code = "3D000"
        else:
            code = "08"
    for begun, kind, words in _SENTENCES:
        if code.startswith(begun):
            return kind(words.format(name=name))
    return None
