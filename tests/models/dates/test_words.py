from dataclasses import replace

import pytest

from models.dates.basis import DateBasis
from models.dates.days import to_day
from models.dates.edtf import parse_edtf
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


@pytest.mark.parametrize(
    "edtf", ["2025-02-03", "2024-04", "1994", "2023~", "../2025-01-16", "1994/..", "2024-21"]
)
def test_the_words_can_be_typed_again(edtf):
    assert parse_typed(describe(parse_edtf(edtf))).edtf == edtf


def test_a_date_explains_itself_to_people_in_words():
    monday, published = parse_edtf("2025-02-03"), parse_edtf("2025-02-04")
    basis = DateBasis("Monday", "the Monday before", "publication", published, None, monday)
    assert explain_in_words(basis) == "the Monday before 4 Feb 2025 (publication)"
    told = DateBasis("Monday", "the same occasion as", "event", monday, "Monday", monday)
    assert explain_in_words(told) == "told of the same occasion"
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
