"""Infer when a text was published from the dates it names.

The text bounds the day (what has happened lies before it, what is planned after), weekdays and
spans ("more than two weeks after … Jan. 17") fit some days better than others, and the latest
years it writes out say which year it is: writers leave out the year they write in. Every day
the bounds allow is weighed; the best is taken when it has enough support.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import log

from models.dates.days import days_in_month, from_day, to_day, weekday
from models.dates.edtf import parse_edtf
from models.dates.interval import DateInterval, Day, Precision
from models.dates.relations import one_day
from models.dates.words import DAY_NAMES, day_words, describe
from models.reading.doc import Doc, ParagraphKind, Published, PublishedBasis, TimeExpression
from models.reading.tense import Direction, direction
from models.reading.timex import full_dates

_WEEK = 7
_UNIT_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
_AFTER_LATEST = 400  # days: how long after the latest dated mention a text can lie
_NEAR = 60  # days: a full date this near says the year by itself
_ENOUGH = 1.5  # support that the year needs
_MOST = 40  # weekdays that are weighed; a longer text is no single article
_READ = 600  # characters of a paragraph that may hold a stamp
_RIGHTS = re.compile(r"(?i)(?:©|\(c\)|copyright)\s*(?:©|\(c\))?\s*((?:19|20)\d\d)\b")
_AHEAD = ("by", "until", "till", "through", "before")
_LEAD = 2  # sentences of the story in which a full date is that of the news itself
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
    """So many days lie between a day of a month and the publication."""

    words: str
    month: int
    day: int
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Clues:
    """What a text says about its own date. Days are (month, day, words)."""

    years: tuple[TimeExpression, ...]  # past mentions with their year
    past: tuple[tuple[int, int, str], ...]
    coming: tuple[tuple[int, int, str], ...]
    weekdays: tuple[tuple[int, str], ...]  # told as past
    pairs: tuple[tuple[int, int, int, str], ...]  # weekday, month, day: "Monday, July 27"
    spans: tuple[Span, ...]
    dateline: tuple[int, int, str] | None
    stamps: tuple[tuple[Day, str], ...]  # full dates in captions, credits and the like
    rights: tuple[int, ...]  # the years of copyright lines
    lead: tuple[tuple[Day, str], ...]  # full dates of what the first sentences report
    sums: tuple[tuple[int, str], ...]  # years that follow from a year and a count


@dataclass(frozen=True, slots=True)
class Candidate:
    """A day, how well it fits, and how much speaks for its year."""

    day: Day
    score: float
    support: float


def infer(doc: Doc) -> Published | None:
    """The inferred date with its reasons, None when the text does not support one."""
    clues = gather(doc)
    latest = _latest_year(clues)
    if latest is None:
        return None
    candidates = sorted(_weighed(clues, latest), key=lambda one: -one.score)
    if not candidates or candidates[0].support < _ENOUGH:
        return None
    best = candidates[0]
    rivals = [one for one in candidates if one.score > best.score - 0.25]
    if len(rivals) > 1:
        return _coarser(rivals)
    return Published(one_day(best.day), PublishedBasis.INFERRED, _why(clues, best.day, latest))


def gather(doc: Doc) -> Clues:
    """The clues of a text, boilerplate left out."""
    story = [time for time in doc.times if _in_story(doc, time)]
    line = next((time for time in story if _on_dateline(doc, time)), None)
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
        interval = _interval(time)
        if interval.precision is Precision.DAY and interval.earliest is not None:
            heads = {doc.words[i].head for i in range(time.first, time.last)}
            verbs = heads - set(range(time.first, time.last))
            roles = {doc.words[i].relation for i in range(time.first, time.last)}
            main = {
                v
                for v in verbs
                if v >= 0 and doc.words[v].head < 0 and doc.words[v].lemma != "bear"
            }
            if main and not roles & {"nsubj", "nsubj:pass"} and _is_past_year(doc, time):
                yield interval.earliest, time.text


def _sums(doc: Doc) -> Iterator[tuple[int, str]]:
    for pattern in _SUMS:
        for match in pattern.finditer(doc.text):
            yield int(match["year"]) + int(match["count"]), " ".join(match[0].split())


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
    """Whether a year is told of the past: not a plan, not part of a name ("2030 Agenda")."""
    word = doc.words[time.first]
    before = doc.words[time.first - 1].text.lower() if time.first else ""
    if before in _AHEAD or direction(doc, time.first, time.last) is Direction.FUTURE:
        return False
    named = word.relation in ("compound", "nummod", "amod") and word.head >= time.last
    return not (named and time.last - time.first == 1)


def _month_days(
    doc: Doc, times: Iterable[TimeExpression], *, coming: bool
) -> Iterator[tuple[int, int, str]]:
    for time in times:
        if time.spec[:1] not in (("monthday",), ("days",)):
            continue
        before = doc.words[time.first - 1].text.lower() if time.first else ""
        ahead = before in ("by", "until", "till") or (
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
    if low.startswith(("more than", "over", "at least", "longer than")):
        least, most = days, days + unit - 1
    elif low.startswith(("less than", "nearly", "almost", "fewer than")):
        least, most = days - unit, days
    else:
        least, most = days - unit // 2 - (unit == 1), days + unit // 2 + (unit == 1)
    # "after" is counted to what happened, and that is told some days later.
    words = f"{time.text} {word} … {other.text}"
    return Span(
        words, int(other.spec[1]), int(other.spec[2]), least, most + (3 if word == "after" else 0)
    )


def _latest_year(clues: Clues) -> int | None:
    years = [int(str(time.spec[1])[:4]) for time in clues.years]
    years += [from_day(day)[0] for day, _ in clues.stamps]
    years += [year for year, _ in clues.sums]
    return max([*years, *clues.rights], default=None)


def _weighed(clues: Clues, latest: int) -> Iterator[Candidate]:
    for day in _days(clues, latest):
        score = _fit(clues, day)
        if score is not None:
            support = _year_support(clues, day, latest)
            yield Candidate(day, score + support + _habit(clues, day, latest), support)


def _days(clues: Clues, latest: int) -> Iterable[Day]:
    if clues.dateline is not None:
        month, day, _ = clues.dateline
        years = range(latest, latest + 4)
        return [to_day(y, month, day) for y in years if day <= days_in_month(y, month)]
    if not (clues.past or clues.lead) or not (clues.weekdays or clues.spans):
        return ()
    start = max((_lower_bound(time) for time in clues.years), default=to_day(latest, 1, 1))
    return range(start, start + _AFTER_LATEST)


def _lower_bound(time: TimeExpression) -> Day:
    """A text that tells a date as past cannot lie before it began."""
    return _interval(time).earliest or 0


def _interval(time: TimeExpression) -> DateInterval:
    return parse_edtf(str(time.spec[1]))


def _fit(clues: Clues, day: Day) -> float | None:
    """How well a day fits what the text says of days; None where it cannot be."""
    if any(_lower_bound(time) > day for time in clues.years):
        return None
    year = from_day(day)[0]
    for wanted, month, of_month, _ in clues.pairs:
        near = min(_occurrences(year, month, of_month), key=lambda one: abs(one - day))
        if weekday(near) != wanted:
            return None
    score = 0.0
    if clues.dateline is None:
        ages = [_age(month, of_month, day) for month, of_month, _ in clues.past]
        ages += [day - told for told, _ in clues.lead]
        score -= 0.3 * log(1 + min(ages))
    for wanted, _ in clues.weekdays[:_MOST]:
        score -= 0.3 * ((weekday(day) - wanted) % _WEEK)
    for span in clues.spans:
        inside = span.least <= _age(span.month, span.day, day) <= span.most
        score += 2 if inside else -1
    for month, of_month, _ in clues.coming:
        ahead = min(one - day for one in _occurrences(year, month, of_month) if one >= day)
        score -= 0.3 * log(1 + ahead)
    return score


@lru_cache(maxsize=1024)
def _occurrences(year: int, month: int, day: int) -> tuple[Day, ...]:
    return tuple(
        to_day(y, month, day) for y in range(year - 5, year + 6) if day <= days_in_month(y, month)
    )


def _age(month: int, of_month: int, day: Day) -> int:
    """How many days before ``day`` that day of the month last was."""
    year = from_day(day)[0]
    return min(day - one for one in _occurrences(year, month, of_month) if one <= day)


def _year_support(clues: Clues, day: Day, latest: int) -> float:
    """How much speaks for the year of a day."""
    year = from_day(day)[0]
    support = 0.0
    for time in clues.years:
        interval = _interval(time)
        if interval.precision is Precision.DAY and 0 <= day - (interval.earliest or 0) <= _NEAR:
            support += 3
            break
    if any(0 <= day - stamp <= _NEAR for stamp, _ in clues.stamps):
        support += 3
    if year in clues.rights:
        support += 1.5
    if any(year == sum_ for sum_, _ in clues.sums):
        support += 1.5
    if year - latest in (0, 1):
        support += min(sum(_weight(str(time.spec[1]), latest) for time in clues.years), 1.5)
    else:
        support -= 0.5 * (year - latest - 1)
    if clues.dateline is not None and clues.weekdays:
        least = min((weekday(day) - wanted) % _WEEK for wanted, _ in clues.weekdays)
        support += {0: 1.5, 1: 0.5}.get(least, -1.5 if least > 3 else 0.0)
    if clues.pairs:
        support += 1
    return support


def _weight(edtf: str, latest: int) -> float:
    """How much a date with its year speaks for this year or the next being the text's own."""
    dated = "-" in edtf
    if edtf.startswith(str(latest)):
        return 0.75 if dated else 0.5
    return 0.75 if dated and edtf.startswith(str(latest - 1)) else 0.0


def _habit(clues: Clues, day: Day, latest: int) -> float:
    """Writers leave out the year they write in, but for full dates."""
    if from_day(day)[0] != latest or any(latest == year for year, _ in clues.sums):
        return 0.0
    named = [time for time in clues.years if str(time.spec[1]).startswith(str(latest))]
    return 0.0 if any(_interval(time).precision is Precision.DAY for time in named) else -0.7


def _coarser(rivals: list[Candidate]) -> Published | None:
    """The month that holds all days that fit about as well, if there is one."""
    months = {from_day(one.day)[:2] for one in rivals}
    if len(months) > 1:
        return None
    year, month = months.pop()
    interval = parse_edtf(f"{year:04d}-{month:02d}")
    why = f"several days of {describe(interval)} fit what the text says equally well"
    return Published(interval, PublishedBasis.INFERRED, why)


def _why(clues: Clues, day: Day, latest: int) -> str:
    reasons = []
    if clues.dateline is not None:
        reasons.append(f"the dateline says {clues.dateline[2]}")
    years = [time for time in clues.years if str(time.spec[1]).startswith(str(latest))]
    reasons += [
        f"“{words}” is near" for stamp, words in clues.stamps[:1] if 0 <= day - stamp <= _NEAR
    ]
    if from_day(day)[0] in clues.rights:
        reasons.append(f"the rights are of {from_day(day)[0]}")
    reasons += [
        f"“{words}” makes it {year}" for year, words in clues.sums if year == from_day(day)[0]
    ]
    if years:
        newest = max(years, key=_lower_bound)
        reasons.append(f"the latest date with its year is “{newest.text}”")
    if clues.past and clues.dateline is None:
        _, _, words = min(clues.past, key=lambda one: _age(one[0], one[1], day))
        reasons.append(f"the latest day told without a year is “{words}”")
    reasons += [
        f"“{span.words}” fits"
        for span in clues.spans
        if span.least <= _age(span.month, span.day, day) <= span.most
    ]
    if clues.weekdays:
        name = min(clues.weekdays, key=lambda one: (weekday(day) - one[0]) % _WEEK)[1]
        ago = (weekday(day) - DAY_NAMES.index(name)) % _WEEK
        reasons.append(
            f"{name} is the latest weekday told" if ago == 0 else f"{name} is {ago} days back"
        )
    return f"{DAY_NAMES[weekday(day)]}, {day_words(day)}, inferred: " + "; ".join(reasons)
