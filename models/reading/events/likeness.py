"""How likely two mentions tell of one event: facts as a record, vetoes by name, weights apart.

:func:`models.reading.events.clustering.likeness` gathers the facts; nothing here looks at a text, so that
another scorer can take the place of this one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from models.reading.doc import EventKind

SURE = 5
"""Points at which two mentions are one event."""

_FREE = (EventKind.STATEMENT, EventKind.OTHER, EventKind.REQUEST, EventKind.BUSINESS, EventKind.PUBLICATION)  # fmt: skip
_TOLD = (
    EventKind.STATEMENT, EventKind.REQUEST, EventKind.ACCUSATION, EventKind.SUPPORT, EventKind.THREAT,
)  # fmt: skip
# Kinds under which one event may be told, if the words for it are of one family.
NEAR_KINDS = {
    frozenset(pair)
    for pair in (
        (EventKind.STATEMENT, EventKind.REJECTION), (EventKind.STATEMENT, EventKind.SUPPORT),
        (EventKind.STATEMENT, EventKind.PUBLICATION), (EventKind.STATEMENT, EventKind.REQUEST),
        (EventKind.STATEMENT, EventKind.ACCUSATION), (EventKind.STATEMENT, EventKind.THREAT),
        (EventKind.VISIT, EventKind.MEETING), (EventKind.COERCION, EventKind.ATTACK),
        (EventKind.ATTACK, EventKind.DEATH), (EventKind.DEATH, EventKind.DISASTER),
        (EventKind.ATTACK, EventKind.DISASTER), (EventKind.SANCTION, EventKind.REQUEST),
        (EventKind.SANCTION, EventKind.COERCION), (EventKind.SUPPORT, EventKind.PUBLICATION),
        (EventKind.ATTACK, EventKind.MOBILISATION), (EventKind.OTHER, EventKind.SUPPORT),
        (EventKind.SUPPORT, EventKind.AID), (EventKind.MEETING, EventKind.AGREEMENT),
        (EventKind.LEGAL, EventKind.COERCION), (EventKind.REJECTION, EventKind.ACCUSATION),
    )
}  # fmt: skip
_NEAR = 4  # sentences
_FAR = 250  # words
_LIKE = 2  # words that two mentions of one event share


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two mentions have in common, the one that is looked at first."""

    kind: EventKind
    other: EventKind
    related: bool = False  # their triggers are of one word, family or stem
    same_status: bool = True
    same_time: bool = True  # neither is dated, or their times overlap
    dated: bool = False  # both have the same time
    counted: bool = False  # "the meeting" and "meetings"
    speeches: bool = False  # both a plain "said"
    agents: int = 0  # 2: shared, 1: one speaks for the other, 0: one has none, -1: others
    targets: int = 0
    crossed: bool = False  # the same actors in other roles: a meeting, a match
    headline: bool = False
    again: bool = False  # the later one says that it was told before
    definite: bool = False
    noun: bool = False  # one is told by a noun
    nobody: bool = False  # one names nobody
    one_sentence: bool = False
    sentences: int = 0  # between them
    words: int = 0  # between them
    shared: int = 0  # content words that both have
    told: int = 0  # of these, without the names of who acts and who is affected

    @property
    def same_kind(self) -> bool:
        """Whether they are of one kind."""
        return self.kind is self.other

    @property
    def vague(self) -> bool:
        """Whether one of them rather points to an event than tells it."""
        return self.noun or self.again


def _of_other_kind(x: Likeness) -> bool:
    return not x.same_kind and not (x.related and frozenset((x.kind, x.other)) in NEAR_KINDS)


def _of_other_people(x: Likeness) -> bool:
    return (x.agents < 0 or x.targets < 0) and not x.crossed


def _in_one_sentence(x: Likeness) -> bool:
    return x.one_sentence and not (x.related and (x.noun or x.definite))


def _of_common_words(x: Likeness) -> bool:
    """ "Said" twice is no event twice."""
    return x.kind in _FREE and not x.related and not (x.headline and x.told)


def _says_else(x: Likeness) -> bool:
    least = _LIKE if x.kind is EventKind.STATEMENT or not x.related else 1
    return x.kind in _TOLD and not (x.vague or x.headline) and x.told < least


def _without_bond(x: Likeness) -> bool:
    bare = x.sentences <= _NEAR and x.same_kind and x.nobody
    worded = x.related and (x.headline or x.vague or bare or x.shared >= _LIKE)
    met = x.agents > 0 and (x.related or x.dated or x.headline or x.told)
    return not (met or x.targets > 0 or x.again or worded)


VETOES: Mapping[str, Callable[[Likeness], bool]] = MappingProxyType(
    {
        "other kind": _of_other_kind,
        "other status": lambda x: not x.same_status,
        "other time": lambda x: not x.same_time,
        "other number": lambda x: x.counted,
        "two speeches": lambda x: x.speeches and not x.headline,
        "other people": _of_other_people,
        "one sentence": _in_one_sentence,
        "common words": _of_common_words,
        "says else": _says_else,
        "without bond": _without_bond,
    }
)
"""Why two mentions cannot be one event, by name."""

WEIGHTS: Mapping[str, Callable[[Likeness], int]] = MappingProxyType(
    {
        "kind": lambda x: 2 if x.same_kind else 1,
        "word": lambda x: 2 * x.related,
        "agents": lambda x: max(x.agents, 0),
        "targets": lambda x: max(x.targets, 0),
        "time": lambda x: 2 * x.dated,
        "headline": lambda x: 2 * x.headline,
        "again": lambda x: 2 * x.again,
        "content": lambda x: min(2, x.shared),
        "far": lambda x: -1 if x.words > _FAR and not x.dated else 0,
        "noun": lambda x: 1 if x.noun and x.related else 0,
    }
)
"""What speaks for one event, in points."""


def veto(x: Likeness) -> str:
    """The first veto, "" where there is none."""
    return next((name for name, holds in VETOES.items() if holds(x)), "")


def score(x: Likeness) -> int:
    """How likely two mentions tell of one event, in points; 0 where a veto holds."""
    return 0 if veto(x) else sum(weigh(x) for weigh in WEIGHTS.values())
