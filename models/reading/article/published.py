"""The document's own date: given, stated by its file or in the text, else inferred, else unknown.

A stated date is a date line ("Monday, May 18, 2015"), a dateline with its year, or the date in
the title, the address or the file's name. Inference (:mod:`models.reading.article.dating`) weighs
every day that the text allows; too little support gives no date.
"""

import re
from dataclasses import replace
from datetime import UTC, datetime

from models.dates.edtf import parse_edtf
from models.dates.interval import Precision
from models.dates.words import describe
from models.errors import KnownError
from models.reading.article.clues import OF_SOMETHING_ELSE
from models.reading.article.dating import infer, what_is_missing
from models.reading.article.heads import url_of
from models.reading.doc import Doc, Published, PublishedBasis
from models.reading.pipeline import stage
from models.reading.time.entries import entry_times, labels
from models.reading.time.timex import full_dates

_HEAD, _TAIL = 8, 4  # paragraphs at either end that may hold a date line
_LINE = 140
_READ = 600
_SAYS = re.compile(
    r"(?i)\b(?:published|posted|updated|last modified|issued|released|first published|date)\b"
)
_SAYS_LAST = re.compile(
    r"(?i)\b(?:published|posted|updated|modified|issued|released)\W*(?:on|at)?\W*$"
)
_UPDATED = re.compile(r"(?i)\b(?:updated|last modified|modified)\b")
_LEFT_OVER = re.compile(
    r"(?i)\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|\b[ap]\.?m\b\.?"
    r"|\b(?-i:[A-Z]{2,5})(?:[+-]\d+)?\b|\d+|[^\w\s]|\b(?:at|on|the|by|local|time|min|read)\b"
)
# "Monday, May 4, 2015 The council met": a date line that lost its line end
_RUN_ON = re.compile(r"\s+[A-Z“\"]\w*\s+\w")
_WEEKDAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? ")
_IN_PATH = re.compile(
    r"(?<!\d)(?P<year>19\d\d|20\d\d)(?P<sign>[-_/.]?)(?P<month>0[1-9]|1[0-2])(?P=sign)"
    r"(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"
)
_AFTER_DATELINE = re.compile(
    r"^[^\w\n]{0,3}(?:\([^)\n]{2,40}\)|/[^/\n]{2,30}/)?\s*(?:--|—|–|-|:|\()"
)


@stage(
    "published",
    finds="the publication date",
    needs={
        "text",
        "hints",
        "front",
        "paragraphs",
        "sentences",
        "words.text",
        "words.grammar",
        "times.found",
    },
    adds={"published"},
)
def published(doc: Doc) -> Doc:
    """The document with its own date, how it is known, and why in words."""
    return replace(doc, published=_published(doc))


def _published(doc: Doc) -> Published:
    if doc.hints.given is not None:
        return Published(doc.hints.given, PublishedBasis.GIVEN, "given with the document")
    dated = doc.hints.dated
    if dated is not None and dated.basis is PublishedBasis.STATED:
        return dated
    return (
        _stated_in_front(doc)
        or _stated_in_text(doc)
        or _stated_in_name(doc)
        or infer(doc)
        or dated
        or Published(None, PublishedBasis.UNKNOWN, what_is_missing(doc, datetime.now(UTC).year))
    )


def stated(doc: Doc) -> Published | None:
    """The date that its file or its first lines state, told before any word is cut; else None."""
    dated = doc.hints.dated
    if dated is not None and dated.basis is PublishedBasis.STATED:
        return dated
    listed = bool(labels([doc.cut(paragraph) for paragraph in doc.paragraphs]))
    return (
        _stated_in_front(doc)
        or (None if listed else _stated_in_text(doc))
        or _stated_in_name(doc)
        or dated
    )


def _stated_in_front(doc: Doc) -> Published | None:
    if doc.front is None or doc.front.published is None:
        return None
    why = f"the text begins with “{doc.front.said}”"
    return Published(doc.front.published, PublishedBasis.STATED, why)


def _stated_in_text(doc: Doc) -> Published | None:
    found: list[tuple[int, str, str]] = []
    count = len(doc.paragraphs)
    entries = entry_times(doc)
    front = doc.front.end if doc.front else 0  # another date there is when it was saved
    for number, paragraph in enumerate(doc.paragraphs):
        if (
            _HEAD <= number < count - _TAIL
            or paragraph.repeats is not None
            or number in entries
            or paragraph.start < front
        ):
            continue
        head = doc.text[paragraph.start : paragraph.end][:_READ]
        for start, end, edtf in full_dates(head):
            rank = _rank(head, start, end)
            if rank is not None:
                found.append((rank, edtf, head[start:end]))
    if not found:
        return None
    _, edtf, words = min(found, key=lambda one: one[0])
    words = " ".join(words.split())
    return Published(
        parse_edtf(edtf), PublishedBasis.STATED, f"the text says “{words}” on a date line"
    )


def _rank(text: str, start: int, end: int) -> int | None:
    """How well a full date says when the text was published (lower is better), or None."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    before, after = text[first:start], text[end:last]
    if first == 0 and is_dateline(before, after):
        return 2
    if first == start == 0 and _RUN_ON.match(after) and _WEEKDAY.match(text):
        return 2
    if last - first > _LINE:
        return None
    if OF_SOMETHING_ELSE.search(before) and not _SAYS_LAST.search(before):
        return None
    if _SAYS.search(before) and len(before) < 60:
        return 3 if _UPDATED.search(before) else 0
    rest = _LEFT_OVER.sub(" ", before + " " + after).split()
    return 1 if len(rest) <= 2 else None


def is_dateline(before: str, after: str) -> bool:
    """Whether a date between these words is a dateline's: "SEOUL, Oct. 12, 2017 (Yonhap) --"."""
    place = before.strip().rstrip(",")
    if len(place) > 50 or not _AFTER_DATELINE.match(after):
        return False
    words = [word for word in re.findall(r"[^\W\d_]+", place) if len(word) > 2]
    return all(word[0].isupper() for word in words) and (
        any(word.isupper() for word in words) or "(" in after[:3] or "--" in after[:4]
    )


def _stated_in_name(doc: Doc) -> Published | None:
    name = (doc.hints.path or "").replace("\\", "/").rpartition("/")[2]
    for where, text in (
        ("address", url_of(doc)),
        ("title", doc.hints.title),
        ("file name", name),
    ):
        if text and (match := _IN_PATH.search(text)):
            try:
                interval = parse_edtf(f"{match['year']}-{match['month']}-{match['day']}")
            except KnownError:
                continue
            if interval.precision is Precision.DAY:
                why = f"the {where} holds {describe(interval)}"
                return Published(interval, PublishedBasis.STATED, why)
    return None
