"""Measure words and sentences against UD corpora.

Use: python tests/benchmarks/cutting.py [MISTAKES] FILE.conllu.gz …

Raw text is put together from SpaceAfter, newpar and newdoc marks, read, and compared: F1 of word
spans and of sentence spans (CoNLL 2018 shared task evaluation, without its multi-word tokens). With
a number first, so many mistakes are shown.
"""

import sys
from collections import defaultdict
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from models.reading.article.paragraphs import find_paragraphs  # noqa: E402
from models.reading.doc import Doc  # noqa: E402 - the path comes first
from models.reading.grammar.sentences import cut_sentences  # noqa: E402
from models.reading.grammar.tokens import cut_words  # noqa: E402
from models.training.raw import RawDocument, documents  # noqa: E402

Spans = frozenset[tuple[int, int]]


def cut(text: str) -> tuple[Spans, Spans]:
    """The words and sentences we find in every paragraph, whatever it is for."""
    found = [cut_words(text, p.start, p.end) for p in find_paragraphs(Doc(text)).paragraphs]
    found = [words for words in found if words]
    spans = cut_sentences(text, found)
    sentences = {
        (words[first][0], words[last - 1][1])
        for words, cuts in zip(found, spans, strict=True)
        for first, last in cuts
    }
    return frozenset(w for words in found for w in words), frozenset(sentences)


class Count:
    """Right, ours and gold; F1."""

    def __init__(self) -> None:
        self.right = self.ours = self.gold = 0

    def add(self, ours: Spans, gold: Spans) -> None:
        """Count one document."""
        self.right += len(ours & gold)
        self.ours += len(ours)
        self.gold += len(gold)

    @property
    def f1(self) -> float:
        """2PR / (P + R)."""
        return 2 * self.right / max(1, self.ours + self.gold)


def mistakes(document: RawDocument, ours: Spans, what: Spans) -> list[str]:
    """Spans found by one side only, in their surroundings."""
    text = document.text
    return [
        f"{'ours' if (a, b) in ours else 'gold'} {text[a:b]!r} in "
        f"{text[max(0, a - 30) : a]!r} | {text[b : b + 30]!r}"
        for a, b in sorted(ours ^ what)
    ]


def main() -> None:
    """Measure the files named."""
    told = sys.argv[1:]
    shown = int(told.pop(0)) if told and told[0].isdigit() else 0
    for name in told:
        words, sentences = Count(), Count()
        genres: dict[str, Count] = defaultdict(Count)
        wrong: list[str] = []
        for document in documents(Path(name)):
            ours = cut(document.text)
            words.add(ours[0], document.words)
            sentences.add(ours[1], document.sentences)
            genres[document.name.replace("GUM_", "").split("_")[0].split("-")[0]].add(
                ours[1], document.sentences
            )
            wrong += mistakes(document, ours[0], document.words)
            wrong += mistakes(document, ours[1], document.sentences)
        print(f"{Path(name).name:24} words {words.f1:.4f} sentences {sentences.f1:.4f}")
        print("   ", "  ".join(f"{genre} {count.f1:.3f}" for genre, count in genres.items()))
        Random(0).shuffle(wrong)
        print(*wrong[:shown], sep="\n")


if __name__ == "__main__":
    main()
