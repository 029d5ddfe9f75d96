"""The subject of an event's line: names in full, nouns for pronouns."""

import re

from models.reading.doc import ActorKind, MentionForm
from models.reading.events.mention import EventMention
from models.reading.events.wording import LONGEST, hangs_off, names, plain, possessive, worded
from models.reading.labels import Pos, Rel, Tag
from models.reading.lexicon.classes import word_class
from models.reading.people.phrases import Tree

_DANGLING = word_class("pronoun.dangling")
_GROUPS = word_class("group.of_people")
_POINTING = word_class("det.pointing.alone")
_SPANS = word_class("time.unit.span")


def subject_of(tree: Tree, t: EventMention, *, passive: bool) -> tuple[str, set[int]]:
    """The subject in words, and the actors that it names."""
    own = tree.passive_subjects(t.word) if passive else tree.subjects(t.word)
    acting = [m.actor for m in (t.targets if passive else t.agents)]
    if not own:
        return names(tree, acting), set(acting)
    own = _nearest(tree, t, own)
    mentions = tree.own(own[0])
    if mentions and mentions[0].form is not MentionForm.DEMONYM:
        acting = [m.actor for s in own for m in tree.actors(s)]
        return names(tree, acting), set(acting)
    if tree.words[own[0]].text.lower() in _DANGLING:
        if acting:
            return names(tree, acting), set(acting)
        words, meant = _stood_for(tree, own[0])
        # Whom "he" means is not sure: the line says no more than the text.
        return (words, meant) if words or not t.perhaps else (tree.words[own[0]].text, set())
    if (named := _named_beside(tree, own[0])) is not None:
        return names(tree, [named]), {named}
    return _described(tree, t, own[0])


def _nearest(tree: Tree, t: EventMention, own: list[int]) -> list[int]:
    """The subjects without a noun that the parser took for one from a clause before them."""
    direct = [s for s in own if tree.words[s].head == t.word]
    apart = len(direct) > 1 and any(
        tree.words[j].text == "," for j in range(direct[0], direct[-1]) if j < t.word
    )
    if apart and not tree.actors(direct[0]) and tree.actors(direct[-1]):
        return [s for s in own if s >= direct[-1]]
    return own


def _described(tree: Tree, t: EventMention, subject: int) -> tuple[str, set[int]]:
    """A subject that is nobody's name: its noun phrase, and whom that names."""
    if tree.words[subject].lemma.lower() in _SPANS and tree.words[t.word].relation == Rel.ACL_RELCL:
        # "two weeks of fighting that displaced thousands": the fighting did
        of = [c for c in tree.child(subject, Rel.NMOD) if tree.case(c) == "of" and c < t.word]
        subject = of[-1] if of else subject
    whole = plain(tree, tree.subtree(subject, 30))
    part = [j for j in whole if not hangs_off(tree, j, subject)]
    whose = [j for j in part if tree.words[j].tag == Tag.WP_S]
    head = tree.relative_head(t.word) if whose else None
    if head is not None:
        owner = [
            j
            for j in plain(tree, tree.subtree(head, 30))
            if j < whose[0] and not hangs_off(tree, j, head)
        ]
        rest = worded(tree, [j for j in part if j not in whose], set(), own=True)
        name = worded(tree, owner, set(), own=True)
        return f"{name}{possessive(name)} {rest}", set()
    if len(part) > 1 and tree.words[subject].head == t.word:
        part = [j for j in part if t.word not in tree.up(j)] or part
    text = worded(tree, part, set(), own=True)
    if tree.words[part[0]].tag == Tag.PRP_S and part[0] not in tree.inside:
        text = f"the {text.partition(' ')[2]}"  # nobody knows whose
    elif tree.words[part[0]].text.lower() in _POINTING and len(part) > 1:
        text = f"the {text.partition(' ')[2]}"
    told = {m.actor for j in part if (m := tree.inside.get(j)) is not None}
    return (f"{text}," if re.search(r", including [^,]+$", text) else text), told


def _named_beside(tree: Tree, noun: int) -> int | None:
    """Whose name is beside a noun for the same: "the firm Orvane", "its head, Ann Lee"."""
    firm = tree.words[noun].lemma.lower() in word_class("body.noun")
    beside = [m for c in tree.child(noun, Rel.APPOS, Rel.FLAT) for m in tree.own(c)]
    for m in [*beside, *tree.holder(noun), *tree.apposed(noun)]:
        person = tree.doc.actors[m.actor].kind is ActorKind.PERSON
        if m.form is MentionForm.NAME and (person or firm):
            return m.actor
    return None


def _stood_for(tree: Tree, pronoun: int, depth: int = 0) -> tuple[str, set[int]]:
    """The noun phrase that a pronoun for no known actor repeats: "they" after "two teams"."""
    low = tree.words[pronoun].text.lower()
    if low not in ("they", "it"):
        return "", set()
    if low == "they" and (pair := _pair_before(tree, pronoun)):
        return names(tree, pair), set(pair)
    for i in _subjects_before(tree, pronoun):
        w = tree.words[i]
        if w.text.lower() == low and depth < 3:
            return _stood_for(tree, i, depth + 1)
        if w.pos not in (Pos.NOUN, Pos.PROPN) or tree.quoted[i] != tree.quoted[pronoun]:
            continue
        many = (
            w.tag in (Tag.NNS, Tag.NNPS)
            or w.lemma.lower() in _GROUPS
            or bool(tree.child(i, Rel.CONJ))
        )
        if many if low == "they" else w.tag == Tag.NN and not tree.person_noun(i):
            mentions = [m for m in tree.own(i) if m.form is not MentionForm.DEMONYM]
            if mentions:
                return names(tree, [m.actor for m in mentions]), {m.actor for m in mentions}
            part = [j for j in plain(tree, tree.subtree(i, 30)) if not hangs_off(tree, j, i)]
            if tree.words[part[0]].tag == Tag.PRP_S:
                text = f"the {worded(tree, part[1:], set(), own=True)}"  # the owner is given before
            else:
                text = worded(tree, part, set(), own=True)
            return text if len(text) <= LONGEST // 3 else "", set()
    return "", set()


def _pair_before(tree: Tree, pronoun: int) -> list[int]:
    """The two people of the clause before: "she married him in 1963; they divorced"."""
    before = _subjects_before(tree, pronoun)
    last = max(before, default=pronoun)
    if not before or tree.words[last].sentence < tree.words[pronoun].sentence - 1:
        return []
    near = [last, *(o for o in tree.objects(tree.words[last].head) if o != last)]
    people = [
        m.actor
        for i in near
        for m in tree.actors(i)
        if tree.doc.actors[m.actor].kind is ActorKind.PERSON
    ]
    pair = list(dict.fromkeys(people))
    return pair if len(pair) == 2 else []


def _subjects_before(tree: Tree, pronoun: int) -> list[int]:
    """Subjects of the same sentence before a word, then of the two sentences before; last first."""
    doc = tree.doc
    at = doc.words[pronoun].sentence
    first = doc.sentences[max(0, at - 2)].first
    found = []
    for s in (at, at - 1, at - 2):
        if s >= 0:
            words = range(max(first, doc.sentences[s].first), min(pronoun, doc.sentences[s].last))
            found += [i for i in words if tree.words[i].relation in (Rel.NSUBJ, Rel.NSUBJ_PASS)]
    return found
