"""Questions about actors: the list of them, and which numbers mean one."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.composing.actors import FormNames, compose_actors
from models.queries.conditions import begins
from models.schema.actors import Actor, Alias
from models.schema.readings import Form


@dataclass(frozen=True, slots=True)
class ActorRow:
    """One line of the list of actors."""

    id: int
    name: str
    kind: str
    events: int
    documents: int
    edited: str


def actor_rows(session: Session, kind: str | None = None, name: str = "") -> tuple[ActorRow, ...]:
    """The actors of a kind with a name whose words begin like this, the most frequent first."""
    documents = (
        select(func.count(Form.document_id.distinct()))
        .where(Form.actor_id == Actor.id)
        .scalar_subquery()
    )
    query = select(Actor.id, Actor.name, Actor.kind, Actor.events, documents, Actor.edited)
    if kind is not None:
        query = query.where(Actor.kind == kind)
    if name:
        query = query.where(Actor.id.in_(select(Alias.actor_id).where(*begins(Alias.key, name))))
    ordered = query.order_by(Actor.events.desc(), Actor.name_key, Actor.id)
    return tuple(ActorRow(*row) for row in session.execute(ordered))


def merged_numbers(session: Session, actor: int) -> tuple[int, ...]:
    """The numbers of others that mean this actor since people merged them."""
    query = select(Form.id, Form.kind, Form.key).where(Form.actor_id == actor)
    rows = session.execute(query).all()
    texts: dict[int, list[str]] = {}
    aliases = select(Alias.form_id, Alias.text).where(Alias.actor_id == actor)
    for number, text in session.execute(aliases):
        if number is not None:
            texts.setdefault(number, []).append(text)
    forms = {
        number: FormNames(number, kind, key, key, tuple(texts.get(number, ())))
        for number, kind, key in rows
    }
    return tuple(sorted({each.id for each in compose_actors(forms, ())} - {actor}))
