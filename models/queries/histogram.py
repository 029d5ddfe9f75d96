"""How many events lie in each stretch of time."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from models.dates.interval import Day
from models.queries.conditions import DATED, conditions, plan, undated, without
from models.queries.filter import EventFilter
from models.queries.plain import plain_rows
from models.schema.events import Event
from models.schema.keys import FIRST_DAY, LAST_DAY


@dataclass(frozen=True, slots=True)
class Histogram:
    """Certain and possible events of each bucket, and how many events have no date."""

    bars: tuple[tuple[int, int], ...]
    undated: int


def date_extent(session: Session) -> tuple[Day, Day] | None:
    """The first and the last day of all dates, open ends apart; None: nothing is dated."""
    # Each is the end of an index, or a walk through the uncertain events alone.
    uncertain = (Event.latest > Event.earliest, DATED, Event.latest < LAST_DAY)
    days = [
        session.scalar(query)
        for query in (
            select(func.min(Event.earliest)).where(Event.earliest > FIRST_DAY),
            select(func.min(Event.latest)).where(
                Event.earliest == FIRST_DAY, Event.latest < LAST_DAY
            ),
            select(func.max(Event.earliest)).where(Event.earliest > FIRST_DAY),
            select(func.max(Event.latest)).where(Event.earliest >= FIRST_DAY, *uncertain),
        )
    ]
    known = [day for day in days if day is not None]
    return (min(known), max(known)) if known else None


def date_histogram(session: Session, wanted: EventFilter, starts: Sequence[Day]) -> Histogram:
    """Counts under all conditions but the dates.

    ``starts``: the first days of the buckets, and the day after the last one.
    """
    others = conditions(without(wanted, "dates"))
    where = plan(session, others, None).where
    none = session.scalar(select(func.count(Event.id)).where(undated(), *where)) or 0
    if not starts:
        return Histogram((), none)
    # Said by the columns of ``ix_event_days`` alone, which then answers without a look at events;
    # it holds equal dates side by side, so nothing is sorted either.
    query = (
        select(Event.earliest, Event.latest, func.count())
        .where(
            or_(Event.earliest > FIRST_DAY, Event.latest < LAST_DAY),
            Event.earliest < starts[-1],
            Event.latest >= starts[0],
            *where,
        )
        .group_by(Event.earliest, Event.latest)
    )
    size = len(starts) - 1
    certain, steps = [0] * size, [0] * (size + 1)
    for earliest, latest, count in plain_rows(session, query):
        first = bisect_right(starts, earliest) - 1
        last = bisect_right(starts, latest) - 1
        if first >= size or last < 0:
            continue
        if first == last:
            certain[first] += count
        else:
            steps[max(first, 0)] += count
            steps[min(last, size - 1) + 1] -= count
    bars, possible = [], 0
    for number in range(size):
        possible += steps[number]
        bars.append((certain[number], possible))
    return Histogram(tuple(bars), none)
