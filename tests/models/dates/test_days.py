from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.dates.days import days_in_month, from_day, shift_day, to_day, weekday
from models.errors import KnownError

DAYS = st.integers(to_day(-9999, 1, 1), to_day(9999, 12, 31))
EPOCH = date(1970, 1, 1)


@given(DAYS)
def test_a_day_number_and_its_calendar_day_lead_to_each_other(day):
    assert to_day(*from_day(day)) == day


@given(st.dates())
def test_day_numbers_and_weekdays_agree_with_the_standard_library(day):
    number = (day - EPOCH).days
    assert to_day(day.year, day.month, day.day) == number
    assert weekday(number) == day.weekday()
    assert EPOCH + timedelta(days=number) == day


@given(DAYS)
def test_the_next_day_is_one_more(day):
    (year, month, of_month), after = from_day(day), from_day(day + 1)
    if of_month < days_in_month(year, month):
        assert after == (year, month, of_month + 1)
    else:
        assert after == ((year, month + 1, 1) if month < 12 else (year + 1, 1, 1))


@pytest.mark.parametrize(
    ("start", "units", "end"),
    [
        ((2024, 1, 31), {"months": 1}, (2024, 2, 29)),
        ((2024, 2, 29), {"years": 1}, (2025, 2, 28)),
        ((2025, 3, 1), {"days": -1}, (2025, 2, 28)),
        ((1, 1, 1), {"years": -2}, (-1, 1, 1)),
        ((-43, 3, 15), {"months": -3}, (-44, 12, 15)),
        ((9999, 12, 1), {"months": 2}, (10000, 2, 1)),
    ],
)
def test_calendar_units_keep_the_day_or_take_the_last_of_the_month(start, units, end):
    assert from_day(shift_day(to_day(*start), **units)) == end


@pytest.mark.parametrize(("month", "day"), [(13, 1), (0, 1), (2, 29), (4, 31), (1, 0)])
def test_a_day_that_the_calendar_has_not_is_refused_in_words(month, day):
    with pytest.raises(KnownError, match="There is no"):
        to_day(2025, month, day)
