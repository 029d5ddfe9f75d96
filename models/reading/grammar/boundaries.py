"""Where sentences end: a small convolutional network over words, learnt from UD English.

Full stops alone do not tell (initials, lists, mails without any): the network looks at 14 words to
either side. Trained by ``models.training.sentences``; run here with numpy alone.
"""

import json
from functools import lru_cache
from itertools import pairwise
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from models.reading.grammar.model import look
from resources import resource

REACH = 14  # words on either side the network sees
LOOKS, LENGTHS, EDGE = 9, 13, 0
_STYLE_STOPS = frozenset(".?!")
_MOST = 16_384  # words run at a time

Span: TypeAlias = tuple[int, int]
Floats: TypeAlias = npt.NDArray[np.float32]


def plain(form: str) -> str:
    """The form a word is looked up by."""
    return form.lower().replace("’", "'").replace("“", '"').replace("”", '"')


def style(text: str, paragraphs: list[list[Span]]) -> float:
    """The share of words after a full stop that begin in lower case, over the whole text."""
    stops = low = 0
    for words in paragraphs:
        for (a, b), (c, _) in pairwise(words):
            if b - a == 1 and text[a] in _STYLE_STOPS:
                stops += 1
                low += text[c].islower()
    return low / stops if stops else 0.0


class Boundaries:
    """The network's weights, and its answer for a text."""

    def __init__(self) -> None:
        with resource("reader", "sentences.npz").open("rb") as file:
            stored = np.load(file)
            weights = {name: stored[name] for name in stored.files}
        lists: dict[str, list[str]] = json.loads(weights.pop("lists").tobytes())
        self._words = {word: i for i, word in enumerate(lists["words"])}
        self._endings = {word: i for i, word in enumerate(lists["endings"])}
        scales = {n[:-6]: weights.pop(n) for n in list(weights) if n.endswith(".scale")}
        self._weights: dict[str, Floats] = {
            name: value.astype(np.float32) * scales[name] if name in scales
            else value.astype(np.float32)
            for name, value in weights.items()
        }  # fmt: skip

    def scores(self, text: str, paragraphs: list[list[Span]]) -> list[Floats]:
        """For each word of each paragraph, how likely (0-1) a sentence ends after it."""
        manner = style(text, paragraphs)
        found: list[Floats] = []
        group: list[list[Span]] = []
        size = 0
        for words in paragraphs:
            if group and size + len(words) > _MOST:
                found += self._run(text, group, manner)
                group, size = [], 0
            if len(words) > _MOST:
                found.append(self._long(text, words, manner))
                continue
            group.append(words)
            size += len(words) + REACH
        return found + self._run(text, group, manner) if group else found

    def _long(self, text: str, words: list[Span], manner: float) -> Floats:
        parts = []
        for at in range(0, len(words), _MOST):
            first = max(0, at - REACH)
            part = self._run(text, [words[first : at + _MOST + REACH]], manner)[0]
            parts.append(part[at - first : at - first + _MOST])
        return np.concatenate(parts)

    def _run(self, text: str, paragraphs: list[list[Span]], manner: float) -> list[Floats]:
        w = self._weights
        size = REACH + sum(len(words) + REACH for words in paragraphs)
        ids = np.zeros((4, size), np.int64)
        extra = np.zeros((size, 3), np.float32)
        extra[:, 2] = 1
        at, places = REACH, []
        for words in paragraphs:
            places.append((at, at + len(words)))
            for i, (a, b) in enumerate(words):
                form = plain(text[a:b])
                ids[0, at + i] = self._words.get(form, 1)
                ids[1, at + i] = self._endings.get(form[-3:], 1)
                ids[2, at + i] = look(text[a:b])
                ids[3, at + i] = min(b - a, LENGTHS - 1)
                extra[at + i, 0] = i + 1 < len(words) and words[i + 1][0] > b
            extra[at : at + len(words), 1] = manner
            extra[at : at + len(words), 2] = 0
            at += len(words) + REACH
        x = w["word"][ids[0]] + w["ending"][ids[1]] + w["look"][ids[2]] + w["length"][ids[3]]
        x = np.maximum(x + extra @ w["extra"].T + w["bias"], 0)
        for i, step in enumerate(w["steps"].astype(int)):
            x = x + np.maximum(_convolve(x, w[f"conv{i}"], w[f"conv{i}.bias"], step), 0)
        logits = x @ w["out"] + w["out.bias"]
        chances = (1 / (1 + np.exp(-np.clip(logits, -30, 30)))).astype(np.float32)
        return [chances[a:b] for a, b in places]


def _convolve(x: Floats, kernel: Floats, bias: Floats, step: int) -> Floats:
    """x (n, wide) with kernel (taps, wide, wide) over every ``step``-th neighbour, zeros outside."""
    taps, n = len(kernel), len(x)
    reach = taps // 2 * step
    padded = np.zeros((n + 2 * reach, x.shape[1]), np.float32)
    padded[reach : reach + n] = x
    found = np.broadcast_to(bias, x.shape).copy()
    for k in range(taps):
        found += padded[k * step : k * step + n] @ kernel[k]
    return found


@lru_cache(maxsize=1)
def boundaries() -> Boundaries:
    """The network, loaded once a process."""
    return Boundaries()
