"""Keeps out of an event whom it is not sure to mean: rather no participant than a wrong one.

A person found by a pronoun or a noun whose antecedent is not sure takes part perhaps: neither the
participants nor the line of the event name them, nor is a claim theirs.
"""

from collections.abc import Sequence
from dataclasses import replace

from models.reading.doc import ActorKind, Doc, Doubt, Mention, ParticipantRole
from models.reading.events.mention import EventMention, Group
from models.reading.people.phrases import Tree
from models.reading.people.sureness import sure

SURE = 0.7
"""From here on a link counts: of those of news below it two in five are wrong."""


def is_doubtful(doc: Doc, m: Mention) -> bool:
    """Whether a mention may well mean somebody else than the person it is linked to."""
    return doc.actors[m.actor].kind is ActorKind.PERSON and sure(m) < SURE


def without_doubtful(tree: Tree) -> Tree:
    """The text without the doubtful mentions; the same where there are none."""
    doc = tree.doc
    kept = tuple(m for m in doc.mentions if not is_doubtful(doc, m))
    return tree if len(kept) == len(doc.mentions) else Tree(replace(doc, mentions=kept))


def doubting(tree: Tree, group: Group) -> Group:
    """The mentions of an event without those of its participants who are not sure."""
    return tuple(_surely(tree.doc, t) for t in group)


def _surely(doc: Doc, t: EventMention) -> EventMention:
    roles = {
        ParticipantRole.AGENT: t.agents,
        ParticipantRole.TARGET: t.targets,
        ParticipantRole.PARTICIPANT: (*t.others, *t.concerned),
    }
    found = [(role, m) for role, some in roles.items() for m in some if is_doubtful(doc, m)]
    said = tuple(
        replace(a, actor=None) if a.by is not None and is_doubtful(doc, a.by) else a
        for a in t.attributions
    )
    if not found and said == t.attributions:
        return t
    return replace(
        t,
        agents=_sure(doc, t.agents),
        targets=_sure(doc, t.targets),
        others=_sure(doc, t.others),
        concerned=_sure(doc, t.concerned),
        perhaps=tuple(found),
        attributions=said,
    )


def _sure(doc: Doc, some: Sequence[Mention]) -> tuple[Mention, ...]:
    return tuple(m for m in some if not is_doubtful(doc, m))


def doubts(group: Group, involved: set[int]) -> tuple[Doubt, ...]:
    """Who takes part in an event perhaps, the surest first; ``involved``: who surely does."""
    found: dict[int, Doubt] = {}
    for role, m in sorted(
        (each for t in group for each in t.perhaps), key=lambda each: -sure(each[1])
    ):
        if m.actor not in involved and m.link is not None:
            chance = round(sure(m), 2)
            found.setdefault(m.actor, Doubt(m.actor, role, m.start, m.end, chance, m.link.way))
    return tuple(found.values())
