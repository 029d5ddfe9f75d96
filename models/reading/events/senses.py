"""Which sense of an event verb or noun a sentence means, by the words around it."""

from models.reading.doc import ActorKind, EventKind
from models.reading.labels import Pos, Rel, Tag
from models.reading.lexicon.classes import word_class, word_list
from models.reading.lexicon.senses import Sense, Strength, noun_senses, verb_senses
from models.reading.people.phrases import Tree

_CLASSES = {
    "PERSON": ActorKind.PERSON,
    "ORG": ActorKind.ORGANISATION,
    "PLACE": ActorKind.PLACE,
}
_DOERS = word_list("ending.doer")
_ARMED = word_class("armed.doer")
_WEAPONS = word_class("weapon")
_SHARES = word_class("amount.share")
_SUMS = word_class("amount.sum")
_PEOPLE = word_class("person.group")
_HARMED = word_class("adjective.harmed")
_BODIES = word_class("body.acting")
_LASTING = word_class("time.unit.lasting")
_PHRASES = (Rel.OBL, Rel.OBL_AGENT, Rel.ADVMOD, Rel.NMOD, Rel.ADVCL, Rel.OBJ)


def verb_sense(tree: Tree, i: int) -> Sense | None:
    """The sense of the verb at ``i``; None for a verb that is not in the lexicon."""
    senses = verb_senses().get(tree.lemma(i))
    if senses is None:
        return None
    for sense in senses:
        if all(_met(tree, i, slot, wanted) for slot, wanted in sense.conditions):
            return sense
    # Used otherwise than in the senses listed, it is a verb like any other.
    kinds = {sense.kind for sense in senses}
    return Sense(kinds.pop() if len(kinds) == 1 else EventKind.OTHER, Strength.WEAK)


def noun_sense(tree: Tree, i: int) -> Sense | None:
    """The sense of the noun at ``i``; None where it reports no event."""
    senses = noun_senses()
    low = tree.words[i].lemma.lower()
    if (pair := noun_pair(tree, i)) is not None:
        return senses[pair]
    for topic in tree.topics:
        if (sense := senses.get(f"{low} @{topic}")) is not None:
            return sense if sense.strength is not Strength.NONE else None
    return senses.get(low) or senses.get(tree.words[i].text.lower())


def noun_pair(tree: Tree, i: int) -> str | None:
    """The event noun that a word makes with the one before it: "bird strike"."""
    if not i or tree.words[i].tag not in (Tag.NN, Tag.NNS):
        return None
    pair = f"{tree.words[i - 1].text.lower()} {tree.words[i].lemma.lower()}"
    return pair if pair in noun_senses() else None


def _met(tree: Tree, i: int, slot: str, wanted: frozenset[str]) -> bool:
    words = tree.words
    match slot:
        case "obj":
            return any(_fits(tree, o, wanted) for o in [*objects(tree, i), *_misread(tree, i)])
        case "subj":
            if "NOOBJ" in wanted:
                return not objects(tree, i)
            subjects = [] if tree.is_passive(i) else tree.subjects(i)
            subjects += tree.child(i, Rel.OBL_AGENT)
            return any(_fits(tree, s, wanted) for s in subjects) if subjects else "NONE" in wanted
        case "xcomp" | "ccomp":
            relation = Rel(slot)
            found = tree.child(i, relation) or (tree.child(i, Rel.XCOMP) if slot == "ccomp" else [])
            found += tree.child(i, Rel.ADVCL) if slot == "xcomp" and "ANY" not in wanted else []
            if "NONE" in wanted:
                under = [*found, *_under_phrases(tree, i)]
                return not tree.child(i, relation) and not any(
                    _is_infinitive(tree, c) for c in under
                )
            return any(_fits(tree, c, wanted) for c in found)
        case "topic":
            return bool(wanted & tree.topics)
        case "prt":
            near = tree.child(i, Rel.COMPOUND_PRT, Rel.ADVMOD)
            near += [o for o in tree.child(i, Rel.OBL) if not tree.case(o)]
            return any(words[c].text.lower() in wanted for c in near)
        case "prep":
            for c in tree.child(i, *_PHRASES):
                if tree.case(c) in wanted or words[c].lemma.lower() in wanted:
                    return True
                if words[c].relation == Rel.ADVCL and tree.lows(c, Rel.MARK) & wanted:
                    return True
            return False
        case _:
            near = [*tree.child(i, Rel.OBL, Rel.NMOD)]
            if slot in ("to", "against"):  # "issued a warning to …"
                near += [c for o in objects(tree, i) for c in tree.child(o, Rel.NMOD)]
            for o in tree.child(
                i, Rel.OBJ
            ):  # "spent six years in prison": where, but under "years"
                near += tree.child(o, Rel.NMOD) if words[o].lemma.lower() in _LASTING else []
            return any(tree.case(c) == slot and _fits(tree, c, wanted) for c in near)


def _is_infinitive(tree: Tree, i: int) -> bool:
    return tree.words[i].tag == Tag.VB or "to" in tree.lows(i, Rel.MARK)


def _under_phrases(tree: Tree, i: int) -> list[int]:
    """Clauses that the parser put under a verb's phrases: "called on the minister to resign"."""
    return [c for p in tree.child(i, Rel.OBL, Rel.OBJ) for c in tree.child(p, Rel.ACL, Rel.ADVCL)]


def objects(tree: Tree, i: int) -> list[int]:
    """What a verb is about: also what somebody "was awarded", beside the one who was."""
    found = [*tree.objects(i), *tree.child(i, Rel.IOBJ)]
    return [*found, *tree.child(i, Rel.OBJ)] if tree.is_passive(i) else found


def _misread(tree: Tree, i: int) -> list[int]:
    """Objects of a verb that the parser took for its open complement."""
    return [c for c in tree.child(i, Rel.XCOMP) if tree.words[c].pos in (Pos.NOUN, Pos.PROPN)]


def is_people(tree: Tree, i: int) -> bool:
    """Whether a word means people, by calling, number or arms: "miners", "thousands", "nine"."""
    w = tree.words[i]
    low = w.lemma.lower()
    if w.tag == Tag.CD:
        return all(is_people(tree, c) for c in tree.child(i, Rel.NMOD) if tree.case(c) == "of")
    if w.text.lower() in _HARMED and tree.child(i, Rel.DET, Rel.NUMMOD):
        return True
    return w.tag in (Tag.NN, Tag.NNS) and (
        low in _PEOPLE or low in _ARMED - _WEAPONS or tree.person_noun(i)
    )


def is_body(tree: Tree, i: int) -> bool:
    """Whether a noun means people as one body: "the company", "the team"."""
    return tree.words[i].tag in (Tag.NN, Tag.NNS) and tree.words[i].lemma.lower() in _BODIES


def _is_thing(tree: Tree, i: int) -> bool:
    w = tree.words[i]
    low = w.lemma.lower()
    if w.tag not in (Tag.NN, Tag.NNS) or low.endswith(_DOERS) or low in _ARMED:
        return False
    sense = noun_senses().get(low)
    return sense is None or sense.kind is EventKind.DISASTER


def _fits(tree: Tree, i: int, wanted: frozenset[str]) -> bool:
    if "ANY" in wanted:
        return True
    w = tree.words[i]
    if w.lemma.lower() in wanted or w.text.lower() in wanted:
        return True
    if w.lemma.lower() in _SHARES and any(
        _fits(tree, c, wanted) for c in tree.child(i, Rel.NMOD) if tree.case(c) == "of"
    ):
        return True  # "two thirds of its trains"
    if w.tag == Tag.DOLLAR and wanted & _SUMS:
        return True  # "$3 million": the sign is the head
    kinds = tree.kinds(i)
    if kinds and "ACTOR" in wanted:
        return True
    if any(name in wanted and kind in kinds for name, kind in _CLASSES.items()):
        return True
    if any(
        tree.lemma(c) in wanted
        for c in tree.child(i, Rel.COMPOUND, Rel.FLAT, Rel.NMOD)
        if not tree.case(c)
    ):
        return True
    person = tree.person_noun(i)
    if person and wanted & {"TITLE", "PERSON", "ACTOR"}:
        return True
    if "NUMBER" in wanted and (w.tag == Tag.CD or tree.child(i, Rel.NUMMOD)):
        return True
    if "THING" in wanted and not kinds and not person and _is_thing(tree, i):
        return True
    return any(_fits(tree, c, wanted) for c in tree.child(i, Rel.CONJ)) if kinds == set() else False
