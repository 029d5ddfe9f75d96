"""Tellings of an older chronicle compared with one another, before others come to them.

A chronicle that was made before tellings were compared holds some that have not been. It is done
from the newest to the oldest, some hundred in a transaction, so that it may be stopped and goes on
at the next import.
"""

from collections.abc import Generator

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from models.composing.composer import compose_events
from models.composing.joining.links import relink
from models.composing.loading import Readings
from models.progress import Progress
from models.schema.joining import Trait
from models.schema.readings import Telling
from models.schema.work import Step
from models.store.store import Store

_AT_ONCE = 500


def joining_older(store: Store) -> Generator[Progress, None, int]:
    """Compare the tellings that were not yet; returns how many there were."""
    with store.reading() as session:
        total = _waiting(session)
    below, done = total + 1, 0
    while total:
        yield Progress(done, total, "older events compared")
        with store.writing() as session:
            some = list(session.scalars(_uncompared().where(Telling.id < below).limit(_AT_ONCE)))
            if not some:
                return done
            session.execute(update(Step).where(Step.moved.is_not(None)).values(moved=None))
            readings = Readings(session)
            compose_events(session, readings, relink(session, readings, some))
        below, done = some[-1], done + len(some)
    return done


def _waiting(session: Session) -> int:
    """About how many were not compared: the number of the newest of these; 0: all were."""
    return session.scalar(_uncompared().limit(1)) or 0


def _uncompared() -> Select[int]:
    """The newest first."""
    return (
        select(Telling.id)
        .outerjoin(Trait, Trait.id == Telling.id)
        .where(Trait.id.is_(None), Telling.place.is_not(None), Telling.decision_id.is_(None))
        .order_by(Telling.id.desc())
    )
