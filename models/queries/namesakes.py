"""Which names may be of one actor, and how much speaks for it, with reasons in words.

Nothing here asks the chronicle. Weights are in the manner of log-odds: what speaks for and against
is added up, and a pair with more than nothing is worth a look.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import combinations
from typing import TypeAlias

from rapidfuzz import fuzz

from models.progress import Progress
from models.reading.lexicon.personal_names import (
    gender_of_given,
    key_tokens,
    parsed,
    same_person,
    shortens,
    sound,
    variant,
)
from models.reading.lexicon.tables import rows

Pair: TypeAlias = tuple[int, int]
Ticks: TypeAlias = Iterator[Progress]
PERSON = "person"

_MOST_ALIKE = 60  # names in one block; more say nothing of each other
_MOST_OF_A_WORD = 25  # organisations with a word, for it to tell them apart
_STOP = frozenset("the of for and in on at to a an de la le du des der die das und al".split())
_LEGAL = frozenset(
    "inc ltd plc co corp corporation company llc llp gmbh ag sa nv pjsc jsc ooo holding holdings "
    "group limited".split()
)
_PARTS_OF_PLACES = frozenset(
    "city republic province state kingdom town island islands county region district village "
    "municipality democratic federal united peoples".split()
)
_EXCHANGED = str.maketrans("zycqw", "sikkv")  # letters that are written for one another
_EVERY = 2_000  # actors or pairs between two ticks


@dataclass(frozen=True)
class Known:
    """What of an actor is compared: its name, and all its names and offices, by what each is when
    folded.
    """

    id: int
    kind: str
    name: str
    keys: Mapping[str, str]
    titles: Mapping[tuple[str, str], str] = field(default_factory=dict)
    events: int = 0

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """The folded words of a person's name."""
        return key_tokens(self.name)

    @cached_property
    def is_full(self) -> bool:
        """Whether the name has two words or more."""
        return len(self.tokens) > 1

    @cached_property
    def family(self) -> str:
        """The family name of a person with a full name, folded; "" where none is told."""
        family = parsed(self.name).family if self.is_full else None
        tokens = key_tokens(family) if family else ()
        return tokens[-1] if tokens else ""

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The folded words that tell an organisation or place apart."""
        return words_of(self.name)


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two actors that may be one: how much speaks for it, and what."""

    one: int
    other: int
    weight: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rarity:
    """How many actors share a family name, a word of a name, or initials."""

    families: Counter[str]
    words: Counter[str]
    initials: Counter[str]


def words_of(name: str) -> tuple[str, ...]:
    """The folded words of an organisation or place that tell it apart; "U.S." is one word."""
    found: list[str] = []
    for word in key_tokens(name):
        if len(word) == 1 and found and found[-1][-1:] == "." and word.isalpha():
            found[-1] = f"{found[-1][:-1]}{word}."
        else:
            found.append(f"{word}." if len(word) == 1 and word.isalpha() else word)
    plain = [word.rstrip(".") for word in found]
    kept = [word for word in plain if word not in _STOP and word not in _LEGAL]
    return tuple(kept or plain)


def initials(name: str) -> frozenset[str]:
    """What a name of two words or more is shortened to, with and without its small words."""
    every = [word for word in key_tokens(name) if word]
    told = [word for word in every if word not in _STOP]
    return frozenset("".join(word[0] for word in some) for some in (every, told) if len(some) > 1)


def is_acronym(name: str) -> bool:
    """Whether a name is written as the letters of a longer one are."""
    bare = name.replace(".", "")
    return 2 <= len(bare) <= 6 and bare.isalpha() and bare.isupper()


def rarity(actors: Iterable[Known]) -> Rarity:
    """How often family names, words and initials occur among some actors."""
    families, words, letters = Counter[str](), Counter[str](), Counter[str]()
    for each in actors:
        if each.kind == PERSON:
            if each.is_full:
                families[each.family] += 1
        else:
            words.update(set(each.words))
            letters.update(initials(each.name))
    return Rarity(families, words, letters)


def _blocks(known: Known, rare: Rarity) -> Iterator[tuple[str, str]]:
    """Under which keys an actor is compared with others; the second part is its side."""
    for key in known.keys:
        if known.kind != PERSON or " " in key:
            yield f"name {key}", ""
    if known.kind == PERSON:
        yield from _blocks_of_person(known)
        return
    words = known.words
    yield f"words {' '.join(sorted(words))}", ""
    sounds = sorted(map(sound, words))
    yield f"sound {known.kind} {' '.join(sounds)}", ""
    whole = "".join(sounds)
    if len(whole) > 4:
        for at in range(len(whole)):
            yield f"slip {known.kind} {whole[:at]}{whole[at + 1 :]}", ""
    for word in words:
        if 1 < rare.words[word] <= _MOST_OF_A_WORD:
            yield f"word {known.kind} {word}", ""
    for letters in initials(known.name):
        yield f"letters {letters}", "long"
    if len(words) == 1:
        if is_acronym(known.name):
            yield f"letters {words[0]}", "short"
        if len(words[0]) > 3:
            yield f"alone {words[0]}", "organisation"


def _blocks_of_person(known: Known) -> Iterator[tuple[str, str]]:
    tokens = known.tokens
    if not tokens:
        return
    if len(tokens) == 1:
        yield f"alone {tokens[0]}", "short"
        for title, of in known.titles:
            yield f"office {tokens[0]} {title} {of}", ""
        return
    # Where the family name comes first is a guess, and one name may be guessed otherwise.
    families = {known.family or tokens[-1], tokens[-1]}
    for word in families.union(tokens[1:]) if len(tokens) > 2 else families:
        yield f"alone {word}", "long"
    yield f"sound person {' '.join(sorted(map(sound, tokens)))}", ""
    for family in families:
        yield from _blocks_of_family(family, [token for token in tokens if token != family])


def _blocks_of_family(family: str, given: list[str]) -> Iterator[tuple[str, str]]:
    heard = sound(family)
    for letter in {each[0] for token in given for each in (token, *_long_forms().get(token, ()))}:
        yield f"person {letter} {heard}", ""
    if len(family) > 5 and given:
        first = sound(given[0])
        for at in range(1, len(heard)):
            yield f"slip person {first} {heard[:at]}{heard[at + 1 :]}", ""


@cache
def _long_forms() -> dict[str, frozenset[str]]:
    """The given names that a short form stands for, folded."""
    found: dict[str, set[str]] = {}
    for row in rows("names/nicknames"):
        short, full = (key_tokens(each)[0] for each in row)
        found.setdefault(short, set()).add(full)
    return {short: frozenset(full) for short, full in found.items()}


def candidates(actors: Iterable[Known], rare: Rarity) -> Iterator[Progress | set[Pair]]:
    """The pairs worth comparing: those that share a key. Ticks come first, the set is the last.

    No block is compared that has too many in it, so that the time grows with the number of actors.
    """
    blocks: dict[str, list[tuple[int, str]]] = {}
    every = list(actors)
    for number, known in enumerate(every):
        for key, side in set(_blocks(known, rare)):
            blocks.setdefault(key, []).append((known.id, side))
        if not number % _EVERY:
            yield Progress(number, len(every), "Comparing names")
    pairs: set[Pair] = set()
    for number, (key, members) in enumerate(blocks.items()):
        if len(members) < 2:
            continue
        sides = key.startswith(("letters ", "alone "))
        fulls = sum(1 for _, side in members if side == "long")
        if (fulls if sides else len(members)) > _MOST_ALIKE:
            continue
        for (one, left), (other, right) in combinations(members[: 4 * _MOST_ALIKE], 2):
            if sides and (left == right or "long" not in (left, right)):
                continue
            if one != other:
                pairs.add((min(one, other), max(one, other)))
        if not number % (10 * _EVERY):
            yield Progress(number, len(blocks), "Comparing names")
    yield pairs


def by_names(one: Known, other: Known, rare: Rarity) -> tuple[float, list[str]] | None:
    """How much the names and offices of two actors speak for their being one; None: nothing."""
    found = _by_kind(one, other, rare)
    if found is None:
        return None
    weight, reasons = found
    if held := one.titles.keys() & other.titles.keys():
        title = min(held, key=lambda each: (not each[1], each))
        return weight + (2.0 if title[1] else 0.7), [
            *reasons, f"both are called {one.titles[title]}",
        ]  # fmt: skip
    if {title for title, _ in one.titles} & {title for title, _ in other.titles}:
        return weight + 0.7, [*reasons, "both have the same office or title"]
    return weight, reasons


def _by_kind(one: Known, other: Known, rare: Rarity) -> tuple[float, list[str]] | None:
    shared = [
        written for key, written in one.keys.items()
        if key in other.keys and (" " in key or one.kind != PERSON)
    ]  # fmt: skip
    if one.kind != other.kind:
        return _across(one, other, shared)
    if one.kind == PERSON:
        found = _persons(one, other, rare)
    else:
        found = _bodies(one, other, rare)
    if not shared or one.name == other.name:
        return found
    told = f"both are called “{_longest(shared)}”"
    if found is None:
        return 1.5, [told]
    return max(found[0], 1.5) + 0.3, [*found[1], told]


def _across(one: Known, other: Known, shared: list[str]) -> tuple[float, list[str]] | None:
    """A name that was taken for a person here and for something else there."""
    kinds = f"one {one.kind} and one {other.kind}"
    if shared:
        return 0.5, [f"the same name, “{_longest(shared)}”, for {kinds}"]
    for single, full in ((one, other), (other, one)):
        alone = single.words
        fit = full.kind == PERSON and full.is_full and len(alone) == 1
        if fit and shortens(single.name, full.name) == 3:
            return -0.4, [f"“{single.name}” is the family name of {full.name}"]
    return None


def _persons(one: Known, other: Known, rare: Rarity) -> tuple[float, list[str]] | None:
    x, y = one.tokens, other.tokens
    if not x or not y:
        return None
    if len(x) == len(y) == 1:
        # In every document somebody else, unless more than the name speaks for it.
        return (-2.2, [f"both are called {one.name}"]) if x == y else None
    if 1 in (len(x), len(y)):
        single, full = (one, other) if len(x) == 1 else (other, one)
        how = shortens(single.name, full.name)
        if how < 2:
            return None
        number = rare.families[full.family]
        few = 0.4 if number <= 1 else -0.6 if number <= 3 else -2.0
        part = "family name" if how == 3 else "part of the name"
        return few - (0 if how == 3 else 1.2), [f"“{single.name}” is the {part} of {full.name}"]
    if set(x).isdisjoint(y) and not variant(one.family, other.family, family=True):
        return None
    if not same_person(one.name, other.name):
        return None
    if _genders_differ(one, other):
        return None
    return _full_names(x, y, rare.families[one.family])


def _full_names(x: tuple[str, ...], y: tuple[str, ...], number: int) -> tuple[float, list[str]]:
    """Of two full names that may be one person's, why; ``number``: how many share the family."""
    common = 0.0 if number <= 3 else -0.4 if number <= 10 else -1.0
    if sorted(x) == sorted(y) or "".join(x) == "".join(y):
        return 2.5, ["the same name, written otherwise" if x != y else "the same name"]
    short, long = sorted((x, y), key=len)
    if any(len(word) == 1 for word in short[:-1]) or any(len(word) == 1 for word in long[:-1]):
        return 1.0 + common, ["initials and family name agree"]
    if len(short) < len(long):
        if set(short) <= set(long):
            return 1.4 + common, ["one of them has one more name"]
        return 0.6 + common, ["a short form of the name, and one more name"]
    differing = [(a, b) for a, b in zip(x, y, strict=True) if a != b]
    if all(sound(a) == sound(b) for a, b in differing):
        return 1.6 + common, ["two spellings that sound alike"]
    if all(variant(a, b) for a, b in differing):
        return 1.0 + common, ["spelled nearly alike"]
    return 0.9 + common, ["a short form of the given name, and the same family name"]


def _genders_differ(one: Known, other: Known) -> bool:
    mine, theirs = (gender_of_given(each.name.split()[0]) for each in (one, other))
    return bool(mine and theirs and mine != theirs)


def _bodies(one: Known, other: Known, rare: Rarity) -> tuple[float, list[str]] | None:
    """Two organisations, or two places."""
    x, y = one.words, other.words
    if sorted(x) == sorted(y):
        same = one.name == other.name
        return 2.5, ["the same name" if same else "the same words, written otherwise"]
    for short, long in ((one, other), (other, one)):
        letters = key_tokens(short.name.replace(".", ""))
        if is_acronym(short.name) and len(letters) == 1 and letters[0] in initials(long.name):
            number = rare.initials[letters[0]]
            told = f"“{short.name}” is made of the first letters of {long.name}"
            return (1.6 if number == 1 else 0.4 if number <= 3 else -1.0), [told]
    short_words, long_words = sorted((set(x), set(y)), key=len)
    if short_words < long_words:
        return _shortened(one.kind, short_words, long_words, rare.words)
    joined = " ".join(sorted(x)), " ".join(sorted(y))
    if len(x) == len(y) and fuzz.ratio(*joined) >= 84:
        apart = [pair for pair in zip(sorted(x), sorted(y), strict=True) if pair[0] != pair[1]]
        if all(_respelled(a, b) for a, b in apart):
            return 1.8, ["spelled nearly alike"]
    return None


def _respelled(a: str, b: str) -> bool:
    """Whether one word is a spelling or a slip of the other, a plural or letters exchanged."""
    if min(len(a), len(b)) < 4 or a.isdigit() or b.isdigit():
        return False
    if a.translate(_EXCHANGED) == b.translate(_EXCHANGED) or sorted(a) == sorted(b):
        return True
    return variant(a, b) or a + "s" == b or b + "s" == a


def _shortened(
    kind: str, short: set[str], long: set[str], words: Mapping[str, int]
) -> tuple[float, list[str]] | None:
    more = long - short
    if kind == "place" and not more <= _PARTS_OF_PLACES:
        return None
    rarest = min(words[word] for word in short)
    weight = 0.9 if rarest <= 2 else 0.5 if rarest <= 3 else -0.4 if rarest <= 6 else -1.4
    if len(short) > 1:
        weight += 0.3
    if len(more) > 2:
        weight -= 0.5 * (len(more) - 2)
    return weight, ["one name is a part of the other"]


def _longest(keys: Iterable[str]) -> str:
    return max(keys, key=lambda key: (len(key), key))
