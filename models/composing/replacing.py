"""Events in which somebody is another actor of the same name now, told by a few statements.

Merging gives all forms of one actor to another one, and undoing it gives back those of its events
that were noted down. Where the name stays, no text of theirs is another: who is in them is
replaced, thousands at a time, without a look at any.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from models.composing import decided
from models.composing.loading import chunks, matching, rows
from models.composing.writing import Counts
from models.schema.events import Claim, Event, Participation
from models.schema.keys import UNDATED
from models.schema.readings import Telling
from models.schema.tables import table_of
from models.schema.work import Anchor, Decision, Step
from models.store import sql

_FEW = 20  # actors whose events are asked for one by one
_PART, _CLAIM, _EVENT = table_of(Participation), table_of(Claim), table_of(Event)
_PLACES = (
    (_PART.c.event_id, _PART.c.actor_id),
    (_CLAIM.c.event_id, _CLAIM.c.actor_id),
    (_EVENT.c.id, _EVENT.c.place_id),
    (_EVENT.c.id, _EVENT.c.claimed_by_id),
)
"""Wherever an actor stands in an event."""


@dataclass(slots=True)
class Trace:
    """Which actor was in events before it became one with others.

    ``made`` is written by moving, ``known`` says whom everybody in an event means who is the actor
    that is now to be taken apart.
    """

    known: Mapping[int, int] = field(default_factory=dict)
    made: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))


@dataclass(frozen=True, slots=True)
class Renaming:
    """What actors were called that have lost forms or a name, what those are called now that have
    got some, of forms that are another actor's now whose they were, and whose all forms of an
    actor are, where they are one's."""

    before: Mapping[int, str]
    now: Mapping[int, str]
    others: Mapping[int, int]
    whole: Mapping[int, int] = field(default_factory=dict)


def replace_in_events(
    session: Session,
    events: Iterable[int],
    renaming: Renaming,
    trace: Trace,
    namesakes: Iterable[int],
    counts: Counts,
) -> Iterator[set[int]]:
    """Bring up to date those of some events that can be; yields them, some hundreds at a time.

    ``namesakes``: the documents in which somebody else has the name.
    """
    asked = {*renaming.before, *renaming.now}
    if len(asked) > _FEW or set(renaming.before.values()).isdisjoint(renaming.now.values()):
        return
    wanted = set(events)
    found = {actor: events_with(session, (actor,)) & wanted for actor in asked}
    several = _several(found.values())
    for part in chunks(namesakes):
        query = select(Telling.event_id).where(Telling.document_id.in_(sql.given(part)))
        several |= {row[0] for row in rows(session, query)}
    for (before, now), some in _replaced(found, renaming, trace).items():
        for part in chunks(some - several):
            same = set(part) - decided_with(session, part)
            if before != now:
                _replace(session, same, before, now, counts)
            if renaming.others:
                trace.made[before] += sorted(same)
            yield same


def _replaced(
    found: Mapping[int, set[int]], renaming: Renaming, trace: Trace
) -> dict[tuple[int, int], set[int]]:
    """The events in which one actor has become another one of its name, by these two."""
    made: dict[tuple[int, int], set[int]] = defaultdict(set)
    for before in renaming.before:
        events = found[before]
        known = {event: trace.known[event] for event in events if event in trace.known}
        if (whole := renaming.whole.get(before)) is not None and not known:
            made[before, whole] |= events
        for event, actor in known.items():
            made[before, actor].add(event)
    return {
        (before, now): events for (before, now), events in made.items()
        if renaming.now.get(now) == renaming.before[before]
    }  # fmt: skip


def _replace(session: Session, events: set[int], before: int, now: int, counts: Counts) -> None:
    given = sql.given(sorted(events))
    query = select(func.count(_PART.c.event_id.distinct())).where(
        _PART.c.actor_id == before, _PART.c.event_id.in_(given), _PART.c.chrono <= UNDATED
    )
    shown = session.scalar(query) or 0
    counts.add(-shown, (before,), ())
    counts.add(shown, (now,), ())
    for event, actor in _PLACES:
        where = (actor == before) & event.in_(given)
        session.execute(update(actor.table).where(where).values({actor.name: now}))


def _several(sets: Iterable[set[int]]) -> set[int]:
    """What is in more than one of some sets."""
    once: set[int] = set()
    more: set[int] = set()
    for each in sets:
        more |= once & each
        once |= each
    return more


def events_with(session: Session, actors: Iterable[int]) -> set[int]:
    """The events that somebody of these is in."""
    found: set[int] = set()
    for event, actor in _PLACES:
        found |= {row[0] for row in matching(session, select(event).distinct(), actor, actors)}
    return found


def decided_with(session: Session, events: Iterable[int]) -> set[int]:
    """Those of some events of which somebody decided who is in them."""
    query = (
        select(Telling.event_id)
        .distinct()
        .join(Anchor, Anchor.telling_id == Telling.id)
        .join(Decision, Decision.id == Anchor.decision_id)
        .join(Step, Step.id == Decision.step_id)
        .where(decided.IN_FORCE, Decision.verb.in_(sorted(decided.WITH_ACTOR)))
    )
    return {row[0] for row in matching(session, query, Telling.event_id, events)}
