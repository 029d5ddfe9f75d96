"""From a filter to SQL: each condition in two forms, and the choice between them.

A condition can *find* its events through an index (``ids``) or *test* one event it is given
(``test``). Rare conditions find, and what they find is sorted; where every condition is common,
the events are walked in the order wanted and tested, which ends as soon as a page is full. The
database cannot tell which is right, as it does not know how common a value is; so we count, up
to a limit, and say it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
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
from models.schema.keys import UNDATED, fold
from models.schema.text import Document
from models.store import sqlite

# Up to this many events a condition is rare: they are looked up one by one and sorted.
RARE = 20_000

Ids = Select[int] | CompoundSelect[int]


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition on events. ``ids`` is None where it only takes away.

    ``direct`` says the same of the event's own columns, free for the database to look up.
    """

    test: ColumnElement[bool]
    ids: Ids | None = None
    direct: ColumnElement[bool] | None = None


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


def plan(session: Session, made: Sequence[Condition], *, all_of_them: bool) -> Plan:
    """The cheaper way to the events: all of them, or only the first in some order."""
    finding = [(c, c.ids) for c in made if c.ids is not None]
    if not finding:
        return Plan(tuple(c.test for c in made), sorts=False)
    sure = all_of_them and len(finding) == 1
    sizes = [0 if sure else _size(session, ids) for _, ids in finding]
    least = min(range(len(sizes)), key=sizes.__getitem__)
    if sizes[least] > RARE and not all_of_them:
        return Plan(tuple(c.test for c in made), sorts=False)
    leading, ids = finding[least]
    first = Event.id.in_(ids) if leading.direct is None else leading.direct
    rest = (c.test for c in made if c is not leading)
    return Plan((first, *rest), sorts=leading.direct is None)


def _size(session: Session, ids: Ids) -> int:
    found = ids.limit(RARE + 1).subquery()
    return session.scalar(select(func.count()).select_from(found)) or 0


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
        made.append(Condition(opaque(column, "").in_(wanted), ids, direct))
    if refused:
        made.append(Condition(opaque(column, "").not_in(refused)))
    return made


def _actors(terms: Iterable[ActorTerm], match: Match) -> list[Condition]:
    terms = tuple(terms)
    wanted = [_parts(t) for t in terms if not t.exclude]
    refused = [_parts(t) for t in terms if t.exclude]
    made = []
    if match is Match.ANY and wanted:
        found = [select(Participation.event_id).where(p) for p in wanted]
        ids: Ids = found[0] if len(found) == 1 else union(*found)
        made.append(Condition(_takes_part(or_(*wanted)), ids))
    elif wanted:
        made += [Condition(_takes_part(p), select(Participation.event_id).where(p)) for p in wanted]
    made += [Condition(not_(_takes_part(p))) for p in refused]
    return made


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
        made.append(Condition(exists().where(Evidence.event_id == Event.id, told), ids))
    if refused:
        told = Evidence.document_id.in_(_documents(refused))
        made.append(Condition(not_(exists().where(Evidence.event_id == Event.id, told))))
    return made


def _documents(names: Sequence[str]) -> CompoundSelect[int]:
    return union(
        select(Document.id).where(Document.source_key.in_(names)),
        select(Document.id).where(Document.title_key.in_(names)),
    )


def _texts(terms: Iterable[TextTerm]) -> list[Condition]:
    terms = tuple(t for t in terms if searchable(t.text))
    wanted = [sqlite.quote(t.text, prefix=t.prefix) for t in terms if not t.exclude]
    made = []
    if wanted:
        ids = sqlite.found(wanted)
        made.append(Condition(sqlite.matches(Event.id, wanted), ids))
    made += [
        Condition(not_(sqlite.matches(Event.id, [sqlite.quote(t.text, prefix=t.prefix)])))
        for t in terms
        if t.exclude
    ]
    return made


def searchable(words: str) -> bool:
    """Whether there is a letter or digit to search for."""
    return any(c.isalnum() for c in words)


def _bounds(dates: DateRange) -> tuple[int | None, int | None]:
    start = dates.start.earliest if dates.start else None
    end = dates.end.latest if dates.end else None
    return start, end


# Written out, not bound: only so does SQLite see that its partial index holds the answer.
_DATED = Event.chrono < literal_column(str(UNDATED))


def certainly(dates: DateRange) -> ColumnElement[bool]:
    """Dated events that can only have happened in the range."""
    start, end = _bounds(dates)
    if start is None and end is None:
        return _DATED
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
    over = [Event.latest > Event.earliest, _DATED]
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
    if _bounds(dates) == (None, None):
        return []
    ways = [certainly(dates)]
    if dates.possible:
        ways.append(perhaps(dates))
    if dates.undated:
        ways.append(undated())
    found = [select(Event.id).where(way) for way in ways]
    ids: Ids = found[0] if len(found) == 1 else union_all(*found)
    return [Condition(or_(*ways), ids)]
