"""The matrix and the network in the window: by mouse, by key, and in words."""

import pytest
from PySide6.QtCore import QPoint, Qt

from desktop.matrix.model import long_words
from tests.desktop.conftest import texts


@pytest.fixture
def page(window, idle):
    """Return a function that turns to a page, and the page."""

    def turn(key):
        window.page.turn(key)
        idle(window)
        return window.page.staging.page

    return turn


def test_a_cell_of_the_matrix_is_followed_to_its_events(page, window, qtbot, idle):
    matrix = page("matrix")
    model, table = matrix.model, matrix.table
    names = [model.headerData(n, Qt.Orientation.Vertical) for n in range(model.rowCount())]
    row = names.index("Tomas Okello")
    column = next(n for n in range(model.columnCount() - 1) if model.index(row, n).data() == "2")
    index = model.index(row, column)
    said = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Tomas Okello, ")
    assert said.endswith(": 2 events")
    table.setCurrentIndex(index)
    table.setFocus()
    assert window.page.pointed().actors == (model.actor(row).id,)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    idle(window)
    assert window.property("page") == "chroniclePage"
    assert window.page.count.text() == "2 of 14 events"
    again = page("matrix")
    assert again.model.headerData(0, Qt.Orientation.Vertical) == "Tomas Okello"


def test_how_long_nothing_was_reported_is_said_in_a_unit_one_can_picture():
    assert [long_words(n) for n in (1, 47, 200, 900)] == [
        "1 day", "47 days", "7 months", "2 years",
    ]  # fmt: skip


def test_a_tie_is_chosen_in_the_picture_and_in_the_table_and_followed(page, window, qtbot, idle):
    network = page("network")
    ties = list(zip(texts(network.table), texts(network.table, 1), strict=True))
    assert {"Ada Brandvold", "Lin Haruna"} in map(set, ties)
    view = network.view
    found = next(tie for tie in network._ties.values()
                 if {tie.one.name, tie.other.name} == {"Ada Brandvold", "Lin Haruna"})  # fmt: skip
    middle = (view.spot(found.one.id) + view.spot(found.other.id)) / 2
    qtbot.mouseClick(
        view, Qt.MouseButton.LeftButton, pos=QPoint(round(middle.x()), round(middle.y()))
    )
    assert view.edge == found.id
    assert network.table.chosen == found.id
    assert "Ada Brandvold" in view.accessibleDescription()
    network.table.setFocus()
    qtbot.keyClick(network.table, Qt.Key.Key_Return)
    idle(window)
    assert window.property("page") == "chroniclePage"
    assert len(window.page.filter().actors) == 2


def test_the_keys_go_from_name_to_name_and_enter_follows(page, window, qtbot, idle):
    network = page("network")
    network.view.setFocus()
    seen = []
    for _ in range(3):
        qtbot.keyClick(network.view, Qt.Key.Key_Right)
        seen.append(network.view.actor)
    assert len(set(seen)) == 3
    assert window.page.pointed().actors == (seen[-1],)
    qtbot.keyClick(network.view, Qt.Key.Key_Escape)
    assert network.view.actor == 0
    qtbot.keyClick(network.view, Qt.Key.Key_Left)
    qtbot.keyClick(network.view, Qt.Key.Key_Return)
    idle(window)
    assert [term.id for term in window.page.filter().actors] == [seen[0]]


def test_a_filter_without_ties_says_so(page, window, idle):
    network = page("network")
    window.page.search.setText("kind:disaster")
    window.page.asking.search_now()
    idle(window)
    assert network.table.rows.rowCount() == 0
    assert network.view.accessibleDescription() == "0 names"


def test_without_any_ties_nothing_is_explained_and_no_names_are_ruled_off(window, idle):
    window.page.search.setText("kind:visit actor:Nobody")
    window.page.search.returnPressed.emit()
    idle(window)
    window.page.turn("network")
    idle(window)
    assert window.page.staging.page.said.text() == ""
    window.page.turn("matrix")
    idle(window)
    assert window.page.staging.page.table.verticalHeader().isHidden()
    window.page.clear_filters()
    idle(window)
    assert not window.page.staging.page.table.verticalHeader().isHidden()
    window.page.turn("network")
    idle(window)
    assert window.page.staging.page.said.text().endswith("A thick line has many sources.")
