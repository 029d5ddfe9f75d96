"""The events that a filter finds as a picture of a stretch of time, in lanes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from models.dates.interval import Day
from models.dates.relations import between
from models.queries.conditions import without
from models.queries.events import events_page
from models.queries.facets import (
    actor_facet,
    kind_facet,
    place_facet,
    source_facet,
    tag_facet,
)
from models.queries.filter import ActorTerm, DateRange, EventFilter, Match, Sort, Term
from models.queries.histogram import date_histogram
from models.queries.rows import EventRow, FacetRow
from models.queries.spread import Spread, spread

BY = ("", "actor", "kind", "source", "place", "tag")
"""What lanes can be by; "": there is one."""
MOST_LANES = 10
MOST_MARKS = 400
"""Events that are drawn one by one; of more, their density is."""


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane: what it is called, and the filter of its events, whose dates don't matter."""

    label: str
    wanted: EventFilter
    actor: int = 0
    spread: Spread | None = None
    """How its events lie in time; None: it is asked each time, as an index knows."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A lane with its events in sight, one by one, or how many there are in each stretch."""

    lane: Lane
    bars: tuple[tuple[int, int], ...]
    rows: tuple[EventRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Lanes:
    """What is in sight. ``single``: the events are drawn one by one."""

    filled: tuple[Filled, ...]
    single: bool
    undated: int


def lanes(session: Session, wanted: EventFilter, by: str) -> tuple[Lane, ...]:
    """The lanes of a filter, the fullest first; events may be in several, or in none."""
    others = without(wanted, "dates")
    if not by:
        return (Lane("", others),)
    facets: dict[str, Callable[[Session, EventFilter], tuple[FacetRow, ...]]]
    facets = {"kind": kind_facet, "place": place_facet, "source": source_facet, "tag": tag_facet}
    if by == "actor":
        rows: Sequence[FacetRow] = actor_facet(session, others, size=MOST_LANES)
    else:
        rows = facets[by](session, others)
    field = {"kind": "kinds", "place": "places", "source": "sources", "tag": "tags"}.get(by, "")
    made = []
    for row in [row for row in rows if row.count][:MOST_LANES]:
        if by == "actor":
            terms = (*others.actors, ActorTerm(id=row.id))
            if others.match is Match.ANY and others.actors:
                terms = (ActorTerm(id=row.id),)
            own = replace(others, actors=terms)
        else:
            own = replace(others, **_narrowed(field, row.value))
        made.append(Lane(row.label, own, row.id or 0, spread(session, own)))
    return tuple(made)


def _narrowed(field: str, value: str) -> Any:
    return {field: (Term(value),)}


def fill(session: Session, wanted: EventFilter, of: Sequence[Lane], starts: Sequence[Day]) -> Lanes:
    """The events between the first of these days and the last, lane by lane."""
    undated, bars = 0, []
    for lane in of:
        if lane.spread is not None:
            bars.append(lane.spread.bars(starts))
        else:
            counted = date_histogram(session, lane.wanted, starts)
            undated = counted.undated
            bars.append(counted.bars)
    if any(lane.spread is not None for lane in of):
        undated = date_histogram(session, wanted, ()).undated
    number = sum(certain + possible for each in bars for certain, possible in each)
    if len(starts) < 2 or not number > 0:
        return Lanes(tuple(map(Filled, of, bars)), False, undated)
    # An event that may lie in many stretches is counted in each of these.
    rows: list[tuple[EventRow, ...]] = []
    left = MOST_MARKS
    seen = DateRange(between(starts[0], starts[0]), between(starts[-1] - 1, starts[-1] - 1),
                     possible=True)  # fmt: skip
    if sum(certain for each in bars for certain, _ in each) <= MOST_MARKS:
        for lane in of:
            found = events_page(session, replace(lane.wanted, dates=seen), Sort(), left + 1)
            left -= len(found)
            if left < 0:
                break
            rows.append(found)
    if left < 0 or len(rows) < len(of):
        return Lanes(tuple(map(Filled, of, bars)), False, undated)
    return Lanes(tuple(map(Filled, of, bars, rows)), True, undated)
