"""Extended Date/Time Format (ISO 8601-2:2019): levels 0 and 1, and of level 2 what is stored.

``Y``, ``Y-M``, ``Y-M-D``, each with ``~ ? %``; ``X`` for unknown last digits (``199X``, ``19XX``,
``2025-XX``, ``2025-02-XX``); seasons 21-24 and quarters 33-36; intervals ``a/b``, ``a/..``,
``../b``; years of more than four digits behind a ``Y``.
Seasons are those of the northern hemisphere by months; winter runs into the next year.
"""

import re

from models.dates.days import days_in_month, from_day, month_end, to_day
from models.dates.interval import DateInterval, Day, Precision
from models.errors import KnownError

# First month and number of months; a winter's third month lies in the next year.
_SEASONS = {
    21: (3, 3), 22: (6, 3), 23: (9, 3), 24: (12, 3),
    33: (1, 3), 34: (4, 3), 35: (7, 3), 36: (10, 3),
}  # fmt: skip
_PART = re.compile(
    r"(?P<year>-?[0-9]{4}|Y-?[1-9][0-9]{4,8}|-?[0-9]{3}X|-?[0-9]{2}XX)"
    r"(?:-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|XX))?)?(?P<mark>[~?%]?)",
    re.ASCII,
)
_LONGEST = 64
_OPEN = ("..", "")


def parse_edtf(text: str) -> DateInterval:
    """The interval an EDTF text means. Raises KnownError for anything we cannot read."""
    text = text.strip()
    if len(text) > _LONGEST:
        raise KnownError("That is too long for a date; write it as 2025-02-03 or 2024-04.")
    if "/" not in text:
        return _single(text)
    first, _, second = text.partition("/")
    if first in _OPEN and second in _OPEN:
        raise KnownError(f"“{text}” has neither a first nor a last date; give one.")
    start = None if first in _OPEN else _single(first)
    end = None if second in _OPEN else _single(second)
    earliest = start.earliest if start else None
    latest = end.latest if end else None
    if earliest is not None and latest is not None and earliest > latest:
        raise KnownError(f"“{text}” ends before it begins; swap the two dates.")
    return DateInterval(
        earliest,
        latest,
        Precision.INTERVAL,
        f"{start.edtf if start else '..'}/{end.edtf if end else '..'}",
        any(side.approximate for side in (start, end) if side),
    )


def real_edtf(text: str) -> DateInterval | None:
    """The interval that an EDTF text means, None when the calendar has no such date."""
    try:
        return parse_edtf(text)
    except KnownError:
        return None


def _single(text: str) -> DateInterval:
    match = _PART.fullmatch(text)
    if match is None:
        raise KnownError(
            f"“{text[:40]}” isn’t a date; write it as 2025-02-03, 2024-04 or “1994/..”."
        )
    year, month, day, mark = match.group("year", "month", "day", "mark")
    if year.endswith("X"):
        if month:
            raise KnownError(f"“{text}” has a month in an unknown year; leave the month out.")
        return _digits(text, year, mark)
    number = int(year.removeprefix("Y"))
    if year == "-0000":
        raise KnownError("There is no year “-0000”; the year before 1 is 0000.")
    if month is None:
        return DateInterval(
            to_day(number, 1, 1), to_day(number, 12, 31), Precision.YEAR, text, mark != ""
        )
    return _in_year(text, number, month, day, approximate=mark != "")


def _in_year(
    text: str, year: int, month: str, day: str | None, *, approximate: bool
) -> DateInterval:
    if month == "XX":
        if day not in (None, "XX"):
            raise KnownError(f"“{text}” has a day in an unknown month; leave the day out.")
        return DateInterval(
            to_day(year, 1, 1), to_day(year, 12, 31), Precision.YEAR, text, approximate
        )
    number = int(month)
    if number in _SEASONS:
        if day is not None:
            raise KnownError(f"“{text}” has a day in a season; leave the day out.")
        earliest, latest = season_days(year, number)
        return DateInterval(earliest, latest, Precision.SEASON, text, approximate)
    if day is None or day == "XX":
        first = to_day(year, number, 1)
        return DateInterval(first, month_end(year, number), Precision.MONTH, text, approximate)
    exact = to_day(year, number, int(day))
    return DateInterval(exact, exact, Precision.DAY, text, approximate)


def _digits(text: str, year: str, mark: str) -> DateInterval:
    known = year.rstrip("X")
    size = 10 ** (len(year) - len(known))
    start = abs(int(known)) * size
    first, last = start, start + size - 1
    if known.startswith("-"):
        first, last = -last, -start
    precision = Precision.DECADE if size == 10 else Precision.CENTURY
    return DateInterval(to_day(first, 1, 1), to_day(last, 12, 31), precision, text, mark != "")


def season_days(year: int, code: int) -> tuple[Day, Day]:
    """First and last day of an EDTF season (21-24) or quarter (33-36) of a year."""
    month, months = _SEASONS[code]
    years_on, last = divmod(month + months - 2, 12)
    return to_day(year, month, 1), month_end(year + years_on, last + 1)


def write_year(year: int) -> str:
    """A year as EDTF writes it: four digits, longer ones behind a ``Y``."""
    if abs(year) > 9999:
        return f"Y{year}"
    return f"-{-year:04d}" if year < 0 else f"{year:04d}"


def write_day(day: Day) -> str:
    """A day as EDTF: ``2025-02-03``."""
    year, month, of_month = from_day(day)
    return f"{write_year(year)}-{month:02d}-{of_month:02d}"


def write_days(earliest: Day, latest: Day) -> tuple[str, Precision]:
    """The shortest EDTF with exactly these first and last days, and its precision."""
    if earliest == latest:
        return write_day(earliest), Precision.DAY
    (year, month, day), (last_year, last_month, last_day) = from_day(earliest), from_day(latest)
    whole_months = day == 1 and last_day == days_in_month(last_year, last_month)
    whole_years = whole_months and month == 1 and last_month == 12
    if whole_years and year == last_year:
        return write_year(year), Precision.YEAR
    if whole_years and 0 <= year <= 9999:
        if year % 10 == 0 and last_year == year + 9:
            return f"{year // 10:03d}X", Precision.DECADE
        if year % 100 == 0 and last_year == year + 99:
            return f"{year // 100:02d}XX", Precision.CENTURY
    if whole_years:
        return f"{write_year(year)}/{write_year(last_year)}", Precision.INTERVAL
    if whole_months and (year, month) == (last_year, last_month):
        return f"{write_year(year)}-{month:02d}", Precision.MONTH
    if whole_months:
        return (
            f"{write_year(year)}-{month:02d}/{write_year(last_year)}-{last_month:02d}",
            Precision.INTERVAL,
        )
    return f"{write_day(earliest)}/{write_day(latest)}", Precision.INTERVAL


def format_edtf(interval: DateInterval) -> str:
    """The EDTF of an interval: as it was written, else the shortest for its two days."""
    if interval.edtf:
        return interval.edtf
    mark = "~" if interval.approximate else ""
    if interval.earliest is None and interval.latest is None:
        raise KnownError("A date needs a first or a last day.")
    if interval.earliest is None or interval.latest is None:
        start = ".." if interval.earliest is None else _shortest_from(interval.earliest) + mark
        end = ".." if interval.latest is None else _shortest_until(interval.latest) + mark
        return f"{start}/{end}"
    if interval.precision is Precision.SEASON and (
        season := _season_of(interval.earliest, interval.latest)
    ):
        return season + mark
    text, _ = write_days(interval.earliest, interval.latest)
    return "/".join(side + mark for side in text.split("/"))


def _season_of(earliest: Day, latest: Day) -> str | None:
    year, month, _ = from_day(earliest)
    for code, (first, _) in _SEASONS.items():
        if first == month and season_days(year, code) == (earliest, latest):
            return f"{write_year(year)}-{code}"
    return None


def _shortest_from(day: Day) -> str:
    year, month, of_month = from_day(day)
    if (month, of_month) == (1, 1):
        return write_year(year)
    return f"{write_year(year)}-{month:02d}" if of_month == 1 else write_day(day)


def _shortest_until(day: Day) -> str:
    year, month, of_month = from_day(day)
    if (month, of_month) == (12, 31):
        return write_year(year)
    if of_month == days_in_month(year, month):
        return f"{write_year(year)}-{month:02d}"
    return write_day(day)
