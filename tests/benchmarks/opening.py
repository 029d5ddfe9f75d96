"""One start of the window, for ``browsing.py``; a module of its own that loads nothing else."""

import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication


def wait(done: Callable[[], bool], limit: int = 120_000) -> None:
    """Run the event loop until something holds; asleep in between, as the program itself is.

    A loop that asks all the time would take turns with the threads that answer, and slow them.
    """
    loop, ticks, until = QEventLoop(), QTimer(), time.perf_counter() + limit / 1000
    came = done()

    def look() -> None:
        nonlocal came  # what holds now may not a moment later, when something else is asked
        came = done()
        if came or time.perf_counter() > until:
            loop.quit()

    ticks.timeout.connect(look)
    ticks.start(3)
    if not came:
        loop.exec()
    ticks.stop()
    if not came:
        raise TimeoutError("the window did not come to rest")


def start(begun: float) -> None:
    """Open a window on the chronicle named by the first argument; write the milliseconds."""
    from desktop.app import create_window

    app = QApplication(sys.argv[:1])
    window = create_window(sys.argv[1])
    window.show()
    table = window.page.table  # type: ignore[attr-defined]
    loop = QEventLoop()
    table.events.shown.connect(loop.quit)
    loop.exec()
    table.viewport().repaint()
    sys.stdout.write(f"{(time.perf_counter() - begun) * 1000:.1f} {time.process_time() * 1000:.1f}")
    window.shut()  # type: ignore[attr-defined]
    app.quit()
