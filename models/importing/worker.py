"""A worker of a cluster: joins a Dask scheduler and reads what it is sent, until it is stopped.

It reads in processes of its own (:mod:`models.importing.workers`), one a thread, so that time and
memory of a document are limited on a cluster as they are alone, and a text that kills its process
takes nothing else with it.
"""

import asyncio
import os
import signal
import socket
import tempfile
import threading
from collections.abc import Callable
from contextlib import closing, suppress
from typing import Any

from models.errors import FailedError, KnownError
from models.importing.engine import SECONDS, Line, engine
from models.importing.readings import Reading, Task
from models.importing.sign import in_words, sign
from models.importing.workers import Workers

_own = threading.local()
_all: list[Workers] = []


def read_there(task: Task) -> Reading:
    """Read a document on the worker that this runs on; a thread has a process for it."""
    workers: Workers | None = getattr(_own, "workers", None)
    if workers is None:
        workers = _own.workers = Workers(1)
        _all.append(workers)
    key = object()
    workers.send(key, task)
    while (reading := workers.take(key)) is None:
        pass
    return reading


def serve(address: str, jobs: int, told: Callable[[str], None]) -> None:
    """Join the scheduler at an address and read so many documents at a time (``jobs``).

    Returns when it is told to stop, or the scheduler has gone. ``told`` is called with a sentence
    when it has joined. A FailedError where no scheduler answers; a KnownError where other workers
    there read with another version.
    """
    with closing(Line(address)) as line:
        others = sorted(in_words(each) for each in line.readers().keys() - {sign()})
    if others:
        raise KnownError(
            f"The workers at {address} read with {', '.join(others)}, and this Dateline with "
            f"{in_words(sign())}; install the same version on all machines."
        )
    try:
        with tempfile.TemporaryDirectory(prefix="dateline-worker-") as folder:
            asyncio.run(_serve(address, jobs, folder, told))
    finally:
        for workers in _all:
            workers.close()


async def _serve(address: str, jobs: int, folder: str, told: Callable[[str], None]) -> None:
    worker: Any = engine().Worker(
        address,
        nthreads=jobs,
        name=f"{socket.gethostname()}-{os.getpid()}",
        resources={sign(): jobs},
        memory_limit=0,  # each reading process has a limit of its own
        local_directory=folder,
        dashboard=False,
        death_timeout=SECONDS,
    )
    try:
        await worker
    except (OSError, TimeoutError) as fault:
        raise FailedError(f"The scheduler at {address} has stopped answering.") from fault
    loop = asyncio.get_running_loop()
    ends: set[asyncio.Task[Any]] = set()

    def end() -> None:
        ends.add(loop.create_task(worker.close(reason="told to stop", nanny=False)))

    with suppress(NotImplementedError):  # on Windows Ctrl+C ends the loop itself
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, end)
    told(f"Reading for {address}, {jobs} at a time, with {in_words(sign())}; Ctrl+C stops it.")
    await worker.finished()
