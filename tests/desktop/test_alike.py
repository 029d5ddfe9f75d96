"""Suggestions who may be the same, gone through by keys; every answer is one step."""

import pytest
from PySide6.QtCore import Qt

from desktop.people.alike import AlikeDialog
from desktop.people.words import fullest
from models.importing.routine import import_files
from models.queries.actors import actor_rows
from models.queries.events import event_rows
from models.queries.rows import ActorCard
from models.store.store import Store

NOTES = (
    "PORT ELSA, March {day}, 2024 (Coast Wire) -- {one} met {other} in Port Elsa on Monday.\n\n"
    "{one} praised {other}.\n"
)
PEOPLE = (
    ("Tomas Okello", "Ada Brandvold"),
    ("Tomas Okelo", "Ada Brandvold"),
    ("Petra Sandoval", "Lin Haruna"),
    ("Petra Sandovall", "Lin Haruna"),
)


@pytest.fixture(scope="session")
def doubles(tmp_path_factory):
    """Return the file of a chronicle with two people under two spellings each."""
    folder = tmp_path_factory.mktemp("doubles")
    for day, (one, other) in enumerate(PEOPLE, 4):
        (folder / f"{day}.txt").write_text(NOTES.format(day=day, one=one, other=other))
    path = tmp_path_factory.mktemp("doubled") / "doubles.sqlite"
    store = Store.open(path)
    for _ in import_files(store, [folder]):
        pass
    store.close()
    return path


@pytest.fixture
def suggesting(opened, copied, doubles, idle):
    """Return the window, and the dialog with the suggestions."""
    window = opened(copied(doubles))
    window.menus.on_actors["alike"].trigger()
    idle(window)
    return window, window.findChild(AlikeDialog)


def names(window):
    store = Store.open(str(window.archive.path))
    try:
        with store.reading() as session:
            return {row.name for row in actor_rows(session)}
    finally:
        store.close()


def shown(dialog):
    return {dialog.left.face.card.name, dialog.right.face.card.name}


def test_same_different_later_and_undo_by_keys(qtbot, suggesting, idle):
    window, dialog = suggesting
    assert dialog.count.text() == "1 of 2"
    first = shown(dialog)
    assert all(any(name in p.toPlainText() for name in first)
               for p in (dialog.left.passages, dialog.right.passages))  # fmt: skip
    qtbot.keyClick(dialog, Qt.Key.Key_L)
    idle(window)
    second = shown(dialog)
    assert first.isdisjoint(second)
    assert dialog.count.text() == "1 of 2 · 1 later"
    qtbot.keyClick(dialog, Qt.Key.Key_S)
    idle(window)
    assert shown(dialog) == first
    assert len(second & names(window)) == 1
    assert window.notice.text.text().startswith("Merged")
    qtbot.keyClick(dialog, Qt.Key.Key_Z)
    idle(window)
    assert second <= names(window)
    assert shown(dialog) == second
    qtbot.keyClick(dialog, Qt.Key.Key_D)
    idle(window)
    assert second <= names(window)
    assert window.notice.text.text().startswith("Kept")
    qtbot.keyClick(dialog, Qt.Key.Key_S)
    idle(window)
    assert dialog.reasons.text() == "All pairs are answered."
    assert dialog.count.text() == "2 answered"
    dialog.close()
    window.menus.on_actors["alike"].trigger()
    idle(window)
    assert window.notice.text.text() == "No two actors seem to be the same."


def test_the_name_that_stays_can_be_typed_and_its_letters_answer_nothing(qtbot, suggesting, idle):
    window, dialog = suggesting
    line = dialog.name.lineEdit()
    dialog.activateWindow()
    line.setFocus()
    line.clear()
    qtbot.keyClicks(line, "Sd Lz")
    idle(window)
    assert dialog.count.text() == "1 of 2"
    dialog.same.click()
    idle(window)
    assert "Sd Lz" in names(window)


def test_a_pair_that_became_one_elsewhere_is_skipped(suggesting, idle):
    window, dialog = suggesting
    waiting = dialog._waiting[1]
    window.work.decide("Merging", window.archive.deeds.merge((waiting.one, waiting.other)))
    idle(window)
    dialog._known.clear()
    dialog.say_later()
    idle(window)
    assert dialog.count.text().startswith("1 of 1")


def test_undo_takes_back_the_dialogs_own_answer_whatever_was_done_since(qtbot, suggesting, idle):
    window, dialog = suggesting
    first = shown(dialog)
    qtbot.keyClick(dialog, Qt.Key.Key_S)
    idle(window)
    assert len(first & names(window)) == 1
    window.page.table.selectRow(0)
    (event,) = window.page.table.ids_chosen()
    window.work.decide("Tagging", window.archive.deeds.tag([event], "urgent"))
    idle(window)
    qtbot.keyClick(dialog, Qt.Key.Key_Z)
    idle(window)
    assert first <= names(window)
    assert window.notice.text.text().startswith("Undone: Merged")
    store = Store.open(str(window.archive.path))
    try:
        with store.reading() as session:
            assert event_rows(session, [event])[event].tags == ("urgent",)
    finally:
        store.close()


def test_an_answer_leaves_the_keys_where_they_are_and_esc_closes(qtbot, suggesting, idle):
    window, dialog = suggesting
    dialog.activateWindow()
    dialog.same.setFocus()
    dialog._known.clear()  # the next pair is still on its way
    dialog.later.click()
    assert dialog.focusWidget() is dialog.same, "Enter would press another button"
    idle(window)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    idle(window)
    assert not [each for each in window.findChildren(AlikeDialog) if each.isVisible()]
    assert {"Tomas Okello", "Tomas Okelo"} <= names(window)


@pytest.mark.parametrize(
    ("names", "stays"),
    [
        ({"North Marra": 9, "North Marras": 1}, "North Marra"),
        ({"Okello": 9, "Tomas Okello": 1}, "Tomas Okello"),
        ({"Lin Haruna": 2, "Lin T. Haruna": 1}, "Lin T. Haruna"),
        ({"Ada Brandvold": 1, "Ada Brandvoldt": 1}, "Ada Brandvoldt"),
    ],
)
def test_the_name_offered_is_the_fullest_then_the_most_frequent(names, stays):
    cards = [
        ActorCard(n, name, "person", events, 1) for n, (name, events) in enumerate(names.items())
    ]
    assert fullest(cards) == stays
