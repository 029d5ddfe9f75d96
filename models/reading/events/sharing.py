"""Clauses that share the time of another clause in the sentence: "visited in April and met"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from models.reading.doc import EventKind, EventStatus, TimeExpression, Why
from models.reading.events.mention import EventMention, by_trigger
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


@dataclass(slots=True)
class Anchors:
    """The times of mentions while they are worked out; a mention goes by its place in the list."""

    mentions: Sequence[EventMention]
    by_word: Mapping[int, int]
    times: list[TimeExpression | None]
    inherited: set[int]
    once: set[int]
    why: dict[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, mentions: Sequence[EventMention]) -> "Anchors":
        """The times that mentions have so far."""
        inherited = {n for n, t in enumerate(mentions) if t.inherited}
        once = {n for n, t in enumerate(mentions) if t.once}
        return cls(mentions, by_trigger(mentions), [t.time for t in mentions], inherited, once)

    def put(self, n: int, time: TimeExpression | None, rule: str) -> None:
        """Give a mention a time, unless it has one; ``rule`` is why it has this one."""
        if self.times[n] is None and time is not None:
            self.set(n, time, rule)

    def set(self, n: int, time: TimeExpression, rule: str) -> None:
        """Give a mention a time, whatever it had."""
        self.times[n], self.why[n] = time, rule

    def given(self) -> list[EventMention]:
        """The mentions with these times."""
        return [self._given(n, t) for n, t in enumerate(self.mentions)]

    def _given(self, n: int, t: EventMention) -> EventMention:
        time, inherited, once = self.times[n], n in self.inherited, n in self.once
        why = (*t.why, Why("date", self.why[n])) if n in self.why else t.why
        if (time, inherited, once, why) == (t.time, t.inherited, t.once, t.why):
            return t
        return replace(t, time=time, inherited=inherited, once=once, why=why)


def shared(
    tree: Tree, found: Anchors, verbs: Mapping[int, TimeExpression], n: int
) -> TimeExpression | None:
    """The time of the clause that a clause continues: "visited in April and met"."""
    t = found.mentions[n]
    time = (
        _of_clause_beside(tree, verbs, t)
        or _of_verb_counted(tree, verbs, t)
        or _of_occasion_named(tree, found, n)
        or _of_verb_there(tree, verbs, t)
    )
    if time is not None:
        return time
    host = _host(tree, found, n)
    if host is None or (above := found.times[host]) is None:
        return None
    return above if _goes_on(tree, t, found.mentions[host], above) else None


def _of_clause_beside(
    tree: Tree, verbs: Mapping[int, TimeExpression], t: EventMention
) -> TimeExpression | None:
    """The time of a clause with when, as or while: "as the law took effect on Friday, they fled"."""
    if t.noun:
        return None
    for i in (
        t.word,
        *([tree.words[t.word].head] if tree.words[t.word].relation == Rel.XCOMP else []),
    ):
        for c in tree.child(i, Rel.ADVCL):
            if c in verbs and tree.lows(c, Rel.MARK, Rel.ADVMOD) & _SAME_TIME and c != t.word:
                return verbs[c]
    return None


def _of_verb_counted(
    tree: Tree, verbs: Mapping[int, TimeExpression], t: EventMention
) -> TimeExpression | None:
    """What a clause counts among its doings is of its time: "in 1989, including closing the port"."""
    w = tree.words[t.word]
    if t.noun or w.relation != Rel.ADVCL or tree.lows(t.word, Rel.MARK) != {"including"}:
        return None
    return verbs.get(w.head)


def _of_occasion_named(tree: Tree, found: Anchors, n: int) -> TimeExpression | None:
    """The time of the meeting or the like at which it was: "agreed at a summit in May"."""
    t = found.mentions[n]
    for i in (*t.words, *(tree.child(t.word, Rel.ACL) if t.noun else tree.child(t.word, Rel.OBJ))):
        for c in tree.child(i, Rel.OBL, *(() if t.noun else (Rel.NMOD,))):
            named = found.by_word.get(c, n)
            if named != n and found.mentions[named].noun and tree.case(c) in _MEANWHILE:
                time = found.times[named]
                if time is not None:
                    return time
    return None


def _of_verb_there(
    tree: Tree, verbs: Mapping[int, TimeExpression], t: EventMention
) -> TimeExpression | None:
    """The time of what was done at a meeting is the meeting's: "reached at a summit in May"."""
    w = tree.words[t.word]
    if not t.noun or w.relation != Rel.OBL or t.kind not in GATHERED:
        return None
    return verbs.get(w.head) if tree.case(t.word) in _MEANWHILE else None


def _host(tree: Tree, found: Anchors, n: int) -> int | None:
    """The mention of the clause that a clause hangs on."""
    t = found.mentions[n]
    w = tree.words[t.word]
    if w.relation not in _SHARES or w.head < 0 or (t.noun and w.relation == Rel.NMOD):
        return None
    host = found.by_word.get(w.head)
    above = tree.words[w.head]
    if host is None and w.relation == Rel.ACL_RELCL and not tree.own(w.head) and above.head >= 0:
        host = found.by_word.get(above.head)
    return None if host == n else host


def _goes_on(tree: Tree, t: EventMention, host: EventMention, time: TimeExpression) -> bool:
    """Whether a clause has the time of the clause above it."""
    w = tree.words[t.word]
    marks = tree.lows(t.word, Rel.MARK, Rel.ADVMOD)
    if t.status is not host.status and EventStatus.PLANNED in (t.status, host.status):
        return False
    match w.relation:
        case Rel.CONJ:
            return time.start < w.start or not tree.child(t.word, Rel.NSUBJ, Rel.NSUBJ_PASS)
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
