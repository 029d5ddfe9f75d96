"""The switches under the dates: each says whether such events are shown, and folds them away."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton

from desktop.chronicle.filters.dates import DateFields
from models.queries.filter import DateRange, Term
from models.queries.rows import DateCounts

ONLY, WITHOUT = Term("reported"), Term("reported", exclude=True)


def number(button):
    """The count that a switch, or the words beside the bars, say."""
    return int("".join(c for c in button.text() if c.isdigit()))


def rows(window):
    return window.page.table.events.rowCount()


@pytest.fixture
def fields(qtbot):
    made = DateFields()
    qtbot.addWidget(made)
    made.resize(220, 200)
    made.show()
    return made


def states(fields):
    """Which switches are on, in their order; in brackets those that can be pressed."""
    switches = (fields.possible, fields.reported, fields.undated)
    return [(each.isChecked(), each.isEnabled()) for each in switches]


def test_events_only_reported_are_folded_away_and_come_back(qtbot, crowded, idle):
    page = crowded.page
    switch = page.filters.dates.reported
    every, told = rows(crowded), number(switch)
    before = sum(map(sum, page.histogram.bars._bars))
    assert 0 < told < every
    assert switch.isChecked()
    qtbot.mouseClick(switch, Qt.MouseButton.LeftButton)
    idle(crowded)
    assert rows(crowded) == every - told
    assert page.chips.texts() == ("Without “report date only”",)
    assert number(switch) == told, "it says what it would bring back"
    assert sum(map(sum, page.histogram.bars._bars)) == before - told
    page.chips.chips()[0].click()
    idle(crowded)
    assert rows(crowded) == every
    assert switch.isChecked()


def test_the_switch_and_the_line_say_the_same(crowded, idle):
    page = crowded.page
    switch = page.filters.dates.reported
    page.search.setText("-dated:reported -zzz")
    idle(crowded)
    assert not switch.isChecked()
    switch.click()
    idle(crowded)
    assert page.search.text() == "-zzz"
    assert switch.isChecked()
    page.open_line("dated:reported")
    idle(crowded)
    assert rows(crowded) == number(switch)
    assert page.chips.texts() == ("Report date only",)
    assert not page.filters.dates.undated.isChecked()
    switch.click()
    idle(crowded)
    assert page.chips.texts() == ("Without “report date only”",)


def test_in_a_range_they_are_among_the_possible_ones(qtbot, crowded, idle):
    page = crowded.page
    dates = page.filters.dates
    qtbot.keyClicks(dates.start, "1990")
    qtbot.keyClicks(dates.end, "1996")
    idle(crowded)
    assert states(dates) == [(False, True), (False, False), (False, True)]
    certain, possible, told = rows(crowded), number(dates.possible), number(dates.reported)
    assert 0 < told < possible
    dates.possible.click()
    idle(crowded)
    assert rows(crowded) == certain + possible
    assert states(dates) == [(True, True), (True, True), (False, True)]
    dates.reported.click()
    idle(crowded)
    assert rows(crowded) == certain + possible - told
    assert (number(dates.possible), number(dates.reported)) == (possible - told, told)


def test_what_is_folded_away_stays_so_after_a_restart(opened, copied, crowd, idle):
    path = copied(crowd)
    first = opened(path)
    for switch in (first.page.filters.dates.reported, first.page.filters.dates.undated):
        switch.click()
        idle(first)
    count, chips = rows(first), first.page.chips.texts()
    first.close()
    second = opened(path)
    assert (rows(second), second.page.chips.texts()) == (count, chips)
    assert states(second.page.filters.dates)[1:] == [(False, True), (False, True)]


def test_without_a_range_unknown_dates_are_shown_until_they_are_folded_away(crowded, idle):
    page = crowded.page
    dates = page.filters.dates
    every, unknown = rows(crowded), number(dates.undated)
    assert states(dates) == [(False, False), (True, True), (True, True)]
    dates.undated.click()
    idle(crowded)
    assert rows(crowded) == every - unknown
    dates.undated.click()
    idle(crowded)
    assert rows(crowded) == every
    page.histogram.undated.click()
    idle(crowded)
    assert rows(crowded) == unknown
    assert states(dates) == [(False, False), (False, False), (True, True)]
    dates.undated.click()
    idle(crowded)
    assert rows(crowded) == every - unknown
    assert page.chips.texts() == ("Without “date unknown”",)
    page.clear.click()
    idle(crowded)
    assert rows(crowded) == every


def test_a_range_takes_unknown_dates_away_and_its_end_brings_them_back(qtbot, fields):
    qtbot.keyClicks(fields.start, "2024")
    assert states(fields) == [(False, True), (False, False), (False, True)]
    fields.possible.click()
    fields.undated.click()
    assert fields.range() == DateRange(fields.range().start, None, True, True)
    fields.start.clear()
    assert fields.range() is None
    assert states(fields) == [(False, False), (True, True), (True, True)]


@pytest.mark.parametrize("shown", [(), (WITHOUT,), (ONLY,), (ONLY, Term("no"))])
def test_what_is_shown_is_what_is_asked_for(fields, shown):
    fields.show_range(None, shown)
    assert fields.dated() == shown
    fields.reported.click()
    fields.reported.click()
    fields.clear()
    assert fields.dated() == ()


def test_a_switch_looks_like_a_tick_and_all_of_its_row_can_be_pressed(qtbot, fields):
    fields.count(DateCounts(1, 2, 3, 1_234_567, capped=True))
    switch = fields.reported
    assert switch.text() == "Report date only · 1,234,567+"
    assert isinstance(switch, QAbstractButton)
    spoken = QAccessible.queryAccessibleInterface(switch)
    assert spoken.role() == QAccessible.Role.CheckBox
    assert spoken.text(QAccessible.Text.Name) == "Report date only, at least 1,234,567 events"
    assert fields.possible.text() == "Possibly in range", "there is no range"
    plain = switch.grab().toImage()
    qtbot.mouseClick(
        switch, Qt.MouseButton.LeftButton, pos=QPoint(switch.width() - 3, switch.height() // 2)
    )
    assert not switch.isChecked()
    assert switch.grab().toImage() != plain
