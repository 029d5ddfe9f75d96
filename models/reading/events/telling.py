"""One telling of an event, under construction."""

from dataclasses import dataclass, field

from models.reading.doc import (
    EventKind,
    EventStatus,
    Mention,
    ParagraphKind,
    Stance,
    TimeExpression,
)
from models.reading.events.senses import Strength

ACTS_OF_SPEECH = (
    EventKind.STATEMENT, EventKind.REJECTION, EventKind.ACCUSATION, EventKind.REQUEST,
    EventKind.SUPPORT, EventKind.THREAT,
)  # fmt: skip


@dataclass(slots=True)
class Attribution:
    """The stance of an actor (None: unnamed sources) to an event, and the word that says so."""

    actor: int | None
    stance: Stance
    word: int


@dataclass(slots=True)
class Telling:
    """An event as one clause or noun phrase reports it; all numbers are word indices."""

    word: int
    kind: EventKind
    strength: Strength
    status: EventStatus = EventStatus.ASSERTED
    where: ParagraphKind = ParagraphKind.BODY
    noun: bool = False
    words: list[int] = field(default_factory=list)  # of the trigger; the main word first
    verb: int = -1  # the verb that governs: the trigger itself, or the verb over an event noun
    doubt: float = 0.0
    confidence: float = 0.0
    agents: list[Mention] = field(default_factory=list)
    targets: list[Mention] = field(default_factory=list)
    others: list[Mention] = field(default_factory=list)
    places: list[Mention] = field(default_factory=list)
    concerned: list[Mention] = field(default_factory=list)  # whom its clause names besides
    time: TimeExpression | None = None
    apart: bool = False  # one of several times in a list: "in 1998 and 2004"
    once: bool = False  # "the last time he came": another occasion than those around it
    inherited: bool = False  # the time is that of the same occasion, given elsewhere
    attributions: list[Attribution] = field(default_factory=list)
    phase: int = -1  # the event noun whose beginning or end a verb tells: "the strike ended"
    said: list[int] = field(default_factory=list)  # main words of what a statement says
    speech: bool = False  # a plain "said": an event only when it says something of its own
    relays: bool = False  # "announced": no event of its own beside the one announced
    again: bool = False  # "the blast killed ten": may be a blast reported before
    definite: bool = False  # "the visit": something reported before

    @property
    def claimed_by(self) -> int | None:
        """Who says so, first."""
        return next((a.actor for a in self.attributions if a.actor is not None), None)

    def involved(self) -> set[int]:
        """All who take part in it."""
        return {m.actor for m in (*self.agents, *self.targets, *self.others)}
