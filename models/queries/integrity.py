"""Whether a chronicle is whole: the file, what points where, every passage and every count."""

from collections.abc import Generator, Iterator
from itertools import islice

from sqlalchemy import distinct, exists, func, or_, select
from sqlalchemy.orm import Session

from models.letters import spelled
from models.progress import Progress
from models.schema.actors import Actor, Role
from models.schema.events import Claim, Event, EventText, Evidence, Participation
from models.schema.keys import text_hash
from models.schema.text import Document, Mention, Quotation
from models.store import sqlite

_MOST = 20  # findings of one sort that are told one by one


def check(session: Session) -> Generator[Progress, None, tuple[str, ...]]:
    """Look at everything; returns what is wrong, a sentence each. Needs a scope to write in,
    as SQLite checks its full-text index by a command."""
    documents = list(session.scalars(select(Document.id).order_by(Document.id)))
    total = len(documents) + 2
    yield Progress(0, total, "file")
    found = list(sqlite.faults_in_file(session))
    for done, number in enumerate(documents):
        yield Progress(done + 1, total, f"document {number}")
        found += _document(session, number)
    yield Progress(total - 1, total, "events")
    found += _rows(session)
    return tuple(found)


def _document(session: Session, number: int) -> Iterator[str]:
    """The text as it was read, and every stretch of it that something points to."""
    text, sha256 = session.execute(
        select(Document.text, Document.text_sha256).where(Document.id == number)
    ).one()
    if text_hash(text) != sha256:
        yield f"document {number}: the text is not the one that was read"
    for kind in (Evidence, Claim, Mention, Quotation, Role):
        stretches = select(kind.id, kind.start, kind.end).where(kind.document_id == number)
        for row, start, end in session.execute(stretches):
            if not 0 <= start <= end <= len(text):
                yield f"{kind.__tablename__} {row}: {start}-{end} lies outside document {number}"
    passages = select(
        Evidence.id,
        Evidence.start,
        Evidence.end,
        Evidence.trigger_start,
        Evidence.trigger_end,
        Evidence.sha256,
    ).where(Evidence.document_id == number)
    for row, start, end, first, last, sha256 in session.execute(passages):
        if not start <= first <= last <= end:
            yield f"evidence {row}: the trigger {first}-{last} lies outside {start}-{end}"
        if text_hash(text[start:end]) != sha256:
            yield f"evidence {row}: the passage is not the one that was read"


def _rows(session: Session) -> Iterator[str]:
    told = exists().where(Evidence.event_id == Event.id)
    for number in session.scalars(
        select(Event.id).where(Event.created_by == "reading", ~told).limit(_MOST)
    ):
        yield f"event {number}: no passage tells of it"
    unlike = (
        select(Event.id, Event.summary, EventText.summary)
        .outerjoin(EventText, EventText.id == Event.id)
        .where(or_(EventText.id.is_(None), EventText.summary != Event.summary))
    )
    words = ((number, spelled(told), kept) for number, told, kept in session.execute(unlike))
    for number, _, _ in islice((row for row in words if row[1] != row[2]), _MOST):
        yield f"event {number}: cannot be searched by its summary"
    parts = (
        select(func.count(distinct(Participation.event_id)))
        .where(Participation.actor_id == Actor.id)
        .scalar_subquery()
    )
    for number in session.scalars(select(Actor.id).where(Actor.events != parts).limit(_MOST)):
        yield f"actor {number}: the number of its events is wrong"
    elsewhere = (
        select(Participation.id)
        .join(Event, Event.id == Participation.event_id)
        .where(Participation.chrono != Event.chrono)
    )
    for number in session.scalars(elsewhere.limit(_MOST)):
        yield f"participation {number}: is not where its event is in time"
    sources = (
        select(func.count(distinct(Evidence.document_id)))
        .where(Evidence.event_id == Event.id)
        .scalar_subquery()
    )
    wrong = select(Event.id).where(told, Event.sources != sources)
    for number in session.scalars(wrong.limit(_MOST)):
        yield f"event {number}: the number of its sources is wrong"
