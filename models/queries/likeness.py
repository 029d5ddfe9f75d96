"""How likely it is that two documents report one event: a score with its reasons.

A pure function over what is stored. Words alone would join all visits of one minister, so what
contradicts forbids: days that exclude each other, roles that are exchanged, other numbers, a plan
and what happened, other speakers. The weights were set by hand while looking at sixty annotated
articles of two topics (MEANTIME, Airbus and Apple; CC BY 4.0), which hold few such pairs: read by
the program, they give five pairs from ``LIKELY`` on, of which three are one event. So a pair is a
question to a person, and nothing is joined unasked.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from models.dates.interval import Day
from models.dates.words import MONTH_NAMES
from models.letters import spelled

LIKELY = 0.5
"""From here on a pair is worth a question."""
SURE = 0.75
"""From here on several may be joined at once, by who has looked at some of them."""
_NEAR = 7  # days between two reports of something of which no day is known
_DAYS, _WEEKS, _MONTHS = 0, 7, 31  # the width of a date, in days
_VAGUE = 400  # days from which on a date says little
_SAID_MUCH = 0.5  # of the words in common, where only words can tell
_SHORT = 3  # letters of words that say nothing
_LETTERS = 6  # by which a word is known, without its ending
_ENDINGS = (
    "ations", "ation", "ments", "ment", "ings", "ing", "ions", "ion", "ied", "ies", "es", "ed", "s",
)  # fmt: skip
_EMPTY = frozenset(
    "the and for with from his her its their was were been had has have after into over about than "
    "which who whose that this these those said will would could also not out".split()
)
_ORDINALS = frozenset("first second third fourth fifth sixth seventh eighth ninth tenth".split())
_MONTH_WORDS = frozenset(name.lower() for name in MONTH_NAMES)
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d[\d.,]*\d|\d")
_VAGUE_KINDS = frozenset(("other", "statement"))


@dataclass(frozen=True, slots=True)
class Happening:
    """An event with all that is compared; ``names`` are those of everybody in it."""

    id: int
    kind: str
    status: str
    summary: str
    trigger: str
    earliest: Day | None
    latest: Day | None
    dated: bool
    reported: Day | None
    place: str
    agents: frozenset[int] = frozenset()
    targets: frozenset[int] = frozenset()
    actors: frozenset[int] = frozenset()
    documents: frozenset[int] = frozenset()
    names: dict[int, str] = field(default_factory=dict, hash=False, compare=False)

    @property
    def width(self) -> int:
        """The days between its first and its last; many where one of them is open."""
        if self.earliest is None or self.latest is None:
            return 10**6
        return self.latest - self.earliest


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two events, how likely they are one (0 to 1), and why, in words."""

    one: int
    other: int
    score: float
    reasons: tuple[str, ...]


def likeness(one: Happening, other: Happening) -> Likeness | None:
    """How likely two events of different documents are one; None where something forbids it."""
    shared = one.actors & other.actors
    if one.documents & other.documents or not shared or _contradict(one, other):
        return None
    dates = _dates(one, other)
    if dates is None:
        return None
    near = _reported_near(one, other)
    words = _in_common(one, other)
    same_word = bool(one.trigger) and stem(one.trigger) == stem(other.trigger)
    kind = 0.6 if one.kind not in _VAGUE_KINDS else 0.2
    how = 1.0 if same_word else kind if one.kind == other.kind else 0.0
    only_words = (
        "statement" in (one.kind, other.kind)
        or not how
        or (max(one.width, other.width) > _VAGUE and not near)
    )
    if (only_words and words < _SAID_MUCH) or not (near or (one.dated and other.dated)):
        return None
    fewest = min(len(one.actors), len(other.actors))
    who = 0.7 * len(shared) / fewest + 0.3 * len(shared) / len(one.actors | other.actors)
    place = 0.5
    if one.place and other.place:
        place = 1.0 if one.place == other.place else 0.0
    score = 0.25 * who + 0.25 * dates + 0.05 * place + 0.2 * how + 0.25 * words
    return Likeness(one.id, other.id, score, tuple(_reasons(one, other, shared, same=same_word)))


def _contradict(one: Happening, other: Happening) -> bool:
    """Whether something forbids that they are one."""
    if (one.status == "planned") != (other.status == "planned"):
        return True
    if (one.status == "negated") != (other.status == "negated"):
        return True
    if one.agents & other.targets and other.agents & one.targets:
        return True
    speaking = one.kind == other.kind == "statement"
    if speaking and not one.agents & other.agents:
        return True
    numbers = _numbers(one.summary), _numbers(other.summary)
    return bool(numbers[0] and numbers[1] and not numbers[0] & numbers[1])


def _dates(one: Happening, other: Happening) -> float | None:
    """How well their dates agree, from 0 to 1; None: they exclude each other."""
    if not (one.dated and other.dated):
        for known, told in ((one, other), (other, one)):
            first = known.earliest if known.dated else None
            after = first is not None and told.reported is not None and first > told.reported
            if after and known.status != "planned":
                return None
        return 0.3
    gap = max(_start(one) - _end(other), _start(other) - _end(one))
    if gap > 1:
        return None
    widest = max(one.width, other.width)
    if gap == 1:
        return 0.4
    steps = ((_DAYS, 1.0), (_WEEKS, 0.8), (_MONTHS, 0.6))
    return next((value for width, value in steps if widest <= width), 0.45)


def _start(event: Happening) -> Day:
    return -(10**9) if event.earliest is None else event.earliest


def _end(event: Happening) -> Day:
    return 10**9 if event.latest is None else event.latest


def _reported_near(one: Happening, other: Happening) -> bool:
    if one.reported is None or other.reported is None:
        return False
    return abs(one.reported - other.reported) <= _NEAR


def _in_common(one: Happening, other: Happening) -> float:
    """Which part of their words they share, but for names and for what they are known by."""
    named = {stem(w) for each in (one, other) for n in each.names.values() for w in _words(n)}
    known = named | {stem(one.trigger), stem(other.trigger)}
    first, second = (_stems(each.summary) - known for each in (one, other))
    if not first or not second:
        return 0.25 if first or second else 0.5
    return 2 * len(first & second) / (len(first) + len(second))


def stem(word: str) -> str:
    """The beginning of a word by which its forms are known: "resigned", "resigning" → "resign"."""
    letters = spelled(word).lower()
    for ending in _ENDINGS:
        if letters.endswith(ending) and len(letters) - len(ending) >= _SHORT:
            letters = letters[: -len(ending)]
            break
    return letters[:_LETTERS]


def _words(text: str) -> Iterable[str]:
    return _WORD.findall(text)


def _stems(text: str) -> set[str]:
    return {
        stem(word)
        for word in _words(text)
        if len(word) >= _SHORT and word.lower() not in _EMPTY | _MONTH_WORDS
    }


def _numbers(text: str) -> set[str]:
    """Figures and ordinals: "a third test" isn't the second one."""
    return {*_NUMBER.findall(text), *(_ORDINALS & {word.lower() for word in _words(text)})}


def _reasons(
    one: Happening, other: Happening, shared: frozenset[int], *, same: bool
) -> Iterable[str]:
    if one.dated and other.dated:
        exact = one.earliest == other.earliest and one.latest == other.latest
        gap = max(_start(one) - _end(other), _start(other) - _end(one))
        yield "same date" if exact else "a day apart" if gap == 1 else "dates that fit"
    names = sorted(one.names[number] for number in shared)
    yield f"both name {' and '.join([', '.join(names[:-1]), names[-1]] if names[1:] else names)}"
    if same:
        yield f"both say “{one.trigger.lower()}”"
    elif one.kind == other.kind and one.kind != "other":
        yield f"both are of the kind {one.kind}"
    if one.place and one.place == other.place:
        yield f"both in {one.place}"
