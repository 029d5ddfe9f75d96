"""Agents by proxy: spokespeople, "it" in reported speech, announcers of measures."""

from dataclasses import replace

from models.reading.doc import ActorKind, EventKind, Mention, Stance
from models.reading.events.mention import Arguments, EventMention
from models.reading.labels import Pos, Rel, Tag
from models.reading.lexicon.classes import word_class
from models.reading.people.phrases import Tree

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
_PRESS = word_class("outlet.name")
_SPEAKERS = ("spokes", "mouthpiece")
_ANAPHORS = frozenset("it they".split())


def is_place(tree: Tree, m: Mention) -> bool:
    """Whether a mention is of a place."""
    return tree.doc.actors[m.actor].kind is ActorKind.PLACE


def is_person(tree: Tree, m: Mention) -> bool:
    """Whether a mention is of a person."""
    return tree.doc.actors[m.actor].kind is ActorKind.PERSON


def with_countries(tree: Tree, to: Arguments) -> None:
    """Add the country where one of its bodies acts or suffers: "the Norwegian navy"."""
    for taking in (to.agents, to.targets):
        known = {m.actor for m in taking}
        taking[:] = [
            n for m in taking for n in (m, *(c for c in tree.whose_body(m) if c.actor not in known))
        ]


def spoken_for(tree: Tree, t: EventMention, to: Arguments) -> None:
    """Add the organisation a spokesperson speaks for: both are speakers."""
    if t.kind not in _WORDS:
        return
    for s in tree.subjects(t.verb):
        if any(is_person(tree, m) for m in tree.own(s)):  # "Ann Lee for Marlow Bank said"
            behind = [c for c in tree.child(s, Rel.NMOD) if tree.case(c) == "for"]
            to.add(
                to.agents,
                [m for c in behind for m in tree.own(c) if not is_person(tree, m)],
                "speaks-for",
            )
        near = [s, *tree.child(s, Rel.APPOS, Rel.COMPOUND, Rel.FLAT, Rel.NMOD)]
        for n in near:
            if not tree.words[n].lemma.lower().startswith(_SPEAKERS):
                continue
            for c in [*tree.child(n, Rel.NMOD_POSS, Rel.COMPOUND, Rel.NMOD, Rel.AMOD), *(tree.child(s, Rel.COMPOUND) if n != s else [])]:  # fmt: skip
                if c not in near or c != n:
                    to.add(
                        to.agents,
                        [m for m in tree.actors(c) if not is_person(tree, m)],
                        "spokesperson",
                    )


def represented(tree: Tree, t: EventMention, to: Arguments) -> None:
    """Whom speakers represent, as stated elsewhere: "Marlow Bank spokesman X", then "X said"."""
    if t.kind not in _WORDS:
        return
    for m in list(to.agents):
        actor = tree.doc.actors[m.actor]
        for role in actor.roles if actor.kind is ActorKind.PERSON else ():
            if any(word.startswith(_SPEAKERS) for word in role.title.lower().split()):
                number = tree.named(role.of or "") or tree.named(role.title.rpartition(" ")[0])
                if number is not None and tree.doc.actors[number].kind is ActorKind.ORGANISATION:
                    to.add(to.agents, [replace(m, actor=number)], "represents")


def spoken_of(tree: Tree, t: EventMention, to: Arguments) -> None:
    """Whom an accusation or a request is about, where it is in the clause that says so."""
    if t.kind not in _ABOUT or to.targets:
        return
    for c in tree.child(t.verb, Rel.CCOMP):
        subjects = tree.passive_subjects(c) if tree.is_passive(c) else tree.subjects(c)
        for s in subjects:  # a denial is not aimed at those it is about
            to.add(
                to.others if t.kind is EventKind.REJECTION else to.targets,
                tree.actors(s),
                "accused-of-it",
            )


def speaker_acts(tree: Tree, t: EventMention) -> EventMention:
    """ "The army said it returned fire": an "it" nobody was found for is who says so."""
    if t.noun or t.agents:
        return t
    passive = tree.is_passive(t.verb)
    own = tree.passive_subjects(t.verb) if passive else tree.subjects(t.verb)
    if len(own) != 1 or tree.own(own[0]) or tree.words[own[0]].text.lower() not in _ANAPHORS:
        return t
    for above in tree.up(t.verb, 6):
        speakers = [s for s in tree.subjects(above) if s != own[0]]
        if tree.words[above].pos == Pos.VERB and speakers:
            many = tree.words[own[0]].text.lower() == "they"
            mentions = tree.actors(speakers[0])
            if not mentions and tree.words[speakers[0]].text.lower() in _ANAPHORS:
                speakers = _topic(tree, tree.words[above].sentence - 1) or speakers
                mentions = tree.actors(speakers[0])
            plural = tree.words[speakers[0]].tag in (Tag.NNS, Tag.NNPS) or len(mentions) > 1
            thing = all(not is_person(tree, m) for m in mentions)
            if many == plural and (many or thing):
                to = Arguments.of(t)
                to.add(to.targets if passive else to.agents, mentions, "speaker-acts")
                with_countries(tree, to)
                return to.given(t)
            return t
    return t


def _topic(tree: Tree, sentence: int) -> list[int]:
    """The subject of a sentence's main verb: what an "it" that follows speaks of."""
    if sentence < 0:
        return []
    s = tree.doc.sentences[sentence]
    roots = [i for i in range(s.first, s.last) if tree.words[i].relation == Rel.ROOT]
    return [
        t for i in roots[:1] for t in tree.subjects(i) if tree.words[t].tag in (Tag.NN, Tag.NNP)
    ]


def announcer_acts(tree: Tree, t: EventMention) -> EventMention:
    """ "The ministry said two men had been expelled": who else, where nobody is said to have."""
    if t.noun or t.agents or t.kind not in _OFFICIAL or not tree.is_passive(t.verb):
        return t
    for a in t.attributions:
        if a.stance in (Stance.STATES, Stance.ANNOUNCES, Stance.CONFIRMS) and a.actor is not None:
            actor = tree.doc.actors[a.actor]
            if actor.kind is ActorKind.PERSON or set(actor.name.split()) & _PRESS:
                continue
            near = [m for m in tree.mentions_in(tree.words[a.word].sentence) if m.actor == a.actor]
            if near and a.actor not in {m.actor for m in t.targets}:
                to = Arguments.of(t)
                to.add(to.agents, near[:1], "announcer-acts")
                with_countries(tree, to)
                return to.given(t)
    return t
