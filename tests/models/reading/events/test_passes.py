"""The passes over event mentions, each on a few words drawn by hand, without the reader model."""

from dataclasses import FrozenInstanceError, replace
from itertools import pairwise
from pathlib import Path

import pytest

from models.dates.edtf import parse_edtf
from models.reading.doc import EventKind, EventStatus, Stance, TimeExpression, TimeType
from models.reading.events.anchoring import anchored
from models.reading.events.arguments import with_arguments
from models.reading.events.attribution import attribute, link_denials
from models.reading.events.clustering import clustered
from models.reading.events.detecting import detected
from models.reading.events.finding import as_event, understood, without_bare_speech
from models.reading.events.mention import EventMention
from models.reading.people.phrases import Tree
from tests.models.reading.drawn import drawn

MEETS = drawn(
    "Lee/NNP nsubj>1", "met/VBD ROOT", "Vega/NNP obj>1", "on/IN case>4", "Friday/NNP obl>1",
    people={0: "Ann Lee", 2: "Eva Vega"},
)  # fmt: skip
CLAIMS = drawn(
    "Lee/NNP nsubj>1", "claimed/VBD ROOT", "Vega/NNP nsubj>3", "resigned/VBD ccomp>1",
    people={0: "Ann Lee", 2: "Eva Vega"},
)  # fmt: skip


def the(mentions: list[EventMention], word: int) -> EventMention:
    return next(t for t in mentions if t.word == word)


def test_a_mention_is_frozen() -> None:
    (t,) = detected(Tree(MEETS))
    with pytest.raises(FrozenInstanceError):
        t.status = EventStatus.DENIED  # type: ignore[misc]


def test_detecting_finds_trigger_kind_and_modality() -> None:
    (t,) = detected(Tree(MEETS))
    assert (t.words, t.kind, t.status) == ((1,), EventKind.MEETING, EventStatus.ASSERTED)
    assert (t.agents, t.targets, t.attributions, t.time) == ((), (), (), None)


def test_what_will_be_is_planned() -> None:
    doc = drawn("Lee/NNP nsubj>2", "will/MD aux>2", "resign/VB ROOT", people={0: "Ann Lee"})
    assert [t.status for t in detected(Tree(doc))] == [EventStatus.PLANNED]


def test_arguments_follow_subject_and_object() -> None:
    tree = Tree(MEETS)
    (before,) = detected(tree)
    t = with_arguments(tree, before)
    assert ([m.actor for m in t.agents], [m.actor for m in t.targets]) == ([0], [1])
    assert not before.agents


def test_attribution_says_who_claims_it() -> None:
    tree = Tree(CLAIMS)
    t = attribute(tree, the(detected(tree), 3))
    assert [(a.actor, a.stance, a.word) for a in t.attributions] == [(0, Stance.ALLEGES, 1)]
    assert t.status is EventStatus.CLAIMED


def test_a_denial_makes_the_claim_before_it_a_denied_one() -> None:
    tree = Tree(
        drawn(
            "Lee/NNP nsubj>1", "claimed/VBD ROOT", "Vega/NNP nsubj>3", "resigned/VBD ccomp>1",
            "and/CC cc>6", "Vega/NNP nsubj>6", "denied/VBD conj>1",
            people={0: "Ann Lee", 2: "Eva Vega", 5: "Eva Vega"},
        )
    )  # fmt: skip
    mentions = [attribute(tree, with_arguments(tree, t)) for t in detected(tree)]
    found = link_denials(tree, mentions)
    assert the(mentions, 3).status is EventStatus.CLAIMED
    assert the(found, 3).status is EventStatus.DENIED


def test_anchoring_ties_a_time_to_the_verb_over_it() -> None:
    day = parse_edtf("2025-02-07")
    word = MEETS.words[4]
    time = TimeExpression(
        word.start, word.end, "Friday", TimeType.DATE, "2025-02-07", 4, 5, interval=day
    )
    tree = Tree(replace(MEETS, times=(time,)))
    assert [t.time for t in anchored(tree, detected(tree))] == [time]


def test_clustering_keeps_two_acts_of_one_sentence_apart() -> None:
    tree = Tree(CLAIMS)
    assert len(clustered(tree, understood(tree, detected(tree)))) == 2


def test_each_decision_names_its_rule() -> None:
    tree = Tree(CLAIMS)
    t = the(understood(tree, detected(tree)), 3)
    assert [(w.what, w.rule) for w in t.why] == [
        ("kind", "resign"), ("status", "past"), ("role", "subject"), ("status", "alleged"),
    ]  # fmt: skip


def test_an_event_names_the_rule_that_had_the_last_word() -> None:
    tree = Tree(CLAIMS)
    event = as_event(tree, (the(understood(tree, detected(tree)), 3),), {})
    assert {(w.what, w.actor): w.rule for w in event.why} == {
        ("kind", None): "resign", ("status", None): "alleged", ("role", 1): "subject",
    }  # fmt: skip


def test_passes_change_nothing_they_are_given() -> None:
    tree = Tree(CLAIMS)
    mentions = detected(tree)
    kept = list(mentions)
    without_bare_speech(tree, understood(tree, mentions))
    assert mentions == kept


def test_events_keep_no_mutable_class_but_those_under_construction() -> None:
    room = Path(__file__).parents[4] / "models" / "reading" / "events"
    mutable = [
        line
        for path in sorted(room.glob("*.py"))
        for before, line in pairwise(path.read_text("utf-8").splitlines())
        if before.startswith("@dataclass") and "frozen" not in before
    ]
    assert sorted(mutable) == ["class Anchors:", "class Arguments:"]
