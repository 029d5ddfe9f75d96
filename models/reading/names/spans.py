"""Where names begin and end: titles off, hyphens joined, torn ones whole."""

import re
from functools import cache

from models.reading.doc import ActorKind
from models.reading.grammar.tokens import cut_words
from models.reading.labels import PROPER, Pos, Rel, Tag
from models.reading.lexicon.classes import word_class
from models.reading.lexicon.gazetteer import by_adjective, by_capital, by_name
from models.reading.lexicon.personal_names import PARTICLES, SUFFIXES, family_first, is_given
from models.reading.lexicon.tables import first_column
from models.reading.names.drafts import Draft, Drafts
from models.reading.names.wording import GENERIC, HONORIFICS, ORGANISATION, PERSON, PLACE

_NAME_INNER_SMALL = word_class("name.inner_small")
_NAME_PARTICLE_ARABIC = word_class("name.particle.arabic")
_NAME_PARTICLE_WORD = word_class("name.particle.word")
_NAME_SUFFIX_JUNIOR = word_class("name.suffix.junior")
_TITLE_LEADING_PLAIN = word_class("title.leading.plain")

_HYPHENS = ("-", "‐", "‑", "–")
# A hyphen after a capital and one of these makes an adjective, not a name: "Moscow-led".
_ADJECTIVAL = word_class("ending.adjective_hyphen")
_ASIAN = re.compile(
    r"[bcdghjklmnprstwyz]{0,3}[aeiouy]{1,3}(?:ng|[nmlkptbrg])?(?:h|k)?", re.IGNORECASE
)
_KUNYA = word_class("name.kunya")
# What separates a caption from its credit: "… Ann Lee Image: Ivo Marsh".
_CREDITS = word_class("credit.in_name")
# Of these those with which no firm's own name begins.
_ONLY_TRADES = word_class("firm.trade_only")


class Spans(Drafts):
    """Where names begin and end."""

    def candidates(self) -> list[Draft]:
        """Spans of the lists and of the model, mended, none overlapping."""
        spans: list[Draft] = []
        for name in self.doc.names:
            if not self.quiet[name.first]:
                spans += self.cut_inside(Draft(name.first, name.last, name.kind))
        longer = {
            i: d for d in spans if d.kind is not PERSON and d.last - d.first > 1
            for i in range(d.first, d.last)
        }  # fmt: skip
        drafts: list[Draft] = []
        for d in self.listed():
            over = longer.get(d.first) or longer.get(d.last - 1)
            if over and (over.first < d.first or over.last > d.last):
                rest = [
                    i for i in range(over.first, over.last)
                    if not d.first <= i < d.last and self.words[i].text not in by_adjective()
                    and self.words[i].text[:1].isupper()
                ]  # fmt: skip
                if rest and (d.kind is PLACE or len(rest) > 1):
                    continue
            self.take(d, drafts)
        for d in spans:
            mended = self.mended(d)
            if mended and not any(i in self.taken for i in range(mended.first, mended.last)):
                self.take(mended, drafts)
        return drafts

    def listed(self) -> list[Draft]:
        """Countries, capitals, regions and well-known organisations, word for word."""
        words, known, found, i = self.words, _listed(), [], 0
        while i < len(words):
            rows = known.get(words[i].text)
            if rows is None or self.quiet[i]:
                i += 1
                continue
            for form, kind in rows:
                last = i + len(form)
                if (
                    last <= len(words)
                    and words[last - 1].sentence == words[i].sentence
                    and all(words[i + k].text == form[k] for k in range(1, len(form)))
                    and not (len(form) == 1 and self.part_of_longer(i))
                    and not (form == ("US",) and words[i].tag == Tag.PRP)
                ):
                    found.append(Draft(i, last, kind, sure=True))
                    i = last
                    break
            else:
                i += 1
        return found

    def part_of_longer(self, i: int) -> bool:
        """Whether a listed word is inside another proper name: "Jordan Smith", "China Daily"."""
        words = self.words
        w = words[i]
        after = words[i + 1] if i + 1 < len(words) else None
        before = words[i - 1] if i and words[i - 1].sentence == w.sentence else None
        if after and after.sentence == w.sentence and after.tag in PROPER:
            if after.relation == Rel.FLAT and after.head == i:
                return True
            if (
                w.relation == Rel.COMPOUND
                and w.head == i + 1
                and after.text.lower() not in self.titles
            ):
                return after.text[:1].isupper()
        if before and before.tag == Tag.NNP and before.text not in by_name():
            if w.relation == Rel.FLAT and w.head in (i - 1, i - 2):
                return True
            if before.text.lower().rstrip(".") in HONORIFICS:
                return True
            return is_given(before.text) and before.relation in (Rel.COMPOUND, Rel.FLAT, Rel.NSUBJ) and (
                before.head in (w.head, i)
            )  # fmt: skip
        return False

    def cut_inside(self, d: Draft) -> list[Draft]:
        """A span cut where no name goes on: at commas, "and", a possessive."""
        words, found, first, kind = self.words, [], d.first, d.kind
        for i in range(d.first, d.last):
            text = words[i].text
            stop = text == "," and not (i + 1 < d.last and words[i + 1].text in SUFFIXES | {"D.C."})
            if kind is PERSON:
                belongs = self.belongs(i, first)
                stop = stop or belongs or text.lower() in ("and", "&", "/", "(", ")", ";", "or", '"', "“", "”") or (
                    words[i].tag == Tag.POS
                )  # fmt: skip
                stop = stop or self.small_word(i, first)
            else:
                place = " ".join(w.text for w in words[first:i]) in by_name()
                belongs = False
                stop = (text in (",", "(", ")") and kind is PLACE) or (
                    words[i].tag == Tag.POS and place
                )
            if stop:
                if i > first:
                    found.append(Draft(first, i, PLACE if kind is not PERSON and
                                        words[i].tag == Tag.POS else kind))  # fmt: skip
                first = i + 1
                if belongs:
                    kind = PLACE if self.reigns(d.first) else ORGANISATION
        if first < d.last:
            found.append(Draft(first, d.last, kind))
        return found

    def small_word(self, i: int, first: int) -> bool:
        """Whether word i is a small one that no person's name goes on with: "Ann Lee telephoned X"."""
        w = self.words[i]
        return (
            i > first + 1 and len(w.text) > 3 and w.text.isalpha() and w.text.islower()
            and w.text not in PARTICLES and self.words[i - 1].text not in _HYPHENS
            and w.text.upper() != w.text and any(self.words[j].text[:1].isupper() for j in range(first, i))
        )  # fmt: skip

    def belongs(self, i: int, first: int) -> bool:
        """Whether word i is the "of" after a full name: "Ann Lee of the Reform Party"."""
        words = self.words
        if words[i].text != "of" or i == first:
            return False
        full = i - first > 1 and words[first].text.lower().rstrip(".") not in self.titles
        full = full or self.reigns(first)
        return full or (i + 1 < len(words) and words[i + 1].text.lower() == "the")

    def mended(self, d: Draft) -> Draft | None:
        """A span without what belongs to no name, and with what the model left off."""
        words, first, last = self.words, d.first, d.last
        sentence = words[first].sentence
        while first < last and (first in self.taken or self.no_beginning(first, last, d.kind)):
            first += 1
        while last > first and (last - 1 in self.taken or self.no_end(last - 1)):
            last -= 1
        while d.kind is not PERSON and last - first > 1 and self.of_what_follows(last):
            last -= 1
        if first >= last:
            return None
        if d.kind is PERSON:
            first = self.after_titles(first, last)
            first, last = self.hyphenated(first, last)
            last = self.longer_right(last, sentence)
            first = self.longer_left(first, last)
            first = self.after_titles(first, last)
        else:
            while last < len(words) and self.goes_on(last, sentence):
                last += 1
            while (
                first - 1 > self.doc.sentences[sentence].first
                and first - 1 not in self.taken and words[first - 1].text[:1].isupper()
                and words[first - 1].relation in (Rel.COMPOUND, Rel.AMOD)
                and first <= words[first - 1].head < last
                and words[first - 1].text not in by_adjective()
                and words[first - 1].tag in (Tag.NNP, Tag.JJ, Tag.NNPS)
            ):  # fmt: skip
                first -= 1
        if (
            d.kind is not PERSON and last - first > 1 and words[last - 1].text[:1].isupper()
            and first == self.doc.sentences[sentence].first and words[first].text.lower() in _ONLY_TRADES
        ):  # fmt: skip
            first += 1  # "Carrier Flynord suspended …"
        if not any(w.text[:1].isupper() for w in words[first:last]) and d.kind is not ORGANISATION:
            return None
        return Draft(first, last, d.kind)

    def of_what_follows(self, last: int) -> bool:
        """Whether a span's last word belongs to a common noun behind it: "North Korean state media"."""
        w = self.words[last - 1]
        return (
            w.text.islower() and w.relation == Rel.COMPOUND and w.head >= last
            and self.words[w.head].text.islower()
        )  # fmt: skip

    def no_beginning(self, i: int, last: int, kind: ActorKind) -> bool:
        """Whether no name begins with a word."""
        w = self.words[i]
        low = w.text.lower()
        if w.tag in (
            Tag.DT,
            Tag.IN,
            Tag.COMMA,
            Tag.OPEN_QUOTE,
            Tag.CLOSE_QUOTE,
            Tag.PRP_S,
            Tag.CC,
            Tag.POS,
            Tag.COLON,
            Tag.HYPH,
            Tag.LRB,
            Tag.TO,
        ):
            if w.text[:1].isupper() and w.text in word_class("name.family_first"):  # "To Huu"
                return i == self.doc.sentences[w.sentence].first or last - i == 1
            return low not in PARTICLES or last - i == 1
        if w.text in by_adjective() and last - i > 1 and not (kind is PERSON and is_given(w.text)):
            if kind is ORGANISATION:
                return self.words[last - 1].lemma.lower() in GENERIC
            return self.words[i + 1].text[:1].isupper() or kind is PERSON
        return False

    def no_end(self, i: int) -> bool:
        """Whether no name ends with a word."""
        w = self.words[i]
        if w.text in _NAME_INNER_SMALL and w.pos != Pos.PROPN:
            return True  # "Diocese of | Tarnov and Velin"
        if w.text in _CREDITS and i + 1 < len(self.words) and self.words[i + 1].text == ":":
            return True
        return w.tag in (Tag.POS, Tag.COMMA, Tag.STOP, Tag.OPEN_QUOTE, Tag.CLOSE_QUOTE, Tag.COLON, Tag.HYPH, Tag.RRB, Tag.LRB) or w.text in (
            "'s", "'", '"', "-",
        )  # fmt: skip

    def after_titles(self, first: int, last: int) -> int:
        """The first word after the titles with which a person's span begins."""
        words = self.words
        for i in range(last - 2, first - 1, -1):
            low = words[i].text.lower().rstrip(".")
            if low not in self.titles or not words[i + 1].text[:1].isupper():
                continue
            if i == first and is_given(words[i].text) and low not in HONORIFICS:
                continue  # "Dean Smith"
            if low == "don" and i == first and not is_given(words[i + 1].text):
                continue  # "Don Miller", but "Don Carlos Miller"
            if any(is_given(words[j].text) and words[j].text.lower() not in self.titles
                   for j in range(first, i)) and i - first < 2:  # fmt: skip
                continue  # "Earl Warren Judge"
            return i + 1
        while first < last - 1 and words[first].text.lower() in _TITLE_LEADING_PLAIN:
            first += 1
        return first

    def hyphenated(self, first: int, last: int) -> tuple[int, int]:
        """Hyphens that touch join: Kim Jong | - | un; Ki- | moon."""
        words = self.words
        while (
            last + 1 < len(words) and words[last].text in _HYPHENS
            and words[last].start == words[last - 1].end
            and words[last + 1].sentence == words[first].sentence
            and words[last + 1].start <= words[last].end + 1
            and last not in self.taken and last + 1 not in self.taken
        ):  # fmt: skip
            after = words[last + 1].text
            if not after[:1].isupper() and (
                after in _ADJECTIVAL or not _ASIAN.fullmatch(after) or last - first < 1
            ):
                break
            if not after[:1].isupper() and last - first == 1 and not (
                words[first].text in word_class("name.family_first") or len(words[first].text) <= 5
            ):  # fmt: skip
                break
            if after[:1].isupper() and (after in by_adjective() or after in by_name()):
                break
            last += 2
        while (
            first > 1 and words[first - 1].text in _HYPHENS
            and words[first - 1].end == words[first].start
            and words[first - 2].end == words[first - 1].start
            and words[first - 2].text[:1].isupper() and first - 2 not in self.taken
            and words[first - 2].text.lower() not in self.titles
            and words[first - 2].text not in by_adjective() and words[first - 2].text != "Ex"
        ):  # fmt: skip
            first -= 2
        return first, last

    def longer_right(self, last: int, sentence: int) -> int:
        """Over particles, further proper nouns of the same name, and Jr."""
        words = self.words
        while last < len(words) and words[last].sentence == sentence and last not in self.taken:
            w = words[last]
            after = words[last + 1] if last + 1 < len(words) else None
            if w.relation == Rel.FLAT and w.tag in PROPER and w.text[:1].isupper():
                last += 1
            elif (w.text in SUFFIXES and w.text not in ("V", "X")) or (
                w.text == "," and after is not None and after.text in _NAME_SUFFIX_JUNIOR
            ):
                last += 1 if w.text != "," else 2
            elif (
                w.text in PARTICLES and w.text not in _NAME_PARTICLE_WORD
                and after is not None and after.sentence == sentence and last + 1 not in self.taken
                and (after.text[:1].isupper() or after.text in PARTICLES)
                and after.text not in by_name() and w.tag in (Tag.NNP, Tag.FW, Tag.NN, Tag.IN, Tag.DT)
            ):  # fmt: skip
                last += 1 + after.text[:1].isupper()
            elif w.text in _HYPHENS and after and w.start == words[last - 1].end and (
                words[last - 1].text.lower() in _NAME_PARTICLE_ARABIC
            ):  # fmt: skip
                last += 2
            else:
                break
        return last

    def longer_left(self, first: int, last: int) -> int:
        """Over a family name and given names that the model left off."""
        words = self.words
        before = first - 1
        if (
            last - first == 1 and before > self.doc.sentences[words[first].sentence].first
            and before not in self.taken and not self.quiet[before] and words[first].tag == Tag.NNP
            and words[before].tag != Tag.NNP and words[before - 1].text[:1].islower()
            and words[before].text in word_class("name.family_first")
        ):  # fmt: skip
            return before  # a family name that looks like a small word: "wrote to To Huu"
        while (
            first > 0 and first - 1 not in self.taken
            and (words[first - 1].tag == Tag.NNP or words[first - 1].text in _KUNYA)
            and words[first - 1].sentence == words[first].sentence
            and words[first - 1].text[:1].isupper()
            and (
                (words[first].relation == Rel.FLAT and words[first].head in (first - 1, first - 2))
                or (family_first([words[first - 1].text, self.form(Draft(first, last, PERSON))])
                    and "-" in self.form(Draft(first, last, PERSON)))
                or (is_given(words[first - 1].text)
                    and first <= words[first - 1].head < last)
                or words[first - 1].text in _KUNYA
            )
            and words[first - 1].text.lower().rstrip(".") not in self.titles
            and words[first - 1].text not in by_adjective()
        ):  # fmt: skip
            first -= 1
        return first

    def goes_on(self, last: int, sentence: int) -> bool:
        """Whether the next word heads the organisation or place that the span begins."""
        w = self.words[last]
        alone = last + 1 == len(self.words) or not self.words[last + 1].text[:1].isupper()
        return (
            w.sentence == sentence and last not in self.taken
            and (w.tag in (Tag.NNP, Tag.NNPS) or (w.tag == Tag.NN and alone))  # no headline's capital
            and w.text[:1].isupper() and self.words[last - 1].relation in (Rel.COMPOUND, Rel.AMOD)
            and self.words[last - 1].head == last
            and w.text.lower() not in self.titles
        )  # fmt: skip


@cache
def _listed() -> dict[str, tuple[tuple[tuple[str, ...], ActorKind], ...]]:
    """Names known from lists as words, longest first, by their first word."""
    kinds: dict[tuple[str, ...], ActorKind] = {}
    for form in first_column("names/organisations"):
        kinds[_cut(form)] = ORGANISATION
    for form in (*first_column("places/regions"), *by_capital(), *by_name()):
        kinds[_cut(form)] = PLACE
    found: dict[str, list[tuple[tuple[str, ...], ActorKind]]] = {}
    for words, kind in kinds.items():
        if words[0] != "The" or len(words) == 1:
            found.setdefault(words[0], []).append((words, kind))
    return {
        first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in found.items()
    }


def _cut(form: str) -> tuple[str, ...]:
    return tuple(form[a:b].replace("’", "'") for a, b in cut_words(form, 0, len(form)))
