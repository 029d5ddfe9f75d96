"""The values an event filter can be narrowed to, each with its number of events.

A count obeys every condition but those of its own field: it says how many events there would
be with that value alone in its field. Where very many events match, counts are taken over the
first of them and say "at least" (``capped``). Those of kinds, statuses and review states can be
had exactly in any case (``exact``), which may take as long as a look at every event.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from models.composing.numbers import actors_now
from models.queries import matched as finding
from models.queries.condition import Condition
from models.queries.conditions import PART, any_rejected, asked, begins, conditions, without
from models.queries.filter import ANY, PROPOSED, REVIEWS, EventFilter, Term
from models.queries.matched import facts, matched
from models.queries.names import meant
from models.queries.plain import plain_parts, plain_rows
from models.queries.plans import Use, plan
from models.queries.rows import FacetRow
from models.queries.times import shown
from models.reading.doc import EventKind, EventStatus
from models.schema.actors import Actor, Alias
from models.schema.events import Event, Evidence, Participation
from models.schema.keys import fold
from models.schema.text import Document
from models.schema.work import EventTag, Tag
from models.store import sql

_KINDS = tuple(EventKind)
_STATUSES = tuple(EventStatus)
_CROSSED = ("kinds", "statuses", "reviews")

# Events of every kind with every status and review state.
_Crossed = Mapping[tuple[str, str, str], int]


def kind_facet(
    session: Session, wanted: EventFilter, *, exact: bool = False
) -> tuple[FacetRow, ...]:
    """Kinds with their counts, most frequent first; those without events only if ticked."""
    counts, capped = _column_counts(session, wanted, "kinds", exact=exact)
    ticked = {t.value for t in wanted.kinds}
    order = sorted(_KINDS, key=lambda kind: (-counts.get(kind, 0), kind))
    return _plain_rows(order, counts, ticked, capped=capped)


def status_facet(
    session: Session, wanted: EventFilter, *, exact: bool = False
) -> tuple[FacetRow, ...]:
    """Statuses with their counts, in their own order; those without events only if ticked."""
    counts, capped = _column_counts(session, wanted, "statuses", exact=exact)
    return _plain_rows(_STATUSES, counts, {t.value for t in wanted.statuses}, capped=capped)


def review_facet(
    session: Session, wanted: EventFilter, *, exact: bool = False
) -> tuple[FacetRow, ...]:
    """Review states with their counts, in their own order; those without events if ticked."""
    counts, capped = _column_counts(session, wanted, "reviews", exact=exact)
    return _plain_rows(REVIEWS, counts, {t.value for t in wanted.reviews}, capped=capped)


def place_facet(
    session: Session, wanted: EventFilter, narrowed: str = "", size: int = 200
) -> tuple[FacetRow, ...]:
    """The ``size`` most frequent places; ``narrowed``: whose words begin with what is typed."""
    found = matched(session, without(wanted, "places"))
    ticked = _ticked(session, "places", wanted.places)
    if found.ids is None:
        some = _all_places(session, narrowed, size, ticked)
    else:
        known = facts(session, found.ids)
        last = dict(zip(known.places, known.ids, strict=True))
        some = [(k, n, last[k]) for k, n in _top(Counter(known.places), narrowed, size, ticked)]
    query = select(Event.place_key, Event.place_id, Event.place).where(
        Event.id.in_(sql.given(event for _, _, event in some))
    )
    rows = _named_rows(some, plain_rows(session, query), capped=found.capped)
    return _with_ticked(rows, ticked)


def _all_places(
    session: Session, narrowed: str, size: int, ticked: Mapping[str, str]
) -> list[tuple[str, int, int]]:
    """Places, their numbers of events and one of these."""
    number = func.count()
    every = select(Event.place_key, number, func.max(Event.id)).group_by(Event.place_key)
    every = every.where(shown())
    top = every.where(Event.place_key > "", *begins(Event.place_key, narrowed))
    top = top.order_by(number.desc(), Event.place_key).limit(size)
    others = every.where(Event.place_key.in_(ticked)) if ticked else None
    return _and_ticked(session, top, others)


def _and_ticked(
    session: Session, top: Select[str, int, int], ticked: Select[str, int, int] | None
) -> list[tuple[str, int, int]]:
    """The first values, and those ticked that are not among them."""
    found = {row[0]: row for row in plain_rows(session, top)}
    for row in () if ticked is None else plain_rows(session, ticked):
        found.setdefault(row[0], row)
    return [(key, int(count), one) for key, count, one in found.values()]


def source_facet(
    session: Session, wanted: EventFilter, narrowed: str = "", size: int = 200
) -> tuple[FacetRow, ...]:
    """The ``size`` most frequent sources: outlets, or titles where no outlet is known."""
    found = matched(session, without(wanted, "sources"))
    ticked = _ticked(session, "sources", wanted.sources)
    if found.ids is None:
        some = _all_sources(session, narrowed, size, ticked)
    else:
        some = _sources_of(session, found.ids, narrowed, size, ticked)
    query = select(Document.source_key, Document.id, Document.source).where(
        Document.id.in_(sql.given(document for _, _, document in some))
    )
    rows = _named_rows(some, plain_rows(session, query), capped=found.capped)
    return _with_ticked(rows, ticked)


def tag_facet(
    session: Session, wanted: EventFilter, narrowed: str = "", size: int = 200
) -> tuple[FacetRow, ...]:
    """The ``size`` most frequent tags; ``narrowed``: that begin with what is typed."""
    found = matched(session, without(wanted, "tags"))
    ticked = _ticked(session, "tags", wanted.tags)
    number = func.count(EventTag.event_id.distinct())
    every = select(Tag.key, number, func.min(Tag.id)).join(EventTag, EventTag.tag_id == Tag.id)
    if found.ids is None:
        if any_rejected(session):
            every = every.join(Event, Event.id == EventTag.event_id).where(shown())
    else:
        every = every.where(EventTag.event_id.in_(sql.given(found.ids)))
    every = every.group_by(Tag.key).order_by(number.desc(), Tag.key)
    begun = Tag.key.startswith(fold(narrowed), autoescape=True)
    others = every.where(Tag.key.in_(ticked)) if ticked else None
    some = _and_ticked(session, every.where(begun).limit(size), others)
    query = select(Tag.key, Tag.id, Tag.name).where(Tag.id.in_([tag for _, _, tag in some]))
    rows = _named_rows(some, plain_rows(session, query), capped=found.capped)
    return _with_ticked(rows, ticked)


def _sources_of(
    session: Session, ids: Sequence[int], narrowed: str, size: int, ticked: Iterable[str]
) -> list[tuple[str, int, int]]:
    """Sources of some events, how many of these each tells of, and one document of it."""
    told = (
        select(Evidence.event_id, Document.source_key, Document.id)
        .join(Document, Document.id == Evidence.document_id)
        .where(Evidence.event_id.in_(sql.given(ids)))
    )
    rows = list(plain_rows(session, told))
    one = {key: document for _, key, document in rows}
    counted = Counter(key for _, key in {(event, key) for event, key, _ in rows})
    return [(key, number, one[key]) for key, number in _top(counted, narrowed, size, ticked)]


def _all_sources(
    session: Session, narrowed: str, size: int, ticked: Mapping[str, str]
) -> list[tuple[str, int, int]]:
    """Without any condition the documents' own counts are added up."""
    number = func.sum(Document.events)
    every = select(Document.source_key, number, func.min(Document.id))
    every = every.group_by(Document.source_key).having(number > 0)
    top = every.where(*begins(Document.source_key, narrowed))
    top = top.order_by(number.desc(), Document.source_key).limit(size)
    others = every.where(Document.source_key.in_(ticked)) if ticked else None
    return _and_ticked(session, top, others)


def actor_facet(
    session: Session,
    wanted: EventFilter,
    narrowed: str = "",
    size: int = 200,
    ticked: Sequence[int] = (),
    kind: str = "",
) -> tuple[FacetRow, ...]:
    """The ``size`` most frequent actors; ticked ones first, even without events.

    ``narrowed``: only those with a name or alias whose words begin with what is typed, accents
    and case apart. ``kind``: only people, organisations or places. A row says which numbers that
    are ticked mean it since people merged them.
    """
    now = actors_now(session, ticked)
    given, ticked = ticked, tuple(dict.fromkeys(now.get(number, number) for number in ticked))
    others = without(wanted, "actors")
    found = matched(session, others)
    named = _named(session, narrowed)
    capped = found.capped
    if found.ids is None:
        counts = _all_actors(session, named, size, ticked, kind)
    else:
        if capped and named is not None and _have_few(session, named):
            # Somebody sought by name may be in none of the first events.
            counted = _count_named(session, named.union(ticked), others)
            capped = False
        else:
            counted = _count_actors(session, found.ids)
        wanted_ids = counted.keys() if named is None else named & counted.keys()
        if kind:
            wanted_ids = _of_kind(session, wanted_ids, kind)
        top = sorted(wanted_ids, key=lambda actor: (-counted[actor], actor))[:size]
        counts = {actor: counted[actor] for actor in (*top, *ticked)}
    was: dict[int, tuple[int, ...]] = {}
    for number in given:
        if now.get(number, number) != number:
            was[now[number]] = (*was.get(now[number], ()), number)
    rows = _actor_rows(session, counts, ticked, capped=capped)
    return tuple(replace(row, was=was[row.id]) if row.id in was else row for row in rows)


def _of_kind(session: Session, actors: Iterable[int], kind: str) -> set[int]:
    """Those of them that are people, organisations or places."""
    query = select(Actor.id).where(Actor.id.in_(sql.given(actors)), Actor.kind == kind)
    return {row[0] for row in plain_rows(session, query)}


def _count_actors(session: Session, ids: Sequence[int]) -> Counter[int]:
    """In several roles it is one event, and those lie side by side in the index."""
    parts = select(Participation.event_id, Participation.actor_id).distinct()
    some = parts.where(Participation.event_id.in_(sql.given(ids))).subquery()
    return Counter(row[0] for row in plain_rows(session, select(some.c.actor_id)))


def _have_few(session: Session, named: Iterable[int]) -> bool:
    number = select(func.sum(Actor.events)).where(Actor.id.in_(sql.given(named)))
    return (session.scalar(number) or 0) <= finding.CAP


def _count_named(session: Session, named: Iterable[int], wanted: EventFilter) -> Counter[int]:
    """Exactly, by a look at each event of theirs."""
    parts = (
        select(PART.actor_id, PART.event_id)
        .distinct()
        .join(Event, Event.id == PART.event_id)
        .where(PART.actor_id.in_(sql.given(named)), *(c.probe for c in asked(session, wanted)))
    )
    return Counter(row[0] for row in plain_rows(session, parts))


def _all_actors(
    session: Session, named: set[int] | None, size: int, ticked: Sequence[int], kind: str
) -> dict[int, int]:
    every = select(Actor.id, Actor.events).where(Actor.events > 0)
    top = every.order_by(Actor.events.desc(), Actor.id).limit(size)
    if kind:
        top = top.where(Actor.kind == kind)
    if named is not None:
        top = top.where(Actor.id.in_(sql.given(named)))
    counts = dict.fromkeys(ticked, 0)
    counts.update(plain_rows(session, every.where(Actor.id.in_(ticked))))
    counts.update(plain_rows(session, top))
    return counts


def _actor_rows(
    session: Session, counts: Mapping[int, int], ticked: Sequence[int], *, capped: bool
) -> tuple[FacetRow, ...]:
    chosen = set(ticked)
    query = select(Actor.id, Actor.name, Actor.kind, Actor.name_key).where(
        Actor.id.in_(sql.given(counts))
    )
    found = sorted(
        plain_rows(session, query),
        key=lambda row: (row[0] not in chosen, -counts[row[0]], row[3], row[0]),
    )
    return tuple(
        FacetRow(number, name, name, counts[number], capped, kind)
        for number, name, kind, _ in found
        if counts[number] or number in chosen
    )


def _named(session: Session, narrowed: str) -> set[int] | None:
    """The actors with a name like that; None where nothing is typed."""
    near = begins(Alias.key, narrowed)
    if not near:
        return None
    return {row[0] for row in plain_rows(session, select(Alias.actor_id).where(*near).distinct())}


def _top(
    counted: Mapping[str, int], narrowed: str, size: int, ticked: Iterable[str]
) -> Iterator[tuple[str, int]]:
    """The most frequent names whose words begin with what is typed, and those ticked."""
    words = [f" {word}" for word in fold(narrowed).split()]
    fitting = ((k, n) for k, n in counted.items() if k and all(w in f" {k}" for w in words))
    top = dict(sorted(fitting, key=_most_first)[:size])
    yield from (top | {key: counted[key] for key in ticked if key in counted}).items()


def _ticked(session: Session, field: str, terms: Sequence[Term]) -> dict[str, str]:
    """The values that are wanted or left out, folded, each as it is written."""
    exact = {fold(term.value) or term.value: term.value for term in terms if not term.part}
    named = [
        (field, Term(term.value, part=True)) for term in terms if term.part and term.value != ANY
    ]
    for known in meant(session, named).values():
        exact |= {str(key): shown for key, shown in known}
    return exact


def _most_first(pair: tuple[str, int]) -> tuple[int, str]:
    return -pair[1], pair[0]


def _column_counts(
    session: Session, wanted: EventFilter, field: str, *, exact: bool
) -> tuple[Mapping[str, int], bool]:
    """Events of each value of a column, and whether they are counts of the first ones alone."""
    others = without(wanted, field)
    every = field == "reviews"  # rejected events are among them, whatever else is asked for
    if every and not conditions(others):
        return _all_values(session, field), False
    found = matched(session, others, rejected=every)
    if found.ids is not None and not (exact and found.capped):
        known = facts(session, found.ids)
        return Counter(getattr(known, field)), found.capped
    if not conditions(others):
        return _all_values(session, field), False
    made = asked(session, others, rejected=every)
    place = _CROSSED.index(field)
    counts: Counter[str] = Counter()
    for values, number in _crossed(session, (others, every), made).items():
        counts[values[place]] += number
    return counts, False


def _all_values(session: Session, field: str) -> Mapping[str, int]:
    """Of every event, from an index that holds equal values side by side."""
    if field == "reviews":
        query = select(Event.review, func.count()).group_by(Event.review)
        return dict(plain_rows(session, query))
    kept: list[tuple[Any, ...]] = session.info.setdefault("all kinds and statuses", [])
    if not kept:
        pairs = select(Event.kind, Event.status, func.count()).where(shown())
        pairs = pairs.group_by(Event.kind, Event.status)
        kept += plain_rows(session, pairs)
    counts: Counter[str] = Counter()
    for row in kept:
        counts[row[_CROSSED.index(field)]] += row[2]
    return counts


def _crossed(session: Session, wanted: object, made: Sequence[Condition]) -> _Crossed:
    """Three facets of one look at the events; found once in a scope, as mostly they obey the same
    conditions. Counted here, as the database would sort all of them to group them."""
    kept: dict[object, _Crossed] = session.info.setdefault("events of each kind", {})
    if wanted not in kept:
        query = plan(session, made, Use.EVERY).every(Event.kind, Event.status, Event.review)
        counts: Counter[tuple[str, str, str]] = Counter()
        for part in plain_parts(session, query):
            counts.update(part)
        kept[wanted] = counts
    return kept[wanted]


def _plain_rows(
    values: Iterable[str], counts: Mapping[str, int], ticked: set[str], *, capped: bool
) -> tuple[FacetRow, ...]:
    return tuple(
        FacetRow(None, str(value), _label(value), counts.get(value, 0), capped)
        for value in values
        if counts.get(value) or value in ticked
    )


def _label(value: str) -> str:
    return "To review" if value == PROPOSED else str(value).capitalize()


def _named_rows(
    some: Iterable[tuple[str, int, int]], named: Iterable[Sequence[Any]], *, capped: bool
) -> dict[str, FacetRow]:
    """Rows by folded name: of each its count, of ``named`` its number and how it is written."""
    names = {key: (number, name) for key, number, name in named}
    return {
        key: FacetRow(names[key][0], names[key][1], names[key][1], count, capped)
        for key, count, _ in some
    }


def _with_ticked(rows: dict[str, FacetRow], ticked: Mapping[str, str]) -> tuple[FacetRow, ...]:
    for key, value in ticked.items():
        rows.setdefault(key, FacetRow(None, value, value, 0))
    return tuple(rows.values())
