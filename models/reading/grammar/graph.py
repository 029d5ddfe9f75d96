"""The trees of a document, built once: what hangs on what, and how a phrase is reached.

No English words here: whoever asks for a preposition gets it as the text has it.
"""

from collections.abc import Iterator, Sequence

from models.reading.doc import Doc, Word
from models.reading.labels import Pos, Rel, Tag


class Graph:
    """The trees over ``words``; all numbers are indices into them."""

    def __init__(self, words: Sequence[Word]) -> None:
        self.words = words
        self.children: list[list[int]] = [[] for _ in words]
        for i, w in enumerate(words):
            if w.head >= 0:
                self.children[w.head].append(i)

    def child(self, i: int, *relations: Rel) -> list[int]:
        """Children of a word with one of the relations, in the order of the text."""
        found = self.children[i]
        return [c for c in found if self.words[c].relation in relations] if found else found[:]

    def lows(self, i: int, *relations: Rel) -> set[str]:
        """The dependents of a word with one of the relations, in lower case."""
        return {self.words[c].text.lower() for c in self.child(i, *relations)}

    def case(self, i: int) -> str:
        """The preposition of a phrase, "" where it has none."""
        found = self.child(i, Rel.CASE)
        return self.words[found[0]].text.lower() if found else ""

    def lemma(self, i: int) -> str:
        """The lemma in lower case, even where a verb was tagged as something else."""
        w = self.words[i]
        low = w.lemma.lower()
        if w.tag in (Tag.VBP, Tag.VB) and low.endswith("s") and not low.endswith("ss"):
            return low[:-1]
        return low

    def up(self, i: int, most: int = 8) -> Iterator[int]:
        """The ancestors of a word, nearest first."""
        while self.words[i].head >= 0 and most:
            i = self.words[i].head
            most -= 1
            yield i

    def subtree(self, top: int, most: int = 60) -> list[int]:
        """A word and its descendants, the nearest first until there are enough, in textual order."""
        found, todo = [top], [top]
        while todo and len(found) < most:
            for c in self.children[todo.pop(0)]:
                found.append(c)
                todo.append(c)
        return sorted(found)

    def head_of(self, first: int, last: int) -> int:
        """The word among ``first`` up to ``last`` that hangs on none of the others."""
        return head_of(self.words, first, last)

    def conjuncts(self, i: int) -> list[int]:
        """The nouns joined to a noun by "and"."""
        nominal = (Pos.NOUN, Pos.PROPN, Pos.PRON)
        return [c for c in self.child(i, Rel.CONJ) if self.words[c].pos in nominal]


def head_of(words: Sequence[Word], first: int, last: int) -> int:
    """The word among ``first`` up to ``last`` that hangs on none of the others; else the first."""
    for i in range(first, last):
        if not first <= words[i].head < last:
            return i
    return first


_last: Graph | None = None


def graph_of(doc: Doc) -> Graph:
    """The trees of a document, built once: its words are the same through all later stages."""
    global _last  # noqa: PLW0603 - one slot, taken and given whole, so that threads may share it
    known = _last
    if known is None or known.words is not doc.words:
        known = _last = Graph(doc.words)
    return known
