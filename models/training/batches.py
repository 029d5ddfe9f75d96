"""Sentences as arrays: the feed of the network and the answers it is trained towards."""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from models.reading.grammar.model import MOST_WORDS, look
from models.training.corpora import NO_NAME_OR_EVENT, UNKNOWN, Sentence

MOST_PIECES = 12
IGNORED = -100
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of each output, in the order of the network's columns."""

    tag: tuple[str, ...]
    pos: tuple[str, ...]
    dep: tuple[str, ...]
    ner: tuple[str, ...]


def read_labels(path: Path | Traversable) -> Labels:
    """The labels of a model's ``labels.json``, the single source of them."""
    read = json.loads(path.read_text("utf8"))
    return Labels(*(tuple(read[name]) for name in ("tag", "pos", "dep", "ner")))


class Batcher:
    """Turns sentences into feeds and answers; remembers how words are cut."""

    def __init__(self, tokenizer: Path, labels: Labels) -> None:
        self._pieces = Tokenizer.from_file(str(tokenizer))
        self._pieces.no_truncation()
        self._pieces.no_padding()
        self._begin, self._end, self._unknown, self.hidden = (
            int(self._pieces.token_to_id(piece) or 0)
            for piece in ("[CLS]", "[SEP]", "[UNK]", "[MASK]")
        )
        self._known: dict[str, list[int]] = {}
        self._index = {
            name: {label: i for i, label in enumerate(getattr(labels, name))}
            for name in ("tag", "pos", "dep", "ner")
        }
        self._allowed = _allowed_sets(labels.ner)

    def pieces(self, word: str) -> list[int]:
        """The ids of a word's pieces, at most twelve."""
        if word not in self._known:
            found = self._pieces.encode(word, add_special_tokens=False).ids
            self._known[word] = found[:MOST_PIECES] or [self._unknown]
        return self._known[word]

    def feed(self, sentences: Sequence[Sentence]) -> dict[str, Numbers]:
        """The network's inputs for one batch."""
        cuts = [[self.pieces(word) for word in sentence.words] for sentence in sentences]
        pieces = max(sum(len(cut) for cut in row) for row in cuts) + 2
        words = max(len(sentence.words) for sentence in sentences)
        feed = {
            name: np.zeros((len(sentences), wide), np.int64)
            for name, wide in (
                ("ids", pieces), ("att", pieces), ("first", words), ("last", words),
                ("shape", words), ("wm", words),
            )
        }  # fmt: skip
        for i, (sentence, row) in enumerate(zip(sentences, cuts, strict=True)):
            ids = [self._begin, *(piece for cut in row for piece in cut), self._end]
            ends = np.cumsum([len(cut) for cut in row])
            n = len(row)
            feed["ids"][i, : len(ids)] = ids
            feed["att"][i, : len(ids)] = 1
            feed["first"][i, :n] = ends - [len(cut) for cut in row] + 1
            feed["last"][i, :n] = ends
            feed["shape"][i, :n] = [look(word) for word in sentence.words]
            feed["wm"][i, :n] = 1
        return feed

    def answers(self, sentences: Sequence[Sentence]) -> dict[str, npt.NDArray[np.generic]]:
        """tag, pos, head, dep: (b, w), ``IGNORED`` where unknown; ner: (b, w, labels) allowed."""
        size, words = len(sentences), max(len(sentence.words) for sentence in sentences)
        found: dict[str, Numbers] = {
            name: np.full((size, words), IGNORED, np.int64)
            for name in ("tag", "pos", "head", "dep")
        }
        names = np.ones((size, words, len(self._index["ner"])), np.bool_)
        for i, sentence in enumerate(sentences):
            for name, values in (
                ("tag", sentence.tags), ("pos", sentence.pos), ("dep", sentence.relations),
            ):  # fmt: skip
                index = self._index[name]
                found[name][i, : len(values)] = [index.get(value, IGNORED) for value in values]
            found["head"][i, : len(sentence.heads)] = sentence.heads
            for j, label in enumerate(sentence.names):
                names[i, j] = self._allowed[label]
        return {**found, "ner": names}


def _allowed_sets(labels: Sequence[str]) -> dict[str, npt.NDArray[np.bool_]]:
    sets = {label: np.array([label == other for other in labels]) for label in labels}
    sets[UNKNOWN] = np.ones(len(labels), np.bool_)
    sets[NO_NAME_OR_EVENT] = np.array(
        [other == "O" or other.endswith("-EVENT") for other in labels]
    )
    return sets


def shuffled(
    sentences: Sequence[Sentence], pieces: int, batcher: Batcher, rng: random.Random
) -> Iterator[list[Sentence]]:
    """Batches of like length holding at most about ``pieces`` pieces with padding, shuffled."""
    sized = [
        (sum(len(batcher.pieces(word)) for word in sentence.words) + 2, sentence)
        for sentence in sentences
        if len(sentence.words) <= MOST_WORDS
    ]
    sized.sort(key=lambda pair: pair[0] * rng.uniform(0.9, 1.1))
    groups: list[list[Sentence]] = [[]]
    longest = 0
    for size, sentence in sized:
        longest = max(longest, size)
        if groups[-1] and (len(groups[-1]) + 1) * longest > pieces:
            groups.append([])
            longest = size
        groups[-1].append(sentence)
    rng.shuffle(groups)
    yield from groups
