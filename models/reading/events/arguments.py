"""Semantic roles from grammar: who did what to whom, and where."""

from functools import cache

from models.reading.doc import EventKind, Mention, MentionForm
from models.reading.events.concerned import APART
from models.reading.events.mention import Arguments, EventMention
from models.reading.events.speaking import (
    is_person,
    is_place,
    represented,
    spoken_for,
    spoken_of,
    with_countries,
)
from models.reading.labels import Pos, Rel, Tag
from models.reading.lexicon.classes import word_class
from models.reading.lexicon.tables import rows
from models.reading.people.phrases import Tree

_COURT = word_class("court")
_PREP_AGAINST = word_class("prep.against")
_PREP_BY_BETWEEN = word_class("prep.by_between")
_PREP_FOR_OVER = word_class("prep.for_over")
_PREP_ON_BOARD = word_class("prep.on_board")
_PREP_PLACE_OR_TARGET = word_class("prep.place_or_target")
_VERB_MEETING_VISIT = word_class("verb.meeting.visit")

_AT = word_class("prep.at_or_over")
_TO = word_class("prep.to")
_TOWARDS = word_class("prep.towards")
_DONE_TO = (
    EventKind.DEATH, EventKind.COERCION, EventKind.LEGAL, EventKind.APPOINTMENT, EventKind.SANCTION,
    EventKind.DISASTER,
)  # fmt: skip
_OF_TARGET = (
    *_DONE_TO, EventKind.ATTACK, EventKind.BUSINESS, EventKind.AID, EventKind.SUPPORT,
    EventKind.PUBLICATION, EventKind.ACCUSATION, EventKind.REJECTION,
)  # fmt: skip
# Those whom somebody has, and who act for themselves.
_NOT_ITSELF = word_class("person.other_side")
_COUNTS = word_class("amount.of_people")
_UNDERGOING = word_class("verb.undergo.face")
_CALLED = (EventKind.ELECTION,)
_GOES = word_class("verb.leave_office")
_SELF = word_class("noun.own_act")

# What is done by its owner to others, though most nouns of its kind are done to him: "X's ban".
_OWNERS_ACT = word_class("noun.owner_acts")


@cache
def _aimed() -> frozenset[tuple[str, EventKind]]:
    """The prepositions by which an event of a kind is aimed at somebody."""
    return frozenset((case, EventKind(kind)) for case, kind, *_ in rows("events/aimed"))


def with_arguments(tree: Tree, t: EventMention) -> EventMention:
    """The mention with its agents, targets, other participants and places."""
    to = Arguments.of(t)
    if t.noun:
        _noun(tree, t, to, t.word)
        _traveller(tree, t, to)
    else:
        _verb(tree, t, to)
        spoken_for(tree, t, to)
        represented(tree, t, to)
        spoken_of(tree, t, to)
    _mentioned(tree, t, to)
    with_countries(tree, to)
    _settle(tree, t, to)
    return to.given(t)


def _mentioned(tree: Tree, t: EventMention, to: Arguments) -> None:
    """Who else the phrases of an event name: "closed the *Chinese* consulate in *Houston*"."""
    i = t.verb if t.verb >= 0 else t.word
    undergoing = tree.passive_subjects(i) if t.verb >= 0 and tree.is_passive(i) else []
    phrases = [*undergoing, *tree.child(i, Rel.OBJ, Rel.IOBJ, Rel.OBL)] if t.verb >= 0 else [i]
    todo = [(p, 0) for p in phrases if tree.case(p) not in APART]
    while todo and len(to.others) < _MOST:
        p, depth = todo.pop(0)
        if tree.own(p) and depth + (t.verb >= 0):
            continue
        for c in tree.child(p, Rel.NMOD, Rel.NMOD_POSS, Rel.COMPOUND, Rel.AMOD):
            beside = [m for d in tree.child(c, Rel.CONJ) for m in tree.own(d)]
            between = tree.case(c) in ("between", "among")
            if between and beside and not to.agents:  # "a ban marred relations between X and Y"
                to.add(to.agents, [*tree.own(c), *beside], "between")
            for m in [*tree.own(c), *(beside if between else [])]:
                place = is_place(tree, m) and m.form is not MentionForm.DEMONYM
                to.add(to.places if place and tree.case(c) in _AT else to.others, [m], "mentioned")
            if depth < 1:
                todo.append((c, depth + 1))


_REGARDING = word_class("prep.regarding")
_TRIP = word_class("prep.trip")
_MOST = 5  # who are only mentioned with an event


def _is_court(tree: Tree, m: Mention) -> bool:
    words = set(tree.doc.actors[m.actor].name.lower().split())
    return bool(words & _COURT)


def _verb(tree: Tree, t: EventMention, to: Arguments) -> None:
    i = t.verb
    passive = tree.is_passive(i)
    if passive and t.kind is EventKind.STATEMENT and tree.lemma(i) in ("quote", "cite"):
        for s in tree.passive_subjects(i):  # "was quoted as saying"
            to.add(to.agents, tree.actors(s), "quoted")
    elif passive:
        for s in tree.passive_subjects(i):
            to.add(to.targets, tree.actors(s), "passive-subject")
        for c in tree.child(i, Rel.OBL_AGENT):
            to.add(to.agents, tree.actors(c), "by-agent")
    else:
        _active(tree, t, to, i)
    for o in tree.child(i, Rel.IOBJ):
        to.add(to.targets, tree.actors(o), "indirect-object")
    if passive and not tree.child(i, Rel.IOBJ):
        for o in tree.child(i, Rel.OBJ):
            by = [
                m for c in tree.child(o, Rel.NMOD) if tree.case(c) == "by" for m in tree.actors(c)
            ]
            to.add(to.agents, by, "given-by")  # "was given a passport by Ghana"
            to.add(to.others, tree.actors(o), "given")
    _phrases(tree, t, to, i)
    for n in t.words[1:]:
        if tree.words[n].pos == Pos.NOUN:
            _noun(tree, t, to, n)
        else:
            for o in tree.child(n, Rel.OBJ, Rel.IOBJ):
                to.add(to.targets, tree.actors(o), "second-object")
            _phrases(tree, t, to, n)
    for c in tree.child(i, Rel.XCOMP):
        if tree.words[c].pos in (Pos.NOUN, Pos.PROPN):
            named = t.kind is EventKind.APPOINTMENT and not tree.child(i, Rel.OBJ)
            to.add(
                to.targets if named else to.others, tree.actors(c), "named-as"
            )  # "named Lee as premier"
        elif tree.words[c].tag == Tag.VBG or tree.lemma(i) in ("begin", "start"):
            for o in tree.child(c, Rel.OBJ):
                to.add(to.targets, tree.actors(o), "object-of-doing")


def _active(tree: Tree, t: EventMention, to: Arguments, i: int) -> None:
    """The subject of an active verb and its object."""
    received = tree.lemma(i) == "receive" and t.kind not in (EventKind.MEETING, EventKind.VISIT)
    for s in tree.subjects(i):
        thing = not tree.own(s) and tree.words[s].tag in (Tag.NN, Tag.NNS)
        suffers = (t.kind is EventKind.PUBLICATION and thing) or received
        suffers = suffers or (tree.lemma(i) in _UNDERGOING and len(t.words) > 1)
        counted = [c for c in tree.child(s, Rel.NMOD) if tree.case(c) == "of"]
        many = s if tree.words[s].lemma.lower() not in _COUNTS or not counted else counted[0]
        named = any(tree.own(c) for c in tree.child(s, Rel.APPOS, Rel.FLAT))
        apart = (
            thing and not named and tree.lemma(many) in _NOT_ITSELF
        )  # "its creditors sued": not the firm
        to.add(
            to.others if apart else to.targets if suffers else to.agents,
            _acting(tree, s),
            "subject",
        )
    if tree.lemma(i) in _UNDERGOING:  # "drew criticism from X"
        told = [c for o in tree.child(i, Rel.OBJ) for c in tree.child(o, Rel.NMOD)]
        for c in [*told, *tree.child(i, Rel.OBL)]:
            if tree.case(c) == "from" and len(t.words) > 1:
                to.add(to.agents, tree.actors(c), "from-after-undergoing")
    for o in tree.child(i, Rel.OBJ) or tree.objects(i) or _shared_object(tree, i):
        if o not in t.words[1:]:
            to.add(to.targets, tree.actors(o), "object")
            _object(tree, to, o)
    if received:  # "received a letter from X"
        letters = [n for o in tree.child(i, Rel.OBJ) for n in tree.child(o, Rel.NMOD)]
        for c in [*tree.child(i, Rel.OBL), *letters]:
            if tree.case(c) == "from":
                to.add(to.agents, tree.actors(c), "received-from")


def _shared_object(tree: Tree, i: int) -> list[int]:
    """ "Neither confirmed nor denied it": the object that is after the second verb."""
    for c in tree.child(i, Rel.CONJ):
        between = range(i + 1, c)
        bare = all(tree.words[j].head == c or tree.words[j].text == "," for j in between)
        if bare and tree.lows(c, Rel.CC) and not tree.child(c, Rel.NSUBJ, Rel.NSUBJ_PASS):
            return tree.child(c, Rel.OBJ)
    return []


def _object(tree: Tree, to: Arguments, o: int) -> None:
    """Who an object is about: "support for X", "willingness to engage with X"."""
    todo = [(c, 0) for c in tree.child(o, Rel.NMOD, Rel.ACL)]
    while todo:
        c, depth = todo.pop(0)
        case = tree.case(c)
        if tree.words[c].tag in (Tag.VBD, Tag.VBZ, Tag.VBP, Tag.VBN):
            continue
        if case and case in (_TOWARDS | _REGARDING):
            to.add(
                to.targets if case in _TOWARDS and not depth else to.others,
                tree.actors(c),
                "about-object",
            )
        if depth < 2:
            todo += [(d, depth + 1) for d in tree.child(c, Rel.NMOD, Rel.OBL, Rel.ACL, Rel.OBJ)]


def _acting(tree: Tree, s: int) -> list[Mention]:
    """Who acts, where a thing is the subject: whose it is."""
    found = tree.actors(s)
    if found and tree.words[s].tag in (Tag.NN, Tag.NNS) and not tree.own(s):
        return found[:3]
    return found


def _phrases(tree: Tree, t: EventMention, to: Arguments, i: int) -> None:
    """Prepositional phrases: towards whom, and where."""
    for c in tree.child(i, Rel.OBL, Rel.NMOD, Rel.ADVMOD, Rel.ADVCL):
        if tree.words[c].relation == Rel.ADVCL and tree.words[c].pos not in (Pos.NOUN, Pos.PROPN):
            continue
        case = tree.case(c)
        if case == "by":
            to.add(to.agents, tree.actors(c), "by-agent")
            continue
        mentions = tree.actors(c)
        own = bool(tree.own(c))
        for m in mentions:
            _place_or_target(tree, t, to, m, case, own=own)
        if not own:
            for n in tree.child(c, Rel.NMOD):
                for m in tree.own(n):
                    if is_place(tree, m) and tree.case(n) in _AT:
                        to.add(to.places, [m], "place-phrase")
    if t.kind is EventKind.VISIT:
        for o in tree.child(i, Rel.OBJ):
            places = [m for m in tree.actors(o) if is_place(tree, m)]
            to.add(to.places, places, "place-phrase")
            to.add(to.targets, [c for m in places for c in tree.country_of(m)], "country-of-place")
        for c in tree.child(i, Rel.XCOMP, Rel.ADVCL):  # "flew to visit troops at X"
            if tree.words[c].tag == Tag.VB and tree.lemma(c) in _VERB_MEETING_VISIT:
                _phrases(tree, t, to, c)


def _place_or_target(
    tree: Tree, t: EventMention, to: Arguments, m: Mention, case: str, *, own: bool
) -> None:
    place = is_place(tree, m)
    demonym = m.form is MentionForm.DEMONYM
    if place and not demonym and case in _AT:
        to.add(to.places, [m], "place")
        held = to.targets and t.kind is not EventKind.ATTACK  # "detained at Tarnov airport"
        aimed = (case, t.kind) in _aimed() and not held
        if t.kind is EventKind.VISIT or aimed:
            rule = f"{case} {t.kind.value}" if aimed else "place-aimed-at"
            to.add(to.targets, [m, *tree.country_of(m)], rule)
    elif t.kind is EventKind.VISIT and place and case in _TO | {""}:
        to.add(to.targets, [m, *tree.country_of(m)], "place-aimed-at")
        to.add(to.places, [m], "place-aimed-at")
    elif t.kind is EventKind.VISIT and case == "from":
        to.add(to.others, [m], "regarding")
    elif case == "on" and t.kind is EventKind.MEETING and is_person(tree, m) and own:
        to.add(to.targets, [m], "called-on")  # "called on Lee"
    elif case == "with" and t.kind is EventKind.VISIT and is_person(tree, m):
        to.add(to.agents, [m], "with-whom")  # "visited Norway with her husband"
    elif (case, t.kind) in _aimed():
        to.add(to.targets, [m], f"{case} {t.kind.value}")
    elif case in _TOWARDS:
        to.add(to.targets, [m], "towards")
    elif case in _PREP_PLACE_OR_TARGET and own:
        to.add(to.others, [m], "about")


def _noun(tree: Tree, t: EventMention, to: Arguments, i: int) -> None:
    """The participants an event noun names: by possessive, adjective and preposition."""
    lemma = tree.words[i].lemma.lower()
    done_to = t.kind in _DONE_TO and lemma not in _SELF | _OWNERS_ACT
    for c in tree.child(i, Rel.NMOD_POSS):
        mentions = tree.actors(c)
        to.add(to.targets if done_to and (t.noun or to.agents) else to.agents if t.noun or not to.agents else to.others, mentions, "noun-owner")  # fmt: skip
    for c in tree.child(i, Rel.COMPOUND, Rel.AMOD):
        for m in tree.own(c):
            if t.kind is EventKind.VISIT and is_place(tree, m) and tree.words[c].relation == Rel.COMPOUND:  # fmt: skip
                to.add(to.targets, [m], "visited")  # "her India tour"
                to.add(to.places, [m], "visited")
            elif m.form is MentionForm.DEMONYM or not is_place(tree, m):
                to.add(to.agents if t.noun or not to.agents else to.others, [m], "noun-owner")
            elif t.kind in (EventKind.ATTACK, EventKind.DISASTER, EventKind.PROTEST):
                to.add(to.places, [m], "place-of-noun")
            else:
                to.add(to.agents if t.noun else to.others, [m], "noun-owner")
    if t.kind in (EventKind.SANCTION, EventKind.COERCION):
        for c in tree.child(i, Rel.ACL):  # "an order to close the embassy"
            for o in tree.child(c, Rel.OBJ):
                to.add(to.targets, tree.actors(o), "order-to")
    for c in tree.child(i, Rel.NMOD, Rel.OBL, Rel.ACL):
        case = tree.case(c)
        own = bool(tree.own(c))
        if case == "of" and own and t.noun:  # "the arrest of X by Y", where "by Y" hangs on X
            below = [d for d in tree.child(c, Rel.NMOD, Rel.OBL) if tree.case(d) == "by"]
            to.add(to.agents, [m for d in below for m in tree.actors(d)], "by-of-noun")
        for m in tree.actors(c):
            place = is_place(tree, m) and m.form is not MentionForm.DEMONYM
            if case in ("between", "among") and not t.noun and to.agents:
                to.add(to.targets, [m], "talks-between")  # "X ended talks between Y and Z"
            elif case in _PREP_BY_BETWEEN or (case == "from" and t.noun and not to.agents):
                to.add(to.agents, [m], "by-of-noun")
            elif case in _AT and place:
                to.add(to.places, [m], "place-of-noun")
                if t.kind in (EventKind.ATTACK, EventKind.VISIT):
                    to.add(to.targets, [m, *tree.country_of(m)], "place-aimed-at")
            elif case == "of":
                court = t.kind is EventKind.LEGAL and _is_court(tree, m)
                undergoes = t.kind in _OF_TARGET and lemma not in _SELF and not court
                to.add(to.targets if undergoes or to.agents else to.agents, [m], "of-noun")
            elif case in _PREP_AGAINST:
                to.add(to.targets, [m], "against")
                if t.kind is EventKind.VISIT and place:
                    to.add(to.places, [m], "against")
            elif case in _PREP_FOR_OVER and own:
                to.add(to.others, [m], "for-noun")


def _traveller(tree: Tree, t: EventMention, to: Arguments) -> None:
    """ "said during a visit", "came back from talks": who said so or came back was there."""
    w = tree.words[t.word]
    if not to.agents and tree.child(t.word, Rel.COP) and tree.case(t.word) in _PREP_ON_BOARD:
        for s in tree.subjects(t.word):  # "Lee, who is on a visit"
            to.add(to.agents, [m for m in tree.actors(s) if is_person(tree, m)], "traveller")
    if to.agents or t.kind not in (EventKind.VISIT, EventKind.MEETING) or w.head < 0:
        return
    verb = tree.words[w.head]
    if w.relation == Rel.OBL and verb.pos == Pos.VERB and tree.case(t.word) in _TRIP:
        if tree.child(t.word, Rel.NMOD_POSS) or tree.is_passive(w.head):
            return
        for s in tree.subjects(w.head):
            to.add(to.agents, [m for m in tree.actors(s) if is_person(tree, m)], "traveller")


def _settle(tree: Tree, t: EventMention, to: Arguments) -> None:
    """Remove duplicates, and make whoever is elected, dies or resigns the target."""
    if not to.agents and t.kind in _CALLED:
        to.agents = [m for m in to.targets if is_person(tree, m)]
    goes = any(tree.lemma(i) in _GOES for i in (*t.words, *tree.child(t.word, Rel.XCOMP)))
    if t.kind is EventKind.APPOINTMENT and not to.agents and goes:  # "was forced to resign"
        to.agents, to.targets = to.targets, []
    # An army is put on alert by its country.
    if t.kind is EventKind.MOBILISATION and not to.agents and t.verb >= 0:
        to.agents = [m for m in to.targets if is_place(tree, m)]
    # "The minister met X and Y": those met do not act, only because the minister is not named.
    told = t.noun or tree.is_passive(t.verb) or not tree.subjects(t.verb)
    if t.kind is EventKind.MEETING and told and not to.agents and len(to.targets) > 1:
        to.agents, to.targets = to.targets, []
    acting = {m.actor for m in to.agents}
    to.targets = [m for m in to.targets if m.actor not in acting]
    known = acting | {m.actor for m in to.targets}
    to.others = [m for m in to.others if m.actor not in known]
