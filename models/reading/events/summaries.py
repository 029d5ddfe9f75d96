"""A chronology line for an event: full names, past tense, no dangling pronoun."""

import re

from models.reading.doc import EventStatus, Mention, MentionForm, Stance
from models.reading.events.telling import Telling
from models.reading.events.when import listed
from models.reading.syntax import Tree
from models.reading.words import table

LONGEST = 120
_LEFT_OUT = frozenset(
    "conj cc cc:preconj parataxis discourse vocative nsubj nsubj:pass nsubj:outer csubj aux aux:pass "
    "mark dep punct cop".split()
)
_FILLERS = frozenset(
    "not n't n’t also further however meanwhile then later too notably now just even again "
    "additionally moreover".split()
)
_NESTED = ("acl:relcl", "acl", "advcl", "appos", "parataxis")
_DOUBLED = frozenset(
    "admit commit refer permit expel rebut compel occur submit transfer defer prefer regret control "
    "patrol rebel omit equip infer confer acquit abet recur quit upset annul fulfil".split()
)


def summary(tree: Tree, t: Telling) -> str:
    """One line without a full stop, at most about ``LONGEST`` characters."""
    line = _noun_line(tree, t) if t.noun else _verb_line(tree, t)
    return _told(tree, t, _capital(line))


def _told(tree: Tree, t: Telling, line: str) -> str:
    """The line with who claims and who denies it."""
    if t.status not in (EventStatus.CLAIMED, EventStatus.DENIED):
        return line
    names = {
        stance: [tree.doc.actors[a.actor].name for a in t.attributions if a.actor is not None and a.stance is stance]
        for stance in Stance
    }  # fmt: skip
    by = (names[Stance.ALLEGES] or names[Stance.STATES])[:1]
    against = names[Stance.DENIES][:1]
    notes = [f"claimed by {by[0]}"] if by else []
    notes += [f"denied by {against[0]}"] if against else []
    if not notes:
        notes = [t.status.value]
    note = f" ({', '.join(notes)})"
    return _shorten(line, LONGEST - len(note)) + note


def _verb_line(tree: Tree, t: Telling) -> str:
    passive = tree.is_passive(t.word)
    subject = _subject(tree, t, passive=passive)
    verb = _verb(tree, t, subject, passive=passive)
    parts = _rest(tree, t)
    named = {m.actor for m in t.agents} if not passive else set()
    texts = [_text(tree, part, named, own=True) for part in parts]
    head = f"{subject} {verb}".strip()
    while len(texts) > 1 and len(head) + sum(len(x) + 1 for x in texts) > LONGEST:
        texts.pop()
        parts.pop()
    if texts and len(head) + sum(len(x) + 1 for x in texts) > LONGEST:
        texts = [_text(tree, _plain(tree, part), named, own=True) for part in parts]
    line = " ".join([head, *(x for x in texts if x)])
    if not parts and not subject:
        line = _text(tree, tree.subtree(t.word, 30), set())
    return _shorten(line, LONGEST)


def _subject(tree: Tree, t: Telling, *, passive: bool) -> str:
    own = tree.passive_subjects(t.word) if passive else tree.subjects(t.word)
    if not own and not passive and t.agents:
        return _names(tree, [m.actor for m in t.agents])
    if not own:
        return _names(tree, [m.actor for m in (t.targets if passive else t.agents)])
    mentions = tree.own(own[0])
    if mentions and mentions[0].form is not MentionForm.DEMONYM:
        return _names(tree, [m.actor for s in own for m in tree.actors(s)])
    return _text(tree, _plain(tree, tree.subtree(own[0], 30)), set(), own=True)


def _names(tree: Tree, actors: list[int]) -> str:
    names = list(dict.fromkeys(tree.doc.actors[a].name for a in actors))
    if len(names) > 3:
        return f"{names[0]}, {names[1]} and others"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _verb(tree: Tree, t: Telling, subject: str, *, passive: bool) -> str:
    w, lemma = tree.words[t.word], tree.lemma(t.word)
    negated = t.status is EventStatus.NEGATED
    planned = t.status is EventStatus.PLANNED
    many = " and " in subject or w.text.lower() == "were" or "were" in tree.lows(t.word, "aux:pass")
    if passive:
        be = ("are to be" if many else "is to be") if planned else "were" if many else "was"
        return f"{be} {'not ' if negated and not planned else ''}{w.text.lower()}"
    if planned:
        return f"{'are' if many else 'is'} to {lemma}"
    if negated:
        return f"did not {lemma}"
    return past(lemma)


def _rest(tree: Tree, t: Telling) -> list[list[int]]:
    """What follows the verb, a part a phrase; its time left out."""
    spans = [] if t.inherited else listed(tree, t)
    times = {j for time in spans for j in range(time.first, time.last)}
    parts: list[list[int]] = []
    for c in tree.children[t.word]:
        w = tree.words[c]
        kept = c in t.words or (w.relation == "advcl" and tree.lows(c, "mark") & {"to", "of", "on"})
        if w.relation in _LEFT_OUT or (w.relation == "advcl" and not kept):
            continue
        if w.text.lower() in _FILLERS or (
            c < t.word and w.relation in ("obl", "advmod", "obl:agent", "advcl")
        ):
            continue
        part = [j for j in tree.subtree(c) if j > t.word or c in t.words]
        if times & set(part):
            part = [j for j in part if j not in times and not _hangs_on(tree, j, times)]
        if part:
            parts.append(part)
    return sorted(parts)


def _hangs_on(tree: Tree, j: int, times: set[int]) -> bool:
    return (
        tree.words[j].relation in ("case", "punct", "advmod", "cc") and tree.words[j].head in times
    )


def _plain(tree: Tree, part: list[int]) -> list[int]:
    """A phrase without what only describes its parts further."""
    inside = set(part)
    drop: set[int] = set()
    for j in part:
        w = tree.words[j]
        if w.relation in _NESTED and w.head in inside:
            drop.update(tree.subtree(j))
    kept = [j for j in part if j not in drop]
    return kept or part


def _noun_line(tree: Tree, t: Telling) -> str:
    part = tree.subtree(t.word, 40)
    times = set(range(t.time.first, t.time.last)) if t.time is not None else set()
    part = [j for j in part if j not in times and not _hangs_on(tree, j, times)]
    text = _text(tree, part, set(), own=True)
    if len(text) > LONGEST:
        text = _text(tree, _plain(tree, part), set(), own=True)
    text = re.sub(r"^(?:the|a|an) ", "", text, flags=re.IGNORECASE)
    text = re.sub(r"^(?:of|in|on|for|to|with|after|by|from|at|about|during|amid|over|into|before|following) (?:the |a |an )?", "", text, flags=re.IGNORECASE)  # fmt: skip
    return _shorten(text, LONGEST)


def _text(tree: Tree, numbers: list[int], named: set[int], *, own: bool = False) -> str:
    """Words as they stand, pronouns and short names written out, gaps closed."""
    doc = tree.doc
    starts = {
        m.first: m
        for m in sorted(_mentions(tree, numbers), key=lambda m: m.last)
        if m.form is not MentionForm.DEMONYM
    }
    out: list[str] = []
    chosen = set(numbers)
    skip = -1
    told = set(named)
    for i in numbers:
        if i < skip:
            continue
        w = doc.words[i]
        space = "" if i and w.start == doc.words[i - 1].end and i - 1 in chosen else " "
        m = starts.get(i) if tree.quoted[i] < 0 else None
        if m is not None and own and all(j in chosen for j in range(m.first, m.last)):
            name = doc.actors[m.actor].name
            owner = w.tag == "PRP$"
            short = m.form is MentionForm.NAME and len(doc.cut(m)) < len(name)
            pronoun = m.form is MentionForm.PRONOUN and not (
                m.actor in told and (owner or w.text.lower().endswith("self"))
            )
            if pronoun or (short and m.actor not in told):
                out.append(space + name + ("'s" if owner else ""))
                told.add(m.actor)
                skip = m.last
                continue
            told.add(m.actor)
        out.append(space + _one_line(doc.text, w.start, w.end))
    text = re.sub(r"\s+", " ", "".join(out)).strip(" ,;:—–-")
    text = re.sub(r"\s+([,.;:!?”’)])", r"\1", text)
    return re.sub(r"\(\s*\)|[,;:—–-]+$", "", text).strip()


def _one_line(text: str, start: int, end: int) -> str:
    """A word on one line."""
    return " ".join(text[start:end].split())


def _mentions(tree: Tree, numbers: list[int]) -> list[Mention]:
    """The mentions that begin at one of the words."""
    found: dict[tuple[int, int], Mention] = {}
    for i in numbers:
        m = tree.inside.get(i)
        if m is not None and m.first == i:
            found[(m.first, m.last)] = m
    return list(found.values())


def past(lemma: str) -> str:
    """The simple past of a verb."""
    irregular = table("past.txt")
    if lemma in irregular:
        return irregular[lemma][0]
    if lemma.endswith("e"):
        return lemma + "d"
    if re.search(r"[^aeiou]y$", lemma):
        return lemma[:-1] + "ied"
    if re.fullmatch(r"[^aeiou]*[aeiou][bdgklmnprt]", lemma) or lemma in _DOUBLED:
        return lemma + lemma[-1] + "ed"
    return lemma + "ed"


def _capital(line: str) -> str:
    return line[0].upper() + line[1:] if line and line[0].islower() else line


def _shorten(line: str, most: int) -> str:
    line = re.sub(r"\s+", " ", line).strip(" ,;:—–-")
    if line.endswith(".") and not re.search(r"\b[A-Z]\w{0,3}\.$", line):
        line = line[:-1]
    if len(line) <= most:
        return line
    short = line[: most - 1]
    at = max(short.rfind(", "), short.rfind(" — "), short.rfind("; "))
    if at < most // 2:
        at = short.rfind(" ")
        short = re.sub(r" (?:a|an|the|of|to|in|on|for|with|and|or|by|at|from|that|his|her|its|their|as)$", "", short[:at])  # fmt: skip
        at = len(short)
    return short[:at].rstrip(" ,;:—–-") + "…"
