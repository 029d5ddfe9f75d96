"""Attribution: who states, denies or alleges an event, and its status as a result."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from models.reading.doc import EventKind, EventStatus, Mention, Stance, Why
from models.reading.events.mention import Attribution, EventMention, attributed
from models.reading.events.speech import is_inserted
from models.reading.labels import NOUNS, VERBS, Rel, Tag
from models.reading.lexicon.classes import word_class
from models.reading.lexicon.speech import stances
from models.reading.people.phrases import Tree

_PRONOUN_SUBJECT = word_class("pronoun.subject")

_STANCES = stances()
CLAIMS = word_class("noun.claim")
_REPORTS = word_class("noun.report")
_ALLEGED = word_class("adverb.alleged")
_ALLEGED_NOUN = word_class("adjective.alleged")
_CLAUSE = (Rel.CCOMP, Rel.XCOMP, Rel.ADVCL, Rel.CONJ, Rel.ACL, Rel.PARATAXIS, Rel.OBJ, Rel.NSUBJ, Rel.NSUBJ_PASS, Rel.OBL, Rel.NMOD, Rel.ACL_RELCL, Rel.DEP, Rel.APPOS)  # fmt: skip
_SIDES = word_class("conj.contrast")
# Who says what others did because it is their part to accuse: what they say is only claimed.
_ACCUSERS = word_class("person.accuser")
_BACK = 5  # sentences a denial looks back for what it denies


def attribute(tree: Tree, t: EventMention) -> EventMention:
    """The mention with who reports it, and the status that follows."""
    words, at = tree.words, t.word
    found: list[Attribution] = []
    for step in range(7):
        found += _beside(tree, t, at)
        w = words[at]
        if w.head < 0 or w.relation not in _CLAUSE or (w.relation == Rel.ACL_RELCL and step > 0):
            break
        if _turns(tree, at) or _only_describes(tree, at) or _answers(tree, at):
            break
        found += _above(tree, t, at)
        at = w.head
    if (number := tree.quoted[t.word]) >= 0:
        quotation = tree.doc.quotations[number]
        if quotation.cue_word is not None and not found:
            stance = _stance_of(tree, quotation.cue_word)
            found.append(Attribution(quotation.speaker, stance, quotation.cue_word))
    told = attributed(t.attributions, found)
    status, rule = _status(tree, t, told)
    why = (*t.why, Why("status", rule)) if rule else t.why
    return replace(t, attributions=told, status=status, why=why)


def _above(tree: Tree, t: EventMention, at: int) -> list[Attribution]:
    """Who reports it by the word above one: a verb of speech, or a noun such as "claim"."""
    w = tree.words[at]
    head, lemma = w.head, tree.lemma(w.head)
    stance = _STANCES.get(lemma)
    clause = w.relation in (Rel.CCOMP, Rel.XCOMP) or (
        w.relation == Rel.ADVCL and bool(tree.lows(at, Rel.MARK) & {"of", "that"})
    )
    after = at > head or stance is Stance.STATES
    if (
        stance is not None
        and clause
        and after
        and tree.words[head].tag in VERBS
        and head not in t.words
    ):
        stance = _accusing(tree, t, tree.subjects(head), stance)
        return _said_by(_speakers(tree, head), stance, head)
    if w.relation in (Rel.ACL, Rel.NMOD, Rel.CCOMP) and tree.words[head].tag in NOUNS:
        return _of_noun(tree, at, head, lemma)
    return []


def _turns(tree: Tree, at: int) -> bool:
    """Whether the writer resumes: "…'s claim that it had fallen, yet it stood"."""
    return _is_other_side(tree, at) or (
        tree.words[at].relation == Rel.CONJ
        and tree.quoted[at] < 0
        and bool(tree.lows(at, Rel.CC) & {"yet", "but"})
        and bool(tree.child(at, Rel.NSUBJ, Rel.NSUBJ_PASS))
        and any(tree.words[c].text == "," for c in tree.child(at, Rel.PUNCT) if c < at)
        and not tree.lows(at, Rel.MARK)
    )


def _answers(tree: Tree, at: int) -> bool:
    """ "accused Chile of dumping, which Chile denied": the writer reports the denial."""
    denies = _STANCES.get(tree.lemma(at)) is Stance.DENIES
    return denies and tree.words[at].relation == Rel.ACL_RELCL and bool(tree.child(at, Rel.NSUBJ))


def _is_other_side(tree: Tree, at: int) -> bool:
    """Whether a clause is about somebody else's action: "X said so, while Y congratulated Z"."""
    return (
        tree.words[at].relation == Rel.ADVCL
        and tree.quoted[at] < 0
        and bool(tree.lows(at, Rel.MARK) & _SIDES)
        and bool(tree.child(at, Rel.NSUBJ, Rel.NSUBJ_PASS))
        and at > tree.words[at].head
        and tree.words[at].tag in (Tag.VBD, Tag.VBZ, Tag.VBP, Tag.VBN)
    )


def _only_describes(tree: Tree, at: int) -> bool:
    """A participle describes its noun rather than reporting: "remarks published by …"."""
    w = tree.words[at]
    return (
        w.relation == Rel.ACL
        and w.tag == Tag.VBN
        and not tree.lows(at, Rel.MARK, Rel.AUX, Rel.AUX_PASS)
    )


def _stance_of(tree: Tree, cue: int) -> Stance:
    return _STANCES.get(tree.lemma(cue), Stance.STATES)


def _speakers(tree: Tree, verb: int) -> list[Mention]:
    if tree.is_passive(verb):
        return [m for c in tree.child(verb, Rel.OBL_AGENT) for m in tree.actors(c)]
    return [m for s in tree.subjects(verb) for m in tree.actors(s)]


def _said_by(speakers: list[Mention], stance: Stance, word: int) -> list[Attribution]:
    found = [Attribution(m.actor, stance, word, m) for m in speakers[:3]]
    if not speakers and stance is not Stance.DENIES:
        found.append(Attribution(None, stance, word))
    return found


def _beside(tree: Tree, t: EventMention, at: int) -> list[Attribution]:
    """ "…, the minister said" and "according to …" beside a word."""
    found: list[Attribution] = []
    for c in tree.child(at, Rel.PARATAXIS, Rel.OBL, Rel.ADVCL, Rel.NMOD):
        w = tree.words[c]
        if w.relation == Rel.PARATAXIS or (w.relation == Rel.ADVCL and is_inserted(tree, c)):
            stance = _STANCES.get(tree.lemma(c))
            if stance is Stance.DENIES and t.kind is EventKind.ACCUSATION:
                continue  # "an allegation he rejects": he denies it, not that it was made
            if stance is not None and c not in t.words and not tree.child(c, Rel.CCOMP):
                stance = _accusing(tree, t, tree.subjects(c), stance)
                found += _said_by(_speakers(tree, c), stance, c)
        elif tree.case(c) == "according" or "according" in tree.lows(
            c, Rel.CASE, Rel.FIXED, Rel.MARK
        ):
            found += _said_by(tree.actors(c), _accusing(tree, t, [c], Stance.STATES), c)
    return found


def _accusing(tree: Tree, t: EventMention, who: list[int], stance: Stance) -> Stance:
    """The stance of the speakers; accusers such as prosecutors allege what others did."""
    accuse = any(tree.words[s].lemma.lower() in _ACCUSERS for s in who)
    if not accuse or stance is not Stance.STATES or t.kind is EventKind.LEGAL or t.noun:
        return stance
    own = [*tree.subjects(t.word), *tree.passive_subjects(t.word)]
    told = [s for s in own if tree.words[s].text.lower() not in _PRONOUN_SUBJECT]
    return Stance.ALLEGES if told else stance


def _of_noun(tree: Tree, at: int, noun: int, lemma: str) -> list[Attribution]:
    """ "X's claim that …", and its denial: "Y dismissed X's claim that …"."""
    claim = lemma in CLAIMS
    if not claim and lemma not in _REPORTS:
        return []
    if tree.words[at].relation == Rel.NMOD and tree.case(at) != "of":
        return []
    owners = [m for c in tree.child(noun, Rel.NMOD_POSS) for m in tree.actors(c)]
    owners += [
        m
        for c in tree.child(noun, Rel.NMOD)
        if tree.case(c) in ("by", "from")
        for m in tree.actors(c)
    ]
    found = _said_by(owners, Stance.ALLEGES if claim else Stance.STATES, noun)
    verb = tree.words[noun].head
    denied = verb >= 0 and _STANCES.get(tree.lemma(verb)) is Stance.DENIES
    if denied and tree.words[noun].relation in (Rel.OBJ, Rel.NSUBJ_PASS):
        found += _said_by(_speakers(tree, verb), Stance.DENIES, verb)
    return found


def _status(tree: Tree, t: EventMention, told: Sequence[Attribution]) -> tuple[EventStatus, str]:
    """The status that follows from who says so or words such as "allegedly", and why it does."""
    stances = {a.stance for a in told}
    hedged = bool(tree.lows(t.word, Rel.ADVMOD) & _ALLEGED)
    if t.noun:
        hedged = hedged or bool(tree.lows(t.word, Rel.AMOD) & _ALLEGED_NOUN)
    if t.status not in (EventStatus.ASSERTED, EventStatus.CLAIMED):
        return t.status, ""
    if Stance.DENIES in stances:
        return EventStatus.DENIED, "denied"
    if Stance.ALLEGES in stances or hedged:
        return EventStatus.CLAIMED, "alleged" if Stance.ALLEGES in stances else "hedged"
    return t.status, ""


def link_denials(tree: Tree, mentions: Sequence[EventMention]) -> list[EventMention]:
    """A claim made before and then denied ("denied any such initiative") is a denied one."""
    found = list(mentions)
    claimed: list[int] = []  # places of claims
    for n, t in enumerate(mentions):
        if t.status in (EventStatus.CLAIMED, EventStatus.DENIED) and t.attributions:
            claimed.append(n)
        elif _denies_what_was_said(tree, t):
            for c in _denied(tree, t, [(n, found[n]) for n in claimed[-6:]]):
                by = [Attribution(m.actor, Stance.DENIES, t.word, m) for m in t.agents[:1]]
                told = attributed(found[c].attributions, by)
                denied = replace(found[c], status=EventStatus.DENIED, attributions=told)
                found[c] = denied.because("status", "denied-later")
    return found


def _denies_what_was_said(tree: Tree, t: EventMention) -> bool:
    if t.noun or _STANCES.get(tree.lemma(t.word)) is not Stance.DENIES or tree.child(t.word, Rel.CCOMP):  # fmt: skip
        return False
    return t.status is EventStatus.ASSERTED and not _answers(tree, t.word)


def _denied(
    tree: Tree, t: EventMention, claims: Sequence[tuple[int, EventMention]]
) -> Iterator[int]:
    """The places of the claims, all of one sentence, that a denial is about."""
    here, wanted = tree.words[t.word].sentence, {m.actor for m in t.targets}
    told = -1  # the sentence whose claims are denied
    for n, c in reversed(claims):
        sentence = tree.words[c.word].sentence
        if (told >= 0 and sentence != told) or here - sentence > _BACK:
            return
        by = {a.actor for a in c.attributions if a.stance is Stance.ALLEGES}
        if by and (by & wanted or not wanted):
            told = sentence
            yield n
