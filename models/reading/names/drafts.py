"""Names under construction."""

from dataclasses import dataclass

from models.reading.doc import ActorKind, Doc
from models.reading.grammar.graph import head_of
from models.reading.labels import Rel, Tag
from models.reading.lexicon.classes import word_values
from models.reading.lexicon.personal_names import REGNAL_TITLES, spaced
from models.reading.names.silence import silent_words
from models.reading.names.wording import HONORIFICS, STATES


@dataclass(slots=True)
class Draft:
    """A name under construction: words ``first`` up to ``last``."""

    first: int
    last: int
    kind: ActorKind
    sure: bool = False  # its kind is known from a list


class Drafts:
    """Names under construction, and the words of the document."""

    def __init__(self, doc: Doc) -> None:
        self.doc, self.words = doc, doc.words
        self.quiet = silent_words(doc)
        self.titles = word_values("title")
        self.taken: dict[int, Draft] = {}
        self._common: frozenset[str] | None = None
        self._loud: dict[int, bool] = {}

    def form(self, d: Draft) -> str:
        """The words of a name as one line."""
        words = self.words
        return spaced(self.doc.text[words[d.first].start : words[d.last - 1].end])

    def take(self, d: Draft, into: list[Draft]) -> None:
        """Keep a name: its words are free for no other."""
        into.append(d)
        for i in range(d.first, d.last):
            self.taken[i] = d

    def titled(self, d: Draft) -> bool:
        """Whether a title that can only belong to a person is right before."""
        words = self.words
        if d.first == 0 or words[d.first - 1].sentence != words[d.first].sentence:
            return False
        if words[d.first].text in STATES:
            return False
        w = words[d.first - 1]
        low = w.text.lower().rstrip(".")
        if low in HONORIFICS:
            return True
        return (
            low in self.titles and w.tag in (Tag.NNP, Tag.NN) and w.text[:1].isupper()
            and (w.relation in (Rel.COMPOUND, Rel.FLAT) or words[d.first].relation in (Rel.FLAT, Rel.APPOS))
        )  # fmt: skip

    def case_of(self, d: Draft) -> str:
        """The preposition before a name, "" where there is none."""
        words = self.words
        for i in range(d.first - 1, max(d.first - 4, -1), -1):
            if words[i].relation == Rel.CASE and d.first <= words[i].head < d.last:
                return words[i].text.lower()
        return ""

    def head_of(self, d: Draft) -> int:
        """The word of a name whose head is outside it."""
        return head_of(self.words, d.first, d.last)

    def loud(self, sentence: int) -> bool:
        """Whether a sentence is set in capitals."""
        if sentence not in self._loud:
            text = self.doc.cut(self.doc.sentences[sentence])
            large, small = sum(c.isupper() for c in text), sum(c.islower() for c in text)
            self._loud[sentence] = large > 3 * small
        return self._loud[sentence]

    def reigns(self, first: int) -> bool:
        """Whether a name is that of a monarch: "King X of Y" is X, of Y."""
        beside = [self.words[i].text for i in (first - 1, first) if i >= 0]
        return any(w.lower() in REGNAL_TITLES and w[:1].isupper() for w in beside)
