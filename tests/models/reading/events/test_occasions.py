"""When things were, which of them are one happening, and what tells of none at all."""

import pytest

from models.dates.edtf import parse_edtf
from models.reading.doc import Event, Hints
from models.reading.reader import read

PUBLISHED = Hints(given=parse_edtf("2016-12-11"))  # a Sunday


def events(text: str) -> list[Event]:
    return list(read(text, PUBLISHED).events)


def dates(text: str, kind: str) -> list[str | None]:
    found = [e for e in events(text) if e.kind.value == kind]
    return [e.date.interval.edtf if e.date else None for e in found]


@pytest.mark.parametrize(
    ("text", "kind", "date"),
    [
        ("Voss commented on yesterday’s bombings in Oslo.", "attack", "2016-12-10"),
        ("Voss wants to help the victims in Friday's attack in Oslo.", "attack", "2016-12-09"),
        ("The last time Norland opened fire on Oslo was in 2010.", "attack", "2010"),
        ("The last time Norland and Ghana met happened in 2011.", "meeting", "2011"),
        ("Norland reached the pact at a summit in Oslo in May 2015.", "meeting", "2015-05"),
        ("It is two weeks since Ann Lee left Oslo.", "visit", "2016-11-21/2016-11-27"),
        ("It is 48 hours since Ann Lee left Oslo.", "visit", "2016-12-09"),
        ("Between 2004 and 2005, the Bank of Norland lent Ghana $3 billion.", "aid", "2004/2005"),
        ("A plane of Norland landed just after midnight local time.", "other", "2016-12-11"),
    ],
)  # fmt: skip
def test_a_time_goes_to_what_it_dates(text: str, kind: str, date: str) -> None:
    assert dates(text, kind) == [date]


def test_what_is_counted_among_doings_was_in_their_year() -> None:
    text = "Voss took a hard line on the strike in 1989, including closing the port of Oslo."
    assert dates(text, "sanction") == ["1989"]


def test_the_last_time_is_another_occasion_than_the_one_told() -> None:
    text = (
        "Norland and Ghana exchanged gunfire on Friday.\n\n"
        "The last time Norland opened fire on Ghana was in 2010."
    )
    assert sorted(dates(text, "attack")) == ["2010", "2016-12-09"]


def test_two_nouns_that_name_one_thing_are_not_told_by_the_second_alone() -> None:
    text = (
        "A fire was seen on a plane of Norland Air in Oslo on Friday.\n\n"
        "Norland Air said its plane suffered a bird strike on Friday."
    )
    assert len(dates(text, "disaster")) == 2


@pytest.mark.parametrize(
    "text",
    [
        "There has been a lot of work by Norland to ease tensions with Ghana.",
        "“How did the company Norland Air say it was safe. Nobody knows.”",
        "Fleet in Oslo\n\nPhoto: This picture was obtained by Norland Air. SUPPLIED BY ANN LEE.",
    ],
)
def test_nothing_is_told_to_have_happened(text: str) -> None:
    assert not [e for e in events(text) if e.kind.value in ("other", "statement", "aid")]


@pytest.mark.parametrize(
    "text",
    [
        "Thousands rallied in the square.",
        "Rescuers freed two miners.",
        "Doctors treated 40 people.",
    ],
)
def test_people_without_a_name_act_too(text: str) -> None:
    assert len(events(text)) == 1


def test_said_it_would_respond_is_one_act_of_speech() -> None:
    assert len(events("Norland Air said on Friday it would respond shortly to the letter.")) == 1


def test_an_exchange_of_fire_is_not_an_agreement() -> None:
    text = "An exchange of fire between Norland and Ghana began on Friday."
    assert (dates(text, "agreement"), dates(text, "attack")) == ([], ["2016-12-09"])


def test_light_verbs_alone_do_not_make_two_tellings_one() -> None:
    text = (
        "Voss put Norland Air into receivership on Friday.\n\n"
        "Voss put the firm up for sale on Friday."
    )
    assert len(dates(text, "business")) == 2


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Ann Lee meets Voss in Oslo on Tuesday.", "planned"),
        ("Ann Lee meets Voss in Oslo on Sunday.", "asserted"),
    ],
)
def test_the_present_with_a_day_is_about_the_future_or_is_now(text: str, status: str) -> None:
    assert [(e.kind.value, e.status.value) for e in events(text)] == [("meeting", status)]


MATCH = """Norland beat Ghana 2-1 on Friday in Oslo.

In the first half, neither side was better. The crowd was loud. Few came from Ghana. Oslo was cold.
In the 28th minute Norland substituted Per Voss. Six minutes later, Ann Lee scored for Norland.

After the break at 20:45, Ole Moe scored from the penalty spot."""


def test_a_match_is_told_on_the_day_it_began() -> None:
    found = [e for e in events(MATCH) if e.date]
    assert {e.date.interval.edtf for e in found if e.date} == {"2016-12-09"}
    assert sum("scored" in e.summary for e in found) == 2


def test_an_hour_without_a_day_belongs_to_the_day_told_before() -> None:
    text = "Norland held an election on Friday. The polls closed at 22:30. Ann Lee resigned."
    assert {e.date.interval.edtf for e in events(text) if e.date} == {"2016-12-09"}


def test_from_hour_to_hour_is_one_day() -> None:
    assert dates("Norland attacked Oslo from 9 a.m. to 5 p.m. on Friday.", "attack") == [
        "2016-12-09"
    ]


@pytest.mark.parametrize(
    "life",
    [
        "The church imprisoned her for twelve years.",
        "At age seventeen, she was arrested in Ghana.",
        "Her parents moved to Ghana when she was six.",
        "The army recruited her as a child.",
    ],
)
def test_a_life_told_behind_the_news_is_not_of_the_day_of_the_news(life: str) -> None:
    found = events(f"Ann Lee sued the Church of Norland on Friday. {life} She was sent to Oslo.")
    assert found[0].date is not None
    assert [e.date for e in found[1:]] == [None] * (len(found) - 1)
    assert len(found) > 1


def test_an_election_is_not_the_election_of_one_of_the_elected() -> None:
    text = "The election was held on Friday in Norland. Ann Lee was re-elected with 60,760 votes."
    found = events(text)
    assert [e.kind.value for e in found] == ["election"] * 2
    assert {e.date.interval.edtf for e in found if e.date} == {"2016-12-09"}
    assert found[1].summary.startswith("Ann Lee was re-elected")


def test_the_hour_of_elsewhere_in_brackets_is_not_another_day() -> None:
    text = "A quake struck Norland on Friday. It hit Oslo at 3 am local time (2041 GMT Thursday)."
    assert {e.date.interval.edtf for e in events(text) if e.date} == {"2016-12-09"}


def test_what_goes_on_in_the_background_is_not_an_event_of_its_own() -> None:
    found = events("Norland and Ghana signed a pact on Friday amid the war in Chad.")
    assert [e.kind.value for e in found] == ["agreement"]
