"""The documents that tell of the events a filter finds: all of them in an order, rows of some."""

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import SQLColumnExpression, func, or_, select
from sqlalchemy.orm import Session

from models.dates.interval import DateInterval
from models.queries.conditions import asked, begins
from models.queries.events import PUBLISHED, published
from models.queries.filter import EventFilter
from models.queries.plain import plain_rows
from models.queries.plans import Use, plan
from models.schema.events import Event, Evidence
from models.schema.readings import Form
from models.schema.text import Document
from models.store import sqlite


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


def sources(
    session: Session,
    wanted: EventFilter,
    sort: str = "published",
    *,
    down: bool = True,
    narrowed: str = "",
    dated: str = "",
) -> Sources:
    """All documents of the events that match; without a filter also those that tell of none.

    ``narrowed``: whose outlet, title or file has words that begin so. ``dated``: "no" for those
    without a date, "copies" for copies of others.
    """
    made = asked(session, wanted)
    key = _KEYS.get(sort, Document.title_key)
    query = select(Document.id, key)
    if narrowed.strip():
        query = query.where(*begins(Document.source_words, narrowed))
    if dated:
        query = query.where(
            Document.published_edtf.is_(None) if dated == "no" else Document.copy_of.is_not(None)
        )
    told: dict[int, int] = {}
    if made:
        found = plan(session, made, Use.EVERY).every(Event.id).subquery()
        count = func.count(Evidence.event_id.distinct())
        own = select(Evidence.document_id, count).join(found, found.c[0] == Evidence.event_id)
        told = dict(plain_rows(session, own.group_by(Evidence.document_id)))
    rows = list(plain_rows(session, query.order_by(Document.title_key, Document.id)))
    if made:
        rows = [row for row in rows if row[0] in told]
    if sort == "events" and made:
        rows = [(number, told[number]) for number, _ in rows]
    have = [row for row in rows if row[1] not in (None, "")]
    have.sort(key=lambda row: row[1], reverse=down)
    order = [*have, *(row for row in rows if row[1] in (None, ""))]
    return Sources(array("q", (row[0] for row in order)), told)


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
    query = select(
        Document.id, Document.title, Document.outlet, Document.published_basis, Document.events,
        Document.media_type, Document.copy_of, *PUBLISHED,
    ).where(Document.id.in_(sqlite.given(ids)))  # fmt: skip
    return {
        number: SourceRow(
            number, title, outlet or "", published(day), basis, told.get(number, events), media,
            copy_of,
        )
        for number, title, outlet, basis, events, media, copy_of, *day in session.execute(query)
    }  # fmt: skip


def source_facts(session: Session, ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """How many people and copies some documents have, and how much of them is reviewed."""
    given = list(ids)
    some = sqlite.given(given)
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
            .where(Document.copy_of.in_(sqlite.given(set(heads.values()))))
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
    judged = func.sum(or_(told.c.review != "proposed", func.length(told.c.edited) > 0))
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
