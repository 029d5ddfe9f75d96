"""A note of the running import, for the next start in case this one ends early."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QLockFile

from desktop.settings import Begun, Memory
from desktop.tables.words import counted
from models.dates.interval import DateInterval
from models.printable import shown


class Unfinished:
    """The import of one chronicle under way; or one that a start before this left unfinished."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._chronicle = ""
        self._begun = Begun()
        self._lock: QLockFile | None = None

    def begin(self, chronicle: str, paths: Sequence[Path], published: DateInterval | None) -> None:
        """An import begins; nothing is noted before it is known how much there is to read."""
        self.end()
        lock = self._locked(chronicle)
        if lock is None:
            return  # another window imports into the same chronicle; it has the note
        self._lock = lock
        self._chronicle = chronicle
        self._begun = Begun(tuple(map(str, paths)), published.edtf if published else "")

    def reach(self, done: int, total: int, *, exactly: bool = False) -> None:
        """Note how many files are done; ``exactly``: that number is final."""
        begun = replace(self._begun, done=done, total=total, exact=exactly)
        if self._lock is not None and total and begun != self._begun:
            self._begun = begun
            self._memory.keep_begun(self._chronicle, begun)

    def end(self) -> None:
        """The import has ended, and its report is shown: there is nothing to say later."""
        if self._lock is not None:
            self._memory.forget_begun(self._chronicle)
            self.release()

    def release(self) -> None:
        """Stop noting; the note stays for the next start."""
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None

    def left(self, chronicle: str) -> Begun | None:
        """The import of this chronicle that never ended, if any; returned only once."""
        begun = self._memory.begun(chronicle)
        lock = self._locked(chronicle) if begun.total else None
        if lock is None:
            return None
        self._memory.forget_begun(chronicle)
        lock.unlock()
        return begun if begun.done < begun.total else None

    def _locked(self, chronicle: str) -> QLockFile | None:
        """The lock of the note; None while a living process has it."""
        lock = QLockFile(str(self._memory.lock_of(chronicle)))
        lock.setStaleLockTime(0)  # a long import isn't a dead one
        return lock if lock.tryLock(0) else None


def told(begun: Begun) -> str:
    """What was kept of an interrupted import, in a sentence."""
    name = (
        shown(Path(begun.paths[0]).name) if len(begun.paths) == 1 else f"{len(begun.paths)} paths"
    )
    read = f"{begun.done:,} of {counted(begun.total, 'article')}"
    if begun.exact:
        return f"The import of {name} was stopped when Dateline closed: {read} were read and kept."
    return f"Dateline closed unexpectedly while importing {name}; about {read} were read and kept."
