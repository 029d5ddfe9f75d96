"""What a text says about its own date: the clues that :mod:`models.reading.article.dating` weighs."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from models.dates.edtf import parse_edtf
from models.dates.interval import DateInterval, Day, Precision
from models.dates.words import DAY_NAMES
from models.reading.doc import Doc, ParagraphKind, TimeExpression
from models.reading.grammar.tense import Direction, direction
from models.reading.labels import Rel
from models.reading.lexicon.classes import word_class, word_list
from models.reading.time.entries import entry_times
from models.reading.time.timex import full_dates

_PREP_UNTIL_BY = word_class("prep.until.by")

_UNIT_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
_MORE = word_list("measure.more")
_LESS = word_list("measure.less")
_READ = 600  # characters of a paragraph that may hold a stamp
_RIGHTS = re.compile(r"(?i)(?:©|\(c\)|copyright)\s*(?:©|\(c\))?\s*((?:19|20)\d\d)\b")
_AHEAD = word_class("prep.until.ahead")
_LEAD = 2  # sentences of the story in which a full date is that of the news itself
# A date beside these is that of a copy, or of something else than the article.
OF_SOMETHING_ELSE = re.compile(
    r"(?i)\b(?:(?:down|up)?loaded|accessed|retrieved|printed|archived|saved|viewed|visited|captured|crawled|"
    r"fetched|exported|scanned|clipped|generated|born|birth|died|death|expires?|valid|due|deadline|events?|"
    r"meeting|next|this day|in history|anniversary|copyright|rights|version|joined|since|founded|est)\b|©"
)
# "marks the 10th anniversary of the 2009 crash", "in 2011, eight years ago"
_SUMS = (
    re.compile(
        r"(?i)\b(?:marks?|marking|celebrates?|celebrating|(?:on|ahead of|before)) (?:the|its|their) "
        r"(?P<count>\d{1,3})(?:st|nd|rd|th) anniversary of\b[^.;\d]{0,60}?\b(?P<year>1[89]\d\d|20\d\d)\b"
    ),
    re.compile(r"(?i)\bin (?P<year>1[89]\d\d|20\d\d), (?P<count>\d{1,3}) years ago\b"),
    re.compile(
        r"(?i)(?<!than )(?<!about )(?<!nearly )(?<!almost )\b(?P<count>\d{1,3}) years ago,? in (?P<year>1[89]\d\d|20\d\d)\b"
    ),
)


@dataclass(frozen=True, slots=True)
class Span:
    """A number of days between a day of a month and the publication.

    ``late``: how many days more it may be, because what came then was reported later.
    """

    words: str
    month: int
    day: int
    least: int
    most: int
    late: int


@dataclass(frozen=True, slots=True)
class Clues:
    """What a text says about its own date. Days are (month, day, words)."""

    years: tuple[TimeExpression, ...]  # past mentions with their year
    past: tuple[tuple[int, int, str], ...]
    coming: tuple[tuple[int, int, str], ...]
    weekdays: tuple[tuple[int, str], ...]  # in the past
    pairs: tuple[tuple[int, int, int, str], ...]  # weekday, month, day: "Monday, July 27"
    spans: tuple[Span, ...]
    dateline: tuple[int, int, str] | None
    stamps: tuple[tuple[Day, str], ...]  # full dates in captions, credits and the like
    rights: tuple[int, ...]  # the years of copyright lines
    lead: tuple[tuple[Day, str], ...]  # full dates of what the first sentences report
    sums: tuple[tuple[int, str], ...]  # years that follow from a year and a count


def gather(doc: Doc) -> Clues:
    """The clues in a text, not counting boilerplate."""
    story = [time for time in doc.times if _in_story(doc, time)]
    entries = entry_times(doc)  # labels of a chronology stand like datelines
    line = next(
        (t for t in story if _on_dateline(doc, t) and _paragraph_of(doc, t) not in entries), None
    )
    told = [time for time in story if time is not line]
    return Clues(
        tuple(time for time in told if _has_year(time) and _is_past_year(doc, time)),
        tuple(dict.fromkeys(_month_days(doc, told, coming=False))),
        tuple(dict.fromkeys(_month_days(doc, told, coming=True))),
        tuple(_weekdays(doc, told)),
        tuple(_pairs(told)),
        tuple(_spans(doc, told)),
        None if line is None else (int(line.spec[1]), int(line.spec[2]), line.text),
        tuple(_stamps(doc)),
        tuple(int(year) for year in _RIGHTS.findall(doc.text)),
        tuple(_lead(doc, told)),
        tuple(_sums(doc)),
    )


def _stamps(doc: Doc) -> Iterator[tuple[Day, str]]:
    for paragraph in doc.paragraphs:
        if paragraph.kind not in (ParagraphKind.BODY, ParagraphKind.HEADLINE):
            text = doc.text[paragraph.start : paragraph.end][:_READ]
            for start, end, edtf in full_dates(text):
                line = text.rfind("\n", 0, start) + 1
                if OF_SOMETHING_ELSE.search(text, line, start):
                    continue
                yield parse_edtf(edtf).earliest or 0, text[start:end]


def _lead(doc: Doc, times: Iterable[TimeExpression]) -> Iterator[tuple[Day, str]]:
    """Full dates of the main verbs of the first sentences: "The council on 3 May 2012 voted"."""
    body = [
        number
        for number, sentence in enumerate(doc.sentences)
        if doc.paragraphs[sentence.paragraph].kind is ParagraphKind.BODY
    ][:_LEAD]
    for time in times:
        if not _has_year(time) or doc.words[time.first].sentence not in body:
            continue
        interval = interval_of(time)
        if interval.precision is Precision.DAY and interval.earliest is not None:
            heads = {doc.words[i].head for i in range(time.first, time.last)}
            verbs = heads - set(range(time.first, time.last))
            roles = {doc.words[i].relation for i in range(time.first, time.last)}
            main = {
                v
                for v in verbs
                if v >= 0 and doc.words[v].head < 0 and doc.words[v].lemma != "bear"
            }
            if main and not roles & {Rel.NSUBJ, Rel.NSUBJ_PASS} and _is_past_year(doc, time):
                yield interval.earliest, time.text


def _sums(doc: Doc) -> Iterator[tuple[int, str]]:
    for pattern in _SUMS:
        for match in pattern.finditer(doc.text):
            yield int(match["year"]) + int(match["count"]), " ".join(match[0].split())


def _paragraph_of(doc: Doc, time: TimeExpression) -> int:
    return doc.sentences[doc.words[time.first].sentence].paragraph


def _in_story(doc: Doc, time: TimeExpression) -> bool:
    if time.first >= len(doc.words):
        return False
    paragraph = doc.paragraphs[doc.sentences[doc.words[time.first].sentence].paragraph]
    return paragraph.kind is not ParagraphKind.BOILERPLATE and paragraph.repeats is None


def _on_dateline(doc: Doc, time: TimeExpression) -> bool:
    """Whether the expression is the day of a dateline: "SEOUL, Oct. 12 (Yonhap) --"."""
    if time.spec[:1] != ("monthday",):
        return False
    paragraph = doc.paragraphs[doc.sentences[doc.words[time.first].sentence].paragraph]
    if time.start - paragraph.start > 60:
        return False
    before = doc.text[paragraph.start : time.start].strip().rstrip(",")
    after = doc.text[time.end : paragraph.end].strip()
    if not re.match(r"\(|--|—|–|-|:|/|$", after):
        return False
    names = [word for word in re.findall(r"[^\W\d_]+", before) if len(word) > 2]
    return all(word[0].isupper() for word in names) and len(names) <= 5


def _has_year(time: TimeExpression) -> bool:
    return time.spec[:1] == ("date",) and bool(re.match(r"\d{4}(?:-|$)", str(time.spec[1])))


def _is_past_year(doc: Doc, time: TimeExpression) -> bool:
    """Whether a year is in the past: not a plan, not part of a name ("2030 Agenda")."""
    word = doc.words[time.first]
    before = doc.words[time.first - 1].text.lower() if time.first else ""
    if before in _AHEAD or direction(doc, time.first, time.last) is Direction.FUTURE:
        return False
    named = word.relation in (Rel.COMPOUND, Rel.NUMMOD, Rel.AMOD) and word.head >= time.last
    return not (named and time.last - time.first == 1)


def _month_days(
    doc: Doc, times: Iterable[TimeExpression], *, coming: bool
) -> Iterator[tuple[int, int, str]]:
    for time in times:
        if time.spec[:1] not in (("monthday",), ("days",)):
            continue
        before = doc.words[time.first - 1].text.lower() if time.first else ""
        ahead = before in _PREP_UNTIL_BY or (
            direction(doc, time.first, time.last) is Direction.FUTURE
        )
        if ahead is coming:
            yield int(time.spec[1]), int(time.spec[2]), time.text


def _weekdays(doc: Doc, times: Iterable[TimeExpression]) -> Iterator[tuple[int, str]]:
    for time in times:
        if time.spec[:1] != ("weekday",) or time.spec[2] not in ("", "this"):
            continue
        if direction(doc, time.first, time.last) is not Direction.FUTURE:
            yield int(time.spec[1]), DAY_NAMES[int(time.spec[1])]


def _pairs(times: Iterable[TimeExpression]) -> Iterator[tuple[int, int, int, str]]:
    for time in times:
        if time.spec[:1] != ("monthday",):
            continue
        for number, name in enumerate(DAY_NAMES):
            if name in time.text:
                yield number, int(time.spec[1]), int(time.spec[2]), time.text


def _spans(doc: Doc, times: list[TimeExpression]) -> Iterator[Span]:
    """ "more than two weeks after … Jan. 17", "67 days since February 12"."""
    for index, time in enumerate(times):
        if time.spec[:1] != ("duration",) or time.spec[1] not in _UNIT_DAYS or not time.spec[2]:
            continue
        following = doc.words[time.last].text.lower() if time.last < len(doc.words) else ""
        if following not in ("after", "since"):
            continue
        sentence = doc.words[time.first].sentence
        for other in times[index + 1 :]:
            if doc.words[other.first].sentence != sentence:
                break
            if other.spec[:1] == ("monthday",):
                yield _span(time, other, following)
                break


def _span(time: TimeExpression, other: TimeExpression, word: str) -> Span:
    unit = _UNIT_DAYS[str(time.spec[1])]
    days = int(time.spec[2]) * unit
    low = time.text.lower()
    if low.startswith(_MORE):
        least, most = days, days + unit - 1
    elif low.startswith(_LESS):
        least, most = days - unit, days
    else:
        least, most = days - unit // 2 - (unit == 1), days + unit // 2 + (unit == 1)
    # "after" counts to the event, which is reported some days later.
    late = 3 if word == "after" else 0
    words = f"{time.text} {word} … {other.text}"
    return Span(words, int(other.spec[1]), int(other.spec[2]), least, most, late)


def interval_of(time: TimeExpression) -> DateInterval:
    """The days of an expression that includes its year."""
    return parse_edtf(str(time.spec[1]))
