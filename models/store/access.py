"""How a chronicle can be opened: for writing, or else read-only.

A file in write-ahead logging needs more than itself to be read: the log beside it, and an index of
the log that somebody who may write has to make. https://www.sqlite.org/wal.html, "Read-Only
Databases".
"""

import os
import shutil
import tempfile
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from models.errors import KnownError

_Stamp = tuple[tuple[int, int, int] | None, ...]


class Way(Enum):
    """How SQLite opens the file."""

    WRITE = "mode=rw"  # never made anew: what is gone stays gone
    LIVE = "mode=ro"  # somebody else may be writing; what is stored is seen
    STILL = "mode=ro&immutable=1"  # nobody has it open, as far as can be seen: no log, no locks


@dataclass(frozen=True, slots=True)
class Access:
    """Which file to open, how, and why it may not be written."""

    file: Path
    way: Way
    why: str = ""
    """The beginning of a sentence: "The folder … is read-only". Empty: it may be written."""

    @property
    def sees_changes(self) -> bool:
        """Whether SQLite notices what others store."""
        return self.way is Way.LIVE or not self.why


def access(path: Path) -> Access:
    """How this file can be opened now. Raises KnownError where it cannot even be read.

    Where a log is left and its index cannot be created, both files are copied to
    the system's temporary folder, until ``forget`` removes the copy.
    """
    why = _why_not_written(path)
    if not why:
        return Access(path, Way.WRITE)
    log, index = _beside(path)
    try:
        logged = log.stat().st_size if log.exists() else None
    except OSError as fault:
        raise _unreadable(log) from fault
    if logged is None or (not logged and not index.exists()):
        return Access(path, Way.STILL, why)
    if not os.access(log, os.R_OK):
        raise _unreadable(log)
    if (index.exists() and os.access(index, os.R_OK)) or os.access(path.parent, os.W_OK):
        return Access(path, Way.LIVE, why)
    return Access(_copied(path, log), Way.WRITE, why)


def forget(opened: Access, path: Path) -> None:
    """Remove the copy that was made to read ``path``, if there is one."""
    if opened.file != path:
        shutil.rmtree(opened.file.parent, ignore_errors=True)


def sweep(path: Path) -> None:
    """Remove the empty log that SQLite leaves behind when its file was moved away."""
    log, index = _beside(path)
    try:
        if not path.exists() and log.stat().st_size == 0:
            log.unlink()
            index.unlink(missing_ok=True)
    except OSError:  # there is none, or it cannot be removed: it harms nobody
        return


def stamp(path: Path) -> _Stamp:
    """A value that changes when somebody writes a file that is read without locks."""
    return tuple(_stamp(each) for each in (path, _beside(path)[0]))


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        told = path.stat()
    except OSError:
        return None
    return told.st_ino, told.st_size, told.st_mtime_ns


def _beside(path: Path) -> tuple[Path, Path]:
    """The log and its index."""
    return path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")


def _why_not_written(path: Path) -> str:
    if not os.access(path, os.W_OK):
        return f"{path.name} is read-only"
    if not os.access(path.parent, os.W_OK):
        return f"The folder {path.parent} is read-only"
    return ""


def _unreadable(log: Path) -> KnownError:
    return KnownError(
        f"{log.name} holds the latest changes and cannot be read; change its permissions, "
        "or close the chronicle wherever it is open."
    )


def _copied(path: Path, log: Path) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="dateline-"))
    try:
        copy = folder / path.name
        shutil.copyfile(path, copy)
        shutil.copyfile(log, copy.with_name(log.name))
    except OSError as fault:
        shutil.rmtree(folder, ignore_errors=True)
        raise KnownError(
            f"{path.name} can only be read from a copy, and there is no room for one: "
            f"{fault.strerror}."
        ) from fault
    return copy
