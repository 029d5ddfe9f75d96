"""Mood: whether something happened, will happen, did not happen, or isn't reported at all."""

from dataclasses import dataclass
from functools import cache

from models.dates.interval import Precision
from models.reading.doc import EventStatus, ParagraphKind
from models.reading.labels import PROPER, VERBS, Pos, Rel, Tag
from models.reading.lexicon.classes import word_class
from models.reading.lexicon.tables import rows
from models.reading.people.phrases import Tree

_BE_FORM = word_class("be.form")
_BE_PAST_BEEN = word_class("be.past.been")
_CONJ_WITHOUT = word_class("conj.without")
_DET_ANY = word_class("det.any")
_PRONOUN_NOBODY = word_class("pronoun.nobody")
_VERB_ACCUSE_SUSPECT = word_class("verb.accuse.suspect")
_VERB_INTEND = word_class("verb.intend")

_IF = word_class("conj.if")
_MODAL = word_class("aux.modal")
_WILL = word_class("aux.will")
_DUE = word_class("verb.due")
_BEGINS = word_class("verb.begin")
_FORCED = word_class("verb.force.achieved")
_UNDERGONE = word_class("verb.undergo.have")
_SEEN = word_class("verb.perceive")
_HOPED = word_class("verb.hope")
_SAID_TO = word_class("verb.said_to")
_SAYS = word_class("speech.clause")
_NOT = word_class("word.not")
_DENIES = word_class("verb.deny")
_NO_GERUND = word_class("conj.no_gerund")
# Behind a verb these only say what about: "talks on joining the union", "barred from entering".
_ABOUT = word_class("prep.about_against")
_RISKS = word_class("noun.risk")
_AROUND = word_class("conj.around")
_BARELY = frozenset("almost nearly".split())
_AMOUNTS = word_class("verb.amount")
_UNCHANGED = word_class("verb.unchanged")
_DEEPEST = 4  # verbs over one another; a tree that the parser got wrong may have a circle
_TELLS_NOW = (ParagraphKind.HEADLINE, ParagraphKind.CAPTION)
_REPORTING = word_class("speech.reporting")


@dataclass(frozen=True, slots=True)
class Mood:
    """The status a clause gives its event, the loss of confidence, and the rule that says so."""

    status: EventStatus
    doubt: float
    rule: str


@cache
def _moods() -> dict[str, tuple[EventStatus | None, float]]:
    """The rows of the table: status (None: that of the verb above) and loss of confidence."""
    return {
        rule: (None if status == "above" else EventStatus(status), int(doubt) / 100)
        for rule, status, doubt, *_ in rows("events/modality")
    }


def _by(rule: str, above: Mood | None = None) -> Mood:
    """What a rule of the table says; its loss of confidence adds to that of the verb ``above``."""
    status, doubt = _moods()[rule]
    if above is None:
        assert status is not None
        return Mood(status, doubt, rule)
    return Mood(status or above.status, above.doubt + doubt, rule)


def begins(tree: Tree, i: int) -> bool:
    """Whether a verb only says that another one, its complement, began, went on or was seen."""
    lemma = tree.lemma(i)
    if lemma == "end" and "up" in tree.lows(i, Rel.COMPOUND_PRT, Rel.ADVMOD):
        return bool(tree.child(i, Rel.XCOMP, Rel.ADVCL))
    if lemma in _BEGINS or lemma in _DUE - {"aim", "prepare"} or lemma == "fail":
        return bool(tree.child(i, Rel.XCOMP))
    return lemma in _SEEN and any(
        tree.words[c].tag == Tag.VBG for c in tree.child(i, Rel.XCOMP, Rel.ADVCL)
    )


def mood(tree: Tree, i: int, where: ParagraphKind, depth: int = 0) -> Mood | None:
    """The mood of the verb at ``i`` of a paragraph of a kind; None: nothing is said to happen."""
    found = _finite(tree, i, where, depth) if depth <= _DEEPEST else None
    if found is None:
        return None
    if _is_open(tree, i):
        return None
    if _is_negated(tree, i) and found.status is not EventStatus.NEGATED:
        if found.status is EventStatus.PLANNED:
            return None
        return _by("not", found)
    return found


def _helpers(tree: Tree, i: int, depth: int = 0) -> list[int]:
    own = tree.child(i, Rel.AUX, Rel.AUX_PASS)
    w = tree.words[i]
    if (
        own
        or w.relation != Rel.CONJ
        or w.head < 0
        or tree.child(i, Rel.NSUBJ, Rel.NSUBJ_PASS, Rel.MARK)
    ):
        return own
    above = tree.words[w.head]
    same = above.tag == w.tag or (above.tag, w.tag) in ((Tag.VBN, Tag.VBD), (Tag.VB, Tag.VBP))
    return _helpers(tree, w.head, depth + 1) if same and depth < _DEEPEST else own


def _is_open(tree: Tree, i: int) -> bool:
    """Whether the clause is under an "if", a wish or a question."""
    words = tree.words
    sentence = tree.doc.sentences[words[i].sentence]
    if any(
        words[j].text == "?" for j in range(max(sentence.first, sentence.last - 2), sentence.last)
    ):
        return True
    if _asks(tree, i) or _is_wondered(tree, i) or _is_barely(tree, i):
        return True
    at, below = i, i
    for _ in range(6):
        marks = tree.lows(at, Rel.MARK)
        if marks & _IF:
            head = words[at].head
            return not (
                "whether" in marks and head >= 0 and tree.lemma(head) in _DENIES and at == i
            )
        relation = words[at].relation
        below, at = at, words[at].head
        if at < 0:
            return False
        if relation in (Rel.CCOMP, Rel.XCOMP) and tree.lemma(at) in _HOPED:
            return True
        if relation in (Rel.ADVCL, Rel.CONJ) and words[below].tag in VERBS and at >= 0:
            continue
    return False


def _asks(tree: Tree, i: int) -> bool:
    """Whether the clause is asked, mark or none: "How did they say it was safe"."""
    words = tree.words
    for at in (i, *tree.up(i, 4)):
        first = min(
            [
                at,
                *tree.child(
                    at,
                    Rel.ADVMOD,
                    Rel.AUX,
                    Rel.AUX_PASS,
                    Rel.COP,
                    Rel.NSUBJ,
                    Rel.NSUBJ_PASS,
                    Rel.OBJ,
                ),
            ]
        )
        if words[first].tag in (Tag.WRB, Tag.WP) and first + 1 < len(words):
            after = words[first + 1]
            own = tree.subjects(at) or tree.child(at, Rel.NSUBJ_PASS)
            if after.pos == Pos.AUX and after.head == at and own and own[0] > first + 1:
                return True
    return False


def _is_wondered(tree: Tree, i: int) -> bool:
    """Whether the clause says what is not known: "it is too early to say what caused it"."""
    asked = any(
        tree.words[s].tag == Tag.WP
        for s in (*tree.child(i, Rel.NSUBJ), *tree.child(i, Rel.NSUBJ_PASS))
    )
    return asked and tree.words[i].relation in (Rel.CCOMP, Rel.CSUBJ)


def _is_barely(tree: Tree, i: int) -> bool:
    """Whether it only came near happening: "had almost given up", but "nearly doubled"."""
    return bool(tree.lows(i, Rel.ADVMOD) & _BARELY) and tree.lemma(i) not in _AMOUNTS


def _is_negated(tree: Tree, i: int) -> bool:
    words = tree.words
    if tree.lows(i, Rel.ADVMOD, Rel.CC) & (_NOT | {"neither", "nor"}):
        return True
    for c in tree.child(i, Rel.OBJ, Rel.NSUBJ, Rel.NSUBJ_PASS):
        if words[c].text.lower() in _PRONOUN_NOBODY:
            return True
        if tree.lows(c, Rel.DET) & {"no", "neither"}:
            return True
    w = words[i]
    if w.relation == Rel.CONJ and w.head >= 0 and "nor" in tree.lows(i, Rel.CC):
        return True
    return (
        w.relation == Rel.CONJ
        and w.head >= 0
        and bool(
            not tree.child(i, Rel.AUX, Rel.NSUBJ, Rel.NSUBJ_PASS)
            and tree.lows(w.head, Rel.ADVMOD) & _NOT
            and w.tag == Tag.VB
            and "or" in tree.lows(i, Rel.CC)
        )
    )


def _finite(tree: Tree, i: int, where: ParagraphKind, depth: int) -> Mood | None:
    w = tree.words[i]
    helpers = _helpers(tree, i)
    low = {tree.words[h].text.lower() for h in helpers}
    lemmas = {tree.words[h].lemma.lower() for h in helpers}
    if low & _WILL:
        return _by("will")
    if low & {"would", "'d"} and _is_announced(tree, i):
        return _by("would")
    if (low | lemmas) & _MODAL:
        return None
    now = w.tag in (Tag.VBZ, Tag.VBP) or (w.tag == Tag.VBN and low <= {"is", "are"} and bool(low))
    if now and tree.entry(i) is not None:
        return _by("entry")  # "1991: Kardovia declares independence"
    match w.tag:
        case Tag.VBD:
            return _by("past")
        case Tag.VBN:
            return _participle(tree, i, helpers, where, depth)
        case Tag.VBG:
            return _gerund(tree, i, helpers, where, depth)
        case Tag.VB:
            return _infinitive(tree, i, low, where, depth)
        case Tag.VBZ | Tag.VBP:
            return _present(tree, i, where)
        case _:
            return None


def _is_announced(tree: Tree, i: int) -> bool:
    """Whether "would" reports what somebody said is to come."""
    for at in (i, *tree.up(i, 3)):
        w = tree.words[at]
        if w.relation in (Rel.CCOMP, Rel.PARATAXIS) and w.head >= 0:
            return tree.lemma(w.head) in _SAYS
        if any(tree.lemma(c) in _SAYS for c in tree.child(at, Rel.PARATAXIS)):
            return True
        if w.relation != Rel.CONJ:
            return False
    return False


def _present(tree: Tree, i: int, where: ParagraphKind) -> Mood | None:
    w = tree.words[i]
    if where in _TELLS_NOW:
        return _by("headline")
    if (found := _by_its_day(tree, i)) is not None:
        return found
    if w.lemma.lower() in _REPORTING and _reports(tree, i):
        return _by("report")
    if w.text.lower() in _UNCHANGED and w.tag == Tag.VBP:
        subjects = tree.subjects(i)
        single = subjects and tree.words[subjects[0]].tag in (Tag.NN, Tag.NNP)
        return _by("unchanged") if single or not tree.child(i, Rel.NSUBJ) else None
    if (
        w.relation == Rel.CONJ
        and w.head >= 0
        and tree.words[w.head].tag == Tag.VBD
        and w.tag == Tag.VBP
    ):
        return _by("after-past")
    return None


def _by_its_day(tree: Tree, i: int) -> Mood | None:
    """The present with a day of its own: "she meets him on Friday" is to come, or told as now."""
    published = tree.doc.day
    if published is None or published.earliest is None or not tree.child(i, Rel.NSUBJ):
        return None
    for t in tree.times.get(tree.words[i].sentence, ()):
        day = t.interval
        if day is None or day.precision is not Precision.DAY or day.earliest is None:
            continue
        if all(tree.words[j].head != i for j in range(t.first, t.last)):
            continue
        late = day.earliest > (published.latest or published.earliest)
        return _by("to-come-today" if late else "told-as-now")
    return None


def _reports(tree: Tree, i: int) -> bool:
    """Whether "says" is the historic present of a report: somebody named says something."""
    w = tree.words[i]
    if w.relation not in (Rel.ROOT, Rel.PARATAXIS, Rel.CONJ, Rel.CCOMP):
        return False
    if tree.child(i, Rel.AUX) or not any(tree.own(s) for s in tree.subjects(i)):
        return False
    said = tree.child(i, Rel.CCOMP, Rel.XCOMP, Rel.PARATAXIS, Rel.OBJ, Rel.IOBJ, Rel.OBL)
    return bool(said) or w.relation == Rel.PARATAXIS


def _participle(
    tree: Tree, i: int, helpers: list[int], where: ParagraphKind, depth: int
) -> Mood | None:
    w = tree.words[i]
    if helpers:
        tags = {tree.words[h].tag for h in helpers}
        low = {tree.words[h].text.lower() for h in helpers}
        if "to" in tree.lows(i, Rel.MARK):
            return _of_infinitive(tree, i, where, depth, perfect="have" in low)
        if low & {"having", "being"} and not low & _BE_FORM:
            return None if _is_feared(tree, i) else _by("having")
        if low & {"is", "are", "'s", "’s"} and "been" not in low and Tag.VBD not in tags:
            if where in _TELLS_NOW or low & {"'s", "’s"}:
                return _by("headline" if where in _TELLS_NOW else "was-done")
            return _by("is-done" if "being" not in low else "having")
        return _by("was-done")
    if where is ParagraphKind.HEADLINE and w.relation == Rel.ROOT:
        return _by("headline")
    if w.relation in (Rel.ACL, Rel.ACL_RELCL):
        head = tree.words[w.head]
        if tree.lows(w.head, Rel.DET) & _DET_ANY:
            return None
        return _by("described-name" if head.tag in PROPER else "described-noun")
    if w.relation in (Rel.ADVCL, Rel.ROOT, Rel.PARATAXIS, Rel.CCOMP, Rel.DEP):
        # "with most votes counted" is how things stood
        return _by("with" if "with" in tree.lows(i, Rel.MARK) else "beside")
    if w.relation == Rel.XCOMP and w.head >= 0 and tree.lemma(w.head) in _UNDERGONE:
        return _implied(mood(tree, w.head, where, depth + 1))
    if w.relation == Rel.CONJ and w.head >= 0 and tree.words[w.head].tag in (Tag.VBN, Tag.VBD):
        return mood(tree, w.head, where, depth + 1)
    return None


def _is_feared(tree: Tree, i: int) -> bool:
    """Whether "being done" is a risk, a charge or what did not come: "at risk of being hacked"."""
    marks = tree.lows(i, Rel.MARK, Rel.CASE)
    head = tree.words[i].head
    risked = "of" in marks and head >= 0 and tree.lemma(head) in _RISKS
    if not risked and "of" in marks and head >= 0:
        risked = any(
            tree.words[c].lemma.lower() in _RISKS for c in tree.child(head, Rel.OBL, Rel.FIXED)
        )
    barred = bool(marks & _ABOUT) and i > head >= 0 and tree.words[i].relation == Rel.ADVCL
    return risked or barred or bool(marks & _CONJ_WITHOUT)


def _implied(above: Mood | None) -> Mood | None:
    """What somebody "was forced to" do or "had" done: as the verb over it, a little less sure."""
    return None if above is None else _by("forced", above)


def _gerund(
    tree: Tree, i: int, helpers: list[int], where: ParagraphKind, depth: int
) -> Mood | None:
    w = tree.words[i]
    low = {tree.words[h].text.lower() for h in helpers}
    if helpers:
        if low & _BE_PAST_BEEN:
            return _by("was-doing")
        return _by("is-doing") if low & {"is", "are", "'s", "’s", "'re"} else None
    if where in _TELLS_NOW and w.relation == Rel.ROOT:
        return _by("headline")
    marks = tree.lows(i, Rel.MARK, Rel.CASE)
    if w.relation == Rel.CONJ and w.head >= 0:
        above = tree.words[w.head]
        return mood(tree, w.head, where, depth + 1) if above.tag in (Tag.VBG, Tag.VBD) else None
    if w.relation == Rel.XCOMP and w.head >= 0:
        return mood(tree, w.head, where, depth + 1) if begins(tree, w.head) else None
    if w.relation == Rel.ADVCL and w.head >= 0:
        if "of" in marks and tree.lemma(w.head) in _VERB_ACCUSE_SUSPECT:
            return _by("accused-of")
        if marks & _NO_GERUND or (begins(tree, w.head) and tree.lemma(w.head) in _SEEN and marks):
            return None
        if marks & _ABOUT and i > w.head:
            return None
        if "of" in marks or tree.words[w.head].pos not in (Pos.VERB, Pos.AUX, Pos.ADJ, Pos.NOUN):
            return None
        if tree.words[w.head].pos == Pos.VERB and marks & _AROUND and _is_to_come(tree, w.head):
            return _by("around-to-come")
        return _by("doing-beside" if marks else "doing-on")
    if w.relation == Rel.ACL:
        return None if marks else _by("doing-described")
    return None


def _is_to_come(tree: Tree, i: int) -> bool:
    return bool(tree.lows(i, Rel.AUX) & _WILL)


def _infinitive(tree: Tree, i: int, low: set[str], where: ParagraphKind, depth: int) -> Mood | None:
    w = tree.words[i]
    if low & {"did"}:
        return _by("did")
    if low & {"do", "does"}:
        return None
    marks = tree.lows(i, Rel.MARK)
    if "to" not in marks:
        if w.relation == Rel.CONJ and w.head >= 0 and not tree.child(i, Rel.NSUBJ):
            return mood(tree, w.head, where, depth + 1)
        if where in _TELLS_NOW and tree.child(i, Rel.NSUBJ) and w.relation == Rel.ROOT:
            return _by("headline")
        return None
    return _of_infinitive(tree, i, where, depth, perfect=False)


def _of_infinitive(
    tree: Tree, i: int, where: ParagraphKind, depth: int, *, perfect: bool
) -> Mood | None:
    """ "to V" by what is above it."""
    w = tree.words[i]
    if {tree.words[c].lemma.lower() for c in tree.child(i, Rel.AUX, Rel.COP)} & {"be"}:
        return _by("is-to")
    if tree.lows(i, Rel.AUX_PASS) & _BE_FORM:
        return _by("is-to")  # "is to be held"
    if w.head < 0:
        return _by("headline-to") if where is ParagraphKind.HEADLINE else None
    lemma = tree.lemma(w.head)
    above = tree.words[w.head]
    if perfect:
        return _by("said-to-have") if lemma in _SAID_TO else None
    if w.relation in (Rel.XCOMP, Rel.ADVCL, Rel.CCOMP) and (
        above.pos in (Pos.VERB, Pos.AUX, Pos.ADJ)
    ):
        if lemma in _DUE:
            if "had" in tree.lows(w.head, Rel.AUX):
                return None  # "had been due to come" and did not
            if tree.child(w.head, Rel.COMPOUND_PRT) or "order" in tree.lows(i, Rel.MARK, Rel.FIXED):
                return None
            passive = tree.is_passive(w.head) or above.pos == Pos.ADJ
            if lemma in _VERB_INTEND or passive:
                return _by("due") if lemma not in ("aim", "prepare") else None
            return None
        if lemma in _BEGINS and w.relation == Rel.XCOMP:
            return mood(tree, w.head, where, depth + 1)
        if lemma in _FORCED and w.relation in (Rel.XCOMP, Rel.CCOMP):
            return _implied(mood(tree, w.head, where, depth + 1))
        if lemma == "fail":
            return _by("failed-to")
        if (
            lemma == "be"
            and not tree.child(w.head, Rel.EXPL)
            and above.tag in (Tag.VBZ, Tag.VBP, Tag.VBD)
        ):
            return _by("is-to")
    if "be" in tree.lows(i, Rel.AUX_PASS) and w.relation == Rel.ACL:
        return _by("to-be-done")
    if where is ParagraphKind.HEADLINE and w.relation in (Rel.ACL, Rel.ROOT, Rel.DEP):
        return _by("headline-to")
    return None
