"""Whom a name means."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.schema.actors import Actor, Alias
from models.schema.keys import fold

MOST = 20
"""Actors that one name is taken to mean here, those of most events first."""

Meant = dict[str, tuple[tuple[int, str], ...]]


def actors_meant(session: Session, names: Sequence[str]) -> Meant:
    """The actors whom each name means: their numbers and names, at most ``MOST`` of each."""
    return {name: _meant(session, name) for name in names}


def _meant(session: Session, name: str) -> tuple[tuple[int, str], ...]:
    named = select(Alias.actor_id).where(Alias.key == fold(name))
    query = select(Actor.id, Actor.name).where(Actor.id.in_(named))
    found = session.execute(query.order_by(Actor.events.desc(), Actor.id).limit(MOST))
    return tuple((number, name) for number, name in found)
