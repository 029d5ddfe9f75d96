"""The strip at the foot of the window: one message, the others behind it, and no row hidden."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QTreeWidget

from desktop.jobs.pace import Pace
from desktop.tables.event_model import ROW_ROLE


def lines(window):
    """What the list of messages says, as a user opens it."""
    window.menus.messages.trigger()
    dialog = window.findChildren(QDialog, "messagesDialog")[-1]
    tree = dialog.findChild(QTreeWidget, "messageList")
    told = [tree.topLevelItem(n).text(1) for n in range(tree.topLevelItemCount())]
    return dialog, told


def test_one_message_is_in_sight_and_the_others_wait_behind_it(qtbot, window):
    notice, bell = window.notice, window.foot.bell
    high = window.foot.height()
    assert not notice.isVisible()
    assert bell.text() == ""
    notice.tell("The first went wrong.", wrong=True)
    notice.tell("The second as well.", [("Mend it", list)], wrong=True)
    notice.tell("Copied 3 rows.", passing=True)
    assert notice.text.text() == "Copied 3 rows."
    assert bell.text() == "2"
    assert bell.accessibleName() == "Messages, 2 unread"
    assert window.foot.height() == high, "the strip is as high as before"
    notice._passing.timeout.emit()
    assert notice.text.text() == "The second as well."
    assert [button.text() for button in notice.buttons] == ["Mend it"]
    assert bell.text() == "1"
    qtbot.mouseClick(notice.cross, Qt.MouseButton.LeftButton)
    assert notice.text.text() == "The first went wrong."
    qtbot.mouseClick(notice.cross, Qt.MouseButton.LeftButton)
    assert not notice.isVisible()
    assert bell.text() == ""
    assert window.foot.quiet.isVisible()
    assert window.foot.quiet.text().startswith("story.sqlite in ")


def test_the_same_told_twice_is_one_message(window):
    for _ in range(3):
        window.notice.tell("It went wrong.", wrong=True)
    assert window.notice.behind == 0
    window.notice.withdraw("It went wrong.")
    assert not window.notice.isVisible()


def test_everything_told_can_be_read_again_with_its_time(qtbot, window, idle):
    dialog, told = lines(window)
    assert told == []
    dialog.close()
    window.notice.tell("Something <b>wrong</b>.", wrong=True)
    window.page.table.selectRow(0)
    window.page.table.copy()
    idle(window)
    dialog, told = lines(window)
    qtbot.mouseClick(window.foot.bell, Qt.MouseButton.LeftButton)
    assert len([d for d in window.findChildren(QDialog, "messagesDialog") if d.isVisible()]) == 1
    assert told == ["Copied 1 row.", "Something <b>wrong</b>."]
    dialog._copy()
    clip = QGuiApplication.clipboard().text().splitlines()
    assert [line.split("\t")[1] for line in clip] == told
    assert all(len(line.split("\t")[0]) == len("12:34:56") for line in clip)
    dialog.close()


@pytest.mark.parametrize("row", ["last in sight", "first"])
def test_the_chosen_row_stays_in_sight_whatever_is_told(qtbot, crowded, idle, row):
    table = crowded.page.table
    last = table.rowAt(table.viewport().height() - 1) - 1
    table.selectRow(last if row == "last in sight" else 0)
    place = table.visualRect(table.currentIndex()).top()
    high = table.viewport().height()
    crowded.notice.tell("It went wrong; do this. " * 30, wrong=True)
    crowded.report.show()
    qtbot.waitUntil(lambda: table.viewport().height() < high, timeout=60000)
    rect = table.visualRect(table.currentIndex())
    assert rect.top() >= 0
    assert rect.bottom() < table.viewport().height()
    if row == "first":
        assert rect.top() == place, "what is in sight anyway does not move"
    assert table.currentIndex().data(ROW_ROLE) is not None


def test_a_message_and_a_running_job_share_the_strip(qtbot, opened, tmp_path, articles, idle):
    window = opened(tmp_path / "new.sqlite")
    high = window.foot.height()
    window.work.import_paths([articles], label="Reading")
    qtbot.waitUntil(window.strip.isVisible, timeout=60000)
    window.notice.tell("Something went wrong.", wrong=True)
    assert window.notice.isVisible()
    assert window.strip.isVisible()
    qtbot.waitUntil(lambda: window.strip.x() > window.notice.x(), timeout=60000)
    assert window.foot.height() == high
    idle(window)


def test_the_keys_stay_where_they_were_when_what_is_pressed_goes_away(
    qtbot, window, idle, articles
):
    window.activateWindow()
    page = window.page
    for where in (page.table, page.search, page.filters.kinds):
        where.setFocus()
        page.named._save(window.archive, page.filter(), "all")
        idle(window)
        (undo,) = window.notice.buttons
        assert undo.text() == "Undo"
        undo.setFocus()
        qtbot.keyClick(undo, Qt.Key.Key_Space)
        idle(window)
        (redo,) = window.notice.buttons
        assert redo.text() == "Redo"
        assert window.focusWidget() is where
        window.notice.cross.setFocus()
        qtbot.keyClick(window.notice.cross, Qt.Key.Key_Space)
        assert not window.notice.isVisible()
        assert window.focusWidget() is where


def test_the_keys_stay_where_they_were_when_an_import_is_undone_from_its_report(
    qtbot, window, idle, tmp_path
):
    window.activateWindow()
    article = tmp_path / "more.txt"
    article.write_text("PORT ELSA, March 6, 2024 -- Petra Sandoval met Lin Haruna on Tuesday.\n")
    window.page.table.setFocus()
    window.work.import_paths([article])
    idle(window)
    assert window.report.undo.isVisible()
    window.report.undo.setFocus()
    qtbot.keyClick(window.report.undo, Qt.Key.Key_Space)
    idle(window)
    assert not window.report.isVisible()
    assert window.focusWidget() is window.page.table
    dialog, told = lines(window)
    assert told[0] == "Undone: Import of more.txt."
    assert told[1].startswith("Read 1 article")
    dialog.close()


def test_f6_shows_where_the_keys_are_and_reaches_the_messages(qtbot, crowded, idle):
    crowded.activateWindow()
    crowded.resize(1280, 500)
    area = crowded.page.filters._area
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0, timeout=60000)
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    crowded.page.search.setFocus()
    crowded.notice.tell("It went wrong.", [("Mend it", list)], wrong=True)
    seen = []
    for _ in range(5):
        crowded.menus.next_pane.trigger()
        focus = crowded.focusWidget()
        seen.append(focus.objectName() or focus.text())
        assert not focus.visibleRegion().isEmpty(), seen
    assert seen == ["actorSearch", "eventTable", "detailPeople", "Mend it", "searchField"]


def test_the_time_left_is_told_by_the_pace_so_far_and_not_before():
    now = [0.0]
    pace = Pace(lambda: now[0])
    told = []
    for done in range(0, 601, 10):
        told.append(pace.left(done, 600))
        now[0] += 10.0  # a second an article
    assert told[0] == ""
    assert told[1] == ", about 10 minutes left"
    assert told[31] == ", about 5 minutes left"
    assert told[58] == ", less than a minute left"
    assert told[-1] == ""
    assert Pace(lambda: now[0]).left(3, 100_000) == ""
