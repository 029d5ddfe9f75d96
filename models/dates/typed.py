"""What a person types into a date field. Nothing is ever filled in from today."""

import re

from models.dates.days import MONTHS as _NAMES
from models.dates.days import shift_day, to_day
from models.dates.edtf import parse_edtf
from models.dates.interval import DateInterval, Day, Precision
from models.dates.relations import between, one_day, season, whole_month, whole_year
from models.errors import KnownError

MONTHS = {name.lower(): number for number, name in enumerate(_NAMES, 1)}
MONTHS |= {name[:3].lower(): number for number, name in enumerate(_NAMES, 1)} | {"sept": 9}
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_MONTH = r"(?P<month>[a-z]{3,9})\.?"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>[0-9]{3,4})"
_SHAPES = tuple(
    re.compile(shape, re.ASCII)
    for shape in (
        rf"(?:[a-z]{{3,9}},? )?{_DAY}(?: of)? {_MONTH},? {_YEAR}",  # 3 Feb 2025
        rf"(?:[a-z]{{3,9}},? )?{_MONTH} {_DAY},? {_YEAR}",  # Feb 3, 2025
        rf"{_MONTH},? {_YEAR}",  # April 2024
        rf"{_YEAR},? {_MONTH}",  # 2024 April
    )
)
_SEASON = re.compile(rf"(?P<name>spring|summer|autumn|fall|winter)(?: of)?,? {_YEAR}", re.ASCII)
_QUARTER = re.compile(rf"q(?P<quarter>[1-4]),? {_YEAR}|{_YEAR.replace('year', 'before')},? ?q"
                      r"(?P<after>[1-4])", re.ASCII)  # fmt: skip
_DECADE = re.compile(r"(?:the )?(?P<decade>[0-9]{2,3}0)'?s", re.ASCII)
_NUMBERS = re.compile(r"[0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{2,4}", re.ASCII)
_ISO = re.compile(r"(?P<year>[0-9]{4})[-/.](?P<month>[0-9]{1,2})(?:[-/.](?P<day>[0-9]{1,2}))?",
                  re.ASCII)  # fmt: skip
_CIRCA = re.compile(r"(?:c\.|ca\.?|circa|about|around|approximately|c(?= ))\s*")
_RELATIVE = {"today": 0, "yesterday": -1, "tomorrow": 1}
_HELP = "write it as 3 Feb 2025, April 2024, 2025 or 2025-02-03."


def parse_typed(text: str, *, today: Day | None = None) -> DateInterval:
    """The interval that a typed date means; a KnownError that says what to write instead.

    "today", "yesterday" and "tomorrow" are read only when ``today`` is given.
    """
    typed = " ".join(text.split())
    if not typed:
        raise KnownError(f"The date is empty; {_HELP}")
    if len(typed) > 64:
        raise KnownError(f"This is no date: it is too long; {_HELP}")
    lower = typed.lower()
    if today is not None and lower in _RELATIVE:
        return one_day(shift_day(today, days=_RELATIVE[lower]))
    found = _open(lower) or _single(lower) or _range(lower)
    if found is not None:
        return found
    try:
        return parse_edtf(typed)
    except KnownError:
        if lower in _RELATIVE:
            raise KnownError(f'"{typed}" has no fixed date here; {_HELP}') from None
        if "/" in typed and not typed.replace("/", "").isdigit():
            raise
        if re.fullmatch(r"[0-9-]{6,10}", typed):
            raise
        raise KnownError(f"“{typed[:40]}” is no date that can be read; {_HELP}") from None


def _single(lower: str) -> DateInterval | None:
    bare = _CIRCA.sub("", lower, count=1) if _CIRCA.match(lower) else lower
    found = _date(bare)
    if found is None or bare == lower:
        return found
    if found.precision is Precision.SEASON:
        return DateInterval(
            found.earliest, found.latest, Precision.SEASON, f"{found.edtf}~", approximate=True
        )
    return between(found.earliest, found.latest, approximate=True)


def _date(lower: str) -> DateInterval | None:
    if match := _ISO.fullmatch(lower):
        return _calendar(int(match["year"]), int(match["month"]), match["day"], lower)
    if _NUMBERS.fullmatch(lower):
        raise KnownError(
            f'"{lower}" can be read in two ways; write the month as a word, as in 3 Feb 2025.'
        )
    if re.fullmatch(r"[0-9]{4}", lower, re.ASCII):
        return whole_year(int(lower))
    if match := _DECADE.fullmatch(lower):
        return parse_edtf(f"{int(match['decade']) // 10:03d}X")
    if match := _SEASON.fullmatch(lower):
        return season(int(match["year"]), SEASONS[match["name"]])
    if match := _QUARTER.fullmatch(lower):
        quarter = match["quarter"] or match["after"]
        return season(int(match["year"] or match["before"]), 32 + int(quarter))
    for shape in _SHAPES:
        if match := shape.fullmatch(lower):
            parts = match.groupdict()
            month = MONTHS.get(parts["month"])
            if month is None:
                continue
            return _calendar(int(parts["year"]), month, parts.get("day"), lower)
    return None


def _calendar(year: int, month: int, day: str | None, text: str) -> DateInterval:
    if not 1 <= month <= 12:
        if day is None and 21 <= month <= 36:
            return parse_edtf(text)
        raise KnownError(f"There is no month {month}: months go from 1 to 12.")
    return whole_month(year, month) if day is None else one_day(to_day(year, month, int(day)))


def _open(lower: str) -> DateInterval | None:
    word, _, rest = lower.partition(" ")
    if word not in ("since", "from", "after", "before", "until", "till", "by") or not rest:
        return None
    found = _single(rest)
    if found is None or found.earliest is None or found.latest is None:
        return None
    match word:
        case "since" | "from":
            return between(found.earliest, None)
        case "after":
            return between(found.latest + 1, None)
        case "before":
            return between(None, found.earliest - 1)
        case _:
            return between(None, found.latest)


def _range(lower: str) -> DateInterval | None:
    stripped = lower.removeprefix("from ").removeprefix("between ")
    for sign in (" – ", " — ", " - ", " to ", " until ", " and ", "–", "—"):
        first, found, second = stripped.partition(sign)
        if not found:
            continue
        start, end = _single(first.strip()), _single(second.strip())
        if start is not None and end is not None:
            return between(start.earliest, end.latest)
    if match := re.fullmatch(r"([0-9]{4})-([0-9]{4})", stripped, re.ASCII):
        return between(to_day(int(match[1]), 1, 1), to_day(int(match[2]), 12, 31))
    return None
