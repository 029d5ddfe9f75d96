"""What repeats without end is read too: nothing is compared with all that stands before it.

Each of these would take minutes to hours if its work grew with the square of the text.
"""

import pytest

from models.dates.edtf import parse_edtf
from models.reading.article.paragraphs import find_paragraphs
from models.reading.doc import Doc, Hints
from models.reading.events import clustering
from models.reading.grammar.model import MOST_WORDS
from models.reading.grammar.sentences import find_sentences
from models.reading.grammar.tokens import cut_words
from models.reading.reader import read
from models.reading.time.entries import labels

LETTERS = 100_000


@pytest.mark.parametrize(
    ("piece", "end"),
    [
        ("a-", ""), ("aa.bb.", "aa.b"), ("a%", ""), ("+1-", ""), ("1-1-", ""), ("a.b-", ""),
        ("é-", ""), ("aa-", ""), ("twenty-", ""), ("mid-", ""), ("2014-2015-", ""),
        ("a.b.c@", ""), ("www.", ""),
    ],
)  # fmt: skip
def test_a_run_without_spaces_is_cut_into_words(piece: str, end: str) -> None:
    text = piece * (LETTERS // len(piece)) + end
    cut = cut_words(text, 0, len(text))
    assert "".join(text[a:b] for a, b in cut) == text
    assert all(a < b for a, b in cut)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Write to a.lee@harbour.example today.", "a.lee@harbour.example"),
        ("Open annual-report_2014.pdf first.", "annual-report_2014.pdf"),
        ("See harbour.example.com/a?b=c now.", "harbour.example.com/a?b=c"),
    ],
)
def test_mails_files_and_addresses_stay_whole(text: str, word: str) -> None:
    assert word in [text[a:b] for a, b in cut_words(text, 0, len(text))]


def test_a_word_without_end_under_a_label_tells_nothing() -> None:
    told = ["2014: " + "a" * LETTERS, "2015: He left the town.", "2016: She left the town."]
    assert labels([*told, "2017: They met."]) == {}
    assert labels([*told, "2018: He came to town."]) == {1: 6, 2: 6, 3: 6}


def test_links_that_open_new_tabs_are_left_out_however_many() -> None:
    text = "Ann Lee met Ivo, opens new tab " * 4000
    doc = find_sentences(find_paragraphs(Doc(text)))
    assert [w.text for w in doc.words[:5]] == ["Ann", "Lee", "met", "Ivo", "Ann"]
    assert "tab" not in {w.text for w in doc.words}


def test_a_sentence_that_does_not_end_is_cut() -> None:
    doc = find_sentences(find_paragraphs(Doc("Ann Lee met Ivo and Ola and " * 300)))
    assert max(s.last - s.first for s in doc.sentences) <= 2 * MOST_WORDS
    assert [s.first for s in doc.sentences[1:]] == [s.last for s in doc.sentences[:-1]]
    assert doc.sentences[-1].last == len(doc.words)


def test_an_event_told_over_and_over_is_compared_with_some_of_its_tellings(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared = []
    conflict = clustering._conflict
    monkeypatch.setattr(
        clustering, "_conflict", lambda *told: compared.append(1) or conflict(*told)
    )
    counts = []
    for times in (60, 120):
        compared.clear()
        doc = read(
            "Rebels attacked Velin on Monday. " * times, Hints(given=parse_edtf("2021-03-12"))
        )
        assert [len(e.evidence) for e in doc.events] == [times]
        counts.append(len(compared))
    assert counts[1] < 2.5 * counts[0]
