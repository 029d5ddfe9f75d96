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
        ("44 BC", "-0043"),
        ("44 B.C.", "-0043"),
        ("15 March 44 BC", "-0043-03-15"),
        ("AD 43", "0043"),
        ("843 AD", "0843"),
        ("49–44 BC", "-0048/-0043"),
        ("1200 - 1100 BC", "-1199/-1099"),
        ("13/05/2024", "2024-05-13"),
        ("05/13/2024", "2024-05-13"),
        ("13.5.2024", "2024-05-13"),
        ("5/5/2024", "2024-05-05"),
        ("1994–96", "1994/1996"),
        ("1994-96", "1994/1996"),
        ("c. 1994–96", "1994~/1996~"),
        ("early March 2024", "2024-03-01~/2024-03-10~"),
        ("mid-March 2024", "2024-03-11~/2024-03-20~"),
        ("late February 2024", "2024-02-21~/2024-02-29~"),
        ("the beginning of 2024", "2024-01~/2024-04~"),
        ("mid-2024", "2024-05~/2024-08~"),
        ("late 1990s", "1997~/1999~"),
        ("the early 20th century", "1900~/1933~"),
        ("late summer 2024", "2024-08~"),
        ("by 4 Feb 2025", "../2025-02-04"),
        ("before c. 17 Jan 2025", "../2025-01-16~"),
        ("c. 3 Feb – 5 Mar 2025", "2025-02-03~/2025-03-05~"),
        ("26 – 28 Jan 2025", "2025-01-26/2025-01-28"),
        ("Feb 3-5, 2025", "2025-02-03/2025-02-05"),
        ("Apr – Jun 2024", "2024-04/2024-06"),
        ("3rd quarter of 2024", "2024-35"),
        ("20th century", "19XX"),
        ("the 1st century BC", "-00XX"),
        ("840s AD", "084X"),
        ("Mon, 3 Feb 2025", "2025-02-03"),
    ],
)
def test_what_people_type_is_read(typed, edtf):
    assert parse_typed(typed).edtf == edtf


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("05/06/2024", "can be 5 June or 6 May 2024; write the month as a word"),
        ("3.2.2025", "can be 3 February or 2 March 2025"),
        ("03/02/25", "month as a word and the year in full"),
        ("32/13/2024", "There is no month 13"),
        ("Tuesday, 3 Feb 2025", "3 February 2025 is a Monday, not a Tuesday"),
        ("0 BC", "There is no year 0"),
        ("1996–94", "swap the two ends"),
    ],
)
def test_what_is_not_one_date_is_said_in_one_sentence(typed, told):
    with pytest.raises(KnownError, match=told) as fault:
        parse_typed(typed)
    assert "\n" not in str(fault.value)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "soon",
        "February",
        "3 February",
        "Monday",
        "31 April 2024",
        "2025-13",
        "44",
        "843",
        "50s",
        "5 to 7",
        "early",
        "late 3 Feb 2025",
        "foo 3 Feb 2025",
        "3-5 Feb",
        "9" * 200,
    ],
)
def test_what_is_not_a_full_date_is_refused_and_never_completed(typed):
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
