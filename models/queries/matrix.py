"""Actors by time: how many events of a filter each is in, in each stretch, and what stands out."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from sqlalchemy import func, select, true
from sqlalchemy.orm import Session

from models.dates.interval import Day
from models.queries.condition import opaque
from models.queries.conditions import PART, asked
from models.queries.filter import EventFilter
from models.queries.people import people
from models.queries.plain import plain_parts, plain_rows
from models.queries.plans import Use, are_many, plan
from models.schema.actors import Actor
from models.schema.events import Event
from models.schema.keys import UNDATED, chrono_from
from models.store import sql

_BURST = 4  # times as many as usual, and at least:
_FEWEST = 4
_QUIET = 3  # stretches without anything, between others


@dataclass(frozen=True, slots=True)
class Gap:
    """So many days without an event, from the stretch ``first`` to ``last``."""

    first: int
    last: int
    days: int


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One actor: events in each stretch, the longest gap, and the stretches with far more."""

    id: int
    name: str
    kind: str
    events: int
    cells: tuple[int, ...]
    gap: Gap | None
    bursts: tuple[int, ...]
    usual: int
    """How many a stretch with events usually has."""


def matrix(
    session: Session, wanted: EventFilter, starts: Sequence[Day], size: int
) -> tuple[MatrixRow, ...]:
    """The ``size`` most frequent actors of a filter. An event counts where it begins.

    ``starts``: the first days of the stretches, and the day after the last one.
    """
    if len(starts) < 2:
        return ()
    found = people(session, wanted)
    some = list(found.ids[:size])
    heads = select(Actor.id, Actor.name, Actor.kind, Actor.events)
    known = {
        row[0]: row[1:] for row in plain_rows(session, heads.where(Actor.id.in_(sql.given(some))))
    }
    counts = _counts(session, wanted, some, starts)
    rows = []
    for number in some:
        name, kind, every = known[number]
        cells = tuple(counts.get((number, at), 0) for at in range(len(starts) - 1))
        events = found.reach[number].events if number in found.reach else every
        rows.append(MatrixRow(number, name, kind, events, cells, *standing_out(cells, starts)))
    return tuple(rows)


def _counts(
    session: Session, wanted: EventFilter, actors: Sequence[int], starts: Sequence[Day]
) -> Mapping[tuple[int, int], int]:
    """Events by actor and stretch; each event of an actor once, in whatever roles."""
    made = asked(session, wanted)
    edges = [chrono_from(day) for day in starts]
    if not made:
        return _of_all(session, actors, edges)
    way = plan(session, made, Use.EVERY)
    parts = select(PART.actor_id, PART.chrono, PART.event_id).distinct()
    if are_many(session, way.every(Event.id)):
        test = opaque(PART.event_id, 0).in_(way.every(Event.id))
        query = parts.where(test, PART.chrono < min(edges[-1], UNDATED), PART.chrono >= edges[0])
    else:
        found = way.every(Event.id, Event.chrono).subquery()
        query = (
            select(PART.actor_id, found.c[1], PART.event_id)
            .distinct()
            .join(found, found.c[0] == PART.event_id)
            .where(found.c[1] < min(edges[-1], UNDATED), found.c[1] >= edges[0])
        )
    query = query.where(PART.actor_id.in_(sql.given(actors)))
    counts: Counter[tuple[int, int]] = Counter()
    for part in plain_parts(session, query):
        counts.update((actor, bisect_right(edges, place) - 1) for actor, place, _ in part)
    return counts


def _of_all(
    session: Session, actors: Sequence[int], edges: Sequence[int]
) -> dict[tuple[int, int], int]:
    """The same of everything: an index holds it all, and the database counts."""
    edge = sql.given(edges).subquery().c[0]
    after = func.lead(edge).over(order_by=edge)
    stretch = select(edge.label("start"), after.label("after")).subquery()
    who = sql.given(actors).subquery()
    start, end = stretch.c
    number = select(func.count(PART.event_id.distinct())).where(
        PART.actor_id == who.c[0], PART.chrono >= start, PART.chrono < end
    )
    every = select(who.c[0], start, number.scalar_subquery()).select_from(who.join(stretch, true()))
    place = {edge: at for at, edge in enumerate(edges)}
    return {
        (actor, place[start]): count
        for actor, start, count in plain_rows(session, every.where(end.is_not(None)))
    }


def standing_out(
    cells: Sequence[int], starts: Sequence[Day]
) -> tuple[Gap | None, tuple[int, ...], int]:
    """The longest gap between events, the stretches with far more than usual, and the usual."""
    filled = [at for at, number in enumerate(cells) if number]
    if not filled:
        return None, (), 0
    usual = round(median(cells[at] for at in filled))
    bursts = tuple(
        at for at in filled if cells[at] >= max(_FEWEST, _BURST * max(1, usual)) and len(filled) > 2
    )
    gap = None
    for before, after in pairwise(filled):
        quiet = after - before - 1
        days = starts[after] - starts[before + 1]
        if quiet >= _QUIET and (gap is None or days > gap.days):
            gap = Gap(before + 1, after - 1, days)
    return gap, bursts, usual
