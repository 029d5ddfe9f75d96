"""From one reading to rows: the document, and what its reader says of it."""

import json
import zlib
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from models.composing import anchors
from models.composing.composer import compose_all, compose_events, tellings_shared
from models.composing.documents import document_values
from models.composing.linking import link_new
from models.composing.loading import Readings
from models.composing.rows import store_reading
from models.composing.said import Said, said
from models.composing.touched import Touched
from models.edits.rereading import compare, take
from models.importing.readings import Source
from models.reading.doc import ActorKind, Doc
from models.reading.lexicon.agencies import credited
from models.schema.keys import text_hash
from models.schema.readings import Form, Telling
from models.schema.text import Document
from models.schema.work import Step
from models.store import sql
from models.store.copies import add_copies


@dataclass(frozen=True, slots=True)
class Saved:
    """What was stored of one document."""

    document_id: int
    events: int
    people: int


def save(session: Session, import_id: int, source: Source, doc: Doc) -> Saved:
    """Store one reading in the running transaction, with what people decided on such a text."""
    read = said(doc)
    # Steps that were done while this import went on no longer know all that they changed.
    session.execute(update(Step).where(Step.moved.is_not(None)).values(moved=None))
    values = _document(import_id, source, doc, read)
    document_id = session.scalars(insert(Document).returning(Document.id), values).one()
    regrouped = add_copies(session, document_id, doc.text)
    rows = store_reading(session, document_id, read)
    placed = anchors.place(session, (document_id,))
    readings = Readings(session)
    if placed.documents:
        compose_all(session, Touched(documents=placed.documents), readings)
    moved = link_new(session, readings, rows.names, decided_on=bool(placed.forms))
    tellings = {*rows.tellings, *placed.tellings, *tellings_shared(session, regrouped)}
    compose_events(session, readings, tellings, moved)
    return Saved(document_id, len(read.tellings), _people(session, document_id))


def replace_reading(session: Session, document_id: int, doc: Doc, step_id: int) -> Saved:
    """Store a new reading of a stored text as a step, in place of the one before.

    ``doc`` must have been read from the very text that is stored. What both find keeps its number,
    and what people decided stays.
    """
    text = session.scalar(select(Document.text).where(Document.id == document_id))
    assert doc.text == text, "the places of another text are others"
    read = said(doc)
    take(session, step_id, compare(session, document_id, read))
    return Saved(document_id, len(read.tellings), _people(session, document_id))


def came_of(session: Session, documents: Collection[int]) -> tuple[int, int]:
    """How many events and people a chronicle has of some documents, those of several once."""
    if not documents:
        return 0, 0
    given = sql.given(documents)
    events = select(func.count(Telling.event_id.distinct())).where(
        Telling.document_id.in_(given), Telling.place.is_not(None)
    )
    people = select(func.count(Form.actor_id.distinct())).where(
        Form.document_id.in_(given), Form.kind == ActorKind.PERSON
    )
    return session.scalar(events) or 0, session.scalar(people) or 0


def _people(session: Session, document_id: int) -> int:
    """How many people a document knows."""
    people = select(Form.actor_id).where(
        Form.document_id == document_id, Form.kind == ActorKind.PERSON, Form.actor_id.is_not(None)
    )
    return len(set(session.scalars(people)))


def _document(import_id: int, source: Source, doc: Doc, read: Said) -> dict[str, Any]:
    paragraphs = [[p.start, p.end, p.kind.value, p.repeats] for p in doc.paragraphs]
    return {
        "import_id": import_id,
        "path": source.path,
        "media_type": source.media_type,
        "sha256": source.sha256,
        "text_sha256": text_hash(doc.text),
        **document_values(read, source.path),
        "language": None,
        "events": 0,
        "ordinal": source.ordinal,
        "inside": source.inside,
        "accession": source.accession,
        "section": source.section,
        "copy_of": None,
        "credit": credited(doc.text),
        "original": source.original,
        "stated_words": source.words,
        "paragraphs": zlib.compress(json.dumps(paragraphs).encode()),
        "text": doc.text,
    }
