"""Names exchanged and sentences made up stay consistent."""

import random
from dataclasses import replace

import pytest

from models.training.corpora import UNKNOWN, Sentence, spans
from models.training.names import (
    NameLists,
    cut,
    exchanged,
    flat_exchanged,
    headline,
    spelt,
    written,
)

_LISTS = NameLists.read()
_TREE = Sentence(
    "gum", "ours", ("Old", "Arlo", "Pell", "of", "Orvane", "slept", "."),
    ("JJ", "NNP", "NNP", "IN", "NNP", "VBD", "."),
    ("ADJ", "PROPN", "PROPN", "ADP", "PROPN", "VERB", "PUNCT"),
    (2, 6, 2, 5, 2, 0, 6), ("amod", "nsubj", "flat", "case", "nmod", "ROOT", "punct"),
    ("O", "B-PERSON", "I-PERSON", "O", "B-LOC", "O", "O"),
)  # fmt: skip


@pytest.mark.parametrize("seed", range(60))
def test_an_exchange_keeps_names_and_tree_whole(seed: int) -> None:
    new = exchanged(_TREE, _LISTS, random.Random(seed))
    columns = (new.words, new.tags, new.pos, new.heads, new.relations, new.names)
    assert len({len(column) for column in columns}) == 1
    assert [kind for _, _, kind in spans(new.names)] == ["PERSON", "LOC"]
    assert all(
        label[0] != "I" or before != "O"
        for before, label in zip(new.names, new.names[1:], strict=False)
    )
    root = new.heads.index(0)
    assert new.words[root] == "slept"
    start = spans(new.names)[0][0]
    assert new.heads[start] == root + 1
    assert new.heads[0] == start + 1
    for i in range(len(new.words)):
        at, steps = i + 1, 0
        while at and steps < 50:
            at, steps = new.heads[at - 1], steps + 1
        assert at == 0


@pytest.mark.parametrize("seed", range(40))
def test_flat_names_of_a_tree_are_exchanged_and_their_kind_left_open(seed: int) -> None:
    bare = replace(_TREE, names=("O", UNKNOWN, UNKNOWN, "O", UNKNOWN, "O", "O"))
    new = flat_exchanged(bare, _LISTS, random.Random(seed))
    columns = (new.words, new.tags, new.pos, new.heads, new.relations, new.names)
    assert len({len(column) for column in columns}) == 1
    assert set(new.names) == {"O", UNKNOWN}
    assert new.words[-4:] == ("of", "Orvane", "slept", ".")
    assert new.words[new.heads.index(0)] == "slept"
    assert all(
        label == UNKNOWN
        for label, tag in zip(new.names, new.tags, strict=True)
        if tag in ("NNP", "HYPH")
    )


def test_a_flat_name_known_to_be_a_persons_stays_one() -> None:
    new = [flat_exchanged(_TREE, _LISTS, random.Random(seed)) for seed in range(40)]
    assert {spans(sentence.names)[0][2] for sentence in new} == {"PERSON"}
    assert {len(spans(sentence.names)) for sentence in new} == {2}


def test_laws_storms_and_works_are_written_and_are_not_names() -> None:
    lists = replace(_LISTS, templates=("The {W} passed .",))
    for seed in range(40):
        sentence = written(lists, random.Random(seed))
        assert sentence.names == ("O", *["O|EVENT"] * (len(sentence.words) - 3), "O", "O")
        assert len(sentence.words) > 3


def test_a_sentence_is_spelt_otherwise_now_and_then() -> None:
    sentence = Sentence("ours", "", ("the", "Talks", "failed"), names=("O", "O", "O"))
    found = {spelt(sentence, random.Random(seed)).words for seed in range(300)}
    assert found == {
        ("the", "Talks", "failed"), ("the", "Talks", "Failed"),
        ("THE", "TALKS", "FAILED"), ("the", "talks", "failed"),
    }  # fmt: skip


def test_most_flat_names_are_exchanged() -> None:
    new = [flat_exchanged(_TREE, _LISTS, random.Random(seed)).words[1:3] for seed in range(40)]
    assert sum(words != ("Arlo", "Pell") for words in new) > 20


def test_the_same_seed_gives_the_same_names() -> None:
    first, second = (written(_LISTS, random.Random(7)) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("seed", range(60))
def test_made_up_sentences_have_a_label_a_word(seed: int) -> None:
    sentence = written(_LISTS, random.Random(seed))
    assert len(sentence.words) == len(sentence.names)
    assert "{" not in " ".join(sentence.words)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Hye-jin Pell", ["Hye", "-", "jin", "Pell"]),
        ("People's Party", ["People", "'s", "Party"]),
        ("O'Dell", ["O'Dell"]),
        ("Workers' Union", ["Workers", "'", "Union"]),
    ],
)
def test_names_are_cut_as_the_corpora_cut_them(name: str, words: list[str]) -> None:
    assert cut(name) == words


def test_a_headline_capitalises_words_but_names_nothing_new() -> None:
    sentence = Sentence("ours", "", ("the", "talks", "failed"), names=("O", "O", "O"))
    assert headline(sentence).words == ("the", "Talks", "Failed")
    assert headline(sentence).names == sentence.names
