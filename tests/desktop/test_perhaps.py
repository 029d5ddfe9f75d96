"""Who takes part in an event perhaps, in its card: shown with why, answered with yes or no."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from models.importing.routine import import_files
from models.store.store import Store
from tests.desktop.conftest import texts
from tests.models.composing.test_perhaps import UNSURE


@pytest.fixture
def letter(tmp_path, opened, idle):
    """Return the window on a letter's chronicle, the arrest in the card."""
    (tmp_path / "letter.txt").write_text(UNSURE)
    path = tmp_path / "letter.sqlite"
    store = Store.open(path)
    for _ in import_files(store, [tmp_path / "letter.txt"]):
        pass
    store.close()
    window = opened(path)
    window.page.table.setFocus()
    window.page.table.selectRow(0)
    idle(window)
    assert window.page.detail.title.text() == "She was arrested"
    return window


def buttons(window):
    """The buttons of the line, by what they say aloud."""
    found = window.page.detail.perhaps.findChildren(QPushButton)
    return {each.accessibleName(): each for each in found if each.isVisible()}


def asked(window):
    return [
        label.text()
        for label in window.page.detail.perhaps.findChildren(QWidget)
        if label.isVisible() and hasattr(label, "text") and label.text().endswith("?")
    ]


def test_the_card_asks_and_says_why(letter):
    perhaps = letter.page.detail.perhaps
    assert asked(letter) == ["Ann Lee · was affected?"]
    assert perhaps.accessibleDescription() == (
        "Ann Lee · was affected. “She” may mean somebody else than Ann Lee (60 % sure)."
    )
    assert set(buttons(letter)) == {"Yes, Ann Lee took part", "No, Ann Lee did not take part"}


def test_yes_makes_a_participant_and_the_question_goes(letter, idle):
    buttons(letter)["Yes, Ann Lee took part"].click()
    idle(letter)
    detail = letter.page.detail
    assert [texts(detail.people)[0]] == ["Ann Lee · was affected"]
    assert not detail.perhaps.isVisible()


def test_no_by_keyboard_leaves_nobody_and_undo_asks_again(letter, idle, qtbot):
    button = buttons(letter)["No, Ann Lee did not take part"]
    assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
    qtbot.keyClick(button, Qt.Key.Key_Space)
    idle(letter)
    assert not letter.page.detail.perhaps.isVisible()
    assert not texts(letter.page.detail.people)
    letter.menus.undo.trigger()
    idle(letter)
    assert asked(letter) == ["Ann Lee · was affected?"]
