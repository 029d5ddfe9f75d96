"""What a match of a time pattern means: its TIMEX3 type and value, and the spec of its date.

The specs are described in :mod:`models.reading.timex`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from models.dates.days import days_in_month
from models.dates.derivation import derive
from models.dates.edtf import parse_edtf
from models.reading.doc import TimeType
from models.reading.timewords import (
    NUMBERS,
    ORDINALS,
    PARTS_OF_DAY,
    SEASON_CODES,
    SEASONS,
    UNKNOWN,
    WEEKDAY_NUMBERS,
    clock_value,
    day_in,
    is_real,
    month_in,
    number_in,
    period,
    quantity,
    unit_in,
    which_in,
)
from resources import resource

Spec = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a stretch of words means: TIMEX3 type and value, and the spec of its date."""

    type: TimeType
    value: str
    spec: Spec


Match = re.Match[str]
Maker = Callable[[Match], Reading | None]

_PLAY = re.compile(
    r"\b(?:match|goals?|goalless|penalt(?:y|ies)|kick(?:s|ed|-?off)?|scored?|scoring|striker|midfielder|"
    r"half-?time|referee|playoffs?|touchdowns?|rebounds?|inning|possession)\b",
    re.IGNORECASE,
)


_FAR = 20_000  # units: what lies further away has no day of a calendar
_TURN = 30  # "'29" is 2029, "'30" is 1930


def _date(value: str, *spec: str | int) -> Reading:
    return Reading(TimeType.DATE, value, spec)


def _timed(m: Match, reading: Reading) -> Reading:
    """The reading with the time of day that the words add ("Friday morning"; "late Friday" is a day)."""
    groups = m.groupdict()
    suffix = ""
    if part := groups.get("time"):
        suffix = PARTS_OF_DAY[part.lower()]
    elif clock := groups.get("clock") or groups.get("lead"):
        suffix = clock_value(clock)
    if not suffix:
        return reading
    return Reading(TimeType.TIME, reading.value + suffix, reading.spec)


def full_date(m: Match) -> Reading | None:
    """ "3 May 2012", "Thursday, May 3, 2012 at 2 p.m."; nothing for 31 April."""
    month, day, year = month_in(m["month"]), day_in(m["day"]), int(m["year"])
    if not is_real(month, day, year):
        return None
    text = f"{year}-{month:02d}-{day:02d}"
    return _timed(m, _date(text, "date", text))


def numeric_date(m: Match) -> Reading | None:
    """ "2012-05-03"."""
    year, month, day = int(m["year"]), int(m["nm"]), int(m["nd"])
    if not is_real(month, day, year):
        return None
    text = f"{year}-{month:02d}-{day:02d}"
    return _timed(m, _date(text, "date", text))


def slashed_date(m: Match) -> Reading | None:
    """01/25/2025 or 25/01/2025; which number is the month may stay open: 03/04/2025."""
    first, second, year = int(m[1]), int(m[2]), int(m[3])
    if len(m[3]) == 2:
        year += 2000 if year < 50 else 1900
    month, day = (second, first) if first > 12 else (first, second)
    if not is_real(month, day, year):
        return None
    text = f"{year}-{month:02d}-{day:02d}"
    if first <= 12 and second <= 12 and first != second:
        return _timed(m, _date(text, "slashed", year, first, second))
    return _timed(m, _date(text, "date", text))


def month_day(m: Match) -> Reading | None:
    """ "May 3", "Thursday, 3 May": its year is found later."""
    month, day = month_in(m["month"]), day_in(m["day"])
    if not is_real(month, day):
        return None
    which = which_in(m.groupdict().get("which"))
    reading = _date(f"XXXX-{month:02d}-{day:02d}", "monthday", month, day, which)
    return _timed(m, reading)


def day_range(m: Match) -> Reading | None:
    """ "May 22-23", "from 10 to 15 March 2013"."""
    month, day, day2 = month_in(m["month"]), day_in(m["day"]), day_in(m["day2"])
    month2 = month_in(m["month2"]) if m.groupdict().get("month2") else month
    if not (is_real(month, day) and is_real(month2, day2)) or (month, day) >= (month2, day2):
        return None
    if year := m.groupdict().get("year"):
        edtf = f"{year}-{month:02d}-{day:02d}/{year}-{month2:02d}-{day2:02d}"
        return _date(edtf, "date", edtf)
    value = f"XXXX-{month:02d}-{day:02d}/XXXX-{month2:02d}-{day2:02d}"
    return _date(value, "days", month, day, month2, day2)


def part_of_weekday(m: Match) -> Reading | None:
    """ "the night of Tuesday", "the early hours of Friday"."""
    return None if m["time"].lower() == "hours" and "early h" not in m[0].lower() else weekday(m)


def week_of(m: Match) -> Reading | None:
    """ "the week of March 9"."""
    day = full_date(m) if m["year"] else month_day(m)
    return None if day is None else _date("XXXX-WXX", "weekof", *day.spec)


def part_of_day(m: Match) -> Reading | None:
    """ "the night of March 3, 2012"; without its year too."""
    if m["time"].lower() == "hours" and "early hours" not in m[0].lower():
        return None
    return full_date(m) if m["year"] else month_day(m)


def month_day_alone(m: Match) -> Reading | None:
    """A day of a month, unless the number belongs to something else ("May 5 percent")."""
    after = m.string[m.end() : m.end() + 9].lower()
    if after.startswith((" percent", " per cent", "-year", " years", " people")):
        return None
    return month_day(m)


def month_year(m: Match) -> Reading:
    """ "May 2012", "early May 2012", "May of '72"."""
    text = f"{_year_in(m):04d}-{month_in(m['month']):02d}"
    return _date(text, "date", text)


def month_alone(m: Match) -> Reading:
    """ "May", "last May", "May last year"."""
    month, groups = month_in(m["month"]), m.groupdict()
    which = which_in(groups.get("which"))
    if of := groups.get("of"):
        which = {"last": "year:-1", "next": "year:1", "this": "year:0"}.get(which_in(of), "that")
    return _date(f"XXXX-{month:02d}", "month", month, which)


def year_alone(m: Match) -> Reading:
    """ "2012", "the end of 2012", "fiscal 2012", "the 2012 fiscal year"."""
    year = str(m["year"] or m.groupdict().get("year2"))
    return _date(year, "date", year)


def short_year(m: Match) -> Reading:
    """ "in '98"."""
    year = str(_year_in(m))
    return _date(year, "date", year)


def _year_in(m: Match) -> int:
    groups = m.groupdict()
    if year := groups.get("year"):
        return int(year)
    short = int(groups["short"] or 0)
    return short + (2000 if short < _TURN else 1900)


def years(m: Match) -> Reading | None:
    """ "1997-98", "2010/11": both years; nothing where the second is not after the first."""
    start, end = int(m["year"]), m["end"]
    last = int(m["year"][: 4 - len(end)] + end)
    far = start + 1 if "/" in m[0] else start + 100  # "2005/10" is a month as likely as not
    if not start < last <= far:
        return None
    return _date(f"{start}/{last}", "date", f"{start}/{last}")


def decade(m: Match) -> Reading:
    """ "the 1990s", "the late '80s"; "the 1900s" are a century."""
    digits = m["decade"]
    start = int(digits) if len(digits) == 4 else (1900 if int(digits) >= 20 else 2000) + int(digits)
    if len(digits) == 4 and start % 100 == 0 and start < 2000:
        return _date(f"{start // 100}", "date", f"{start // 100}XX")
    return _date(f"{start // 10}", "date", f"{start // 10}X")


def decade_in_words(m: Match) -> Reading:
    """ "the seventies"."""
    start = 190 + NUMBERS[m["tens"].lower().replace("ies", "y")] // 10
    return _date(f"{start}", "date", f"{start}X")


def century(m: Match) -> Reading | None:
    """ "the 19th century"."""
    words = m["nth"].lower()
    number = int(re.sub(r"\D", "", words)) if words[0].isdigit() else ORDINALS[words]
    if not 1 <= number <= 30:
        return None
    if m["bc"]:
        return _date(f"BC{number - 1:02d}", "ref")
    return _date(f"{number - 1:02d}", "date", f"{number - 1:02d}XX")


def weekday(m: Match) -> Reading:
    """ "Monday", "last Monday", "the following Monday", "Monday last week", "Monday night"."""
    day = WEEKDAY_NUMBERS[m["wd"].lower().rstrip(".")]
    groups = m.groupdict()
    which = which_in(groups.get("which"))
    if groups.get("the") and m["which"].lower() in ("previous", "following", "next"):
        which = f"told:{which}"
    if of := groups.get("of"):
        which = {"last": "week:-1", "next": "week:1"}.get(which_in(of), "week:0")
    return _timed(m, _date(f"XXXX-WXX-{day + 1}", "weekday", day, which))


def day_word(m: Match) -> Reading:
    """ "today", "tomorrow night", "the day before yesterday", "last night"."""
    low = m[0].lower()
    offset = -1 if "yesterday" in low or "last" in low else 1 if "tomorrow" in low else 0
    if "day before yesterday" in low:
        offset = -2
    if "day after tomorrow" in low:
        offset = 2
    part = next((part for part in PARTS_OF_DAY if part in low), None)
    suffix = PARTS_OF_DAY[part] if part else ""
    if lead := m.groupdict().get("lead"):
        bare = lead.strip().isdigit()  # "7 this evening"
        suffix = clock_value(f"{lead} {part}" if bare and part else lead)
    value = UNKNOWN["day"] + suffix
    return Reading(TimeType.TIME if suffix else TimeType.DATE, value, ("unit", "day", offset))


def weekdays_ago(m: Match) -> Reading | None:
    """ "two Fridays ago"."""
    number, day = int(number_in(m["count"])), WEEKDAY_NUMBERS[m["wd"].lower()]
    return _date(
        f"XXXX-WXX-{day + 1}", "chain", f"weekday {day} <", f"same day {-7 * (number - 1)}"
    )


def ago_from_day(m: Match) -> Reading | None:
    """ "eight years ago today", "a week ago Monday", "twenty years ago this week"."""
    return _from_day(m, -1)


def after_day(m: Match) -> Reading | None:
    """ "a week from Thursday", "two weeks from tomorrow"."""
    return _from_day(m, 1)


def _from_day(m: Match, sign: int) -> Reading | None:
    number, unit = quantity(number_in(m["count"]), unit_in(m["unit"]))
    if not number or unit not in ("day", "week", "month", "year"):
        return None
    if unit == "week":
        number, unit = 7 * number, "day"
    move = f"same {unit} {sign * number}"
    if name := m["wd"]:
        day = WEEKDAY_NUMBERS[name.lower().rstrip(".")]
        return _date(UNKNOWN["day"], "chain", f"weekday {day} {'<=' if sign < 0 else '>='}", move)
    inner = m["inner"].lower()
    if inner.startswith("this "):
        within = unit_in(inner[5:])
        return _date(UNKNOWN[within], "chain", move, f"unit {within} 0")
    offset = {"yesterday": -1, "today": 0, "tomorrow": 1}[inner]
    return _date(UNKNOWN["day"], "chain", f"unit day {offset}", move)


def relative_unit(m: Match) -> Reading:
    """ "last week", "next year", "that month"."""
    unit = unit_in(m["unit"])
    offset = {"last": -1, "next": 1}.get(which_in(m["which"]), 0)
    if which_in(m["which"]) == "that":
        return _date(UNKNOWN[unit], "shift", unit, 0)
    return _date(UNKNOWN[unit], "unit", unit, offset)


def told_unit(m: Match) -> Reading:
    """ "the following week", "the previous year", "the coming month"."""
    low, unit = m["which"].lower(), unit_in(m["unit"])
    if low == "the coming":
        return _date(UNKNOWN[unit], "unit", unit, 1)
    if low == "the same":
        return _date(UNKNOWN[unit], "shift", unit, 0)
    if low.startswith("the "):
        return _date(UNKNOWN[unit], "shift", unit, 1 if low.endswith("following") else -1)
    return relative_unit(m)


def next_unit(m: Match) -> Reading:
    """ "over the next year", all of it from now; "the next century", "the next week"."""
    unit = unit_in(m["unit"])
    if unit == "century":
        return _date(UNKNOWN[unit], "unit", unit, 1)
    if re.search(r"(?i)\b(?:over|in|during|within|for|throughout) $", m.string[: m.start()]):
        return Reading(TimeType.DURATION, period(1, unit), ("span", unit, -1))
    return _date(UNKNOWN[unit], "shift", unit, 1)


def latest_unit(m: Match) -> Reading:
    """ "the latest week", "the latest fiscal year": that which is over."""
    unit = unit_in(m["unit"])
    return _date(UNKNOWN[unit], "unit", unit, -1)


def fiscal_year(_match: Match) -> Reading:
    """ "the fiscal year"."""
    return _date(UNKNOWN["year"], "unit", "year", 0)


def weekend(_match: Match) -> Reading:
    """ "the weekend"."""
    return _date(UNKNOWN["weekend"], "unit", "weekend", 0)


def current_unit(m: Match) -> Reading:
    """ "the current week"."""
    unit = unit_in(m["unit"])
    return _date(UNKNOWN[unit], "unit", unit, 0)


def ago(m: Match) -> Reading:
    """ "three days ago", "some years ago"."""
    number, unit = quantity(number_in(m["count"]), unit_in(m["unit"]))
    if unit in ("second", "minute", "hour"):
        spec: Spec = ("unit", "day", 0) if number < 12 else ("ref",)
        return Reading(TimeType.TIME, "PAST_REF", spec)
    if not number or number > _FAR:
        return _date("PAST_REF", "ref")
    unit = "day" if unit == "night" else unit
    return _date(UNKNOWN[unit], "unit", unit, -number)


def and_half_ago(m: Match) -> Reading:
    """ "two and a half years ago"."""
    unit = unit_in(m["unit"])
    months = int((number_in(m["count"]) + 0.5) * (12 if unit == "year" else 1))
    return _date(UNKNOWN[unit], "chain", f"same month {-months}", f"unit {unit} 0")


def ago_vague(_match: Match) -> Reading:
    """ "long ago", "years ago"."""
    return _date("PAST_REF", "ref")


def from_now(m: Match) -> Reading:
    """ "two years from now", "in two years' time"."""
    number, unit = quantity(number_in(m["count"]), unit_in(m["unit"]))
    if not number or number > _FAR or unit in ("second", "minute", "hour"):
        return _date("FUTURE_REF", "ref")
    return _date(UNKNOWN[unit], "unit", unit, number)


def shifted(m: Match) -> Reading:
    """ "five days later", "a week earlier", counted from the date told before."""
    number, unit = quantity(number_in(m["count"]), unit_in(m["unit"]))
    back = m["side"].lower() in ("earlier", "before", "previously", "prior")
    if unit in ("second", "minute", "hour"):
        return Reading(TimeType.TIME, "XXXX-XX-XX", ("shift", "day", 0))
    if not number or number > _FAR:
        return _date("PAST_REF" if back else "FUTURE_REF", "ref")
    unit = "day" if unit == "night" else unit
    return _date(UNKNOWN[unit], "shift", unit, -number if back else number)


def next_told(m: Match) -> Reading:
    """ "the next day", "that evening", "the year before"."""
    low, unit = m[0].lower(), unit_in(m["unit"])
    if "same" in low or "that" in low.split():
        offset = 0
    else:
        offset = -1 if re.search(r"\b(?:previous|before|prior)\b", low) else 1
    part = PARTS_OF_DAY.get(unit, "")
    unit = "day" if part else unit
    kind = TimeType.TIME if part else TimeType.DATE
    return Reading(kind, UNKNOWN[unit] + part, ("shift", unit, offset))


def later_in_day(_match: Match) -> Reading:
    """ "later that day"."""
    return _date(UNKNOWN["day"], "shift", "day", 0)


def duration(m: Match) -> Reading:
    """ "two weeks", "half an hour", "three to four months"."""
    number, unit = number_in(m["count"]), unit_in(m["unit"])
    whole, calendar = quantity(number, unit)
    value = period(whole, calendar) if number == 0.5 else period(number, unit)
    return Reading(TimeType.DURATION, value, ("duration", calendar, whole))


def and_half(m: Match) -> Reading:
    """ "a year and a half", "two-and-a-half-year"."""
    number, unit = number_in(m["count"]) + 0.5, unit_in(m["unit"])
    return Reading(TimeType.DURATION, period(number, unit), ("duration", unit, int(number)))


def seasons(m: Match) -> Reading:
    """ "the past three summers", "two winters"."""
    number = number_in(m["count"])
    return Reading(TimeType.DURATION, period(number, unit_in(m["unit"])), ("duration", "season", 0))


def unit_long(m: Match) -> Reading:
    """ "month-long", "yearlong"."""
    unit = unit_in(m["unit"])
    return Reading(TimeType.DURATION, period(1, unit), ("duration", unit, 1))


def bare_duration(m: Match) -> Reading:
    """ "for years"."""
    unit = unit_in(m["unit"])
    return Reading(TimeType.DURATION, period(0, unit), ("duration", unit, 0))


def span(m: Match) -> Reading:
    """ "the past three years", "the next few weeks"."""
    count = m.groupdict().get("count")
    number = number_in(count) if count else 0
    whole, unit = quantity(number, unit_in(m["unit"]))
    ahead = which_in(m["which"]) == "next"
    value = period(number, unit_in(m["unit"]))
    spec: Spec = ("span", unit, -whole if ahead else whole) if whole else ("ref",)
    return Reading(TimeType.DURATION, value, spec)


def recent(m: Match) -> Reading:
    """ "recent months", "the coming weeks"."""
    return _date("FUTURE_REF" if re.search(r"(?i)coming|next", m[0]) else "PAST_REF", "ref")


def age(m: Match) -> Reading:
    """ "58-year-old"."""
    number = number_in(m["count"])
    return Reading(TimeType.DURATION, period(number, unit_in(m["unit"])), ("duration", "age", 0))


def season(m: Match) -> Reading:
    """ "the summer of 1988", "last winter"."""
    code, groups = SEASONS[m["season"].lower()], m.groupdict()
    name = SEASON_CODES[code]
    if groups.get("year") or groups.get("short"):
        year = _year_in(m)
        return _date(f"{year}-{name}", "date", f"{year}-{code}")
    which = (groups.get("which") or "").lower()
    if which in ("the following", "the previous"):
        told = "told:next" if which == "the following" else "told:last"
        return _date(f"XXXX-{name}", "season", code, told)
    return _date(f"XXXX-{name}", "season", code, which_in(which))


def bare_season(m: Match) -> Reading:
    """ "in the fall", "in autumn"."""
    code = SEASONS[(m["season"] or m["season2"] or m["season3"]).lower()]
    return _date(f"XXXX-{SEASON_CODES[code]}", "season", code, "")


def quarter(m: Match) -> Reading:
    """ "the third quarter of 2016", "Q4", "the first quarter of next year"."""
    words = m["nth"].lower()
    number = int(words[-1]) if words[-1].isdigit() else ORDINALS.get(words, 4)
    code, groups = 32 + number, m.groupdict()
    if year := groups.get("year"):
        return _date(f"{year}-Q{number}", "date", f"{year}-{code}")
    of = groups.get("of")
    which = {"last": "year:-1", "next": "year:1", "this": "year:0"}.get(which_in(of), "")
    return _date(f"XXXX-Q{number}", "season", code, which)


def quarter_of_months(m: Match) -> Reading:
    """ "the October-December quarter"."""
    number = 1 + "JAJO".index(m["ends"][0]) if m["ends"][:2] != "Ju" else 3
    if year := m["year"]:
        return _date(f"{year}-Q{number}", "date", f"{year}-{32 + number}")
    return _date(f"XXXX-Q{number}", "season", 32 + number, "")


def year_quarter(m: Match) -> Reading:
    """ "the 1988 third quarter", "the 1988 period"."""
    return quarter(m) if m["nth"] else year_alone(m)


def month_week(m: Match) -> Reading:
    """ "the third week of April", "the last week of this month"."""
    words = m["nth"].lower()
    number = -1 if words in ("last", "final") else ORDINALS[words]
    if month := m["month"]:
        inner: Spec = ("month", month_in(month), "")
        if m["year"]:
            inner = ("date", f"{m['year']}-{month_in(month):02d}")
    else:
        inner = ("unit", "month", {"last": -1, "next": 1}.get(which_in(m["which"]), 0))
    return _date("XXXX-XX-WXX", "monthweek", number, *inner)


def whole_span(m: Match) -> Reading:
    """ "the past year": all of it up to now."""
    unit = unit_in(m["unit"])
    return Reading(TimeType.DURATION, period(1, unit), ("span", unit, 1))


def span_and_half(m: Match) -> Reading:
    """ "the past week and a half"."""
    unit = unit_in(m["unit"])
    return Reading(TimeType.DURATION, period(1.5, unit), ("span", unit, 1))


def quarter_century(m: Match) -> Reading:
    """ "a quarter century", "nearly a quarter of a century ago"."""
    if m["ago"]:
        return _date(UNKNOWN["year"], "unit", "year", -25)
    return Reading(TimeType.DURATION, period(25, "year"), ("duration", "year", 25))


def end_of_unit(m: Match) -> Reading:
    """ "the end of the year", "year-end", "later in the week"."""
    unit = unit_in(m["unit"])
    return _date(UNKNOWN[unit], "unit", unit, 0)


def year_before(m: Match) -> Reading:
    """ "the year-earlier period", "a year earlier"."""
    alone = re.search(r"(?i)earlier$", m[0])
    return _date(UNKNOWN["year"], "shift" if alone else "unit", "year", -1)


def year_ago_quarter(m: Match) -> Reading:
    """Results are of the quarter that is over; a year before it. A period may be a year."""
    if m[0].lower().endswith("period"):
        return _date(UNKNOWN["year"], "yearago", "year", -1)
    return _date(UNKNOWN["quarter"], "yearago", "quarter", -5)


def this_unit(m: Match) -> Reading:
    """ "for the year"; a quarter is told of when it is over."""
    unit = unit_in(m["unit"])
    return _date(UNKNOWN[unit], "unit", unit, -1 if unit == "quarter" else 0)


def half(m: Match) -> Reading | None:
    """ "the first half of 2012"; nothing for the half of a match."""
    first = m["half"].lower() == "first"
    name, ends = ("H1", (1, 1, 6, 30)) if first else ("H2", (7, 1, 12, 31))
    if year := m.groupdict().get("year"):
        return _date(f"{year}-{name}", "date", f"{year}-{ends[0]:02d}/{year}-{ends[2]:02d}")
    if _PLAY.search(m.string):
        return None  # of a match
    return _date(f"XXXX-{name}", "days", *ends)


def half_of_year(m: Match) -> Reading:
    """ "the second half of last year"."""
    first = m["half"].lower() == "first"
    name, ends = ("H1", "1 1 6 30") if first else ("H2", "7 1 12 31")
    year = {"last": -1, "next": 1}.get(which_in(m["which"]), 0)
    return _date(f"XXXX-{name}", "chain", f"unit year {year}", f"days {ends} 0")


def overnight(_match: Match) -> Reading:
    """ "overnight": the night before."""
    return Reading(TimeType.TIME, UNKNOWN["day"] + "TNI", ("unit", "day", -1))


def last_quarter(_match: Match) -> Reading:
    """ "the latest quarter"."""
    return _date(UNKNOWN["quarter"], "unit", "quarter", -1)


def before_christ(m: Match) -> Reading | None:
    """ "323 BC"."""
    year = int(m["bc"])
    if not 1 <= year <= 9999:
        return None
    return _date(f"BC{year:04d}", "date", "0000" if year == 1 else f"-{year - 1:04d}")


def anno_domini(m: Match) -> Reading | None:
    """ "AD 79"."""
    year = int(m["ad"] or m["ad2"])
    return _date(f"{year:04d}", "date", f"{year:04d}") if year else None


def repeated(m: Match) -> Reading:
    """ "every Friday", "twice a year", "each spring"."""
    groups = m.groupdict()
    if weekday := groups.get("wd"):
        number = WEEKDAY_NUMBERS[weekday.lower().rstrip(".")] + 1
        tod = groups.get("tod") or groups.get("time")
        suffix = PARTS_OF_DAY[tod.lower()] if tod else ""
        return Reading(TimeType.SET, f"XXXX-WXX-{number}{suffix}", ("set",))
    if month := groups.get("month"):
        return Reading(TimeType.SET, f"XXXX-{month_in(month):02d}", ("set",))
    if part := groups.get("time"):
        return Reading(TimeType.SET, "XXXX-XX-XX" + PARTS_OF_DAY[part.lower()], ("set",))
    if season := groups.get("season"):
        return Reading(TimeType.SET, f"XXXX-{SEASON_CODES[SEASONS[season.lower()]]}", ("set",))
    count = (groups.get("count") or "").lower()
    ordinals = {"other": 2, **ORDINALS}
    number_of = ordinals.get(count, number_in(count)) if count else 1.0
    return Reading(TimeType.SET, period(number_of, unit_in(m["unit"])), ("set",))


def repeated_share(m: Match) -> Reading:
    """ "three days a week": repeated every week."""
    return Reading(TimeType.SET, period(1, unit_in(m["unit"])), ("set",))


_ADVERBS = {
    "hourly": "PT1H", "daily": "P1D", "nightly": "P1D", "weekly": "P1W", "monthly": "P1M",
    "quarterly": "P1Q", "yearly": "P1Y", "annually": "P1Y", "annual": "P1Y", "biweekly": "P2W",
    "fortnightly": "P2W", "semiannually": "P6M", "semiannual": "P6M", "twice-daily": "P1D",
    "twice-weekly": "P1W", "twice-yearly": "P1Y",
}  # fmt: skip


def adverb(m: Match) -> Reading:
    """ "weekly", "annual"."""
    return Reading(TimeType.SET, _ADVERBS[m[0].lower()], ("set",))


def clock(m: Match) -> Reading:
    """ "3 p.m.", "noon": of the day told beside it, else before."""
    return Reading(TimeType.TIME, clock_value(m["clock"]), ("clock", 0))


def reference(value: str) -> Maker:
    """A maker of what means only the past, the present or the future."""
    return lambda _match: _date(value, "ref")


@lru_cache(maxsize=1)
def holidays() -> dict[str, Spec]:
    """The holidays: name in lower case to the spec of the day, without which one is meant."""
    table: dict[str, Spec] = {}
    for line in resource("lexicons", "holidays.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            day, name = line.split("\t")
            table[name] = table[name.replace("'", "’")] = _holiday_spec(day)
    return table


def _holiday_spec(day: str) -> Spec:
    if day.startswith("easter"):
        return "easter", int(day.removeprefix("easter"))
    month, of_month = int(day[:2]), int(day[3:5])
    if weekday := day[6:]:
        return "dayfrom", WEEKDAY_NUMBERS[weekday.lower()], month, of_month
    return "monthday", month, of_month


def holiday(m: Match) -> Reading:
    """ "Christmas", "last May Day", "Thanksgiving", "Easter Monday 2012"."""
    name, *parts = holidays()[m["holiday"].lower()]
    if year := m["year"]:
        rule = " ".join(str(part) for part in (name, *parts, "0"))
        day = derive([rule], parse_edtf(year + "-01-01"))
        if day is not None:
            return _date(day.edtf, "date", day.edtf)
    value = UNKNOWN["day"]
    if name == "monthday":
        value = f"XXXX-{int(parts[0]):02d}-{int(parts[1]):02d}"
    return _date(value, name, *parts, which_in(m["which"]))


def month_weekday(m: Match) -> Reading | None:
    """ "the third Tuesday in May", "the last Friday of June 2012"."""
    nth, month = m["nth"].lower(), month_in(m["month"])
    day = WEEKDAY_NUMBERS[m["wd"].lower().rstrip(".")]
    year = int(m["year"] or 2001)
    last = nth in ("last", "final")
    start = days_in_month(year, month) - 6 if last else 7 * ORDINALS[nth] - 6
    if start > days_in_month(year, month):
        return None
    if m["year"]:
        found = derive([f"dayfrom {day} {month} {start} 0"], parse_edtf(f"{year}-01-01"))
        return None if found is None else _date(found.edtf, "date", found.edtf)
    return _date(f"XXXX-{month:02d}-WXX-{day + 1}", "dayfrom", day, month, start, "")


def known_date(edtf: str) -> Maker:
    """A maker of a date that is known by its name."""
    return lambda _match: _date(edtf, "date", edtf)
