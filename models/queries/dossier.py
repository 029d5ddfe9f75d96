"""Everything that is known of one actor, over the whole chronicle, whatever is filtered for."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.dates.days import from_day
from models.dates.edtf import parse_edtf
from models.dates.interval import DateInterval
from models.dates.words import describe
from models.printable import shortened
from models.queries.events import PUBLISHED, event_rows, published
from models.queries.people import present_actor
from models.queries.plain import plain_rows
from models.queries.rows import EventRow
from models.schema.actors import Actor, Alias, Role
from models.schema.events import Claim, Event, Participation
from models.schema.keys import UNDATED, day_of, fold
from models.schema.readings import Form
from models.schema.text import Document, Quotation
from models.schema.work import Note
from models.store import sql

_NAMES, _OFFICES, _WITH, _SAID, _PAPERS, _QUOTES = 12, 8, 12, 8, 12, 6
_LATEST = 5_000  # events in which others are counted
_QUOTED = 240  # characters of a quotation


@dataclass(frozen=True, slots=True)
class Office:
    """An office, since when and until when as far as it is said, and in how many articles."""

    title: str
    when: str
    articles: int


@dataclass(frozen=True, slots=True)
class Companion:
    """Another actor, the number of events with both, and what these were mostly."""

    id: int
    name: str
    kind: str
    events: int
    what: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Saying:
    """Who says something of an event, and how."""

    event: EventRow
    stance: str
    who: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """What somebody is quoted with, and in which document."""

    words: str
    document: int
    source: str
    published: DateInterval | None


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A document that names an actor."""

    id: int
    title: str
    outlet: str
    published: DateInterval | None


@dataclass(frozen=True, slots=True)
class Dossier:
    """What is known of one actor. ``years`` are those with events, and how many."""

    id: int
    name: str
    kind: str
    events: int
    names: tuple[str, ...]
    offices: tuple[Office, ...]
    notes: tuple[str, ...]
    years: tuple[tuple[int, int], ...]
    undated: int
    companions: tuple[Companion, ...]
    says: tuple[Saying, ...]
    said_of: tuple[Saying, ...]
    quotations: tuple[Quoted, ...]
    papers: tuple[PaperLine, ...]
    articles: int
    latest: tuple[EventRow, ...]
    first: EventRow | None


def dossier(session: Session, number: int) -> Dossier | None:
    """The dossier of an actor, by any number it ever had; None where it is gone."""
    actor = present_actor(session, number)
    if actor is None:
        return None
    head = session.execute(
        select(Actor.name, Actor.kind, Actor.events).where(Actor.id == actor)
    ).first()
    if head is None:
        return None
    name, kind, events = head
    own = select(Alias.text).where(Alias.actor_id == actor)
    names = Counter(row[0] for row in plain_rows(session, own))
    notes = session.scalars(select(Note.text).where(Note.actor_id == actor).order_by(Note.id))
    years, undated = _years(session, actor)
    along = (
        select(Participation.event_id)
        .where(Participation.actor_id == actor, Participation.chrono < UNDATED)
        .group_by(Participation.chrono, Participation.event_id)
    )
    newest = along.order_by(Participation.chrono.desc(), Participation.event_id.desc())
    ids = list(session.scalars(newest.limit(_SAID)))
    first = session.scalar(along.order_by(Participation.chrono).limit(1))
    rows = event_rows(session, [*ids, *([first] if first else [])])
    return Dossier(
        actor,
        name,
        kind,
        events,
        tuple(text for text, _ in names.most_common(_NAMES) if fold(text) != fold(name)),
        _held(session, actor),
        tuple(notes),
        years,
        undated,
        _companions(session, actor),
        _says(session, actor),
        _said_of(session, actor),
        _quotations(session, actor),
        *_papers(session, actor),
        tuple(rows[each] for each in ids if each in rows),
        rows.get(first or 0),
    )


def _years(session: Session, actor: int) -> tuple[tuple[tuple[int, int], ...], int]:
    """Events by the year they begin in, and how many have no place in time."""
    query = (
        select(Participation.chrono, Participation.event_id)
        .where(Participation.actor_id == actor, Participation.chrono <= UNDATED)
        .distinct()
    )
    years: Counter[int] = Counter()
    undated = 0
    for place, _ in plain_rows(session, query):
        if place == UNDATED:
            undated += 1
        else:
            years[from_day(day_of(place))[0]] += 1
    return tuple(sorted(years.items())), undated


def _held(session: Session, actor: int) -> tuple[Office, ...]:
    """Offices with their times, those that most articles name first."""
    columns = (Role.title, Role.of, Role.from_, Role.to)
    articles = func.count(Role.document_id.distinct())
    query = (
        select(*columns, articles)
        .where(Role.actor_id == actor)
        .group_by(*columns)
        .order_by(articles.desc(), Role.title, *(each.nulls_first() for each in columns[1:]))
        .limit(_OFFICES)
    )
    found = []
    for title, of, begun, ended, number in plain_rows(session, query):
        since, until = (describe(parse_edtf(each)) if each else "" for each in (begun, ended))
        when = " to ".join(part for part in (since, until) if part)
        if since and not until:
            when = f"from {since}"
        elif until and not since:
            when = f"until {until}"
        found.append(Office(f"{title} of {of}" if of else title, when, number))
    return tuple(found)


def _companions(session: Session, actor: int) -> tuple[Companion, ...]:
    """With whom it is in events, the most frequent first; of very many the latest are counted."""
    mine = (
        select(Participation.event_id)
        .where(Participation.actor_id == actor, Participation.chrono <= UNDATED)
        .order_by(Participation.chrono.desc(), Participation.event_id.desc())
        .limit(_LATEST)
        .subquery()
    )
    shared = func.count(Participation.event_id.distinct())
    query = (
        select(Participation.actor_id, shared)
        .join(mine, mine.c.event_id == Participation.event_id)
        .where(Participation.actor_id != actor)
        .group_by(Participation.actor_id)
        .order_by(shared.desc(), Participation.actor_id)
        .limit(_WITH)
    )
    counts = dict(plain_rows(session, query))
    some = Participation.actor_id.in_(sql.given(counts))
    by_kind = (
        select(Participation.actor_id, Event.kind, func.count(Event.id.distinct()))
        .join(mine, mine.c.event_id == Participation.event_id)
        .join(Event, Event.id == Participation.event_id)
        .where(some)
        .group_by(Participation.actor_id, Event.kind)
    )
    what: dict[int, list[tuple[str, int]]] = {}
    for other, kind, number in plain_rows(session, by_kind):
        what.setdefault(other, []).append((kind, number))
    heads = select(Actor.id, Actor.name, Actor.kind).where(Actor.id.in_(sql.given(counts)))
    known = {row[0]: row[1:] for row in plain_rows(session, heads)}
    return tuple(
        Companion(
            other,
            known[other][0],
            known[other][1],
            number,
            tuple(sorted(what.get(other, ()), key=lambda pair: (-pair[1], pair[0]))[:3]),
        )
        for other, number in counts.items()
        if other in known
    )


def _says(session: Session, actor: int) -> tuple[Saying, ...]:
    """What it says of events, the latest first."""
    query = (
        select(Claim.event_id, Claim.stance)
        .join(Event, Event.id == Claim.event_id)
        .where(Claim.actor_id == actor, Event.chrono <= UNDATED)
        .order_by(Event.chrono.desc(), Claim.id)
        .limit(_SAID)
    )
    found = list(plain_rows(session, query))
    rows = event_rows(session, {event for event, _ in found})
    return tuple(Saying(rows[event], how, "") for event, how in found if event in rows)


def _said_of(session: Session, actor: int) -> tuple[Saying, ...]:
    """What others say of events in which it takes part, the latest first."""
    query = (
        select(Claim.event_id, Claim.stance, Actor.name)
        .join(Participation, Participation.event_id == Claim.event_id)
        .outerjoin(Actor, Actor.id == Claim.actor_id)
        .where(
            Participation.actor_id == actor,
            Participation.role != "place",
            Participation.chrono <= UNDATED,
            func.coalesce(Claim.actor_id, 0) != actor,
        )
        .order_by(Participation.chrono.desc(), Claim.id)
        .limit(_SAID * 3)
    )
    found = list(dict.fromkeys(plain_rows(session, query)))[:_SAID]
    rows = event_rows(session, {event for event, *_ in found})
    return tuple(
        Saying(rows[event], how, who or "an unnamed source")
        for event, how, who in found
        if event in rows
    )


def _quotations(session: Session, actor: int) -> tuple[Quoted, ...]:
    """What it is quoted with, from the latest articles."""
    words = func.substr(Document.text, Quotation.start + 1, Quotation.end - Quotation.start)
    query = (
        select(words, Document.id, Document.source, *PUBLISHED)
        .select_from(Quotation)
        .join(Form, Form.id == Quotation.form_id)
        .join(Document, Document.id == Quotation.document_id)
        .where(Form.actor_id == actor, Quotation.direct)
        .order_by(
            Document.published_latest.desc().nulls_last(), Quotation.document_id, Quotation.start
        )
        .limit(_QUOTES)
    )
    return tuple(
        Quoted(shortened(" ".join(said.split()), _QUOTED), document, source, published(day))
        for said, document, source, *day in session.execute(query)
    )


def _papers(session: Session, actor: int) -> tuple[tuple[PaperLine, ...], int]:
    """The latest documents that name it, and how many do."""
    own = select(Form.document_id).distinct()
    own = own.where(Form.actor_id == actor, Form.document_id.is_not(None))
    number = session.scalar(select(func.count()).select_from(own.subquery())) or 0
    query = (
        select(Document.id, Document.title, Document.outlet, *PUBLISHED)
        .where(Document.id.in_(own))
        .order_by(Document.published_latest.desc().nulls_last(), Document.id)
        .limit(_PAPERS)
    )
    lines = tuple(
        PaperLine(document, title, outlet or "", published(day))
        for document, title, outlet, *day in session.execute(query)
    )
    return lines, number
