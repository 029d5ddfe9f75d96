"""What an import put into the store, so that it can be taken back as one step."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, distinct, exists, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from models.edits.change import RowChange
from models.edits.reports import events_of, place_events
from models.schema.actors import Actor, Alias, Role
from models.schema.base import Base
from models.schema.events import Claim, Event, EventText, Evidence, Participation
from models.schema.text import Document, Mention, Quotation
from models.schema.work import EventTag, Note

_CHUNK = 500


def imported_rows(session: Session, import_id: int) -> tuple[RowChange, ...]:
    """Every row that came with an import, as insertions, in the order of inserting."""
    documents = select(Document.id).where(Document.import_id == import_id)
    events = select(Event.id).where(Event.import_id == import_id)
    return tuple(
        RowChange(kind.__tablename__, row["id"], None, dict(row))
        for kind, condition in _hanging(import_id, documents, events)
        for row in session.execute(
            select(kind.__table__).where(condition).order_by(kind.id)
        ).mappings()
    )


def _hanging(
    import_id: int, documents: Select[int], events: Select[int]
) -> Iterator[tuple[type[Base], ColumnElement[bool]]]:
    yield Document, Document.import_id == import_id
    yield Actor, (Actor.import_id == import_id) & ~_known_elsewhere(documents)
    for kind in (Alias, Role, Mention, Quotation):
        yield kind, kind.document_id.in_(documents)
    yield Event, Event.import_id == import_id
    yield EventText, EventText.id.in_(events)
    for part in (Participation, Evidence, Claim):
        yield part, or_(part.event_id.in_(events), part.document_id.in_(documents))
    yield EventTag, EventTag.event_id.in_(events)
    yield Note, or_(Note.event_id.in_(events), Note.document_id.in_(documents))


def _known_elsewhere(documents: Select[int]) -> ColumnElement[bool]:
    """Another import, running at the same time, may have found the same actor."""
    form = aliased(Alias)
    return exists().where(form.actor_id == Actor.id, form.document_id.not_in(documents))


def settle(session: Session, rows: Sequence[RowChange]) -> None:
    """Bring up to date what follows from the changed rows: how many events their actors have, and
    when the events of their documents were reported."""
    count_events_of(session, set(_numbers(rows, Participation, "actor_id")))
    told = events_of(session, {row.id for row in rows if row.table == Document.__tablename__})
    place_events(session, told.union(_numbers(rows, Evidence, "event_id")))


def _numbers(rows: Sequence[RowChange], kind: type[Base], column: str) -> Iterator[int]:
    """What stands, or stood, in a column of the changed rows of a table."""
    for row in rows:
        if row.table == kind.__tablename__:
            for values in (row.before, row.after):
                if values is not None and column in values:
                    yield values[column]


def count_events_of(session: Session, actors: set[Any]) -> None:
    """Bring the number of events of some actors up to date."""
    wanted = sorted(actors)
    number = (
        select(func.count(distinct(Participation.event_id)))
        .where(Participation.actor_id == Actor.id)
        .scalar_subquery()
    )
    for first in range(0, len(wanted), _CHUNK):
        part = wanted[first : first + _CHUNK]
        session.execute(
            update(Actor)
            .where(Actor.id.in_(part))
            .values(events=number)
            .execution_options(synchronize_session=False)
        )
