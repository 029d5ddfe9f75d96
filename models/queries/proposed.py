"""Whom a proposal of the reader means in the chronicle: whoever is named there is known already."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.reading.events.proposing import Named, Proposal
from models.schema.actors import Actor
from models.schema.readings import Form
from models.schema.text import Mention
from models.store import sql

_MOST = 400  # places at which somebody is looked for


@dataclass(frozen=True, slots=True)
class Meant:
    """Somebody of a proposal: with the number and the name of the chronicle, or new there."""

    role: str
    name: str
    kind: str
    id: int | None = None


def whom(session: Session, document: int, some: Iterable[Named]) -> tuple[Meant, ...]:
    """Whom the chronicle knows at the places where a document names these."""
    named = list(some)
    starts = sorted({start for each in named for start in each.starts[:_MOST]})
    query = (
        select(Mention.start, Actor.id, Actor.name, Actor.kind)
        .join(Form, Form.id == Mention.form_id)
        .join(Actor, Actor.id == Form.actor_id)
        .where(Mention.document_id == document, Mention.start.in_(sql.given(starts)))
    )
    known = {start: (number, name, kind) for start, number, name, kind in session.execute(query)}
    made: dict[Meant, None] = {}
    for each in named:
        there = next((known[start] for start in each.starts if start in known), None)
        if there is None:
            made[Meant(each.role, each.name, each.kind)] = None
        else:
            number, name, kind = there
            made[Meant(each.role, name, kind, number)] = None
    return tuple(made)


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal with whom it means."""

    proposal: Proposal
    place: Meant | None
    parts: tuple[Meant, ...]
    claims: tuple[Meant, ...]


def proposed(session: Session, document: int, proposal: Proposal) -> Proposed:
    """A proposal of the reader for a document, with whom it means in the chronicle."""
    place = () if proposal.place is None else (proposal.place,)
    return Proposed(
        proposal,
        next(iter(whom(session, document, place)), None),
        whom(session, document, proposal.parts),
        whom(session, document, proposal.claims),
    )
