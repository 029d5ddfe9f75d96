"""The values an event filter can be narrowed to, each with its number of events.

A count obeys every condition but those of its own field: it says how many events there would
be with that value alone in its field. Where very many events match, the counts of actors,
sources and places are taken over the first of them and say "at least" (``capped``).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, func, select
from sqlalchemy.orm import Session

from models.queries.conditions import conditions, plan, without
from models.queries.filter import REVIEWS, EventFilter
from models.queries.plain import plain_rows
from models.queries.rows import FacetRow
from models.reading.doc import EventKind, EventStatus
from models.schema.actors import Actor, Alias
from models.schema.events import Event, Evidence, Participation
from models.schema.keys import fold
from models.schema.text import Document
from models.store import sqlite

CAP = 60_000
"""Over how many events counts are exact."""

_KINDS = tuple(EventKind)
_STATUSES = tuple(EventStatus)
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class _Matched:
    """The events that match, or the first ``CAP`` of them; None where everything matches."""

    ids: Sequence[int] | None
    capped: bool


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


def review_facet(session: Session, wanted: EventFilter) -> tuple[FacetRow, ...]:
    """Review states with their counts, in their own order; those without events if ticked."""
    counts = _column_counts(session, wanted, "reviews", Event.review)
    return _plain_rows(REVIEWS, counts, {t.value for t in wanted.reviews})


def place_facet(
    session: Session, wanted: EventFilter, narrowed: str = "", size: int = 200
) -> tuple[FacetRow, ...]:
    """The ``size`` most frequent places; ``narrowed``: whose words begin with what is typed."""
    matched = _matched(session, without(wanted, "places"))
    number = func.count()
    query = (
        select(Event.place_key, number)
        .where(Event.place_key > "", *_narrow(Event.place_key, narrowed))
        .group_by(Event.place_key)
        .order_by(number.desc(), Event.place_key)
        .limit(size)
    )
    if matched.ids is not None:
        query = query.where(Event.id.in_(sqlite.given(matched.ids)))
    counts = dict(plain_rows(session, query))
    names = _place_names(session, counts)
    rows = {
        key: FacetRow(names[key][0], names[key][1], names[key][1], count, matched.capped)
        for key, count in counts.items()
    }
    return _with_ticked(rows, (t.value for t in wanted.places))


def _place_names(session: Session, keys: Iterable[str]) -> dict[str, tuple[int | None, str]]:
    """Number and name of each place, from one of the events there."""
    names: dict[str, tuple[int | None, str]] = {}
    for key in keys:
        query = select(Event.place_id, Event.place).where(Event.place_key == key).limit(1)
        names.update((key, (number, name)) for number, name in plain_rows(session, query))
    return names


def source_facet(
    session: Session, wanted: EventFilter, narrowed: str = "", size: int = 200
) -> tuple[FacetRow, ...]:
    """The ``size`` most frequent sources: outlets, or titles where no outlet is known."""
    matched = _matched(session, without(wanted, "sources"))
    near = _narrow(Document.source_key, narrowed)
    if matched.ids is None:
        counts = _all_sources(session, near, size)
    else:
        query = (
            select(Evidence.event_id, Document.source_key)
            .join(Document, Document.id == Evidence.document_id)
            .where(Evidence.event_id.in_(sqlite.given(matched.ids)), *near)
            .distinct()
        )
        counted = Counter(key for _, key in plain_rows(session, query))
        counts = dict(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:size])
    rows: dict[str, FacetRow] = {}
    for key, count in counts.items():
        named = select(Document.id, Document.source).where(Document.source_key == key)
        for number, name in plain_rows(session, named.order_by(Document.id).limit(1)):
            rows[key] = FacetRow(number, name, name, count, matched.capped)
    return _with_ticked(rows, (t.value for t in wanted.sources))


def _all_sources(
    session: Session, near: Iterable[ColumnElement[bool]], size: int
) -> dict[str, int]:
    """Without any condition the documents' own counts are added up."""
    number = func.sum(Document.events)
    query = (
        select(Document.source_key, number)
        .where(*near)
        .group_by(Document.source_key)
        .having(number > 0)
        .order_by(number.desc(), Document.source_key)
        .limit(size)
    )
    return {key: int(count) for key, count in plain_rows(session, query)}


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
    matched = _matched(session, without(wanted, "actors"))
    named = _named(session, narrowed)
    if matched.ids is None:
        counts = _all_actors(session, named, size, ticked)
    else:
        pairs = select(Participation.event_id, Participation.actor_id).where(
            Participation.event_id.in_(sqlite.given(matched.ids))
        )
        counted = Counter(actor for _, actor in plain_rows(session, pairs.distinct()))
        wanted_ids = counted.keys() if named is None else named & counted.keys()
        top = sorted(wanted_ids, key=lambda actor: (-counted[actor], actor))[:size]
        counts = {actor: counted[actor] for actor in (*top, *ticked)}
    return _actor_rows(session, counts, ticked, capped=matched.capped)


def _all_actors(
    session: Session, named: set[int] | None, size: int, ticked: Sequence[int]
) -> dict[int, int]:
    every = select(Actor.id, Actor.events).where(Actor.events > 0)
    top = every.order_by(Actor.events.desc(), Actor.id).limit(size)
    if named is not None:
        top = top.where(Actor.id.in_(sqlite.given(named)))
    counts = dict.fromkeys(ticked, 0)
    counts.update(plain_rows(session, every.where(Actor.id.in_(ticked))))
    counts.update(plain_rows(session, top))
    return counts


def _actor_rows(
    session: Session, counts: Mapping[int, int], ticked: Sequence[int], *, capped: bool
) -> tuple[FacetRow, ...]:
    chosen = set(ticked)
    query = select(Actor.id, Actor.name, Actor.kind, Actor.name_key).where(
        Actor.id.in_(sqlite.given(counts))
    )
    found = sorted(
        plain_rows(session, query),
        key=lambda row: (row[0] not in chosen, -counts[row[0]], row[3], row[0]),
    )
    return tuple(
        FacetRow(number, name, name, counts[number], capped, kind)
        for number, name, kind, _ in found
        if counts[number] or number in chosen
    )


def _named(session: Session, narrowed: str) -> set[int] | None:
    """The actors with a name like that; None where nothing is typed."""
    near = _narrow(Alias.key, narrowed)
    if not near:
        return None
    return {row[0] for row in plain_rows(session, select(Alias.actor_id).where(*near).distinct())}


def _narrow(key: SQLColumnExpression[str], narrowed: str) -> list[ColumnElement[bool]]:
    """Every word typed begins a word of the folded name."""
    spaced = " " + key
    return [spaced.contains(f" {word}", autoescape=True) for word in fold(narrowed).split()]


def _column_counts(
    session: Session, wanted: EventFilter, field: str, column: SQLColumnExpression[str]
) -> dict[str, int]:
    """Exact, however many events match: the values are few."""
    others = without(wanted, field)
    matched = _matched(session, others)
    query = select(column, func.count()).group_by(column)
    if matched.capped:
        found = plan(session, conditions(others), None)
        query = query.where(*found.where)
    elif matched.ids is not None:
        query = query.where(Event.id.in_(sqlite.given(matched.ids)))
    return dict(plain_rows(session, query))


def _matched(session: Session, wanted: EventFilter) -> _Matched:
    """Found once in a scope: the facets of one filter mostly ask for the same events."""
    kept: dict[EventFilter, _Matched] = session.info.setdefault("matched events", {})
    if wanted not in kept:
        kept[wanted] = _find(session, wanted)
    return kept[wanted]


def _find(session: Session, wanted: EventFilter) -> _Matched:
    made = conditions(wanted)
    query: Select[int] = select(Event.id)
    if not made:
        count = session.scalar(select(func.count()).select_from(query.limit(CAP + 1).subquery()))
        if (count or 0) > CAP:
            return _Matched(None, capped=False)
    found = plan(session, made, CAP)
    ids = [row[0] for row in plain_rows(session, query.where(*found.where).limit(CAP + 1))]
    return _Matched(ids[:CAP], capped=len(ids) > CAP)


def _plain_rows(
    values: Iterable[str], counts: Mapping[str, int], ticked: set[str]
) -> tuple[FacetRow, ...]:
    return tuple(
        FacetRow(None, str(value), str(value).capitalize(), counts.get(value, 0))
        for value in values
        if counts.get(value) or value in ticked
    )


def _with_ticked(rows: dict[str, FacetRow], ticked: Iterable[str]) -> tuple[FacetRow, ...]:
    for value in ticked:
        rows.setdefault(fold(value), FacetRow(None, value, value, 0))
    return tuple(rows.values())
