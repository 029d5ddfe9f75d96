"""Where each event of a lane is drawn: from which pixel to which, and in which row."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desktop.scale.spans import Span
from models.dates.interval import Precision
from models.queries.rows import EventRow

LEAST = 7  # pixels of a day
ARROW = 26
_GAP = 6
_FEWEST = 40  # pixels of words that say anything
_WORDS = 230  # pixels of words beside a mark, at most


@dataclass(frozen=True, slots=True)
class Mark:
    """An event as it is drawn. ``sure``: it was on that day; else it fades to its bounds.

    ``left_open`` and ``right_open``: it has no bound there, and an arrow says so.
    """

    row: EventRow
    left: int
    right: int
    line: int
    sure: bool
    left_open: bool
    right_open: bool
    words: int
    """Pixels of words beside it; 0: there are none."""
    before: bool = False
    """Whether its words are at its left, as the right edge is near."""

    @property
    def reach(self) -> tuple[int, int]:
        """From where to where it is drawn, its words included."""
        if self.before:
            return self.left - self.words, self.right
        return self.left, self.right + self.words


def placed(
    rows: Sequence[EventRow], span: Span, wide: int, measure: Callable[[str], int], *, worded: bool
) -> tuple[tuple[Mark, ...], int]:
    """The marks of a lane, and how many lines they take; none over another."""

    def x(place: float) -> int:
        return round(place / span.count * wide)

    ends: list[int] = []
    marks = []
    for row in rows:
        found = _reach(row)
        if found is None:
            continue
        first, last, sure, left_open, right_open = found
        left, right = x(span.place(first)), x(span.place(last + 1))
        if right - left < LEAST:
            left, right = (left + right) // 2 - LEAST // 2, (left + right) // 2 + LEAST // 2 + 1
        left -= ARROW if left_open else 0
        right += ARROW if right_open else 0
        left, right = max(left, 0), min(right, wide)
        if right <= 0 or left >= wide or right - left < 2:
            continue
        wanted = min(measure(row.summary) + _GAP + 4, _WORDS) if worded else 0
        before = wanted > wide - right and left > wide - right
        words = min(wanted, left if before else wide - right)
        words = words if words > _FEWEST else 0
        begin = left - words if before else left
        end = (right if before else right + words) + _GAP
        line = next((n for n, taken in enumerate(ends) if taken <= begin), len(ends))
        if line == len(ends):
            ends.append(end)
        ends[line] = end
        marks.append(Mark(row, left, right, line, sure, left_open, right_open, words, before))
    return tuple(marks), max(1, len(ends))


def _reach(row: EventRow) -> tuple[int, int, bool, bool, bool] | None:
    """First and last day, whether it is sure, and which end is open; None: it is nowhere."""
    day = row.interval
    if day is None or (day.earliest is None and day.latest is None):
        if row.reported is None:
            return None
        planned = row.status == "planned"
        return row.reported, row.reported, False, not planned, planned
    first = day.latest if day.earliest is None else day.earliest
    last = day.earliest if day.latest is None else day.latest
    assert first is not None
    assert last is not None
    sure = day.precision is Precision.DAY and first == last and not day.approximate
    return first, last, sure, day.earliest is None, day.latest is None
