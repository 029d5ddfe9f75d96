"""What the tellings of one event say of it, value by value, and where their sources differ.

Nothing is averaged. Of the date and the status the one stands that most independent sources
support; of several the narrowest date, then the first in order. A source supports a date that lies
within its own. Sources differ on a field where no value of one can be right if a value of another
is.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import TypeAlias

from models.composing.joining.likeness import SPEECH
from models.composing.joining.named import Called, agreement, is_country
from models.composing.tolls import Toll
from models.dates.interval import DateInterval, Day
from models.dates.relations import certainly_inside, possibly_inside

DATE, PLACE, TOLL, AGENT, STATUS = "date", "place", "toll", "agent", "status"
FIELDS = (DATE, PLACE, TOLL, AGENT, STATUS)
"""On what sources can differ."""

Source: TypeAlias = Hashable
_SAYS_NO = frozenset(("denied", "negated"))
_SAYS_SO = frozenset(("asserted", "claimed"))
_FOREVER = 10**9


@dataclass(frozen=True, slots=True)
class Voice:
    """What one telling says; ``source``: whose report it is, so that copies are one voice."""

    id: int
    source: Source
    reported: Day | None = None
    kind: str = "other"
    date: DateInterval | None = None
    place: Called | None = None
    tolls: tuple[Toll, ...] = ()
    agents: tuple[Called, ...] = ()
    status: str = "asserted"
    document: int | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a field, and the tellings and sources that have it."""

    words: str
    tellings: tuple[int, ...]
    sources: int
    reported: Day | None = None
    """The latest day on which anybody said so."""


@dataclass(frozen=True, slots=True)
class Told:
    """What all tellings say of an event, by field, and on what their sources differ."""

    values: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    disputed: frozenset[str] = frozenset()


def disputed(voices: Sequence[Voice]) -> frozenset[str]:
    """The fields on which sources differ."""
    return frozenset(
        name
        for name, differ in _DIFFERING.items()
        if any(a.source != b.source and differ(a, b) for a, b in combinations(voices, 2))
    )


def told(voices: Sequence[Voice], words: Callable[[DateInterval], str]) -> Told:
    """Everything that is said, by field; ``words`` says a date.

    The values of most sources come first, numbers of people as they were told last.
    """
    by_field: dict[str, tuple[Value, ...]] = {
        DATE: _most(_values((words(v.date), v) for v in voices if v.date is not None)),
        PLACE: _most(_values((v.place.names[0], v) for v in voices if v.place is not None)),
        TOLL: _newest(_values((toll.words, v) for v in voices for toll in v.tolls)),
        AGENT: _most(_values((_names(v.agents), v) for v in voices if v.agents)),
        STATUS: _most(_values((v.status, v) for v in voices)),
    }
    return Told({name: some for name, some in by_field.items() if some}, disputed(voices))


def chosen_date(voices: Sequence[Voice]) -> DateInterval | None:
    """The date that most independent sources support, then the narrowest, then the first told."""
    dates = dict.fromkeys(v.date for v in voices if v.date is not None)
    support = {date: len(supporters(voices, date)) for date in dates}
    ranked = sorted(dates, key=lambda date: (-support[date], _width(date)))
    return ranked[0] if ranked else None


def supporters(voices: Sequence[Voice], date: DateInterval) -> set[Source]:
    """The sources that support a date: it lies within their own."""
    return {
        v.source for v in voices
        if v.date is not None and certainly_inside(date, v.date.earliest, v.date.latest)
    }  # fmt: skip


def chosen_status(voices: Sequence[Voice]) -> str:
    """The status that most independent sources give it; of several that of the first told."""
    given = dict.fromkeys(voice.status for voice in voices)
    support = {s: len({v.source for v in voices if v.status == s}) for s in given}
    return max(given, key=lambda status: support[status])


def _dates_differ(one: Voice, other: Voice) -> bool:
    if one.date is None or other.date is None:
        return False
    return not possibly_inside(one.date, other.date.earliest, other.date.latest)


def _places_differ(one: Voice, other: Voice) -> bool:
    a, b = one.place, other.place
    if a is None or b is None or agreement(a, b):
        return False
    return is_country(a) == is_country(b)  # a town can lie in the country that another names


def _tolls_differ(one: Voice, other: Voice) -> bool:
    return any(a.what == b.what and not a.agrees(b) for a in one.tolls for b in other.tolls)


def _agents_differ(one: Voice, other: Voice) -> bool:
    if not (one.agents and other.agents) or {one.kind, other.kind} & (SPEECH | _TOGETHER):
        return False
    return not any(agreement(a, b) for a in one.agents for b in other.agents)


_TOGETHER = frozenset(("meeting", "agreement"))


def _statuses_differ(one: Voice, other: Voice) -> bool:
    pair = {one.status, other.status}
    return bool(pair & _SAYS_NO and pair & _SAYS_SO)


_DIFFERING: dict[str, Callable[[Voice, Voice], bool]] = {
    DATE: _dates_differ,
    PLACE: _places_differ,
    TOLL: _tolls_differ,
    AGENT: _agents_differ,
    STATUS: _statuses_differ,
}


def _values(some: Iterable[tuple[str, Voice]]) -> list[Value]:
    found: dict[str, list[Voice]] = {}
    for words, voice in some:
        found.setdefault(words, []).append(voice)
    return [
        Value(
            words,
            tuple(voice.id for voice in voices),
            len({voice.source for voice in voices}),
            max((v.reported for v in voices if v.reported is not None), default=None),
        )
        for words, voices in found.items()
    ]


def _most(some: list[Value]) -> tuple[Value, ...]:
    return tuple(sorted(some, key=lambda value: -value.sources))


def _newest(some: list[Value]) -> tuple[Value, ...]:
    first = -_FOREVER
    return tuple(sorted(some, key=lambda v: -(first if v.reported is None else v.reported)))


def _names(agents: Sequence[Called]) -> str:
    return ", ".join(agent.names[0] for agent in agents)


def _width(date: DateInterval) -> int:
    return _last(date) - _first(date)


def _first(date: DateInterval) -> Day:
    return -_FOREVER if date.earliest is None else date.earliest


def _last(date: DateInterval) -> Day:
    return _FOREVER if date.latest is None else date.latest
