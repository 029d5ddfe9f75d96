"""What numbers given once mean now: of events that were joined, of actors that were merged."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.composing.loading import matching
from models.schema.readings import Form, Telling


def events_now(session: Session, numbers: Iterable[int]) -> dict[int, int]:
    """What each number of an event, or one that it had before it was joined, is now."""
    query = select(Telling.id, Telling.event_id).where(Telling.event_id.is_not(None))
    return dict(matching(session, query, Telling.id, numbers))


def actors_now(session: Session, numbers: Iterable[int]) -> dict[int, int]:
    """What each number of an actor, or one that it had before it was merged, is now."""
    query = select(Form.id, Form.actor_id).where(Form.actor_id.is_not(None))
    return dict(matching(session, query, Form.id, numbers))
