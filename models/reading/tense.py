"""Whether words speak of the past or of what is to come, by tags and grammar."""

from enum import StrEnum

from models.reading.doc import Doc

_PLANS = frozenset(
    "plan expect schedule intend agree aim want hope prepare vow threaten promise pledge propose "
    "decide seek set slate due likely bind plan order urge ask call invite need anticipate "
    "forecast predict pencil postpone delay reschedule adjourn".split()
)
_WILL = frozenset(("will", "'ll", "’ll", "shall", "wo", "would"))
_AT = ("on", "in", "at", "late", "early")
_WIDE = 100  # words either side in which a verb's own words are looked for
_STEPS = 12  # a tree that the parser got wrong may have a circle


class Direction(StrEnum):
    """Where an expression without a year points to, seen from the publication."""

    PAST = "past"
    FUTURE = "future"
    UNCLEAR = "unclear"


def direction(doc: Doc, first: int, last: int) -> Direction:
    """Past or future by the verb that governs words ``first`` up to ``last``."""
    beside = verb_before(doc, first)
    verb, direct = (beside, True) if beside is not None else _head_outside(doc, first, last)
    if verb is None:
        return Direction.UNCLEAR
    points = _of_verb(doc, verb, _children(doc, verb))
    # "announced a vote on March 3": what is past is the announcing.
    return Direction.UNCLEAR if points is Direction.PAST and not direct else points


def verb_before(doc: Doc, first: int) -> int | None:
    """The verb right before an expression, a preposition between them at most: "said on Friday".

    Such a verb has the expression, whatever else the parser may have hung it on.
    """
    start = doc.sentences[doc.words[first].sentence].first
    index = first - 1
    if index >= start and doc.words[index].text.lower() in _AT:
        index -= 1
    if index < start or doc.words[index].pos != "VERB" or doc.words[index].tag == "VBG":
        return None
    return index


def _head_outside(doc: Doc, first: int, last: int) -> tuple[int | None, bool]:
    """The verb above the expression, and whether no noun lies between."""
    direct = True
    index = next((i for i in range(first, last) if not first <= doc.words[i].head < last), first)
    for _ in range(_STEPS):
        index = doc.words[index].head
        if index < 0:
            return None, direct
        if doc.words[index].pos in ("VERB", "AUX") or doc.words[index].lemma.lower() in _PLANS:
            return index, direct
        if any(doc.words[child].relation == "cop" for child in _children(doc, index)):
            return index, direct
        direct = False
    return None, direct


def _children(doc: Doc, index: int) -> list[int]:
    sentence = doc.sentences[doc.words[index].sentence]
    first, last = max(sentence.first, index - _WIDE), min(sentence.last, index + _WIDE)
    return [i for i in range(first, last) if doc.words[i].head == index]


def _of_verb(doc: Doc, verb: int, children: list[int]) -> Direction:
    word = doc.words[verb]
    low = [doc.words[child].text.lower() for child in children]
    if any(text in _WILL for text in low):
        return Direction.FUTURE
    if word.lemma.lower() in _PLANS and (
        word.tag in ("VBN", "VBP", "VBZ", "JJ") or any(text in ("is", "are", "'s") for text in low)
    ):
        return Direction.FUTURE
    if any(
        doc.words[c].tag == "VBD"
        for c in children
        if doc.words[c].relation.startswith(("aux", "cop"))
    ):
        return Direction.PAST
    if word.tag in ("VBD", "VBN"):
        return Direction.PAST
    if word.tag == "VB" and "to" in low:
        return _of_infinitive(doc, verb)
    if word.tag == "VBG" and any(text in ("is", "are", "'s", "’s", "am") for text in low):
        return Direction.FUTURE
    if word.tag in ("VB", "VBG") and word.head >= 0 and doc.words[word.head].pos in ("VERB", "AUX"):
        return _of_verb(doc, word.head, _children(doc, word.head))
    return Direction.UNCLEAR


def _of_infinitive(doc: Doc, verb: int) -> Direction:
    """ "plans to meet" is to come, "was forced to leave" is past, "to meet Friday" is to come."""
    above = doc.words[verb].head
    if above < 0:
        return Direction.FUTURE
    word = doc.words[above]
    if word.lemma.lower() in _PLANS or word.pos not in ("VERB", "AUX"):
        return Direction.FUTURE
    return _of_verb(doc, above, _children(doc, above))
