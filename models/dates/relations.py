"""Comparing intervals, and making intervals from others."""

from dataclasses import replace

from models.dates.days import from_day, shift_day, to_day
from models.dates.edtf import format_edtf, season_days, write_days, write_year
from models.dates.interval import DateInterval, Day, Precision
from models.errors import KnownError

_BEFORE_ALL = -(2**62)
_AFTER_ALL = 2**62


def one_day(day: Day, *, approximate: bool = False) -> DateInterval:
    """The interval of one day."""
    return between(day, day, approximate=approximate)


def whole_month(year: int, month: int, *, approximate: bool = False) -> DateInterval:
    """The interval of one month (1-12)."""
    first = to_day(year, month, 1)
    return between(first, shift_day(first, months=1) - 1, approximate=approximate)


def whole_year(year: int, *, approximate: bool = False) -> DateInterval:
    """The interval of one year."""
    return between(to_day(year, 1, 1), to_day(year, 12, 31), approximate=approximate)


def season(year: int, code: int) -> DateInterval:
    """The interval of an EDTF season (21-24) or quarter (33-36)."""
    earliest, latest = season_days(year, code)
    return DateInterval(earliest, latest, Precision.SEASON, f"{write_year(year)}-{code}")


def between(earliest: Day | None, latest: Day | None, *, approximate: bool = False) -> DateInterval:
    """The interval from one day to another, None being open, with its EDTF and precision."""
    if earliest is None or latest is None:
        bare = DateInterval(earliest, latest, Precision.INTERVAL, "", approximate)
        return DateInterval(earliest, latest, Precision.INTERVAL, format_edtf(bare), approximate)
    if earliest > latest:
        raise KnownError("The date ends before it begins; swap the two ends.")
    text, precision = write_days(earliest, latest)
    if approximate:
        text = "/".join(f"{side}~" for side in text.split("/"))
    return DateInterval(earliest, latest, precision, text, approximate)


def blurred(interval: DateInterval) -> DateInterval:
    """The interval, its ends being more or less known: 1750 becomes 1750~."""
    if interval.approximate:
        return interval
    sides = (side if side[-1:] in "./" else f"{side}~" for side in interval.edtf.split("/"))
    return replace(interval, edtf="/".join(sides), approximate=True)


def certainly_inside(interval: DateInterval, start: Day | None, end: Day | None) -> bool:
    """Whether every day the date can fall on lies from ``start`` to ``end`` (None: open)."""
    after = start is None or (interval.earliest is not None and interval.earliest >= start)
    return after and (end is None or (interval.latest is not None and interval.latest <= end))


def possibly_inside(interval: DateInterval, start: Day | None, end: Day | None) -> bool:
    """Whether some day the date can fall on lies from ``start`` to ``end`` (None: open)."""
    after = start is None or interval.latest is None or interval.latest >= start
    return after and (end is None or interval.earliest is None or interval.earliest <= end)


def sort_key(interval: DateInterval | None) -> tuple[int, Day, Day]:
    """Orders by first day, then by last (a day before its month); open starts go by their end
    and undated ones come last."""
    if interval is None:
        return 1, _AFTER_ALL, _AFTER_ALL
    latest = _AFTER_ALL if interval.latest is None else interval.latest
    earliest = latest if interval.earliest is None else interval.earliest
    return 0, earliest, latest


def hull(first: DateInterval, second: DateInterval) -> DateInterval:
    """The smallest interval that holds both."""
    earliest = (
        None
        if first.earliest is None or second.earliest is None
        else min(first.earliest, second.earliest)
    )
    latest = (
        None if first.latest is None or second.latest is None else max(first.latest, second.latest)
    )
    if earliest is None and latest is None:
        raise KnownError("Together the two dates allow any day; give a narrower range.")
    for side in (first, second):
        if (side.earliest, side.latest) == (earliest, latest):
            return side
    return between(earliest, latest, approximate=first.approximate or second.approximate)


def union(first: DateInterval, second: DateInterval) -> DateInterval | None:
    """Both as one interval, or None when there is a gap between them."""
    low, high = sorted((first, second), key=lambda side: _low(side.earliest))
    if _high(low.latest) + 1 < _low(high.earliest):
        return None
    return hull(first, second)


def intersection(first: DateInterval, second: DateInterval) -> DateInterval | None:
    """The days that both can fall on, or None when there are none."""
    low = max(_low(first.earliest), _low(second.earliest))
    high = min(_high(first.latest), _high(second.latest))
    if low > high:
        return None
    earliest = None if low == _BEFORE_ALL else low
    latest = None if high == _AFTER_ALL else high
    for side in (first, second):
        if (side.earliest, side.latest) == (earliest, latest):
            return side
    return between(earliest, latest, approximate=first.approximate or second.approximate)


def shifted(
    interval: DateInterval, *, years: int = 0, months: int = 0, days: int = 0
) -> DateInterval:
    """The same calendar unit that many units later (negative: earlier)."""
    if interval.earliest is None or interval.latest is None:
        ends = (interval.earliest, interval.latest)
        moved = [
            None if end is None else shift_day(end, years=years, months=months, days=days)
            for end in ends
        ]
        return between(moved[0], moved[1], approximate=interval.approximate)
    # The last day is found from the day after it: a month stays a month, whatever its length.
    earliest = shift_day(interval.earliest, years=years, months=months, days=days)
    if interval.earliest == interval.latest:
        return one_day(earliest, approximate=interval.approximate)
    after = shift_day(interval.latest + 1, years=years, months=months, days=days)
    if interval.precision is Precision.SEASON and not days:
        return _shifted_season(interval, earliest, after - 1)
    return between(earliest, after - 1, approximate=interval.approximate)


def _shifted_season(interval: DateInterval, earliest: Day, latest: Day) -> DateInterval:
    bare = DateInterval(earliest, latest, Precision.SEASON, "", interval.approximate)
    text = format_edtf(bare)
    if "/" in text:
        return between(earliest, latest, approximate=interval.approximate)
    return DateInterval(earliest, latest, Precision.SEASON, text, interval.approximate)


def first_year(interval: DateInterval) -> int | None:
    """The year of the first day, None when that end is open."""
    return None if interval.earliest is None else from_day(interval.earliest)[0]


def _low(day: Day | None) -> Day:
    return _BEFORE_ALL if day is None else day


def _high(day: Day | None) -> Day:
    return _AFTER_ALL if day is None else day
