"""A chronology line reads like one: names, past tense, no pronoun without its noun, a whole end."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.dates.edtf import parse_edtf
from models.reading.doc import ActorKind, Doc, Event, Hints
from models.reading.events.summaries import LONGEST
from models.reading.reader import read

STORIES = sorted((Path(__file__).parents[3] / "gold" / "stories").glob("*.txt"))
PUBLISHED = Hints(given=parse_edtf("2023-05-23"))  # a Tuesday
_OPENS = re.compile(
    r"(?:he|she|it|they|we|i|you|this|that|these|those|which|who|whom|what|there|his|her|its|their|"
    r"our|my|to|of|according|and|but|or|in|on|at(?! least| most)|by)\b",
    re.IGNORECASE,
)
_CUT_AT = re.compile(r"\b(?:a|an|the|of|to|in|on|for|with|and|or|by|at|from|that|as|who)…")
_NO_FORM = re.compile(r"\b\w*(?:aided|layed|eeded|goed|maked|taked|sayed|gived|hitted|putted)\b")
_RIGHT_FORM = frozenset("aided raided needed exceeded heeded conceded superseded".split())


def faults(doc: Doc, event: Event) -> Iterator[str]:
    line = event.summary
    told = re.sub(r" \((?:claimed|denied)[^)]*\)$", "", line)
    if len(told.split()) < 2:
        yield "says nothing"
    if not (line[:1].isupper() or line[:1].isdigit() or line[:1] in '“"$€£'):
        yield "begins in lower case"
    if _OPENS.match(line):
        yield "begins with a word that stands for another, or ties to one"
    if len(line) > LONGEST + 1:
        yield "is too long"
    if line.count("“") != line.count("”") or line.count('"') % 2:
        yield "has a quotation without an end"
    if line.count("(") != line.count(")"):
        yield "has a bracket without its other"
    if re.search(r"  | [,.;:]|[,;:]$|\.\.", line):
        yield "has a mark astray"
    if told.endswith(".") and not re.search(r"(?:\.\w|\b[A-Z]\w{1,3})\.$", told):
        yield "ends with a stop"
    if _CUT_AT.search(line):
        yield "is cut behind a word that ties to the next"
    if re.search(r"\b(\w+) \1\b", line):
        yield "says a word twice"
    if any(word not in _RIGHT_FORM for word in _NO_FORM.findall(line)):
        yield "has a past that is none"
    for actor in doc.actors:
        if actor.kind is ActorKind.PERSON and told.count(actor.name) > 1:
            yield f"names {actor.name} twice"


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_every_line_of_a_story_reads_like_a_chronology(path: Path) -> None:
    doc = read(path.read_text("utf8"), PUBLISHED)
    assert doc.faults == ()
    assert len(doc.events) >= 5
    assert [f"{fault}: {e.summary}" for e in doc.events for fault in faults(doc, e)] == []


def test_there_are_many_stories() -> None:
    assert len(STORIES) >= 25


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "Ann Lee, who was re-elected in a vote that the far right boycotted, did not talk.",
            "Ann Lee was re-elected in a vote that the far right boycotted",
        ),
        (
            "With 94% of ballots counted, the Civic Union had won 112 seats in the chamber.",
            "Civic Union won 112 seats in the chamber",
        ),
        (
            "Ann Lee confirmed the suspension but declined to say how long it would last.",
            "Ann Lee declined to say how long the suspension would last",
        ),
        (
            'Her spokeswoman, Ann Lee, said that the president "does not interfere with courts."',
            'Ann Lee said that the president "does not interfere with courts"',
        ),
        (
            "Ola Dahl and Tom Birch were defeated in their districts on Monday.",
            "Ola Dahl and Tom Birch were defeated in their districts",
        ),
        (
            "Ann Lee met Tom Birch in Lisbon on Tuesday, the first meeting in years.",
            "Ann Lee met Tom Birch in Lisbon",
        ),
        (
            "Ann Lee will fly to Madrid on Wednesday, where she is to receive a degree.",
            "Ann Lee is to fly to Madrid, where she is to receive a degree",
        ),
        (
            "Ann Lee married Tom Birch in 1963; they divorced in 1979.",
            "Ann Lee and Tom Birch divorced",
        ),
        (
            "An assembly wrote the draft after mass protests in 2019 in which 30 people died.",
            "30 people died",
        ),
        ("Ann Lee moved to Norland, where she died in 1990.", "Ann Lee died"),
        (
            "Tom Birch called Ann Lee on Monday to congratulate her.",
            "Tom Birch called Ann Lee to congratulate her",
        ),
        (
            "Queen Ann laid a wreath at the memorial on Monday.",
            "Queen Ann laid a wreath at the memorial",
        ),
        (
            "President Ann Lee, who is on a visit to Brazil, ordered aid.",
            "Ann Lee’s visit to Brazil",
        ),
        (
            "Diggers uncovered a mosaic beneath a park in Wexham, the city council announced.",
            "Diggers uncovered a mosaic beneath a park in Wexham",
        ),
        (
            "Customers withdrew $9 billion in two days, the largest bank failure since 2008.",
            "Customers withdrew $9 billion in two days",
        ),
        (
            'Tom Birch condemned the action as "reckless" and promised tougher penalties.',
            "Tom Birch promised tougher penalties",
        ),
        (
            "Ann Lee, who won a vote that the far right boycotted, did not speak to journalists.",
            "Ann Lee did not speak to journalists",
        ),
        (
            "The previous round of consultations took place in Norway on March 2.",
            "The previous round of consultations took place in Norway",
        ),
    ],
)
def test_a_line_tells_its_own_clause_and_no_more(text: str, line: str) -> None:
    assert line in [e.summary for e in read(text, PUBLISHED).events]
