"""Articles read anew for whoever asks the reader about them; each is read once."""

from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject

from desktop.jobs.busy import Busy
from desktop.jobs.jobs import Job, Jobs

if TYPE_CHECKING:  # loaded off the GUI thread, see desktop.archive
    from desktop.archive import Archive
    from models.reading.doc import Doc

_KEPT = 6
Key = tuple[int, str]
"""A document, and its date as EDTF: with another one it is read otherwise."""
Waiter: TypeAlias = tuple["Callable[[Doc], object]", "Callable[[str], object]"]


class Anew(QObject):
    """Has one article at a time read in another process, and keeps the last few."""

    def __init__(self, busy: Busy, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = Jobs(busy, self)  # of its own: an import may take hours
        self._archive: Archive | None = None
        self._kept: OrderedDict[Key, Doc] = OrderedDict()
        self._job: Job | None = None
        self._key: Key = (0, "")
        self._waiting: list[Waiter] = []

    def attach(self, archive: "Archive | None") -> None:
        """Read articles of this chronicle, or none."""
        self.stop()
        self._archive = archive
        self._kept.clear()

    def ask(
        self, key: Key, then: "Callable[[Doc], object]", failed: Callable[[str], object]
    ) -> None:
        """Call ``then`` with what the reader finds in an article, or ``failed`` with a sentence.

        At once where it is known; whatever else was asked for is not read any longer.
        """
        if self._job is not None and self._key == key:
            if (then, failed) not in self._waiting:
                self._waiting.append((then, failed))  # it is being read
            return
        self.stop()
        if key in self._kept:
            self._kept.move_to_end(key)
            then(self._kept[key])
            return
        if self._archive is None:
            return
        self._key, self._waiting = key, [(then, failed)]
        job = self._job = Job("Reading", self._archive.reading_anew(key[0]), visible=False)
        job.ended.connect(self._ended)
        job.failed.connect(self._failed)
        self._jobs.run(job)

    def knows(self, key: Key) -> bool:
        """Whether an answer comes at once."""
        return key in self._kept

    def _ended(self, doc: "Doc") -> None:
        self._kept[self._key] = doc
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        for then, _ in self._over():
            then(doc)

    def _failed(self, fault: str) -> None:
        for _, failed in self._over():
            failed(fault)

    def _over(self) -> list[Waiter]:
        waiting, self._waiting, self._job = self._waiting, [], None
        return waiting

    def stop(self) -> None:
        """Read no longer what was asked for; nobody is told."""
        if self._job is not None:
            self._job.ended.disconnect()
            self._job.failed.disconnect()
            self._job.stop()
            self._job, self._waiting = None, []

    def close(self, patience: float | None = None) -> bool:
        """End its thread, waiting so many seconds at most; whether it has ended."""
        self.stop()
        return self._jobs.close(patience)
