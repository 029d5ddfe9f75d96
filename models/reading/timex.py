"""The grammar of time expressions (TIMEX3, ISO-TimeML 2012): what words mean in time.

Extents follow the TimeML annotation guidelines: prepositions stay out, determiners and words
such as "late", "earlier", "more than" that belong to the expression stay in.

What the words mean is a ``spec``, a tuple with its name first; the stage ``resolve`` turns it
into days. ``which`` is "", "last", "next" or "this".

==================================  ==========================================================
``("date", edtf)``                  a date that stands by itself
``("monthday", m, d, which)``       a day without its year
``("days", m, d, m2, d2)``          from one such day to another
``("month", m, which)``             also ``("month", m, "year:-1")``: of last year;
                                    ``"that"``: of the year told before
``("weekday", w, which)``           Monday is 0; ``"week:-1"``: of last week
``("season", code, which)``         EDTF season or quarter
``("unit", unit, n)``               the n-th calendar unit from publication
``("shift", unit, n)``              n units after (before) the date told before
``("monthweek", n, *inner)``        the n-th week of the month that ``inner`` means
``("weekof", *inner)``              the week that holds the day that ``inner`` means
``("span", unit, n)``               the n units up to publication (negative: after it)
``("duration", unit, n)``           n units, 0 for an unknown number
``("set",)`` ``("ref",)``           repeated, and only past, present or future
``("clock", day)``                  a time of day; ``day`` as in ``("unit", "day", day)``
==================================  ==========================================================
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from models.dates.days import MONTHS, WEEKDAYS, days_in_month
from models.reading.doc import TimeType
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

_MONTH_NUMBERS = {name.lower(): number for number, name in enumerate(MONTHS, 1)}
_MONTH_NUMBERS |= {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}
_MONTH_NUMBERS["sept"] = 9
_WEEKDAY_NUMBERS = {name.lower(): number for number, name in enumerate(WEEKDAYS)}
_WEEKDAY_NUMBERS |= {name[:3].lower(): number for number, name in enumerate(WEEKDAYS)}
_WEEKDAY_NUMBERS |= {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_NUMBERS = {word: number for number, word in enumerate(_SMALL)}
_NUMBERS |= {word: 10 * number for number, word in enumerate(_TENS, 2)}
_NUMBERS |= {"a": 1, "an": 1, "couple": 2, "dozen": 12, "hundred": 100, "thousand": 1000}
_ORDINALS = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
        "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth "
        "twenty-first".split(),
        1,
    )
}
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_SEASON_CODES = {21: "SP", 22: "SU", 23: "FA", 24: "WI", 33: "Q1", 34: "Q2", 35: "Q3", 36: "Q4"}
_LETTERS = {
    "second": "T{}S", "minute": "T{}M", "hour": "T{}H", "day": "{}D", "night": "{}D",
    "week": "{}W", "weekend": "{}WE", "month": "{}M", "quarter": "{}Q", "year": "{}Y",
    "decade": "{}DE", "century": "{}CE",
}  # fmt: skip
_HALVES = {
    "minute": (30, "second"), "hour": (30, "minute"), "day": (12, "hour"), "year": (6, "month"),
    "month": (2, "week"), "decade": (5, "year"), "century": (50, "year"),
}  # fmt: skip
_UNKNOWN = {
    "day": "XXXX-XX-XX", "night": "XXXX-XX-XX", "week": "XXXX-WXX", "weekend": "XXXX-WXX-WE",
    "month": "XXXX-XX", "quarter": "XXXX-QX", "year": "XXXX", "decade": "XXX", "century": "XX",
}  # fmt: skip
_PARTS_OF_DAY = {
    "morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI", "noon": "T12:00",
    "midday": "T12:00", "hours": "TMO", "midnight": "T24:00", "lunchtime": "TMI", "dawn": "TMO", "dusk": "TEV",
}  # fmt: skip

# Pieces of patterns. Months and weekdays need their capital; all else may be of either case.
_MONTH = (
    r"(?-i:January|February|March|April|May|June|July|August|September|October|November|"
    r"December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_WEEKDAY = (
    r"(?-i:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|(?:Mon|Tues|Tue|Wed|Weds|Thurs|Thur|Thu|Fri|Sat|Sun)\b\.?(?=,? (?:[0-3]?\d\b|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)))"
)
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d%]|[,.]\d)"
_YEAR = r"(?:1\d{3}|20\d\d)(?![\d%]|[,.]\d)"
_TENS_PATTERN = "|".join(_TENS)
_NUMBER = (
    rf"(?:\d{{1,4}}(?:,\d{{3}})*(?:\.\d+)?|(?:{_TENS_PATTERN})(?:-(?:{'|'.join(_SMALL[1:10])}))?|"
    rf"{'|'.join(reversed(_SMALL[1:]))}|a (?:hundred|dozen)|dozen)"
)
_VAGUE = (
    r"(?:a few|a couple(?: of)?|several|some(?= \w+s\b)|(?<!as )many|a number of|few|countless)"
)
_COUNT = rf"(?:{_NUMBER}|{_VAGUE}|half an?|an?)"
_UNIT = r"(?:seconds?|minutes?|hours?|days?|nights?|weeks?|weekends?|months?|quarters?|years?|decades?|century|centuries|fortnights?)"
_MANY = r"(?:minutes|hours|days|nights|weeks|months|quarters|years|decades|centuries)"
_CALENDAR = r"(?:week|weekend|month|quarter|year|decade|century)"
_ABOUT = (
    r"(?:(?:(?:much |little |slightly )?(?:more|less|longer|fewer) than|at least|at most|"
    r"no (?:more|less|later) than|nearly|almost|about|around|roughly|approximately|up to|"
    r"close to|just over|just under|well over|as (?:many|much|little) as) )?"
)
_PART = (
    r"(?:(?:early|late|mid|the (?:start|beginning|end|middle) of|earlier|later)(?: in| on|-)?[ -]?)"
)
_TIME = r"(?:morning|afternoon|evening|night|noon|midday|midnight|lunchtime)"
_ZONE = r"(?: ?(?:(?-i:GMT|UTC|EST|EDT|ET|CET|CEST|BST|PST|PDT|CST|CDT|JST|KST|AEST|IST|MSK)(?:[+-]\d{1,2})?|local time|Eastern time))?"
_CLOCK = (
    r"(?:(?:1[0-2]|0?[1-9])(?:[:.][0-5]\d)? ?(?:[ap]\.m\b\.?|[ap]m\b)"
    r"|(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?: ?(?:[ap]\.m\b\.?|[ap]m\b))?(?: in the (?:morning|afternoon|evening)| at night)?|(?-i:[01]\d[0-5]\d(?= ?GMT)))"
)
_DASH = r" ?(?:-|–|—|to|through|until) ?"


def _number(words: str) -> float:
    """A number in digits or words; 0 when the words leave it open."""
    low = words.lower().replace(",", "")
    if low[0].isdigit():
        return float(low)
    if low.startswith("half"):
        return 0.5
    if low in ("a dozen", "a hundred"):
        low = low[2:]
    if low.startswith("a couple"):
        return 2
    tens, _, ones = low.partition("-")
    return _NUMBERS.get(tens, 0) + (_NUMBERS.get(ones, 0) if ones else 0)


def _month(words: str) -> int:
    return _MONTH_NUMBERS[words.lower().rstrip(".")]


def _of_month(words: str) -> int:
    return int(re.sub(r"\D", "", words))


def _unit(words: str) -> str:
    low = words.lower()
    if low == "centuries":
        return "century"
    return low.removesuffix("s")


def _which(words: str | None) -> str:
    low = (words or "").lower().strip()
    if not low:
        return ""
    if low in ("next", "coming", "this coming", "following", "upcoming"):
        return "next"
    if low == "this":
        return "this"
    return "that" if low in ("that", "that same") else "last"


def _real(month: int, day: int, year: int = 2024) -> bool:
    return 1 <= month <= 12 and 1 <= day <= days_in_month(year, month)


def _date(value: str, *spec: str | int) -> Reading:
    return Reading(TimeType.DATE, value, spec)


def _timed(m: Match, reading: Reading) -> Reading:
    """The reading with the time of day that the words add ("late Monday", "Friday morning")."""
    groups = m.groupdict()
    suffix = ""
    if part := groups.get("time"):
        suffix = _PARTS_OF_DAY[part.lower()]
    elif clock := groups.get("clock") or groups.get("lead"):
        suffix = _clock_value(clock)
    elif (early := groups.get("part")) and groups.get("wd"):
        suffix = "TNI" if early.lower().startswith("late") else "TMO"
        if early.lower().startswith(("later", "earlier")):
            suffix = ""
    if not suffix:
        return reading
    return Reading(TimeType.TIME, reading.value + suffix, reading.spec)


def _clock_value(words: str) -> str:
    low = words.lower()
    if low in _PARTS_OF_DAY:
        return _PARTS_OF_DAY[low]
    digits = re.findall(r"\d+", low)
    if len(digits) == 1 and len(digits[0]) == 4:
        digits = [digits[0][:2], digits[0][2:]]
    hour, minute = int(digits[0]), digits[1] if len(digits) > 1 else "00"
    if ("p" in low or "after" in low or "evening" in low) and hour < 12:
        hour += 12
    if re.search(r"\d ?a", low) and hour == 12:
        hour = 0
    return f"T{hour:02d}:{minute}"


def _full_date(m: Match) -> Reading | None:
    month, day, year = _month(m["month"]), _of_month(m["day"]), int(m["year"])
    if not _real(month, day, year):
        return None
    text = f"{year}-{month:02d}-{day:02d}"
    return _timed(m, _date(text, "date", text))


def _numeric_date(m: Match) -> Reading | None:
    year, month, day = int(m["year"]), int(m["nm"]), int(m["nd"])
    if not _real(month, day, year):
        return None
    text = f"{year}-{month:02d}-{day:02d}"
    return _date(text, "date", text)


def _slashed_date(m: Match) -> Reading | None:
    """01/25/2025 or 25/01/2025; nothing where both readings are possible."""
    first, second, year = int(m[1]), int(m[2]), int(m[3])
    if len(m[3]) == 2:
        year += 2000 if year < 50 else 1900
    if first <= 12 and second <= 12 and first != second:
        return None
    month, day = (second, first) if first > 12 else (first, second)
    if not _real(month, day, year):
        return None
    text = f"{year}-{month:02d}-{day:02d}"
    return _date(text, "date", text)


def _month_day(m: Match) -> Reading | None:
    month, day = _month(m["month"]), _of_month(m["day"])
    if not _real(month, day):
        return None
    which = _which(m.groupdict().get("which"))
    reading = _date(f"XXXX-{month:02d}-{day:02d}", "monthday", month, day, which)
    return _timed(m, reading)


def _day_range(m: Match) -> Reading | None:
    month, day, day2 = _month(m["month"]), _of_month(m["day"]), _of_month(m["day2"])
    month2 = _month(m["month2"]) if m.groupdict().get("month2") else month
    if not (_real(month, day) and _real(month2, day2)) or (month, day) >= (month2, day2):
        return None
    if year := m.groupdict().get("year"):
        edtf = f"{year}-{month:02d}-{day:02d}/{year}-{month2:02d}-{day2:02d}"
        return _date(edtf, "date", edtf)
    value = f"XXXX-{month:02d}-{day:02d}/XXXX-{month2:02d}-{day2:02d}"
    return _date(value, "days", month, day, month2, day2)


def _part_of_weekday(m: Match) -> Reading | None:
    return None if m["time"].lower() == "hours" and "early h" not in m[0].lower() else _weekday(m)


def _week_of(m: Match) -> Reading | None:
    day = _full_date(m) if m["year"] else _month_day(m)
    return None if day is None else _date("XXXX-WXX", "weekof", *day.spec)


def _part_of_day(m: Match) -> Reading | None:
    """ "the night of March 3, 2012"; without its year too."""
    if m["time"].lower() == "hours" and "early hours" not in m[0].lower():
        return None
    return _full_date(m) if m["year"] else _month_day(m)


def _month_day_alone(m: Match) -> Reading | None:
    """A day of a month, unless the number belongs to something else ("May 5 percent")."""
    after = m.string[m.end() : m.end() + 9].lower()
    if after.startswith((" percent", " per cent", "-year", " years", " people")):
        return None
    return _month_day(m)


def _month_year(m: Match) -> Reading:
    text = f"{int(m['year']):04d}-{_month(m['month']):02d}"
    return _date(text, "date", text)


def _month_alone(m: Match) -> Reading:
    month, groups = _month(m["month"]), m.groupdict()
    which = _which(groups.get("which"))
    if of := groups.get("of"):
        which = {"last": "year:-1", "next": "year:1", "this": "year:0"}.get(_which(of), "that")
    return _date(f"XXXX-{month:02d}", "month", month, which)


def _year_alone(m: Match) -> Reading:
    return _date(m["year"], "date", m["year"])


def _years(m: Match) -> Reading | None:
    start, end = int(m["year"]), m["end"]
    last = int(m["year"][: 4 - len(end)] + end)
    far = start + 1 if "/" in m[0] else start + 100  # "2005/10" is a month as likely as not
    if not start < last <= far:
        return None
    return _date(f"{start}/{last}", "date", f"{start}/{last}")


def _decade(m: Match) -> Reading:
    digits = m["decade"]
    start = int(digits) if len(digits) == 4 else (1900 if int(digits) >= 20 else 2000) + int(digits)
    if len(digits) == 4 and start % 100 == 0 and start < 2000:
        return _date(f"{start // 100}", "date", f"{start // 100}XX")
    return _date(f"{start // 10}", "date", f"{start // 10}X")


def _decade_in_words(m: Match) -> Reading:
    start = 190 + _NUMBERS[m["tens"].lower().replace("ies", "y")] // 10
    return _date(f"{start}", "date", f"{start}X")


def _century(m: Match) -> Reading | None:
    words = m["nth"].lower()
    number = int(re.sub(r"\D", "", words)) if words[0].isdigit() else _ORDINALS[words]
    if not 1 <= number <= 30:
        return None
    return _date(f"{number - 1:02d}", "date", f"{number - 1:02d}XX")


def _weekday(m: Match) -> Reading:
    day = _WEEKDAY_NUMBERS[m["wd"].lower().rstrip(".")]
    groups = m.groupdict()
    which = _which(groups.get("which"))
    if of := groups.get("of"):
        which = {"last": "week:-1", "next": "week:1"}.get(_which(of), "week:0")
    return _timed(m, _date(f"XXXX-WXX-{day + 1}", "weekday", day, which))


def _day_word(m: Match) -> Reading:
    low = m[0].lower()
    offset = -1 if "yesterday" in low or "last" in low else 1 if "tomorrow" in low else 0
    if "day before yesterday" in low:
        offset = -2
    if "day after tomorrow" in low:
        offset = 2
    part = next((part for part in _PARTS_OF_DAY if part in low), None)
    suffix = _PARTS_OF_DAY[part] if part else ""
    if not suffix and low.startswith("late ") and "today" not in low:
        suffix = "TNI"
    value = _UNKNOWN["day"] + suffix
    return Reading(TimeType.TIME if suffix else TimeType.DATE, value, ("unit", "day", offset))


def _relative_unit(m: Match) -> Reading:
    unit = _unit(m["unit"])
    offset = {"last": -1, "next": 1}.get(_which(m["which"]), 0)
    if _which(m["which"]) == "that":
        return _date(_UNKNOWN[unit], "shift", unit, 0)
    return _date(_UNKNOWN[unit], "unit", unit, offset)


def _told_unit(m: Match) -> Reading:
    low, unit = m["which"].lower(), _unit(m["unit"])
    if low == "the coming":
        return _date(_UNKNOWN[unit], "unit", unit, 1)
    if low.startswith("the "):
        return _date(_UNKNOWN[unit], "shift", unit, 1 if low.endswith("following") else -1)
    return _relative_unit(m)


def _weekend(_match: Match) -> Reading:
    return _date(_UNKNOWN["weekend"], "unit", "weekend", 0)


def _current_unit(m: Match) -> Reading:
    unit = _unit(m["unit"])
    return _date(_UNKNOWN[unit], "unit", unit, 0)


def _quantity(number: float, unit: str) -> tuple[int, str]:
    """Whole units: fortnights as weeks, halves as the smaller unit."""
    if unit == "fortnight":
        return int(number * 2), "week"
    if number == 0.5 and unit in _HALVES:
        return _HALVES[unit]
    return (1 if 0 < number < 1 else int(number)), unit


def _period(number: float, unit: str) -> str:
    if unit == "fortnight":
        number, unit = number * 2, "week"
    shown = "X" if not number else f"{number:g}"
    return "P" + _LETTERS[unit].format(shown)


def _ago(m: Match) -> Reading:
    number, unit = _quantity(_number(m["count"]), _unit(m["unit"]))
    if unit in ("second", "minute", "hour"):
        return Reading(TimeType.TIME, "PAST_REF", ("clock", 0) if number < 12 else ("ref",))
    if not number:
        return _date("PAST_REF", "ref")
    unit = "day" if unit == "night" else unit
    return _date(_UNKNOWN[unit], "unit", unit, -number)


def _ago_vague(_match: Match) -> Reading:
    return _date("PAST_REF", "ref")


def _from_now(m: Match) -> Reading:
    number, unit = _quantity(_number(m["count"]), _unit(m["unit"]))
    if not number or unit in ("second", "minute", "hour"):
        return _date("FUTURE_REF", "ref")
    return _date(_UNKNOWN[unit], "unit", unit, number)


def _shifted(m: Match) -> Reading:
    number, unit = _quantity(_number(m["count"]), _unit(m["unit"]))
    back = m["side"].lower() in ("earlier", "before", "previously", "prior")
    if unit in ("second", "minute", "hour"):
        return Reading(TimeType.TIME, "XXXX-XX-XX", ("shift", "day", 0))
    if not number:
        return _date("PAST_REF" if back else "FUTURE_REF", "ref")
    unit = "day" if unit == "night" else unit
    return _date(_UNKNOWN[unit], "shift", unit, -number if back else number)


def _next_told(m: Match) -> Reading:
    low, unit = m[0].lower(), _unit(m["unit"])
    if "same" in low or "that" in low.split():
        offset = 0
    else:
        offset = -1 if re.search(r"\b(?:previous|before|prior)\b", low) else 1
    part = _PARTS_OF_DAY.get(unit, "")
    unit = "day" if part else unit
    kind = TimeType.TIME if part else TimeType.DATE
    return Reading(kind, _UNKNOWN[unit] + part, ("shift", unit, offset))


def _later_in_day(_match: Match) -> Reading:
    return _date(_UNKNOWN["day"], "shift", "day", 0)


def _duration(m: Match) -> Reading:
    number, unit = _number(m["count"]), _unit(m["unit"])
    whole, calendar = _quantity(number, unit)
    value = _period(whole, calendar) if number == 0.5 else _period(number, unit)
    return Reading(TimeType.DURATION, value, ("duration", calendar, whole))


def _and_half(m: Match) -> Reading:
    number, unit = _number(m["count"]) + 0.5, _unit(m["unit"])
    return Reading(TimeType.DURATION, _period(number, unit), ("duration", unit, int(number)))


def _bare_duration(m: Match) -> Reading:
    unit = _unit(m["unit"])
    return Reading(TimeType.DURATION, _period(0, unit), ("duration", unit, 0))


def _span(m: Match) -> Reading:
    count = m.groupdict().get("count")
    number = _number(count) if count else 0
    whole, unit = _quantity(number, _unit(m["unit"]))
    ahead = _which(m["which"]) == "next"
    value = _period(number, _unit(m["unit"]))
    spec: Spec = ("span", unit, -whole if ahead else whole) if whole else ("ref",)
    return Reading(TimeType.DURATION, value, spec)


def _recent(m: Match) -> Reading:
    return _date("FUTURE_REF" if "coming" in m[0].lower() else "PAST_REF", "ref")


def _age(m: Match) -> Reading:
    number = _number(m["count"])
    return Reading(TimeType.DURATION, _period(number, _unit(m["unit"])), ("duration", "age", 0))


def _season(m: Match) -> Reading:
    code, groups = _SEASONS[m["season"].lower()], m.groupdict()
    name = _SEASON_CODES[code]
    if year := groups.get("year"):
        return _date(f"{year}-{name}", "date", f"{year}-{code}")
    return _date(f"XXXX-{name}", "season", code, _which(groups.get("which")))


def _bare_season(m: Match) -> Reading:
    code = _SEASONS[(m["season"] or m["season2"] or m["season3"]).lower()]
    return _date(f"XXXX-{_SEASON_CODES[code]}", "season", code, "")


def _quarter(m: Match) -> Reading:
    words = m["nth"].lower()
    number = int(words[-1]) if words[-1].isdigit() else _ORDINALS.get(words, 4)
    code, groups = 32 + number, m.groupdict()
    if year := groups.get("year"):
        return _date(f"{year}-Q{number}", "date", f"{year}-{code}")
    of = groups.get("of")
    which = {"last": "year:-1", "next": "year:1", "this": "year:0"}.get(_which(of), "")
    return _date(f"XXXX-Q{number}", "season", code, which)


def _quarter_of_months(m: Match) -> Reading:
    number = 1 + "JAJO".index(m["ends"][0]) if m["ends"][:2] != "Ju" else 3
    if year := m["year"]:
        return _date(f"{year}-Q{number}", "date", f"{year}-{32 + number}")
    return _date(f"XXXX-Q{number}", "season", 32 + number, "")


def _year_quarter(m: Match) -> Reading:
    return _quarter(m) if m["nth"] else _year_alone(m)


def _month_week(m: Match) -> Reading:
    words = m["nth"].lower()
    number = -1 if words in ("last", "final") else _ORDINALS[words]
    if month := m["month"]:
        inner: Spec = ("month", _month(month), "")
        if m["year"]:
            inner = ("date", f"{m['year']}-{_month(month):02d}")
    else:
        inner = ("unit", "month", {"last": -1, "next": 1}.get(_which(m["which"]), 0))
    return _date("XXXX-XX-WXX", "monthweek", number, *inner)


def _whole_span(m: Match) -> Reading:
    unit = _unit(m["unit"])
    return Reading(TimeType.DURATION, _period(1, unit), ("span", unit, 1))


def _end_of_unit(m: Match) -> Reading:
    unit = _unit(m["unit"])
    return _date(_UNKNOWN[unit], "unit", unit, 0)


def _year_before(m: Match) -> Reading:
    alone = re.search(r"(?i)earlier$", m[0])
    return _date(_UNKNOWN["year"], "shift" if alone else "unit", "year", -1)


def _year_ago_quarter(_match: Match) -> Reading:
    """Results are of the quarter that is over; a year before it."""
    return _date(_UNKNOWN["quarter"], "unit", "quarter", -5)


def _this_unit(m: Match) -> Reading:
    """ "for the year"; a quarter is told of when it is over."""
    unit = _unit(m["unit"])
    return _date(_UNKNOWN[unit], "unit", unit, -1 if unit == "quarter" else 0)


def _half(m: Match) -> Reading | None:
    first = m["half"].lower() == "first"
    name, ends = ("H1", (1, 1, 6, 30)) if first else ("H2", (7, 1, 12, 31))
    if year := m.groupdict().get("year"):
        return _date(f"{year}-{name}", "date", f"{year}-{ends[0]:02d}/{year}-{ends[2]:02d}")
    if _PLAY.search(m.string):
        return None  # of a match
    return _date(f"XXXX-{name}", "days", *ends)


def _overnight(_match: Match) -> Reading:
    return Reading(TimeType.TIME, _UNKNOWN["day"] + "TNI", ("unit", "day", -1))


def _last_quarter(_match: Match) -> Reading:
    return _date(_UNKNOWN["quarter"], "unit", "quarter", -1)


def _before_christ(m: Match) -> Reading | None:
    year = int(m["bc"])
    if not 1 <= year <= 9999:
        return None
    return _date(f"BC{year:04d}", "date", "0000" if year == 1 else f"-{year - 1:04d}")


def _anno_domini(m: Match) -> Reading | None:
    year = int(m["ad"] or m["ad2"])
    return _date(f"{year:04d}", "date", f"{year:04d}") if year else None


def _set(m: Match) -> Reading:
    groups = m.groupdict()
    if weekday := groups.get("wd"):
        number = _WEEKDAY_NUMBERS[weekday.lower().rstrip(".")] + 1
        return Reading(TimeType.SET, f"XXXX-WXX-{number}", ("set",))
    if month := groups.get("month"):
        return Reading(TimeType.SET, f"XXXX-{_month(month):02d}", ("set",))
    if part := groups.get("time"):
        return Reading(TimeType.SET, "XXXX-XX-XX" + _PARTS_OF_DAY[part.lower()], ("set",))
    if season := groups.get("season"):
        return Reading(TimeType.SET, f"XXXX-{_SEASON_CODES[_SEASONS[season.lower()]]}", ("set",))
    count = groups.get("count")
    number_of = {"other": 2.0}.get((count or "").lower(), _number(count) if count else 1.0)
    return Reading(TimeType.SET, _period(number_of, _unit(m["unit"])), ("set",))


_ADVERBS = {
    "hourly": "PT1H", "daily": "P1D", "nightly": "P1D", "weekly": "P1W", "monthly": "P1M",
    "quarterly": "P1Q", "yearly": "P1Y", "annually": "P1Y", "annual": "P1Y", "biweekly": "P2W",
    "fortnightly": "P2W",
}  # fmt: skip


def _adverb(m: Match) -> Reading:
    return Reading(TimeType.SET, _ADVERBS[m[0].lower()], ("set",))


def _clock(m: Match) -> Reading:
    return Reading(TimeType.TIME, _clock_value(m["clock"]), ("clock", 0))


def _o_clock(m: Match) -> Reading:
    return Reading(TimeType.TIME, f"T{int(_number(m['hour'])):02d}:00", ("clock", 0))


def _reference(value: str) -> Maker:
    return lambda _match: _date(value, "ref")


@lru_cache(maxsize=1)
def _holidays() -> dict[str, tuple[int, int]]:
    table = {}
    for line in resource("lexicons", "holidays.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            day, name = line.split("\t")
            table[name] = (int(day[:2]), int(day[3:]))
    return table


def _holiday(m: Match) -> Reading:
    month, day = _holidays()[m["holiday"].lower()]
    if year := m["year"]:
        text = f"{year}-{month:02d}-{day:02d}"
        return _date(text, "date", text)
    return _date(f"XXXX-{month:02d}-{day:02d}", "monthday", month, day, _which(m["which"]))


def _known_date(edtf: str) -> Maker:
    return lambda _match: _date(edtf, "date", edtf)


_M, _D, _Y = rf"(?P<month>{_MONTH})", rf"(?P<day>{_DAY})", rf"(?P<year>{_YEAR})"
_WD = rf"(?P<wd>{_WEEKDAY})"
_U, _C = rf"(?P<unit>{_UNIT})", rf"(?P<count>{_COUNT})"
_WHICH = r"(?P<which>last|next|this past|this coming|this|past|coming|previous|following)"
_P = rf"(?:(?P<part>{_PART}))?"
_TOD = rf"(?:,? (?:(?:at|in the) )?(?P<time>{_TIME})\b)?"
_WITH_CLOCK = rf"(?:(?:,? at |,? )(?P<clock>{_CLOCK}){_ZONE})?"
_LEAD_CLOCK = rf"(?:(?P<lead>{_CLOCK}|noon|midnight|dawn|dusk){_ZONE},? (?:on )?)?"
_PLAY = re.compile(
    r"\b(?:match|goals?|goalless|penalt(?:y|ies)|kick(?:s|ed|-?off)?|scored?|scoring|striker|midfielder|"
    r"half-?time|referee|playoffs?|touchdowns?|rebounds?|inning|possession)\b",
    re.IGNORECASE,
)
_HALF = r"(?:the )?(?P<half>first|second) half"


# What a text must hold before a rule is tried on it; other needs are words in lower case, one of
# which must be in it. Most rules need not even be compiled for a short text.
_NEEDS = {
    "month": re.compile(rf"\b{_MONTH}"),
    "weekday": re.compile(r"(?:day|\b(?:Mon|Tues?|Weds?|Thurs?|Thu|Fri|Sat|Sun)\b)"),
    "digit": re.compile(r"\d"),
    "season": re.compile(r"(?i)spring|summer|autumn|fall|winter"),
    "unit": re.compile(rf"(?i){_UNIT}"),
}


def _patterns() -> list[tuple[str, str, Maker]]:
    names = sorted(_holidays(), key=len, reverse=True)
    holidays = "|".join(re.escape(name) for name in names)
    nth = "|".join(sorted(_ORDINALS, key=len, reverse=True))
    return [
        # Full dates
        ("month", rf"the (?:early |late )?(?P<time>morning|afternoon|evening|night|hours) of (?:{_WD},? )?{_M} {_D}(?:,? {_Y})?", _part_of_day),
        ("month", rf"the (?:early |late )?(?P<time>morning|afternoon|evening|night|hours) of (?:{_WD},? )?(?:the )?{_D} (?:of )?{_M}(?:,? {_Y})?(?! \d)", _part_of_day),
        ("digit", r"(?P<year>[12]\d{3})-(?P<nm>\d\d)-(?P<nd>\d\d)(?![\d-])", _numeric_date),
        ("digit", r"(?<![\d/])(\d{1,2})/(\d{1,2})/(\d{4}|\d\d)(?![\d/])", _slashed_date),
        ("digit", rf"{_M} {_D}{_DASH}(?P<month2>{_MONTH}) (?P<day2>{_DAY}),? {_Y}", _day_range),
        ("digit", rf"{_M} {_D}{_DASH}(?P<day2>{_DAY}),? {_Y}", _day_range),
        ("digit", rf"{_LEAD_CLOCK}(?:{_WD},? )?{_M} {_D},? {_Y}{_WITH_CLOCK}", _full_date),
        ("digit", rf"{_LEAD_CLOCK}(?:{_WD},? )?(?:the )?{_D} (?:of )?{_M},? {_Y}{_WITH_CLOCK}", _full_date),
        ("digit", rf"{_D}-{_M}-{_Y}", _full_date),
        # Weeks of a month
        ("unit", rf"(?:the )?(?P<nth>first|second|third|fourth|fifth|last|final) week (?:of|in) (?:(?P<which>last|next|this) month|(?P<month>{_MONTH})(?:,? (?P<year>{_YEAR}))?)", _month_week),
        # Days of a month
        ("month", rf"the week of {_M} {_D}(?:,? {_Y})?", _week_of),
        ("weekday", rf"the (?:early |late )?(?P<time>morning|afternoon|evening|night|hours) of {_WD}(?![\w-])", _part_of_weekday),
        ("month", rf"{_M} {_D}{_DASH}(?P<month2>{_MONTH}) (?P<day2>{_DAY})", _day_range),
        ("month", rf"{_M} {_D} ?(?:-|–|—|to|through) ?(?P<day2>{_DAY})(?! {_MONTH})", _day_range),
        ("month", rf"{_D} ?(?:-|–|—|to) ?(?P<day2>{_DAY}) {_M}(?: {_Y})?", _day_range),
        ("month", rf"{_LEAD_CLOCK}(?:{_P}{_WD},? )?{_M} {_D}(?! (?:{_MONTH})){_WITH_CLOCK}", _month_day_alone),
        ("month", rf"(?:{_WD},? )?(?:the )?{_D} (?:of )?{_M}\b(?! \d)", _month_day),
        # A quarter by its months, before months
        ("month", r"(?:the )?(?P<ends>January[-–]March|April[-–]June|July[-–]September|October[-–]December)(?: (?:quarter|period))?(?: (?:of )?(?P<year>(?:19|20)\d\d))?\b", _quarter_of_months),
        # Holidays, before months: "May Day"
        ("|".join(names), rf"(?:{_WHICH} )?(?P<holiday>{holidays})(?:,? (?P<year>{_YEAR}))?\b", _holiday),
        # Months
        ("month", rf"(?:{_HALF} of )?{_P}(?:the month of )?{_M},? (?:of )?{_Y}", _month_year),
        ("month", rf"{_P}{_M}(?: of)? (?P<of>last|this|next|that(?: same)?|the (?:previous|following)) year", _month_alone),
        ("month", rf"{_P}(?:{_WHICH} )?{_M}(?![\w-])", _month_alone),
        # Years, decades, centuries
        ("season", rf"(?:(?:the )?{_PART})?(?:the )?(?P<season>winter) (?:of )?{_Y}[-–/](?:19|20)?\d\d(?!\d)", _season),
        ("digit", r"(?P<year>1[5-9]\d\d|20\d\d)[-–/](?P<end>\d{4}|\d\d)(?![\d-]|-\d)", _years),
        ("digit", r"(?:(?:the )?(?:early|late|mid)[ -])?(?:the )?(?P<decade>1\d{2}0|20\d0)['’]?s\b", _decade),
        ("digit", r"(?:(?:the )?(?:early|late|mid)[ -])?(?:the )?['’]?(?P<decade>[1-9]0)['’]?s\b", _decade),
        ("ties", r"(?:(?:the )?(?:early|late|mid)[ -])?the (?P<tens>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)\b", _decade_in_words),
        ("century", rf"(?:(?:the )?(?:early|late|mid|turn of the)[ -])?(?:the )?(?P<nth>\d{{1,2}}(?:st|nd|rd|th)|{nth})[ -]century\b", _century),
        # Seasons and quarters
        ("season", rf"(?:(?:the )?{_PART})?(?:the )?(?P<season>spring|summer|autumn|fall|winter) (?:of )?{_Y}", _season),
        ("season", r"(?P<which>last|next|this past|this coming|this) (?P<season>spring|summer|autumn|fall|winter)\b", _season),
        ("season", r"(?<=in )(?:the )?(?P<season>spring|summer|autumn|fall|winter)(?=[,.;]|$| (?:and|but|when|as|after|before|with|to|for|if|at)\b)|(?<=in )the (?P<season3>spring|summer|autumn|fall|winter)\b(?! of\b)|(?<=the )(?:early |late )(?P<season2>summer|winter)\b", _bare_season),
        ("quarter", rf"(?:the )?(?P<nth>first|second|third|fourth|final)(?: fiscal)?[ -]quarter(?: of)?(?: fiscal)? {_Y}", _quarter),
        ("digit", rf"(?:the )?{_Y}(?:[ -](?P<nth>first|second|third|fourth|final))?(?: fiscal)?[ -](?:quarter|period)\b", _year_quarter),
        ("quarter", r"(?:the )?(?P<nth>first|second|third|fourth|final)(?: fiscal)?[ -]quarter(?: (?:of )?(?P<of>last|this|next) year)?\b", _quarter),
        ("digit", rf"(?P<nth>Q[1-4])(?: of)?(?: {_Y})?\b", _quarter),
        (" half", rf"{_HALF} of {_Y}", _half),
        (" half", rf"{_HALF} of (?P<which>last|this|next) (?P<unit>year|month)", _relative_unit),
        (" half", rf"(?:(?<=in )|(?<=for )|(?<=during )|(?<=of )|(?<=from )){_HALF}(?![\w-]|-\w)(?: of the year\b)?(?! (?:of|dozen|century)\b)", _half),
        # Sets
        ("every|each", rf"(?:every|each)(?: single)? (?:(?P<count>other|{_NUMBER}) )?(?:{_WD}|{_M}|{_U}|(?P<time>{_TIME})|(?P<season>spring|summer|autumn|fall|winter))(?![\w-])", _set),
        ("once|twice|times", rf"(?:once|twice|{_NUMBER} times) (?:a|an|each|every|per) (?P<unit>day|week|month|year|hour|quarter)\b", _set),
        ("weekday", r"(?<=on )(?P<wd>(?-i:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)s\b", _set),
        ("ly|annual", r"(?:hourly|daily|nightly|biweekly|weekly|monthly|quarterly|yearly|annually|annual|fortnightly)\b", _adverb),
        # Weekdays
        ("weekday", rf"{_LEAD_CLOCK}{_P}(?:{_WHICH} )?{_WD}{_TOD} (?P<of>last|this|next) week\b", _weekday),
        ("weekday", rf"{_LEAD_CLOCK}(?:(?P<part>{_PART})(?:on )?)?(?:{_WHICH} )?{_WD}{_TOD}{_WITH_CLOCK}(?![\w-])", _weekday),
        # Days from today
        ("this |last ", r"(?:the )?day (?:before yesterday|after tomorrow)", _day_word),
        ("today|tonight|yesterday|tomorrow", rf"(?:(?:early|late|later|earlier) )?(?:today|tonight|yesterday|tomorrow)(?: {_TIME})?\b", _day_word),
        ("this |last ", r"(?:this (?:morning|afternoon|evening)|last (?:night|evening))\b", _day_word),
        ("unit", rf"the (?:last|past) (?P<unit>{_CALENDAR})\b", _whole_span),
        ("unit", rf"{_P}(?P<which>last|next|this past|this coming|this|the previous|the following|the coming|that|that same) (?P<unit>{_CALENDAR})(?![\w])", _told_unit),
        ("unit", r"(?:over )?(?P<which>the) (?P<unit>weekend)\b", _weekend),
        ("unit", rf"(?:the )?(?P<which>current|present) (?:fiscal )?(?P<unit>{_CALENDAR})\b", _current_unit),
        ("unit", r"(?:the )?(?:very )?(?:end|beginning|start|middle) of the (?P<unit>week|month|year|decade|century)\b", _end_of_unit),
        ("unit", r"(?P<unit>year|month|week)-end\b", _end_of_unit),
        ("unit", r"(?:the )?year-(?:ago|earlier) quarter\b", _year_ago_quarter),
        ("unit", r"(?:the )?year-(?:ago|earlier)(?: (?:period|level|results?|figures?)\b|\b)", _year_before),
        ("unit", r"(?:earlier|later|early|late) in the (?P<unit>week|month|year|decade|century)\b", _end_of_unit),
        ("unit", r"(?:(?<=for )|(?<=of )|(?<=in )|(?<=during ))the (?P<unit>week|month|quarter|year)(?=[,.;]|$| (?:and|but|to|included|was|were|rose|fell)\b)", _this_unit),
        ("unit", r"(?:the )?(?:latest|most recent) quarter\b", _last_quarter),
        ("digit", r"(?P<bc>\d{1,4}) (?-i:BCE?|B\.C\.(?:E\.)?)(?!\w)", _before_christ),
        ("digit", r"(?:(?-i:AD|A\.D\.) (?P<ad>\d{1,4})|(?P<ad2>\d{1,4}) (?-i:AD|CE|A\.D\.))(?!\w)", _anno_domini),
        ("fiscal", rf"fiscal(?: year)? {_Y}", _year_alone),
        # Counted
        ("unit", rf"{_ABOUT}{_C} (?:of )?{_U} ago\b", _ago),
        (" ago", rf"(?:{_MANY}|long|some time|a (?:long|short) (?:time|while)) ago\b", _ago_vague),
        ("unit", rf"{_ABOUT}{_C} {_U}(?: from now\b|['’]s? time\b)", _from_now),
        ("unit", rf"{_ABOUT}{_C} (?:of )?{_U} (?P<side>earlier|later|afterwards?|previously|prior|before(?=[,.;]| ?$)|after(?=[,.;]| ?$))\b", _shifted),
        ("day|night|morning|evening|afternoon|week|month|year", r"(?:the (?:very )?(?:next|following|previous|preceding|same|prior)|that(?: same| very)?) (?P<unit>day|night|morning|evening|afternoon)\b", _next_told),
        ("day|night|morning|evening|afternoon|week|month|year", r"the (?P<unit>day|night|week|month|year|morning|afternoon|evening) (?:before|after|earlier|prior)(?=[,.;]|$| (?:and|but|in|at|when|that|with|from)\b)", _next_told),
        ("unit", r"(?:earlier|later) (?:in|on|during) (?:the|that|the same) day\b|(?:later|earlier) (?:that|the same) day\b", _later_in_day),
        ("unit", rf"(?:the |these )?(?P<which>last|past|next|coming|previous|preceding) (?P<count>{_NUMBER}|{_VAGUE}) {_U}\b", _span),
        ("unit", rf"(?:the )?(?:first|final) (?P<count>{_NUMBER}) {_U}\b", _duration),
        ("unit", rf"(?:the last|(?:the )?(?:past|recent|coming)) (?P<unit>{_MANY})\b", _recent),
        ("unit", rf"(?P<count>{_NUMBER})(?:[ -](?P<unit>years?|months?|weeks?|days?))[ -](?P<old>olds?)\b", _age),
        ("unit", rf"(?P<count>{_NUMBER})-(?:plus-)?(?P<unit>second|minute|hour|day|night|week|weekend|month|quarter|year|decade|century)(?:-(?:long))?(?!-old|s?\w)", _duration),
        ("unit", rf"(?:(?<=for )|(?<=after ))over {_C} {_U}(?! old)(?![\w])", _duration),
        ("unit", rf"{_ABOUT}(?P<count>{_NUMBER}|an?)[ -]and[ -]a[ -]half[ -]{_U}\b(?! old)", _and_half),
        ("unit", rf"{_ABOUT}(?P<count>an?|one) (?P<unit>hour|day|week|month|year|decade|century) and a half\b", _and_half),
        ("unit", rf"{_ABOUT}{_NUMBER}(?: to | or |[-–]){_C}[ -]{_U}(?! old)(?![\w])", _duration),
        ("unit", rf"{_ABOUT}(?:another )?(?:the )?{_C} (?:full |straight |consecutive |long |more |additional )?{_U}(?! old)(?![\w])", _duration),
        ("unit", rf"(?:(?<=for )|(?<=ver )|(?<=ter )|(?<=hin )|(?<=spent )|(?<=took )|(?<=take )|(?<=lasted )|(?<=last ))(?P<unit>{_MANY})\b", _bare_duration),
        ("unit", rf"(?P<unit>{_MANY})-(?:old|long)\b", _bare_duration),
        ("unit", rf"{_MANY} (?:later|afterwards?)\b", _reference("FUTURE_REF")),
        ("unit", rf"{_MANY} (?:earlier|previously)\b", _reference("PAST_REF")),
        ("unit", rf"(?P<unit>{_MANY})(?= (?:after|before|of(?! (?:the|his|her|its|their|our|my|your))\b)\b)", _bare_duration),
        # Names of days
        ("digit", r"(?<!\d)9/11(?![\d/])", _known_date("2001-09-11")),
        # Years by themselves
        ("digit", rf"(?:(?:early|late|mid)[ -]|(?:earlier|later|early|late) in |the (?:start|beginning|end|middle) of |the year )?{_Y}(?![-–/]\d)(?![\w-])(?! ?(?-i:GMT|UTC)\b)", _year_alone),
        # Times of day
        ("digit", rf"(?P<clock>{_CLOCK}){_ZONE}", _clock),
        ("noon|midday|midnight", rf"(?P<clock>noon|midday|midnight)\b{_ZONE}", _clock),
        ("dawn|dusk", r"(?:(?<=at )|(?<=before )|(?<=after )|(?<=by )|(?<=until ))(?P<clock>dawn|dusk)\b", _clock),
        ("clock", rf"(?P<hour>1[0-2]|[1-9]|{'|'.join(_SMALL[1:13])}) o['’]clock\b", _o_clock),
        ("noon|midday|midnight", r"(?<=in )the (?P<clock>morning|afternoon|evening)\b", _clock),
        # Only past, present, future
        ("overnight", r"overnight\b", _overnight),
        ("now|current|present|these days", r"(?:right )?now\b|currently\b|at present\b|nowadays\b|(?<=the )current(?= )|these days\b", _reference("PRESENT_REF")),
        ("recently|past", r"recently\b|the (?:recent |distant )?past(?= ?[^\w ]| (?:and|but|or|to|has|had|was|is)\b|$)|(?<=in )the past\b", _reference("PAST_REF")),
        ("future", r"the (?:near |foreseeable |not too distant )?future\b|(?<=near )future\b", _reference("FUTURE_REF")),
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern, what a text must hold for it, and what a match means."""

    need: str
    words: str
    read: Maker

    @property
    def pattern(self) -> re.Pattern[str]:
        """The pattern, compiled when it is first looked for."""
        return _compiled(self.words)


@cache
def _compiled(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w$£€])(?:{words})", re.IGNORECASE)


@cache
def _rules() -> tuple[Rule, ...]:
    return tuple(Rule(*one) for one in _patterns())


def rules(text: str) -> Iterator[Rule]:
    """The rules that may match in a text, those first that go before others."""
    low = text.lower()
    met = {need: pattern.search(text) is not None for need, pattern in _NEEDS.items()}
    for rule in _rules():
        if rule.need not in met:
            met[rule.need] = any(word in low for word in rule.need.split("|"))
        if met[rule.need]:
            yield rule


def full_dates(text: str) -> list[tuple[int, int, str]]:
    """Start, end and EDTF of the dates with day, month and year in a text, tags unseen."""
    found: list[tuple[int, int, str]] = []
    for rule in rules(text):
        if rule.read not in (_full_date, _numeric_date):
            continue
        for match in rule.pattern.finditer(text):
            reading = rule.read(match)
            if reading is not None and not any(
                start < match.end() and match.start() < end for start, end, _ in found
            ):
                found.append((match.start(), match.end(), str(reading.spec[1])))
    return sorted(found)
