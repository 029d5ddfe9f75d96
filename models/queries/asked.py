"""What is asked, where it is asked in two places: ticked in the filter panel, typed in a line.

Both are one filter. Each shows what the other asks for, and what is taken away in one of them is
taken away from both.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from models.dates.interval import DateInterval
from models.queries.chips import Chip, remove_chip
from models.queries.filter import (
    ActorTerm,
    DateRange,
    EventFilter,
    Match,
    Term,
    name_key,
)

T = TypeVar("T")
_Terms = tuple[Term, ...]
_NOTHING = EventFilter()

_LISTS = ("kinds", "statuses", "reviews", "places", "sources", "dated")
_BY_NAME = ("places", "sources")


@dataclass(frozen=True, slots=True)
class Asked:
    """The panel's own conditions and those of the line.

    ``meant`` gives the actors whom the names in the line mean, by the name as it is typed.
    """

    own: EventFilter = _NOTHING
    typed: EventFilter = _NOTHING
    meant: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    @classmethod
    def apart(cls, wanted: EventFilter) -> "Asked":
        """A filter as it is when it is opened: ticked where it can be, typed where not."""
        named = tuple(term for term in wanted.actors if term.id is None)
        match = wanted.match if named else Match.ALL
        own = replace(wanted, actors=tuple(t for t in wanted.actors if t.id is not None), texts=())
        return cls(own, EventFilter(actors=named, match=match, texts=wanted.texts))

    @property
    def whole(self) -> EventFilter:
        """The filter that is asked for."""
        return combine(self.own, self.typed)

    @property
    def told(self) -> EventFilter:
        """What is typed, with whom a name alone means in place of the name."""
        actors = []
        for term in self.typed.actors:
            means = self._numbered(term)
            actors.append(means[0] if len(means) == 1 else term)
        return replace(self.typed, actors=tuple(actors))

    @property
    def names(self) -> tuple[str, ...]:
        """The names of actors in the line."""
        return tuple(dict.fromkeys(term.name for term in self.typed.actors if term.name))

    @property
    def shown(self) -> EventFilter:
        """What the panel can show of it: actors by number, and no words searched for."""
        whole = self.whole
        actors: dict[int, ActorTerm] = {}
        for term in whole.actors:
            for known in self._numbered(term):
                actors.setdefault(known.id or 0, known)
        return replace(whole, actors=tuple(actors.values()), texts=())

    def edited(self, before: EventFilter, after: EventFilter) -> "Asked":
        """What is asked when the panel showed ``before`` and somebody made ``after`` of it."""
        own, typed = self._actors_edited(before, after)
        for name in _LISTS:
            seen = {_key(name, term) for term in getattr(before, name)}
            gone = seen - {_key(name, term) for term in getattr(after, name)}
            fresh = (term for term in getattr(after, name) if _key(name, term) not in seen)
            own = _replaced(own, name, (*_without(own, name, gone), *fresh))
            typed = _replaced(typed, name, _without(typed, name, gone))
        if before.dates != after.dates:
            own, typed = replace(own, dates=after.dates), replace(typed, dates=None)
        if before.match is not after.match:
            own = replace(own, match=after.match)
            typed = replace(typed, match=Match.ALL)
        return replace(self, own=own, typed=typed)

    def without(self, chip: Chip) -> "Asked":
        """The same without the condition of one chip, in whichever way it was asked for."""
        own, typed = self.own, self.typed
        value = chip.value
        if isinstance(value, DateRange):
            own, typed = (
                replace(each, dates=None) if each.dates == value else each for each in (own, typed)
            )
        elif isinstance(value, Term):
            gone = {_key(chip.field, value)}
            own, typed = (
                _replaced(each, chip.field, _without(each, chip.field, gone))
                for each in (own, typed)
            )
        elif isinstance(value, ActorTerm):
            own, typed = (self._without_actor(each, value) for each in (own, typed))
        else:
            own, typed = remove_chip(own, chip), remove_chip(typed, chip)
        return replace(self, own=own, typed=typed)

    def _without_actor(self, wanted: EventFilter, gone: ActorTerm) -> EventFilter:
        """Without an actor, also where one is ticked by number and the same typed by name."""
        means = self._numbered(gone)
        kept = tuple(
            term
            for term in wanted.actors
            if term != gone and not (len(means) == 1 and self._numbered(term) == means)
        )
        match = wanted.match if len(kept) > 1 else Match.ALL
        return replace(wanted, actors=kept, match=match)

    def _numbered(self, term: ActorTerm) -> tuple[ActorTerm, ...]:
        if term.id is not None:
            return (term,)
        known = self.meant.get(term.name or "", ())
        return tuple(ActorTerm(each, None, term.role, term.exclude) for each in known)

    def _actors_edited(
        self, before: EventFilter, after: EventFilter
    ) -> tuple[EventFilter, EventFilter]:
        now = {term.id: term for term in after.actors}
        gone = {term.id for term in before.actors if now.get(term.id) != term}
        typed: list[ActorTerm] = []
        apart: set[int | None] = set()
        for term in self.typed.actors:
            numbers = {each.id for each in self._numbered(term)}
            ticked = {number: now.get(number) for number in numbers}
            wanted = {(each.role, each.exclude) if each else None for each in ticked.values()}
            one = next(iter(wanted)) if len(wanted) == 1 else None
            if not numbers & gone:
                typed.append(term)
            elif one is not None:  # all whom the name means are wanted otherwise, and alike
                typed.append(replace(term, role=one[0], exclude=one[1]))
            else:
                apart |= numbers
        own = [term for term in self.own.actors if term.id not in gone]
        covered = {each.id for term in (*own, *typed) for each in self._numbered(term)}
        fresh = [term for term in after.actors if term.id not in covered]
        match = self.own.match
        # Several whom one name means are alternatives; when one of them goes, the others can be
        # kept one by one only where that asks for no more than before.
        left = [term for term in fresh if term.id in apart and not term.exclude]
        if len(left) > 1:
            if len(left) == len(after.actors):
                match = Match.ANY
            else:
                fresh = [term for term in fresh if term not in left]
        return (
            replace(self.own, actors=(*own, *fresh), match=match),
            replace(self.typed, actors=tuple(typed)),
        )


def combine(panel: EventFilter, typed: EventFilter) -> EventFilter:
    """The panel's filter and the typed one together; their date ranges narrow each other."""
    dates = panel.dates
    if typed.dates is not None:
        dates = narrower(dates or DateRange(), typed.dates)
    return EventFilter(
        actors=_joined(panel.actors, typed.actors),
        match=Match.ANY if Match.ANY in (panel.match, typed.match) else Match.ALL,
        kinds=_joined(panel.kinds, typed.kinds),
        statuses=_joined(panel.statuses, typed.statuses),
        reviews=_joined(panel.reviews, typed.reviews),
        places=_joined(panel.places, typed.places),
        sources=_joined(panel.sources, typed.sources),
        dates=dates,
        dated=_joined(panel.dated, typed.dated),
        texts=_joined(panel.texts, typed.texts),
    )


def narrower(first: DateRange, second: DateRange) -> DateRange:
    """Both ranges together: the later start and the earlier end."""
    start, end = first.start, first.end
    if second.start is not None and (start is None or _low(second.start) > _low(start)):
        start = second.start
    if second.end is not None and (end is None or _high(second.end) < _high(end)):
        end = second.end
    possible, undated = first.possible or second.possible, first.undated or second.undated
    return DateRange(start, end, possible, undated)


def _low(interval: DateInterval) -> float:
    return float("-inf") if interval.earliest is None else interval.earliest


def _high(interval: DateInterval) -> float:
    return float("inf") if interval.latest is None else interval.latest


def _joined(first: tuple[T, ...], second: tuple[T, ...]) -> tuple[T, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def _key(name: str, term: Term) -> tuple[str, bool]:
    """By what two terms of a field are the same."""
    return (name_key(term.value) if name in _BY_NAME else term.value), term.exclude


def _without(wanted: EventFilter, name: str, gone: AbstractSet[tuple[str, bool]]) -> _Terms:
    return tuple(term for term in getattr(wanted, name) if _key(name, term) not in gone)


def _replaced(wanted: EventFilter, name: str, terms: _Terms) -> EventFilter:
    changes: dict[str, Any] = {name: terms}
    return replace(wanted, **changes)
