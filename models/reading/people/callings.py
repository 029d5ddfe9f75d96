"""What people and bodies are called: "the daily X", "receivers X and Y", "his sister, X"."""

from dataclasses import replace

from models.reading.doc import Mention, Role
from models.reading.labels import Rel, Tag
from models.reading.lexicon.classes import word_class, word_classes, word_values
from models.reading.people.beings import add_role
from models.reading.people.scene import Scene
from models.reading.people.wording import ORGANISATION, PERSON, calling_words

_ADDRESS_MAN = word_class("address.man")
_ADDRESS_WOMAN = word_class("address.woman")
_DET_TWO = word_class("det.two")
_PRONOUN_POSSESSIVE = word_class("pronoun.possessive")

# Nouns after the name of a firm: "a Flynord plane".
_OPERATORS = word_classes("firm.told_by")


class Callings(Scene):
    """The nouns the text uses for people and bodies, collected before coreference."""

    def honorifics(self, named: list[Mention]) -> None:
        """Take the gender from Mr and Mrs where nothing else gives it."""
        for m in named:
            facts = self.facts[m.actor]
            if facts.kind is not PERSON:
                continue
            for i in range(m.first, m.last):
                low = self.words[i].text.lower().rstrip(".")
                if low in _ADDRESS_MAN:
                    facts.gender = "m"
                elif low in _ADDRESS_WOMAN:
                    facts.gender = "f"

    def callings(self, named: list[Mention]) -> None:
        """Collect the nouns for organisations beside their names, and kinship between people."""
        words = self.words
        for m in named:
            facts = self.facts[m.actor]
            if facts.kind is PERSON:
                continue
            for c in self.children[m.head]:
                if words[c].relation in (Rel.APPOS, Rel.COMPOUND) and words[c].tag == Tag.NN:
                    facts.nouns.add(words[c].lemma.lower())
            w = words[m.head]
            if (
                facts.kind is ORGANISATION
                and w.relation in (Rel.COMPOUND, Rel.NMOD_POSS)
                and w.head >= 0
            ):
                facts.nouns |= _OPERATORS.get(words[w.head].lemma.lower(), frozenset())
            before = words[m.first - 1] if m.first else None  # "the newspaper X"
            if (
                before is not None
                and before.tag == Tag.NN
                and before.relation not in (Rel.AMOD, Rel.CASE)
            ):
                low = before.lemma.lower()
                if low in calling_words() and (
                    words[m.head].head == m.first - 1 or m.first <= before.head < m.last
                ):  # fmt: skip
                    facts.nouns.add(low)
        self.list_crowds(named)
        starts = {m.start: m.actor for m in named}
        for number, actor in enumerate(self.actors):
            for role in actor.roles:
                noun = role.title.split(" ")[-1].lower()
                if actor.kind is PERSON and noun in word_values("kin"):
                    self.kin_at[role.start] = (number, noun)
                    if (possessor := starts.get(role.start)) not in (None, number):
                        self.related(number, noun, possessor)

    def list_crowds(self, named: list[Mention]) -> None:
        """Plural callings of several people: "receivers X, Y and Z", "X and Y, the directors,"."""
        words = self.words
        groups: dict[int, list[int]] = {}
        begin: dict[int, int] = {}
        for m in named:
            if self.facts[m.actor].kind is not PERSON:
                continue
            top, steps = m.head, 0
            while words[top].relation == Rel.CONJ and words[top].head >= 0 and steps < 12:
                top, steps = words[top].head, steps + 1
            groups.setdefault(top, []).append(m.actor)
            begin.setdefault(top, m.first)
        told: set[int] = set()  # who has been named before
        for top, actors in sorted(groups.items()):
            people = tuple(dict.fromkeys(actors))
            new = told.isdisjoint(people)
            told.update(people)
            if len(people) < 2:
                continue
            if new and (ahead := self.announced(top, begin[top], people)) is not None:
                self.crowds.setdefault(ahead, []).append((frozenset(), people))
                self.foretold[ahead] = people
            callings = [top, *self.children[top], max(begin[top] - 1, 0)]
            if words[top].relation in (Rel.APPOS, Rel.FLAT, Rel.NMOD) and words[top].head >= 0:
                callings.append(words[top].head)
            for c in callings:
                w = words[c]
                if w.tag == Tag.NNS and w.lemma in word_values("title"):
                    before = {words[k].lemma.lower() for k in self.children[c] if k < c}
                    self.crowds.setdefault(w.lemma, []).append((frozenset(before), people))

    def announced(self, top: int, first: int, people: tuple[int, ...]) -> str | None:
        """ "The owners sold it. X and Y said …": the calling of people named right after it."""
        words = self.words
        if words[top].relation != Rel.NSUBJ or any(self.actors[a].roles for a in people):
            return None
        if self.foretold or not self.willed(words[top].head):
            return None
        if first and words[first - 1].text.lower().removesuffix("s") in word_values("title"):
            return None  # "Ministers X and Y said"
        s = words[top].sentence
        start = self.doc.sentences[max(0, s - 2)].first
        many = {words[i].lemma for i in range(start, first) if self.calls_many(i)}
        return many.pop() if len(many) == 1 else None

    def calls_many(self, i: int) -> bool:
        """Whether a word is a definite plural noun for people, as a subject: "the owners"."""
        w = self.words[i]
        return w.tag == Tag.NNS and w.relation == Rel.NSUBJ and w.lemma in word_values("title") and any(
            self.words[c].text.lower() in _DET_TWO for c in self.children[i]
        )  # fmt: skip

    def kinship(self, named: list[Mention]) -> None:
        """ "His sister, X": whose sister, as a role of X."""
        starts = {m.start: m.actor for m in (*named, *self.found)}
        for number, actor in enumerate(self.actors):
            roles: list[Role] = []
            for role in actor.roles:
                first, _, rest = role.title.partition(" ")
                possessor = starts.get(role.start)
                if first.lower() in _PRONOUN_POSSESSIVE and rest:
                    other = possessor if possessor != number else None
                    whose = self.actors[other].name if other is not None else None
                    if whose is not None or rest.split(" ")[-1] not in word_values("kin"):
                        role = replace(role, title=rest, of=whose or role.of)
                add_role(roles, role)
            if tuple(roles) != actor.roles:
                self.actors[number] = replace(actor, roles=tuple(roles))
