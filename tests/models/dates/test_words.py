from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.dates.basis import DateBasis
from models.dates.days import to_day
from models.dates.edtf import parse_edtf, write_day, write_year
from models.dates.relations import between, hull
from models.dates.typed import parse_typed
from models.dates.words import describe, describe_event, explain, explain_in_words


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2025-02-03", "3 Feb 2025"),
        ("2024-04", "Apr 2024"),
        ("1994", "1994"),
        ("2023~", "c. 2023"),
        ("../2025-01-16", "before 17 Jan 2025"),
        ("1994/..", "since 1994"),
        ("2024-04/..", "since Apr 2024"),
        ("2023/2025", "2023 – 2025"),
        ("2024-04/2024-06", "Apr – Jun 2024"),
        ("2023-12/2024-02", "Dec 2023 – Feb 2024"),
        ("2025-01-26/2025-01-28", "26 – 28 Jan 2025"),
        ("2025-01-30/2025-02-02", "30 Jan – 2 Feb 2025"),
        ("2024-12-30/2025-01-02", "30 Dec 2024 – 2 Jan 2025"),
        ("199X", "1990s"),
        ("19XX", "20th century"),
        ("2024-21", "spring 2024"),
        ("2024-33", "1st quarter 2024"),
        ("-0043", "44 BC"),
    ],
)
def test_dates_are_told_in_words(edtf, words):
    assert describe(parse_edtf(edtf)) == words


def test_no_date_is_unknown():
    assert describe(None) == "date unknown"


def test_without_a_date_the_day_of_the_report_says_by_when():
    day = to_day(2025, 2, 4)
    assert describe_event(None, day, planned=False) == "by 4 Feb 2025"
    assert describe_event(None, day, planned=True) == "as of 4 Feb 2025"
    assert describe_event(None, None, planned=True) == "date unknown"
    assert describe_event(parse_edtf("2024-04"), day, planned=False) == "Apr 2024"


YEARS = st.integers(-9999, 9999) | st.integers(1800, 2100)
DAYS = st.integers(-2_000_000, 40_000) | st.integers(-60_000, 30_000)
CODES = (21, 22, 23, 24, 33, 34, 35, 36)
WRITTEN = st.one_of(
    YEARS.map(write_year),
    st.integers(10_000, 999_999).map(lambda year: f"Y{year}"),
    st.builds("{}-{:02d}".format, YEARS.map(write_year), st.integers(1, 12)),
    st.builds("{}-{}".format, YEARS.map(write_year), st.sampled_from(CODES)),
    DAYS.map(write_day),
    st.integers(0, 999).map("{:03d}X".format),
    st.integers(1, 999).map("-{:03d}X".format),
    st.integers(0, 99).map("{:02d}XX".format),
    st.integers(0, 99).map("-{:02d}XX".format),
    st.integers(1000, 2100).map("{}-XX".format),
)  # fmt: skip
MARKED = st.builds("{}{}".format, WRITTEN, st.sampled_from(("", "", "~", "?", "%")))
INTERVALS = st.one_of(
    MARKED.map(parse_edtf),
    st.builds(between, DAYS, st.none(), approximate=st.booleans()),
    st.builds(between, st.none(), DAYS, approximate=st.booleans()),
    st.builds(
        lambda day, length, about: between(day, day + length, approximate=about),
        DAYS, st.integers(0, 4000), st.booleans(),
    ),
    st.builds(lambda first, last: hull(parse_edtf(first), parse_edtf(last)), MARKED, MARKED),
    st.builds("{0}/{0}".format, st.sampled_from(("2024", "2024-01", "2024-04", "2024-04-30"))).map(
        parse_edtf
    ),
)  # fmt: skip


@given(INTERVALS)
def test_whatever_is_shown_can_be_typed_and_means_the_same_days(shown):
    words = describe(shown)
    typed = parse_typed(words)
    assert (typed.earliest, typed.latest) == (shown.earliest, shown.latest), words
    assert typed.approximate == shown.approximate, words


@given(DAYS, st.booleans())
def test_the_day_of_a_report_can_be_typed_as_the_days_until_it_or_from_it_on(day, planned):
    typed = parse_typed(describe_event(None, day, planned=planned))
    assert (typed.earliest, typed.latest) == ((day, None) if planned else (None, day))


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("0843", "843 AD"),
        ("0044-03-15", "15 Mar 44 AD"),
        ("Y12000", "12000 AD"),
        ("084X", "840s AD"),
        ("-004X", "50 BC – 41 BC"),
        ("000X", "1 BC – 9 AD"),
        ("-0043-03-15/-0043-03-17", "15 – 17 Mar 44 BC"),
        ("2024-04-01/2024-04-30", "Apr 2024"),
        ("2024-04-30/2024-04-30", "30 Apr 2024"),
        ("1994~/..", "since c. 1994"),
        ("../2025-01-16~", "before c. 17 Jan 2025"),
    ],
)
def test_words_leave_no_year_to_be_taken_for_another_number(edtf, words):
    assert describe(parse_edtf(edtf)) == words


def test_a_date_explains_itself_to_people_in_words():
    monday, published = parse_edtf("2025-02-03"), parse_edtf("2025-02-04")
    basis = DateBasis("Monday", "the Monday before", "publication", published, None, monday)
    assert explain_in_words(basis) == "the Monday before 4 Feb 2025 (publication)"
    told = DateBasis("Monday", "the same occasion as", "event", monday, "Monday", monday)
    assert explain_in_words(told) == "date of the same occasion"
    told = replace(told, anchor_words="last week")
    assert explain_in_words(told) == "the same occasion as 3 Feb 2025 (“last week”)"


def test_a_date_explains_itself():
    published, monday = parse_edtf("2025-02-04"), parse_edtf("2025-02-03")
    basis = DateBasis("Monday", "the Monday before", "publication", published, None, monday)
    assert explain(basis) == "the Monday before 2025-02-04 (publication)"
    basis = DateBasis("a day earlier", "the day before", "time", published, "Feb. 4", monday)
    assert explain(basis) == "the day before 2025-02-04 (“Feb. 4”)"
    assert (
        explain(DateBasis("3 Feb 2025", "as written", "none", None, None, monday)) == "as written"
    )
