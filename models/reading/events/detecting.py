"""Triggers: verbs, event nouns, and light verbs with an event noun."""

from collections.abc import Iterator
from dataclasses import replace

from models.reading.doc import EventKind, EventStatus, ParagraphKind, Why
from models.reading.events.mention import EventMention
from models.reading.events.modality import begins, mood
from models.reading.events.nouns import (
    REGARDING,
    RULED,
    RULINGS,
    as_letter,
    sense_in_place,
    with_nouns,
)
from models.reading.events.parts import LETTERS, LIGHT, vehicle_of, without_parts
from models.reading.events.senses import noun_sense, objects, verb_sense
from models.reading.events.speech import said_kind
from models.reading.labels import VERBS, Pos, Rel, Tag
from models.reading.lexicon.classes import word_class
from models.reading.lexicon.senses import Sense, Strength
from models.reading.people.phrases import Tree

_SILENT = (ParagraphKind.BOILERPLATE, ParagraphKind.BYLINE, ParagraphKind.DATELINE)
_NO_CLAUSE = (
    Rel.AMOD,
    Rel.COMPOUND,
    Rel.CASE,
    Rel.MARK,
    Rel.FIXED,
    Rel.AUX,
    Rel.AUX_PASS,
    Rel.COP,
    Rel.FLAT,
    Rel.DET,
)
_PLAIN_SPEECH = word_class("speech.plain")
_RELAYING = word_class("speech.relays")
_NAMING = word_class("verb.call.name")
_WITNESSING = word_class("verb.witness")
_THINGS = word_class("pronoun.things")
_PICTURES = word_class("noun.picture")


def detected(tree: Tree) -> list[EventMention]:
    """Every mention of an event, still without roles, time and attribution, in the order of the text."""
    found: list[EventMention] = []
    doc = tree.doc
    for sentence in doc.sentences:
        paragraph = doc.paragraphs[sentence.paragraph]
        if paragraph.kind in _SILENT or paragraph.repeats is not None:
            continue
        taken: set[int] = set()
        span = (sentence.first, sentence.last)
        verbs = without_parts(tree, list(_verbs(tree, span, paragraph.kind, taken)), taken)
        here = with_nouns(tree, span, paragraph.kind, taken, verbs)
        found += sorted(here, key=lambda t: t.word)
    return found


def _verbs(
    tree: Tree, span: tuple[int, int], where: ParagraphKind, taken: set[int]
) -> Iterator[EventMention]:
    for i in range(*span):
        w = tree.words[i]
        if not (w.pos == Pos.VERB or (w.tag in VERBS and w.pos != Pos.AUX)):
            continue
        if w.relation in _NO_CLAUSE or i in taken or begins(tree, i):
            continue
        if where is ParagraphKind.CAPTION and _is_of_picture(tree, i):
            continue
        if (found := _verb(tree, i, where)) is not None:
            taken.update(found.words)
            yield found


def _verb(tree: Tree, i: int, where: ParagraphKind) -> EventMention | None:
    if tree.lemma(i) in _WITNESSING and _is_time(tree, i):
        return None  # "this week marked the opening"
    if tree.lemma(i) in _NAMING and tree.words[i].relation == Rel.ACL:
        return None  # "a man named X"
    sense = verb_sense(tree, i)
    unknown = sense is None
    if sense is None:
        if tree.words[i].tag not in (Tag.VBD, Tag.VBN, Tag.VBG) or not tree.words[i].text.isalpha():
            return None
        sense = Sense(EventKind.OTHER, Strength.WEAK)
    lemma = tree.lemma(i)
    noun = _event_object(tree, i)
    if sense.strength is Strength.NONE and (noun is None or lemma not in LIGHT):
        return None
    found = mood(tree, i, where)
    if found is None:
        return None
    why = (Why("kind", "verb" if unknown else sense.row(lemma)), Why("status", found.rule))
    t = EventMention(
        i, sense.kind, sense.strength, found.status, where, words=(i,), verb=i, why=why
    )
    doubt = found.doubt + (0.08 if unknown else 0.0) + _says_nothing(tree, t)
    if noun is not None:
        t = _with_noun(tree, t, noun, sense, light=lemma in LIGHT)
    if found.status is EventStatus.NEGATED and "nor" in tree.lows(i, Rel.CC):
        return None
    speech = t.kind is EventKind.STATEMENT and lemma in _PLAIN_SPEECH
    kind = said_kind(tree, i) if speech else None
    t = t.because("kind", f"said:{kind.value}") if kind is not None else t
    kind = kind or t.kind
    if t.strength is Strength.NONE:
        return None
    return replace(t, kind=kind, doubt=doubt, speech=speech, relays=lemma in _RELAYING)


def _says_nothing(tree: Tree, t: EventMention) -> float:
    """How much less sure a vague verb with a pronoun for a thing is: "lifted it"."""
    if t.kind is not EventKind.OTHER or t.strength > Strength.WEAK:
        return 0.0
    own = [] if tree.child(t.word, Rel.IOBJ, Rel.OBL, Rel.XCOMP) else tree.child(t.word, Rel.OBJ)
    bare = any(tree.words[o].text.lower() in _THINGS and not tree.own(o) for o in own)
    return 0.25 if bare else 0.0


def _is_of_picture(tree: Tree, i: int) -> bool:
    """Whether words of a caption credit its picture: "photo taken by a neighbour"."""
    w = tree.words[i]
    if w.text.isupper():
        return True  # "THIS IMAGE HAS BEEN SUPPLIED …"
    above = [w.head] if w.relation in (Rel.ACL, Rel.ACL_RELCL) and w.head >= 0 else []
    own = [*tree.subjects(i), *tree.passive_subjects(i), *above]
    return any(tree.words[s].lemma.lower() in _PICTURES for s in own)


def _is_time(tree: Tree, i: int) -> bool:
    """Whether the subject of a verb is a time: "Monday saw …"."""
    own = tree.subjects(i)
    times = tree.times.get(tree.words[i].sentence, ())
    return bool(own) and any(t.first <= own[0] < t.last for t in times)


def _event_object(tree: Tree, i: int) -> int | None:
    if tree.lemma(i) in REGARDING and not (tree.is_passive(i) or _is_scene(tree, i)):
        return None
    for o in objects(tree, i):
        if tree.words[o].tag in (Tag.NN, Tag.NNS) and (
            noun_sense(tree, o) is not None or tree.words[o].lemma.lower() in LETTERS
        ):
            return o
    return None


def _is_scene(tree: Tree, i: int) -> bool:
    """Whether what sees is a time, a place or a thing: "the war saw attacks", not "we saw"."""
    own = tree.subjects(i)
    return bool(own) and not any(
        tree.words[s].tag == Tag.PRP or tree.own(s) or tree.person_noun(s) for s in own
    )


def _with_noun(
    tree: Tree, t: EventMention, noun: int, sense: Sense, *, light: bool
) -> EventMention:
    """A verb with an event noun as its object: one mention where both mean the same."""
    inner = sense_in_place(tree, noun)
    letter = tree.words[noun].lemma.lower() in LETTERS
    same = inner is not None and inner.kind is sense.kind
    other = sense.strength is Strength.STRONG and not (same or letter)
    if (not (light or same) or other) and not (light and sense.conditions):
        return t
    if vehicle_of(tree, t.word) == noun:
        return t
    t = t.told_by(noun)
    weak = sense.strength <= Strength.WEAK
    ruled = inner is not None and tree.words[noun].lemma.lower() in RULED and inner.kind in RULINGS
    if light and inner is not None and (weak or ruled or sense.kind is EventKind.OTHER):
        t = replace(t, kind=inner.kind, strength=max(Strength.PLAIN, inner.strength))
        t = t.because("kind", inner.row(tree.lemma(noun)))
    return as_letter(tree, t, noun) if letter and light else t
