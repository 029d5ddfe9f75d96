"""What two tellings have in common, as a record that can be read, and what forbids their being one.

Everything is a pure function of two profiles, the same whichever comes first.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from models.composing.joining.named import PART, PERSON, PLACE, SHORT, Called, agreement, is_country
from models.composing.joining.profile import Profile
from models.printable import listed
from models.reading.lexicon.senses import exclude

SPEECH = frozenset(("statement", "request", "accusation", "rejection", "support", "threat"))
"""Kinds that are acts of speech: two speakers never make one of them."""
HARM = frozenset(("attack", "disaster", "death"))
_EITHER = frozenset(("meeting", "agreement"))  # of which who is named first is no matter
_VAGUE = frozenset(("other", "statement", "publication"))
_NEAR_KINDS = frozenset(
    frozenset(pair)
    for pair in (
        ("statement", "rejection"), ("statement", "support"), ("statement", "publication"),
        ("statement", "request"), ("statement", "accusation"), ("statement", "threat"),
        ("visit", "meeting"), ("coercion", "attack"), ("attack", "death"), ("death", "disaster"),
        ("attack", "disaster"), ("sanction", "request"), ("sanction", "coercion"),
        ("support", "publication"), ("attack", "mobilisation"), ("support", "aid"),
        ("meeting", "agreement"), ("legal", "coercion"), ("rejection", "accusation"),
        ("business", "publication"), ("business", "agreement"), ("appointment", "election"),
    )
)  # fmt: skip
_WEEK, _MONTH, _YEAR = 7, 31, 366
_SAID = 0.34  # of the words in common, from which on a statement is one
_MUCH = 0.5  # from which on words speak for what nothing else does
_SILENT = 0.35  # of the words, where one says nothing but who did it
_SLACK = 1  # days by which the clocks of two places may differ
_LATER = 3  # days after the first report in which one that gives no day is still of the same news


_Cast: TypeAlias = tuple[Called, ...]


@dataclass(frozen=True, slots=True)
class Features:
    """What two tellings have in common. Each is from 0 to 1 (1: fully)."""

    same_word: float  # the trigger is a form of one word
    same_family: float  # the triggers can report one thing
    same_kind: float
    same_day: float  # both name that very day
    dates_fit: float  # their dates have a day in common, one is wide
    report_near: float  # reported on days that lie near
    agents: float  # how well the best pair of agents agrees
    targets: float
    person: float  # how well the best two people agree, across roles too
    body: float  # the best two of those that are neither people nor countries
    most: float  # which part of the smaller cast is in the larger
    place: float
    words: float  # which part of the words they share; a middling one where one has none
    numbers: float  # the same figure is in both
    new_agent: float  # each has agents, and none is the same
    new_words: float  # they share no word at all

    @property
    def values(self) -> tuple[float, ...]:
        """All of them, in their order."""
        return tuple(getattr(self, name) for name in FEATURES)


FEATURES = tuple(Features.__dataclass_fields__)


def forbidden(one: Profile, other: Profile) -> str:
    """What forbids two tellings to be one event, in words; empty: nothing does."""
    checks = (_status, _days, _roles, _speakers, _places, _ordinals, _outcomes)
    return next((why for check in checks if (why := check(one, other))), "")


def kinds_beside(kind: str) -> frozenset[str] | None:
    """The kinds of what may tell of the same as one of this kind; None: any."""
    if kind == "other":
        return None
    near = (pair - {kind} for pair in _NEAR_KINDS if kind in pair)
    return frozenset((kind, "other")).union(*near)


def doubtful(one: Profile, other: Profile) -> str:
    """Why two tellings are not joined unasked, however alike they are; empty: nothing."""
    words = _in_common(one.words, other.words)
    if "statement" in (one.kind, other.kind) and words < _SAID:
        return "what was said differs"
    wide = max(one.width, other.width) if one.dated and other.dated else _YEAR
    if wide > _WEEK:
        bound = words >= _MUCH or _same_parties(one, other)
        if not bound or (wide > _MONTH and _near(one, other) < 1):
            return "no day in common"
        befallen = _best(_people(one.targets), _people(other.targets))
        if max(befallen, _best(one.agents, other.agents)) <= 0:
            return "neither a date nor an agent in common"
    if wide == 0 and _gap(one, other) > 0 and words < _MUCH:
        return "another day"
    if one.several or other.several:
        return "one reports several"
    if any(_other_people(mine, theirs) for mine, theirs in _sides(one, other)):
        return "each names somebody else"
    told = one.lemmas & other.lemmas or one.families & other.families
    if not told and one.kind not in HARM:
        return "in different words"
    cast = [a for a in one.actors if a.names], [a for a in other.actors if a.names]
    person = _best(*(_people(some) for some in cast))
    spot = [() if e.place is None else _telling((e.place,)) for e in (one, other)]
    if one.kind in HARM and words < _MUCH and max(person, _best(*spot)) < SHORT:
        return "it may be the same harm elsewhere"
    body = _best(*(_telling((*some, *where)) for some, where in zip(cast, spot, strict=True)))
    if words < _SAID and max(person, body) < SHORT and _best(one.targets, other.targets) < SHORT:
        return "only countries in common"
    return ""


def related(one: Profile, other: Profile) -> bool:
    """Whether two tellings can tell of one thing at all, by kind and trigger."""
    if one.kind == other.kind or frozenset((one.kind, other.kind)) in _NEAR_KINDS:
        return True
    return bool(one.lemmas & other.lemmas or one.families & other.families)


def features(one: Profile, other: Profile) -> Features:
    """What two tellings have in common."""
    acting, affected = _sides(one, other)
    agents = _best(*acting)
    cast = [a for a in one.actors if a.names], [a for a in other.actors if a.names]
    wide = max(one.width, other.width)
    dated = one.dated and other.dated
    worded = bool(one.words and other.words)
    return Features(
        float(bool(one.lemmas & other.lemmas)),
        float(bool(one.families & other.families)),
        (0.3 if one.kind in _VAGUE else 1.0) * (one.kind == other.kind),
        float(dated and wide == 0 and _gap(one, other) <= 0),
        float(dated and _gap(one, other) <= 0 < wide <= _YEAR) * (0.7 if wide > _MONTH else 1.0),
        _near(one, other),
        agents,
        _best(*affected),
        _best(*(_people(some) for some in cast)),
        _best(*(_telling(some) for some in cast)),
        _most(cast[0], cast[1]),
        _place(one, other),
        _in_common(one.words, other.words) if worded else _SILENT,
        float(bool(one.numbers & other.numbers)),
        float(all(acting) and not agents),
        float(worded and not one.words & other.words),
    )


def sentence(one: Profile, other: Profile) -> str:
    """Why two tellings may be one event: "same day, both name Pereira, both “sentenced”"."""
    return ", ".join(_said(one, other))


def _said(one: Profile, other: Profile) -> Iterable[str]:
    found = features(one, other)
    if found.same_day:
        yield "same day"
    elif one.dated and other.dated:
        yield "a day apart" if _gap(one, other) > 0 else "dates that fit"
    elif found.report_near:
        yield "reported at the same time"
    names = shared(one.actors, other.actors)
    if names:
        yield f"both name {listed(names)}"
    if found.same_word:
        same = one.trigger == other.trigger
        yield f"both “{one.trigger}”" if same else f"“{one.trigger}” and “{other.trigger}”"
    elif found.same_family:
        yield f"“{one.trigger}” and “{other.trigger}”"
    elif one.kind == other.kind:
        yield f"both of the kind {one.kind}"
    if one.place and other.place and found.place == 1:
        yield f"both in {one.place.names[0]}"


def shared(mine: Sequence[Called], theirs: Sequence[Called]) -> list[str]:
    """The names of those who are in both, in order, each as it is said most fully."""
    found = (
        max((a.names[0], b.names[0]), key=lambda name: (len(name), name))
        for a in mine
        for b in theirs
        if a.names and b.names and agreement(a, b) >= SHORT
    )
    return list(dict.fromkeys(found))


def _status(one: Profile, other: Profile) -> str:
    states = {one.status, other.status}
    if len(states) == 1:
        return ""
    if "planned" in states:
        return "one is planned, one has happened"
    if "negated" in states:
        return "one says that it did not happen"
    return ""


def _days(one: Profile, other: Profile) -> str:
    if one.dated and other.dated:
        gap = _gap(one, other)
        both_exact = one.width == other.width == 0
        if gap > _SLACK or (gap > 0 and not both_exact):
            return "their dates exclude each other"
        return ""
    for known, told in ((one, other), (other, one)):
        first = known.earliest if known.dated else None
        if first is None or told.reported is None or told.dated:
            continue
        if first > told.reported[1] + _SLACK and known.status != "planned":
            return "one was reported before the other happened"
    return ""


def _roles(one: Profile, other: Profile) -> str:
    if not (one.agents and one.targets and other.agents and other.targets):
        return ""
    crossed = (
        _best(one.agents, other.targets) >= SHORT and _best(one.targets, other.agents) >= SHORT
    )
    straight = (
        _best(one.agents, other.agents) >= SHORT or _best(one.targets, other.targets) >= SHORT
    )
    if straight or _EITHER & {one.kind, other.kind}:
        return ""
    return "agent and target are exchanged" if crossed else ""


def _speakers(one: Profile, other: Profile) -> str:
    if not (one.kind in SPEECH and other.kind in SPEECH):
        return ""
    mine, theirs = (_tellers(each) for each in (one, other))
    if _best(mine, theirs) >= PART:
        return ""
    return "different speakers" if mine and theirs else "the speaker is unknown"


def _tellers(profile: Profile) -> tuple[Called, ...]:
    return profile.agents or ((profile.teller,) if profile.teller else ())


def _places(one: Profile, other: Profile) -> str:
    if one.place is None or other.place is None or agreement(one.place, other.place):
        return ""
    # "in Minsk" and "in Belarus": one may lie in the other, where the other is named besides.
    for place, profile in ((one.place, other), (other.place, one)):
        if any(agreement(place, actor) for actor in profile.actors):
            return ""
    return "different places" if not _agree_much(one, other) else ""


def _agree_much(one: Profile, other: Profile) -> bool:
    """Whether so much else agrees that another place is a difference between sources."""
    exact = one.dated and other.dated and one.width == other.width == 0 and _gap(one, other) == 0
    who = len(shared(one.actors, other.actors))
    return exact and bool(one.lemmas & other.lemmas) and who > 1


def _ordinals(one: Profile, other: Profile) -> str:
    mine, theirs = one.ordinals, other.ordinals
    return "different ordinals" if mine and theirs and not mine & theirs else ""


def _outcomes(one: Profile, other: Profile) -> str:
    return "outcomes that exclude each other" if exclude(one.lemmas, other.lemmas) else ""


def _gap(one: Profile, other: Profile) -> int:
    """Days between two dates; nothing or less: they share a day."""
    low, high = -(10**9), 10**9
    starts = [low if e.earliest is None else e.earliest for e in (one, other)]
    ends = [high if e.latest is None else e.latest for e in (one, other)]
    return max(starts[0] - ends[1], starts[1] - ends[0])


def _near(one: Profile, other: Profile) -> float:
    if one.reported is None or other.reported is None:
        return 0.0
    gap = max(one.reported[0] - other.reported[1], other.reported[0] - one.reported[1])
    return 1.0 if gap <= _SLACK else 0.7 if gap <= _LATER else 0.4 if gap <= _WEEK else 0.0


def _sides(one: Profile, other: Profile) -> tuple[tuple[_Cast, _Cast], tuple[_Cast, _Cast]]:
    """Who acts in each, and who is affected in each; where that is no matter, both together."""
    if _EITHER & {one.kind, other.kind}:
        both = ((*one.agents, *one.targets), (*other.agents, *other.targets))
        return both, both
    return (one.agents, other.agents), (one.targets, other.targets)


def _other_people(mine: _Cast, theirs: _Cast) -> bool:
    """Whether each names a person who is none of the other's."""
    some = _people(mine), _people(theirs)
    return all(
        any(not _best((each,), others) for each in own) for own, others in (some, some[::-1])
    )


def _same_parties(one: Profile, other: Profile) -> bool:
    """Whether the same person or body does it to the same; countries do not count."""
    return all(
        max(_best(_people(a), _people(b)), _best(_telling(a), _telling(b))) >= SHORT
        for a, b in ((one.agents, other.agents), (one.targets, other.targets))
    )


def _people(some: Sequence[Called]) -> tuple[Called, ...]:
    return tuple(each for each in some if each.kind == PERSON)


def _telling(some: Sequence[Called]) -> tuple[Called, ...]:
    """Bodies and places that tell events apart: no countries, which are in many."""
    return tuple(each for each in some if each.kind != PERSON and not is_country(each))


def _best(mine: Sequence[Called], theirs: Sequence[Called]) -> float:
    return max((agreement(a, b) for a in mine for b in theirs), default=0.0)


def _most(mine: Sequence[Called], theirs: Sequence[Called]) -> float:
    small, large = sorted((mine, theirs), key=len)
    if not small:
        return 0.0
    return sum(max(agreement(a, b) for b in large) for a in small) / len(small)


def _place(one: Profile, other: Profile) -> float:
    return _best(_spots(one), _spots(other))


def _spots(profile: Profile) -> tuple[Called, ...]:
    """Where it happened, and the places but countries that are in it in whatever part."""
    near = tuple(each for each in profile.actors if each.kind == PLACE and not is_country(each))
    return near if profile.place is None else (profile.place, *near)


def _in_common(mine: frozenset[str], theirs: frozenset[str]) -> float:
    if not mine or not theirs:
        return 0.0
    return 2 * len(mine & theirs) / (len(mine) + len(theirs))
