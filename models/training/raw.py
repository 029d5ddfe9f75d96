"""Raw text out of a UD corpus, with the words and sentences that are to be found in it."""

import gzip
from dataclasses import dataclass
from pathlib import Path

Spans = frozenset[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class RawDocument:
    """A document's text as it was before anybody cut it, and the spans annotated."""

    name: str
    text: str
    words: Spans
    sentences: Spans


def documents(path: Path) -> list[RawDocument]:
    """Every document of a ``.conllu.gz`` file, put together from its SpaceAfter and newpar marks.

    Paragraphs are set apart by a blank line. Words are syntactic words: of a multi-word token
    those that are in it to the letter.
    """
    found: list[RawDocument] = []
    text, name = "", ""
    words: set[tuple[int, int]] = set()
    sentences: set[tuple[int, int]] = set()
    with gzip.open(path, "rt", encoding="utf8") as lines:
        blocks = lines.read().split("\n\n")
    for block in blocks:
        rows = [row for row in block.split("\n") if row]
        if not rows:
            continue
        for row in rows:
            if row.startswith("# newdoc"):
                if text:
                    found.append(RawDocument(name, text, frozenset(words), frozenset(sentences)))
                    text, words, sentences = "", set(), set()
                name = row.partition("=")[2].strip()
        if text and any(row.startswith("# newpar") for row in rows):
            text = text.rstrip() + "\n\n"
        start = len(text)
        text = _sentence(rows, text, words)
        sentences.add((start, len(text.rstrip())))
    if text:
        found.append(RawDocument(name, text, frozenset(words), frozenset(sentences)))
    return found


def _sentence(rows: list[str], text: str, words: set[tuple[int, int]]) -> str:
    """The text with one sentence more; its words are added."""
    until = at = 0
    for row in rows:
        if row.startswith("#"):
            continue
        number, form, *_, more = row.split("\t")
        if "." in number:
            continue
        spaced = "" if "SpaceAfter=No" in more else " "
        if "-" in number:
            until, at = int(number.split("-")[1]), len(text)
            text += form + spaced
        elif int(number) <= until:
            place = text.find(form, at)
            if place >= 0:
                words.add((place, place + len(form)))
                at = place + len(form)
        else:
            words.add((len(text), len(text) + len(form)))
            text += form + spaced
    return text
