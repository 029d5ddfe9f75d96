"""What a person types into a date field. Nothing is ever filled in from today.

Whatever ``models.dates.words`` shows can be typed as shown and means the same days.
"Early", "mid" and "late" are thirds of the unit that follows: the days 1-10, 11-20 and 21 to
the end of a month, four months of a year, the years 0-3, 4-6 and 7-9 of a decade.
"""

import re
from collections.abc import Iterator

from models.dates.days import MONTHS as _NAMES
from models.dates.days import WEEKDAYS, from_day, month_end, shift_day, to_day, weekday
from models.dates.edtf import parse_edtf
from models.dates.interval import DateInterval, Day, Precision
from models.dates.relations import between, one_day, season, whole_month, whole_year
from models.errors import KnownError
from models.letters import clean

MONTHS = {name.lower(): number for number, name in enumerate(_NAMES, 1)}
MONTHS |= {name[:3].lower(): number for number, name in enumerate(_NAMES, 1)} | {"sept": 9}
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_DAYS = {name[:3].lower(): number for number, name in enumerate(WEEKDAYS)}
_LONGEST = 64

# A year before 1000 or after 9999 says on which side of the year 1 it lies, as it is shown; a
# bare "44" is more often somebody's 1944 than the year 44.
_YEAR = r"(?:ad (?P<ad>[0-9]{1,9})|(?P<told>[0-9]{1,9}) ?(?P<era>bce?|ad|ce)|(?P<year>[0-9]{3,4}))"
_MONTH = r"(?P<month>[a-z]{3,9})\.?"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_WEEKDAY = r"(?:(?P<weekday>mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,? )?"
_SHAPES = tuple(
    re.compile(shape, re.ASCII)
    for shape in (
        rf"{_WEEKDAY}{_DAY}(?: of)? {_MONTH},? {_YEAR}",  # 3 Feb 2025
        rf"{_WEEKDAY}{_MONTH} {_DAY},? {_YEAR}",  # Feb 3, 2025
        rf"{_MONTH},? {_YEAR}",  # April 2024
        rf"{_YEAR},? {_MONTH}",  # 2024 April
    )
)
_YEAR_ALONE = re.compile(_YEAR, re.ASCII)
_SEASON = re.compile(rf"(?P<name>spring|summer|autumn|fall|winter)(?: of)?,? {_YEAR}", re.ASCII)
_QUARTERS = tuple(
    re.compile(shape, re.ASCII)
    for shape in (
        rf"q(?P<quarter>[1-4]),? {_YEAR}",
        rf"{_YEAR},? ?q(?P<quarter>[1-4])",
        rf"(?P<quarter>[1-4])(?:st|nd|rd|th) quarter(?: of)?,? {_YEAR}",
    )
)
_DECADE = re.compile(r"(?:the )?(?P<decade>[0-9]{1,3}0)'?s(?P<ad> ad| ce)?", re.ASCII)
_CENTURY = re.compile(
    r"(?:the )?(?P<nth>[0-9]{1,3})(?:st|nd|rd|th)(?: century| c\.)(?P<era> bce?| ad| ce)?",
    re.ASCII,
)
_FIGURES = re.compile(
    r"(?P<first>[0-9]{1,2})[/.-](?P<second>[0-9]{1,2})[/.-](?P<year>[0-9]{4}|[0-9]{2})", re.ASCII
)
_ISO = re.compile(r"(?P<year>[0-9]{4})[-/.](?P<month>[0-9]{1,2})(?:[-/.](?P<day>[0-9]{1,2}))?",
                  re.ASCII)  # fmt: skip
_SHORT_RANGE = re.compile(r"(?P<from>(?P<century>[0-9]{2})[0-9]{2}) ?[-–—] ?(?P<to>[0-9]{2})",
                          re.ASCII)  # fmt: skip
_ERAS = (("b.c.e.", "bce"), ("b.c.", "bc"), ("a.d.", "ad"), ("c.e.", "ce"), ("’", "'"))
_ERA_WORDS = frozenset(("bc", "bce", "ad", "ce"))
_CIRCA = re.compile(r"(?:c\.|ca\.?|circa|about|around|approximately|c(?= ))\s*")
_PART = re.compile(
    r"(?:the )?(?:(?P<part>early|mid|late)[ -]|(?P<edge>beginning|start|middle|end) of )(?:the )?"
)
_THIRDS = {"early": 0, "beginning": 0, "start": 0, "mid": 1, "middle": 1, "late": 2, "end": 2}
_SEPARATORS = (" – ", " — ", " - ", " to ", " until ", " and ", "–", "—", "-")
_IN_CODE = re.compile(r"[0-9-]{6,10}|(?=.*[-.~?%XY])[0-9./~?%XY-]*/[0-9./~?%XY-]*", re.ASCII)
_RELATIVE = {"today": 0, "yesterday": -1, "tomorrow": 1}
_HELP = "write it as 3 Feb 2025, April 2024, 2025 or 2025-02-03."


def parse_typed(text: str, *, today: Day | None = None) -> DateInterval:
    """The interval a typed date means. Raises KnownError, which says what to write instead.

    "today", "yesterday" and "tomorrow" are read only when ``today`` is given.
    """
    typed = " ".join(clean(text).split())
    if not typed:
        raise KnownError(f"The date is empty; {_HELP}")
    if len(typed) > _LONGEST:
        raise KnownError(f"That is too long for a date; {_HELP}")
    lower = typed.lower()
    for written, plain in _ERAS:
        lower = lower.replace(written, plain)
    if today is not None and lower in _RELATIVE:
        return one_day(shift_day(today, days=_RELATIVE[lower]))
    found = _open(lower) or _single(lower) or _range(lower)
    if found is not None:
        return found
    try:
        return parse_edtf(typed)
    except KnownError:
        if lower in _RELATIVE:
            raise KnownError(f"“{typed}” doesn’t name a fixed date; {_HELP}") from None
        if _IN_CODE.fullmatch(typed):
            raise  # it says which part is wrong
        raise KnownError(f"“{typed[:40]}” isn’t a date; {_HELP}") from None


def _single(lower: str) -> DateInterval | None:
    """A single date, with a prefix such as "c." or "early"."""
    bare = _CIRCA.sub("", lower, count=1) if _CIRCA.match(lower) else lower
    if match := _PART.match(bare):
        whole = _date(bare[match.end() :])
        return whole and _third(whole, _THIRDS[match["part"] or match["edge"]])
    found = _date(bare)
    return found if found is None or bare == lower else _approximate(found)


def _approximate(found: DateInterval) -> DateInterval:
    if found.precision is Precision.SEASON:
        return DateInterval(
            found.earliest, found.latest, Precision.SEASON, f"{found.edtf}~", approximate=True
        )
    return between(found.earliest, found.latest, approximate=True)


def _third(whole: DateInterval, third: int) -> DateInterval | None:
    """The first (0), middle (1) or last (2) third of a month, season, year, decade or century."""
    if whole.earliest is None or whole.latest is None:
        return None
    year, month, _ = from_day(whole.earliest)
    last = third == 2
    if whole.precision is Precision.MONTH:
        first = to_day(year, month, 1 + 10 * third)
        return between(first, whole.latest if last else first + 9, approximate=True)
    months = {Precision.SEASON: 1, Precision.YEAR: 4}.get(whole.precision)
    years = {Precision.DECADE: (0, 4, 7), Precision.CENTURY: (0, 34, 67)}.get(whole.precision)
    if months is not None:
        first = shift_day(whole.earliest, months=months * third)
        end = shift_day(first, months=months) - 1
    elif years is not None:
        first = to_day(year + years[third], 1, 1)
        end = whole.latest if last else to_day(year + years[third + 1], 1, 1) - 1
    else:
        return None
    return between(first, whole.latest if last else end, approximate=True)


def _date(lower: str) -> DateInterval | None:
    """A day, month, season, year, decade or century; None for anything else."""
    if match := _ISO.fullmatch(lower):
        return _iso(match, lower)
    if match := _FIGURES.fullmatch(lower):
        return _in_figures(match)
    if match := _YEAR_ALONE.fullmatch(lower):
        return whole_year(_year(match)) if match["year"] is None or len(lower) == 4 else None
    if match := _DECADE.fullmatch(lower):
        bare = len(match["decade"]) > 2 or match["ad"]
        return parse_edtf(f"{int(match['decade']) // 10:03d}X") if bare else None
    if (match := _CENTURY.fullmatch(lower)) and 1 <= int(match["nth"]) <= 100:
        minus = "-" if (match["era"] or "").startswith(" bc") else ""
        return parse_edtf(f"{minus}{int(match['nth']) - 1:02d}XX")
    if match := _SEASON.fullmatch(lower):
        return season(_year(match), SEASONS[match["name"]])
    for shape in _QUARTERS:
        if match := shape.fullmatch(lower):
            return season(_year(match), 32 + int(match["quarter"]))
    for shape in _SHAPES:
        if (match := shape.fullmatch(lower)) and match["month"] in MONTHS:
            return _in_words(match.groupdict(), _year(match))
    return None


def _year(match: re.Match[str]) -> int:
    """The year of ISO 8601, in which 1 BC is 0."""
    if match["year"] is not None:
        return int(match["year"])
    number = int(match["ad"] or match["told"])
    if number == 0:
        raise KnownError("There is no year 0: 1 BC is followed by 1 AD.")
    return 1 - number if (match["era"] or "").startswith("bc") else number


def _in_words(parts: dict[str, str | None], year: int) -> DateInterval:
    month, day = MONTHS[parts["month"] or ""], parts.get("day")
    if day is None:
        return whole_month(year, month)
    found = to_day(year, month, int(day))
    named = parts.get("weekday")
    if named is not None and _DAYS[named] != weekday(found):
        raise KnownError(
            f"{int(day)} {_NAMES[month - 1]} {year} is a {WEEKDAYS[weekday(found)]}, "
            f"not a {WEEKDAYS[_DAYS[named]]}; leave out the weekday or correct the date."
        )
    return one_day(found)


def _iso(match: re.Match[str], text: str) -> DateInterval:
    year, month, day = int(match["year"]), int(match["month"]), match["day"]
    if not 1 <= month <= 12:
        if day is None and 21 <= month <= 36:
            return parse_edtf(text)
        if day is None and (short := _SHORT_RANGE.fullmatch(text)):
            return _short_range(short)
        raise KnownError(f"There is no month {month}: months go from 1 to 12.")
    return whole_month(year, month) if day is None else one_day(to_day(year, month, int(day)))


def _in_figures(match: re.Match[str]) -> DateInterval:
    """Two numbers and a year: one of them must be able to be the day alone."""
    first, second, year = int(match["first"]), int(match["second"]), match["year"]
    if len(year) == 2:
        raise KnownError(
            f"“{match[0]}” can be read in several ways; write the month as a word and the year "
            "in full, as in 3 Feb 2025."
        )
    if first > 12 or first == second:
        return one_day(to_day(int(year), second, first))
    if second > 12:
        return one_day(to_day(int(year), first, second))
    days = [f"{day} {_NAMES[month - 1]}" for day, month in ((first, second), (second, first))]
    raise KnownError(
        f"“{match[0]}” can be {days[0]} or {days[1]} {year}; write the month as a word."
    )


def _open(lower: str) -> DateInterval | None:
    """ "since 1994", "before c. 17 Jan 2025": one end is open."""
    circa = _CIRCA.match(lower)
    bare = (lower[circa.end() :] if circa else lower).replace("as of ", "since ", 1)
    word, _, rest = bare.partition(" ")
    if word not in ("since", "from", "after", "before", "until", "till", "by") or not rest:
        return None
    found = _single(rest)
    if found is None or found.earliest is None or found.latest is None:
        return None
    about = bool(circa) or found.approximate
    match word:
        case "since" | "from":
            return between(found.earliest, None, approximate=about)
        case "after":
            return between(found.latest + 1, None, approximate=about)
        case "before":
            return between(None, found.earliest - 1, approximate=about)
        case _:
            return between(None, found.latest, approximate=about)


def _range(lower: str) -> DateInterval | None:
    """From the first day of one date to the last day of another."""
    circa = _CIRCA.match(lower)
    stripped = lower[circa.end() :] if circa else lower
    stripped = stripped.removeprefix("from ").removeprefix("between ")
    if match := _SHORT_RANGE.fullmatch(stripped):
        return _short_range(match, approximate=bool(circa))
    for sign in _SEPARATORS:
        first, found, second = (side.strip() for side in stripped.partition(sign))
        if not found or not first or not second:
            continue
        # "Feb 3-5, 2025": the month stands with the first day alone.
        month = first.split()[0]
        end = _single(second) or (_single(f"{month} {second}") if month.isalpha() else None)
        start = None if end is None else _beginning(first, second)
        if start is not None and end is not None:
            about = bool(circa) or start.approximate or end.approximate
            return between(start.earliest, end.latest, approximate=about)
    return None


def _short_range(match: re.Match[str], *, approximate: bool = False) -> DateInterval:
    """ "1994–96"."""
    first, last = to_day(int(match["from"]), 1, 1), int(match["century"] + match["to"])
    return between(first, month_end(last, 12), approximate=approximate)


def _beginning(first: str, second: str) -> DateInterval | None:
    """The first date of a range, which may leave to the second what both have in common.

    "26 – 28 Jan 2025", "Apr – Jun 2024", "49 – 44 BC".
    """
    for written in _completed(first.split(), second.split()):
        if (found := _single(written)) is not None:
            return found
    return None


def _completed(first: list[str], second: list[str]) -> Iterator[str]:
    """What the first may mean: as written, or with the end of the second, longest first."""
    alone = first[-1] in _ERA_WORDS or second[-1] not in _ERA_WORDS
    if alone:
        yield " ".join(first)
    for shared in range(1, len(second)):
        yield " ".join([*first, *second[shared:]])
