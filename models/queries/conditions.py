"""From a filter to SQL: how each condition finds or tests events, and the choice between them.

A condition can *find* its events through an index (``ids``), or *test* an event it is given.
Rare conditions find, and what they find is sorted; where every condition is common, the events
are walked in the order wanted and tested, which ends as soon as a page is full. The database
cannot tell which is right, as it does not know how common a value is; so we count, up to a
limit, and say it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from math import isqrt, prod
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    SQLColumnExpression,
    and_,
    exists,
    false,
    func,
    literal_column,
    not_,
    or_,
    select,
    union,
    union_all,
)
from sqlalchemy.orm import Session

from models.queries.filter import (
    ActorRole,
    ActorTerm,
    DateRange,
    EventFilter,
    Match,
    Term,
    TextTerm,
)
from models.schema.actors import Alias
from models.schema.events import Event, Evidence, Participation
from models.schema.keys import UNDATED, chrono_from, fold
from models.schema.text import Document
from models.store import sqlite

# How much more it costs to look an event up and sort it than to walk past it and test it: where a
# page ends the walk, tests ask about one event at a time, otherwise they look into lists.
_PAGE_RATIO, _WHOLE_RATIO = 2, 6
_COUNTED = 50_000  # events counted of each condition before a page is asked for: 5 ms

Ids = Select[int] | CompoundSelect[int]


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition on events, in as many forms as it has.

    ``probe`` tests one event with as little work as possible before the first one; ``listed``
    makes a list first and tests against that, the better way for many. ``ids`` finds the events;
    None where the condition only takes away. ``direct`` finds them by the event's own columns.
    ``span`` bounds ``chrono``, so that a walk in the order of time can begin and end there.
    """

    probe: ColumnElement[bool]
    listed: ColumnElement[bool]
    ids: Ids | None = None
    direct: ColumnElement[bool] | None = None
    span: ColumnElement[bool] | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What to put into WHERE; ``sorts``: what is found comes in no order and gets sorted."""

    where: tuple[ColumnElement[bool], ...]
    sorts: bool


def conditions(wanted: EventFilter) -> list[Condition]:
    """Every condition of a filter; all of them hold together."""
    made = [
        *_actors(wanted.actors, wanted.match),
        *_column(Event.kind, wanted.kinds, str.lower),
        *_column(Event.status, wanted.statuses, str.lower),
        *_column(Event.review, wanted.reviews, str.lower),
        *_column(Event.place_key, wanted.places, fold),
        *_sources(wanted.sources),
        *_texts(wanted.texts),
    ]
    if wanted.dates is not None:
        made += _dates(wanted.dates)
    return made


def without(wanted: EventFilter, field: str) -> EventFilter:
    """The filter with one field left empty: what that field's own counts obey."""
    empty: dict[str, Any] = {field: None if field == "dates" else ()}
    return replace(wanted, **empty)


def plan(
    session: Session, made: Sequence[Condition], size: int | None, *, by_date: bool = True
) -> Plan:
    """The cheaper way to the first ``size`` events in some order, or (None) to all of them."""
    leading = _leading(session, made, size)
    where = []
    if leading is not None and leading.ids is not None:
        where.append(Event.id.in_(leading.ids) if leading.direct is None else leading.direct)
    elif by_date:
        where += [c.span for c in made if c.span is not None]
    where += [c.listed if size is None else c.probe for c in made if c is not leading]
    return Plan(tuple(where), sorts=leading is not None and leading.direct is None)


def _leading(session: Session, made: Sequence[Condition], size: int | None) -> Condition | None:
    """The condition that finds the events, or None where walking past all of them is cheaper.

    The conditions are taken to be independent of each other.
    """
    finding = [(c, c.ids) for c in made if c.ids is not None]
    total = session.scalar(select(func.max(Event.id))) or 0
    if not finding or not total:
        return None
    ratio = _WHOLE_RATIO if size is None else _PAGE_RATIO
    most = total // ratio + 1
    if size is not None:
        # Beyond this many a single condition is walked in any case; several may be rare together.
        alone = isqrt(size * total // ratio) + 1
        most = min(most, alone if len(finding) == 1 else max(alone, _COUNTED))
    sizes = [_size(session, ids, most) for _, ids in finding]
    least = min(range(len(sizes)), key=sizes.__getitem__)
    share = prod(min(1.0, found / total) for found in sizes)
    walked = total if size is None else min(total, size / max(share, 1 / total))
    if sizes[least] < most and sizes[least] * ratio <= walked:
        return finding[least][0]
    # A condition on one column walks its own index, where all are wanted.
    return finding[least][0] if size is None and finding[least][0].direct is not None else None


def _size(session: Session, ids: Ids, most: int) -> int:
    found = ids.limit(most).subquery()
    return session.scalar(select(func.count()).select_from(found)) or 0


def only(made: Sequence[Condition]) -> Ids | None:
    """What finds the events when there is one condition and it finds; an event may come twice."""
    return made[0].ids if len(made) == 1 else None


def opaque(column: SQLColumnExpression[Any], blank: object) -> ColumnElement[Any]:
    """A column the database will not look up in an index, because we walk another one."""
    return func.coalesce(column, blank)


def _column(
    column: SQLColumnExpression[str], terms: Iterable[Term], key: Callable[[str], str]
) -> list[Condition]:
    terms = tuple(terms)
    wanted = sorted({key(t.value) for t in terms if not t.exclude})
    refused = sorted({key(t.value) for t in terms if t.exclude})
    made = []
    if wanted:
        direct = column == wanted[0] if len(wanted) == 1 else column.in_(wanted)
        ids = select(Event.id).where(direct)
        made.append(Condition(opaque(column, "").in_(wanted), _listed(ids), ids, direct))
    if refused:
        ids = select(Event.id).where(column.in_(refused))
        made.append(Condition(opaque(column, "").not_in(refused), not_(_listed(ids))))
    return made


def _actors(terms: Iterable[ActorTerm], match: Match) -> list[Condition]:
    terms = tuple(terms)
    wanted = [_parts(t) for t in terms if not t.exclude]
    refused = [_parts(t) for t in terms if t.exclude]
    made = []
    if match is Match.ANY and wanted:
        found = [select(Participation.event_id).where(p) for p in wanted]
        ids: Ids = found[0] if len(found) == 1 else union(*found)
        made.append(Condition(_takes_part(or_(*wanted)), _listed(ids), ids))
    elif wanted:
        for who in wanted:
            ids = select(Participation.event_id).where(who)
            made.append(Condition(_takes_part(who), _listed(ids), ids))
    for who in refused:
        ids = select(Participation.event_id).where(who)
        made.append(Condition(not_(_takes_part(who)), not_(_listed(ids))))
    return made


def _listed(ids: Ids) -> ColumnElement[bool]:
    """Whether an event is among ``ids``, which are listed once and never looked up by."""
    return opaque(Event.id, 0).in_(ids)


def _parts(term: ActorTerm) -> ColumnElement[bool]:
    if term.id is not None:
        who: ColumnElement[bool] = Participation.actor_id == term.id
    else:
        named = select(Alias.actor_id).where(Alias.key == fold(term.name or ""))
        who = Participation.actor_id.in_(named)
    if term.role is ActorRole.ANY:
        return who
    return and_(who, Participation.role == term.role.value)


def _takes_part(who: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(Participation.event_id == Event.id, who)


def _sources(terms: Iterable[Term]) -> list[Condition]:
    terms = tuple(terms)
    wanted = sorted({fold(t.value) for t in terms if not t.exclude})
    refused = sorted({fold(t.value) for t in terms if t.exclude})
    made = []
    if wanted:
        told = Evidence.document_id.in_(_documents(wanted))
        ids = select(Evidence.event_id).where(told)
        probe = exists().where(Evidence.event_id == Event.id, told)
        made.append(Condition(probe, _listed(ids), ids))
    if refused:
        told = Evidence.document_id.in_(_documents(refused))
        ids = select(Evidence.event_id).where(told)
        probe = exists().where(Evidence.event_id == Event.id, told)
        made.append(Condition(not_(probe), not_(_listed(ids))))
    return made


def _documents(names: Sequence[str]) -> CompoundSelect[int]:
    return union(
        select(Document.id).where(Document.source_key.in_(names)),
        select(Document.id).where(Document.title_key.in_(names)),
    )


def _texts(terms: Iterable[TextTerm]) -> list[Condition]:
    """Search is quick to list and slow to ask about one event, so it is always listed."""
    terms = tuple(t for t in terms if searchable(t.text))
    wanted = [sqlite.quote(t.text, prefix=t.prefix) for t in terms if not t.exclude]
    refused = [sqlite.quote(t.text, prefix=t.prefix) for t in terms if t.exclude]
    made = []
    if wanted:
        ids = sqlite.found(wanted)
        made.append(Condition(_listed(ids), _listed(ids), ids))
    for words in refused:
        test = not_(_listed(sqlite.found([words])))
        made.append(Condition(test, test))
    return made


def searchable(words: str) -> bool:
    """Whether there is a letter or digit to search for."""
    return any(c.isalnum() for c in words)


def _bounds(dates: DateRange) -> tuple[int | None, int | None]:
    start = dates.start.earliest if dates.start else None
    end = dates.end.latest if dates.end else None
    return start, end


# Written out, not bound: only so does SQLite see that its partial index holds the answer.
DATED = Event.chrono < literal_column(str(UNDATED))


def certainly(dates: DateRange) -> ColumnElement[bool]:
    """Dated events that can only have happened in the range."""
    start, end = _bounds(dates)
    if start is None and end is None:
        return DATED
    held = []
    if start is not None:
        held.append(Event.earliest >= start)
    if end is not None:
        held += [Event.earliest <= end, Event.latest <= end]
    return and_(*held)


def perhaps(dates: DateRange) -> ColumnElement[bool]:
    """Dated events that may have happened in the range, or outside it.

    Of two or more days, one inside and one outside.
    """
    start, end = _bounds(dates)
    over = [Event.latest > Event.earliest, DATED]
    outside: list[ColumnElement[bool]] = []
    if start is not None:
        over.append(Event.latest >= start)
        outside.append(Event.earliest < start)
    if end is not None:
        over.append(Event.earliest <= end)
        outside.append(Event.latest > end)
    return and_(*over, or_(*outside)) if outside else false()


def undated() -> ColumnElement[bool]:
    """Events without a date."""
    return Event.chrono == UNDATED


def _dates(dates: DateRange) -> list[Condition]:
    if dates.start is None and dates.end is None and dates.undated:
        none = select(Event.id).where(undated())
        return [Condition(undated(), _listed(none), none, undated())]
    start, end = _bounds(dates)
    if start is None and end is None:
        return []
    ways = [certainly(dates)]
    if dates.possible:
        ways.append(perhaps(dates))
    if dates.undated:
        ways.append(undated())
    found = [select(Event.id).where(way) for way in ways]
    ids: Ids = found[0] if len(found) == 1 else union_all(*found)
    test = or_(*ways)
    span = _span(start, end) if len(ways) == 1 else None
    return [Condition(test, _listed(ids), ids, None if len(ways) > 1 else ways[0], span)]


def _span(start: int | None, end: int | None) -> ColumnElement[bool]:
    """Where in the order of time the events lie that certainly are in the range.

    An open start goes by its end, so it lies before the end of the range as well.
    """
    held = [] if start is None else [Event.chrono >= chrono_from(start)]
    if end is not None:
        held.append(Event.chrono < chrono_from(end + 1))
    return and_(*held)
