"""Events: what the stage makes of trees that the parser got wrong, and of its own findings."""

import random
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from models.reading.doc import Doc
from models.reading.events.finding import PROPOSED, find_events
from models.reading.reader import read

ARTICLES = Path(__file__).parents[3] / "gold" / "chronologies" / "articles"
RELATIONS = (
    "nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "ccomp", "xcomp", "advcl", "acl",
    "acl:relcl", "conj", "appos", "nmod", "nmod:poss", "amod", "compound", "parataxis", "case",
)  # fmt: skip


@cache
def article(name: str) -> Doc:
    return read((ARTICLES / name).read_text("utf8"))


@pytest.mark.parametrize("name", ["06-nominal-events.txt", "15-quotations.txt", "20-courts.txt"])
@pytest.mark.parametrize("chance", [0.1, 0.5, 1.0])
def test_a_wrong_tree_breaks_nothing(name: str, chance: float) -> None:
    doc = article(name)
    dice = random.Random(name)
    for _ in range(60):
        words = list(doc.words)
        for s in doc.sentences:
            for i in range(s.first, s.last):
                if dice.random() < chance:
                    head = dice.choice([-1, *(j for j in range(s.first, s.last) if j != i)])
                    relation = "ROOT" if head < 0 else dice.choice(RELATIONS)
                    words[i] = replace(words[i], head=head, relation=relation)
        found = find_events(replace(doc, words=tuple(words), events=()))
        assert all(e.summary for e in found.events)


def test_every_event_is_at_least_as_sure_as_the_threshold() -> None:
    for path in sorted(ARTICLES.glob("*.txt"))[:6]:
        assert all(e.confidence >= PROPOSED for e in article(path.name).events)


def test_two_event_nouns_that_one_vague_verb_is_given_are_two_events() -> None:
    doc = read("The visit of Mali's premier ended on Monday after the summit of Norway and Ghana.")
    verb = next(i for i, w in enumerate(doc.words) if w.text == "ended")
    words = tuple(
        replace(w, head=verb, relation="nsubj") if w.text in ("visit", "summit") else w
        for w in doc.words
    )
    found = find_events(replace(doc, words=words, events=()))
    assert {e.kind.value for e in found.events} >= {"visit", "meeting"}
