"""The frozen rows that the store hands to the window, the command line and exports."""

from dataclasses import dataclass

from models.dates.basis import DateBasis
from models.dates.interval import DateInterval, Day
from models.dates.words import describe_event
from models.queries.filter import EventFilter


@dataclass(frozen=True, slots=True)
class EventRow:
    """One line of the event table. ``who`` is ready to show ("Kim Yo-jong → Belarus").

    ``reported`` is the day of its first report, the last possible day where that is uncertain;
    None where no document that reports it has a date. ``source`` is the outlet of the first
    document that reports it, else that document's title; ``outlet`` is empty where it names
    none. ``confidence`` is between 0 and 1.
    """

    id: int
    interval: DateInterval | None
    summary: str
    who: str
    kind: str
    status: str
    place: str
    sources: int
    review: str
    reported: Day | None = None
    confidence: float = 0.0
    claimed_by: str = ""
    source: str = ""
    outlet: str = ""
    published: DateInterval | None = None
    tags: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    edited: str = ""
    """The fields that people have changed: "date place"."""
    by_hand: bool = False
    """Whether a person added it."""
    copies: int = 0
    """How many documents more than its independent ``sources`` report it."""
    disputed: str = ""
    """On what its sources differ: "date toll"."""

    @property
    def when(self) -> str:
        """The date in words: its own, else the day it was reported by."""
        return describe_event(self.interval, self.reported, planned=self.status == "planned")


@dataclass(frozen=True, slots=True)
class FacetRow:
    """One value of a facet with its count under all the other filters.

    ``count`` is None while it is not known; ``capped`` means "at least ``count``".
    ``id`` is the actor's or the document's id, None for kinds and statuses.
    """

    id: int | None
    value: str
    label: str
    count: int | None
    capped: bool = False
    kind: str = ""  # of an actor: person | organisation | place
    was: tuple[int, ...] = ()  # numbers that were asked for and mean this actor now


@dataclass(frozen=True, slots=True)
class DateCounts:
    """Events under the other filters: certainly in the range, possibly, and undated.

    ``reported``: those known only by their report that may lie in the range, whether they are
    folded away or not; where they are not, ``possible`` counts them too. ``capped``: at least so
    many of each.
    """

    certain: int
    possible: int
    undated: int
    reported: int
    capped: bool = False


@dataclass(frozen=True, slots=True)
class ParticipantRow:
    """One actor's part in an event; ``title`` as worded there ("then-Premier") or ''."""

    actor_id: int
    name: str
    kind: str
    role: str
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class ActorCard:
    """What there is to know of one actor before something is decided about it.

    ``names``: its other names as documents write them, ``titles``: its offices, both the most
    frequent first, and not more than a few. ``notes``: what people wrote about it.
    """

    id: int
    name: str
    kind: str
    events: int
    documents: int
    names: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ActorPaper:
    """One document that knows an actor: by which names, in how many events, and a passage.

    ``start`` and ``end`` are where the passage has the name; both 0: it has none.
    """

    document_id: int
    title: str
    outlet: str | None
    published: DateInterval | None
    names: tuple[str, ...]
    events: int
    passage: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Together:
    """What several actors are as one: how many events and documents have any of them."""

    events: int
    documents: int


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """Who says so, how, and in which passage; ``name`` None for unnamed sources.

    ``document_id`` is None, and ``quote`` empty, where a person added it.
    """

    actor_id: int | None
    name: str | None
    stance: str
    document_id: int | None
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class PassageRow:
    """A passage in its surroundings: ``before + quote + after`` is a stretch of the document."""

    document_id: int
    document: str  # title or file name
    outlet: str | None
    published: DateInterval | None
    published_basis: str
    published_why: str  # in words; empty where nothing is known about it
    path: str
    start: int
    end: int
    trigger_start: int
    trigger_end: int
    before: str
    quote: str
    after: str
    copy_of: str | None = None  # the source of the first of its copies, where it is another one
    agency: str | None = None  # whose report it is, where an agency's


@dataclass(frozen=True, slots=True)
class TellingRow:
    """What one document says of an event, at one place; without a document a person says it.

    ``how`` it came to the event: "reading", "rule" or "decision". ``start`` and ``end`` are where
    the words that tell it are in the passage; both 0: there is none.
    """

    id: int
    document_id: int | None
    document: str
    outlet: str | None
    published: DateInterval | None
    when: str
    kind: str
    status: str
    summary: str
    place: str
    who: str
    how: str
    passage: str = ""
    start: int = 0
    end: int = 0
    date_words: str = ""
    """Its own words for the date."""
    line: str = ""
    """The sentence that tells it, else its summary."""
    why: str = ""
    """Why the program joins it with others; empty: it doesn't."""
    tolls: tuple[str, ...] = ()
    """The numbers of people that it tells: "at least 12 dead"."""
    place_in_text: int = -1
    """Where in the document its passage begins; -1: it has none."""


@dataclass(frozen=True, slots=True)
class JoinedRow:
    """What several events would say as one; ``apart``: their dates have no day in common."""

    when: str
    kind: str
    status: str
    summary: str
    place: str
    who: str
    documents: int
    apart: bool


@dataclass(frozen=True, slots=True)
class SaidValue:
    """One value of a field, and who says so; ``typed``: what chooses it, empty: nothing does."""

    words: str
    outlets: tuple[str, ...]
    sources: int
    reported: str
    """The last day on which anybody said so, in words."""
    typed: str = ""


@dataclass(frozen=True, slots=True)
class SaidRow:
    """A field of which the sources of an event say several things."""

    field: str
    """date, place, toll, agent or status."""
    differs: bool
    """Whether they cannot all be right."""
    values: tuple[SaidValue, ...]
    rule: str = ""
    """How the one that is shown was chosen."""


@dataclass(frozen=True, slots=True)
class PerhapsRow:
    """Somebody who takes part in an event perhaps: how likely that is, and what doubts it."""

    actor_id: int
    name: str
    kind: str
    role: str
    sure: float
    why: str
    words: str


@dataclass(frozen=True, slots=True)
class EventDetail:
    """Everything the detail pane shows of one event."""

    row: EventRow
    date_words: str | None
    basis: DateBasis | None
    participants: tuple[ParticipantRow, ...]
    claims: tuple[ClaimRow, ...]
    passages: tuple[PassageRow, ...]
    said: tuple[SaidRow, ...] = ()
    """What its sources say of it, where they say several things."""
    perhaps: tuple[PerhapsRow, ...] = ()
    """Who takes part in it perhaps, the surest first."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A suggestion: the text shown, the text inserted, and a note beside it."""

    label: str
    written: str
    count: int | None = None
    capped: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Somebody:
    """An actor of the chronicle, and in how many events."""

    id: int
    name: str
    kind: str
    events: int


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a typed name can mean: ``called`` are those that have the whole name, ``offered`` those
    with a name like it; first those of the kind that was asked for, then the most frequent.
    """

    typed: str
    called: tuple[Somebody, ...]
    offered: tuple[Somebody, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """A correction that finds something: the word as typed, the word meant, and the filter."""

    typed: str
    meant: str
    wanted: EventFilter


@dataclass(frozen=True, slots=True)
class CopiedRows:
    """Events for the clipboard, with a heading: as tab-separated text and as HTML."""

    text: str
    html: str
    number: int


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One line of the list of documents."""

    id: int
    title: str
    outlet: str | None
    path: str
    published: DateInterval | None
    published_basis: str
    events: int


@dataclass(frozen=True, slots=True)
class MarkedEvent:
    """An event's passage in a document; rejected events have theirs as well."""

    event: EventRow
    start: int
    end: int
    trigger_start: int
    trigger_end: int


@dataclass(frozen=True, slots=True)
class DocumentDetail:
    """A document's text and the passages that report events, in the order of the text."""

    row: DocumentRow
    published_why: str
    byline: str | None
    url: str | None
    text: str
    marked: tuple[MarkedEvent, ...]
    faults: tuple[str, ...]
    tags: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
