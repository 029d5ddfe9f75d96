from hypothesis import assume, given
from hypothesis import strategies as st

from models.dates.edtf import parse_edtf
from models.dates.relations import (
    between,
    certainly_inside,
    hull,
    intersection,
    possibly_inside,
    shifted,
    sort_key,
    union,
)

DAYS = st.none() | st.integers(-3_000, 3_000)


@st.composite
def intervals(draw):
    start, end = draw(DAYS), draw(DAYS)
    assume(start is not None or end is not None)
    if start is not None and end is not None and start > end:
        start, end = end, start
    return between(start, end)


def holds(interval, day):
    return possibly_inside(interval, day, day)


@given(intervals(), intervals(), st.integers(-3_100, 3_100))
def test_a_day_is_in_the_intersection_if_it_is_in_both(one, other, day):
    common = intersection(one, other)
    assert (holds(one, day) and holds(other, day)) == (common is not None and holds(common, day))


@given(intervals(), intervals(), st.integers(-3_100, 3_100))
def test_a_day_is_in_the_union_if_it_is_in_either(one, other, day):
    starts, ends = {one.earliest, other.earliest}, {one.latest, other.latest}
    assume(not (None in starts and None in ends))
    both = union(one, other)
    if both is None:
        assert intersection(one, other) is None
    else:
        assert holds(both, day) == (holds(one, day) or holds(other, day))


@given(intervals(), intervals())
def test_the_hull_holds_both(one, other):
    assume(not (None in (one.earliest, other.earliest) and None in (one.latest, other.latest)))
    around = hull(one, other)
    assert certainly_inside(one, around.earliest, around.latest)
    assert certainly_inside(other, around.earliest, around.latest)


@given(intervals(), DAYS, DAYS)
def test_what_is_certainly_inside_is_possibly_inside(interval, start, end):
    assume(start is None or end is None or start <= end)
    if certainly_inside(interval, start, end):
        assert possibly_inside(interval, start, end)


def test_a_month_that_overlaps_the_range_is_possible_and_not_certain():
    month, days = parse_edtf("2025-02"), parse_edtf("2025-02-10/2025-03-10")
    assert possibly_inside(month, days.earliest, days.latest)
    assert not certainly_inside(month, days.earliest, days.latest)


def test_dates_sort_by_first_day_then_finer_first_and_undated_last():
    wanted = [
        "../1999",
        "2025",
        "2025-01",
        "2025-02-03",
        "2025-02-03/2025-02-04",
        "2025-02-04",
        None,
    ]
    dates = [text and parse_edtf(text) for text in wanted]
    ordered = sorted(dates, key=sort_key)
    assert [date and date.edtf for date in ordered] == [
        "../1999", "2025-01", "2025", "2025-02-03", "2025-02-03/2025-02-04", "2025-02-04", None,
    ]  # fmt: skip


def test_units_stay_units_when_shifted():
    cases = {
        ("2024-02", "months", 1): "2024-03",
        ("2023", "years", 2): "2025",
        ("2024-24", "years", 1): "2025-24",
        ("2025-02-03", "days", -3): "2025-01-31",
        ("2024-01-31", "months", 1): "2024-02-29",
        ("1994/..", "years", 1): "1995/..",
        ("2024-33", "months", 3): "2024-34",
    }
    for (text, unit, count), wanted in cases.items():
        assert shifted(parse_edtf(text), **{unit: count}).edtf == wanted
