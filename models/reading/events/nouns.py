"""Event nouns: "the visit", "a round of talks", "his arrest"."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from models.reading.doc import EventKind, EventStatus, Mention, MentionForm, ParagraphKind
from models.reading.events.attribution import CLAIMS
from models.reading.events.mention import EventMention
from models.reading.events.parts import LETTERS, LIGHT, is_vehicle, vehicle_of
from models.reading.events.senses import noun_sense, verb_sense
from models.reading.labels import Pos, Rel, Tag
from models.reading.lexicon.classes import word_class
from models.reading.lexicon.senses import Sense, Strength
from models.reading.people.phrases import Tree

_ADJECTIVE_PLANNED = word_class("adjective.planned")
_ADJECTIVE_SUPPOSED = word_class("adjective.supposed")
_AUX_MODAL_UNCERTAIN = word_class("aux.modal.uncertain")
_NOUN_LETTER_KIND = word_class("noun.letter.kind")
_PREP_ABOUT_AS = word_class("prep.about_as")
_PREP_IN_THROUGH = word_class("prep.in_through")
_VERB_PLANNED = word_class("verb.planned")
_VERB_WANTED = word_class("verb.wanted")

# Verbs that say how far an event is: its day is that of its beginning or end.
_PHASES = word_class("verb.phase")
_CARRIERS = _PHASES | word_class("verb.happen")
# Who regards an event takes no part in it: "watched the launch".
REGARDING = word_class("verb.regarding")
_SHOWN = word_class("noun.shown")
_CRAFT = word_class("craft.space")
_FLOWN = word_class("verb.flown")
# "a round of talks", "a series of attacks": what they are of happens.
_MEASURES = word_class("measure.series")
_SHOTS = word_class("noun.shots")
_TOLL = word_class("verb.toll")
_DURING = word_class("prep.during")
_STRUCK = word_class("verb.strike")
RULED = word_class("noun.ruled")
_CALLED_OFF = word_class("verb.called_off")
RULINGS = (EventKind.SANCTION, EventKind.COERCION)
_NONE_OF = word_class("det.none_of")
_GIVEN = word_class("det.pointing")
_WHICH = word_class("adjective.other_time", "number.ordinal")
_OWNERS = (Rel.NMOD_POSS, Rel.NMOD, Rel.COMPOUND, Rel.AMOD, Rel.OBL)


def with_nouns(
    tree: Tree,
    span: tuple[int, int],
    where: ParagraphKind,
    taken: Collection[int],
    verbs: Iterable[EventMention],
) -> list[EventMention]:
    """The mentions by verbs and event nouns of a sentence.

    Verbs that only say how the event of a noun went are a part of the noun's mention.
    """
    by_verb = {t.word: t for t in verbs}
    nouns: list[EventMention] = []
    for i in range(*span):
        w = tree.words[i]
        phase = by_verb.get(w.head) if i in taken else None
        if phase is not None and w.relation in (Rel.NSUBJ, Rel.NSUBJ_PASS, Rel.OBJ):
            by_verb[w.head] = _phase_noted(tree, phase, i)
        if (
            w.tag not in (Tag.NN, Tag.NNS)
            or i in taken
            or w.relation in (Rel.COMPOUND, Rel.AMOD, Rel.FLAT)
        ):
            continue
        sense = sense_in_place(tree, i)
        if sense is None or tree.lows(i, Rel.DET, Rel.AMOD) & _NONE_OF:
            continue
        top = _measured(tree, i)
        verb = tree.words[top].head
        host = by_verb.get(verb)
        if host is not None and _tells_phase(tree, host, top):
            by_verb[verb] = _begun(host, i, sense)
            continue
        if host is not None and not _yields(tree, host, top):
            if (more := _absorbing(tree, host, i, sense)) is not None:
                by_verb[verb] = more
                continue
            host = None
        if host is not None:
            del by_verb[verb]  # a second noun beside it finds no host
        if (found := _noun(tree, i, sense, where, host)) is not None:
            nouns.append(found)
    return [*by_verb.values(), *nouns]


def _noun(
    tree: Tree, i: int, sense: Sense, where: ParagraphKind, host: EventMention | None
) -> EventMention | None:
    """The mention by an event noun; ``host`` is a verb over it that only says how it went."""
    words = (i, *_carriers(tree, i))
    strength = sense.strength
    if any(tree.lemma(c) in _PHASES for c in words[1:]):
        strength = max(strength, Strength.PLAIN)
    low = tree.words[i].lemma.lower()
    given = bool(tree.lows(i, Rel.DET) & _GIVEN)
    definite = given and not (_is_owned(tree, i) or _is_singled_out(tree, i))
    if low in CLAIMS and not tree.child(i, Rel.ACL, Rel.CCOMP, Rel.ACL_RELCL):
        definite = True  # "his claim": the claim has been reported
    doubt = _noun_doubt(tree, _measured(tree, i))
    if host is not None:
        words += tuple(w for w in host.words if w != i)
        sure = _takes_place(tree, host.word)
        strength = max(strength, Strength.STRONG if sure else Strength.PLAIN)
        doubt -= 0.05 * sure  # nothing else is said than that it happened
    elif not definite and not _is_anchored(tree, i):
        return None
    status = host.status if host is not None else _noun_status(tree, i)
    if status is None:
        return None
    t = EventMention(
        i, sense.kind, strength, status, where, noun=True, words=words, doubt=doubt,
        definite=definite,
    )  # fmt: skip
    t = t.because("kind", sense.row(low))
    why = [w.rule for w in host.why if w.what == "status"] if host is not None else []
    t = t.because("status", why[-1] if why else f"noun-{status.value}")
    return as_letter(tree, t, i) if low in LETTERS else t


def as_letter(tree: Tree, t: EventMention, noun: int) -> EventMention:
    """What a message is for: "sent a message congratulating X" is support."""
    near = [*tree.child(t.word, Rel.ADVCL, Rel.XCOMP), *tree.child(noun, Rel.ACL)]
    for c in near:
        if tree.words[c].tag != Tag.VBG or tree.lows(c, Rel.MARK):
            continue
        sense = verb_sense(tree, c)
        if sense is not None and sense.strength is Strength.STRONG:
            return replace(t, kind=sense.kind).told_by(c).because("kind", "letter")
    around = {
        tree.words[c].lemma.lower() for c in tree.child(noun, Rel.AMOD, Rel.COMPOUND, Rel.NMOD)
    }
    if not around & _NOUN_LETTER_KIND:
        return t
    return replace(t, kind=EventKind.SUPPORT).because("kind", "letter")


def sense_in_place(tree: Tree, i: int) -> Sense | None:
    """The sense of an event noun; None where the phrase only names a source or a newspaper."""
    sense = noun_sense(tree, i)
    if sense is None:
        return None
    if tree.case(i) == "according" or "according" in tree.lows(i, Rel.CASE, Rel.MARK):
        return None
    named = tree.child(i, Rel.APPOS, Rel.FLAT)
    if sense.kind is EventKind.PUBLICATION and any(tree.own(c) for c in named):
        return None
    if _is_thing_shown(tree, i):
        return None
    if tree.words[i].lemma.lower() == "exchange":
        of = {tree.words[c].lemma.lower() for c in tree.child(i, Rel.NMOD, Rel.COMPOUND)}
        if of & _SHOTS:
            return Sense(EventKind.ATTACK, Strength.STRONG)
    if tree.words[i].lemma.lower() in RULED:
        for c in tree.child(i, Rel.ACL):
            inner = verb_sense(tree, c) if tree.words[c].tag == Tag.VB else None
            if inner is not None and inner.kind in RULINGS:
                return Sense(inner.kind, sense.strength)
    return sense


def _measured(tree: Tree, i: int) -> int:
    """The word that stands for a noun in its clause: "round" of "a round of talks", else itself."""
    w = tree.words[i]
    of = w.relation == Rel.NMOD and w.head >= 0 and tree.case(i) == "of"
    return w.head if of and tree.words[w.head].lemma.lower() in _MEASURES else i


def _is_thing_shown(tree: Tree, i: int) -> bool:
    """Whether a possible event noun means a show, a craft or spectators."""
    words, low = tree.words, tree.words[i].lemma.lower()
    around = {words[c].lemma.lower() for c in tree.child(i, Rel.AMOD, Rel.COMPOUND, Rel.NMOD)}
    head = words[i].head
    if low == "demonstration":
        return bool(around & _SHOWN)
    if low == "probe":
        return bool(around & _CRAFT) or (head >= 0 and tree.lemma(head) in _FLOWN)
    if low == "audience":
        met = any(tree.case(c) == "with" for c in tree.child(i, Rel.NMOD))
        return not met and (words[i].tag == Tag.NNS or head < 0 or tree.lemma(head) not in LIGHT)
    return False


def _carriers(tree: Tree, i: int) -> list[int]:
    """Verbs that only say that the event of a noun took place: "took place", "sent"."""
    w = tree.words[i]
    found = []
    subject = w.relation in (Rel.NSUBJ, Rel.NSUBJ_PASS) and w.head >= 0
    if subject and (tree.lemma(w.head) in _CARRIERS or vehicle_of(tree, w.head) == i):
        found.append(w.head)
    found += [c for c in tree.child(i, Rel.ACL_RELCL) if tree.lemma(c) in _CARRIERS]
    return found + [c for c in tree.child(i, Rel.ACL) if is_vehicle(tree, c)]


def _is_owned(tree: Tree, i: int) -> bool:
    """Whether the noun phrase itself names somebody."""
    return any(j in tree.inside for c in tree.child(i, *_OWNERS) for j in tree.subtree(c, 12))


def _is_singled_out(tree: Tree, i: int) -> bool:
    """Whether a word says which of several is meant: "the 1991 agreement", "the second trial"."""
    before = [c for c in tree.child(i, Rel.AMOD, Rel.NUMMOD, Rel.COMPOUND, Rel.NMOD) if c < i]
    times = tree.times.get(tree.words[i].sentence, ())
    return any(
        tree.words[c].text.lower() in _WHICH or any(t.first <= c < t.last for t in times)
        for c in before
    )


def _is_anchored(tree: Tree, i: int) -> bool:
    """Whether an actor or a time goes with the noun: "meetings" alone aren't an event."""
    if _is_owned(tree, i) or tree.own(i):
        return True
    w = tree.words[i]
    near = {i, *tree.subtree(i, 20)}
    if any(t.first in near for t in tree.times.get(w.sentence, ())):
        return True
    return w.relation in (Rel.NSUBJ, Rel.NSUBJ_PASS, Rel.OBJ, Rel.ROOT) and not (
        w.tag == Tag.NNS and w.relation == Rel.OBJ
    )


def _absorbing(tree: Tree, host: EventMention, i: int, sense: Sense) -> EventMention | None:
    """The mention by a verb with an event noun that adds nothing to it; None where it does."""
    relation = tree.words[_measured(tree, i)].relation
    letter = tree.words[i].lemma.lower() in LETTERS
    if relation in (Rel.OBJ, Rel.XCOMP) and tree.lemma(host.word) in REGARDING:
        return None
    strength, row = max(host.strength, sense.strength), sense.row(tree.words[i].lemma.lower())
    if letter and relation == Rel.OBL and tree.case(i) in _PREP_IN_THROUGH:
        described = (c for c in tree.child(i, Rel.ACL) if tree.words[c].tag == Tag.VBN)
        return host.told_by(i, *described)
    if relation == Rel.OBL_AGENT and tree.lemma(host.word) in _STRUCK:
        return replace(host, kind=sense.kind, strength=strength).told_by(i).because("kind", row)
    harm = sense.kind in (EventKind.ATTACK, EventKind.DISASTER) and tree.words[i].tag == Tag.NN
    if harm and relation == Rel.OBL and tree.lemma(host.word) in _TOLL and tree.case(i) in _DURING:
        # "three were killed in the blast"; "Vega was killed in the blast" is her death
        named = any(m.form is MentionForm.NAME for m in _harmed(tree, host.word))
        kind = host.kind if named else sense.kind
        host = host if named else host.because("kind", row)
        return replace(host, kind=kind, strength=strength).told_by(i)
    if letter and relation == Rel.NSUBJ and host.kind is EventKind.PUBLICATION:
        return host  # "the letter appeared in a newspaper": the appearing is the event
    given = bool(tree.lows(i, Rel.DET) & _GIVEN)
    if host.kind is sense.kind and relation in (Rel.OBJ, Rel.NSUBJ_PASS, Rel.NSUBJ, Rel.XCOMP):
        return replace(host, again=host.again or (relation != Rel.OBJ and given)).told_by(i)
    vague = host.kind is EventKind.OTHER and host.strength <= Strength.PLAIN
    if vague and relation in (Rel.OBJ, Rel.NSUBJ_PASS, Rel.XCOMP, Rel.OBL_AGENT):
        return replace(host, kind=sense.kind, strength=strength).told_by(i).because("kind", row)
    beside = relation in (Rel.OBL, Rel.NMOD, Rel.OBJ) and given and not _is_owned(tree, i)
    return host if beside else None


def _tells_phase(tree: Tree, host: EventMention, i: int) -> bool:
    """Whether a verb says that an event, its subject, began or ended: "the strike ended"."""
    subjects = tree.child(host.word, Rel.NSUBJ, Rel.NSUBJ_PASS)
    effect = tree.lemma(host.word) == "take" and "effect" in tree.lows(host.word, Rel.OBJ)
    return subjects == [i] and (tree.lemma(host.word) in _PHASES or effect)


def _phase_noted(tree: Tree, host: EventMention, i: int) -> EventMention:
    """A verb with the noun that it has been found to tell of together with: "ended their strike"."""
    noted = i in host.words and host.phase < 0 and tree.lemma(host.word) in _PHASES
    return replace(host, phase=i) if noted else host


def _begun(host: EventMention, i: int, sense: Sense) -> EventMention:
    """A verb that tells of the event that began or ended, so that both have one day."""
    host = replace(host, phase=i).told_by(i)
    told = host.status is EventStatus.ASSERTED
    if told and (host.kind is EventKind.OTHER or sense.kind is host.kind):
        strength = max(host.strength, sense.strength, Strength.PLAIN)
        return replace(host, kind=sense.kind, strength=strength).because("kind", "phase")
    return host


def _harmed(tree: Tree, i: int) -> list[Mention]:
    whom = tree.passive_subjects(i) if tree.is_passive(i) else tree.subjects(i)
    return [m for s in whom for m in tree.actors(s)]


def _yields(tree: Tree, host: EventMention, i: int) -> bool:
    """Whether a verb only says how an event, its subject, went: "the visit ended badly"."""
    if (
        tree.words[i].relation not in (Rel.NSUBJ, Rel.NSUBJ_PASS)
        or host.kind is not EventKind.OTHER
    ):
        return False
    return host.strength <= Strength.PLAIN or tree.lemma(host.word) in _CARRIERS


def _takes_place(tree: Tree, verb: int) -> bool:
    return tree.lemma(verb) == "take" and "place" in tree.lows(verb, Rel.OBJ)


def _noun_doubt(tree: Tree, i: int) -> float:
    w = tree.words[i]
    doubt = 0.0
    if w.relation in (Rel.NMOD, Rel.OBL) and tree.case(i) in _PREP_ABOUT_AS:
        doubt += 0.12
    if w.tag == Tag.NNS and not tree.child(i, Rel.DET, Rel.NMOD_POSS, Rel.NUMMOD):
        doubt += 0.12
    if w.relation in (Rel.CONJ, Rel.APPOS):
        doubt += 0.06
    if w.relation == Rel.OBJ:
        doubt += 0.08
    return doubt


def _is_over(tree: Tree, i: int) -> bool:
    """Whether a day gone by says which: "Saturday's attack"."""
    doc = tree.doc
    published = doc.day
    if published is None or published.earliest is None:
        return False
    own = set(tree.child(i, Rel.NMOD_POSS))
    return any(
        t.first in own
        and t.interval is not None
        and t.interval.latest is not None
        and t.interval.latest < published.earliest
        for t in tree.times.get(tree.words[i].sentence, ())
    )


def _noun_status(tree: Tree, i: int) -> EventStatus | None:
    """The status an event noun has by the verb over it; None where nothing is said to happen."""
    w = tree.words[i]
    if _is_over(tree, i):
        return EventStatus.ASSERTED
    for above in tree.up(i, 3):
        verb = tree.words[above]
        if verb.pos not in (Pos.VERB, Pos.AUX):
            continue
        low = tree.lows(above, Rel.AUX)
        if low & _AUX_MODAL_UNCERTAIN:
            return None
        lemma = tree.lemma(above)
        if low & {"will", "'ll"} or verb.tag == Tag.VB:
            return None
        direct = w.head == above
        if direct and lemma in _VERB_PLANNED:
            return EventStatus.PLANNED
        if direct and lemma in _CALLED_OFF:
            return None
        if direct and lemma in _VERB_WANTED:  # fmt: skip
            return None
        break
    planned = {tree.words[c].text.lower() for c in tree.child(i, Rel.AMOD)}
    if planned & _ADJECTIVE_PLANNED:
        return EventStatus.PLANNED
    if planned & _ADJECTIVE_SUPPOSED:
        return None
    return EventStatus.ASSERTED
