"""The event table: any number of rows, few of them in memory."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest

from desktop.tables.columns import BY_KEY, COLUMNS
from desktop.tables.event_model import FIRST, PAGE, PAGES_KEPT, ROW_ROLE
from desktop.tables.heights import year_of
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
    crowded.page.table.show_column("status", shown=True)
    header = crowded.page.table.horizontalHeader()
    for down in (False, True):
        place = QPoint(header.sectionViewportPosition(4) + 20, 10)
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
        idle(crowded)
        assert crowded.page.table.events.sorting == Sort(SortField.STATUS, down)
    assert header.sortIndicatorSection() == 4
    assert crowded.page.sorting.choices[SortField.STATUS].isChecked()
    assert crowded.page.sorting.down.isChecked()


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
    assert crowded.notice.text.text().startswith("No rows are selected")


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
    source = model.index(0, 6).data(Qt.ItemDataRole.AccessibleTextRole)
    assert source == f"1 source: {model.row_at(0).source}"
    assert model.row_at(0).source == "Marra asks for help after the flood"


def test_what_is_short_fits_and_the_event_has_most_of_the_room(window):
    window.resize(1280, 800)
    table = window.page.table
    table.show_column("status", shown=True)
    texts = {0: ["28 Mar 2025"], 4: ["asserted", "claimed", "denied", "planned", "negated"]}
    for column, samples in texts.items():
        mark = 16 + 6 if column == 4 else 0
        widest = max(table.fontMetrics().horizontalAdvance(text) for text in samples)
        assert table.columnWidth(column) >= widest + mark + 16
    widths = [table.columnWidth(n) for n in range(7)]
    assert widths[1] == max(widths) > 0.45 * sum(widths)
    assert sum(widths) <= table.viewport().width()
    assert table.sizeHintForColumn(4) == widths[4]


def test_a_sentence_too_long_for_a_line_takes_two_and_no_more_than_that(window):
    table = window.page.table
    row = window.page.table.events.row_at(0)
    cells, lines = table._cells, QFontMetrics(table.font()).lineSpacing()
    assert cells.height(replace(row, summary="Short")) == cells.row
    long = replace(row, summary="words and " * 200)
    assert cells.height(long) == cells.row + lines
    assert cells.is_cut(long)
    assert not cells.is_cut(replace(row, summary="Short"))
    table.use_two_lines(False)
    assert cells.height(long) == cells.row
    table.use_two_lines(True)


def test_at_1280_nearly_every_sentence_stands_whole(crowded, qtbot):
    crowded.resize(1280, 800)
    table = crowded.page.table
    seen = cut = 0
    for top in range(0, 2900, 290):
        table.verticalScrollBar().setValue(top)
        qtbot.waitUntil(lambda top=top: table.events.row_at(top + 5) is not None)
        seen += table.rowAt(table.viewport().height() - 1) - table.rowAt(1)
        cut += len(table.cut())
    assert seen > 60
    assert cut * 20 <= 3 * seen


def test_no_line_is_cut_in_half_at_the_foot_of_the_table(crowded, qtbot):
    """Where the last line in sight has no room for its letters, there are none of them."""
    table = crowded.page.table
    letters = QFontMetrics(table.font()).height()
    column, cut = table.events.number("event"), 0
    for high in range(600, 640, 3):
        crowded.resize(1280, high)
        QTest.qWait(20)
        seen = table.viewport().height()
        last = table.rowAt(seen - 1)
        cell = table.visualRect(table.events.index(last, column))
        top = cell.top() + (table._cells.heading if last in table._cells.headings else 0)
        if top + 4 >= seen or top + (table._cells.row + letters) // 2 < seen + 2:
            continue
        cut += 1
        image = table.viewport().grab().toImage()
        line = {image.pixel(x, y) for x in range(cell.left() + 1, cell.right())
                for y in range(top + 1, seen)}  # fmt: skip
        assert len(line) == 1, high
    assert cut


def test_a_status_that_is_not_plain_stands_beside_the_sentence(window):
    table, cells = window.page.table, window.page.table._cells
    column = table.events.columns[1]
    row = table.events.row_at(0)
    plain, claimed = replace(row, status="asserted"), replace(row, status="claimed")
    assert cells._room(claimed, column, 400) < cells._room(plain, column, 400) == 400 - 16
    assert column.says(claimed).endswith(", claimed")
    table.show_column("status", shown=True)  # it has a column of its own now
    assert cells._room(claimed, column, 400) == 400 - 16


def test_another_year_has_its_heading_when_the_table_is_sorted_by_date(window, idle):
    table = window.page.table
    rows = [table.events.row_at(n) for n in range(table.events.rowCount())]
    years = [year_of(row) for row in rows]
    first = {n: year for n, year in enumerate(years) if not n or years[n - 1] != year}
    assert len(first) > 1
    assert table._cells.headings == first
    for n in range(len(rows)):
        own = table.rowHeight(n) - table._cells.height(rows[n])
        assert own == (table._cells.heading if n in first else 0)
    window.page.sort(Sort(SortField.KIND))
    idle(window)
    assert table._cells.headings == {}


def test_only_rows_near_those_in_sight_have_heights_of_their_own(crowded, qtbot, monkeypatch):
    monkeypatch.setattr("desktop.tables.heights._MOST", 40)
    table = crowded.page.table
    usual = table.verticalHeader().defaultSectionSize()
    for top in range(0, 2900, 60):
        table.verticalScrollBar().setValue(top)
        qtbot.waitUntil(lambda top=top: table.events.row_at(top) is not None)
    own = [n for n in range(3000) if table.rowHeight(n) != usual]
    assert len(own) < 200
    assert min(own) > 2500


@pytest.mark.parametrize("key", [column.key for column in COLUMNS if not column.reads])
def test_every_column_is_shown_and_hidden_but_the_sentences(window, key):
    table = window.page.table
    headings = [table.events.headerData(n, Qt.Orientation.Horizontal) for n in range(7)]
    before = table.shows(key)
    action = next(a for a in window.page.columns.actions() if a.text() == BY_KEY[key].heading)
    action.trigger()
    assert table.shows(key) is not before
    window.page.columns.aboutToShow.emit()
    assert action.isChecked() is not before
    number = table.events.number(key)
    if number >= 0:
        assert table.events.index(0, number).data(Qt.ItemDataRole.AccessibleTextRole)
    assert [table.events.headerData(n, Qt.Orientation.Horizontal) for n in range(7)] == headings
    action.trigger()
    assert table.shows(key) is before
    table.show_column("event", shown=False)
    assert table.shows("event")


def test_columns_are_kept_with_their_places_and_widths(window, idle):
    table = window.page.table
    assert table.layout_now() == ()
    table.show_column("confidence", shown=True)
    table.show_column("sources", shown=False)
    assert table.layout_now() == (("date", 0), ("kind", 0), ("event", 0), ("confidence", 0))
    across = table.horizontalHeader()
    across.moveSection(across.visualIndex(table.events.number("confidence")), 0)
    table.setColumnWidth(0, 150)
    kept = table.layout_now()
    assert [key for key, _ in kept] == ["confidence", "date", "kind", "event"]
    table.set_widths()
    assert table.layout_now() == ()
    assert not table.shows("confidence")
    table.restore_layout(kept)
    assert table.layout_now() == kept
    table.set_widths()
    table.restore_layout((("nothing", 5), ("date", -3)))
    assert table.layout_now() == (), "what makes no table is passed over"


def test_a_column_from_elsewhere_sorts_by_its_heading(qtbot, crowded, idle):
    table = crowded.page.table
    table.show_column("confidence", shown=True)
    number = table.events.number("confidence")
    header = table.horizontalHeader()
    for down in (False, True):
        place = QPoint(header.sectionViewportPosition(number) + 20, 10)
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
        idle(crowded)
        sure = [table.events.row_at(n).confidence for n in range(FIRST)]
        assert sure == sorted(sure, reverse=down)
    table.show_column("outlet", shown=True)
    number = table.events.number("outlet")
    place = QPoint(header.sectionViewportPosition(number) + 20, 10)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert table.events.sorting == Sort(SortField.CONFIDENCE, down=True)
    assert header.sortIndicatorSection() == table.events.number("confidence")


def test_several_chosen_events_are_counted_in_words(qtbot, window):
    table, chosen = window.page.table, window.page.chosen
    assert not chosen.isVisible()
    qtbot.keyClick(table, Qt.Key.Key_Home)
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert chosen.isVisible()
    assert chosen.text() == "2 selected"
    qtbot.keyClick(table, Qt.Key.Key_Home)
    assert not chosen.isVisible()


def test_the_event_column_takes_the_room_that_is_left(qtbot, window):
    table = window.page.table
    before = table.columnWidth(1)
    window.resize(window.width() + 300, window.height())
    qtbot.waitUntil(lambda: table.columnWidth(1) >= before + 150)
    table.setColumnWidth(6, table.columnWidth(6) + 50)
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


def test_other_letters_reach_rows_that_had_heights_of_their_own(qtbot, crowded):
    table = crowded.page.table
    cells, rows = table._cells, range(20)
    qtbot.waitUntil(lambda: all(table.events.row_at(n) for n in rows))
    before = [table.rowHeight(n) for n in rows]
    assert len(set(before)) > 1
    font = table.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    table.setFont(font)
    for n in rows:
        heading = cells.heading if n in cells.headings else 0
        assert table.rowHeight(n) == cells.height(table.events.row_at(n)) + heading
    assert table.rowHeight(2500) == cells.row > 28


def test_rows_of_another_answer_are_as_high_as_they_need(crowded, idle):
    table = crowded.page.table

    def wrong():
        rows = ((n, table.events.row_at(n)) for n in range(min(40, table.events.rowCount())))
        heading = table._cells.headings
        return [
            n
            for n, row in rows
            if row is not None
            and table.rowHeight(n)
            != table._cells.height(row) + (table._cells.heading if n in heading else 0)
        ]

    for line in ("kind:visit", "", "status:denied", "kind:meeting OR kind:attack", ""):
        crowded.page.search.setText(line)
        crowded.page.asking.search_now()
        idle(crowded)
        assert wrong() == []
