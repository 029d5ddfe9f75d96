"""The values an event filter can be narrowed to, each with its number of events.

A count obeys every condition but those of its own field: it says how many events there would
be with that value alone in its field.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, func, select
from sqlalchemy.orm import Session

from models.queries.conditions import conditions, plan, without
from models.queries.filter import EventFilter
from models.queries.rows import FacetRow
from models.reading.doc import EventKind, EventStatus
from models.schema.actors import Actor, Alias
from models.schema.events import Event, Evidence, Participation
from models.schema.keys import fold
from models.schema.text import Document

_KINDS = tuple(EventKind)
_STATUSES = tuple(EventStatus)


def kind_facet(session: Session, wanted: EventFilter) -> tuple[FacetRow, ...]:
    """Kinds with their counts, most frequent first; those without events only if ticked."""
    counts = _column_counts(session, wanted, "kinds", Event.kind)
    ticked = {t.value for t in wanted.kinds}
    order = sorted(_KINDS, key=lambda kind: (-counts.get(kind, 0), kind))
    return _plain_rows(order, counts, ticked)


def status_facet(session: Session, wanted: EventFilter) -> tuple[FacetRow, ...]:
    """Statuses with their counts, in their own order; those without events only if ticked."""
    counts = _column_counts(session, wanted, "statuses", Event.status)
    return _plain_rows(_STATUSES, counts, {t.value for t in wanted.statuses})


def place_facet(
    session: Session, wanted: EventFilter, narrowed: str = "", size: int = 200
) -> tuple[FacetRow, ...]:
    """The ``size`` most frequent places; ``narrowed``: whose words begin with what is typed."""
    found = plan(session, conditions(without(wanted, "places")), all_of_them=True)
    number = func.count(Event.id)
    query = (
        select(func.max(Event.place_id), func.max(Event.place), Event.place_key, number)
        .where(*found.where, Event.place_key > "", *_narrow(Event.place_key, narrowed))
        .group_by(Event.place_key)
        .order_by(number.desc(), Event.place_key)
        .limit(size)
    )
    rows = {
        key: FacetRow(number, name, name, count)
        for number, name, key, count in session.execute(query)
    }
    return _with_ticked(rows, (t.value for t in wanted.places))


def source_facet(
    session: Session, wanted: EventFilter, narrowed: str = "", size: int = 200
) -> tuple[FacetRow, ...]:
    """The ``size`` most frequent sources: outlets, or titles where no outlet is known."""
    found = plan(session, conditions(without(wanted, "sources")), all_of_them=True)
    near = _narrow(Document.source_key, narrowed)
    if found.where:
        number: ColumnElement[int] = func.count(Evidence.event_id.distinct())
        matching = select(Event.id).where(*found.where)
        query = (
            select(func.min(Document.id), func.max(Document.source), Document.source_key, number)
            .join(Evidence, Evidence.document_id == Document.id)
            .where(Evidence.event_id.in_(matching), *near)
        )
    else:
        number = func.sum(Document.events)
        query = select(
            func.min(Document.id), func.max(Document.source), Document.source_key, number
        ).where(*near)
    query = (
        query.group_by(Document.source_key)
        .having(number > 0)
        .order_by(number.desc(), Document.source_key)
        .limit(size)
    )
    rows = {
        key: FacetRow(number, name, name, count)
        for number, name, key, count in session.execute(query)
    }
    return _with_ticked(rows, (t.value for t in wanted.sources))


def actor_facet(
    session: Session,
    wanted: EventFilter,
    narrowed: str = "",
    size: int = 200,
    ticked: Sequence[int] = (),
) -> tuple[FacetRow, ...]:
    """The ``size`` most frequent actors; ticked ones first, even without events.

    ``narrowed``: only those with a name or alias whose words begin with what is typed, accents
    and case apart.
    """
    counts = _actor_counts(session, wanted, narrowed, size, ticked)
    query = select(Actor.id, Actor.name, Actor.kind).where(Actor.id.in_([*counts, *ticked]))
    rows = [
        FacetRow(number, name, name, counts.get(number, 0), kind=kind)
        for number, name, kind in session.execute(query)
    ]
    chosen = set(ticked)
    rows = [r for r in rows if r.count or r.id in chosen]
    return tuple(
        sorted(rows, key=lambda r: (r.id not in chosen, -(r.count or 0), fold(r.label), r.id))
    )


def _actor_counts(
    session: Session, wanted: EventFilter, narrowed: str, size: int, ticked: Sequence[int]
) -> dict[int, int]:
    others = conditions(without(wanted, "actors"))
    if not others:
        every = select(Actor.id, Actor.events).where(Actor.events > 0)
        top = every.order_by(Actor.events.desc(), Actor.id).limit(size)
        if narrowed.strip():
            top = top.where(Actor.id.in_(_named(narrowed)))
        return {
            **dict(session.execute(top).all()),
            **dict(session.execute(every.where(Actor.id.in_(ticked))).all()),
        }
    found = plan(session, others, all_of_them=True)
    matching = select(Event.id).where(*found.where)
    number = func.count(Participation.event_id.distinct())
    counted = (
        select(Participation.actor_id, number)
        .where(Participation.event_id.in_(matching))
        .group_by(Participation.actor_id)
    )
    top = counted.order_by(number.desc(), Participation.actor_id).limit(size)
    if narrowed.strip():
        top = top.where(Participation.actor_id.in_(_named(narrowed)))
    counts = dict(session.execute(top).all())
    if missing := [i for i in ticked if i not in counts]:
        more = counted.where(Participation.actor_id.in_(missing))
        counts.update(session.execute(more).all())
    return counts


def _named(narrowed: str) -> Select[int]:
    return select(Alias.actor_id).where(*_narrow(Alias.key, narrowed))


def _narrow(key: SQLColumnExpression[str], narrowed: str) -> list[ColumnElement[bool]]:
    """Every word typed begins a word of the folded name."""
    spaced = " " + key
    return [spaced.contains(f" {word}", autoescape=True) for word in fold(narrowed).split()]


def _column_counts(
    session: Session, wanted: EventFilter, field: str, column: SQLColumnExpression[str]
) -> dict[str, int]:
    found = plan(session, conditions(without(wanted, field)), all_of_them=True)
    query = select(column, func.count()).where(*found.where).group_by(column)
    return dict(session.execute(query).all())


def _plain_rows(
    values: Iterable[str], counts: dict[str, int], ticked: set[str]
) -> tuple[FacetRow, ...]:
    return tuple(
        FacetRow(None, str(value), str(value).capitalize(), counts.get(value, 0))
        for value in values
        if counts.get(value) or value in ticked
    )


def _with_ticked(rows: dict[Any, FacetRow], ticked: Iterable[str]) -> tuple[FacetRow, ...]:
    for value in ticked:
        rows.setdefault(fold(value), FacetRow(None, value, value, 0))
    return tuple(rows.values())
