"""Everything there is to show of one event."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from models.composing.composer import perhaps_in
from models.dates.basis import basis_from_data
from models.queries.differing import said_of
from models.queries.events import PUBLISHED, event_rows, published
from models.queries.rows import (
    ClaimRow,
    EventDetail,
    ParticipantRow,
    PassageRow,
    PerhapsRow,
)
from models.schema.actors import Actor
from models.schema.events import Claim, Event, Evidence, Participation
from models.schema.text import Document
from models.store.copies import agency_of

_ROLES = ("agent", "target", "participant", "place")


def event_detail(session: Session, event_id: int, around: int = 400) -> EventDetail | None:
    """One event with its people, claims and passages; None when it is gone.

    Each passage comes with up to ``around`` characters of its document on either side.
    """
    row = event_rows(session, (event_id,)).get(event_id)
    query = select(Event.date_words, Event.date_basis).where(Event.id == event_id)
    found = session.execute(query).first()
    if row is None or found is None:
        return None
    words, basis = found
    return EventDetail(
        row,
        words,
        None if basis is None else basis_from_data(basis),
        _participants(session, event_id),
        _claims(session, event_id),
        _passages(session, event_id, around),
        said_of(session, row),
        _perhaps(session, event_id),
    )


def _participants(session: Session, event_id: int) -> tuple[ParticipantRow, ...]:
    query = (
        select(
            Actor.id,
            Actor.name,
            Actor.kind,
            Participation.role,
            Participation.title,
            Participation.words,
        )
        .join(Participation, Participation.actor_id == Actor.id)
        .where(Participation.event_id == event_id)
        .order_by(Participation.id)
    )
    rows = [ParticipantRow(*row) for row in session.execute(query)]
    return tuple(sorted(rows, key=lambda row: _ROLES.index(row.role)))


def _perhaps(session: Session, event_id: int) -> tuple[PerhapsRow, ...]:
    found = perhaps_in(session, event_id)
    query = select(Actor.id, Actor.name, Actor.kind).where(
        Actor.id.in_([each.actor for each in found])
    )
    named = {number: (name, kind) for number, name, kind in session.execute(query)} if found else {}
    return tuple(
        PerhapsRow(each.actor, *named[each.actor], each.role, each.sure, each.why, each.words)
        for each in found
        if each.actor in named
    )


def _claims(session: Session, event_id: int) -> tuple[ClaimRow, ...]:
    query = (
        select(
            Claim.actor_id,
            Actor.name,
            Claim.stance,
            Claim.document_id,
            Claim.start,
            Claim.end,
            func.coalesce(func.substr(Document.text, Claim.start + 1, Claim.end - Claim.start), ""),
        )
        .outerjoin(Document, Document.id == Claim.document_id)
        .outerjoin(Actor, Actor.id == Claim.actor_id)
        .where(Claim.event_id == event_id)
        .order_by(Claim.id)
    )
    return tuple(ClaimRow(*row) for row in session.execute(query))


def _passages(session: Session, event_id: int, around: int) -> tuple[PassageRow, ...]:
    first = aliased(Document)
    query = (
        select(
            Evidence.document_id,
            Document.title,
            Document.outlet,
            *PUBLISHED,
            Document.published_basis,
            Document.published_why,
            Document.path,
            Evidence.start,
            Evidence.end,
            Evidence.trigger_start,
            Evidence.trigger_end,
            Document.text,
            first.source,
            first.title,
            Document.origin,
        )
        .join(Document, Document.id == Evidence.document_id)
        .outerjoin(first, first.id == Document.copy_of)
        .where(Evidence.event_id == event_id)
        .order_by(Evidence.id)
    )
    rows = []
    for found in session.execute(query):
        start, end, text = found[11], found[12], found[15]
        rows.append(
            PassageRow(
                found[0],
                found[1],
                found[2],
                published(found[3:8]),
                found[8],
                found[9],
                found[10],
                start,
                end,
                found[13],
                found[14],
                before=text[max(0, start - around) : start],
                quote=text[start:end],
                after=text[end : end + around],
                copy_of=_first(found[16], found[17]),
                agency=agency_of(found[18]),
            )
        )
    return tuple(rows)


def _first(source: str | None, title: str | None) -> str | None:
    """What to call the first of some copies: its outlet and its title."""
    if source is None or title is None or source == title:
        return title
    return f"{source}: {title}"
