"""Names put right: the model's spans against grammar, titles, word lists and the whole document.

A span is first cut and mended where it stands (titles off, hyphens joined); then all places of the
document where one form stands vote on what it names, and words the model passed over are added.
"""

import re
from dataclasses import dataclass, field, replace
from functools import cache

from models.reading.doc import ActorKind, Doc, Name, ParagraphKind, Word
from models.reading.gazetteer import by_adjective, by_capital, by_name, by_people, cities
from models.reading.personal_names import PARTICLES, SUFFIXES, family_first, is_given, spaced
from models.reading.pipeline import stage
from models.reading.tokens import cut_words
from models.reading.words import table, word_set

PERSON, ORGANISATION, PLACE = ActorKind.PERSON, ActorKind.ORGANISATION, ActorKind.PLACE
_SILENT = (ParagraphKind.BOILERPLATE, ParagraphKind.BYLINE, ParagraphKind.DATELINE)
_HYPHENS = ("-", "‐", "‑", "–")
HONORIFICS = frozenset(
    "mr mrs ms miss mx dr sir dame lord lady madam mme mlle monsieur herr frau senor senora señor "
    "señora don doña rev fr prof professor sheikh imam ayatollah mullah".split()
)
_CREDIT = re.compile(
    r"\b(?:photos?|photographs?|photographer|image|picture|file|handout|courtesy|via|pool|getty|"
    r"reuters|afp|epa|ap|contributor|correspondent|staff)\b|/|©",
    re.IGNORECASE,
)
_COLOPHON = re.compile(
    r"\bcontributed (?:reporting )?(?:to|from)\b|\b(?:additional )?reporting (?:for \w+ )?by\b|\b(?:writing|editing|"
    r"edited|written|compiled|translated|translation) by\b|\breport(?:s|ed|ing)? from\b.{0,40}$|"
    r"^\W*(?:photos?|photographs?|pictures?|image|caption|credit)\b.{0,12}(?:by|:)",
    re.IGNORECASE,
)
# A hyphen after a capital and one of these makes an adjective, not a name: "Moscow-led".
_ADJECTIVAL = frozenset(
    "led run era like born type fed hit bound wide free held made ruled based backed style owned "
    "linked aligned inspired controlled allied time trained sponsored appointed built funded to in "
    "on up out off by day old year level range term class tier half".split()
)
_ASIAN = re.compile(
    r"[bcdghjklmnprstwyz]{0,3}[aeiouy]{1,3}(?:ng|[nmlkptbrg])?(?:h|k)?", re.IGNORECASE
)
# What a government has: the adjective before such a noun is its country, not a part of the name.
GENERIC = frozenset(
    "ministry army military government parliament police navy cabinet embassy consulate senate "
    "authorities intelligence treasury airforce legislature presidency court congress office forces "
    "force media television state".split()
)
# Bodies whose names go on behind "of" or "for".
_OF_SOMETHING = frozenset(
    "ministry department office bureau council committee commission agency institute federation "
    "association union secretariat directorate court academy board society league".split()
)
# A person's name before one of these does not make an organisation of the person.
_FOLLOWING = frozenset(
    "administration government regime campaign team family presidency cabinet era dynasty camp "
    "foundation estate office staff entourage doctrine clan household wing state media".split()
)
# Endings that make a firm of any name.
CORPORATE = frozenset(
    "inc inc. corp corp. ltd ltd. llc plc group holdings holding co co. company gmbh limited "
    "corporation bhd".split()
)
# A name that stands behind one of these is a firm's: "retailer X".
_TRADES = frozenset(
    "retailer airline carrier company firm bank insurer manufacturer automaker carmaker broadcaster "
    "newspaper magazine daily weekly tabloid website supermarket chain brand group giant conglomerate "
    "consultancy brewer miner refiner airliner startup network station channel agency party "
    "publisher operator subsidiary contractor supplier lender".split()
)
# What firms have: the name before it is no person's.
_OWNED_BY_FIRMS = frozenset(
    "share stock store outlet branch factory plane airplane aircraft airliner jet flight jetliner plant "
    "shareholder creditor subsidiary spokesman spokeswoman spokesperson ceo executive employee customer "
    "franchise headquarters ipo warehouse refinery dealership brand product supermarket".split()
)
_IN_SOMEBODY = frozenset(
    "confidence faith trust belief believe interest stake share hope invest disappointed confide".split()
)
# Of these those with which no firm's own name begins.
_ONLY_TRADES = frozenset(
    "retailer airline carrier insurer manufacturer automaker carmaker broadcaster supermarket brewer "
    "miner refiner lender planemaker chipmaker drugmaker oilmaker budget".split()
)
_NATURAL = frozenset(
    "earthquake quake tremor storm typhoon hurricane cyclone tsunami flood landslide tornado wildfire "
    "drought blizzard aftershock avalanche".split()
)
_LOCAL = frozenset("in at near around outside inside across throughout".split())


@dataclass(slots=True)
class _Draft:
    first: int
    last: int
    kind: ActorKind
    sure: bool = False  # its kind is known from a list


@dataclass(slots=True)
class _Votes:
    """What speaks for each kind, over all places where one form stands."""

    person: float = 0.0
    organisation: float = 0.0
    place: float = 0.0
    thing: float = 0.0
    titled: bool = False
    drafts: list[_Draft] = field(default_factory=list)

    @property
    def kind(self) -> ActorKind | None:
        """The kind with most support; None where something else than an actor is named."""
        best = max(self.person, self.organisation, self.place)
        if self.thing > best:
            return None
        if self.person == best:
            return PERSON
        return ORGANISATION if self.organisation == best else PLACE


def correct_names(doc: Doc) -> Doc:
    """Names without titles, none overlapping, in the order of the text."""
    return _Corrector(doc).run()


def silent_words(doc: Doc) -> bytearray:
    """A byte a word: 1 where the text speaks of itself (bylines, credits), so that nobody acts."""
    quiet = bytearray(len(doc.words))
    for s in doc.sentences:
        if (
            doc.paragraphs[s.paragraph].kind in _SILENT
            or _is_credit(doc, s.first, s.last)
            or (s.end - s.start < 300 and _COLOPHON.search(doc.text, s.start, s.end))
        ):
            quiet[s.first : s.last] = b"\1" * (s.last - s.first)
            continue
        for first, last in _inner_credits(doc, s.first, s.last):
            quiet[first:last] = b"\1" * (last - first)
    return quiet


def _is_credit(doc: Doc, first: int, last: int) -> bool:
    """A sentence in brackets that credits a picture: "(AP Photo/A. Writer)"."""
    words = doc.words
    if words[first].text != "(" or words[last - 1].text not in (")", ".") or last - first > 20:
        return False
    return bool(_CREDIT.search(doc.text, words[first].start, words[last - 1].end))


def _inner_credits(doc: Doc, first: int, last: int) -> list[tuple[int, int]]:
    """Credits inside a sentence: brackets at its end, "Ann Lee/Reuters", "Photo by Ann Lee"."""
    words, found = doc.words, []
    for i in range(first, last):
        text = words[i].text
        if text == "(" and i > first + 3:
            end = next((j for j in range(i, min(i + 16, last)) if words[j].text == ")"), None)
            if end and _CREDIT.search(doc.text, words[i].start, words[end].end):
                found.append((i, end + 1))
        elif text == "/" and i + 1 < last and words[i - 1].text[:1].isupper():
            agency = words[i + 1].text
            if agency.isupper() or agency in word_set("known-organisations.txt"):
                at = i
                while at > first and i - at < 4 and words[at - 1].text[:1].isupper():
                    at -= 1
                found.append((at, i + 2))
        elif text.lower() == "by" and i > first and words[i - 1].text.lower() in (
            "photo", "photos", "photograph", "photographs", "picture", "pictures", "image", "video", "graphic",
            "story", "report", "text", "reporting", "written", "edited",
        ) and (i - 1 == first or words[i - 2].text in (".", "(", "|", "/", "-")):  # fmt: skip
            found.append((i, min(i + 5, last)))
    return found


@cache
def _listed() -> dict[str, tuple[tuple[tuple[str, ...], ActorKind], ...]]:
    """Names known from lists as words, longest first, by their first word."""
    kinds: dict[tuple[str, ...], ActorKind] = {}
    for form in word_set("known-organisations.txt"):
        kinds[_cut(form)] = ORGANISATION
    for form in (*word_set("regions.txt"), *by_capital(), *by_name()):
        kinds[_cut(form)] = PLACE
    found: dict[str, list[tuple[tuple[str, ...], ActorKind]]] = {}
    for words, kind in kinds.items():
        if words[0] != "The" or len(words) == 1:
            found.setdefault(words[0], []).append((words, kind))
    return {
        first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in found.items()
    }


@cache
def _regions() -> frozenset[str]:
    """Countries, states and regions: what follows a town and a comma."""
    return frozenset({*by_name(), *word_set("regions.txt")})


def _cut(form: str) -> tuple[str, ...]:
    return tuple(form[a:b].replace("’", "'") for a, b in cut_words(form, 0, len(form)))


def _has_no_capitals(text: str) -> bool:
    """Whether a word is of letters that are neither large nor small, as in Arabic."""
    return text.isalpha() and text.upper() == text.lower()


class _Corrector:
    def __init__(self, doc: Doc) -> None:
        self.doc, self.words = doc, doc.words
        self.quiet = silent_words(doc)
        self.titles = table("titles.txt")
        self.taken: dict[int, _Draft] = {}
        self._common: frozenset[str] | None = None

    def run(self) -> Doc:
        drafts = self.candidates()
        drafts += self.passed_over()
        drafts += self.without_capitals()
        drafts.sort(key=lambda d: d.first)
        drafts = self.agreed(self.whole(self.joined(drafts)))
        self.taken = {i: d for d in drafts for i in range(d.first, d.last)}
        drafts += self.seen_elsewhere(drafts)
        drafts.sort(key=lambda d: d.first)
        words = self.words
        return replace(
            self.doc,
            names=tuple(
                Name(words[d.first].start, words[d.last - 1].end, d.kind, d.first, d.last)
                for d in drafts
            ),
        )

    def form(self, d: _Draft) -> str:
        words = self.words
        return spaced(self.doc.text[words[d.first].start : words[d.last - 1].end])

    def take(self, d: _Draft, into: list[_Draft]) -> None:
        into.append(d)
        for i in range(d.first, d.last):
            self.taken[i] = d

    # --- where names begin and end

    def candidates(self) -> list[_Draft]:
        """Spans of the lists and of the model, mended, none overlapping."""
        spans: list[_Draft] = []
        for name in self.doc.names:
            if not self.quiet[name.first]:
                spans += self.cut_inside(_Draft(name.first, name.last, name.kind))
        longer = {
            i: d for d in spans if d.kind is not PERSON and d.last - d.first > 1
            for i in range(d.first, d.last)
        }  # fmt: skip
        drafts: list[_Draft] = []
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

    def listed(self) -> list[_Draft]:
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
                    and not (form == ("US",) and words[i].tag == "PRP")
                ):
                    found.append(_Draft(i, last, kind, sure=True))
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
        if after and after.sentence == w.sentence and after.tag.startswith("NNP"):
            if after.relation == "flat" and after.head == i:
                return True
            if (
                w.relation == "compound"
                and w.head == i + 1
                and after.text.lower() not in self.titles
            ):
                return after.text[:1].isupper()
        if before and before.tag == "NNP" and before.text not in by_name():
            if w.relation == "flat" and w.head in (i - 1, i - 2):
                return True
            if before.text.lower().rstrip(".") in HONORIFICS:
                return True
            return is_given(before.text) and before.relation in ("compound", "flat", "nsubj") and (
                before.head in (w.head, i)
            )  # fmt: skip
        return False

    def cut_inside(self, d: _Draft) -> list[_Draft]:
        """A span cut where no name goes on: at commas, "and", a possessive."""
        words, found, first, kind = self.words, [], d.first, d.kind
        for i in range(d.first, d.last):
            text = words[i].text
            stop = text == "," and not (i + 1 < d.last and words[i + 1].text in SUFFIXES | {"D.C."})
            if kind is PERSON:
                belongs = self.belongs(i, first)
                stop = stop or belongs or text.lower() in ("and", "&", "/", "(", ")", ";", "or") or (
                    words[i].tag == "POS"
                )  # fmt: skip
            else:
                place = " ".join(w.text for w in words[first:i]) in by_name()
                belongs = False
                stop = (text in (",", "(", ")") and kind is PLACE) or (
                    words[i].tag == "POS" and place
                )
            if stop:
                if i > first:
                    found.append(_Draft(first, i, PLACE if kind is not PERSON and
                                        words[i].tag == "POS" else kind))  # fmt: skip
                first = i + 1
                if belongs:
                    kind = ORGANISATION
        if first < d.last:
            found.append(_Draft(first, d.last, kind))
        return found

    def belongs(self, i: int, first: int) -> bool:
        """Whether word i is the "of" after a full name: "Ann Lee of the Reform Party"."""
        words = self.words
        if words[i].text != "of" or i == first:
            return False
        full = i - first > 1 and words[first].text.lower().rstrip(".") not in self.titles
        return full or (i + 1 < len(words) and words[i + 1].text.lower() == "the")

    def mended(self, d: _Draft) -> _Draft | None:
        words, first, last = self.words, d.first, d.last
        sentence = words[first].sentence
        while first < last and (first in self.taken or self.no_beginning(first, last, d.kind)):
            first += 1
        while last > first and (last - 1 in self.taken or self.no_end(last - 1)):
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
                and words[first - 1].relation in ("compound", "amod")
                and first <= words[first - 1].head < last
                and words[first - 1].text not in by_adjective()
                and words[first - 1].tag in ("NNP", "JJ", "NNPS")
            ):  # fmt: skip
                first -= 1
        if (
            d.kind is not PERSON and last - first > 1 and words[last - 1].text[:1].isupper()
            and first == self.doc.sentences[sentence].first and words[first].text.lower() in _ONLY_TRADES
        ):  # fmt: skip
            first += 1  # "Carrier Flynord suspended …"
        if not any(w.text[:1].isupper() for w in words[first:last]) and d.kind is not ORGANISATION:
            return None
        return _Draft(first, last, d.kind)

    def no_beginning(self, i: int, last: int, kind: ActorKind) -> bool:
        w = self.words[i]
        low = w.text.lower()
        if w.tag in ("DT", "IN", ",", "``", "''", "PRP$", "CC", "POS", ":", "HYPH", "-LRB-", "TO"):
            if w.text[:1].isupper() and w.text in word_set("family-first.txt"):  # "To Huu"
                return i == self.doc.sentences[w.sentence].first or last - i == 1
            return low not in PARTICLES or last - i == 1
        if w.text in by_adjective() and last - i > 1 and not (kind is PERSON and is_given(w.text)):
            if kind is ORGANISATION:
                return self.words[last - 1].lemma.lower() in GENERIC
            return self.words[i + 1].text[:1].isupper() or kind is PERSON
        return False

    def no_end(self, i: int) -> bool:
        w = self.words[i]
        return w.tag in ("POS", ",", ".", "``", "''", ":", "HYPH", "-RRB-", "-LRB-") or w.text in (
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
        while first < last - 1 and words[first].text.lower() in (
            "then",
            "ex",
            "-",
            "former",
            "late",
        ):
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
                words[first].text in word_set("family-first.txt") or len(words[first].text) <= 5
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
            if w.relation == "flat" and w.tag.startswith("NNP") and w.text[:1].isupper():
                last += 1
            elif (w.text in SUFFIXES and w.text not in ("V", "X")) or (
                w.text == "," and after is not None and after.text in ("Jr.", "Sr.", "Jr", "Sr")
            ):
                last += 1 if w.text != "," else 2
            elif (
                w.text in PARTICLES and w.text not in ("e", "y", "la", "st", "ap", "mac", "ten")
                and after is not None and after.sentence == sentence and last + 1 not in self.taken
                and (after.text[:1].isupper() or after.text in PARTICLES)
                and after.text not in by_name() and w.tag in ("NNP", "FW", "NN", "IN", "DT")
            ):  # fmt: skip
                last += 1 + after.text[:1].isupper()
            elif w.text in _HYPHENS and after and w.start == words[last - 1].end and (
                words[last - 1].text.lower() in ("al", "el", "ul", "abd")
            ):  # fmt: skip
                last += 2
            else:
                break
        return last

    def longer_left(self, first: int, last: int) -> int:
        words = self.words
        before = first - 1
        if (
            last - first == 1 and before > self.doc.sentences[words[first].sentence].first
            and before not in self.taken and not self.quiet[before] and words[first].tag == "NNP"
            and words[before].tag != "NNP" and words[before - 1].text[:1].islower()
            and words[before].text in word_set("family-first.txt")
        ):  # fmt: skip
            return before  # a family name that looks like a small word: "wrote to To Huu"
        while (
            first > 0 and first - 1 not in self.taken and words[first - 1].tag == "NNP"
            and words[first - 1].sentence == words[first].sentence
            and words[first - 1].text[:1].isupper()
            and (
                (words[first].relation == "flat" and words[first].head in (first - 1, first - 2))
                or (is_given(words[first - 1].text)
                    and first <= words[first - 1].head < last)
            )
            and words[first - 1].text.lower().rstrip(".") not in self.titles
            and words[first - 1].text not in by_adjective()
        ):  # fmt: skip
            first -= 1
        return first

    def goes_on(self, last: int, sentence: int) -> bool:
        """Whether the next word heads the organisation or place that the span begins."""
        w = self.words[last]
        return (
            w.sentence == sentence and last not in self.taken and w.tag in ("NNP", "NNPS")
            and w.text[:1].isupper() and self.words[last - 1].relation in ("compound", "amod")
            and self.words[last - 1].head == last
            and w.text.lower() not in self.titles
        )  # fmt: skip

    def passed_over(self) -> list[_Draft]:
        """Runs of proper nouns that the model passed over and that can only be a person."""
        words, i = self.words, 0
        found: list[_Draft] = []
        while i < len(words):
            w = words[i]
            if (
                i in self.taken or self.quiet[i] or w.tag != "NNP" or not w.text[:1].isupper()
                or w.text.lower().rstrip(".") in self.titles or len(w.text) < 2
            ):  # fmt: skip
                i += 1
                continue
            last = i + 1
            while (
                last < len(words) and words[last].sentence == w.sentence
                and last not in self.taken
                and (
                    (words[last].tag == "NNP" and words[last].text[:1].isupper()
                     and words[last].text.lower() not in word_set("organisations.txt"))
                    or (words[last].text in PARTICLES and last + 1 < len(words)
                        and words[last + 1].tag == "NNP" and words[last + 1].relation == "flat")
                )
            ):  # fmt: skip
                last += 1
            first, last = self.hyphenated(i, last)
            before = words[first - 1] if first and words[first - 1].sentence == w.sentence else None
            titled = (
                before is not None
                and before.text.lower().rstrip(".") in self.titles
                and (before.text.lower().rstrip(".") in HONORIFICS or before.text[:1].isupper())
                and before.tag in ("NNP", "NN")
            )
            full = 2 <= len(self.form(_Draft(first, last, PERSON)).split()) <= 4 and (
                is_given(words[first].text)
                and words[last - 1].text.lower() not in word_set("place-nouns.txt")
                and (last - first > 2 or words[first + 1].relation == "flat")
            )
            if (titled or full or self.so_called(first)) and words[
                last - 1
            ].lemma.lower() not in word_set("organisations.txt"):
                self.take(_Draft(first, last, PERSON), found)
            i = max(last, i + 1)
        return found

    def without_capitals(self) -> list[_Draft]:
        """People named in a script that has no capitals: where somebody acts, or a title stands before."""
        words, i = self.words, 0
        found: list[_Draft] = []
        while i < len(words):
            last = i
            while (
                last < len(words) and _has_no_capitals(words[last].text) and words[last].pos == "PROPN"
                and words[last].sentence == words[i].sentence and last not in self.taken
            ):  # fmt: skip
                last += 1
            before = words[i - 1].text.lower() if i else ""
            acting = words[i].relation in ("nsubj", "nsubj:pass", "obj", "obl:agent")
            if 2 <= last - i <= 4 and (acting or before in self.titles) and not self.quiet[i]:
                self.take(_Draft(i, last, PERSON), found)
            i = max(last, i + 1)
        return found

    def so_called(self, first: int) -> bool:
        """Whether a person before is "known as" what begins here."""
        words = self.words
        if first < 3 or words[first - 1].text != "as" or words[first - 2].lemma != "know":
            return False
        who = self.taken.get(words[first - 2].head)
        return who is not None and who.kind is PERSON

    def joined(self, drafts: list[_Draft]) -> list[_Draft]:
        """Names torn apart by the model: of a person, of a "Ministry | of | Trade"."""
        found: list[_Draft] = []
        for d in drafts:
            before = found[-1] if found else None
            if (
                before and before.last == d.first and before.kind is d.kind is PERSON
                and self.words[d.first].sentence == self.words[before.first].sentence
                and d.last - before.first <= 6
            ):  # fmt: skip
                before.last = d.last
            elif before and self.one_body(before, d):
                before.last = d.last
            else:
                found.append(d)
        return found

    def whole(self, drafts: list[_Draft]) -> list[_Draft]:
        """A name torn off an organisation that the document names in full elsewhere."""
        known = {
            self.form(d) for d in drafts if d.kind is ORGANISATION and d.last - d.first > 2
        }  # fmt: skip
        found: list[_Draft] = []
        for d in drafts:
            if found and d.first < found[-1].last:
                continue
            if d.kind is not PLACE and d.last - d.first > 1:
                last = d.last
                while last < len(self.words) and self.words[last].text[:1].isupper():
                    last += 1
                    if self.form(_Draft(d.first, last, PERSON)) in known:
                        d = _Draft(d.first, last, ORGANISATION)
                        break
            found.append(d)
        return found

    def one_body(self, a: _Draft, b: _Draft) -> bool:
        """Whether a body and what stands behind its "of" or "for" are one name."""
        words = self.words
        return (
            a.last + 1 == b.first and a.kind is b.kind is ORGANISATION
            and words[a.last].text in ("of", "for")
            and words[a.last - 1].text.lower() in _OF_SOMETHING
            and words[b.first].text[:1].isupper()
        )  # fmt: skip

    # --- what they name

    def agreed(self, drafts: list[_Draft]) -> list[_Draft]:
        """One kind for one form in a document; forms that name no actor are left out."""
        drafts = [d for d in drafts if not self.no_name(d)]
        votes: dict[str, _Votes] = {}
        spelled: dict[str, str] = {}  # one spelling for all: FlyNord, Flynord, FLYNORD
        for d in drafts:
            form = self.form(d)
            v = votes.setdefault(spelled.setdefault(form.casefold(), form), _Votes())
            v.drafts.append(d)
            self.vote(d, v)
        firms = {
            part for form, v in votes.items() if " " in form and v.kind is ORGANISATION
            for part in (form.split()[0], form.rsplit(" ", 1)[0])
        }  # fmt: skip
        stems = {
            form.rsplit(" ", 1)[0] for form, v in votes.items()
            if " " in form and v.kind is ORGANISATION and form.rsplit(" ", 1)[1].lower() in CORPORATE
        }  # fmt: skip
        for form in stems & votes.keys():
            votes[form].organisation += 9 + 3 * len(votes[form].drafts)
        full = self.full_names(votes)
        families = {words[-1] for words in full}
        parts = families | {words[0] for words in full}
        for form, v in votes.items():
            if form in parts:
                v.person += 2.5
                if v.drafts[0].sure and not self.place_like(v.drafts):
                    # A listed town or country that is also somebody's family name here.
                    v.person += v.place if form in families else 6
            if form in firms and form not in parts and not self.place_like(v.drafts):
                v.organisation += 3
        kept = []
        for v in votes.values():
            kind = v.kind
            for d in v.drafts:
                if kind is None or (kind is PERSON and v.person < 1):
                    continue
                d.kind = PERSON if self.titled(d) and kind is not ORGANISATION else kind
                kept.append(d)
        return sorted(kept, key=lambda d: d.first)

    def full_names(self, votes: dict[str, _Votes]) -> list[list[str]]:
        """The words of the forms of two and more words that are persons."""
        return [
            form.split() for form, v in votes.items()
            if " " in form and v.kind is PERSON and not v.drafts[0].sure
        ]  # fmt: skip

    def place_like(self, drafts: list[_Draft]) -> bool:
        return any(self.case_of(d) in _LOCAL for d in drafts)

    def titled(self, d: _Draft) -> bool:
        """Whether a title that can only belong to a person stands right before."""
        words = self.words
        if d.first == 0 or words[d.first - 1].sentence != words[d.first].sentence:
            return False
        w = words[d.first - 1]
        low = w.text.lower().rstrip(".")
        if low in HONORIFICS:
            return True
        return (
            low in self.titles and w.tag in ("NNP", "NN") and w.text[:1].isupper()
            and (w.relation in ("compound", "flat") or words[d.first].relation in ("flat", "appos"))
        )  # fmt: skip

    def case_of(self, d: _Draft) -> str:
        words = self.words
        for i in range(d.first - 1, max(d.first - 4, -1), -1):
            if words[i].relation == "case" and d.first <= words[i].head < d.last:
                return words[i].text.lower()
        return ""

    def head_of(self, d: _Draft) -> int:
        for i in range(d.first, d.last):
            if not d.first <= self.words[i].head < d.last:
                return i
        return d.first

    def vote(self, d: _Draft, v: _Votes) -> None:
        """Add what this place in the text says about the kind of its form."""
        words, form = self.words, self.form(d)
        parts = form.split()
        if d.sure:
            v.place += 6 if d.kind is PLACE else 0
            v.organisation += 6 if d.kind is ORGANISATION else 0
        elif d.kind is PERSON:
            v.person += 1
        elif d.kind is ORGANISATION:
            v.organisation += 1
        else:
            v.place += 1
        end = parts[-1].lower()
        before = (
            words[d.first - 1]
            if d.first and words[d.first - 1].sentence == words[d.first].sentence
            else None
        )
        after = (
            words[d.last]
            if d.last < len(words) and words[d.last].sentence == words[d.first].sentence
            else None
        )
        if len(parts) > 1:
            if end in word_set("organisations.txt"):
                v.organisation += 3
            elif end in word_set("place-nouns.txt"):
                # Hall, Hill, Park and Woods are family names too.
                family = len(parts) == 2 and is_given(parts[0]) and not d.sure and d.kind is PERSON
                v.place += 1 if family else 3
                v.person += 1.5 * family
            elif end in word_set("thing-nouns.txt"):
                # Law, Bill and Day are family names too.
                family = len(parts) == 2 and is_given(parts[0]) and d.kind is PERSON
                v.thing += 1 if family else 4
                v.person += 1.5 * family
            elif not d.sure and is_given(parts[0]) and parts[0] not in by_name():
                v.person += 1.5
            if not d.sure and family_first(parts):
                v.person += 1.5
        if before is not None:
            low = before.text.lower()
            if self.titled(d):
                v.person += 3
                v.titled = True
            elif low in _TRADES and before.tag == "NN":
                v.organisation += 4
            elif low == "the":
                v.person -= 0.7
                v.organisation += 0.4
            elif low in word_set("thing-names.txt") and before.text[:1].isupper():
                v.thing += 5
            if d.first > 1 and words[d.first - 2].text in (
                "USS", "HMS", "MV", "SS", "INS", "Hurricane", "Typhoon", "Cyclone",
            ):  # fmt: skip
                v.thing += 3
        case = self.case_of(d)
        if case in _LOCAL and not (after is not None and after.tag == "POS"):
            governor = words[self.head_of(d)].head
            trusted = governor >= 0 and words[governor].lemma.lower() in _IN_SOMEBODY
            v.place += 1.1 if case == "in" and len(parts) == 1 and not trusted else 0.7
        if form in cities() and not is_given(form):
            v.place += 1.5
        if re.fullmatch(r"[A-Z][A-Z&.]{1,6}", form) and not re.fullmatch(r"(?:[A-Z]\.)+", form):
            v.organisation += 0.7
        if after is not None:
            self.vote_after(d, v, after)
        head = words[self.head_of(d)]
        if (
            head.relation == "appos"
            and head.head >= 0
            and words[head.head].lemma in table("kin.txt")
        ):
            v.person += 2
        self.vote_governed(d, v, head)
        if head.relation == "nmod" and head.head >= 0 and not d.sure and self.case_of(d) == "of":
            above = self.taken.get(head.head)
            if above is not None and above is not d and above.kind is PERSON:  # "X and Y of Z"
                v.organisation += 3
        for i in range(d.last, min(d.last + 6, len(words))):
            w = words[i]
            if w.relation == "appos" and d.first <= w.head < d.last and w.tag[:2] == "NN":
                if w.lemma.lower() in word_set("organisations.txt"):
                    v.organisation += 2
                elif w.lemma.lower() in self.titles or w.lemma in table("kin.txt"):
                    v.person += 1.5
                elif w.lemma.lower() in word_set("place-nouns.txt") or w.lemma in (
                    "capital",
                    "country",
                ):
                    v.place += 2
                break

    def vote_governed(self, d: _Draft, v: _Votes, head: Word) -> None:
        """What the word above says: bought from a firm, a firm's boss, a quake strikes a place."""
        if head.head < 0 or d.sure:
            return
        above, case = self.words[head.head], self.case_of(d)
        lemma = above.lemma.lower()
        if head.relation in ("nmod", "obl") and case in ("of", "at", "for", "in", "with"):
            bosses = ("executive", "chairman", "ceo", "shareholder", "share", "stake", "spokesperson",
                      "spokesman", "spokeswoman", "employee", "subsidiary", "customer")  # fmt: skip
            if lemma in bosses and case != "with":
                v.organisation += 1.5
        if head.relation == "obl" and case == "from" and lemma in ("buy", "acquire", "purchase"):
            v.organisation += 1.5
        if head.relation == "obj" and lemma in ("acquire", "nationalise", "nationalize"):
            v.organisation += 2
        if head.relation == "obj" and lemma in (
            "hit",
            "strike",
            "batter",
            "devastate",
            "lash",
            "rock",
            "flood",
        ):
            subjects = {w.lemma.lower() for i, w in enumerate(self.words[max(0, d.first - 16) : d.first])
                        if w.relation in ("nsubj", "ROOT") and w.head == head.head}  # fmt: skip
            if subjects & _NATURAL:
                v.place += 3

    def vote_after(self, d: _Draft, v: _Votes, after: Word) -> None:
        words = self.words
        low, lemma = after.text.lower(), after.lemma.lower()
        if low == "who":
            v.person += 1
        w = words[d.first]
        if (
            d.last - d.first == 1 and d.kind is PERSON and not self.titled(d) and w.head == d.last
            and w.relation in ("amod", "compound") and after.tag in ("NN", "NNS")
        ):  # fmt: skip
            v.person -= 0.9  # "Valdish officials": an adjective, where no person is called so
        if low == "," and d.last + 2 < len(words):
            age, close = words[d.last + 1], words[d.last + 2]
            if age.text.isdigit() and 5 < int(age.text[:4]) < 110 and close.text in (",", "."):
                v.person += 2
            if {f"{age.text} {close.text}", age.text} & _regions():
                v.place += 2.0
        if after.tag == "NNP" and after.text[:1].isupper() and words[d.last - 1].head == d.last:
            if low in word_set("thing-nouns.txt"):
                v.thing += 3
            elif low in word_set("place-nouns.txt"):
                v.place += 1.5
        elif (
            after.tag in ("NN", "NNS") and words[d.last - 1].relation in ("compound", "nmod")
            and words[d.last - 1].head == d.last and lemma in word_set("organisations.txt")
            and lemma not in _FOLLOWING
        ):  # fmt: skip
            v.organisation += 1.5
        elif after.tag in ("NN", "NNS") and lemma in _OWNED_BY_FIRMS and (
            words[d.last - 1].head == d.last and not d.sure
        ):  # fmt: skip
            v.organisation += 2
        elif after.tag == "POS" and d.last + 1 < len(words) and not d.sure and (
            words[d.last + 1].lemma.lower() in _OWNED_BY_FIRMS - {"chief", "spokesman"}
        ):  # fmt: skip
            v.organisation += 1.5
        head = words[self.head_of(d)]
        if (
            head.relation == "nsubj" and head.head >= 0 and d.kind is PERSON
            and words[head.head].lemma.lower() in word_set("cues.txt")
        ):  # fmt: skip
            v.person += 0.3

    def no_name(self, d: _Draft) -> bool:
        """Whether the span can be no name at all."""
        words, text = self.words, self.form(d)
        if not d.sure and (text in by_adjective() or text in by_people()):
            return True
        if not d.sure and d.last - d.first == 1:
            w = words[d.first]
            low = w.text.lower().rstrip(".")
            if w.tag in ("JJ", "RB", "IN", "VBD", "VBZ", "PRP", "DT", "UH", "WP", "MD", "CC"):
                return True
            if d.kind is PERSON and (
                (low in self.titles and not is_given(w.text))
                or low in HONORIFICS or low in table("kin.txt") or len(text) < 2
                or (w.tag == "NN" and text.islower())
            ):  # fmt: skip
                return True
            if w.text.isupper() and self.loud(w.sentence):
                return d.kind is not PERSON and text not in by_name()
        if d.last - d.first == 1 and not d.sure and not self.titled(d):
            # "Warehouse burns" at the start, "the warehouse" further down.
            w = words[d.first]
            if d.first == self.doc.sentences[w.sentence].first and w.text.lower() in self.common():
                return True
        if d.first and words[d.first - 1].text in ("@", "#"):
            return True
        if not d.sure and text.islower() and (
            text in word_set("organisations.txt")
            or (d.first and words[d.first - 1].tag == "DT" and words[d.first].tag in ("NN", "NNS", "JJ"))
        ):  # fmt: skip
            return True  # "the embassy"
        if re.search(r"[a-z][A-Z]\w*[A-Z]|@|https?:", text):
            return True
        if d.kind is not PERSON:
            return False
        return any(c.isdigit() for c in text) or (
            d.last - d.first == 1 and text.isupper() and 1 < len(text) < 5
        )

    def common(self) -> frozenset[str]:
        """The common nouns that the document uses in small letters."""
        if self._common is None:
            self._common = frozenset(
                w.text
                for w in self.words
                if w.tag in ("NN", "NNS") and w.relation != "compound" and w.text.islower()
            )
        return self._common

    def loud(self, sentence: int) -> bool:
        """Whether a sentence is set in capitals."""
        s = self.doc.sentences[sentence]
        text = self.doc.text[s.start : s.end]
        return sum(c.isupper() for c in text) > 3 * sum(c.islower() for c in text)

    def seen_elsewhere(self, drafts: list[_Draft]) -> list[_Draft]:
        """Further places of a person's one-word names that the model passed over."""
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
            _Draft(i, i + 1, PERSON)
            for i, w in enumerate(self.words)
            if w.text in known and i not in self.taken and not self.quiet[i]
            and w.tag in ("NNP", "NNPS") and w.relation not in ("compound", "flat", "amod")
            and not (w.text in by_name() or w.text in by_capital())
        ]  # fmt: skip

    def small_letters(self, drafts: list[_Draft]) -> list[_Draft]:
        """Further places of organisations of one word that the model passed over.

        Letters ("the RAW"), and firms that write themselves small: "flynord said".
        """
        firms: set[str] = set()
        small: set[str] = set()  # that write themselves small
        for d in drafts:
            if d.kind is ORGANISATION and d.last - d.first == 1:
                form = self.form(d)
                firms.add(form if form.isupper() else form.casefold())
                small |= {form} - {form.capitalize()}
        common = word_set("organisations.txt") | word_set("place-nouns.txt") | word_set("cues.txt")
        places = [
            i for i, w in enumerate(self.words)
            if (w.text in firms or (re.search("[a-z][A-Z]", w.text) and w.text.casefold() in firms))
            and i not in self.taken and not self.quiet[i]
            and len(w.text) > 2 + 2 * w.text.islower() and w.text.lower() not in common
        ]  # fmt: skip
        small |= {self.words[i].text for i in places if self.words[i].tag.startswith("NNP")}
        return [
            _Draft(i, i + 1, ORGANISATION)
            for i in places
            if self.words[i].tag.startswith("NNP")
            or (self.words[i].pos == "NOUN" and self.words[i].text in small)
            or self.owns(i)
        ]

    def owns(self, i: int) -> bool:
        """Whether a word stands before what firms have: "a flynord plane"."""
        w = self.words[i]
        return (
            w.relation in ("compound", "amod")
            and w.head > i
            and self.words[w.head].lemma.lower() in _OWNED_BY_FIRMS
        )


names = stage(needs={"text", "paragraphs", "sentences", "words", "names"}, adds={"names"})(
    correct_names
)
