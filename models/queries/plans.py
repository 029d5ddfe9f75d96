"""The query planner: chooses the cheapest way to the matching events.

A condition can *find* its events through an index, or *test* an event it is given. Rare
conditions find, and what they find is sorted; where every condition is common, the events are
walked in the order wanted and tested, which ends as soon as a page is full: all events, or those
of one actor, or of one kind and status. The database cannot tell which is cheapest, as it does
not know how common a value is; so we count, up to a limit, and say it.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import partial
from itertools import islice
from math import prod
from typing import Any

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, func, select
from sqlalchemy.orm import Session

from models.letters import words
from models.queries.condition import Condition
from models.queries.conditions import PART, part_of
from models.queries.filter import TextTerm
from models.queries.times import within
from models.schema.actors import Actor
from models.schema.events import Event
from models.store import sql
from models.store.worded import Expression, any_of, quote


class Use(Enum):
    """What the events are wanted for."""

    PAGE = auto()  # the first so many in some order
    ORDER = auto()  # all of them in some order
    SOME = auto()  # so many of them in no order
    EVERY = auto()  # all of them in no order, for what ``ix_event_tally`` holds

    @property
    def ends(self) -> bool:
        """Whether it ends before every event was seen."""
        return self in (Use.PAGE, Use.SOME)

    @property
    def ordered(self) -> bool:
        """Whether there is an order."""
        return self in (Use.PAGE, Use.ORDER)


@dataclass(frozen=True, slots=True)
class Plan:
    """What to put into WHERE; ``sorts``: what is found comes in no order and gets sorted.

    ``part``: the events are those of ``PART``, and WHERE says so. ``joined``: WHERE speaks of
    the events themselves.
    """

    where: tuple[ColumnElement[bool], ...]
    sorts: bool = False
    part: bool = False
    joined: bool = True

    def every(self, *columns: SQLColumnExpression[Any]) -> Select[*tuple[Any, ...]]:
        """These columns of each event, in no order."""
        if not self.part:
            return select(*columns).where(*self.where)
        # Somebody may take part in several roles.
        parts = select(PART.event_id, *columns).join(Event, Event.id == PART.event_id)
        once = parts.where(*self.where).distinct().subquery()
        return select(*list(once.c)[1:])


@dataclass(frozen=True, slots=True)
class Way:
    """One way; what it costs is counted in entries of an index that are read past.

    ``leading``: what finds the events or bounds the walk; nothing: a walk past all events.
    ``tested``: how many events the other conditions are asked about.
    """

    cost: float
    tested: float
    leading: tuple[Condition, ...] = ()
    part: bool = False


# What it costs to look an event up and test it, to sort one, and to put one into a list that
# others are looked up in.
_ROW, _SORT, _LIST = 10, 5, 3
_COUNTED = 25_000  # events counted of each condition where the first ones are wanted: 2 ms
_COMMON = 5  # where there are more, one in so many events is assumed to be found
_UNKNOWN = 50_000  # events that a condition is thought to take away

_FEW = 24  # words that begin alike and are asked for one by one
_LONG = 4  # letters of a beginning that has no index of its own
_NEXT = "0"  # the first character that a word can go on with

Sizes = Mapping[Condition, int]

MANY = 40_000
"""Events, up to half of all, of which it takes less to list them, and to read a whole index of what
belongs to events, than to look up what belongs to each."""


def plan(
    session: Session,
    made: Sequence[Condition],
    use: Use,
    size: int = 0,
    *,
    by_date: bool = True,
) -> Plan:
    """The cheapest way to all events, or to ``size`` of them, as ``use`` says."""
    total = session.scalar(select(func.max(Event.id))) or 0
    made = settled(session, made)
    most = _COUNTED if use.ends else total // _ROW + 1
    sizes = _sizes(session, made, most, max(most, total // _COMMON))
    choice = _Choice(made, sizes, most, total, use, size, by_date)
    return choice.planned(cheapest(list(choice.ways())))


def are_many(session: Session, ids: Select[*tuple[Any, ...]]) -> bool:
    """Whether these events are so many that they are listed first, see ``MANY``."""
    half = (session.scalar(select(func.max(Event.id))) or 0) // 2
    some = ids.limit(half).subquery()
    return MANY < (session.scalar(select(func.count()).select_from(some)) or 0) < half


def settled(session: Session, made: Sequence[Condition]) -> list[Condition]:
    """The conditions, with what the store says on how to find their events.

    Of several filters, that is the cheapest way to the events of each; of the beginning of a
    word, the words that begin so, if they are few.
    """
    return [_settled(session, condition) for condition in made]


def _settled(session: Session, condition: Condition) -> Condition:
    if condition.words is not None:
        return replace(condition.spelled(partial(_spelled, session)), words=None)
    if condition.ways:
        ways = [plan(session, way, Use.EVERY).every(Event.id) for way in condition.ways]
        return condition.found_by(ways)
    return condition


def _spelled(session: Session, term: TextTerm) -> Expression:
    """The index puts together what begins with a word, which takes twice as long as one word."""
    plain = [word.plain for word in words(term.text)]
    if term.goes_on and len(plain) == 1 and len(plain[0]) >= _LONG:
        kept: dict[str, list[str]] = session.info.setdefault("words that begin so", {})
        if plain[0] not in kept:
            with closing(sql.indexed(session, plain[0], after=_NEXT)) as begun:
                kept[plain[0]] = [word for word, _ in islice(begun, _FEW + 1)]
        if len(kept[plain[0]]) <= _FEW:
            every = (term.text, *kept[plain[0]])
            return any_of([quote(word, prefix=False) for word in every])
    return quote(term.text, prefix=term.goes_on)


def cheapest(ways: Sequence[Way]) -> Way:
    """The cheapest of some ways; the first one is the walk past all events."""
    return min(ways, key=lambda way: way.cost)


def _sizes(session: Session, made: Sequence[Condition], most: int, common: int) -> Sizes:
    """How many events each condition finds, counted up to a limit, beyond which it is common.

    Of one actor it is known.
    """
    sizes: dict[Condition, int] = {}
    for condition in made:
        if condition.actor is not None:
            known = select(Actor.events).where(Actor.id == condition.actor.id)
            sizes[condition] = session.scalar(known) or 0
        elif condition.ids is not None:
            found = condition.ids.limit(most).subquery()
            number = session.scalar(select(func.count()).select_from(found)) or 0
            sizes[condition] = number if number < most else common
    return sizes


@dataclass(frozen=True, slots=True)
class _Choice:
    """The conditions are taken to be independent of each other."""

    made: Sequence[Condition]
    sizes: Sizes
    most: int
    total: int
    use: Use
    size: int
    by_date: bool

    def ways(self) -> Iterator[Way]:
        """Every way there is; the walk past all events first."""
        per_event = _ROW if self.use.ends else 1
        yield self._way((), self.total, per_event)
        in_order = self.by_date or not self.use.ordered
        for condition, number in self.sizes.items():
            if condition.actor is not None and in_order:
                alone = len(self.made) == 1 and self.use is not Use.EVERY
                yield self._way((condition,), number, 1 if alone else _ROW, part=True)
            if condition.single and in_order:
                yield self._way((condition,), number, self._per_entry(condition))
            elif number < self.most:
                sorting = _SORT if self.use.ordered else 0
                yield self._way((condition,), number, _ROW + sorting, whole=self.use.ordered)
        pair = tuple(c for c in self.made if c.single and c.tally)
        if len(pair) == 2 and in_order:
            both = self.sizes[pair[0]] * self.sizes[pair[1]] / max(1, self.total)
            yield self._way(pair, both, self._per_entry(pair[0]))

    def _per_entry(self, condition: Condition) -> int:
        """The index of counts begins with the kind."""
        first = self.use is Use.EVERY and condition.tally == 1
        return 1 if first or (len(self.made) == 1 and self.use is Use.ORDER) else _ROW

    def _way(
        self,
        leading: tuple[Condition, ...],
        number: float,
        each: int,
        *,
        part: bool = False,
        whole: bool = False,
    ) -> Way:
        others = [c for c in self.made if c not in leading]
        tested = number
        if self.use.ends and not whole:
            total = max(1, self.total)  # a chronicle may have no event
            share = prod(min(1.0, self.sizes[c] / total) for c in others if c in self.sizes)
            tested = min(number, self.size / max(share, 1 / total))
        way = Way(0, tested, leading, part)
        lists = sum(self._listing(c) for c in others if self._test(c, way) is c.listed)
        probes = sum(
            tested * _ROW for c in others if self._test(c, way) is c.probe and not c.on_row
        )
        return Way(tested * each + lists + probes, tested, leading, part)

    def _listing(self, condition: Condition) -> float:
        return self.sizes.get(condition, _UNKNOWN) * _LIST

    def _test(self, condition: Condition, way: Way) -> ColumnElement[bool]:
        """The form in which a condition is asked about the events of a way."""
        if self.use is Use.EVERY and condition.flat is not None and not way.part:
            return condition.flat
        if self.use.ends or (way.leading and condition.on_row):
            return condition.probe
        cheaper = way.tested * _ROW < self._listing(condition)
        return condition.probe if cheaper else condition.listed

    def planned(self, way: Way) -> Plan:
        """What to ask to go that way."""
        others = [c for c in self.made if c not in way.leading]
        tests = [self._test(c, way) for c in others]
        if way.part:
            (leading,) = way.leading
            assert leading.actor is not None
            spans = [within(c.span, PART.chrono) for c in others if c.span]
            spans += [c.on_part for c in others if c.on_part is not None]
            tests = [self._test(c, way) for c in others if c.on_part is None]
            where = (part_of(leading.actor), *spans, *tests)
            return Plan(where, part=True, joined=bool(tests))
        found = [c.direct if c.direct is not None else c.looked_up() for c in way.leading]
        sorts = any(c.direct is None for c in way.leading)
        if self.by_date and self.use is not Use.EVERY and all(c.single for c in way.leading):
            found += [within(c.span, Event.chrono) for c in self.made if c.span]
        return Plan((*found, *tests), sorts)
