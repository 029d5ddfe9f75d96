"""Names exchanged and sentences made up, so that names of every culture are seen in training.

The lists beside this file were written from general knowledge and are combined at random.
"""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from models.reading.lexicon.tables import first_column
from models.training.corpora import NO_NAME_OR_EVENT, UNKNOWN, Sentence, spans

_LISTS = Path(__file__).parent / "lists"
_FAMILY_FIRST = frozenset("korean chinese taiwanese vietnamese khmer".split())
_FORMAL = (
    "President", "Mr.", "Mrs.", "Ms.", "Prime Minister", "Gen.", "Senator", "Dr.", "Sen.",
    "Foreign Minister", "Col.", "Judge", "King", "Prof.", "Premier", "Chancellor",
)  # fmt: skip
_PLACE_NAMES = (
    "{} Times", "{} Post", "{} Daily News", "University of {}", "{} University", "Bank of {}",
    "{} City Council", "{} Chamber of Commerce", "{} Stock Exchange", "Embassy of {}",
    "{} Red Cross", "{} Medical Center", "National Bank of {}", "Communist Party of {}",
    "{} United", "Government of {}", "{} FC", "{} Airlines", "Air {}", "Radio {}", "{} Electric",
    "{} Police Department", "{} High School", "{} General Hospital", "Supreme Court of {}",
    "Port Authority of {}", "Green Party of {}", "{} Symphony Orchestra", "{} Tribune", "{} Steel",
)  # fmt: skip
_FAMILY_NAMES = (
    "{} & {}", "{} Group", "{} Industries", "{} Holdings", "{} Brothers", "{} Inc.", "{} Corp.",
    "{} Ltd.", "{} Foundation", "{} Institute", "{} University", "{} Pharmaceuticals", "{} Bank",
    "{} Motors", "{} Capital", "{} & Sons", "{} Media", "{} AG", "{} Associates", "{}",
)  # fmt: skip
_PEOPLES_NAMES = (
    "{} Air Force", "{} Army", "{} Navy", "{} Football Federation", "{} Red Crescent",
    "{} People's Party", "{} Workers' Party", "{} Medical Association", "{} Press Agency",
    "{} Broadcasting Corporation", "{} Trade Union Congress", "{} Olympic Committee",
    "{} Democratic Union", "{} National Congress", "{} Space Agency", "{} Liberation Front",
)  # fmt: skip
_FIELDS = (
    "Agriculture", "Transport", "Energy", "Education", "Trade", "Labour", "Culture", "Tourism",
    "Fisheries", "Public Security", "Environment", "Finance", "Justice", "Information", "Health",
    "Science and Technology", "Foreign Affairs", "Defense", "Unification", "State Security",
)  # fmt: skip
_FIELD_NAMES = (
    "Ministry of {}", "{} Ministry", "Department of {}", "Committee for {}", "Institute of {}",
    "National {} Agency", "{} Department", "Federal {} Commission", "Office of {}",
)  # fmt: skip
_INITIALS = "ABCDEFGHIKLMNOPRSTUVW"
_THINGS = (
    "{p} Act", "{p} Bill", "{l} Accords", "Treaty of {l}", "{p} Prize", "{p} Award", "{p} disease",
    "Hurricane {g}", "Typhoon {g}", "Operation {w}", "{l} Declaration", "{l} Cup", "{w} {n}",
    "The {w}", "{w} Award", "{p} Theorem", "{p} doctrine", "Project {w}", "{w} Prize", "{w} Act",
)  # fmt: skip
_THING_WORDS = (
    "Dawn", "Iron Shield", "Blue River", "Falcon", "Horizon", "Silent Hour", "Pathfinder", "Lotus",
    "Winter Garden", "Freedom", "Voyager", "Golden Lion", "Thunder", "Red Harvest", "Clean Water",
    "Phoenix", "Open Roads", "Long March", "Guardian Angel", "Sunrise", "Echo", "Liberty", "Vector",
)  # fmt: skip
_SLOT = re.compile(r"(.*)\{([A-Za-z])\}(.*)")


@dataclass(frozen=True, slots=True)
class NameLists:
    """People by culture (given names, family names), places, organisations and what frames them."""

    people: dict[str, tuple[tuple[str, ...], tuple[str, ...]]]
    places: tuple[str, ...]
    organisations: tuple[str, ...]
    demonyms: tuple[str, ...]
    offices: tuple[str, ...]
    templates: tuple[str, ...]

    @classmethod
    def read(cls, folder: Path = _LISTS) -> "NameLists":
        """Read the lists, one entry a line."""
        rows = [line.split("\t") for line in _lines(folder / "people.tsv")]
        people = {
            culture: tuple(
                tuple(name for c, part, name in rows if c == culture and part == wanted)
                for wanted in ("given", "family")
            )
            for culture in sorted({row[0] for row in rows})
        }
        places, organisations, *others = (
            _lines(folder / f"{name}.txt")
            for name in ("places", "organisations", "demonyms", "offices", "templates")
        )
        # The program's own list names hundreds more; what it reads well it may also learn from.
        organisations = tuple(sorted({*organisations, *first_column("names/organisations")}))
        return cls(
            {culture: (given, family) for culture, (given, family) in people.items()},
            places, organisations, *others,
        )  # fmt: skip

    def person(self, rng: random.Random, *, short: bool = False) -> list[str]:
        """A made-up person's name as words; ``short``: a family name or, rarely, a given one."""
        culture = rng.choice(sorted(self.people))
        given, family = (rng.choice(names) for names in self.people[culture])
        if short:
            return cut(given if rng.random() < 0.15 else family)
        if culture in _FAMILY_FIRST:
            parts = [given, family] if rng.random() < 0.15 else [family, given]
            if culture == "korean" and rng.random() < 0.3:
                parts = [part.replace("-", " ").title() for part in parts]
            return cut(" ".join(parts))
        if culture == "hungarian" and rng.random() < 0.1:
            return cut(f"{family} {given}")
        chance = rng.random()
        if chance < 0.1:
            given = f"{given} {rng.choice('ABCDEFGHJKLMNPRSTVW')}."
        elif chance < 0.13:
            given = f"{given[0]}. {rng.choice('ABCDEFGHJKLMNPRSTVW')}."
        elif chance < 0.2:
            given = f"{given} {rng.choice(self.people[culture][0])}"
        elif chance < 0.25:
            family = f"{family} {rng.choice(('Jr.', 'Sr.', 'III', 'II'))}"
        elif chance < 0.28:
            family = f"{family}-{rng.choice(self.people[culture][1])}"
        return cut(f"{given} {family}")

    def place(self, rng: random.Random) -> list[str]:
        """A place's name as words."""
        return cut(rng.choice(self.places))

    def organisation(self, rng: random.Random) -> list[str]:
        """An organisation's name as words: a known one, or one made up."""
        chance = rng.random()
        if chance < 0.5:
            return cut(rng.choice(self.organisations))
        if chance < 0.65:
            return cut(rng.choice(_PLACE_NAMES).format(rng.choice(self.places)))
        if chance < 0.78:
            families = [rng.choice(self.people[rng.choice(sorted(self.people))][1]) for _ in "12"]
            return cut(rng.choice(_FAMILY_NAMES).format(*families))
        if chance < 0.86:
            return cut(rng.choice(_PEOPLES_NAMES).format(rng.choice(self.demonyms)))
        if chance < 0.94:
            return cut(rng.choice(_FIELD_NAMES).format(rng.choice(_FIELDS)))
        return ["".join(rng.choices(_INITIALS, k=rng.choice((3, 3, 4))))]

    def thing(self, rng: random.Random) -> list[str]:
        """A name of a law, prize, storm, work or ware as words: none that we call a name."""
        given, family = self.people[rng.choice(sorted(self.people))]
        return cut(
            rng.choice(_THINGS).format(
                p=rng.choice(family), g=rng.choice(given), l=rng.choice(self.places),
                w=rng.choice(_THING_WORDS), n=rng.randint(2, 900),
            )
        )  # fmt: skip


def _lines(path: Path) -> tuple[str, ...]:
    return tuple(path.read_text("utf8").splitlines())


def cut(name: str) -> list[str]:
    """A name as words by the corpora's conventions: hyphens and 's stand alone."""
    words: list[str] = []
    for word in name.split(" "):
        end = word.removesuffix("s'") + "s" if word.endswith("s'") else word
        words += re.findall(r"'s$|-|(?:(?!'s$)[^-])+", end)
        if end != word:
            words.append("'")
    return words


def exchanged(sentence: Sentence, lists: NameLists, rng: random.Random) -> Sentence:
    """The sentence with most persons, and some places and organisations, exchanged for others.

    A tree stays a tree: a new name is flat, and only a place or organisation of one word is
    exchanged, for another of one word.
    """
    for start, end, kind in reversed(spans(sentence.names)):
        old = sentence.words[start:end]
        new: list[str] = []
        if kind == "PERSON" and rng.random() < 0.85:
            new = lists.person(rng, short=len(old) == 1 and rng.random() < 0.7)
        elif kind == "LOC" and rng.random() < 0.5:
            new = lists.place(rng)
        elif kind == "ORG" and rng.random() < 0.4:
            new = lists.organisation(rng)
        if not new or (sentence.heads and kind != "PERSON" and not len(old) == len(new) == 1):
            continue
        if old[0].islower():
            new = [word.lower() for word in new]
        sentence = _replaced(sentence, start, end, kind, new)
    return sentence


def flat_exchanged(sentence: Sentence, lists: NameLists, rng: random.Random) -> Sentence:
    """The tree with its flat proper names exchanged for persons; whose names they are is left open.

    Where a corpus has trees without names, the parser still sees names of every culture. What is
    known to be a person's name is one afterwards too.
    """
    for start, end in reversed(_flat(sentence)):
        if rng.random() < 0.7:
            old = ("B-PERSON", *["I-PERSON"] * (end - start - 1))
            is_person, before = sentence.names[start:end] == old, len(sentence.words)
            sentence = _replaced(sentence, start, end, "PERSON", lists.person(rng))
            more = len(sentence.words) - before
            if not is_person:
                unknown = [UNKNOWN] * (end + more - start)
                names = (*sentence.names[:start], *unknown, *sentence.names[end + more :])
                sentence = replace(sentence, names=names)
    return sentence


def _flat(sentence: Sentence) -> list[tuple[int, int]]:
    """Runs of proper nouns in which every word but the first hangs flat on the first."""
    found, end = [], 0
    for start, tag in enumerate(sentence.tags):
        if start < end or tag != "NNP":
            continue
        end = start + 1
        while (
            end < len(sentence.words)
            and sentence.relations[end] == "flat"
            and sentence.heads[end] == start + 1
            and sentence.tags[end] == "NNP"
        ):
            end += 1
        goes_on = end < len(sentence.words) and sentence.words[end] == "-"
        if end > start + 1 and not goes_on:
            found.append((start, end))
    return found


def _replaced(sentence: Sentence, start: int, end: int, kind: str, new: Sequence[str]) -> Sentence:
    names = (f"B-{kind}", *[f"I-{kind}"] * (len(new) - 1))
    changed = replace(
        sentence,
        words=(*sentence.words[:start], *new, *sentence.words[end:]),
        names=(*sentence.names[:start], *names, *sentence.names[end:]),
    )
    if not sentence.heads:
        return changed
    inside = range(start + 1, end + 1)
    tops = [i for i in inside if sentence.heads[i - 1] not in inside]
    if len(tops) != 1:
        return sentence
    more = len(new) - (end - start)

    def moved(head: int) -> int:
        if head in inside:
            return start + 1
        return head + more if head > end else head

    heads = [moved(head) for head in sentence.heads]
    top = tops[0] - 1
    own_heads, own_relations = [moved(sentence.heads[top])], [sentence.relations[top]]
    for i, word in enumerate(new[1:], start + 2):
        own_heads.append(i + 1 if word == "-" else start + 1)
        own_relations.append("punct" if word == "-" else "flat")
    tags = ["HYPH" if word == "-" else "NNP" for word in new]
    pos = ["PUNCT" if word == "-" else "PROPN" for word in new]
    return replace(
        changed,
        heads=(*heads[:start], *own_heads, *heads[end:]),
        relations=(*sentence.relations[:start], *own_relations, *sentence.relations[end:]),
        tags=(*sentence.tags[:start], *tags, *sentence.tags[end:]),
        pos=(*sentence.pos[:start], *pos, *sentence.pos[end:]),
    )


def written(lists: NameLists, rng: random.Random) -> Sentence:
    """A sentence made up from a template, with its names."""
    words: list[str] = []
    names: list[str] = []
    capitals = rng.random() < 0.5
    for i, part in enumerate(rng.choice(lists.templates).split(" ")):
        slot = _SLOT.fullmatch(part)
        if slot is None:
            words.append(part)
            names.append("O")
            continue
        before, what, after = slot.groups()
        new, kind = _filling(what, lists, rng)
        if what == "L" and i == 0 and capitals:
            new = [word.upper() for word in new]
        if before:
            new = [*re.findall(r"-|[^-]+", before), *new]
        words += [*new, *([after] if after else [])]
        if what == "W":
            names += [NO_NAME_OR_EVENT] * len(new)
        else:
            names += [f"{'I' if k else 'B'}-{kind}" if kind else "O" for k in range(len(new))]
        names += ["O"] * bool(after)
    return Sentence("written", "", tuple(words), names=tuple(names))


def _filling(what: str, lists: NameLists, rng: random.Random) -> tuple[list[str], str]:
    if what in "Pp":
        return lists.person(rng, short=what == "p"), "PERSON"
    if what == "L":
        return lists.place(rng), "LOC"
    if what == "O":
        return lists.organisation(rng), "ORG"
    if what == "W":
        return lists.thing(rng), ""
    if what == "N":
        return [str(rng.randint(2, 80))], ""
    if what == "Y":
        return [str(rng.randint(1950, 2024))], ""
    pool = {"D": lists.demonyms, "t": lists.offices, "T": _FORMAL}[what]
    return rng.choice(pool).split(" "), ""


def spelt(sentence: Sentence, rng: random.Random) -> Sentence:
    """The sentence as it is, or now and then in another spelling: capitals alone make no name."""
    chance = rng.random()
    if chance < 0.04:
        return headline(sentence)
    if chance < 0.07:
        return replace(sentence, words=tuple(word.upper() for word in sentence.words))
    if chance < 0.09:
        return replace(sentence, words=tuple(word.lower() for word in sentence.words))
    return sentence


def headline(sentence: Sentence) -> Sentence:
    """The sentence with capitals as in a headline, so that capitals alone do not make a name."""
    words = tuple(
        word[0].upper() + word[1:] if len(word) > 3 and word.islower() else word
        for word in sentence.words
    )
    return replace(sentence, words=words)
