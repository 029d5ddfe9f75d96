"""Files that get their name only when complete, and cleaning up after killed programs.

A draft is in a folder of its own beside the chronicle, with a lock file in it that its maker
holds. The system lets go of a lock when its holder dies, however that happens; so a folder whose
lock can be had is nobody's.
"""

import os
import re
import shutil
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from errno import EAGAIN
from pathlib import Path
from uuid import uuid4

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_HELD = "held"
_TRIES = 5
_BESIDE = ("-wal", "-shm", "-journal")  # what SQLite keeps beside a database
_TORN = ("SQLITE_NOTADB", "SQLITE_CORRUPT")


@contextmanager
def draft(chronicle: Path) -> Iterator[Path]:
    """Yield a path to write a file to that will become, or go beside, a chronicle.

    What is still there at the end of the scope is removed. Raises OSError where the folder accepts
    nothing new.
    """
    folder, lock = _begin(chronicle)
    try:
        yield folder / "draft"
    finally:
        os.close(lock)
        shutil.rmtree(folder, ignore_errors=True)


def put(whole: Path, path: Path) -> bool:
    """Give a finished draft its name; False where the name has been taken in the meantime.

    The content is on disk before the name is. Raises OSError.
    """
    _write_through(whole)
    try:
        path.hardlink_to(whole)
    except FileExistsError:
        return False
    except OSError:  # a file system without hard links
        if path.exists():
            return False
        whole.rename(path)
    if sys.platform != "win32":
        _write_through(path.parent)
    return True


def sweep(chronicle: Path) -> None:
    """Remove the drafts beside a chronicle whose makers are dead."""
    with suppress(OSError):
        for each in _drafts(chronicle, [path.name for path in chronicle.parent.iterdir()]):
            if each.is_dir():
                _remove_folder(each)
            else:
                _remove_database(each)


def _begin(chronicle: Path) -> tuple[Path, int]:
    for _ in range(_TRIES):
        folder = chronicle.with_name(f".{chronicle.name}-{uuid4().hex}")
        folder.mkdir()
        try:
            return folder, _lock(folder / _HELD)
        except (FileNotFoundError, BlockingIOError):
            pass  # before the lock was held, somebody took the folder for a dead program's
        except OSError:
            shutil.rmtree(folder, ignore_errors=True)
            raise
    raise BlockingIOError(EAGAIN, "another program removes files there")


def _lock(path: Path) -> int:
    """Open and lock a file. Raises BlockingIOError where somebody else has locked it."""
    number = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if sys.platform == "win32":
            msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.fstat(number).st_nlink == 0:
                raise BlockingIOError(EAGAIN, "another program removed it")
    except OSError as fault:
        os.close(number)
        if isinstance(fault, PermissionError):  # how Windows says that it is locked
            raise BlockingIOError(*fault.args) from fault
        raise
    return number


def _write_through(path: Path) -> None:
    """Wait until a file or a folder is on the disk."""
    number = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _remove_folder(folder: Path) -> None:
    with suppress(OSError):
        lock = _lock(folder / _HELD)
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)
        shutil.rmtree(folder, ignore_errors=True)  # Windows removes nothing that is open


def _drafts(chronicle: Path, names: Iterable[str]) -> list[Path]:
    """Drafts as they are called today, and what earlier versions left: files of the same name,
    and copies that were never finished."""
    stem, name, suffix = map(re.escape, (chronicle.stem, chronicle.name, chronicle.suffix))
    drawn = re.compile(rf"\.{name}-[0-9a-f]{{32}}")
    copied = re.compile(rf"{stem}\.before-upgrade-[0-9]{{4}}-[0-9]{{8}}T[0-9]{{6}}Z{suffix}")
    found = {name.removesuffix(end) for name in names for end in ("", *_BESIDE)}
    paths = {name: chronicle.with_name(name) for name in sorted(found)}
    return [
        path
        for name, path in paths.items()
        if drawn.fullmatch(name) or (copied.fullmatch(name) and _is_torn(path))
    ]


def _is_torn(copy: Path) -> bool:
    """Whether a copy is empty, or has a rollback journal beside it."""
    return Path(f"{copy}-journal").exists() or (copy.is_file() and copy.stat().st_size == 0)


def _remove_database(path: Path) -> None:
    """Remove a database that nobody has open, with what belongs to it."""
    if path.is_file() and _is_in_use(path):
        return
    for end in ("", *_BESIDE):
        Path(f"{path}{end}").unlink(missing_ok=True)


def _is_in_use(path: Path) -> bool:
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as raw:
        try:
            raw.execute("PRAGMA locking_mode=EXCLUSIVE")
            raw.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as fault:
            # Of a torn file SQLite complains when it has the lock.
            return not str(getattr(fault, "sqlite_errorname", "")).startswith(_TORN)
    return False
