"""Who takes part in what is told, and in which role."""

import pytest

from models.dates.edtf import parse_edtf
from models.reading.doc import Doc, Event, Hints, ParticipantRole
from models.reading.reader import read

PUBLISHED = Hints(given=parse_edtf("2021-03-12"))  # a Friday


def tell(text: str) -> Doc:
    doc = read(text, PUBLISHED)
    assert doc.faults == ()
    return doc


def told(doc: Doc, words: str) -> Event:
    """The event told of by some words."""
    at = doc.text.index(words)
    found = [
        e for e in doc.events
        for v in e.evidence if v.trigger_start < at + len(words) and v.trigger_end > at
    ]  # fmt: skip
    assert found, f"no event at {words!r}"
    return found[0]


def taking_part(doc: Doc, words: str, role: ParticipantRole) -> list[str]:
    """The names of those with a role in the event told of by some words."""
    return [doc.actors[p.actor].name for p in told(doc, words).participants if p.role is role]


def targets(doc: Doc, words: str) -> list[str]:
    return taking_part(doc, words, ParticipantRole.TARGET)


ROWS = [
    (
        """President Lena Harrow met Chancellor Otto Brandl, Minister of Trade Ines Calder,
        Defence Minister Tom Vey and then-Premier Ruth Sand on Tuesday.""",
        "met",
        ["Otto Brandl", "Ines Calder", "Tom Vey", "Ruth Sand"],
    ),
    (
        "Governor Ada Finch arrested Carl Moss, Dina Holt, Evan Pike and Flora Reed on Friday.",
        "arrested",
        ["Carl Moss", "Dina Holt", "Evan Pike", "Flora Reed"],
    ),
    (
        """The senator visited Vienna in May 2019 and met Chancellor Otto Brandl, Speaker of the
        Lower House Hans Winkler, and former finance minister Greta Stolz.""",
        "met",
        ["Otto Brandl", "Hans Winkler", "Greta Stolz"],
    ),
]


@pytest.mark.parametrize(("text", "word", "names"), ROWS)
def test_all_in_a_row_of_people_are_meant(text: str, word: str, names: list[str]) -> None:
    assert targets(tell(" ".join(text.split())), word) == names


def test_a_row_ends_where_somebody_else_acts() -> None:
    doc = tell(
        "Ada Finch arrested Carl Moss, and Minister Dina Holt condemned the arrest on Friday."
    )
    assert targets(doc, "arrested") == ["Carl Moss"]
