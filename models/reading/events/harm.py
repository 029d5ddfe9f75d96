"""Harm done by disasters and attacks: "a bus overturned, killing ten" is one event."""

from collections.abc import Mapping

from models.reading.doc import ActorKind, EventKind, MentionForm
from models.reading.events.mention import EventMention
from models.reading.labels import Rel, Tag
from models.reading.lexicon.classes import word_class
from models.reading.people.phrases import Tree
from models.reading.time.words import number_in

HARM = (EventKind.ATTACK, EventKind.DISASTER, EventKind.DEATH)
_TOLL = word_class("verb.toll")
_WHEN = word_class("conj.when_after")
_LEFT = word_class("verb.toll.left")


def is_outcome(
    tree: Tree, t: EventMention, host: EventMention, by_word: Mapping[int, EventMention]
) -> bool:
    """Whether a clause gives the harm of a blast, crash or attack: "…, killing ten"."""
    w = tree.words[t.word]
    if _is_cause(tree, t, host):
        return True
    if _is_toll_besides(tree, t, host):
        return True
    if t.noun or w.tag != Tag.VBG or w.relation not in (Rel.ADVCL, Rel.CONJ, Rel.ACL):
        return False
    if t.kind not in HARM or host.kind not in HARM or w.head < 0:
        return False
    if tree.lows(t.word, Rel.MARK) or tree.child(t.word, Rel.NSUBJ):
        return False
    above = by_word.get(w.head)
    top = tree.words[w.head]
    if top.relation in (Rel.ADVCL, Rel.XCOMP) and not tree.child(w.head, Rel.NSUBJ):
        # "crashed while trying to land, killing both": what came of it hangs deeper down
        higher = tree.up(w.head, 2)
        if any(h in host.words for h in higher) and w.head not in by_word:
            return True
    caused = top.relation in (Rel.XCOMP, Rel.CCOMP) and top.head in host.words
    return caused or w.head in host.words or (w.relation == Rel.CONJ and above is host)


def _is_toll_besides(tree: Tree, t: EventMention, host: EventMention) -> bool:
    """Whether a clause goes on with what a disaster or attack did: "killed 40 and left 90 homeless"."""
    w = tree.words[t.word]
    if t.noun or w.relation != Rel.CONJ or w.head not in host.words or host.noun:
        return False
    if t.kind not in HARM or host.kind not in HARM or tree.child(t.word, Rel.NSUBJ):
        return False
    both = tree.lemma(t.word) in _TOLL | _LEFT and tree.lemma(w.head) in _TOLL | _LEFT
    named = any(
        m.form is MentionForm.NAME and tree.doc.actors[m.actor].kind is ActorKind.PERSON
        for e in (t, host)
        for m in (*e.agents, *e.targets)
    )
    return both and not named


def _is_cause(tree: Tree, t: EventMention, host: EventMention) -> bool:
    """Whether a clause gives the cause of death: "three died when a bus overturned"."""
    w = tree.words[t.word]
    return (
        not t.noun
        and w.relation == Rel.ADVCL
        and w.head in host.words
        and tree.lemma(w.head) in _TOLL
        and t.kind in (EventKind.ATTACK, EventKind.DISASTER)
        and not any(m.form is MentionForm.NAME for m in (*host.agents, *host.targets))
        and bool(tree.lows(t.word, Rel.MARK, Rel.ADVMOD) & _WHEN)
    )


def is_other_toll(tree: Tree, a: EventMention, b: EventMention) -> bool:
    """Whether somebody killed far more at one time than at the other: "put three", "57 to death"."""
    if a.kind not in HARM or not (a.agents and b.agents) or a.noun or b.noun:
        return False
    x, y = (_count(tree, t) for t in (a, b))
    return bool(x and y) and max(x, y) > 3 * min(x, y)


def _count(tree: Tree, t: EventMention) -> float:
    found = (
        _number(tree.words[c].text) for o in tree.objects(t.word) for c in tree.child(o, Rel.NUMMOD)
    )
    return next((n for n in found if n), 0.0)


def _number(word: str) -> float:
    plain = word.replace(",", "")
    return number_in(plain) if plain.isdigit() or plain.isalpha() else 0.0


def tells_outcome(tree: Tree, t: EventMention) -> bool:
    """Whether a telling only goes on with what a happening did: "…, killing ten", "and hurt two"."""
    w = tree.words[t.word]
    besides = w.relation == Rel.CONJ and tree.lemma(t.word) in _TOLL | _LEFT
    return t.kind in HARM and (besides or (w.tag == Tag.VBG and w.relation == Rel.ADVCL))
