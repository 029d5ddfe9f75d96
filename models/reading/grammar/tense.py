"""Whether words are about the past or the future, by tags and grammar."""

from enum import StrEnum

from models.reading.doc import Doc, ParagraphKind
from models.reading.grammar.graph import graph_of, head_of
from models.reading.labels import AUXILIARIES, HELPERS, Pos, Rel, Tag
from models.reading.lexicon.classes import word_class, word_list

_BE_PRESENT = word_class("be.present")
_PREP_DELAYED_TO = word_class("prep.delayed_to")
_WORD_NOT_HAVE = word_class("word.not_have")

_EXPECTS = word_class("verb.expect")
# What is asked for or promised is to come, when somebody was asked is not.
_ASKS = word_class("verb.ask.promise")
_PLANS = _EXPECTS | _ASKS
_SET_FOR = word_class("verb.set_for")
_ARRANGES = _SET_FOR | word_class("verb.arrange")
_GRANTS = word_class("verb.grant")
_PUT_OFF = word_class("verb.put_off")
HARM = word_class("happening.harm")
_TELLS = word_class("speech.tense")
_WILL = word_class("aux.will.would")
_MAY = word_class("aux.modal.may")
_AT = word_list("prep.time")
_STEPS = 12  # a tree that the parser got wrong may have a circle


class Direction(StrEnum):
    """Where an expression without a year points to, seen from the publication."""

    PAST = "past"
    FUTURE = "future"
    UNCLEAR = "unclear"


def direction(doc: Doc, first: int, last: int) -> Direction:
    """Past or future by the verb that governs words ``first`` up to ``last``."""
    if _is_planned(doc, first) or arranging(doc, first, last) is not None:
        return Direction.FUTURE
    if _is_of_harm(doc, first, last):
        return Direction.PAST
    if (points := _of_delay(doc, first, last)) is not None:
        return points
    beside = verb_before(doc, first)
    verb, direct = (beside, True) if beside is not None else _head_outside(doc, first, last)
    if verb is None:
        return Direction.UNCLEAR
    points = _of_verb(doc, verb)
    # "announced a vote on March 3": what is past is the announcing.
    return Direction.UNCLEAR if points is Direction.PAST and not direct else points


def arranging(doc: Doc, first: int, last: int) -> int | None:
    """The verb that puts something on a day: "set the trial for Monday"; None where none does."""
    start = doc.sentences[doc.words[first].sentence].first
    before = doc.words[first - 1].text.lower() if first > start else ""
    if before not in _PREP_DELAYED_TO:
        return None
    verb, _ = _head_outside(doc, first, last)
    if verb is None or doc.words[verb].pos != Pos.VERB:
        return None
    lemma = doc.words[verb].lemma.lower()
    puts = lemma in _ARRANGES if before == "for" else lemma in _GRANTS and before != "to"
    return verb if puts or _is_put_off(doc, verb) else None


def _is_of_harm(doc: Doc, first: int, last: int) -> bool:
    """Whether it dates a blow that nobody plans: "the victims of Saturday's attack"."""
    own = head_of(doc.words, first, last)
    noun = doc.words[own].head
    return (
        noun >= last
        and doc.words[own].relation in (Rel.NMOD_POSS, Rel.COMPOUND)
        and doc.words[noun].lemma.lower() in HARM
    )


def _of_delay(doc: Doc, first: int, last: int) -> Direction | None:
    """What is put off "until Monday" or "to Monday" is to come; on Monday it was put off."""
    verb = verb_before(doc, first)
    if verb is None:
        verb, _ = _head_outside(doc, first, last)
    if verb is None or not _is_put_off(doc, verb):
        return None
    if doc.words[verb].tag not in (Tag.VBD, Tag.VBN):
        return None
    start = doc.sentences[doc.words[first].sentence].first
    before = doc.words[first - 1].text.lower() if first > start else ""
    return Direction.FUTURE if before in _PREP_DELAYED_TO else Direction.PAST


def _is_put_off(doc: Doc, verb: int) -> bool:
    lemma = doc.words[verb].lemma.lower()
    after = doc.words[verb + 1].text.lower() if verb + 1 < len(doc.words) else ""
    return lemma in _PUT_OFF or (lemma in ("put", "push") and after in ("off", "back"))


def verb_before(doc: Doc, first: int) -> int | None:
    """The verb right before an expression, a preposition between them at most: "said on Friday".

    Such a verb has the expression, whatever else the parser may have hung it on.
    """
    if doc.words[first].relation == Rel.NMOD_POSS:
        return None  # "commented on Monday's attack"
    start = doc.sentences[doc.words[first].sentence].first
    index = first - 1
    if index >= start and doc.words[index].text.lower() in _AT:
        index -= 1
    if index < start or doc.words[index].pos != Pos.VERB or doc.words[index].tag == Tag.VBG:
        return None
    return index


def _head_outside(doc: Doc, first: int, last: int) -> tuple[int | None, bool]:
    """The verb above the expression, and whether no noun lies between."""
    direct = True
    index = head_of(doc.words, first, last)
    for _ in range(_STEPS):
        index = doc.words[index].head
        if index < 0:
            return None, direct
        if doc.words[index].pos in (Pos.VERB, Pos.AUX) or doc.words[index].lemma.lower() in _PLANS:
            return index, direct
        if any(doc.words[child].relation == Rel.COP for child in graph_of(doc).children[index]):
            return index, direct
        direct = False
    return None, direct


def is_timetable(doc: Doc, first: int, last: int) -> bool:
    """Whether the present tense is about the future: "the talks open Friday".

    Captions and headlines use the present for the past, and so do verbs of saying.
    """
    verb = verb_before(doc, first)
    if verb is None:
        verb, direct = _head_outside(doc, first, last)
        own = head_of(doc.words, first, last)
        if any(doc.words[c].relation == Rel.COP for c in graph_of(doc).children[own]):
            verb, direct = own, True
        if verb is None or not direct:
            return False
    word = doc.words[verb]
    if doc.paragraphs[doc.sentences[word.sentence].paragraph].kind is not ParagraphKind.BODY:
        return False
    helpers = [doc.words[c] for c in graph_of(doc).children[verb]]
    tag = next((w.tag for w in helpers if w.relation == Rel.COP), word.tag)
    return (
        tag in (Tag.VBZ, Tag.VBP)
        and word.lemma.lower() not in _TELLS
        and not any(w.relation in AUXILIARIES for w in helpers)
    )


def _is_planned(doc: Doc, first: int) -> bool:
    """Whether the word before says that it is to come: "payable Dec. 15", "set for Friday"."""
    start = doc.sentences[doc.words[first].sentence].first
    index = first - 1
    if index >= start and doc.words[index].text.lower() in (*_AT, "for", "until", "by"):
        index -= 1
    if index < start:
        return False
    word = doc.words[index]
    if word.lemma.lower() in _PLANS and word.tag == Tag.JJ:
        return True
    if word.lemma.lower() in _SET_FOR and word.tag == Tag.VBN and index == first - 2:
        helped = any(doc.words[c].relation in AUXILIARIES for c in graph_of(doc).children[index])
        return (
            not helped and doc.words[first - 1].text.lower() == "for"
        )  # "a hearing set for Friday"
    return (
        index >= start + 2
        and word.tag == Tag.VB
        and doc.words[index - 1].text.lower() == "to"
        and doc.words[index - 2].text.lower() in ("is", "are")
    )


def _of_verb(doc: Doc, verb: int) -> Direction:
    word, children = doc.words[verb], graph_of(doc).children[verb]
    low = [doc.words[child].text.lower() for child in children]
    modals = {doc.words[child].text.lower() for child in children if doc.words[child].tag == Tag.MD}
    if modals & _WILL:  # not the name or the noun
        return Direction.FUTURE
    modal = bool(modals & _MAY)
    if modal and "have" not in low:
        return Direction.FUTURE
    if "could" in low and "be" in low and not _WORD_NOT_HAVE & set(low):
        return Direction.FUTURE  # "could be charged on Friday", not "could not be reached"
    if word.tag == Tag.VBN and "to" in low and "be" in low and not {"was", "were"} & set(low):
        return Direction.FUTURE  # "is to be held on Friday"
    lemma, now = word.lemma.lower(), any(text in ("is", "are", "'s") for text in low)
    if lemma in _EXPECTS and (word.tag in (Tag.VBN, Tag.VBP, Tag.VBZ, Tag.JJ) or now):
        return Direction.FUTURE
    if lemma in _ASKS and (word.tag in (Tag.VBP, Tag.VBZ) or (now and "been" not in low)):
        return Direction.FUTURE
    if any(doc.words[c].tag == Tag.VBD for c in children if doc.words[c].relation in HELPERS):
        return Direction.PAST
    if word.tag in (Tag.VBD, Tag.VBN):
        return Direction.PAST
    if word.tag == Tag.VB and "to" in low:
        return _of_infinitive(doc, verb)
    if word.tag == Tag.VBG and any(text in _BE_PRESENT for text in low):
        return Direction.FUTURE
    if (
        word.tag in (Tag.VB, Tag.VBG)
        and word.head >= 0
        and doc.words[word.head].pos in (Pos.VERB, Pos.AUX)
    ):
        return _of_verb(doc, word.head)
    return Direction.UNCLEAR


def is_to_come(doc: Doc, verb: int) -> bool:
    """Whether an infinitive is only asked for, promised or planned: "ordered him to leave"."""
    above = doc.words[verb].head
    if doc.words[verb].tag != Tag.VB or above < 0:
        return False
    return doc.words[above].lemma.lower() in _PLANS


def _of_infinitive(doc: Doc, verb: int) -> Direction:
    """ "plans to meet" is to come, "was forced to leave" is past, "to meet Friday" is to come."""
    above = doc.words[verb].head
    if above < 0:
        return Direction.FUTURE
    word = doc.words[above]
    if word.lemma.lower() in _PLANS or word.pos not in (Pos.VERB, Pos.AUX):
        return Direction.FUTURE
    return _of_verb(doc, above)
