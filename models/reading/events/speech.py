"""The kind of a plain "said" by its content: thanks, accuses, denies, asks, threatens."""

from models.reading.doc import EventKind
from models.reading.labels import Pos, Rel, Tag
from models.reading.lexicon.classes import word_class
from models.reading.people.phrases import Tree

_BE_SEE_HAVE = word_class("be.see_have")
_SPEECH_CONDEMNS = word_class("speech.condemns")
_SPEECH_REJECTS = word_class("speech.rejects")
_WORD_NOT_PLAIN = word_class("word.not.plain")

_I = frozenset("i we".split())
_THANKS = word_class("speech.thanks")
_CONVEYS = word_class("verb.convey")
_KINDNESS = word_class("noun.kindness")
_ASKS = word_class("speech.asks")
_WRONGS = word_class("verb.wrong")
_UNTRUE = word_class("adjective.untrue")
_SUPPORTING = word_class("noun.ground")
_STRIKES_BACK = word_class("verb.strike_back")
_MUST = frozenset("must should".split())
_MOST = 60  # words of what is said that are looked at


def said_kind(tree: Tree, i: int) -> EventKind | None:
    """The kind of speech act of the verb at ``i``; None for a plain statement."""
    for top in content(tree, i):
        if (kind := _act(tree, top)) is not None:
            return kind
    return None


def content(tree: Tree, i: int) -> list[int]:
    """The main words of what is said: the reported clauses and, first, the quotation."""
    found = tree.child(i, Rel.CCOMP)
    if is_inserted(tree, i):
        found.append(tree.words[i].head)
    found += tree.child(i, Rel.PARATAXIS)
    sentence = tree.words[i].sentence
    for number in tree.quotes_of.get(i, ()):
        q = tree.doc.quotations[number]
        found += [
            j
            for j in range(tree.doc.sentences[sentence].first, tree.doc.sentences[sentence].last)
            if q.start <= tree.words[j].start < q.end
            and not (tree.words[j].head >= 0 and tree.quoted[tree.words[j].head] == number)
            and tree.words[j].pos not in (Pos.PUNCT, Pos.CCONJ)
        ]
    tops = list(dict.fromkeys(found))
    return tops + [c for t in tops for c in tree.child(t, Rel.CONJ) if c not in tops]


def is_inserted(tree: Tree, i: int) -> bool:
    """Whether a verb of saying is put beside what it reports: "…, said Vega, …"."""
    w = tree.words[i]
    if w.relation not in (Rel.PARATAXIS, Rel.ADVCL) or w.head < 0 or tree.lows(i, Rel.MARK):
        return False
    return w.tag in (Tag.VBD, Tag.VBZ, Tag.VBP) and not tree.child(i, Rel.CCOMP, Rel.OBJ)


def _act(tree: Tree, top: int) -> EventKind | None:
    words = tree.words
    lemma = tree.lemma(top)
    helpers = tree.lows(top, Rel.AUX, Rel.AUX_PASS)
    first = bool(tree.lows(top, Rel.NSUBJ) & _I)
    if _is_untrue(tree, top):
        return EventKind.REJECTION
    if first:
        chain = {lemma, *(tree.lemma(c) for c in tree.child(top, Rel.XCOMP))}
        if chain & _THANKS:
            return EventKind.SUPPORT
        if chain & _ASKS:
            return EventKind.REQUEST
        if chain & _SPEECH_CONDEMNS:
            return EventKind.ACCUSATION
        if chain & _SPEECH_REJECTS:
            return EventKind.REJECTION
        near = tree.subtree(top, _MOST)
        if chain & _CONVEYS and any(words[j].lemma.lower() in _KINDNESS for j in near):
            return EventKind.SUPPORT
    if helpers & {"will", "'ll", "would"} and lemma in _STRIKES_BACK:
        return EventKind.THREAT if not tree.lows(top, Rel.ADVMOD) & {"shortly", "soon"} else None
    if helpers & _MUST and not first and tree.child(top, Rel.NSUBJ, Rel.NSUBJ_PASS):
        return EventKind.REQUEST
    if lemma in _WRONGS and not first and not tree.lows(top, Rel.ADVMOD) & {"not", "never"}:
        return EventKind.ACCUSATION
    return None


def _is_untrue(tree: Tree, top: int) -> bool:
    """ "is false", "is not true", "there is no evidence"."""
    words = tree.words
    low = words[top].lemma.lower()
    negated = bool(tree.lows(top, Rel.ADVMOD) & _WORD_NOT_PLAIN)
    if tree.child(top, Rel.COP) and (
        (low in _UNTRUE and not negated) or (low == "true" and negated)
    ):
        return True
    things = tree.child(top, Rel.NSUBJ, Rel.OBJ) if low in _BE_SEE_HAVE else [top]
    return any(
        words[n].lemma.lower() in _SUPPORTING and "no" in tree.lows(n, Rel.DET) for n in things
    )
