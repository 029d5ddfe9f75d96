import edtf as oracle
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.dates.days import from_day, to_day
from models.dates.edtf import format_edtf, parse_edtf
from models.dates.interval import DateInterval, Precision
from models.errors import KnownError

YEARS = st.integers(0, 9999).map(lambda year: f"{year:04d}")
MONTHS = st.builds("{}-{:02d}".format, YEARS, st.integers(1, 12))
DAYS = st.builds("{}-{:02d}".format, MONTHS, st.integers(1, 28))
SEASONS = st.builds("{}-{}".format, YEARS, st.sampled_from([21, 22, 23, 33, 34, 35, 36]))
DIGITS = st.one_of(
    st.integers(0, 999).map("{:03d}X".format), st.integers(0, 99).map("{:02d}XX".format)
)
CALENDAR = st.one_of(YEARS, MONTHS, DAYS)
PARTS = st.one_of(
    DIGITS, SEASONS, st.builds("{}{}".format, CALENDAR, st.sampled_from(["", "~", "?", "%"]))
)
NUMBERS = st.integers(to_day(-9999, 1, 1), to_day(9999, 12, 31))


def first(text):
    return from_day(parse_edtf(text).earliest)


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("2025-02-03", (2025, 2, 3), (2025, 2, 3), Precision.DAY),
        ("2024-02", (2024, 2, 1), (2024, 2, 29), Precision.MONTH),
        ("1994", (1994, 1, 1), (1994, 12, 31), Precision.YEAR),
        ("199X", (1990, 1, 1), (1999, 12, 31), Precision.DECADE),
        ("19XX", (1900, 1, 1), (1999, 12, 31), Precision.CENTURY),
        ("2025-XX", (2025, 1, 1), (2025, 12, 31), Precision.YEAR),
        ("2025-02-XX", (2025, 2, 1), (2025, 2, 28), Precision.MONTH),
        ("2024-21", (2024, 3, 1), (2024, 5, 31), Precision.SEASON),
        ("2024-24", (2024, 12, 1), (2025, 2, 28), Precision.SEASON),
        ("2024-36", (2024, 10, 1), (2024, 12, 31), Precision.SEASON),
        ("-0043", (-43, 1, 1), (-43, 12, 31), Precision.YEAR),
        ("Y12345", (12345, 1, 1), (12345, 12, 31), Precision.YEAR),
        ("2023/2025-02", (2023, 1, 1), (2025, 2, 28), Precision.INTERVAL),
    ],
)
def test_edtf_means_its_first_and_last_day(text, earliest, latest, precision):
    found = parse_edtf(text)
    assert (from_day(found.earliest), from_day(found.latest)) == (earliest, latest)
    assert found.precision is precision


def test_open_ends_are_none():
    assert (parse_edtf("1994/..").latest, parse_edtf("../1994").earliest) == (None, None)


@pytest.mark.parametrize("mark", ["~", "?", "%"])
def test_marks_of_doubt_are_kept_and_told(mark):
    found = parse_edtf(f"2025-02{mark}")
    assert found.approximate
    assert format_edtf(found) == f"2025-02{mark}"
    assert parse_edtf(f"2024/2025{mark}").approximate


@given(PARTS)
def test_bounds_agree_with_the_edtf_package(text):
    known = oracle.parse_edtf(text)
    found = parse_edtf(text)
    assert from_day(found.earliest) == tuple(known.lower_strict()[:3])
    assert from_day(found.latest) == tuple(known.upper_strict()[:3])


@given(PARTS, PARTS)
def test_what_is_read_is_written_the_same(start, end):
    for text in (start, f"{start}/..", f"../{start}"):
        assert format_edtf(parse_edtf(text)) == text
    if first(start) <= first(end) and parse_edtf(start).earliest <= parse_edtf(end).latest:
        assert format_edtf(parse_edtf(f"{start}/{end}")) == f"{start}/{end}"


@given(st.none() | NUMBERS, st.none() | NUMBERS, st.booleans())
def test_what_is_written_is_read_as_the_same_days(one, other, approximate):
    if one is None and other is None:
        return
    if one is not None and other is not None and one > other:
        one, other = other, one
    bare = DateInterval(one, other, Precision.INTERVAL, "", approximate)
    found = parse_edtf(format_edtf(bare))
    assert (found.earliest, found.latest, found.approximate) == (one, other, approximate)


@pytest.mark.parametrize(
    "text",
    [
        "", "x", "2025-13", "2025-02-30", "2025-2-3", "20250203", "2025-02-03T10:00", "2025/2024",
        "../..", "/", "2025-21-03", "199X-02", "2025-XX-03", "-0000", "2025~~", "1" * 99,
        "٢٠٢٥", "2025-02-03/x", "Y1234567890", "2025--02", "{2025}", "\x00",
    ],
)  # fmt: skip
def test_anything_else_is_refused_in_one_sentence(text):
    with pytest.raises(KnownError) as refused:
        parse_edtf(text)
    assert str(refused.value).rstrip().endswith((".", "..."))
    assert "\n" not in str(refused.value)


@given(st.text(max_size=20))
def test_no_text_breaks_the_reader(text):
    try:
        found = parse_edtf(text)
    except KnownError:
        return
    assert found.earliest is None or found.latest is None or found.earliest <= found.latest
