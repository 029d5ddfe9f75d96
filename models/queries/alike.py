"""Who may be the same: pairs of actors by their names, offices and company, most likely first."""

from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass
from math import log2
from typing import Any, TypeAlias

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from models.composing.apart import pairs_apart
from models.composing.loading import chunks
from models.composing.numbers import actors_now
from models.progress import Progress
from models.queries.actors import actor_cards
from models.queries.namesakes import (
    PERSON,
    Known,
    Likeness,
    Pair,
    by_names,
    candidates,
    rarity,
)
from models.queries.papers import actor_papers
from models.queries.plain import plain_rows
from models.queries.rows import ActorCard, ActorPaper
from models.schema.actors import Actor, Alias, Role
from models.schema.events import Evidence, Participation
from models.schema.keys import UNDATED, fold
from models.schema.readings import Form
from models.store import sql

Steps: TypeAlias = Generator[Progress, None, tuple[Likeness, ...]]

MOST = 300
"""Pairs that are suggested at a time."""
_LEAST = -2.4  # weight by names for a pair whose company is looked at
_LOOKED_AT = 6_000  # such pairs at most
_EVERY = 4_000  # pairs between two ticks
_BUSY = 1_500  # events of an actor; of one with more, so many are looked at
_AT_ONCE = 400  # actors asked about at a time
_PASSAGES, _COMPANIONS = 3, 6  # shown of each actor


@dataclass(frozen=True, slots=True)
class Side:
    """One actor of a pair: what is known of it, where it occurs, and with whom."""

    card: ActorCard
    papers: tuple[ActorPaper, ...]
    companions: tuple[str, ...]


def alike(session: Session, size: int = MOST) -> Steps:
    """The steps of finding pairs of actors that may be one; they return the likeliest ones.

    Pairs that somebody said are not the same are left out.
    """
    actors = _known(session)
    yield Progress(0, len(actors), "Comparing names")
    rare = rarity(actors.values())
    pairs: set[Pair] = set()
    for step in candidates(actors.values(), rare):
        if isinstance(step, Progress):
            yield step
        else:
            pairs = step
    pairs -= pairs_apart(session)
    found: list[Likeness] = []
    for number, (one, other) in enumerate(sorted(pairs)):
        named = by_names(actors[one], actors[other], rare)
        if named is not None and named[0] >= _LEAST:
            found.append(Likeness(one, other, named[0], tuple(named[1])))
        if not number % _EVERY:
            yield Progress(number, len(pairs), "Comparing names")
    found.sort(key=lambda each: (-each.weight, each.one, each.other))
    return (yield from _weighed(session, actors, found[:_LOOKED_AT], size))


def _known(session: Session) -> dict[int, Known]:
    keys: dict[int, dict[str, str]] = {}
    written = select(Alias.actor_id, Alias.key, func.min(Alias.text))
    for number, key, text in plain_rows(session, written.group_by(Alias.actor_id, Alias.key)):
        keys.setdefault(number, {})[key] = text
    titles: dict[int, dict[tuple[str, str], str]] = {}
    held = select(Role.actor_id, Role.title, Role.of).distinct()
    for number, title, of in plain_rows(session, held):
        told = f"{title} of {of}" if of else title
        titles.setdefault(number, {})[fold(title), fold(of or "")] = told
    query = select(Actor.id, Actor.kind, Actor.name, Actor.name_key, Actor.events)
    return {
        number: Known(
            number, kind, name, {**keys.get(number, {}), key: name}, titles.get(number, {}), events,
        )
        for number, kind, name, key, events in plain_rows(session, query)
    }  # fmt: skip


def _weighed(
    session: Session, actors: dict[int, Known], pairs: Sequence[Likeness], size: int
) -> Steps:
    """The pairs with what their company and documents say added, the likeliest first."""
    numbers = {number for each in pairs for number in (each.one, each.other)}
    company: dict[int, dict[int, int]] = {}
    papers: dict[int, set[int]] = {}
    for done, part in enumerate(chunks(numbers, _AT_ONCE)):
        company |= _company(session, part, actors)
        known = select(Form.actor_id, Form.document_id).where(
            Form.actor_id.in_(sql.given(part)), Form.document_id.is_not(None)
        )
        for number, document in plain_rows(session, known):
            papers.setdefault(number, set()).add(document)
        yield Progress(done * _AT_ONCE, len(numbers), "Comparing company")
    found = []
    for each in pairs:
        both = papers.get(each.one, set()) & papers.get(each.other, set())
        met = each.other in company.get(each.one, {}) and _met(session, each, both)
        made = _in_company(each, actors, company, known_as_two=bool(both), met=met)
        if made.weight > 0:
            found.append(made)

    def order(each: Likeness) -> tuple[float, int, int, int]:
        both = min(actors[each.one].events, actors[each.other].events)
        return -round(each.weight, 1), -both, each.one, each.other

    return tuple(sorted(found, key=order)[:size])


def _company(
    session: Session, numbers: Iterable[int], actors: dict[int, Known]
) -> dict[int, dict[int, int]]:
    """Of each actor who takes part in events with it, and in how many."""
    found: dict[int, dict[int, int]] = {}
    quiet = [n for n in numbers if n in actors and actors[n].events <= _BUSY]
    busy = [n for n in numbers if n in actors and actors[n].events > _BUSY]
    other = aliased(Participation)
    for some in ([quiet] if quiet else []) + [[n] for n in busy]:
        own = select(Participation.actor_id, Participation.event_id).where(
            Participation.actor_id.in_(sql.given(some)), Participation.chrono <= UNDATED
        )
        own = own.limit(_BUSY) if len(some) == 1 else own
        part = own.distinct().subquery()
        query = (
            select(part.c.actor_id, other.actor_id, func.count(part.c.event_id.distinct()))
            .join(other, other.event_id == part.c.event_id)
            .where(other.actor_id != part.c.actor_id)
            .group_by(part.c.actor_id, other.actor_id)
        )
        for number, with_, events in plain_rows(session, query):
            found.setdefault(number, {})[with_] = events
    return found


def _met(session: Session, pair: Likeness, documents: Iterable[int]) -> bool:
    """Whether two take part in an event that a document which knows both tells of: not where
    several report it, each by one of the names.
    """
    mine, theirs = aliased(Participation), aliased(Participation)
    query = (
        select(mine.event_id)
        .join(theirs, theirs.event_id == mine.event_id)
        .join(Evidence, Evidence.event_id == mine.event_id)
        .where(
            mine.actor_id == pair.one, theirs.actor_id == pair.other, mine.chrono <= UNDATED,
            Evidence.document_id.in_(sql.given(documents)),
        )
        .limit(1)
    )  # fmt: skip
    return session.scalar(query) is not None


def _in_company(
    pair: Likeness,
    actors: dict[int, Known],
    company: dict[int, dict[int, int]],
    *,
    known_as_two: bool,
    met: bool,
) -> Likeness:
    one, other = actors[pair.one], actors[pair.other]
    mine, theirs = company.get(one.id, {}), company.get(other.id, {})
    weight, reasons = pair.weight, list(pair.reasons)
    shared = (mine.keys() & theirs.keys()) - {one.id, other.id}
    if shared:
        told = sorted(shared, key=lambda each: (actors[each].events, each))
        weight += min(2.0, sum(2.5 / (1 + log2(1 + max(actors[n].events, 1))) for n in shared))
        names = ", ".join(actors[number].name for number in told[:3])
        reasons.append(f"both occur with {names}")
    if met:
        weight -= 2.5
        reasons.append("but they take part in one event")
    elif known_as_two:
        # Its document knows them as two; a lone family name there is the full name's mostly.
        full = one.kind == PERSON and one.is_full and other.is_full
        weight -= 0.6 if full or one.kind != PERSON else 1.2
        reasons.append("but one document knows them as two")
    return Likeness(one.id, other.id, weight, tuple(reasons))


def compared(session: Session, one: int, other: int) -> tuple[Side, Side] | None:
    """Two actors side by side; None where they are one by now, gone, or known to be two."""
    now = actors_now(session, (one, other))
    numbers = sorted(now.get(number, 0) for number in (one, other))
    if len(now) < 2 or numbers[0] == numbers[1]:
        return None
    if (numbers[0], numbers[1]) in pairs_apart(session):
        return None
    cards = actor_cards(session, [now[one], now[other]])
    if len(cards) < 2:
        return None
    left, right = (_side(session, card, numbers) for card in cards)
    return left, right


def _side(session: Session, card: ActorCard, pair: Sequence[int]) -> Side:
    own: Any = (
        select(Participation.event_id)
        .where(Participation.actor_id == card.id, Participation.chrono <= UNDATED)
        .limit(_BUSY)
    )
    query = (
        select(Actor.name)
        .join(Participation, Participation.actor_id == Actor.id)
        .where(Participation.event_id.in_(own), Actor.id.not_in(pair))
        .group_by(Actor.id)
        .order_by(func.count(Participation.event_id.distinct()).desc(), Actor.id)
        .limit(_COMPANIONS)
    )
    names = tuple(row[0] for row in plain_rows(session, query))
    return Side(card, actor_papers(session, card.id, _PASSAGES), names)
