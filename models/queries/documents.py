"""Questions about documents, and how much a chronicle holds."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session, aliased

from models.queries.events import PUBLISHED, event_rows, published
from models.queries.rows import DocumentDetail, DocumentRow, MarkedEvent
from models.queries.sources import marks_of
from models.queries.times import shown
from models.schema.actors import Actor
from models.schema.events import Event, Evidence
from models.schema.readings import Reading
from models.schema.text import Document
from models.store import sql
from models.store.copies import agency_of


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What is known of a document; ``reader``: the version that read it, empty where unknown."""

    id: int
    path: str
    title: str
    outlet: str | None
    byline: str | None
    url: str | None
    published: str | None
    published_basis: str
    events: int
    reader: str
    edited: tuple[str, ...]
    """The fields that a person decided."""
    copy_of: int | None
    """The first of its copies; None where it is that, or has none."""
    original: str | None = None
    """The title of that."""
    counts_as: str | None = None
    """What somebody decided on that: "itself", or a text it is a copy of; None: as is found."""
    agency: str | None = None
    """The agency whose report it is."""


@dataclass(frozen=True, slots=True)
class Totals:
    """How much a chronicle holds."""

    documents: int
    actors: int
    events: int


_ROW = (
    Document.id,
    Document.title,
    Document.outlet,
    Document.path,
    Document.published_basis,
    Document.events,
    *PUBLISHED,
)


def documents_page(session: Session, size: int = 1000, after: int = 0) -> tuple[DocumentRow, ...]:
    """Up to ``size`` documents in the order they came in, from the one after number ``after``."""
    query = select(*_ROW).where(Document.id > after).order_by(Document.id).limit(size)
    return tuple(_row(found) for found in session.execute(query))


def document_facts(
    session: Session, numbers: Iterable[int] | None = None
) -> Iterator[DocumentFacts]:
    """What is known of some documents (None: of all), in the order they came in; dates as EDTF."""
    first = aliased(Document)
    query = (
        select(
            Document.id, Document.path, Document.title, Document.outlet, Document.byline,
            Document.url, Document.published_edtf.label("published"), Document.published_basis,
            Document.events, Reading.reader, Document.edited, Document.copy_of,
            first.title.label("original"), Document.counts_as, Document.origin.label("agency"),
        )
        .outerjoin(first, first.id == Document.copy_of)
        .join(Reading, (Reading.document_id == Document.id) & Reading.current)
        .order_by(Document.id)
    )  # fmt: skip
    if numbers is not None:
        query = query.where(Document.id.in_(sql.given(numbers)))
    for row in session.execute(query):
        known: dict[str, Any] = row._asdict()
        found = {"edited": tuple(row.edited.split()), "agency": agency_of(row.agency)}
        yield DocumentFacts(**known | found)


def documents_of(session: Session, events: Iterable[int]) -> list[int]:
    """The documents that report any of some events, in the order they came in."""
    query = select(Evidence.document_id).where(Evidence.event_id.in_(sql.given(events)))
    return list(session.scalars(query.distinct().order_by(Evidence.document_id)))


def undated_documents(session: Session) -> list[int]:
    """The documents whose publication date nobody knows."""
    query = select(Document.id).where(Document.published_edtf.is_(None)).order_by(Document.id)
    return list(session.scalars(query))


def document_detail(session: Session, document_id: int) -> DocumentDetail | None:
    """One document with its text and the passages that report events; None where it is gone."""
    query = select(
        *_ROW, Document.published_why, Document.byline, Document.url, Document.text,
        Document.faults,
    )  # fmt: skip
    found = session.execute(query.where(Document.id == document_id)).first()
    if found is None:
        return None
    marked = (
        select(
            Evidence.event_id,
            Evidence.start,
            Evidence.end,
            Evidence.trigger_start,
            Evidence.trigger_end,
        )
        .where(Evidence.document_id == document_id)
        .order_by(Evidence.trigger_start, Evidence.id)
    )
    why, byline, url, text, faults = tuple(found)[len(_ROW) :]
    tags, notes = marks_of(session, (document_id,))
    passages = session.execute(marked).all()
    events = event_rows(session, {number for number, *_ in passages})
    return DocumentDetail(
        _row(found),
        why,
        byline,
        url,
        text,
        tuple(
            MarkedEvent(events[number], *place) for number, *place in passages if number in events
        ),
        tuple(faults.splitlines()),
        tags.get(document_id, ()),
        notes.get(document_id, ()),
    )


def totals(session: Session) -> Totals:
    """How many documents, actors and events there are."""
    return Totals(
        session.scalar(select(func.count(Document.id))) or 0,
        session.scalar(select(func.count(Actor.id)).where(Actor.events > 0)) or 0,
        session.scalar(select(func.count(Event.id)).where(shown())) or 0,
    )


def _row(found: Row[*tuple[Any, ...]]) -> DocumentRow:
    number, title, outlet, path, basis, events, *date = tuple(found)[: len(_ROW)]
    return DocumentRow(number, title, outlet, path, published(tuple(date)), basis, events)
