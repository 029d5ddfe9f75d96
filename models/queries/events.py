"""Questions about events: the first rows, the whole order, rows by number, counts."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    SQLColumnExpression,
    false,
    func,
    or_,
    select,
    true,
)
from sqlalchemy.orm import Session

from models.dates.interval import DateInterval, Precision
from models.queries.conditions import PART, asked, only, without
from models.queries.filter import (
    DATED,
    REPORTED,
    DateRange,
    EventFilter,
    Sort,
    SortField,
    let_through,
    wants_rejected,
)
from models.queries.matched import matched
from models.queries.plain import plain_parts, plain_rows
from models.queries.plans import Plan, Use, plan, settled
from models.queries.rows import DateCounts, EventRow
from models.queries.times import (
    bounds,
    certainly,
    known_how,
    perhaps,
    reported,
    shown,
    undated,
)
from models.schema.actors import Actor
from models.schema.events import Event, Evidence
from models.schema.keys import REJECTED_UNDATED, UNDATED, stored_interval
from models.schema.text import Document
from models.schema.work import EventTag, Note, Tag
from models.store import sql

PUBLISHED = (
    Document.published_earliest,
    Document.published_latest,
    Document.published_precision,
    Document.published_edtf,
    Document.published_approximate,
)
"""The columns of a document that hold its publication date."""
_UNKNOWN = (None,) * len(PUBLISHED)
_FIRST = itemgetter(0)
_CHUNK = 500  # rows asked for by number at a time


@dataclass(frozen=True, slots=True)
class _Order:
    """A column to sort by. Events whose value is ``blank`` come last, up and down."""

    column: SQLColumnExpression[Any]
    blank: object = None


_ORDERS = {
    SortField.DATE: _Order(Event.chrono, UNDATED),
    SortField.SUMMARY: _Order(Event.summary_key),
    SortField.WHO: _Order(Event.who_key, ""),
    SortField.PLACE: _Order(Event.place_key, ""),
    SortField.ARTICLE: _Order(Event.id),  # numbered as the articles tell them
}
"""Every other field is sorted by the column of its name."""


def events_page(
    session: Session, wanted: EventFilter, sort: Sort, size: int
) -> tuple[EventRow, ...]:
    """The first ``size`` events that match, in the order wanted."""
    by_date = sort.field is SortField.DATE
    found = plan(session, asked(session, wanted), Use.PAGE, size, by_date=by_date)
    ids: list[int] = []
    for run in _runs(found, sort, rejected=wants_rejected(wanted)):
        ids += session.scalars(run.limit(size - len(ids)))
        if len(ids) >= size:
            break
    rows = event_rows(session, ids)
    return tuple(rows[i] for i in ids if i in rows)


def event_ids(session: Session, wanted: EventFilter, sort: Sort) -> "array[int]":
    """The numbers of the events that match, in the order wanted (8 bytes each)."""
    by_date = sort.field is SortField.DATE
    found = plan(session, asked(session, wanted), Use.ORDER, by_date=by_date)
    ids = array("q")
    for run in _runs(found, sort, rejected=wants_rejected(wanted)):
        for part in plain_parts(session, run):
            ids.extend(map(_FIRST, part))
    return ids if sort.most is None else ids[: sort.most]


def event_rows(session: Session, ids: Iterable[int]) -> dict[int, EventRow]:
    """The rows of some events, by their numbers; those that are gone are left out."""
    wanted = list(ids)
    rows: dict[int, EventRow] = {}
    for first in range(0, len(wanted), _CHUNK):
        chunk = wanted[first : first + _CHUNK]
        tellers = _tellers(session, chunk)
        tags, notes = _words_of(session, _TAGS, chunk), _words_of(session, _NOTES, chunk)
        for found in session.execute(select(*_ROW).where(Event.id.in_(chunk))):
            number = found[0]
            ours = tuple(tags.get(number, ())), tuple(notes.get(number, ()))
            rows[number] = _row(found, tellers.get(number), *ours)
    return rows


def _tellers(session: Session, ids: Sequence[int]) -> dict[int, Row[*tuple[Any, ...]]]:
    """The first document that tells of each of these events."""
    query = (
        select(Evidence.event_id, Evidence.id, Document.source, Document.outlet, *PUBLISHED)
        .join(Document, Document.id == Evidence.document_id)
        .where(Evidence.event_id.in_(ids))
    )
    first: dict[int, Row[*tuple[Any, ...]]] = {}
    for found in session.execute(query):
        known = first.get(found[0])
        if known is None or found[1] < known[1]:
            first[found[0]] = found
    return first


_TAGS = select(EventTag.event_id, Tag.name, Tag.name).join(Tag, Tag.id == EventTag.tag_id)
_NOTES = select(Note.event_id, Note.text, Note.id)


def _words_of(
    session: Session, query: Select[*tuple[Any, ...]], ids: Sequence[int]
) -> dict[int, list[str]]:
    """The tags or notes of these events, in the order of the last column."""
    found: dict[int, list[str]] = {}
    column = query.selected_columns[0]
    rows = plain_rows(session, query.where(column.in_(ids)))
    for event, words, _ in sorted(rows, key=lambda row: row[2]):  # few: no work for the database
        found.setdefault(event, []).append(words)
    return found


def count_events(session: Session, wanted: EventFilter) -> int:
    """How many events match."""
    made = settled(session, asked(session, wanted))
    if (ids := only(made)) is not None:
        found = ids.subquery()
        return session.scalar(select(func.count(found.c[0].distinct()))) or 0
    found = plan(session, made, Use.EVERY).every(Event.id).subquery()
    return session.scalar(select(func.count()).select_from(found)) or 0


def date_counts(session: Session, wanted: EventFilter, *, exact: bool = False) -> DateCounts:
    """How many events lie certainly in the range, how many possibly, how many have no date.

    All conditions but the range hold; ``possible`` does not count the certain ones again. How the
    date is known is a condition of each count but that of what it would take away. Where very many
    events match, only the first are counted (``capped``), unless it is to be ``exact``.
    """
    dates = wanted.dates or DateRange()
    others = without(without(wanted, "dates"), "dated")
    found = matched(session, others)
    ranged = bounds(dates) != (None, None)
    if found.ids is None:
        none, told, *rest = (
            _count(session, undated()),
            sum(_count(session, way) for way in reported(dates)),
            _count(session, certainly(dates) if ranged else shown()),
            _count(session, perhaps(dates)) if ranged else 0,
        )
    else:
        rejected = wants_rejected(others)
        ways = [
            undated(rejected=rejected),
            or_(*reported(dates, rejected=rejected)),
            certainly(dates, rejected=rejected),
            perhaps(dates, rejected=rejected),
        ]
        if not ranged:  # by one column, and the certain ones are those that are left
            ways = [undated(rejected=rejected), known_how(REPORTED), true(), false()]
        named = [way.label(f"way_{n}") for n, way in enumerate(ways)]
        if found.capped and exact:
            query = plan(session, asked(session, others), Use.EVERY).every(*named)
        else:
            query = select(*named).where(Event.id.in_(sql.given(found.ids)))
        sums = select(*(func.count().filter(way) for way in query.subquery().c))
        none, told, *rest = next(plain_rows(session, sums))
    certain, possible = rest if ranged else (rest[0] - none - told, 0)
    through = let_through(wanted.dated)
    certain, possible = (certain, possible) if DATED in through else (0, 0)
    if ranged and REPORTED in through:
        possible += told
    capped = found.capped and not exact
    return DateCounts(certain, possible, none, told, capped=capped)


def _count(session: Session, *way: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).select_from(Event).where(*way)) or 0


def _runs(found: Plan, sort: Sort, *, rejected: bool) -> Iterator[Select[*tuple[Any, ...]]]:
    """Queries whose answers, one after the other, begin with the events in the order wanted.

    In the order of time ``rejected`` ones follow all others.

    Blank values get a run of their own, so that they come last without a sort by expression,
    which no index has.
    """
    order = _ORDERS.get(sort.field) or _Order(getattr(Event, sort.field.value))
    column = order.column
    if found.part:
        yield from _along_part(found, down=sort.down, rejected=rejected)
        return
    keys: list[SQLColumnExpression[Any]] = [column, Event.id]
    if column is Event.id:
        keys = [column]
    elif column is not Event.chrono:
        keys.insert(1, Event.chrono)
    ordering = [key.desc() if sort.down else key.asc() for key in keys]
    every = select(Event.id).where(*found.where)
    if column is Event.chrono and found.sorts and rejected:
        last = column.in_((UNDATED, REJECTED_UNDATED))
        yield every.order_by(column > UNDATED, last, *ordering)
        return
    if found.sorts and order.blank is not None:
        yield every.order_by(column == order.blank, *ordering)
        return
    if order.blank is None:
        yield every.order_by(*ordering)
        return
    filled = column < order.blank if column is Event.chrono else column > order.blank
    yield every.where(filled).order_by(*ordering)
    yield every.where(column == order.blank).order_by(*ordering[1:])
    if column is Event.chrono and rejected:
        yield every.where(column > UNDATED, column < REJECTED_UNDATED).order_by(*ordering)
        yield every.where(column == REJECTED_UNDATED).order_by(*ordering[1:])


def _along_part(found: Plan, *, down: bool, rejected: bool) -> Iterator[Select[*tuple[Any, ...]]]:
    """The same by date along the events of one actor; in several roles it is one event."""
    keys = (PART.chrono, PART.event_id)
    every = select(PART.event_id, PART.chrono).distinct().where(*found.where)
    if found.joined:
        every = every.join(Event, Event.id == PART.event_id)
    ordered = every.order_by(*(key.desc() if down else key.asc() for key in keys))
    yield ordered.where(PART.chrono < UNDATED)
    yield ordered.where(PART.chrono == UNDATED)
    if rejected:
        yield ordered.where(PART.chrono > UNDATED, PART.chrono < REJECTED_UNDATED)
        yield ordered.where(PART.chrono == REJECTED_UNDATED)


_ROW = (
    Event.id,
    Event.earliest,
    Event.latest,
    Event.precision,
    Event.edtf,
    Event.approximate,
    Event.summary,
    Event.who,
    Event.kind,
    Event.status,
    Event.place,
    Event.sources,
    Event.review,
    Event.reported,
    Event.confidence,
    select(Actor.name).where(Actor.id == Event.claimed_by_id).scalar_subquery(),
    Event.edited,
    Event.created_by,
    Event.copies,
    Event.disputed,
)


def _row(
    found: Row[*tuple[Any, ...]],
    teller: Row[*tuple[Any, ...]] | None,
    tags: tuple[str, ...],
    notes: tuple[str, ...],
) -> EventRow:
    interval = stored_interval(found[1], found[2], found[3], found[4], found[5])
    source, outlet, *day = ("", "", *_UNKNOWN) if teller is None else teller[2:]
    by_hand = found[17] == "person"
    more = (
        found[15] or "",
        source,
        outlet or "",
        published(day),
        tags,
        notes,
        found[16],
        by_hand,
        found[18],
        found[19],
    )
    cells: tuple[Any, ...] = (found[0], interval, *found[6:15], *more)
    return EventRow(*cells)


def published(found: Sequence[Any]) -> DateInterval | None:
    """The publication date whose columns ``PUBLISHED`` were asked for."""
    earliest, latest, precision, edtf, approximate = found
    if precision is None:
        return None
    return DateInterval(earliest, latest, Precision(precision), edtf, bool(approximate))
