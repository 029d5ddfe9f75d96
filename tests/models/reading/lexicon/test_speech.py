"""A verb of saying is one line of ``speech.txt``, and is then right in all the places."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from models.reading.doc import EventKind, Stance
from models.reading.lexicon.classes import word_class
from models.reading.lexicon.senses import Strength, verb_senses
from models.reading.lexicon.speech import speech_classes, stances
from models.reading.lexicon.tables import rows

ROOT = Path(__file__).parents[4]
LINE = "bellow\talleges\twords\tplain relays said_to\n"
READ = """
import json, pathlib, sys
import resources
folder = pathlib.Path(sys.argv[1])
own = resources.resource
resources.resource = lambda *parts: folder.joinpath(*parts[1:]) if parts[0] == "en" else own(*parts)
from models.dates.edtf import parse_edtf
from models.reading.doc import Hints
from models.reading.reader import read

def told(text):
    doc = read(text, Hints(given=parse_edtf("2021-03-12")))
    assert doc.faults == ()
    name = lambda actor: None if actor is None else doc.actors[actor].name
    return {
        "speakers": [name(q.speaker) for q in doc.quotations],
        "lemmas": [w.lemma for w in doc.words],
        "events": [
            [e.kind.value, e.status.value, doc.text[v.trigger_start : v.trigger_end],
             [[name(c.actor), c.stance.value] for c in e.claims]]
            for e in doc.events for v in e.evidence
        ],
    }

print(json.dumps([told(text) for text in json.load(sys.stdin)]))
"""
TEXTS = [
    "Oslo mayor Ann Lee met reporters on Monday. “The old bridge is safe,” Lee bellowed.",
    "Oslo mayor Ann Lee met reporters on Monday. Lee bellowed that rebels had attacked the bridge.",
    "Oslo mayor Ann Lee met reporters. Rebels attacked the bridge on Monday, Lee bellowed.",
    "Oslo mayor Ann Lee met reporters. Rebels are bellowed to have attacked the bridge on Monday.",
]


def read_with(line: str, folder: Path) -> list[dict[str, Any]]:
    """What the reader tells of the texts where ``line`` stands in the lexicon."""
    for path in (ROOT / "resources" / "en").rglob("*.txt"):
        copy = folder / path.relative_to(ROOT / "resources" / "en")
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(path.read_text("utf-8"), "utf-8")
    with (folder / "speech.txt").open("a", encoding="utf-8") as file:
        file.write(line)
    done = subprocess.run(
        [sys.executable, "-c", READ, str(folder)],
        cwd=ROOT, input=json.dumps(TEXTS), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def test_a_verb_added_as_one_line_is_right_in_all_the_places(tmp_path: Path) -> None:
    quoted, reported, behind, passive = read_with(LINE, tmp_path)
    assert "Ann Lee" in quoted["speakers"], "a speaker of a quotation"
    assert "bellow" in quoted["lemmas"], "its forms"
    attack = next(e for e in reported["events"] if "attack" in e[2])
    assert attack[1] == "claimed", "what it tells is claimed"
    assert attack[3] == [["Ann Lee", "alleges"]], "whose claim it is"
    assert reported["speakers"] == behind["speakers"] == ["Ann Lee"], "of indirect speech"
    assert ["statement", "bellowed"] in [[e[0], e[2]] for e in quoted["events"]], "what it is"
    assert next(e for e in passive["events"] if "attack" in e[2])[1] == "claimed"


def test_without_the_line_the_verb_says_nothing(tmp_path: Path) -> None:
    _, reported, _, _ = read_with("", tmp_path)
    attack = [e for e in reported["events"] if "attack" in e[2]]
    assert all(["Ann Lee", "alleges"] not in e[3] for e in attack)
    assert reported["speakers"] == []


def test_a_line_makes_its_verb_a_member_of_classes() -> None:
    assert speech_classes([("bellow", "alleges", "words", "plain said_to")]) == {
        "speech.cue": ["bellow"],
        "speech.told": ["bellow"],
        "speech.plain": ["bellow"],
        "speech.said_to": ["bellow"],
        "speech.alleges": ["bellow"],
    }
    assert speech_classes([("cheer", "judges", "act", "")]) == {
        "speech.act": ["cheer"],
        "speech.judges": ["cheer"],
    }
    assert speech_classes([("ponder", "-", "mind", "")]) == {}


@pytest.mark.parametrize("name", ["speech.clause", "speech.repaired", "speech.reporting"])
def test_verbs_that_tell_are_in_the_classes_of_the_rules(name: str) -> None:
    assert word_class("speech.told") - word_class(name) <= {"think", "answer"}


def test_every_verb_of_saying_has_a_sense() -> None:
    senses = verb_senses()
    assert all(verb in senses for verb, *_ in rows("speech"))
    assert senses["retort"][0].kind is EventKind.STATEMENT
    assert senses["retort"][0].strength is Strength.WEAK


def test_a_stance_is_told_where_the_line_has_one() -> None:
    assert stances()["dispute"] is Stance.DENIES
    assert "urge" not in stances()
