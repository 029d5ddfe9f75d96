"""Tags and notes from the window: one row or many, in the card, in the panel, in the search."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from sqlalchemy import select

from desktop.chronicle.filters.chips import Chip
from desktop.chronicle.marking.note_dialog import NoteDialog
from desktop.chronicle.marking.tag_dialog import TagDialog
from models.schema.work import DocumentTag, EventTag, Note, Tag
from models.store.store import Store


def _stored(path):
    """Return the tags and the notes of each event."""
    store = Store.open(str(path))
    try:
        with store.reading() as session:
            query = select(EventTag.event_id, Tag.name).join(Tag, Tag.id == EventTag.tag_id)
            tags = [(row[0], row[1]) for row in session.execute(query)]
            notes = [(r[0], r[1]) for r in session.execute(select(Note.event_id, Note.text))]
    finally:
        store.close()
    return tags, notes


@pytest.fixture
def asked(window, idle):
    """Return a function that triggers an action and returns the dialog it opens."""

    def ask(name, kind):
        window.findChild(QAction, name).trigger()
        idle(window)
        return next(d for d in window.findChildren(kind) if d.isVisible())

    return ask


def _tag(window, idle, asked, word):
    dialog = asked("tagAction", TagDialog)
    dialog.line.setText(word)
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    idle(window)


def test_all_chosen_events_are_tagged_at_once_and_untagged_again(window, idle, asked):
    window.page.table.selectAll()
    numbers = window.page.table.ids_chosen()
    _tag(window, idle, asked, "to check")
    assert _stored(window.archive.path)[0] == [(n, "to check") for n in sorted(numbers)]
    assert window.notice.text.text() == f"Tagged {len(numbers)} events “to check”."
    dialog = asked("tagAction", TagDialog)
    (chip,) = [each for each in dialog.findChildren(Chip) if each.isVisible()]
    chip.click()
    idle(window)
    assert _stored(window.archive.path)[0] == []
    assert not [each for each in dialog.findChildren(Chip) if each.isVisible()]


def test_known_tags_are_offered_while_one_types(window, idle, asked):
    window.page.table.selectRow(0)
    _tag(window, idle, asked, "Élan vital")
    window.page.table.selectRow(1)
    dialog = asked("tagAction", TagDialog)
    completer = dialog.line.completer()
    completer.setCompletionPrefix("VITAL")
    assert completer.currentCompletion() == "Élan vital"


def test_tags_are_in_the_panel_the_search_the_table_and_the_card(window, idle, asked):
    page = window.page
    assert not page.filters.sections["tags"].isVisibleTo(page.filters)
    page.table.selectRow(0)
    number = page.table.chosen
    _tag(window, idle, asked, "urgent")
    assert page.filters.tags.values.facet(0).count == 1
    assert page.filters.sections["tags"].isVisibleTo(page.filters)
    page.table.show_column("tags", shown=True)
    column = page.table.events.number("tags")
    assert page.table.events.index(0, column).data() == "urgent"
    (chip,) = page.detail.marks.findChildren(Chip)
    assert chip.text() == "urgent"
    page.filters.tags.values.choose(0)
    idle(window)
    assert list(page.table.events.ids()) == [number]
    page.clear_filters()
    page.search.setText("tag:urg")
    page.asking.search_now()
    idle(window)
    assert list(page.table.events.ids()) == [number]
    assert page.filters.tags.values.ticked_at(0) is not None
    (chip,) = page.detail.marks.findChildren(Chip)
    chip.click()
    idle(window)
    assert _stored(window.archive.path)[0] == []


def test_a_note_is_written_changed_and_removed(window, idle, asked):
    page, path = window.page, window.archive.path
    page.table.selectRow(0)
    number = page.table.chosen
    for before, text in (("", "Ask <b>her</b>"), ("Ask <b>her</b>", "Ask him"), ("Ask him", "")):
        dialog = asked("noteAction", NoteDialog)
        assert dialog.text.toPlainText() == before
        dialog.text.setPlainText(text)
        QTest.keyClick(dialog.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        idle(window)
        assert _stored(path)[1] == ([(number, text)] if text else [])
        assert page.detail.marks.note.text() == text
    window.menus.undo.trigger()
    idle(window)
    assert _stored(path)[1] == [(number, "Ask him")]


def test_a_note_on_several_events_is_added_to_what_they_have(window, idle, asked):
    page = window.page
    page.table.selectRow(0)
    dialog = asked("noteAction", NoteDialog)
    dialog.text.setPlainText("first")
    dialog._accept()
    idle(window)
    page.table.selectAll()
    rows = page.table.number_chosen
    dialog = asked("noteAction", NoteDialog)
    assert dialog.text.toPlainText() == ""
    dialog.text.setPlainText("all")
    dialog._accept()
    idle(window)
    notes = _stored(window.archive.path)[1]
    assert [text for _, text in notes].count("all") == rows
    assert [text for _, text in notes].count("first") == 1
    page.search.setText("note:first")
    page.asking.search_now()
    idle(window)
    assert page.table.events.rowCount() == 1


def test_the_menu_of_rows_offers_what_can_be_decided_about_them(window, idle, monkeypatch):
    page = window.page
    monkeypatch.setattr(page.row_menu, "popup", lambda _: None)
    page.table.selectAll()
    rows = page.table.number_chosen

    def told():
        page._open_row_menu(page.table.mapToGlobal(page.table.rect().center()))
        return {a.text().replace("&", ""): a for a in page.row_menu.actions()}

    assert {f"Accept {rows} events", f"Tag {rows} events…", f"Note {rows} events…"} <= set(told())
    told()[f"Reject {rows} events"].trigger()
    idle(window)
    assert page.table.events.rowCount() == 0
    window.menus.undo.trigger()
    idle(window)
    window._refuse("The chronicle cannot be written.")
    page.table.selectRow(0)
    assert "Accept" not in told()


def test_keys_of_reviewing_tag_and_note(window, idle, qtbot):
    window.findChild(QAction, "reviewAction").trigger()
    idle(window)
    window.page.table.selectRow(0)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_T)
    dialog = next(d for d in window.findChildren(TagDialog) if d.isVisible())
    QTest.keyClicks(dialog.line, "axz")
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    idle(window)
    assert [word for _, word in _stored(window.archive.path)[0]] == ["axz"]
    assert window.page.table.currentIndex().row() == 0
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window.page.table, Qt.Key.Key_Z)
    idle(window)
    assert _stored(window.archive.path)[0] == []


def test_enter_tags_also_while_known_tags_are_suggested(window, idle, asked, qtbot):
    window.page.table.selectRow(0)
    idle(window)
    _tag(window, idle, asked, "to check")
    window.page.table.selectRow(1)
    idle(window)
    dialog = asked("tagAction", TagDialog)
    qtbot.waitUntil(lambda: bool(dialog.line.completer().model().rowCount()))
    qtbot.keyClicks(dialog.line, "to check")
    popup = dialog.line.completer().popup()
    dialog.line.completer().complete()
    assert popup.isVisible()
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    idle(window)
    assert [word for _, word in _stored(window.archive.path)[0]] == ["to check"] * 2


@pytest.fixture
def listed(window, idle):
    """Return the page of articles, all of them selected."""
    window.resize(1700, 800)
    window.page.turn("sources")
    idle(window)
    page = window.page.staging.page
    page.table.setFocus()
    page.table.selectAll()
    idle(window)
    return page


def _on_documents(path):
    store = Store.open(str(path))
    try:
        with store.reading() as session:
            query = select(DocumentTag.document_id, Tag.name).join(Tag)
            noted = select(Note.document_id, Note.text).order_by(Note.document_id)
            return [tuple(row) for row in session.execute(query)], [
                tuple(row) for row in session.execute(noted)
            ]
    finally:
        store.close()


def test_on_the_page_of_sources_articles_are_tagged_and_annotated(window, idle, asked, listed):
    numbers = sorted(listed.table.all_chosen())
    assert len(numbers) == 2
    shown = [listed.table.rows.number(key) for key in ("tags", "notes")]
    assert all(listed.table.isColumnHidden(column) for column in shown), "nothing to say in them"
    _tag(window, idle, asked, "phone")
    assert _on_documents(window.archive.path)[0] == [(n, "phone") for n in numbers]
    assert window.notice.text.text() == "Tagged 2 documents “phone”."
    listed.table.choose(numbers[0])
    idle(window)
    dialog = asked("noteAction", NoteDialog)
    dialog.text.setPlainText("Ask the desk")
    dialog.save.click()
    idle(window)
    assert _on_documents(window.archive.path)[1] == [(numbers[0], "Ask the desk")]
    assert not any(listed.table.isColumnHidden(column) for column in shown)
    assert listed.about.marks.text() == "Tags: phone\nAsk the desk"
    dialog = asked("noteAction", NoteDialog)
    assert dialog.text.toPlainText() == "Ask the desk"
    dialog.text.setPlainText("")
    dialog.save.click()
    idle(window)
    assert _on_documents(window.archive.path)[1] == []


def test_articles_are_found_by_their_tags_and_notes(window, idle, asked, listed):
    number = listed.table.rows.ids()[0]
    listed.table.choose(number)
    idle(window)
    _tag(window, idle, asked, "Río phone")
    for typed, finds in (("rio ph", [number]), ("nothing like it", [])):
        listed.head.field.setText(typed)
        idle(window)
        assert list(listed.table.rows.ids()) == finds
    listed.head.field.clear()
    listed.head.choose("marked")
    listed.head.changed.emit()
    idle(window)
    assert list(listed.table.rows.ids()) == [number]


def test_on_another_page_than_that_of_sources_events_are_tagged(window, idle, asked, listed):
    window.page.turn("chronicle")
    idle(window)
    window.page.table.selectRow(0)
    idle(window)
    _tag(window, idle, asked, "phone")
    assert len(_stored(window.archive.path)[0]) == 1
    assert _on_documents(window.archive.path)[0] == []
