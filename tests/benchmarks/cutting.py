"""Measure words and sentences against UD corpora.

Use: python tests/benchmarks/cutting.py FILE.conllu.gz …

Raw text is put together from SpaceAfter, newpar and newdoc marks, read, and compared: F1 of word
spans and of sentence spans (CoNLL 2018 shared task evaluation, without its multi-word tokens).
"""

import gzip
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from models.reading.doc import Doc  # noqa: E402 - the path comes first
from models.reading.stages.paragraphs import find_paragraphs  # noqa: E402
from models.reading.stages.sentences import find_sentences  # noqa: E402

Spans = set[tuple[int, int]]


def gold_documents(path: Path) -> list[tuple[str, Spans, Spans]]:
    """Text, word spans and sentence spans of every document."""
    found: list[tuple[str, Spans, Spans]] = []
    text, words, sentences = "", set(), set()
    with gzip.open(path, "rt", encoding="utf8") as lines:
        blocks = lines.read().split("\n\n")
    for block in blocks:
        rows = [row for row in block.split("\n") if row]
        if not rows:
            continue
        if any(row.startswith("# newdoc") for row in rows) and text:
            found.append((text, words, sentences))
            text, words, sentences = "", set(), set()
        if any(row.startswith("# newpar") for row in rows) and text:
            text = text.rstrip() + "\n\n"
        start = len(text)
        until, after = 0, True
        multi: tuple[int, int] = (0, 0)
        for row in rows:
            if row.startswith("#"):
                continue
            columns = row.split("\t")
            number = columns[0]
            if "." in number:
                continue
            spaced = "SpaceAfter=No" not in columns[9]
            if "-" in number:
                until = int(number.split("-")[1])
                multi = (len(text), 0)
                text += columns[1] + (" " if spaced else "")
                after = True
                continue
            if int(number) <= until:
                at = text.find(columns[1], multi[0])
                if at >= 0:
                    words.add((at, at + len(columns[1])))
                    multi = (at + len(columns[1]), 0)
                continue
            words.add((len(text), len(text) + len(columns[1])))
            text += columns[1] + (" " if spaced else "")
        sentences.add((start, len(text.rstrip())))
        del after
    if text:
        found.append((text, words, sentences))
    return found


def figures(path: Path, *, show: int = 0) -> tuple[float, float]:
    """F1 of words and of sentences over a corpus."""
    counts = [[0, 0, 0], [0, 0, 0]]
    for text, words, sentences in gold_documents(path):
        doc = find_sentences(find_paragraphs(Doc(text)))
        mine: tuple[Spans, Spans] = (
            {(w.start, w.end) for w in doc.words},
            {(s.start, s.end) for s in doc.sentences},
        )
        for count, ours, gold in zip(counts, mine, (words, sentences), strict=True):
            count[0] += len(ours & gold)
            count[1] += len(ours)
            count[2] += len(gold)
        for start, end in sorted(mine[0] ^ words)[:show]:
            kind = "ours" if (start, end) in mine[0] else "gold"
            print(kind, repr(text[start:end]), "in", repr(text[max(0, start - 25) : end + 15]))
    return tuple(2 * c[0] / (c[1] + c[2]) for c in counts)  # type: ignore[return-value]


if __name__ == "__main__":
    shown = int(sys.argv[1]) if sys.argv[1:] and sys.argv[1].isdigit() else 0
    for name in sys.argv[1 + bool(shown) :]:
        word_f1, sentence_f1 = figures(Path(name), show=shown)
        print(f"{Path(name).name:24} words {word_f1:.4f} sentences {sentence_f1:.4f}")
