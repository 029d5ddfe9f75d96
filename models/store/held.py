"""Holds on to the file that was opened, even if another file takes its name.

On Unix a process loses all of its locks on a file as soon as it closes any handle of it, and SQLite
with them its protection: what another program stores meanwhile can be lost. So what this process
has open as a chronicle is read through the one handle kept here, which is closed last of all.
"""

import os
import threading
from dataclasses import dataclass
from pathlib import Path

from models.errors import KnownError

HEADER = 100
"""Bytes at the beginning of a SQLite file that say what it is."""
APPLICATION = 0x4454_4C4E  # "DTLN" in the file's header: the file is a chronicle
_MAGIC = b"SQLite format 3\0"


class Displaced(KnownError):  # noqa: N818 - what has happened, not whose error it is
    """The file that was opened no longer has its name."""

    def __init__(self, sentence: str, *, there: bool) -> None:
        super().__init__(sentence)
        self.there = there
        """Whether another file, or the same one with other contents, is there now."""


@dataclass(slots=True)
class _Handle:
    number: int
    holders: int = 0


_File = tuple[int, int]  # device and inode
_handles: dict[_File, _Handle] = {}
_turn = threading.Lock()


class HeldFile:
    """A chronicle's file, from opening to closing. Thread-safe."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with _turn:
            self._file = _identity(path.stat())
            if self._file not in _handles:
                number = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
                self._file = _identity(os.fstat(number))
                _handles.setdefault(self._file, _Handle(number))
            _handles[self._file].holders += 1

    def check(self) -> None:
        """Raise Displaced unless the file still has its name and is a chronicle."""
        path = self._path
        try:
            now = _identity(path.stat())
        except OSError as fault:
            raise Displaced(
                f"{path.name} is no longer in {path.parent}: it was moved, renamed or deleted. "
                "Nothing can be stored; put it back, or save a copy of what is still open.",
                there=False,
            ) from fault
        if now != self._file:
            raise Displaced(
                f"{path.name} was replaced by another file while it was open. Nothing can be "
                "stored; open it again to work with the new one, or save a copy of the old one.",
                there=True,
            )
        with _turn:
            handle = _handles.get(self._file)
            head = None if handle is None else _head(handle.number)
        if head is not None and not is_chronicle(head):
            raise Displaced(
                f"{path.name} was overwritten while it was open and is no longer a chronicle. "
                "Nothing can be stored; open a copy kept beside it or one of your backups.",
                there=True,
            )

    def release(self) -> None:
        """Close the file; call it last, after everything else that has it open."""
        with _turn:
            handle = _handles[self._file]
            handle.holders -= 1
            if not handle.holders:
                del _handles[self._file]
                os.close(handle.number)


def header(path: Path) -> bytes:
    """The first bytes of a file, read so that no handle of an open chronicle is closed."""
    with _turn:
        handle = _handles.get(_identity(path.stat()))
        if handle is not None:
            return _head(handle.number)
    with path.open("rb") as file:
        return file.read(HEADER)


def is_open(path: Path) -> bool:
    """Whether this process has that file open as a chronicle: nobody else may read it."""
    try:
        with _turn:
            return _identity(path.stat()) in _handles
    except OSError:
        return False


def is_chronicle(head: bytes) -> bool:
    """Whether a file that begins like this was made by Dateline."""
    marked = int.from_bytes(head[68:72], "big")
    return head.startswith(_MAGIC) and len(head) >= HEADER and marked == APPLICATION


def _identity(told: os.stat_result) -> _File:
    return told.st_dev, told.st_ino


def _head(number: int) -> bytes:
    """Read the beginning, while the lock is held: Windows has no way to read at a place."""
    os.lseek(number, 0, os.SEEK_SET)
    return os.read(number, HEADER)
