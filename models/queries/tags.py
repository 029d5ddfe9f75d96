"""The tags there are, and those of some events or documents."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from models.queries.plain import plain_rows
from models.schema.work import DocumentTag, EventTag, Tag
from models.store import sql

MOST = 2_000
"""Tags that are offered while one types."""


@dataclass(frozen=True, slots=True)
class Tags:
    """``known``: every tag, the most frequent first; ``on``: those of the events or documents asked
    for, each with how many of these have it.
    """

    known: tuple[str, ...]
    on: tuple[tuple[str, int], ...]


def tags(session: Session, events: Sequence[int]) -> Tags:
    """The tags there are, and those of these events."""
    return _tags(session, EventTag.event_id, EventTag.tag_id, events)


def document_tags(session: Session, documents: Sequence[int]) -> Tags:
    """The tags there are, and those of these documents."""
    return _tags(session, DocumentTag.document_id, DocumentTag.tag_id, documents)


def _tags(
    session: Session,
    owner: InstrumentedAttribute[int],
    tag: InstrumentedAttribute[int],
    numbers: Sequence[int],
) -> Tags:
    number = func.count(EventTag.event_id)
    every = select(Tag.name, number).outerjoin(EventTag, EventTag.tag_id == Tag.id)
    every = every.group_by(Tag.id).order_by(number.desc(), Tag.name)
    known = tuple(row[0] for row in plain_rows(session, every.limit(MOST)))
    ours = select(Tag.name, func.count()).join(tag.class_, tag == Tag.id)
    ours = ours.where(owner.in_(sql.given(numbers))).group_by(Tag.id)
    return Tags(known, tuple((row[0], row[1]) for row in plain_rows(session, ours)))
