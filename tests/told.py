"""Texts read for a test, and who takes part in what they tell."""

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


def agents(doc: Doc, words: str) -> list[str]:
    return taking_part(doc, words, ParticipantRole.AGENT)


def targets(doc: Doc, words: str) -> list[str]:
    return taking_part(doc, words, ParticipantRole.TARGET)
