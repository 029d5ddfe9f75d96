"""Dates in words for people."""

from models.dates.basis import DateBasis
from models.dates.days import from_day
from models.dates.interval import DateInterval, Day, Precision

MONTH_NAMES = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
DAY_NAMES = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_SEASON_NAMES = {
    "21": "spring", "22": "summer", "23": "autumn", "24": "winter",
    "33": "Q1", "34": "Q2", "35": "Q3", "36": "Q4",
}  # fmt: skip


def describe(interval: DateInterval | None) -> str:
    """The date as a person writes it: "3 Feb 2025", "Apr 2024", "c. 2023", "since 1994"."""
    if interval is None:
        return "undated"
    first, last = interval.earliest, interval.latest
    about = "c. " if interval.approximate else ""
    if first is None and last is not None:
        return f"{about}until {_edge(last, end=True)}"
    if last is None and first is not None:
        return f"{about}since {_edge(first, end=False)}"
    if first is None or last is None:
        return "undated"
    if first == last:
        return about + day_words(first)
    year, month, _ = from_day(first)
    if interval.precision is Precision.MONTH:
        return f"{about}{MONTH_NAMES[month - 1]} {_year(year)}"
    if interval.precision is Precision.YEAR:
        return about + _year(year)
    if interval.precision is Precision.DECADE:
        return f"{about}{year // 10 * 10}s"
    if interval.precision is Precision.CENTURY:
        return f"{about}{year}–{year + 99}"
    if interval.precision is Precision.SEASON:
        code = interval.edtf.rstrip("~?%")[-2:]
        return f"{about}{_SEASON_NAMES.get(code, '')} {_year(year)}".strip()
    return about + _range(first, last)


def _range(first: Day, last: Day) -> str:
    (y1, m1, d1), (y2, m2, d2) = from_day(first), from_day(last)
    left, right = _edge(first, end=False), _edge(last, end=True)
    if (y1, m1) == (y2, m2):
        return f"{d1}–{d2} {MONTH_NAMES[m1 - 1]} {_year(y1)}"
    if y1 == y2 and left.endswith(_year(y1)) and right.endswith(_year(y2)):
        left = left.removesuffix(_year(y1)).rstrip() or left
    return f"{left} – {right}"


def _edge(day: Day, *, end: bool) -> str:
    """A day that is the first (last) of its year or month, as that year or month."""
    year, month, of_month = from_day(day)
    after_year, after_month, _ = from_day(day + 1)
    if end and after_year != year or not end and (month, of_month) == (1, 1):
        return _year(year)
    if end and after_month != month or not end and of_month == 1:
        return f"{MONTH_NAMES[month - 1]} {_year(year)}"
    return day_words(day)


def day_words(day: Day) -> str:
    """A day: "3 Feb 2025"."""
    year, month, of_month = from_day(day)
    return f"{of_month} {MONTH_NAMES[month - 1]} {_year(year)}"


def _year(year: int) -> str:
    return f"{1 - year} BC" if year < 1 else str(year)


def explain(basis: DateBasis | None) -> str:
    """How a date was computed, in one line: "the Monday before 2025-02-04 (publication)"."""
    if basis is None:
        return ""
    if basis.anchor is None or basis.anchor_kind == "none":
        return basis.rule
    source = {"publication": "publication", "time": basis.anchor_words or "a date before it"}
    named = source.get(basis.anchor_kind, basis.anchor_words or basis.anchor_kind)
    return f"{basis.rule} {basis.anchor.edtf} ({named})"
