"""Conditions on when events happened: certainly, possibly, or known by a report only."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    SQLColumnExpression,
    and_,
    case,
    false,
    literal_column,
    not_,
    or_,
    select,
    union_all,
)

from models.queries.condition import Condition, Days, Ids, listed, opaque
from models.queries.filter import (
    DATED,
    KNOWN_HOW,
    REPORTED,
    UNKNOWN,
    DateRange,
    EventFilter,
    let_through,
)
from models.schema.events import Event
from models.schema.keys import (
    FIRST_DAY,
    LENGTH,
    REJECTED_UNDATED,
    SINCE_REPORT,
    UNDATED,
    UNTIL_REPORT,
    chrono_from,
    rejected_chrono,
)


def bounds(dates: DateRange) -> Days:
    """The first and the last day of a range."""
    start = dates.start.earliest if dates.start else None
    end = dates.end.latest if dates.end else None
    return start, end


_Column = SQLColumnExpression[Any]


@dataclass(frozen=True, slots=True, eq=False)
class _Columns:
    """Where an event lies in time, in columns that are looked up in an index or are not."""

    earliest: _Column = Event.earliest
    latest: _Column = Event.latest
    chrono: _Column = Event.chrono


_INDEXED = _Columns()
_HIDDEN = _Columns(*(opaque(each, 0) for each in (Event.earliest, Event.latest, Event.chrono)))
# Where rejected events are asked for as well, they stand where they would if they were not.
_SHOWN = case(
    (Event.chrono <= UNDATED, Event.chrono),
    (Event.chrono == REJECTED_UNDATED, UNDATED),
    else_=Event.chrono - rejected_chrono(0),
)
_SHOWN_INDEXED = _Columns(chrono=_SHOWN)
_SHOWN_HIDDEN = _Columns(opaque(Event.earliest, 0), opaque(Event.latest, 0), opaque(_SHOWN, 0))

# Written out, not bound: only so does SQLite see that its partial index holds the answer.
_FIRST: SQLColumnExpression[int] = literal_column(str(FIRST_DAY))
_UNDATED: SQLColumnExpression[int] = literal_column(str(UNDATED))


def _indexed(*, rejected: bool) -> _Columns:
    return _SHOWN_INDEXED if rejected else _INDEXED


def dated() -> ColumnElement[bool]:
    """Events with a date of their own."""
    return _dated(_INDEXED)


def certainly(dates: DateRange, *, rejected: bool = False) -> ColumnElement[bool]:
    """Dated events that can only have happened in the range; also those ``rejected``."""
    return _certainly(bounds(dates), _indexed(rejected=rejected))


def perhaps(dates: DateRange, *, rejected: bool = False) -> ColumnElement[bool]:
    """Dated events that may have happened in the range, or outside it.

    Of two or more days, one inside and one outside.
    """
    return _perhaps(bounds(dates), _indexed(rejected=rejected))


def reported(dates: DateRange, *, rejected: bool = False) -> tuple[ColumnElement[bool], ...]:
    """Events known only by their report that may lie in the range: several ways, none twice.

    A report says by when something happened, not when: none of them is certain.
    """
    return _reported(bounds(dates), _indexed(rejected=rejected))


def undated(*, rejected: bool = False) -> ColumnElement[bool]:
    """Events whose date is not known at all."""
    return (_SHOWN if rejected else Event.chrono) == UNDATED


def shown() -> ColumnElement[bool]:
    """Events that nobody rejected."""
    return Event.chrono <= _UNDATED


def known_how(how: str, *, rejected: bool = False) -> ColumnElement[bool]:
    """Events whose date is known in one of the ways in ``KNOWN_HOW``.

    By ``chrono`` alone, which every order of the table holds: for walking and counting, as no
    index finds them by it.
    """
    by_report = Event.chrono.bitwise_and(LENGTH)
    if how == REPORTED:
        return by_report == LENGTH
    if how == UNKNOWN:
        return undated(rejected=rejected)
    return and_((_SHOWN if rejected else Event.chrono) < UNDATED, by_report != LENGTH)


def _dated(of: _Columns) -> ColumnElement[bool]:
    return and_(of.earliest >= _FIRST, of.chrono < _UNDATED)


def _certainly(days: Days, of: _Columns) -> ColumnElement[bool]:
    start, end = days
    if start is None and end is None:
        return _dated(of)
    held: list[ColumnElement[bool]] = [
        of.earliest >= (_FIRST if start is None else start),
        of.chrono < _UNDATED,
    ]
    if end is not None:
        held += [of.earliest <= end, of.latest <= end]
    return and_(*held)


def _perhaps(days: Days, of: _Columns) -> ColumnElement[bool]:
    start, end = days
    over: list[ColumnElement[bool]] = [of.latest > of.earliest, _dated(of)]
    outside: list[ColumnElement[bool]] = []
    if start is not None:
        over.append(of.latest >= start)
        outside.append(of.earliest < start)
    if end is not None:
        over.append(of.earliest <= end)
        outside.append(of.latest > end)
    return and_(*over, or_(*outside)) if outside else false()


def _reported(days: Days, of: _Columns) -> tuple[ColumnElement[bool], ...]:
    start, end = days
    told = of.chrono < _UNDATED
    happened = and_(of.earliest == UNTIL_REPORT, told)
    planned = and_(of.earliest == SINCE_REPORT, told)
    if start is None and end is None:
        return (and_(of.earliest < FIRST_DAY, told),)
    return (
        happened if start is None else and_(happened, of.latest >= start),
        planned if end is None else and_(planned, of.latest <= end),
    )


def when(wanted: EventFilter, *, rejected: bool = False) -> Iterator[Condition]:
    """The conditions of ``dates`` and ``dated``; a range has no need of the second one."""
    columns = (_SHOWN_INDEXED, _SHOWN_HIDDEN) if rejected else (_INDEXED, _HIDDEN)
    dates = wanted.dates or DateRange()
    through = let_through(wanted.dated)
    days = bounds(dates)
    if days != (None, None):
        yield _ranged(dates, days, through, columns)
        return
    if dates.undated and dates.start is None and dates.end is None:
        through &= {UNKNOWN}
    if DATED not in through:
        indexed, hidden = columns
        yield _found(_known_how(through, indexed), _known_how(through, hidden))
    elif refused := frozenset(KNOWN_HOW) - through:
        told = and_(*(not_(known_how(how, rejected=rejected)) for how in sorted(refused)))
        yield Condition(told, told, flat=told, on_row=True)


def _ranged(
    dates: DateRange, days: Days, through: frozenset[str], columns: tuple[_Columns, _Columns]
) -> Condition:
    indexed, hidden = (tuple(_inside(dates, days, through, of)) for of in columns)
    certain = DATED in through and len(indexed) == 1 and columns[0] is _INDEXED
    return _found(indexed, hidden, days if certain else None)


def _inside(
    dates: DateRange, days: Days, through: frozenset[str], of: _Columns
) -> Iterator[ColumnElement[bool]]:
    if DATED in through:
        yield _certainly(days, of)
    if dates.possible:
        if DATED in through:
            yield _perhaps(days, of)
        if REPORTED in through:
            yield from _reported(days, of)
    if dates.undated and UNKNOWN in through:
        yield of.chrono == UNDATED


def _known_how(through: frozenset[str], of: _Columns) -> tuple[ColumnElement[bool], ...]:
    """Events whose date is not known, or only by their report."""
    told = (*_reported((None, None), of),) if REPORTED in through else ()
    return (*told, of.chrono == UNDATED) if UNKNOWN in through else told


def _found(
    indexed: Sequence[ColumnElement[bool]],
    hidden: Sequence[ColumnElement[bool]],
    span: Days | None = None,
) -> Condition:
    """What finds the events of any of these ways, none of which finds those of another."""
    ways, flat = (each or (false(),) for each in (indexed, hidden))
    ids = _any_of(ways)
    direct = ways[0] if len(ways) == 1 else None
    test = or_(*flat)
    return Condition(test, listed(ids), ids, direct, test, span, on_row=True)


def _any_of(ways: Sequence[ColumnElement[bool]]) -> Ids:
    found = [select(Event.id).where(way) for way in ways]
    return found[0] if len(found) == 1 else union_all(*found)


def within(days: Days, chrono: SQLColumnExpression[int]) -> ColumnElement[bool]:
    """The range of ``chrono`` of events that certainly are between two days.

    An open start goes by its end, so it lies before the last day as well.
    """
    start, end = days
    held = [] if start is None else [chrono >= chrono_from(start)]
    if end is not None:
        held.append(chrono < chrono_from(end + 1))
    return and_(*held)
