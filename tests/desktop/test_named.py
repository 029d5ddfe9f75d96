"""Named filters: saved, opened, renamed, deleted, undone, copied, by keys as well."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QLineEdit

from models.queries.filter import ActorRole


def shown(window):
    return list(window.page.table.events.ids())


def names(window):
    return [each.name for each in window.page.named.kept]


def save(qtbot, window, idle, name):
    """Save the present filter as a user does: key, name, Enter."""
    window.page.named.save_action.trigger()
    dialog = window.findChild(QDialog, "nameDialog")
    qtbot.keyClicks(dialog.findChild(QLineEdit, "filterName"), name)
    qtbot.keyClick(dialog.findChild(QLineEdit, "filterName"), Qt.Key.Key_Return)
    idle(window)


@pytest.fixture
def filtered(window, idle):
    """Return the window, filtered by an actor as agent, a place left out, dates and a word."""
    page = window.page
    page.filters.actors.values.choose(0, role=ActorRole.AGENT)
    page.filters.kinds.values.choose(page.filters.kinds.values.rowCount() - 1, exclude=True)
    page.filters.dates.start.setText("2024")
    page.filters.dates.possible.click()
    page.search.setText("brand")
    idle(window)
    assert page.table.events.rowCount()
    return window


def test_a_saved_filter_gives_the_same_events_and_chips_again(qtbot, filtered, idle):
    page = filtered.page
    before, chips = shown(filtered), page.chips.texts()
    save(qtbot, filtered, idle, "Docks  in 2024")
    assert names(filtered) == ["Docks in 2024"]
    page.clear_filters()
    idle(filtered)
    assert shown(filtered) != before
    (choice,) = [a for a in page.named.menu.actions() if a.text().endswith("Docks in 2024")]
    assert not choice.isChecked()
    choice.trigger()
    idle(filtered)
    assert shown(filtered) == before
    assert page.chips.texts() == chips
    assert choice.isChecked()
    assert page.search.text() == "brand"
    assert page.filters.actors.values.ticked[0].role is ActorRole.AGENT


def test_a_copied_line_gives_the_same_filter_when_pasted(qtbot, filtered, idle):
    page = filtered.page
    before = shown(filtered)
    page.named.copy_action.trigger()
    line = QGuiApplication.clipboard().text()
    assert "\n" not in line
    page.clear_filters()
    idle(filtered)
    page.search.setFocus()
    page.search.paste()
    idle(filtered)
    assert page.search.text() == line
    assert shown(filtered) == before


def test_named_filters_survive_a_restart(qtbot, filtered, idle, opened):
    save(qtbot, filtered, idle, "kept")
    path = filtered._archive.path
    filtered.close()
    assert names(opened(path)) == ["kept"]


def test_renaming_and_deleting_are_undone(qtbot, filtered, idle):
    save(qtbot, filtered, idle, "one")
    page = filtered.page
    page.named.all_action.trigger()
    dialog = filtered.findChild(QDialog, "allFilters")
    qtbot.keyClick(dialog.list, Qt.Key.Key_F2)
    editor = dialog.list.findChild(QLineEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, "another")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: names(filtered) == ["another"])
    idle(filtered)
    dialog.list.setFocus()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Delete)
    idle(filtered)
    assert names(filtered) == []
    assert not dialog.list.isVisibleTo(dialog)
    assert dialog.empty.isVisibleTo(dialog)
    for before in ("another", "one"):
        qtbot.waitUntil(filtered.menus.undo.isEnabled)
        filtered.menus.undo.trigger()
        qtbot.waitUntil(lambda before=before: names(filtered) == [before])
    idle(filtered)
    assert dialog.list.item(0).text() == "one"
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    idle(filtered)
    qtbot.waitUntil(lambda: filtered.findChild(QDialog, "allFilters") is None)


def test_a_name_that_is_taken_is_told_before_it_is_replaced(qtbot, filtered, idle):
    save(qtbot, filtered, idle, "one")
    filtered.page.search.setText("")
    idle(filtered)
    filtered.page.named.save_action.trigger()
    dialog = filtered.findChild(QDialog, "nameDialog")
    qtbot.keyClicks(dialog.line, "ONE")
    assert "one" in dialog.hint.text()
    qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
    idle(filtered)
    assert names(filtered) == ["ONE"]


def test_the_name_of_another_is_refused_in_one_sentence(qtbot, filtered, idle):
    save(qtbot, filtered, idle, "one")
    filtered.page.search.setText("")
    idle(filtered)
    save(qtbot, filtered, idle, "two")
    named = filtered.page.named
    named.rename(named.kept[0].id, "Two")
    idle(filtered)
    assert "already" in filtered.notice.text.text()
    assert names(filtered) == ["one", "two"]


def test_without_a_filter_there_is_nothing_to_save_and_the_menu_says_so(window):
    named = window.page.named
    for action in (named.save_action, named.copy_action, named.all_action):
        assert not action.isEnabled()
    assert named.menu.actions()[-1].text() == "Saved filters appear here"
    named.ask_name()
    assert window.findChild(QDialog, "nameDialog") is None


def test_a_blank_name_cannot_be_saved(qtbot, filtered):
    filtered.page.named.save_action.trigger()
    dialog = filtered.findChild(QDialog, "nameDialog")
    qtbot.keyClicks(dialog.line, "   ")
    assert not dialog.save.isEnabled()
    qtbot.keyClick(dialog.line, Qt.Key.Key_Escape)
