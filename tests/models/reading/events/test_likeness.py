"""Whether two mentions are one event, weighed on facts made by hand."""

from dataclasses import replace

import pytest

from models.reading.doc import EventKind
from models.reading.events.clustering import CONFLICTS
from models.reading.events.likeness import SURE, VETOES, WEIGHTS, Likeness, score, veto

MEETING = Likeness(
    EventKind.MEETING,
    EventKind.MEETING,
    related=True,
    agents=2,
    targets=2,
    shared=2,
    told=2,
    sentences=3,
)


def test_the_same_people_met_by_the_same_word() -> None:
    assert veto(MEETING) == ""
    assert score(MEETING) == 2 + 2 + 2 + 2 + 2 > SURE


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("other kind", {"other": EventKind.DEATH}),
        ("other status", {"same_status": False}),
        ("other time", {"same_time": False}),
        ("other number", {"counted": True}),
        ("two speeches", {"speeches": True}),
        ("other people", {"agents": -1}),
        ("one sentence", {"one_sentence": True}),
        ("common words", {"kind": EventKind.OTHER, "other": EventKind.OTHER, "related": False}),
        ("says else", {"kind": EventKind.THREAT, "other": EventKind.THREAT, "told": 0}),
        ("without bond", {"agents": 0, "targets": 0, "shared": 1, "sentences": 9}),
    ],
)
def test_each_veto_holds_alone(name: str, changed: dict[str, object]) -> None:
    likeness = replace(MEETING, **changed)  # type: ignore[arg-type]
    assert [each for each, holds in VETOES.items() if holds(likeness)] == [name]
    assert score(likeness) == 0


@pytest.mark.parametrize(
    ("name", "changed", "points"),
    [
        ("kind", {"other": EventKind.VISIT}, 1),
        ("word", {"related": False}, 0),
        ("agents", {"agents": 1}, 1),
        ("targets", {"targets": -1}, 0),
        ("time", {"dated": True}, 2),
        ("headline", {"headline": True}, 2),
        ("again", {"again": True}, 2),
        ("content", {"shared": 7}, 2),
        ("far", {"words": 300}, -1),
        ("noun", {"noun": True}, 1),
    ],
)
def test_each_weight(name: str, changed: dict[str, object], points: int) -> None:
    assert WEIGHTS[name](replace(MEETING, **changed)) == points  # type: ignore[arg-type]


def test_every_veto_and_weight_has_a_test() -> None:
    assert len(VETOES) == len(WEIGHTS) == 10
    assert len(CONFLICTS) == 8


def test_a_meeting_told_from_the_other_side_is_one() -> None:
    assert veto(replace(MEETING, agents=-1, targets=-1, crossed=True)) == ""


def test_a_day_that_both_name_outweighs_distance() -> None:
    assert score(replace(MEETING, words=300, dated=True)) == score(MEETING) + 2


def test_a_headline_and_a_common_verb_need_more_than_who_acts() -> None:
    kinds = {"kind": EventKind.OTHER, "other": EventKind.OTHER, "related": False, "headline": True}
    named = replace(MEETING, **kinds, targets=0, told=0)  # type: ignore[arg-type]
    assert veto(named) == "common words"
    assert veto(replace(named, told=1)) == ""


def test_one_who_did_two_things_by_other_words_is_no_bond() -> None:
    two = replace(MEETING, related=False, targets=0, told=0)
    assert veto(two) == "without bond"
    assert veto(replace(two, dated=True)) == ""
