"""Several words that tell of one event, and what a text is about."""

import pytest

from models.reading.reader import read


def told(text: str) -> list[tuple[str, str]]:
    """Kind and status of each event of a text."""
    return [(e.kind.value, e.status.value) for e in read(text).events]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Adam Voss was forced to resign in 1994.", ["appointment"]),
        ("Adam Voss was forced to work in a mine in 1994.", ["coercion"]),
        ("Adam Voss ended up spending six years in prison.", ["coercion"]),
        ("Twelve people were killed in a stampede in Varna on Sunday.", ["disaster"]),
        ("Nine people died when a bus overturned in Varna on Sunday.", ["disaster"]),
        ("Nine people died in a suicide bombing in Varna on Sunday.", ["attack"]),
        ("Adam Voss was killed in a suicide bombing in Varna.", ["death"]),
        ("Ann Lee launched a petition asking the court to free Adam Voss.", ["request"]),
    ],
)
def test_words_that_are_a_part_of_what_others_tell_tell_nothing_of_their_own(
    text: str, kinds: list[str]
) -> None:
    assert [kind for kind, _ in told(text)] == kinds


def test_what_the_attack_did_is_told_with_the_attack() -> None:
    text = "A bombing hit Varna on Sunday. The attack killed ten people.\n\nVarna is a port."
    assert [kind for kind, _ in told(text)] == ["attack"]


MATCH = (
    "The match between the two football clubs began late. The striker of the home team scored a "
    "goal with a header before halftime.\n\nVarna United defeated Lorne Rovers on Saturday. "
    "Adam Voss replaced Ivo Marek. The referee awarded Lorne Rovers a penalty.\n"
)
ELECTION = (
    "Voters cast ballots for the candidates of four parties. Turnout at the polling stations was "
    "high.\n\nAnn Lee defeated Adam Voss in the constituency of Varna. The Labour Party lost.\n"
)


def test_what_a_text_is_about_decides_what_winning_and_losing_are() -> None:
    assert {kind for kind, _ in told(MATCH)} == {"other"}
    assert [kind for kind, _ in told(ELECTION)][-2:] == ["election", "election"]


def test_the_accident_is_the_one_told_before() -> None:
    text = (
        "A storm caused a wall to fall on a market in Varna on Sunday, killing 12.\n\n"
        "The mayor spoke at length. The accident happened at noon."
    )
    assert [kind for kind, _ in told(text)].count("disaster") == 1


def test_a_match_told_from_both_sides_is_one() -> None:
    text = (
        MATCH + "\nLorne Rovers faced Varna United at the stadium. "
        "Adam Voss won the award of the best player.\n"
    )
    played = [e for e in read(text).events if len(e.evidence) > 1]
    assert [len(e.evidence) for e in played] == [2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The second referendum is to be held in Varna in May.", ("election", "planned")),
        ("Ann Lee asks the court to free Adam Voss.", ("request", "asserted")),
        ("The carmaker recalled 40,000 cars on Friday.", ("business", "asserted")),
    ],
)
def test_plans_and_unnamed_bodies(text: str, expected: tuple[str, str]) -> None:
    assert told(text) == [expected]
