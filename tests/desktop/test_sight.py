"""What is in sight of the dates, and a range dragged over them, without a window."""

import pytest

from desktop.chronicle.histogram.ruler import SIDE, Ruler
from desktop.scale.brush import dragged, meets, range_words
from desktop.scale.sight import Sight
from desktop.scale.spans import Span, Unit
from models.dates.days import to_day

MOST = 60
YEARS = Span(Unit.YEAR, 2000, 10)
FIVE = (to_day(2003, 1, 1), to_day(2007, 12, 31))


@pytest.fixture
def sight():
    made = Sight()
    made.extent = (to_day(1965, 1, 1), to_day(2024, 12, 31))
    assert made.show_all(MOST)
    return made


def test_looking_into_a_bucket_shows_its_parts_and_no_more_than_there_is(sight):
    assert sight.whole
    assert sight.look_into(2024, MOST)
    assert sight.span == Span(Unit.MONTH, 2024 * 12, 12)
    assert not sight.whole
    assert sight.look_into(2024 * 12 + 1, MOST)
    assert (sight.span.start, sight.span.end) == (to_day(2024, 2, 1), to_day(2024, 2, 29))
    assert not sight.look_into(sight.span.first, MOST), "a day has no parts"


def test_walking_beyond_the_edge_moves_the_view_and_stops_at_the_last_date(sight):
    sight.look_into(2023, MOST)
    sight.cursor = sight.span.last
    assert sight.walk(sight.cursor + 2, MOST, extend=False)
    assert sight.span.last == sight.cursor == 2024 * 12 + 1
    assert sight.walk(sight.cursor + 1000, MOST, extend=True)
    assert sight.cursor == 2024 * 12 + 11
    assert sight.chosen() == (2024 * 12 + 1, 2024 * 12 + 11)
    assert not sight.walk(sight.cursor + 1, MOST, extend=False)


def test_the_cursor_stays_on_its_day_when_the_units_change(sight):
    sight.cursor = 2010
    assert sight.zoom(0.05, None, MOST)
    assert sight.span.unit is Unit.MONTH
    assert sight.cursor // 12 == 2010


def test_an_edge_goes_to_the_nearest_gap_and_never_beyond_the_other():
    assert dragged(FIVE, YEARS, 0, 5.4) == (to_day(2005, 1, 1), FIVE[1])
    assert dragged(FIVE, YEARS, 1, 5.6) == (FIVE[0], to_day(2005, 12, 31))
    assert dragged(FIVE, YEARS, 0, 9.9) == (to_day(2007, 1, 1), FIVE[1])
    assert dragged(FIVE, YEARS, 1, -3) == (FIVE[0], to_day(2003, 12, 31))
    assert dragged((None, FIVE[1]), YEARS, 1, 2) == (None, to_day(2001, 12, 31))


def test_a_range_meets_what_it_touches_and_is_told_in_words():
    assert meets(None, *FIVE)
    assert meets((FIVE[1], None), *FIVE)
    assert not meets((FIVE[1] + 1, None), *FIVE)
    assert not meets((None, FIVE[0] - 1), *FIVE)
    assert range_words((FIVE[0], None)) == "from 1 January 2003"
    assert range_words((None, FIVE[1])) == "until 31 December 2007"


def test_the_ruler_finds_what_it_has_placed():
    ruler = Ruler(YEARS, 420, 120, 12)
    for index in range(2000, 2010):
        column = ruler.column(index)
        assert ruler.bucket(column.center().x()) == index
    assert ruler.bucket(SIDE - 1) is None
    first, last = ruler.edges(FIVE)
    assert (ruler.edge(FIVE, first + 2), ruler.edge(FIVE, last - 2)) == (0, 1)
    assert ruler.edge(FIVE, (first + last) // 2) is None
    assert ruler.edges((None, FIVE[1])) == (None, last)
