"""How many events lie in each stretch of time."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.dates.interval import Day
from models.queries.conditions import DATED, conditions, opposite, undated, without
from models.queries.filter import EventFilter
from models.queries.plain import plain_parts, plain_rows
from models.queries.plans import Use, plan
from models.schema.events import Event
from models.schema.keys import FIRST_DAY, LAST_DAY
from models.store import sqlite

_DAYS = (Event.earliest, Event.latest)
_UNDATED = (FIRST_DAY, LAST_DAY)


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
    others = without(wanted, "dates")
    if not conditions(others):
        return _of_all(session, starts)
    taken = opposite(others)
    if taken is None:
        return _of_some(session, others, starts)
    # All but those that are taken away, which are few mostly.
    every, less = _of_all(session, starts), _of_some(session, taken, starts)
    pairs = zip(every.bars, less.bars, strict=True)
    bars = tuple((a[0] - b[0], a[1] - b[1]) for a, b in pairs)
    return Histogram(bars, every.undated - less.undated)


def _of_some(session: Session, wanted: EventFilter, starts: Sequence[Day]) -> Histogram:
    """Counted here, as the database would sort all events to group them."""
    counts: Counter[tuple[Day, Day]] = Counter()
    query = plan(session, conditions(wanted), Use.EVERY).every(*_DAYS)
    for part in plain_parts(session, query):
        counts.update(part)
    return Histogram(_bars(counts, starts), counts.pop(_UNDATED, 0))


def _of_all(session: Session, starts: Sequence[Day]) -> Histogram:
    none = session.scalar(select(func.count()).where(undated())) or 0
    return Histogram(_all_bars(session, starts) if starts else (), none)


def _all_bars(session: Session, starts: Sequence[Day]) -> tuple[tuple[int, int], ...]:
    """Of everything: single days are counted in their index, only stretches are looked at."""
    stretches = (
        select(*_DAYS, func.count())
        .where(
            Event.latest > Event.earliest,
            DATED,
            Event.earliest < starts[-1],
            Event.latest >= starts[0],
        )
        .group_by(*_DAYS)
    )
    counts = {(first, last): count for first, last, count in plain_rows(session, stretches)}
    edge = sqlite.given(starts).subquery().c[0]
    after = func.lead(edge).over(order_by=edge)
    bucket = select(edge.label("start"), after.label("after")).subquery().c
    inside = Event.earliest.between(bucket.start, bucket.after - 1)
    days = select(func.count()).where(inside, Event.latest == Event.earliest)
    query = select(bucket.start, days.scalar_subquery()).where(bucket.after.is_not(None))
    single = dict(plain_rows(session, query))
    return tuple(
        (sure + single[start], maybe)
        for start, (sure, maybe) in zip(starts, _bars(counts, starts), strict=False)
    )


def _bars(
    counts: Mapping[tuple[Day, Day], int], starts: Sequence[Day]
) -> tuple[tuple[int, int], ...]:
    """Certain and possible events of each bucket; undated ones are not among them."""
    size = max(0, len(starts) - 1)
    certain, steps = [0] * size, [0] * (size + 1)
    for (earliest, latest), count in counts.items():
        first = bisect_right(starts, earliest) - 1
        last = bisect_right(starts, latest) - 1
        if first >= size or last < 0 or (earliest, latest) == _UNDATED:
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
    return tuple(bars)
