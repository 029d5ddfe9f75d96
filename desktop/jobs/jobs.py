"""Run long jobs one after another off the GUI thread. A job is a generator; a yield is a tick."""

import threading
import time
from collections import deque
from collections.abc import Callable, Generator
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.faults import OUR_SIDE, shout
from desktop.jobs.busy import Busy
from models.errors import KnownError
from models.progress import Progress, Stopped

Steps = Generator[Progress, None, Any]

_TICK_SECONDS = 0.1


class Job(QObject):
    """One long job. Emits exactly one of ended, stopped and failed."""

    ticked = Signal(object)
    """A Progress, at most ten a second."""
    ended = Signal(object)
    """What the generator returned."""
    stopped = Signal(object)
    """What the steps returned when they were stopped; None: they had nothing to say."""
    failed = Signal(str)
    """One sentence for the user."""

    def __init__(
        self,
        label: str,
        steps: Steps,
        *,
        visible: bool = True,
        doing: tuple[str, str] | None = None,
        keeping: str = "",
        interrupt: Callable[[], None] | None = None,
        worded: Callable[[Progress], str] | None = None,
    ) -> None:
        """A job under this name.

        ``doing``, if it is long: its steps are "articles", "read". ``keeping``: what stays of it
        when it is stopped, in words. ``interrupt`` ends a step that takes long, as if it had
        failed. ``worded`` says how far it is, where its name and a count do not.
        """
        super().__init__()
        self.label = label
        self.keeping = keeping
        self.visible = visible
        self._doing = doing
        self._interrupt = interrupt
        self.worded = worded
        self._steps = steps
        self._stop = threading.Event()
        self._at: Progress | None = None
        self._said = 0.0

    def stop(self) -> None:
        """Ask the job to stop at once or at its next tick; what it has stored stays."""
        self._stop.set()
        if self._interrupt is not None:
            self._interrupt()

    def question(self) -> str | None:
        """How far a job is, in a sentence; None where stopping it needs no question."""
        if self._doing is None or self.stopping:
            return None
        if self._at is None or not self._at.total:
            return f"{self.label} has just started."
        things, done = self._doing
        are = "is" if self._at.done == 1 else "are"
        told = f"{self._at.done:,} of {self._at.total:,} {things} {are} {done}."
        return told if self._at.total > 1 else None

    @property
    def stopping(self) -> bool:
        """Whether it was asked to stop."""
        return self._stop.is_set()

    def drive(self) -> None:
        """Run the steps to the end. Called on the worker thread, and only there."""
        try:
            while True:
                if self._stop.is_set():
                    self.stopped.emit(self._halt())
                    return
                self._say(next(self._steps))
        except StopIteration as end:
            self.ended.emit(end.value)
        except Stopped:
            self.stopped.emit(None)
        except KnownError as fault:
            if self._stop.is_set():  # it was interrupted; nobody need hear how
                self.stopped.emit(None)
            else:
                self.failed.emit(str(fault))
        except Exception as fault:  # noqa: BLE001 - the thread must live on; the hook reports it
            shout(fault)
            self.failed.emit(OUR_SIDE)

    def tell(self, tick: Progress) -> None:
        """Say from inside a step how far it is; raises Stopped where it is to stop."""
        if self._stop.is_set():
            raise Stopped
        self._say(tick)

    def _say(self, tick: Progress) -> None:
        self._at = tick
        if time.monotonic() - self._said >= _TICK_SECONDS or tick.done == tick.total:
            self._said = time.monotonic()
            self.ticked.emit(tick)

    def _halt(self) -> Any:
        """Stop the steps where they are; returns what they return."""
        try:
            self._steps.throw(Stopped())
        except StopIteration as end:
            return end.value
        except Stopped:
            return None
        self._steps.close()  # they went on, and are not asked twice
        return None


class Jobs(QObject):
    """The queue of long jobs; one runs at a time, because SQLite has one writer."""

    started = Signal(object)
    finished = Signal(object)
    _began = Signal(object)
    _done = Signal(object)

    def __init__(self, busy: Busy, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.busy = busy
        """What it holds while a job runs or waits."""
        self._queue: deque[Job] = deque()
        self._alive: dict[Job, None] = {}  # in the order in which they were queued
        self._turn = threading.Condition()
        self._closed = False
        self._began.connect(self.started)
        self._done.connect(self._finish)
        self._thread = threading.Thread(target=self._serve, name="jobs", daemon=True)
        self._thread.start()

    @property
    def current(self) -> Job | None:
        """The visible job that runs or waits first."""
        return next((job for job in self._alive if job.visible), None)

    @property
    def running(self) -> bool:
        """Whether a job runs or waits."""
        return bool(self._alive)

    def run(self, job: Job) -> None:
        """Queue ``job``. Connect to its signals first: a short job may end at once."""
        job.setParent(self)
        self._alive[job] = None
        self.busy.hold(f"job {id(job)}")
        with self._turn:
            self._queue.append(job)
            self._turn.notify_all()

    def stop(self) -> None:
        """Ask every job to stop; ``finished`` tells when each has."""
        for job in self._alive:
            job.stop()

    def close(self, patience: float | None = None) -> bool:
        """Stop the running job at its next tick, drop the others, and wait for the thread.

        ``patience``: seconds to wait at most. Returns whether the thread has ended.
        """
        self.stop()
        with self._turn:
            self._closed = True
            self._turn.notify_all()
        self._thread.join(patience)
        for job in list(self._alive):
            self.busy.release(f"job {id(job)}")
        self._alive.clear()
        return not self._thread.is_alive()

    def _serve(self) -> None:
        while True:
            with self._turn:
                while not self._queue and not self._closed:
                    self._turn.wait()
                if self._closed:
                    return
                job = self._queue.popleft()
            self._began.emit(job)
            job.drive()
            self._done.emit(job)

    def _finish(self, job: Job) -> None:
        if job in self._alive:
            del self._alive[job]
            self.finished.emit(job)
            self.busy.release(f"job {id(job)}")
            job.deleteLater()


def once(label: str, act: Callable[[], Any]) -> Steps:
    """One call as the steps of a job; the job ends with what ``act`` returns."""
    yield Progress(0, 0, label)
    return act()
