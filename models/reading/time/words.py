"""Numbers, months, weekdays, units and clock times in words, and how TIMEX3 writes them."""

import re

from models.dates.days import MONTHS, WEEKDAYS, days_in_month
from models.reading.lexicon.classes import word_class, word_list, word_numbers, word_values

MONTH_NUMBERS = {name.lower(): number for number, name in enumerate(MONTHS, 1)}
MONTH_NUMBERS |= {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}
MONTH_NUMBERS["sept"] = 9
WEEKDAY_NUMBERS = {name.lower(): number for number, name in enumerate(WEEKDAYS)}
WEEKDAY_NUMBERS |= {name[:3].lower(): number for number, name in enumerate(WEEKDAYS)}
WEEKDAY_NUMBERS |= word_numbers("day.short")
SMALL = word_list("number.small")
TENS = word_list("number.tens")
NUMBERS = {
    **word_numbers("number.small"),
    **word_numbers("number.tens"),
    **word_numbers("number.counted"),
}
LEAP_YEAR = 2024
_LARGE = word_numbers("number.large")
ORDINALS = word_numbers("number.ordinal")
SEASONS = word_numbers("time.season")
SEASON_CODES = {21: "SP", 22: "SU", 23: "FA", 24: "WI", 33: "Q1", 34: "Q2", 35: "Q3", 36: "Q4"}
LETTERS = {
    "second": "T{}S", "minute": "T{}M", "hour": "T{}H", "day": "{}D", "night": "{}D",
    "week": "{}W", "weekend": "{}WE", "month": "{}M", "quarter": "{}Q", "year": "{}Y",
    "decade": "{}DE", "century": "{}CE", "spring": "{}SP", "summer": "{}SU", "autumn": "{}FA",
    "fall": "{}FA", "winter": "{}WI",
}  # fmt: skip
HALVES = {
    "minute": (30, "second"), "hour": (30, "minute"), "day": (12, "hour"), "year": (6, "month"),
    "month": (2, "week"), "decade": (5, "year"), "century": (50, "year"),
}  # fmt: skip
UNKNOWN = {
    "day": "XXXX-XX-XX", "night": "XXXX-XX-XX", "week": "XXXX-WXX", "weekend": "XXXX-WXX-WE",
    "month": "XXXX-XX", "quarter": "XXXX-QX", "year": "XXXX", "decade": "XXX", "century": "XX",
}  # fmt: skip
PARTS_OF_DAY = word_values("time.part_of_day")
_NEXT = word_class("det.time.next")
_THAT = word_class("det.time.that")


def number_in(words: str) -> float:
    """A number in digits or words; 0 when the words leave it open."""
    low = words.lower().replace(",", "").replace(" 1/2", ".5").replace("½", ".5")
    for name, size in _LARGE.items():
        if low.endswith(f" {name}"):
            return number_in(low.removesuffix(f" {name}")) * size
    if low[0].isdigit():
        return float(low)
    if low.startswith("half"):
        return 0.5
    if low == "a dozen":
        return 12
    if low.startswith("a couple"):
        return 2
    tens, _, ones = low.partition("-")
    return NUMBERS.get(tens, 0) + (NUMBERS.get(ones, 0) if ones else 0)


def month_in(words: str) -> int:
    """The number of a month, by its name or the beginning of it."""
    return MONTH_NUMBERS[words.lower().rstrip(".")]


def day_in(words: str) -> int:
    """The day of a month: "3rd" is 3."""
    return int(re.sub(r"\D", "", words))


def unit_in(words: str) -> str:
    """The unit that a word names: "weeks" is a week."""
    low = words.lower()
    if low == "centuries":
        return "century"
    return low.removesuffix("s")


def which_in(words: str | None) -> str:
    """Which one of its kind is meant: last, next, this, that; "" where nothing says."""
    low = (words or "").lower().strip()
    if not low:
        return ""
    if low in _NEXT:
        return "next"
    if low == "this":
        return "this"
    return "that" if low in _THAT else "last"


def is_real(month: int, day: int, year: int = LEAP_YEAR) -> bool:
    """Whether a month has such a day, in some year where none is given."""
    return 1 <= month <= 12 and 1 <= day <= days_in_month(year, month)


def clock_value(words: str) -> str:
    """The TIMEX3 time of day: "2.30 p.m." is T14:30, "noon" T12:00."""
    low = words.lower()
    if low in PARTS_OF_DAY:
        return PARTS_OF_DAY[low]
    digits = re.findall(r"\d+", low) or [str(int(number_in(low.split()[0])))]  # "nine o'clock"
    if len(digits) == 1 and len(digits[0]) == 4:
        digits = [digits[0][:2], digits[0][2:]]
    hour, minute = int(digits[0]), digits[1] if len(digits) > 1 else "00"
    late = re.search(r"p\.?m|after|evening", low) or (hour > 4 and "night" in low)
    if late and hour < 12:
        hour += 12
    if re.search(r"\d ?a", low) and hour == 12:
        hour = 0
    seconds = f":{digits[2]}" if len(digits) > 2 else ""
    return f"T{hour:02d}:{minute}{seconds}"


def quantity(number: float, unit: str) -> tuple[int, str]:
    """Whole units: fortnights as weeks, halves as the smaller unit."""
    if unit == "fortnight":
        return int(number * 2), "week"
    if number == 0.5 and unit in HALVES:
        return HALVES[unit]
    return (1 if 0 < number < 1 else int(number)), unit


def period(number: float, unit: str) -> str:
    """The TIMEX3 duration: P3W, PT24H, PXY."""
    if unit == "fortnight":
        number, unit = number * 2, "week"
    shown = "X" if not number else f"{number:.15g}"
    return "P" + LETTERS[unit].format(shown)
