"""Grammar put right where the parser is known to go wrong."""

from dataclasses import replace

import pytest

from models.reading.doc import Doc, Word
from models.reading.grammar.repairs import mend
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
def test_a_whole_sentence_without_was_is_not_a_passive(text: str, verb: str, who: str) -> None:
    doc = read(text)
    (word,) = (w for w in doc.words if w.text == who)
    assert word.relation == "nsubj"
    assert doc.words[word.head].text == verb


def test_a_passive_stays_one() -> None:
    doc = read("Ivo Marsh was called to Oslo on Monday.")
    assert doc.words[0].relation == "nsubj:pass"


def test_what_he_is_is_not_a_second_subject() -> None:
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


def test_a_year_ended_and_not_the_firm_that_reported_it() -> None:
    doc = read("Marlow Air posted sales of $640 million in the year ended September.")
    (ended,) = (w for w in doc.words if w.text == "ended")
    assert doc.words[ended.head].text == "year"
    assert len(doc.events) == 1


def test_a_club_before_its_verb_is_not_part_of_the_coach_behind_it() -> None:
    doc = read("Bayern Munich sacked coach Thomas Reuter on Monday after a 3-0 defeat.")
    assert subjects(doc, "sacked") == ["Munich"]


def _words(*rows: tuple[str, str, str, str, int]) -> list[Word]:
    """Words of a sentence by text, tag, kind, relation and head."""
    found, at = [], 0
    for text, tag, pos, relation, head in rows:
        found.append(
            Word(
                start=at, end=at + len(text), text=text, sentence=0, tag=tag, pos=pos,
                lemma=text.lower(), relation=relation, head=head,
            )
        )  # fmt: skip
        at += len(text) + 1
    return found


def test_small_letters_behind_an_article_name_nobody() -> None:
    words = _words(
        ("The", "DT", "DET", "det", 1), ("president", "NNP", "PROPN", "nsubj", 2),
        ("slept", "VBD", "VERB", "ROOT", -1),
    )  # fmt: skip
    mend(words, 0, 3)
    assert (words[1].tag, words[1].pos) == ("NN", "NOUN")


def test_two_thirds_are_many() -> None:
    words = _words(("two", "CD", "NUM", "nummod", 1), ("thirds", "NN", "NOUN", "ROOT", -1))
    mend(words, 0, 2)
    assert (words[1].tag, words[1].lemma) == ("NNS", "third")


def test_a_preposition_before_an_object_is_the_verbs_particle() -> None:
    words = _words(
        ("They", "PRP", "PRON", "nsubj", 1), ("swore", "VBD", "VERB", "ROOT", -1),
        ("in", "IN", "ADP", "case", 3), ("Pell", "NNP", "PROPN", "obj", 1),
    )  # fmt: skip
    mend(words, 0, 4)
    assert (words[2].relation, words[2].head, words[2].tag) == ("compound:prt", 1, "RP")
    words[3] = replace(words[3], relation="obl")
    words[2] = replace(words[2], relation="case", head=3, tag="IN")
    mend(words, 0, 4)
    assert words[2].relation == "case"


def test_names_listed_behind_a_calling_are_all_called_so() -> None:
    words = _words(
        ("Pilots", "NNS", "NOUN", "nsubj", 5), (",", ",", "PUNCT", "punct", 2),
        ("Pell", "NNP", "PROPN", "appos", 0), ("and", "CC", "CCONJ", "cc", 4),
        ("Marsh", "NNP", "PROPN", "conj", 0), ("sued", "VBD", "VERB", "ROOT", -1),
    )  # fmt: skip
    mend(words, 0, 6)
    assert words[4].head == 2


def test_a_minister_before_a_name_is_not_a_second_object() -> None:
    words = _words(
        ("They", "PRP", "PRON", "nsubj", 1), ("met", "VBD", "VERB", "ROOT", -1),
        ("Minister", "NNP", "PROPN", "obj", 1), ("Pell", "NNP", "PROPN", "obj", 1),
    )  # fmt: skip
    mend(words, 0, 4)
    assert (words[2].relation, words[2].head) == ("compound", 3)
