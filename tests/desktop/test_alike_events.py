"""Events of different articles that may be one, gone through by keys; every answer is one step."""

import pytest
from PySide6.QtCore import Qt

from desktop.chronicle.joining.alike import AlikeEventsDialog
from models.importing.routine import import_files
from models.store.store import Store

PAPERS = {
    "a.txt": "NORDVIK, 4 May 2024 (Coast Wire) -- Police arrested Ana Pereira in Lisbon on 3 May "
    "2024. Rui Costa visited Peru on 2 May 2024.\n",
    "b.txt": "NORDVIK, 6 May 2024 (Coast Wire) -- Police arrested Ana Pereira in Lisbon in 2024.\n",
    "c.txt": "NORDVIK, 6 May 2024 (Coast Wire) -- Rui Costa visited Peru in May 2024.\n",
}


@pytest.fixture(scope="session")
def thrice(tmp_path_factory):
    """Return the file of a chronicle in which two events are told twice."""
    folder = tmp_path_factory.mktemp("thrice")
    for name, text in PAPERS.items():
        (folder / name).write_text(text)
    path = tmp_path_factory.mktemp("told") / "thrice.sqlite"
    store = Store.open(path)
    for _ in import_files(store, [folder]):
        pass
    store.close()
    return path


@pytest.fixture
def suggesting(opened, copied, thrice, idle):
    """Return the window, and the dialog with the pairs."""
    window = opened(copied(thrice))
    window.menus.alike_events.trigger()
    idle(window)
    return window, window.findChild(AlikeEventsDialog)


def test_a_pair_is_joined_by_a_key_and_comes_back_by_another(qtbot, suggesting, idle):
    window, dialog = suggesting
    before = window.page.table.events.rowCount()
    assert dialog.count.text() == "1 of 2"
    assert dialog.left.summary.text()
    assert "both name" in dialog.reasons.text().lower()
    qtbot.keyClick(dialog, Qt.Key.Key_S)
    idle(window)
    assert window.page.table.events.rowCount() == before - 1
    assert dialog.count.text() == "2 of 2"
    qtbot.keyClick(dialog, Qt.Key.Key_Z)
    idle(window)
    assert window.page.table.events.rowCount() == before
    assert dialog.count.text() == "1 of 2"


def test_what_is_different_is_never_offered_again(qtbot, suggesting, idle):
    window, dialog = suggesting
    qtbot.keyClick(dialog, Qt.Key.Key_D)
    idle(window)
    qtbot.keyClick(dialog, Qt.Key.Key_D)
    idle(window)
    assert "All pairs are answered." in dialog.reasons.text()
    dialog.close()
    window.menus.alike_events.trigger()
    idle(window)
    assert window.notice.text.text() == "No two of the events shown seem to be the same."


def test_the_likeliest_are_joined_at_once_as_one_step(qtbot, suggesting, idle):
    window, dialog = suggesting
    before = window.page.table.events.rowCount()
    assert dialog.all.isEnabled()
    qtbot.mouseClick(dialog.all, Qt.MouseButton.LeftButton)
    idle(window)
    assert window.page.table.events.rowCount() == before - 2
    assert window.notice.text.text() == "Joined 2 pairs of events."
    window.menus.undo.trigger()
    idle(window)
    assert window.page.table.events.rowCount() == before


def test_only_the_events_shown_are_compared(opened, copied, thrice, idle):
    window = opened(copied(thrice))
    window.page.search.setText("pereira")
    window.page.asking.search_now()
    idle(window)
    window.menus.alike_events.trigger()
    idle(window)
    assert window.findChild(AlikeEventsDialog).count.text() == "1 of 1"
