"""Finds names, and more occurrences of names, that the model missed."""

import re
from collections.abc import Mapping

from models.reading.doc import ParagraphKind
from models.reading.labels import NOMINAL, NOUNS, PROPER, VERBS, Pos, Rel, Tag
from models.reading.lexicon.classes import word_class
from models.reading.lexicon.gazetteer import by_capital, by_name
from models.reading.lexicon.personal_names import PARTICLES, is_given
from models.reading.lexicon.tables import pairs
from models.reading.names.drafts import Draft
from models.reading.names.spans import Spans
from models.reading.names.wording import HONORIFICS, ORGANISATION, OWNED_BY_FIRMS, PERSON

# Nouns that only name a body where they end a run of capitals.
_OF_MATTERS = word_class("body.of_matters")
_ENDS_OF_BODIES = word_class("body.ending")


class Further(Spans):
    """Finds occurrences of names that the model missed."""

    def passed_over(self) -> list[Draft]:
        """Runs of proper nouns that the model missed and that can only be a person."""
        words, i = self.words, 0
        found: list[Draft] = []
        while i < len(words):
            w = words[i]
            if (
                i in self.taken or self.quiet[i] or w.tag != Tag.NNP or not w.text[:1].isupper()
                or w.text.lower().rstrip(".") in self.titles or len(w.text) < 2
            ):  # fmt: skip
                i += 1
                continue
            last = i + 1
            while (
                last < len(words) and words[last].sentence == w.sentence
                and last not in self.taken
                and (
                    (words[last].tag == Tag.NNP and words[last].text[:1].isupper()
                     and words[last].text.lower() not in word_class("body.noun"))
                    or (words[last].text in PARTICLES and last + 1 < len(words)
                        and words[last + 1].tag == Tag.NNP and words[last + 1].relation == Rel.FLAT)
                )
            ):  # fmt: skip
                last += 1
            first, last = self.hyphenated(i, last)
            before = words[first - 1] if first and words[first - 1].sentence == w.sentence else None
            titled = (
                before is not None
                and before.text.lower().rstrip(".") in self.titles
                and (before.text.lower().rstrip(".") in HONORIFICS or before.text[:1].isupper())
                and before.tag in (Tag.NNP, Tag.NN)
            )
            full = 2 <= len(self.form(Draft(first, last, PERSON)).split()) <= 4 and (
                is_given(words[first].text)
                and words[last - 1].text.lower() not in word_class("place.ending")
                and (last - first > 2 or words[first + 1].relation == Rel.FLAT)
            )
            if (titled or full or self.so_called(first)) and words[
                last - 1
            ].lemma.lower() not in word_class("body.noun"):
                self.take(Draft(first, last, PERSON), found)
            i = max(last, i + 1)
        return found

    def firms_passed_over(self) -> list[Draft]:
        """Firms that the model missed: "a Flynord plane", "spokesman for Flynord", "Flynord said"."""
        words = self.words
        signs: dict[str, int] = {}  # by small form: how many places speak for a firm
        places: list[int] = []
        for i, w in enumerate(words):
            if w.tag != Tag.NNP or self.quiet[i] or not w.text[:1].isupper() or len(w.text) < 4:
                continue
            low = w.text.lower()
            if low in self.titles or low in word_class("body.noun") or is_given(w.text):
                continue
            if low in word_class("place.ending") or w.text in never_actors():
                continue
            signs[low] = signs.get(low, 0) + self.like_a_firm(i)
            if i not in self.taken:
                places.append(i)
        found: list[Draft] = []
        for i in places:
            if signs[words[i].text.lower()] > 1:
                self.take(Draft(i, i + 1, ORGANISATION), found)
        return found

    def bodies_passed_over(self) -> list[Draft]:
        """Bodies that the model missed: two capitals and more, the last a noun for a body."""
        words, i = self.words, 0
        found: list[Draft] = []
        while i < len(words):
            last = i
            while last < len(words) and self.in_a_run(last, words[i].sentence):
                last += 1
            end = words[last - 1]
            least = 1 + (end.tag not in PROPER) + (i == self.doc.sentences[end.sentence].first)
            of = self.goes_on_behind_of(last) if end.text.lower() in _OF_MATTERS else last
            if of > last and not self.all_large(i):
                self.take(Draft(i, of, ORGANISATION), found)
            elif last - i > least and end.text.lower() in _ENDS_OF_BODIES and not self.all_large(i):
                self.take(Draft(i, last, ORGANISATION), found)
            i = max(last, i + 1)
        return found

    def goes_on_behind_of(self, last: int) -> int:
        """Where "Institute | for Works of Religion" ends; ``last`` where nothing follows."""
        words = self.words
        end = last
        while end + 1 < len(words) and words[end].text in ("of", "for"):
            if not (
                self.in_a_run(end + 1, words[last - 1].sentence) and words[end + 1].tag in NOUNS
            ):
                break
            end += 2
            while end < len(words) and self.in_a_run(end, words[last - 1].sentence):
                end += 1
        return end

    def in_a_run(self, i: int, sentence: int) -> bool:
        """Whether a word may be in a body's name: a capital that is neither a title nor another name."""
        w = self.words[i]
        return (
            i not in self.taken and not self.quiet[i] and w.sentence == sentence and len(w.text) > 2
            and w.text[:1].isupper() and w.tag in NOMINAL and w.text.lower() not in self.titles
        )  # fmt: skip

    def all_large(self, i: int) -> bool:
        """Whether every word of a sentence may have a capital, as in headlines."""
        s = self.doc.sentences[self.words[i].sentence]
        if self.doc.paragraphs[s.paragraph].kind is ParagraphKind.HEADLINE:
            return True
        long = [
            w.text for w in self.words[s.first : s.last] if len(w.text) > 3 and w.text.isalpha()
        ]
        return sum(t[:1].isupper() for t in long) > 0.7 * len(long)

    def like_a_firm(self, i: int) -> int:
        """1 where a word is used like a firm's name, else 0."""
        w = self.words[i]
        if w.head < 0:
            return 0
        above = self.words[w.head].lemma.lower()
        speaks = w.relation == Rel.NSUBJ and above in word_class("speech.cue")
        spoken_for = w.relation == Rel.NMOD and above.startswith("spokes")
        return int(self.owns(i) or speaks or spoken_for)

    def without_capitals(self) -> list[Draft]:
        """People named in a script without capitals: where somebody acts, or after a title."""
        words, i = self.words, 0
        found: list[Draft] = []
        while i < len(words):
            last = i
            while (
                last < len(words) and _has_no_capitals(words[last].text) and words[last].pos == Pos.PROPN
                and words[last].sentence == words[i].sentence and last not in self.taken
            ):  # fmt: skip
                last += 1
            before = words[i - 1].text.lower() if i else ""
            acting = words[i].relation in (Rel.NSUBJ, Rel.NSUBJ_PASS, Rel.OBJ, Rel.OBL_AGENT)
            if 2 <= last - i <= 4 and (acting or before in self.titles) and not self.quiet[i]:
                self.take(Draft(i, last, PERSON), found)
            i = max(last, i + 1)
        return found

    def so_called(self, first: int) -> bool:
        """Whether a person before is "known as" what begins here."""
        words = self.words
        if first > 4 and " ".join(w.text for w in words[first - 3 : first]) == "under the name":
            return words[first - 4].tag in VERBS  # "who wrote under the name X"
        if first < 3 or words[first - 1].text != "as" or words[first - 2].lemma != "know":
            return False
        who = self.taken.get(words[first - 2].head)
        return who is not None and who.kind is PERSON

    def seen_elsewhere(self, drafts: list[Draft]) -> list[Draft]:
        """Further places of a person's one-word names that the model missed."""
        known: set[str] = set()
        for d in drafts:
            form = self.form(d)
            if d.kind is PERSON and " " in form:
                known.update(
                    p for p in (form.split()[0], form.split()[-1])
                    if len(p) > 2 and p[0].isupper() and "-" not in p
                )  # fmt: skip
            elif d.kind is PERSON and len(form) > 3:
                known.add(form)
        found = self.small_letters(drafts)
        return found + [
            Draft(i, i + 1, PERSON)
            for i, w in enumerate(self.words)
            if w.text in known and i not in self.taken and not self.quiet[i]
            and w.tag in (Tag.NNP, Tag.NNPS) and w.relation not in (Rel.COMPOUND, Rel.FLAT, Rel.AMOD)
            and not (w.text in by_name() or w.text in by_capital())
        ]  # fmt: skip

    def small_letters(self, drafts: list[Draft]) -> list[Draft]:
        """Further places of organisations of one word that the model missed.

        Letters ("the RAW"), and firms that write themselves small: "flynord said".
        """
        firms: set[str] = set()
        small: set[str] = set()  # that write themselves small
        for d in drafts:
            if d.kind is ORGANISATION and d.last - d.first == 1:
                form = self.form(d)
                firms.add(form if form.isupper() else form.casefold())
                small |= {form} - {form.capitalize()}
        common = word_class("body.noun") | word_class("place.ending") | word_class("speech.cue")
        places = [
            i for i, w in enumerate(self.words)
            if (w.text in firms or (re.search("[a-z][A-Z]", w.text) and w.text.casefold() in firms))
            and i not in self.taken and not self.quiet[i]
            and len(w.text) > 2 + 2 * w.text.islower() and w.text.lower() not in common
        ]  # fmt: skip
        small |= {self.words[i].text for i in places if self.words[i].tag in PROPER}
        return [
            Draft(i, i + 1, ORGANISATION)
            for i in places
            if self.words[i].tag in PROPER
            or (self.words[i].pos == Pos.NOUN and self.words[i].text in small)
            or self.owns(i)
        ]

    def owns(self, i: int) -> bool:
        """Whether a word is before what firms have: "a flynord plane"."""
        w = self.words[i]
        return (
            w.relation in (Rel.COMPOUND, Rel.AMOD)
            and w.head > i
            and self.words[w.head].lemma.lower() in OWNED_BY_FIRMS
        )


def never_actors() -> Mapping[str, str]:
    """Words with a capital that name nobody who acts."""
    return pairs("names/never")


def _has_no_capitals(text: str) -> bool:
    """Whether a word is of letters that are neither large nor small, as in Arabic."""
    return text.isalpha() and text.upper() == text.lower()
