"""Paragraphs of a story that its finder left out, for their many links or for a break in the page.

They are told by where they stand: marked as the paragraphs that were found are marked, and between
those or, where the mark is one of their own, beside them.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice, takewhile

from models.importing.formats.asides import plain
from models.importing.formats.markup import Element, words_of

_LEAVES = ("p", "li")
_AROUND = frozenset(
    "figure figcaption nav aside form footer header table button blockquote".split()
)
_FEWEST = 8  # words of a paragraph that is missed
_ALIKE = 4  # paragraphs that stand alike: their mark is that of the story
_ENDS = re.compile(r"[.!?…][\"'”’)\]]*$")
_NEAR = 4  # lines after the last one in which a piece is looked for
_COVERED = 0.7  # of a paragraph's words: it was found, in pieces
_ABOVE = 12  # elements that are looked at above a paragraph

_Mark = tuple[str, ...]


def completed(lines: Sequence[str], tree: Element, beside: frozenset[str]) -> list[str]:
    """The lines of a story with those left out, each in its place."""
    leaves = [(leaf, words) for leaf in tree.iter(*_LEAVES) if (words := words_of(leaf))]
    places = {plain(line): number for number, line in reversed(list(enumerate(lines)))}
    own = [number for number, (_, words) in enumerate(leaves) if plain(words) in places]
    if len(own) < _ALIKE:
        return list(lines)
    marks = Counter(_mark(leaves[number][0]) for number in own)
    after: dict[int, list[str]] = {}
    told_whole: set[int] = set()  # lines that are pieces of paragraphs that were left out
    at = -1
    for number, (leaf, words) in enumerate(leaves):
        told = plain(words)
        if told in places:
            at = max(at, places[told])
            continue
        pieces = _pieces(told, lines, at)
        if sum(len(lines[each].split()) for each in pieces) >= _COVERED * len(words.split()):
            at = pieces[-1]
            continue
        if told in beside or not _is_like_a_story(words) or _is_apart(leaf):
            continue
        mark = _mark(leaf)
        between = own[0] < number < own[-1] and marks[mark] > 0
        if between or (marks[mark] >= _ALIKE and any(mark[1::2])):
            at = pieces[-1] if pieces else at
            places[told] = at
            after.setdefault(at, []).append(words)
            told_whole.update(pieces)
    found = list(after.get(-1, ()))
    for number, line in enumerate(lines):
        found += [*(() if number in told_whole else (line,)), *after.get(number, ())]
    return found


def _pieces(told: str, lines: Sequence[str], at: int) -> list[int]:
    """The lines after one that are pieces of a paragraph, which the finder has cut."""
    for first in range(at + 1, min(len(lines), at + 1 + _NEAR)):
        piece = plain(lines[first])
        if piece and told.startswith(piece):
            inside = takewhile(lambda each: plain(lines[each]) in told, range(first, len(lines)))
            return list(inside)
    return []


def _mark(leaf: Element) -> _Mark:
    """How a paragraph and what it stands in are marked."""
    above = list(islice(leaf.iterancestors(), 1 if leaf.tag == "p" else 2))
    return tuple(
        part for each in (leaf, *above) for part in (str(each.tag), each.get("class") or "")
    )


def _is_like_a_story(words: str) -> bool:
    return len(words.split()) >= _FEWEST and _ENDS.search(words) is not None


def _is_apart(leaf: Element) -> bool:
    return any(each.tag in _AROUND for each in islice(leaf.iterancestors(), _ABOVE))
