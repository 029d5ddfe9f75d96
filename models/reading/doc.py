"""The one object the stages of reading pass along. Frozen: a stage returns a new one.

All offsets are character offsets (Python string indices) into ``Doc.text``; all word numbers
are indices into ``Doc.words``; all actor numbers are indices into ``Doc.actors``.
"""

from dataclasses import dataclass
from enum import StrEnum

from models.dates.basis import DateBasis
from models.dates.interval import DateInterval
from models.reading.labels import Pos, Rel, Tag


class ParagraphKind(StrEnum):
    """The function of a paragraph."""

    HEADLINE = "headline"
    DATELINE = "dateline"
    BYLINE = "byline"
    CAPTION = "caption"
    BODY = "body"
    BOILERPLATE = "boilerplate"


class ActorKind(StrEnum):
    """What an actor is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"


class MentionForm(StrEnum):
    """How a mention names its actor."""

    NAME = "name"
    NOMINAL = "nominal"  # "the minister"
    PRONOUN = "pronoun"
    DEMONYM = "demonym"  # "North Korean", of the place
    METONYM = "metonym"  # "Pyongyang" for the government of North Korea


class TimeType(StrEnum):
    """TIMEX3 types (ISO-TimeML)."""

    DATE = "date"
    TIME = "time"
    DURATION = "duration"
    SET = "set"


class EventKind(StrEnum):
    """Kinds of event; the political ones follow PLOVER."""

    STATEMENT = "statement"
    MEETING = "meeting"
    VISIT = "visit"
    AGREEMENT = "agreement"
    REQUEST = "request"
    ACCUSATION = "accusation"
    REJECTION = "rejection"
    THREAT = "threat"
    SUPPORT = "support"
    AID = "aid"
    SANCTION = "sanction"
    PROTEST = "protest"
    COERCION = "coercion"
    ATTACK = "attack"
    MOBILISATION = "mobilisation"
    ELECTION = "election"
    APPOINTMENT = "appointment"
    LEGAL = "legal"
    DEATH = "death"
    DISASTER = "disaster"
    BUSINESS = "business"
    PUBLICATION = "publication"
    OTHER = "other"


class EventStatus(StrEnum):
    """Whether the article itself reports the event as fact."""

    ASSERTED = "asserted"
    CLAIMED = "claimed"
    DENIED = "denied"
    PLANNED = "planned"
    NEGATED = "negated"


class ParticipantRole(StrEnum):
    """What an actor does in an event."""

    AGENT = "agent"
    TARGET = "target"
    PARTICIPANT = "participant"
    PLACE = "place"


class Stance(StrEnum):
    """A speaker's attitude to an event."""

    STATES = "states"
    DENIES = "denies"
    ALLEGES = "alleges"
    CONFIRMS = "confirms"
    ANNOUNCES = "announces"
    ASKS = "asks"


class PublishedBasis(StrEnum):
    """How the document's own date is known."""

    GIVEN = "given"
    STATED = "stated"
    INFERRED = "inferred"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text: ``text[start:end]``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Paragraph(Span):
    """A stretch with one use. ``repeats`` is the index of the earlier paragraph it repeats."""

    kind: ParagraphKind
    repeats: int | None = None


@dataclass(frozen=True, slots=True)
class Sentence(Span):
    """A sentence: words ``first`` up to, not including, ``last`` of paragraph ``paragraph``."""

    first: int
    last: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Word(Span):
    """A syntactic word (UD English: do|n't, Kim|'s). ``head`` is a word number, -1 for a root."""

    text: str
    lemma: str
    tag: Tag
    pos: Pos
    head: int
    relation: Rel
    sentence: int


@dataclass(frozen=True, slots=True)
class Name(Span):
    """A name as written in the text, without titles: words ``first`` up to ``last``."""

    kind: ActorKind
    first: int
    last: int
    actor: int | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """An office or title of an actor, as worded: "Deputy Foreign Minister" of "Belarus"."""

    title: str
    of: str | None
    from_: str | None  # EDTF
    to: str | None  # EDTF; a "then-", "ex-" or "former" role has an open past ("../...")
    start: int  # the passage that says so
    end: int


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, organisation or place. ``name`` is the fullest form, aliases are the others."""

    kind: ActorKind
    name: str
    aliases: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    family: str | None = None
    given: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """How the antecedent of a noun or pronoun was chosen: the facts that tell how sure it is."""

    way: str  # the rule that chose it
    lead: float | None = None  # by how much it outweighs the next candidate; None: there is none
    gap: int = 0  # sentences since it was mentioned last
    agreed: bool = False  # whether what is known of it agrees: its gender, its office
    quoted: bool = False  # inside quotation marks


@dataclass(frozen=True, slots=True)
class Mention(Span):
    """A mention of an actor in the text. ``head`` is its syntactic head word."""

    actor: int
    form: MentionForm
    first: int
    last: int
    head: int
    link: Link | None = None  # of nouns and pronouns


@dataclass(frozen=True, slots=True)
class TimeExpression(Span):
    """A TIMEX3 time expression. ``interval`` is None until resolved or where it cannot be."""

    text: str
    type: TimeType
    value: str  # TIMEX3 value, e.g. "2025-02-03", "P2W", "XXXX-WXX-1"
    first: int  # words first up to last
    last: int
    interval: DateInterval | None = None
    basis: DateBasis | None = None
    spec: tuple[str | int, ...] = ()  # the rule that gives the date, see time.times


@dataclass(frozen=True, slots=True)
class Published:
    """The document's own date, how it is known, and the reason in words."""

    interval: DateInterval | None
    basis: PublishedBasis
    why: str


@dataclass(frozen=True, slots=True)
class Quotation(Span):
    """A quotation; the span of a direct one includes its quotation marks."""

    speaker: int | None
    cue: str | None
    direct: bool
    cue_word: int | None = None


@dataclass(frozen=True, slots=True)
class Participant:
    """An actor's part in an event, and the words that say so."""

    actor: int
    role: ParticipantRole
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Evidence(Span):
    """A passage (a sentence or clause) that reports an event, and the trigger inside it."""

    trigger_start: int
    trigger_end: int


@dataclass(frozen=True, slots=True)
class Claim(Span):
    """A claim about the event in this passage, by an actor (None: unnamed sources)."""

    actor: int | None
    stance: Stance


@dataclass(frozen=True, slots=True)
class EventDate:
    """When an event happened: the interval, the words that say so, how it was computed."""

    interval: DateInterval
    words: str
    basis: DateBasis


@dataclass(frozen=True, slots=True)
class Why:
    """Which rule decided something of an event: its kind, status, date, or an actor's role."""

    what: str
    rule: str
    actor: int | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """Somebody who perhaps takes part in an event, and why it is not sure."""

    actor: int
    role: ParticipantRole
    start: int
    end: int
    sure: float  # how likely it is, 0 to 1
    why: str = ""  # the rule, or the scorer, that doubts


@dataclass(frozen=True, slots=True)
class Event:
    """One happening. The first piece of evidence is the best one."""

    kind: EventKind
    summary: str
    status: EventStatus
    date: EventDate | None
    place: int | None
    participants: tuple[Participant, ...]
    claims: tuple[Claim, ...]
    evidence: tuple[Evidence, ...]
    claimed_by: int | None = None
    confidence: float = 1.0
    undated: DateBasis | None = None  # of words that name a time, but no day could be worked out
    why: tuple[Why, ...] = ()
    perhaps: tuple[Doubt, ...] = ()  # who takes part in it perhaps; none of the participants


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known about a document besides its text."""

    path: str | None = None
    title: str | None = None
    url: str | None = None
    given: DateInterval | None = None  # publication date given by the person
    outlet: str | None = None
    byline: str | None = None
    dated: Published | None = None
    """The date that its file gives; one that is inferred counts where the text says none."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Properties at the head of a text, which take up its first ``end`` characters."""

    end: int
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    url: str | None = None
    published: DateInterval | None = None
    said: str = ""
    """The line that says when it was published, as its reader would write it."""


@dataclass(frozen=True, slots=True)
class About:
    """Metadata found in a text: headline, outlet, writer, address."""

    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """A stage of reading that failed, or was skipped because what it needs is missing.

    ``lacks`` is what is missing because of it, in the user's words ("dates"); ``kind`` is the
    exception's class, "" for a stage that was skipped; ``trace`` is for us.
    """

    stage: str
    lacks: str
    kind: str
    message: str
    trace: str = ""

    def __str__(self) -> str:
        """One line: which stage, and what happened to it."""
        return " ".join(": ".join(filter(None, (self.stage, self.kind, self.message))).split())


@dataclass(frozen=True, slots=True)
class Doc:
    """A text and everything found in it so far."""

    text: str
    hints: Hints = Hints()
    front: FrontMatter | None = None
    about: About = About()
    paragraphs: tuple[Paragraph, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    words: tuple[Word, ...] = ()
    names: tuple[Name, ...] = ()
    actors: tuple[Actor, ...] = ()
    mentions: tuple[Mention, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    published: Published | None = None
    quotations: tuple[Quotation, ...] = ()
    events: tuple[Event, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def day(self) -> DateInterval | None:
        """The document's own date; None where it is not known."""
        return self.published.interval if self.published is not None else None

    def lacks(self, *stages: str) -> bool:
        """Whether one of some stages has failed or was skipped."""
        return any(fault.stage in stages for fault in self.faults)

    def cut(self, span: Span) -> str:
        """The text of ``span``."""
        return self.text[span.start : span.end]
