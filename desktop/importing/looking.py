"""Look at files while somebody looks on: what is found comes in handfuls, on the GUI thread."""

from collections import deque
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.jobs.jobs import Job, Jobs
from models.progress import Progress

if TYPE_CHECKING:  # loaded off the GUI thread, see there
    from desktop.archive import Archive
    from models.importing.found import Found
    from models.importing.report import ImportReport

_EVERY = 100  # milliseconds between two handfuls
_HANDFUL = 500  # rows at a time, so that the window stays quick


class Looking(QObject):
    """Opens files off the GUI thread, and says of each article what is known before it is read."""

    came = Signal(object)
    """A list of what was found since."""
    at = Signal(object)
    """A Progress, of the files to be opened."""
    ended = Signal(object)
    """There is nothing more to open; the ImportReport of the last look, or None: it was stopped."""
    failed = Signal(str)
    """One sentence for the user."""

    def __init__(self, archive: "Archive", jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._archive = archive
        self._jobs = jobs
        self._running: list[Job] = []
        self._found: deque[Found] = deque()  # filled by the thread of the jobs
        self._report: ImportReport | None = None
        self._timer = QTimer(self, interval=_EVERY)
        self._timer.timeout.connect(self._hand_on)

    @property
    def is_running(self) -> bool:
        """Whether there is more to come."""
        return bool(self._running or self._found)

    def look(
        self,
        paths: Sequence[Path],
        pasted: Sequence[Any] = (),
        columns: tuple[tuple[str, int], ...] = (),
    ) -> None:
        """Look at more files; ``columns``: what those of a table hold."""
        steps = self._archive.looking(paths, self._found.append, pasted, columns)
        job = Job("Looking", steps, visible=False)
        job.ticked.connect(self._ticked)
        # Methods and no lambdas: those would be called although the dialog has gone.
        job.ended.connect(self._done)
        job.stopped.connect(self._done)
        job.failed.connect(self._failed)
        self._running.append(job)
        self._timer.start()
        self._jobs.run(job)

    def stop(self) -> None:
        """Stop at the next file; what was found stays."""
        for job in self._running:
            job.stop()

    def _ticked(self, tick: Progress) -> None:
        self.at.emit(tick)

    def _done(self, report: "ImportReport | None") -> None:
        self._running.pop(0)  # jobs end in the order in which they were begun
        self._report = report
        self._hand_on()

    def _failed(self, fault: str) -> None:
        self._running.pop(0)
        self.failed.emit(fault)
        self._hand_on()

    def _hand_on(self) -> None:
        """Give a handful; the last one is followed by the end."""
        handful = [self._found.popleft() for _ in range(min(_HANDFUL, len(self._found)))]
        if handful:
            self.came.emit(handful)
        if not self.is_running and self._timer.isActive():
            self._timer.stop()
            self.ended.emit(self._report)
