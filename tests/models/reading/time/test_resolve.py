from dataclasses import replace

import pytest

from models.dates.basis import recompute
from models.dates.edtf import parse_edtf
from models.dates.words import explain
from models.reading.article.paragraphs import paragraphs
from models.reading.doc import Doc, Published, PublishedBasis
from models.reading.grammar.parsing import grammar
from models.reading.grammar.sentences import sentences
from models.reading.pipeline import Pipeline
from models.reading.time.resolve import resolve
from models.reading.time.times import times

READ = Pipeline([paragraphs, sentences, grammar, times])


def resolved(text, published="2025-02-04"):
    day = parse_edtf(published) if published else None
    known = Published(day, PublishedBasis.GIVEN if day else PublishedBasis.UNKNOWN, "")
    return resolve.run(replace(READ(Doc(text)), published=known)).times


def dates(text, published="2025-02-04"):
    return [time.interval and time.interval.edtf for time in resolved(text, published)]


@pytest.mark.parametrize(
    ("text", "tuesday", "new_year"),
    [
        ("He left on Monday.", "2025-02-03", "2023-12-25"),
        ("He will leave on Monday.", "2025-02-10", "2024-01-01"),
        ("He left yesterday.", "2025-02-03", "2023-12-31"),
        ("He left in December.", "2024-12", "2023-12"),
        ("He left on Dec. 30.", "2024-12-30", "2023-12-30"),
        ("He left last year.", "2024", "2023"),
        ("He left last month.", "2025-01", "2023-12"),
        ("He left last week.", "2025-01-27/2025-02-02", "2023-12-25/2023-12-31"),
        ("He left over the weekend.", "2025-02-01/2025-02-02", "2023-12-30/2023-12-31"),
        ("He left in May last year.", "2024-05", "2023-05"),
        ("He left Jan. 30-Feb. 2.", "2025-01-30/2025-02-02", "2023-01-30/2023-02-02"),
        ("He left a decade ago.", "201X", "201X"),
        ("He left in 2016.", "2016", "2016"),
        ("He has led it since 1994.", "1994/..", "1994/.."),
    ],
)
def test_dates_are_counted_from_the_publication(text, tuesday, new_year):
    assert dates(text, "2025-02-04") == [tuesday]
    assert dates(text, "2024-01-01")[-1:] in ([new_year], ["2024-01-01"])


def test_without_a_publication_date_only_what_has_its_own_year_is_known():
    text = "He left on Monday and on May 5, as in 2016; a year later, on March 3, 2017, he came."
    assert dates(text, None) == [None, None, "2016", "2017", "2017-03-03"]


def test_a_publication_known_to_the_month_gives_no_days():
    assert dates("He left on Monday, a month ago.", "2025-02") == [None, "2025-01"]


def test_the_date_told_before_is_what_later_and_earlier_count_from():
    text = "He fell ill on Jan. 20. He died five days later. The next day she wrote to them."
    times_found = resolved(text)
    assert [time.interval.edtf for time in times_found] == [
        "2025-01-20",
        "2025-01-25",
        "2025-01-26",
    ]
    assert [time.basis.anchor_kind for time in times_found] == ["publication", "time", "time"]
    assert explain(times_found[1].basis) == "5 days after 2025-01-20 (“Jan. 20”)"


def test_every_basis_can_be_computed_again():
    text = "He fell ill on Jan. 20 and died five days later, since last week, from May to June."
    published = parse_edtf("2025-02-04")
    for time in resolved(text):
        assert time.basis is not None
        assert recompute(time.basis, published) == time.basis.result == time.interval
    moved = recompute(resolved(text)[1].basis, parse_edtf("2024-01-22"))
    assert moved.edtf == "2024-01-25"


def test_a_day_says_why():
    (monday,) = resolved("He left on Monday.")
    assert explain(monday.basis) == "the Monday before 2025-02-04 (publication)"


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("The talks are scheduled for Friday.", "2025-02-07"),
        ("He said he would return on Friday.", "2025-02-07"),
        ("She was due to arrive on Friday.", "2025-02-07"),
        ("She plans to arrive on Friday.", "2025-02-07"),
        ("She was forced to leave on Friday.", "2025-01-31"),
        ("She was arrested on Friday.", "2025-01-31"),
        ("The party holds its vote on March 3.", "2025-03-03"),
        ("The envoy arrives on Friday.", "2025-02-07"),
        ("The dividend is payable March 3.", "2025-03-03"),
        ("\u201cWe will never yield,\u201d the mayor said on Friday.", "2025-01-31"),
        ("The minister says the fire began on Friday.", "2025-01-31"),
        ("The party held its vote on March 3.", "2024-03-03"),
    ],
)
def test_the_verb_decides_whether_a_day_is_past_or_to_come(text, edtf):
    assert dates(text)[-1] == edtf


def test_from_and_to_are_one_interval():
    assert dates("She led it from 2012 to 2014.") == ["2012/2014", "2012/2014"]
    assert dates("She led it between May 2012 and June 2013.") == ["2012-05/2013-06"] * 2


def test_the_first_since_then_dates_nothing():
    assert dates("It was the first such visit since 1972.") == [None]


def test_a_time_of_day_is_of_the_day_told_beside_it():
    text = "They were given until 10 a.m. (0200GMT) Monday, July 27, to leave."
    times_found = resolved(text, "2020-07-26")
    assert {time.interval.edtf for time in times_found} == {"2020-07-27"}
    assert times_found[0].value == "2020-07-27T10:00"
    text = "It fell on Monday. The alarm rang at 9 a.m. and at 9:30 a.m. again."
    assert dates(text, "2020-07-29") == ["2020-07-27"] * 3


def test_a_long_list_of_times_of_day_is_read():
    assert (
        dates(" ".join(f"{h % 12 + 1}:{h % 60:02d} a.m." for h in range(300)))[-1] == "2025-02-04"
    )
