"""An event with several sources unfolds in the table; card and dialog say where they differ."""

import pytest
from PySide6.QtCore import Qt

from desktop.chronicle.joining.beside import BesideDialog
from models.dates.edtf import parse_edtf
from models.importing.routine import import_files
from models.store.store import Store

_FIRST = "A dam collapsed near Vellmar on Thursday, killing nine people."
_SECOND = (
    "A dam collapsed near Vellmar on Wednesday, killing 12 people. "
    "Marta Ilves visited Vellmar on Friday."
)
_THIRD = "The dam that collapsed near Vellmar on Thursday had been inspected."
PAPERS = (
    ("Coast Wire", "2021-03-05", _FIRST),
    ("Harbour Post", "2021-03-06", _SECOND),
    ("Day", "2021-03-06", _THIRD),
)


@pytest.fixture(scope="session")
def dam(tmp_path_factory):
    """Return the file of a chronicle in which three outlets tell of one disaster."""
    folder = tmp_path_factory.mktemp("dam")
    path = folder / "dam.sqlite"
    store = Store.open(path)
    for number, (outlet, day, text) in enumerate(PAPERS):
        paper = folder / f"{number}.txt"
        paper.write_text(f"The dam\n\n{text}\n")
        for _ in import_files(store, [paper], published=parse_edtf(day), outlet=outlet):
            pass
    store.close()
    return path


@pytest.fixture
def several(opened, copied, dam, idle):
    """Return the window, with the event that several tell of in focus."""
    window = opened(copied(dam))
    table = window.page.table
    rows = [table.events.row_at(n) for n in range(table.events.rowCount())]
    at = next(n for n, row in enumerate(rows) if row.sources > 1)
    table.selectRow(at)
    table.setFocus()
    idle(window)
    return window, table, rows[at]


def test_a_row_unfolds_by_a_key_and_the_rows_stay_as_many(several, qtbot, idle):
    window, table, row = several
    before, high = table.events.rowCount(), table.rowHeight(table.currentIndex().row())
    qtbot.keyClick(table, Qt.Key.Key_Right)
    idle(window)
    lines = table.unfolded.lines(row.id)
    assert lines >= row.sources
    assert table.events.rowCount() == before
    assert table.rowHeight(table.currentIndex().row()) > high
    outlets = {table.unfolded.cells(row.id, n)[0] for n in range(lines)}
    assert {"Coast Wire", "Harbour Post"} <= outlets
    assert any("Thursday" in table.unfolded.cells(row.id, n)[2] for n in range(lines))
    qtbot.keyClick(table, Qt.Key.Key_Left)
    idle(window)
    assert row.id not in table.unfolded
    assert table.rowHeight(table.currentIndex().row()) == high


def test_a_click_on_a_line_shows_its_passage(several, qtbot, idle):
    window, table, row = several
    qtbot.keyClick(table, Qt.Key.Key_Right)
    idle(window)
    told = table.unfolded.of(row.id)
    table.telling.emit(row.id, told[-1])
    idle(window)
    assert window.page.detail.shown_passage.document_id == told[-1].document_id


def test_the_card_lists_what_each_source_says_and_a_value_can_be_chosen(several, idle):
    window, table, row = several
    assert {"date", "toll"} <= set(row.disputed.split())
    card = window.page.detail
    told = card.said.accessibleDescription()
    assert "4 Mar 2021 · Coast Wire, Day · 2 sources" in told
    assert "3 Mar 2021 · Harbour Post" in told
    assert "The date is the one that most independent sources support" in told
    assert "nine dead" in told
    card.said.chosen.emit("date", "2021-03-03")
    idle(window)
    now = card.detail.row
    assert now.when == "3 Mar 2021"
    assert "date" not in now.disputed.split()
    window.page.search.setText("disputed:toll")
    window.page.asking.search_now()
    idle(window)
    assert table.events.rowCount() == 1


def test_two_articles_side_by_side(several, idle):
    window, _, row = several
    window.menus.beside.trigger()
    idle(window)
    dialog = window.findChild(BesideDialog)
    both = dialog.list.topLevelItem(0)
    assert both.text(0) == "In both"
    says = [both.child(n).text(2) for n in range(both.childCount())]
    assert any("Date: 4 Mar 2021" in each for each in says)
    assert "differ" in dialog.told.text()
    wanted = []
    dialog.event_wanted.connect(wanted.append)
    dialog.list.itemActivated.emit(both.child(0), 0)
    assert wanted == [row.id]


def test_where_no_two_articles_can_be_compared_it_says_what_to_select(several, idle):
    window, table, _ = several
    rows = [table.events.row_at(n) for n in range(table.events.rowCount())]
    table.selectRow(next(n for n, row in enumerate(rows) if row.sources == 1))
    idle(window)
    assert window.menus.beside.isEnabled()
    window.menus.beside.trigger()
    idle(window)
    assert window.findChild(BesideDialog) is None
    assert window.notice.text.text() == (
        "Select an event that several articles report, or two events from different articles, to "
        "see the articles side by side."
    )
