"""The import dialog: everything found is in its table; ticked, corrected, and only then read."""

import pytest
from PySide6.QtCore import QItemSelectionModel, QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog

from desktop.importing.choose import ChooseDialog
from desktop.importing.columns import ColumnsDialog
from desktop.importing.found_model import DATE, NOTE, OUTLET, TITLE
from tests.desktop.conftest import texts, urls
from tests.models.importing.exports import nexis_text

BARE = "Mayor Ilse Grondahl visited the village of Norrby on Monday.\n"


@pytest.fixture
def empty(opened, tmp_path):
    return opened(tmp_path / "new.sqlite")


@pytest.fixture
def looked(empty, idle):
    """Return a function that shows what is in some files in the import dialog of a window."""

    def look(*paths):
        empty._choosing.look_at(paths)
        idle(empty)
        return empty.findChild(ChooseDialog)

    return look


def choose(dialog, *rows):
    """Select some rows of the table."""
    chosen = dialog.table.selectionModel()
    chosen.clearSelection()
    flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    for row in rows:
        chosen.select(dialog.model.index(row, 0), flags)


def ticks(dialog):
    return [row.ticked for row in dialog.model.rows]


def test_the_table_shows_what_is_known_of_each_article(looked, articles, tmp_path):
    (tmp_path / "bare.txt").write_text(BARE)
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7")
    dialog = looked(articles, tmp_path / "bare.txt", tmp_path / "bad.pdf")
    assert texts(dialog.table, TITLE) == [
        "Marra asks for help after the flood",
        "Port talks end without a deal",
        "bare.txt",
        "bad.pdf",
    ]
    assert texts(dialog.table, DATE) == [
        "12 May 2024, stated",
        "4 Mar 2024, stated",
        "not stated",
        "",
    ]
    assert texts(dialog.table, 4)[0] == "English"
    assert texts(dialog.table, 5)[0] == "Text file"
    assert texts(dialog.table, NOTE)[3].startswith("Left out: bad.pdf is damaged")
    assert dialog.summary.text() == (
        "3 of 4 articles ticked · 1 left out · 1 without a stated date"
    )
    assert dialog.go.text() == "Import 3 articles"
    assert dialog.go.hasFocus() or not dialog.isActiveWindow()


def test_one_article_costs_one_key(qtbot, looked, empty, articles, idle):
    dialog = looked(articles / "flood.txt")
    qtbot.keyClick(dialog.go, Qt.Key.Key_Return)
    idle(empty)
    assert len(texts(empty.page.filters.sources)) == 1
    assert empty.findChild(ChooseDialog) is None or not empty.findChild(ChooseDialog).isVisible()


def test_the_key_may_come_before_everything_is_found(qtbot, empty, articles, idle):
    empty._choosing.look_at((articles,))
    dialog = empty.findChild(ChooseDialog)
    assert dialog.looking.is_running
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert "as soon as" in dialog.summary.text()
    qtbot.waitUntil(lambda: empty.findChild(ChooseDialog) is None, timeout=60000)
    idle(empty)
    assert len(texts(empty.page.filters.sources)) == 2


def test_rows_are_ticked_one_by_one_all_none_or_those_selected(
    qtbot, looked, empty, articles, idle
):
    dialog = looked(articles)
    dialog.none.click()
    assert ticks(dialog) == [False, False]
    assert not dialog.go.isEnabled()
    choose(dialog, 1)
    dialog.selected.click()
    assert ticks(dialog) == [False, True]
    dialog.all.click()
    assert ticks(dialog) == [True, True]
    qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    assert ticks(dialog) == [True, False]
    box = dialog.model.index(0, TITLE)
    dialog.model.setData(box, Qt.CheckState.Unchecked.value, Qt.ItemDataRole.CheckStateRole)
    assert ticks(dialog) == [False, False]
    dialog.model.setData(box, Qt.CheckState.Checked.value, Qt.ItemDataRole.CheckStateRole)
    dialog.go.click()
    idle(empty)
    assert texts(empty.page.filters.sources) == ["Marra asks for help after the flood"]


def test_a_date_and_an_outlet_are_set_for_the_rows_selected(looked, empty, articles, idle):
    dialog = looked(articles)
    assert dialog.set.text() == "Set for all"
    choose(dialog, 0)
    dialog.published.setText("13 May 2024")
    dialog.outlet.setText("Coast Wire")
    assert dialog.set.text() == "Set for 1 selected"
    dialog.set.click()
    assert texts(dialog.table, DATE) == ["13 May 2024, given", "4 Mar 2024, stated"]
    assert texts(dialog.table, OUTLET)[0] == "Coast Wire"
    assert dialog.published.text() == ""
    dialog.go.click()
    idle(empty)
    assert "Coast Wire" in texts(empty.page.filters.sources)


def test_a_cell_is_typed_into_for_all_rows_selected_with_it(looked, articles):
    dialog = looked(articles)
    choose(dialog, 0, 1)
    assert dialog.model.setData(dialog.model.index(1, DATE), "2019-06-12")
    assert texts(dialog.table, DATE) == ["12 Jun 2019, given"] * 2
    assert not dialog.model.setData(dialog.model.index(1, DATE), "13 Mai")
    assert "13 Mai" in dialog.wrong.text()
    assert dialog.model.setData(dialog.model.index(0, DATE), "")
    assert texts(dialog.table, DATE)[0] == "12 May 2024, stated"
    assert dialog.model.setData(dialog.model.index(0, OUTLET), "The Post")
    assert texts(dialog.table, OUTLET) == ["The Post"] * 2


def test_half_a_date_is_not_wrong_yet_and_a_wrong_one_imports_nothing(qtbot, looked, articles):
    dialog = looked(articles)
    dialog.published.setText("13 Mai 2024")
    assert not dialog.go.isEnabled()
    assert not dialog.wrong.isVisible(), "half a date is not wrong yet"
    qtbot.waitUntil(dialog.wrong.isVisible)
    assert "13 Mai 2024" in dialog.wrong.text()
    assert dialog.published.property("wrong") is True
    dialog.published.setText("13 May 2024")
    assert not dialog.wrong.isVisible()
    assert dialog.go.isEnabled()


def test_a_date_that_is_typed_holds_without_another_button(looked, empty, tmp_path, idle):
    article = tmp_path / "undated.txt"
    article.write_text(BARE)
    dialog = looked(article)
    dialog.published.setText("2019-06-12")
    dialog.go.click()
    idle(empty)
    assert texts(empty.page.table) == ["10 Jun 2019"]
    assert "given" in empty.page.detail.published.text()


def test_what_is_here_already_is_not_ticked_but_can_have_a_date(looked, empty, tmp_path, idle):
    article = tmp_path / "undated.txt"
    article.write_text(BARE)
    looked(article).go.click()
    idle(empty)
    empty._choosing.look_at((article,))
    idle(empty)
    dialog = empty.findChildren(ChooseDialog)[-1]
    assert texts(dialog.table, NOTE) == ["Already here"]
    assert dialog.summary.text() == "0 of 1 article ticked · 1 already here"
    assert not dialog.go.isEnabled()
    dialog.published.setText("2019-06-12")
    assert dialog.go.isEnabled()
    dialog.go.click()
    idle(empty)
    assert texts(empty.page.table) == ["10 Jun 2019"]
    assert empty.report.summary.text() == "1 publication date set."


def test_every_article_of_an_export_is_a_row(looked, empty, tmp_path, idle):
    export = tmp_path / "nexis.txt"
    export.write_bytes(nexis_text())
    dialog = looked(export)
    assert texts(dialog.table, OUTLET)[0] == "The Bergen Gazette"
    assert texts(dialog.table, 5) == ["Nexis export"] * 2
    choose(dialog, 0)
    dialog.selected.click()
    dialog.go.click()
    idle(empty)
    assert texts(empty.page.filters.sources) == ["The Bergen Gazette"]


def test_columns_of_a_table_are_proposed_shown_and_changed(looked, empty, tmp_path, idle):
    table = tmp_path / "rows.csv"
    table.write_text(
        "when,story\n2024-03-04,Mayor Ilse Grondahl met Bo Ek in Bergen on Monday.\n"
        "2024-03-05,Governor Lin Haruna asked for aid on Tuesday after the flood.\n"
    )
    dialog = looked(table)
    assert dialog.columns.isVisible()
    assert texts(dialog.table, DATE) == ["not stated"] * 2
    dialog.columns.click()
    idle(empty)
    columns = dialog.findChild(ColumnsDialog)
    assert columns.columns() == (("text", 1),)
    assert columns.table.item(1, 1).text().startswith("Mayor Ilse")
    columns.boxes[0].setCurrentIndex(columns.boxes[0].findData("text"))
    assert not columns.go.isEnabled()
    assert "can’t both hold" in columns.wrong.text()
    columns.boxes[0].setCurrentIndex(columns.boxes[0].findData("published"))
    columns.go.click()
    idle(empty)
    assert texts(dialog.table, DATE) == ["4 Mar 2024, stated", "5 Mar 2024, stated"]


def test_looking_at_many_files_is_stopped_and_what_was_found_stays(qtbot, empty, tmp_path, idle):
    folder = tmp_path / "many"
    folder.mkdir()
    for n in range(3000):
        (folder / f"{n:04}.txt").write_text(f"{BARE} {n}")
    empty._choosing.look_at((folder,))
    dialog = empty.findChild(ChooseDialog)
    qtbot.waitUntil(lambda: dialog.model.rowCount() > 0, timeout=60000)
    assert dialog.stop.isVisible()
    dialog.stop.click()
    idle(empty)
    assert 0 < dialog.model.rowCount() < 3000
    assert not dialog.stop.isVisible()
    assert dialog.go.isEnabled()


def test_closing_the_dialog_ends_the_look(qtbot, empty, tmp_path, idle):
    (tmp_path / "bare.txt").write_text(BARE)
    empty._choosing.look_at((tmp_path / "bare.txt",))
    empty.findChild(ChooseDialog).reject()
    idle(empty)
    assert not empty.looks.running
    empty._choosing.look_at((tmp_path / "bare.txt",))
    empty.shut()


def test_sorting_keeps_what_is_selected(looked, articles):
    dialog = looked(articles)
    choose(dialog, 0)
    dialog.table.sortByColumn(DATE, Qt.SortOrder.AscendingOrder)
    assert texts(dialog.table, DATE) == ["4 Mar 2024, stated", "12 May 2024, stated"]
    assert dialog.table.numbers() == [1]


def test_files_are_added_by_button_and_by_dropping(qtbot, empty, articles, idle):
    empty._choosing.to_import()
    dialog = empty.findChild(ChooseDialog)
    assert not dialog.go.isEnabled()
    assert dialog.table.placeholder == "Nothing selected yet"
    for field in (dialog.table, dialog.published):
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert dialog.findChildren(QFileDialog) == []
    dialog._picked([str(articles / "flood.txt")])
    idle(empty)
    assert dialog.folder == str(articles)
    data = QMimeData()
    data.setUrls(urls(articles / "harbour.txt", articles / "flood.txt"))
    place, buttons = QPointF(50, 50), Qt.MouseButton.LeftButton
    keys = Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    QApplication.sendEvent(dialog, QDragEnterEvent(place.toPoint(), copy, data, buttons, keys))
    QApplication.sendEvent(dialog, QDropEvent(place, copy, data, buttons, keys))
    idle(empty)
    assert len(texts(dialog.table)) == 2
    assert dialog.sources == (articles / "flood.txt", articles / "harbour.txt")


def test_what_a_folder_holds_besides_is_said(looked, tmp_path):
    folder = tmp_path / "pictures"
    folder.mkdir()
    for name in ("a.png", "b.jpg"):
        (folder / name).touch()
    dialog = looked(folder)
    assert dialog.remarks.text() == "pictures: 2 pictures: not supported yet"
    assert dialog.table.placeholder == "There is nothing to import there"


def test_columns_that_hold_nothing_give_their_room_to_the_title(looked, empty, tmp_path, idle):
    for n in range(2):
        (tmp_path / f"bare{n}.txt").write_text(BARE.replace("Norrby", f"Norrby {n}"))
    dialog = looked(tmp_path / "bare0.txt")
    dialog.resize(1100, 600)
    table = dialog.table
    assert table.isColumnHidden(NOTE)
    assert not table.isColumnHidden(OUTLET)  # it is typed into
    before, narrow = table.columnWidth(TITLE), table.columnWidth(OUTLET)
    dialog.model.correct([0], None, "The Bergen Gazette and Courier")
    assert table.columnWidth(OUTLET) > narrow
    assert table.columnWidth(TITLE) < before
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7")
    dialog.look([tmp_path / "bad.pdf"])
    idle(empty)
    assert not table.isColumnHidden(NOTE)


def test_a_narrow_table_keeps_room_for_titles(looked, articles):
    dialog = looked(articles)
    dialog.resize(760, 500)
    QApplication.processEvents()
    table = dialog.table
    assert table.columnWidth(TITLE) >= 280
    assert table.horizontalScrollBar().maximum() == 0
    assert not table.isColumnHidden(DATE)
