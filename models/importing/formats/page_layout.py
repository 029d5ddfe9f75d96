"""Lines on printed pages: which are furniture, in which order they are read, what they make up.

Places are shares of the page's width and height, from its upper left corner.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from models.reading.lexicon.vocabulary import common_words

HYPHENS = ("\ufffe", "\x02")  # what pdfium writes for a hyphen at the end of a line
_MARKS = "".join(HYPHENS)
_MARGIN = 0.13  # of the height, at top and foot, where furniture stands
_NEAR = 0.02
_NUMBER = re.compile(
    r"\W*(?:(?:page|seite|p\.|s\.)\s*)?\d{1,4}(?:\s*(?:/|of|von|de|sur)\s*\d{1,4})?\W*",
    re.IGNORECASE,
)
# A running head or foot of a single page, which no other page repeats: "The Herald, page 1".
_PAGED = re.compile(
    r".{0,80}\b(?:page|seite|p\.)\s*\d{1,4}(?:\s*(?:/|of|von|de|sur)\s*\d{1,4})?\W*"
    r"|\W*\d{1,4}\s*[|·•]\s.{1,80}|.{1,80}\s[|·•]\s*\d{1,4}\W*"
    # What browsers print around a page: its address, and the day on which it was printed.
    r"|https?://\S+(?:\s+\d{1,4}/\d{1,4})?"
    r"|\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?\s\d{1,2}:\d\d(?:\s?[AP]M)?(?:\s.{1,200})?",
    re.IGNORECASE,
)
_ENDS = ".!?:”\"’'»)"
_GUTTER = 0.015  # of the width
_WIDE = 0.62  # of the text's width: such a line lies over all columns


@dataclass(frozen=True, slots=True)
class Line:
    """A line and its place on the page."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    page: int

    @property
    def height(self) -> float:
        """Its height, which is that of its letters."""
        return self.bottom - self.top


def split_line(text: str) -> Iterator[str]:
    """The lines of a page's text, with their ends; a broken word ends a line as well."""
    yield from re.findall(r"[^\r\n\ufffe\x02]*(?:\r\n|[\r\n\ufffe\x02]|$)", text)


def without_furniture(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages without running heads and feet, and without page numbers."""
    seen: dict[str, list[Line]] = defaultdict(list)
    for page in pages:
        for line in page:
            if _in_margin(line):
                seen[_key(line)].append(line)
    often = max(2, min(3, (len(pages) + 1) // 2))
    running = {
        id(line)
        for lines in seen.values()
        for line in lines
        if len({each.page for each in lines if abs(each.top - line.top) < _NEAR}) >= often
    }
    return [
        [
            line
            for line in page
            if id(line) not in running
            and not (_in_margin(line) and _is_number(line.text.strip(_MARKS)))
        ]
        for page in pages
    ]


def _is_number(words: str) -> bool:
    """Whether a line says which page this is, and no more than the paper besides."""
    return bool(_NUMBER.fullmatch(words) or _PAGED.fullmatch(words))


def _in_margin(line: Line) -> bool:
    return line.top < _MARGIN or line.bottom > 1 - _MARGIN


def _key(line: Line) -> str:
    return re.sub(r"[\d\W]+", " ", line.text).strip().casefold()


def ordered(lines: Sequence[Line]) -> list[Line]:
    """The lines of a page in reading order: the file's own, unless it jumps between columns."""
    lines = list(lines)
    columns = _columns(lines)
    if len(columns) < 2:
        return lines
    bands: list[list[Line]] = [[]]
    for line in sorted(lines, key=lambda each: each.top):
        if _column(line, columns) is None:
            bands += [[line], []]
        else:
            bands[-1].append(line)
    right: list[Line] = []
    jumps = 0
    place = {id(line): n for n, line in enumerate(lines)}
    for band in bands:
        order = [_column(line, columns) for line in sorted(band, key=lambda x: place[id(x)])]
        changes = sum(a != b for a, b in pairwise(order))
        jumps += max(0, changes - len(columns) + 1)
        right += sorted(band, key=lambda each: (_column(each, columns) or 0, each.top))
    return right if jumps > 1 else lines


def _columns(lines: Sequence[Line]) -> list[tuple[float, float]]:
    """The columns that lines lie in, as left and right borders; one where there is no gutter."""
    if len(lines) < 6:
        return []
    width = max(line.right for line in lines) - min(line.left for line in lines)
    narrow = sorted(
        (line for line in lines if line.right - line.left < _WIDE * width), key=lambda x: x.left
    )
    if len(narrow) < 0.6 * len(lines):
        return []
    columns: list[list[float]] = []
    for line in narrow:
        if columns and line.left < columns[-1][1] + _GUTTER:
            columns[-1][1] = max(columns[-1][1], line.right)
            columns[-1][2] += 1
        else:
            columns.append([line.left, line.right, 1])
    return [(left, right) for left, right, count in columns if count >= 3]


def _column(line: Line, columns: Sequence[tuple[float, float]]) -> int | None:
    """Which column a line lies in; None where it lies over more than one."""
    over = [n for n, (left, right) in enumerate(columns) if line.left < right and line.right > left]
    return over[0] if len(over) == 1 else None


def paragraphs_of(lines: Sequence[Line]) -> list[str]:
    """The paragraphs that lines make up, words joined over their ends."""
    if not lines:
        return []
    known = _whole_words(lines)
    gaps = [
        (b.top - a.top) / a.height
        for a, b in pairwise(lines)
        if a.page == b.page and 0 < b.top - a.top < 0.1 and a.height > 0
    ]
    leading = median(gaps) if gaps else 1.2
    found = [[lines[0]]]
    for before, line in pairwise(lines):
        if _opens(before, line, found[-1], leading):
            found.append([line])
        else:
            found[-1].append(line)
    return [words for part in found if (words := _joined(part, known))]


def _whole_words(lines: Sequence[Line]) -> set[str]:
    """The words of a text, without the halves that stand at the ends of its lines."""
    found: set[str] = set()
    broken = False
    for line in lines:
        words = re.findall(r"[^\W\d_]+", line.text)
        ends = _is_broken(line.text)
        found.update(words[1 if broken else 0 : -1 if ends else None])
        broken = ends
    return {word.casefold() for word in found if len(word) > 1}


def _opens(before: Line, line: Line, part: Sequence[Line], usual: float) -> bool:
    """Whether a line opens a paragraph after the one before it.

    ``usual``: how far lines are apart, in heights of theirs.
    """
    if _is_broken(before.text):
        return False
    leading = usual * max(before.height, line.height)
    if abs(line.height - before.height) > 0.2 * max(line.height, before.height):
        return True
    right, left = max(each.right for each in part), min(each.left for each in part)
    ended = before.text.rstrip()[-1:] in _ENDS
    moved = line.page != before.page or line.top < before.top - 0.5 * leading
    if moved:  # the next page or column: a sentence that goes on does so there
        return ended and (before.right < right - 0.1 * (right - left) or len(part) == 1)
    if line.top - before.top > 1.35 * leading:
        return True
    if line.top - before.top < 0.3 * leading:  # the same line, in two pieces
        return False
    if line.left - left > 0.012 and line.left - before.left > 0.008:
        return True
    return ended and before.right < right - 0.15 * (right - left)


def _joined(lines: Sequence[Line], known: set[str]) -> str:
    text = ""
    for line in lines:
        words = line.text.strip()
        if _is_broken(text):
            text = text[:-1] + ("-" if _keeps_hyphen(text[:-1], words, known) else "") + words
        else:
            text = f"{text} {words}" if text else words
    return " ".join(text.rstrip(_MARKS).translate({0xFFFE: "-", 0x02: "-"}).split())


def _is_broken(text: str) -> bool:
    """Whether a line ends within a word."""
    return text[-1:] in HYPHENS or (text[-1:] == "-" and text[-2:-1].isalpha())


def _keeps_hyphen(left: str, right: str, known: set[str]) -> bool:
    """Whether a hyphen at a line's end is the word's own: "FAA-approved", "Jong-un", "anti-tank".

    ``known``: words of the text; those that are common count as well.
    """
    first = re.search(r"[^\W\d_]+$", left)
    second = re.match(r"[^\W\d_]+", right)
    if first is None or second is None:
        return True
    common = common_words()

    def is_word(text: str) -> bool:
        return text.casefold() in known or text.casefold() in common

    if (first[0] + second[0]).casefold() in known:
        return False
    if first[0].isupper() or second[0][0].isupper():
        return True
    return is_word(first[0]) and is_word(second[0]) and not is_word(first[0] + second[0])
