"""Resolve time expressions to days, and keep how each was computed.

Expressions are counted from the publication date or from the date told before them. Nothing is
filled in: what cannot be known stays unresolved.
"""

import re
from dataclasses import replace
from itertools import takewhile

from models.dates.basis import DateBasis
from models.dates.days import to_day
from models.dates.derivation import derive, rule_in_words
from models.dates.edtf import parse_edtf, real_edtf
from models.dates.interval import DateInterval, Precision
from models.dates.relations import between
from models.reading.doc import Doc, TimeExpression
from models.reading.grammar.tense import Direction, direction
from models.reading.pipeline import stage
from models.reading.time.entries import entry_times
from models.reading.time.found import (
    FINE,
    Found,
    counted_from,
    following,
    from_publication,
    is_converted,
    told_before,
)
from models.reading.time.guard import guarded
from models.reading.time.opened import opened
from models.reading.time.value import timex_value
from models.reading.time.yearless import without_year

_SOME_DAY = parse_edtf("2020-06-17")
"""A publication date to count from where none is known; only the rules found by it are kept."""
_ONE_YEAR = r"\d{4}(?:-\d\d){0,2}$"
_NEAR = 60  # days: how near "03/04/2012" lies to the publication


@stage(
    "resolve",
    finds="dates",
    needs={"text", "paragraphs", "sentences", "words.text", "words.grammar", "times.found"},
    uses={"published"},
    adds={"times.dated"},
)
def resolve(doc: Doc) -> Doc:
    """Every expression with its interval and basis, where they can be known, and its value."""
    published = doc.day
    times = _counted(doc, published)
    if published is None or published.precision is not Precision.DAY:
        times = tuple(map(_supposed, times, _counted(doc, _SOME_DAY)))
    return replace(doc, times=times)


def _counted(doc: Doc, published: DateInterval | None) -> tuple[TimeExpression, ...]:
    """Every expression, counted from this publication date."""
    done: list[TimeExpression] = []
    entries = entry_times(doc)
    for time in doc.times:
        dated = guarded(time.text, _dated, doc, time, entries, done, published)
        done.append(dated or replace(time, interval=None, basis=None))
    return opened(doc, done)


def _supposed(time: TimeExpression, counted: TimeExpression) -> TimeExpression:
    """An expression without a date, with the rules that would lead to it from the publication:
    so that it is dated as soon as somebody gives the article its day.
    """
    if time.interval is not None or counted.basis is None or not counted.basis.rules:
        return time
    rules = counted.basis.rules
    basis = DateBasis(time.text, "", "publication", None, None, None, time.spec, rules)
    return replace(time, basis=basis)


def _dated(
    doc: Doc,
    time: TimeExpression,
    entries: dict[int, TimeExpression],
    done: list[TimeExpression],
    published: DateInterval | None,
) -> TimeExpression | None:
    """The expression with its interval, basis and value; None where no day can be known."""
    year = _year_of_label(doc, time, entries)
    found = _in_year(time, year) if year else _resolved(doc, time, done, published)
    if found is None:
        return None
    value = timex_value(time, found.interval)
    return replace(time, interval=found.interval, value=value, basis=_basis(time, found, published))


def _year_of_label(doc: Doc, time: TimeExpression, entries: dict[int, TimeExpression]) -> str:
    """The year of the label over a day or a month without one, "" where there is none."""
    if not entries or time.spec[:1] not in (("month",), ("monthday",)) or time.spec[-1]:
        return ""
    label = entries.get(doc.sentences[doc.words[time.first].sentence].paragraph)
    if label is None or label.spec[:1] != ("date",) or not re.match(_ONE_YEAR, str(label.spec[1])):
        return ""
    return str(label.spec[1])[:4]


def _in_year(time: TimeExpression, year: str) -> Found | None:
    """ "1994: A ceasefire is signed in May": the May of the label's year."""
    day = real_edtf(year + "".join(f"-{int(part):02d}" for part in time.spec[1:-1]))
    return None if day is None else Found(day, rule="given beside it")


def _basis(time: TimeExpression, found: Found, published: DateInterval | None) -> DateBasis:
    kind, anchor, words = "none", None, None
    if found.anchor is not None:
        kind, anchor, words = "time", found.anchor.interval, found.anchor.text
    elif found.rules:
        kind, anchor = "publication", published
    return DateBasis(
        time.text, found.rule, kind, anchor, words, found.interval, time.spec, found.rules
    )


def _resolved(
    doc: Doc, time: TimeExpression, done: list[TimeExpression], published: DateInterval | None
) -> Found | None:
    name, *parts = time.spec or ("ref",)
    match name:
        case "date":
            return Found(parse_edtf(str(parts[0])))
        case "dom":
            return _day_of_month(doc, time, done, published)
        case "slashed":
            return _slashed(time, published)
        case "chain":
            return from_publication(published, *(str(part) for part in parts))
        case "yearago":
            return _year_ago(doc, time, done, published)
        case "monthday" | "month" | "weekday" | "season" | "days" | "dayfrom" | "easter":
            return without_year(doc, time, done, published)
        case "unit" if parts[0] == "weekend" and _is_nearest(doc, time):
            return _the_weekend(doc, time, published)
        case "unit":
            return from_publication(published, f"unit {parts[0]} {parts[1]}")
        case "shift":
            return _shifted(doc, time, done, published)
        case "monthweek":
            return _month_week(doc, time, done, published)
        case "weekof":
            return _week_of(doc, time, done, published)
        case "span":
            return from_publication(published, f"span {parts[0]} {parts[1]}")
        case "clock":
            return _clock(doc, time, done, published)
        case _:
            return None


def _is_nearest(doc: Doc, time: TimeExpression) -> bool:
    """Whether tense says which weekend: "the weekend", "this weekend" of what has been."""
    low = time.text.lower()
    return low.endswith("the weekend") or (
        low.endswith("this weekend") and direction(doc, time.first, time.last) is Direction.PAST
    )


def _the_weekend(doc: Doc, time: TimeExpression, published: DateInterval | None) -> Found | None:
    points = direction(doc, time.first, time.last)
    when = ">=" if points is Direction.FUTURE else "<="
    return from_publication(published, f"weekday 5 {when}", "unit weekend 0")


def _day_of_month(
    doc: Doc, time: TimeExpression, done: list[TimeExpression], published: DateInterval | None
) -> Found | None:
    """ "on the 11th": of the month told before, else the nearest that the verb allows."""
    day, *months = time.spec[1:]
    if months:
        return from_publication(published, f"unit month {months[0]}", f"dom {day}")
    points = direction(doc, time.first, time.last)
    nearest = f"dom {day} {'>=' if points is Direction.FUTURE else '<='}"
    anchor = told_before(doc, time, done, "month")
    if anchor is None:
        return from_publication(published, nearest)
    found = counted_from(anchor, f"dom {day}")
    if found is None or published is None or published.earliest is None:
        return found
    late = (found.interval.earliest or 0) > published.earliest
    fits = late if points is Direction.FUTURE else points is Direction.UNCLEAR or not late
    return found if fits else from_publication(published, nearest)


def _slashed(time: TimeExpression, published: DateInterval | None) -> Found | None:
    """ "03/04/2012": as the months are that bring it near to the publication, if only one does."""
    year, *months = (int(part) for part in time.spec[1:])
    if published is None or published.earliest is None:
        return None
    days = [to_day(year, month, day) for month, day in (months, months[::-1])]
    near = [day for day in days if abs(day - published.earliest) <= _NEAR]
    return Found(between(near[0], near[0])) if len(near) == 1 else None


def _year_ago(
    doc: Doc, time: TimeExpression, done: list[TimeExpression], published: DateInterval | None
) -> Found | None:
    """ "the year-ago quarter": a year before the quarter that was told before."""
    unit, count = time.spec[1:]
    anchor = told_before(doc, time, done, "quarter", only=(Precision.SEASON,))
    if unit == "year" and anchor is not None and _is_after_months(doc, time, done, anchor):
        anchor = None  # "the nine months ended Sept. 30 …, in the year-earlier period"
    if anchor is None or anchor.interval is None:
        return from_publication(published, f"unit {unit} {count}")
    if anchor.spec[0] in ("shift", "yearago"):
        return counted_from(anchor, "unit quarter 0")  # the year before was already taken
    return counted_from(anchor, "unit quarter -4")


def _is_after_months(
    doc: Doc, time: TimeExpression, done: list[TimeExpression], anchor: TimeExpression
) -> bool:
    sentence = doc.words[time.first].sentence
    here = takewhile(lambda other: doc.words[other.first].sentence == sentence, reversed(done))
    return any(
        other.spec[:1] == ("duration",) and other.spec[1] in ("month", "week")
        for other in here
        if other.start > anchor.start
    )


def _month_week(
    doc: Doc, time: TimeExpression, done: list[TimeExpression], published: DateInterval | None
) -> Found | None:
    number, *inner = time.spec[1:]
    month = _resolved(doc, replace(time, spec=tuple(inner)), done, published)
    if month is None:
        return None
    rule = f"monthweek {number}"
    interval = derive([rule], month.interval)
    if interval is None:
        return None
    rules = (*month.rules, rule) if month.rules else ()
    return Found(interval, rules, rule_in_words(rule), month.anchor)


def _week_of(
    doc: Doc, time: TimeExpression, done: list[TimeExpression], published: DateInterval | None
) -> Found | None:
    day = _resolved(doc, replace(time, spec=time.spec[1:]), done, published)
    rule = "unit week 0"
    interval = derive([rule], day.interval) if day is not None else None
    if day is None or interval is None:
        return None
    rules = (*day.rules, rule) if day.rules else ()
    return Found(interval, rules, rule_in_words(rule), day.anchor)


def _shifted(
    doc: Doc, time: TimeExpression, done: list[TimeExpression], published: DateInterval | None
) -> Found | None:
    unit, count = str(time.spec[1]), int(time.spec[2])
    if beside := _told_beside(doc, time, unit):
        return beside
    anchor = told_before(doc, time, done, unit)
    rule = f"unit {unit} {count}"
    if anchor is None or anchor.interval is None:
        counted = time.text.lower().rstrip(".").endswith(("earlier", "later", " in the day"))
        vague = count > 0 and direction(doc, time.first, time.last) is not Direction.FUTURE
        return from_publication(published, rule) if counted and not vague else None
    today = count > 0 and anchor.spec == ("unit", "day", 0)
    if today and doc.text[anchor.end : time.start].strip() == ",":
        return counted_from(anchor, f"unit {unit} 0")  # "today, three years later, …"
    if unit == "year" and doc.words[anchor.first].sentence == doc.words[time.first].sentence:
        # "sales of the third quarter rose from a year earlier": from that of the same quarter
        size = {Precision.SEASON: ("quarter", 4), Precision.MONTH: ("month", 12)}
        finer = size.get(anchor.interval.precision)
        if finer is not None and count < 0:
            rule = f"unit {finer[0]} {finer[1] * count}"
    return counted_from(anchor, rule)


def _told_beside(doc: Doc, time: TimeExpression, unit: str) -> Found | None:
    """ "eight years later, in 1997": the date that is given right away."""
    for other in following(doc, time, 8):
        between_words = doc.text[time.end : other.start].strip(" ,").lower()
        if between_words not in ("in", "on") or other.spec[:1] != ("date",):
            continue
        day = parse_edtf(str(other.spec[1]))
        if unit in FINE and day.precision not in FINE[unit]:
            continue
        interval = derive([f"unit {unit} 0"], day)
        if interval is not None:
            return Found(interval, rule="given beside it")
    return None


def _clock(
    doc: Doc, time: TimeExpression, done: list[TimeExpression], published: DateInterval | None
) -> Found | None:
    sentence = doc.words[time.first].sentence
    for other in following(doc, time, 24, most=2):
        apart = doc.words[other.first].sentence != sentence or is_converted(doc, time, other)
        if apart or other.spec[:1] in (("clock",), ("shift",)):
            continue
        beside = _resolved(doc, other, done, published)
        if beside is not None and beside.interval.precision is Precision.DAY:
            return beside
    anchor = told_before(doc, time, done, "day")
    paragraph = doc.sentences[doc.words[time.first].sentence].paragraph
    if anchor is not None and anchor.interval is not None:
        same = doc.sentences[doc.words[anchor.first].sentence].paragraph == paragraph
        if same:
            rules = anchor.basis.rules if anchor.basis else ()
            rule = "unit day 0"
            return Found(
                anchor.interval, (*rules, rule) if rules else (), rule_in_words(rule), anchor
            )
    return from_publication(published, "unit day 0")
