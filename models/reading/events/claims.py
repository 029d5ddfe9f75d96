"""Attribution: who states, denies or alleges an event, and its status as a result."""

from models.reading.doc import EventKind, EventStatus, Mention, Stance
from models.reading.events.speech import is_inserted
from models.reading.events.telling import Attribution, Telling
from models.reading.labels import NOUNS, VERBS, Rel, Tag
from models.reading.lexicon.classes import word_class
from models.reading.people.phrases import Tree

_PRONOUN_SUBJECT = word_class("pronoun.subject")

_STANCES: dict[str, Stance] = {
    **dict.fromkeys(
        "say tell report state add note write recall explain describe mention observe remark tweet "
        "quote cite estimate stress emphasise emphasize point indicate suggest warn predict believe "
        "think testify hear recount reply respond conclude post show find complain".split(),
        Stance.STATES,
    ),
    **dict.fromkeys(
        "claim allege accuse charge contend insist maintain argue assert suspect blame purport "
        "profess boast".split(),
        Stance.ALLEGES,
    ),
    **dict.fromkeys(
        "deny dismiss reject refute rebut dispute repudiate disavow doubt".split(), Stance.DENIES
    ),
    **dict.fromkeys(
        "confirm acknowledge admit concede reveal disclose verify confess".split(), Stance.CONFIRMS
    ),
    **dict.fromkeys("announce declare proclaim vow pledge promise".split(), Stance.ANNOUNCES),
}
CLAIMS = word_class("noun.claim")
_REPORTS = word_class("noun.report")
_ALLEGED = word_class("adverb.alleged")
_ALLEGED_NOUN = word_class("adjective.alleged")
_CLAUSE = (Rel.CCOMP, Rel.XCOMP, Rel.ADVCL, Rel.CONJ, Rel.ACL, Rel.PARATAXIS, Rel.OBJ, Rel.NSUBJ, Rel.NSUBJ_PASS, Rel.OBL, Rel.NMOD, Rel.ACL_RELCL, Rel.DEP, Rel.APPOS)  # fmt: skip
_SIDES = word_class("conj.contrast")
# Who says what others did because it is their part to accuse: what they say is only claimed.
_ACCUSERS = word_class("person.accuser")
_BACK = 5  # sentences a denial looks back for what it denies


def attribute(tree: Tree, t: Telling) -> None:
    """Find who reports the event, and set its status accordingly."""
    words, at = tree.words, t.word
    for step in range(7):
        _beside(tree, t, at)
        w = words[at]
        if w.head < 0 or w.relation not in _CLAUSE or (w.relation == Rel.ACL_RELCL and step > 0):
            break
        if _turns(tree, at) or _only_describes(tree, at) or _answers(tree, at):
            break
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
            and words[head].tag in VERBS
            and head not in t.words
        ):
            _add(t, _speakers(tree, head), _accusing(tree, t, tree.subjects(head), stance), head)
        elif w.relation in (Rel.ACL, Rel.NMOD, Rel.CCOMP) and words[head].tag in NOUNS:
            _of_noun(tree, t, at, head, lemma)
        at = head
    if (number := tree.quoted[t.word]) >= 0:
        quotation = tree.doc.quotations[number]
        if quotation.cue_word is not None and not t.attributions:
            _note(t, quotation.speaker, _stance_of(tree, quotation.cue_word), quotation.cue_word)
    _set_status(tree, t)


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


def _add(t: Telling, speakers: list[Mention], stance: Stance, word: int) -> None:
    for m in speakers[:3]:
        _note(t, m.actor, stance, word)
    if not speakers and stance is not Stance.DENIES:
        _note(t, None, stance, word)


def _note(t: Telling, actor: int | None, stance: Stance, word: int) -> None:
    if all((a.actor, a.stance) != (actor, stance) for a in t.attributions):
        t.attributions.append(Attribution(actor, stance, word))


def _beside(tree: Tree, t: Telling, at: int) -> None:
    """ "…, the minister said" and "according to …" beside a word."""
    for c in tree.child(at, Rel.PARATAXIS, Rel.OBL, Rel.ADVCL, Rel.NMOD):
        w = tree.words[c]
        if w.relation == Rel.PARATAXIS or (w.relation == Rel.ADVCL and is_inserted(tree, c)):
            stance = _STANCES.get(tree.lemma(c))
            if stance is Stance.DENIES and t.kind is EventKind.ACCUSATION:
                continue  # "an allegation he rejects": he denies it, not that it was made
            if stance is not None and c not in t.words and not tree.child(c, Rel.CCOMP):
                _add(t, _speakers(tree, c), _accusing(tree, t, tree.subjects(c), stance), c)
        elif tree.case(c) == "according" or "according" in tree.lows(
            c, Rel.CASE, Rel.FIXED, Rel.MARK
        ):
            _add(t, tree.actors(c), _accusing(tree, t, [c], Stance.STATES), c)


def _accusing(tree: Tree, t: Telling, who: list[int], stance: Stance) -> Stance:
    """The stance of the speakers; accusers such as prosecutors allege what others did."""
    accuse = any(tree.words[s].lemma.lower() in _ACCUSERS for s in who)
    if not accuse or stance is not Stance.STATES or t.kind is EventKind.LEGAL or t.noun:
        return stance
    own = [*tree.subjects(t.word), *tree.passive_subjects(t.word)]
    told = [s for s in own if tree.words[s].text.lower() not in _PRONOUN_SUBJECT]
    return Stance.ALLEGES if told else stance


def _of_noun(tree: Tree, t: Telling, at: int, noun: int, lemma: str) -> None:
    """ "X's claim that …", and its denial: "Y dismissed X's claim that …"."""
    claim = lemma in CLAIMS
    if not claim and lemma not in _REPORTS:
        return
    if tree.words[at].relation == Rel.NMOD and tree.case(at) != "of":
        return
    owners = [m for c in tree.child(noun, Rel.NMOD_POSS) for m in tree.actors(c)]
    owners += [
        m
        for c in tree.child(noun, Rel.NMOD)
        if tree.case(c) in ("by", "from")
        for m in tree.actors(c)
    ]
    _add(t, owners, Stance.ALLEGES if claim else Stance.STATES, noun)
    verb = tree.words[noun].head
    denied = verb >= 0 and _STANCES.get(tree.lemma(verb)) is Stance.DENIES
    if denied and tree.words[noun].relation in (Rel.OBJ, Rel.NSUBJ_PASS):
        _add(t, _speakers(tree, verb), Stance.DENIES, verb)


def _set_status(tree: Tree, t: Telling) -> None:
    stances = {a.stance for a in t.attributions}
    hedged = bool(tree.lows(t.word, Rel.ADVMOD) & _ALLEGED)
    if t.noun:
        hedged = hedged or bool(tree.lows(t.word, Rel.AMOD) & _ALLEGED_NOUN)
    if t.status not in (EventStatus.ASSERTED, EventStatus.CLAIMED):
        return
    if Stance.DENIES in stances:
        t.status = EventStatus.DENIED
    elif Stance.ALLEGES in stances or hedged:
        t.status = EventStatus.CLAIMED


def link_denials(tree: Tree, tellings: list[Telling]) -> None:
    """A claim made before and then denied ("denied any such initiative") is a denied one."""
    claimed: list[Telling] = []
    for t in tellings:
        here = tree.words[t.word].sentence
        if t.status in (EventStatus.CLAIMED, EventStatus.DENIED) and t.attributions:
            claimed.append(t)
            continue
        if t.noun or _STANCES.get(tree.lemma(t.word)) is not Stance.DENIES or tree.child(t.word, Rel.CCOMP):  # fmt: skip
            continue
        if t.status is not EventStatus.ASSERTED or _answers(tree, t.word):
            continue
        wanted = {m.actor for m in t.targets}
        told = -1  # the sentence whose claims are denied
        for c in reversed(claimed[-6:]):
            if told >= 0 and tree.words[c.word].sentence != told:
                break
            if here - tree.words[c.word].sentence > _BACK:
                break
            by = {a.actor for a in c.attributions if a.stance is Stance.ALLEGES}
            if by and (by & wanted or not wanted):
                c.status = EventStatus.DENIED
                for m in t.agents[:1]:
                    _note(c, m.actor, Stance.DENIES, t.word)
                told = tree.words[c.word].sentence
