"""What has changed in a chronicle since a moment, within a filter."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from models.dates.interval import DateInterval
from models.errors import KnownError
from models.queries.conditions import IS_DISPUTED, asked
from models.queries.events import PUBLISHED, event_rows, published
from models.queries.filter import EventFilter
from models.queries.named import named_filters
from models.queries.plain import plain_rows
from models.queries.rows import EventRow
from models.queries.search import parse_query
from models.queries.times import shown
from models.schema.events import Claim, Event, Evidence
from models.schema.readings import Telling
from models.schema.text import Document
from models.schema.work import Anchor, Decision, Step

NEW, MORE, DATED, DENIED, SOURCE = "new", "more", "dated", "denied", "source"
DIFFER = "differ"
SORTS = (DENIED, DIFFER, DATED, MORE, SOURCE, NEW)
"""A new denial, a new source of an event on which its sources differ, another date, more sources
for an event, a new source, a new event: in the order in which they are told."""
MOST = 500
"""Of each sort of change the latest ones are told, not more."""


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One change: of an event, or of a document."""

    sort: str
    event: EventRow | None = None
    document: int = 0
    title: str = ""
    source: str = ""
    """Of a document: its outlet, or the name of its file where no outlet is known."""
    published: DateInterval | None = None


@dataclass(frozen=True, slots=True)
class SavedNews:
    """A saved filter, its line, and how many new events it finds."""

    name: str
    line: str
    events: int


@dataclass(frozen=True, slots=True)
class Changes:
    """What has changed: how many of each sort, the latest ones, and what saved filters find."""

    numbers: dict[str, int]
    rows: tuple[ChangeRow, ...]
    saved: tuple[SavedNews, ...]


def changed(session: Session, wanted: EventFilter, since: str) -> Changes:
    """What was imported and decided after a moment (UTC, ISO 8601; "": ever) and still holds."""
    if since and session.scalar(select(Step.id).where(Step.at > since).limit(1)) is None:
        return Changes(dict.fromkeys(SORTS, 0), (), ())
    made = tuple(each.probe for each in asked(session, wanted))
    queries = dict(_queries(since))
    numbers: dict[str, int] = {}
    found: dict[str, list[int]] = {}
    for sort, query in queries.items():
        within = query.where(*made, shown())
        one = within.subquery()
        numbers[sort] = session.scalar(select(func.count()).select_from(one)) or 0
        latest = within.order_by(Event.id.desc()).limit(MOST)
        found[sort] = [row[0] for row in plain_rows(session, latest)]
    events = event_rows(session, {each for ids in found.values() for each in ids})
    rows = [
        ChangeRow(sort, events[each])
        for sort, ids in found.items()
        for each in ids
        if each in events
    ]
    papers = tuple(_papers(session, made, since))
    numbers[SOURCE] = len(papers)
    rows += papers[:MOST]
    rows.sort(key=lambda row: SORTS.index(row.sort))
    return Changes(numbers, tuple(rows), tuple(_saved(session, queries[NEW])))


def _batches(since: str) -> Select[int | None]:
    """The imports after a moment that were not undone."""
    return select(Step.import_id).where(
        Step.at > since, Step.import_id.is_not(None), Step.undone_at.is_(None)
    )


def _steps(since: str) -> Select[int]:
    return select(Step.id).where(Step.at > since, Step.undone_at.is_(None))


def _queries(since: str) -> Iterator[tuple[str, Select[int]]]:
    """By the sort of change, the events that it is about."""
    batches, steps = _batches(since), _steps(since)
    by_hand = (
        select(Telling.event_id)
        .join(Decision, Decision.id == Telling.decision_id)
        .where(Decision.step_id.in_(steps))
    )
    new = or_(Event.import_id.in_(batches), Event.id.in_(by_hand))
    every = select(Event.id)
    yield NEW, every.where(new)
    papers = select(Document.id).where(Document.import_id.in_(batches))
    old = or_(Event.import_id.is_(None), Event.import_id.not_in(batches))
    told = select(Evidence.event_id).where(Evidence.document_id.in_(papers))
    yield MORE, every.where(and_(old, Event.id.in_(told)))
    dates = (
        select(Telling.event_id)
        .join(Anchor, Anchor.telling_id == Telling.id)
        .join(Decision, Decision.id == Anchor.decision_id)
        .where(
            Decision.verb == "set",
            Decision.value["field"].as_string() == "date",
            Decision.step_id.in_(steps),
        )
    )
    yield DATED, every.where(Event.id.in_(dates))
    denied = select(Claim.event_id).where(Claim.stance == "denies", Claim.document_id.in_(papers))
    yield DENIED, every.where(Event.id.in_(denied))
    yield DIFFER, every.where(IS_DISPUTED, Event.id.in_(told))


def _papers(
    session: Session, made: tuple[ColumnElement[bool], ...], since: str
) -> Iterator[ChangeRow]:
    """The new documents, of a filter those that tell of its events, the latest first."""
    query = select(Document.id, Document.title, Document.outlet, Document.path, *PUBLISHED)
    query = query.where(Document.import_id.in_(_batches(since)))
    if made:
        told = select(Evidence.document_id).join(Event, Event.id == Evidence.event_id)
        query = query.where(Document.id.in_(told.where(*made)))
    for number, title, outlet, path, *day in session.execute(query.order_by(Document.id.desc())):
        source = outlet or PurePath(path).name
        yield ChangeRow(SOURCE, None, number, title, source, published(day))


def _saved(session: Session, new: Select[int]) -> Iterator[SavedNews]:
    """How many new events each saved filter finds; a line that means nothing is left out."""
    for row in named_filters(session):
        try:
            wanted = parse_query(row.line)
        except KnownError:
            continue
        made = (each.probe for each in asked(session, wanted))
        found = new.where(*made, shown()).subquery()
        number = session.scalar(select(func.count()).select_from(found)) or 0
        yield SavedNews(row.name, row.line, number)
