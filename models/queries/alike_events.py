"""Which events may be one, though the program doesn't join them unasked: pairs to ask a person."""

from collections.abc import Generator, Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from models.composing import decided
from models.composing.apart import sides_paired
from models.composing.joining.links import Profiles, sentence_of
from models.composing.loading import Readings
from models.progress import Progress
from models.queries.chips import is_empty
from models.queries.events import event_ids
from models.queries.filter import EventFilter, Sort
from models.schema.events import Event
from models.schema.joining import Likely, Trait
from models.schema.keys import UNDATED
from models.schema.readings import Telling
from models.schema.work import Anchor, Decision, Step
from models.store import sql

MOST = 1_000
"""Pairs that are offered at once; the likeliest."""
_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two events, how likely they are one (0 to 1), and why, in words."""

    one: int
    other: int
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Alike:
    """The pairs that may be one event, the likeliest first."""

    pairs: tuple[Likeness, ...]


def alike_events(
    session: Session, wanted: EventFilter, most: int = MOST
) -> Generator[Progress, None, Alike]:
    """Pairs among the matching events that may be one, at most so many.

    Pairs that a person has said are two are left out.
    """
    yield Progress(0, 0, "pairs")
    ids = None if is_empty(wanted) else set(event_ids(session, wanted, Sort()))
    apart = _apart(session)
    pairs = [
        pair
        for pair in _pairs(session)
        if (ids is None or {pair[0], pair[1]} <= ids) and pair[:2] not in apart
    ][:most]
    profiles = Profiles(session, Readings(session))
    found: list[Likeness] = []
    for first in range(0, len(pairs), _AT_ONCE):
        yield Progress(first, len(pairs), "pairs")
        some = pairs[first : first + _AT_ONCE]
        profiles.load({sign for pair in some for sign in pair[3:]})
        for one, other, score, *signs in some:
            why = sentence_of(profiles, *signs)
            found.append(Likeness(one, other, score, tuple(why.split(", "))))
    return Alike(tuple(found))


def _pairs(session: Session) -> Iterator[tuple[int, int, float, int, int]]:
    """Events with tellings that may be one, the likelier first: both, the score, their signs."""
    left, right = aliased(Trait), aliased(Trait)
    mine, theirs = aliased(Telling), aliased(Telling)
    shown = select(Event.id).where(Event.chrono <= UNDATED)
    query = (
        select(
            sql.smaller(mine.event_id, theirs.event_id),
            sql.larger(mine.event_id, theirs.event_id),
            Likely.score, Likely.one, Likely.other,
        )
        .join(left, left.sign == Likely.one)
        .join(right, right.sign == Likely.other)
        .join(mine, mine.id == left.id)
        .join(theirs, theirs.id == right.id)
        .where(
            mine.event_id != theirs.event_id, mine.event_id.in_(shown), theirs.event_id.in_(shown)
        )
        .order_by(Likely.score.desc(), Likely.one, Likely.other, mine.id, theirs.id)
    )  # fmt: skip
    seen: set[tuple[int, int]] = set()
    for one, other, score, sign, beside in session.execute(query):
        if (one, other) not in seen:
            seen.add((one, other))
            yield one, other, score, sign, beside


def _apart(session: Session) -> set[tuple[int, int]]:
    """The pairs of events of which a person said that they are two."""
    query = (
        select(Decision.id, Anchor.side, Telling.event_id)
        .join(Anchor, Anchor.decision_id == Decision.id)
        .join(Step, Step.id == Decision.step_id)
        .join(Telling, Telling.id == Anchor.telling_id)
        .where(Decision.verb == decided.DIFFERENT, Step.undone_at.is_(None))
    )
    return sides_paired((row[0], row[1], row[2]) for row in session.execute(query))
