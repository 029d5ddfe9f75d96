"""Small inputs, each of a kind of fault, and what must be read from them.

An expectation is one line: ``date WORD = EDTF`` (some event with that trigger has that date; "|"
between alternatives, "none" for no date), ``nodate``, ``status``, ``agent``, ``target`` (of a name
or alias; a participant counts as target) and ``noagent``, ``notarget``; ``event WORD``,
``noevent WORD``, ``events N``;
``person NAME``, ``noperson NAME``, ``persons N``; ``speaker WORDS = NAME``; ``published = EDTF``.
"""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from models.dates.edtf import parse_edtf
from models.reading.doc import ActorKind, Doc, Event, Hints, ParticipantRole
from models.reading.reader import read

GOLD = Path(__file__).parents[2] / "gold" / "cases" / "reading.jsonl"
CASES = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]


def names(doc: Doc, actor: int) -> tuple[str, ...]:
    return doc.actors[actor].name, *doc.actors[actor].aliases


def told_by(doc: Doc, word: str) -> list[Event]:
    return [
        event
        for event in doc.events
        if any(doc.text[e.trigger_start : e.trigger_end] == word for e in event.evidence)
    ]


def dates(doc: Doc, word: str) -> list[str]:
    return [event.date.interval.edtf if event.date else "none" for event in told_by(doc, word)]


def taking_part(doc: Doc, word: str, *, agents: bool) -> list[str]:
    return [
        name
        for event in told_by(doc, word)
        for part in event.participants
        if part.role is not ParticipantRole.PLACE and (part.role is ParticipantRole.AGENT) is agents
        for name in names(doc, part.actor)
    ]


def people(doc: Doc) -> list[str]:
    return [
        name
        for number, actor in enumerate(doc.actors)
        if actor.kind is ActorKind.PERSON
        for name in names(doc, number)
    ]


def speakers(doc: Doc, words: str) -> list[str]:
    return [
        name
        for quotation in doc.quotations
        if words in doc.cut(quotation) and quotation.speaker is not None
        for name in names(doc, quotation.speaker)
    ]


CHECKS: dict[str, Callable[[Doc, str, str], bool]] = {
    "date": lambda doc, word, wanted: bool(set(wanted.split("|")) & set(dates(doc, word))),
    "nodate": lambda doc, word, wanted: wanted not in dates(doc, word),
    "status": lambda doc, word, wanted: any(e.status == wanted for e in told_by(doc, word)),
    "agent": lambda doc, word, name: name in taking_part(doc, word, agents=True),
    "noagent": lambda doc, word, name: name not in taking_part(doc, word, agents=True),
    "target": lambda doc, word, name: name in taking_part(doc, word, agents=False),
    "notarget": lambda doc, word, name: name not in taking_part(doc, word, agents=False),
    "event": lambda doc, word, _: bool(told_by(doc, word)),
    "noevent": lambda doc, word, _: not told_by(doc, word),
    "events": lambda doc, number, _: len(doc.events) == int(number),
    "person": lambda doc, name, _: name in people(doc),
    "noperson": lambda doc, name, _: name not in people(doc),
    "persons": lambda doc, number, _: (
        sum(actor.kind is ActorKind.PERSON for actor in doc.actors) == int(number)
    ),
    "speaker": lambda doc, words, name: (
        not speakers(doc, words) if name == "none" else name in speakers(doc, words)
    ),
    "published": lambda doc, _, wanted: doc.day is not None and doc.day.edtf == wanted,
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['kind']}: {case['text'][:40]}")
def test_what_must_be_read_is_read(case):
    given = parse_edtf(case["published"]) if case["published"] else None
    doc = read(case["text"], Hints(given=given))
    assert not doc.faults
    for expectation in case["expect"]:
        verb, _, rest = expectation.partition(" ")
        key, _, wanted = (part.strip() for part in rest.partition("="))
        assert CHECKS[verb](doc, key, wanted), (expectation, case["text"])


def test_every_kind_has_several_inputs():
    kinds = [case["kind"] for case in CASES]
    assert all(kinds.count(kind) >= 4 for kind in set(kinds))
