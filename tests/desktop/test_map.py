"""The map in the window: what is on it, what is not, and what leads on."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from models.importing.routine import import_files
from models.store.store import Store
from tests.desktop.conftest import texts

NEWS = """Talks in Oslo

OSLO, March 4, 2024 (Coast Wire) -- Trade Minister Ada Brandvold met Tomas Okello in Oslo on
Monday. Brandvold visited Norway in January 2024. Okello met Lin Haruna in Port Elsa on March 1.
"""


@pytest.fixture
def page(opened, idle, tmp_path):
    """Return the window on an article with places, and its map in sight."""
    (tmp_path / "oslo.txt").write_text(NEWS)
    store = Store.open(tmp_path / "oslo.sqlite")
    for _ in import_files(store, [tmp_path / "oslo.txt"]):
        pass
    store.close()
    window = opened(tmp_path / "oslo.sqlite")
    window.page.turn("map")
    idle(window)
    return window, window.page.staging.page


def test_what_is_known_is_on_the_map_and_the_rest_is_counted(page):
    _, shown = page
    where = dict(zip(texts(shown.table), texts(shown.table, 2), strict=True))
    assert where["Oslo"] == "Norway"
    assert where["Port Elsa"] == "not on the map"
    assert "on the map" in shown.said.text()
    assert "not on the map" in shown.said.text()
    dot = next(each for each in shown.view._dots if each.name == "Oslo")
    assert shown.view.at(shown.view.spot(dot)) == (dot.id, "")
    assert shown.view.accessibleDescription().startswith("Events in 1 country")


def test_a_place_is_chosen_on_the_map_and_followed_by_key(page, qtbot, idle):
    window, shown = page
    dot = next(each for each in shown.view._dots if each.name == "Oslo")
    qtbot.mouseClick(shown.view, Qt.MouseButton.LeftButton, pos=shown.view.spot(dot).toPoint())
    assert shown.table.chosen == dot.id
    assert "Oslo" in shown.view.accessibleDescription()
    shown.view.setFocus()
    qtbot.keyClick(shown.view, Qt.Key.Key_Return)
    idle(window)
    assert window.property("page") == "chroniclePage"
    assert [term.value for term in window.page.filter().places] == ["Oslo"]


def test_one_zooms_and_moves_by_key_and_it_stays(page, qtbot):
    _, shown = page
    before = shown.written()
    shown.view.setFocus()
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Plus, Qt.Key.Key_Right):
        qtbot.keyClick(shown.view, key)
    after = shown.written()
    assert after != before
    qtbot.keyClick(shown.view, Qt.Key.Key_0)
    assert shown.written() == before
    shown.begin(after)
    assert shown.written() == after
    shown.begin("nonsense")
    assert shown.written() == after


AMBIGUOUS = """Talks in San Jose

SAN JOSE, March 4, 2024 (Coast Wire) -- Trade Minister Ada Brandvold visited San Jose on Monday.
"""


def test_an_ambiguous_place_is_decided_once_and_that_can_be_undone(opened, idle, tmp_path):
    (tmp_path / "one.txt").write_text(AMBIGUOUS)
    store = Store.open(tmp_path / "one.sqlite")
    for _ in import_files(store, [tmp_path / "one.txt"]):
        pass
    store.close()
    window = opened(tmp_path / "one.sqlite")
    window.page.turn("map")
    idle(window)
    page = window.page.staging.page
    place = texts(page.table).index("San Jose")
    assert texts(page.table, 2)[place].startswith("may be in ")
    page.table.selectRow(place)
    page.table.menu_wanted.emit(QPoint(5, 5))
    (menu,) = page.findChildren(QMenu)
    offered = {each.text(): each for each in menu.actions()}
    assert {"It is in Costa Rica", "It is in the Philippines"} & set(offered)
    offered["It is in Costa Rica"].trigger()
    menu.close()
    idle(window)
    assert dict(zip(texts(page.table), texts(page.table, 2), strict=True)) == {
        "San Jose, Costa Rica": "Costa Rica"
    }
    window.menus.undo.trigger()
    idle(window)
    assert texts(page.table) == ["San Jose"]
