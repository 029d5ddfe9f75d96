"""From a filter to SQL: how each condition finds or tests events.

A condition can *find* its events through an index (``ids``), or *test* an event it is given;
``models.queries.plans`` chooses.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from functools import partial
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
    true,
    union,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, aliased

from models.queries.filter import (
    DATED,
    KNOWN_HOW,
    REPORTED,
    UNKNOWN,
    ActorRole,
    ActorTerm,
    DateRange,
    Either,
    EventFilter,
    Match,
    Term,
    TextTerm,
    let_through,
)
from models.schema.actors import Alias
from models.schema.events import Event, Evidence, Participation
from models.schema.keys import (
    FIRST_DAY,
    LENGTH,
    SINCE_REPORT,
    UNDATED,
    UNTIL_REPORT,
    chrono_from,
    fold,
)
from models.schema.text import Document
from models.store import sqlite

Ids = Select[int] | CompoundSelect[int]
# A word or phrase as the full-text index is asked for it.
Spelling = Callable[[TextTerm], str]
Words = Callable[[Spelling], str]
# First and last day; None is open.
Days = tuple[int | None, int | None]

# What is walked where the events of one actor are wanted in the order of time.
PART = aliased(Participation, name="part")


@dataclass(frozen=True, slots=True, eq=False)
class Condition:
    """One condition on events, in as many forms as it has.

    ``probe`` tests one event with as little work as possible before the first one; ``listed``
    makes a list first and tests against that, the better way for many; ``flat`` tests by
    ``ix_event_tally`` alone. ``ids`` finds the events; None where the condition only takes away.
    ``direct`` finds them by the event's own columns. ``span``: the days within which ``chrono``
    lies, so that a walk in the order of time can begin and end there.
    """

    probe: ColumnElement[bool]
    listed: ColumnElement[bool]
    ids: Ids | None = None
    direct: ColumnElement[bool] | None = None
    flat: ColumnElement[bool] | None = None
    span: Days | None = None
    actor: ActorTerm | None = None  # the one actor that is wanted, whose events can be walked
    on_row: bool = False  # ``probe`` reads nothing but the event's row
    # Of several filters, the conditions of each: a plan says how the events of each are found.
    ways: tuple[tuple["Condition", ...], ...] = ()
    # Of words, what the full-text index is asked, however each is spelled out.
    words: Words | None = None
    excludes: bool = False  # none of the ``ways`` may fit, none of the ``words`` stand there
    single: bool = False  # ``direct`` wants one value: an index holds them in the order of time
    tally: int = 0  # the place of the column, from 1, if ``ix_event_tally`` begins with it

    def looked_up(self) -> ColumnElement[bool]:
        """The events that ``ids`` finds, to be looked up by their numbers."""
        assert self.ids is not None
        return Event.id.in_(self.ids)

    def spelled(self, spell: Spelling) -> "Condition":
        """The same of ``words``, spelled out like this."""
        assert self.words is not None
        ids = sqlite.found(self.words(spell))
        test = not_(_listed(ids)) if self.excludes else _listed(ids)
        return replace(self, probe=test, listed=test, ids=None if self.excludes else ids)

    def found_by(self, found: Sequence[Select[*tuple[Any, ...]]]) -> "Condition":
        """The same of several ``ways``, of which each is found like this."""
        ids: Ids = found[0] if len(found) == 1 else union_all(*found)
        if self.excludes:
            return replace(self, listed=not_(_listed(ids)), ways=())
        return replace(self, listed=_listed(ids), ids=ids, ways=())


def conditions(wanted: EventFilter) -> list[Condition]:
    """Every condition of a filter; all of them hold together."""
    made = [
        *_actors(wanted.actors, wanted.match),
        *_column(Event.kind, wanted.kinds, str.lower),
        *_column(Event.status, wanted.statuses, str.lower),
        *_column(Event.review, wanted.reviews, str.lower),
        *_places(wanted.places),
        *_sources(wanted.sources),
        *_texts(wanted.texts),
        *map(_choice, wanted.either),
    ]
    return [*made, *_when(wanted)]


def without(wanted: EventFilter, field: str) -> EventFilter:
    """The filter with one field left empty: what that field's own counts obey."""
    empty: dict[str, Any] = {field: None if field == "dates" else ()}
    return replace(wanted, **empty)


def opposite(wanted: EventFilter) -> EventFilter | None:
    """The filter for all that this one takes away, where that is all it does, by one term."""
    terms = [
        (each.name, term)
        for each in fields(wanted)
        if each.name not in ("match", "dates")
        for term in getattr(wanted, each.name)
    ]
    if wanted.dates is not None or len(terms) != 1 or not terms[0][1].exclude:
        return None
    changes: dict[str, Any] = {terms[0][0]: (replace(terms[0][1], exclude=False),)}
    return replace(wanted, **changes)


def only(made: Sequence[Condition]) -> Ids | None:
    """What finds the events when there is one condition and it finds; an event may come twice."""
    return made[0].ids if len(made) == 1 else None


# Columns of ``ix_event_tally``; from 1 those it begins with.
_TALLY = {"kind": 1, "status": 2, "review": 0}


def opaque(column: SQLColumnExpression[Any], blank: object) -> ColumnElement[Any]:
    """A column the database will not look up in an index, because we walk another one."""
    return func.coalesce(column, blank)


def _column(
    column: InstrumentedAttribute[str], terms: Iterable[Term], key: Callable[[str], str]
) -> list[Condition]:
    terms = tuple(terms)
    wanted = sorted({key(t.value) for t in terms if not t.exclude})
    refused = sorted({key(t.value) for t in terms if t.exclude})
    tally = _TALLY.get(column.key)
    made = []
    if wanted:
        one = len(wanted) == 1
        direct = column == wanted[0] if one else column.in_(wanted)
        ids = select(Event.id).where(direct)
        test = opaque(column, "").in_(wanted)
        flat = None if tally is None else test
        listed = _listed(ids)
        made.append(
            Condition(test, listed, ids, direct, flat, on_row=True, single=one, tally=tally or 0)
        )
    if refused:
        test = opaque(column, "").not_in(refused)
        listed = not_(_listed(select(Event.id).where(column.in_(refused))))
        flat = None if tally is None else test
        made.append(Condition(test, listed, flat=flat, on_row=True))
    return made


def _actors(terms: Iterable[ActorTerm], match: Match) -> list[Condition]:
    terms = tuple(terms)
    wanted = [t for t in terms if not t.exclude]
    refused = [t for t in terms if t.exclude]
    made = []
    if match is Match.ANY and len(wanted) > 1:
        ids: Ids = union(*map(_events_of, wanted))
        made.append(Condition(_takes_part(wanted), _listed(ids), ids))
    else:
        for term in wanted:
            ids = _events_of(term)
            one = term if term.id is not None else None
            made.append(Condition(_takes_part([term]), _listed(ids), ids, actor=one))
    return [*made, *map(_takes_no_part, refused)]


def part_of(term: ActorTerm) -> ColumnElement[bool]:
    """The parts of one actor, of ``PART``."""
    who = PART.actor_id == term.id
    return who if term.role is ActorRole.ANY else and_(who, PART.role == term.role.value)


def _listed(ids: Ids) -> ColumnElement[bool]:
    """Whether an event is among ``ids``, which are listed once and never looked up by."""
    return opaque(Event.id, 0).in_(ids)


def _events_of(term: ActorTerm) -> Select[int]:
    return select(Participation.event_id).where(_part(Participation.actor_id, term))


def _takes_no_part(term: ActorTerm) -> Condition:
    return Condition(not_(_takes_part([term])), not_(_listed(_events_of(term))))


def _takes_part(terms: Iterable[ActorTerm]) -> ColumnElement[bool]:
    """Whether one of these takes part in an event, whose parts are few; a name may mean many."""
    ways = (
        _part(Participation.actor_id if t.id is not None else opaque(Participation.actor_id, 0), t)
        for t in terms
    )
    return exists().where(Participation.event_id == Event.id, or_(*ways))


def _part(actor: SQLColumnExpression[int], term: ActorTerm) -> ColumnElement[bool]:
    if term.id is not None:
        who: ColumnElement[bool] = actor == term.id
    else:
        who = actor.in_(called(term.name or "", part=term.part))
    return who if term.role is ActorRole.ANY else and_(who, Participation.role == term.role.value)


def called(name: str, *, part: bool) -> Select[int]:
    """The actors with that name or alias, or with one whose words begin like that."""
    named = select(Alias.actor_id)
    return named.where(*(begins(Alias.key, name) if part else (Alias.key == fold(name),)))


def begins(key: SQLColumnExpression[str], typed: str) -> list[ColumnElement[bool]]:
    """Every word typed begins a word of a folded name."""
    spaced = " " + key
    return [spaced.contains(f" {word}", autoescape=True) for word in fold(typed).split()]


def _places(terms: Iterable[Term]) -> list[Condition]:
    """A whole name is that of the event's place as it is shown, a part that of any alias."""
    terms = tuple(terms)
    made = _column(Event.place_key, (t for t in terms if not t.part and not t.exclude), fold)
    if parts := [t for t in terms if t.part and not t.exclude]:
        known: Ids = union_all(*(called(t.value, part=True) for t in parts))
        named = [Event.place_id.in_(known), *(c.direct for c in made if c.direct is not None)]
        tests = [opaque(Event.place_id, 0).in_(known), *(c.probe for c in made)]
        ids = select(Event.id).where(or_(*named))
        made = [Condition(or_(*tests), _listed(ids), ids, or_(*named), on_row=True)]
    made += _column(Event.place_key, (t for t in terms if not t.part and t.exclude), fold)
    for term in terms:
        if term.part and term.exclude:
            known = called(term.value, part=True)
            test = opaque(Event.place_id, 0).not_in(known)
            found = select(Event.id).where(Event.place_id.in_(known))
            made.append(Condition(test, not_(_listed(found)), on_row=True))
    return made


def _sources(terms: Iterable[Term]) -> list[Condition]:
    terms = tuple(terms)
    made = []
    for exclude in (False, True):
        if not (chosen := [t for t in terms if t.exclude is exclude]):
            continue
        told = union(*documents(chosen))
        ids = select(Evidence.event_id).where(Evidence.document_id.in_(told))
        # The documents of an event are few, those of a name may be many.
        probe = exists().where(
            Evidence.event_id == Event.id, opaque(Evidence.document_id, 0).in_(told)
        )
        if exclude:
            made.append(Condition(not_(probe), not_(_listed(ids))))
        else:
            made.append(Condition(probe, _listed(ids), ids))
    return made


def documents(terms: Iterable[Term]) -> Iterator[Select[int]]:
    """The documents that these terms mean as sources, together."""
    terms = tuple(terms)
    if names := sorted({fold(t.value) for t in terms if not t.part}):
        yield select(Document.id).where(Document.source_key.in_(names))
        yield select(Document.id).where(Document.title_key.in_(names))
    for term in terms:
        if term.part:
            yield select(Document.id).where(*begins(Document.source_words, term.value))


def _texts(terms: Iterable[TextTerm]) -> list[Condition]:
    """Search is quick to list and slow to ask about one event, so it is always listed."""
    terms = tuple(t for t in terms if searchable(t.text))
    made = [_worded(partial(_match, term), excludes=True) for term in terms if term.exclude]
    if wanted := [term for term in terms if not term.exclude]:
        made.insert(0, _worded(partial(_match_all, wanted)))
    return made


def _worded(words: Words, *, excludes: bool = False) -> Condition:
    bare = Condition(false(), false(), words=words, excludes=excludes)
    return bare.spelled(lambda term: sqlite.quote(term.text, prefix=term.goes_on))


def _match(term: TextTerm, spell: Spelling) -> str:
    return spell(term)


def _match_all(terms: Iterable[TextTerm], spell: Spelling) -> str:
    return sqlite.together([spell(term) for term in terms])


def _choice(choice: Either) -> Condition:
    """One of several filters; where they ask for words alone, one look into the index."""
    if _is_of_words(choice):
        return _worded(partial(_match_one, choice))
    ways = tuple(tuple(conditions(way)) for way in choice.ways)
    test = or_(*(and_(true(), *(c.probe for c in way)) for way in ways))
    test = not_(test) if choice.exclude else test
    return Condition(test, test, ways=ways, excludes=choice.exclude)


def _is_of_words(choice: Either) -> bool:
    """Whether the full-text index alone can tell: every way wants some words."""
    return not choice.exclude and all(
        way == EventFilter(texts=way.texts, either=way.either)
        and all(map(_is_of_words, way.either))
        and (any(not term.exclude for term in way.texts) or way.either)
        for way in choice.ways
    )


def _match_one(choice: Either, spell: Spelling) -> str:
    ways = []
    for way in choice.ways:
        wanted = [spell(term) for term in way.texts if not term.exclude]
        wanted += [_match_one(inner, spell) for inner in way.either]
        refused = [spell(term) for term in way.texts if term.exclude]
        ways.append(sqlite.without(sqlite.together(wanted), refused))
    return sqlite.any_of(ways)


def searchable(words: str) -> bool:
    """Whether there is a letter or digit to search for."""
    return any(c.isalnum() for c in words)


def bounds(dates: DateRange) -> Days:
    """The first and the last day of a range."""
    start = dates.start.earliest if dates.start else None
    end = dates.end.latest if dates.end else None
    return start, end


_Column = SQLColumnExpression[Any]


@dataclass(frozen=True, slots=True, eq=False)
class _Columns:
    """Where an event lies in time, in columns that are looked up in an index or are not."""

    earliest: _Column = Event.earliest
    latest: _Column = Event.latest
    chrono: _Column = Event.chrono


_INDEXED = _Columns()
_HIDDEN = _Columns(*(opaque(each, 0) for each in (Event.earliest, Event.latest, Event.chrono)))

# Written out, not bound: only so does SQLite see that its partial index holds the answer.
_FIRST: SQLColumnExpression[int] = literal_column(str(FIRST_DAY))
_UNDATED: SQLColumnExpression[int] = literal_column(str(UNDATED))


def dated() -> ColumnElement[bool]:
    """Events with a date of their own."""
    return _dated(_INDEXED)


def certainly(dates: DateRange) -> ColumnElement[bool]:
    """Dated events that can only have happened in the range."""
    return _certainly(bounds(dates), _INDEXED)


def perhaps(dates: DateRange) -> ColumnElement[bool]:
    """Dated events that may have happened in the range, or outside it.

    Of two or more days, one inside and one outside.
    """
    return _perhaps(bounds(dates), _INDEXED)


def reported(dates: DateRange) -> tuple[ColumnElement[bool], ...]:
    """Events known only by their report that may lie in the range: several ways, none twice.

    A report says by when something happened, not when: none of them is certain.
    """
    return _reported(bounds(dates), _INDEXED)


def undated() -> ColumnElement[bool]:
    """Events whose date is not known at all."""
    return Event.chrono == UNDATED


def known_how(how: str) -> ColumnElement[bool]:
    """Events whose date is known in one of the ways of ``KNOWN_HOW``.

    By ``chrono`` alone, which every order of the table holds: for walking and counting, as no
    index finds them by it.
    """
    by_report = Event.chrono.bitwise_and(LENGTH)
    if how == REPORTED:
        return by_report == LENGTH
    if how == UNKNOWN:
        return Event.chrono == UNDATED
    return and_(Event.chrono < UNDATED, by_report != LENGTH)


def _dated(of: _Columns) -> ColumnElement[bool]:
    return and_(of.earliest >= _FIRST, of.chrono < _UNDATED)


def _certainly(days: Days, of: _Columns) -> ColumnElement[bool]:
    start, end = days
    if start is None and end is None:
        return _dated(of)
    held: list[ColumnElement[bool]] = [of.earliest >= (_FIRST if start is None else start)]
    if end is not None:
        held += [of.earliest <= end, of.latest <= end]
    return and_(*held)


def _perhaps(days: Days, of: _Columns) -> ColumnElement[bool]:
    start, end = days
    over: list[ColumnElement[bool]] = [of.latest > of.earliest, _dated(of)]
    outside: list[ColumnElement[bool]] = []
    if start is not None:
        over.append(of.latest >= start)
        outside.append(of.earliest < start)
    if end is not None:
        over.append(of.earliest <= end)
        outside.append(of.latest > end)
    return and_(*over, or_(*outside)) if outside else false()


def _reported(days: Days, of: _Columns) -> tuple[ColumnElement[bool], ...]:
    start, end = days
    happened, planned = of.earliest == UNTIL_REPORT, of.earliest == SINCE_REPORT
    if start is None and end is None:
        return (of.earliest < FIRST_DAY,)
    return (
        happened if start is None else and_(happened, of.latest >= start),
        planned if end is None else and_(planned, of.latest <= end),
    )


def _when(wanted: EventFilter) -> Iterator[Condition]:
    """The conditions of ``dates`` and ``dated``; a range has no need of the second one."""
    dates = wanted.dates or DateRange()
    through = let_through(wanted.dated)
    days = bounds(dates)
    if days != (None, None):
        yield _ranged(dates, days, through)
        return
    if dates.undated and dates.start is None and dates.end is None:
        through &= {UNKNOWN}
    if DATED not in through:
        yield _found(_known_how(through, _INDEXED), _known_how(through, _HIDDEN))
    elif refused := frozenset(KNOWN_HOW) - through:
        told = and_(*(not_(known_how(how)) for how in sorted(refused)))
        yield Condition(told, told, flat=told, on_row=True)


def _ranged(dates: DateRange, days: Days, through: frozenset[str]) -> Condition:
    indexed, hidden = (tuple(_inside(dates, days, through, of)) for of in (_INDEXED, _HIDDEN))
    certain = DATED in through and len(indexed) == 1
    return _found(indexed, hidden, days if certain else None)


def _inside(
    dates: DateRange, days: Days, through: frozenset[str], of: _Columns
) -> Iterator[ColumnElement[bool]]:
    if DATED in through:
        yield _certainly(days, of)
    if dates.possible:
        if DATED in through:
            yield _perhaps(days, of)
        if REPORTED in through:
            yield from _reported(days, of)
    if dates.undated and UNKNOWN in through:
        yield of.chrono == UNDATED


def _known_how(through: frozenset[str], of: _Columns) -> tuple[ColumnElement[bool], ...]:
    """Events whose date is not known, or only by their report."""
    told = (*_reported((None, None), of),) if REPORTED in through else ()
    return (*told, of.chrono == UNDATED) if UNKNOWN in through else told


def _found(
    indexed: Sequence[ColumnElement[bool]],
    hidden: Sequence[ColumnElement[bool]],
    span: Days | None = None,
) -> Condition:
    """What finds the events of any of these ways, none of which finds those of another."""
    ways, flat = (each or (false(),) for each in (indexed, hidden))
    ids = _any_of(ways)
    direct = ways[0] if len(ways) == 1 else None
    test = or_(*flat)
    return Condition(test, _listed(ids), ids, direct, test, span, on_row=True)


def _any_of(ways: Sequence[ColumnElement[bool]]) -> Ids:
    found = [select(Event.id).where(way) for way in ways]
    return found[0] if len(found) == 1 else union_all(*found)


def within(days: Days, chrono: SQLColumnExpression[int]) -> ColumnElement[bool]:
    """Where in the order of time the events lie that certainly are between two days.

    An open start goes by its end, so it lies before the last day as well.
    """
    start, end = days
    held = [] if start is None else [chrono >= chrono_from(start)]
    if end is not None:
        held.append(chrono < chrono_from(end + 1))
    return and_(*held)
