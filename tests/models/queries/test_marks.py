"""Marks stand where full-text search itself finds the words."""

import sqlite3

from hypothesis import given
from hypothesis import strategies as st

from models.letters import spelled
from models.queries.filter import TextTerm
from models.queries.marks import Marks
from models.queries.search import parse_query
from models.store.sqlite import SEARCH, expression
from models.store.worded import quote

TOKENIZER = SEARCH[0].split('"')[-1].split("tokenize=")[1].split(",")[0]
WORDS = st.sampled_from(
    [
        "Minsk", "minsk", "MINSK", "Żeleński", "zelenski", "Ko", "Kofi", "co-op", "50,000", "don’t",
        "n\u0303a", "ña", "x_y", "東京", "Straße", "strasse", "Łódź", "lodz", "Æsir",
        "İzmir", "a😀b", "<b>bold</b>", "&amp;",
    ]
)  # fmt: skip
TEXTS = st.lists(WORDS, max_size=12).map(" ".join) | st.text(
    st.characters(max_codepoint=0x24F), max_size=40
)
TERMS = st.builds(
    TextTerm,
    st.lists(WORDS, min_size=1, max_size=2).map(" ".join),
    st.booleans(),
)


def highlighted(text: str, term: TextTerm) -> list[tuple[int, int]]:
    """Return the spans that SQLite's own highlight() marks in the text as it is indexed."""
    raw = sqlite3.connect(":memory:")
    try:
        raw.execute(f"CREATE VIRTUAL TABLE told USING fts5(words, tokenize={TOKENIZER})")
        raw.execute("INSERT INTO told VALUES (?)", (spelled(text),))
        found = raw.execute(
            "SELECT highlight(told, 0, char(1), char(2)) FROM told WHERE told MATCH ?",
            (expression(quote(term.text, prefix=term.goes_on)),),
        ).fetchone()
    finally:
        raw.close()
    # A letter may be indexed as two.
    places = [place for place, letter in enumerate(text) for _ in spelled(letter)] + [len(text)]
    spans, start, at = [], 0, 0
    for letter in found[0] if found else "":
        if letter == "\x01":
            start = at
        elif letter == "\x02":
            spans.append((places[start], places[at]))
        else:
            at += 1
    return spans


@given(TEXTS, TERMS)
def test_marks_are_those_of_the_full_text_index(text: str, term: TextTerm) -> None:
    plain = "".join(letter for letter in text if letter >= " ")
    assert list(Marks([term]).spans(plain)) == highlighted(plain, term)


def test_words_phrases_and_prefixes_are_marked_and_what_is_left_out_is_not() -> None:
    text = "The border talks at the border were called off, said Zelénski; talking helps."
    marks = Marks.of(parse_query('"border talks" talk zelens "help" -called actor:said'))
    assert [text[a:b] for a, b in marks.spans(text)] == ["border talks", "Zelénski", "talking"]


def test_words_of_which_one_is_enough_are_marked_and_those_of_which_none_may_be_are_not() -> None:
    text = "Kim met Lee in Minsk, not in Łódź."
    marks = Marks.of(parse_query("(kim place:x) OR lodz -(lee OR minsk) NOT not"))
    assert [text[a:b] for a, b in marks.spans(text)] == ["Kim", "Łódź"]


def test_nothing_searched_for_marks_nothing() -> None:
    assert not Marks()
    assert Marks().spans("anything") == ()
    assert not Marks.of(parse_query("kind:visit -word -(a b)"))
