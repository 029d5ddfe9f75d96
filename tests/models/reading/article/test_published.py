import re
from importlib.resources import files

import pytest

from models.dates.days import MONTHS, WEEKDAYS, from_day, to_day, weekday
from models.dates.edtf import parse_edtf
from models.reading.article.paragraphs import paragraphs
from models.reading.article.published import published
from models.reading.doc import Doc, Hints, PublishedBasis
from models.reading.grammar.parsing import grammar
from models.reading.grammar.sentences import sentences
from models.reading.pipeline import Pipeline
from models.reading.time.times import times

READ = Pipeline([paragraphs, sentences, grammar, times, published])


def dated(text, hints=None):
    return READ(Doc(text, hints or Hints())).published


def seed():
    return files("seeds").joinpath("seed.txt").read_text("utf-8")


def test_the_date_that_is_given_wins():
    day = parse_edtf("2001-02-03")
    found = dated("Published May 4, 2020\n\nHe left.", Hints(given=day))
    assert (found.interval, found.basis) == (day, PublishedBasis.GIVEN)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("Village reached\n\nMonday, May 18, 2015\n\nRescuers came on Sunday.", "2015-05-18"),
        ("Fire kills ten\n\n24.2.2024\n\nTen died.", "2024-02-24"),
        ("Fire kills ten\n\nPosted: 24/02/2024\n\nTen died.", "2024-02-24"),
        ("Fire kills ten\n\n2024年2月24日\n\nTen died.", "2024-02-24"),
        ("Fire kills ten\n\nAnn Lee | February 24, 2024\n\nTen died.", "2024-02-24"),
        ("Fire kills ten\n\nSat 24 Feb 2024 12.42 CET\n\nTen died.", "2024-02-24"),
        ("Title\n\nPublished: 3 March 2021, 10:15 GMT\n\nIt fell on Tuesday.", "2021-03-03"),
        ("Title\n\nUpdated 5 March 2021\nPublished 3 March 2021\n\nIt fell.", "2021-03-03"),
        ("VARNA BAY, Feb. 4, 2025 (Harbour Agency) -- The mayor said he won.", "2025-02-04"),
        ("By Ann Lee\nMay 3, 2020 5:15 PM ET\n\nHe won the vote.", "2020-05-03"),
        ("Title\n\nMonday, May 4, 2015 The council met on Friday and chose him.", "2015-05-04"),
    ],
)
def test_a_date_line_states_the_date(text, edtf):
    found = dated(text)
    assert (found.interval.edtf, found.basis) == (edtf, PublishedBasis.STATED)


@pytest.mark.parametrize(
    "hints",
    [
        Hints(url="https://news.example/world/2019/07/23/a-story"),
        Hints(path="/home/x/2019-07-23 story.txt"),
        Hints(path="C:\\x\\story_20190723.txt"),
        Hints(title="Brief 2019-07-23"),
    ],
)
def test_address_title_and_file_name_state_the_date(hints):
    found = dated("He left the town.", hints)
    assert (found.interval.edtf, found.basis) == ("2019-07-23", PublishedBasis.STATED)


@pytest.mark.parametrize(
    "text",
    [
        "He was born on May 5, 1970 in Oslo.",
        "The treaty of March 3, 1921 was signed by all.",
        "Monday, May 4, 2015, was the day on which he died.",
        "He left on Monday.",
        "It was built in 1953, and the north opened fire in 2017.",
        "",
    ],
)
def test_too_little_support_gives_no_date(text):
    found = dated(text)
    assert (found.interval, found.basis) == (None, PublishedBasis.UNKNOWN)


def test_a_dateline_takes_its_year_from_weekday_and_latest_year():
    text = (
        "VARNA BAY, Oct. 12 (Harbour Agency) -- The council met, the mayor said Thursday.\n\n"
        "The papers were stolen in 2016."
    )
    found = dated(text)
    assert (found.interval.edtf, found.basis) == ("2017-10-12", PublishedBasis.INFERRED)
    assert "Oct. 12" in found.why


def test_the_full_date_of_what_the_first_sentence_reports_is_near():
    found = dated(
        "The harbour council on 12 October 2021 fined the port company.\n\n"
        "The fine is the highest so far, the mayor said on Thursday."
    )
    assert (found.interval.edtf, found.basis) == ("2021-10-14", PublishedBasis.INFERRED)


@pytest.mark.parametrize(
    "sentence",
    [
        "The town marks the 10th anniversary of the 2009 flood this week.",
        "The bridge fell in 2011, 8 years ago.",
        "The bridge fell 8 years ago, in 2011.",
    ],
)
def test_a_year_and_a_count_say_which_year_it_is(sentence):
    found = dated(f"VARNA BAY, March 3 (Harbour Agency) -- {sentence}")
    assert (found.interval.edtf, found.basis) == ("2019-03-03", PublishedBasis.INFERRED)
    assert "makes it 2019" in found.why


def test_an_anniversary_in_the_past_says_nothing_of_today():
    found = dated(
        "VARNA BAY, March 3 (Harbour Agency) -- "
        "He came in 2002, which marked the 30th anniversary of the 1972 treaty."
    )
    assert found.interval is None


def test_the_seed_is_of_a_tuesday_inferred_with_its_reasons():
    found = dated(seed())
    assert (found.interval.edtf, found.basis) == ("2025-02-04", PublishedBasis.INFERRED)
    for reason in ("Tuesday", "July 2024", "Jan. 27", "more than two weeks"):
        assert reason in found.why


MONTH_WORD = re.compile(rf"\b({'|'.join(MONTHS)}|{'|'.join(m[:3] for m in MONTHS)})\b(?=\.? \d)")
DAY_WORD = re.compile(rf"\b({'|'.join(WEEKDAYS)})\b")


def moved(text, years, months):
    """The text with every month, year and weekday moved, and the day it then is of."""
    short = {name[:3]: number for number, name in enumerate(MONTHS)}

    def month(match):
        number = (short[match[1][:3]] + months) % 12
        return MONTHS[number] if len(match[1]) > 3 else MONTHS[number][:3]

    # The seed: what happened on 17 January was told 18 days later, on a Tuesday.
    past = (2025 + years) * 12 + months
    then = to_day(past // 12, past % 12 + 1, 17)
    turn = weekday(then + 18) - 1

    def year(match):
        passed = short[match[1][:3]] + months >= 12
        return f"{match[1]} {int(match[2]) + years + passed}"

    text = re.sub(rf"\b({'|'.join(MONTHS)}) ((?:19|20)\d\d)\b", year, text)
    text = re.sub(r"\b1994\b", str(1994 + years), text)
    text = MONTH_WORD.sub(month, text)
    text = DAY_WORD.sub(lambda m: WEEKDAYS[(WEEKDAYS.index(m[1]) + turn) % 7], text)
    return text, then + 18


@pytest.mark.parametrize(
    ("years", "months"), [(0, 0), (-7, 0), (-3, 2), (5, 5), (-20, 8), (1, 11), (-12, 3), (2, 9)]
)
def test_the_seed_with_all_dates_exchanged_moves_accordingly(years, months):
    text, day = moved(seed(), years, months)
    for name in ("Belarus", "Lukashenko", "Kim", "Korea", "Minsk", "Pyongyang"):
        text = text.replace(name, {"Kim": "Orm", "Korea": "Varna"}.get(name, name[::-1].title()))
    found = dated(text)
    assert found.interval is not None, found
    assert from_day(found.interval.earliest) == from_day(day)
    assert found.basis is PublishedBasis.INFERRED


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (
            "VARNA BAY, July 23\n\nThe premier, who left in 2009, died Monday, it said Tuesday.",
            r"the text says “July 23” but not the year: 2013, 2019(, \d{4})* or \d{4} would fit",
        ),
        (
            "The consulate must close by Monday, July 27, the ministry said.",
            r"the text says “Monday, July 27” but not the year: (\d{4}, )+\d{4} or \d{4} would fit",
        ),
        (
            "Varna Bay, Jan. 12 (Harbour Agency) - The receivers sold the firm.",
            "the text says “Jan. 12” but not the year",
        ),
        ("The receivers sold the firm.", "the text doesn’t say enough to date it"),
    ],
)
def test_what_is_missing_is_said_and_which_years_would_fit(text, why):
    found = dated(text)
    assert found.basis is PublishedBasis.UNKNOWN
    assert re.fullmatch(why, found.why)
