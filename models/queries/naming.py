"""Whom a name means while it is typed: those who are called that, and those who may be meant."""

from sqlalchemy import Select, case, select
from sqlalchemy.orm import Session

from models.queries.conditions import begins
from models.queries.plain import plain_rows
from models.queries.rows import Meaning, Somebody
from models.schema.actors import Actor, Alias
from models.schema.keys import fold


def meaning(session: Session, typed: str, kind: str = "", size: int = 8) -> Meaning:
    """The actors that a name may mean; those of a ``kind`` come first, then the most frequent."""
    key = fold(typed)
    near = begins(Alias.key, typed)
    if not near:
        return Meaning(typed, (), ())
    columns = select(Actor.id, Actor.name, Actor.kind, Actor.events)
    frequent = (Actor.events.desc(), Actor.name_key, Actor.id)
    whole = columns.where(Actor.id.in_(select(Alias.actor_id).where(Alias.key == key)))
    like = columns.where(Actor.id.in_(select(Alias.actor_id).where(*near)))
    own = case((Actor.kind == kind, 0), else_=1)
    return Meaning(
        typed,
        _somebody(session, whole.order_by(own, *frequent).limit(size)),
        _somebody(session, like.order_by(own, *frequent).limit(size)),
    )


def _somebody(session: Session, query: Select[int, str, str, int]) -> tuple[Somebody, ...]:
    return tuple(Somebody(*row) for row in plain_rows(session, query))
