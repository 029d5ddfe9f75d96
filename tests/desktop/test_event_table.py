"""The event table: any number of rows, few of them in memory."""

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester

from desktop.tables.event_model import COLUMNS, FIRST, PAGE, PAGES_KEPT, ROW_ROLE
from models.queries.filter import Sort, SortField


def test_the_first_rows_come_before_the_order_of_all(qtbot, opened, copied, crowd, idle):
    window = opened(copied(crowd), wait=False)
    model, seen = window.page.table.events, []
    model.shown.connect(lambda: seen.append((model.rowCount(), model.complete)))
    idle(window)
    assert seen[0] == (FIRST, False)
    assert (model.rowCount(), model.complete) == (3000, True)


def test_any_row_is_at_hand_and_memory_is_bounded(qtbot, crowded, idle):
    table = crowded.page.table
    model = table.events
    for row in [2999, 0, *range(0, 3000, 50), 1500]:
        table.scrollTo(model.index(row, 0))
        assert model.index(row, 1).data() == "…" or model.row_at(row) is not None
        qtbot.waitUntil(lambda row=row: model.row_at(row) is not None or _nudge(model, row))
        assert model.row_at(row).id == model.id_at(row)
        assert model.pages_held() <= PAGES_KEPT
    assert PAGES_KEPT * PAGE < 3000


def _nudge(model, row):
    return model.index(row, 0).data() != "…"


def test_rows_are_in_the_order_asked_for(qtbot, crowded, idle):
    model = crowded.page.table.events
    crowded.page.sort(Sort(SortField.SUMMARY, down=True))
    idle(crowded)
    rows = [model.row_at(n).summary.casefold() for n in range(FIRST)]
    assert rows == sorted(rows, reverse=True)


def test_a_click_on_a_heading_sorts_and_a_second_one_turns(qtbot, crowded, idle):
    header = crowded.page.table.horizontalHeader()
    for down in (False, True):
        place = QPoint(header.sectionViewportPosition(4) + 20, 10)
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
        idle(crowded)
        assert crowded.page.table.events.sorting == Sort(SortField.STATUS, down)
    assert header.sortIndicatorSection() == 4
    assert crowded.menus.sorts[SortField.STATUS].isChecked()
    assert crowded.menus.down.isChecked()


def test_qt_finds_no_fault_in_the_model(qtbot, crowded, idle):
    model = crowded.page.table.events
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    crowded.page.search.setText("kind:visit")
    idle(crowded)
    crowded.page.search.clear()
    idle(crowded)
    model.index(2500, 0).data()
    qtbot.waitUntil(lambda: model.row_at(2500) is not None)
    assert tester.model() is model
    assert model.rowCount() == 3000


def test_what_was_chosen_stays_chosen_when_the_question_changes(qtbot, crowded, idle):
    table = crowded.page.table
    table.selectRow(70)
    chosen = table.chosen
    kind = table.events.row_at(70).kind
    crowded.page.search.setText(f"kind:{kind}")
    idle(crowded)
    assert table.events.id_at(table.currentIndex().row()) == chosen
    assert table.selectionModel().isRowSelected(table.currentIndex().row())
    crowded.page.sort(Sort(SortField.SUMMARY))
    idle(crowded)
    assert table.events.id_at(table.currentIndex().row()) == chosen
    crowded.page.search.setFocus()
    crowded.page.search.setText(f"-kind:{kind}")
    idle(crowded)
    assert table.chosen == 0
    assert crowded.page.detail.detail is None


def clip(table, qtbot):
    """Copy what is chosen; the rows of the clipboard as dicts, and how many were told of."""
    with qtbot.waitSignal(table.copied, timeout=20000) as told:
        qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    heading, *lines = QGuiApplication.clipboard().text().split("\n")
    names = heading.split("\t")
    return [dict(zip(names, line.split("\t"), strict=True)) for line in lines], told.args[0]


def test_copied_rows_say_where_they_come_from_in_text_and_as_a_table(qtbot, crowded, idle):
    table = crowded.page.table
    table.horizontalHeader().moveSection(1, 0)
    table.selectRow(3)
    down = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    table.selectionModel().select(table.events.index(4, 0), down)
    rows, number = clip(table, qtbot)
    assert number == len(rows) == 2
    for at, row in zip((3, 4), rows, strict=True):
        shown = table.events.index(at, 0).data(ROW_ROLE)
        assert row["Id"] == str(shown.id)
        assert row["Date"] == COLUMNS[0].text(shown)
        assert row["EDTF"] == shown.interval.edtf
        assert (row["Event"], row["Kind"], row["Status"]) == (
            shown.summary, shown.kind, shown.status,
        )  # fmt: skip
        assert row["Quote"]
        assert row["Source"]
    html = QGuiApplication.clipboard().mimeData().html()
    assert html.count("<tr>") == 3
    assert all(cell in html for row in rows for cell in row.values() if cell.isalnum())
    table.set_widths()


def test_nothing_chosen_leaves_the_clipboard_alone(qtbot, crowded, idle):
    table = crowded.page.table
    QGuiApplication.clipboard().setText("before")
    table.selectionModel().clear()
    table.copy()
    idle(crowded)
    assert QGuiApplication.clipboard().text() == "before"
    assert crowded.notice.text.text().startswith("No row is chosen")


@pytest.mark.parametrize("key", [Qt.Key.Key_Control, Qt.Key.Key_Shift], ids=["ctrl", "shift"])
def test_the_next_event_is_chosen_alone_whatever_key_is_held(qtbot, window, key):
    table = window.page.table
    held = {
        Qt.Key.Key_Control: Qt.KeyboardModifier.ControlModifier,
        Qt.Key.Key_Shift: Qt.KeyboardModifier.ShiftModifier,
    }
    qtbot.keyPress(table, key, held[key])
    try:
        table.step(1)
        chosen = {index.row() for index in table.selectionModel().selectedRows()}
    finally:
        qtbot.keyRelease(table, key)
    assert chosen == {1}


def test_all_rows_are_chosen_and_copied_without_loading_them(qtbot, crowded, idle):
    table = crowded.page.table
    qtbot.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert table.events.pages_held() < 10
    said = []
    crowded.page.told.connect(said.append)
    rows, number = clip(table, qtbot)
    assert number == len(rows) == 3000
    assert [int(row["Id"]) for row in rows] == list(table.events.ids())
    assert said[0].startswith("Copying 3,000 rows: ")
    assert said[-1] == "Copied 3,000 rows."
    assert table.events.pages_held() < 10
    # A heading that shares the choice asks every row of its column whether it is chosen.
    assert not table.horizontalHeader().selectionModel().hasSelection()


def test_rows_chosen_in_several_places_are_copied_once_each_and_in_order(qtbot, crowded, idle):
    table = crowded.page.table
    pick = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    table.selectionModel().clear()
    for first, last in ((2000, 2002), (5, 7), (6, 9), (6, 6)):
        span = QItemSelection(table.events.index(first, 0), table.events.index(last, 6))
        table.selectionModel().select(span, pick)
    rows, number = clip(table, qtbot)
    assert number == len(rows) == 8
    ids = [table.events.id_at(row) for row in (5, 6, 7, 8, 9, 2000, 2001, 2002)]
    assert [int(row["Id"]) for row in rows] == ids


def test_too_many_rows_are_not_copied_and_it_is_said_why(qtbot, crowded, idle, monkeypatch):
    monkeypatch.setattr("desktop.tables.event_table.MOST_COPIED", 2999)
    table = crowded.page.table
    QGuiApplication.clipboard().setText("before")
    qtbot.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    table.copy()
    idle(crowded)
    assert QGuiApplication.clipboard().text() == "before"
    assert crowded.notice.text.text().startswith("3,000 rows are too many to copy")


def test_home_end_and_pages_move_by_row(qtbot, crowded):
    table = crowded.page.table
    table.selectRow(0)
    qtbot.keyClick(table, Qt.Key.Key_End)
    assert table.currentIndex().row() == 2999
    qtbot.keyClick(table, Qt.Key.Key_PageUp)
    assert 2900 < table.currentIndex().row() < 2999
    qtbot.keyClick(table, Qt.Key.Key_Home)
    assert table.currentIndex().row() == 0
    qtbot.keyClick(table, Qt.Key.Key_PageDown)
    assert 5 < table.currentIndex().row() < 100


def test_every_cell_can_be_spoken(window):
    model = window.page.table.events
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            said = model.index(row, column).data(Qt.ItemDataRole.AccessibleTextRole)
            assert said
    assert model.index(0, 6).data(Qt.ItemDataRole.AccessibleTextRole).endswith("source")


def test_what_is_short_fits_and_the_event_has_most_of_the_room(window):
    window.resize(1280, 800)
    table = window.page.table
    texts = {0: ["since 3 Apr 2024"], 4: ["asserted", "claimed", "denied", "planned", "negated"]}
    for column, samples in texts.items():
        mark = 16 + 6 if column == 4 else 0
        widest = max(table.fontMetrics().horizontalAdvance(text) for text in samples)
        assert table.columnWidth(column) >= widest + mark + 16
    widths = [table.columnWidth(n) for n in range(7)]
    assert max(widths) == widths[1] > 2 * max(widths[0], *widths[2:]) - 60
    assert sum(widths) <= table.viewport().width()
    assert table.sizeHintForColumn(4) == widths[4]


def test_the_event_column_takes_the_room_that_is_left(qtbot, window):
    table = window.page.table
    before = table.columnWidth(1)
    window.resize(window.width() + 300, window.height())
    qtbot.waitUntil(lambda: table.columnWidth(1) >= before + 150)
    table.setColumnWidth(2, table.columnWidth(2) + 50)
    total = sum(table.columnWidth(n) for n in range(7))
    assert total == table.viewport().width()


def test_typing_fast_shows_the_answer_to_the_last_question_only(qtbot, crowded, idle):
    seen = []
    crowded.page.table.events.shown.connect(lambda: seen.append(crowded.page.search.text()))
    for word in ("kind:visit", "kind:meeting", "kind:attack", "kind:aid"):
        crowded.page.search.setText(word)
        crowded.page.asking.search_now()
    idle(crowded)
    rows = crowded.page.table.events
    assert rows.rowCount()
    assert {rows.row_at(n).kind for n in range(min(100, rows.rowCount()))} == {"aid"}
    assert len(seen) < 4


@pytest.mark.parametrize("chosen", [False, True])
def test_another_question_is_read_from_its_beginning_and_the_same_one_from_where_it_was(
    crowded, idle, chosen
):
    table = crowded.page.table
    if chosen:
        table.selectRow(3)
    else:
        table.selectionModel().clear()
        table.choose(0)
    idle(crowded)
    table.verticalScrollBar().setValue(500)
    for _ in range(2):  # the second is asked before the first is answered
        crowded.page.refresh()
    idle(crowded)
    assert table.rowAt(1) == 500, "nothing moves that nobody moved"
    assert table.currentIndex().row() == (3 if chosen else -1)
    crowded.page.filters.kinds.values.choose(0)
    idle(crowded)
    assert table.rowAt(1) <= (3 if chosen else 0)


def test_rows_on_their_way_are_not_put_where_other_events_stand_meanwhile(crowded, idle):
    page, events = crowded.page, crowded.page.table.events
    page.table.verticalScrollBar().setValue(2500)
    assert events.row_at(2500) is None  # asked for among the old answer's rows
    page.table.viewport().repaint()
    page.filters.kinds.values.choose(0)
    page.table.viewport().repaint()
    idle(crowded)
    ids = events.ids()
    for row in range(0, events.rowCount(), 7):
        shown = events.row_at(row)
        assert shown is None or shown.id == ids[row]
