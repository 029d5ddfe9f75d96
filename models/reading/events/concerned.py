"""Finds further people and bodies that an event's clause names, to add as participants."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from models.reading.doc import EventKind, Mention, Why
from models.reading.events.mention import EventMention
from models.reading.events.senses import noun_sense
from models.reading.events.speech import content
from models.reading.labels import Rel
from models.reading.lexicon.classes import word_class
from models.reading.people.phrases import Tree

_MOST = 6
_BACK = 12  # tellings that a judgement looks back for what it judges
_GIVEN = word_class("det.pointing")
_JUDGING = (EventKind.ACCUSATION, EventKind.SUPPORT, EventKind.REJECTION)
# Different words for the same event: an attack, a killing, an assault.
_DEEDS = frozenset((
    EventKind.ATTACK, EventKind.COERCION, EventKind.LEGAL, EventKind.ACCUSATION, EventKind.STATEMENT,
    EventKind.DEATH, EventKind.SANCTION, EventKind.THREAT, EventKind.PROTEST, EventKind.MOBILISATION,
))  # fmt: skip
_CLAIMS = word_class("noun.claim.accusation")
_FAR = 60  # words that are looked at
# Phrases under these words are other occasions, or sources.
APART = word_class("conj.apart")
_CLAUSES = (Rel.CONJ, Rel.PARATAXIS, Rel.ADVCL, Rel.ACL_RELCL, Rel.ACL)
_NEVER = frozenset(
    (
        Rel.PUNCT,
        Rel.CC,
        Rel.CASE,
        Rel.MARK,
        Rel.DET,
        Rel.AUX,
        Rel.AUX_PASS,
        Rel.COP,
        Rel.VOCATIVE,
        Rel.DISCOURSE,
    )
)
_SUBJECTS = (Rel.NSUBJ, Rel.NSUBJ_PASS, Rel.CSUBJ)


def blame(tree: Tree, mentions: Sequence[EventMention]) -> list[EventMention]:
    """ "Norway condemned the attack": the attacker, where named just before, is condemned."""
    return [
        t if t.noun or t.targets or t.kind not in _JUDGING or not t.agents
        else _blaming(tree, t, mentions[max(0, n - _BACK) : n])
        for n, t in enumerate(mentions)
    ]  # fmt: skip


def _blaming(tree: Tree, t: EventMention, before: Sequence[EventMention]) -> EventMention:
    told = [o for o in tree.child(t.verb, Rel.OBJ) if tree.lows(o, Rel.DET) & _GIVEN]
    judged = {sense.kind for o in told if (sense := noun_sense(tree, o)) is not None}
    if any(tree.lemma(o) in _CLAIMS for o in told):
        judged.add(EventKind.ACCUSATION)
    for earlier in reversed(before if judged else ()):
        if earlier.kind not in judged or not earlier.agents or earlier.definite:
            continue
        if earlier.kind in _DEEDS or any(_alike(tree, o, w) for o in told for w in earlier.words):
            own = {m.actor for m in t.agents}
            targets = tuple(m for m in earlier.agents if m.actor not in own)
            why = tuple(Why("role", "blamed", m.actor) for m in targets)
            return replace(t, targets=targets, why=(*t.why, *why))
    return t


def _alike(tree: Tree, noun: int, word: int) -> bool:
    """Whether a noun and the word of an event before are of one stem: "merger", "merge"."""
    return tree.lemma(noun)[:4] == tree.lemma(word)[:4]


def concerned(
    tree: Tree, t: EventMention, told: Collection[int], own: Collection[int]
) -> tuple[Mention, ...]:
    """Actors named in an event's clause without another role in it, in the order of the text.

    ``told``: the main words of all events, ``own``: those of this one. A clause of another event
    is left to that event.
    """
    top = t.verb if t.verb >= 0 else t.word
    starts = [top, *(i for i in t.words if i != top)]
    if t.speech or tree.quotes_of.get(t.word):
        starts += [c for c in content(tree, t.word) if c not in starts]
    found: list[Mention] = []
    todo, seen = list(starts), set(starts)
    while todo and len(seen) < _FAR:
        i = todo.pop(0)
        for c in tree.children[i]:
            other = c in told and c not in own
            if c in seen or _is_apart(tree, t, c, other=other, below=i in starts):
                continue
            seen.add(c)
            todo.append(c)
            found += tree.own(c)
    known = t.involved() | {m.actor for m in t.places}
    unknown = {m.actor: m for m in sorted(found, key=lambda m: m.first) if m.actor not in known}
    return tuple(unknown.values())[:_MOST]


def _is_apart(tree: Tree, t: EventMention, c: int, *, other: bool, below: bool) -> bool:
    """Whether the phrase under a word belongs to something else."""
    w = tree.words[c]
    if w.relation == Rel.APPOS and tree.own(w.head):
        return True  # what the one named is
    if w.relation in _NEVER or (other and w.relation in _CLAUSES):
        return True
    if below and w.relation in _SUBJECTS and w.head in (t.word, t.verb):
        return bool(tree.actors(c))
    if tree.lows(c, Rel.CASE, Rel.MARK, Rel.ADVMOD) & APART:
        return True
    return w.relation in (Rel.CONJ, Rel.PARATAXIS) and bool(
        tree.child(c, Rel.NSUBJ, Rel.NSUBJ_PASS)
    )
