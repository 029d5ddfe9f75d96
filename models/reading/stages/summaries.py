"""A chronology line for an event: full names, past tense, no dangling pronoun."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from models.reading.doc import Doc, EventStatus, Mention, MentionForm
from models.reading.words import table

if TYPE_CHECKING:
    from models.reading.stages.events import Draft

LONGEST = 120
_LEFT_OUT = frozenset(
    "conj cc cop parataxis discourse vocative nsubj nsubj:pass nsubj:outer aux aux:pass mark advcl".split()
)


def summary(doc: Doc, children: list[list[int]], draft: Draft) -> str:
    """One line without a full stop, at most about ``LONGEST`` characters."""
    by_first = {m.first: m for m in doc.mentions if m.form is not MentionForm.DEMONYM}
    if draft.noun:
        return _cut(_noun_line(doc, children, draft, by_first))
    w = doc.words[draft.word]
    kids = children[draft.word]
    passive = any(doc.words[c].relation in ("nsubj:pass", "aux:pass", "obl:agent") for c in kids)
    negation = "did not " if draft.status is EventStatus.NEGATED else ""
    subject_at = [c for c in kids if doc.words[c].relation in ("nsubj", "nsubj:pass")]
    names = list(dict.fromkeys(doc.actors[m.actor].name for m in (draft.agents or [])))
    if passive or (not names and subject_at):
        subject = _text(doc, _subtree(children, subject_at[0]), by_first) if subject_at else ""
        if not subject and draft.targets:
            subject = doc.actors[draft.targets[0].actor].name
    elif (
        subject_at
        and doc.words[subject_at[0]].pos == "NOUN"
        and not any(m.head == subject_at[0] for m in draft.agents)
    ):
        subject = _text(doc, _subtree(children, subject_at[0]), by_first)
    else:
        subject = " and ".join(names[:2]) + (" and others" if len(names) > 2 else "")
    participle = (
        w.tag == "VBN"
        and (passive or not draft.agents or w.relation == "acl")
        and not any(
            doc.words[c].lemma == "have" and doc.words[c].relation == "aux"
            for c in kids
            if not passive
        )
    )
    if (
        participle
        and (passive or w.relation in ("acl", "acl:relcl", "advcl", "conj"))
        and not (names and not passive and w.relation == "conj")
    ):
        verb = ("was not " if negation else "was ") + w.text.lower()
    elif draft.status is EventStatus.PLANNED:
        verb = "is to " + w.lemma
    elif negation:
        verb = "did not " + w.lemma
    else:
        verb = past(w.lemma.lower())
    rest: list[int] = []
    times = set(range(draft.time.first, draft.time.last)) if draft.time else set()
    for c in kids:
        x = doc.words[c]
        if x.relation in _LEFT_OUT and not (x.relation == "advcl" and c in draft.words):
            continue
        if x.text.lower() in ("not", "n't", "also", "further", "however", "meanwhile") or (
            c < draft.word and x.relation in ("obl", "advmod", "punct")
        ):
            continue
        part = _subtree(children, c)
        if times and times & set(part) and len(part) <= len(times) + 2:
            continue
        rest += part
    line = f"{subject} {verb} {_text(doc, sorted(rest), by_first)}"
    return _cut(line)


def _noun_line(
    doc: Doc, children: list[list[int]], draft: Draft, by_first: dict[int, Mention]
) -> str:
    part = [
        i for i in _subtree(children, draft.word)
        if not (doc.words[i].head == draft.word and doc.words[i].relation in ("case", "mark", "cop", "nsubj", "cc", "advcl", "acl:relcl"))
    ]  # fmt: skip
    text = _text(doc, part, by_first)
    return re.sub(r"^(?:the|a|an|his|her|its|their) ", "", text, flags=re.IGNORECASE)


def _subtree(children: list[list[int]], top: int, most: int = 40) -> list[int]:
    found, todo = [top], [top]
    while todo and len(found) < most:
        for c in children[todo.pop(0)]:
            found.append(c)
            todo.append(c)
    return sorted(found)


def _text(doc: Doc, numbers: list[int], by_first: dict[int, Mention]) -> str:
    """Words as they stand, pronouns and short names written out, gaps closed."""
    out: list[str] = []
    skip_to = -1
    chosen = set(numbers)
    for i in numbers:
        if i < skip_to:
            continue
        w = doc.words[i]
        m = by_first.get(i)
        space = "" if i and w.start == doc.words[i - 1].end and i - 1 in chosen else " "
        if m is not None and all(j in chosen for j in range(m.first, m.last)):
            name = doc.actors[m.actor].name
            owner = m.form is MentionForm.PRONOUN and w.tag == "PRP$"
            if (
                (m.form is MentionForm.PRONOUN and not owner)
                or (m.form is MentionForm.NAME and len(doc.cut(m)) < len(name))
                or (owner and out == [])
            ):
                out.append(space + name + ("'s" if owner else ""))
                skip_to = m.last
                continue
        out.append(space + doc.text[w.start : w.end])
    text = "".join(out)
    text = re.sub(r"\s+", " ", text).strip(" ,;:—–-")
    return re.sub(r"\s+([,.;:!?])", r"\1", text)


def past(lemma: str) -> str:
    """The simple past of a verb."""
    irregular = table("past.txt")
    if lemma in irregular:
        return irregular[lemma][0]
    if lemma.endswith("e"):
        return lemma + "d"
    if re.search(r"[^aeiou]y$", lemma):
        return lemma[:-1] + "ied"
    if re.fullmatch(r"[^aeiou]*[aeiou][bdgklmnprt]", lemma) or lemma in (
        "admit",
        "commit",
        "refer",
        "permit",
        "expel",
        "rebut",
        "compel",
        "occur",
        "submit",
    ):
        return lemma + lemma[-1] + "ed"
    return lemma + "ed"


def _cut(line: str) -> str:
    line = re.sub(r"\s+", " ", line).strip(" ,;:.—–-")
    if line and line[0].islower():
        line = line[0].upper() + line[1:]
    if len(line) <= LONGEST:
        return line
    short = line[: LONGEST - 1]
    at = max(short.rfind(", "), short.rfind(" — "), short.rfind("; "))
    if at < LONGEST // 2:
        at = short.rfind(" ")
    return short[:at].rstrip(" ,;:—–-") + "…"
