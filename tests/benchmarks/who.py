"""Measure names, coreference and speakers against GUM, and names against UNER.

Use: python tests/benchmarks/who.py CORPORA [SPLIT …] [--genres=news,bio] [--document=NAME]
[--detail]

CORPORA is the folder of the public corpora; SPLIT is gum-dev, gum-train or uner-dev (gum-dev and
uner-dev where none is named; test splits are refused: they are for the last measurement alone).

GUM marks every mention of every entity. An entity counts when it is a person, organisation or place
with a name somewhere in its document; its mentions by name, noun and pronoun are what is to be
found. Each entity is paired with one actor of ours: the one with most names in common. Then, by
form: right, a mention of ours with the head of a gold mention, of the actor that is paired with its
entity. Nouns are asked for where they are definite ("the company", "his sister"); of pronouns not
the relative ones, nor "I", "we" and "you" outside quotation marks: who talks there is not told by
the text.
"speaker": of the direct quotations in which gold knows who "I" is, those with that speaker.
"""

import gzip
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from models.reading.doc import ActorKind, Doc, MentionForm  # noqa: E402 - the path comes first
from models.reading.people.scene import quoted_words  # noqa: E402
from models.reading.reader import read  # noqa: E402

KINDS = {k.value for k in ActorKind}
GENRES = "news,interview,speech,bio,court,voyage"
_ENTITY = re.compile(r"\((\d+)-(\w+)-([^()]*)|(\d+)\)")
_UNER = {"PER": "person", "ORG": "organisation", "LOC": "place"}
_DEFINITE = re.compile(r"(?:the|this|that|these|those|his|her|its|their|both)\b", re.IGNORECASE)
_RELATIVE = frozenset("who which that whose whom".split())
_TALKING = frozenset("i me my mine myself we us our ours ourselves you your yours yourself".split())


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


@dataclass(slots=True)
class Counts:
    """Right, ours and gold by what is counted; what went wrong in words."""

    right: Counter[str] = field(default_factory=Counter)  # of ours
    found: Counter[str] = field(default_factory=Counter)  # of gold
    ours: Counter[str] = field(default_factory=Counter)
    gold: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """A line a thing counted: precision, recall, F1 and the numbers behind them."""
        for what in sorted(set(self.ours) | set(self.gold)):
            ours, gold = self.ours[what], self.gold[what]
            precision, recall = self.right[what] / max(1, ours), self.found[what] / max(1, gold)
            f1 = 2 * precision * recall / ((precision + recall) or 1.0)
            yield (
                f"{what:20} P {precision:.3f} R {recall:.3f} F1 {f1:.3f}"
                f"   ({ours} ours, {gold} gold)"
            )


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


def compare(text: Text, counts: Counts, *, detail: bool) -> None:
    """Read a text and count what is found in it."""
    gold = mentions(text)
    named = {g.entity for g in gold if g.form == "name"}
    doc = read(text.text)
    starts = [w.start for w in doc.words]
    quoted = quoted_words(doc)
    inside = {starts[i] for i in range(len(starts)) if quoted[i]}
    heads = _heads(text, gold)
    paired = _paired(doc, heads)
    wanted: dict[tuple[int, int], Gold] = {}
    for g in gold:
        word = (re.match(r"\w+", text.text[g.head : g.head + 12].lower()) or [""])[0]
        if (
            g.entity not in named
            or (g.form == "pronoun" and word in _RELATIVE)
            or (word in _TALKING and g.head not in inside)
            or (g.form == "nominal" and not _DEFINITE.match(text.text, g.start))
        ):
            continue
        wanted.setdefault((g.head, g.entity), g)
    by_head: dict[int, Gold] = {}
    for g in wanted.values():
        by_head.setdefault(g.head, g)
        counts.gold[g.form] += 1
    hit: set[tuple[int, int]] = set()
    for m in doc.mentions:
        if m.form is MentionForm.DEMONYM:
            continue
        form = "name" if m.form is MentionForm.METONYM else m.form.value
        places = {starts[m.head]} if form != "name" else {starts[i] for i in range(m.first, m.last)}
        entity = paired.get(m.actor)
        match = next(
            (
                g
                for p in places
                for g in heads.get(p, ())
                if g.entity == entity and entity is not None
            ),
            None,
        )
        if match is not None:
            key = (match.head, match.entity)
            if key in wanted and key not in hit:
                hit.add(key)
                counts.found[wanted[key].form] += 1
            counts.right[form] += 1
        counts.ours[form] += 1
        if match is None and detail:
            other = next((g for p in places for g in heads.get(p, ())), None)
            counts.notes.append(
                f"wrong {form}: {_around(text.text, m.start, m.end)} = {doc.actors[m.actor].name!r}"
                f" but gold {_name(text, gold, other) if other else 'nothing'}"
            )
    for key, g in wanted.items():
        if key not in hit and detail:
            counts.notes.append(
                f"missed {g.form}: {_around(text.text, g.head, g.end)} = {_name(text, gold, g)}"
            )
    _kinds(doc, gold, starts, counts)
    _speakers(doc, gold, paired, named, counts, text if detail else None)


def _heads(text: Text, gold: list[Gold]) -> dict[int, list[Gold]]:
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


def _around(text: str, start: int, end: int) -> str:
    a, b = text[max(0, start - 40) : start], text[end : end + 30]
    return f"{a}[{text[start:end]}]{b}".replace("\n", "¶")


def _name(text: Text, gold: list[Gold], of: Gold) -> str:
    forms = [text.text[g.start : g.end] for g in gold if g.entity == of.entity]
    return repr(next((f for f in forms if f[:1].isupper()), forms[0])[:40])


def _paired(doc: Doc, by_head: dict[int, list[Gold]]) -> dict[int, int]:
    """The entity of each actor: that with most names in common, one actor to one entity."""
    common: Counter[tuple[int, int]] = Counter()
    for m in doc.mentions:
        if m.form not in (MentionForm.NAME, MentionForm.METONYM):
            continue
        over = {
            g.entity: g for i in range(m.first, m.last) for g in by_head.get(doc.words[i].start, ())
        }  # fmt: skip
        if over:
            best = min(over.values(), key=lambda g: abs(g.end - g.start - (m.end - m.start)))
            common[m.actor, best.entity] += 1
    found: dict[int, int] = {}
    for (actor, entity), _ in common.most_common():
        if actor not in found and entity not in found.values():
            found[actor] = entity
    return found


def _kinds(doc: Doc, gold: list[Gold], starts: list[int], counts: Counts) -> None:
    """Names found with the right kind, each by its head."""
    wanted = {g.head: g.kind for g in gold if g.form == "name"}
    for kind in wanted.values():
        counts.gold[f"kind {kind}"] += 1
    for n in doc.names:
        counts.ours[f"kind {n.kind.value}"] += 1
        heads = [starts[i] for i in range(n.first, n.last) if starts[i] in wanted]
        if any(wanted[h] == n.kind.value for h in heads):
            counts.right[f"kind {n.kind.value}"] += 1
            counts.found[f"kind {n.kind.value}"] += 1


def _speakers(
    doc: Doc,
    gold: list[Gold],
    paired: dict[int, int],
    named: set[int],
    counts: Counts,
    text: Text | None,
) -> None:
    for q in doc.quotations:
        if not q.direct:
            continue
        said = {
            g.entity for g in gold
            if g.form == "pronoun" and q.start <= g.head < q.end
            and re.match(r"(?:i|me|my|myself)\b", doc.text[g.head : g.head + 7], re.IGNORECASE)
        }  # fmt: skip
        if len(said) != 1 or not said <= named:
            continue
        counts.gold["speaker"] += 1
        counts.ours["speaker"] += q.speaker is not None
        right = q.speaker is not None and paired.get(q.speaker) in said
        counts.right["speaker"] += right
        counts.found["speaker"] += right
        if not right and text is not None:
            who = doc.actors[q.speaker].name if q.speaker is not None else None
            counts.notes.append(f"speaker {who!r} of {_around(doc.text, q.start, q.end)}")


def names(corpora: Path, counts: Counts, *, detail: bool) -> None:
    """Names of UNER over EWT dev, by exact span and kind."""
    labels: dict[str, list[str]] = {}
    with gzip.open(corpora / "uner-ewt-dev.iob2.gz", "rt", encoding="utf8") as lines:
        for block in lines.read().split("\n\n"):
            rows = block.split("\n")
            label = next(
                (r.partition("=")[2].strip() for r in rows if r.startswith("# sent_id")), ""
            )
            labels[label] = [r.split("\t")[2] for r in rows if r and not r.startswith("#")]
    for text in texts(corpora / "ewt-dev.conllu.gz"):
        wanted: set[tuple[int, int, str]] = set()
        for label, (first, last) in text.sentences.items():
            tags = labels.get(label, [])
            if len(tags) != last - first:
                continue
            for i, tag in enumerate(tags):
                if tag.startswith("B-"):
                    end = i + 1
                    while end < len(tags) and tags[end] == f"I-{tag[2:]}":
                        end += 1
                    a, b = text.tokens[first + i].start, text.tokens[first + end - 1].end
                    wanted.add((a, b, _UNER[tag[2:]]))
        ours = {(n.start, n.end, n.kind.value) for n in read(text.text).names}
        both = ours & wanted
        for what, spans in (
            (counts.gold, wanted), (counts.ours, ours), (counts.right, both), (counts.found, both),
        ):  # fmt: skip
            what.update(f"UNER {kind}" for _, _, kind in spans)
        if detail:
            counts.notes += [
                f"only ours {_around(text.text, a, b)} {k}" for a, b, k in sorted(ours - wanted)
            ]
            counts.notes += [
                f"only gold {_around(text.text, a, b)} {k}" for a, b, k in sorted(wanted - ours)
            ]


def main(arguments: list[str]) -> int:
    """Print the figures."""
    options = {a.partition("=")[0]: a.partition("=")[2] for a in arguments if a.startswith("--")}
    given = [a for a in arguments if not a.startswith("--")]
    if not given or any("test" in a for a in given[1:]):
        sys.stderr.write(f"{__doc__}\n")
        return 2
    corpora, splits = Path(given[0]), given[1:] or ["gum-dev", "uner-dev"]
    genres = tuple(f"GUM_{g}_" for g in (options.get("--genres") or GENRES).split(","))
    detail = "--detail" in options
    for split in splits:
        counts = Counts()
        if split == "uner-dev":
            names(corpora, counts, detail=detail)
        else:
            for text in texts(corpora / f"{split}.conllu.gz"):
                if text.name.startswith(genres) and options.get("--document", "") in text.name:
                    counts.notes.append(f"## {text.name}")
                    compare(text, counts, detail=detail)
        print(f"== {split}", *(counts.notes if detail else ()), *counts.lines(), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
