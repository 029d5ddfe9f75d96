"""Turn what time expressions say into days, and keep how each was computed.

Expressions are counted from the publication date or from the date told before them. Nothing is
filled in: what cannot be known stays unresolved.
"""

from bisect import bisect_right
from dataclasses import dataclass, replace

from models.dates.basis import DateBasis
from models.dates.days import to_day, weekday
from models.dates.derivation import derive, rule_in_words
from models.dates.edtf import parse_edtf
from models.dates.interval import DateInterval, Precision
from models.dates.relations import between, hull
from models.dates.words import DAY_NAMES
from models.errors import KnownError
from models.reading.doc import Doc, ParagraphKind, TimeExpression, TimeType
from models.reading.pipeline import stage
from models.reading.tense import Direction, direction, is_timetable
from models.reading.timevalue import timex_value

_FINE = {
    "day": (Precision.DAY,),
    "week": (Precision.DAY, Precision.INTERVAL),
    "weekend": (Precision.DAY, Precision.INTERVAL),
    "month": (Precision.DAY, Precision.MONTH),
    "quarter": (Precision.DAY, Precision.MONTH, Precision.SEASON),
}
_REACH = 6  # how many sentences back "a day earlier" may look for its date
_AHEAD = 210  # days that "the play runs from Oct. 3" looks forward
_SOON, _LONG_AGO = 75, 275  # days: "on Feb. 20", told ten days before, is this year's
_TOLD_FINE = {"season": "quarter", "month": "month"}
_FIGURES = (
    "report",
    "figure",
    "datum",
    "data",
    "result",
    "sale",
    "index",
    "number",
    "earnings",
    "survey",
)
_GRANTS = ("give", "have", "grant", "allow", "extend", "get")
_NEAR = 60  # days: how near "03/04/2012" lies to the publication
_FIRST_SINCE = ("first", "only", "worst", "biggest", "highest", "lowest", "largest", "deadliest")


@dataclass(frozen=True, slots=True)
class _Found:
    """A date with the rules that lead to it from the publication, and its rule in words."""

    interval: DateInterval
    rules: tuple[str, ...] = ()
    rule: str = "as written"
    anchor: TimeExpression | None = None


@stage(needs={"text", "sentences", "words", "times", "published"}, adds={"times"})
def resolve(doc: Doc) -> Doc:
    """Every expression with its interval and basis, where they can be known, and its value."""
    published = doc.day
    done: list[TimeExpression] = []
    for time in doc.times:
        found = _resolved(doc, time, done, published)
        if found is None:
            done.append(replace(time, interval=None, basis=None))
            continue
        value = timex_value(time, found.interval)
        done.append(
            replace(
                time, interval=found.interval, value=value, basis=_basis(time, found, published)
            )
        )
    return replace(doc, times=_opened(doc, done))


def _basis(time: TimeExpression, found: _Found, published: DateInterval | None) -> DateBasis:
    kind, anchor, words = "none", None, None
    if found.anchor is not None:
        kind, anchor, words = "time", found.anchor.interval, found.anchor.text
    elif found.rules:
        kind, anchor = "publication", published
    return DateBasis(
        time.text, found.rule, kind, anchor, words, found.interval, time.spec, found.rules
    )


def _from_publication(published: DateInterval | None, *rules: str) -> _Found | None:
    interval = derive(rules, published)
    if interval is None:
        return None
    if interval == published and not rules[-1].startswith("unit"):
        return _Found(interval, rules, "the same day as")
    return _Found(interval, rules, rule_in_words(rules[-1]))


def _resolved(
    doc: Doc, time: TimeExpression, done: list[TimeExpression], published: DateInterval | None
) -> _Found | None:
    name, *parts = time.spec or ("ref",)
    match name:
        case "date":
            return _Found(parse_edtf(str(parts[0])))
        case "dom":
            return _day_of_month(doc, time, done, published)
        case "slashed":
            return _slashed(time, published)
        case "chain":
            return _from_publication(published, *(str(part) for part in parts))
        case "yearago":
            return _year_ago(doc, time, done, published)
        case "monthday" | "month" | "weekday" | "season" | "days" | "dayfrom" | "easter":
            return _without_year(doc, time, done, published)
        case "unit" if parts[0] == "weekend" and _is_nearest(doc, time):
            return _the_weekend(doc, time, published)
        case "unit":
            return _from_publication(published, f"unit {parts[0]} {parts[1]}")
        case "shift":
            return _shifted(doc, time, done, published)
        case "monthweek":
            return _month_week(doc, time, done, published)
        case "weekof":
            return _week_of(doc, time, done, published)
        case "span":
            return _from_publication(published, f"span {parts[0]} {parts[1]}")
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


def _the_weekend(doc: Doc, time: TimeExpression, published: DateInterval | None) -> _Found | None:
    points = direction(doc, time.first, time.last)
    when = ">=" if points is Direction.FUTURE else "<="
    return _from_publication(published, f"weekday 5 {when}", "unit weekend 0")


def _day_of_month(
    doc: Doc, time: TimeExpression, done: list[TimeExpression], published: DateInterval | None
) -> _Found | None:
    """ "on the 11th": of the month told before, else of that of the publication."""
    rule = f"dom {time.spec[1]}"
    anchor = _told_before(doc, time, done, "month")
    return _counted_from(anchor, rule) if anchor is not None else _from_publication(published, rule)


def _slashed(time: TimeExpression, published: DateInterval | None) -> _Found | None:
    """ "03/04/2012": as the months are that bring it near to the publication, if only one does."""
    year, *months = (int(part) for part in time.spec[1:])
    if published is None or published.earliest is None:
        return None
    days = [to_day(year, month, day) for month, day in (months, months[::-1])]
    near = [day for day in days if abs(day - published.earliest) <= _NEAR]
    return _Found(between(near[0], near[0])) if len(near) == 1 else None


def _year_ago(
    doc: Doc, time: TimeExpression, done: list[TimeExpression], published: DateInterval | None
) -> _Found | None:
    """ "the year-ago quarter": a year before the quarter that was told before."""
    unit, count = time.spec[1:]
    anchor = _told_before(doc, time, done, "quarter", only=(Precision.SEASON,))
    if unit == "year" and anchor is not None and _is_after_months(doc, time, done, anchor):
        anchor = None  # "the nine months ended Sept. 30 …, in the year-earlier period"
    if anchor is None or anchor.interval is None:
        return _from_publication(published, f"unit {unit} {count}")
    if anchor.spec[0] in ("shift", "yearago"):
        return _counted_from(anchor, "unit quarter 0")  # that of a year before was told already
    return _counted_from(anchor, "unit quarter -4")


def _is_after_months(
    doc: Doc, time: TimeExpression, done: list[TimeExpression], anchor: TimeExpression
) -> bool:
    sentence = doc.words[time.first].sentence
    return any(
        other.spec[:1] == ("duration",) and other.spec[1] in ("month", "week")
        for other in done
        if other.start > anchor.start and doc.words[other.first].sentence == sentence
    )


def _counted_from(anchor: TimeExpression, rule: str) -> _Found | None:
    interval = derive([rule], anchor.interval)
    if interval is None:
        return None
    rules = anchor.basis.rules if anchor.basis else ()
    return _Found(interval, (*rules, rule) if rules else (), rule_in_words(rule), anchor)


def _month_week(
    doc: Doc, time: TimeExpression, done: list[TimeExpression], published: DateInterval | None
) -> _Found | None:
    number, *inner = time.spec[1:]
    month = _resolved(doc, replace(time, spec=tuple(inner)), done, published)
    if month is None:
        return None
    rule = f"monthweek {number}"
    interval = derive([rule], month.interval)
    if interval is None:
        return None
    rules = (*month.rules, rule) if month.rules else ()
    return _Found(interval, rules, rule_in_words(rule), month.anchor)


def _week_of(
    doc: Doc, time: TimeExpression, done: list[TimeExpression], published: DateInterval | None
) -> _Found | None:
    day = _resolved(doc, replace(time, spec=time.spec[1:]), done, published)
    rule = "unit week 0"
    interval = derive([rule], day.interval) if day is not None else None
    if day is None or interval is None:
        return None
    rules = (*day.rules, rule) if day.rules else ()
    return _Found(interval, rules, rule_in_words(rule), day.anchor)


def _shifted(
    doc: Doc, time: TimeExpression, done: list[TimeExpression], published: DateInterval | None
) -> _Found | None:
    unit, count = str(time.spec[1]), int(time.spec[2])
    if beside := _told_beside(doc, time, unit):
        return beside
    anchor = _told_before(doc, time, done, unit)
    rule = f"unit {unit} {count}"
    if anchor is None or anchor.interval is None:
        counted = time.text.lower().rstrip(".").endswith(("earlier", "later", " in the day"))
        vague = count > 0 and direction(doc, time.first, time.last) is not Direction.FUTURE
        return _from_publication(published, rule) if counted and not vague else None
    today = count > 0 and anchor.spec == ("unit", "day", 0)
    if today and doc.text[anchor.end : time.start].strip() == ",":
        return _counted_from(anchor, f"unit {unit} 0")  # "today, three years later, …"
    if unit == "year" and doc.words[anchor.first].sentence == doc.words[time.first].sentence:
        # "sales of the third quarter rose from a year earlier": from that of the same quarter
        size = {Precision.SEASON: ("quarter", 4), Precision.MONTH: ("month", 12)}
        finer = size.get(anchor.interval.precision)
        if finer is not None and count < 0:
            rule = f"unit {finer[0]} {finer[1] * count}"
    return _counted_from(anchor, rule)


def _told_beside(doc: Doc, time: TimeExpression, unit: str) -> _Found | None:
    """ "eight years later, in 1997": the date that is told at once."""
    for other in _following(doc, time, 8):
        between_words = doc.text[time.end : other.start].strip(" ,").lower()
        if between_words not in ("in", "on") or other.spec[:1] != ("date",):
            continue
        day = parse_edtf(str(other.spec[1]))
        if unit in _FINE and day.precision not in _FINE[unit]:
            continue
        interval = derive([f"unit {unit} 0"], day)
        if interval is not None:
            return _Found(interval, rule="told beside it")
    return None


def _told_before(
    doc: Doc,
    time: TimeExpression,
    done: list[TimeExpression],
    unit: str,
    only: tuple[Precision, ...] = (),
) -> TimeExpression | None:
    """The nearest date told before, fine enough to count that unit from, of ``only`` such."""
    sentence = doc.words[time.first].sentence
    for earlier in reversed(done):
        if sentence - doc.words[earlier.first].sentence > _REACH:
            return None
        interval = earlier.interval
        if interval is None or interval.earliest is None or interval.latest is None:
            continue
        if earlier.type in (TimeType.DURATION, TimeType.SET) or _apart(doc, earlier):
            continue
        if interval.precision not in (only or _FINE.get(unit, (interval.precision,))):
            continue
        return earlier
    return None


def _apart(doc: Doc, time: TimeExpression) -> bool:
    """Whether the expression stands outside the story: in a dateline, a byline, boilerplate."""
    paragraph = doc.sentences[doc.words[time.first].sentence].paragraph
    return doc.paragraphs[paragraph].kind in (
        ParagraphKind.BOILERPLATE,
        ParagraphKind.BYLINE,
        ParagraphKind.DATELINE,
    )


def _clock(
    doc: Doc, time: TimeExpression, done: list[TimeExpression], published: DateInterval | None
) -> _Found | None:
    sentence = doc.words[time.first].sentence
    for other in _following(doc, time, 24, most=2):
        if doc.words[other.first].sentence != sentence or other.spec[:1] in (
            ("clock",),
            ("shift",),
        ):
            continue
        beside = _resolved(doc, other, done, published)
        if beside is not None and beside.interval.precision is Precision.DAY:
            return beside
    anchor = _told_before(doc, time, done, "day")
    paragraph = doc.sentences[doc.words[time.first].sentence].paragraph
    if anchor is not None and anchor.interval is not None:
        same = doc.sentences[doc.words[anchor.first].sentence].paragraph == paragraph
        if same:
            rules = anchor.basis.rules if anchor.basis else ()
            rule = "unit day 0"
            return _Found(
                anchor.interval, (*rules, rule) if rules else (), rule_in_words(rule), anchor
            )
    return _from_publication(published, "unit day 0")


def _without_year(
    doc: Doc, time: TimeExpression, done: list[TimeExpression], published: DateInterval | None
) -> _Found | None:
    if told := _year_beside(doc, time):
        return told
    name, which = str(time.spec[0]), str(time.spec[-1])
    if name == "days":
        return _days(doc, time, published)
    rule = " ".join(str(part) for part in time.spec[:-1])
    if which.startswith(("week:", "year:")):
        return _from_publication(published, f"{rule} {which.partition(':')[2]}")
    if name in ("month", "season") and which == "that":
        return _in_that_year(doc, time, done)
    if which.startswith("told:"):
        when = ">" if which == "told:next" else "<"
        anchor = _told_before(doc, time, done, _TOLD_FINE.get(name, "day"))
        if anchor is not None:
            return _counted_from(anchor, f"{rule} {when}")
        return _from_publication(published, f"{rule} {when}")
    if which == "last":
        return _from_publication(published, f"{rule} <")
    if which == "next":
        return _from_publication(published, f"{rule} >")
    if name == "monthday" and _is_attack(doc, time):
        return _Found(parse_edtf("2001-09-11"), rule="known by its name")
    if name in ("dayfrom", "easter"):
        name = "monthday"
    if name == "season" and which == "this" and int(time.spec[1]) < 33:
        return _from_publication(published, f"{rule} 0")
    return _from_publication(published, f"{rule} {_when(doc, time, name, rule, published)}")


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
        return "<"  # what a quarter brought is told when it is over
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
    return before in ("by", "until", "till", "upcoming", "due")


def _is_limit(doc: Doc, time: TimeExpression) -> bool:
    """Whether something goes on up to it: "the bank has until Monday"."""
    return time.first > 0 and doc.words[time.first - 1].text.lower() in ("until", "till")


def _is_soon(doc: Doc, time: TimeExpression) -> bool:
    """Whether it is told how soon: "as early as Tuesday"."""
    before = [word.text.lower() for word in doc.words[max(0, time.first - 3) : time.first]]
    return before in (["as", "early", "as"], ["as", "soon", "as"])


def _is_granted(doc: Doc, time: TimeExpression) -> bool:
    """Whether somebody is given time: "the court gave them until Monday"."""
    start = doc.sentences[doc.words[time.first].sentence].first
    before = doc.words[max(start, time.first - 6) : time.first]
    return any(word.lemma.lower() in _GRANTS and word.pos in ("VERB", "AUX") for word in before)


def _is_report(doc: Doc, time: TimeExpression) -> bool:
    """Whether a month is that of figures: "it will release its October report"."""
    word = doc.words[time.last - 1]
    return (
        word.relation in ("compound", "nmod:poss")
        and word.head >= time.last
        and doc.words[word.head].lemma.lower() in _FIGURES
    )


def _days(doc: Doc, time: TimeExpression, published: DateInterval | None) -> _Found | None:
    month, day, month2, day2 = time.spec[1:]
    rule = f"monthday {month} {day}"
    when = _when(doc, time, "monthday", rule, published)
    if when == ">" and time.value.startswith("XXXX-H"):
        when = "<="  # "the first half" by itself is over
    if when == ">=" and published is not None and published.earliest is not None:
        begun = derive([f"days {month} {day} {month2} {day2} <="], published)
        if begun is not None and (begun.latest or 0) >= published.earliest:
            when = "<="  # it has begun: "the fair is to run from Jan. 23 to March 9"
    start = _from_publication(published, f"{rule} {when}")
    if start is None:
        return None
    end = derive([f"monthday {month2} {day2} >"], start.interval)
    if end is None or end.earliest is None or start.interval.earliest is None:
        return None
    interval = between(start.interval.earliest, end.earliest)
    days = f"days {month} {day} {month2} {day2} {start.rules[0].rpartition(' ')[2]}"
    return _Found(interval, (days,), rule_in_words(days))


def _following(
    doc: Doc, time: TimeExpression, reach: int, *, most: int = 1
) -> tuple[TimeExpression, ...]:
    """The next expressions, ``most`` at most, that begin within so many characters."""
    place = bisect_right(doc.times, time.start, key=lambda one: one.start)
    return tuple(
        other
        for other in doc.times[place : place + most]
        if time.end < other.start <= time.end + reach
    )


def _year_beside(doc: Doc, time: TimeExpression) -> _Found | None:
    """The year of a full date in the same list: "on May 3 and June 4, 2012"."""
    name = time.spec[0]
    if name not in ("month", "monthday") or time.spec[-1]:
        return None
    for other in _following(doc, time, 12):
        between_words = doc.text[time.end : other.start].strip().lower()
        if between_words not in ("and", "to", "-", "–", "or", "until", "through", ","):
            continue
        if (
            other.spec[:1] == ("date",)
            and str(other.spec[1])[:4].isdigit()
            and "-" in str(other.spec[1])
        ):
            year = str(other.spec[1])[:4]
            text = "-".join([year, *(f"{int(part):02d}" for part in time.spec[1:-1])])
            try:
                return _Found(parse_edtf(text), rule="the year told beside it")
            except KnownError:
                return None
    return None


def _in_that_year(doc: Doc, time: TimeExpression, done: list[TimeExpression]) -> _Found | None:
    anchor = _told_before(doc, time, done, "year")
    if anchor is None or anchor.interval is None or anchor.interval.earliest is None:
        return None
    rule = f"{time.spec[0]} {time.spec[1]} 0"
    interval = derive([rule], anchor.interval)
    rules = anchor.basis.rules if anchor.basis else ()
    if interval is None:
        return None
    return _Found(interval, (*rules, rule) if rules else (), rule_in_words(rule), anchor)


def _is_attack(doc: Doc, time: TimeExpression) -> bool:
    """Whether "September 11" names the attacks of 2001."""
    if time.spec[1:3] != (9, 11) or time.last >= len(doc.words):
        return False
    following = {word.lemma.lower() for word in doc.words[time.last : time.last + 2]}
    return bool(following & {"attack", "terrorist", "terror", "hijacker", "bombing"})


def _opened(doc: Doc, times: list[TimeExpression]) -> tuple[TimeExpression, ...]:
    """Intervals as the preposition before them says: since, until, from … to, between … and."""
    ends = [time.end for time in times]
    opened = list(times)
    for index, time in enumerate(times):
        interval = time.interval
        if interval is None or time.first == 0 or time.type in (TimeType.DURATION, TimeType.SET):
            continue
        word = doc.words[time.first - 1].text.lower()
        if word == "since" and interval.earliest is not None:
            opened[index] = _since(doc, time, interval)
        elif word in ("until", "till") and interval.precision is not Precision.DAY:
            if interval.latest is not None:
                opened[index] = _with(time, between(None, interval.latest), "until")
        elif word in ("from", "between") and index + 1 < len(times):
            partner = times[index + 1]
            gap = doc.text[ends[index] : partner.start].strip().lower()
            if gap in ("to", "until", "and", "through", "till", "-", "–") and partner.interval:
                _pair(opened, index, interval, partner.interval)
    return tuple(opened)


def _pair(
    opened: list[TimeExpression], index: int, first: DateInterval, second: DateInterval
) -> None:
    if first == second or (first.earliest or 0) > (second.latest or 0):
        return  # "from 9 a.m. to 5 p.m." is one day
    whole = hull(first, second)
    text = f"{first.edtf}/{second.edtf}"
    if "/" not in first.edtf + second.edtf:
        whole = parse_edtf(text)
    for place in (index, index + 1):
        opened[place] = _with(opened[place], whole, None)


def _since(doc: Doc, time: TimeExpression, interval: DateInterval) -> TimeExpression:
    """Open to the end; "the first … since 1994" dates nothing."""
    sentence = doc.sentences[doc.words[time.first].sentence]
    before = doc.words[max(sentence.first, time.first - 8) : time.first]
    if any(w.tag == "JJS" or w.text.lower() in _FIRST_SINCE for w in before):
        return replace(time, interval=None, basis=None)
    if "/" in interval.edtf:
        return _with(time, between(interval.earliest, None), "from")
    return _with(time, parse_edtf(f"{interval.edtf}/.."), "from")


def _with(time: TimeExpression, interval: DateInterval, rule: str | None) -> TimeExpression:
    """The expression with another interval; rules that no longer lead to it are dropped."""
    if time.basis is None:
        return time
    rules = (*time.basis.rules, rule) if time.basis.rules and rule else ()
    return replace(time, interval=interval, basis=replace(time.basis, result=interval, rules=rules))
