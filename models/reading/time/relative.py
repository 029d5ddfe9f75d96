"""The meaning of words that count from today or from an earlier date."""

import re

from models.reading.doc import TimeType
from models.reading.lexicon.classes import word_class, word_numbers
from models.reading.time.meaning import Match, Reading, Spec, dated
from models.reading.time.words import (
    PARTS_OF_DAY,
    UNKNOWN,
    WEEKDAY_NUMBERS,
    clock_value,
    number_in,
    period,
    quantity,
    unit_in,
    which_in,
)

_NEAR = word_numbers("time.day.offset")
_BACK = word_class("adverb.earlier")

_TIME_UNIT_CALENDAR = word_class("time.unit.calendar")
_TIME_UNIT_CLOCK = word_class("time.unit.clock")

_FAR = 20_000  # units: what lies further away has no day of a calendar


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
    return dated(
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
    if not number or unit not in _TIME_UNIT_CALENDAR:
        return None
    if unit == "week":
        number, unit = 7 * number, "day"
    move = f"same {unit} {sign * number}"
    if name := m["wd"]:
        day = WEEKDAY_NUMBERS[name.lower().rstrip(".")]
        return dated(UNKNOWN["day"], "chain", f"weekday {day} {'<=' if sign < 0 else '>='}", move)
    inner = m["inner"].lower()
    if inner.startswith("this "):
        within = unit_in(inner[5:])
        return dated(UNKNOWN[within], "chain", move, f"unit {within} 0")
    offset = _NEAR[inner]
    return dated(UNKNOWN["day"], "chain", f"unit day {offset}", move)


def relative_unit(m: Match) -> Reading:
    """ "last week", "next year", "that month"."""
    unit = unit_in(m["unit"])
    offset = {"last": -1, "next": 1}.get(which_in(m["which"]), 0)
    if which_in(m["which"]) == "that":
        return dated(UNKNOWN[unit], "shift", unit, 0)
    return dated(UNKNOWN[unit], "unit", unit, offset)


def told_unit(m: Match) -> Reading:
    """ "the following week", "the previous year", "the coming month"."""
    low, unit = m["which"].lower(), unit_in(m["unit"])
    if low == "the coming":
        return dated(UNKNOWN[unit], "unit", unit, 1)
    if low == "the same":
        return dated(UNKNOWN[unit], "shift", unit, 0)
    if low.startswith("the "):
        return dated(UNKNOWN[unit], "shift", unit, 1 if low.endswith("following") else -1)
    return relative_unit(m)


def next_unit(m: Match) -> Reading:
    """ "over the next year", all of it from now; "the next century", "the next week"."""
    unit = unit_in(m["unit"])
    if unit == "century":
        return dated(UNKNOWN[unit], "unit", unit, 1)
    if re.search(
        r"(?i)\b(?:over|in|during|within|for|throughout) $",
        m.string[max(m.start() - 12, 0) : m.start()],
    ):
        return Reading(TimeType.DURATION, period(1, unit), ("span", unit, -1))
    return dated(UNKNOWN[unit], "shift", unit, 1)


def latest_unit(m: Match) -> Reading:
    """ "the latest week", "the latest fiscal year": that which is over."""
    unit = unit_in(m["unit"])
    return dated(UNKNOWN[unit], "unit", unit, -1)


def fiscal_year(_match: Match) -> Reading:
    """ "the fiscal year"."""
    return dated(UNKNOWN["year"], "unit", "year", 0)


def weekend(_match: Match) -> Reading:
    """ "the weekend"."""
    return dated(UNKNOWN["weekend"], "unit", "weekend", 0)


def current_unit(m: Match) -> Reading:
    """ "the current week"."""
    unit = unit_in(m["unit"])
    return dated(UNKNOWN[unit], "unit", unit, 0)


def ago(m: Match) -> Reading:
    """ "three days ago", "some years ago"."""
    number, unit = quantity(number_in(m["count"]), unit_in(m["unit"]))
    if unit in _TIME_UNIT_CLOCK:
        spec: Spec = ("unit", "day", 0) if number < 12 else ("ref",)
        return Reading(TimeType.TIME, "PAST_REF", spec)
    if not number or number > _FAR:
        return dated("PAST_REF", "ref")
    unit = "day" if unit == "night" else unit
    return dated(UNKNOWN[unit], "unit", unit, -number)


def and_half_ago(m: Match) -> Reading:
    """ "two and a half years ago"."""
    unit = unit_in(m["unit"])
    months = int((number_in(m["count"]) + 0.5) * (12 if unit == "year" else 1))
    return dated(UNKNOWN[unit], "chain", f"same month {-months}", f"unit {unit} 0")


def ago_vague(_match: Match) -> Reading:
    """ "long ago", "years ago"."""
    return dated("PAST_REF", "ref")


def from_now(m: Match) -> Reading:
    """ "two years from now", "in two years' time"."""
    number, unit = quantity(number_in(m["count"]), unit_in(m["unit"]))
    if not number or number > _FAR or unit in _TIME_UNIT_CLOCK:
        return dated("FUTURE_REF", "ref")
    return dated(UNKNOWN[unit], "unit", unit, number)


def shifted(m: Match) -> Reading:
    """ "five days later", "a week earlier", counted from the date before."""
    number, unit = quantity(number_in(m["count"]), unit_in(m["unit"]))
    back = m["side"].lower() in _BACK
    if unit in _TIME_UNIT_CLOCK:
        return Reading(TimeType.TIME, "XXXX-XX-XX", ("shift", "day", 0))
    if not number or number > _FAR:
        return dated("PAST_REF" if back else "FUTURE_REF", "ref")
    unit = "day" if unit == "night" else unit
    return dated(UNKNOWN[unit], "shift", unit, -number if back else number)


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
    return dated(UNKNOWN["day"], "shift", "day", 0)


def recent(m: Match) -> Reading:
    """ "recent months", "the coming weeks"."""
    return dated("FUTURE_REF" if re.search(r"(?i)coming|next", m[0]) else "PAST_REF", "ref")


def end_of_unit(m: Match) -> Reading:
    """ "the end of the year", "year-end", "later in the week"."""
    unit = unit_in(m["unit"])
    return dated(UNKNOWN[unit], "unit", unit, 0)


def year_before(m: Match) -> Reading:
    """ "the year-earlier period", "a year earlier"."""
    alone = re.search(r"(?i)earlier$", m[0])
    return dated(UNKNOWN["year"], "shift" if alone else "unit", "year", -1)


def year_ago_quarter(m: Match) -> Reading:
    """Results are of the quarter that is over; a year before it. A period may be a year."""
    if m[0].lower().endswith("period"):
        return dated(UNKNOWN["year"], "yearago", "year", -1)
    return dated(UNKNOWN["quarter"], "yearago", "quarter", -5)


def this_unit(m: Match) -> Reading:
    """ "for the year"; figures of a quarter are reported when it is over."""
    unit = unit_in(m["unit"])
    over = unit == "quarter" or re.match(r" ended\b", m.string[m.end() : m.end() + 7])
    return dated(UNKNOWN[unit], "unit", unit, -1 if over and unit != "year" else 0)


def overnight(_match: Match) -> Reading:
    """ "overnight": the night before."""
    return Reading(TimeType.TIME, UNKNOWN["day"] + "TNI", ("unit", "day", -1))


def last_quarter(_match: Match) -> Reading:
    """ "the latest quarter"."""
    return dated(UNKNOWN["quarter"], "unit", "quarter", -1)
