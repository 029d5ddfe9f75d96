"""Day numbers and the calendar: days since 1970-01-01 in the proleptic Gregorian calendar.

Year 0 is 1 BC (ISO 8601). The arithmetic is our own because ``datetime`` ends at the year 1;
the algorithm is Howard Hinnant's "chrono-compatible low-level date algorithms" (2013).
"""

from datetime import date

from dateutil.relativedelta import relativedelta

from models.dates.interval import Day
from models.errors import KnownError

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_EPOCH = 719_468  # days from 0000-03-01 to 1970-01-01
_ERA = 146_097  # days in 400 years
_ORDINAL = 719_163  # datetime.date(1970, 1, 1).toordinal()
_FIRST, _LAST = 1, 9999  # the years that datetime and dateutil can count in


def is_leap(year: int) -> bool:
    """Whether the year has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int) -> int:
    """How many days the month (1-12) of that year has."""
    if month == 2:
        return 29 if is_leap(year) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def to_day(year: int, month: int, day: int) -> Day:
    """The number of a day. Raises KnownError for a day the calendar lacks."""
    if not 1 <= month <= 12:
        raise KnownError(f"There is no month {month}: months go from 1 to 12.")
    if not 1 <= day <= days_in_month(year, month):
        raise KnownError(
            f"There is no {day} {MONTHS[month - 1]} {year}: "
            f"that month has {days_in_month(year, month)} days."
        )
    shifted = year - (month <= 2)
    era, of_era = divmod(shifted, 400)
    of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    return era * _ERA + of_era * 365 + of_era // 4 - of_era // 100 + of_year - _EPOCH


def from_day(day: Day) -> tuple[int, int, int]:
    """Year, month (1-12) and day of month of a day number."""
    era, of_era = divmod(day + _EPOCH, _ERA)
    year_of_era = (of_era - of_era // 1460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted = (5 * of_year + 2) // 153
    month = shifted + 3 if shifted < 10 else shifted - 9
    return year_of_era + era * 400 + (month <= 2), month, of_year - (153 * shifted + 2) // 5 + 1


def weekday(day: Day) -> int:
    """The day of the week, Monday 0 to Sunday 6."""
    return (day + 3) % 7


def month_start(day: Day) -> Day:
    """The first day of the month that holds a day."""
    year, month, _ = from_day(day)
    return to_day(year, month, 1)


def month_end(year: int, month: int) -> Day:
    """The last day of a month (1-12)."""
    return to_day(year, month, days_in_month(year, month))


def shift_day(day: Day, *, years: int = 0, months: int = 0, days: int = 0) -> Day:
    """The day that many calendar units later (negative: earlier); the 31st becomes the last."""
    year, _, _ = from_day(day)
    if _FIRST < year + years + months // 12 < _LAST and _FIRST < year < _LAST:
        try:
            moved: date = date.fromordinal(day + _ORDINAL) + relativedelta(
                years=years, months=months, days=days
            )
        except (ValueError, OverflowError) as fault:
            raise KnownError("The date is outside the years 1 to 9999.") from fault
        return moved.toordinal() - _ORDINAL
    year, month, of_month = from_day(day)
    years_on, month = divmod(month - 1 + months, 12)
    year, month = year + years + years_on, month + 1
    return to_day(year, month, min(of_month, days_in_month(year, month))) + days
