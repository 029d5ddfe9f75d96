"""Reads what an export needs from the store, in parts."""

from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, SQLColumnExpression, func, literal, select
from sqlalchemy.orm import Session, aliased

from models.queries.chips import is_empty
from models.queries.events import event_ids
from models.queries.filter import EventFilter, Sort
from models.schema.actors import Actor
from models.schema.events import Claim, Event, Evidence, Participation
from models.schema.text import Document
from models.schema.work import EventTag, Note, Tag

_CHUNK = 500

Found = Row[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Choice:
    """What to export: event ids in order; None for documents or actors means all."""

    events: "array[int]"
    documents: frozenset[int] | None
    actors: frozenset[int] | None


def choose(session: Session, wanted: EventFilter, sort: Sort) -> Choice:
    """The matching events, and the documents and actors they mention."""
    ids = event_ids(session, wanted, sort)
    if is_empty(wanted) and sort.most is None:
        return Choice(ids, None, None)
    documents: set[int] = set()
    actors: set[int] = set()
    for part in chunks(ids):
        documents.update(_column(session, Evidence.document_id, Evidence.event_id.in_(part)))
        documents.update(_column(session, Claim.document_id, Claim.event_id.in_(part)))
        actors.update(_column(session, Participation.actor_id, Participation.event_id.in_(part)))
        actors.update(_column(session, Claim.actor_id, Claim.event_id.in_(part)))
        actors.update(_column(session, Event.place_id, Event.id.in_(part)))
        actors.update(_column(session, Event.claimed_by_id, Event.id.in_(part)))
    return Choice(ids, frozenset(documents), frozenset(actors))


def _column(
    session: Session, column: SQLColumnExpression[Any], where: ColumnElement[bool]
) -> list[int]:
    return [n for n in session.scalars(select(column).where(where).distinct()) if n is not None]


def chunks(ids: Sequence[int]) -> Iterator[list[int]]:
    """The numbers, a few hundred at a time."""
    return (list(ids[first : first + _CHUNK]) for first in range(0, len(ids), _CHUNK))


def numbers(
    session: Session, kind: type[Document | Actor], some: frozenset[int] | None
) -> list[int]:
    """The chosen rows' numbers in order; all of them for None."""
    if some is not None:
        return sorted(some)
    return list(session.scalars(select(kind.id).order_by(kind.id)))


@dataclass(frozen=True, slots=True)
class EventParts:
    """Some events and the rows that belong to them, by event id."""

    events: dict[int, Found]  # Event's row, the place's name, the claimant's name
    participants: dict[int, list[Found]]
    claims: dict[int, list[Found]]
    evidence: dict[int, list[Found]]
    tags: dict[int, list[str]]
    notes: dict[int, list[str]]


def event_parts(session: Session, part: Sequence[int], *, quotes: bool = True) -> EventParts:
    """The events with these ids, and their passages cut from the documents.

    Without ``quotes`` no document text is read, and the passages are empty.
    """
    place, claimant = aliased(Actor), aliased(Actor)
    event_query = (
        select(Event.__table__, place.name.label("place_name"), claimant.name.label("claimant"))
        .select_from(Event)
        .outerjoin(place, place.id == Event.place_id)
        .outerjoin(claimant, claimant.id == Event.claimed_by_id)
        .where(Event.id.in_(part))
    )
    who_query = (
        select(Participation.event_id, Actor.id, Actor.name, Actor.kind, Participation.role)
        .join(Actor, Actor.id == Participation.actor_id)
        .where(Participation.event_id.in_(part))
        .order_by(Participation.id)
    )
    claim_query = (
        select(
            Claim.event_id,
            Claim.actor_id,
            Actor.name,
            Claim.stance,
            Claim.document_id,
            Claim.start,
            Claim.end,
        )
        .outerjoin(Actor, Actor.id == Claim.actor_id)
        .where(Claim.event_id.in_(part))
        .order_by(Claim.id)
    )
    passage = func.substr(Document.text, Evidence.start + 1, Evidence.end - Evidence.start)
    quote = passage if quotes else literal("")
    evidence_query = (
        select(
            Evidence.event_id,
            Evidence.document_id,
            Evidence.start,
            Evidence.end,
            Evidence.trigger_start,
            Evidence.trigger_end,
            quote.label("quote"),
            Document.title,
            Document.outlet,
            Document.url,
            Document.published_edtf.label("published"),
        )
        .join(Document, Document.id == Evidence.document_id)
        .where(Evidence.event_id.in_(part))
        .order_by(Evidence.id)
    )
    tag_query = (
        select(EventTag.event_id, Tag.name)
        .join(Tag, Tag.id == EventTag.tag_id)
        .where(EventTag.event_id.in_(part))
        .order_by(Tag.name)
    )
    note_query = select(Note.event_id, Note.text).where(Note.event_id.in_(part)).order_by(Note.id)
    return EventParts(
        {row.id: row for row in session.execute(event_query)},
        _by_event(session.execute(who_query)),
        _by_event(session.execute(claim_query)),
        _by_event(session.execute(evidence_query)),
        _texts(session.execute(tag_query)),
        _texts(session.execute(note_query)),
    )


def _texts(rows: Any) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for event, text in rows:
        found[event].append(text)
    return found


def _by_event(rows: Any) -> dict[int, list[Found]]:
    grouped: dict[int, list[Found]] = defaultdict(list)
    for row in rows:
        grouped[row[0]].append(row)
    return grouped
