"""GUM: texts of many genres in which every mention of every entity is marked.

The ``.conllu.gz`` files are read where they lie. Each document becomes raw text, as a person would
have it, with its tokens and the mentions of persons, organisations and places.
"""

import gzip
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from models.reading.doc import ActorKind, Doc, MentionForm

KINDS = {k.value for k in ActorKind}
_ENTITY = re.compile(r"\((\d+)-(\w+)-([^()]*)|(\d+)\)")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the corpus, where it stands in the text put together from it."""

    start: int
    end: int
    text: str
    pos: str
    misc: str


@dataclass(frozen=True, slots=True)
class Gold:
    """A mention of the corpus: ``start:end``, its head word, its entity and how it names it."""

    start: int
    end: int
    head: int
    entity: int
    kind: str
    form: str


@dataclass(slots=True)
class Text:
    """A document of a corpus as raw text."""

    name: str
    text: str = ""
    tokens: list[Token] = field(default_factory=list)
    sentences: dict[str, tuple[int, int]] = field(default_factory=dict)  # by id: first token, last


def texts(path: Path) -> Iterator[Text]:
    """The documents of a ``.conllu.gz`` file as raw text with their tokens."""
    found: Text | None = None
    with gzip.open(path, "rt", encoding="utf8") as lines:
        blocks = lines.read().split("\n\n")
    for block in blocks:
        rows = [row for row in block.split("\n") if row]
        new = next((r for r in rows if r.startswith("# newdoc")), None)
        if new is not None:
            if found is not None:
                yield found
            found = Text(new.partition("=")[2].strip())
        if found is None or not rows:
            continue
        if found.text and any(r.startswith("# newpar") for r in rows):
            found.text = found.text.rstrip() + "\n\n"
        elif found.text and not found.text[-1].isspace():
            found.text += " "
        label = _label(rows)
        first = len(found.tokens)
        _tokens(rows, found)
        found.sentences[label] = (first, len(found.tokens))
    if found is not None:
        yield found


def _label(rows: list[str]) -> str:
    return next((r.partition("=")[2].strip() for r in rows if r.startswith("# sent_id")), "")


def _tokens(rows: list[str], to: Text) -> None:
    until = at = 0
    for row in rows:
        if row.startswith("#"):
            continue
        number, form, _, pos, *_, misc = row.split("\t")
        if "." in number:
            continue
        spaced = "" if "SpaceAfter=No" in misc else " "
        if "-" in number:
            until, at = int(number.split("-")[1]), len(to.text)
            to.text += form + spaced
            continue
        if int(number) <= until:  # inside a multi-word token: where it stands, else the whole
            place = to.text.find(form, at)
            start = place if place >= 0 else at
            at = start + len(form) if place >= 0 else at
        else:
            start = len(to.text)
            to.text += form + spaced
        to.tokens.append(Token(start, start + len(form), form, pos, misc))


def mentions(text: Text) -> list[Gold]:
    """All mentions of entities that are persons, organisations or places."""
    found: list[Gold] = []
    open_: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
    for i, token in enumerate(text.tokens):
        field_ = re.search(r"(?:^|\|)Entity=([^|]*)", token.misc)
        if not field_:
            continue
        for m in _ENTITY.finditer(field_[1]):
            if m[4]:
                if open_[m[4]]:
                    found.append(_mention(text, m[4], *open_[m[4]].pop(), i + 1))
                continue
            open_[m[1]].append((i, m[2], m[3]))
            if field_[1][m.end() : m.end() + 1] == ")":  # a mention of one word
                found.append(_mention(text, m[1], *open_[m[1]].pop(), i + 1))
    return sorted(
        (g for g in found if g.kind in KINDS), key=lambda g: (g.start, -g.end, g.entity)
    )  # fmt: skip


def _mention(text: Text, entity: str, first: int, kind: str, rest: str, last: int) -> Gold:
    # etype-infstat-salience-centering-minspan-link-identity, the kind cut off before
    minspan = next((p for p in rest.split("-") if re.fullmatch(r"[\d,]+", p)), "1")
    head = first + int(minspan.split(",")[0]) - 1
    tokens = text.tokens
    pos = tokens[head].pos if head < len(tokens) else "NOUN"
    form = "name" if pos == "PROPN" else "pronoun" if pos == "PRON" else "nominal"
    kind = "organisation" if kind == "organization" else kind
    return Gold(
        tokens[first].start, tokens[last - 1].end, tokens[head].start, int(entity), kind, form
    )


def by_head(text: Text, gold: list[Gold]) -> dict[int, list[Gold]]:
    """Mentions by their head; those that end with a name by that as well: "attorney Ann Lee"."""
    last = {t.end: t for t in text.tokens}
    heads: dict[int, list[Gold]] = defaultdict(list)
    for g in gold:
        end = last.get(g.end)
        if end is not None and end.text in ("'s", "’s", "'", "’"):
            end = last.get(end.start)
        for at in {g.head, end.start if end is not None and end.pos == "PROPN" else g.head}:
            heads[at].append(g)
    return heads


def paired(doc: Doc, heads: dict[int, list[Gold]]) -> dict[int, int]:
    """The entity of each actor: that with most names in common, one actor to one entity."""
    common: Counter[tuple[int, int]] = Counter()
    for m in doc.mentions:
        if m.form not in (MentionForm.NAME, MentionForm.METONYM):
            continue
        over = {
            g.entity: g for i in range(m.first, m.last) for g in heads.get(doc.words[i].start, ())
        }  # fmt: skip
        if over:
            best = min(over.values(), key=lambda g: abs(g.end - g.start - (m.end - m.start)))
            common[m.actor, best.entity] += 1
    found: dict[int, int] = {}
    for (actor, entity), _ in common.most_common():
        if actor not in found and entity not in found.values():
            found[actor] = entity
    return found
