"""What the user wants to see, as data: the filter panel, the search field and the command line
all come down to one :class:`EventFilter`."""

from dataclasses import dataclass
from enum import StrEnum

from models.dates.interval import DateInterval
from models.schema.keys import fold

REVIEWS = ("proposed", "accepted", "rejected", "edited")
"""What a person may have made of an event."""


class ActorRole(StrEnum):
    """In which role an actor is wanted."""

    ANY = "any"
    AGENT = "agent"
    TARGET = "target"


class Match(StrEnum):
    """Whether one of several actors is enough, or all must take part."""

    ANY = "any"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class ActorTerm:
    """One actor, by id (the panel) or by name (typed; every actor with that name or alias)."""

    id: int | None = None
    name: str | None = None
    role: ActorRole = ActorRole.ANY
    exclude: bool = False


@dataclass(frozen=True, slots=True)
class TextTerm:
    """A word or phrase in summaries, passages and names; ``prefix``: typed with a final ``*``."""

    text: str
    phrase: bool = False
    prefix: bool = False
    exclude: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """A value of a field as typed or ticked; places and sources match by name."""

    value: str
    exclude: bool = False


@dataclass(frozen=True, slots=True)
class DateRange:
    """From the first day of ``start`` to the last day of ``end``; None is open.

    Events certainly inside always match; ``possible`` adds those that may fall inside,
    ``undated`` those without a date. Without a start and an end, ``undated`` means those alone.
    """

    start: DateInterval | None = None
    end: DateInterval | None = None
    possible: bool = False
    undated: bool = False


@dataclass(frozen=True, slots=True)
class EventFilter:
    """All conditions hold together; several values of one field are alternatives."""

    actors: tuple[ActorTerm, ...] = ()
    match: Match = Match.ALL
    kinds: tuple[Term, ...] = ()
    statuses: tuple[Term, ...] = ()
    reviews: tuple[Term, ...] = ()
    places: tuple[Term, ...] = ()
    sources: tuple[Term, ...] = ()
    dates: DateRange | None = None
    texts: tuple[TextTerm, ...] = ()


def name_key(value: str) -> str:
    """By what names of places and sources are compared: without case, accents and hyphens."""
    return fold(value)


class SortField(StrEnum):
    """What the event table can be sorted by."""

    DATE = "date"
    SUMMARY = "summary"
    WHO = "who"
    KIND = "kind"
    STATUS = "status"
    PLACE = "place"
    SOURCES = "sources"


@dataclass(frozen=True, slots=True)
class Sort:
    """An order of the event table; undated events come last in date order, ties by id."""

    field: SortField = SortField.DATE
    down: bool = False
