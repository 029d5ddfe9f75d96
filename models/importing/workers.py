"""Processes that read documents: replaced when they die or hang, stopped at any moment."""

import logging
import multiprocessing
import signal
import sys
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Protocol, TypeAlias

from models.errors import KnownError
from models.importing.process import READY, serve
from models.importing.readings import Reading, Task, read_task

log = logging.getLogger(__name__)

Reads: TypeAlias = Callable[[Task], Reading]

_PATIENCE = 0.1  # seconds to wait for an answer before asking whether to stop
_START_SECONDS = 180.0  # until a new process must be ready, on the slowest of machines
_STARTS = 3  # processes in a row that end before they are ready: then none will be
_NO_READER = "The reader could not start; free some memory and try again."


def allowed_seconds(task: Task) -> float:
    """How long a task may take."""
    return task.seconds


class Readers(Protocol):
    """What reads documents: in this process, in others, or on other machines."""

    @property
    def count(self) -> int:
        """How many documents are read at the same time."""

    def send(self, key: object, task: Task) -> None:
        """Let a document be read; ``key`` names it."""

    def has(self, key: object) -> bool:
        """Whether what was read can be taken at once."""

    def take(self, key: object) -> Reading | None:
        """What was read, or None when it is not ready yet; a KnownError when nothing will be."""

    def close(self) -> None:
        """Stop reading at once; what was not taken is lost."""


class _Process:
    """One reading process and what it has in hand."""

    def __init__(
        self, reading: Callable[[Task], Reading], seconds: Callable[[Task], float]
    ) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection: Connection
        self.connection, there = context.Pipe()
        self.process: SpawnProcess = context.Process(
            target=serve, args=(there, reading, seconds), name="reading", daemon=True
        )
        with _deaf_to_interrupts():
            self.process.start()
        there.close()
        self.ready = False
        self.key: object | None = None
        self.until = time.monotonic() + _START_SECONDS

    @property
    def idle(self) -> bool:
        """Whether it waits for a task."""
        return self.ready and self.key is None

    def end(self) -> None:
        """End it at once: it has nothing to keep."""
        self.process.kill()
        self.process.join(1)
        self.connection.close()


@dataclass(slots=True)
class _Work:
    """The documents asked for: still waiting, and read already."""

    tasks: dict[object, Task] = field(default_factory=dict)
    waiting: deque[object] = field(default_factory=deque)
    done: dict[object, Reading] = field(default_factory=dict)


class Workers:
    """Reads documents in ``count`` processes, or (0) in this one.

    In a process of its own a document has so many ``seconds``; one that takes longer is given up,
    and its process is replaced. A process that dies, for want of memory say, is replaced as well;
    its document is read again alone, and refused when that kills another one. In this process there
    is nothing to replace, so there is no limit.
    """

    def __init__(
        self,
        count: int,
        reading: Reads = read_task,
        seconds: Callable[[Task], float] = allowed_seconds,
    ) -> None:
        self._count = count
        self._reading = reading
        self._seconds = seconds
        self._processes: list[_Process] = []
        self._work = _Work()
        self._alone: object | None = None  # the document whose process has died
        self._never_ready = 0

    @property
    def count(self) -> int:
        """How many documents are read at the same time."""
        return max(1, self._count)

    def send(self, key: object, task: Task) -> None:
        """Let a document be read when a process is free; ``key`` names it."""
        self._work.tasks[key] = task
        self._work.waiting.append(key)
        if self._count:
            self._give()

    def has(self, key: object) -> bool:
        """Whether what was read can be taken at once; in this process nothing can."""
        return key in self._work.done

    def take(self, key: object) -> Reading | None:
        """What was read, or None when it is not ready yet: ask again.

        A KnownError when no process can be had to read in.
        """
        work = self._work
        if not self._count:
            work.waiting.remove(key)
            return self._read_here(key)
        self._give()
        if key not in work.done:
            self._listen()
        reading = work.done.pop(key, None)
        if reading is not None:
            del work.tasks[key]
        return reading

    def _read_here(self, key: object) -> Reading:
        try:
            return self._reading(self._work.tasks[key])
        except Exception:  # noqa: BLE001 - the next document is not to blame; the log has it
            return self._failed(key, traceback.format_exc())
        finally:
            del self._work.tasks[key]

    def close(self) -> None:
        """Stop reading at once; what was not taken is lost."""
        self._work = _Work()
        for process in self._processes:
            process.end()
        self._processes.clear()

    def _give(self) -> None:
        """Give documents to processes that are free, and see that there are enough of these."""
        work = self._work
        wanted = len(work.waiting) + sum(each.key is not None for each in self._processes)
        while len(self._processes) < min(self._count, wanted):
            try:
                self._processes.append(_Process(self._reading, self._seconds))
            except OSError as fault:
                raise KnownError(_NO_READER) from fault
        for process in self._processes:
            if not work.waiting or not process.idle:
                continue
            if self._alone is not None and any(each.key is not None for each in self._processes):
                return
            self._hand(process, work.waiting.popleft())

    def _hand(self, process: _Process, key: object) -> None:
        process.key = key
        task = self._work.tasks[key]
        process.until = time.monotonic() + self._seconds(task)
        with suppress(OSError):  # it is dead, as we shall hear
            process.connection.send(task)

    def _listen(self) -> None:
        """Wait a moment for answers; then replace what is dead or has hung."""
        answering = wait([each.connection for each in self._processes], _PATIENCE)
        for process in [each for each in self._processes if each.connection in answering]:
            try:
                answer = process.connection.recv()
            except (EOFError, OSError):
                self._died(process)
            else:
                self._answered(process, answer)
        for process in list(self._processes):
            if time.monotonic() > process.until and not process.idle:
                self._hung(process)
        self._give()

    def _answered(self, process: _Process, answer: Reading | str) -> None:
        key, process.key = process.key, None
        if answer == READY:
            process.ready = True
            self._never_ready = 0
            return
        if key == self._alone:
            self._alone = None
        if isinstance(answer, str):
            answer = self._failed(key, answer)
        for record in answer.log:
            logging.getLogger(record.name).handle(record)
        self._work.done[key] = answer

    def _died(self, process: _Process) -> None:
        self._remove(process)
        key = process.key
        if key is None:
            self._failed_to_start(process)
        elif key == self._alone:
            self._alone = None
            words = "could not be read: the reader stopped twice, probably out of memory; "
            self._work.done[key] = self._refused(key, f"{words}split it into parts.")
        else:
            self._alone = key
            self._work.waiting.appendleft(key)

    def _hung(self, process: _Process) -> None:
        self._remove(process)
        key = process.key
        if key is None:
            self._failed_to_start(process)
            return
        if key == self._alone:
            self._alone = None
        words = (
            "took too long and was left out; check that it is an article, or split it into parts."
        )
        self._work.done[key] = self._refused(key, words)

    def _failed_to_start(self, process: _Process) -> None:
        self._never_ready += not process.ready
        if self._never_ready >= _STARTS:
            raise KnownError(_NO_READER)

    def _remove(self, process: _Process) -> None:
        self._processes.remove(process)
        process.end()

    def _failed(self, key: object, trace: str) -> Reading:
        log.error("%s was not read:\n%s", self._work.tasks[key].name, trace)
        return self._refused(key, "could not be read: something went wrong in Dateline.")

    def _refused(self, key: object, words: str) -> Reading:
        return Reading(refusal=f"{self._work.tasks[key].name} {words}")


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """A process started in here does not hear Ctrl+C, from its first moment on."""
    if sys.platform == "win32":
        yield
        return
    resource_tracker.ensure_running()  # which, starting later, would undo this
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
