"""Chronologies inside articles: "1991 - Kardovia declares independence", a label and what it dates.

A text is one where several of its lines begin with a date and a mark, or stand as a date alone over
what follows. What is under a label happened then, told in the present tense or not.
"""

import re
from collections.abc import Sequence

from models.reading.doc import Doc, Paragraph, ParagraphKind, TimeExpression

_LEAST = 3  # labels that make a chronology
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
    rf"|{_YEAR}\s?[-–/]\s?(?:{_YEAR}|\d\d)|{_YEAR}s?)"
)
_LABEL = re.compile(rf"(?i)^[*•·▪–—-]?\s*{_DATE}(?:\s*(?::|[–—]|--)\s*|\s+-(?:\s+|$)|\s*$)")
_WORD = re.compile(r"[^\W\d_]{3}")


def labels(blocks: Sequence[str]) -> dict[int, int]:
    """The blocks that begin with a label, and the length of the label with its mark.

    Empty where the text is no chronology. A date alone on its line is a label only when something
    comes before; else it is the article's own date.
    """
    found: dict[int, int] = {}
    begun = False
    for number, words in enumerate(blocks):
        plain = words.strip()
        label = _LABEL.match(words[:80])
        if label is not None:
            alone = label.end() >= len(plain)
            after = blocks[number + 1] if number + 1 < len(blocks) else ""
            if (begun or not alone) and _tells(after if alone else words[label.end() :]):
                found[number] = label.end()
                begun = True
        begun = begun or (len(plain) > 60 and plain[-1] in '.!?”"')
    return found if len(found) >= _LEAST else {}


def _tells(words: str) -> bool:
    """Whether a real word, of three letters or more, has at least two words after it."""
    return any(_WORD.search(word) for word in words.split()[:-2])


def entry_times(doc: Doc) -> dict[int, TimeExpression]:
    """The date of the label of each labelled paragraph, by paragraph index.

    Empty where the text is no chronology.
    """
    first = next((n for n, p in enumerate(doc.paragraphs) if p.kind is ParagraphKind.BODY), 0)
    starts = [n for n, p in enumerate(doc.paragraphs) if _is_label(doc, p, marked=n < first)]
    if len(starts) < _LEAST:
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
    return label is not None and label.end() >= len(words) and (not marked or words[-1] in ":-–—")
