"""Names of two documents compared: whether they can mean one actor, and by what both are found.

Nothing here depends on other documents: what two texts call somebody is all that is asked.
"""

from dataclasses import dataclass
from functools import lru_cache

from models.reading.lexicon.gazetteer import by_name
from models.reading.lexicon.personal_names import key_tokens, parsed, same_person, shortens, sound
from models.schema.keys import fold

PERSON, PLACE = "person", "place"
SAME, SHORT, PART, OTHER = 1.0, 0.8, 0.6, 0.0
"""The same name; a short form of it, which somebody else may have; a part of it; another one."""

_LEGAL = frozenset(
    "inc ltd plc co corp corporation company llc llp gmbh ag sa nv se pjsc jsc ooo holding "
    "holdings group limited".split()
)
_SMALL = frozenset("the of for and in on at to a an de la le du des der die das und al".split())
_POWERS = frozenset(
    "government army military forces armed authorities officials police parliament state ministry "
    "foreign defence defense interior navy air force troops court supreme".split()
)
"""What a body of a state is called besides the state."""
_SHORTEST = 2  # letters of an acronym


@dataclass(frozen=True, slots=True)
class Called:
    """What a document calls an actor: its kind and all its names there, the fullest first."""

    kind: str
    names: tuple[str, ...]

    @property
    def keys(self) -> frozenset[str]:
        """What two documents have in common that mean one actor: words to find it by."""
        return _keys(self.kind, self.names[0]) if self.names else frozenset()


@lru_cache(65_536)
def agreement(one: Called, other: Called) -> float:
    """How far two documents can mean one actor, from ``OTHER`` to ``SAME``."""
    if not (one.names and other.names):
        return OTHER
    if (one.kind == PERSON) != (other.kind == PERSON):
        return OTHER
    return _people(one, other) if one.kind == PERSON else _bodies(one, other)


@lru_cache(65_536)
def plain_name(name: str) -> str:
    """A body or place by its usual name, folded: "U.S." and "USA" are the United States."""
    country = by_name().get(name) or by_name().get(name.removeprefix("the ").removeprefix("The "))
    if country is not None:
        return fold(country.name)
    words = fold(name).split()
    kept = [word for word in words if word not in _LEGAL and word not in _SMALL]
    return " ".join(kept or words)


def is_country(called: Called) -> bool:
    """Whether a country is meant, or all its people."""
    known = by_name()
    return any(name.removeprefix("the ") in known for name in called.names)


def _people(one: Called, other: Called) -> float:
    full = one.names[0], other.names[0]
    x, y = (key_tokens(name) for name in full)
    if not x or not y:
        return OTHER
    if len(x) > 1 and len(y) > 1:
        if sorted(x) == sorted(y) or {fold(n) for n in one.names if " " in n} & {
            fold(n) for n in other.names if " " in n
        }:
            return SAME
        return SAME if same_person(*full) else OTHER
    if len(x) == len(y) == 1:
        return SHORT if x == y else OTHER
    single, long = (full[0], full[1]) if len(x) == 1 else (full[1], full[0])
    how = shortens(single, long)
    return SHORT if how == 3 else PART if how == 2 else OTHER


def _bodies(one: Called, other: Called) -> float:
    mine, theirs = ({plain_name(n) for n in each.names} for each in (one, other))
    if mine & theirs:
        return SAME
    for short, long in ((one, theirs), (other, mine)):
        if any(is_acronym(name) and _letters(name) in _initials(words)
               for name in short.names for words in long):  # fmt: skip
            return SHORT
    x, y = (set(plain_name(each.names[0]).split()) for each in (one, other))
    for place, body, words, more in ((one, other, x, y), (other, one, y, x)):
        if place.kind == PLACE != body.kind and words < more and more - words <= _POWERS:
            return PART
    if one.kind == other.kind == "organisation" and (x < y or y < x):
        return PART
    return OTHER


def is_acronym(name: str) -> bool:
    """Whether a name is written as the first letters of a longer one are."""
    bare = name.replace(".", "")
    return _SHORTEST <= len(bare) <= 6 and bare.isalpha() and bare.isupper()


def _letters(name: str) -> str:
    return name.replace(".", "").lower()


def _initials(plain: str) -> str:
    words = plain.split()
    return "".join(word[0] for word in words) if len(words) > 1 else ""


@lru_cache(65_536)
def _keys(kind: str, name: str) -> frozenset[str]:
    if kind == PERSON:
        tokens = key_tokens(name)
        if not tokens:
            return frozenset()
        if len(tokens) == 1:
            return frozenset((sound(tokens[0]),))
        family = key_tokens(parsed(name).family or "") or tokens
        return frozenset((sound(family[-1]), sound(tokens[-1])))
    plain = plain_name(name)
    words = plain.split()
    found = {plain, words[0]} if words else set()
    if letters := _initials(plain):
        found.add(letters)
    return frozenset(found)
