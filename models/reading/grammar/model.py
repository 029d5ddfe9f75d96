"""The reader model: one encoder for tags, grammar and names, run by ONNX Runtime.

The inputs, outputs and labels are described in resources/reader/README.md.
"""

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, lru_cache
from threading import Lock, Thread
from typing import Any

import numpy as np
import numpy.typing as npt

from models.errors import BugError
from models.reading.labels import Pos, Rel, Tag, differing
from resources import resource

Numbers = npt.NDArray[np.float32]
_MOST_PIECES = 12  # of a word; the rest of it is not seen
_PLACES = 510  # pieces that the encoder has places for, its two marks left out
_LOADING = Lock()
MOST_WORDS = 120


@dataclass(frozen=True, slots=True)
class Scores:
    """Log-probabilities of one sentence of w words.

    ``tag``, ``pos``, ``ner``: (w, labels). ``arc``: (w, w + 1), column 0 the root.
    ``rel``: (w, w + 1, labels).
    """

    tag: Numbers
    pos: Numbers
    ner: Numbers
    arc: Numbers
    rel: Numbers


class ReaderModel:
    """The loaded model; safe to share between threads."""

    def __init__(self) -> None:
        # Its own builds report use to their maker unless told not to before they load; a reader's
        # articles are nobody else's business.
        os.environ["ORT_DISABLE_TELEMETRY"] = "1"
        import onnxruntime  # noqa: PLC0415 - costs a quarter second; only reading needs it
        from tokenizers import Tokenizer  # noqa: PLC0415 - the same

        folder = resource("reader")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            folder.joinpath("reader.onnx").read_bytes(), options, ["CPUExecutionProvider"]
        )
        self._pieces = Tokenizer.from_str(folder.joinpath("tokenizer.json").read_text("utf8"))
        self._pieces.no_truncation()
        self._pieces.no_padding()
        labels: dict[str, list[str]] = json.loads(folder.joinpath("labels.json").read_text("utf8"))
        if wrong := differing(labels):
            raise BugError(f"the rules and the model have different labels: {sorted(wrong)}")
        self.tags, self.pos = [Tag(x) for x in labels["tag"]], [Pos(x) for x in labels["pos"]]
        self.relations, self.names = [Rel(x) for x in labels["dep"]], labels["ner"]
        self._begin = self._id("[CLS]")
        self._end = self._id("[SEP]")
        self._known: dict[str, list[int]] = {}

    def score(self, words: Sequence[str]) -> Scores:
        """Scores of a sentence, or of one of its ``runs``.

        A sentence runs by itself: rounding to eight bits depends on all numbers of a run, so that
        in company a sentence would be read by what it stands with, and a little worse.
        """
        ids, first, last = self._row(words)
        feed = {
            "ids": ids, "att": [1] * len(ids), "first": first, "last": last,
            "shape": [look(word) for word in words], "wm": [1] * len(words),
        }  # fmt: skip
        found = self._session.run(
            ["tag", "pos", "ner", "arc", "rel"],
            {name: np.array([values], np.int64) for name, values in feed.items()},
        )
        return Scores(*(scores[0] for scores in found))

    def runs(self, words: Sequence[str]) -> Iterator[tuple[int, int]]:
        """First and last (excluded) numbers of words that are scored together, in order.

        No run has more than ``MOST_WORDS`` words, or more pieces than the encoder has places for.
        """
        first = pieces = 0
        for i, word in enumerate(words):
            more = len(self._cut(word))
            if i - first == MOST_WORDS or pieces + more > _PLACES:
                yield first, i
                first, pieces = i, 0
            pieces += more
        if words:
            yield first, len(words)

    def _id(self, piece: str) -> int:
        found = self._pieces.token_to_id(piece)
        if found is None:
            raise ValueError(f"tokenizer.json has no piece {piece}")
        return int(found)

    def _row(self, words: Sequence[str]) -> tuple[list[int], list[int], list[int]]:
        ids, first, last = [self._begin], [], []
        for word in words:
            cut = self._cut(word)
            first.append(len(ids))
            ids.extend(cut)
            last.append(len(ids) - 1)
        ids.append(self._end)
        return ids, first, last

    def _cut(self, word: str) -> list[int]:
        """The pieces of a word, one at least."""
        cut = self._known.get(word)
        if cut is None:
            found: Any = self._pieces.encode(word, add_special_tokens=False)
            cut = found.ids[:_MOST_PIECES] or [self._id("[UNK]")]
            if len(self._known) > 50_000:
                self._known.clear()
            self._known[word] = cut
        return cut


@lru_cache(maxsize=50_000)
def look(word: str) -> int:
    """The word's look, which tells the uncased encoder of capitals and digits (1-8)."""
    if word.isdigit():
        return 1
    if any(c.isdigit() for c in word):
        return 2
    if not any(c.isalpha() for c in word):
        return 3
    if word.islower():
        return 4
    if word.isupper():
        return 6 if len(word) == 1 else 5
    return 7 if word[0].isupper() else 8


def reader_model() -> ReaderModel:
    """The model, loaded once per process; callers wait while it is loading."""
    with _LOADING:
        return _loaded()


def prepare() -> None:
    """Begin to load the model beside other work, so that it is there when a text has been cut."""
    if _loaded.cache_info().currsize == 0 and not _LOADING.locked():
        Thread(target=_load_ahead, name="reader model").start()


@cache
def _loaded() -> ReaderModel:
    return ReaderModel()


def _load_ahead() -> None:
    # A fault of the model is reported where the model is needed.
    with suppress(Exception):
        reader_model()
