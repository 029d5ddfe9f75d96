"""A date as an interval of days: from the first to the last day it can fall on."""

from dataclasses import dataclass
from enum import StrEnum

# Days are counted from 1970-01-01 (day 0), proleptic Gregorian; open ends are None.
Day = int


class Precision(StrEnum):
    """How finely a date is known."""

    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    INTERVAL = "interval"  # two ends, one of which may be open


@dataclass(frozen=True, slots=True)
class DateInterval:
    """``earliest`` and ``latest`` are inclusive days; None is an open end."""

    earliest: Day | None
    latest: Day | None
    precision: Precision
    edtf: str
    approximate: bool = False
