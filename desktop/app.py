"""The composition root: makes the window and runs it."""

import os
import signal
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication, QMainWindow

from desktop.faults import Faults, log_to
from desktop.settings import Memory, log_folder
from desktop.window import Window

_NO_DISPLAY = (
    "There is no display to open a window on; run this in a desktop session, or use "
    "“dateline --help” to see what works without one.\n"
)


def create_window(database: str | None) -> QMainWindow:
    """The main window on a chronicle (a path or URL; None: the user's own).

    A QApplication must exist. The window comes back at once; its property ``busy`` is True
    while anything is outstanding, the opening of the store included.
    """
    return _window(database, Faults())


def run(database: str | None) -> int:
    """Show the window until it is closed; returns the exit status.

    Without a chronicle the one used last is opened, if it is still there.
    """
    if not _has_display():
        sys.stderr.write(_NO_DISPLAY)
        return 2
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl+C in the terminal ends the program
    log_to(log_folder())
    QApplication.setApplicationName("dateline")
    QApplication.setApplicationDisplayName("Dateline")
    QApplication.setOrganizationName("dateline")
    QApplication.setDesktopFileName("dateline")
    app = QApplication(sys.argv[:1])
    faults = Faults(app)
    faults.install()
    window = _window(database if database is not None else _last(), faults)
    window.show()
    app.aboutToQuit.connect(window.shut)
    try:
        return app.exec()
    finally:
        faults.uninstall()


def _window(database: str | None, faults: Faults) -> Window:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    window = Window(app, faults, Memory())
    faults.setParent(window)
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
