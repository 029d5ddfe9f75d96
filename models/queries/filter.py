"""What the user wants to see, as data: the filter panel, the search field and the command line
all come down to one :class:`EventFilter`."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from models.dates.interval import DateInterval
from models.letters import words
from models.schema.keys import fold

PROPOSED, ACCEPTED, REJECTED = "proposed", "accepted", "rejected"
REVIEWS = (PROPOSED, ACCEPTED, REJECTED)
"""What a person may have made of an event."""
EDITED = "edited"
"""What may stand for a review state as well: events of which a person changed something."""
DATED, REPORTED, UNKNOWN = "yes", "reported", "no"
KNOWN_HOW = (DATED, REPORTED, UNKNOWN)
"""How the date of an event is known: by one of its own, by the day of its report alone, not."""


DISPUTED = ("date", "place", "toll", "agent", "status")
"""On what the sources of an event can differ."""
ANY = "*"
"""Any tag, any note, or whatever sources differ on."""


class ActorRole(StrEnum):
    """The role an actor must have."""

    ANY = "any"
    AGENT = "agent"
    TARGET = "target"


class Match(StrEnum):
    """Whether one of several actors is enough, or all of them must take part."""

    ANY = "any"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class ActorTerm:
    """One actor, by id (the panel) or by name (typed; every actor with that name or alias).

    ``part``: every actor with a name or alias whose words begin with those of ``name``.
    """

    id: int | None = None
    name: str | None = None
    role: ActorRole = ActorRole.ANY
    exclude: bool = False
    part: bool = False


@dataclass(frozen=True, slots=True)
class TextTerm:
    """A word, or words in a row, in summaries, passages and names.

    ``prefix``: the last one may be the beginning of a word, unless it is a single letter.
    """

    text: str
    prefix: bool = False
    exclude: bool = False

    @property
    def goes_on(self) -> bool:
        """Whether the last word may be the beginning of a longer one."""
        plain = [word.plain for word in words(self.text)]
        return self.prefix and bool(plain) and (len(plain[-1]) > 1 or not plain[-1].isascii())


@dataclass(frozen=True, slots=True)
class Term:
    """One value of a field, typed or ticked; places and sources match by name.

    ``part``: what has a name whose words begin with those of ``value``; of a place that is any
    name or alias, of a source its outlet, its title or its file's name. Of tags and notes ``ANY``
    is whatever there is.
    """

    value: str
    exclude: bool = False
    part: bool = False


@dataclass(frozen=True, slots=True)
class DateRange:
    """From the first day of ``start`` to the last day of ``end``; None is open.

    Events certainly inside always match; ``possible`` adds those that may fall inside, those
    known only by their report among them, ``undated`` those whose date is unknown. Without a
    start and an end, ``undated`` means those alone.
    """

    start: DateInterval | None = None
    end: DateInterval | None = None
    possible: bool = False
    undated: bool = False


@dataclass(frozen=True, slots=True)
class EventFilter:
    """All conditions must hold; several values of one field are alternatives."""

    actors: tuple[ActorTerm, ...] = ()
    match: Match = Match.ALL
    kinds: tuple[Term, ...] = ()
    statuses: tuple[Term, ...] = ()
    reviews: tuple[Term, ...] = ()
    places: tuple[Term, ...] = ()
    sources: tuple[Term, ...] = ()
    dates: DateRange | None = None
    dated: tuple[Term, ...] = ()  # of ``KNOWN_HOW``
    texts: tuple[TextTerm, ...] = ()
    tags: tuple[Term, ...] = ()
    notes: tuple[Term, ...] = ()
    disputed: tuple[Term, ...] = ()  # of ``DISPUTED``, or ``ANY``
    sures: tuple[Term, ...] = ()  # as ``sureness.sure_value`` writes them; all of them hold
    either: tuple["Either", ...] = ()


@dataclass(frozen=True, slots=True)
class Either:
    """Events that match at least one of several filters; ``exclude``: none of them."""

    ways: tuple[EventFilter, ...]
    exclude: bool = False


def nested(wanted: EventFilter) -> Iterator[EventFilter]:
    """The filter, and every filter inside it."""
    yield wanted
    for choice in wanted.either:
        for way in choice.ways:
            yield from nested(way)


def wants_rejected(wanted: EventFilter) -> bool:
    """Whether rejected events are asked for; all questions leave them out otherwise."""
    return any(
        term.value.lower() == REJECTED and not term.exclude
        for inner in nested(wanted)
        for term in inner.reviews
    )


def let_through(terms: Iterable[Term]) -> frozenset[str]:
    """Which of ``KNOWN_HOW`` the terms of ``dated`` let through."""
    terms = tuple(terms)
    wanted = {term.value for term in terms if not term.exclude}
    refused = {term.value for term in terms if term.exclude}
    return frozenset(wanted or KNOWN_HOW) - refused


def letting(terms: Iterable[Term], value: str, *, through: bool) -> tuple[Term, ...]:
    """The terms of ``dated`` changed so that they let one value through, or do not."""
    terms = tuple(terms)
    others = tuple(term for term in terms if term.value != value)
    for enough in (terms, others):
        if (value in let_through(enough)) is through:
            return enough
    return (*others, Term(value, exclude=not through))


def name_key(value: str) -> str:
    """The key by which names of places and sources are compared: no case, accents or hyphens."""
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
    CONFIDENCE = "confidence"
    ARTICLE = "article"


@dataclass(frozen=True, slots=True)
class Sort:
    """An order of the event table, ties by id.

    By article, events are in the order in which they were read: article after article.

    In the order of dates, events known only by their report stand at its day, after those dated
    from that day on; those of unknown date come last.
    """

    field: SortField = SortField.DATE
    down: bool = False
    most: int | None = None
    """How many of the first events to take at most; None: all."""
