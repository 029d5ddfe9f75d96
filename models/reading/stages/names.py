"""Names put right: the model's spans against gazetteer, grammar, titles and the whole document."""

import re
from collections import Counter
from dataclasses import dataclass, replace

from models.reading.doc import ActorKind, Doc, Name, ParagraphKind, Word
from models.reading.gazetteer import by_adjective, by_capital, by_name
from models.reading.pipeline import stage
from models.reading.words import table, word_set

_SILENT = (ParagraphKind.BOILERPLATE, ParagraphKind.BYLINE)
_PARTICLES = frozenset(
    "van von der den de del della di da la le bin ibn al el dos du ter st. ben abu".split()
)
_HONORIFIC = frozenset("jr. sr. jr sr ii iii iv".split())


@dataclass(slots=True)
class _Draft:
    first: int
    last: int
    kind: ActorKind


def correct_names(doc: Doc) -> Doc:
    """Names without titles, none overlapping, in the order of the text."""
    quiet = {
        i
        for s in doc.sentences
        if doc.paragraphs[s.paragraph].kind in _SILENT or _is_credit(doc, s.first, s.last)
        for i in range(s.first, s.last)
    }
    taken: dict[int, _Draft] = {}
    inside = {
        i
        for n in doc.names
        if n.kind is ActorKind.ORGANISATION and n.last - n.first > 2
        for i in range(n.first + 1, n.last)
    }
    drafts = [d for d in _known_places(doc, quiet) if d.first not in inside]
    for draft in drafts:
        for i in range(draft.first, draft.last):
            taken[i] = draft
    for name in doc.names:
        if name.first in quiet:
            continue
        found = _trimmed(doc, _Draft(name.first, name.last, name.kind), taken)
        if found and not any(i in taken for i in range(found.first, found.last)):
            drafts.append(found)
            for i in range(found.first, found.last):
                taken[i] = found
    drafts = _joined(doc, sorted(drafts, key=lambda d: d.first))
    _agree(doc, drafts)
    drafts = [d for d in drafts if not _no_name(doc, d)]
    drafts += _seen_elsewhere(doc, drafts, quiet)
    drafts.sort(key=lambda d: d.first)
    words = doc.words
    return replace(
        doc,
        names=tuple(
            Name(words[d.first].start, words[d.last - 1].end, d.kind, d.first, d.last)
            for d in drafts
        ),
    )


def _joined(doc: Doc, drafts: list[_Draft]) -> list[_Draft]:
    """Two person names side by side are one, torn apart by the model."""
    found: list[_Draft] = []
    for d in drafts:
        before = found[-1] if found else None
        if (
            before and before.last == d.first and before.kind is d.kind is ActorKind.PERSON
            and doc.words[d.first].sentence == doc.words[before.first].sentence
        ):  # fmt: skip
            before.last = d.last
        else:
            found.append(d)
    return found


def _is_credit(doc: Doc, first: int, last: int) -> bool:
    """A sentence in brackets inside a caption: "(AP Photo/A. Writer)"."""
    return (
        doc.words[first].text == "("
        and doc.words[last - 1].text in (")", ").")
        and last - first < 20
    )


def _known_places(doc: Doc, quiet: set[int]) -> list[_Draft]:
    """Countries and capitals word for word, longest first."""
    forms = {**by_name(), **by_capital()}
    heads = {form.split()[0].split("-")[0].replace("'", "").rstrip("s") for form in forms}
    found: list[_Draft] = []
    words, i = doc.words, 0
    while i < len(words):
        if (
            i in quiet
            or not words[i].text[:1].isupper()
            or (words[i].text.split("'")[0].rstrip("s") not in heads and words[i].text not in forms)
        ):
            i += 1
            continue
        for size in (6, 5, 4, 3, 2, 1):
            last = i + size
            if last > len(words) or words[last - 1].sentence != words[i].sentence:
                continue
            form = " ".join(
                doc.text[words[i].start : words[last - 1].end].replace("’", "'").split()
            )
            if form in forms and not (form == "US" and words[i].tag == "PRP"):
                inner = (
                    last < len(words)
                    and words[last].text == "-"
                    and words[last].start == words[last - 1].end
                )
                longer = size == 1 and _part_of_longer(words, i)
                if not longer and not (inner and form not in by_name()):
                    found.append(_Draft(i, last, ActorKind.PLACE))
                i = last
                break
        else:
            i += 1
    return found


def _part_of_longer(words: tuple[Word, ...], i: int) -> bool:
    """Whether a one-word place is inside a longer proper name ("Jordan Smith", "China Daily")."""
    after = words[i + 1] if i + 1 < len(words) else None
    if after and after.relation == "flat" and after.head == i and after.tag.startswith("NNP"):
        return True
    return words[i].relation == "flat" and words[i].head == i - 1 and words[i - 1].tag == "NNP"


def _trimmed(doc: Doc, draft: _Draft, taken: dict[int, _Draft]) -> _Draft | None:
    words, first, last = doc.words, draft.first, draft.last
    while first < last and (first in taken or _is_title(words, first, last, draft.kind)):
        first += 1
    while last > first and (words[last - 1].tag in ("POS", ",", ".", "``", "''") or last - 1 in taken
                            or words[last - 1].text in ("'s", "'", '"')):  # fmt: skip
        last -= 1
    if first >= last:
        return None
    # A hyphen that touches both sides joins: Kim Jong | - | un.
    while (
        last + 1 < len(words)
        and words[last].text in ("-", "‐", "‑")
        and words[last].start == words[last - 1].end
        and words[last + 1].end > words[last].end
        and (draft.kind is ActorKind.PERSON and words[last + 1].start <= words[last].end + 1)
        and words[last + 1].sentence == words[first].sentence
    ):
        last += 2
    if draft.kind is ActorKind.PERSON:
        while (
            last < len(words) and words[last].sentence == words[first].sentence and last not in taken
            and ((words[last].relation == "flat" and words[last].tag.startswith("NNP"))
                 or words[last].text.lower() in _HONORIFIC)
        ):  # fmt: skip
            last += 1
        while (
            first > 0 and first - 1 not in taken and words[first - 1].tag == "NNP"
            and words[first - 1].sentence == words[first].sentence
            and ((words[first].relation == "flat" and words[first].head == first - 1)
                 or words[first - 1].text == "-")
            and not _is_title(words, first - 1, last, draft.kind)
        ):  # fmt: skip
            first -= 1
    else:
        while (
            first > 0 and first - 1 not in taken and words[first - 1].text[:1].isupper()
            and words[first - 1].sentence == words[first].sentence
            and words[first - 1].relation in ("compound", "amod") and first <= words[first - 1].head < last
            and words[first - 1].text not in by_adjective()
            and words[first - 1].start > words[words[first].sentence and first - 1].start - 1
            and words[first - 1].tag in ("NNP", "JJ", "NNPS")
            and first - 1 != doc.sentences[words[first].sentence].first
        ):  # fmt: skip
            first -= 1
    text = doc.text[words[first].start : words[last - 1].end]
    if not any(c.isupper() for c in text) and draft.kind is not ActorKind.ORGANISATION:
        return None
    return _Draft(first, last, draft.kind)


def _is_title(words: tuple[Word, ...], i: int, last: int, kind: ActorKind) -> bool:
    low = words[i].text.lower().rstrip(".")
    if words[i].tag in ("DT", "IN", ",", "``", "''", "PRP$", "CC") and low not in _PARTICLES:
        return True
    if kind is ActorKind.PERSON:
        if last - i == 1:
            return low in table("titles.txt") and len(words[i].text) > 3
        return (
            low in table("titles.txt")
            or words[i].text in by_adjective()
            or low in ("then", "ex", "-")
        )
    return words[i].text in by_adjective() and kind is ActorKind.PLACE


def _agree(doc: Doc, drafts: list[_Draft]) -> None:
    """One kind for one name in a document, by vote; grammar overrules the vote."""
    votes: dict[str, Counter[ActorKind]] = {}
    for d in drafts:
        votes.setdefault(_form(doc, d), Counter())[d.kind] += 1
    sure: dict[str, ActorKind] = {}
    for d in drafts:
        if d.kind is ActorKind.PERSON and _organisational(doc, d):
            sure[_form(doc, d)] = ActorKind.ORGANISATION
    firms = {
        _form(doc, d).rsplit(" ", 1)[0] for d in drafts
        if d.kind is ActorKind.ORGANISATION and d.last - d.first > 2
        and (doc.words[d.last - 1].lemma.lower() in word_set("organisations.txt")
             or doc.words[d.last - 1].text in ("Holdings", "Inc.", "Ltd", "Ltd.", "Corp.", "Group", "plc", "PLC"))
    }  # fmt: skip
    people = {i for d in drafts if d.kind is ActorKind.PERSON for i in range(d.first, d.last)}
    for d in drafts:
        head = next(
            (
                doc.words[i]
                for i in range(d.first, d.last)
                if not d.first <= doc.words[i].head < d.last
            ),
            None,
        )
        of = any(
            doc.words[i].text == "of" and d.first <= doc.words[i].head < d.last
            for i in range(max(0, d.first - 2), d.first)
        )
        if d.kind is ActorKind.PERSON and (
            _form(doc, d) in firms
            or (head and head.relation == "nmod" and of and head.head in people)
        ):
            sure[_form(doc, d)] = ActorKind.ORGANISATION
    full = {f.split()[-1] for f, v in votes.items() if v[ActorKind.PERSON] and " " in f} | {
        f.split()[0] for f, v in votes.items() if v[ActorKind.PERSON] and " " in f
    }
    for d in drafts:
        form = _form(doc, d)
        parts = form.split()
        if len(parts) == 2 and parts[0] in word_set("family-first.txt") and "-" in parts[1]:
            d.kind = ActorKind.PERSON
        elif form in sure:
            d.kind = sure[form]
        elif form in by_name() or form in by_capital():
            d.kind = ActorKind.PLACE
        elif form in full and votes[form][ActorKind.PERSON]:
            d.kind = ActorKind.PERSON
        else:
            d.kind = votes[form].most_common(1)[0][0]


def _organisational(doc: Doc, d: _Draft) -> bool:
    """A "person" that grammar shows to be a newspaper, party, firm …"""
    nouns = word_set("organisations.txt")
    words = doc.words
    if words[d.last - 1].text.lower() in nouns and d.last - d.first > 1:
        return True
    for i in range(d.first, d.last):
        w = words[i]
        if not d.first <= w.head < d.last and w.head >= 0:
            head = words[w.head]
            if (
                w.relation in ("nmod", "compound")
                and head.lemma in nouns
                and head.tag.startswith("NN")
            ):
                return True
    for i in range(d.last, min(d.last + 6, len(words))):
        w = words[i]
        if w.relation == "appos" and d.first <= w.head < d.last:
            return w.lemma in nouns
    return False


def _no_name(doc: Doc, d: _Draft) -> bool:
    text = _form(doc, d)
    if text in by_adjective():
        return True
    if d.last - d.first == 1 and doc.words[d.first].tag in ("JJ", "RB", "IN", "VBD", "VBZ"):
        return text not in by_name()
    if doc.words[d.first - 1].text == "@" or re.search(r"[a-z][A-Z]\w*[A-Z]", text):
        return True
    if d.kind is ActorKind.PERSON:
        if any(c.isdigit() for c in text) or "@" in text:
            return True
        if d.last - d.first == 1 and (
            (text.isupper() and len(text) > 1 and len(text) < 5) or len(text) < 2
        ):
            return True
    return False


def _seen_elsewhere(doc: Doc, drafts: list[_Draft], quiet: set[int]) -> list[_Draft]:
    """Further mentions of a person's one-word names that the model passed over."""
    known = {
        part
        for d in drafts
        if d.kind is ActorKind.PERSON and d.last - d.first >= 2
        for part in (doc.words[d.first].text, doc.words[d.last - 1].text)
        if len(part) > 1 and part[0].isupper()
    }
    taken = {i for d in drafts for i in range(d.first, d.last)}
    return [
        _Draft(i, i + 1, ActorKind.PERSON)
        for i, w in enumerate(doc.words)
        if i not in taken and i not in quiet and w.tag == "NNP" and w.text in known
        and w.relation not in ("compound", "flat", "amod")
    ]  # fmt: skip


def _form(doc: Doc, d: _Draft) -> str:
    return " ".join(
        doc.text[doc.words[d.first].start : doc.words[d.last - 1].end].replace("’", "'").split()
    )


names = stage(needs={"text", "paragraphs", "sentences", "words", "names"}, adds={"names"})(
    correct_names
)
