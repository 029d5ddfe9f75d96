from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.reading.article.paragraphs import paragraphs
from models.reading.doc import Doc, TimeType
from models.reading.grammar.parsing import grammar
from models.reading.grammar.sentences import sentences
from models.reading.pipeline import Pipeline
from models.reading.time.times import times
from models.reading.time.timex import full_dates

READ = Pipeline([paragraphs, sentences, grammar, times])


def found(text):
    doc = READ(Doc(text))
    assert not doc.faults
    return [(time.text, time.type.value, time.value) for time in doc.times]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It ended on Monday, Feb. 3, 2025.", ("Monday, Feb. 3, 2025", "date", "2025-02-03")),
        ("It ended on 3 February 2025.", ("3 February 2025", "date", "2025-02-03")),
        ("It ended on 25/01/2025.", ("25/01/2025", "date", "2025-01-25")),
        ("It ended on the 5th of May.", ("the 5th of May", "date", "XXXX-05-05")),
        ("It ended in mid-March 2019.", ("mid-March 2019", "date", "2019-03")),
        ("It ended in the early 1980s.", ("the early 1980s", "date", "198")),
        ("It ended in the sixties.", ("the sixties", "date", "196")),
        ("It stood in 508 BC.", ("508 BC", "date", "BC0508")),
        ("It rose in the winter of 2010.", ("the winter of 2010", "date", "2010-WI")),
        ("It rose in fiscal 1999.", ("fiscal 1999", "date", "1999")),
        ("They left the day before yesterday.", ("the day before yesterday", "date", "XXXX-XX-XX")),
        ("They leave the day after tomorrow.", ("the day after tomorrow", "date", "XXXX-XX-XX")),
        ("They left in the morning.", ("the morning", "time", "TMO")),
        ("They left in the evening.", ("the evening", "time", "TEV")),
        ("They slept for half an hour.", ("half an hour", "duration", "PT30M")),
        ("They waited for nearly four months.", ("nearly four months", "duration", "P4M")),
        ("They waited for a fortnight.", ("a fortnight", "duration", "P2W")),
        ("They waited for decades.", ("decades", "duration", "PXDE")),
        ("It is a five-day trip.", ("five-day", "duration", "P5D")),
        ("It is held twice a year.", ("twice a year", "set", "P1Y")),
        ("It is held every two weeks.", ("every two weeks", "set", "P2W")),
        ("It is held every other day.", ("every other day", "set", "P2D")),
        ("It began at noon.", ("noon", "time", "T12:00")),
        ("It began at 14:05 UTC.", ("14:05 UTC", "time", "T14:05")),
        ("It began at nine o'clock.", ("nine o'clock", "time", "T09:00")),
        ("It began weeks later.", ("weeks later", "date", "FUTURE_REF")),
        ("It began years ago.", ("years ago", "date", "PAST_REF")),
    ],
)
def test_words_have_their_extent_type_and_value(text, expected):
    assert expected in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "They may march again.",
        "Theresa May spoke to April Jones.",
        "The sun rose on the second man.",
        "He bought 2000 tons at $1990 each.",
        "He can fall or spring up.",
        "He and his wife Jan read the Harbour Weekly on x.example/2005/10/a.",
        "The Sunday Street shop sold the Daily Harbour.",
        "He took the second road and a quarter of the cake.",
        "The score was 3-2 and 10 percent.",
        "The year 45/13/2020 does not exist.",
    ],
)
def test_what_is_not_a_time_is_left_alone(text):
    times_found = [one for one in found(text) if one[1] != "duration"]
    assert times_found == []


def test_of_a_day_that_the_calendar_lacks_the_month_is_left():
    text = "The bank failed on the 31st of April, on Feb. 30 and on June 31, 2021."
    assert [value for _, _, value in found(text)] == ["XXXX-04", "XXXX-02", "2021-06"]


PIECES = st.sampled_from(
    "Monday|Feb. 3|2025|last|week|two|years|ago|the|late|March|May|,|.|-|at|10:30|a.m.|since|from|"
    "to|every|day|3|1990s|in|and|third|quarter|of|earlier|\n|\n\n|“|€5|'s|\u00a0".split("|")
)


@given(st.lists(PIECES, max_size=25).map(" ".join))
@settings(max_examples=60, deadline=None)
def test_expressions_are_sorted_apart_and_point_into_the_text(text):
    doc = READ(Doc(text))
    assert not doc.faults
    last = 0
    for time in doc.times:
        assert last <= time.start < time.end <= len(text)
        assert text[time.start : time.end] == time.text
        assert 0 <= time.first < time.last <= len(doc.words)
        assert doc.words[time.first].start <= time.start
        assert doc.words[time.last - 1].end >= time.end
        last = time.end
    assert times.run(doc) == doc


def test_a_time_of_day_makes_a_weekday_a_time():
    doc = READ(Doc("It ended on Friday morning."))
    assert [time.type for time in doc.times] == [TimeType.TIME]
    assert [time.spec for time in doc.times] == [("weekday", 4, "")]


def test_full_dates_are_found_without_words():
    assert full_dates("x 3 Feb 2025 y 2024-12-31 z Feb. 30, 2025") == [
        (2, 12, "2025-02-03"),
        (15, 25, "2024-12-31"),
    ]


def test_a_text_without_words_has_no_times():
    doc = READ(Doc("It ended on Monday."))
    assert times.run(replace(doc, words=(), sentences=())).times == ()
