"""Date fields and date histogram in the real window: what one says, the other shows."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.scale.spans import Unit
from models.dates.days import to_day


def certain_and_possible(window):
    """Return what the table would hold for the range of the fields."""
    dates = window.page.filters.dates
    return window.page.table.events.rowCount(), int(dates.possible.text().split("·")[1])


def test_bars_count_what_the_filter_finds_but_what_is_open_at_one_end(crowded, idle):
    bars = crowded.page.histogram.bars
    checked = 0
    for index in range(bars.span.first, bars.span.last + 1, 7):
        counts = bars.counts(index)
        bars._take(index, index, final=True)
        idle(crowded)
        certain, possible = certain_and_possible(crowded)
        assert certain == counts[0]
        assert possible >= counts[1]
        assert bars.counts(index) == counts, "its own range changes nothing"
        checked += sum(counts)
    assert checked


def test_bars_obey_all_other_filters(crowded, idle):
    bars = crowded.page.histogram.bars
    before = [bars.counts(i) for i in range(bars.span.first, bars.span.last + 1)]
    span = bars.span
    crowded.page.filters.kinds.values.choose(0)
    idle(crowded)
    assert bars.span == span, "the axis stays"
    after = [bars.counts(i) for i in range(bars.span.first, bars.span.last + 1)]
    assert sum(map(sum, after)) < sum(map(sum, before))
    assert crowded.page.histogram.undated.text()


def test_the_fields_follow_the_brush_and_the_brush_the_fields(qtbot, crowded, idle):
    page = crowded.page
    bars, dates = page.histogram.bars, page.filters.dates
    first, last = bars.bar_rect(1980).center(), bars.bar_rect(1984).center()
    qtbot.mousePress(bars, Qt.MouseButton.LeftButton, pos=first)
    qtbot.mouseMove(bars, last)
    assert (dates.start.text(), dates.end.text()) == ("1980", "1984"), "while dragging"
    qtbot.mouseRelease(bars, Qt.MouseButton.LeftButton, pos=last)
    idle(crowded)
    assert page.chips.texts() == ("1980 – 1984",)
    dates.end.setText("Mar 1990")
    assert bars.brush == (to_day(1980, 1, 1), to_day(1990, 3, 31)), "at once"
    dates.start.clear()
    assert bars.brush == (None, to_day(1990, 3, 31))
    idle(crowded)
    bars.setFocus()
    qtbot.keyClick(bars, Qt.Key.Key_Escape)
    idle(crowded)
    assert (dates.start.text(), dates.end.text()) == ("", "")
    assert not page.is_filtered()


def test_clearing_and_chips_take_the_brush_away(qtbot, crowded, idle):
    page = crowded.page
    bars = page.histogram.bars
    for chip in (False, True):
        bars._take(1990, 1991, final=True)
        idle(crowded)
        assert bars.brush is not None
        (page.chips.chips()[0] if chip else page.clear).click()
        idle(crowded)
        assert bars.brush is None


def test_a_click_on_a_bar_filters_and_a_double_click_does_not(qtbot, crowded, idle):
    page = crowded.page
    bars = page.histogram.bars
    place = bars.bar_rect(1999).center()
    qtbot.mouseClick(bars, Qt.MouseButton.LeftButton, pos=place)
    assert page.filters.dates.start.text() == "1999"
    qtbot.waitUntil(lambda: page.chips.texts() == ("On 1999",))
    idle(crowded)
    page.clear.click()
    idle(crowded)
    qtbot.mouseClick(bars, Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(bars, Qt.MouseButton.LeftButton, pos=place)
    assert page.filters.dates.start.text() == ""
    idle(crowded)
    assert bars.span.unit is Unit.MONTH
    qtbot.wait(QApplication.doubleClickInterval() + 100)
    assert not page.is_filtered()


def test_undated_events_are_one_click_away(qtbot, crowded, idle):
    page = crowded.page
    number = int(page.histogram.undated.text().split()[1].replace(",", ""))
    assert number
    page.histogram.undated.click()
    idle(crowded)
    assert page.table.events.rowCount() == number
    assert page.chips.texts() == ("Date unknown",)
    assert page.filters.dates.undated.isChecked()
    page.chips.chips()[0].click()
    idle(crowded)
    assert not page.histogram.undated.isChecked()
    assert not page.is_filtered()


def test_undated_events_come_beside_those_of_a_range(qtbot, crowded, idle):
    page = crowded.page
    page.histogram.bars._take(1990, 1994, final=True)
    idle(crowded)
    certain = page.table.events.rowCount()
    number = int(page.histogram.undated.text().split()[1].replace(",", ""))
    page.histogram.undated.click()
    idle(crowded)
    assert page.table.events.rowCount() == certain + number
    page.filters.dates.start.clear()
    page.filters.dates.end.clear()
    idle(crowded)
    assert not page.is_filtered(), "the buttons went with the range"


def test_dates_typed_into_the_search_line_are_those_of_the_fields_and_the_bars(
    qtbot, crowded, idle
):
    page = crowded.page
    bars, dates = page.histogram.bars, page.filters.dates
    page.search.setText("from:1990 until:1999 -zzz")
    idle(crowded)
    assert (dates.start.text(), dates.end.text()) == ("1990", "1999")
    assert bars.brush == bars._inside == (to_day(1990, 1, 1), to_day(1999, 12, 31))
    assert page.chips.texts() == ("not “zzz”", "1990 – 1999")
    dates.end.setText("1995")
    assert page.search.text() == "-zzz", "at once, and the words stay"
    idle(crowded)
    assert page.chips.texts() == ("not “zzz”", "1990 – 1995")
    page.search.setText("-zzz from:1994")
    idle(crowded)
    assert (dates.start.text(), dates.end.text()) == ("1994", "1995"), "they narrow each other"
    page.search.setText("-zzz")
    idle(crowded)
    assert (dates.start.text(), dates.end.text()) == ("1990", "1995")
    bars.setFocus()
    qtbot.keyClick(bars, Qt.Key.Key_Escape)
    idle(crowded)
    assert (dates.start.text(), page.search.text()) == ("", "-zzz")


def test_folding_is_remembered(opened, copied, crowd):
    path = copied(crowd)
    first = opened(path)
    first.page.histogram.heading.click()
    first.close()
    second = opened(path)
    assert not second.page.histogram.open
    assert not second.page.histogram.bars.isVisible()
    assert second.page.filters.folded() == ()


def test_a_zoomed_view_stays_when_filters_change(qtbot, crowded, idle):
    bars = crowded.page.histogram.bars
    for _ in range(5):
        bars.zoom_in()
    idle(crowded)
    span = bars.span
    crowded.page.filters.kinds.values.choose(0)
    crowded.page.search.setText("-zzz")
    idle(crowded)
    assert bars.span == span


@pytest.mark.parametrize("line", ["kind:disaster actor:#1 actor:#2 zzz"])
def test_where_nothing_matches_the_bars_say_so(crowded, idle, line):
    crowded.page.search.setText(line)
    idle(crowded)
    bars = crowded.page.histogram.bars
    assert bars.counts(2000) == (0, 0)
    assert crowded.grab().width()
