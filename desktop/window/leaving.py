"""Closing a window: asks about a long job, and waits for nothing long."""

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QMainWindow, QMessageBox

from desktop.jobs.jobs import Job, Jobs
from desktop.theme.labels import PlainBox

_GRACE = 1000  # milliseconds that a job has for its next tick, at which it stops


class Leaving(QObject):
    """Stops what runs in a closing window, and signals when it may close."""

    agreed = Signal()
    """The window may close: the user agreed, or there was nothing to ask."""
    declined = Signal()
    """Whoever was asked wants what runs to go on."""
    done = Signal()
    """Nothing runs any more, or what runs was waited for long enough."""

    def __init__(self, window: QMainWindow, jobs: Jobs) -> None:
        super().__init__(window)
        self._window = window
        self._jobs = jobs
        self._box: QMessageBox | None = None
        self._waiting = False
        self._grace = QTimer(self, singleShot=True, interval=_GRACE)
        self._grace.timeout.connect(self._end)
        jobs.finished.connect(self._finished)

    @property
    def has_question(self) -> bool:
        """Whether a long job runs that needs a question."""
        job = self._jobs.current
        return job is not None and job.question() is not None

    def ask(self) -> None:
        """Ask about a long job; ``agreed`` comes at once where there is none."""
        job = self._jobs.current
        question = job.question() if job else None
        if job is None or question is None:
            self.agreed.emit()
        elif self._box is None:
            self._box = self._asking(job, question)
            self._box.open()

    def wait(self) -> None:
        """Stop every job; signals when they have stopped or their time is up."""
        self._forget()
        self._waiting = True
        self._jobs.stop()
        if self._jobs.running:
            self._grace.start()
        else:
            self._end()

    def _asking(self, job: Job, question: str) -> QMessageBox:
        box = PlainBox(QMessageBox.Icon.Question, f"{question} Stop and quit?", self._window)
        box.setObjectName("leaveQuestion")
        stop = box.addButton("Stop and quit", QMessageBox.ButtonRole.AcceptRole)
        go_on = box.addButton("Keep running", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(stop)
        box.setEscapeButton(go_on)
        job.ticked.connect(partial(self._say, job))
        box.buttonClicked.connect(lambda button: self._answered(agreed=button is stop))
        return box

    def _say(self, job: Job, _tick: object) -> None:
        question = job.question()
        if self._box is not None and question is not None:
            self._box.setText(f"{question} Stop and quit?")

    def _answered(self, *, agreed: bool) -> None:
        self._forget()
        (self.agreed if agreed else self.declined).emit()

    def _forget(self) -> None:
        box, self._box = self._box, None
        if box is not None:
            box.hide()
            box.deleteLater()

    def _finished(self, _job: Job) -> None:
        if self._waiting and not self._jobs.running:
            self._end()
        elif self._box is not None and not self._jobs.running:
            self._answered(agreed=True)  # what was asked about has come to its end

    def _end(self) -> None:
        self._grace.stop()
        if self._waiting:
            self._waiting = False
            self.done.emit()
