"""Adjectives of countries and their people, bodies of a country, "the North"."""

from dataclasses import replace

from models.reading.doc import Actor, Mention, MentionForm
from models.reading.grammar.graph import head_of
from models.reading.labels import Rel, Tag
from models.reading.lexicon.bodies import is_body
from models.reading.lexicon.gazetteer import by_name
from models.reading.people.others import OPPOSITE
from models.reading.people.scene import Facts, Scene
from models.reading.people.wording import ORGANISATION, PLACE, calling_words, stem

_MISSIONS = frozenset("embassy consulate".split())


class Countries(Scene):
    """Adjectives of countries, their bodies, and "the North"."""

    def country(self, name: str) -> int:
        """The actor index of a country; a new actor where the text doesn't name it."""
        number = self.countries.get(name)
        if number is None:
            number = len(self.actors)
            self.actors.append(Actor(PLACE, name))
            self.facts.append(Facts(PLACE, ""))
            self.countries[name] = number
        return number

    def demonym(
        self,
        first: int,
        last: int,
        country: str,
        *,
        inside: bool,
        named: list[Mention],
    ) -> None:
        """Take a country's adjective as a mention of it, unless it is part of a name."""
        if inside and self.inner(first, last):
            return
        head = head_of(self.doc.words, first, last)
        named.append(self.mention(first, last, self.country(country), MentionForm.DEMONYM, head))

    def inner(self, first: int, last: int) -> bool:
        """Whether the adjective is a part of a name itself ("Korean Central News Agency")."""
        return any(n.first <= first and last <= n.last for n in self.names_at(first))

    def bodies(self, named: list[Mention], taken: bytearray) -> list[Mention]:
        """Find bodies named by their country: "the Norwegian navy"."""
        found: list[tuple[tuple[int, str], str, Mention]] = []
        for m in named:
            noun = self.words[m.head].head
            owned = self.words[m.head].relation in (Rel.AMOD, Rel.COMPOUND, Rel.NMOD_POSS)
            if not owned or not m.last <= noun <= m.last + 3 or taken[noun]:
                continue
            if self.facts[m.actor].kind is not PLACE or not self.is_country(m.actor):
                continue
            between = [j for j in range(m.last, noun) if self.words[j].tag != Tag.POS]
            rest = " ".join(self.words[j].text for j in (*between, noun))
            if any(taken[j] or self.words[j].head != noun for j in between) or not is_body(rest):
                continue
            last, seat = noun + 1, self.seat(noun)
            if seat is not None:
                rest, last = f"{rest} in {self.actors[seat.actor].name}", seat.last
            possessed = self.words[m.head].relation == Rel.NMOD_POSS
            whose = self.adjective(m.actor) if possessed else self.doc.text[m.start : m.end]
            mention = self.mention(m.first, last, m.actor, MentionForm.NAME, noun)
            found.append(((m.actor, rest.casefold()), f"{whose} {rest}", mention))
        numbers: dict[tuple[int, str], int] = {}
        for key, name, mention in found:
            taken[mention.head] = 1
            if key not in numbers:
                numbers[key] = self.body(name)
        return [replace(mention, actor=numbers[key]) for key, _, mention in found]

    def adjective(self, country: int) -> str:
        """The adjective of a country: "Norwegian"."""
        name = self.actors[country].name
        known = by_name().get(name)
        forms = known.adjectives if known is not None else ()
        return next((form for form in forms if "." not in form), name)

    def seat(self, noun: int) -> Mention | None:
        """Where an embassy is, from the phrase right after it: "the embassy in Oslo"."""
        words = self.words
        if words[noun].lemma.lower() not in _MISSIONS or noun + 2 >= len(words):
            return None
        if words[noun + 1].text != "in":
            return None
        return next((m for m in self.names_at(noun + 2) if m.first == noun + 2), None)

    def body(self, name: str) -> int:
        """The actor index of a country's body; a new actor where the text doesn't name it."""
        parts = name.lower().split(" in ")[0].split()
        if (known := self.bodies_named.get(name.casefold())) is not None:
            return known  # written "Norwegian Foreign Ministry" elsewhere
        stems = frozenset(map(stem, name.lower().split()))
        nouns = {w for w in parts if w in calling_words()}
        self.actors.append(Actor(ORGANISATION, name))
        self.facts.append(Facts(ORGANISATION, "", nouns, words=stems))
        number = self.bodies_named[name.casefold()] = len(self.actors) - 1
        for part in stems:
            self.worded.setdefault(part, []).append(number)
        return number

    def compass(self, named: list[Mention], taken: bytearray) -> None:
        """ "The North" where the text mentions one North X."""
        sides: dict[str, set[int]] = {}
        for name, number in list(self.countries.items()):
            first, _, rest = name.partition(" ")
            if first in OPPOSITE and rest:
                sides.setdefault(first, set()).add(number)
        for name in list(self.countries):
            first, _, rest = name.partition(" ")
            other = f"{OPPOSITE.get(first)} {rest}"
            if first in OPPOSITE and OPPOSITE[first] not in sides and other in by_name() and (
                any(w.text == OPPOSITE[first] for w in self.words)
            ):  # fmt: skip
                sides[OPPOSITE[first]] = {self.country(other)}
        if not sides:
            return
        for i, w in enumerate(self.words):
            if (
                w.text in sides and not taken[i] and i and not self.quiet[i]
                and self.words[i - 1].text.lower() in ("the", "both")
                and w.relation not in (Rel.COMPOUND, Rel.AMOD, Rel.FLAT) and len(sides[w.text]) == 1
            ):  # fmt: skip
                (number,) = sides[w.text]
                named.append(self.mention(i, i + 1, number, MentionForm.NAME, i))
                taken[i] = 1
