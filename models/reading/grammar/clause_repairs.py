"""Corrects the attachment of clauses: a speaker named last, a main verb after a relative clause."""

from dataclasses import replace

from models.reading.doc import Word
from models.reading.labels import SUBJECTS_AND_JOINTS, Pos, Rel, Tag
from models.reading.lexicon.classes import word_class

_FINITE = (Tag.VBD, Tag.VBZ, Tag.VBP)
_DEPENDENT = (Rel.ACL, Rel.ACL_RELCL, Rel.ADVCL, Rel.DEP, Rel.APPOS)
_HELPING = (Rel.AUX, Rel.AUX_PASS, Rel.COP)
_SAYS = word_class("speech.repaired")
_OPENS_CLAUSE = word_class("conj.opens_clause")
_RELATIVE = (Tag.WP, Tag.WDT, Tag.WRB, Tag.WP_S)


def mend_clauses(words: list[Word], first: int, last: int) -> None:
    """Correct the clauses of the sentence from ``first`` up to ``last``."""
    _mend_clause_begun(words, first, last)
    _mend_main_behind(words, first, last)
    _mend_said_last(words, first, last)


def _mend_clause_begun(words: list[Word], first: int, last: int) -> None:
    """ "He spoke before the judge, X, silenced him": the judge did, before opens a clause."""
    for at in range(first, last - 2):
        mark = words[at]
        noun = mark.head
        if (
            mark.relation != Rel.CASE
            or mark.text.lower() not in _OPENS_CLAUSE
            or not at < noun < last
        ):
            continue
        if words[noun].pos not in (Pos.NOUN, Pos.PROPN) or words[noun].relation not in (
            Rel.OBL,
            Rel.NMOD,
        ):
            continue
        end = _phrase_end(words, noun, last)
        if end >= last or words[end].tag not in (Tag.VBD, Tag.VBZ) or words[end].relation not in (Rel.CONJ, Rel.DEP, Rel.PARATAXIS, Rel.ADVCL):  # fmt: skip
            continue
        own = [words[i].relation for i in range(first, last) if words[i].head == end]
        if words[noun].head not in (end, words[end].head) or {
            Rel.CC,
            Rel.NSUBJ,
            Rel.NSUBJ_PASS,
        } & set(own):
            continue
        words[at] = replace(mark, head=end, relation=Rel.MARK)
        words[noun] = replace(words[noun], head=end, relation=Rel.NSUBJ)
        words[end] = replace(words[end], relation=Rel.ADVCL)


def _phrase_end(words: list[Word], noun: int, last: int) -> int:
    """The word behind a noun phrase and what is beside it between commas."""
    end = noun + 1
    while end < last and words[end].head == noun and words[end].relation == Rel.FLAT:
        end += 1
    if end + 1 < last and words[end].text == ",":
        beside = end + 1
        while beside < last and words[beside].text != ",":
            beside += 1
        inside = range(end + 1, beside)
        if any(words[i].head == noun and words[i].relation == Rel.APPOS for i in inside):
            end = beside + 1
    return end


def _mend_said_last(words: list[Word], first: int, last: int) -> None:
    """ "They found a coin in Oslo, the council said": the council says all of it."""
    root = next((i for i in range(first, last) if words[i].head < 0), -1)
    if root < first or words[root].pos != Pos.VERB:
        return
    for said in range(root + 3, last):
        verb = words[said]
        if verb.tag not in _FINITE or verb.lemma not in _SAYS:
            continue
        if verb.relation not in _DEPENDENT:
            continue
        own = [i for i in range(first, last) if words[i].head == said]
        subjects = [i for i in own if words[i].relation == Rel.NSUBJ and i < said]
        says = [i for i in own if words[i].relation in (Rel.OBJ, Rel.CCOMP, Rel.XCOMP, Rel.MARK)]
        if len(subjects) != 1 or says or any(words[i].tag in _RELATIVE for i in own):
            continue
        begin = _begin(words, first, subjects[0])
        rest = range(said + 1, last)
        ends = all(
            words[i].pos
            in (Pos.PUNCT, Pos.ADP, Pos.DET, Pos.PROPN, Pos.NOUN, Pos.NUM, Pos.ADV, Pos.ADJ)
            for i in rest
        )
        if begin > first and words[begin - 1].text == "," and ends:
            words[said] = replace(verb, head=root, relation=Rel.PARATAXIS)
            for i in rest:
                if words[i].relation in (Rel.OBL, Rel.ADVMOD) and first <= words[i].head < begin:
                    words[i] = replace(words[i], head=said)


def _mend_main_behind(words: list[Word], first: int, last: int) -> None:
    """ "Lee, who won a vote they boycotted, did not talk": Lee did not, whatever is between."""
    root = next((i for i in range(first, last) if words[i].head < 0), -1)
    if root < first or words[root].pos not in (Pos.PROPN, Pos.NOUN):
        return
    described = any(
        words[i].head == root and words[i].relation == Rel.ACL_RELCL for i in range(root + 1, last)
    )
    helped = any(
        words[i].head == root and words[i].relation in _HELPING for i in range(first, last)
    )
    if not described or helped:
        return
    for main in range(root + 3, last):
        verb = words[main]
        if verb.relation not in (Rel.ACL_RELCL, Rel.ACL, Rel.CONJ) or verb.pos != Pos.VERB:
            continue
        own = [i for i in range(first, last) if words[i].head == main]
        helpers = [i for i in own if words[i].relation in _HELPING and i < main]
        finite = verb.tag in _FINITE or any(words[i].tag in (*_FINITE, Tag.MD) for i in helpers)
        begin = min([main, *helpers])
        if not finite or words[begin - 1].text != "," or begin - 1 <= root:
            continue
        if any(words[i].relation in SUBJECTS_AND_JOINTS for i in own):
            continue
        passive = any(words[i].relation == Rel.AUX_PASS for i in helpers)
        before = [i for i in range(root + 1, begin) if words[i].pos == Pos.VERB and i != main]
        for i in own:
            if i < begin - 1 and before:  # what belongs to the relative clause stays with it
                words[i] = replace(words[i], head=before[-1])
        words[main] = replace(verb, head=-1, relation=Rel.ROOT)
        words[root] = replace(
            words[root], head=main, relation=Rel.NSUBJ_PASS if passive else Rel.NSUBJ
        )
        return


def _begin(words: list[Word], first: int, top: int) -> int:
    """The first word of the phrase of a noun."""
    begin = top
    for i in range(top - 1, first - 1, -1):
        at, steps = i, 0
        while at >= 0 and at != top and steps < 6:
            at, steps = words[at].head, steps + 1
        if at != top or words[i].text == ",":
            break
        begin = i
    return begin
