"""Words by the conventions of UD English; offsets that never move."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.reading.grammar.tokens import INVISIBLE, clean, cut_words


def cut(text: str) -> list[str]:
    return [clean(text[a:b]) for a, b in cut_words(text, 0, len(text))]


@pytest.mark.parametrize(
    "told",
    [
        "do|n't", "Do|n’t", "we|'ll", "they|’ve", "Kovar|'s", "states|'",
        "can|not", "do|nt", "Lim|-|Park", "Tae|-|jun", "al|-|Rashid", "long|-|standing",
        "re-elected", "non-profit", "anti-corruption", "pro-Harrow", "mid-August", "co-founder",
        "e-mail", "10|%", "$|5", "A$|140", "US$|3.5", "30|m", "7|pm", "21st", "1990s", "1,250.75",
        "U.S.", "p.m.", "Jan.", "Ph.D.", "J.R.|Marlow", "No.|3", "Fig.|2", "AT&T", "R&D", "24/7",
        "2021-03-12", "12/03/2021", "9/11", "’92", "F|-|16", "COVID|-|19",
        "https://news.example.org/a?b=1|,",
        "www.example.com", "example.co.uk|.", "desk@example.org", "@westmark", "#Harrow",
        ":)|,", "...", "?!", "O'Malley", "D’Arcy", "Shi'ite", "N'Dour", "ma'am", "(|a|)",
        "[|3|]", "and|/|or", "w/o", "wait|…", "****", "—|—", "o'clock",
    ],
)  # fmt: skip
def test_words_are_cut_as_in_ud_english(told: str) -> None:
    text = told.replace("R.|M", "R. M").replace("|", "")
    assert "|".join(cut(text)) == told.replace("’", "'")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Im Sun-ok spoke", ["Im", "Sun", "-", "ok", "spoke"]),
        ("Group A. Next", ["Group", "A.", "Next"]),
        ("He said no. 3 came", ["He", "said", "no", ".", "3", "came"]),
        ("short- and long-term plans", ["short", "-", "and", "long", "-", "term", "plans"]),
        ("its a start, its roof", ["it", "s", "a", "start", ",", "its", "roof"]),
        ("over-the-counter re-entry", ["over", "-", "the", "-", "counter", "re-entry"]),
        ("from 5:30 to 7.15 p.m.", ["from", "5:30", "to", "7.15", "p.m."]),
        ("Wat Tham (left), b. 1950", ["Wat", "Tham", "(", "left", ")", ",", "b.", "1950"]),
    ],
)  # fmt: skip
def test_traps(text: str, words: list[str]) -> None:
    assert cut(text) == words


def test_invisible_marks_move_no_offset_and_are_not_seen() -> None:
    text = "\ufeffMinister\u200e Bran\u00addt met\u200b \u200bAl\u200dder"
    spans = cut_words(text, 0, len(text))
    assert [clean(text[a:b]) for a, b in spans] == ["Minister", "Brandt", "met", "Alder"]
    assert text[spans[0][0] : spans[0][1]] == "Minister"


@given(st.text(), st.integers(0, 5))
def test_words_are_in_order_and_cover_all_that_can_be_seen(text: str, skip: int) -> None:
    start = min(skip, len(text))
    covered = [False] * len(text)
    before = start
    for a, b in cut_words(text, start, len(text)):
        assert before <= a < b <= len(text)
        before = b
        covered[a:b] = [True] * (b - a)
    hidden = set()
    for part in INVISIBLE.split():
        hidden |= set(part)
    for i in range(start, len(text)):
        assert covered[i] or text[i].isspace() or clean(text[i] + "\u200b") == ""


def test_words_of_a_part_are_the_words_of_that_part_alone() -> None:
    text = "don't stop Jan. 17"
    assert cut_words(text, 0, 4) == [(0, 2), (2, 3), (3, 4)] or cut_words(text, 0, 4)[-1][1] == 4
