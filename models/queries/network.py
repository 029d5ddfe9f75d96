"""Who is in events with whom, under a filter: the strongest ties, and where to draw them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import combinations
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.queries.conditions import PART, asked
from models.queries.filter import EventFilter
from models.queries.plain import plain_rows
from models.queries.plans import Use, plan
from models.schema.actors import Actor
from models.schema.events import Event, Evidence
from models.schema.keys import UNDATED
from models.schema.text import Document
from models.store import sql

MOST_NODES = 300
MOST_EVENTS = 20_000
"""Events that are looked at; of more, the latest ones."""
_MOST_EDGES = 600
_CROWD = 12  # actors of one event: in a longer list nobody acts with anybody
_ROUNDS = 120
_GRAVITY = 0.5


@dataclass(frozen=True, slots=True)
class Node:
    """An actor, in how many of the events it is, and where it is drawn, from 0 to 1."""

    id: int
    name: str
    kind: str
    events: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Edge:
    """Two actors, how many events have both, and how many sources that are no copies report them.

    ``id``: the number of the edge in the network, from 1.
    """

    id: int
    one: int
    other: int
    events: int
    sources: int


@dataclass(frozen=True, slots=True)
class Network:
    """The strongest ties first. ``events``: how many were looked at; ``capped``: there are more."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    events: int
    capped: bool


def network(session: Session, wanted: EventFilter, *, places: bool = False) -> Network:
    """The ties between the actors of the events that match; ``places``: with places."""
    made = asked(session, wanted)
    found = plan(session, made, Use.EVERY).every(Event.id, Event.chrono).subquery()
    # Those without any date are the latest of all to the database, and the least to us.
    last = select(found.c[0]).order_by(found.c[1] == UNDATED, found.c[1].desc())
    ids = [row[0] for row in plain_rows(session, last.limit(MOST_EVENTS + 1))]
    capped, ids = len(ids) > MOST_EVENTS, ids[:MOST_EVENTS]
    together, shared = _together(session, ids, places=places)
    strongest = sorted(together.items(), key=lambda pair: (-pair[1], pair[0]))
    kept: dict[int, None] = {}
    pairs: list[tuple[int, int]] = []
    for pair, _ in strongest:
        new = [actor for actor in pair if actor not in kept]
        if len(kept) + len(new) <= MOST_NODES and len(pairs) < _MOST_EDGES:
            kept.update(dict.fromkeys(new))
            pairs.append(pair)
    sources = _sources(session, pairs, shared)
    edges = tuple(
        Edge(number, *pair, together[pair], sources[pair]) for number, pair in enumerate(pairs, 1)
    )
    counts: Counter[int] = Counter()
    for events in shared.values():
        counts.update(actor for actor in events if actor in kept)
    return Network(_nodes(session, list(kept), counts, edges), edges, len(ids), capped)


def _together(
    session: Session, ids: Sequence[int], *, places: bool
) -> tuple[Counter[tuple[int, int]], dict[int, tuple[int, ...]]]:
    """How many events each two actors are in, and the actors of each event."""
    query = (
        select(PART.event_id, PART.actor_id)
        .where(PART.event_id.in_(sql.given(ids)), PART.role != "place")
        .distinct()
    )
    if not places:
        query = query.join(Actor, Actor.id == PART.actor_id).where(Actor.kind != "place")
    of: dict[int, list[int]] = defaultdict(list)
    for event, actor in plain_rows(session, query):
        of[event].append(actor)
    shared = {event: tuple(sorted(actors)) for event, actors in of.items() if len(actors) > 1}
    together: Counter[tuple[int, int]] = Counter()
    for actors in shared.values():
        if len(actors) <= _CROWD:
            together.update(combinations(actors, 2))
    return together, shared


def _sources(
    session: Session, pairs: Iterable[tuple[int, int]], shared: Mapping[int, tuple[int, ...]]
) -> Mapping[tuple[int, int], int]:
    """How many documents report the events of each pair, copies counted once."""
    wanted = set(pairs)
    first = func.coalesce(Document.copy_of, Document.id)
    told = (
        select(Evidence.event_id, first)
        .join(Document, Document.id == Evidence.document_id)
        .where(Evidence.event_id.in_(sql.given(shared)))
        .distinct()
    )
    found: dict[tuple[int, int], set[int]] = defaultdict(set)
    for event, document in plain_rows(session, told):
        if len(shared[event]) <= _CROWD:
            for pair in combinations(shared[event], 2):
                if pair in wanted:
                    found[pair].add(document)
    return {pair: len(found[pair]) for pair in wanted}


def _nodes(
    session: Session, actors: Sequence[int], counts: Mapping[int, int], edges: Sequence[Edge]
) -> tuple[Node, ...]:
    heads = select(Actor.id, Actor.name, Actor.kind).where(Actor.id.in_(sql.given(actors)))
    known = {row[0]: row[1:] for row in plain_rows(session, heads)}
    place = {actor: at for at, actor in enumerate(actors)}
    spots = laid_out(len(actors), [(place[e.one], place[e.other], e.events) for e in edges])
    return tuple(
        Node(actor, known[actor][0], known[actor][1], counts[actor], *spots[at])
        for actor, at in place.items()
    )


def laid_out(number: int, ties: Sequence[tuple[int, int, int]]) -> list[tuple[float, float]]:
    """Places for so many nodes, near to those they are tied to, each between 0 and 1.

    The same nodes and ties give the same places (Fruchterman and Reingold, 1991).
    """
    if number == 0:
        return []
    np: Any = import_module("numpy")  # loaded when it is needed: the window opens sooner
    spots = np.random.default_rng(7).random((number, 2))
    wide = 1.5 / np.sqrt(number)
    weights = np.zeros((number, number))
    for one, other, events in ties:
        weights[one, other] = weights[other, one] = 1 + np.log(events)
    heat = 0.12
    for _ in range(_ROUNDS):
        away = spots[:, None, :] - spots[None, :, :]
        far = np.maximum(np.hypot(away[..., 0], away[..., 1]), 1e-4)
        push = wide * wide / far - weights * far * far / wide
        move = (away / far[..., None] * push[..., None]).sum(axis=1)
        # What is tied to nothing else stays near.
        move += (spots.mean(axis=0) - spots) * number * wide * _GRAVITY
        length = np.maximum(np.hypot(move[:, 0], move[:, 1]), 1e-9)
        spots += move / length[:, None] * np.minimum(length, heat)[:, None]
        heat *= 0.97
    low, high = spots.min(axis=0), spots.max(axis=0)
    spots = (spots - low) / np.maximum(high - low, 1e-9)
    return [(float(x), float(y)) for x, y in spots]
