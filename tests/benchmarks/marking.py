"""How long the window takes to show what one decides: ``python -m tests.benchmarks.marking FILE``.

Of a large chronicle; everything is undone again, but the history grows: give a copy. For each act
the longest stall, which is the longest time between two turns of the GUI thread's event loop while
it is stored and shown anew, and how long that took. For a key that accepts or rejects one event,
the time until its row is painted again. The load says how much else the machine had to do.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from desktop.app import create_window
from desktop.window.main import Window
from models.schema.events import Event
from models.schema.keys import UNDATED
from models.store.store import Store
from tests.benchmarks.browsing import Pulse, say
from tests.benchmarks.deciding import MANY, frequent
from tests.benchmarks.opening import wait

_KEYS = 20


def _idle(window: Window) -> None:
    wait(lambda: window.page.table.events.complete and not window.busy, 600_000)


def _trigger(window: Window, name: str) -> None:
    action = window.findChild(QAction, name)
    assert isinstance(action, QAction)
    action.trigger()


def _time_keys(window: Window) -> None:
    """Accept and reject events one after the other, each when the one before is stored."""
    table = window.page.table
    _trigger(window, "reviewAction")
    _idle(window)
    table.selectRow(0)
    pulse = Pulse()
    painted, worked, stored, stalls, busy = [], [], [], [], []
    for number in range(_KEYS):
        row = table.currentIndex().row()
        key = Qt.Key.Key_X if number % 2 else Qt.Key.Key_A
        with pulse.watched():
            begun, used = time.perf_counter(), time.thread_time()
            QTest.keyClick(table, key)
            table.viewport().repaint()
            painted.append((time.perf_counter() - begun) * 1000)
            worked.append((time.thread_time() - used) * 1000)
            _idle(window)
            stored.append((time.perf_counter() - begun) * 1000)
        stalls.append(pulse.longest)
        busy.append(pulse.worked)
        seen = table.events.row_at(row)
        assert seen is not None
        assert seen.review == ("rejected" if number % 2 else "accepted")
    say("key to repainted row", painted, "50 ms")
    say("  processor time of that", worked, "")
    say("  until all is stored and shown", stored, "")
    say("  stall", stalls, "50 ms")
    say("  most processor time of a turn", busy, "")
    for _ in range(_KEYS):
        QTest.keyClick(table, Qt.Key.Key_Z)
        _idle(window)
    _trigger(window, "reviewAction")
    _idle(window)


def _time_act(window: Window, name: str, act: Callable[[], None]) -> None:
    """Do something and undo it."""
    pulse = Pulse()
    for what, do in ((name, act), (f"{name}, undone", lambda: _trigger(window, "undoAction"))):
        begun = time.perf_counter()
        with pulse.watched():
            do()
            _idle(window)
        say(what, [(time.perf_counter() - begun) * 1000], "3000 ms")
        say("  stall", [pulse.longest], "50 ms")
        say("  most processor time of a turn", [pulse.worked], "")


def main() -> None:
    """Measure, and write a line for each."""
    path = Path(sys.argv[1])
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATELINE_DATA"] = os.environ["XDG_CONFIG_HOME"] = folder
        store = Store.open(path, create=False)
        with store.reading() as session:
            shown = list(session.scalars(select(Event.id).where(Event.chrono <= UNDATED)))
        pair = frequent(store)
        store.close()
        some = Random(1).sample(shown, min(MANY, len(shown)))
        app = QApplication.instance() or QApplication(sys.argv[:1])
        window = create_window(str(path))
        assert isinstance(window, Window)
        window.show()
        _idle(window)
        _time_keys(window)
        deeds = window.archive.deeds
        decide = window.page.decide.emit
        _time_act(window, f"{len(some):,} events rejected",
                  lambda: decide("Reviewing", deeds.review(some, "rejected")))  # fmt: skip
        _time_act(window, "two actors merged", lambda: decide("Merging", deeds.merge(pair)))
        window.shut()
        app.processEvents()
    print(f"load at the end {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
