"""The actors of the events that a filter finds: all of them in an order, and the rows of some."""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, case, func, select
from sqlalchemy.orm import Session

from models.composing.numbers import actors_now
from models.dates.words import describe
from models.queries.condition import Condition, opaque
from models.queries.conditions import PART, asked, begins
from models.queries.events import PUBLISHED, event_rows, published
from models.queries.filter import EventFilter
from models.queries.plain import plain_rows
from models.queries.plans import Use, are_many, plan
from models.queries.rows import EventRow
from models.schema.actors import Actor, Alias, Role
from models.schema.events import Event
from models.schema.keys import UNDATED
from models.schema.readings import Form
from models.schema.text import Document
from models.store import sql

SORTS = ("name", "kind", "events", "first", "last", "articles", "seen")
"""What the list of actors can be sorted by."""
_NOWHERE = (UNDATED, -UNDATED)


@dataclass(frozen=True, slots=True)
class Reach:
    """How many events of a filter an actor is in, and the place in time of the first and the last
    of those that have one.
    """

    events: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class People:
    """Every actor of a filter, in order; ``reach`` is empty where nothing is filtered for."""

    ids: "array[int]"
    reach: Mapping[int, Reach] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One line of the list of actors. How many ``articles`` name it, and when one was ``seen`` to
    do so last, takes longer to know: None until then.
    """

    id: int
    name: str
    kind: str
    office: str
    events: int
    first: EventRow | None
    last: EventRow | None
    articles: int | None = None
    seen: str | None = None
    edited: str = ""


def people(
    session: Session,
    wanted: EventFilter,
    sort: str = "events",
    *,
    down: bool = True,
    kind: str = "",
    narrowed: str = "",
) -> People:
    """All actors of the events that match; ``narrowed``: with a name whose words begin so."""
    made = asked(session, wanted)
    reach: dict[int, Reach] = {}
    heads = select(Actor.id, Actor.name_key, Actor.kind, Actor.events).where(Actor.events > 0)
    if kind:
        heads = heads.where(Actor.kind == kind)
    if narrowed.strip():
        known = select(Alias.actor_id).where(*begins(Alias.key, narrowed))
        heads = heads.where(Actor.id.in_(known))
    rows = list(plain_rows(session, heads))
    if made:
        reach = {row[0]: Reach(*row[1:]) for row in plain_rows(session, _parts(session, made))}
        rows = [row for row in rows if row[0] in reach]
    known_by = _values(session, sort, {row[0]: row for row in rows}, reach)
    named = sorted(rows, key=lambda row: (row[1], row[0]))
    have = [row for row in named if known_by.get(row[0]) is not None]
    have.sort(key=lambda row: known_by[row[0]], reverse=down)
    order = [*have, *(row for row in named if known_by.get(row[0]) is None)]
    return People(array("q", (row[0] for row in order)), reach)


def _parts(session: Session, made: Sequence[Condition]) -> Select[*tuple[Any, ...]]:
    """Of each actor how many events, and the first and the last place of them in time."""
    way = plan(session, made, Use.EVERY)
    if are_many(session, way.every(Event.id)):
        # One index holds all that is asked of the parts, in the order of the actors.
        once = select(PART.actor_id, PART.chrono, PART.event_id).distinct()
        part = once.where(opaque(PART.event_id, 0).in_(way.every(Event.id))).subquery()
        each = select(part.c[0], func.count(), *_ends_of(part.c[1]))
        return each.group_by(part.c[0])
    found = way.every(Event.id, Event.chrono).subquery()
    # The place in time is that of the event: so an index holds all that is asked of the parts.
    parts = select(PART.actor_id, func.count(PART.event_id.distinct()), *_ends_of(found.c[1]))
    return parts.join(found, found.c[0] == PART.event_id).group_by(PART.actor_id)


def _ends_of(place: SQLColumnExpression[int]) -> tuple[ColumnElement[int], ColumnElement[int]]:
    """The first and the last place in time, of those that are one."""
    return (
        func.min(case((place < UNDATED, place), else_=UNDATED)),
        func.max(case((place < UNDATED, place), else_=-UNDATED)),
    )


def _values(
    session: Session, sort: str, heads: Mapping[int, tuple[Any, ...]], reach: Mapping[int, Reach]
) -> Mapping[int, Any]:
    """What each actor is sorted by; those without it come last, up and down."""
    if sort in ("name", "kind"):
        return {number: row[("name", "kind").index(sort) + 1] for number, row in heads.items()}
    if sort in ("articles", "seen"):
        told = func.count(Form.document_id.distinct())
        query: Select[*tuple[Any, ...]] = select(Form.actor_id, told).group_by(Form.actor_id)
        if sort == "seen":
            query = (
                select(Form.actor_id, func.max(Document.published_latest))
                .join(Document, Document.id == Form.document_id)
                .group_by(Form.actor_id)
            )
        return dict(plain_rows(session, query))
    if sort in ("first", "last"):
        if not reach:
            every = select(PART.actor_id, *_ends_of(PART.chrono)).group_by(PART.actor_id)
            ends = {row[0]: row[1:] for row in plain_rows(session, every)}
        else:
            ends = {number: (each.first, each.last) for number, each in reach.items()}
        at = ("first", "last").index(sort)
        return {n: pair[at] for n, pair in ends.items() if pair != _NOWHERE}
    if reach:
        return {number: each.events for number, each in reach.items()}
    return {number: row[3] for number, row in heads.items()}


def person_rows(
    session: Session, ids: Iterable[int], reach: Mapping[int, Reach]
) -> dict[int, PersonRow]:
    """The rows of some actors, by their numbers; those that are gone are left out."""
    given = list(ids)
    some = sql.given(given)
    heads = select(Actor.id, Actor.name, Actor.kind, Actor.events, Actor.edited)
    heads = heads.where(Actor.id.in_(some))
    ends = _ends(session, given, reach)
    events = event_rows(session, {event for pair in ends.values() for event in pair if event})
    offices = _offices(session, given)
    rows = {}
    for number, name, kind, every, edited in plain_rows(session, heads):
        first, last = ends.get(number, (None, None))
        rows[number] = PersonRow(
            number,
            name,
            kind,
            offices.get(number, ""),
            reach[number].events if number in reach else every,
            events.get(first or 0),
            events.get(last or 0),
            edited=edited,
        )
    return rows


def person_papers(session: Session, ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """How many articles name each of some actors, and when the last one did, as fields of a row."""
    given = list(ids)
    own = select(Form.actor_id, Form.document_id).where(
        Form.actor_id.in_(sql.given(given)), Form.document_id.is_not(None)
    )
    papers: dict[int, set[int]] = {number: set() for number in given}
    for actor, document in plain_rows(session, own):
        papers[actor].add(document)
    # The days of all documents at once: to look each of them up takes longer where they are many.
    days = dict(plain_rows(session, select(Document.id, Document.published_latest)))
    last: dict[int, int] = {}
    for number, some in papers.items():
        dated = [each for each in some if days.get(each) is not None]
        if dated:
            last[number] = max(dated, key=lambda each: days[each])
    told = _published(session, last.values())
    return {
        number: {"articles": len(some), "seen": told.get(last.get(number, 0), "")}
        for number, some in papers.items()
    }


def _ends(
    session: Session, ids: Sequence[int], reach: Mapping[int, Reach]
) -> dict[int, tuple[int | None, int | None]]:
    """The first and the last event of each of some actors: each is one look into an index."""
    found: dict[int, tuple[int | None, int | None]] = {}
    own = select(PART.event_id)
    for number in ids:
        pair = []
        for at, order in enumerate(
            ((PART.chrono, PART.event_id), (PART.chrono.desc(), PART.event_id.desc()))
        ):
            query = own.where(PART.actor_id == number, PART.chrono < UNDATED)
            if number in reach:
                end = (reach[number].first, reach[number].last)[at]
                query = query.where(PART.chrono == end)
            pair.append(session.scalar(query.order_by(*order).limit(1)))
        found[number] = pair[0], pair[1]
    return found


def _published(session: Session, documents: Iterable[int]) -> dict[int, str]:
    """When each of some documents was published, in words."""
    query = select(Document.id, *PUBLISHED).where(Document.id.in_(sql.given(documents)))
    told = {}
    for number, *day in session.execute(query):
        when = published(day)
        told[number] = "" if when is None else describe(when)
    return told


def _offices(session: Session, ids: Sequence[int]) -> dict[int, str]:
    """The most frequent office of each of some actors."""
    times = func.count()
    query = (
        select(Role.actor_id, Role.title, Role.of, times)
        .where(Role.actor_id.in_(sql.given(ids)))
        .group_by(Role.actor_id, Role.title, Role.of)
        .order_by(times, Role.title, Role.of.nulls_first())
    )
    return {
        number: f"{title} of {of}" if of else title
        for number, title, of, _ in plain_rows(session, query)
    }


def present_actor(session: Session, number: int) -> int | None:
    """The number by which an actor goes today; None where it is gone."""
    return actors_now(session, (number,)).get(number)
