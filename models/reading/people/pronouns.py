"""Finds the antecedents of pronouns."""

import math
from collections import Counter

from models.reading.doc import Link, Mention, MentionForm
from models.reading.labels import Pos, Rel, Tag
from models.reading.lexicon.classes import word_class, word_values
from models.reading.people.parties import Parties
from models.reading.people.wording import ANYBODY, MARGIN, ORGANISATION, PERSON, PLACE, WEIGHT

_PREP_AT_PLACE = word_class("prep.at_place")
_VERB_IMPERSONAL = word_class("verb.impersonal")
_VERB_IMPERSONAL_SAID = word_class("verb.impersonal.said")

_MALE = word_class("pronoun.male")
_FEMALE = word_class("pronoun.female")
_THING = word_class("pronoun.thing")
_MANY = word_class("pronoun.many")
_INSIDE = frozenset((Rel.COMPOUND, Rel.FLAT, Rel.AMOD, Rel.FIXED, Rel.APPOS, Rel.NUMMOD, Rel.DET))
_LEADING_PLACES = (Rel.NSUBJ, Rel.NSUBJ_PASS, Rel.NMOD_POSS)
_NOUN_TAGS = frozenset((Tag.NN, Tag.NNS, Tag.NNP, Tag.NNPS, Tag.PRP, Tag.PRP_S))
_TEMPORAL = word_class("time.word")
# "A number of reports": what is counted is meant, never the number.
_AMOUNTS = word_class("amount.of_many")
# What two do together.
_TOGETHER = word_class("verb.together")
_DESCRIBING = word_class("verb.call.describe")
_SAYING = 1.0
_FAR = 4  # sentences a pronoun looks back


class Pronouns(Parties):
    """Whom "he", "it" and "they" mean."""

    def genders_told(self) -> dict[int, str]:
        """Set genders that names don't reveal, where the pronouns agree."""
        found: dict[int, str] = {}
        for actor, votes in self.votes.items():
            (gender, most), *others = votes.most_common()
            if most >= 2 and most >= 3 * sum(n for _, n in others):
                found[actor] = gender
        return found

    def pronoun(self, i: int, low: str, named: list[Mention], at: int) -> None:
        """Take a pronoun as a mention of its antecedent, if that is clear."""
        if low in _MALE or low in _FEMALE:
            found = self.person(i, "m" if low in _MALE else "f", named, at)
            if found is not None:
                self.add(i, found[0], MentionForm.PRONOUN, found[1])
        elif low in _THING:
            actor = self.thing(i)
            if actor is not None:
                self.add(i, actor, MentionForm.PRONOUN, Link("it"))
        elif low in _MANY:
            several = self.several(i)
            for actor in several or self.who_met(i):
                self.add(i, actor, MentionForm.PRONOUN, Link("they" if several else "who met"))

    def person(self, i: int, gender: str, named: list[Mention], at: int) -> tuple[int, Link] | None:
        """The person whom "he" or "she" means."""
        w = self.words[i]
        sentence = w.sentence
        paragraph = self.doc.sentences[sentence].paragraph
        if self.said_by_nobody(i):
            return None
        ranked: list[tuple[float, int]] = []
        own = self.speaker_outside(i)
        saying = self.who_says(i)
        other_owner = w.tag == Tag.PRP_S and self.is_somebody(self.subject_of(i))
        others = self.named_below(i, named, at) | (self.told(i) if saying is not None else set())
        for actor in self.recent:
            facts = self.facts[actor]
            if facts.kind is not PERSON or (facts.gender and facts.gender != gender):
                continue
            if actor in others or (other_owner and self.says(actor, i)):
                continue
            seen = self.seen[actor]
            gap = sentence - seen.sentence
            if gap > _FAR or self.bound(i, seen.head) or actor == own:
                continue
            score = seen.weight - 1.1 * gap + 0.35 * math.log1p(seen.count)
            if facts.gender == gender:
                score += 0.5
            if gap == 0:
                score += 0.3
                if w.relation == Rel.NMOD_POSS and self.subject_of(i) == seen.head:
                    score += 1.2
            elif seen.paragraph == paragraph:
                score += 0.3
            if w.relation in (Rel.NSUBJ, Rel.NSUBJ_PASS) and seen.weight >= 1.6:
                score += 0.4
            if actor == saying:
                score += _SAYING
            ranked.append((score, actor))
        ranked.sort(reverse=True)
        ahead = self.ahead(i, gender, named, at)
        if ahead is not None and (not ranked or self.seen[ranked[0][1]].sentence < sentence - 1):
            return ahead, Link("named after")
        if not ranked:
            before = None if other_owner else self.long_ago(i, gender, own)
            return None if before is None else (before, Link("long before"))
        if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < MARGIN:
            return None
        best = ranked[0][1]
        link = Link(
            "he or she",
            lead=ranked[0][0] - ranked[1][0] if len(ranked) > 1 else None,
            gap=sentence - self.seen[best].sentence,
            agreed=self.facts[best].gender == gender,
            quoted=bool(self.quoted[i]),
        )
        if best in self.untold:
            self.votes.setdefault(best, Counter())[gender] += 1
        if not self.facts[best].gender and len(ranked) == 1:
            self.facts[best].gender = gender
        return best, link

    def is_somebody(self, i: int | None) -> bool:
        """Whether a word is a person of whom no name is known: "the suspect" of "shot his wife"."""
        if i is None or self.words[i].tag != Tag.NN or i in self.spoken:
            return False
        lemma = self.words[i].lemma.lower()
        return lemma in ANYBODY or lemma in word_values("title") or lemma in word_values("kin")

    def who_met(self, i: int) -> list[int]:
        """ "They discussed it": the two who met or talked just before."""
        w = self.words[i]
        joint = w.relation == Rel.NSUBJ and w.head >= 0 and self.words[w.head].lemma in _TOGETHER
        return self.sides(i) if joint else []

    def said_by_nobody(self, i: int) -> bool:
        """ "The neighbour's premier said she was watching": she is the one whom nobody names."""
        words, verb = self.words, self.words[i].head
        if words[i].relation not in (Rel.NSUBJ, Rel.NSUBJ_PASS) or self.quoted[i] or verb < 0:
            return False
        if words[verb].relation != Rel.CCOMP or words[verb].head < 0:
            return False
        own = [c for c in self.children[words[verb].head] if words[c].relation == Rel.NSUBJ]
        if len(own) != 1 or words[own[0]].lemma.lower() not in word_values("title"):
            return False
        owned = [c for c in self.children[own[0]] if words[c].relation == Rel.NMOD_POSS]
        return bool(owned) and self.actor_at(own[0]) is None and own[0] not in self.named_at

    def who_says(self, i: int) -> int | None:
        """The subject of what pronoun ``i`` is said in: "X, who told Y that he would come"."""
        words = self.words
        verb = words[i].head
        if words[i].relation not in (Rel.NSUBJ, Rel.NSUBJ_PASS) or verb < 0:
            return None
        if words[verb].relation != Rel.CCOMP or words[verb].head < 0 or self.quoted[i]:
            return None
        above = words[verb].head
        own = [c for c in self.children[above] if words[c].relation == Rel.NSUBJ]
        if (
            own
            and words[own[0]].tag in (Tag.WP, Tag.WDT)
            and words[above].relation == Rel.ACL_RELCL
        ):
            return self.actor_at(words[above].head)
        return self.actor_at(own[0]) if own else None

    def told(self, i: int) -> set[int]:
        """Who by name is told what pronoun ``i`` will do: "told Y that he would come" says nothing about Y."""
        words = self.words
        verb = words[i].head
        if not any(words[c].tag == Tag.MD for c in self.children[verb]):
            return set()  # "told Y that he was dismissed"
        heard = [
            c for c in self.children[words[verb].head] if words[c].relation in (Rel.OBJ, Rel.IOBJ)
        ]
        return {actor for c in heard if (actor := self.actor_at(c)) is not None}

    def long_ago(self, i: int, gender: str, own: int | None) -> int | None:
        """Somebody of the gender not spoken of for a while, where the text is about nobody else."""
        ranked: list[tuple[float, int]] = []
        for actor, seen, gap in self.spoken_of(i, 4 * _FAR):
            if self.facts[actor].kind is PERSON and self.facts[actor].gender == gender and (
                gap <= 4 * _FAR and actor != own and not self.bound(i, seen.head)
            ):  # fmt: skip
                ranked.append((0.7 * math.log1p(seen.count) - 0.15 * gap, actor))
        ranked.sort(reverse=True)
        if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < 0.5):
            return None
        return ranked[0][1]

    def named_below(self, i: int, named: list[Mention], at: int) -> set[int]:
        """Who is named in what pronoun ``i`` says or does: "he said X …" is not X himself.

        Principle C of binding theory (Chomsky, 1981), for subjects.
        """
        words = self.words
        if words[i].relation not in (Rel.NSUBJ, Rel.NSUBJ_PASS):
            return set()
        found: set[int] = set()
        for number in range(at, len(named)):
            m = named[number]
            if words[m.head].sentence != words[i].sentence:
                break
            up, steps = m.head, 0
            while up not in (words[i].head, i) and up >= 0 and steps < 12:
                if words[up].relation in (Rel.CONJ, Rel.ADVCL):
                    break
                up, steps = words[up].head, steps + 1
            if up == words[i].head and m.head > i:
                found.add(m.actor)
        return found

    def subject_of(self, i: int) -> int | None:
        """The head of the subject of the clause a word is in."""
        at, steps = i, 0
        while at >= 0 and steps < 8:
            if self.words[at].relation == Rel.XCOMP and self.words[at].head >= 0:  # "asked X to …"
                for c in self.children[self.words[at].head]:
                    if self.words[c].relation == Rel.OBJ and c < at:
                        return c
            if self.words[at].pos in (Pos.VERB, Pos.AUX) or self.words[at].relation == Rel.ROOT:
                for c in self.children[at]:
                    if self.words[c].relation in (Rel.NSUBJ, Rel.NSUBJ_PASS) and c != i:
                        return c
            at = self.words[at].head
            steps += 1
        return None

    def ahead(self, i: int, gender: str, named: list[Mention], at: int) -> int | None:
        """ "In his speech, X said": the subject that follows a pronoun in a fronted phrase."""
        words = self.words
        top, steps = i, 0
        while (
            words[top].head >= 0 and steps < 10 and words[top].relation not in (Rel.OBL, Rel.ADVCL)
        ):
            top = words[top].head
            steps += 1
        governor = words[top].head
        if words[top].relation not in (Rel.OBL, Rel.ADVCL) or governor <= i:
            return None
        for m in named[at : at + 4]:
            if words[m.first].sentence != words[i].sentence:
                break
            facts = self.facts[m.actor]
            if (
                m.head > i and words[m.head].relation in (Rel.NSUBJ, Rel.NSUBJ_PASS)
                and words[m.head].head == governor and facts.kind is PERSON
                and facts.gender in ("", gender)
            ):  # fmt: skip
                return m.actor
        return None

    def speaker_outside(self, i: int) -> int | None:
        """Inside a quotation "he" is not the one who says so: the subject of the verb outside."""
        if not self.quoted[i]:
            return None
        words, at, steps = self.words, i, 0
        while at >= 0 and steps < 12:
            if not self.quoted[at] and words[at].pos == Pos.VERB:
                for c in self.children[at]:
                    if words[c].relation == Rel.NSUBJ:
                        return next((a for a in self.recent if self.seen[a].head == c), None)
                return None
            at = words[at].head
            steps += 1
        return None

    def rivals(self, i: int, *, many: bool) -> list[tuple[float, int]]:
        """The possible antecedents of pronoun ``i``, best first, each with its weight.

        All nouns of this and the sentence before that agree in number and are no persons: one that
        names no actor can win too, and then the pronoun means nobody.
        """
        w = self.words[i]
        here = self.doc.sentences[w.sentence]
        sentences = [here]
        if w.sentence:
            before = self.doc.sentences[w.sentence - 1]
            if before.paragraph >= here.paragraph - 1:
                sentences.append(before)
        acting = w.relation == Rel.NSUBJ and self.willed(w.head)
        ranked: list[tuple[float, int]] = []
        for gap, s in enumerate(sentences):
            for j in range(s.first, min(i, s.last)):
                if self.quoted[j] and not self.quoted[i]:
                    continue
                weight = self.stands(j, i, many=many, acting=acting)
                if weight is not None:
                    order = (j - s.first) / (s.last - s.first)
                    ranked.append((weight - 1.3 * gap + (0.3 * order if not gap else 0.0), j))
        ranked.sort(key=lambda pair: -pair[0])
        return ranked

    def stands(self, j: int, i: int, *, many: bool, acting: bool) -> float | None:
        """The weight of noun ``j`` as antecedent of pronoun ``i``; None where it cannot be one."""
        words, w, v = self.words, self.words[i], self.words[j]
        if v.relation in _INSIDE or v.tag not in _NOUN_TAGS or v.lemma.lower() in _TEMPORAL:
            return None
        actors = self.actors_at(j)
        kinds = {self.facts[a].kind for a in actors}
        low = v.text.lower()
        if v.tag == Tag.PRP:
            if low not in (_MANY if many else _THING) or (not actors and v.relation == Rel.EXPL):
                return None
        elif many:
            joined = any(words[c].relation == Rel.CONJ for c in self.children[j])
            crowd = v.tag in (Tag.NNS, Tag.NNPS) or joined or len(actors) > 1
            if not crowd and kinds != {ORGANISATION}:
                return None
        elif PERSON in kinds or (not actors and self.no_thing(j)):
            return None
        if w.tag == Tag.PRP and not low.endswith(("self", "selves")) and v.head == w.head:
            return None
        if j == w.head or (w.tag == Tag.PRP_S and self.under(j, w.head)):
            return None
        top, weight = v, 0.0
        while top.relation == Rel.CONJ and top.head >= 0:
            top, weight = words[top.head], -0.3
        weight += WEIGHT.get(top.relation, 0.3)
        if acting and not actors and v.lemma.lower() not in word_class("body.noun"):
            return None
        if actors and kinds == {PLACE} and not all(self.is_country(a) for a in actors):
            weight -= 0.5
        elif actors and self.case(j) in _PREP_AT_PLACE:  # "on the stock exchange"
            weight -= 0.3
        elif actors:
            weight += 0.5 if acting else 0.3
        if many and actors and v.tag not in (Tag.NNS, Tag.NNPS) and len(actors) == 1:
            weight -= 0.2
        if w.relation in (Rel.NSUBJ, Rel.NSUBJ_PASS) and weight >= 1.8:
            weight += 0.4
        return weight

    def no_thing(self, j: int) -> bool:
        """Whether "it" cannot stand for a noun: several, a person, or the first of a list."""
        v = self.words[j]
        return (
            v.tag in (Tag.NNS, Tag.NNPS)
            or v.lemma.lower() in _AMOUNTS
            or v.lemma.lower() in word_values("title")
            or v.lemma in word_values("kin")
            or any(self.words[c].relation == Rel.CONJ for c in self.children[j])
        )

    def under(self, j: int, head: int) -> bool:
        """Whether a word is a descendant of another in the tree."""
        steps = 0
        while j >= 0 and steps < 12:
            if j == head:
                return True
            j = self.words[j].head
            steps += 1
        return False

    def thing(self, i: int) -> int | None:
        """The organisation or country that "it" stands for, where it beats all other nouns."""
        w = self.words[i]
        if w.relation == Rel.EXPL or self.impersonal(i):
            return None
        if w.relation == Rel.OBJ and w.head >= 0 and self.words[w.head].lemma in _DESCRIBING:
            return None  # "called it a new page": a deed, rarely a body
        ranked = self.rivals(i, many=False)
        if not ranked:
            return None
        best = self.actor_at(ranked[0][1])
        if best is None or self.facts[best].kind is PERSON:
            return None
        margin = MARGIN if w.relation in _LEADING_PLACES else 3 * MARGIN
        for weight, j in ranked[1:]:
            if ranked[0][0] - weight >= margin:
                break
            if self.actor_at(j) != best:
                return None
        return best

    def impersonal(self, i: int) -> bool:
        """ "It is clear that …", "it rained"."""
        w = self.words[i]
        if w.relation not in (Rel.NSUBJ, Rel.NSUBJ_PASS) or w.head < 0:
            return False
        verb = self.words[w.head]
        if verb.lemma in _VERB_IMPERSONAL:
            return True
        return (
            verb.pos in (Pos.ADJ, Pos.NOUN, Pos.ADV, Pos.NUM, Pos.ADP)
            or any(self.words[c].relation in (Rel.CSUBJ, Rel.EXPL) for c in self.children[w.head])
            or (w.relation == Rel.NSUBJ_PASS and verb.lemma in _VERB_IMPERSONAL_SAID)
        )

    def several(self, i: int) -> list[int]:
        """Those whom "they" stands for: actors joined by "and", or one body of many people."""
        ranked = self.rivals(i, many=True)
        if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < MARGIN / 2):
            return []
        head = ranked[0][1]
        crowd = len(self.actors_at(head)) > 1 or self.words[head].tag in (Tag.NNS, Tag.NNPS) or any(
            self.words[c].relation == Rel.CONJ for c in self.children[head]
        )  # fmt: skip
        if not crowd and not (
            self.words[i].relation in _LEADING_PLACES
            and self.words[head].relation in (Rel.NSUBJ, Rel.NSUBJ_PASS)
        ):
            return []
        joined = list(self.actors_at(head))
        for c in self.children[head]:
            if self.words[c].relation == Rel.CONJ:
                others = self.actors_at(c)
                if not others:
                    return []
                joined += others
        if not joined or (
            self.words[head].tag in (Tag.NNS, Tag.NNPS)
            and len(joined) == 1
            and self.facts[joined[0]].kind is not ORGANISATION
        ):
            return []
        return list(dict.fromkeys(joined))
