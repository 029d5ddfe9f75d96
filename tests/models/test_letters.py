"""One folding for names, words and the reading, whatever letters somebody types."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.letters import clean, plain, spelled, words
from models.reading.lexicon.personal_names import fold as fold_in_reading
from models.schema.keys import fold
from models.store.sqlite import SEARCH

PAIRS = [
    ("Łódź", "Lodz"),
    ("Ærø", "Aero"),
    ("Œuvre", "Oeuvre"),
    ("Straße", "Strasse"),
    ("STRAẞE", "Strasse"),
    ("Þórður", "Thordur"),
    ("Ħamrun", "Hamrun"),
    ("Diyarbakır", "Diyarbakir"),
    ("İzmir", "Izmir"),
    ("Đặng", "Dang"),
    ("Əliyev", "Aliyev"),
    ("Ɗanƙano", "Dankano"),
    ("Kárášjoŋga", "Karasjonga"),
    ("Ǻlesund", "Alesund"),
    ("ﬁre", "fire"),
    ("Ｋｉｍ", "Kim"),
    ("Nguyễn", "Nguyen"),
]
# SQLite leaves the accents of this one letter, which no language writes.
LETTERS = st.characters(categories=["Ll", "Lu"], max_codepoint=0x24F, exclude_characters="Ǡǡ")


@pytest.mark.parametrize(("written", "typed"), PAIRS)
def test_a_letter_is_its_plain_form_wherever_it_is_compared(written: str, typed: str) -> None:
    assert plain(written) == typed.lower()
    assert fold(written) == fold(typed) == fold_in_reading(written) == typed.lower()
    assert [word.plain for word in words(f"in {written}, 2024")] == ["in", typed.lower(), "2024"]


@pytest.fixture(scope="module")
def index() -> sqlite3.Connection:
    """Return a full-text index such as a chronicle has."""
    made = sqlite3.connect(":memory:", check_same_thread=False)
    made.execute("CREATE TABLE event_text (id INTEGER PRIMARY KEY, summary, names, passages)")
    for statement in SEARCH:
        made.execute(statement)
    return made


def found(index: sqlite3.Connection, text: str, typed: str) -> bool:
    index.execute("DELETE FROM event_text")
    index.execute("INSERT INTO event_text VALUES (1, ?, '', '')", (spelled(text),))
    (number,) = index.execute(
        "SELECT count(*) FROM event_search WHERE event_search MATCH ?", (f'"{spelled(typed)}"',)
    ).fetchone()
    return bool(number)


@pytest.mark.parametrize(("written", "typed"), PAIRS)
def test_the_index_finds_either_by_the_other(
    index: sqlite3.Connection, written: str, typed: str
) -> None:
    for text, sought in ((written, typed), (typed, written), (written.upper(), typed.lower())):
        assert found(index, f"from {text} on", sought), (text, sought)


@given(st.text(LETTERS, min_size=1, max_size=8))
def test_any_latin_word_is_found_as_it_is_cut_and_compared(
    index: sqlite3.Connection, word: str
) -> None:
    (only,) = words(word)
    assert found(index, f"from {word} on", word)
    assert found(index, f"from {word} on", only.plain)


@given(st.text(max_size=20))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert spelled(spelled(text)) == spelled(text)
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Kim\udcff", "Kim\ufffd"),
        ("\udce6\udc97\udca5", "日"),
        ("\ud83d\ude00", "😀"),
        ("a\ud83d b", "a\ufffd b"),
        ("\udc80\ud800", "\ufffd\ufffd"),
        ("Łódź 日", "Łódź 日"),
    ],
)
def test_halves_of_characters_are_put_together_or_replaced(typed: str, meant: str) -> None:
    assert clean(typed) == meant


@given(st.text(st.characters(categories=["Cs", "Lu", "So"]), max_size=12))
def test_any_text_becomes_one_that_can_be_stored(text: str) -> None:
    once = clean(text)
    once.encode("utf-8")
    assert clean(once) == once
