"""One mention of an event: what one clause or noun phrase tells of it. Frozen; a pass returns new ones.

The passes of :mod:`models.reading.events.finding`, in their order, and what each of them fills in:
detecting (trigger, kind, modality), arguments (roles), attribution (who says so, status), anchoring
(time), weighing (confidence), clustering (groups of one event), wording.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from models.reading.doc import (
    EventKind,
    EventStatus,
    Mention,
    ParagraphKind,
    ParticipantRole,
    Stance,
    TimeExpression,
    Why,
)
from models.reading.lexicon.senses import Strength

ACTS_OF_SPEECH = (
    EventKind.STATEMENT, EventKind.REJECTION, EventKind.ACCUSATION, EventKind.REQUEST,
    EventKind.SUPPORT, EventKind.THREAT,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Attribution:
    """The stance of an actor (None: unnamed sources) to an event, and the word that says so."""

    actor: int | None
    stance: Stance
    word: int
    by: Mention | None = None  # what names the actor


@dataclass(frozen=True, slots=True)
class EventMention:
    """An event as one clause or noun phrase reports it; all numbers are word indices."""

    word: int
    kind: EventKind
    strength: Strength
    status: EventStatus = EventStatus.ASSERTED
    where: ParagraphKind = ParagraphKind.BODY
    noun: bool = False
    words: tuple[int, ...] = ()  # of the trigger; the main word first
    verb: int = -1  # the verb that governs: the trigger itself, or the verb over an event noun
    doubt: float = 0.0
    confidence: float = 0.0
    agents: tuple[Mention, ...] = ()
    targets: tuple[Mention, ...] = ()
    others: tuple[Mention, ...] = ()
    places: tuple[Mention, ...] = ()
    concerned: tuple[Mention, ...] = ()  # whom its clause names besides
    time: TimeExpression | None = None
    apart: bool = False  # one of several times in a list: "in 1998 and 2004"
    once: bool = False  # "the last time he came": another occasion than those around it
    inherited: bool = False  # the time is that of the same occasion, given elsewhere
    attributions: tuple[Attribution, ...] = ()
    phase: int = -1  # the event noun whose beginning or end a verb tells: "the strike ended"
    said: tuple[int, ...] = ()  # main words of what a statement says
    speech: bool = False  # a plain "said": an event only when it says something of its own
    relays: bool = False  # "announced": no event of its own beside the one announced
    again: bool = False  # "the blast killed ten": may be a blast reported before
    definite: bool = False  # "the visit": something reported before
    perhaps: tuple[tuple[ParticipantRole, Mention], ...] = ()  # who was taken out as not sure
    why: tuple[Why, ...] = ()  # the rules that decided, in their order

    @property
    def claimed_by(self) -> int | None:
        """Who says so, first."""
        return next((a.actor for a in self.attributions if a.actor is not None), None)

    def involved(self) -> set[int]:
        """All who take part in it."""
        return {m.actor for m in (*self.agents, *self.targets, *self.others)}

    def because(self, what: str, rule: str) -> "EventMention":
        """The mention with the rule that has decided its kind, status or date."""
        return replace(self, why=(*self.why, Why(what, rule)))

    def told_by(self, *words: int) -> "EventMention":
        """The mention with more words in its trigger."""
        return replace(self, words=(*self.words, *words))


Group: TypeAlias = tuple[EventMention, ...]
"""The mentions of one event, the best first."""


@dataclass(slots=True)
class Arguments:
    """Who takes part in an event, while its roles are worked out."""

    agents: list[Mention]
    targets: list[Mention]
    others: list[Mention]
    places: list[Mention]
    why: dict[int, str] = field(default_factory=dict)  # by actor: the rule that found its role

    @classmethod
    def of(cls, t: EventMention) -> "Arguments":
        """Those that a mention has so far."""
        return cls(list(t.agents), list(t.targets), list(t.others), list(t.places))

    def add(self, to: list[Mention], mentions: Iterable[Mention], rule: str) -> None:
        """Add mentions to one of the roles, each actor once; ``rule`` is why they have it."""
        known = {m.actor for m in to}
        new = [m for m in mentions if m.actor not in known]
        to += new
        where = {m.actor for m in self.places}
        for m in new:
            if m.actor not in self.why or (m.actor in where and to is not self.places):
                self.why[m.actor] = rule  # a part in it says more than that it was there

    def given(self, t: EventMention) -> EventMention:
        """The mention with these arguments."""
        return replace(
            t,
            agents=tuple(self.agents),
            targets=tuple(self.targets),
            others=tuple(self.others),
            places=tuple(self.places),
            why=(*t.why, *(Why("role", rule, actor) for actor, rule in self.why.items())),
        )


def attributed(
    attributions: Sequence[Attribution], new: Iterable[Attribution]
) -> tuple[Attribution, ...]:
    """Attributions and further ones, each actor with a stance once."""
    found = list(attributions)
    for a in new:
        if all((b.actor, b.stance) != (a.actor, a.stance) for b in found):
            found.append(a)
    return tuple(found)


def by_trigger(mentions: Sequence[EventMention]) -> dict[int, int]:
    """By each word of a trigger: the place of the first mention that has it."""
    found: dict[int, int] = {}
    for n, t in enumerate(mentions):
        for i in t.words:
            found.setdefault(i, n)
    return found
