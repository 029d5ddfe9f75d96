"""Whom "the two sides", "both men" and "the pair" mean: those who met or were named together."""

import math
import re
from collections.abc import Sequence

from models.reading.doc import ActorKind, Mention
from models.reading.labels import VERBS, Rel, Tag
from models.reading.lexicon.classes import word_class, word_genders, word_values
from models.reading.people.scene import Scene
from models.reading.people.wording import ORGANISATION, PERSON, PLACE

PAIRED = {
    **dict.fromkeys(word_class("person.paired"), PERSON),
    **dict.fromkeys(word_class("place.paired"), PLACE),
    **dict.fromkeys(word_class("body.paired"), ORGANISATION),
}
_MEETING = word_class("verb.meeting")
_SIDES_FAR = 5  # sentences back in which a meeting is looked for
_GROUP_FAR = 2
_LEAD_FAR = 3  # sentences before the name in which somebody may have been introduced
_AGE = re.compile(r"1[0-9]|[2-9][0-9]|10[0-9]")
_GENDERS = word_genders("person.unnamed")
_GROUPS = word_class("person.grouped")


class Parties(Scene):
    """Nouns for several actors, and nouns for one who is named only later."""

    def introduced(self, named: Sequence[Mention]) -> dict[int, int]:
        """Nouns that introduce somebody in the lead, and whom they mean.

        "A former banker was sentenced on Monday. Ann Lee, 58, of Oslo, pleaded guilty in May."
        """
        found: dict[int, int] = {}
        known: set[int] = set()
        for m in named:
            if m.actor in known or self.facts[m.actor].kind is not PERSON:
                continue
            known.add(m.actor)
            sentence = self.words[m.head].sentence
            begins = not any(
                w.tag in VERBS and w.lemma not in word_class("speech.cue")
                for w in self.words[self.doc.sentences[sentence].first : m.first]
            )
            if not (begins and self._has_age(m.last)):
                continue
            first = self.doc.sentences[max(sentence - _LEAD_FAR, 0)].first
            last = self.doc.sentences[sentence].first
            nouns = [i for i in range(first, last) if self._tells_of_one(i)]
            if len(nouns) == 1 and nouns[0] not in found:
                gender = _GENDERS.get(self.words[nouns[0]].lemma, "")
                known_as = self.facts[m.actor].gender
                if not (gender and known_as and gender != known_as):
                    found[nouns[0]] = m.actor
        return found

    def _has_age(self, i: int) -> bool:
        """Whether an age such as ", 58," follows."""
        texts = [w.text for w in self.words[i : i + 3]]
        return len(texts) == 3 and texts[0] == texts[2] == "," and bool(_AGE.fullmatch(texts[1]))

    def _tells_of_one(self, i: int) -> bool:
        """Whether a noun is "a man", "a former banker", and nobody is named beside it."""
        w = self.words[i]
        under = [self.words[c] for c in self.children[i]]
        return (
            w.tag == Tag.NN and w.relation in (Rel.NSUBJ, Rel.NSUBJ_PASS, Rel.OBJ)
            and (w.lemma in _GENDERS or w.lemma in word_values("title"))
            and any(c.relation == Rel.DET and c.text.lower() in ("a", "an") for c in under)
            and not any(c.relation in (Rel.APPOS, Rel.FLAT) and c.tag == Tag.NNP for c in under)
        )  # fmt: skip

    def sides(self, i: int) -> list[int]:
        """ "The sides": the two who met, talked or signed last, people before countries."""
        sentence = self.words[i].sentence
        for number in range(sentence, max(sentence - _SIDES_FAR, 0) - 1, -1):
            s = self.doc.sentences[number]
            for verb in range(min(s.last, i) - 1, s.first - 1, -1):
                w = self.words[verb]
                if w.tag not in VERBS or w.lemma not in _MEETING:
                    continue
                found = self._met(verb)
                for kind in (PERSON, PLACE, ORGANISATION):
                    alike = [a for a in found if self.facts[a].kind is kind]
                    if len(alike) == 2:
                        return alike
        return []

    def _met(self, verb: int) -> list[int]:
        """The participants of a meeting verb, in the order of the text."""
        found: list[int] = []
        todo = [
            c
            for c in self.children[verb]
            if self.words[c].relation in (Rel.NSUBJ, Rel.OBJ, Rel.OBL)
        ]
        while todo:
            k = todo.pop(0)
            found += [a for a in self.spoken.get(k, ())[-1:] if a not in found]
            todo += [
                c for c in self.children[k]
                if self.words[c].relation == Rel.CONJ
                or (self.words[c].relation == Rel.APPOS and not self.spoken.get(k))
                or (
                    self.words[c].relation == Rel.NMOD
                    and any(w.text in ("with", "between") for w in self.words[k + 1 : c])
                )
            ]  # fmt: skip
        return found

    def group(self, i: int) -> list[int]:
        """ "The men": the people named together just before."""
        if self.words[i].lemma not in _GROUPS:
            return []
        sentence = self.words[i].sentence
        for number in range(sentence, max(sentence - _GROUP_FAR, 0) - 1, -1):
            s = self.doc.sentences[number]
            for j in range(s.first, min(s.last, i)):
                joined = self._joined(j)
                if len(joined) > 1 and all(self.facts[a].kind is PERSON for a in joined):
                    return joined
        return []

    def _joined(self, i: int) -> list[int]:
        """The actors that one subject or object names: "X and Y"."""
        if self.words[i].relation not in (Rel.NSUBJ, Rel.NSUBJ_PASS, Rel.OBJ):
            return []
        return [
            a for k in (i, *self.children[i])
            if k == i or self.words[k].relation == Rel.CONJ for a in self.spoken.get(k, ())[-1:]
        ]  # fmt: skip

    def pair(self, i: int, kind: ActorKind) -> list[int]:
        """The two actors of a kind that have been spoken of just before, if exactly two can be meant."""
        sentence = self.words[i].sentence
        for number in (sentence, sentence - 1):
            s = self.doc.sentences[max(number, 0)]
            for j in range(s.first, min(s.last, i)):
                joined = self._joined(j)
                if len(joined) == 2 and all(self.facts[a].kind is kind for a in joined):
                    return joined
        near: list[tuple[float, int]] = []
        for order, actor in enumerate(self.recent):
            seen, facts = self.seen[actor], self.facts[actor]
            gap = sentence - seen.sentence
            if gap <= 4 and facts.kind is kind and (kind is not PLACE or self.is_country(actor)):
                near.append(
                    (math.log1p(seen.count) + seen.weight - 0.8 * gap + 0.01 * order, actor)
                )
        near.sort(reverse=True)
        if len(near) < 2 or (len(near) > 2 and near[1][0] - near[2][0] < 0.7):
            return []
        return sorted((actor for _, actor in near[:2]), key=lambda a: self.seen[a].head)
