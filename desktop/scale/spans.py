"""The scale of the date histogram: centuries to days as numbered buckets, and what is in sight."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from math import ceil, floor

from models.dates.days import MONTHS, from_day, to_day
from models.dates.interval import Day
from models.dates.words import MONTH_NAMES, day_words, month_words, year_words

_YEARS = {2: 1, 3: 10, 4: 100}  # of the units that are years, by their number
_FEW_DAYS = 14  # a chronicle that covers less is shown with the months around it
_SQUEEZED = 2 / 3  # of all days is what the far dates may leave to nearly all events
_FEWEST = 7  # days in sight, however far one zooms in
_STEPS = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)


class Unit(IntEnum):
    """What one bar stands for, from fine to coarse."""

    DAY = 0
    MONTH = 1
    YEAR = 2
    DECADE = 3
    CENTURY = 4

    def index(self, day: Day) -> int:
        """The number of the bucket a day lies in."""
        if self is Unit.DAY:
            return day
        year, month, _ = from_day(day)
        return year * 12 + month - 1 if self is Unit.MONTH else year // _YEARS[self]

    def start(self, index: int) -> Day:
        """The first day of a bucket."""
        if self is Unit.DAY:
            return index
        if self is Unit.MONTH:
            return to_day(index // 12, index % 12 + 1, 1)
        return to_day(index * _YEARS[self], 1, 1)

    def end(self, index: int) -> Day:
        """The last day of a bucket."""
        return self.start(index + 1) - 1

    def words(self, index: int) -> str:
        """A bucket in words: "March 2024", "2024", "3 March 2024"."""
        year, month, day = from_day(self.start(index))
        shown = year_words(year)
        match self:
            case Unit.DAY:
                return f"{day} {MONTHS[month - 1]} {shown}"
            case Unit.MONTH:
                return f"{MONTHS[month - 1]} {shown}"
            case Unit.YEAR:
                return shown
            case _ if year > 0:
                return f"{year}s"
            case _:
                return f"{shown} to {self.finest(self.end(index))}"

    @property
    def finer(self) -> "Unit | None":
        """The next finer unit; None: there is none."""
        return None if self is Unit.DAY else Unit(self - 1)

    @staticmethod
    def finest(day: Day) -> str:
        """The year a day lies in, in words."""
        return Unit.YEAR.words(Unit.YEAR.index(day))


@dataclass(frozen=True, slots=True)
class Span:
    """Whole buckets of one unit, side by side; all bars are equally wide."""

    unit: Unit
    first: int
    count: int

    @property
    def start(self) -> Day:
        """The first day in sight."""
        return self.unit.start(self.first)

    @property
    def end(self) -> Day:
        """The last day in sight."""
        return self.unit.end(self.last)

    @property
    def last(self) -> int:
        """The number of the last bucket."""
        return self.first + self.count - 1

    def place(self, day: Day) -> float:
        """Where a day begins, in bars from the left edge; outside of 0 to ``count`` if it is."""
        index = self.unit.index(day)
        start = self.unit.start(index)
        return index - self.first + (day - start) / (self.unit.start(index + 1) - start)

    def bucket(self, place: float) -> int:
        """The bucket at so many bars from the left edge; the nearest one if there is none."""
        return self.first + min(max(floor(place), 0), self.count - 1)

    def day(self, place: float) -> Day:
        """The day at so many bars from the left edge."""
        index = self.bucket(place)
        start, end = self.unit.start(index), self.unit.start(index + 1)
        inside = min(max(place - (index - self.first), 0.0), 1.0)
        return min(start + int(inside * (end - start)), end - 1)

    def moved(self, by: int) -> "Span":
        """As many buckets, so many further."""
        return Span(self.unit, self.first + by, self.count)


def fitted(start: Day, end: Day, most: int) -> Span:
    """The finest span of at most ``most`` bars that holds all days from ``start`` to ``end``."""
    span = Span(Unit.DAY, start, end - start + 1)
    for unit in Unit:
        first, last = unit.index(start), unit.index(end)
        span = Span(unit, first, last - first + 1)
        if span.count <= most:
            break
    return span


def home(first: Day, last: Day, most: int) -> Span:
    """What shows everything from the first to the last day; a few days get their months."""
    if last - first < _FEW_DAYS:
        first = Unit.MONTH.start(Unit.MONTH.index(first))
        last = Unit.MONTH.end(Unit.MONTH.index(last))
    return fitted(first, last, most)


def first_sight(extent: tuple[Day, Day], middle: tuple[Day, Day] | None, most: int) -> Span:
    """What one sees first: everything, unless a few far dates would squeeze the rest."""
    whole = home(*extent, most)
    if middle is None:
        return whole
    rest = home(max(middle[0], extent[0]), min(middle[1], extent[1]), most)
    squeezed = (rest.end - rest.start) < _SQUEEZED * (whole.end - whole.start)
    return rest if squeezed else whole


def in_sight(extent: tuple[Day, Day] | None, kept: Span | None, most: int) -> Span | None:
    """What to show of dates that go from here to there: ``kept`` where it still fits, else all."""
    if extent is None:
        return None
    whole = home(*extent, most)
    if kept is None:
        return whole
    start, end = max(kept.start, whole.start), min(kept.end, whole.end)
    if start > end:
        return whole
    inside = start == kept.start and end == kept.end
    return kept if inside and kept.count <= most else fitted(start, end, most)


def zoomed(span: Span, at: Day, factor: float, whole: Span, most: int) -> Span:
    """``factor`` times as many days in sight, with ``at`` where it was; never beyond ``whole``."""
    now = span.end - span.start + 1
    most_days = whole.end - whole.start + 1
    days = min(max(round(now * factor), _FEWEST), most_days)
    if days == most_days:
        return whole
    if days == now:
        return span
    at = min(max(at, span.start), span.end)
    made = _kept(at - int((at - span.start) / now * days), days, whole, most)
    if made != span or factor > 1 or span.count == 1:
        return made
    # A zoom must be seen, and rounding to whole buckets gave the same ones again.
    late = span.place(at) >= span.count / 2
    return Span(span.unit, span.first + late, span.count - 1)


def panned(span: Span, by: int, whole: Span) -> Span:
    """So many bars to the right (left), as far as there is anything."""
    lowest, highest = span.unit.index(whole.start), span.unit.index(whole.end)
    first = min(span.first + by, highest - span.count + 1)
    return Span(span.unit, max(first, lowest), span.count)


def _kept(start: Day, days: int, whole: Span, most: int) -> Span:
    start = max(min(start, whole.end - days + 1), whole.start)
    return fitted(start, min(start + days - 1, whole.end), most)


def typed(start: Day | None, end: Day | None) -> tuple[str, str]:
    """A range as one would type it into the date fields; what is open stays empty."""
    unit = next(unit for unit in (Unit.YEAR, Unit.MONTH, Unit.DAY) if _whole(unit, start, end))
    first, last = (_words(unit, day) for day in (start, end))
    return first, last


def _whole(unit: Unit, start: Day | None, end: Day | None) -> bool:
    opens = start is None or unit.start(unit.index(start)) == start
    return opens and (end is None or unit.end(unit.index(end)) == end)


def _words(unit: Unit, day: Day | None) -> str:
    if day is None:
        return ""
    year, month, _ = from_day(day)
    if unit is Unit.YEAR:
        return year_words(year)
    return month_words(year, month) if unit is Unit.MONTH else day_words(day)


def top_of(highest: int) -> int:
    """A round number that the highest bar stays under: the scale is linear and starts at 0."""
    if highest <= 0:
        return 1
    size = int(f"1{'0' * (len(str(highest)) - 1)}")
    return next(top for step in _STEPS if (top := ceil(step * size)) >= highest)


@dataclass(frozen=True, slots=True)
class Label:
    """Words under a bar, in pixels from the left edge of the bars."""

    text: str
    left: int
    right: int
    strong: bool  # a year where most are months, a month where most are days


def labels(
    span: Span, width: int, measure: Callable[[str], int], gap: int = 10
) -> tuple[Label, ...]:
    """As many labels as fit, at regular steps, none over another or over an edge."""
    made: tuple[Label, ...] = ()
    for wanted in _choices(span.unit):
        candidates = [
            (index, *found) for index in _in_sight(span) if (found := wanted(index)) is not None
        ]
        made = _placed(span, candidates, width, measure, gap)
        if candidates and len(made) == len(candidates):
            return made
    return made


def _in_sight(span: Span) -> range:
    return range(span.first, span.first + span.count)


def _placed(
    span: Span,
    candidates: Sequence[tuple[int, str, bool]],
    width: int,
    measure: Callable[[str], int],
    gap: int,
) -> tuple[Label, ...]:
    taken: list[Label] = []
    for index, text, strong in sorted(candidates, key=lambda each: (not each[2], each[0])):
        size = measure(text)
        middle = (index - span.first + 0.5) * width / span.count
        left = min(max(round(middle - size / 2), 0), width - size)
        made = Label(text, left, left + size, strong)
        if left >= 0 and all(
            made.right + gap <= each.left or each.right + gap <= made.left for each in taken
        ):
            taken.append(made)
    return tuple(sorted(taken, key=lambda label: label.left))


_Wanted = Callable[[int], tuple[str, bool] | None]


def _choices(unit: Unit) -> list[_Wanted]:
    """Ways to label buckets, from all of them to few."""
    if unit is Unit.DAY:
        days = (range(1, 32), (1, 5, 10, 15, 20, 25), (1, 10, 20), (1, 15), (1,))
        return [_days(frozenset(some)) for some in days]
    if unit is Unit.MONTH:
        return [_months(step) for step in (1, 3, 6)] + [_januaries(s) for s in (1, 2, 5, 10)]
    return [_years(unit, step) for step in (1, 2, 5, 10, 20, 50, 100)]


def _days(some: frozenset[int]) -> _Wanted:
    def wanted(index: int) -> tuple[str, bool] | None:
        year, month, day = from_day(index)
        if day not in some:
            return None
        name = MONTH_NAMES[month - 1]
        first = f"{name} {year}" if month == 1 else name
        return (first, True) if day == 1 else (str(day), False)

    return wanted


def _months(step: int) -> _Wanted:
    def wanted(index: int) -> tuple[str, bool] | None:
        if index % 12 == 0:
            return Unit.YEAR.words(index // 12), True
        return None if index % step else (MONTH_NAMES[index % 12], False)

    return wanted


def _januaries(step: int) -> _Wanted:
    def wanted(index: int) -> tuple[str, bool] | None:
        return None if index % (12 * step) else (Unit.YEAR.words(index // 12), False)

    return wanted


def _years(unit: Unit, step: int) -> _Wanted:
    def wanted(index: int) -> tuple[str, bool] | None:
        return None if index % step else (Unit.finest(unit.start(index)), False)

    return wanted
