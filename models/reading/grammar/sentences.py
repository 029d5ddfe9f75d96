"""Cut paragraphs into words and sentences, by the conventions of UD English (EWT, GUM)."""

import re
from bisect import bisect_right
from dataclasses import replace
from itertools import pairwise

import numpy as np

from models.reading.doc import Doc, Paragraph, ParagraphKind, Sentence, Word
from models.reading.grammar.boundaries import Floats, boundaries, style
from models.reading.grammar.model import MOST_WORDS
from models.reading.grammar.tokens import clean, cut_words
from models.reading.labels import Pos, Rel, Tag
from models.reading.lexicon.classes import word_class
from models.reading.lexicon.personal_names import is_given
from models.reading.pipeline import stage

_LIKELY = 0.5
_LONGEST = 2 * MOST_WORDS  # words of a sentence; the longest one seen in articles had 180
_OPENING = frozenset("“‘«([{„")
_QUOTES = frozenset("“‘«„")
_CLOSING = frozenset("”’»)]}")
_STRAIGHT = frozenset("\"'")
_FINAL = re.compile(r"[.?!…:;。؟–—-]$|[.?!…]\W+$")
_EDITED = 0.8  # share of paragraphs that end like sentences in an edited text
# ", opens new tab" and what a firm is traded as: "(BA.N)", "(NYSE: BA)".
_LINK = re.compile(
    r"(?:,|\s\()? ?opens (?:in )?(?:a )?new (?:tab|window)\)?(?!\w)"
    r"|\s\([A-Z0-9]{2,6}\.[A-Z]{1,2}\)|\s\((?:NYSE|NASDAQ|Nasdaq|LSE|TSX|ASX|HKEX|TYO) ?: ?[A-Z0-9.]+\)"
)
_INITIAL = re.compile(r"[A-Z]\.")
_BEFORE_A_NAME = re.compile(
    r"(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Cpl|Rep|Sen|Gov|Rev|Hon|St|Brig|Adm|Cmdr|Messrs|Mlle|Mme|Fr|Pres|Supt|Insp|Det|Amb|Sec)\.$"
)
# No name goes on with these after "U.S." or "Inc.": a sentence begins.
_BEGINNERS = word_class("word.sentence_start")


def find_sentences(doc: Doc) -> Doc:
    """Words with their offsets and sentences; tags and grammar are still empty.

    Boilerplate gets neither.
    """
    told = [
        (number, cut)
        for number, p in enumerate(doc.paragraphs)
        if p.kind is not ParagraphKind.BOILERPLATE and (cut := _words_of(doc.text, p))
    ]
    words: list[Word] = []
    found: list[Sentence] = []
    for (number, cut), spans in zip(
        told, cut_sentences(doc.text, [cut for _, cut in told]), strict=True
    ):
        for first, last in spans:
            at = len(words)
            for start, end in cut[first:last]:
                form = clean(doc.text[start:end])
                words.append(
                    Word(start, end, form, "", Tag.NONE, Pos.NONE, -1, Rel.NONE, len(found))
                )
            found.append(Sentence(cut[first][0], cut[last - 1][1], at, len(words), number))
    return replace(doc, sentences=tuple(found), words=tuple(words))


def _words_of(text: str, paragraph: Paragraph) -> list[tuple[int, int]]:
    """The words of a paragraph, but for what a page writes behind links and firms."""
    cut = cut_words(text, paragraph.start, paragraph.end)
    links = [m.span() for m in _LINK.finditer(text, paragraph.start, paragraph.end)]
    ends = [end for _, end in links]
    places = ((word, bisect_right(ends, word[0])) for word in cut)
    return [word for word, n in places if n == len(links) or word[0] < links[n][0]]


def cut_sentences(
    text: str, paragraphs: list[list[tuple[int, int]]]
) -> list[list[tuple[int, int]]]:
    """First and last (excluded) word numbers of the sentences of each paragraph's words."""
    chances = boundaries().scores(text, paragraphs)
    edited = _is_edited(text, paragraphs)
    return [
        _cut(text, words, chance, edited=edited)
        for words, chance in zip(paragraphs, chances, strict=True)
    ]


def _is_edited(text: str, paragraphs: list[list[tuple[int, int]]]) -> bool:
    """Whether sentences begin with a capital and long paragraphs end with a stop."""
    long = [words for words in paragraphs if len(words) > 12]
    closed = sum(bool(_FINAL.search(text[words[-2][0] : words[-1][1]])) for words in long)
    return closed >= _EDITED * len(long) and style(text, paragraphs) < 0.05


def _cut(
    text: str, words: list[tuple[int, int]], chances: Floats, *, edited: bool
) -> list[tuple[int, int]]:
    """The sentences the network sees, but none against what quotation marks and titles say."""
    places = {0, len(words)}
    likely = chances[:-1] > _LIKELY
    if edited:
        likely |= np.array([_surely(text, *pair) for pair in pairwise(words)], np.bool_)
    for i in np.flatnonzero(likely):
        end = _moved(text, words, int(i))
        if 0 < end < len(words) and not _forbidden(text, words, end, edited=edited):
            places.add(end)
    ends = sorted(places)
    return [
        (start, min(start + _LONGEST, last))
        for first, last in pairwise(ends)
        for start in range(first, last, _LONGEST)
    ]


def _surely(text: str, word: tuple[int, int], after: tuple[int, int]) -> bool:
    """Whether a sentence ends here, whatever the network says.

    It does with an abbreviation before a word that no name goes on with ("in the U.S. | The
    president …"), and with a stop before a quotation ("on Tuesday. | “I have …").
    """
    start, end = word
    if text[start:end] == "." and end < after[0]:
        mark = text[after[0]]
        bare = after[1] < len(text) and not text[after[1]].isspace()
        return mark in _QUOTES or (mark in _STRAIGHT and bare)
    return (
        text[end - 1] == "." and end - start > 2 and text[after[0] : after[1]] in _BEGINNERS
        and text[start].isupper()
    )  # fmt: skip


def _moved(text: str, words: list[tuple[int, int]], i: int) -> int:
    """The first word of the next sentence when one ends with word ``i``: quotes stay whole."""
    while i > 0 and _opens(text, words, i):
        i -= 1
    while i + 1 < len(words) and _closes(text, words, i + 1):
        i += 1
    return i + 1


def _opens(text: str, words: list[tuple[int, int]], i: int) -> bool:
    start, end = words[i]
    if text[start] in _OPENING and end - start == 1:
        return True
    return (
        text[start] in _STRAIGHT and i + 1 < len(words)
        and words[i - 1][1] < start and words[i + 1][0] == end
    )  # fmt: skip


def _closes(text: str, words: list[tuple[int, int]], i: int) -> bool:
    """Whether word ``i`` is a mark that closes what the word before it, a stop, ended."""
    start, end = words[i]
    if words[i - 1][1] != start or end - start > 2 or text[words[i - 1][1] - 1] not in ".?!…,”’":
        return False
    if text[start] in _CLOSING:
        return True
    return text[start] in _STRAIGHT and (i + 1 == len(words) or words[i + 1][0] > end)


def _forbidden(text: str, words: list[tuple[int, int]], end: int, *, edited: bool) -> bool:
    start, stop = words[end - 1]
    last = text[start:stop]
    if _BEFORE_A_NAME.match(last) or (last == "No." and text[words[end][0]].isdigit()):
        return True
    if _INITIAL.fullmatch(last) and text[words[end][0]].isupper():
        before = text[slice(*words[end - 2])] if end > 1 else ""
        after = text[slice(*words[end])]
        if is_given(before) or (
            (not before or _INITIAL.fullmatch(before)) and after not in _BEGINNERS
        ):
            return True  # "Gerald T. Whitcomb", "R. K. Lund"
    if not edited or "\n" in text[stop : words[end][0]]:
        return False
    return not _FINAL.search(text[words[end - 2][0] if end > 1 else start : stop])


sentences = stage(
    "sentences",
    finds="sentences",
    needs={"text", "paragraphs"},
    adds={"sentences", "words.text"},
)(find_sentences)
