"""The filter in its two parts: what is ticked in the panel and what is typed in the search line.

Both are one filter. Each shows what the other asks for, and what is taken away in one of them is
taken away from both.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias, TypeVar

from models.dates.interval import DateInterval
from models.queries.chips import Chip, remove_chip
from models.queries.filter import (
    ActorTerm,
    DateRange,
    EventFilter,
    Match,
    Term,
    name_key,
    nested,
)

T = TypeVar("T")
_NOTHING = EventFilter()

_LISTS = ("kinds", "statuses", "reviews", "places", "sources", "tags", "dated")
_BY_NAME = ("places", "sources", "tags")
_TYPED = ("texts", "notes", "disputed", "sures", "either")  # the panel lists none of them
_NONE: dict[str, Any] = dict.fromkeys(_TYPED, ())

Named: TypeAlias = tuple[str, ActorTerm | Term]
"""A field of a filter and a name in it, whatever its role and whether it is left out."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The panel's own conditions and those of the line.

    ``meant`` gives what the names in the line mean: actors by number, places and sources as they
    are listed.
    """

    own: EventFilter = _NOTHING
    typed: EventFilter = _NOTHING
    meant: Mapping[Named, tuple[tuple[int | str, str], ...]] = field(default_factory=dict)

    @classmethod
    def apart(cls, wanted: EventFilter) -> "Asked":
        """Split a filter: ticked in the panel where possible, else typed."""
        named = tuple(term for term in wanted.actors if term.id is None)
        typed = EventFilter(
            actors=named,
            match=wanted.match if named else Match.ALL,
            **{name: getattr(wanted, name) for name in _TYPED},
        )
        numbered = tuple(t for t in wanted.actors if t.id is not None)
        own = replace(wanted, actors=numbered, **_NONE)
        for name in _BY_NAME:
            terms = getattr(wanted, name)
            own = _replaced(own, name, tuple(term for term in terms if not term.part))
            typed = _replaced(typed, name, tuple(term for term in terms if term.part))
        return cls(own, typed)

    @property
    def whole(self) -> EventFilter:
        """The whole filter: panel and line together."""
        return combine(self.own, self.typed)

    @property
    def told(self) -> EventFilter:
        """What is typed, with names replaced by the values they mean."""
        told = self.typed
        for name in ("actors", *_BY_NAME):
            terms = [
                means[0] if len(means := self._means(name, term)) == 1 else term
                for term in getattr(told, name)
            ]
            told = _replaced(told, name, tuple(terms))
        return told

    @property
    def names(self) -> tuple[Named, ...]:
        """The names in the line whose values must be looked up."""
        named = [("actors", _name(term)) for term in self.typed.actors if term.name]
        for name in _BY_NAME:
            named += [(name, _name(term)) for term in getattr(self.typed, name) if term.part]
        for inner in [*nested(self.typed)][1:]:
            named += [("actors", _name(term)) for term in inner.actors if term.id is not None]
        return tuple(dict.fromkeys(named))

    @property
    def shown(self) -> EventFilter:
        """The part the panel can show: values it lists, without words searched for."""
        shown = replace(self.whole, **_NONE)
        for name in ("actors", *_BY_NAME):
            known: dict[object, ActorTerm | Term] = {}
            for term in getattr(shown, name):
                for each in self._means(name, term):
                    known.setdefault(_value(name, each), each)
            shown = _replaced(shown, name, tuple(known.values()))
        return shown

    def edited(self, before: EventFilter, after: EventFilter) -> "Asked":
        """The filter after the user changed the panel from ``before`` to ``after``."""
        own, typed = self._actors_edited(before, after)
        for name in _LISTS:
            seen = {_key(name, term) for term in getattr(before, name)}
            gone = seen - {_key(name, term) for term in getattr(after, name)}
            fresh = [term for term in getattr(after, name) if _key(name, term) not in seen]
            kept = [term for term in getattr(own, name) if _key(name, term) not in gone]
            left: list[Term] = []
            for term in getattr(typed, name):
                means = self._means(name, term)
                if not {_key(name, each) for each in means} & gone:
                    left.append(term)
                else:  # of several that a name means, which are alternatives, the others stay
                    kept += [each for each in means if _key(name, each) not in gone]
            own = _replaced(own, name, tuple(dict.fromkeys((*kept, *fresh))))
            typed = _replaced(typed, name, tuple(left))
        if before.dates != after.dates:
            own, typed = replace(own, dates=after.dates), replace(typed, dates=None)
        if before.match is not after.match:
            own = replace(own, match=after.match)
            typed = replace(typed, match=Match.ALL)
        return replace(self, own=own, typed=typed)

    def without(self, chip: Chip) -> "Asked":
        """The same without the condition of one chip, whether ticked or typed."""
        own, typed = self.own, self.typed
        value = chip.value
        if isinstance(value, DateRange):
            own, typed = (
                replace(each, dates=None) if each.dates == value else each for each in (own, typed)
            )
        elif isinstance(value, ActorTerm | Term):
            own, typed = (self._without_term(each, chip.field, value) for each in (own, typed))
        else:
            own, typed = remove_chip(own, chip), remove_chip(typed, chip)
        return replace(self, own=own, typed=typed)

    def _without_term(self, wanted: EventFilter, name: str, gone: ActorTerm | Term) -> EventFilter:
        """Without a term, also where one is ticked and the same typed by a part of its name."""
        means = self._meaning(name, gone)
        kept = tuple(
            term
            for term in getattr(wanted, name)
            if term != gone and not (len(means) == 1 and self._meaning(name, term) == means)
        )
        if name == "actors":
            wanted = replace(wanted, match=wanted.match if len(kept) > 1 else Match.ALL)
        return _replaced(wanted, name, kept)

    def _meaning(self, name: str, term: ActorTerm | Term) -> tuple[object, ...]:
        """The key under which two terms of a field are equal."""
        means = self._means(name, term)
        return tuple(_key(name, each) if isinstance(each, Term) else each for each in means)

    def _means(self, name: str, term: Any) -> tuple[Any, ...]:
        """The values that a term means, as terms that the panel can list."""
        if isinstance(term, Term):
            if not term.part:
                return (term,)
            found = self.meant.get((name, _name(term)), ())
            return tuple(Term(shown, term.exclude) for _, shown in found)
        if term.id is not None:
            return (term,)
        found = self.meant.get((name, _name(term)), ())
        return tuple(ActorTerm(int(number), None, term.role, term.exclude) for number, _ in found)

    def _actors_edited(
        self, before: EventFilter, after: EventFilter
    ) -> tuple[EventFilter, EventFilter]:
        now = {term.id: term for term in after.actors}
        gone = {term.id for term in before.actors if now.get(term.id) != term}
        typed: list[ActorTerm] = []
        apart: set[int | None] = set()
        for term in self.typed.actors:
            numbers = {each.id for each in self._means("actors", term)}
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
        covered = {each.id for term in (*own, *typed) for each in self._means("actors", term)}
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
        tags=_joined(panel.tags, typed.tags),
        notes=_joined(panel.notes, typed.notes),
        disputed=_joined(panel.disputed, typed.disputed),
        sures=_joined(panel.sures, typed.sures),
        either=_joined(panel.either, typed.either),
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
    """The key under which two listed terms of a field are equal."""
    return (name_key(term.value) if name in _BY_NAME else term.value), term.exclude


def _value(name: str, term: ActorTerm | Term) -> object:
    """The value of a panel term, whether wanted or left out, in any role."""
    return term.id if isinstance(term, ActorTerm) else _key(name, term)


N = TypeVar("N", ActorTerm, Term)


def _name(term: N) -> N:
    """A name, whatever its role and whether it is left out."""
    if isinstance(term, ActorTerm):
        return ActorTerm(term.id, term.name, part=term.part)
    return Term(term.value, part=term.part)


def _replaced(wanted: EventFilter, name: str, terms: tuple[Any, ...]) -> EventFilter:
    changes: dict[str, Any] = {name: terms}
    return replace(wanted, **changes)
