"""Whom the phrases of a document mean: by name, by possessor, by apposition."""

from dataclasses import replace
from functools import cached_property

from models.reading.doc import ActorKind, Mention, MentionForm, TimeExpression
from models.reading.grammar.clauses import PLACE_OF, Clauses
from models.reading.labels import Pos, Rel, Tag
from models.reading.lexicon.bodies import country_of_body
from models.reading.lexicon.classes import word_class, word_values
from models.reading.lexicon.gazetteer import by_capital, by_name
from models.reading.time.entries import entry_times

_ROW = 9  # words between two people named in a row
_JOINERS = word_class("title.joiner")
_JOINED = (Rel.CONJ, Rel.NMOD, Rel.APPOS, Rel.FLAT)
_WITHIN = word_class("prep.within")
# Who acts for a country or town when said to be in it; police or workers are only where they act.
_BODIES = word_class("body.state.official")
_NAMED = (MentionForm.NAME, MentionForm.METONYM)


class Tree(Clauses):
    """Finds the actors phrases mean. Syntax trees over ``doc.words``; all word numbers are indices into it."""

    @cached_property
    def entries(self) -> dict[int, TimeExpression]:
        """The date of the label over each paragraph, where the text is a chronology."""
        return entry_times(self.doc)

    def entry(self, i: int) -> TimeExpression | None:
        """The date of the label above a word in a chronology."""
        if not self.entries:
            return None
        return self.entries.get(self.doc.sentences[self.words[i].sentence].paragraph)

    def person_noun(self, i: int) -> bool:
        """Whether a noun names an office or calling: "the minister"."""
        w = self.words[i]
        titles = word_values("title")
        return w.lemma.lower() in titles or w.text.lower() in titles

    def kinds(self, i: int) -> set[ActorKind]:
        """What kinds of actor a noun phrase names by itself."""
        return {self.doc.actors[m.actor].kind for m in self.own(i)}

    def own(self, i: int) -> list[Mention]:
        """The actors a word itself stands for: several for "the two leaders"."""
        at = self.heads.get(i)
        if at:
            whole = [m for m in at if m.form is not MentionForm.DEMONYM] or at
            several = (MentionForm.NOMINAL, MentionForm.PRONOUN)  # "the receivers", "they"
            nominal = [m for m in whole if m.form in several]
            names = [m for m in whole if m.form is MentionForm.NAME]
            if len(names) > 1 and names[0].last <= names[1].first:  # "North and South Korea"
                return names
            return nominal if len(nominal) > 1 else whole[:1]
        m = self.inside.get(i)
        return [m] if m is not None else []

    def actors(self, i: int, depth: int = 0) -> list[Mention]:
        """Who a noun phrase means: itself, those beside it by "and", else whose it is."""
        found = self.own(i)
        if not found and depth < 3:
            found = self._owner(i, depth)
        if (
            found
            and found[0].form is MentionForm.DEMONYM
            and self.words[i].pos in (Pos.NOUN, Pos.PROPN)
        ):
            beside = [
                m for c in self.child(i, Rel.APPOS) for m in self.own(c)
            ]  # "the Dane, Ann Lee,"
            found = [m for m in beside if self._is_person(m)] or found
        found = list(found)
        if not depth and self.words[i].tag == Tag.NNS:
            found += self._including(i)
        if depth < 3:
            for c in self._beside(i, found):
                found += self.actors(c, depth + 1)
            if listed := self._listed(i, found):
                found = sorted([*found, *listed], key=lambda m: m.first)
        return list({m.actor: m for m in reversed(found)}.values())[::-1]

    def _beside(self, i: int, found: list[Mention]) -> list[int]:
        """The nouns joined to a phrase by "and", on whichever word of its name the parser hung them."""
        inside = {
            i,
            *(
                j
                for m in found[:1]
                if m.head == i or m.first <= i < m.last
                for j in range(m.first, m.last)
            ),
        }
        inside |= set(self.child(i, Rel.APPOS, Rel.FLAT))
        return [c for j in sorted(inside) for c in self.conjuncts(j) if c not in inside]

    def _owner(self, i: int, depth: int) -> list[Mention]:
        return (
            self.apposed(i)
            or self._said_owner(i, depth)
            or self._identified(i)
            or self._described(i, depth)
        )

    def apposed(self, i: int) -> list[Mention]:
        """ "Lee, a former judge who was dismissed": the judge is Lee."""
        w = self.words[i]
        if w.relation != Rel.APPOS or w.tag != Tag.NN or w.head < 0 or w.head > i:
            return []
        return [m for m in self.own(w.head) if m.form is MentionForm.NAME and self._is_person(m)]

    def _described(self, i: int, depth: int) -> list[Mention]:
        """ "Men who appeared to be Norwegian officials": whose those are."""
        if depth > 1:
            return []
        for c in self.child(i, Rel.ACL_RELCL):
            for x in (c, *self.child(c, Rel.XCOMP)):
                if self.words[x].pos == Pos.NOUN and self.child(x, Rel.COP):
                    return self._said_owner(x, depth + 1)
        return []

    def country_of(self, place: Mention) -> list[Mention]:
        """The country of a capital, or named beside a town, where the text mentions it."""
        actors = self.doc.actors
        comma = place.last < len(self.words) and self.words[place.last].text == ","
        beside = self.inside.get(place.last + 1) if comma else None
        found = [beside] if beside is not None and actors[beside.actor].name in by_name() else []
        capital = by_capital().get(actors[place.actor].name)
        if capital is not None and not found:
            number = self.countries.get(capital.name)
            found = [replace(place, actor=number)] if number is not None else []
        return found

    def named(self, form: str) -> int | None:
        """The number of the actor with exactly this name, or None."""
        if self._by_form is None:
            self._by_form = {}
            for number, a in enumerate(self.doc.actors):
                for known in (a.name, *a.aliases):
                    self._by_form.setdefault(known, number)
        return self._by_form.get(form.removeprefix("the "))

    def whose_body(self, m: Mention) -> list[Mention]:
        """The country that acts where a body of it does: "the Norwegian navy"."""
        actor = self.doc.actors[m.actor]
        if actor.kind is not ActorKind.ORGANISATION:
            return []
        number = self.countries.get(country_of_body(actor.name) or "")
        return [replace(m, actor=number)] if number is not None else []

    def _identified(self, i: int) -> list[Mention]:
        """ "The winners were X and Y": whom the sentence says that a noun means."""
        w = self.words[i]
        if w.relation != Rel.NSUBJ or w.head <= i or not self.child(w.head, Rel.COP):
            return []
        named = [m for m in self.own(w.head) if m.form is MentionForm.NAME]
        return self.actors(w.head, 1) if named and self._is_person(named[0]) else []

    def holder(self, i: int) -> list[Mention]:
        """Who holds an office, where the parser took the name for one beside its "of" phrase.

        "The founder of Orvane, Ann Lee": Ann Lee hangs on Orvane.
        """
        if self.person_noun(i):
            for c in self.child(i, Rel.NMOD):
                for beside in self.child(c, Rel.APPOS):
                    if people := [m for m in self.own(beside) if self._is_person(m)]:
                        return people
        return []

    def _said_owner(self, i: int, depth: int) -> list[Mention]:
        kin = self.words[i].lemma.lower() in word_values("kin")
        for relation in (Rel.APPOS, Rel.FLAT):
            for c in self.child(i, relation):
                below = [
                    d for d in self.child(c, Rel.APPOS) if d > c
                ]  # "chargé d'affaires, Ann Lee"
                if mentions := self.own(c) or [m for d in below for m in self.own(d)]:
                    return mentions
        if holder := self.holder(i):
            return holder
        if kin:
            return []
        where = self.words[i].lemma.lower() in word_class("place.ending") | {"state", "region"}
        order = (Rel.NMOD_POSS, Rel.COMPOUND, Rel.AMOD, Rel.NMOD)
        for relation in (Rel.COMPOUND, *order) if where else order:  # "Norway's Tarnov province"
            for c in self.child(i, relation):
                case = self.case(c)
                if relation == Rel.NMOD and case not in PLACE_OF:
                    continue
                if case in _WITHIN and self.words[i].lemma.lower() not in _BODIES:
                    continue
                mentions = self.own(c)
                if relation == Rel.AMOD:  # "Chadian and Libyan troops"
                    mentions = mentions + [m for d in self.child(c, Rel.CONJ) for m in self.own(d)]
                if not mentions and relation in (Rel.NMOD, Rel.NMOD_POSS):
                    mentions = self._owner(c, depth + 1) if depth < 2 else []
                if mentions:
                    return mentions[:2] if relation == Rel.NMOD_POSS else mentions
        return self._including(i)

    def _including(self, i: int) -> list[Mention]:
        """ "Members, including X and Y": who of those called is named."""
        return [
            m
            for c in self.child(i, Rel.NMOD, Rel.OBL, Rel.ACL)
            if self.case(c) in ("including", "include") or self.lemma(c) == "include"
            for m in [*self.own(c), *(m for o in self.child(c, Rel.OBJ) for m in self.own(o))]
        ]

    def _listed(self, i: int, found: list[Mention]) -> list[Mention]:
        """Names in a list of people that the parser hung on the first of them."""
        persons = [m for m in found if self._is_person(m)]
        if not persons or persons[0].form not in _NAMED:
            return []
        known = {m.actor for m in found}
        listed: list[Mention] = []
        for m in {persons[0].head: persons[0], persons[-1].head: persons[-1]}.values():
            row = self._row(m, known)
            listed += row
            known |= {m.actor for m in row}
        todo = self.child(i, Rel.APPOS, Rel.NMOD, Rel.PARATAXIS, Rel.DEP, Rel.LIST)
        while todo and len(listed) < 12:
            c = todo.pop(0)
            if self.case(c) or c < i:
                continue
            names = [m for m in self.own(c) if self._is_person(m) and m.form is MentionForm.NAME]
            listed += [m for m in names if m.actor not in known and m.first > i]
            known |= {m.actor for m in names}
            if names or self.person_noun(c):
                todo += self.child(c, Rel.APPOS, Rel.CONJ, Rel.FLAT)
        return listed

    def _row(self, last: Mention, known: set[int]) -> list[Mention]:
        """The people named in a row after one: "…, Minister of Trade X and then-Premier Y"."""
        row: list[Mention] = []
        at, joined, since, office = last.last, False, 0, False
        while at < len(self.words) and since < _ROW:
            w = self.words[at]
            m = self.inside.get(at)
            if w.sentence != self.words[last.head].sentence:
                break
            if (
                m is not None
                and m.form is MentionForm.NAME
                and self._is_person(m)
                and m.first == at
            ):
                if not joined or self.words[at - 1].pos == Pos.ADP:
                    break
                if self._acts_apart(m.head, last.head):
                    break
                if m.actor not in known:
                    row.append(m)
                at, joined, since, office = m.last, False, 0, False
                continue
            low = w.text.lower()
            joined = joined or low in (",", "and")
            office = office or self.person_noun(at)
            known_word = low in _JOINERS or w.pos in (Pos.PROPN, Pos.ADJ) or m is not None
            if not (known_word or self.person_noun(at) or (office and w.pos == Pos.NOUN)):
                break
            at, since = at + 1, since + 1
        return row

    def _acts_apart(self, i: int, start: int) -> bool:
        """Whether a name is the subject of a clause that the row's start is not under."""
        top, above = i, self.words[i]
        while above.relation in _JOINED and start < above.head < i:
            top, above = above.head, self.words[above.head]
        subject = above.relation in (Rel.NSUBJ, Rel.NSUBJ_PASS) and above.head > top
        return subject and self.words[start].head != above.head

    def _is_person(self, m: Mention) -> bool:
        return self.doc.actors[m.actor].kind is ActorKind.PERSON
