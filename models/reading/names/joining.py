"""Joins names that were split, and splits names that were joined."""

import re

from models.reading.doc import ParagraphKind
from models.reading.labels import PROPER, Pos, Tag
from models.reading.lexicon.classes import word_class
from models.reading.lexicon.personal_names import is_given
from models.reading.names.drafts import Draft, Drafts
from models.reading.names.wording import ORGANISATION, PERSON, PLACE

_NAME_SAINT = word_class("name.saint")

# Groups by whom bodies are named: the Workers' Party, a Sheriff's Office.
_OF_MANY = word_class("body.of_many")
# Bodies whose names go on behind "of" or "for".
_OF_SOMETHING = word_class("body.of_something")
# Bodies called by where they are: the Diocese of Tarnov.
_OF_A_PLACE = word_class("body.of_place")


_OPENS, _CLOSES = ('"', "“", "'", "‘", "("), ('"', "”", "'", "’", ")")
_AGE = re.compile(r"[1-9]\d?")


class Joining(Drafts):
    """Joins and splits names."""

    def joined(self, drafts: list[Draft]) -> list[Draft]:
        """Names torn apart by the model: of a person, of a "Ministry | of | Trade"."""
        found: list[Draft] = []
        for d in drafts:
            before = found[-1] if found else None
            if (
                before and before.last == d.first and before.kind is d.kind is PERSON
                and not self.only_title(before)
                and self.words[d.first].sentence == self.words[before.first].sentence
                and d.last - before.first <= 6
            ):  # fmt: skip
                before.last = d.last
            elif len(found) > 1 and self.around_nickname(found[-2], found[-1], d):
                found.pop()
                found[-1].last = d.last
            elif (
                (before and self.surname_first(before, d))
                or (before and self.nicknamed(before, d))
                or (before and (self.one_body(before, d) or self.of_many(before, d)))
            ):
                before.last = d.last
            else:
                found.append(d)
        for d in found:
            self.of_its_people(d)
        return found

    def nicknamed(self, a: Draft, b: Draft) -> bool:
        """Whether a given name and a family name are around a nickname: Jim "Shark" Marsh."""
        words = self.words
        between = [w.text for w in words[a.last : b.first]]
        return (
            a.kind is b.kind is PERSON and a.last - a.first == b.last - b.first == 1
            and 3 <= len(between) <= 4 and between[0] in _OPENS and between[-1] in _CLOSES
            and all(t[:1].isupper() for t in between[1:-1])
            and words[a.first].sentence == words[b.first].sentence
        )  # fmt: skip

    def around_nickname(self, a: Draft, nick: Draft, b: Draft) -> bool:
        """The same where the nickname was found to be a name too: William "Bill" Marsh."""
        return nick.first == a.last + 1 and nick.last == b.first - 1 and self.nicknamed(a, b)

    def surname_first(self, a: Draft, b: Draft) -> bool:
        """Whether a family name comes before the given one: "Marsh, Ivo, 44, was fined"."""
        words = self.words
        return (
            a.kind is b.kind is PERSON and b.first == a.last + 1 and words[a.last].text == ","
            and a.last - a.first == 1 and b.last - b.first <= 2
            and b.last + 1 < len(words) and words[b.last].text == ","
            and bool(_AGE.fullmatch(words[b.last + 1].text))
            and words[b.last + 1].sentence == words[a.first].sentence
            and (is_given(words[b.first].text) or a.first == self.doc.sentences[words[a.first].sentence].first)
            and not is_given(words[a.first].text)
        )  # fmt: skip

    def only_title(self, d: Draft) -> bool:
        """Whether a name in the making is a title and nothing else: "Cardinal | Ann Lee"."""
        word = self.words[d.first].text
        return d.last - d.first == 1 and word.lower() in self.titles and not is_given(word)

    def apart(self, drafts: list[Draft]) -> list[Draft]:
        """Names of a headline without the verb between them: "Sabres Edge Rovers"."""
        below = [d for d in drafts if not self.in_headline(d)]
        known = {self.words[i].text for d in below for i in range(d.first, d.last)}
        whole = {self.form(d).casefold() for d in below}
        found: list[Draft] = []
        for d in drafts:
            verbs: list[int] = []
            if (
                d.last - d.first > 2
                and self.in_headline(d)
                and self.form(d).casefold() not in whole
            ):
                verbs = [
                    i for i in range(d.first + 1, d.last - 1)
                    if self.words[i].text not in known and self.words[i].pos != Pos.ADP
                    and {self.words[i - 1].text, self.words[i + 1].text} <= known
                ]  # fmt: skip
            if len(verbs) == 1:
                found += [Draft(d.first, verbs[0], d.kind), Draft(verbs[0] + 1, d.last, d.kind)]
            else:
                found.append(d)
        return found

    def in_headline(self, d: Draft) -> bool:
        """Whether a name is in a headline."""
        s = self.doc.sentences[self.words[d.first].sentence]
        return self.doc.paragraphs[s.paragraph].kind is ParagraphKind.HEADLINE

    def of_many(self, a: Draft, b: Draft) -> bool:
        """Whether a group and what is named by it are one: "Norland People | 's | Army"."""
        words = self.words
        return (
            a.last + 1 == b.first and words[a.last].tag == Tag.POS and b.kind is ORGANISATION
            and words[a.last - 1].text in _OF_MANY and words[a.last].sentence == words[b.first].sentence
        )  # fmt: skip

    def of_its_people(self, d: Draft) -> None:
        """Lengthen "Norland People" by "'s Army" where no other name begins there."""
        words, last = self.words, d.last
        if (
            words[last - 1].text not in _OF_MANY
            or last + 1 >= len(words)
            or words[last].tag != Tag.POS
        ):
            return
        end = last + 1
        while (
            end < len(words) and end not in self.taken and words[end].tag in PROPER
            and words[end].sentence == words[last].sentence
        ):  # fmt: skip
            end += 1
        if end > last + 1:
            d.last, d.kind = end, ORGANISATION

    def whole(self, drafts: list[Draft]) -> list[Draft]:
        """A name torn off an organisation that the document names in full elsewhere."""
        known = {
            self.form(d) for d in drafts if d.kind is ORGANISATION and d.last - d.first > 2
        }  # fmt: skip
        found: list[Draft] = []
        for d in drafts:
            if found and d.first < found[-1].last:
                continue
            if d.kind is not PLACE and d.last - d.first > 1:
                last = d.last
                while last < len(self.words) and self.words[last].text[:1].isupper():
                    last += 1
                    if self.form(Draft(d.first, last, PERSON)) in known:
                        d = Draft(d.first, last, ORGANISATION)
                        break
            found.append(d)
        return found

    def one_body(self, a: Draft, b: Draft) -> bool:
        """Whether a body and what is after its "of" or "for" are one name."""
        words = self.words
        saint = a.last + 2 == b.first and words[a.last + 1].text in _NAME_SAINT
        if (a.last + 1 != b.first and not saint) or words[a.first].sentence != words[
            b.first
        ].sentence:
            return False
        named = (
            words[a.last - 1].text.lower() in _OF_A_PLACE and words[a.last - 1].text[:1].isupper()
        )
        if named and a.kind is ORGANISATION and b.kind is PLACE and words[a.last].text == "of":
            return True
        if (
            a.kind is PLACE and words[a.last].text == "of" and a.last - a.first == 1
            and words[a.first].text.lower() in word_class("place.ending") and words[a.first].text[:1].isupper()
        ):  # fmt: skip
            return True  # "the Monastery of Saint Marius"
        return (
            not saint and a.kind is b.kind is ORGANISATION
            and words[a.last].text in ("of", "for")
            and words[a.last - 1].text.lower() in _OF_SOMETHING
            and words[b.first].text[:1].isupper()
        )  # fmt: skip
