"""The real window on a real chronicle: one read from two short articles, one drawn at random."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop.app import create_window
from desktop.importing.choose import ChooseDialog
from models.importing.routine import import_files
from models.store.store import Store
from tests.benchmarks.chronicles import fill

HARBOUR = """Port talks end without a deal

PORT ELSA, March 4, 2024 (Coast Wire) -- Trade Minister Ada Brandvold met Harbour Union leader
Tomas Okello in Port Elsa on Monday to discuss the closed docks.

Brandvold said on Tuesday that the government would reopen the docks in April. Okello rejected
the offer on February 27.

Okello claimed that the ministry had threatened three workers. Brandvold denied the claim.

"We never threatened anybody," Brandvold told reporters. She visited the island of Marra in
January 2024.
"""

FLOOD = """Marra asks for help after the flood

MARRA, May 12, 2024 (Coast Wire) -- Governor Lin Haruna asked the government for aid on Friday
after the river destroyed the old bridge.

Haruna met Ada Brandvold on May 9. Brandvold promised to send engineers next week.

Opposition leader Petra Sandoval accused Haruna of ignoring warnings in 2023.
"""


@pytest.fixture(scope="session")
def articles(tmp_path_factory):
    """Return a folder with two articles."""
    folder = tmp_path_factory.mktemp("articles")
    (folder / "harbour.txt").write_text(HARBOUR)
    (folder / "flood.txt").write_text(FLOOD)
    return folder


@pytest.fixture(scope="session")
def story(articles, tmp_path_factory):
    """Return the file of a chronicle read from both articles. Copy it before changing it."""
    path = tmp_path_factory.mktemp("story") / "story.sqlite"
    store = Store.open(path)
    for _ in import_files(store, [articles]):
        pass
    store.close()
    return path


@pytest.fixture(scope="session")
def crowd(tmp_path_factory):
    """Return the file of a chronicle of 3,000 events drawn at random."""
    path = tmp_path_factory.mktemp("crowd") / "crowd.sqlite"
    store = Store.open(path)
    fill(store, 3000, seed=11)
    store.close()
    return path


@pytest.fixture
def copied(tmp_path):
    """Return a function that copies a chronicle to where this test may change it."""

    def copy(path: Path) -> Path:
        return Path(shutil.copy(path, tmp_path / path.name))

    return copy


@pytest.fixture
def idle(qtbot):
    """Return a function that waits until a window has nothing outstanding."""

    def wait(window, timeout=60000):
        qtbot.waitUntil(lambda: not window.property("busy"), timeout=timeout)

    return wait


@pytest.fixture
def go_ahead(idle):
    """Return a function that waits for what is found, and imports what is ticked of it."""

    def go(window):
        idle(window)
        dialog = window.findChild(ChooseDialog)
        if dialog.go.isEnabled():
            dialog.go.click()
        else:
            dialog.reject()
        idle(window)

    return go


@pytest.fixture(autouse=True)
def no_key_is_held(qapp):
    """Let go of Ctrl and Shift, which Qt holds down from the last key of a test to the next one."""
    if QGuiApplication.keyboardModifiers() != Qt.KeyboardModifier.NoModifier:
        QTest.keyClick(QWidget(), Qt.Key.Key_F35)


@pytest.fixture
def opened(qtbot, idle):
    """Return a function that shows the window on a chronicle and waits until it is idle."""
    windows = []

    def open_window(path, *, wait=True):
        window = create_window(None if path is None else str(path))
        windows.append(window)
        window.show()
        if wait:
            idle(window)
        return window

    yield open_window
    for window in windows:
        if not isValid(window):  # closed while another one of its program was open
            continue
        window.jobs.stop()
        window.shut()
        window.close()
        window.deleteLater()


@pytest.fixture
def window(opened, copied, story):
    """Return the window on a chronicle read from both articles."""
    return opened(copied(story))


@pytest.fixture
def crowded(opened, copied, crowd):
    """Return the window on 3,000 events."""
    return opened(copied(crowd))


def texts(view, column=0):
    """Every text of one column of a list or table."""
    model = view.model()
    return [model.index(row, column).data() for row in range(model.rowCount())]


def urls(*paths):
    """Files as a file manager drags them."""
    return [QUrl.fromLocalFile(str(path)) for path in paths]
