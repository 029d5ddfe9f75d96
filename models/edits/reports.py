"""Computes when events were first reported and their place in the order of time.

Whatever alters the date, the status or the documents of an event, or the date of a document,
calls :func:`place_events` in the same transaction.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Row, func, select, update
from sqlalchemy.orm import Session

from models.edits.change import RowChange
from models.schema.events import Event, Evidence
from models.schema.keys import FIRST_DAY, Report, stored_interval, stored_time
from models.schema.text import Document
from models.store import sqlite

_CHUNK = 2_000
_PLACE = ("chrono", "earliest", "latest", "reported")


def events_of(session: Session, documents: Iterable[int]) -> frozenset[int]:
    """The events of which some documents tell."""
    told = Evidence.document_id.in_(sqlite.given(documents))
    return frozenset(session.scalars(select(Evidence.event_id).where(told).distinct()))


def place_events(session: Session, events: Iterable[int]) -> tuple[RowChange, ...]:
    """Bring ``reported`` and the place in time of some events up to date.

    Returns the changed rows, for the history. Events that are gone are skipped.
    """
    wanted = sorted(set(events))
    changes: list[RowChange] = []
    for first in range(0, len(wanted), _CHUNK):
        changes += _place(session, wanted[first : first + _CHUNK])
    if changes:
        session.execute(update(Event), [{"id": each.id, **(each.after or {})} for each in changes])
        session.expire_all()
    return tuple(changes)


def _place(session: Session, part: Sequence[int]) -> Iterator[RowChange]:
    reports = _reports(session, part)
    query = select(
        Event.id, Event.status, Event.precision, Event.edtf, Event.approximate,
        *(getattr(Event, name) for name in _PLACE),
    ).where(Event.id.in_(sqlite.given(part)))  # fmt: skip
    for found in session.execute(query):
        before = {name: getattr(found, name) for name in _PLACE}
        after = _placed(found, reports.get(found.id))
        if after != before:
            yield RowChange(Event.__tablename__, found.id, before, after)


def _placed(event: Row[*tuple[Any, ...]], report: Report | None) -> dict[str, int | None]:
    interval = stored_interval(
        event.earliest, event.latest, event.precision, event.edtf, event.approximate
    )
    time = stored_time(interval, report, planned=event.status == "planned")
    return {**time._asdict(), "reported": report[1] if report else None}


def _reports(session: Session, part: Sequence[int]) -> dict[int, Report]:
    """The first and the last possible day of each event's first report."""
    query = (
        select(
            Evidence.event_id,
            func.min(func.coalesce(Document.published_earliest, FIRST_DAY)),
            func.min(Document.published_latest),
        )
        .join(Document, Document.id == Evidence.document_id)
        .where(Evidence.event_id.in_(sqlite.given(part)), Document.published_latest.is_not(None))
        .group_by(Evidence.event_id)
    )
    rows = session.execute(query)
    return {event: (first, last) for event, first, last in rows if last is not None}
