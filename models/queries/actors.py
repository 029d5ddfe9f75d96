"""Questions about actors: the list of them, which numbers mean one, and what is known of each."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.composing.actors import FormNames, compose_actors
from models.composing.numbers import actors_now
from models.queries.conditions import begins
from models.queries.plain import plain_rows
from models.queries.rows import ActorCard, Together
from models.schema.actors import Actor, Alias, Role
from models.schema.events import Participation
from models.schema.keys import UNDATED, fold
from models.schema.readings import Form
from models.schema.work import Note
from models.store import sql

_NAMES, _TITLES = 8, 4  # other names and offices of an actor that are told


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


def mentioned(session: Session, document: int, at: int) -> int | None:
    """Who takes part in an event by the words at a letter of a document; None: nobody does.

    Of several, the one with the shortest words.
    """
    query = select(Participation.actor_id).where(
        Participation.document_id == document, Participation.start <= at, Participation.end > at
    )
    shortest = (Participation.end - Participation.start, Participation.id)
    return session.scalar(query.order_by(*shortest).limit(1))


def actor_cards(session: Session, numbers: Sequence[int]) -> tuple[ActorCard, ...]:
    """What is known of these actors, in their order, each once; those that are gone left out.

    Every number that an actor ever had will do.
    """
    now = actors_now(session, numbers)
    wanted = list(dict.fromkeys(now[number] for number in numbers if number in now))
    given = sql.given(wanted)
    heads = {
        row[0]: row
        for row in plain_rows(
            session,
            select(Actor.id, Actor.name, Actor.kind, Actor.events).where(Actor.id.in_(given)),
        )
    }
    papers = _counted(session, select(Form.actor_id, Form.document_id).distinct(), given)
    names = _most(session, select(Alias.actor_id, Alias.text).where(Alias.actor_id.in_(given)))
    told = select(Role.actor_id, Role.title, Role.of).where(Role.actor_id.in_(given))
    titles = _most(session, told)
    notes: dict[int, list[str]] = {}
    written = select(Note.actor_id, Note.text).where(Note.actor_id.in_(given)).order_by(Note.id)
    for number, text in plain_rows(session, written):
        notes.setdefault(number, []).append(text)
    cards = []
    for number in wanted:
        if number in heads:
            _, name, kind, events = heads[number]
            others = [text for text in names.get(number, ()) if fold(text) != fold(name)]
            cards.append(
                ActorCard(
                    number, name, kind, events, papers.get(number, 0),
                    tuple(others[:_NAMES]), tuple(titles.get(number, ())[:_TITLES]),
                    tuple(notes.get(number, ())),
                )
            )  # fmt: skip
    return tuple(cards)


def _counted(session: Session, pairs: Any, given: Any) -> Counter[int]:
    """How many documents know each of some actors."""
    own = pairs.where(Form.actor_id.in_(given), Form.document_id.is_not(None))
    return Counter(row[0] for row in plain_rows(session, own))


def _most(session: Session, query: Any) -> dict[int, list[str]]:
    """Of each actor what is said of it, in words, the most frequent first."""
    found: dict[int, Counter[str]] = {}
    for number, words, *of in plain_rows(session, query):
        whole = f"{words} of {of[0]}" if of and of[0] else words
        found.setdefault(number, Counter())[whole] += 1
    return {number: [words for words, _ in each.most_common()] for number, each in found.items()}


def actors_named(
    session: Session, typed: str, size: int, without: Iterable[int] = ()
) -> tuple[ActorCard, ...]:
    """The most frequent actors with a name whose words begin with what is typed."""
    query = select(Actor.id).order_by(Actor.events.desc(), Actor.id)
    near = begins(Alias.key, typed)
    if near:
        query = query.where(Actor.id.in_(select(Alias.actor_id).where(*near)))
    query = query.where(Actor.id.not_in(sql.given(without)))
    return actor_cards(session, [row[0] for row in plain_rows(session, query.limit(size))])


def together(session: Session, numbers: Sequence[int]) -> Together:
    """How many events and documents have any of these actors."""
    given = sql.given(set(actors_now(session, numbers).values()))
    events = select(func.count(Participation.event_id.distinct())).where(
        Participation.actor_id.in_(given), Participation.chrono <= UNDATED
    )
    papers = select(func.count(Form.document_id.distinct())).where(Form.actor_id.in_(given))
    return Together(session.scalar(events) or 0, session.scalar(papers) or 0)


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
