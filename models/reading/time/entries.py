"""Chronologies inside articles: "1991 - Kardovia declares independence", a label and what it dates.

A text is one where several of its lines begin with a date and a mark, or stand as a date alone over
what follows; of bullets and rows of a table, two will do. What is under a label happened then, told
in the present tense or not.
"""

import re
from collections.abc import Sequence

from models.reading.doc import Doc, Paragraph, ParagraphKind, TimeExpression

_LEAST, _LEAST_MARKED = 3, 2  # labels that make a chronology; behind bullets, in tables
_MOST = 6  # paragraphs under one label
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_YEAR = r"(?:1[0-9]|20)\d\d"
_DATE = (
    rf"(?:(?:early|mid|late)[ -])?(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? {_YEAR}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? {_YEAR}|{_MONTH},? {_YEAR}"
    rf"|(?:spring|summer|autumn|fall|winter)(?: of)? {_YEAR}"
    rf"|{_YEAR}\s?[-–/]\s?(?:{_YEAR}|\d\d)|{_YEAR}-[01]\d-[0-3]\d|{_YEAR}s?"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
)
_DAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?"
_BULLETS = "*•·▪◦‣+|–—-"
_LABEL = re.compile(
    rf"(?i)^[{_BULLETS}]?\s*\*{{0,2}}{_DAY}{_DATE}\*{{0,2}}"
    r"(?:\s*(?::|[–—]|--|[|\t])\s*\*{0,2}\s*|\s+-(?:\s+|$)|\s*$)"
)
_CELL = re.compile(r"[^|\t]+")
_WORD = re.compile(r"[^\W\d_]{3}")


def labels(blocks: Sequence[str]) -> dict[int, int]:
    """The blocks that begin with a label, and the length of the label with its mark.

    Empty where the text is no chronology. A date alone on its line is a label only when something
    comes before; else it is the article's own date. In a table, what is before the longest cell
    belongs to the label.
    """
    found: dict[int, int] = {}
    begun, marked = False, 0
    for number, words in enumerate(blocks):
        plain = words.strip()
        label = _LABEL.match(words[:80])
        if label is not None:
            alone = label.end() >= len(plain)
            after = blocks[number + 1] if number + 1 < len(blocks) else ""
            if (begun or not alone) and _tells(after if alone else words[label.end() :]):
                found[number] = _until_told(words, label.end())
                marked += words.lstrip()[:1] in _BULLETS or _is_cell(label[0])
                begun = True
        begun = begun or (len(plain) > 60 and plain[-1] in '.!?”"')
    return found if _are_enough(len(found), marked) else {}


def _are_enough(number: int, marked: int) -> bool:
    return number >= _LEAST or number == marked >= _LEAST_MARKED


def _until_told(words: str, end: int) -> int:
    """Where a row of a table tells what happened: its longest cell; else ``end``."""
    if not _is_cell(words[:end]):
        return end
    longest = max(_CELL.finditer(words, end), key=lambda cell: len(cell[0]), default=None)
    return end if longest is None else longest.start() + len(longest[0]) - len(longest[0].lstrip())


def _is_cell(words: str) -> bool:
    """Whether words end where a cell of a table does."""
    return words.rstrip(" *")[-1:] in ("|", "\t")


def told_until(words: str, start: int) -> int:
    """The end of what a labelled line tells from ``start`` on: in a table, that of the cell."""
    cell = _CELL.search(words, start) if _is_cell(words[:start]) else None
    return len(words) if cell is None else len(words[: cell.end()].rstrip())


def _tells(words: str) -> bool:
    """Whether a real word, of three letters or more, has at least two words after it."""
    return any(_WORD.search(word) for word in words.split()[:-2])


def entry_times(doc: Doc) -> dict[int, TimeExpression]:
    """The date of the label of each labelled paragraph, by paragraph index.

    Empty where the text is no chronology.
    """
    first = next((n for n, p in enumerate(doc.paragraphs) if p.kind is ParagraphKind.BODY), 0)
    starts = [n for n, p in enumerate(doc.paragraphs) if _is_label(doc, p, marked=n < first)]
    marked = sum(
        doc.text[doc.paragraphs[n].start] in _BULLETS
        or doc.text.startswith("\t", doc.paragraphs[n].end)
        for n in starts
    )
    if not _are_enough(len(starts), marked):
        return {}
    told = {doc.sentences[doc.words[t.first].sentence].paragraph: t for t in reversed(doc.times)}
    found: dict[int, TimeExpression] = {}
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else start + 2
        for paragraph in range(start, min(end, start + _MOST)):
            if start in told:
                found[paragraph] = told[start]
    return found


def _is_label(doc: Doc, paragraph: Paragraph, *, marked: bool) -> bool:
    """Whether a paragraph is a label; ``marked``: only with its mark, it may be the article's date."""
    words = doc.text[paragraph.start : paragraph.end]
    label = _LABEL.match(words[:80]) if paragraph.kind is ParagraphKind.DATELINE else None
    whole = label is not None and (label.end() >= len(words) or words[-1] == "|" or "\t" in words)
    return whole and (not marked or words[-1] in ":-–—|*")
