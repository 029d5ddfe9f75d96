"""Words phrases for the line of an event: full names, past tense, limited length."""

import re

from models.reading.doc import ActorKind, Mention, MentionForm
from models.reading.labels import Rel, Tag
from models.reading.lexicon.bodies import country_of_body
from models.reading.lexicon.breaks import whole
from models.reading.lexicon.classes import word_class
from models.reading.lexicon.tables import pairs
from models.reading.people.phrases import Tree

LONGEST = 120
_LOOSE = frozenset((",", ";", ":", "—", "–", "-", "."))
_THEIRS = word_class("pronoun.many")
_RANKS = word_class("adjective.rank")
_PERSONS = word_class("pronoun.person")
_TIES = (
    "a|an|the|of|to|in|on|for|with|and|or|but|by|at|from|into|over|about|between|than|that|which|who|whose|"
    "where|when|if|his|her|its|their|as|is|was|were|be|been|has|had|have|will|would|not"
)
_RELATIVE = (Tag.WP, Tag.WDT, Tag.WRB)
_NESTED = (Rel.ACL_RELCL, Rel.ACL, Rel.ADVCL, Rel.APPOS, Rel.PARATAXIS)
_DOUBLED = word_class("verb.doubling")


def worded(tree: Tree, numbers: list[int], named: set[int], *, own: bool = False) -> str:
    """Words as written, with pronouns and short names written out and gaps closed."""
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
    person = _person(tree, last, -1)  # whom "he" means
    for i in numbers:
        if i < skip:
            continue
        w = doc.words[i]
        space = "" if i and w.start == doc.words[i - 1].end and i - 1 in chosen else " "
        m = starts.get(i) if tree.quoted[i] < 0 else None
        if m is not None and own and all(j in chosen for j in range(m.first, m.last)):
            name = doc.actors[m.actor].name
            owner = w.tag == Tag.PRP_S
            short = m.form is MentionForm.NAME and len(doc.cut(m)) < len(name)
            low = w.text.lower()
            clear = m.actor == last or low.endswith("self") or owner or low in _THEIRS
            clear = clear or (low in _PERSONS and m.actor == person)
            thing = _thing_meant(tree, i, m) if low == "it" and m.actor not in told else ""
            if thing:
                out.append(f"{space}the {thing}")
                continue
            pronoun = m.form is MentionForm.PRONOUN and not (m.actor in told and clear)
            if pronoun or (short and m.actor not in told):
                if out and m.form is not MentionForm.PRONOUN and out[-1].strip().lower() == "the":
                    out.pop()
                out.append(space + name + (possessive(name) if owner else ""))
                told.add(m.actor)
                last = m.actor
                person = _person(tree, last, person)
                skip = m.last
                if (
                    skip in chosen
                    and doc.words[skip].text.lower() == name.rpartition(" ")[2].lower()
                ):
                    skip += 1  # "Elmford" is Elmford airport, and so is "Elmford airport"
                if skip in chosen and doc.words[skip].text in ("'", "’", "'s", "’s"):
                    out.append(possessive(name))
                    skip += 1
                continue
            if m.actor not in told:
                last = m.actor
                person = _person(tree, last, person)
            told.add(m.actor)
        if out and i - 1 not in chosen and w.tag in _RELATIVE:
            out.append(",")  # what stood between was left out
        if m is None and w.text.lower() == "it" and own and tree.quoted[i] < 0 and w.head >= 0:
            bare = not tree.child(w.head, Rel.CCOMP, Rel.CSUBJ, Rel.XCOMP) and w.head in chosen
            if bare and (thing := _thing_meant(tree, i, None)):
                out.append(f"{space}the {thing}")
                continue
        out.append(space + _one_line(doc.text, w.start, w.end))
    text = re.sub(r"\s+", " ", "".join(out)).strip(" ,;:—–-")
    text = re.sub(r"\s+([,.;:!?”’)])", r"\1", text)
    text = re.sub(r"(?<!\.\w)[.,]([\"”’])$", r"\1", text)
    return re.sub(r"\(\s*\)|[,;:—–-]+$", "", text).strip()


def joined(tree: Tree, parts: list[list[int]], named: set[int]) -> str:
    """Phrases one after the other, each without the marks at its ends."""
    numbers: list[int] = []
    for part in parts:
        trimmed = list(part)
        while trimmed and tree.words[trimmed[0]].text in _LOOSE:
            trimmed.pop(0)
        while trimmed and tree.words[trimmed[-1]].text in _LOOSE:
            trimmed.pop()
        numbers += trimmed
    return worded(tree, numbers, named, own=True)


def unglued(tree: Tree, part: list[int]) -> list[int]:
    """A phrase up to where the clause around it goes on: "a vote they boycotted, did not speak"."""
    words, inside = tree.words, set(part)
    for n, j in enumerate(part[:-1]):
        if n == 0 or words[j].text != "," or part[n + 1] != j + 1:
            continue
        w = words[j + 1]
        if _is_record(tree, j + 1, part):
            return part[:n]
        verb = w.head if w.relation in (Rel.AUX, Rel.AUX_PASS, Rel.COP) else j + 1
        if verb not in inside or w.tag not in (Tag.VBD, Tag.VBZ, Tag.VBP, Tag.MD):
            continue
        if words[verb].relation not in (Rel.ACL_RELCL, Rel.ACL, Rel.PARATAXIS, Rel.DEP):
            continue
        if not any(s > j for s in tree.child(verb, Rel.NSUBJ, Rel.NSUBJ_PASS, Rel.CSUBJ)):
            return part[:n]
    return part


def _is_record(tree: Tree, i: int, part: list[int]) -> bool:
    """Whether "the largest since 2008", behind a comma, only describes the thing reported."""
    words = tree.words
    if words[i].tag not in (Tag.DT, Tag.PRP_S) or i + 1 not in part:
        return False
    first = words[i + 1]
    most = first.tag in (Tag.JJS, Tag.RBS) or first.text.lower() in _RANKS
    head = words[i].head
    return (
        most
        and head >= 0
        and words[head].relation in (Rel.APPOS, Rel.OBL, Rel.NMOD, Rel.DEP, Rel.CONJ)
        and not tree.case(head)
    )


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
    irregular = pairs("inflection/past")
    if lemma in irregular:
        return irregular[lemma]
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
    if line.endswith(".") and not re.search(r"(?:\b[A-Z]\w{1,3}|\.\w)\.$", line):
        line = line[:-1]
    if len(line) > most:
        line = re.sub(r", including [^,]+,", "", line)
    if len(line) <= most:
        return line
    short = line[: most - 2]
    at = max(short.rfind(", "), short.rfind(" — "), short.rfind("; "))
    if at < most * 3 // 4:
        at = short.rfind(" ")
        short = re.sub(rf"(?: (?:{_TIES}))+$", "", short[:at])
        at = len(short)
    return _closed(short[:at].rstrip(" ,;:—–-"))


def _closed(short: str) -> str:
    """A line that was cut, with its end marked and its quotation marks and brackets closed."""
    if short.count("(") > short.count(")"):
        short = short[: short.rindex("(")].rstrip(" ,;:—–-")
    end = "…"
    if short.count("“") > short.count("”"):
        end += "”"
    if short.count('"') % 2:
        end += '"'
    return short + end


def hangs_off(tree: Tree, j: int, head: int) -> bool:
    """Whether a word only ties a phrase to the words before it: "of the nations", "according to"."""
    w = tree.words[j]
    if w.relation == Rel.FIXED and w.head >= 0:
        return hangs_off(tree, w.head, head)
    return w.head == head and w.relation in (Rel.CASE, Rel.MARK, Rel.CC)


def _person(tree: Tree, actor: int, before: int) -> int:
    """The person mentioned last."""
    is_one = actor >= 0 and tree.doc.actors[actor].kind is ActorKind.PERSON
    return actor if is_one else before


def _thing_meant(tree: Tree, pronoun: int, m: Mention | None) -> str:
    """The noun "it" means, where a thing is nearer than the actor found for it."""
    words = tree.words
    if words[pronoun].relation != Rel.NSUBJ:
        return ""
    first = tree.doc.sentences[words[pronoun].sentence].first
    for i in range(pronoun - 1, first - 1, -1):
        if i in tree.inside:
            if m is not None and tree.inside[i].actor == m.actor:
                return ""
            continue
        w = words[i]
        if w.relation == Rel.OBJ and w.tag == Tag.NN and tree.lows(i, Rel.DET) & {"the"}:
            return "" if tree.person_noun(i) or tree.own(i) else w.text
    return ""


def _one_line(text: str, start: int, end: int) -> str:
    """A word on one line."""
    return " ".join(whole(text[start:end]).split())


def _mentions(tree: Tree, numbers: list[int]) -> list[Mention]:
    """The mentions that begin at one of the words."""
    found: dict[tuple[int, int], Mention] = {}
    for i in numbers:
        m = tree.inside.get(i)
        if m is not None and m.first == i:
            found[(m.first, m.last)] = m
    return list(found.values())
