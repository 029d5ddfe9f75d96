"""What the words of durations and of repeated times mean."""

from models.reading.doc import TimeType
from models.reading.lexicon.classes import word_class, word_values
from models.reading.time.meaning import Match, Reading, Spec, dated
from models.reading.time.words import (
    ORDINALS,
    PARTS_OF_DAY,
    SEASON_CODES,
    SEASONS,
    UNKNOWN,
    WEEKDAY_NUMBERS,
    month_in,
    number_in,
    period,
    quantity,
    unit_in,
    which_in,
)

_TIME_UNIT_CLOCK = word_class("time.unit.clock")


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
    value = period(whole, unit) if number == 0.5 else period(number, unit_in(m["unit"]))
    if unit in _TIME_UNIT_CLOCK:  # of these, whole days alone are spans
        whole, unit = (whole // 24 if unit == "hour" else 0), "day"
    spec: Spec = ("span", unit, -whole if ahead else whole) if whole else ("ref",)
    return Reading(TimeType.DURATION, value, spec)


def age(m: Match) -> Reading:
    """ "58-year-old"."""
    number = number_in(m["count"])
    return Reading(TimeType.DURATION, period(number, unit_in(m["unit"])), ("duration", "age", 0))


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
        return dated(UNKNOWN["year"], "unit", "year", -25)
    return Reading(TimeType.DURATION, period(25, "year"), ("duration", "year", 25))


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


_ADVERBS = word_values("adverb.regular")


def adverb(m: Match) -> Reading:
    """ "weekly", "annual"."""
    return Reading(TimeType.SET, _ADVERBS[m[0].lower()], ("set",))
