"""What was not taken of a text, and what the reader proposes for a stretch of it."""

import pytest

from models.dates.edtf import parse_edtf
from models.reading.doc import Doc, Hints, Span
from models.reading.events.proposing import LONGEST, propose
from models.reading.events.untaken import Sign, untaken
from models.reading.reader import read

TEXT = """Harbour talks end without a deal

PORT ELSA, March 4, 2024 (Coast Wire) -- Trade Minister Ada Brandvold met union leader Tomas Okello
on Monday. The weather was mild and the streets were empty all day.

The port has belonged to the town of Elsa since 1911. "Nothing here is ever simple," Okello said.
Brandvold likes the old lighthouse very much indeed.

Okello will visit the island of Marra on March 9.
"""


@pytest.fixture(scope="module")
def doc():
    return read(TEXT, Hints(given=parse_edtf("2024-03-04")))


def _words(doc, found):
    return [" ".join(doc.text[each.start : each.end].split()) for each in found]


def test_sentences_with_a_date_a_quotation_or_a_name_are_found_in_the_order_of_the_text(doc):
    found = untaken(doc, ())
    assert {each.sign for each in found} == set(Sign)
    words = _words(doc, found)
    assert not any("weather" in each or "Harbour talks" in each for each in words)
    lighthouse = next(each for each in found if "lighthouse" in doc.text[each.start : each.end])
    assert lighthouse.sign is Sign.NAME
    assert [each.start for each in found] == sorted(each.start for each in found)


def test_a_sentence_with_words_of_an_event_was_taken_and_so_was_what_lies_inside_a_longer_one(doc):
    everything = untaken(doc, ())
    met = doc.text.index("met union")
    rest = untaken(doc, [Span(met, met + 3)])
    assert [e for e in everything if e not in rest] == [
        e for e in everything if e.start <= met < e.end
    ]
    assert untaken(doc, [Span(0, len(doc.text))]) == ()
    first, second = everything[0], everything[1]
    assert untaken(doc, [Span(first.end, second.start)]) == everything, "the space between is none"


def test_what_is_found_does_not_hang_on_the_order_of_what_was_taken(doc):
    spans = [Span(each.start, each.start + 3) for each in untaken(doc, ())][:3]
    assert untaken(doc, spans) == untaken(doc, spans[::-1])
    longest = [Span(0, len(doc.text)), *spans]
    assert untaken(doc, longest) == ()


def test_the_events_that_the_reader_takes_leave_nothing_of_their_sentences(doc):
    taken = [Span(e.trigger_start, e.trigger_end) for event in doc.events for e in event.evidence]
    assert taken
    left = untaken(doc, taken)
    for each in left:
        assert not any(each.start <= span.start < each.end for span in taken)


def _stretch(doc, first, last):
    start = doc.text.index(first)
    return start, doc.text.index(last, start) + len(last)


def test_a_stretch_is_proposed_with_date_people_and_kind(doc):
    found = propose(doc, *_stretch(doc, "Okello will visit", "March 9"))
    assert (found.kind, found.status, found.date) == ("visit", "planned", "2024-03-09")
    assert ("agent", "Tomas Okello") in [(part.role, part.name) for part in found.parts]
    assert "Okello" in found.summary


def test_exactly_the_stretch_counts_and_not_its_sentence(doc):
    one = propose(doc, *_stretch(doc, "met", "Okello"))
    assert one.kind == "meeting"
    assert {part.name for part in one.parts} >= {"Ada Brandvold", "Tomas Okello"}
    other = propose(doc, *_stretch(doc, "The weather was mild", "mild"))
    assert other.kind == "other"
    assert other.summary == "The weather was mild"
    assert other.parts == ()


def test_a_quotation_is_proposed_as_what_its_speaker_says(doc):
    found = propose(doc, *_stretch(doc, "“" if "“" in doc.text else '"Nothing', "simple"))
    assert [(claim.role, claim.name) for claim in found.claims] in (
        [("states", "Tomas Okello")], []
    )  # fmt: skip
    assert "Tomas Okello" in {each.name for each in (*found.claims, *found.parts)}


@pytest.mark.parametrize("stretch", [(0, 1), (31, 33), (0, len(TEXT))])
def test_any_stretch_gives_a_proposal_of_bounded_length(doc, stretch):
    found = propose(doc, *stretch)
    assert len(found.summary) <= LONGEST


def test_a_text_that_could_not_be_read_gives_the_words():
    assert propose(Doc("One two\nthree."), 0, 14).summary == "One two three"
    assert untaken(Doc("One two three."), ()) == ()
