"""Which person a name means."""

import math
from collections.abc import Iterable
from itertools import chain, islice

from models.reading.doc import Mention, MentionForm, Name, Word
from models.reading.labels import NOUNS, Rel
from models.reading.lexicon.classes import word_class, word_genders
from models.reading.lexicon.personal_names import (
    REGNAL_TITLES,
    SUFFIXES,
    fold,
    gender_of_given,
    generation,
    key_tokens,
    parsed,
    same_person,
    shortens,
    sound,
    spaced,
    surname_last,
)
from models.reading.names.titles import Title
from models.reading.people.beings import PERSON, Being, Beings, add_role

# Titles that are before a given name: "Sheikh Nawaf" is no Al Nawaf.
_BY_GIVEN = word_class("title.by_given_name")
_ADDRESSES = word_genders("address.plain")
_SUBJECT = frozenset((Rel.NSUBJ, Rel.NSUBJ_PASS, Rel.OBL_AGENT))
_NEAR = 24  # people of a name that are looked at for a lone name


class People(Beings):
    """Which person a name means."""

    def full_form(self, name: Name, title: Title | None) -> str:
        """The name on one line; "Pope Francis" keeps what makes it whole."""
        form = surname_last(spaced(self.doc.text[name.start : name.end]))
        if title is None or name.first == 0:
            return form
        before = self.words[name.first - 1]
        parts = form.split()
        regnal = len(parts) == 1 or (len(parts) <= 3 and parts[-1] in SUFFIXES)
        if regnal and before.text.lower() in REGNAL_TITLES and before.text[:1].isupper():
            return f"{before.text} {form}"
        return form

    def full_name(self, form: str) -> int:
        """The person of a name of two words and more."""
        keys = key_tokens(form)
        seen: dict[int, None] = {}
        for key in keys:
            for k in (key, "~" + sound(key)):
                seen.update(dict.fromkeys(self.people.get(k, ())[-12:]))
        best: int | None = None
        for number in seen:
            known = [f for f in islice(self.beings[number].forms, 4) if " " in f]
            if any(self.same(form, f) for f in known) and (
                best is None or form in self.beings[number].forms
            ):
                best = number
        if best is None:
            self.beings.append(Being(PERSON))
            best = len(self.beings) - 1
        self.beings[best].forms[form] += 1
        self.list_person(form, best)
        return best

    def same(self, form: str, known: str) -> bool:
        """Whether two full names are of one person."""
        if form == known:
            return True
        if not same_person(form, known):
            return False
        generations = generation(form), generation(known)
        if all(generations) and generations[0] != generations[1]:
            return False  # "Ivo Marsh II" and "Ivo Marsh III"
        # "X" and then "X Jr." are father and son; "X Jr." and then "X" are one.
        return not (form.endswith(("Jr.", "Jr")) and not known.endswith(("Jr.", "Jr")))

    def list_person(self, form: str, number: int) -> None:
        """Let a person be found by each word of a name, and by its sound."""
        for key in {*key_tokens(form), *fold(form).split()}:
            for k in (key, "~" + sound(key)):
                listed = self.people.setdefault(k, [])
                if number not in listed[-12:]:
                    listed.append(number)

    def lone_name(self, name: Name, form: str, title: Title | None, head: int) -> int:
        """The person whom one word means here; somebody new where it fits nobody."""
        key = key_tokens(form)[-1] if key_tokens(form) else form
        alike = (self.people.get(k, ()) for k in (key, "~" + sound(key)))
        sentence = self.words[name.first].sentence
        best: tuple[float, int] | None = None
        for number in _first(chain.from_iterable(alike), _NEAR):
            being = self.beings[number]
            fit = max(
                (
                    shortens(form, f) if " " in f else 3 * (fold(f) == fold(form))
                    for f in being.forms
                ),
                default=0,
            )
            if fit and title is not None and title.nouns & _BY_GIVEN:
                begins = any(fold(f).split()[0] == fold(form) for f in being.forms)
                fit = fit if begins or not any(" " in f for f in being.forms) else 0
            if not fit:
                continue
            score = self.suits(being, sentence, title, head) + 0.8 * fit
            if best is None or score > best[0]:
                best = (score, number)
        if best is not None and best[0] > -6:
            return best[1]
        self.beings.append(Being(PERSON))
        self.list_person(form, len(self.beings) - 1)
        return len(self.beings) - 1

    def suits(self, being: Being, sentence: int, title: Title | None, head: int) -> float:
        """How well a person, spoken of before, fits a lone name here."""
        gap = min(sentence - being.sentence, 12)
        told = being.sentence >= 0
        score = 0.6 * math.log1p(being.count) - (0.25 * gap if told else 3.5)
        if being.relative:
            score -= 1.2  # "his wife, Ann Lee": a bare "Lee" is whom the text is about
        elif told and being.subject and gap <= 2:
            score += 1.2
        w = self.words[head]
        if w.relation == Rel.NMOD_POSS and w.head >= 0 and self.words[w.head].lemma in being.owned:
            score += 2.0
        if title is not None:
            if title.gender and being.gender and title.gender != being.gender:
                score -= 99 if being.addressed else 9  # Mr. and Mrs. of one name are two
            elif title.gender and title.gender == being.gender:
                score += 1.5
            shared = title.nouns & being.nouns
            if shared:
                score += 2.5
            elif title.nouns and being.nouns and title.role is not None:
                score -= 1.0
        return score

    def under_another(self, subject: Word) -> bool:
        """Whether a subject is that of a clause which says when or why: "after Lee was freed"."""
        return subject.head >= 0 and self.words[subject.head].relation == Rel.ADVCL

    def address_before(self, first: int, last: int) -> str:
        """How a person is addressed: "Mrs."; "" where the title isn't an address."""
        for w in self.words[max(first, 0) : last]:
            if w.text.lower().rstrip(".") in _ADDRESSES:
                return w.text
        return ""

    def couple(self, name: Name, form: str, number: int) -> None:
        """ "Mr. and Mrs. Marsh": the other of the two, of whom "Marsh" stands as well."""
        at = name.first - 3
        if at < 0 or self.words[at].sentence != self.words[name.first].sentence:
            return
        other, joined, own = self.words[at : name.first]
        genders = [_ADDRESSES.get(w.text.lower().rstrip(".")) for w in (other, own)]
        if joined.text.lower() not in ("and", "&") or set(genders) != {"m", "f"}:
            return
        spouse = self.beings[number]
        spouse.gender, spouse.addressed = genders[1] or "", own.text
        if any(b.addressed and b.gender == genders[0] and form in b.forms for b in self.beings):
            return
        being = Being(PERSON, gender=genders[0] or "", addressed=other.text, count=1)
        being.sentence, being.subject = spouse.sentence, spouse.subject
        being.forms[form] += 1
        self.beings.append(being)
        self.list_person(form, len(self.beings) - 1)
        self.mentions.append(
            Mention(
                other.start, other.end, len(self.beings) - 1, MentionForm.NAME, at, at + 1, at
            )
        )  # fmt: skip

    def note_person(
        self, name: Name, form: str, number: int, title: Title | None, head: int
    ) -> None:
        """Keep a mention of a person, with titles and gender."""
        being = self.beings[number]
        if " " not in form:
            being.forms[form] += 1
        being.sentence = self.words[name.first].sentence
        being.count += 1
        first, outer = name.first, head
        titles = [] if title is None else [title]
        if title is not None and title.first < name.first:
            first = title.first
            outer = title.head if title.head is not None else head
        titles += self.reader.beside(name, head)
        for t in titles:
            being.nouns |= t.nouns
            if t.gender:
                being.gender = being.gender or t.gender
                being.addressed = being.addressed or self.address_before(t.first, name.first)
            if t.role is not None:
                add_role(being.roles, t.role)
        if not being.gender and " " in form:
            known = parsed(form)
            being.gender = gender_of_given((known.given or "").split(" ")[0])
        top = self.words[outer]
        while (
            top.relation in (Rel.CONJ, Rel.APPOS)
            and top.head >= 0
            and self.words[top.head].tag in NOUNS
        ):
            top = self.words[top.head]
        being.subject = top.relation in _SUBJECT and not self.under_another(top)
        kin = top is not self.words[outer] and top.lemma.lower() in self.reader.kin
        being.relative = kin and (being.relative or being.count == 1)
        w = self.words[outer]
        if w.relation == Rel.NMOD_POSS and w.head >= 0:
            being.owned.add(self.words[w.head].lemma)
        self.mentions.append(
            Mention(
                self.words[first].start, name.end, number, MentionForm.NAME, first, name.last, outer
            )
        )


def _first(numbers: Iterable[int], most: int) -> list[int]:
    """The first so many different numbers."""
    found: dict[int, None] = {}
    for number in numbers:
        found[number] = None
        if len(found) == most:
            break
    return list(found)
