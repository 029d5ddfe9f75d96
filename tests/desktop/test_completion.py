"""What is offered under the search field, and that it stands in nobody's way."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from tests.desktop.conftest import texts

KEY = Qt.Key


@pytest.fixture
def field(qtbot, window, idle):
    """Return the search field with the keys in it."""
    window.activateWindow()
    window.page.search.setFocus()
    qtbot.waitUntil(window.page.search.hasFocus)
    return window.page.search


@pytest.fixture
def offered(window, idle):
    """Return a function that waits, and gives what is offered."""

    def wait():
        idle(window)
        view = window.page.asking.completion.list
        return texts(view) if view.isVisible() else None

    return wait


def chosen(window):
    item = window.page.asking.completion.list.currentItem()
    return None if item is None else item.text(0)


def test_values_are_offered_with_their_counts_and_taken_by_keys(
    qtbot, window, field, offered, idle
):
    qtbot.keyClicks(field, "actor:b")
    assert offered() == ["Ada Brandvold"]
    view = window.page.asking.completion.list
    assert texts(view, 1) == [texts(window.page.filters.actors, 1)[0]]
    assert chosen(window) is None
    qtbot.keyClick(field, KEY.Key_Down)
    assert chosen(window) == "Ada Brandvold"
    qtbot.keyClick(field, KEY.Key_Return)
    assert field.text() == 'actor:"Ada Brandvold" '
    assert field.hasFocus(), "the search goes on"
    assert offered() is None
    assert window.page.chips.texts() == ("Ada Brandvold",)


def test_counts_obey_what_is_typed_besides(qtbot, window, field, offered):
    qtbot.keyClicks(field, "okello kind:")
    some = offered()
    numbers = [int(each) for each in texts(window.page.asking.completion.list, 1)]
    assert some
    assert sum(numbers) == window.page.table.events.rowCount()


def test_enter_without_a_choice_searches(qtbot, window, field, offered, idle):
    qtbot.keyClicks(field, "actor:okel")
    assert offered() == ["Tomas Okello"]
    qtbot.keyClick(field, KEY.Key_Return)
    idle(window)
    assert field.text() == "actor:okel"
    assert window.page.table.hasFocus()
    assert offered() is None


def test_tab_takes_the_first_value_and_leaves_words_alone(qtbot, window, field, offered, idle):
    qtbot.keyClicks(field, "kind:me")
    assert offered() == ["Meeting"]
    qtbot.keyClick(field, KEY.Key_Tab)
    assert field.text() == "kind:meeting "
    field.clear()
    qtbot.keyClicks(field, "pla")
    assert offered() == ["place:"]
    qtbot.keyClick(field, KEY.Key_Tab)
    assert field.text() == "pla"
    assert not field.hasFocus()
    assert offered() is None


def test_a_field_is_chosen_and_its_values_follow(qtbot, window, field, offered):
    qtbot.keyClicks(field, "sta")
    assert offered() == ["status:"]
    qtbot.keyClick(field, KEY.Key_Down)
    qtbot.keyClick(field, KEY.Key_Tab)
    assert field.text() == "status:"
    assert "Asserted" in offered()
    qtbot.keyClick(field, KEY.Key_Up)
    last = chosen(window)
    qtbot.keyClick(field, KEY.Key_Up)
    qtbot.keyClick(field, KEY.Key_Down)
    assert chosen(window) == last
    qtbot.keyClick(field, KEY.Key_Down)
    assert chosen(window) is None, "after the last one stands what is typed"


def test_escape_closes_until_the_next_key(qtbot, window, field, offered):
    qtbot.keyClicks(field, "actor:")
    assert offered()
    qtbot.keyClick(field, KEY.Key_Escape)
    assert offered() is None
    assert field.text() == "actor:"
    qtbot.keyClicks(field, "o")
    assert offered() == ["Tomas Okello"]
    window.page.table.setFocus()
    assert offered() is None


def test_a_click_takes_an_offer_and_the_keys_stay(qtbot, window, field, offered):
    qtbot.keyClicks(field, "actor:(ada OR okel)")
    field.setCursorPosition(len(field.text()) - 1)
    qtbot.keyClicks(field, "l")
    assert offered() == ["Tomas Okello"]
    view = window.page.asking.completion.list
    place = view.visualItemRect(view.topLevelItem(0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert field.text() == 'actor:(ada OR "Tomas Okello")'
    assert field.hasFocus()
    field.undo()
    assert field.text() == "actor:(ada OR okell)"


def test_every_field_is_a_key_away(qtbot, window, field, offered):
    assert offered() is None
    qtbot.keyClick(field, KEY.Key_Down)
    assert {"actor:", "kind:", "place:", "from:"} <= set(offered())


def test_plain_words_dates_and_pasted_lines_are_left_alone(qtbot, window, field, offered):
    for typed in ("brandvold offered ", "from:2024", '"port talks', "x"):
        field.clear()
        qtbot.keyClicks(field, typed)
        assert offered() is None, typed
    QGuiApplication.clipboard().setText("kind:meeting")
    field.clear()
    field.paste()
    assert offered() is None, "it is complete"
    window.page.asking.open("actor:okel")
    assert offered() is None, "nobody types"


def test_names_that_look_like_markup_or_syntax_are_taken_whole(qtbot, window, field, offered, idle):
    with window._archive._store.writing() as session:
        session.connection().exec_driver_sql(
            "UPDATE actor SET name = ? WHERE name = 'Tomas Okello'",
            ('To "<b>m</b>" (Okello) OR x',),
        )
    qtbot.keyClicks(field, "actor:okel")
    assert offered() == ['To "<b>m</b>" (Okello) OR x']
    qtbot.keyClick(field, KEY.Key_Tab)
    assert field.text() == 'actor:"To ""<b>m</b>"" (Okello) OR x" '
    idle(window)
    assert not window.page.wrong.isVisible()
