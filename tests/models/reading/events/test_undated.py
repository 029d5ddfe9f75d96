"""An event without a date says whether its words name a time, and why that gives no day."""

import pytest

from models.dates.basis import rebased
from models.dates.edtf import parse_edtf
from models.dates.words import explain, explain_in_words
from models.exporting.reading import reading_data
from models.reading.doc import Event, Hints
from models.reading.reader import read

UNKNOWN = "no day could be worked out, because the article’s date is unknown"


def told(text: str, words: str, published: str | None = None) -> Event:
    doc = read(text, Hints(given=parse_edtf(published) if published else None))
    assert doc.faults == ()
    at = text.index(words)
    (event,) = (
        e for e in doc.events
        if any(v.trigger_start < at + len(words) and v.trigger_end > at for v in e.evidence)
    )  # fmt: skip
    return event


@pytest.mark.parametrize(
    ("text", "words", "time", "why"),
    [
        ("Rebels attacked Velin on Tuesday.", "attacked", "Tuesday", UNKNOWN),
        ("On Tuesday rebels attacked Velin and freed Ann Lee.", "freed", "Tuesday", UNKNOWN),
        ("Ann Lee met Ivo Marsh in Oslo on May 3.", "met", "May 3", UNKNOWN),
        ("Ann Lee was arrested last month.", "arrested", "last month", UNKNOWN),
        (
            "Ann Lee was arrested a day earlier.", "arrested", "a day earlier",
            "no day could be worked out, because the date it counts from is unknown",
        ),
        (
            "Rebels recently attacked Velin.", "attacked", "recently",
            "no day could be worked out, because the words name no day",
        ),
    ],
)  # fmt: skip
def test_words_that_name_a_time_are_kept_with_the_reason(text, words, time, why):
    event = told(text, words)
    assert event.date is None
    assert event.undated is not None
    assert (event.undated.words, event.undated.rule) == (time, why)
    assert event.undated.result is None
    assert explain(event.undated) == explain_in_words(event.undated) == why


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Rebels attacked Velin.", "attacked"),
        ("Rebels attacked Velin for two weeks.", "attacked"),
        ("Rebels attack Velin every week. They attacked it again.", "attacked"),
        ("Ann Lee, who was born on Tuesday, attacked Velin.", "attacked Velin"),
        ("It was the worst attack since May. Rebels attacked Velin.", "attacked Velin"),
    ],
)
def test_no_words_are_kept_where_none_says_when(text, words):
    event = told(text, words)
    assert (event.date, event.undated) == (None, None)


def test_a_month_of_publication_is_too_coarse_for_a_weekday():
    event = told("Rebels attacked Velin on Tuesday.", "attacked", "2021-03")
    assert event.undated is not None
    assert event.undated.rule.endswith("because the article’s own day is unknown")


def test_a_date_that_is_known_leaves_nothing_unclear():
    event = told("Rebels attacked Velin on Tuesday.", "attacked", "2021-03-12")
    assert event.date is not None
    assert event.date.interval.edtf == "2021-03-09"
    assert event.undated is None


def test_the_reading_as_json_has_the_words_and_the_reason():
    data = reading_data(read("Rebels attacked Velin on Tuesday.", Hints()))
    (event,) = data["events"]
    assert (event["date"], event["date_words"], event["date_basis"]) == (None, "Tuesday", UNKNOWN)


@pytest.mark.parametrize("time", ["years ago", "the day before", "recently", "some time ago"])
def test_what_names_another_time_is_not_of_the_articles_own_day(time):
    event = told(f"Rebels attacked Velin {time}.", "attacked", "2021-03-12")
    assert event.date is None
    assert event.undated is not None
    assert event.undated.words == time


def test_what_is_now_is_of_the_articles_own_day():
    event = told("Ann Lee was now arrested.", "arrested", "2021-03-12")
    assert event.date is not None
    assert event.date.interval.edtf == "2021-03-12"


@pytest.mark.parametrize("given", ["2019-06-12", "2020-02-29", "2021-12-31"])
@pytest.mark.parametrize(
    "text",
    [
        "Rebels attacked Velin on Tuesday.",
        "Ann Lee met Ivo Marsh in Oslo on May 3.",
        "Ann Lee was arrested last month. She was freed two weeks ago.",
        "Rebels will attack Velin next Friday.",
        "On Tuesday rebels attacked Velin and a day later freed Ann Lee.",
    ],
)
def test_a_date_that_comes_later_gives_what_reading_with_it_gives(text, given):
    published = parse_edtf(given)
    later = {
        event.evidence[0].trigger_start: rebased(event.undated, published).result.edtf
        for event in read(text, Hints()).events
        if event.undated is not None
    }
    assert later
    with_it = read(text, Hints(given=published)).events
    assert (
        later.items()
        <= {event.evidence[0].trigger_start: event.date.interval.edtf for event in with_it}.items()
    )
