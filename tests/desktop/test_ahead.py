"""What is decided on a row is shown in it before the store has it, and goes where it is refused."""

import threading
from contextlib import contextmanager

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest

from desktop.chronicle.marking.note_dialog import NoteDialog
from desktop.chronicle.marking.tag_dialog import TagDialog
from models.edits import events
from models.errors import KnownError

_FAULT = "The disk is full."


@contextmanager
def _held_up(monkeypatch, name):
    """Have acts of one kind wait in the store until this ends."""
    go = threading.Event()
    make = getattr(events, name)

    def made(*args, **more):
        act = make(*args, **more)

        def slow(deed):
            assert go.wait(30)
            return act(deed)

        return slow

    monkeypatch.setattr(events, name, made)
    try:
        yield
    finally:
        go.set()


def _first(window):
    window.page.table.selectRow(0)
    return window.page.table.chosen


def _dialog(window, idle, action, kind):
    window.findChild(QAction, action).trigger()
    idle(window)
    return next(each for each in window.findChildren(kind) if each.isVisible())


def test_a_tag_is_in_its_row_before_it_is_stored_and_after(window, idle, monkeypatch):
    number = _first(window)
    dialog = _dialog(window, idle, "tagAction", TagDialog)
    with _held_up(monkeypatch, "tag"):
        dialog.line.setText("  to   check ")
        QTest.keyClick(dialog.line, Qt.Key.Key_Return)
        assert window.page.table.events.row_at(0).tags == ("to check",)
    idle(window)
    assert window.page.table.events.row_at(0).id == number
    assert window.page.table.events.row_at(0).tags == ("to check",)
    window.page.marking_desk.untag((number,), "to check")
    assert window.page.table.events.row_at(0).tags == ()
    idle(window)
    assert window.page.table.events.row_at(0).tags == ()


def test_a_note_is_in_its_row_before_it_is_stored_once(window, idle, monkeypatch):
    _first(window)
    dialog = _dialog(window, idle, "noteAction", NoteDialog)
    with _held_up(monkeypatch, "note_all"):
        dialog.text.setPlainText("Ask her")
        QTest.keyClick(dialog.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert window.page.table.events.row_at(0).notes == ("Ask her",)
        window.page.table.renew()  # rows that come meanwhile have it too
    idle(window)
    assert window.page.table.events.row_at(0).notes == ("Ask her",)


def test_a_date_is_in_its_row_before_it_is_stored(window, idle, monkeypatch):
    number = _first(window)
    window.page.edit_event("date")
    idle(window)
    editor = window.page.detail.editing.editor
    with _held_up(monkeypatch, "set_fields"):
        editor.date.setText("5 May 2020")
        editor.save.click()
        row = window.page.table.events.row_at(0)
        assert (row.id, row.interval.edtf, row.edited) == (number, "2020-05-05", "date")
    idle(window)
    rows = [window.page.table.events.row_at(n) for n in range(window.page.table.events.rowCount())]
    assert next(row for row in rows if row.id == number).interval.edtf == "2020-05-05"


@pytest.mark.parametrize("reviews", [True, False])
def test_what_is_refused_is_put_back_with_a_sentence(window, idle, monkeypatch, reviews):
    if reviews:
        window.findChild(QAction, "reviewAction").trigger()
        idle(window)
    _first(window)

    def full(*_args, **_more):
        def act(_deed):
            raise KnownError(_FAULT)

        return act

    monkeypatch.setattr(events, "tag", full)
    dialog = _dialog(window, idle, "tagAction", TagDialog)
    dialog.line.setText("urgent")
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    assert window.page.table.events.row_at(0).tags == ("urgent",)
    idle(window)
    assert window.page.table.events.row_at(0).tags == ()
    assert window.notice.text.text() == _FAULT
