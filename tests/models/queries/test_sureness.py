"""How sure an event must be, as one types it; tags and notes in the search line."""

import pytest

from models.errors import KnownError
from models.queries.chips import describe_filter
from models.queries.filter import Term
from models.queries.search import parse_query, to_query


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (">0.7", ">0.7"),
        ("0.7", ">=0.7"),
        (">=.5", ">=0.5"),
        ("≥70%", ">=0.7"),
        ("<0,25", "<0.25"),
        ("<=1", "<=1"),
        ("=0.9", ">=0.9"),
    ],
)
def test_a_number_is_the_least_unless_a_sign_says_otherwise(typed: str, meant: str) -> None:
    wanted = parse_query(f"sure:{typed}")
    assert wanted.sures == (Term(meant),)
    assert parse_query(to_query(wanted)) == wanted


@pytest.mark.parametrize("typed", [">", ">=", "<", ".", "%"])
def test_what_has_only_begun_asks_for_nothing(typed: str) -> None:
    assert parse_query(f"sure:{typed}") == parse_query("")


@pytest.mark.parametrize("typed", ["high", "70", ">>0.5", "0.5..0.7", ">0.7x"])
def test_what_is_no_number_from_0_to_1_is_said(typed: str) -> None:
    with pytest.raises(KnownError, match="sure:"):
        parse_query(f"sure:{typed}")


def test_every_condition_reads_back_and_has_words() -> None:
    line = 'tag:urgent -tag:"to check" tag:* note:phone note:* sure:>0.5 -sure:>=0.9'
    wanted = parse_query(line)
    assert parse_query(to_query(wanted)) == wanted
    assert [chip.label for chip in describe_filter(wanted, {})] == [
        "Tag: urgent…",
        "Tag: not to check",
        "Tag: any",
        "Note: phone…",
        "Note: any",
        "More than 0.5 sure",
        "Not at least 0.9 sure",
    ]


def test_a_filter_for_what_is_to_be_reviewed_says_so() -> None:
    (chip,) = describe_filter(parse_query("review:proposed"), {})
    assert chip.label == "To review"
