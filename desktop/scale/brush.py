"""A range of days to filter for, as it is dragged over the bars and told in words."""

from math import floor
from typing import TypeAlias

from desktop.scale.spans import Span, Unit
from models.dates.interval import Day

Days: TypeAlias = tuple[Day | None, Day | None]
"""A range: the first and the last day; None is open."""

NOWHEN: Days = (2**40, -(2**40))
"""A range that no bar lies in: only undated events are wanted."""


def dragged(brush: Days, span: Span, edge: int, place: float) -> Days:
    """The range when an edge of it (0 the first, 1 the last) is let go at a place in sight.

    The edge goes to the nearest gap between two bars, and never beyond the other edge.
    """
    gap = span.first + min(max(floor(place + 0.5), 0), span.count)
    start, end = brush
    if edge == 0:
        start = span.unit.start(gap)
        if end is not None and start > end:
            start = span.unit.start(span.unit.index(end))
    else:
        end = span.unit.end(gap - 1)
        if start is not None and end < start:
            end = span.unit.end(span.unit.index(start))
    return start, end


def meets(days: Days | None, first: Day, last: Day) -> bool:
    """Whether any of the days from ``first`` to ``last`` is in the range; None is all days."""
    if days is None:
        return True
    start, end = days
    return (start is None or last >= start) and (end is None or first <= end)


def range_words(days: Days) -> str:
    """The range as it is spoken: "1 May 2024 to 3 May 2024", "from 1 May 2024"."""
    start, end = (None if day is None else Unit.DAY.words(day) for day in days)
    if start is None:
        return f"until {end}"
    return f"from {start}" if end is None else f"{start} to {end}"
