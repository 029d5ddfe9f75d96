import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.dates.basis import DateBasis, basis_from_data, basis_to_data, rebased, recompute
from models.dates.days import to_day, weekday
from models.dates.derivation import derive, rule_in_words
from models.dates.edtf import parse_edtf
from models.dates.relations import one_day
from models.errors import KnownError

DAYS = st.integers(to_day(1000, 1, 1), to_day(3000, 1, 1))
# Tuesday 4 February 2025
CASES = [
    ("unit day -1", "2025-02-03", "the day before"),
    ("unit week -1", "2025-01-27/2025-02-02", "the week before"),
    ("unit weekend -1", "2025-02-01/2025-02-02", "the weekend before"),
    ("unit month 0", "2025-02", "the month of"),
    ("unit year -2", "2023", "2 years before"),
    ("unit quarter -1", "2024-36", "the quarter before"),
    ("unit decade -1", "201X", "the decade before"),
    ("weekday 0 <=", "2025-02-03", "the Monday before"),
    ("weekday 1 <=", "2025-02-04", "the Tuesday before"),
    ("weekday 1 <", "2025-01-28", "the Tuesday before"),
    ("weekday 4 >", "2025-02-07", "the Friday after"),
    ("weekday 4 -1", "2025-01-31", "the Friday of the week before"),
    ("weekday 0 ~", "2025-02-03", "the Monday nearest to"),
    ("month 9 <=", "2024-09", "the September before"),
    ("month 2 <=", "2025-02", "the February before"),
    ("month 3 >=", "2025-03", "the March after"),
    ("month 9 -1", "2024-09", "the September of the year before"),
    ("monthday 2 5 <=", "2024-02-05", "the 5 February before"),
    ("monthday 2 4 <=", "2025-02-04", "the 4 February before"),
    ("monthday 2 29 <=", "2024-02-29", "the 29 February before"),
    ("monthday 2 29 >", "2028-02-29", "the 29 February after"),
    ("season 21 <=", "2024-21", "the spring before"),
    ("season 24 <=", "2024-24", "the winter before"),
    ("dayfrom 3 11 22 <=", "2024-11-28", "the fourth Thursday of November before"),
    ("dayfrom 0 5 25 0", "2025-05-26", "the first Monday from 25 May on of the year of"),
    ("easter 0 >", "2025-04-20", "the Easter after"),
    ("easter -2 <=", "2024-03-29", "the Friday before Easter before"),
    ("same year -8", "2017-02-04", "the day 8 years before"),
    ("same day 7", "2025-02-11", "the day 7 days after"),
    ("monthweek 3", "2025-02-15/2025-02-21", "the third week of the month of"),
    ("dom 20", "2025-02-20", "day 20 of the month of"),
    ("span year 2", "2023/2025", "the 2 years up to"),
    ("span month 3", "2024-11/2025-02", "the 3 months up to"),
    ("days 1 30 2 2 <=", "2025-01-30/2025-02-02", "the days from 30 January to 2 February before"),
    ("span day -3", "2025-02-04/2025-02-07", "the 3 days after"),
    ("from", "2025-02-04/..", "since"),
    ("dom 4 <=", "2025-02-04", "the nearest day 4 of a month before"),
    ("dom 31 <=", "2025-01-31", "the nearest day 31 of a month before"),
    ("dom 31 >", "2025-03-31", "the nearest day 31 of a month after"),
    ("until", "../2025-02-04", "until"),
    ("after", "2025-02-05/..", "after"),
    ("before", "../2025-02-03", "before"),
    ("about", "2025-02-04~", "about"),
]


@pytest.mark.parametrize(("rule", "edtf", "words"), CASES)
def test_each_rule_leads_from_a_tuesday_to_its_date_and_can_be_said(rule, edtf, words):
    assert derive([rule], parse_edtf("2025-02-04")).edtf == edtf
    assert rule_in_words(rule) == words


@pytest.mark.parametrize(
    "easter", ["1818-03-22", "1943-04-25", "1954-04-18", "1981-04-19", "2000-04-23", "2038-04-25"]
)
def test_easter_falls_on_its_sunday(easter):
    assert derive(["easter 0 0"], parse_edtf(easter[:4])).edtf == easter


def test_rules_are_applied_one_after_another():
    chain = ("weekday 0 <=", "unit day -1")
    assert derive(chain, parse_edtf("2025-02-04")).edtf == "2025-02-02"


def test_an_anchor_known_too_coarsely_gives_no_date():
    month = parse_edtf("2025-02")
    assert derive(["weekday 0 <="], month) is None
    assert derive(["unit month -1"], month).edtf == "2025-01"
    assert derive(["unit year 0"], month).edtf == "2025"
    assert derive(["unit day 0"], None) is None
    assert derive(["unit day 0"], parse_edtf("1994/..")) is None
    assert derive(["dom 30"], month) is None


@given(DAYS, st.integers(0, 6))
def test_the_weekday_before_is_at_most_six_days_back_and_the_one_after_six_on(day, wanted):
    before = derive([f"weekday {wanted} <="], one_day(day)).earliest
    after = derive([f"weekday {wanted} >="], one_day(day)).earliest
    assert weekday(before) == weekday(after) == wanted
    assert 0 <= day - before <= 6
    assert 0 <= after - day <= 6


@given(DAYS, st.sampled_from([rule for rule, _, _ in CASES]))
def test_no_day_breaks_a_rule(day, rule):
    found = derive([rule], one_day(day))
    if found is not None and " <" in rule:
        assert found.earliest <= day
    if found is not None and " >" in rule:
        assert found.latest >= day


def monday():
    published = parse_edtf("2025-02-04")
    return DateBasis(
        "Monday",
        "the Monday before",
        "publication",
        published,
        None,
        parse_edtf("2025-02-03"),
        ("weekday", 0, ""),
        ("weekday 0 <=",),
    )


def test_a_basis_survives_json():
    data = json.loads(json.dumps(basis_to_data(monday())))
    assert basis_from_data(data) == monday()


def test_words_that_give_no_day_survive_json_and_stay_without_one():
    unclear = DateBasis(
        "Tuesday", "no day, because …", "none", None, None, None, ("weekday", 1, "")
    )
    assert basis_from_data(json.loads(json.dumps(basis_to_data(unclear)))) == unclear
    assert recompute(unclear, parse_edtf("2025-02-04")) is None
    assert rebased(unclear, parse_edtf("2025-02-04")) is None


def test_a_damaged_basis_is_refused():
    with pytest.raises(KnownError):
        basis_from_data({"words": "Monday"})
    with pytest.raises(KnownError):
        basis_from_data({"result": "nonsense"})


def test_a_corrected_publication_date_moves_what_was_counted_from_it():
    corrected = parse_edtf("2025-03-05")
    assert recompute(monday(), corrected).edtf == "2025-03-03"
    moved = rebased(monday(), corrected)
    assert (moved.anchor.edtf, moved.result.edtf) == ("2025-03-05", "2025-03-03")
    assert recompute(monday(), parse_edtf("2025")) is None
    assert rebased(monday(), None) is None


def test_a_date_of_its_own_stays():
    fixed = DateBasis("1994", "as written", "none", None, None, parse_edtf("1994"))
    assert recompute(fixed, None).edtf == "1994"
    assert rebased(fixed, parse_edtf("2001")) == fixed


def test_a_date_counted_from_another_moves_with_its_anchor():
    sunday = DateBasis(
        "a day earlier",
        "the day before",
        "time",
        parse_edtf("2025-02-03"),
        "Monday",
        parse_edtf("2025-02-02"),
        rules=("weekday 0 <=", "unit day -1"),
    )
    moved = rebased(sunday, parse_edtf("2025-02-18"))
    assert (moved.anchor.edtf, moved.result.edtf) == ("2025-02-17", "2025-02-16")


def test_the_date_of_a_shared_occasion_moves_with_the_occasion():
    told = monday()
    shared = replace(told, rule="the same occasion as", anchor_kind="event", anchor=told.result)
    moved = rebased(shared, parse_edtf("2025-02-12"))
    assert moved is not None
    assert moved.anchor == moved.result == parse_edtf("2025-02-10")
