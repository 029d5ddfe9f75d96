"""Events joined and separated from the window, each as one step."""

from PySide6.QtCore import QItemSelectionModel, Qt

from desktop.chronicle.joining.join import JoinDialog
from desktop.chronicle.joining.separate import SeparateDialog


def choose(window, *rows):
    table = window.page.table
    table.selectRow(rows[0])
    pick = QItemSelectionModel.SelectionFlag
    for row in rows[1:]:
        index = table.events.index(row, 0)
        table.selectionModel().select(index, pick.Select | pick.Rows)


def summaries(window):
    events = window.page.table.events
    return [events.row_at(row).summary for row in range(events.rowCount())]


def test_two_events_are_joined_as_shown_before_and_separated_again(window, idle):
    before = summaries(window)
    choose(window, 0)
    idle(window)
    assert not window.menus.join.isEnabled()
    choose(window, 0, 3)
    idle(window)
    assert window.menus.join.isEnabled()
    assert not window.menus.separate.isEnabled()
    window.menus.join.trigger()
    idle(window)
    dialog = window.findChild(JoinDialog)
    assert dialog.list.topLevelItemCount() == 2
    said = dialog.summary.text()
    assert said in (before[0], before[3])
    assert "no day in common" in dialog.effect.text()
    dialog.do.click()
    idle(window)
    after = summaries(window)
    assert len(after) == len(before) - 1
    assert window.notice.text.text() == "Joined 2 events."
    place = after.index(said)
    choose(window, place)
    idle(window)
    assert window.menus.separate.isEnabled()
    window.menus.separate.trigger()
    idle(window)
    dialog = window.findChild(SeparateDialog)
    says = [dialog.list.topLevelItem(row).text(0) for row in range(2)]
    assert sorted(says) == sorted((before[0], before[3]))
    assert dialog.passage.toPlainText()
    assert not dialog.do.isEnabled()
    for row in range(2):
        dialog.list.topLevelItem(row).setCheckState(0, Qt.CheckState.Checked)
    assert not dialog.do.isEnabled()
    assert "Leave at least one passage" in dialog.effect.text()
    dialog.list.topLevelItem(0).setCheckState(0, Qt.CheckState.Unchecked)
    dialog.do.click()
    idle(window)
    assert sorted(summaries(window)) == sorted(before)
    assert window.notice.text.text().startswith("Separated ")
    for told in (after, before):
        window.menus.undo.trigger()
        idle(window)
        assert summaries(window) == told
