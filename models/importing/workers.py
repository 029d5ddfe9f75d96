"""Reading documents, here or in other processes that can be stopped at any moment."""

import multiprocessing
import signal
from collections.abc import Iterable
from concurrent.futures import Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path

from models.dates.interval import DateInterval
from models.errors import KnownError
from models.importing.files import read_file
from models.importing.save import Source
from models.printable import shown
from models.reading.doc import Doc
from models.reading.reader import default_pipeline, read

_PATIENCE = 0.1  # seconds to wait for an answer before asking whether to stop


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says and where it came from, or why it could not be read."""

    source: Source | None
    doc: Doc | None
    refusal: str | None = None


def read_path(path: Path, published: DateInterval | None) -> Reading:
    """Read one file; what is wrong with it is said in the answer."""
    try:
        file = read_file(path, published)
    except KnownError as fault:
        return Reading(None, None, str(fault))
    return Reading(Source(shown(path), file.media_type, file.sha256), read(file.text, file.hints))


class Workers:
    """Reads one document after the other, in ``count`` processes or (0) in this one.

    A worker that dies, for want of memory say, takes the others' documents with it. They are
    read again, the first of them alone; the one that kills a worker alone is refused.
    """

    def __init__(self, count: int, published: DateInterval | None) -> None:
        self._count = count
        self._published = published
        self._pool: ProcessPoolExecutor | None = None
        self._sent: dict[Path, Future[Reading]] = {}
        self._alone: Path | None = None

    @property
    def count(self) -> int:
        """How many documents are read at the same time."""
        return max(1, self._count)

    def send(self, path: Path) -> None:
        """Let a document be read when a worker is free."""
        if self._count and self._alone is None:
            self._submit(path)

    def take(self, path: Path) -> Reading | None:
        """What was read, or None when it is not ready yet: ask again."""
        if not self._count:
            return read_path(path, self._published)
        if path not in self._sent:
            self._submit(path)
        future = self._sent[path]
        if not wait([future], _PATIENCE).done:
            return None
        try:
            reading = future.result()
        except BrokenProcessPool:
            return self._died(path)
        del self._sent[path]
        self._alone = None
        return reading

    def _died(self, path: Path) -> Reading | None:
        self.close()
        if self._alone != path:
            self._alone = path
            return None
        self._alone = None
        return Reading(
            None,
            None,
            f"{shown(path.name)} could not be read: the reader ran out of memory; "
            "cut it into parts.",
        )

    def _submit(self, path: Path) -> None:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                self._count, multiprocessing.get_context("spawn"), _start
            )
        try:
            self._sent[path] = self._pool.submit(read_path, path, self._published)
        except BrokenProcessPool as fault:
            self._sent[path] = Future()
            self._sent[path].set_exception(fault)

    def close(self) -> None:
        """Stop reading at once; what was not taken is lost."""
        self._sent.clear()
        pool, self._pool = self._pool, None
        if pool is not None:
            # A worker looks at nothing but its document; without this, a stop would wait for it.
            for worker in _processes(pool):
                worker.terminate()
            pool.shutdown(wait=True, cancel_futures=True)


def _processes(pool: ProcessPoolExecutor) -> Iterable[BaseProcess]:
    # Only Python 3.14 offers terminate_workers(); older ones keep the processes here.
    return list((pool._processes or {}).values())  # noqa: SLF001 - see above


def _start() -> None:
    """Make a new process ready: the model is loaded once, and only the parent minds Ctrl+C."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    default_pipeline()
