"""Grammar put right where the parser is known to go wrong."""

import pytest

from models.reading.doc import Doc
from models.reading.reader import read


def subjects(doc: Doc, verb: str) -> list[str]:
    """The words that are subjects of a verb."""
    at = next(i for i, w in enumerate(doc.words) if w.text == verb)
    return [
        w.text for w in doc.words if w.head == at and w.relation in ("nsubj", "nsubj:pass")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "verb", "who", "said"),
    [
        (
            "Paul Lacour, 71, died at his home on Sunday, his daughter, Selma, said.",
            "died",
            "Paul",
            "daughter",
        ),
        (
            "Ahmed, 12, and his brother Bilal, 9, drowned near Mosul, their father, Samir, said.",
            "drowned",
            "Ahmed",
            "father",
        ),
        (
            "Ivo Marsh, the minister, was killed in a blast, police chief Otto Lund said.",
            "killed",
            "Ivo",
            "Otto",
        ),
    ],
)
def test_who_speaks_behind_what_is_said_did_not_do_it(
    text: str, verb: str, who: str, said: str
) -> None:
    doc = read(text)
    assert subjects(doc, verb) == [who]
    assert subjects(doc, "said") == [said]


def test_a_clause_put_into_a_speech_leaves_its_speaker() -> None:
    doc = read("Ivo Marsh, who left on Monday, said he was tired.")
    assert subjects(doc, "said") == ["Ivo"]


@pytest.mark.parametrize(
    ("text", "verb", "who"),
    [
        ("Chile called on Norway to apologise to Peru.", "called", "Chile"),
        ("Marlow Air suspended flights to Oslo on Monday.", "suspended", "Air"),
    ],
)
def test_a_whole_sentence_without_was_is_no_passive(text: str, verb: str, who: str) -> None:
    doc = read(text)
    (word,) = (w for w in doc.words if w.text == who)
    assert word.relation == "nsubj"
    assert doc.words[word.head].text == verb


def test_a_passive_stays_one() -> None:
    doc = read("Ivo Marsh was called to Oslo on Monday.")
    assert doc.words[0].relation == "nsubj:pass"


def test_what_he_is_is_no_second_subject() -> None:
    doc = read("Otto Lund died on Monday. A native of Shanghai, he was ranked second in the party.")
    assert subjects(doc, "ranked") == ["he"]


@pytest.mark.parametrize(
    "text",
    [
        '"There is no reason for this," Abiev told the news agency on Thursday.',
        "“There is no reason for this,” Abiev told the agency on Thursday.",
    ],
)
def test_what_stands_outside_a_quotation_goes_with_its_cue(text: str) -> None:
    doc = read(text)
    (day,) = (w for w in doc.words if w.text == "Thursday")
    assert doc.words[day.head].text == "told"


def test_what_stands_inside_a_quotation_stays_there() -> None:
    doc = read("“He left on Thursday,” Abiev told the agency.")
    (day,) = (w for w in doc.words if w.text == "Thursday")
    assert doc.words[day.head].text == "left"


def test_who_is_turned_behind_the_verb_is_not_who_says_so() -> None:
    doc = read("Among the dead were two tourists, the foreign ministry of Chile confirmed.")
    assert subjects(doc, "confirmed") == ["ministry"]
    assert subjects(doc, "were") == ["tourists"]


def test_a_year_ended_and_not_the_firm_that_told_of_it() -> None:
    doc = read("Marlow Air posted sales of $640 million in the year ended September.")
    (ended,) = (w for w in doc.words if w.text == "ended")
    assert doc.words[ended.head].text == "year"
    assert len(doc.events) == 1


def test_a_club_before_its_verb_is_no_part_of_the_coach_behind_it() -> None:
    doc = read("Bayern Munich sacked coach Thomas Reuter on Monday after a 3-0 defeat.")
    assert subjects(doc, "sacked") == ["Munich"]
