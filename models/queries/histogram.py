"""How many events there are in each span of time."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, literal, select
from sqlalchemy.orm import Session

from models.dates.interval import Day
from models.queries.conditions import any_rejected, asked, conditions, opposite, without
from models.queries.filter import DATED, KNOWN_HOW, REPORTED, UNKNOWN, EventFilter, let_through
from models.queries.plain import plain_parts, plain_rows
from models.queries.plans import Use, plan
from models.queries.times import dated, shown, undated
from models.schema.events import Event
from models.schema.keys import (
    FIRST_DAY,
    LAST_DAY,
    SINCE_REPORT,
    UNDATED,
    UNTIL_REPORT,
    day_of,
)
from models.store import sql

_FEW = 20  # events: of fewer each is looked at
_DAYS = (Event.earliest, Event.latest)
_UNDATED = (FIRST_DAY, LAST_DAY)
_BY_REPORT = (UNTIL_REPORT, SINCE_REPORT)


@dataclass(frozen=True, slots=True)
class Histogram:
    """Certain and possible events of each bucket, and how many are of unknown date.

    An event open at one end, or known only by its report, counts as possible in the bucket of its
    known end, and in no other.
    """

    bars: tuple[tuple[int, int], ...]
    undated: int


def date_extent(session: Session) -> tuple[Day, Day] | None:
    """The first and last day of all dates and reports, not counting open ends; None without any."""
    # Each is the end of an index, or a walk through the uncertain events alone.
    uncertain = (Event.latest > Event.earliest, dated(), Event.latest < LAST_DAY)
    left = (shown(),) if any_rejected(session) else ()
    days = [
        session.scalar(query.where(*left))
        for query in (
            select(func.min(Event.earliest)).where(Event.earliest > FIRST_DAY),
            select(func.min(Event.latest)).where(
                Event.earliest == FIRST_DAY, Event.latest < LAST_DAY
            ),
            select(func.max(Event.earliest)).where(Event.earliest > FIRST_DAY),
            select(func.max(Event.latest)).where(*uncertain),
            *(
                select(end(Event.latest)).where(Event.earliest == how, Event.latest > FIRST_DAY)
                for how in _BY_REPORT
                for end in (func.min, func.max)
            ),
        )
    ]
    known = [day for day in days if day is not None]
    return (min(known), max(known)) if known else None


def date_middle(session: Session) -> tuple[Day, Day] | None:
    """The first and the last day between which 98 of 100 events lie; None without any date.

    Of few events none is left out, of more at least one at either end.
    """
    number = session.scalar(select(func.count()).where(Event.chrono < UNDATED)) or 0
    if not number:
        return None
    beyond = -(-number // 100) if number >= _FEW else 0
    placed = select(Event.chrono).where(Event.chrono < UNDATED).limit(1).offset(beyond)
    first = session.scalar(placed.order_by(Event.chrono))
    last = session.scalar(placed.order_by(Event.chrono.desc()))
    return None if first is None or last is None else (day_of(first), day_of(last))


def date_histogram(session: Session, wanted: EventFilter, starts: Sequence[Day]) -> Histogram:
    """Counts under all conditions but the dates.

    ``starts``: the first days of the buckets, and the day after the last one.
    """
    others = without(wanted, "dates")
    if not conditions(without(others, "dated")):
        return _of_all(session, starts, let_through(others.dated))
    taken = opposite(others)
    if taken is None:
        return _of_some(session, others, starts)
    # All but those that are taken away, which are few mostly.
    every = _of_all(session, starts, frozenset(KNOWN_HOW))
    less = _of_some(session, taken, starts)
    pairs = zip(every.bars, less.bars, strict=True)
    bars = tuple((a[0] - b[0], a[1] - b[1]) for a, b in pairs)
    return Histogram(bars, every.undated - less.undated)


def _of_some(session: Session, wanted: EventFilter, starts: Sequence[Day]) -> Histogram:
    """Counted here, as the database would sort all events to group them."""
    counts: Counter[tuple[Day, Day]] = Counter()
    query = plan(session, asked(session, wanted), Use.EVERY).every(*_DAYS)
    for part in plain_parts(session, query):
        counts.update(part)
    return Histogram(_bars(counts, starts), counts.pop(_UNDATED, 0))


def _of_all(session: Session, starts: Sequence[Day], through: frozenset[str]) -> Histogram:
    """Of everything whose date is known in one of these ways."""
    none = 0
    if UNKNOWN in through:
        none = session.scalar(select(func.count()).where(undated())) or 0
    if not starts:
        return Histogram((), none)
    stretches = dict(_stretches(session, starts)) if DATED in through else {}
    single = _in_each(session, starts, through)
    bars = zip(starts, _bars(stretches, starts), strict=False)
    return Histogram(
        tuple((sure + single[at][0], maybe + single[at][1]) for at, (sure, maybe) in bars), none
    )


def _stretches(session: Session, starts: Sequence[Day]) -> Iterator[tuple[tuple[Day, Day], int]]:
    """Dates of more than one day, with their numbers of events."""
    some = (Event.latest > Event.earliest, dated(), Event.earliest < starts[-1])
    query = select(*_DAYS, func.count()).where(*some, Event.latest >= starts[0]).group_by(*_DAYS)
    return ((row[:2], row[2]) for row in plain_rows(session, query))


def _in_each(
    session: Session, starts: Sequence[Day], through: frozenset[str]
) -> Mapping[Day, tuple[int, int]]:
    """How many events are dated to one day, and how many known only by their report, for each
    bucket by its first day; counted where they are let ``through``."""
    edge = sql.given(starts).subquery().c[0]
    after = func.lead(edge).over(order_by=edge)
    bucket = select(edge.label("start"), after.label("after")).subquery().c
    inside = (bucket.start, bucket.after - 1)
    one_day = (Event.earliest.between(*inside), Event.latest == Event.earliest, shown())
    reported = [
        (Event.earliest == how, Event.latest.between(*inside), shown()) for how in _BY_REPORT
    ]
    single = _number(one_day) if DATED in through else literal(0)
    by_report = sum(map(_number, reported if REPORTED in through else ()), literal(0))
    query = select(bucket.start, single, by_report).where(bucket.after.is_not(None))
    return {row[0]: row[1:] for row in plain_rows(session, query)}


def _number(some: Iterable[ColumnElement[bool]]) -> ColumnElement[int]:
    return select(func.count()).where(*some).scalar_subquery()


def _bars(
    counts: Mapping[tuple[Day, Day], int], starts: Sequence[Day]
) -> tuple[tuple[int, int], ...]:
    """Certain and possible events of each bucket; those of unknown date are not among them."""
    size = max(0, len(starts) - 1)
    certain, steps = [0] * size, [0] * (size + 1)
    for (earliest, latest), count in counts.items():
        if earliest <= FIRST_DAY or latest >= LAST_DAY:
            if (earliest, latest) != _UNDATED:
                at = bisect_right(starts, latest if earliest <= FIRST_DAY else earliest) - 1
                if 0 <= at < size:
                    steps[at] += count
                    steps[at + 1] -= count
            continue
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
    return tuple(bars)
