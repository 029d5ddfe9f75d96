"""A reading process: takes documents one by one, and ends with its parent."""

import ctypes
import faulthandler
import logging
import multiprocessing
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import nullcontext, suppress
from dataclasses import replace
from logging.handlers import QueueHandler
from multiprocessing.connection import Connection, wait
from pathlib import Path
from queue import SimpleQueue
from typing import Final

from models.importing.memory import limited_memory
from models.importing.readings import FileTask, Reading, Task, prepare_reader

READY: Final = "ready"
_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG, see prctl(2)


def serve(
    connection: Connection, reading: Callable[[Task], Reading], seconds: Callable[[Task], float]
) -> None:
    """Answer each task with a Reading, or with a traceback as text.

    READY comes first. Log records are sent along with a Reading. ``seconds``: how long
    a task may take; see _end_with_parent.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the one who asked
    records: SimpleQueue[logging.LogRecord] = SimpleQueue()
    logging.getLogger().addHandler(QueueHandler(records))  # the parent has the log
    _end_with_parent()
    prepare_reader()
    connection.send(READY)
    with suppress(EOFError, OSError), Path(os.devnull).open("w") as nowhere:
        while True:
            task = connection.recv()
            faulthandler.dump_traceback_later(2 * seconds(task), exit=True, file=nowhere)
            try:
                with limited_memory() if isinstance(task, FileTask) else nullcontext():
                    answer: Reading | str = reading(task)
            except Exception:  # noqa: BLE001 - whatever it is, the next document is not to blame
                answer = traceback.format_exc()
            faulthandler.cancel_dump_traceback_later()
            logged = tuple(records.get() for _ in range(records.qsize()))
            connection.send(replace(answer, log=logged) if isinstance(answer, Reading) else answer)


def _end_with_parent() -> None:
    """See that this process ends when its parent does, however that came to its end.

    The thread is held up while a pattern is matched, which on Linux the system's own signal is
    not; elsewhere such a process ends with the time its document is allowed.
    """
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_DEATH_SIGNAL, signal.SIGKILL)
        if os.getppid() != parent.pid:  # too late: it is gone
            os._exit(1)
    threading.Thread(target=_wait_and_end, args=(parent.sentinel,), daemon=True).start()


def _wait_and_end(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
