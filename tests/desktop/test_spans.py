"""The scale of the date histogram: no day is lost, no label is over another."""

import itertools

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from desktop.scale.spans import (
    Span,
    Unit,
    home,
    labels,
    panned,
    top_of,
    typed,
    zoomed,
)
from models.dates.days import to_day
from models.dates.typed import parse_typed

DAYS = st.integers(to_day(-3000, 1, 1), to_day(3000, 12, 31))
UNITS = st.sampled_from(Unit)
MOST = st.integers(20, 400)


@st.composite
def spans(draw):
    return Span(unit := draw(UNITS), unit.index(draw(DAYS)), draw(st.integers(1, 400)))


@st.composite
def extents(draw):
    first, last = sorted((draw(DAYS), draw(DAYS)))
    return first, last


@given(UNITS, DAYS)
def test_a_day_lies_in_exactly_one_bucket(unit, day):
    index = unit.index(day)
    assert unit.start(index) <= day <= unit.end(index)
    assert unit.end(index) + 1 == unit.start(index + 1)


@given(spans(), DAYS, DAYS)
def test_later_days_stand_further_right(span, one, other):
    first, second = sorted((one, other))
    assert span.place(first) <= span.place(second)


@given(spans(), st.floats(0, 1))
def test_what_is_pointed_at_is_what_is_drawn_there(span, share):
    place = share * span.count
    index, day = span.bucket(place), span.day(place)
    assert span.first <= index <= span.last
    assert span.unit.start(index) <= day <= span.unit.end(index)
    assert span.place(day) <= place + 1e-9


@given(extents(), MOST)
def test_everything_is_in_sight_at_first_in_bars_that_can_be_seen(extent, most):
    span = home(*extent, most)
    assert span.start <= extent[0] <= extent[1] <= span.end
    assert span.count <= most or span.unit is Unit.CENTURY


@example((0, 0), 20, 16, 0.75)  # one bucket alone
@given(extents(), MOST, DAYS, st.floats(0.2, 5))
def test_zooming_never_leaves_what_there_is(extent, most, at, factor):
    whole = home(*extent, most)
    span = whole
    for _ in range(4):
        span = zoomed(span, min(max(at, whole.start), whole.end), factor, whole, most)
        assert span.count >= 1
        assert span.unit.index(whole.start) <= span.first
        assert span.last <= span.unit.index(whole.end)


def test_one_zooms_from_years_to_months_to_days_and_back():
    whole = home(to_day(1965, 1, 1), to_day(2024, 12, 31), 180)
    at, span, seen = to_day(2024, 3, 3), whole, [whole.unit]
    for _ in range(30):
        span = zoomed(span, at, 1 / 1.5, whole, 180)
        assert span.start <= at <= span.end
        seen.append(span.unit)
    assert list(dict.fromkeys(seen)) == [Unit.YEAR, Unit.MONTH, Unit.DAY]
    for _ in range(40):
        span = zoomed(span, at, 1.5, whole, 180)
    assert span == whole


@given(extents(), MOST, st.integers(-500, 500))
def test_moving_sideways_stops_at_the_ends(extent, most, by):
    whole = home(*extent, most)
    moved = panned(Span(whole.unit, whole.first, max(1, whole.count // 3)), by, whole)
    assert whole.first <= moved.first
    assert moved.last <= whole.last


@given(st.one_of(st.none(), DAYS), st.one_of(st.none(), DAYS))
def test_a_range_written_into_the_fields_is_read_as_the_same_range(start, end):
    first, second = typed(start, end)
    assert (parse_typed(first).earliest if first else None) == start
    assert (parse_typed(second).latest if second else None) == end


@given(spans())
def test_whole_buckets_are_written_and_read_as_the_same_range(span):
    assume(span.end <= to_day(9999, 12, 31))
    first, second = typed(span.start, span.end)
    assert parse_typed(first).earliest == span.start
    assert parse_typed(second).latest == span.end


def test_ranges_are_written_as_short_as_they_can_be():
    year, month, day = to_day(2024, 1, 1), to_day(2024, 3, 1), to_day(2024, 3, 5)
    assert typed(year, to_day(2025, 12, 31)) == ("2024", "2025")
    assert typed(month, to_day(2024, 3, 31)) == ("Mar 2024", "Mar 2024")
    assert typed(day, None) == ("5 Mar 2024", "")


@given(spans(), st.integers(40, 2000), st.integers(5, 9))
def test_labels_never_overlap_and_never_leave_the_axis(span, width, letter):
    made = labels(span, width, lambda text: len(text) * letter)
    assert all(label.left >= 0 and label.right <= width for label in made)
    assert all(one.right < other.left for one, other in itertools.pairwise(made))


def test_a_wide_axis_has_labels_at_every_zoom():
    for unit, count in ((Unit.YEAR, 60), (Unit.MONTH, 36), (Unit.DAY, 31), (Unit.DECADE, 20)):
        span = Span(unit, unit.index(to_day(2020, 1, 1)), count)
        assert len(labels(span, 700, lambda text: len(text) * 7)) >= 4


@given(st.integers(0, 10**7))
def test_the_scale_is_round_and_holds_the_highest_bar(highest):
    top = top_of(highest)
    assert top >= max(1, highest)
    assert top <= max(1, highest * 2)
    assert len(str(top).rstrip("0")) <= 2


@pytest.mark.parametrize(
    ("unit", "words"),
    [
        (Unit.DAY, "3 March 2024"),
        (Unit.MONTH, "March 2024"),
        (Unit.YEAR, "2024"),
        (Unit.DECADE, "2020s"),
        (Unit.CENTURY, "2000s"),
    ],
)
def test_buckets_have_words(unit, words):
    assert unit.words(unit.index(to_day(2024, 3, 3))) == words
