"""Actors corrected from the window: merged, split, renamed, taken away; and brought back."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QDialog, QMenu
from sqlalchemy import select

from desktop.people.forget import ForgetDialog
from desktop.people.merge import MergeDialog
from desktop.people.note import ActorNoteDialog
from desktop.people.other import OtherDialog
from desktop.people.rename import RenameDialog
from desktop.people.split import SplitDialog
from desktop.tables.pointed import Pointed
from models.queries.actors import actor_rows
from models.schema.actors import Actor
from models.schema.events import Participation
from models.store.store import Store


def known(window):
    """Each actor's name with its number, events and documents."""
    store = Store.open(str(window.archive.path))
    try:
        with store.reading() as session:
            return {row.name: row for row in actor_rows(session)}
    finally:
        store.close()


@pytest.fixture
def dialog(window, idle):
    """Return a function that opens a dialog by its action on actors, and waits for its answer."""

    def open_dialog(kind, act, *names, document=None):
        people = known(window)
        numbers = tuple(people[name].id for name in names)
        getattr(window.people, act)(Pointed(numbers, document))
        idle(window)
        return window.findChildren(kind)[-1]

    return open_dialog


def facet(window, name):
    values = window.page.filters.actors.values
    return next(row for row in range(values.rowCount()) if values.facet(row).label == name)


def entries(menu):
    return {each.text().replace("&", ""): each for each in menu.actions() if each.text()}


def test_two_actors_are_merged_by_the_name_that_stays_and_come_back_by_undo(window, idle, dialog):
    before = known(window)
    opened = dialog(MergeDialog, "merge", "Tomas Okello", "Petra Sandoval")
    assert [card.name for card in opened.cards] == ["Tomas Okello", "Petra Sandoval"]
    opened.name.setCurrentText("Petra Sandoval")
    assert "2 documents" in opened.effect.text()
    opened.do.click()
    idle(window)
    after = known(window)
    assert "Tomas Okello" not in after
    one = after["Petra Sandoval"]
    assert one.events == before["Tomas Okello"].events + before["Petra Sandoval"].events
    assert window.notice.text.text().startswith("Merged ")
    window.page.search.setText('actor:"Tomas Okello"')
    idle(window)
    assert window.page.table.events.rowCount() == one.events
    window.menus.undo.trigger()
    idle(window)
    assert known(window) == before


def test_a_filter_by_a_merged_actor_goes_on_finding_its_events(window, idle, dialog):
    before = known(window)
    values = window.page.filters.actors.values
    values.choose(facet(window, "Petra Sandoval"))
    idle(window)
    window.page.named.save_action.trigger()
    naming = window.page.findChild(QDialog, "nameDialog")
    naming.line.setText("Sandoval")
    naming.save.click()
    idle(window)
    opened = dialog(MergeDialog, "merge", "Tomas Okello", "Petra Sandoval")
    opened.name.setCurrentText("Tomas Okello")
    opened.do.click()
    idle(window)
    number = before["Tomas Okello"].events + before["Petra Sandoval"].events
    assert window.page.table.events.rowCount() == number
    assert [(t.key, t.label) for t in values.ticked] == [
        (known(window)["Tomas Okello"].id, "Tomas Okello")
    ]
    assert "Tomas Okello" in window.page.chips.texts()[0]
    window.page.clear_filters()
    idle(window)
    (saved,) = window.page.named.kept
    window.page.named.open(saved.id)
    idle(window)
    assert window.page.table.events.rowCount() == number
    assert window.page.chips.texts() == ("Tomas Okello",)


def test_several_ticked_actors_are_merged_from_the_menu_of_one(window, idle):
    values = window.page.filters.actors.values
    window.page.filters.modes.any.click()
    for name in ("Tomas Okello", "Petra Sandoval"):
        values.choose(facet(window, name))
        idle(window)
    menu = window.page.filters.actors.menu(facet(window, "Petra Sandoval"))
    entries(menu)["Merge these 2 actors…"].trigger()
    idle(window)
    opened = window.findChild(MergeDialog)
    assert {card.name for card in opened.cards} == {"Tomas Okello", "Petra Sandoval"}
    opened.do.click()
    idle(window)
    assert len(values.ticked) == 1


@pytest.mark.qt_log_ignore("grabbing the keyboard", "support raise", extend=True)  # offscreen
def test_one_is_added_by_typing_a_name_and_taken_off_again(qtbot, window, idle, dialog):
    opened = dialog(MergeDialog, "merge", "Tomas Okello")
    assert not opened.do.isEnabled()
    qtbot.keyClicks(opened.field, "sandov")
    opened.field.look()
    idle(window)
    assert [card.name for card in opened.field.offers] == ["Petra Sandoval"]
    opened.field._activated(opened.field._model.index(0, 0))
    qtbot.waitUntil(lambda: len(opened.cards) == 2)
    assert opened.field.text() == ""
    idle(window)
    assert opened.do.isEnabled()
    opened.list.setCurrentItem(opened.list.topLevelItem(0))
    qtbot.keyClick(opened.list, Qt.Key.Key_Delete)
    assert [card.name for card in opened.cards] == ["Petra Sandoval"]
    assert not opened.do.isEnabled()


def test_an_actor_is_split_by_document_and_gets_its_old_number_back(window, idle, dialog):
    before = known(window)
    opened = dialog(SplitDialog, "split", "Ada Brandvold")
    assert opened.list.topLevelItemCount() == 2
    assert not opened.do.isEnabled()
    first = opened.list.topLevelItem(0)
    assert "Brandvold" in opened.passage.toPlainText()
    first.setCheckState(0, Qt.CheckState.Checked)
    assert opened.do.isEnabled()
    opened.list.topLevelItem(1).setCheckState(0, Qt.CheckState.Checked)
    assert "leave one out" in opened.effect.text()
    assert not opened.do.isEnabled()
    first.setCheckState(0, Qt.CheckState.Unchecked)
    opened.name.setText("Another Brandvold")
    opened.do.click()
    idle(window)
    after = known(window)
    both = after["Ada Brandvold"].events + after["Another Brandvold"].events
    assert both == before["Ada Brandvold"].events
    window.menus.undo.trigger()
    idle(window)
    assert known(window) == before


def test_an_actor_of_one_document_is_not_offered_to_be_split(dialog):
    opened = dialog(SplitDialog, "split", "Petra Sandoval")
    assert "one document only" in opened.effect.text()
    assert not opened.do.isEnabled()


def test_an_actor_is_renamed_and_of_another_kind_in_one_step(window, idle, dialog):
    before = known(window)
    opened = dialog(RenameDialog, "rename", "Petra Sandoval")
    assert not opened.do.isEnabled()
    opened.name.setText("Sandoval & Sons")
    opened.kind.setCurrentIndex(opened.kind.findData("organisation"))
    opened.do.click()
    idle(window)
    assert known(window)["Sandoval & Sons"].kind == "organisation"
    window.menus.undo.trigger()
    idle(window)
    assert known(window) == before


def test_a_name_that_is_no_actor_leaves_one_document_or_all(window, idle, dialog):
    before = known(window)
    opened = dialog(ForgetDialog, "forget", "Ada Brandvold", document=2)
    assert f"{before['Ada Brandvold'].events} events lose" in opened.effect.text()
    opened.here.setChecked(True)
    assert opened.paper.currentData() == 2
    opened.do.click()
    idle(window)
    here = known(window)["Ada Brandvold"]
    assert 0 < here.events < before["Ada Brandvold"].events
    assert here.documents == 1
    opened = dialog(ForgetDialog, "forget", "Ada Brandvold")
    opened.do.click()
    idle(window)
    assert "Ada Brandvold" not in known(window)
    for _ in range(2):
        window.menus.undo.trigger()
        idle(window)
    assert known(window) == before


def test_the_menu_of_somebody_on_the_card_corrects_that_one(window, idle):
    window.page.table.selectRow(0)
    idle(window)
    people = window.page.detail.people
    item = people.item(0)
    menu = people.menu(item)
    assert isinstance(menu, QMenu)
    found = entries(menu)
    assert {"Split…", "Rename or change kind…", "Not an actor…"} <= found.keys()
    found["Rename or change kind…"].trigger()
    idle(window)
    assert window.findChild(RenameDialog).card.name == item.text().split(" · ")[0]


def test_in_one_event_somebody_is_somebody_else(window, idle, dialog):
    before = known(window)
    window.page.table.selectRow(0)
    idle(window)
    people = window.page.detail.people
    name = people.item(0).text().split(" · ")[0]
    entries(people.menu(people.item(0)))["In this event it is somebody else…"].trigger()
    idle(window)
    opened = window.findChild(OtherDialog)
    assert not opened.do.isEnabled()
    opened.whom.setText("Nadia Vos")
    opened.do.click()
    idle(window)
    after = known(window)
    assert after["Nadia Vos"].events == 1
    assert after["Nadia Vos"].kind == before[name].kind
    assert after[name].events == before[name].events - 1
    window.menus.undo.trigger()
    idle(window)
    assert known(window) == before


def test_a_note_on_an_actor_is_shown_with_it(window, idle, dialog):
    opened = dialog(ActorNoteDialog, "note", "Petra Sandoval")
    opened.text.setPlainText("Ask the archive <b>again</b>.")
    opened.do.click()
    idle(window)
    opened = dialog(RenameDialog, "rename", "Petra Sandoval")
    assert opened.face.notes.text() == "Note: Ask the archive <b>again</b>."


def test_the_correct_menu_acts_on_whom_the_keys_are_on_else_asks(qtbot, window, idle):
    window.page.table.selectRow(0)
    idle(window)
    window.findChild(QAction, "forgetAction").trigger()
    asking = window.findChild(ForgetDialog)
    assert asking.card is None
    assert not asking.field.isHidden()
    asking.close()
    qtbot.waitUntil(lambda: window.findChild(ForgetDialog) is None)
    people = window.page.detail.people
    window.activateWindow()
    people.setFocus()
    qtbot.waitUntil(people.hasFocus)
    window.findChild(QAction, "forgetAction").trigger()
    idle(window)
    opened = window.findChild(ForgetDialog)
    assert opened.card.id == people.pointed
    assert opened.paper.currentData() == window.page.detail.document


def test_nothing_is_offered_where_nothing_can_be_written(window, idle):
    window._refuse("The chronicle cannot be written.")
    assert not any(each.isEnabled() for each in window.menus.on_actors.values())
    window.page.table.selectRow(0)
    idle(window)
    people = window.page.detail.people
    assert not entries(people.menu(people.item(0)))["Split…"].isEnabled()


@pytest.mark.parametrize("where", ["card", "article"])
def test_a_name_in_a_text_is_somebody_elses_and_its_event_follows(window, idle, where):
    store = Store.open(str(window.archive.path))
    try:
        with store.reading() as session:
            query = select(Participation.event_id, Participation.document_id, Participation.start,
                           Participation.words, Actor.name).join(Actor)  # fmt: skip
            found = session.execute(query.where(Participation.words == Actor.name).limit(1)).one()
    finally:
        store.close()
    event, document, start, words, name = found
    window.page.look_at(event)
    idle(window)
    text = window.page.detail.passage
    if where == "article":
        window.articles.open(document, event)
        idle(window)
        text = window.articles.article.text
    shown = text.toPlainText()
    cursor = text.textCursor()
    cursor.setPosition(start if where == "article" else shown.index(words))
    text.setTextCursor(cursor)
    keyboard = QContextMenuEvent.Reason.Keyboard
    text.contextMenuEvent(QContextMenuEvent(keyboard, QPoint(2, 2), QPoint(2, 2)))
    (menu,) = [each for each in text.findChildren(QMenu) if each.isVisible()]
    next(each for each in menu.actions() if "somebody" in each.text()).trigger()
    menu.close()
    idle(window)
    opened = window.findChild(OtherDialog)
    assert opened.face.name.text() == name
    opened.whom.setText("Ida Fjellheim")
    opened.do.click()
    idle(window)
    assert known(window)["Ida Fjellheim"].events >= 1
    window.menus.undo.trigger()
    idle(window)
    assert "Ida Fjellheim" not in known(window)


def test_where_no_name_is_pointed_at_it_is_said(window, idle):
    window.people.other_mention(1, 10**6)
    idle(window)
    assert window.notice.text.text().startswith("These words name no participant")
    assert window.findChild(OtherDialog) is None
