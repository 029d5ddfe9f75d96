"""Which Friday, March or 12 October is meant: before or after publication, or given nearby."""

from models.dates.days import weekday
from models.dates.derivation import derive, rule_in_words
from models.dates.edtf import parse_edtf, real_edtf
from models.dates.interval import DateInterval
from models.dates.words import DAY_NAMES
from models.reading.doc import Doc, TimeExpression
from models.reading.grammar.tense import Direction, direction, is_timetable
from models.reading.labels import Pos, Rel
from models.reading.lexicon.classes import word_class
from models.reading.time.found import (
    Found,
    counted_from,
    following,
    from_publication,
    told_before,
)

_AS_SOON = word_class("phrase.soon")

_NOUN_TERROR = word_class("noun.terror")
_PREP_BETWEEN_DATES = word_class("prep.between_dates")
_PREP_UNTIL_DUE = word_class("prep.until.due")

_AHEAD = 210  # days that "the play runs from Oct. 3" looks forward
_SOON, _LONG_AGO = 75, 275  # days: "on Feb. 20", told ten days before, is this year's
_TOLD_FINE = {"season": "quarter", "month": "month"}
_FIGURES = word_class("noun.figures")
_GRANTS = word_class("verb.grant.given")


def without_year(
    doc: Doc, time: TimeExpression, done: list[TimeExpression], published: DateInterval | None
) -> Found | None:
    """The date of an expression that leaves out its year or week: "Friday", "in March"."""
    if told := _year_beside(doc, time):
        return told
    name, which = str(time.spec[0]), str(time.spec[-1])
    if name == "days":
        return _days(doc, time, published)
    rule = " ".join(str(part) for part in time.spec[:-1])
    if which.startswith(("week:", "year:")):
        return from_publication(published, f"{rule} {which.partition(':')[2]}")
    if name in ("month", "season") and which == "that":
        return _in_that_year(doc, time, done)
    if which.startswith("told:"):
        when = ">" if which == "told:next" else "<"
        anchor = told_before(doc, time, done, _TOLD_FINE.get(name, "day"))
        if anchor is not None:
            return counted_from(anchor, f"{rule} {when}")
        return from_publication(published, f"{rule} {when}")
    if which == "last":
        return from_publication(published, f"{rule} <")
    if which == "next":
        return from_publication(published, f"{rule} >")
    if name == "monthday" and _is_attack(doc, time):
        return Found(parse_edtf("2001-09-11"), rule="a date known by name")
    if name in ("dayfrom", "easter"):
        name = "monthday"
    if name == "season" and which == "this" and int(time.spec[1]) < 33:
        return from_publication(published, f"{rule} 0")
    return from_publication(published, f"{rule} {_when(doc, time, name, rule, published)}")


def _when(
    doc: Doc, time: TimeExpression, name: str, rule: str, published: DateInterval | None
) -> str:
    """Which of the days of that name is meant: by tense, else the nearest."""
    if name == "monthday" and (fitting := _by_weekday(time, rule, published)):
        return fitting
    points = direction(doc, time.first, time.last)
    timetable = points is Direction.UNCLEAR and is_timetable(doc, time.first, time.last)
    if name == "weekday":
        limit = _is_limit(doc, time) and (points is not Direction.PAST or _is_granted(doc, time))
        due = points is Direction.UNCLEAR and _is_due(doc, time)
        soon = due or "this " in time.text.lower() or _is_soon(doc, time)
        if soon and points is not Direction.PAST:
            return ">="
        return ">=" if points is Direction.FUTURE or timetable or limit else "<="
    if name == "season" and _is_limit(doc, time) and _is_granted(doc, time):
        return ">="
    if points is Direction.FUTURE and not (name == "month" and _is_report(doc, time)):
        return ">="
    if name == "season" and int(time.spec[1]) >= 33:
        return "<"  # figures of a quarter are reported when it is over
    before, after = derive([f"{rule} <="], published), derive([f"{rule} >"], published)
    if before is None or after is None or published is None:
        return "<="
    ago = (published.earliest or 0) - (before.latest or 0)
    ahead = (after.earliest or 0) - (published.latest or 0)
    if timetable and ahead <= _AHEAD and ago > _SOON:
        return ">"
    if points is Direction.PAST or name == "season" or ahead > _SOON:
        return "<="
    return ">" if ago >= _LONG_AGO or (ago > ahead and _is_due(doc, time)) else "<="


def _by_weekday(time: TimeExpression, rule: str, published: DateInterval | None) -> str | None:
    """Before or after, when the weekday told with a day fits only one: "Monday, July 27"."""
    names = [number for number, name in enumerate(DAY_NAMES) if name in time.text]
    if not names:
        return None
    fitting = [
        when
        for when in ("<=", ">")
        if (day := derive([f"{rule} {when}"], published)) is not None
        and weekday(day.earliest or 0) == names[0]
    ]
    return fitting[0] if len(fitting) == 1 else None


def _is_due(doc: Doc, time: TimeExpression) -> bool:
    """Whether a deadline is named: "by Jan. 27", "until Monday"."""
    before = doc.words[time.first - 1].text.lower() if time.first else ""
    return before in _PREP_UNTIL_DUE


def _is_limit(doc: Doc, time: TimeExpression) -> bool:
    """Whether something goes on up to it: "the bank has until Monday"."""
    return time.first > 0 and doc.words[time.first - 1].text.lower() in ("until", "till")


def _is_soon(doc: Doc, time: TimeExpression) -> bool:
    """Whether the text says how soon: "as early as Tuesday"."""
    before = [word.text.lower() for word in doc.words[max(0, time.first - 3) : time.first]]
    return " ".join(before) in _AS_SOON


def _is_granted(doc: Doc, time: TimeExpression) -> bool:
    """Whether somebody is given time: "the court gave them until Monday"."""
    start = doc.sentences[doc.words[time.first].sentence].first
    before = doc.words[max(start, time.first - 6) : time.first]
    return any(word.lemma.lower() in _GRANTS and word.pos in (Pos.VERB, Pos.AUX) for word in before)


def _is_report(doc: Doc, time: TimeExpression) -> bool:
    """Whether a month is that of figures: "it will release its October report"."""
    word = doc.words[time.last - 1]
    return (
        word.relation in (Rel.COMPOUND, Rel.NMOD_POSS)
        and word.head >= time.last
        and doc.words[word.head].lemma.lower() in _FIGURES
    )


def _days(doc: Doc, time: TimeExpression, published: DateInterval | None) -> Found | None:
    month, day, month2, day2 = time.spec[1:]
    rule = f"monthday {month} {day}"
    when = _when(doc, time, "monthday", rule, published)
    if when == ">" and time.value.startswith("XXXX-H"):
        when = "<="  # "the first half" by itself is over
    if when == ">=" and published is not None and published.earliest is not None:
        begun = derive([f"days {month} {day} {month2} {day2} <="], published)
        if begun is not None and (begun.latest or 0) >= published.earliest:
            when = "<="  # it has begun: "the fair is to run from Jan. 23 to March 9"
    days = f"days {month} {day} {month2} {day2} {when}"
    interval = derive([days], published)
    return None if interval is None else Found(interval, (days,), rule_in_words(days))


def _year_beside(doc: Doc, time: TimeExpression) -> Found | None:
    """The year of a full date in the same list: "on May 3 and June 4, 2012"."""
    name = time.spec[0]
    if name not in ("month", "monthday") or time.spec[-1]:
        return None
    for other in following(doc, time, 12):
        between_words = doc.text[time.end : other.start].strip().lower()
        if between_words not in _PREP_BETWEEN_DATES:
            continue
        if (
            other.spec[:1] == ("date",)
            and str(other.spec[1])[:4].isdigit()
            and "-" in str(other.spec[1])
        ):
            year = str(other.spec[1])[:4]
            day = real_edtf("-".join([year, *(f"{int(part):02d}" for part in time.spec[1:-1])]))
            return None if day is None else Found(day, rule="the year given beside it")
    return None


def _in_that_year(doc: Doc, time: TimeExpression, done: list[TimeExpression]) -> Found | None:
    anchor = told_before(doc, time, done, "year")
    if anchor is None or anchor.interval is None or anchor.interval.earliest is None:
        return None
    rule = f"{time.spec[0]} {time.spec[1]} 0"
    interval = derive([rule], anchor.interval)
    rules = anchor.basis.rules if anchor.basis else ()
    if interval is None:
        return None
    return Found(interval, (*rules, rule) if rules else (), rule_in_words(rule), anchor)


def _is_attack(doc: Doc, time: TimeExpression) -> bool:
    """Whether "September 11" names the attacks of 2001."""
    if time.spec[1:3] != (9, 11) or time.last >= len(doc.words):
        return False
    following = {word.lemma.lower() for word in doc.words[time.last : time.last + 2]}
    return bool(following & _NOUN_TERROR)
