"""Whom a noun means: "the minister", "the company", "his sister"."""

import math
from itertools import islice

from models.reading.doc import Link, MentionForm
from models.reading.labels import Rel, Tag
from models.reading.lexicon.classes import word_class, word_values
from models.reading.lexicon.gazetteer import by_adjective, by_name
from models.reading.names.titles import LEADING
from models.reading.people.parties import PAIRED, Parties
from models.reading.people.scene import Facts
from models.reading.people.wording import (
    ANYBODY,
    CLASSES,
    COUNTRY_NOUNS,
    MARGIN,
    ORGANISATION,
    PERSON,
    PLACE,
    calling_words,
    stem,
)

_DET_DEFINITE_THIS = word_class("det.definite.this")
_PERSON_RULER_TITLE = word_class("person.ruler.title")
_PLACE_TOWN = word_class("place.town")

_RULERS = word_class("person.ruler")
# Nouns that any organisation may be called by.
_ANY_BODY = word_class("body.any")
_COUPLES = word_class("group.couple")
_SUBJECT = 1.8  # the weight of a subject
_CROWDS = 50  # groups of people called by one noun that it looks back over
_NOMINAL_FAR = 25  # and a noun with a title


class Nouns(Parties):
    """Whom "the minister", "the company" and "his sister" mean."""

    def capital_title(self, i: int, low: str) -> bool:
        """Whether a noun with a capital is a title by itself: "the President said"."""
        first = min((c for c in self.children[i] if c < i and self.leads(c)), default=i)
        article = any(
            self.words[c].text.lower() == "the" and c == first
            for c in (*self.children[i], i - 1)
            if c >= 0
        )
        return article and low in word_values("title")

    def leads(self, c: int) -> bool:
        """Whether a word before a noun describes it: "the *Foreign* Secretary"."""
        return self.words[c].relation in (Rel.DET, Rel.AMOD, Rel.COMPOUND)

    def noun(self, i: int, low: str) -> None:
        """Take a noun as a mention of an actor, if it means one."""
        w = self.words[i]
        determined = [
            self.words[c]
            for c in self.children[i]
            if self.words[c].relation in (Rel.DET, Rel.NUMMOD, Rel.NMOD_POSS, Rel.CASE)
        ]
        the = any(d.text.lower() in _DET_DEFINITE_THIS for d in determined)
        two = any(d.text.lower() in ("two", "both") for d in determined)
        if w.tag == Tag.NNS:
            told = [] if self.children_after(i) else self.told_together(i, the=the, two=two)
            if told:
                for one in told:
                    self.add(i, one, MentionForm.NOMINAL, Link("together"))
            elif the and w.lemma in self.foretold and w.relation == Rel.NSUBJ:
                for one in self.foretold[w.lemma]:
                    self.add(i, one, MentionForm.NOMINAL, Link("foretold"))
            elif the and w.lemma in word_values("title") and not self.children_after(i):
                for one in self.holders(i, w.lemma):
                    self.add(i, one, MentionForm.NOMINAL, Link("all holders"))
            return
        if any(self.words[c].relation == Rel.APPOS for c in self.children[i]) or w.relation in (
            Rel.APPOS,
            Rel.COMPOUND,
            Rel.FLAT,
        ):
            return
        owner = next((c for c in self.children[i] if self.words[c].relation == Rel.NMOD_POSS), None)
        if the and low in _COUPLES:
            for one in self.couple(i):
                self.add(i, one, MentionForm.NOMINAL, Link("couple"))
            return
        found = self._one_meant(i, low, owner, the=the)
        if found is not None:
            actor, link = found
            self.add(i, actor, MentionForm.NOMINAL, link)
            if self.facts[actor].kind is ORGANISATION and low in calling_words():
                self.facts[actor].nouns.add(low)

    def _one_meant(
        self, i: int, low: str, owner: int | None, *, the: bool
    ) -> tuple[int, Link] | None:
        """The one actor that a noun means, and how it was chosen."""
        lemma = self.words[i].lemma
        if lemma in word_values("kin") and owner is not None:
            return _by("kin", self.relative(i, owner))
        if the and (named := self.named_as(i)) is not None:
            return named, Link("named as")
        if the and any(self.aged(c) for c in self.children[i]):
            return self.anybody(i, "")  # "the 56-year-old banker"
        if the and low in word_values("title"):
            held = self.titled(i, lemma.lower())
            return self.anybody(i, ANYBODY[low]) if held is None and low in ANYBODY else held
        if the and low in ANYBODY:
            return self.anybody(i, ANYBODY[low])
        if the and low in COUNTRY_NOUNS - {"state"} and (last := self.last_country(i)) is not None:
            return last, Link("country")
        if the and low in calling_words():
            return _by("body", self.called(i, low))
        if owner is not None and low in calling_words():
            return _by("body", self.spelled(i))
        return None

    def told_together(self, i: int, *, the: bool, two: bool) -> list[int]:
        """ "The sides", "both men", "the two countries": those mentioned together before."""
        lemma = self.words[i].lemma
        if lemma in ("side", "party") and (the or two) and (found := self.sides(i)):
            return found
        if two and lemma in PAIRED and (found := self.pair(i, PAIRED[lemma])):
            return found
        return self.group(i) if the or two else []

    def aged(self, i: int) -> bool:
        """Whether a word is the "old" of "56-year-old"."""
        texts = [w.text for w in self.words[max(i - 4, 0) : i + 1]]
        return (
            len(texts) == 5
            and texts[-1] == "old"
            and texts[1:4:2] == ["-", "-"]
            and texts[2] == "year"
        )

    def two(self, i: int) -> None:
        """Take "the two" as the two people, countries or organisations last spoken of."""
        for kind in (PERSON, PLACE, ORGANISATION):
            if found := self.pair(i, kind):
                for one in found:
                    self.add(i, one, MentionForm.NOMINAL, Link("the two"))
                return

    def couple(self, i: int) -> list[int]:
        """ "The couple": the two who are married, or who were mentioned together just before."""
        married = (
            (of, actor) for (kin, of), relatives in self.kin.items() if kin in ("wife", "husband")
            for actor in relatives if of in self.seen and actor in self.seen
        )  # fmt: skip
        found = list(islice(married, 2))
        if len(found) == 1 and found[0][0] is not None:
            return [found[0][0], found[0][1]]
        return self.pair(i, PERSON)

    def named_as(self, i: int) -> int | None:
        """ "The suspect, named as X": the name that follows."""
        words = self.words
        for c in self.children[i]:
            if c > i and words[c].relation == Rel.ACL and words[c].lemma in ("name", "identify"):
                for j in range(c + 1, min(c + 6, len(words))):
                    actor = self.named_at.get(j)
                    if actor is not None and self.facts[actor].kind is PERSON:
                        return actor
        return None

    def holders(self, i: int, lemma: str) -> list[int]:
        """ "The receivers": all those who were called by one plural noun before."""
        nouns, countries = self.modifiers(i)
        if countries:
            return []
        for before, people in reversed(self.crowds.get(lemma, ())[-_CROWDS:]):
            if nouns <= before:
                return list(people)
        return []

    def anybody(self, i: int, gender: str) -> tuple[int, Link] | None:
        """ "The woman", "the 19-year-old suspect": the only person just before who can be meant."""
        words = self.words
        if any(
            c > i and words[c].relation in (Rel.NMOD, Rel.ACL, Rel.ACL_RELCL)
            for c in self.children[i]
        ):
            return None
        sentence = words[i].sentence
        ranked: list[tuple[float, int]] = []
        for actor in self.recent:
            facts, seen = self.facts[actor], self.seen[actor]
            gap = sentence - seen.sentence
            if facts.kind is not PERSON or gap > 3 or self.bound(i, seen.head):
                continue
            if actor not in self.told_of or self.says(actor, i):
                continue  # who only tells of "the man" isn't he
            if gender and facts.gender and facts.gender != gender:
                continue
            ranked.append((seen.weight - 0.8 * gap + 0.35 * math.log1p(seen.count), actor))
        ranked.sort(reverse=True)
        if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < 1.0):
            return None
        return self._first(i, ranked, "anybody", agreed=bool(gender))

    def spelled(self, i: int) -> int | None:
        """A body whose name holds all words of the phrase: "Nepal's civil aviation authority"."""
        words = self.words
        wanted: set[str] = {stem(words[i].lemma.lower())}
        owners: set[str] = set()
        for c in self.children[i]:
            w = words[c]
            if w.relation not in (Rel.AMOD, Rel.COMPOUND, Rel.NMOD_POSS) or c > i:
                continue
            country = by_adjective().get(w.text) or by_name().get(w.text)
            if country is not None:
                owners |= {stem(form.lower()) for form in (country.name, *country.adjectives)}
            elif w.relation == Rel.NMOD_POSS:
                return None
            else:
                wanted.add(stem(w.lemma.lower()))
        if len(wanted) < 2:
            return None
        # The rarest word first: few names hold it.
        few = min((self.worded.get(word, ()) for word in wanted), key=len)
        found = [
            a for a in few
            if wanted <= (words_of := self.facts[a].words)
            and (not owners or owners & words_of or len(words_of) <= len(wanted) + 1)
        ]  # fmt: skip
        return found[0] if len(found) == 1 else None

    def called(self, i: int, low: str) -> int | None:
        """The organisation or place, spoken of before, that is called by the noun."""
        if (whole := self.spelled(i)) is not None:
            return whole
        nouns, countries = self.modifiers(i)
        if nouns or countries or self.children_after(i):
            return None
        ranked: list[tuple[float, int]] = []
        for actor, seen, gap in self.spoken_of(i, _NOMINAL_FAR):
            facts = self.facts[actor]
            if facts.kind is PERSON or gap > _NOMINAL_FAR or self.bound(i, seen.head):
                continue
            fit = self.fits(facts, low)
            if fit and gap <= 12 * fit:
                often = 0.35 if facts.kind is ORGANISATION else 0.8
                told_last = 0.9 if gap <= 1 and seen.weight >= _SUBJECT else 0.0
                score = (
                    2 * fit
                    + told_last
                    + often * math.log1p(seen.count)
                    + 0.4 * seen.weight
                    - 0.25 * gap
                )
                ranked.append((score, actor))
        ranked.sort(reverse=True)
        if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < MARGIN):
            return None
        return ranked[0][1]

    def fits(self, facts: Facts, low: str) -> float:
        """How well a noun suits what is known of an organisation or place; 0 where it does not."""
        if low in facts.nouns:
            return 1.3
        if facts.kind is PLACE and not facts.nouns and low in _PLACE_TOWN:
            return 0.5
        if facts.kind is not ORGANISATION or low in COUNTRY_NOUNS:
            return 0.0
        mine = [c for c in CLASSES if facts.nouns & c]
        theirs = [c for c in CLASSES if low in c]
        if any(c in theirs for c in mine):
            return 1.2
        # Nothing is known: "the company" may be any organisation, "the airline" may not.
        return 0.5 if not facts.nouns and low in _ANY_BODY else 0.0

    def modifiers(self, i: int) -> tuple[set[str], set[str]]:
        """The words before a noun that say which: offices, and countries."""
        nouns: set[str] = set()
        countries: set[str] = set()
        for c in self.children[i]:
            w = self.words[c]
            if c > i or w.relation not in (Rel.AMOD, Rel.COMPOUND, Rel.NMOD_POSS, Rel.NMOD):
                continue
            two = " ".join(x.text for x in self.words[max(c - 1, 0) : c + 1])
            country = (
                by_adjective().get(two)
                or by_adjective().get(w.text)
                or by_name().get(two)
                or by_name().get(w.text)
            )
            if country is not None:
                countries.add(country.name)
            elif w.text.lower() not in LEADING:
                nouns.add(w.lemma.lower())
        return nouns, countries

    def titled(self, i: int, lemma: str) -> tuple[int, Link] | None:
        """The person last spoken of who holds the office that a noun names."""
        nouns, countries = self.modifiers(i)
        words = self.words
        if (
            any(words[c].relation in (Rel.ACL_RELCL, Rel.ACL) for c in self.children[i] if c > i)
            and not countries
        ):
            return None
        of = [c for c in self.children[i] if words[c].relation == Rel.NMOD and c > i]
        if of and lemma not in ("president", "leader"):
            return None
        of_countries = {by_name()[words[c].text].name for c in of if words[c].text in by_name()}
        if of and not of_countries:
            return None
        countries |= of_countries
        ranked: list[tuple[float, int]] = []
        for actor, seen, gap in self.spoken_of(i, _NOMINAL_FAR):
            facts = self.facts[actor]
            if facts.kind is not PERSON or gap > _NOMINAL_FAR or self.bound(i, seen.head):
                continue
            if self.says(actor, i):
                continue
            ruler = lemma in _PERSON_RULER_TITLE and facts.nouns & _RULERS
            pope = lemma == "pontiff" and "pope" in facts.nouns
            monarch = lemma in ("monarch", "sovereign") and facts.nouns & {"king", "queen"}
            premier = lemma in ("premier", "pm") and {"prime", "minister"} <= facts.nouns
            holds = (
                lemma in facts.nouns
                or premier
                or pope
                or bool(monarch)
                or (bool(countries) and bool(ruler))
            )
            if not holds or (nouns and not nouns <= facts.nouns):
                continue
            if countries and not countries <= facts.countries:
                continue
            late = 2.5 * min(gap, 3) + 0.3 * gap
            ranked.append((0.3 * (math.log1p(seen.count) + seen.weight - late), actor))
        ranked.sort(reverse=True)
        if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < 0.3):
            return None
        return self._first(i, ranked, "title", agreed=bool(nouns or countries))

    def _first(
        self, i: int, ranked: list[tuple[float, int]], way: str, *, agreed: bool
    ) -> tuple[int, Link]:
        """The first of some candidates, and how far it is ahead of the next."""
        best = ranked[0][1]
        lead = ranked[0][0] - ranked[1][0] if len(ranked) > 1 else None
        gap = self.words[i].sentence - self.seen[best].sentence
        return best, Link(way, lead, gap, agreed=agreed, quoted=bool(self.quoted[i]))

    def last_country(self, i: int) -> int | None:
        """The country last spoken of, where only one has been in this and the sentence before."""
        if self.children_after(i):
            return None
        sentence = self.words[i].sentence
        near = [
            a for a in self.recent
            if self.facts[a].kind is PLACE and self.is_country(a) and sentence - self.seen[a].sentence <= 1
        ]  # fmt: skip
        return near[0] if len(near) == 1 else None

    def relative(self, i: int, owner: int) -> int | None:
        """ "His sister", where the text has said who that is."""
        possessor = self.actor_at(owner)
        if possessor is None:
            return None
        found = self.kin.get((self.words[i].lemma, possessor), ())
        return found[0] if len(found) == 1 else None


def _by(way: str, actor: int | None) -> tuple[int, Link] | None:
    return None if actor is None else (actor, Link(way))
