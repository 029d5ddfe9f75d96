"""Uncaught exceptions: into the log, and a signal to the window."""

import logging
import sys
import threading
import traceback
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

log = logging.getLogger(__name__)

OUR_SIDE = "Something went wrong in Dateline."

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class Faults(QObject):
    """Catches uncaught exceptions on any thread and signals the window."""

    crashed = Signal(str)
    """The whole trace, as text to copy."""

    def install(self) -> None:
        """Take over the hooks that Python and Qt offer."""
        sys.excepthook = self._caught
        threading.excepthook = self._caught_in_thread
        qInstallMessageHandler(_log_qt)

    def uninstall(self) -> None:
        """Restore the hooks."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        qInstallMessageHandler(None)

    def _caught(
        self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, fault, trace)
            return
        text = "".join(traceback.format_exception(kind, fault, trace))
        log.critical("%s", text)
        self.crashed.emit(text)

    def _caught_in_thread(self, told: threading.ExceptHookArgs) -> None:
        fault = told.exc_value or told.exc_type()
        self._caught(told.exc_type, fault, told.exc_traceback)


def shout(fault: BaseException) -> None:
    """Hand a worker's uncaught fault to the hook of its thread, so that none stays unheard."""
    told = (type(fault), fault, fault.__traceback__, threading.current_thread())
    threading.excepthook(threading.ExceptHookArgs(told))


def _log_qt(kind: QtMsgType, _where: QMessageLogContext, message: str) -> None:
    if "propagateSizeHints" not in message:  # the offscreen platform says so for every window
        logging.getLogger("qt").log(_LEVELS.get(kind, logging.WARNING), "%s", message)
