"""How good a model is: attachment scores, tags and names over gold words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from models.training.batches import Labels
from models.training.corpora import Sentence, spans

Numbers = npt.NDArray[np.float32]
Score = Callable[[Sequence[Sentence]], Sequence[Numbers]]


@dataclass(slots=True)
class Figures:
    """Counts over a corpus; every figure is a share of 1."""

    words: int = 0
    tags: int = 0
    heads: int = 0
    labelled: int = 0
    broad: int = 0
    gold: int = 0
    found: int = 0
    right: int = 0
    circles: int = 0

    @property
    def f1(self) -> float:
        """Names found whole and of the right kind, harmonic mean of precision and recall."""
        return 2 * self.right / max(1, self.gold + self.found)

    def __str__(self) -> str:
        parts = []
        if self.words:
            parts.append(
                f"tags {self.tags / self.words:.4f} UAS {self.heads / self.words:.4f} "
                f"LAS {self.labelled / self.words:.4f} "
                f"LAS without subtypes {self.broad / self.words:.4f}"
            )
        if self.gold:
            p, r = self.right / max(1, self.found), self.right / self.gold
            parts.append(f"names P {p:.3f} R {r:.3f} F1 {self.f1:.4f}")
        return ", ".join(parts)


def measured(
    sentences: Sequence[Sentence], score: Score, labels: Labels, size: int = 16
) -> Figures:
    """Run the model over the sentences and count what it got right.

    Names count where the corpus tells every word's (EVENT left out: only one source has it).
    """
    figures = Figures()
    ordered = sorted(sentences, key=lambda s: len(s.words))
    for start in range(0, len(ordered), size):
        batch = ordered[start : start + size]
        tag, _, ner, arc, rel = score(batch)
        for i, sentence in enumerate(batch):
            n = len(sentence.words)
            if sentence.heads:
                _count_tree(figures, sentence, labels, tag[i, :n], arc[i, :n, : n + 1], rel[i, :n])
            if sentence.names and sentence.corpus != "ewt":
                _count_names(figures, sentence, decoded(ner[i, :n], labels.ner))
    return figures


def _count_tree(
    figures: Figures, sentence: Sentence, labels: Labels, tag: Numbers, arc: Numbers, rel: Numbers
) -> None:
    heads = tree(arc)
    for i, head in enumerate(heads):
        relation = labels.dep[int(rel[i, head].argmax())]
        attached = head == sentence.heads[i]
        figures.words += 1
        figures.tags += labels.tag[int(tag[i].argmax())] == sentence.tags[i]
        figures.heads += attached
        figures.labelled += attached and relation == sentence.relations[i]
        figures.broad += attached and _broad(relation) == _broad(sentence.relations[i])


def _broad(relation: str) -> str:
    return relation.partition(":")[0]


def _count_names(figures: Figures, sentence: Sentence, found: Sequence[str]) -> None:
    gold = {span for span in spans(sentence.names) if span[2] != "EVENT"}
    unknown = {i for i, label in enumerate(sentence.names) if label == "?"}
    ours = {
        span
        for span in spans(found)
        if span[2] != "EVENT" and not unknown.intersection(range(span[0], span[1]))
    }
    figures.gold += len(gold)
    figures.found += len(ours)
    figures.right += len(gold & ours)


def decoded(scores: Numbers, labels: Sequence[str]) -> list[str]:
    """The likeliest labels in which no I- stands without its name's start (Viterbi)."""
    n = len(labels)
    allowed = np.zeros((n, n), np.float32)
    opening = np.zeros(n, np.float32)
    for j, label in enumerate(labels):
        if label.startswith("I-"):
            opening[j] = -1e4
            for i, before in enumerate(labels):
                if before[2:] != label[2:] or before == "O":
                    allowed[i, j] = -1e4
    best, back = scores[0] + opening, []
    for row in scores[1:]:
        paths = best[:, None] + allowed
        back.append(paths.argmax(0))
        best = paths.max(0) + row
    at = [int(best.argmax())]
    for pointers in reversed(back):
        at.append(int(pointers[at[-1]]))
    return [labels[i] for i in reversed(at)]


def tree(arc: Numbers) -> list[int]:
    """The best tree with one root under arc scores (w, w + 1): heads, 0 for the root.

    Chu and Liu (1965), Edmonds (1967); each word is tried as the root where more than one is.
    """
    heads = [int(h) for h in arc.argmax(1)]
    if _is_tree(heads):
        return heads
    n = len(arc)
    scores = np.full((n + 1, n + 1), -np.inf)
    scores[1:] = arc
    np.fill_diagonal(scores, -np.inf)
    best, best_total = heads, -np.inf
    for root in np.argsort(-arc[:, 0])[:5]:
        own = scores.copy()
        own[1:, 0] = -1e9
        own[root + 1, 0] = 0.0
        found = _arborescence(own)
        total = float(arc[np.arange(n), found[1:]].sum())
        if total > best_total:
            best, best_total = found[1:], total
    return best


def _is_tree(heads: Sequence[int]) -> bool:
    if sum(head == 0 for head in heads) != 1:
        return False
    for start in range(1, len(heads) + 1):
        at, steps = start, 0
        while at and steps <= len(heads):
            at, steps = heads[at - 1], steps + 1
        if at:
            return False
    return True


def _arborescence(scores: npt.NDArray[np.float64]) -> list[int]:
    """Heads of the heaviest tree out of node 0; scores[i, j] is i hanging from j."""
    n = len(scores)
    heads = [0, *(int(h) for h in scores[1:].argmax(1))]
    circle = _circle(heads)
    if not circle:
        return heads
    inside, rest = sorted(circle), [i for i in range(n) if i not in circle]
    small = np.full((len(rest) + 1, len(rest) + 1), -np.inf)
    small[:-1, :-1] = scores[np.ix_(rest, rest)]
    total = sum(scores[i, heads[i]] for i in inside)
    enter, leave = {}, {}
    for k, node in enumerate(rest):
        gains = [scores[i, node] - scores[i, heads[i]] + total for i in inside]
        enter[k] = inside[int(np.argmax(gains))]
        small[-1, k] = max(gains)
        leave[k] = inside[int(np.argmax(scores[node, inside]))]
        small[k, -1] = scores[node, leave[k]]
    small[0] = -np.inf
    inner = _arborescence(small)
    result = list(heads)
    for k, node in enumerate(rest):
        if k:
            result[node] = leave[k] if inner[k] == len(rest) else rest[inner[k]]
    result[enter[inner[-1]]] = rest[inner[-1]]
    return result


def _circle(heads: Sequence[int]) -> set[int]:
    for start in range(1, len(heads)):
        seen: list[int] = []
        at = start
        while at and at not in seen:
            seen.append(at)
            at = heads[at]
        if at:
            return set(seen[seen.index(at) :])
    return set()
