"""The filter panel: ticks, dates, names."""

import pytest
from PySide6.QtCore import Qt

from desktop.chronicle.dates import DateFields
from desktop.chronicle.facets import Ticked
from tests.desktop.conftest import texts


def click(qtbot, view, row, column=0):
    rect = view.visualRect(view.model().index(row, column))
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())


def test_a_click_anywhere_in_a_row_ticks_it_once(qtbot, window, idle):
    view = window.page.filters.actors
    for column in (0, 1):
        click(qtbot, view, 0, column)
        idle(window)
        assert (
            view.model().index(0, 0).data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        )
        assert window.page.table.events.rowCount() == int(texts(view, 1)[0])
        click(qtbot, view, 0, column)
        idle(window)
        assert view.values.ticked == ()


def test_space_ticks(qtbot, window, idle):
    view = window.page.filters.statuses
    view.setFocus()
    view.setCurrentIndex(view.model().index(0, 0))
    qtbot.keyClick(view, Qt.Key.Key_Space)
    idle(window)
    assert window.page.table.events.rowCount() == int(texts(view, 1)[0])


def test_the_model_ticks_for_outside_drivers(window, idle):
    model = window.page.filters.kinds.model()
    assert model.setData(model.index(0, 0), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    idle(window)
    assert window.page.is_filtered()
    assert model.setData(model.index(0, 0), Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    idle(window)
    assert not window.page.is_filtered()


def test_nothing_jumps_when_a_value_is_ticked(window, idle):
    view = window.page.filters.actors
    before = texts(view)
    view.values.choose(3)
    idle(window)
    assert texts(view) == before


def test_a_value_can_be_left_out(window, idle):
    view = window.page.filters.actors
    total, with_first = window.page.table.events.rowCount(), int(texts(view, 1)[0])
    view.values.choose(0, exclude=True)
    idle(window)
    assert window.page.table.events.rowCount() == total - with_first
    assert window.page.chips.texts()[0].startswith("not ")


def test_names_narrow_as_one_types_and_ticks_stay(qtbot, window, idle):
    view = window.page.filters.actors
    view.values.choose(0)
    idle(window)
    ticked = texts(view)[0]
    qtbot.keyClicks(window.page.filters.search, "hARun")
    idle(window)
    assert [name for name in texts(view) if name != ticked] == ["Lin Haruna"]
    assert view.values.ticked[0].label == ticked


def test_any_of_several_actors_is_offered(window, idle):
    view = window.page.filters.actors
    for row in (0, 1):
        view.values.choose(row)
    idle(window)
    both = window.page.table.events.rowCount()
    assert window.page.filters.modes.any.isEnabled()
    window.page.filters.modes.any.click()
    idle(window)
    assert window.page.table.events.rowCount() > both


def test_dates_count_what_may_be_and_what_has_no_date(qtbot, crowded, idle):
    dates = crowded.page.filters.dates
    assert not dates.possible.isEnabled()
    qtbot.keyClicks(dates.start, "1990")
    qtbot.keyClicks(dates.end, "10 May 1996")
    idle(crowded)
    certain = crowded.page.table.events.rowCount()
    for button in (dates.possible, dates.undated):
        number = int(button.text().split("·")[1])
        assert number
        before = crowded.page.table.events.rowCount()
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        idle(crowded)
        assert crowded.page.table.events.rowCount() == before + number
    assert crowded.page.table.events.rowCount() > certain


@pytest.fixture
def fields(qtbot):
    made = DateFields()
    qtbot.addWidget(made)
    made.show()
    return made


def test_half_a_date_is_not_called_wrong_while_one_types(qtbot, fields):
    qtbot.keyClicks(fields.start, "3 Fe")
    assert not fields.wrong.isVisible()
    assert fields.range() is None
    qtbot.waitUntil(fields.wrong.isVisible)
    assert "3 Fe" in fields.wrong.text()
    qtbot.keyClicks(fields.start, "b 2025")
    assert not fields.wrong.isVisible()
    assert fields.range().start.edtf == "2025-02-03"


def test_dates_the_wrong_way_round_are_told(qtbot, fields):
    fields.start.setText("2025")
    fields.end.setText("2024")
    qtbot.waitUntil(fields.wrong.isVisible)
    assert "after the second" in fields.wrong.text()


def test_ticked_values_that_are_not_listed_stay_ticked(window, idle):
    kinds = window.page.filters.kinds.values
    kinds.tick([Ticked("death", "death")])
    window.page.ask()
    idle(window)
    assert "Kind: death" in window.page.chips.texts()
    assert "Death" in texts(window.page.filters.kinds)
