"""The date histogram by itself: what it asks, draws and says, by mouse and by key."""

import itertools
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtWidgets import QApplication

from desktop.chronicle.histogram.drawing import scale_of
from desktop.chronicle.histogram.strip import HistogramStrip
from desktop.jobs.busy import Busy
from desktop.jobs.reader import Reader
from desktop.scale.spans import Unit
from desktop.theme.theme import Theme
from models.dates.days import to_day
from models.queries.filter import EventFilter

FIRST, LAST = to_day(1965, 1, 1), to_day(2024, 12, 31)


@dataclass
class Found:
    bars: list[tuple[int, int]]
    undated: int


class Chronicle:
    """Answers as a store would: so many certain events as the bucket has days, three possible."""

    def __init__(self, extent=(FIRST, LAST), undated=4):
        self.given, self.undated, self.asked = extent, undated, []
        self.possible = 3
        self.between = extent

    @contextmanager
    def reading(self):
        yield self, lambda: None

    def extent(self):
        return lambda _: self.given

    def middle(self):
        return lambda _: self.between

    def histogram(self, wanted, starts):
        self.asked.append((wanted, starts))
        pairs = itertools.pairwise(starts)
        bars = [(after - start, self.possible) for start, after in pairs]
        return lambda _: Found(bars, self.undated)


@pytest.fixture
def busy():
    return Busy()


@pytest.fixture
def shown(qtbot, qapp, busy):
    """Return a function that shows the strip over a chronicle and waits for its bars."""
    readers = []

    def show(chronicle, width=760):
        strip = HistogramStrip(Theme(qapp), busy)
        qtbot.addWidget(strip)
        strip.resize(width, 130)
        reader = Reader(chronicle, busy)
        readers.append(reader)
        strip.attach(reader, chronicle)
        strip.show()
        strip.refresh(EventFilter())
        settle()
        return strip

    def settle():
        qtbot.waitUntil(lambda: not busy.reasons)

    show.settle = settle
    yield show
    for reader in readers:
        reader.close()


def middle(bars, index):
    return bars.bar_rect(index).center()


def told(strip):
    """Return the ranges the strip emits from now on."""
    ranges = []
    strip.brushed.connect(lambda days, final: ranges.append((days, final)))
    return ranges


def test_everything_is_in_sight_at_first(shown):
    chronicle = Chronicle()
    strip = shown(chronicle)
    assert strip.said.text() == "1965 – 2024, by year"
    assert strip.undated.text() == "and 4 of unknown date"
    assert strip.bars.words(2024) == "2024: 366 certain, 3 possible"
    assert not strip.all.isEnabled()
    _wanted, starts = chronicle.asked[-1]
    assert (starts[0], starts[-1]) == (FIRST, LAST + 1)


def test_a_double_click_looks_into_a_year_and_then_into_a_month(qtbot, shown):
    strip = shown(Chronicle())
    bars = strip.bars
    ranges = told(strip)
    for unit, index in ((Unit.YEAR, 2023), (Unit.MONTH, 2023 * 12 + 4)):
        assert bars.span.unit is unit
        place = middle(bars, index)
        qtbot.mouseClick(bars, Qt.MouseButton.LeftButton, pos=place)
        qtbot.mouseDClick(bars, Qt.MouseButton.LeftButton, pos=place)
        shown.settle()
    assert strip.said.text() == "1 May 2023 – 31 May 2023, by day"
    assert bars.words(to_day(2023, 5, 3)) == "3 May 2023: 1 certain, 3 possible"
    qtbot.wait(QApplication.doubleClickInterval() + 50)
    assert bars.brush is None, "a double click filters nothing"
    assert [days for days, final in ranges if final] == [None, None]
    qtbot.mouseClick(strip.all, Qt.MouseButton.LeftButton)
    shown.settle()
    assert strip.said.text() == "1965 – 2024, by year"


def test_the_wheel_zooms_at_the_pointer(qtbot, shown):
    strip = shown(Chronicle())
    bars = strip.bars
    place = QPointF(middle(bars, 1990))
    for _ in range(8):
        wheel = QWheelEvent(
            place,
            bars.mapToGlobal(place),
            QPoint(),
            QPoint(0, 120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(bars, wheel)
    shown.settle()
    assert bars.span.unit is Unit.MONTH
    assert bars.span.start <= to_day(1990, 6, 30) <= bars.span.end


def test_a_drag_brushes_and_its_edges_can_be_dragged(qtbot, shown):
    strip = shown(Chronicle())
    bars, ranges = strip.bars, told(strip)
    qtbot.mousePress(bars, Qt.MouseButton.LeftButton, pos=middle(bars, 1980))
    qtbot.mouseMove(bars, middle(bars, 1985))
    qtbot.mouseMove(bars, middle(bars, 1989))
    assert ranges[-1] == ((to_day(1980, 1, 1), to_day(1989, 12, 31)), False)
    qtbot.mouseRelease(bars, Qt.MouseButton.LeftButton, pos=middle(bars, 1989))
    assert ranges[-1] == ((to_day(1980, 1, 1), to_day(1989, 12, 31)), True)
    edge = bars.bar_rect(1989).topRight() + QPoint(1, 20)
    qtbot.mousePress(bars, Qt.MouseButton.LeftButton, pos=edge)
    qtbot.mouseMove(bars, middle(bars, 2001))
    qtbot.mouseRelease(bars, Qt.MouseButton.LeftButton, pos=middle(bars, 2001))
    (start, end), final = ranges[-1]
    assert final
    assert start == to_day(1980, 1, 1)
    assert end in (to_day(2000, 12, 31), to_day(2001, 12, 31))


def test_a_drag_to_the_left_is_a_drag(qtbot, shown):
    strip = shown(Chronicle())
    bars, ranges = strip.bars, told(strip)
    qtbot.mousePress(bars, Qt.MouseButton.LeftButton, pos=middle(bars, 1989))
    qtbot.mouseMove(bars, middle(bars, 1980))
    qtbot.mouseRelease(bars, Qt.MouseButton.LeftButton, pos=middle(bars, 1980))
    assert ranges[-1] == ((to_day(1980, 1, 1), to_day(1989, 12, 31)), True)


def test_a_click_takes_one_bar_and_escape_gives_it_back(qtbot, shown):
    strip = shown(Chronicle())
    bars, ranges = strip.bars, told(strip)
    qtbot.mouseClick(bars, Qt.MouseButton.LeftButton, pos=middle(bars, 1999))
    year = (to_day(1999, 1, 1), to_day(1999, 12, 31))
    qtbot.waitUntil(lambda: ranges[-1] == (year, True))
    qtbot.keyClick(bars, Qt.Key.Key_Escape)
    assert ranges[-1] == (None, True)
    assert bars.brush is None


def test_keys_alone_choose_a_range(qtbot, shown):
    strip = shown(Chronicle())
    bars, ranges = strip.bars, told(strip)
    bars.setFocus()
    qtbot.waitUntil(bars.hasFocus)
    assert bars.cursor_bucket == 2024
    qtbot.keyClick(bars, Qt.Key.Key_Left)
    assert bars.accessibleDescription() == "2023: 365 certain, 3 possible"
    for _ in range(2):
        qtbot.keyClick(bars, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert "2021 to 2023" in bars.accessibleDescription()
    assert not ranges
    qtbot.keyClick(bars, Qt.Key.Key_Return)
    assert ranges == [((to_day(2021, 1, 1), to_day(2023, 12, 31)), True)]
    assert "filtered: 1 January 2021 to 31 December 2023" in bars.accessibleDescription()
    qtbot.keyClick(bars, Qt.Key.Key_Home)
    assert bars.cursor_bucket == 1965
    qtbot.keyClick(bars, Qt.Key.Key_End)
    assert bars.cursor_bucket == 2024


def test_keys_zoom_around_the_cursor_and_walk_beyond_the_edge(qtbot, shown):
    strip = shown(Chronicle())
    bars = strip.bars
    bars.setFocus()
    for _ in range(16):
        qtbot.keyClick(bars, Qt.Key.Key_Plus)
    shown.settle()
    assert bars.span.unit is Unit.DAY
    first = bars.span.first
    for _ in range(bars.span.count + 3):
        qtbot.keyClick(bars, Qt.Key.Key_Left)
    shown.settle()
    assert bars.span.first < first
    assert bars.span.first == bars.cursor_bucket
    assert ": 1 certain" in bars.words(bars.cursor_bucket)
    qtbot.keyClick(bars, Qt.Key.Key_0)
    shown.settle()
    assert bars.is_whole


def test_the_old_picture_stays_until_the_new_one_is_there(qtbot, shown):
    chronicle = Chronicle()
    strip = shown(chronicle)
    bars = strip.bars
    before = bars.counts(2024)
    chronicle.possible = 9
    strip.refresh(EventFilter())
    assert bars.counts(2024) == before
    shown.settle()
    assert bars.counts(2024) == (366, 9)


def test_an_answer_to_an_older_zoom_moves_nothing(qtbot, shown):
    strip = shown(Chronicle())
    strip.refresh(EventFilter())
    strip.bars.zoom_in()
    near = strip.bars.span
    qtbot.wait(20)  # the answer of before would be here by now
    assert strip.bars.span == near
    shown.settle()
    assert strip.bars.span == near


@pytest.mark.parametrize("undated", [0, 4])
def test_without_a_date_there_is_a_sentence(qtbot, shown, undated):
    strip = shown(Chronicle(extent=None, undated=undated))
    assert strip.undated.isEnabled() is bool(undated), "the keys go nowhere that nothing stands"
    assert strip.bars.span is None
    assert strip.said.text() == ""
    assert not strip.closer.isEnabled()
    assert "date" in strip.bars.accessibleDescription()
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Return, Qt.Key.Key_Plus, Qt.Key.Key_Escape):
        qtbot.keyClick(strip.bars, key)
    qtbot.mouseClick(strip.bars, Qt.MouseButton.LeftButton)
    assert strip.grab().toImage().width()


def test_a_single_day_is_shown_in_its_month(shown):
    day = to_day(2025, 2, 3)
    strip = shown(Chronicle(extent=(day, day)))
    assert strip.said.text() == "1 February 2025 – 28 February 2025, by day"


def test_folded_away_it_asks_nothing(shown):
    chronicle = Chronicle()
    strip = shown(chronicle)
    number = len(chronicle.asked)
    strip.heading.click()
    assert not strip.bars.isVisible()
    strip.refresh(EventFilter())
    shown.settle()
    assert len(chronicle.asked) == number
    strip.heading.click()
    shown.settle()
    assert len(chronicle.asked) == number + 1


def test_a_narrow_window_takes_coarser_bars(qtbot, shown):
    strip = shown(Chronicle(extent=(to_day(1900, 1, 1), LAST)), width=900)
    assert strip.bars.span.unit is Unit.YEAR
    strip.resize(300, 130)
    shown.settle()
    assert strip.bars.span.unit is Unit.DECADE


def test_possible_events_are_hatched_not_only_coloured(shown):
    chronicle = Chronicle(extent=(to_day(2020, 1, 1), LAST))
    chronicle.possible = 40
    bars = shown(chronicle).bars
    image = bars.grab().toImage()
    column = bars.bar_rect(bars.span.first + 2)
    rows = {}
    for y in range(column.top(), column.bottom()):
        row = [image.pixel(x, y) for x in range(column.left() + 2, column.right() - 3)]
        rows[y] = len(set(row))
    assert any(number > 1 for number in rows.values()), "hatched rows have several shades"
    assert list(rows.values())[-5:] == [1] * 5, "solid rows have one"


def test_events_that_may_be_anywhere_do_not_drown_the_certain_ones(shown):
    assert scale_of([(10, 20), (0, 5)]) == 30
    assert scale_of([(0, 40), (0, 30)]) == 40
    assert scale_of([(0, 40), (2, 40)]) == 4
    bars = shown(Chronicle(extent=(to_day(2020, 1, 1), LAST))).bars
    span = bars.span
    some = span.first + 2
    bars.put(bars._sight.extent, span, [(2 if n == 2 else 0, 40) for n in range(span.count)])
    image = bars.grab().toImage()
    column = bars.bar_rect(some)
    x = column.center().x()
    ground = QColor(bars._theme.colours.window).rgb()
    cut = [y for y in range(column.top(), column.bottom()) if image.pixel(x, y) == ground]
    assert any(
        all(image.pixel(left, y) == ground for left in range(column.left(), column.right() - 1))
        for y in cut
    ), "a bar that is cut has a gap"
    solid = image.pixel(x, column.bottom() - 1)
    half = range(column.bottom() - 18, column.bottom() - 1)
    assert all(image.pixel(x, y) == solid for y in half), "the certain ones keep their height"
    assert bars.words(some).endswith("2 certain, 40 possible")


FAR = to_day(1400, 1, 1)
SOME = to_day(2019, 1, 1), to_day(2021, 12, 31)


@pytest.fixture
def squeezed(shown):
    chronicle = Chronicle(extent=(FAR, SOME[1]))
    chronicle.between = SOME
    return shown(chronicle)


def test_a_far_date_does_not_squeeze_the_others_and_is_one_press_away(squeezed, qtbot):
    bars = squeezed.bars
    assert (bars.span.start, bars.span.end) == SOME
    assert not bars.is_whole
    assert " of 1400 – 2021, " in squeezed.said.text()
    assert squeezed.all.isEnabled()
    qtbot.mouseClick(squeezed.all, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not squeezed._busy.reasons)
    assert bars.is_whole
    assert bars.span.start <= FAR
    assert " of " not in squeezed.said.text()


def test_dates_that_leave_enough_room_are_all_in_sight_at_first(shown):
    chronicle = Chronicle(extent=(to_day(2018, 1, 1), SOME[1]))
    chronicle.between = SOME
    assert shown(chronicle).bars.is_whole


def test_what_is_in_sight_is_kept(squeezed, shown, qtbot):
    assert squeezed.bars.written() == "", "what one sees first follows the dates there are"
    squeezed.bars.zoom_in()
    qtbot.waitUntil(lambda: not squeezed._busy.reasons)
    span, written = squeezed.bars.span, squeezed.bars.written()
    for kept, wanted in ((written, span), ("nonsense", None), ("9:1:1", None), ("1:2:0", None)):
        chronicle = Chronicle(extent=(FAR, SOME[1]))
        chronicle.between = SOME
        squeezed.attach(squeezed._reader, chronicle, kept)
        squeezed.refresh(EventFilter())
        qtbot.waitUntil(lambda: not squeezed._busy.reasons)
        if wanted is not None:
            assert squeezed.bars.span == wanted
        else:
            assert (squeezed.bars.span.start, squeezed.bars.span.end) == SOME
    squeezed.bars.show_all()
    qtbot.waitUntil(lambda: not squeezed._busy.reasons)
    assert squeezed.bars.written() == "all"
    squeezed.attach(squeezed._reader, chronicle, "all")
    squeezed.refresh(EventFilter())
    qtbot.waitUntil(lambda: not squeezed._busy.reasons)
    assert squeezed.bars.is_whole
