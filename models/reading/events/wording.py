"""Phrases of a text as a chronology line words them: names in full, verbs in the past, not too long."""

import re

from models.reading.bodies import country_of_body
from models.reading.doc import Mention, MentionForm
from models.reading.syntax import Tree
from models.reading.words import table

LONGEST = 120
_NESTED = ("acl:relcl", "acl", "advcl", "appos", "parataxis")
_DOUBLED = frozenset(
    "admit commit refer permit expel rebut compel occur submit transfer defer prefer regret control "
    "patrol rebel omit equip infer confer acquit abet recur quit upset annul fulfil".split()
)


def worded(tree: Tree, numbers: list[int], named: set[int], *, own: bool = False) -> str:
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
    last = next(iter(named)) if len(named) == 1 else -1  # whom a pronoun means without doubt
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
            clear = m.actor == last or w.text.lower().endswith("self") or owner
            pronoun = m.form is MentionForm.PRONOUN and not (m.actor in told and clear)
            if pronoun or (short and m.actor not in told):
                if out and m.form is not MentionForm.PRONOUN and out[-1].strip().lower() == "the":
                    out.pop()
                out.append(space + name + (possessive(name) if owner else ""))
                told.add(m.actor)
                last = m.actor
                skip = m.last
                if skip in chosen and doc.words[skip].text in ("'", "’", "'s", "’s"):
                    out.append(possessive(name))
                    skip += 1
                continue
            if m.actor not in told:
                last = m.actor
            told.add(m.actor)
        out.append(space + _one_line(doc.text, w.start, w.end))
    text = re.sub(r"\s+", " ", "".join(out)).strip(" ,;:—–-")
    text = re.sub(r"\s+([,.;:!?”’)])", r"\1", text)
    return re.sub(r"\(\s*\)|[,;:—–-]+$", "", text).strip()


def plain(tree: Tree, part: list[int]) -> list[int]:
    """A phrase without what only describes its parts further."""
    inside = set(part)
    drop: set[int] = set()
    for j in part:
        w = tree.words[j]
        if w.relation in _NESTED and w.head in inside:
            drop.update(tree.subtree(j))
    kept = [j for j in part if j not in drop]
    return kept or part


def names(tree: Tree, actors: list[int]) -> str:
    """The names of actors in a line: all of three, of more the first two."""
    found = list(dict.fromkeys(tree.doc.actors[a].name for a in actors))
    # Beside its body a country is not said again: "the Norwegian navy and Norway".
    found = [n for n in found if n not in {country_of_body(other) for other in found}]
    if len(found) > 3:
        return f"{found[0]}, {found[1]} and others"
    return " and ".join([", ".join(found[:-1]), found[-1]] if len(found) > 1 else found)


def possessive(name: str) -> str:
    """What makes a name an owner's: "’s", or "’" after an s."""
    return "’" if name.endswith("s") else "’s"


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


def capital(line: str) -> str:
    """The line with a capital letter at its beginning."""
    return line[0].upper() + line[1:] if line and line[0].islower() else line


def shorten(line: str, most: int) -> str:
    """The line without its full stop, ended whole by "…" where it has over ``most`` characters."""
    line = re.sub(r"\s+", " ", line).strip(" ,;:—–-")
    if line.count("“") == line.count("”") + 1 and line.endswith("“"):
        line = line[:-1].rstrip()
    if line.endswith(".") and not re.search(r"\b[A-Z]\w{0,3}\.$", line):
        line = line[:-1]
    if len(line) > most:
        line = re.sub(r", including [^,]+,", "", line)
    if len(line) <= most:
        return line
    short = line[: most - 1]
    at = max(short.rfind(", "), short.rfind(" — "), short.rfind("; "))
    if at < most // 2:
        at = short.rfind(" ")
        short = re.sub(r" (?:a|an|the|of|to|in|on|for|with|and|or|by|at|from|that|his|her|its|their|as)$", "", short[:at])  # fmt: skip
        at = len(short)
    return short[:at].rstrip(" ,;:—–-") + "…"


def hangs_off(tree: Tree, j: int, head: int) -> bool:
    """Whether a word is only what ties a phrase to the words before it: "of the nations"."""
    return tree.words[j].head == head and tree.words[j].relation in ("case", "mark", "cc")


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
