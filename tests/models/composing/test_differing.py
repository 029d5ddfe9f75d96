"""What the sources of an event say of it, and on what they differ."""

import pytest

from models.composing.differing import (
    TOLL,
    Voice,
    chosen_date,
    chosen_status,
    disputed,
    told,
)
from models.composing.joining.named import Called
from models.composing.tolls import tolls
from models.dates.edtf import parse_edtf


def voice(number: int, source: int, day: str | None = None, passage: str = "", **more) -> Voice:
    date = parse_edtf(day) if day else None
    return Voice(number, source, number, "attack", date, tolls=tolls(passage), **more)


@pytest.mark.parametrize(
    ("dates", "differ"),
    [
        (["2021-03-03", "2021-03-04"], True), (["2021-03", "2021-03-04"], False),
        (["2021-03-03", None], False), (["2021/..", "2022"], False), (["2021/..", "2020"], True),
    ],
)  # fmt: skip
def test_dates_differ_where_they_have_no_day_in_common(dates: list[str | None], differ) -> None:
    assert ("date" in disputed([voice(n, n, day) for n, day in enumerate(dates)])) is differ


def test_copies_are_one_voice_and_do_not_differ_among_themselves() -> None:
    days = ("2021-03-03", "2021-03-04", "2021-03-03")
    some = [voice(n, n % 2, day) for n, day in enumerate(days)]
    assert disputed([some[0], some[2]]) == frozenset()
    assert disputed(some) == {"date"}


def test_the_date_of_most_independent_sources_stands_then_the_narrowest() -> None:
    days = ("2021-03-04", "2021-03-04", "2021-03-03", "2021-03-03", "2021-03")
    sources = (1, 1, 2, 3, 4)
    some = [voice(n, s, day) for n, (s, day) in enumerate(zip(sources, days, strict=True))]
    assert chosen_date(some) == parse_edtf("2021-03-03")
    assert chosen_date([voice(0, 0, "2021-03"), voice(1, 1, "2021-03-05")]) == parse_edtf(
        "2021-03-05"
    )
    assert chosen_date([voice(0, 0)]) is None
    assert chosen_status([voice(0, 0, status="denied"), voice(1, 1), voice(2, 2)]) == "asserted"


@pytest.mark.parametrize(
    ("passages", "differ"),
    [
        (("killing at least 12 people", "The death toll rose to 31"), False),
        (("killing nine people and wounding 30", "At least 11 people were killed"), True),
        (("killing nine people", "9 people were killed"), False),
        (("about 100 people were injured", "104 were hurt"), False),
        (("Police arrested 40 people", "65 were detained"), True),
        (("He was jailed for 12 years", "jailed for nine years"), False),
    ],
)
def test_numbers_of_people_differ_where_both_cannot_be_right(passages, differ) -> None:
    some = [voice(n, n, passage=passage) for n, passage in enumerate(passages)]
    assert ("toll" in disputed(some)) is differ


def test_numbers_that_grow_are_told_from_the_newest_on_and_none_is_lost() -> None:
    passages = ("At least 12 people were killed", "31 dead", "killed 31 people and wounded 7")
    found = told([voice(n, n, passage=p) for n, p in enumerate(passages)], str).values[TOLL]
    assert [(v.words, v.sources, v.reported) for v in found] == [
        ("31 dead", 2, 2), ("7 hurt", 1, 2), ("at least 12 dead", 1, 0),
    ]  # fmt: skip


def test_who_did_it_where_it_was_and_whether_it_was() -> None:
    red, black = Called("organisation", ("Red Dawn",)), Called("organisation", ("Black Hand",))
    one = voice(0, 0, agents=(red,), place=Called("place", ("Sarn",)))
    other = voice(1, 1, agents=(black,), place=Called("place", ("Polk",)), status="denied")
    assert disputed([one, other]) == {"agent", "place", "status"}
    country = voice(2, 2, agents=(red,), place=Called("place", ("Peru",)), status="claimed")
    assert disputed([one, country]) == frozenset()
