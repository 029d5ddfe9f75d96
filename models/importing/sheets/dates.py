"""Dates as people write them in spreadsheets, and written again as they do."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from models.dates.days import MONTHS, WEEKDAYS, from_day
from models.dates.edtf import parse_edtf
from models.dates.interval import DateInterval, Precision
from models.dates.typed import parse_typed
from models.dates.words import describe
from models.errors import KnownError
from models.letters import plain

DAY_FIRST, MONTH_FIRST = "dmy", "mdy"
ORDERS = (DAY_FIRST, MONTH_FIRST)
_NOTHING = frozenset(
    "? ?? - – — . n/a na n.a. n.d. nd s.d. o.d. tbc tbd tba unknown undated none unclear "
    "unbekannt inconnu desconocido".split()
)
_FIGURES = re.compile(
    r"(?P<first>\d{1,2})\s?(?P<mark>[/.\-])\s?(?P<second>\d{1,2})\s?(?P=mark)\s?(?P<year>\d{4}|\d{2})"
)
_NO_YEAR = re.compile(r"(?P<first>\d{1,2})(?P<mark>[/.])(?P<second>\d{1,2})(?P=mark)?")
_COMPACT = re.compile(r"([12]\d{3})(0[1-9]|1[0-2])([0-2]\d|3[01])")
_DASHED = re.compile(
    r"(?:(?P<day>\d{1,2})[-/. ])?(?P<month>[a-z]{3,9})[-/. ]'?(?P<year>\d{4}|\d{2})"
)
_DAY_MONTH = re.compile(
    r"(?:\d{1,2}(?:st|nd|rd|th)?(?: of)? [a-z]{3,9}|[a-z]{3,9} \d{1,2}(?:st|nd|rd|th)?)\.?"
)
_TIME = re.compile(r"[,;]?\s*(?:at )?(?:\d{1,2}:\d{2}(?::\d{2})?|\d{4}h?(?= (?:utc|gmt|z)\b))"
                   r"\s*(?:[ap]\.?m\.?|h|hrs?|uhr)?\s*(?:utc|gmt|z|[a-z]{2,4}t)?$")  # fmt: skip
_ASIDE = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*$")
_ABOUT = re.compile(
    r"^(?:approx(?:\.|imately)?|ca\.?|circa|c\.|~|≈|about|around|env\.|um|hacia)\s*"
)
_EITHER = re.compile(
    r"(?P<first>\d{1,2})(?:st|nd|rd|th)?\s?(?:or|/|&|and|oder|ou)\s?(?P<last>\d{1,2})"
    r"(?P<rest>(?:st|nd|rd|th)? [a-z].*)"
)
_MONTH_WORDS = {
    1: "jan january januar jänner janvier janv enero ene gennaio".split(),
    2: "feb february februar fev fevrier fevr febrero febbraio".split(),
    3: "mar march marz maerz mrz mars marzo".split(),
    4: "apr april avril avr abril abr aprile".split(),
    5: "may mai mayo maggio".split(),
    6: "jun june juni juin junio giugno".split(),
    7: "jul july juli juillet juil julio luglio".split(),
    8: "aug august aout agosto ago".split(),
    9: "sep sept september septembre septiembre settembre".split(),
    10: "oct october oktober okt octobre octubre ottobre".split(),
    11: "nov november novembre noviembre".split(),
    12: "dec december dezember dez decembre diciembre dic dicembre".split(),
}
_MONTHS = {plain(word): n for n, words in _MONTH_WORDS.items() for word in words}


def read_date(text: str, order: str | None = None, year: int | None = None) -> DateInterval | None:
    """The date that a cell means; None where it says that there is none.

    ``order``: which of two figures is the day; ``year``: that of the rows around, for a cell
    without one. Raises a KnownError where nobody can tell what is meant.
    """
    words = " ".join(text.replace("\u00a0", " ").split())
    if not words or words.lower() in _NOTHING:
        return None
    try:
        return parse_typed(words)
    except KnownError as fault:
        first = fault
    lower = _ASIDE.sub("", words.lower())
    lower = _TIME.sub("", lower).strip(" ,;.")
    if lower in _NOTHING or not lower:
        return None
    for each in _ways(lower, order, year):
        try:
            return parse_edtf(each) if re.fullmatch(r"\d{4}-\d\d-\d\d", each) else parse_typed(each)
        except KnownError:
            continue
    raise first


def _ways(lower: str, order: str | None, year: int | None) -> Iterable[str]:
    """What a cell may mean, in forms that can be read, the likeliest first."""
    yield lower
    if found := _COMPACT.fullmatch(lower):
        yield "-".join(found.groups())
    if found := _FIGURES.fullmatch(lower):
        yield _ordered(found["first"], found["second"], _full(found["year"]), order)
    if year is not None and (found := _NO_YEAR.fullmatch(lower)):
        yield _ordered(found["first"], found["second"], year, order)
    about = _ABOUT.sub("", lower)
    circa = "c. " if about != lower else ""
    english = _in_english(about)
    yield circa + english
    if found := _DASHED.fullmatch(english):
        yield f"{circa}{found['day'] or ''} {found['month']} {_full(found['year'])}".strip()
    if found := _EITHER.fullmatch(english):
        yield f"{found['first']}-{found['last']}{found['rest']}"
        if year is not None:
            yield f"{found['first']}-{found['last']}{found['rest']} {year}"
    if year is not None and (_DAY_MONTH.fullmatch(english) or english in _MONTHS):
        yield f"{circa}{english.rstrip('.')} {year}"
    if year is not None:
        yield f"{circa}{english} {year}"
    if english.endswith("?"):
        yield f"c. {english.rstrip('? ')}"


def _ordered(first: str, second: str, year: int, order: str | None) -> str:
    """A date in figures as EDTF; '' where its order isn't known and would matter."""
    one, two = int(first), int(second)
    if one > 12 or (one == two):
        day, month = one, two
    elif two > 12 or order == MONTH_FIRST:
        day, month = two, one
    elif order == DAY_FIRST:
        day, month = one, two
    else:
        return ""
    return f"{year:04}-{month:02}-{day:02}"


def _full(year: str) -> int:
    """A year of two figures: 69 and before is of this century."""
    number = int(year)
    return number if len(year) > 2 else number + (2000 if number < 70 else 1900)


def _in_english(lower: str) -> str:
    """The same with English months, and without the full stops of ordinal numbers."""
    text = re.sub(r"(\d)\.(?=\s?[a-zà-ÿ])", r"\1 ", lower)
    text = re.sub(
        r"[a-zà-ÿ]+\.?",
        lambda word: _NAMES.get(plain(word[0].rstrip(".")), word[0]),
        text,
    )
    return " ".join(re.sub(r"\b(?:de|du|del|le|el|am)\b", " ", text).split())


_NAMES = {word: MONTHS[number - 1].lower() for word, number in _MONTHS.items()}


def order_of(texts: Iterable[str]) -> str | None:
    """Whether the days come first in a column of dates in figures; None: nothing tells."""
    tried = (_FIGURES.fullmatch(text.strip()) for text in texts)
    found: list[re.Match[str]] = [each for each in tried if each is not None]
    pairs = [(int(each["first"]), int(each["second"])) for each in found]
    firsts = any(first > 12 >= second for first, second in pairs)
    seconds = any(second > 12 >= first for first, second in pairs)
    if firsts is not seconds:
        return DAY_FIRST if firsts else MONTH_FIRST
    if found and all(each["mark"] == "." for each in found):
        return DAY_FIRST  # nobody writes months first with full stops
    return None


def in_question(text: str) -> bool:
    """Whether a date in figures means another day in the other order."""
    found = _FIGURES.fullmatch(text.strip())
    if found is None:
        return False
    first, second = int(found["first"]), int(found["second"])
    return max(first, second) <= 12 and first != second


def exact_day(interval: DateInterval | None) -> date | None:
    """The one day that a date is, where a spreadsheet has it."""
    if (
        interval is None or interval.precision is not Precision.DAY or interval.approximate
        or interval.earliest is None or interval.earliest != interval.latest
    ):  # fmt: skip
        return None
    year, month, day = from_day(interval.earliest)
    return date(year, month, day) if 1 <= year <= 9999 else None


_MANNERS: tuple[Callable[[date], str], ...] = (
    lambda d: d.isoformat(),
    lambda d: f"{d.day} {MONTHS[d.month - 1][:3]} {d.year}",
    lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year}",
    lambda d: f"{d.day:02} {MONTHS[d.month - 1][:3]} {d.year}",
    lambda d: f"{MONTHS[d.month - 1][:3]} {d.day}, {d.year}",
    lambda d: f"{MONTHS[d.month - 1]} {d.day}, {d.year}",
    lambda d: f"{d.day}-{MONTHS[d.month - 1][:3]}-{d.year % 100:02}",
    lambda d: f"{d.day:02}-{MONTHS[d.month - 1][:3]}-{d.year}",
    lambda d: f"{d.year:04}{d.month:02}{d.day:02}",
    lambda d: f"{d.year}/{d.month:02}/{d.day:02}",
    lambda d: f"{WEEKDAYS[d.weekday()][:3]} {d.day} {MONTHS[d.month - 1][:3]} {d.year}",
)
_DAYS_FIRST: tuple[Callable[[date], str], ...] = (
    lambda d: f"{d.day:02}/{d.month:02}/{d.year}",
    lambda d: f"{d.day}/{d.month}/{d.year}",
    lambda d: f"{d.day:02}.{d.month:02}.{d.year}",
    lambda d: f"{d.day}.{d.month}.{d.year}",
    lambda d: f"{d.day:02}-{d.month:02}-{d.year}",
)
_MONTHS_FIRST: tuple[Callable[[date], str], ...] = (
    lambda d: f"{d.month:02}/{d.day:02}/{d.year}",
    lambda d: f"{d.month}/{d.day}/{d.year}",
)


def manner(samples: Sequence[str], order: str | None) -> Callable[[DateInterval | None], str]:
    """How to write dates in a column that has these in it: as most of them are written."""
    figures = {DAY_FIRST: _DAYS_FIRST, MONTH_FIRST: _MONTHS_FIRST}.get(order or "", ())
    counts: dict[int, int] = {}
    known = (*_MANNERS, *figures)
    for text in samples:
        try:
            day = exact_day(read_date(text, order))
        except KnownError:
            continue
        if day is not None:
            for number, write in enumerate(known):
                if write(day) == text:
                    counts[number] = counts.get(number, 0) + 1
    best = known[max(counts, key=lambda number: counts[number])] if counts else _MANNERS[1]

    def written(interval: DateInterval | None) -> str:
        day = exact_day(interval)
        if day is not None:
            return best(day)
        if interval is None:
            return ""
        words = describe(interval)
        try:
            same = read_date(words, order)
        except KnownError:
            same = None
        return words if same is not None and same.edtf == interval.edtf else interval.edtf

    return written
