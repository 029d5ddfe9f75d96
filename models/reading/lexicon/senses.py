"""Senses of event verbs and nouns: their kind, how reliably they report an event, and when.

A line of ``events/verbs.txt`` is a sense: lemma, kind, strength, conditions. The sense with the
most conditions met is taken. A condition is ``slot=alternatives``: a slot is a relation (``obj``,
``subj``, ``xcomp``, ``ccomp``, ``prt``, ``prep``), a preposition or ``topic``; an alternative is a
lemma, ``@`` and a class of words, or one of PERSON, ORG, PLACE, ACTOR, TITLE, NUMBER ("over 200"),
THING (a noun that nobody and no weapon is meant by), NONE, NOOBJ, ANY.
"""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

from models.reading.doc import EventKind
from models.reading.lexicon.classes import classes
from models.reading.lexicon.lines import Line, lines
from models.reading.lexicon.tables import rows

SPECIAL = frozenset(
    ("PERSON", "ORG", "PLACE", "ACTOR", "TITLE", "NUMBER", "THING", "NONE", "NOOBJ", "ANY")
)


class Strength(IntEnum):
    """How reliably a word reports an event."""

    NONE = 0
    FAINT = 1  # an event only where a time is given: "stayed", "worked"
    WEAK = 2
    PLAIN = 3
    STRONG = 4


# What a verb of saying tells that has no line of its own in verbs.txt.
_SAID = {
    "asks": EventKind.REQUEST, "denies": EventKind.REJECTION, "judges": EventKind.ACCUSATION,
}  # fmt: skip


_KINDS = {kind.value: kind for kind in EventKind}
_SIDES = 2
_STRENGTHS = {strength.name.lower(): strength for strength in Strength}


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of a word."""

    kind: EventKind
    strength: Strength
    conditions: tuple[tuple[str, frozenset[str]], ...] = ()

    def row(self, lemma: str) -> str:
        """The row of the lexicon: the lemma and the conditions that were met."""
        met = (f"{slot}={'|'.join(sorted(names))}" for slot, names in self.conditions)
        return " ".join((lemma, *met))


@cache
def verb_senses() -> dict[str, tuple[Sense, ...]]:
    """The senses of each verb, those with the most conditions first; of verbs of saying too."""
    found = read_verbs(lines("events", "verbs.txt"))
    for verb, stance, *_ in rows("speech"):
        found.setdefault(verb, (Sense(_SAID.get(stance, EventKind.STATEMENT), Strength.WEAK),))
    return found


@cache
def noun_senses() -> dict[str, Sense]:
    """The sense of each event noun, alone or with the noun before it ("bird strike").

    "penalty @sport" is what the noun tells in a text about sport.
    """
    return read_nouns(lines("events", "nouns.txt"))


@cache
def families() -> dict[str, frozenset[int]]:
    """The families of each word: words of one family can report the same event."""
    found: dict[str, set[int]] = {}
    for number, line in enumerate(lines("events", "families.txt")):
        for word in line.text.split():
            if number in found.setdefault(word.replace("_", " "), set()):
                line.wrong(f"{word!r} a second time")
            found[word.replace("_", " ")].add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


@cache
def contrary() -> dict[str, frozenset[str]]:
    """The words whose outcome excludes that of each word: "acquit" has "convict" and others."""
    return read_contrary(lines("events", "contrary.txt"))


def read_contrary(found: Iterable[Line]) -> dict[str, frozenset[str]]:
    """What excludes each word in some lines of two sides; a BugError names the line that is wrong."""
    excluded: dict[str, set[str]] = {}
    for line in found:
        sides = [side.split() for side in line.text.split("|")]
        if len(sides) != _SIDES or not all(sides):
            line.wrong("it doesn't have two sides")
        if len({word for side in sides for word in side}) < sum(map(len, sides)):
            line.wrong("a word stands twice")
        for side, other in (sides, sides[::-1]):
            for word in side:
                excluded.setdefault(word, set()).update(other)
    return {word: frozenset(others) for word, others in excluded.items()}


def exclude(some: AbstractSet[str], others: AbstractSet[str]) -> bool:
    """Whether triggers of these lemmas report outcomes that exclude each other."""
    if some & others:
        return False
    return any(contrary().get(word, frozenset()) & others for word in some)


def read_verbs(found: Iterable[Line]) -> dict[str, tuple[Sense, ...]]:
    """The senses of each verb in some lines; a BugError names the line that is wrong."""
    senses: dict[str, list[Sense]] = {}
    for line in found:
        lemma, kind, strength, conditions = _columns(line, 4)
        given = tuple(_condition(line, one) for one in conditions.split(";") if one)
        sense = Sense(_kind(line, kind), _strength(line, strength), given)
        known = senses.setdefault(lemma, [])
        if any(sense.conditions == other.conditions for other in known):
            line.wrong("the same conditions a second time")
        known.append(sense)
    return {
        lemma: tuple(sorted(known, key=lambda s: (-len(s.conditions), -_rank(s))))
        for lemma, known in senses.items()
    }


def read_nouns(found: Iterable[Line]) -> dict[str, Sense]:
    """The sense of each event noun in some lines; a BugError names the line that is wrong."""
    senses: dict[str, Sense] = {}
    for line in found:
        lemma, kind, strength, topic = _columns(line, 4)
        if topic and topic not in {name for name, _ in rows("topics")}:
            line.wrong("there is no such topic")
        key = f"{lemma} @{topic}" if topic else lemma
        if key in senses:
            line.wrong("a second time")
        senses[key] = Sense(_kind(line, kind), _strength(line, strength))
    return senses


def _columns(line: Line, most: int) -> list[str]:
    columns = line.text.split("\t")
    if not most - 1 <= len(columns) <= most or "" in columns:
        line.wrong(f"{len(columns)} columns")
    return columns + [""] * (most - len(columns))


def _kind(line: Line, name: str) -> EventKind:
    if name not in _KINDS:
        line.wrong("there is no such kind")
    return _KINDS[name]


def _strength(line: Line, name: str) -> Strength:
    if name not in _STRENGTHS:
        line.wrong("there is no such strength")
    return _STRENGTHS[name]


def _condition(line: Line, words: str) -> tuple[str, frozenset[str]]:
    """A condition: its slot, and the alternatives with the members of a class in its place."""
    slot, equals, values = words.partition("=")
    alternatives = values.split("|")
    if not slot or not equals or "" in alternatives or len(set(alternatives)) < len(alternatives):
        line.wrong(f"{words!r} is no condition")
    found: set[str] = set()
    for value in alternatives:
        if value[0] == "@":
            if value[1:] not in classes():
                line.wrong(f"there is no class {value[1:]!r}")
            found |= classes().members(value[1:]).keys()
        elif value.isupper() and len(value) > 1 and value not in SPECIAL:
            line.wrong(f"{value!r} is no word of conditions")
        else:
            found.add(value)
    return slot, frozenset(found)


def _rank(sense: Sense) -> int:
    """What goes before what of senses with as many conditions: the topic, then the subject.

    Who acts says little where the sense says little: "the firm reported" before "reported a loss".
    """
    slots = {slot for slot, _ in sense.conditions}
    return 2 * ("topic" in slots) + ("subj" in slots and sense.strength > Strength.WEAK)
