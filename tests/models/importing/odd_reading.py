"""A reader for reading processes under test: a file's own text says what goes wrong with it."""

import logging
import os
import signal
import sys
import time
from pathlib import Path

from models.importing.readings import FileTask, Reading, Task
from models.reading.doc import Doc


def read_oddly(task: Task) -> Reading:
    """Hang, die, or fail, whole or in part, as the text says; any other text is read at once.

    "hang" holds Python itself up, as a pattern does that takes for ever to match; "die once"
    notes beside the file that it has died.
    """
    assert isinstance(task, FileTask)
    text = task.data.decode()
    if text == "hang":
        signal.pthread_sigmask(signal.SIG_BLOCK, set(signal.Signals) - {signal.SIGKILL})
        sys.setswitchinterval(1e6)
        while True:
            pass
    if text == "sleep":
        time.sleep(1e6)
    if text == "fail":
        raise ZeroDivisionError("a mistake of ours")
    if text == "fail in part":
        try:
            raise ZeroDivisionError("a mistake of ours")
        except ZeroDivisionError:
            logging.getLogger("models.reading").exception("a stage failed")
    died = task.path.with_suffix(".died")
    if text == "die" or (text == "die once" and not died.exists()):
        Path(died).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return Reading(Doc(text))


def five_seconds(_: Task) -> float:
    """The time a document of the tests may take."""
    return 5.0
