"""Dates in words for people: short, unambiguous, day before month."""

from models.dates.basis import DateBasis
from models.dates.days import MONTHS, WEEKDAYS, days_in_month, from_day
from models.dates.interval import DateInterval, Day, Precision

MONTH_NAMES = tuple(name[:3] for name in MONTHS)
DAY_NAMES = WEEKDAYS
_SEASON_WORDS = {
    "21": "spring", "22": "summer", "23": "autumn", "24": "winter",
    "33": "1st quarter", "34": "2nd quarter", "35": "3rd quarter", "36": "4th quarter",
}  # fmt: skip
_ANCHORS = {"publication": "publication", "time": "the date before it", "event": "the event"}


def describe(interval: DateInterval | None) -> str:
    """A date for a table or a sentence: "3 Feb 2025", "Apr 2024", "c. 2023", "since 1994"."""
    if interval is None:
        return "date unknown"
    circa = "c. " if interval.approximate else ""
    if interval.latest is None and interval.earliest is not None:
        return f"since {circa}{_start(interval.earliest)}"
    if interval.earliest is None and interval.latest is not None:
        return f"before {circa}{day_words(interval.latest + 1)}"
    return circa + _plain(interval)


def describe_event(interval: DateInterval | None, reported: Day | None, *, planned: bool) -> str:
    """When something happened; where that is unknown, the day by which it was reported:
    "by 4 Feb 2025", or for a plan "as of 4 Feb 2025"."""
    if interval is not None or reported is None:
        return describe(interval)
    return f"{'as of' if planned else 'by'} {day_words(reported)}"


def day_words(day: Day) -> str:
    """A day in words: "3 Feb 2025"."""
    year, month, of_month = from_day(day)
    return f"{of_month} {MONTH_NAMES[month - 1]} {year_words(year)}"


def explain(basis: DateBasis | None) -> str:
    """Why the date is what it is: "the Monday before 2025-02-04 (publication)"."""
    if basis is None:
        return "no date is stated"
    anchor = basis.anchor
    if basis.anchor_kind == "none" or anchor is None:
        return basis.rule or "as written"
    return f"{basis.rule} {anchor.edtf} ({_source(basis)})"


def explain_in_words(basis: DateBasis) -> str:
    """The same for readers, to show beside the words of the text: "the Monday before 4 Feb 2025
    (publication)". Words that are shown already are not repeated."""
    anchor = basis.anchor
    if basis.anchor_kind == "none" or anchor is None:
        return basis.rule or "as written"
    if basis.anchor_kind == "event" and basis.anchor_words in (None, basis.words):
        return "date of the same occasion"
    return f"{basis.rule} {describe(anchor)} ({_source(basis)})"


def _source(basis: DateBasis) -> str:
    """What was counted from."""
    if basis.anchor_words and basis.anchor_kind != "publication":
        return f"“{basis.anchor_words}”"
    return _ANCHORS.get(basis.anchor_kind, basis.anchor_kind)


def _plain(interval: DateInterval) -> str:
    earliest, latest = interval.earliest, interval.latest
    if earliest is None or latest is None:
        return "any date"
    year, month, _ = from_day(earliest)
    match interval.precision:
        case Precision.DAY:
            return day_words(earliest)
        case Precision.MONTH:
            return month_words(year, month)
        case Precision.SEASON:
            code = interval.edtf.rstrip("~?%")[-2:]
            return f"{_SEASON_WORDS[code]} {year_words(year)}"
        case Precision.YEAR:
            return year_words(year)
        case Precision.DECADE if year > 0:
            return f"{year}s" if year >= 1000 else f"{year}s AD"
        case Precision.CENTURY:
            return _century(year)
        case _:
            return _span(earliest, latest)


def _span(earliest: Day, latest: Day) -> str:
    first, last = from_day(earliest), from_day(latest)
    if earliest == latest:
        return day_words(earliest)
    ends_month = last[2] == days_in_month(last[0], last[1])
    if first[1:] == (1, 1) and last[1:] == (12, 31):
        return year_words(first[0]) + (f" – {year_words(last[0])}" if last[0] != first[0] else "")
    if first[2] == 1 and ends_month:
        if first[:2] == last[:2]:
            return month_words(*first[:2])
        start = MONTH_NAMES[first[1] - 1] if first[0] == last[0] else month_words(*first[:2])
        return f"{start} – {month_words(*last[:2])}"
    if first[0] != last[0]:
        return f"{day_words(earliest)} – {day_words(latest)}"
    start = str(first[2])
    if first[1] != last[1]:
        start += f" {MONTH_NAMES[first[1] - 1]}"
    return f"{start} – {day_words(latest)}"


def _start(day: Day) -> str:
    year, month, of_month = from_day(day)
    if (month, of_month) == (1, 1):
        return year_words(year)
    return month_words(year, month) if of_month == 1 else day_words(day)


def month_words(year: int, month: int) -> str:
    """A month (1-12) in words: "Feb 2025"."""
    return f"{MONTH_NAMES[month - 1]} {year_words(year)}"


def year_words(year: int) -> str:
    """A year in words: "2025", "44 BC", "843 AD".

    A short number, which could be taken for something else, gets its era.
    """
    if year <= 0:
        return f"{1 - year} BC"
    return str(year) if 1000 <= year <= 9999 else f"{year} AD"


def _century(year: int) -> str:
    number = abs(year) // 100 + 1
    if number % 100 in (11, 12, 13):
        ending = "th"
    else:
        ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending} century" + (" BC" if year < 0 else "")
