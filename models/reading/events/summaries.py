"""Writes the line of an event: full names, past tense, no dangling pronoun."""

import re
from dataclasses import replace

from models.reading.doc import ActorKind, EventKind, EventStatus, Stance
from models.reading.events.anchoring import listed
from models.reading.events.line_subjects import subject_of
from models.reading.events.mention import EventMention
from models.reading.events.speech import content
from models.reading.events.wording import (
    LONGEST,
    capital,
    hangs_off,
    joined,
    names,
    past,
    plain,
    possessive,
    shorten,
    unglued,
    worded,
)
from models.reading.labels import Pos, Rel, Tag
from models.reading.lexicon.breaks import whole
from models.reading.lexicon.classes import word_class
from models.reading.people.phrases import Tree

_BE_PLURAL = word_class("be.plural")
_BE_SINGULAR = word_class("be.singular")
_PREP_KEPT = word_class("prep.kept")

_LEFT_OUT = frozenset(
    (
        Rel.CONJ,
        Rel.CC,
        Rel.PARATAXIS,
        Rel.DISCOURSE,
        Rel.VOCATIVE,
        Rel.NSUBJ,
        Rel.NSUBJ_PASS,
        Rel.NSUBJ_OUTER,
        Rel.CSUBJ,
        Rel.AUX,
        Rel.AUX_PASS,
        Rel.MARK,
        Rel.DEP,
        Rel.PUNCT,
        Rel.COP,
    )
)
_FILLERS = word_class("adverb.filler")
_MARKS = " \"“”„‟'‘’«»"


def summary(tree: Tree, t: EventMention) -> str:
    """One line without a full stop, at most about ``LONGEST`` characters."""
    went = _carried(tree, t) if t.noun else t
    line = _noun_line(tree, t) if went is None else _verb_line(tree, went)
    return _told(tree, t, capital(line))


def _told(tree: Tree, t: EventMention, line: str) -> str:
    """The line with who claims it and who denies it."""
    if t.status not in (EventStatus.CLAIMED, EventStatus.DENIED):
        return line
    told = {
        stance: [tree.doc.actors[a.actor].name for a in t.attributions if a.actor is not None and a.stance is stance]
        for stance in Stance
    }  # fmt: skip
    by = (told[Stance.ALLEGES] or told[Stance.STATES])[:1]
    against = told[Stance.DENIES][:1]
    notes = [f"claimed by {by[0]}"] if by else []
    notes += [f"denied by {against[0]}"] if against else []
    if not notes:
        notes = [t.status.value]
    note = f" ({', '.join(notes)})"
    return shorten(line, LONGEST - len(note)) + note


def _verb_line(tree: Tree, t: EventMention) -> str:
    passive = tree.is_passive(t.word)
    subject, named = subject_of(tree, t, passive=passive)
    head = f"{subject} {_verb(tree, t, passive=passive)}".strip()
    parts = _rest(tree, t)
    if not passive and (told := _told_of(tree, t)):
        parts.insert(0, told)
    if (said := _said(tree, t, parts, named)) is not None:
        return shorten(f"{head}{said}", LONGEST)
    if not parts and not subject:
        return shorten(worded(tree, tree.subtree(t.word, 30), set()), LONGEST)
    tail = joined(tree, parts, named)
    if len(head) + 1 + len(tail) > LONGEST:
        texts = [_people(tree, t, part) or joined(tree, [part], named) for part in parts]
        while len(texts) > 1 and len(head) + sum(len(x) + 1 for x in texts) > LONGEST:
            texts.pop()
        tail = " ".join(x for x in texts if x)
        if len(head) + 1 + len(tail) > LONGEST:
            tail = joined(tree, [plain(tree, part) for part in parts[: len(texts)]], named)
    return shorten(f"{head} {tail}", LONGEST)


def _people(tree: Tree, t: EventMention, part: list[int]) -> str:
    """A phrase about several people in brief: their names without what they are."""
    for top in (j for j in part if tree.words[j].head == t.word):
        found = tree.actors(top)
        people = [
            m.actor for m in found if tree.doc.actors[m.actor].kind is ActorKind.PERSON and m.first in part
        ]  # fmt: skip
        if len(set(people)) > 1:
            return f"{tree.case(top)} {names(tree, people)}".strip()
    return ""


def _told_of(tree: Tree, t: EventMention) -> list[int]:
    """The noun a relative clause modifies, where it is the clause's object: "guns they sold"."""
    if tree.words[t.word].relation != Rel.ACL_RELCL or tree.child(t.word, Rel.OBJ):
        return []
    head = tree.words[t.word].head
    pronouns = [c for c in tree.children[t.word] if tree.words[c].tag in (Tag.WDT, Tag.WP)]
    where = any(tree.words[c].tag == Tag.WRB for c in tree.children[t.word])
    if head not in tree.objects(t.word) or where or any(tree.case(c) for c in pronouns):
        return []  # "protests in which ten died", "Oslo, where he died"
    part = plain(tree, tree.subtree(head, 30))
    return [j for j in part if j < t.word and not hangs_off(tree, j, head)]


def _said(tree: Tree, t: EventMention, parts: list[list[int]], named: set[int]) -> str | None:
    """What a verb of saying reports that is before it or in quotation marks."""
    if t.kind is EventKind.PUBLICATION:
        return None
    words = tree.words
    under = set(tree.subtree(t.word))
    clauses = [j for part in parts for j in part if words[j].head == t.word and words[j].relation == Rel.CCOMP]  # fmt: skip
    if any(tree.quoted[j] < 0 for j in clauses):
        return None
    others = {j for part in parts for j in part if not set(part) & set(clauses)}
    to = " ".join(worded(tree, p, named, own=True) for p in parts if _is_hearer(tree, t, p))
    for n in sorted(tree.quotes_of.get(t.word, ()), key=lambda n: -_length(tree, n)):
        q = tree.doc.quotations[n]
        if any(q.start <= words[j].start < q.end for j in others):
            continue  # "complained about the “visible lack of progress”"
        if _is_half_quoted(tree, clauses, q.start) or _is_elsewhere(tree, t, n):
            continue
        said = " ".join(whole(tree.doc.text[q.start : q.end]).split()).strip(_MARKS)
        first = re.match(rf".{{40,{LONGEST}}}?[.!?](?= [A-Z“\"])", said)
        said = (first[0] if first and len(said) > LONGEST else said).rstrip(".,;")
        return f" {to}: “{said}”" if to else f": “{said}”"
    if not t.speech or clauses:
        return None
    for top in content(tree, t.word):
        inserted = top == words[t.word].head
        part = [j for j in tree.subtree(top) if (inserted and j not in under) or j < t.word]
        if top < t.word and part:
            said = worded(tree, part, named, own=True).strip(_MARKS)
            return f" {to}: {said}" if to else f": {said}"
    return None


def _is_half_quoted(tree: Tree, clauses: list[int], start: int) -> bool:
    """Whether the quotation is the end of what is said: "said that he “does not know”"."""
    first = [min(tree.subtree(c), default=c) for c in clauses]
    begun = [
        s
        for c in clauses
        for s in tree.child(c, Rel.NSUBJ, Rel.NSUBJ_PASS)
        if tree.words[s].start < start
    ]
    return bool(begun) and any(tree.words[j].start < start for j in first)


def _is_elsewhere(tree: Tree, t: EventMention, quotation: int) -> bool:
    """Whether a quotation is a part of what another verb tells: "condemned it as “rash” and left"."""
    q = tree.doc.quotations[quotation]
    said = set(tree.up(t.word, 8))
    s = tree.doc.sentences[tree.words[t.word].sentence]
    for i in range(s.first, s.last):
        if not q.start <= tree.words[i].start < q.end or tree.words[i].pos == Pos.PUNCT:
            continue
        head = tree.words[i].head
        if head >= 0 and not q.start <= tree.words[head].start < q.end:
            verb = next((j for j in (head, *tree.up(head, 6)) if tree.words[j].pos == Pos.VERB), -1)
            if i not in said and verb >= 0 and verb != t.word and verb not in said:
                return True
            if (
                i not in said
                and verb >= 0
                and verb != t.word
                and tree.words[t.word].relation == Rel.CONJ
            ):
                return True
    return False


def _length(tree: Tree, quotation: int) -> int:
    q = tree.doc.quotations[quotation]
    return q.end - q.start


def _is_hearer(tree: Tree, t: EventMention, part: list[int]) -> bool:
    """Whether a phrase says to whom or where it was said: "told reporters", "said in a statement"."""
    tops = [j for j in part if tree.words[j].head == t.word]
    return bool(tops) and tree.words[tops[0]].relation in (Rel.OBJ, Rel.IOBJ, Rel.OBL)


def _is_many(tree: Tree, t: EventMention, *, passive: bool) -> bool:
    """Whether the subject is plural."""
    helpers = tree.lows(t.word, Rel.AUX, Rel.AUX_PASS)
    if helpers & _BE_PLURAL:
        return True
    own = tree.passive_subjects(t.word) if passive else tree.subjects(t.word)
    if not own:
        return not helpers & _BE_SINGULAR and len(t.targets if passive else t.agents) > 1
    if tree.words[own[0]].text.lower() == "they":
        return True
    if helpers & _BE_SINGULAR:
        return False
    if len({m.actor for s in own for m in tree.actors(s)}) > 1 and tree.own(own[0]):
        return True
    if tree.words[own[0]].tag in (Tag.NNS, Tag.NNPS) and not tree.own(own[0]):
        return True
    return len(own) > 1 or any(
        tree.words[c].pos in (Pos.NOUN, Pos.PROPN) for c in tree.child(own[0], Rel.CONJ)
    )


def _verb(tree: Tree, t: EventMention, *, passive: bool) -> str:
    w, lemma = tree.words[t.word], tree.lemma(t.word)
    negated = t.status is EventStatus.NEGATED
    planned = t.status is EventStatus.PLANNED
    many = _is_many(tree, t, passive=passive)
    if passive:
        be = ("are to be" if many else "is to be") if planned else "were" if many else "was"
        return f"{be} {'not ' if negated and not planned else ''}{w.text.lower()}"
    if planned:
        return f"{'are' if many else 'is'} to {lemma}"
    none = any(
        tree.lows(o, Rel.DET) & {"no", "neither"} for o in tree.child(t.word, Rel.OBJ, Rel.NSUBJ)
    )
    if negated and not none:
        return f"did not {lemma}"
    return w.text.lower() if w.tag == Tag.VBD else past(lemma)


def _rest(tree: Tree, t: EventMention) -> list[list[int]]:
    """The phrases after the verb, without its time."""
    spans = [] if t.inherited else listed(tree, t)
    times = {j for time in spans for j in range(time.first, time.last)}
    parts: list[list[int]] = []
    for c in tree.children[t.word]:
        w = tree.words[c]
        kept = c in t.words or (w.relation == Rel.ADVCL and tree.lows(c, Rel.MARK) & _PREP_KEPT)
        if w.relation in _LEFT_OUT or (w.relation == Rel.ADVCL and not kept):
            continue
        if w.text.lower() in _FILLERS or (
            c < t.word and w.relation in (Rel.OBL, Rel.ADVMOD, Rel.OBL_AGENT, Rel.ADVCL)
        ):
            continue
        part = [j for j in tree.subtree(c) if j > t.word or c in t.words]
        if _is_afterthought(tree, t, c, part):
            continue
        part = unglued(tree, part)
        if times & set(part):
            part = [j for j in part if j not in times and not _hangs_on(tree, j, times)]
        if part:
            parts.append(part)
    return _untangled(sorted(parts))


def _is_afterthought(tree: Tree, t: EventMention, c: int, part: list[int]) -> bool:
    """Whether a noun phrase behind a comma only says what it was: "met in Oslo, the first to …"."""
    w = tree.words[c]
    return (
        w.relation in (Rel.OBL, Rel.NMOD, Rel.APPOS, Rel.DEP)
        and w.pos == Pos.NOUN
        and not tree.case(c)
        and c not in t.words
        and bool(part)
        and part[0] - 1 > t.word
        and tree.words[part[0] - 1].text == ","
    )


def _untangled(parts: list[list[int]]) -> list[list[int]]:
    """Phrases one after the other: those whose words are between another's become one with it."""
    found: list[list[int]] = []
    for part in parts:
        if found and part[0] < found[-1][-1]:
            found[-1] = sorted({*found[-1], *part})
        else:
            found.append(part)
    return found


def _hangs_on(tree: Tree, j: int, times: set[int]) -> bool:
    return (
        tree.words[j].relation in (Rel.CASE, Rel.PUNCT, Rel.ADVMOD, Rel.CC)
        and tree.words[j].head in times
    )


def _carried(tree: Tree, t: EventMention) -> EventMention | None:
    """The telling by the verb that says how an event noun, its subject, went: "took place in Oslo"."""
    for i in t.words:
        w = tree.words[i]
        finite = w.tag in (Tag.VBD, Tag.VBP, Tag.VBZ, Tag.VBN) and w.relation != Rel.ACL
        own = [*tree.child(i, Rel.NSUBJ), *tree.child(i, Rel.NSUBJ_PASS)] if finite else []
        if any(s == t.word or s == tree.words[t.word].head for s in own):
            return replace(t, word=i, verb=i, noun=False)
    return None


def _noun_line(tree: Tree, t: EventMention) -> str:
    # Of "this was her first visit" the line is the visit alone.
    above = [
        c
        for c in tree.child(
            t.word, Rel.NSUBJ, Rel.COP, Rel.AUX, Rel.MARK, Rel.CC, Rel.DISCOURSE, Rel.EXPL
        )
        if c < t.word
    ]
    outside = {j for c in above for j in tree.subtree(c)}
    part = [j for j in tree.subtree(t.word, 40) if j not in outside]
    times = set(range(t.time.first, t.time.last)) if t.time is not None else set()
    part = [j for j in part if j not in times and not _hangs_on(tree, j, times)]
    text = worded(tree, part, set(), own=True)
    if len(text) > LONGEST:
        brief = worded(tree, plain(tree, part), set(), own=True)
        # "The minister's claim" alone says nothing; what was claimed does, even cut short.
        if len(brief.split()) > 3 or not tree.child(t.word, Rel.ACL):
            text = brief
    whose = [m for s in tree.subjects(t.word) for m in tree.actors(s)] if above else []
    if whose and tree.case(t.word) == "on" and not tree.child(t.word, Rel.NMOD_POSS):
        # "X, who is on a visit to": the visit is X's
        owner = names(tree, [m.actor for m in whose])
        text = re.sub(r"^(?:on )?(?:the |a |an )?", f"{owner}{possessive(owner)} ", text)
    elif part and tree.words[part[0]].text.lower() in ("my", "our") and t.agents:
        owner = names(tree, [m.actor for m in t.agents])
        text = re.sub(r"^\w+", f"{owner}{possessive(owner)}", text)
    text = re.sub(r"^(?:the|a|an) ", "", text, flags=re.IGNORECASE)
    text = re.sub(r"^(?:of|in|on|for|to|with|after|by|from|at|about|during|amid|over|into|before|following) (?:the |a |an )?", "", text, flags=re.IGNORECASE)  # fmt: skip
    return shorten(text, LONGEST)
