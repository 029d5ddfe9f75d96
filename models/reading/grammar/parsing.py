"""Tags, lemmas, grammar and raw names by the reader model."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from models.reading.doc import ActorKind, Doc, Name, Word
from models.reading.grammar.model import Numbers, ReaderModel, Scores, reader_model
from models.reading.grammar.repairs import mend
from models.reading.labels import Entity, Rel
from models.reading.lexicon.inflection import lemma
from models.reading.pipeline import stage

Floats = npt.NDArray[np.float64]
_KINDS = {
    Entity.PERSON: ActorKind.PERSON,
    Entity.ORG: ActorKind.ORGANISATION,
    Entity.LOC: ActorKind.PLACE,
}


def parse(doc: Doc) -> Doc:
    """Every word with tag, lemma, head and relation; the names the model sees."""
    model = reader_model()
    words = list(doc.words)
    names: list[Name] = []
    for first, last in _windows(doc, model):
        scores = model.score([w.text for w in doc.words[first:last]])
        _write(words, first, scores, model)
        mend(words, first, last)
        names += _names(doc, first, scores.ner, model.names)
    return replace(doc, words=tuple(words), names=tuple(names))


def _windows(doc: Doc, model: ReaderModel) -> Iterator[tuple[int, int]]:
    for sentence in doc.sentences:
        words = [w.text for w in doc.words[sentence.first : sentence.last]]
        for first, last in model.runs(words):
            yield sentence.first + first, sentence.first + last


def _write(words: list[Word], first: int, scores: Scores, model: ReaderModel) -> None:
    heads = tree(scores.arc)
    relations = scores.rel[np.arange(len(heads)), heads]
    relations[:, model.relations.index(Rel.ROOT)] = -np.inf
    best = zip(
        heads, *(x.argmax(1).tolist() for x in (scores.tag, scores.pos, relations)), strict=True
    )
    for i, (head, t, p, r) in enumerate(best, first):
        word, tag = words[i], model.tags[t]
        words[i] = Word(
            word.start, word.end, word.text, lemma(word.text, tag), tag, model.pos[p],
            first + head - 1 if head else -1, model.relations[r] if head else Rel.ROOT, word.sentence,
        )  # fmt: skip


def tree(arc: Numbers) -> list[int]:
    """Heads (0: the root) of the best tree with one root under ``arc`` (w, w + 1).

    The maximum spanning tree of Chu and Liu (1965) and Edmonds (1967), tried for the likeliest
    roots; most sentences are already trees by taking each word's best head.
    """
    n = len(arc)
    heads = arc.argmax(1)
    if (heads == 0).sum() == 1 and not _circle(heads):
        return [int(h) for h in heads]
    best: tuple[float, list[int]] | None = None
    for root in np.argsort(-arc[:, 0])[:3]:
        scores = np.full((n + 1, n + 1), -1e9)
        scores[1:, :] = arc
        scores[1:, 0] = -1e9
        scores[root + 1, 0] = arc[root, 0]
        np.fill_diagonal(scores, -1e9)
        found = _spanning(scores)
        total = float(sum(arc[i - 1, found[i]] for i in range(1, n + 1)))
        if best is None or total > best[0]:
            best = (total, [int(h) for h in found[1:]])
    assert best
    return best[1]


def _circle(heads: npt.NDArray[np.int64]) -> list[int]:
    """Word numbers (from 1) of a circle in ``heads``, empty when there is none."""
    colour = [0] * (len(heads) + 1)
    colour[0] = -1
    for start in range(1, len(heads) + 1):
        path, at = [], start
        while colour[at] == 0:
            colour[at] = start
            path.append(at)
            at = int(heads[at - 1])
        if colour[at] == start:
            return path[path.index(at) :]
        for node in path:
            colour[node] = -1
    return []


def _spanning(scores: Floats) -> list[int]:
    """Heads of the maximum spanning tree of ``scores`` (dependent, head), node 0 the root."""
    n = len(scores)
    heads = scores.argmax(1)
    heads[0] = -1
    circle = np.array(_circle(heads[1:]), np.int64)
    if not len(circle):
        return [int(h) for h in heads]
    inside = np.zeros(n, bool)
    inside[circle] = True
    outside = np.flatnonzero(~inside)
    last = len(outside)
    # The circle becomes one node: by its best member others hang on it, by another it hangs on them.
    own = scores[circle, heads[circle]]
    within = float(sum(own))
    under = scores[np.ix_(outside, circle)]
    over = scores[np.ix_(circle, outside)]
    out = under.argmax(1)
    into = (over - own[:, None]).argmax(0)
    small = np.full((last + 1, last + 1), -1e9)
    small[:last, :last] = scores[np.ix_(outside, outside)]
    small[:last, last] = under[range(last), out]
    small[last, :last] = within + over[into, range(last)] - own[into]
    np.fill_diagonal(small, -1e9)
    found = _spanning(small)
    result = [int(h) for h in heads]
    for a, u in enumerate(outside):
        if u:
            result[u] = int(circle[out[a]]) if found[a] == last else int(outside[found[a]])
    result[int(circle[into[found[last]]])] = int(outside[found[last]])
    return result


def _names(doc: Doc, first: int, ner: Numbers, labels: list[str]) -> list[Name]:
    """Names by the best path on which an inside label follows its own kind (Viterbi)."""
    best = _path(ner, labels)
    found: list[Name] = []
    at = 0
    while at < len(best):
        label = labels[best[at]]
        if label == "O":
            at += 1
            continue
        end = at + 1
        while end < len(best) and labels[best[end]] == "I-" + label[2:]:
            end += 1
        kind = _KINDS.get(Entity(label[2:]))
        if kind is not None:
            a, b = first + at, first + end
            found.append(Name(doc.words[a].start, doc.words[b - 1].end, kind, a, b))
        at = end
    return found


def _path(ner: Numbers, labels: list[str]) -> list[int]:
    best: list[int] = ner.argmax(1).tolist()
    start, allowed = _following(tuple(labels))
    if start[best[0]] == 0 and all(allowed[a, b] == 0 for a, b in pairwise(best)):
        return best  # the best label of each word may stand there: mostly
    score = ner[0] + start
    back = np.zeros((len(ner), len(labels)), np.int64)
    for t in range(1, len(ner)):
        step = score[:, None] + allowed
        back[t] = step.argmax(0)
        score = step.max(0) + ner[t]
    path = [int(score.argmax())]
    for t in range(len(ner) - 1, 0, -1):
        path.append(int(back[t, path[-1]]))
    return path[::-1]


@cache
def _following(labels: tuple[str, ...]) -> tuple[Floats, Floats]:
    """Zero for each label that may begin, and for each pair that may follow one another."""
    size = len(labels)
    start, allowed = np.zeros(size), np.zeros((size, size))
    for j, label in enumerate(labels):
        if label.startswith("I-"):
            start[j] = -1e9
            for i, before in enumerate(labels):
                if before[2:] != label[2:] or before == "O":
                    allowed[i, j] = -1e9
    return start, allowed


grammar = stage(
    "grammar",
    finds="grammar",
    needs={"sentences", "words.text"},
    adds={"words.grammar", "names.raw"},
)(parse)
