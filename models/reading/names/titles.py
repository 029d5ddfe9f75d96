"""Titles, offices and kinship beside a person's name."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from models.reading.doc import ActorKind, Doc, Name, Role
from models.reading.grammar.graph import graph_of
from models.reading.labels import NOMINAL, NOUNS_AND_PREPOSITIONS, Rel, Tag
from models.reading.lexicon.breaks import whole
from models.reading.lexicon.classes import word_class, word_values
from models.reading.lexicon.gazetteer import by_adjective, by_name
from models.reading.lexicon.personal_names import INVISIBLE

_TITLE_INNER_BARE = word_class("title.inner_bare")

_PREP_TITLE = word_class("prep.title")
_PREP_TITLE_OF = word_class("prep.title_of")
_TITLE_INNER = word_class("title.inner")
_TITLE_INNER_OF = word_class("title.inner_of")

LEADING = word_class("title.leading")
_PAST = re.compile(r"(?:the |a )?(?:then|ex|former|late|one-?time|deposed|ousted)\b", re.IGNORECASE)
_ADDRESS = re.compile(r"(?<=\w)\s+(?:mr|mrs|ms|miss|dr|sir|prof)\.?$", re.IGNORECASE)
_ADDRESSED = re.compile(
    r"(?:mr|mrs|ms|miss|mme|sir|dr)\.?|(?:the )?(?:rt\.?|right)? ?hon(?:ourable|orable)?\.?",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"^(?:also|one|another|an?)\s+(?:an?\s+)?(?=\w)", re.IGNORECASE)
_JOINING = word_class("title.joining")
_SHORT = word_values("title.short")
_LONGEST = 14  # words of a title


@dataclass(frozen=True, slots=True)
class Title:
    """A title as read: its role, the first word it covers, its nouns, the gender it tells."""

    role: Role | None
    first: int
    nouns: frozenset[str]
    gender: str
    head: int | None  # the word that heads the phrase of title and name, where it is the title's


def title_words(text: str) -> frozenset[str]:
    """The words of a title that say which office it is, folded: foreign, minister."""
    low = re.sub(r"[^\w\s]", " ", text.lower().partition(" to the ")[0]).split()
    return frozenset(_SHORT.get(w, w) for w in low if w not in LEADING and w not in _JOINING)


def one_line(text: str) -> str:
    """Text without line ends and invisible marks."""
    return " ".join(whole(text).translate(INVISIBLE).split())


class TitleReader:
    """Reads the titles beside the names of one document."""

    def __init__(self, doc: Doc) -> None:
        self.doc, self.words = doc, doc.words
        self.graph = graph_of(doc)
        self.known = word_values("title")
        self.kin = word_values("kin")
        self.person_words = {
            i: n for n in doc.names if n.kind is ActorKind.PERSON for i in range(n.first, n.last)
        }
        self.name_words = {i: n for n in doc.names for i in range(n.first, n.last)}

    def is_title(self, i: int) -> bool:
        """Whether a word names an office, rank or calling."""
        w = self.words[i]
        low = w.text.lower().rstrip(".")
        return low in self.known or w.lemma.lower() in self.known

    def gender(self, span: Iterable[int]) -> str:
        """The gender that titles tell, "" where they tell none."""
        found = {self.known.get(self.words[i].text.lower().rstrip("."), "x") for i in span} - {"x"}
        return found.pop() if len(found) == 1 else ""

    def before(self, name: Name) -> Title:
        """The title right before a name: "Deputy Foreign Minister X", "then-Premier X"."""
        words, at = self.words, name.first
        none = Title(None, name.first, frozenset(), "", None)
        sentence = words[at].sentence
        begin = max(self.doc.sentences[sentence].first, at - _LONGEST)
        while at > begin and at - 1 not in self.person_words:
            w = words[at - 1]
            if w.tag in NOMINAL and not (w.tag == Tag.NNS and words[at].text != "'s"):
                at -= 1
            elif w.text.lower() in _JOINING and at - 1 > begin and at != name.first:
                if w.text == "The":
                    break  # "an Office and The Rt Hon X"
                if w.text in _TITLE_INNER_BARE and (
                    words[at - 2].tag not in NOUNS_AND_PREPOSITIONS and words[at - 2].text != "of"
                ):
                    break
                if w.text == "and" and not words[at].text[:1].isupper():
                    break
                if w.text in _PREP_TITLE_OF and self.is_title(name.first - 1):
                    break  # "son of President X", "adviser to General X"
                at -= 1
            elif (
                w.text in ("-", "‑", "–") and words[at - 2].text.lower() in LEADING
            ) or w.text.lower() in LEADING:
                at -= 1
            else:
                break
        while at < name.first and (words[at].text.lower() in _TITLE_INNER):
            at += 1
        if at < name.first - 1 and words[at].text.lower() == "visiting":
            at += 1
        # What belongs to the last title noun: nothing lies between it and the name.
        if at >= name.first or not self.is_title(name.first - 1):
            return self.office_of(name, at) or none
        # "and" joins two offices only when both are capitalised next to each other.
        start = at
        country: str | None = None
        lead = start
        while lead < name.first - 1 and words[lead].text.lower() in LEADING | {"-"}:
            lead += 1
        for size in (3, 2, 1):
            form = " ".join(w.text for w in words[lead : lead + size])
            if lead + size < name.first and (form in by_adjective() or form in by_name()):
                country = (by_adjective().get(form) or by_name()[form]).name
                lead_text = words[start:lead]
                start = lead + size
                if words[start].text in ("'s", "'"):
                    start += 1
                break
        else:
            lead_text = ()
        if start >= name.first:
            return none
        worded = one_line(self.doc.text[words[start].start : words[name.first - 1].end])
        worded = _ADDRESS.sub("", worded)  # "Justice Minister Dr." is a minister
        if lead_text:
            ahead = one_line(self.doc.text[lead_text[0].start : lead_text[-1].end])
            worded = f"{ahead}{'' if ahead.endswith('-') else ' '}{worded}"
        return self.title(worded, country, at, name.first, name)

    def office_of(self, name: Name, at: int) -> Title | None:
        """ "Minister of External Relations X": the office ends with another noun."""
        words = self.words
        for i in range(at, name.first - 1):
            if (
                self.is_title(i) and words[i].text[:1].isupper() and words[i + 1].text == "of"
                and all(w.text[:1].isupper() or w.text in _TITLE_INNER_OF for w in words[i : name.first])
            ):  # fmt: skip
                first = i
                while (
                    first > at
                    and words[first - 1].text[:1].isupper()
                    and words[first - 1].tag in NOMINAL
                ):
                    first -= 1
                country = by_adjective().get(words[first].text)
                start = first + (country is not None and first < i)
                worded = one_line(self.doc.text[words[start].start : words[name.first - 1].end])
                return self.title(
                    worded, country.name if country else None, first, name.first, name
                )
        return None

    def title(self, worded: str, of: str | None, first: int, last: int, name: Name) -> Title:
        """A title of these words, which are between ``first`` and ``last``."""
        words = self.words
        inside = range(first, last)
        past = ".." if _PAST.match(worded) else None
        worded = _COUNTED.sub("", worded)
        if _ADDRESSED.fullmatch(worded):
            role = None
        else:
            role = Role(worded, of, None, past, words[first].start, name.end)
        head = next((i for i in inside if not first <= words[i].head < name.last), None)
        return Title(role, first, title_words(worded), self.gender(inside), head)

    def beside(self, name: Name, head: int) -> list[Title]:
        """Titles in apposition: "X, general secretary of Y," and "the head of Y, X"."""
        words, found = self.words, []
        for i in range(name.last, min(name.last + 16, len(words))):
            w = words[i]
            if w.relation == Rel.APPOS and (name.first <= w.head < name.last or w.head == head):
                if (title := self.phrase(i, after=name)) is not None:
                    found.append(title)
                break
        w = words[head]
        if (
            w.relation in (Rel.APPOS, Rel.FLAT, Rel.NMOD)
            and w.head >= 0
            and w.head not in self.name_words
            and not (w.relation == Rel.NMOD and self.has_case(head))  # "an adviser to X"
        ):
            noun = w.head
            between = {v.text for v in words[noun + 1 : name.first]}
            others = self.is_title(name.first - 1) and between & _PREP_TITLE_OF
            if name.first - 14 <= noun < name.first and not others:
                title = self.phrase(noun, before=name)
                found += [title] if title is not None else []
        return found

    def phrase(
        self, noun: int, *, after: Name | None = None, before: Name | None = None
    ) -> Title | None:
        """The title whose head is ``noun``, with what depends on it on the name's far side."""
        words = self.words
        if not (self.is_title(noun) or words[noun].lemma in self.kin) or words[noun].tag in (
            Tag.NNS,
            Tag.NNPS,
        ):
            return None
        inside = [
            j for j in self.graph.subtree(noun, 40)
            if (after is None or j >= after.last) and (before is None or j < before.first)
        ]  # fmt: skip
        first, last = self.around(noun, inside)
        if (
            any(i in self.person_words for i in range(first, last))
            and words[noun].lemma not in self.kin
        ):
            return None
        while first < noun and (
            words[first].tag
            in (Tag.DT, Tag.COMMA, Tag.OPEN_QUOTE, Tag.CC, Tag.IN, Tag.TO, Tag.COLON, Tag.LRB)
            or not any(c.isalnum() for c in words[first].text)
            or words[first].lemma in ("include", "accord")
        ):
            first += 1
        while last > noun + 1 and not any(c.isalnum() for c in words[last - 1].text):
            last -= 1
        text = one_line(self.doc.text[words[first].start : words[last - 1].end])
        if len(text) > 120:
            last = noun + 1
            text = one_line(self.doc.text[words[first].start : words[noun].end])
        worded, of = text, None
        lead = first
        for size in (2, 1):
            form = " ".join(w.text for w in words[lead : lead + size])
            if form in by_adjective() and lead + size <= noun:
                of = by_adjective()[form].name
                worded = one_line(self.doc.text[words[lead + size].start : words[last - 1].end])
                break
        cut = noun + 1
        if cut < last and words[cut].text in _PREP_TITLE and any(
            i in self.name_words for i in range(cut, last)
        ):  # fmt: skip
            rest = one_line(self.doc.text[words[cut + 1].start : words[last - 1].end])
            of = re.sub(r"^the ", "", rest)
            worded = one_line(self.doc.text[words[first].start : words[noun].end])
        elif words[first].tag != Tag.PRP_S:
            owner = next(
                (
                    j
                    for j in self.graph.children[noun]
                    if words[j].relation == Rel.NMOD_POSS and j in self.name_words
                ),
                None,
            )
            if owner is not None and first <= owner:
                of = one_line(self.doc.text[words[first].start : self.name_words[owner].end])
                after_owner = self.name_words[owner].last
                while after_owner < noun and words[after_owner].tag == Tag.POS:
                    after_owner += 1
                worded = one_line(self.doc.text[words[after_owner].start : words[last - 1].end])
        worded = _COUNTED.sub("", worded)
        past = ".." if _PAST.match(worded) else None
        low = words[noun].lemma
        gender = self.kin.get(low) or self.known.get(low) or "x"
        return Title(
            Role(worded, of, None, past, words[first].start, words[last - 1].end),
            first, title_words(worded), gender if gender != "x" else "", None,
        )  # fmt: skip

    def has_case(self, i: int) -> bool:
        """Whether a word depends on a preposition."""
        return bool(self.graph.child(i, Rel.CASE))

    def around(self, noun: int, inside: list[int]) -> tuple[int, int]:
        """The unbroken run of ``inside`` that holds ``noun``, cut at a clause."""
        words, have = self.words, set(inside)
        first = last = noun
        while first - 1 in have:
            first -= 1
        while last + 1 in have and words[last + 1].relation not in (Rel.ACL_RELCL, Rel.ACL, Rel.PARATAXIS) and (
            words[last + 1].tag not in (Tag.WDT, Tag.WP, Tag.WRB, Tag.WP_S, Tag.COLON, Tag.LRB) and words[last + 1].text != ","
        ):  # fmt: skip
            last += 1
        return first, last + 1
