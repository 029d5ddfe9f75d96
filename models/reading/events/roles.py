"""Who does what to whom, and where, by grammar."""

from dataclasses import replace

from models.reading.doc import ActorKind, EventKind, Mention, MentionForm, Stance
from models.reading.events.concerned import APART
from models.reading.events.telling import Telling
from models.reading.syntax import Tree

_AT = frozenset("in at near outside inside across around off within over throughout along".split())
_TO = frozenset("to into toward towards for".split())
_TOWARDS = frozenset("to with against toward towards upon alongside between among".split())
_AIMED = {
    "on": (EventKind.REQUEST, EventKind.ATTACK, EventKind.SANCTION, EventKind.ACCUSATION, EventKind.COERCION, EventKind.THREAT),
    "at": (EventKind.ATTACK, EventKind.ACCUSATION, EventKind.COERCION),
    "from": (EventKind.BUSINESS, EventKind.REJECTION, EventKind.AID, EventKind.SANCTION, EventKind.ATTACK),
    "for": (EventKind.SUPPORT, EventKind.AID, EventKind.ACCUSATION),
    "of": (EventKind.ATTACK, EventKind.COERCION, EventKind.SANCTION),
    "about": (EventKind.ACCUSATION,),
    "into": (EventKind.ATTACK, EventKind.COERCION, EventKind.LEGAL),
}  # fmt: skip
_DONE_TO = (
    EventKind.DEATH, EventKind.COERCION, EventKind.LEGAL, EventKind.APPOINTMENT, EventKind.SANCTION,
    EventKind.DISASTER,
)  # fmt: skip
_OF_TARGET = (
    *_DONE_TO, EventKind.ATTACK, EventKind.BUSINESS, EventKind.AID, EventKind.SUPPORT,
    EventKind.PUBLICATION, EventKind.ACCUSATION, EventKind.REJECTION,
)  # fmt: skip
# Those whom somebody has, and who act for themselves.
_NOT_ITSELF = frozenset(
    "creditor lender syndicate critic opponent rival enemy foe neighbour neighbor ally supporter fan "
    "shareholder investor customer client regulator supplier victim competitor detractor follower "
    "competition opposition counterpart attacker killer captor buyer owner landlord".split()
)
_COUNTS = frozenset(
    "hundred thousand dozen score number group crowd some many ten million couple handful".split()
)
_UNDERGOING = frozenset("draw face suffer undergo spark trigger provoke prompt".split())
_CALLED = (EventKind.ELECTION,)
_GOES = frozenset("resign quit step retire abdicate".split())
_SELF = frozenset(
    "arrival departure resignation retirement candidacy speech remark remarks statement claim "
    "address testimony trial_statement inauguration succession abdication".split()
)

# What is done by its owner to others, though most nouns of its kind are done to him: "X's ban".
_OWNERS_ACT = frozenset(
    "ban sanction embargo blockade restriction tariff curb crackdown raid siege ruling verdict judgment "
    "judgement decision law bill decree lawsuit suit complaint probe investigation inquiry appeal "
    "petition testimony nomination veto".split()
)


def assign_roles(tree: Tree, t: Telling) -> None:
    """Fill agents, targets, others and places of a telling."""
    if t.noun:
        _noun(tree, t, t.word)
        _traveller(tree, t)
    else:
        _verb(tree, t)
        _spoken_for(tree, t)
        _represented(tree, t)
        _spoken_of(tree, t)
    _mentioned(tree, t)
    _with_countries(tree, t)
    _settle(tree, t)


def _with_countries(tree: Tree, t: Telling) -> None:
    """Where a country's body acts or suffers, the country does: "the Norwegian navy"."""
    for taking in (t.agents, t.targets):
        known = {m.actor for m in taking}
        taking[:] = [
            n for m in taking for n in (m, *(c for c in tree.whose_body(m) if c.actor not in known))
        ]


def speaker_acts(tree: Tree, t: Telling) -> None:
    """ "The army said it returned fire": an "it" nobody was found for is who says so."""
    if t.noun or t.agents:
        return
    passive = tree.is_passive(t.verb)
    own = tree.passive_subjects(t.verb) if passive else tree.subjects(t.verb)
    if len(own) != 1 or tree.own(own[0]) or tree.words[own[0]].text.lower() not in _ANAPHORS:
        return
    for above in tree.up(t.verb, 6):
        speakers = [s for s in tree.subjects(above) if s != own[0]]
        if tree.words[above].pos == "VERB" and speakers:
            many = tree.words[own[0]].text.lower() == "they"
            mentions = tree.actors(speakers[0])
            if not mentions and tree.words[speakers[0]].text.lower() in _ANAPHORS:
                speakers = _topic(tree, tree.words[above].sentence - 1) or speakers
                mentions = tree.actors(speakers[0])
            plural = tree.words[speakers[0]].tag in ("NNS", "NNPS") or len(mentions) > 1
            thing = all(not _is_person(tree, m) for m in mentions)
            if many == plural and (many or thing):
                _add(t.targets if passive else t.agents, mentions)
                _with_countries(tree, t)
            return


def _mentioned(tree: Tree, t: Telling) -> None:
    """Who else the phrases of an event name: "closed the *Chinese* consulate in *Houston*"."""
    i = t.verb if t.verb >= 0 else t.word
    undergoing = tree.passive_subjects(i) if t.verb >= 0 and tree.is_passive(i) else []
    phrases = [*undergoing, *tree.child(i, "obj", "iobj", "obl")] if t.verb >= 0 else [i]
    todo = [(p, 0) for p in phrases if tree.case(p) not in APART]
    while todo and len(t.others) < _MOST:
        p, depth = todo.pop(0)
        if tree.own(p) and depth + (t.verb >= 0):
            continue
        for c in tree.child(p, "nmod", "nmod:poss", "compound", "amod"):
            beside = [m for d in tree.child(c, "conj") for m in tree.own(d)]
            between = tree.case(c) in ("between", "among")
            if between and beside and not t.agents:  # "a ban marred relations between X and Y"
                _add(t.agents, [*tree.own(c), *beside])
            for m in [*tree.own(c), *(beside if between else [])]:
                place = _is_place(tree, m) and m.form is not MentionForm.DEMONYM
                _add(t.places if place and tree.case(c) in _AT else t.others, [m])
            if depth < 1:
                todo.append((c, depth + 1))


def _topic(tree: Tree, sentence: int) -> list[int]:
    """The subject of a sentence's main verb: what an "it" that follows speaks of."""
    if sentence < 0:
        return []
    s = tree.doc.sentences[sentence]
    roots = [i for i in range(s.first, s.last) if tree.words[i].relation == "ROOT"]
    return [t for i in roots[:1] for t in tree.subjects(i) if tree.words[t].tag in ("NN", "NNP")]


def announcer_acts(tree: Tree, t: Telling) -> None:
    """ "The ministry said two men had been expelled": who else, where nobody is said to have."""
    if t.noun or t.agents or t.kind not in _OFFICIAL or not tree.is_passive(t.verb):
        return
    for a in t.attributions:
        if a.stance in (Stance.STATES, Stance.ANNOUNCES, Stance.CONFIRMS) and a.actor is not None:
            actor = tree.doc.actors[a.actor]
            if actor.kind is ActorKind.PERSON or set(actor.name.split()) & _PRESS:
                continue
            near = [m for m in tree.doc.mentions if m.actor == a.actor and tree.words[m.head].sentence == tree.words[a.word].sentence]  # fmt: skip
            if near and a.actor not in {m.actor for m in t.targets}:
                _add(t.agents, near[:1])
                _with_countries(tree, t)
                return


def _spoken_for(tree: Tree, t: Telling) -> None:
    """A spokesman speaks for an organisation: both are said to have spoken."""
    if t.kind not in _WORDS:
        return
    for s in tree.subjects(t.verb):
        if any(_is_person(tree, m) for m in tree.own(s)):  # "Ann Lee for Marlow Bank said"
            behind = [c for c in tree.child(s, "nmod") if tree.case(c) == "for"]
            _add(t.agents, [m for c in behind for m in tree.own(c) if not _is_person(tree, m)])
        near = [s, *tree.child(s, "appos", "compound", "flat", "nmod")]
        for n in near:
            if not tree.words[n].lemma.lower().startswith(_SPEAKERS):
                continue
            for c in [*tree.child(n, "nmod:poss", "compound", "nmod", "amod"), *(tree.child(s, "compound") if n != s else [])]:  # fmt: skip
                if c not in near or c != n:
                    _add(t.agents, [m for m in tree.actors(c) if not _is_person(tree, m)])


def _represented(tree: Tree, t: Telling) -> None:
    """Whom those who speak speak for, told elsewhere: "Marlow Bank spokesman X", then "X said"."""
    if t.kind not in _WORDS:
        return
    for m in list(t.agents):
        actor = tree.doc.actors[m.actor]
        for role in actor.roles if actor.kind is ActorKind.PERSON else ():
            if any(word.startswith(_SPEAKERS) for word in role.title.lower().split()):
                number = tree.named(role.of or "") or tree.named(role.title.rpartition(" ")[0])
                if number is not None and tree.doc.actors[number].kind is ActorKind.ORGANISATION:
                    _add(t.agents, [replace(m, actor=number)])


def _spoken_of(tree: Tree, t: Telling) -> None:
    """Whom an accusation or a request is about, where it stands in the clause that says so."""
    if t.kind not in _ABOUT or t.targets:
        return
    for c in tree.child(t.verb, "ccomp"):
        subjects = tree.passive_subjects(c) if tree.is_passive(c) else tree.subjects(c)
        for s in subjects:  # a denial is not aimed at those it is about
            _add(t.others if t.kind is EventKind.REJECTION else t.targets, tree.actors(s))


_REGARDING = frozenset("about over regarding concerning for on".split())
_WORDS = (
    EventKind.STATEMENT, EventKind.ACCUSATION, EventKind.REJECTION, EventKind.REQUEST, EventKind.SUPPORT,
    EventKind.THREAT,
)  # fmt: skip
_ABOUT = (
    EventKind.ACCUSATION, EventKind.REQUEST, EventKind.SUPPORT, EventKind.REJECTION, EventKind.THREAT,
)  # fmt: skip
_OFFICIAL = (
    EventKind.SANCTION, EventKind.COERCION, EventKind.APPOINTMENT, EventKind.MOBILISATION,
    EventKind.AID,
)  # fmt: skip
_PRESS = frozenset(
    "News Agency Times Post Press Daily TV Television Radio Herald Telegraph Tribune Journal Gazette "
    "Reuters AFP AP Xinhua Yonhap TASS Interfax Kyodo BBC CNN Broadcasting Wikinews Guardian".split()
)
_TRIP = ("during", "after", "following", "before", "on", "from", "in", "at", "for", "to")
_MOST = 5  # who are only mentioned with an event
_SPEAKERS = ("spokes", "mouthpiece")
_ANAPHORS = frozenset("it they".split())


def _is_place(tree: Tree, m: Mention) -> bool:
    return tree.doc.actors[m.actor].kind is ActorKind.PLACE


def _is_person(tree: Tree, m: Mention) -> bool:
    return tree.doc.actors[m.actor].kind is ActorKind.PERSON


def _is_court(tree: Tree, m: Mention) -> bool:
    words = set(tree.doc.actors[m.actor].name.lower().split())
    return bool(words & {"court", "tribunal", "courts"})


def _verb(tree: Tree, t: Telling) -> None:
    i = t.verb
    passive = tree.is_passive(i)
    if passive and t.kind is EventKind.STATEMENT and tree.lemma(i) in ("quote", "cite"):
        for s in tree.passive_subjects(i):  # "was quoted as saying"
            _add(t.agents, tree.actors(s))
    elif passive:
        for s in tree.passive_subjects(i):
            _add(t.targets, tree.actors(s))
        for c in tree.child(i, "obl:agent"):
            _add(t.agents, tree.actors(c))
    else:
        _active(tree, t, i)
    for o in tree.child(i, "iobj"):
        _add(t.targets, tree.actors(o))
    if passive and not tree.child(i, "iobj"):
        for o in tree.child(i, "obj"):
            by = [m for c in tree.child(o, "nmod") if tree.case(c) == "by" for m in tree.actors(c)]
            _add(t.agents, by)  # "was given a passport by Ghana"
            _add(t.others, tree.actors(o))
    _phrases(tree, t, i)
    for n in t.words[1:]:
        if tree.words[n].pos == "NOUN":
            _noun(tree, t, n)
        else:
            for o in tree.child(n, "obj", "iobj"):
                _add(t.targets, tree.actors(o))
            _phrases(tree, t, n)
    for c in tree.child(i, "xcomp"):
        if tree.words[c].pos in ("NOUN", "PROPN"):
            _add(t.others, tree.actors(c))
        elif tree.words[c].tag == "VBG" or tree.lemma(i) in ("begin", "start"):
            for o in tree.child(c, "obj"):
                _add(t.targets, tree.actors(o))


def _active(tree: Tree, t: Telling, i: int) -> None:
    """The subject of an active verb and its object."""
    received = tree.lemma(i) == "receive" and t.kind not in (EventKind.MEETING, EventKind.VISIT)
    for s in tree.subjects(i):
        thing = not tree.own(s) and tree.words[s].tag in ("NN", "NNS")
        suffers = (t.kind is EventKind.PUBLICATION and thing) or received
        suffers = suffers or (tree.lemma(i) in _UNDERGOING and len(t.words) > 1)
        counted = [c for c in tree.child(s, "nmod") if tree.case(c) == "of"]
        many = s if tree.words[s].lemma.lower() not in _COUNTS or not counted else counted[0]
        apart = thing and tree.lemma(many) in _NOT_ITSELF  # "its creditors sued": not the firm
        _add(t.others if apart else t.targets if suffers else t.agents, _acting(tree, s))
    for o in tree.child(i, "obj") or tree.objects(i) or _shared_object(tree, i):
        if o not in t.words[1:]:
            _add(t.targets, tree.actors(o))
            _object(tree, t, o)
    if received:  # "received a letter from X"
        letters = [n for o in tree.child(i, "obj") for n in tree.child(o, "nmod")]
        for c in [*tree.child(i, "obl"), *letters]:
            if tree.case(c) == "from":
                _add(t.agents, tree.actors(c))


def _shared_object(tree: Tree, i: int) -> list[int]:
    """ "Neither confirmed nor denied it": the object that stands behind the second verb."""
    for c in tree.child(i, "conj"):
        between = range(i + 1, c)
        bare = all(tree.words[j].head == c or tree.words[j].text == "," for j in between)
        if bare and tree.lows(c, "cc") and not tree.child(c, "nsubj", "nsubj:pass"):
            return tree.child(c, "obj")
    return []


def _object(tree: Tree, t: Telling, o: int) -> None:
    """Who an object is about: "support for X", "willingness to engage with X"."""
    todo = [(c, 0) for c in tree.child(o, "nmod", "acl")]
    while todo:
        c, depth = todo.pop(0)
        case = tree.case(c)
        if tree.words[c].tag in ("VBD", "VBZ", "VBP", "VBN"):
            continue
        if case and case in (_TOWARDS | _REGARDING):
            _add(t.targets if case in _TOWARDS and not depth else t.others, tree.actors(c))
        if depth < 2:
            todo += [(d, depth + 1) for d in tree.child(c, "nmod", "obl", "acl", "obj")]


def _acting(tree: Tree, s: int) -> list[Mention]:
    """Who acts, where a thing is the subject: whose it is."""
    found = tree.actors(s)
    if found and tree.words[s].tag in ("NN", "NNS") and not tree.own(s):
        return found[:3]
    return found


def _phrases(tree: Tree, t: Telling, i: int) -> None:
    """Prepositional phrases: towards whom, and where."""
    for c in tree.child(i, "obl", "nmod", "advmod", "advcl"):
        if tree.words[c].relation == "advcl" and tree.words[c].pos not in ("NOUN", "PROPN"):
            continue
        case = tree.case(c)
        if case == "by":
            _add(t.agents, tree.actors(c))
            continue
        mentions = tree.actors(c)
        own = bool(tree.own(c))
        for m in mentions:
            _place_or_target(tree, t, m, case, own=own)
        if not own:
            for n in tree.child(c, "nmod"):
                for m in tree.own(n):
                    if _is_place(tree, m) and tree.case(n) in _AT:
                        _add(t.places, [m])
    if t.kind is EventKind.VISIT:
        for o in tree.child(i, "obj"):
            places = [m for m in tree.actors(o) if _is_place(tree, m)]
            _add(t.places, places)
            _add(t.targets, [c for m in places for c in tree.country_of(m)])
        for c in tree.child(i, "xcomp", "advcl"):  # "flew to visit troops at X"
            if tree.words[c].tag == "VB" and tree.lemma(c) in ("visit", "tour", "see", "meet"):
                _phrases(tree, t, c)


def _place_or_target(tree: Tree, t: Telling, m: Mention, case: str, *, own: bool) -> None:
    place = _is_place(tree, m)
    demonym = m.form is MentionForm.DEMONYM
    if place and not demonym and case in _AT:
        _add(t.places, [m])
        if t.kind is EventKind.VISIT or t.kind in _AIMED.get(case, ()):
            _add(t.targets, [m, *tree.country_of(m)])
    elif t.kind is EventKind.VISIT and place and case in _TO | {""}:
        _add(t.targets, [m, *tree.country_of(m)])
        _add(t.places, [m])
    elif t.kind is EventKind.VISIT and case == "from":
        _add(t.others, [m])
    elif case in _TOWARDS or t.kind in _AIMED.get(case, ()):
        _add(t.targets, [m])
    elif case in ("about", "over", "on", "of", "for", "from", "as", "into") and own:
        _add(t.others, [m])


def _noun(tree: Tree, t: Telling, i: int) -> None:
    """The participants an event noun names: by possessive, adjective and preposition."""
    lemma = tree.words[i].lemma.lower()
    done_to = t.kind in _DONE_TO and lemma not in _SELF | _OWNERS_ACT
    for c in tree.child(i, "nmod:poss"):
        mentions = tree.actors(c)
        _add(t.targets if done_to and (t.noun or t.agents) else t.agents if t.noun or not t.agents else t.others, mentions)  # fmt: skip
    for c in tree.child(i, "compound", "amod"):
        for m in tree.own(c):
            if t.kind is EventKind.VISIT and _is_place(tree, m) and tree.words[c].relation == "compound":  # fmt: skip
                _add(t.targets, [m])  # "her India tour"
                _add(t.places, [m])
            elif m.form is MentionForm.DEMONYM or not _is_place(tree, m):
                _add(t.agents if t.noun or not t.agents else t.others, [m])
            elif t.kind in (EventKind.ATTACK, EventKind.DISASTER, EventKind.PROTEST):
                _add(t.places, [m])
            else:
                _add(t.agents if t.noun else t.others, [m])
    if t.kind in (EventKind.SANCTION, EventKind.COERCION):
        for c in tree.child(i, "acl"):  # "an order to close the embassy"
            for o in tree.child(c, "obj"):
                _add(t.targets, tree.actors(o))
    for c in tree.child(i, "nmod", "obl", "acl"):
        case = tree.case(c)
        own = bool(tree.own(c))
        if case == "of" and own and t.noun:  # "the arrest of X by Y", where "by Y" hangs on X
            below = [d for d in tree.child(c, "nmod", "obl") if tree.case(d) == "by"]
            _add(t.agents, [m for d in below for m in tree.actors(d)])
        for m in tree.actors(c):
            place = _is_place(tree, m) and m.form is not MentionForm.DEMONYM
            if case in ("between", "among") and not t.noun and t.agents:
                _add(t.targets, [m])  # "X ended talks between Y and Z"
            elif case in ("by", "between", "among") or (case == "from" and t.noun and not t.agents):
                _add(t.agents, [m])
            elif case in _AT and place:
                _add(t.places, [m])
                if t.kind in (EventKind.ATTACK, EventKind.VISIT):
                    _add(t.targets, [m, *tree.country_of(m)])
            elif case == "of":
                court = t.kind is EventKind.LEGAL and _is_court(tree, m)
                undergoes = t.kind in _OF_TARGET and lemma not in _SELF and not court
                _add(t.targets if undergoes or t.agents else t.agents, [m])
            elif case in ("to", "with", "on", "against", "toward", "towards", "upon", "into"):
                _add(t.targets, [m])
                if t.kind is EventKind.VISIT and place:
                    _add(t.places, [m])
            elif case in ("for", "about", "over", "from") and own:
                _add(t.others, [m])


def _traveller(tree: Tree, t: Telling) -> None:
    """ "said during a visit", "came back from talks": who said so or came back was there."""
    w = tree.words[t.word]
    if t.agents or t.kind not in (EventKind.VISIT, EventKind.MEETING) or w.head < 0:
        return
    verb = tree.words[w.head]
    if w.relation == "obl" and verb.pos == "VERB" and tree.case(t.word) in _TRIP:
        if tree.child(t.word, "nmod:poss") or tree.is_passive(w.head):
            return
        for s in tree.subjects(w.head):
            _add(t.agents, [m for m in tree.actors(s) if _is_person(tree, m)])


def _settle(tree: Tree, t: Telling) -> None:
    """Nobody twice; who is elected, dies or resigns is the one it is told of."""
    if not t.agents and t.kind in _CALLED:
        t.agents = [m for m in t.targets if _is_person(tree, m)]
    if t.kind is EventKind.APPOINTMENT and not t.agents:  # "was forced to resign": who resigns
        if any(tree.lemma(i) in _GOES for i in (*t.words, *tree.child(t.word, "xcomp"))):
            t.agents, t.targets = t.targets, []
    # An army is put on alert by its country.
    if t.kind is EventKind.MOBILISATION and not t.agents and t.verb >= 0:
        t.agents = [m for m in t.targets if _is_place(tree, m)]
    # "The minister met X and Y": those met do not act, only because the minister is not named.
    told = t.noun or tree.is_passive(t.verb) or not tree.subjects(t.verb)
    if t.kind is EventKind.MEETING and told and not t.agents and len(t.targets) > 1:
        t.agents, t.targets = t.targets, []
    acting = {m.actor for m in t.agents}
    t.targets = [m for m in t.targets if m.actor not in acting]
    known = acting | {m.actor for m in t.targets}
    t.others = [m for m in t.others if m.actor not in known]


def _add(to: list[Mention], mentions: list[Mention]) -> None:
    known = {m.actor for m in to}
    to += [m for m in mentions if m.actor not in known]
