"""Days that no calendar has cost themselves alone: the other dates of a text stay."""

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from models.dates.days import MONTHS
from models.dates.edtf import parse_edtf
from models.reading.article.paragraphs import paragraphs
from models.reading.article.published import published
from models.reading.doc import Doc, Hints
from models.reading.grammar.sentences import sentences
from models.reading.pipeline import Pipeline, stage
from models.reading.time import resolve as resolving
from models.reading.time import timex
from models.reading.time.meaning import Reading
from models.reading.time.resolve import resolve
from models.reading.time.times import times


@stage("tags", finds="tags", needs={"words.text"}, adds={"words.grammar"})
def tags(doc: Doc) -> Doc:
    """Tags good enough for dates, without the model."""
    kinds = {True: ("CD", "NUM"), False: ("NNP", "PROPN")}
    return replace(
        doc,
        words=tuple(
            replace(w, tag=kind[0], pos=kind[1])
            for w in doc.words
            for kind in [
                kinds[w.text[0].isdigit()]
                if w.text[0].isdigit() or w.text[0].isupper()
                else ("IN", "ADP")
            ]
        ),
    )


READ = Pipeline([paragraphs, sentences, tags, times, published, resolve])
BEFORE, AFTER = "It opened on 2 March 2013. ", " It closed on 5 April 2016."
DAY = parse_edtf("2016-05-01")


def dated(text: str, hints: Hints = Hints(given=DAY)) -> dict[str, str | None]:  # noqa: B008
    doc = READ(Doc(text, hints))
    assert doc.faults == ()
    return {time.text: time.interval and time.interval.edtf for time in doc.times}


@pytest.mark.parametrize(
    "words",
    [
        "from 27 to 29 February 2015", "Feb. 27-29, 2015", "Feb. 29-March 3, 2015",
        "1-29 February 1900", "from April 29 to 31, 2015", "28-31 April 2015", "April 28-31",
        "Feb. 29, 2015", "29 February 1900", "31 April 2014", "2015-02-29", "31.4.2014",
        "30/02/2014", "31-04-2014", "the night of February 30, 2014", "the week of Feb. 29, 2015",
        "the fifth Tuesday of February 2015", "February 29, 2015 at 5 p.m.", "2015年2月29日",
        "29 February and 1 March 2015", "the 0th", "20１５", "1٩٩٩", "Feb. 29 last year",
    ],
)  # fmt: skip
@pytest.mark.parametrize("given_day", [True, False])
def test_a_day_that_no_calendar_has_takes_no_other_date_along(words, given_day):
    found = dated(BEFORE + f"It ran {words}." + AFTER, Hints(given=DAY if given_day else None))
    assert found["2 March 2013"] == "2013-03-02"
    assert found["5 April 2016"] == "2016-04-05"


@pytest.mark.parametrize(
    ("words", "published_on", "edtf"),
    [
        ("Feb. 27-29", "2015-03-05", None),
        ("Feb. 27-29", "2016-03-05", "2016-02-27/2016-02-29"),
        ("Feb. 29 last year", "2021-03-05", "2020-02-29"),
        ("Feb. 29 last year", "2024-03-05", None),
        ("February 27 to 29, 2016", "2016-03-05", "2016-02-27/2016-02-29"),
    ],
)
def test_the_last_of_february_is_of_its_own_year(words, published_on, edtf):
    found = dated(f"It ran {words}.", Hints(given=parse_edtf(published_on)))
    assert found.get(words) == edtf


def test_a_29_february_under_the_label_of_a_common_year_has_no_day():
    lines = ["1898: The rebels met the envoy.", "1900: The line opened on 29 February.",
             "1902: The envoy left the town."]  # fmt: skip
    found = dated("\n\n".join(["The line was long in the making, and nobody liked it.", *lines]))
    assert found["29 February"] is None
    assert found["1902"] == "1902"


def test_a_text_of_1903_that_names_29_february_can_be_weighed():
    text = "WESTPORT, March 3 (Post) -- It has been three days since Feb. 29. It began in 1903."
    assert dated(text, Hints())["1903"] == "1903"


NUMBER = st.integers(0, 40).map(str) | st.sampled_from(["1st", "29th", "30th", "31st", "2nd"])
MONTH = st.sampled_from([*MONTHS, "Feb.", "Apr.", "Sept.", "JUNE"])
YEAR = st.sampled_from(
    ["1896", "1900", "2000", "2015", "2016", "2100", "0000", "15", "'15", "9999"]
)
DASH = st.sampled_from(["-", "–", " to ", " through ", " and ", ", "])
OF = st.sampled_from([" ", ", ", " of ", "-", " the "])
PART = st.sampled_from(["the week of ", "the night of ", "early ", "last "])
NTH = st.sampled_from(["the third ", "the fifth ", "the last "])
FORM = st.one_of(
    st.tuples(MONTH, OF, NUMBER, DASH, NUMBER, OF, YEAR),
    st.tuples(NUMBER, DASH, NUMBER, OF, MONTH, OF, YEAR),
    st.tuples(MONTH, OF, NUMBER, DASH, MONTH, OF, NUMBER, OF, YEAR),
    st.tuples(MONTH, OF, NUMBER, DASH, MONTH, OF, NUMBER),
    st.tuples(NUMBER, OF, MONTH, DASH, NUMBER, OF, MONTH, OF, YEAR),
    st.tuples(MONTH, OF, NUMBER, OF, YEAR),
    st.tuples(YEAR, st.just("-"), NUMBER, st.just("-"), NUMBER),
    st.tuples(NUMBER, st.just("/"), NUMBER, st.just("/"), YEAR),
    st.tuples(PART, MONTH, OF, NUMBER),
    st.tuples(NTH, st.just("Tuesday of "), MONTH, OF, YEAR),
    st.tuples(YEAR, DASH, YEAR),
).map("".join)  # fmt: skip


@given(st.lists(FORM, min_size=1, max_size=3), st.sampled_from([DAY, None, parse_edtf("2015-03")]))
@example(["from 27 to 29 February 2015"], DAY)
def test_no_form_of_a_date_takes_another_along(forms, day):
    text = BEFORE + "".join(f"It ran from {form}. " for form in forms) + AFTER
    doc = READ(Doc(text, Hints(given=day)))
    assert doc.faults == ()
    found = {time.text: time.interval for time in doc.times}
    assert found["2 March 2013"] == parse_edtf("2013-03-02")
    assert found["5 April 2016"] == parse_edtf("2016-04-05")
    for time in doc.times:
        if time.interval is not None and None not in (time.interval.earliest, time.interval.latest):
            assert time.interval.earliest <= time.interval.latest
            assert parse_edtf(time.interval.edtf).earliest == time.interval.earliest


def failing(*_: object) -> Reading:
    raise ZeroDivisionError


@pytest.mark.parametrize(
    ("place", "name"),
    [(timex.dates, "month_year"), (resolving, "_day_of_month")],
    ids=["what words mean", "what they are counted from"],
)
def test_a_mistake_in_one_expression_costs_it_alone_and_is_logged(
    place, name, monkeypatch, expect_log, caplog
):
    expect_log("no meaning could be worked out for '(May 2012|the 11th)'")
    monkeypatch.setattr(place, name, failing)
    timex._rules.cache_clear()
    try:
        found = dated(BEFORE + "It rose in May 2012 and again on the 11th." + AFTER)
    finally:
        monkeypatch.undo()
        timex._rules.cache_clear()
    assert found["2 March 2013"] == "2013-03-02"
    assert found["5 April 2016"] == "2016-04-05"
    assert "ZeroDivisionError" in caplog.text
