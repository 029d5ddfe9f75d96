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
        yield Progress(done, total, "events of before compared")
        with store.writing() as session:
            some = list(session.scalars(_uncompared(below)))
            if not some:
                return done
            session.execute(update(Step).where(Step.moved.is_not(None)).values(moved=None))
            readings = Readings(session)
            compose_events(session, readings, relink(session, readings, some))
        below, done = some[-1], done + len(some)
    return done


def _waiting(session: Session) -> int:
    """About how many were not compared; 0 where the oldest was, as it is the last."""
    oldest = session.scalar(select(Telling.id).where(*_READ).order_by(Telling.id).limit(1))
    if oldest is None or session.get(Trait, oldest) is not None:
        return 0
    return session.scalars(select(Telling.id).order_by(Telling.id.desc()).limit(1)).one()


_READ = (Telling.place.is_not(None), Telling.decision_id.is_(None))


def _uncompared(below: int) -> Select[int]:
    return (
        select(Telling.id)
        .outerjoin(Trait, Trait.id == Telling.id)
        .where(Trait.id.is_(None), *_READ, Telling.id < below)
        .order_by(Telling.id.desc())
        .limit(_AT_ONCE)
    )
