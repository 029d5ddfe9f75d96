"""What the words of calendar dates mean: days, months, years, centuries, holidays, weekdays."""

import re
from functools import lru_cache

from models.dates.days import days_in_month
from models.dates.derivation import derive
from models.dates.edtf import parse_edtf
from models.reading.doc import TimeType
from models.reading.lexicon.classes import word_class
from models.reading.lexicon.tables import rows
from models.reading.time.meaning import Match, Reading, Spec, dated, timed
from models.reading.time.words import (
    LEAP_YEAR,
    NUMBERS,
    ORDINALS,
    UNKNOWN,
    WEEKDAY_NUMBERS,
    clock_value,
    day_in,
    is_real,
    month_in,
    number_in,
    which_in,
)

_GIVEN = word_class("det.time.given")
_TOLD = word_class("det.time.told")

_DAY_NUMBERS = re.compile(r"\d+")
_TURN = 30  # "'29" is 2029, "'30" is 1930


def full_date(m: Match) -> Reading | None:
    """ "3 May 2012", "Thursday, May 3, 2012 at 2 p.m."; of 31 April, only the month."""
    groups = m.groupdict()
    month, day = m["month"] or groups["month1"], m["day"] or groups["day1"]
    return _whole(m, year_in(m), month_in(month), day_in(day))


def numeric_date(m: Match) -> Reading | None:
    """ "2012-05-03", "3.5.2012", where the day comes first, "2012年5月3日"."""
    return _whole(m, int(m["year"]), int(m["nm"]), int(m["nd"]))


def _whole(m: Match, year: int, month: int, day: int) -> Reading | None:
    if not 1 <= month <= 12:
        return None
    text = f"{year}-{month:02d}"
    if is_real(month, day, year):
        text += f"-{day:02d}"
    return timed(m, dated(text, "date", text))


def slashed_date(m: Match) -> Reading | None:
    """01/25/2025 or 25/01/2025; which number is the month may stay open: 03/04/2025."""
    first, second, year = int(m[1]), int(m[2]), int(m[3])
    if len(m[3]) == 2:
        year += 2000 if year < 50 else 1900
    month, day = (second, first) if first > 12 else (first, second)
    if first <= 12 and second <= 12 and first != second and is_real(month, day, year):
        text = f"{year}-{month:02d}-{day:02d}"
        return timed(m, dated(text, "slashed", year, first, second))
    return _whole(m, year, month, day)


def month_day(m: Match) -> Reading | None:
    """ "May 3", "Thursday, 3 May": its year is found later."""
    month, day = month_in(m["month"]), day_in(m["day"])
    which = which_in(m.groupdict().get("which"))
    if not is_real(month, day):
        return dated(f"XXXX-{month:02d}", "month", month, which)
    reading = dated(f"XXXX-{month:02d}-{day:02d}", "monthday", month, day, which)
    return timed(m, reading)


def month_day_of(m: Match) -> Reading | None:
    """ "July 1 this year"."""
    month, day = month_in(m["month"]), day_in(m["day"])
    if not is_real(month, day):
        return None
    which = {"last": "year:-1", "next": "year:1"}.get(which_in(m["of"]), "year:0")
    return dated(f"XXXX-{month:02d}-{day:02d}", "monthday", month, day, which)


def day_of_month(m: Match) -> Reading:
    """ "on the 11th", "the 11th of last month"."""
    day, value = day_in(m["day"]), f"XXXX-XX-{day_in(m['day']):02d}"
    which = (m.groupdict().get("which") or "").lower()
    if not which or which in _GIVEN:
        return dated(value, "dom", day)
    return dated(value, "dom", day, {"last": -1, "next": 1}.get(which, 0))


def days_in_a_row(m: Match) -> Reading | None:
    """ "6, 7 and 8 May", one stretch; nothing for days with gaps between them."""
    days = [day_in(m["day"]), *map(int, _DAY_NUMBERS.findall(m["more"])), day_in(m["day2"])]
    if days != list(range(days[0], days[0] + len(days))):
        return None
    return day_range(m)


def day_of_list(m: Match) -> Reading | None:
    """The "6" of "6 and 10 May", or of "6 and 10 May 2012"."""
    return full_date(m) if m["year"] else month_day(m)


def day_range(m: Match) -> Reading | None:
    """ "May 22-23", "from 10 to 15 March 2013"."""
    month, day, day2 = month_in(m["month"]), day_in(m["day"]), day_in(m["day2"])
    month2 = month_in(m["month2"]) if m.groupdict().get("month2") else month
    year = m.groupdict().get("year")
    among = int(year or LEAP_YEAR)
    real = is_real(month, day, among) and is_real(month2, day2, among)
    if not real or (month, day) >= (month2, day2):
        return None
    if year:
        edtf = f"{year}-{month:02d}-{day:02d}/{year}-{month2:02d}-{day2:02d}"
        return dated(edtf, "date", edtf)
    value = f"XXXX-{month:02d}-{day:02d}/XXXX-{month2:02d}-{day2:02d}"
    return dated(value, "days", month, day, month2, day2)


def part_of_weekday(m: Match) -> Reading | None:
    """ "the night of Tuesday", "the early hours of Friday"."""
    return None if m["time"].lower() == "hours" and "early h" not in m[0].lower() else weekday(m)


def week_of(m: Match) -> Reading | None:
    """ "the week of March 9"."""
    day = full_date(m) if m["year"] else month_day(m)
    return None if day is None else dated("XXXX-WXX", "weekof", *day.spec)


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
    text = f"{year_in(m):04d}-{month_in(m['month']):02d}"
    return dated(text, "date", text)


def month_alone(m: Match) -> Reading:
    """ "May", "last May", "May last year"."""
    month, groups = month_in(m["month"]), m.groupdict()
    which = which_in(groups.get("which"))
    if told := groups.get("told"):
        which = "told:next" if told.lower() == "following" else "told:last"
    if of := groups.get("of"):
        which = {"last": "year:-1", "next": "year:1", "this": "year:0"}.get(which_in(of), "that")
    return dated(f"XXXX-{month:02d}", "month", month, which)


def year_alone(m: Match) -> Reading:
    """ "2012", "the end of 2012", "fiscal 2012", "the 2012 fiscal year"."""
    year = str(m["year"] or m.groupdict().get("year2"))
    return dated(year, "date", year)


def short_year(m: Match) -> Reading:
    """ "in '98"."""
    year = str(year_in(m))
    return dated(year, "date", year)


def year_in(m: Match) -> int:
    """The year of a match, of two digits too."""
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
    return dated(f"{start}/{last}", "date", f"{start}/{last}")


def decade(m: Match) -> Reading:
    """ "the 1990s", "the late '80s"; "the 1900s" are a century."""
    digits = m["decade"]
    start = int(digits) if len(digits) == 4 else (1900 if int(digits) >= 20 else 2000) + int(digits)
    if len(digits) == 4 and start % 100 == 0 and start < 2000:
        return dated(f"{start // 100}", "date", f"{start // 100}XX")
    return dated(f"{start // 10}", "date", f"{start // 10}X")


def decade_in_words(m: Match) -> Reading:
    """ "the seventies"."""
    start = 190 + NUMBERS[m["tens"].lower().replace("ies", "y")] // 10
    return dated(f"{start}", "date", f"{start}X")


def century(m: Match) -> Reading | None:
    """ "the 19th century"."""
    words = m["nth"].lower()
    number = int(re.sub(r"\D", "", words)) if words[0].isdigit() else ORDINALS[words]
    if not 1 <= number <= 30:
        return None
    if m["bc"]:
        return dated(f"BC{number - 1:02d}", "ref")
    return dated(f"{number - 1:02d}", "date", f"{number - 1:02d}XX")


def weekday(m: Match) -> Reading:
    """ "Monday", "last Monday", "the following Monday", "Monday last week", "Monday night"."""
    day = WEEKDAY_NUMBERS[m["wd"].lower().rstrip(".")]
    groups = m.groupdict()
    which = which_in(groups.get("which"))
    if groups.get("the") and m["which"].lower() in _TOLD:
        which = f"told:{which}"
    if of := groups.get("of"):
        which = {"last": "week:-1", "next": "week:1"}.get(which_in(of), "week:0")
    return timed(m, dated(f"XXXX-WXX-{day + 1}", "weekday", day, which))


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
    return dated("XXXX-XX-WXX", "monthweek", number, *inner)


def before_christ(m: Match) -> Reading | None:
    """ "323 BC"."""
    year = int(m["bc"])
    if not 1 <= year <= 9999:
        return None
    return dated(f"BC{year:04d}", "date", "0000" if year == 1 else f"-{year - 1:04d}")


def anno_domini(m: Match) -> Reading | None:
    """ "AD 79"."""
    year = int(m["ad"] or m["ad2"])
    return dated(f"{year:04d}", "date", f"{year:04d}") if year else None


def clock(m: Match) -> Reading:
    """ "3 p.m.", "noon": of the day given beside it, else before."""
    return Reading(TimeType.TIME, clock_value(m["clock"]), ("clock", 0))


@lru_cache(maxsize=1)
def holidays() -> dict[str, Spec]:
    """The holidays: name in lower case to the spec of the day, without which one is meant."""
    table: dict[str, Spec] = {}
    for day, name in rows("time/holidays"):
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
            return dated(day.edtf, "date", day.edtf)
    value = UNKNOWN["day"]
    if name == "monthday":
        value = f"XXXX-{int(parts[0]):02d}-{int(parts[1]):02d}"
    return dated(value, name, *parts, which_in(m["which"]))


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
        return None if found is None else dated(found.edtf, "date", found.edtf)
    return dated(f"XXXX-{month:02d}-WXX-{day + 1}", "dayfrom", day, month, start, "")


def clock_past(m: Match) -> Reading | None:
    """ "10 minutes past 11", "half past four", "a quarter to nine"."""
    minutes = 30 if m["half"] else 15 if m["quarter"] else int(number_in(m["min"]))
    back = m["side"].lower() in ("to", "before")
    if not 0 < minutes < 60 or (m["half"] and back):  # minutes in an hour
        return None
    hour = int(number_in(m["hour"]))
    hour, minutes = ((hour - 1) or 12, 60 - minutes) if back else (hour, minutes)
    return Reading(TimeType.TIME, f"T{hour:02d}:{minutes:02d}", ("clock", 0))
