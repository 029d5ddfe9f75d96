"""The documents that tell of the events a filter finds: all of them in an order, rows of some."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, func, or_, select, true
from sqlalchemy.orm import Session

from models.dates.interval import DateInterval
from models.letters import plain
from models.queries.condition import opaque
from models.queries.conditions import asked, begins
from models.queries.events import PUBLISHED, published
from models.queries.filter import EventFilter
from models.queries.plain import plain_rows
from models.queries.plans import Use, are_many, plan
from models.schema.events import Event, Evidence
from models.schema.readings import Form
from models.schema.text import Document
from models.schema.work import DocumentTag, Note, Tag
from models.store import sql


@dataclass(frozen=True, slots=True)
class Sources:
    """Every document of a filter, in order; ``events`` is empty where nothing is filtered for."""

    ids: "array[int]"
    events: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One line of the list of documents. What takes longer to know is None until then."""

    id: int
    title: str
    outlet: str
    published: DateInterval | None
    basis: str
    events: int
    media_type: str
    copy_of: int | None
    people: int | None = None
    copies: int | None = None
    reviewed: float | None = None
    """Which part of its events a person has reviewed."""
    tags: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def sources(
    session: Session,
    wanted: EventFilter,
    sort: str = "published",
    *,
    down: bool = True,
    narrowed: str = "",
    which: str = "",
) -> Sources:
    """All documents of the events that match; without a filter also those that tell of none.

    ``narrowed``: whose outlet, title, file, tag or note has words that begin so. ``which``: "no"
    for those without a date, "copies" for copies of others, "marked" for those with a tag or note.
    """
    made = asked(session, wanted)
    key = _KEYS.get(sort, Document.title_key)
    query = select(Document.id, key)
    if narrowed.strip():
        query = query.where(
            or_(and_(true(), *begins(Document.source_words, narrowed)), _marked(narrowed))
        )
    if which:
        query = query.where(_WHICH[which])
    told: dict[int, int] = {}
    if made:
        found = plan(session, made, Use.EVERY).every(Event.id)
        count = func.count(Evidence.event_id.distinct())
        own = select(Evidence.document_id, count).group_by(Evidence.document_id)
        if are_many(session, found):
            own = own.where(opaque(Evidence.event_id, 0).in_(found))
        else:
            of = found.subquery()
            own = own.join(of, of.c[0] == Evidence.event_id)
        told = dict(plain_rows(session, own))
    rows = list(plain_rows(session, query.order_by(Document.title_key, Document.id)))
    if made:
        rows = [row for row in rows if row[0] in told]
    if sort == "events" and made:
        rows = [(number, told[number]) for number, _ in rows]
    have = [row for row in rows if row[1] not in (None, "")]
    have.sort(key=lambda row: row[1], reverse=down)
    order = [*have, *(row for row in rows if row[1] in (None, ""))]
    return Sources(array("q", (row[0] for row in order)), told)


_TAGGED = select(DocumentTag.document_id)
_NOTED = select(Note.document_id).where(Note.document_id.is_not(None))
_WHICH: dict[str, ColumnElement[bool]] = {
    "no": Document.published_edtf.is_(None),
    "copies": Document.copy_of.is_not(None),
    "marked": or_(Document.id.in_(_TAGGED), Document.id.in_(_NOTED)),
}


def _marked(typed: str) -> ColumnElement[bool]:
    """Documents with a tag or a note in which words begin so."""
    tagged = _TAGGED.join(Tag, Tag.id == DocumentTag.tag_id).where(*begins(Tag.key, typed))
    spaced = " " + sql.plainly(Note.text)
    noted = _NOTED.where(
        *(spaced.contains(f" {plain(word)}", autoescape=True) for word in typed.split())
    )
    return or_(Document.id.in_(tagged), Document.id.in_(noted))


_KEYS: dict[str, SQLColumnExpression[Any]] = {
    "title": Document.title_key,
    "outlet": func.lower(Document.outlet),
    "published": Document.published_earliest,
    "events": Document.events,
    "format": Document.media_type,
}


def source_rows(
    session: Session, ids: Iterable[int], told: Mapping[int, int]
) -> dict[int, SourceRow]:
    """The rows of some documents, by their numbers; those that are gone are left out."""
    some = list(ids)
    query = select(
        Document.id, Document.title, Document.outlet, Document.published_basis, Document.events,
        Document.media_type, Document.copy_of, *PUBLISHED,
    ).where(Document.id.in_(sql.given(some)))  # fmt: skip
    tags, notes = marks_of(session, some)
    return {
        number: SourceRow(
            number, title, outlet or "", published(day), basis, told.get(number, events), media,
            copy_of, tags=tags.get(number, ()), notes=notes.get(number, ()),
        )
        for number, title, outlet, basis, events, media, copy_of, *day in session.execute(query)
    }  # fmt: skip


def marks_of(
    session: Session, documents: Sequence[int]
) -> tuple[dict[int, tuple[str, ...]], dict[int, tuple[str, ...]]]:
    """The tags and the notes of these documents, by their numbers."""
    tags: dict[int, list[str]] = defaultdict(list)
    notes: dict[int, list[str]] = defaultdict(list)
    some = sql.given(documents)
    tagged = select(DocumentTag.document_id, Tag.name).join(Tag, Tag.id == DocumentTag.tag_id)
    for number, name in sorted(
        plain_rows(session, tagged.where(DocumentTag.document_id.in_(some)))
    ):
        tags[number].append(name)
    noted = select(Note.document_id, Note.text).where(Note.document_id.in_(some))
    for number, text in plain_rows(session, noted.order_by(Note.id)):
        notes[number].append(text)
    return (
        {number: tuple(each) for number, each in tags.items()},
        {number: tuple(each) for number, each in notes.items()},
    )


def source_facts(session: Session, ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """How many people and copies some documents have, and how much of them is reviewed."""
    given = list(ids)
    some = sql.given(given)
    people = dict(
        plain_rows(
            session,
            select(Form.document_id, func.count(Form.actor_id.distinct()))
            .where(Form.document_id.in_(some), Form.actor_id.is_not(None))
            .group_by(Form.document_id),
        )
    )
    first = func.coalesce(Document.copy_of, Document.id)
    heads = {
        row[0]: row[1]
        for row in plain_rows(session, select(Document.id, first).where(Document.id.in_(some)))
    }
    copies = dict(
        plain_rows(
            session,
            select(Document.copy_of, func.count())
            .where(Document.copy_of.in_(sql.given(set(heads.values()))))
            .group_by(Document.copy_of),
        )
    )
    told = (
        select(Evidence.document_id, Event.id, Event.review, Event.edited)
        .join(Event, Event.id == Evidence.event_id)
        .where(Evidence.document_id.in_(some))
        .distinct()
        .subquery()
    )
    judged = func.count().filter(or_(told.c.review != "proposed", func.length(told.c.edited) > 0))
    shares = {
        row[0]: row[1] / row[2]
        for row in plain_rows(
            session,
            select(told.c.document_id, judged, func.count()).group_by(told.c.document_id),
        )
    }
    return {
        n: {
            "people": people.get(n, 0),
            "copies": copies.get(heads.get(n, n), 0),
            "reviewed": shares.get(n),
        }
        for n in given
    }
