import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.dates.days import to_day
from models.dates.typed import parse_typed
from models.errors import KnownError


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("April 2024", "2024-04"),
        ("apr. 2024", "2024-04"),
        ("3 Feb 2025", "2025-02-03"),
        ("3rd of February 2025", "2025-02-03"),
        ("Feb 3, 2025", "2025-02-03"),
        ("Monday, February 3, 2025", "2025-02-03"),
        ("  Sept   2024 ", "2024-09"),
        ("2025", "2025"),
        ("2025-02", "2025-02"),
        ("2025-2-3", "2025-02-03"),
        ("2025/02/03", "2025-02-03"),
        ("1990s", "199X"),
        ("the 1990s", "199X"),
        ("spring 2024", "2024-21"),
        ("autumn of 2024", "2024-23"),
        ("Q3 2024", "2024-35"),
        ("2024 Q3", "2024-35"),
        ("c. 2023", "2023~"),
        ("about May 2023", "2023-05~"),
        ("since 1994", "1994/.."),
        ("before 17 Jan 2025", "../2025-01-16"),
        ("after April 2024", "2024-05/.."),
        ("until 2020", "../2020"),
        ("2023 - 2025", "2023/2025"),
        ("2023–2025", "2023/2025"),
        ("from 3 Feb 2025 to 5 Feb 2025", "2025-02-03/2025-02-05"),
        ("1994/..", "1994/.."),
        ("2025-02-03~", "2025-02-03~"),
        ("19XX", "19XX"),
    ],
)
def test_what_people_type_is_read(typed, edtf):
    assert parse_typed(typed).edtf == edtf


@pytest.mark.parametrize("typed", ["03/02/2025", "3.2.2025", "03/02/25"])
def test_a_date_of_two_readings_asks_for_the_month_as_a_word(typed):
    with pytest.raises(KnownError, match="month as a word"):
        parse_typed(typed)


@pytest.mark.parametrize(
    "typed",
    ["", " ", "soon", "February", "3 February", "Monday", "31 April 2024", "2025-13", "9" * 200],
)
def test_what_is_no_full_date_is_refused_and_never_completed(typed):
    with pytest.raises(KnownError):
        parse_typed(typed)


def test_today_is_read_only_when_it_is_given():
    day = to_day(2025, 3, 1)
    assert parse_typed("today", today=day).edtf == "2025-03-01"
    assert parse_typed("Yesterday", today=day).edtf == "2025-02-28"
    with pytest.raises(KnownError):
        parse_typed("today")


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_one_sentence(text):
    try:
        found = parse_typed(text)
    except KnownError:
        return
    assert parse_typed(found.edtf) == found
