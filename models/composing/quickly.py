"""What a decision that touches one column needs, without composing whole events.

The outcome is what composing gives, which the tests compare.
"""

from collections import defaultdict
from collections.abc import Generator, Iterable, Mapping
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from models.composing import decided
from models.composing.events import PROPOSED, REJECTED
from models.composing.loading import MANY, chunks, rows
from models.composing.writing import Counts
from models.progress import Progress, drain
from models.schema.events import Event, Evidence, Participation
from models.schema.keys import rejected_chrono, shown_chrono
from models.schema.readings import Telling
from models.schema.tables import table_of
from models.schema.work import Anchor, Decision, Step
from models.store import sql

_EVENT = table_of(Event)
_AT_ONCE = 500  # events between two ticks


def compose_reviews(session: Session, tellings: Iterable[int]) -> None:
    """Bring the review state of the events of some tellings up to date."""
    drain(composing_reviews(session, tellings))


def composing_reviews(session: Session, tellings: Iterable[int]) -> Generator[Progress, None, None]:
    """The same, with a tick every few hundred events."""
    counts = Counts()
    events: set[int] = set()
    for part in chunks(tellings):
        query = select(Telling.event_id).where(
            Telling.id.in_(sql.given(part)), Telling.event_id.is_not(None)
        )
        events |= {row[0] for row in rows(session, query.distinct())}
    if len(events) > MANY:
        sql.widen(session)
    done = 0
    for part in chunks(events, _AT_ONCE):
        _review(session, part, counts)
        done += len(part)
        yield Progress(done, len(events), "events")
    counts.write(session)


def _last_reviews(session: Session, column: Any, events: Iterable[int]) -> dict[int, str]:
    """The last review of each event, or of each telling, of some events, as it was decided."""
    last = (
        select(column, func.max(Decision.id))
        .select_from(Telling)
        .join(Anchor, Anchor.telling_id == Telling.id)
        .join(Decision, Decision.id == Anchor.decision_id)
        .join(Step, Step.id == Decision.step_id)
        .where(
            Telling.event_id.in_(sql.given(events)),
            Decision.verb == decided.REVIEW,
            decided.IN_FORCE,
        )
        .group_by(column)
    )
    decisions: dict[int, int] = {row[0]: row[1] for row in rows(session, last)}
    query = select(Decision.id, Decision.value).where(
        Decision.id.in_(sql.given(set(decisions.values())))
    )
    values = {number: value["review"] for number, value in rows(session, query)}
    return {number: values[decision] for number, decision in decisions.items()}


def _told_anew(session: Session, reviews: Mapping[int, str]) -> set[int]:
    """Rejected events with a telling that nobody rejected: a source has come since."""
    rejected = [number for number, review in reviews.items() if review == REJECTED]
    if not rejected:
        return set()
    alone = _last_reviews(session, Telling.id, rejected)
    query = select(Telling.event_id, Telling.id).where(Telling.event_id.in_(sql.given(rejected)))
    return {event for event, number in rows(session, query) if alone.get(number) != REJECTED}


def _review(session: Session, events: list[int], counts: Counts) -> None:
    given = sql.given(events)
    reviews = _last_reviews(session, Telling.event_id, events)
    reviews |= dict.fromkeys(_told_anew(session, reviews), PROPOSED)
    changed: dict[tuple[str, bool, bool], list[int]] = defaultdict(list)
    query = select(Event.id, Event.review, Event.chrono).where(Event.id.in_(given))
    moving: list[dict[str, object]] = []
    for number, before, chrono in rows(session, query):
        after = reviews.get(number, PROPOSED)
        if after == before:
            continue
        was, now = before == REJECTED, after == REJECTED
        changed[after, was, now].append(number)
        if was != now:
            place = rejected_chrono(chrono) if now else shown_chrono(chrono)
            moving.append({"number": number, "place": place, "review": after})
    for (after, was, now), numbers in changed.items():
        if was == now:
            session.execute(
                update(_EVENT).where(_EVENT.c.id.in_(sql.given(numbers))).values(review=after)
            )
        else:
            _count(session, numbers, 1 if was else -1, counts)
    if moving:
        sql.write_each(
            session,
            "UPDATE event SET review = ?, chrono = ? WHERE id = ?",
            [(each["review"], each["place"], each["number"]) for each in moving],
        )


def _count(session: Session, events: list[int], sign: int, counts: Counts) -> None:
    given = sql.given(events)
    for kind, column in ((Participation, "actor_id"), (Evidence, "document_id")):
        table = table_of(kind)
        query = select(table.c.event_id, table.c[column]).distinct()
        for _, number in rows(session, query.where(table.c.event_id.in_(given))):
            counts.add(
                sign,
                (number,) if kind is Participation else (),
                (number,) if kind is Evidence else (),
            )
