"""Clauses that share the time of another clause in the sentence: "visited in April and met"."""

from models.reading.doc import EventKind, EventStatus, TimeExpression
from models.reading.events.telling import Telling
from models.reading.labels import Rel, Tag
from models.reading.lexicon.classes import word_class
from models.reading.people.phrases import Tree

_AUX_PRESENT = word_class("aux.present")
_AUX_WILL = word_class("aux.will")
_BE_PAST_DID = word_class("be.past.did")

GATHERED = (EventKind.MEETING, EventKind.VISIT)
_SHARES = (
    Rel.CONJ,
    Rel.ADVCL,
    Rel.XCOMP,
    Rel.CCOMP,
    Rel.ACL,
    Rel.ACL_RELCL,
    Rel.PARATAXIS,
    Rel.OBL,
    Rel.NMOD,
)
_SAME_TIME = word_class("conj.same_time")
_MEANWHILE = word_class("prep.meanwhile")


def share(
    tree: Tree, by_word: dict[int, Telling], tied: dict[int, TimeExpression], t: Telling
) -> None:
    """A clause shares the time of the one it continues: "visited in April and met"."""
    time = (
        _of_clause_beside(tree, tied, t)
        or _of_verb_counted(tree, tied, t)
        or _of_occasion_named(tree, by_word, t)
        or _of_verb_there(tree, tied, t)
    )
    if time is None:
        host = _host(tree, by_word, t)
        if host is None or host.time is None or not _goes_on(tree, t, host):
            return
        time = host.time
    t.time, t.inherited = time, True


def _of_clause_beside(
    tree: Tree, tied: dict[int, TimeExpression], t: Telling
) -> TimeExpression | None:
    """The time of a clause with when, as or while: "as the law took effect on Friday, they fled"."""
    if t.noun:
        return None
    for i in (
        t.word,
        *([tree.words[t.word].head] if tree.words[t.word].relation == Rel.XCOMP else []),
    ):
        for c in tree.child(i, Rel.ADVCL):
            if c in tied and tree.lows(c, Rel.MARK, Rel.ADVMOD) & _SAME_TIME and c != t.word:
                return tied[c]
    return None


def _of_verb_counted(
    tree: Tree, tied: dict[int, TimeExpression], t: Telling
) -> TimeExpression | None:
    """What a clause counts among its doings is of its time: "in 1989, including closing the port"."""
    w = tree.words[t.word]
    if t.noun or w.relation != Rel.ADVCL or tree.lows(t.word, Rel.MARK) != {"including"}:
        return None
    return tied.get(w.head)


def _of_occasion_named(
    tree: Tree, by_word: dict[int, Telling], t: Telling
) -> TimeExpression | None:
    """The time of the meeting or the like at which it was: "agreed at a summit in May"."""
    for i in (*t.words, *(tree.child(t.word, Rel.ACL) if t.noun else tree.child(t.word, Rel.OBJ))):
        for c in tree.child(i, Rel.OBL, *(() if t.noun else (Rel.NMOD,))):
            named = by_word.get(c)
            if named is not None and named.noun and named is not t and named.time is not None and tree.case(c) in _MEANWHILE:  # fmt: skip
                return named.time
    return None


def _of_verb_there(
    tree: Tree, tied: dict[int, TimeExpression], t: Telling
) -> TimeExpression | None:
    """The time of what was done at a meeting is the meeting's: "reached at a summit in May"."""
    w = tree.words[t.word]
    if not t.noun or w.relation != Rel.OBL or t.kind not in GATHERED:
        return None
    return tied.get(w.head) if tree.case(t.word) in _MEANWHILE else None


def _host(tree: Tree, by_word: dict[int, Telling], t: Telling) -> Telling | None:
    """The telling of the clause that a clause hangs on."""
    w = tree.words[t.word]
    if w.relation not in _SHARES or w.head < 0 or (t.noun and w.relation == Rel.NMOD):
        return None
    host = by_word.get(w.head)
    above = tree.words[w.head]
    if host is None and w.relation == Rel.ACL_RELCL and not tree.own(w.head) and above.head >= 0:
        host = by_word.get(above.head)
    return None if host is t else host


def _goes_on(tree: Tree, t: Telling, host: Telling) -> bool:
    """Whether a clause has the time of the clause above it."""
    w = tree.words[t.word]
    marks = tree.lows(t.word, Rel.MARK, Rel.ADVMOD)
    if t.status is not host.status and EventStatus.PLANNED in (t.status, host.status):
        return False
    match w.relation:
        case Rel.CONJ:
            before = host.time is not None and host.time.start < w.start
            return before or not tree.child(t.word, Rel.NSUBJ, Rel.NSUBJ_PASS)
        case Rel.XCOMP:
            return True
        case Rel.ADVCL:
            return (w.tag == Tag.VBG and not marks) or bool(marks & _SAME_TIME)
        case Rel.ACL:
            return w.tag == Tag.VBG and host.noun
        case Rel.ACL_RELCL:
            return not host.noun and tense(tree, t.word) == tense(tree, host.word) == "past"
        case Rel.OBL:
            return t.noun and not host.noun and tree.case(t.word) in _MEANWHILE
        case Rel.CCOMP:
            return host.speech and not t.noun and tense(tree, t.word) in ("past", "perfect")
    return False


def tense(tree: Tree, i: int, depth: int = 0) -> str:
    """The tense of the clause of a verb: past, perfect, pluperfect, present, future, "" unknown."""
    w = tree.words[i]
    helpers = {tree.words[c].text.lower() for c in tree.child(i, Rel.AUX, Rel.AUX_PASS, Rel.COP)}
    if helpers & _AUX_WILL:
        return "future"
    if helpers & {"had", "'d", "’d"}:
        return "pluperfect"
    if helpers & {"has", "have", "'ve", "’ve"}:
        return "perfect"
    if helpers & _BE_PAST_DID:
        return "past"
    if helpers & _AUX_PRESENT:  # fmt: skip
        return "present"
    clause = (Rel.CONJ, Rel.XCOMP, Rel.ADVCL)
    if w.relation in clause and w.head >= 0 and depth < 4 and not tree.child(i, Rel.NSUBJ, Rel.NSUBJ_PASS):  # fmt: skip
        above = tree.words[w.head]
        if w.tag in (Tag.VB, Tag.VBG, Tag.VBN) or (w.tag == Tag.VBD and above.tag == Tag.VBN):
            return tense(tree, w.head, depth + 1)
    return {Tag.VBD: "past", Tag.VBN: "past", Tag.VBZ: "present", Tag.VBP: "present"}.get(w.tag, "")
