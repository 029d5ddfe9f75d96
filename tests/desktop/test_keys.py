"""The keys of the menus work wherever the keys are, but where they edit what is typed there."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

EDITING = [QKeySequence.StandardKey[name] for name in "Undo Redo Cut Copy Paste SelectAll".split()]


def focusable(window):
    """Every widget that the keys can be in now."""
    tab = Qt.FocusPolicy.TabFocus
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & tab
    ]


def keyed(window):
    """Every action of the menus that has a key, with each of them; keys of odd keyboards apart."""
    return [
        (action, keys)
        for action in window.findChildren(QAction)
        for keys in usual(action.shortcuts())
        if action.menu() is None
    ]


def usual(shortcuts):
    """Those that are pressed with Ctrl or Alt, or are F1 to F12."""
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    return [
        keys
        for keys in shortcuts
        if keys[0].keyboardModifiers() & held or Qt.Key.Key_F1 <= keys[0].key() <= Qt.Key.Key_F12
    ]


def press(widget, keys):
    pressed = keys[0]
    QTest.keyClick(widget, pressed.key(), pressed.keyboardModifiers())


@pytest.fixture
def told(window, idle, qtbot):
    """Return the window with every action enabled and doing nothing but being counted."""
    window.page.filters.actors.values.choose(0)
    window.page.search.setText("brandvold")
    idle(window)
    window.page.table.selectRow(0)
    idle(window)
    seen = []
    for action, _ in keyed(window):
        action.triggered.disconnect()
        action.triggered.connect(lambda _=False, action=action: seen.append(action))
        action.setEnabled(True)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=60000)
    return window, seen


def test_every_key_of_the_menus_works_from_every_widget(told):
    window, seen = told
    deaf = []
    widgets = focusable(window)
    assert len(widgets) > 15
    for widget in widgets:
        for action, keys in keyed(window):
            widget.setFocus()
            if isinstance(widget, QLineEdit) and any(
                keys in QKeySequence.keyBindings(each) for each in EDITING
            ):
                continue
            seen.clear()
            press(widget, keys)
            if seen != [action]:
                name = widget.objectName() or widget.accessibleName() or type(widget).__name__
                deaf.append(f"{keys.toString()} in {name}")
    assert deaf == []


def test_what_a_field_would_take_for_moving_in_a_line_is_the_menus(told):
    window, seen = told
    taken = QAction("Further", window)
    taken.setShortcut("Ctrl+Right")  # on X11 it is Ctrl+E that goes to the end of a line
    window.addAction(taken)
    taken.triggered.connect(lambda: seen.append(taken))
    for widget in focusable(window):
        widget.setFocus()
        seen.clear()
        press(widget, taken.shortcut())
        assert seen == [taken], widget


def test_undo_in_a_field_takes_back_what_was_typed_there(told, idle):
    window, seen = told
    fields = [each for each in focusable(window) if isinstance(each, QLineEdit)]
    assert len(fields) == 4
    for field in fields:
        field.setFocus()
        field.setText("x")
        QTest.keyClicks(field, "E")
        assert field.text() == "xE"
        QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert field.text() == "x"
        field.clear()
    idle(window)
    assert seen == []


def test_a_letter_that_an_action_has_for_its_key_is_typed_in_a_field(told, idle):
    window, seen = told
    letter = QAction("Accept", window)
    letter.setShortcut("A")
    window.addAction(letter)
    letter.triggered.connect(lambda: seen.append(letter))
    field = window.page.search
    field.setFocus()
    field.clear()
    press(field, letter.shortcut())
    assert field.text() == "a"
    assert seen == []
    window.page.table.setFocus()
    press(window.page.table, letter.shortcut())
    assert seen == [letter]
    field.clear()
    idle(window)
