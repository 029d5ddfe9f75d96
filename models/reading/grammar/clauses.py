"""The syntax trees of a document: heads, dependents and clauses."""

from functools import cached_property

from models.reading.doc import ActorKind, Doc, Mention, MentionForm, TimeExpression
from models.reading.grammar.graph import Graph, graph_of
from models.reading.labels import Pos, Rel, Tag
from models.reading.lexicon.classes import word_class, word_list
from models.reading.lexicon.gazetteer import by_name
from models.reading.lexicon.topics import topics

_PRONOUN_RELATIVE = word_class("pronoun.relative")
_VERB_ACCUSE_COURT = word_class("verb.accuse.suspect")

_CLAUSES = (Rel.CONJ, Rel.XCOMP, Rel.ADVCL, Rel.PARATAXIS)
_RELATIVES = (Tag.WDT, Tag.WP, Tag.WP_S)
_CHAIN = 8  # clauses joined by "and"; a tree that the parser got wrong may have a circle
PLACE_OF = word_list("prep.of_place")


class Clauses(Graph):
    """Who does what in the clauses of a document; all numbers are indices into its words."""

    def __init__(self, doc: Doc) -> None:  # builds no trees: they are those of the document
        self.doc, self.words = doc, doc.words
        self.children = graph_of(doc).children
        self.heads: dict[int, list[Mention]] = {}
        self.inside: dict[int, Mention] = {}
        for m in sorted(doc.mentions, key=lambda m: m.form is MentionForm.DEMONYM):
            self.heads.setdefault(m.head, []).append(m)
            for i in range(m.first, m.last):
                self.inside.setdefault(i, m)
        self._by_form: dict[str, int] | None = None

    # What follows is worked out when it is first asked for: some stages come before it is known.

    @cached_property
    def topics(self) -> frozenset[str]:
        """The topics of the text that decide the meaning of its words."""
        return topics(self.doc)

    @cached_property
    def times(self) -> dict[int, list[TimeExpression]]:
        """The time expressions by sentence."""
        found: dict[int, list[TimeExpression]] = {}
        for t in self.doc.times:
            found.setdefault(self.words[t.first].sentence, []).append(t)
        return found

    @cached_property
    def _mentions(self) -> dict[int, list[Mention]]:
        found: dict[int, list[Mention]] = {}
        for m in self.doc.mentions:
            found.setdefault(self.words[m.head].sentence, []).append(m)
        return found

    def mentions_in(self, sentence: int) -> list[Mention]:
        """The mentions whose head is in a sentence."""
        return self._mentions.get(sentence, [])

    @cached_property
    def countries(self) -> dict[str, int]:
        """The actors that are countries, by their plain name."""
        return {
            by_name()[form].name: number
            for number, a in enumerate(self.doc.actors) if a.kind is ActorKind.PLACE
            for form in (a.name, *a.aliases) if form in by_name()
        }  # fmt: skip

    @cached_property
    def quotes_of(self) -> dict[int, list[int]]:
        """The direct quotations that each verb introduces."""
        found: dict[int, list[int]] = {}
        for n, q in enumerate(self.doc.quotations):
            if q.direct and q.cue_word is not None:
                found.setdefault(q.cue_word, []).append(n)
        return found

    @cached_property
    def quoted(self) -> list[int]:
        """By word: the index of the direct quotation it is in, else -1."""
        found = [-1] * len(self.words)
        spans = [(q.start, q.end, n) for n, q in enumerate(self.doc.quotations) if q.direct]
        at = 0
        for i, w in enumerate(self.words):
            while at < len(spans) and spans[at][1] <= w.start:
                at += 1
            if at < len(spans) and spans[at][0] <= w.start:
                found[i] = spans[at][2]
        return found

    def is_passive(self, i: int, depth: int = 0) -> bool:
        """Whether a verb is passive, with or without its auxiliary."""
        w = self.words[i]
        if self.child(i, Rel.NSUBJ_PASS, Rel.AUX_PASS, Rel.OBL_AGENT):
            return True
        if w.tag != Tag.VBN or self.child(i, Rel.NSUBJ, Rel.AUX):
            return False
        if w.relation == Rel.CONJ and w.head >= 0 and self.words[w.head].tag == Tag.VBN:
            return depth < _CHAIN and self.is_passive(w.head, depth + 1)
        return w.relation in (Rel.ACL, Rel.ACL_RELCL, Rel.ADVCL, Rel.AMOD, Rel.ROOT)

    def relative_head(self, i: int, depth: int = 0) -> int | None:
        """The noun a relative or participial clause describes, for its verb."""
        w = self.words[i]
        if w.relation in (Rel.ACL_RELCL, Rel.ACL) and w.head >= 0:
            return w.head
        if w.relation == Rel.CONJ and w.head >= 0 and depth < _CHAIN:
            return self.relative_head(w.head, depth + 1)
        return None

    def subjects(self, i: int, depth: int = 0) -> list[int]:
        """The heads of a verb's subjects, including shared and implied ones."""
        w = self.words[i]
        own = self.child(i, Rel.NSUBJ, Rel.CSUBJ) or self.child(i, Rel.NSUBJ_OUTER)
        if own:
            return [s for s in self._antecedent(i, own) if not self._is_phrase(s)]
        if depth > 4 or w.head < 0:
            return []
        head, above = w.head, self.words[w.head]
        if w.relation == Rel.CONJ and above.pos in (Pos.VERB, Pos.AUX, Pos.ADJ, Pos.NOUN):
            if self._of_time(head):  # "visited in May, which saw …, and met X"
                verbs = [j for j in self.up(head) if self.words[j].pos == Pos.VERB]
                return self.subjects(verbs[0], depth + 1) if verbs else []
            if self.is_passive(head) and not self.is_passive(i):
                return self.passive_subjects(head, depth + 1)
            return self.subjects(head, depth + 1)
        accused = self.lemma(head) in _VERB_ACCUSE_COURT
        judged = (
            w.relation == Rel.ADVCL and w.tag == Tag.VBG and self.lows(i, Rel.MARK) & {"on", "for"}
        )
        if (
            w.relation == Rel.XCOMP
            or judged
            or (w.relation == Rel.ADVCL and accused and w.tag == Tag.VBG)
        ):
            return (
                self.child(head, Rel.OBJ, Rel.IOBJ)
                or self.passive_subjects(head, depth + 1)
                or self.subjects(head, depth + 1)
            )
        if (
            w.relation == Rel.ADVCL
            and w.tag == Tag.VBG
            and above.relation == Rel.ACL
            and above.tag == Tag.VBN
        ):
            # "bought it in a deal valued at X, before selling it": no deal sells
            verbs = [j for j in self.up(head) if self.words[j].pos == Pos.VERB]
            return self.subjects(verbs[0], depth + 1) if verbs else []
        if (
            w.tag == Tag.VBG
            and above.pos == Pos.NOUN
            and (whose := self.child(head, Rel.NMOD_POSS))
        ):
            return whose  # "this is Lee's first visit since taking office"
        if w.relation in (Rel.ADVCL, Rel.PARATAXIS, Rel.CCOMP) and above.pos in (Pos.VERB, Pos.AUX, Pos.ADJ, Pos.NOUN):  # fmt: skip
            if w.relation != Rel.ADVCL and w.tag not in (Tag.VBG, Tag.VBN, Tag.VB):
                return []
            if self.is_passive(head):
                return self.passive_subjects(head, depth + 1)
            return self.subjects(head, depth + 1)
        if w.relation in (Rel.ACL, Rel.ACL_RELCL):
            if w.tag in (Tag.VBG, Tag.VBD, Tag.VBZ, Tag.VBP) or w.relation == Rel.ACL_RELCL:
                return [head]
            if (
                w.tag == Tag.VB
                and above.relation in (Rel.OBJ, Rel.OBL, Rel.NSUBJ_PASS)
                and above.head >= 0
            ):
                return self.subjects(above.head, depth + 1)
        return []

    def _of_time(self, i: int) -> bool:
        """Whether a relative clause describes a time: "in 2002, which marked …"."""
        own = self.child(i, Rel.NSUBJ)
        if self.words[i].relation != Rel.ACL_RELCL or not own or own[0] < 2:
            return False
        if self.words[own[0]].tag not in _RELATIVES or self.words[own[0] - 1].text != ",":
            return False
        times = self.times.get(self.words[i].sentence, ())
        return any(t.first <= own[0] - 2 < t.last for t in times)

    def _is_phrase(self, i: int) -> bool:
        """Whether a noun depends on a preposition, and so cannot be a subject."""
        return (
            self.case(i) in PLACE_OF
            and self.words[i].relation in (Rel.NSUBJ, Rel.NSUBJ_PASS)
            and not self.child(i, Rel.NUMMOD)
        )

    def _antecedent(self, i: int, own: list[int]) -> list[int]:
        first = self.words[own[0]]
        if first.tag in _RELATIVES or (
            first.text.lower() in _PRONOUN_RELATIVE and first.tag != Tag.DT
        ):
            head = self.relative_head(i)
            return [head] if head is not None and not self._of_time(i) else []
        return own

    def passive_subjects(self, i: int, depth: int = 0) -> list[int]:
        """The heads of a passive verb's subjects."""
        w = self.words[i]
        own = self.child(i, Rel.NSUBJ_PASS)
        if own:
            return [s for s in self._antecedent(i, own) if not self._is_phrase(s)]
        if depth > 3 or w.head < 0:
            return []
        if w.relation in (Rel.ACL, Rel.ACL_RELCL):
            return [w.head]
        if w.relation in _CLAUSES:
            above = self.words[w.head]
            if above.relation in (Rel.ACL, Rel.ACL_RELCL) and self.is_passive(w.head):
                return [above.head]
            return self.passive_subjects(w.head, depth + 1) or self.subjects(w.head, depth + 1)
        return []

    def objects(self, i: int) -> list[int]:
        """Heads of direct objects; of a passive, its subjects; of a relative clause, its noun."""
        if self.is_passive(i):
            return self.passive_subjects(i)
        found = self.child(i, Rel.OBJ) or self.child(i, Rel.IOBJ)
        for o in list(found):
            w = self.words[o]
            head = self.relative_head(i)
            if w.tag in _RELATIVES and head is not None:
                found[found.index(o)] = head
        if not found and self.words[i].relation == Rel.ACL_RELCL and self.child(i, Rel.NSUBJ):
            subject = self.words[self.child(i, Rel.NSUBJ)[0]]
            if subject.tag not in _RELATIVES:
                found = [self.words[i].head]
        return found
