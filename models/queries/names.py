"""The actors, places and sources a name means."""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session, aliased

from models.queries.asked import Named
from models.queries.conditions import called, documents
from models.queries.filter import ActorTerm, Term
from models.schema.actors import Actor, Alias
from models.schema.events import Event
from models.schema.keys import fold
from models.schema.readings import Form
from models.schema.text import Document
from models.schema.work import EventTag, Tag

MOST = 50
"""Values that one name is taken to mean; more are too many to be told one by one."""

Meant: TypeAlias = dict[Named, tuple[tuple[int | str, str], ...]]
"""The values that each name means, and how they are shown: actors by number, others by name."""


def meant(session: Session, names: Sequence[Named]) -> Meant:
    """The values each name means; nothing where they cannot be listed one by one."""
    found: Meant = {}
    for field, term in names:
        if isinstance(term, ActorTerm):
            query: Select[*tuple[Any, ...]] | None = _actors(term)
        else:
            query = _LISTED[field](session, term)
        rows = [] if query is None else session.execute(query.limit(MOST + 1)).all()
        found[field, term] = tuple((row[0], row[1]) for row in rows) if len(rows) <= MOST else ()
    return found


def _actors(term: ActorTerm) -> Select[int, str]:
    query = select(Actor.id, Actor.name).order_by(Actor.events.desc(), Actor.id)
    if term.id is not None:
        now = select(Form.actor_id).where(Form.id == term.id, Form.actor_id.is_not(None))
        return query.where(Actor.id.in_(now))
    return query.where(Actor.id.in_(called(term.name or "", part=term.part)))


def _places(session: Session, term: Term) -> Select[str, str] | None:
    """As they are written in events; nothing where another place is written like one of them."""
    known = called(term.value, part=True)
    other = aliased(Alias)
    alike = (
        select(other.id)
        .join(Alias, Alias.key == other.key)
        .where(Alias.actor_id.in_(known), other.actor_id.not_in(known))
        .where(exists().where(Event.place_id == other.actor_id, Event.place_key == other.key))
    )
    if session.scalar(alike.limit(1)) is not None:
        return None
    one = select(Event.place).where(Event.place_key == Alias.key).limit(1)
    shown = func.min(one.correlate(Alias).scalar_subquery())
    ours = exists().where(Event.place_key == Alias.key, Event.place_id == Alias.actor_id)
    query = select(Alias.key, shown).where(Alias.actor_id.in_(known), ours)
    return query.group_by(Alias.key).order_by(Alias.key)


def _sources(session: Session, term: Term) -> Select[str, str] | None:
    """As they are listed; nothing where only some documents of one of them are meant."""
    (told,) = documents([term])
    ours = Document.source_key.in_(select(Document.source_key).where(Document.id.in_(told)))
    number = select(func.count()).select_from(Document)
    if session.scalar(number.where(ours)) != session.scalar(number.where(Document.id.in_(told))):
        return None
    query = select(Document.source_key, func.min(Document.source)).where(ours)
    return query.group_by(Document.source_key).order_by(Document.source_key)


def _tags(_session: Session, term: Term) -> Select[str, str]:
    """As they are listed; ``ANY`` is not told one by one."""
    begun = Tag.key.startswith(fold(term.value) or term.value, autoescape=True)
    query = select(Tag.key, func.min(Tag.name)).where(begun, Tag.id.in_(select(EventTag.tag_id)))
    return query.group_by(Tag.key).order_by(Tag.key)


_LISTED: dict[str, Callable[[Session, Term], Select[*tuple[Any, ...]] | None]] = {
    "places": _places,
    "sources": _sources,
    "tags": _tags,
}
