"""What does not fit together is said, and nothing else is."""

import pytest

from models.dates.days import to_day
from models.dates.edtf import parse_edtf
from models.dates.typed import parse_typed
from models.queries.contradictions import Stated, contradictions

ARTICLE = parse_edtf("2025-02-04")


@pytest.mark.parametrize(
    ("typed", "status", "said"),
    [
        ("5 Feb 2025", "asserted", "after the article’s own date, 4 Feb 2025"),
        ("March 2025", "denied", "after the article’s own date"),
        ("since March 2025", "asserted", "after the article’s own date"),
        ("3 Feb 2025", "planned", "is in the past"),
        ("4 Feb 2025", "asserted", ""),
        ("Feb 2025", "asserted", ""),
        ("5 Feb 2025", "planned", ""),
        ("before 2030", "asserted", ""),
    ],
)
def test_a_date_is_held_against_that_of_the_article(typed: str, status: str, said: str) -> None:
    stances = ("states", "denies")
    found = contradictions(Stated(parse_typed(typed), status, (ARTICLE,), stances=stances))
    assert len(found) == bool(said)
    assert said in " ".join(found)


def test_the_first_of_several_articles_counts() -> None:
    later = parse_edtf("2025-03")
    day = Stated(parse_typed("10 Feb 2025"), "asserted", (later, ARTICLE))
    assert "4 Feb 2025" in contradictions(day)[0]


def test_without_an_article_only_what_is_to_come_is_doubted() -> None:
    tomorrow = Stated(parse_typed("2 Jan 2026"), "asserted")
    assert contradictions(tomorrow) == ()
    assert "future" in contradictions(tomorrow, to_day(2026, 1, 1))[0]
    assert contradictions(Stated(None, "asserted"), to_day(2026, 1, 1)) == ()


def test_nobody_acts_and_is_affected_unnoticed() -> None:
    parts = (("agent", "Ada"), ("target", "Ada"), ("target", "Oslo"), ("participant", "Oslo"))
    assert contradictions(Stated(None, "asserted", parts=parts)) == (
        "Ada both acts and is affected.",
    )


def test_a_claim_needs_a_claimant_and_a_denial_somebody_who_denies() -> None:
    assert "nobody claims" in contradictions(Stated(None, "claimed", stances=("denies",)))[0]
    assert "nobody denies" in contradictions(Stated(None, "denied", stances=("states",)))[0]
    assert contradictions(Stated(None, "denied", stances=("denies",))) == ()
