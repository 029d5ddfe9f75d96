"""The TIMEX3 value of a resolved time expression (ISO-TimeML 2012, ISO 8601)."""

from datetime import date

from models.dates.days import from_day
from models.dates.interval import DateInterval, Precision
from models.reading.doc import TimeExpression, TimeType

_SEASON_CODES = {
    "21": "SP", "22": "SU", "23": "FA", "24": "WI", "33": "Q1", "34": "Q2", "35": "Q3", "36": "Q4",
}  # fmt: skip


def timex_value(time: TimeExpression, interval: DateInterval) -> str:
    """The value, such as ``2025-02-03``, ``2025-W05``, ``2024-Q3``, ``2025-02-03T14:26``."""
    name = time.spec[0] if time.spec else ""
    if time.type in (TimeType.DURATION, TimeType.SET) or name == "date":
        return time.value
    if interval.earliest is None or interval.latest is None:
        return time.value
    when = _date_value(time, interval)
    if time.type is TimeType.TIME and "T" in time.value and not time.value.endswith("_REF"):
        return f"{when}T{time.value.rpartition('T')[2]}"
    return when


def _date_value(time: TimeExpression, interval: DateInterval) -> str:
    first = interval.earliest or 0
    unit = str(time.spec[1]) if time.spec[0] in ("unit", "shift") else ""
    if time.spec[0] == "chain" and str(time.spec[-1]).startswith("unit week"):
        unit = "week"
    if time.spec[0] in ("monthweek", "weekof"):
        unit = "week"
    if time.value.startswith("XXXX-H"):
        return f"{from_day(first)[0]:04d}{time.value[4:]}"
    if unit in ("week", "weekend"):
        year, _, _ = from_day(first)
        if 1 <= year <= 9999:
            iso_year, week, _ = date(*from_day(first)).isocalendar()
            return f"{iso_year:04d}-W{week:02d}" + ("-WE" if unit == "weekend" else "")
    if interval.precision is Precision.SEASON:
        year_text, _, code = interval.edtf.rstrip("~?%").rpartition("-")
        return f"{year_text}-{_SEASON_CODES[code]}"
    if interval.precision in (Precision.DECADE, Precision.CENTURY):
        return interval.edtf.rstrip("~?%").rstrip("X")
    return interval.edtf
