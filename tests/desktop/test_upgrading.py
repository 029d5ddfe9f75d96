"""The window while a chronicle of an earlier version is brought up to date."""

import sqlite3
import threading
import time
from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from desktop.window.opening import NOT_UPGRADED, UPGRADING
from models.store import sqlite, upgrading
from models.store.ticking import tell

EARLIER = "0010"


@pytest.fixture
def older(tmp_path):
    """Return the file of a chronicle of an earlier version."""
    path = tmp_path / "older.sqlite"
    path.touch()
    sqlite.use_log(path)
    upgrading.migrate(path, EARLIER)
    return path


@pytest.fixture
def slowly(monkeypatch):
    """Return an event until which an upgrade is at 42 of 100 articles."""
    go_on, run = threading.Event(), upgrading._run

    def wait(*given):
        while not go_on.is_set():
            tell(42, 100, "documents")
            time.sleep(0.005)
        run(*given)

    monkeypatch.setattr(upgrading, "_run", wait)
    yield go_on
    go_on.set()


def revision(path):
    with closing(sqlite3.connect(path)) as raw:
        return raw.execute("SELECT version_num FROM alembic_version").fetchone()[0]


def copies(path):
    return list(path.parent.glob(f"older.before-upgrade-{EARLIER}-*.sqlite"))


def press(qtbot, part, caption):
    button = next(b for b in part.findChildren(QAbstractButton) if b.text() == caption)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def is_told(window):
    return window.strip.text.text() == "Bringing the chronicle up to date: articles… 42 %"


def test_the_window_says_how_far_an_upgrade_is(qtbot, opened, older, slowly, idle):
    window = opened(older, wait=False)
    qtbot.waitUntil(lambda: is_told(window), timeout=60000)
    assert window.strip.isVisible()
    assert (window.strip.bar.value(), window.strip.bar.maximum()) == (42, 100)
    assert (window.closed_page.title.text(), window.closed_page.text.text()) == UPGRADING
    slowly.set()
    idle(window)
    assert not window.strip.isVisible()
    assert window.page.table.isVisible() or window.page.empty.isVisible()
    assert window.windowTitle().startswith("older")
    assert revision(older) != EARLIER
    assert len(copies(older)) == 1


def test_an_upgrade_that_is_stopped_leaves_the_chronicle_as_it_was(
    qtbot, opened, older, slowly, idle
):
    before = older.read_bytes()
    window = opened(older, wait=False)
    qtbot.waitUntil(lambda: is_told(window), timeout=60000)
    qtbot.mouseClick(window.strip.stop, Qt.MouseButton.LeftButton)
    idle(window)
    assert window.closed_page.isVisible()
    assert window.closed_page.text.text() == NOT_UPGRADED
    assert not window.strip.isVisible()
    assert revision(older) == EARLIER
    assert older.read_bytes() == before
    slowly.set()
    press(qtbot, window.closed_page, "Try again")
    idle(window)
    assert window.windowTitle().startswith("older")


def test_what_is_open_stays_while_another_one_is_brought_up_to_date(
    qtbot, window, older, slowly, idle
):
    title = window.windowTitle()
    window.open(str(older), create=False)
    qtbot.waitUntil(lambda: is_told(window), timeout=60000)
    assert window.windowTitle() == title
    assert window.page.table.isVisible()
    qtbot.mouseClick(window.strip.stop, Qt.MouseButton.LeftButton)
    idle(window)
    assert window.windowTitle() == title
    assert window.notice.text.text() == NOT_UPGRADED
    assert window.menus.import_.isEnabled()


def test_a_window_that_closes_ends_an_upgrade(qtbot, opened, older, slowly):
    window = opened(older, wait=False)
    qtbot.waitUntil(lambda: is_told(window), timeout=60000)
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    qtbot.waitUntil(lambda: not window.jobs.running, timeout=60000)
    assert revision(older) == EARLIER
