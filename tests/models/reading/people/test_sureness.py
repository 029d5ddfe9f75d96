"""How sure it is whom a noun or pronoun means, and what becomes of an event where it isn't."""

from dataclasses import replace

import pytest

from models.reading.doc import ActorKind, Doc, Link, MentionForm, ParticipantRole
from models.reading.events.doubting import SURE
from models.reading.people.sureness import RANKED, WAYS, likelihood, sure
from models.reading.reader import read
from models.training.antecedents import Example, fitted, likely

PLACE = ParticipantRole.PLACE
# Mary Ford was written to and has the letter: both may have been arrested.
UNSURE = (
    "OSLO, March 4, 2024 -- Ann Lee wrote to Mary Ford on Monday. Police read the letter for Mary "
    "Ford. She was arrested on Tuesday."
)
SURELY = "OSLO, March 4, 2024 -- Ann Lee wrote to the town on Monday. She was arrested on Tuesday."


def parts(doc: Doc) -> list[tuple[str, set[str], set[str]]]:
    """The line of each event, its participants but for places, and who takes part perhaps."""
    return [
        (
            e.summary,
            {doc.actors[p.actor].name for p in e.participants if p.role is not PLACE},
            {doc.actors[d.actor].name for d in e.perhaps},
        )
        for e in doc.events
    ]  # fmt: skip


def test_who_may_be_somebody_else_takes_part_perhaps() -> None:
    assert ("She was arrested", set(), {"Ann Lee"}) in parts(read(UNSURE))


def test_who_is_clearly_meant_takes_part() -> None:
    assert ("Ann Lee was arrested", {"Ann Lee"}, set()) in parts(read(SURELY))


def test_a_doubt_tells_how_sure_it_is_and_by_what_link() -> None:
    doc = read(UNSURE)
    (doubt,) = (d for e in doc.events for d in e.perhaps)
    assert doubt.role is ParticipantRole.TARGET
    assert doc.text[doubt.start : doubt.end] == "She"
    assert 0 < doubt.sure < SURE
    assert doubt.why == "he or she"


def test_nobody_is_said_to_have_said_what_somebody_else_may_have_said() -> None:
    doc = read(UNSURE.replace("was arrested on Tuesday", "said that the town had closed the port"))
    claims = [c for e in doc.events for c in e.claims]
    assert claims
    assert all(c.actor is None for c in claims)


def test_whoever_takes_part_surely_is_not_doubted_besides() -> None:
    doc = read(UNSURE.replace("She was arrested", "Ann Lee was arrested when she came"))
    for event in doc.events:
        assert {d.actor for d in event.perhaps}.isdisjoint(p.actor for p in event.participants)


def test_a_name_is_sure_and_every_other_mention_of_a_person_tells_how_it_was_linked() -> None:
    doc = read(UNSURE)
    for m in doc.mentions:
        person = doc.actors[m.actor].kind is ActorKind.PERSON
        if m.form is MentionForm.NAME:
            assert sure(m) == 1
        elif person:
            assert m.link is not None
            assert 0 < sure(m) < 1


@pytest.mark.parametrize("way", RANKED)
def test_a_longer_lead_makes_a_link_surer_and_distance_less_sure(way: str) -> None:
    link = Link(way, lead=0.4, gap=1, agreed=True)
    assert likelihood(replace(link, lead=1.6)) > likelihood(link)
    assert likelihood(replace(link, gap=4)) < likelihood(link)


def test_every_way_to_choose_an_antecedent_has_a_likelihood() -> None:
    assert all(0 < likelihood(Link(way, lead=1.0)) < 1 for way in WAYS)


def test_fitting_learns_which_links_are_right() -> None:
    near, far = Link("he or she", lead=2.0), Link("he or she", lead=0.2)
    weights = fitted([Example(near, right=True)] * 50 + [Example(far, right=False)] * 50)
    assert likely(weights, near) > 0.8
    assert likely(weights, far) < 0.4


def test_whoever_owns_what_an_event_befell_has_a_rule_that_says_so() -> None:
    doc = read("OSLO, March 4, 2024 -- Police disclosed Ann Lee's letter on Monday.")
    (rules,) = (
        {w.rule for w in event.why if w.what == "role" and w.actor == p.actor}
        for event in doc.events
        for p in event.participants
        if p.role is ParticipantRole.PARTICIPANT and doc.actors[p.actor].name == "Ann Lee"
    )
    assert rules == {"only-owner"}
