"""Rules that lead from one date to another, as data: ``("weekday", "0", "<=")``.

A rule is kept as one string with single spaces, so that it can be stored; a chain of rules is
applied from left to right, each to the result of the one before.

=====================  =====================================================================
``unit U N``           the day, week, weekend, month, quarter, year, decade or century that
                       lies N of them after the anchor (negative: before; 0: holds it)
``weekday W WHEN``     the weekday W (Monday 0)
``month M WHEN``       the month M
``monthday M D WHEN``  day D of month M
``season S WHEN``      the EDTF season or quarter S
``dayfrom W M D WHEN`` the first weekday W from day D of month M on: 3 11 22 is Thanksgiving
``easter N WHEN``      the day N days after Easter Sunday (of the western churches)
``same U N``           the same day N days, months or years later
``monthweek N``        the Nth week (seven days) of the anchor's month, -1 the last
``dom N``              day N of the anchor's month; ``dom N WHEN``: of the nearest that has it
``days M D M2 D2 W``   from day D of month M to the next day D2 of month M2; W is WHEN for the first
``span U N``           from N units before the anchor up to it (negative N: after it); years and
                       months are whole ones
``from``, ``until``    from the anchor on, up to the anchor; ``after`` and ``before`` leave it out
``about``              the anchor, more or less
=====================  =====================================================================

WHEN is ``<=`` (nearest not after), ``<``, ``>=``, ``>``, ``~`` (nearest on either side), or
``0``, ``-1``, ``1`` (of the anchor's week for weekdays, of its year for the others).
"""

from collections.abc import Callable, Iterable

from models.dates.days import MONTHS, WEEKDAYS, days_in_month, from_day, shift_day, to_day, weekday
from models.dates.edtf import season_days
from models.dates.interval import DateInterval, Day
from models.dates.relations import between, blurred, hull, season, whole_month, whole_year
from models.errors import BugError, KnownError

_SEASONS = {
    21: "spring", 22: "summer", 23: "autumn", 24: "winter", 33: "first quarter",
    34: "second quarter", 35: "third quarter", 36: "fourth quarter",
}  # fmt: skip
_LONGEST_RANGE = 366  # days from one day of a month to another
_BOUNDS = ("from", "until", "after", "before", "about")
_ORDINALS = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last"}


def derive(rules: Iterable[str], anchor: DateInterval | None) -> DateInterval | None:
    """The date that the rules lead to; None where the anchor is not known finely enough."""
    found = anchor
    for rule in rules:
        if found is None:
            return None
        found = _apply(rule, found)
    return found


def _apply(rule: str, anchor: DateInterval) -> DateInterval | None:
    name, *arguments = rule.split(" ")
    if name in _BOUNDS:
        return _bounded(name, anchor)
    if anchor.earliest is None or anchor.latest is None:
        return None
    find = _RULES.get(name)
    if find is None:
        raise BugError(f"no rule {rule!r}")
    try:
        first, last = find(anchor.earliest, *arguments), find(anchor.latest, *arguments)
    except KnownError:  # outside the calendar: 30 February, the year 10000
        return None
    if first is None or last is None or first == last:
        return first if last is not None else None
    return hull(first, last) if name == "span" else None


def _bounded(name: str, anchor: DateInterval) -> DateInterval | None:
    first, last = anchor.earliest, anchor.latest
    match name:
        case "from":
            return None if first is None else between(first, None)
        case "until":
            return None if last is None else between(None, last)
        case "after":
            return None if last is None else between(last + 1, None)
        case "before":
            return None if first is None else between(None, first - 1)
        case _:
            return blurred(anchor)


def _unit(day: Day, unit: str, count: str) -> DateInterval | None:
    number = int(count)
    if unit == "day":
        moved = shift_day(day, days=number)
        return between(moved, moved)
    if unit in ("week", "weekend"):
        monday = shift_day(day - weekday(day), days=7 * number)
        return between(monday + 5 if unit == "weekend" else monday, monday + 6)
    if unit == "month":
        year, month, _ = from_day(shift_day(day, months=number))
        return whole_month(year, month)
    if unit == "quarter":
        year, month, _ = from_day(shift_day(day, months=3 * number))
        return season(year, 33 + (month - 1) // 3)
    year, _, _ = from_day(day)
    if unit == "year":
        return whole_year(year + number)
    size = {"decade": 10, "century": 100}[unit]
    start = (year // size + number) * size
    return between(to_day(start, 1, 1), to_day(start + size - 1, 12, 31))


def _weekday(day: Day, wanted: str, when: str) -> DateInterval | None:
    number = int(wanted)
    monday = day - weekday(day)
    if when in ("0", "-1", "1"):
        found = monday + 7 * int(when) + number
    elif when == "~":
        found = day + (number - weekday(day) + 3) % 7 - 3
    else:
        found = _toward(day, when, lambda week: (monday + 7 * week + number,) * 2)[0]
    return between(found, found)


def _month(day: Day, wanted: str, when: str) -> DateInterval | None:
    number, year = int(wanted), from_day(day)[0]
    first, _ = _toward_year(day, when, lambda shift: _month_days(year + shift, number))
    return whole_month(from_day(first)[0], number)


def _month_days(year: int, month: int) -> tuple[Day, Day]:
    return to_day(year, month, 1), to_day(year, month, days_in_month(year, month))


def _monthday(day: Day, month: str, of_month: str, when: str) -> DateInterval | None:
    year = from_day(day)[0]
    if (int(month), int(of_month)) == (2, 29) and when not in ("0", "-1", "1"):
        years = [y for y in range(year - 8, year + 9) if days_in_month(y, 2) == 29]
        leap = {
            "<=": [y for y in years if to_day(y, 2, 29) <= day][-1:],
            "<": [y for y in years if to_day(y, 2, 29) < day][-1:],
            ">=": [y for y in years if to_day(y, 2, 29) >= day][:1],
            ">": [y for y in years if to_day(y, 2, 29) > day][:1],
        }.get(when, [year])
        found = to_day(leap[0], 2, 29)
        return between(found, found)
    found, _ = _toward_year(
        day, when, lambda shift: (to_day(year + shift, int(month), int(of_month)),) * 2
    )
    return between(found, found)


def _dayfrom(day: Day, wanted: str, month: str, of_month: str, when: str) -> DateInterval | None:
    year = from_day(day)[0]

    def place(shift: int) -> tuple[Day, Day]:
        start = to_day(year + shift, int(month), int(of_month))
        return (start + (int(wanted) - weekday(start)) % 7,) * 2

    found, _ = _toward_year(day, when, place)
    return between(found, found)


def _easter(day: Day, offset: str, when: str) -> DateInterval | None:
    year = from_day(day)[0]
    found, _ = _toward_year(
        day, when, lambda shift: (_easter_sunday(year + shift) + int(offset),) * 2
    )
    return between(found, found)


def _easter_sunday(year: int) -> Day:
    """Easter by the Gregorian calendar (the anonymous algorithm of 1876)."""
    century, rest = divmod(year, 100)
    shift = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * (year % 19) + century - century // 4 - shift + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (year % 19 + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return to_day(year, month, day + 1)


def _same(day: Day, unit: str, count: str) -> DateInterval | None:
    moved = shift_day(day, **{f"{unit}s": int(count)})
    return between(moved, moved)


def _season(day: Day, wanted: str, when: str) -> DateInterval | None:
    code, year = int(wanted), from_day(day)[0]
    first, _ = _toward_year(day, when, lambda shift: season_days(year + shift, code))
    return season(from_day(first)[0], code)


def _toward_year(day: Day, when: str, place: Callable[[int], tuple[Day, Day]]) -> tuple[Day, Day]:
    if when in ("0", "-1", "1"):
        return place(int(when))
    if when == "~":
        return min(
            (place(shift) for shift in (0, -1, 1)),
            key=lambda found: max(found[0] - day, day - found[1], 0),
        )
    return _toward(day, when, place)


def _toward(day: Day, when: str, place: Callable[[int], tuple[Day, Day]]) -> tuple[Day, Day]:
    """The nearest place (first and last day) before or after a day, also around it if ``=``."""
    same = when.endswith("=")
    if when.startswith("<"):
        for shift in (1, 0, -1, -2):
            found = place(shift)
            if found[1] < day or (same and found[0] <= day):
                return found
    for shift in (-1, 0, 1, 2):
        found = place(shift)
        if found[0] > day or (same and found[1] >= day):
            return found
    raise BugError(f"no place {when} {day}")


def _monthweek(day: Day, wanted: str) -> DateInterval | None:
    number = int(wanted)
    year, month, _ = from_day(day)
    first, last = _month_days(year, month)
    if number < 0:
        return between(last - 6, last)
    start = first + 7 * (number - 1)
    return between(start, min(start + 6, last)) if start <= last else None


def _dom(day: Day, of_month: str, when: str = "0") -> DateInterval | None:
    year, month, _ = from_day(day)
    number = int(of_month)
    if when == "0":
        found = to_day(year, month, number)
        return between(found, found)
    step = -1 if when.startswith("<") else 1
    for months in range(0, 4 * step, step):  # of three months in a row, one has 31 days
        years_on, at = divmod(month - 1 + months, 12)
        if number > days_in_month(year + years_on, at + 1):
            continue
        found = to_day(year + years_on, at + 1, number)
        if (found - day) * step > 0 or (found == day and when.endswith("=")):
            return between(found, found)
    return None


def _days(day: Day, *arguments: str) -> DateInterval | None:
    month, of_month, month2, of_month2, when = arguments
    start = _monthday(day, month, of_month, when)
    if start is None or start.earliest is None:
        return None
    end = _monthday(start.earliest, month2, of_month2, ">")
    if end is None or end.earliest is None or end.earliest - start.earliest > _LONGEST_RANGE:
        return None  # "27 to 29 February" of a year without the last of them
    return between(start.earliest, end.latest)


def _span(day: Day, unit: str, count: str) -> DateInterval | None:
    number = int(count)
    if unit in ("decade", "century"):
        unit, number = "year", number * {"decade": 10, "century": 100}[unit]
    if unit == "quarter":
        unit, number = "month", number * 3
    if unit in ("year", "month"):
        here, there = _unit(day, unit, "0"), _unit(day, unit, str(-number))
        return None if here is None or there is None else hull(here, there)
    other = shift_day(day, days=-number * (7 if unit in ("week", "weekend") else 1))
    return between(min(day, other), max(day, other))


_RULES: dict[str, Callable[..., DateInterval | None]] = {
    "unit": _unit,
    "weekday": _weekday,
    "month": _month,
    "monthday": _monthday,
    "dayfrom": _dayfrom,
    "easter": _easter,
    "same": _same,
    "season": _season,
    "monthweek": _monthweek,
    "dom": _dom,
    "days": _days,
    "span": _span,
}


def rule_in_words(rule: str) -> str:
    """A rule as the start of a sentence that an anchor ends: "the Monday before"."""
    name, *arguments = rule.split(" ")
    match name:
        case "unit":
            return _unit_in_words(arguments[0], int(arguments[1]))
        case "weekday":
            return _placed(WEEKDAYS[int(arguments[0])], arguments[1], "week")
        case "month":
            return _placed(MONTHS[int(arguments[0]) - 1], arguments[1], "year")
        case "monthday":
            day = f"{arguments[1]} {MONTHS[int(arguments[0]) - 1]}"
            return _placed(day, arguments[2], "year")
        case "dayfrom":
            return _placed(_day_from(*map(int, arguments[:3])), arguments[3], "year")
        case "easter":
            return _placed(_by_easter(int(arguments[0])), arguments[1], "year")
        case "same":
            number = int(arguments[1])
            side = "before" if number < 0 else "after"
            return f"the day {_counted(arguments[0], abs(number))} {side}"
        case "season":
            return _placed(_SEASONS[int(arguments[0])], arguments[1], "year")
        case "monthweek":
            return f"the {_ORDINALS[int(arguments[0])]} week of the month of"
        case "days":
            start = f"{arguments[1]} {MONTHS[int(arguments[0]) - 1]}"
            end = f"{arguments[3]} {MONTHS[int(arguments[2]) - 1]}"
            return _placed(f"days from {start} to {end}", arguments[4], "year")
        case "dom":
            if len(arguments) > 1:
                return _placed(f"nearest day {arguments[0]} of a month", arguments[1], "year")
            return f"day {arguments[0]} of the month of"
        case "span":
            number = int(arguments[1])
            side = "up to" if number > 0 else "after"
            return f"the {_counted(arguments[0], abs(number))} {side}"
        case _:
            return {"from": "since"}.get(name, name)


def _by_easter(offset: int) -> str:
    if offset in (0, 1, -1, -2, -3):
        return (
            "Easter",
            "day after Easter",
            "Thursday before Easter",
            "Friday before Easter",
            "Saturday before Easter",
        )[offset]
    return f"{abs(offset)} days {'after' if offset > 0 else 'before'} Easter"


def _day_from(day: int, month: int, of_month: int) -> str:
    name, rest = divmod(of_month - 1, 7)
    if rest == 0 and name + 1 in _ORDINALS:
        return f"{_ORDINALS[name + 1]} {WEEKDAYS[day]} of {MONTHS[month - 1]}"
    return f"first {WEEKDAYS[day]} from {of_month} {MONTHS[month - 1]} on"


def _counted(unit: str, number: int) -> str:
    plural = "centuries" if unit == "century" else f"{unit}s"
    return unit if number == 1 else f"{number} {plural}"


def _unit_in_words(unit: str, number: int) -> str:
    if number == 0:
        return f"the {unit} of"
    side = "before" if number < 0 else "after"
    if abs(number) == 1:
        return f"the {unit} {side}"
    return f"{_counted(unit, abs(number))} {side}"


def _placed(name: str, when: str, within: str) -> str:
    match when:
        case "<=" | "<":
            return f"the {name} before"
        case ">=" | ">":
            return f"the {name} after"
        case "-1":
            return f"the {name} of the {within} before"
        case "1":
            return f"the {name} of the {within} after"
        case "0":
            return f"the {name} of the {within} of"
        case _:
            return f"the {name} nearest to"
