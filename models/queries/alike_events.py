"""Which events of different documents may be one, to be asked of a person."""

from collections import defaultdict
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.composing import decided
from models.errors import KnownError
from models.progress import Progress
from models.queries.events import event_ids
from models.queries.filter import EventFilter, Sort
from models.queries.likeness import LIKELY, Happening, Likeness, likeness
from models.schema.actors import Actor
from models.schema.events import Event, Evidence, Participation
from models.schema.keys import FIRST_DAY, LAST_DAY
from models.schema.readings import Telling
from models.schema.text import Document
from models.schema.work import Anchor, Decision, Step
from models.store import sqlite

MOST = 100_000
"""Events that are compared at once."""
_CHUNK = 2_000
_WEEK, _MONTH, _YEAR = 7, 31, 366
_YEARS = 3  # over which a date may spread and still be compared
_CROWD = 300  # events of one actor in one week that are compared, each with each
_Key = tuple[int, str, int]


@dataclass(frozen=True, slots=True)
class Alike:
    """The pairs that may be one event, the likeliest first."""

    pairs: tuple[Likeness, ...]
    crowded: int
    """In how many weeks somebody is in too many events to compare them."""


def alike_events(
    session: Session, wanted: EventFilter, least: float = LIKELY
) -> Generator[Progress, None, Alike]:
    """Pairs among the matching events that are at least so likely one.

    Pairs that a person has said are two are left out. Raises KnownError where the events are
    too many to compare.
    """
    ids = event_ids(session, wanted, Sort())
    if len(ids) > MOST:
        raise KnownError(
            f"{len(ids):,} events are too many to compare; filter to {MOST:,} or fewer."
        )
    found: dict[int, Happening] = {}
    for first in range(0, len(ids), _CHUNK):
        yield Progress(first, 2 * len(ids), "events")
        for each in happenings(session, ids[first : first + _CHUNK]):
            found[each.id] = each
    blocks = _blocks(found.values())
    apart = _apart(session)
    pairs: dict[tuple[int, int], Likeness] = {}
    crowded = 0
    for done, (key, members) in enumerate(blocks.items()):
        if done % 1_000 == 0:
            share = len(ids) * done // max(1, len(blocks))
            yield Progress(len(ids) + share, 2 * len(ids), "events")
        if len(members) > _CROWD:
            crowded += 1
            continue
        for one, other in combinations(members, 2):
            pair = (min(one, other), max(one, other))
            if pair in pairs or pair in apart or not _meet(key[1], found[one], found[other]):
                continue
            how = likeness(found[pair[0]], found[pair[1]])
            if how is not None and how.score >= least:
                pairs[pair] = how
    ordered = sorted(pairs.values(), key=lambda each: (-each.score, each.one, each.other))
    return Alike(tuple(ordered), crowded)


def happenings(session: Session, ids: Sequence[int]) -> Iterator[Happening]:
    """Some events with all that is compared."""
    given = sqlite.given(list(ids))
    parts: dict[int, list[Any]] = defaultdict(list)
    who = (
        select(Participation.event_id, Actor.id, Actor.name, Participation.role)
        .join(Actor, Actor.id == Participation.actor_id)
        .where(Participation.event_id.in_(given))
    )
    for row in session.execute(who):
        parts[row.event_id].append(row)
    documents: dict[int, set[int]] = defaultdict(set)
    triggers: dict[int, str] = {}
    length = Evidence.trigger_end - Evidence.trigger_start
    words = func.substr(Document.text, Evidence.trigger_start + 1, length)
    told = (
        select(Evidence.event_id, Evidence.document_id, words)
        .join(Document, Document.id == Evidence.document_id)
        .where(Evidence.event_id.in_(given))
        .order_by(Evidence.id)
    )
    for event, document, trigger in session.execute(told):
        documents[event].add(document)
        triggers.setdefault(event, trigger.split()[-1] if trigger.split() else "")
    query = select(
        Event.id, Event.kind, Event.status, Event.summary, Event.earliest, Event.latest,
        Event.edtf, Event.reported, Event.place,
    ).where(Event.id.in_(given))  # fmt: skip
    for e in session.execute(query):
        some = parts[e.id]
        yield Happening(
            e.id, e.kind, e.status, e.summary, triggers.get(e.id, ""),
            None if e.edtf is None or e.earliest <= FIRST_DAY else e.earliest,
            None if e.edtf is None or e.latest >= LAST_DAY else e.latest,
            e.edtf is not None, e.reported, e.place,
            _of(some, "agent"), _of(some, "target"), frozenset(part.id for part in some),
            frozenset(documents[e.id]), {part.id: part.name for part in some},
        )  # fmt: skip


def _of(parts: Iterable[Any], role: str) -> frozenset[int]:
    return frozenset(part.id for part in parts if part.role == role)


def _blocks(events: Iterable[Happening]) -> dict[_Key, list[int]]:
    """Events that share an actor and a time: only those are compared."""
    blocks: dict[_Key, list[int]] = defaultdict(list)
    for event in events:
        for sort, times in _times(event):
            for actor in event.actors:
                for time in times:
                    blocks[actor, sort, time].append(event.id)
    return {key: members for key, members in blocks.items() if len(members) > 1}


def _times(event: Happening) -> Iterator[tuple[str, range]]:
    """The weeks and years in which an event may meet others; the weeks around its report."""
    if event.reported is not None:
        week = event.reported // _WEEK
        yield "report", range(week - 1, week + 2) if not event.dated else range(week, week + 1)
    if event.dated and event.earliest is not None and event.latest is not None:
        if event.width <= _MONTH:
            yield "week", range((event.earliest - 1) // _WEEK, (event.latest + 1) // _WEEK + 1)
        if event.width <= _YEARS * _YEAR:
            yield "year", range(event.earliest // _YEAR, event.latest // _YEAR + 1)


_MEETING: dict[str, Callable[[Happening], bool]] = {
    "report": lambda event: not event.dated,
    "year": lambda event: event.width > _MONTH,
}


def _meet(sort: str, one: Happening, other: Happening) -> bool:
    """Whether two events of a block are compared there, and not in a narrower one."""
    needed = _MEETING.get(sort)
    return needed is None or needed(one) or needed(other)


def _apart(session: Session) -> set[tuple[int, int]]:
    """The pairs of events of which a person said that they are two."""
    query = (
        select(Decision.id, Anchor.side, Telling.event_id)
        .join(Anchor, Anchor.decision_id == Decision.id)
        .join(Step, Step.id == Decision.step_id)
        .join(Telling, Telling.id == Anchor.telling_id)
        .where(
            Decision.verb == decided.DIFFERENT, Step.undone_at.is_(None),
            Telling.event_id.is_not(None),
        )
    )  # fmt: skip
    sides: dict[int, tuple[set[int], set[int]]] = defaultdict(lambda: (set(), set()))
    for number, side, event in session.execute(query):
        if event is not None:
            sides[number][1 if side else 0].add(event)
    return {
        (min(one, other), max(one, other))
        for first, second in sides.values()
        for one in first
        for other in second
        if one != other
    }
