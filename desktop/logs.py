"""The log: a small rotating file for developers. Users are never informed by it alone."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

from desktop.folders import log_folder

_FORM = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def log_to(folder: Path) -> Path | None:
    """Write the log to a file in ``folder`` from now on; None where that cannot be done."""
    try:
        handler = _LogFile(folder)
        handler.stream = handler._open()  # noqa: SLF001 - now, to know whether it can be written
    except OSError:
        return None
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    return Path(handler.baseFilename)


@contextmanager
def faults_logged() -> Iterator[None]:
    """Write warnings and faults to the log inside, rather than to standard error.

    The file is made when there is one to write; where it cannot be, nobody is stopped.
    """
    handler = _LogFile(log_folder())
    root = logging.getLogger()
    root.addHandler(handler)
    try:
        yield
    finally:
        root.removeHandler(handler)
        handler.close()


class _LogFile(RotatingFileHandler):
    def __init__(self, folder: Path) -> None:
        path = folder / "dateline.log"
        super().__init__(path, maxBytes=500_000, backupCount=2, encoding="utf-8", delay=True)
        self.setFormatter(logging.Formatter(_FORM))

    def _open(self) -> TextIOWrapper:
        Path(self.baseFilename).parent.mkdir(parents=True, exist_ok=True)
        return super()._open()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        """A log that cannot be written stops nobody."""
