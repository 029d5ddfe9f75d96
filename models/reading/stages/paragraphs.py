"""Cut a text into paragraphs and say what each is for."""

import re
from dataclasses import replace

from models.reading.doc import Doc, Paragraph, ParagraphKind
from models.reading.pipeline import stage
from models.reading.words import lexicon

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_WIDEST = 100  # lines of hard-wrapped text are at most this long
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DATE = rf"(?:{_MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{_MONTH})(?:,?\s+\d{{4}})?"
_PLACE = r"[A-Z][\w.'’-]*(?:[ -][A-Z][\w.'’-]*){0,3}"
_DATELINE = re.compile(
    rf"^\W{{0,2}}(?P<place>{_PLACE}(?:,\s+{_PLACE}|/{_PLACE}){{0,2}})?,?\s*(?P<date>{_DATE})?,?\s*"
    r"(?P<agency>\([A-Z][\w ./&-]{1,30}\)|/[A-Z]{3,12}/\.?)?\s*(?:--?|[–—]|: ?|\. ?[–—-]+)\s*(?=\S)"
)
_DATE_LINE = re.compile(
    rf"^(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,?\s+)?(?:{_DATE}|\d{{4}}-\d\d-\d\d)"
    r"[\s,]*(?:\d{1,2}[:.]\d\d\s*(?:[ap]\.?m\.?)?\s*[A-Z]{0,4}(?:[+-]\d+)?)?\.?$",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"^(?:By\s+(?:[A-Z][\w.'’-]*|and|in|of|for|,|the)(?:[ ,]+(?:[A-Z][\w.'’-]*|and|in|of|for|the|correspondent|editor|reporter))*"
    r"|\(?(?:Reporting|Additional reporting|Writing|Editing|Written|Edited|Compiled)\s+(?:by\s+)?[A-Z].*"
    r"|(?:From\s+)?[A-Z][\w.'’-]+ [A-Z][\w.'’-]+,? (?:staff writer|correspondent)|\S+@\S+\.\w{2,})\)?\.?$"
)
_CREDIT = re.compile(
    r"\((?:[^()]*\b(?:via|Photo|Photos?|Image|file|courtesy)\b[^()]*"
    r"|[A-Z][A-Za-z .-]*/[A-Z][^()]*|AP|AFP|EPA|Reuters)\)\s*$|^(?:FILE(?: PHOTO)?\b|Image (?:copyright|caption|source|:)"
    r"|Photo(?:graph)?(?: by|:)|Picture:|Pictured)|(?:Photo(?:graph)?|Image|Picture): .{3,60}$"
)


def find_paragraphs(doc: Doc) -> Doc:
    """Paragraphs in order; lines broken at a fixed width are joined, repeated text is marked."""
    text = doc.text
    found: list[Paragraph] = []
    seen: dict[str, int] = {}
    spans = _blocks(text)
    for number, (start, end) in enumerate(spans):
        words = text[start:end]
        key = re.sub(r"\W+", " ", words).strip().casefold()
        kind = _kind(words, number, len(spans))
        repeats = seen.get(key)
        if kind is ParagraphKind.BODY and number < 8 and (lead := _lead(words)):
            found.append(
                Paragraph(start, start + len(words[:lead].rstrip()), ParagraphKind.DATELINE)
            )
            start += lead
        seen.setdefault(key, len(found))
        found.append(Paragraph(start, end, kind, repeats))
    return replace(doc, paragraphs=tuple(found))


def _blocks(text: str) -> list[tuple[int, int]]:
    """Stretches between blank lines, cut at line ends that are no wrapping."""
    lines = [
        (m.start() + len(m[0]) - len(m[0].lstrip()), m.start() + len(m[0].rstrip()))
        for m in _LINE.finditer(text)
    ]
    lines = [line for line in lines if line[0] < line[1]]
    width = max((e - s for s, e in lines if e - s <= _WIDEST), default=0)
    found: list[tuple[int, int]] = []
    for start, end in lines:
        if found and _wrapped(text, found[-1][0], found[-1][1], start, width):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _wrapped(text: str, before_start: int, before: int, start: int, width: int) -> bool:
    """Whether the line end at ``before`` only wraps: the next word would not have fitted."""
    if text.count("\n", before, start) > 1 or "\u2029" in text[before:start]:
        return False
    line = text.rfind("\n", before_start, before) + 1 or before_start
    length = before - max(line, before_start)
    if length > _WIDEST or width < 40:
        return False
    next_word = len(re.match(r"\S+", text[start : start + 80])[0])  # type: ignore[index]
    return length + 1 + next_word > width - 3 and length >= 30


def _lead(words: str) -> int:
    """Length of a dateline at the start ("SEOUL, Oct. 12 (Yonhap) -- "), 0 where there is none."""
    m = _DATELINE.match(words[:120])
    if not m or not (m["place"] or m["agency"]):
        return 0
    place = m["place"] or ""
    loud = sum(w.isupper() for w in re.findall(r"[^\W\d_]{2,}", place))
    if m["agency"] or m["date"] or loud:
        return m.end() if not m[0].rstrip().endswith(":") or m["agency"] else 0
    return 0


def _kind(words: str, number: int, total: int) -> ParagraphKind:
    plain = words.strip()
    if any(p.search(plain) for p in _boilerplate()):
        return ParagraphKind.BOILERPLATE
    if _DATE_LINE.match(plain):
        return ParagraphKind.DATELINE
    if len(plain) < 300 and _BYLINE.match(plain):
        return ParagraphKind.BYLINE
    if _CREDIT.search(plain) and len(plain) < 500:
        return ParagraphKind.CAPTION
    if re.fullmatch(r"\(?[A-Z][A-Za-z]{1,20}\)?|\(END\)|[-*_=#\W]+", plain) and number:
        return ParagraphKind.BOILERPLATE
    if number == 0 and total > 1 and len(plain) <= 140 and plain[-1] not in ".:;\"”'’,":
        return ParagraphKind.HEADLINE
    if plain[0] == "#":
        return ParagraphKind.HEADLINE
    if number and len(plain) <= 60 and len(plain.split()) <= 4 and plain[-1] not in ".!?:;\"”'’":
        return ParagraphKind.CAPTION
    return ParagraphKind.BODY


_patterns: list[re.Pattern[str]] = []


def _boilerplate() -> list[re.Pattern[str]]:
    if not _patterns:
        _patterns.extend(re.compile(p, re.IGNORECASE) for p in lexicon("boilerplate.txt"))
    return _patterns


paragraphs = stage(needs={"text"}, adds={"paragraphs"})(find_paragraphs)
