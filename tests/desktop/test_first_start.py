"""The first start: the example article is read before the user's eyes, once."""

import pytest
from PySide6.QtWidgets import QPushButton

from models.store.store import Store


@pytest.fixture
def first(opened, idle):
    """Return the window on the user's own chronicle, after the example was read."""
    window = opened(None)
    idle(window)
    return window


def test_the_first_start_reads_the_example_and_says_so(opened, idle, qtbot):
    window = opened(None, wait=False)
    page = window.page
    qtbot.waitUntil(lambda: page.empty.isVisible() and window.strip.isVisible(), timeout=20000)
    assert page.empty.title.text() == "Reading the example article…"
    assert window.strip.text.text().startswith("Reading the example article")
    assert window.strip.stop.isEnabled()
    idle(window)
    assert page.table.events.rowCount() > 10
    assert page.detail.title.text()
    assert not window.strip.isVisible()
    assert not window.report.isVisible()


def test_the_example_is_read_once(first, opened):
    number = first.page.table.events.rowCount()
    first.close()
    again = opened(None)
    assert again.page.table.events.rowCount() == number
    assert again.jobs.running is False


def test_a_chronicle_that_was_only_looked_at_is_still_at_its_first_start(opened):
    Store.open(None).close()
    assert opened(None).page.table.events.rowCount() > 10


def test_an_example_that_was_undone_does_not_come_back(first, opened, idle):
    first.menus.undo.trigger()
    idle(first)
    assert first.page.table.events.rowCount() == 0
    first.close()
    again = opened(None)
    assert again.page.empty.title.text() == "This chronicle is empty"


def test_any_empty_chronicle_offers_the_example(opened, tmp_path, idle):
    window = opened(tmp_path / "new.sqlite")
    page = window.page
    assert page.empty.title.text() == "This chronicle is empty"
    (button,) = (b for b in page.empty.findChildren(QPushButton) if "example" in b.text())
    button.click()
    idle(window)
    assert page.table.events.rowCount() > 10


def test_the_keys_are_in_the_table_when_the_example_is_read(opened, idle):
    window = opened(None, wait=False)
    window.activateWindow()
    idle(window)
    assert window.focusWidget() is window.page.table
