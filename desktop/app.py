"""The composition root: makes the window and runs it."""

import gc
import logging
import os
import signal
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication, QMainWindow

from desktop.cautions import keep_said, unsaid
from desktop.faults import Faults
from desktop.folders import log_folder
from desktop.logs import log_to
from desktop.settings import Memory
from desktop.window.desk import Desk
from desktop.window.main import Window

# Nearly everything that is made while the window is built stays; looking through all of it again
# and again for what could go takes a tenth of the start. Later a look must be short.
_WHILE_STARTING = (50_000, 20, 20)
_WHILE_BROWSING = (2_000, 20, 100)
gc.set_threshold(*_WHILE_STARTING)
# Threads that answer take turns with the one that paints: these turns are shorter than a frame.
sys.setswitchinterval(0.0005)

_PATIENCE = 0.2  # seconds for a job, and for those who read, to end when the program does
_ENDING = (signal.SIGINT, signal.SIGTERM)
_NO_DISPLAY = (
    "There is no display to open a window on; run this in a desktop session, or use "
    "“dateline --help” to see what works without one.\n"
)


def create_window(database: str | None) -> QMainWindow:
    """The main window on a chronicle (a path or URL; None: the user's own).

    A QApplication must exist. The window comes back at once; its property ``busy`` is True
    while anything is outstanding, the opening of the store included.
    """
    return _window(database, _desk(Faults()))


def run(database: str | None) -> int:
    """Show the window until it is closed; then the process ends, with the exit status.

    Returns it only where no window can be shown. Without a chronicle the one used last is opened,
    if it is still there.
    """
    if not _has_display():
        sys.stderr.write(_NO_DISPLAY)
        return 2
    log_to(log_folder())
    QApplication.setApplicationName("dateline")
    QApplication.setApplicationDisplayName("Dateline")
    QApplication.setOrganizationName("dateline")
    QApplication.setDesktopFileName("dateline")
    app = QApplication(sys.argv[:1])
    faults = Faults(app)
    faults.install()
    desk = _desk(faults)
    window = _window(database if database is not None else _last(), desk)
    window.show()
    _caution(window)
    asked = _Asked(desk)
    desk.ended.connect(app.quit)
    try:
        status = app.exec()
    finally:
        asked.forget()
        faults.uninstall()
    desk.shut(_PATIENCE)
    app.shutdown()  # hands what was copied to the clipboard manager
    return _end_at_once(status)


def _caution(window: Window) -> None:
    """Say what is to be known about this computer when the window has nothing else to say."""
    sentence = unsaid()

    def tell(busy: bool) -> None:
        if not busy and sentence is not None and not window.notice.isVisible():
            window.notice.tell(sentence)
            keep_said(sentence)
            window.busy.changed.disconnect(tell)

    if sentence is not None:
        window.busy.changed.connect(tell)


def _end_at_once(status: int) -> NoReturn:
    """End now that all is kept and closed. To take apart the rest would take most of a second.

    A thread that does not end is not waited for: what it was writing the store undoes by itself.
    """
    started = sys.modules.get("multiprocessing")  # loaded with the first process that reads
    for process in started.active_children() if started else ():
        process.kill()
    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):  # there may be none
            stream.flush()
    os._exit(status)


class _Asked:
    """Ctrl+C in the terminal and the end of a session close all windows, without a question.

    Qt runs no Python while it waits, so the signal wakes it through a socket. A second signal
    ends the program at once.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._here, self._there = socket.socketpair()
        for end in (self._here, self._there):
            end.setblocking(False)
        self._bell = QSocketNotifier(self._here.fileno(), QSocketNotifier.Type.Read)
        self._bell.activated.connect(self._close)
        self._before = signal.set_wakeup_fd(self._there.fileno(), warn_on_full_buffer=False)
        for number in _ENDING:
            signal.signal(number, self._once)

    def _once(self, number: int, _frame: object) -> None:
        signal.signal(number, signal.SIG_DFL)

    def _close(self) -> None:
        self._here.recv(16)
        self._desk.leave()

    def forget(self) -> None:
        """Leave signals as they were."""
        self._bell.setEnabled(False)
        signal.set_wakeup_fd(self._before)
        for number in _ENDING:
            signal.signal(number, signal.SIG_DFL)
        self._here.close()
        self._there.close()


def _desk(faults: Faults) -> Desk:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return Desk(app, faults, Memory())


def _window(database: str | None, desk: Desk) -> Window:
    window = desk.window()
    window.page.answered.connect(lambda: gc.set_threshold(*_WHILE_BROWSING))
    window.open(database)
    return window


def _last() -> str | None:
    last = Memory().settings().last
    return last if last and Path(last).is_file() else None


def _has_display() -> bool:
    if not sys.platform.startswith(("linux", "freebsd", "openbsd")):
        return True
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(os.environ.get(name) for name in names)
