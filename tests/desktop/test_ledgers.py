"""A chronology of one's own in the window: shown, changed, taken in, and written again."""

import pytest
from PySide6.QtCore import QItemSelectionModel

from desktop.importing.choose import ChooseDialog
from desktop.importing.ledger import LedgerDialog
from desktop.importing.ledger_rows import EVENT, REMARK, ROW, WHAT
from models.edits import events
from models.edits.deciding import Deed, decide
from models.importing.sheets import files
from models.store.store import Store
from tests.desktop.conftest import texts
from tests.models.ledgers.analysts import HABITS, xlsx

PLAIN = next(habit for habit in HABITS if habit.name == "plain")


@pytest.fixture
def window(opened, tmp_path):
    return opened(tmp_path / "new.sqlite")


@pytest.fixture
def shown(window, idle, tmp_path):
    """Return a function that shows a file in the dialog."""

    def show(name=PLAIN.file, data=PLAIN.data):
        (tmp_path / name).write_bytes(data)
        window._choosing.ledgers.look(tmp_path / name)
        idle(window)
        return window.findChild(LedgerDialog)

    return show


def choose(table, chooser, rows, choice):
    """Select some rows of a table, and have them become something."""
    flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    table.selectionModel().clearSelection()
    for row in rows:
        table.selectionModel().select(table.model().index(row, 0), flags)
    chooser.box.setCurrentIndex(chooser.box.findData(choice))
    chooser.set.click()


def test_columns_are_proposed_and_what_they_hold_is_changed_there(shown, window, idle):
    dialog = shown()
    held = [box.currentText() for box in dialog.boxes]
    assert held == ["Date", "Event", "Who takes part", "Place", "Source"]
    assert dialog.columns.item(1, 1).text() == "Minister resigns over the grain levy"
    assert dialog.summary.text() == "3 new"
    dialog.boxes[1].setCurrentIndex(0)
    dialog.boxes[1].activated.emit(0)
    idle(window)
    assert "No column seems to hold events" in dialog.wrong.text()
    assert not dialog.go.isEnabled()


def test_what_is_taken_in_is_one_step(shown, window, idle):
    dialog = shown()
    assert texts(dialog.rows, WHAT) == ["New event"] * 3
    assert dialog.tabs.tabText(1) == "&Names (5)"
    choose(dialog.rows, dialog.become, [2], "leave")
    choose(dialog.names, dialog.mean, [0], "leave")
    assert dialog.go.text() == "Take in 2 rows"
    dialog.go.click()
    idle(window)
    assert window.findChild(LedgerDialog) is None or not window.findChild(LedgerDialog).isVisible()
    assert len(texts(window.page.table)) == 2
    assert "took in plain.csv: 2 new events" in window.menus.undo.text()
    window.menus.undo.trigger()
    idle(window)
    assert not texts(window.page.table)


def test_a_name_that_could_be_several_has_to_be_chosen(shown, window, idle, tmp_path):
    def two(deed: Deed) -> None:
        for kind in ("person", "organisation"):
            deed.form = deed.new_actor(kind, "Anna Roth")["form_id"]

    store = Store.open(tmp_path / "new.sqlite")
    decide(store, two)
    store.close()
    dialog = shown()
    assert "Choose who “Anna Roth” is, among the names." in dialog.wrong.text()
    assert not dialog.go.isEnabled()
    choose(dialog.names, dialog.mean, [0], "#1")
    assert dialog.go.isEnabled()


def test_a_row_that_may_be_there_says_so(shown, window, idle, tmp_path):
    store = Store.open(tmp_path / "new.sqlite")
    decide(store, events.new_event("Minister resigns over the levy", date="2021-02-03"))
    store.close()
    dialog = shown()
    assert texts(dialog.rows, ROW)[0] == "2"
    assert texts(dialog.rows, WHAT)[0] == "Found in an event here"
    assert "Like event 1" in texts(dialog.rows, REMARK)[0]
    assert texts(dialog.rows, EVENT)[0] == "Minister resigns over the grain levy"
    choose(dialog.rows, dialog.become, [0], "new")
    assert dialog.summary.text() == "3 new"


def test_another_sheet_and_other_headings_are_looked_at(shown, window, idle):
    rows = [["Date", "Event"], ["3 Feb 2021", "Minister resigns over the levy"]]
    dialog = shown("x.xlsx", xlsx(rows))
    assert dialog.sheet.count() == 2
    dialog.sheet.setCurrentIndex(1)
    dialog.sheet.activated.emit(1)
    idle(window)
    assert not dialog.go.isEnabled()
    dialog.sheet.setCurrentIndex(0)
    dialog.sheet.activated.emit(0)
    idle(window)
    assert dialog.summary.text() == "1 new"


def test_the_import_dialog_leads_there(window, idle, tmp_path):
    (tmp_path / PLAIN.file).write_bytes(PLAIN.data)
    window._choosing.look_at([tmp_path / PLAIN.file])
    idle(window)
    dialog = window.findChild(ChooseDialog)
    assert "is a chronology, not a table of articles" in texts(dialog.table, 6)[0]
    assert not dialog.chronology.isHidden()
    dialog.chronology.click()
    idle(window)
    assert window.findChild(LedgerDialog).summary.text() == "3 new"


def test_a_file_is_written_again_with_what_is_shown(shown, window, idle, tmp_path):
    shown().go.click()
    idle(window)
    window.work.update_sheet(tmp_path / PLAIN.file, tmp_path / "again.csv")
    idle(window)
    (sheet,) = files.sheets("x", (tmp_path / "again.csv").read_bytes())
    assert sheet.at(0, 5).text == "Dateline"
    assert sheet.at(1, 5).text.startswith("1 [")


def test_a_file_that_is_no_spreadsheet_ends_in_a_sentence(shown, window):
    assert shown("x.xlsx", b"PK\x03\x04 nothing") is None
