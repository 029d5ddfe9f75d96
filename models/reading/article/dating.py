"""Infer when a text was published from the dates it names.

The text bounds the day (what has happened lies before it, what is planned after), weekdays and
spans ("more than two weeks after … Jan. 17") fit some days better than others, and the latest
years it writes out say which year it is: writers leave out the year they write in. Every day
the bounds allow is weighed; the best is taken when it has enough support.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import log

from models.dates.days import days_in_month, from_day, to_day, weekday
from models.dates.edtf import parse_edtf
from models.dates.interval import Day, Precision
from models.dates.relations import one_day
from models.dates.words import DAY_NAMES, day_words, describe
from models.reading.article.clues import Clues, Span, gather, interval_of
from models.reading.doc import Doc, Published, PublishedBasis, TimeExpression

_WEEK = 7
_AFTER_LATEST = 400  # days: how long after the latest dated mention a text can lie
_NEAR = 60  # days: a full date this near says the year by itself
_ENOUGH = 1.5  # support that the year needs
_MOST = 40  # weekdays that are weighed; a longer text isn't a single article
_PAST = 30  # years back that a text without a year is thought to be from
_LEAP_GAP = 8  # years from one 29 February to the next, over 1900
_CHOICES = 6  # years that are named to choose from


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


def what_is_missing(doc: Doc, until: int) -> str:
    """Why a text has no date, and which years up to ``until`` fit the day it names."""
    clues = gather(doc)
    latest = _latest_year(clues)
    if clues.dateline is not None:
        month, day, words = clues.dateline
        told = _last_of({wanted for wanted, _ in clues.weekdays})
    elif clues.pairs:
        wanted, month, day, words = clues.pairs[0]
        told = {wanted}
    else:
        return "the text doesn’t say enough to date it"
    first = latest if latest is not None else until - _PAST
    years = [
        year for year in range(max(first, until - _PAST), until + 1)
        if day <= days_in_month(year, month) and (not told or weekday(to_day(year, month, day)) in told)
    ]  # fmt: skip
    if not told or not 1 < len(years) <= _CHOICES:
        return f"the text says “{words}” but not the year"
    return f"the text says “{words}” but not the year: {_or(years)} would fit"


def _last_of(told: set[int]) -> set[int]:
    """The weekday of the text itself: the others come shortly before it."""
    apart = {own: sum((own - other) % _WEEK for other in told) for own in told}
    least = min(apart.values(), default=0)
    return {own for own, days in apart.items() if days == least}


def _or(years: list[int]) -> str:
    return ", ".join(str(year) for year in years[:-1]) + f" or {years[-1]}"


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
    """The first possible publication day of a text that mentions this date as past."""
    return interval_of(time).earliest or 0


def _fit(clues: Clues, day: Day) -> float | None:
    """How well a day fits the text; None where it is impossible."""
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
        score += _fits(span, _age(span.month, span.day, day))
    for month, of_month, _ in clues.coming:
        ahead = min(one - day for one in _occurrences(year, month, of_month) if one >= day)
        score -= 0.3 * log(1 + ahead)
    return score


def _fits(span: Span, age: int) -> float:
    """How well a number of days fits a span; each day that a report came late costs a little."""
    if not span.least <= age <= span.most + span.late:
        return -1
    return 2 - 0.3 * max(age - span.most, 0)


@lru_cache(maxsize=1024)
def _occurrences(year: int, month: int, day: int) -> tuple[Day, ...]:
    return tuple(
        to_day(y, month, day)
        for y in range(year - _LEAP_GAP, year + _LEAP_GAP + 1)
        if day <= days_in_month(y, month)
    )


def _age(month: int, of_month: int, day: Day) -> int:
    """How many days before ``day`` that day of the month last was."""
    year = from_day(day)[0]
    return min(day - one for one in _occurrences(year, month, of_month) if one <= day)


def _year_support(clues: Clues, day: Day, latest: int) -> float:
    """The evidence for the year of a day."""
    year = from_day(day)[0]
    support = 0.0
    for time in clues.years:
        interval = interval_of(time)
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
    return 0.0 if any(interval_of(time).precision is Precision.DAY for time in named) else -0.7


def _coarser(rivals: list[Candidate]) -> Published | None:
    """The month that holds all days that fit about as well, if there is one."""
    months = {from_day(one.day)[:2] for one in rivals}
    if len(months) > 1:
        return None
    year, month = months.pop()
    interval = parse_edtf(f"{year:04d}-{month:02d}")
    why = f"several days in {describe(interval)} fit the text equally well"
    return Published(interval, PublishedBasis.INFERRED, why)


def _why(clues: Clues, day: Day, latest: int) -> str:
    reasons = []
    if clues.dateline is not None:
        reasons.append(f"the dateline says {clues.dateline[2]}")
    years = [time for time in clues.years if str(time.spec[1]).startswith(str(latest))]
    reasons += [
        f"“{words}” is close" for stamp, words in clues.stamps[:1] if 0 <= day - stamp <= _NEAR
    ]
    if from_day(day)[0] in clues.rights:
        reasons.append(f"the copyright year is {from_day(day)[0]}")
    reasons += [
        f"“{words}” makes it {year}" for year, words in clues.sums if year == from_day(day)[0]
    ]
    if years:
        newest = max(years, key=_lower_bound)
        reasons.append(f"the latest date with a year is “{newest.text}”")
    if clues.past and clues.dateline is None:
        _, _, words = min(clues.past, key=lambda one: _age(one[0], one[1], day))
        reasons.append(f"the latest day without a year is “{words}”")
    reasons += [
        f"“{span.words}” fits"
        for span in clues.spans
        if _fits(span, _age(span.month, span.day, day)) > 0
    ]
    if clues.weekdays:
        name = min(clues.weekdays, key=lambda one: (weekday(day) - one[0]) % _WEEK)[1]
        ago = (weekday(day) - DAY_NAMES.index(name)) % _WEEK
        reasons.append(
            f"{name} is the latest weekday mentioned"
            if ago == 0
            else f"{name} is {ago} days earlier"
        )
    return f"{DAY_NAMES[weekday(day)]}, {day_words(day)}, inferred: " + "; ".join(reasons)
