"""Verbs that belong to the event of another word: "a visit made in May", "was forced to resign"."""

from collections.abc import Mapping
from dataclasses import replace

from models.reading.doc import EventKind
from models.reading.events.mention import ACTS_OF_SPEECH, EventMention
from models.reading.events.senses import noun_sense
from models.reading.labels import Rel, Tag
from models.reading.lexicon.classes import word_class
from models.reading.lexicon.senses import Strength
from models.reading.people.phrases import Tree

LIGHT = word_class("verb.light")
LETTERS = word_class("noun.letter")
_PUBLISHING = word_class("verb.publish")
_URGING = word_class("verb.force.urged")


def without_parts(tree: Tree, verbs: list[EventMention], taken: set[int]) -> list[EventMention]:
    """The verbs of a sentence that report events of their own; the others are merged into them."""
    by_verb = {t.word: t for t in verbs}
    kept: list[int] = []
    for verb in list(by_verb):
        t = by_verb[verb]
        host, joined = _host(tree, t, by_verb)
        if host is not None:
            by_verb[host.word] = host.told_by(*joined)
            taken.difference_update(set(t.words) - set(joined))
            taken.update(joined)
        elif is_vehicle(tree, verb):
            taken.difference_update(t.words)
        else:
            kept.append(verb)
    return [by_verb[verb] for verb in kept]


def _host(
    tree: Tree, t: EventMention, by_verb: Mapping[int, EventMention]
) -> tuple[EventMention | None, list[int]]:
    """The mention that a verb is a part of, and the words it brings there."""
    if is_vehicle(tree, t.word):
        return None, []
    if (speech := _same_breath(tree, t, by_verb)) is not None:
        more = tree.child(t.word, Rel.CCOMP, Rel.PARATAXIS)
        return replace(speech, said=(*speech.said, *more)), []
    w = tree.words[t.word]
    if (act := _urged(tree, t, by_verb)) is not None:
        return act, []
    urge = by_verb.get(w.head)
    urges = urge is not None and tree.lemma(w.head) in _URGING
    if urge is not None and urges and w.relation in (Rel.XCOMP, Rel.ADVCL):
        return (None if _urged(tree, urge, by_verb) else urge), []
    noun = tree.words[w.head] if w.relation in (Rel.ACL, Rel.ACL_RELCL) else None
    host = by_verb.get(noun.head) if noun is not None else None
    if noun is None or host is None:
        return None, []
    if noun.lemma.lower() in LETTERS and noun.relation in (Rel.OBL, Rel.NMOD):
        return host, [w.head, t.word]
    if _spells_out(tree, t, w.head, host):
        return host, [t.word]
    return None, []


def _urged(tree: Tree, t: EventMention, by_verb: Mapping[int, EventMention]) -> EventMention | None:
    """What somebody "was forced to" do, where that says more than the force: "to resign"."""
    if tree.lemma(t.word) not in _URGING:
        return None
    acts = (by_verb.get(c) for c in tree.child(t.word, Rel.XCOMP, Rel.ADVCL))
    return next(
        (
            act
            for act in acts
            if act is not None
            and act.kind is not EventKind.OTHER
            and act.strength > Strength.WEAK
            and "to" in tree.lows(act.word, Rel.MARK)
        ),
        None,
    )


def _spells_out(tree: Tree, t: EventMention, noun: int, host: EventMention) -> bool:
    """Whether a participle says what a noun of speech says: "filed a petition asking the court"."""
    sense = noun_sense(tree, noun)
    return (
        tree.words[t.word].tag == Tag.VBG
        and sense is not None
        and sense.kind is t.kind
        and t.kind in ACTS_OF_SPEECH
        and (host.kind is t.kind or noun in host.words)
    )


def _same_breath(
    tree: Tree, t: EventMention, by_verb: Mapping[int, EventMention]
) -> EventMention | None:
    """The act of speech that "…, saying that" or "…, adding that" goes on with, in one breath."""
    w = tree.words[t.word]
    if not t.speech or w.relation != Rel.ADVCL or w.tag != Tag.VBG or tree.lows(t.word, Rel.MARK):
        return None
    host = by_verb.get(w.head)
    return host if host is not None and host.kind in ACTS_OF_SPEECH else None


def is_vehicle(tree: Tree, i: int) -> bool:
    """Whether a participle only brings about the event noun it describes: "a visit made in May"."""
    return tree.lemma(i) in LIGHT - _PUBLISHING and vehicle_of(tree, i) is not None


def vehicle_of(tree: Tree, i: int) -> int | None:
    """The event noun that a participle describes."""
    w = tree.words[i]
    if w.tag not in (Tag.VBN, Tag.VBD):
        return None
    if w.relation in (Rel.ACL, Rel.ADVCL):
        nouns = tree.child(i, Rel.NSUBJ, Rel.NSUBJ_PASS) or (
            [w.head] if w.relation == Rel.ACL else []
        )
        if not tree.child(i, Rel.AUX, Rel.AUX_PASS) and nouns:
            noun = tree.words[nouns[0]]
            if noun.tag in (Tag.NN, Tag.NNS) and noun_sense(tree, nouns[0]) is not None:
                return nouns[0]
    return None
