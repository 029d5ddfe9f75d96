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
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from models.reading.doc import Doc, MentionForm  # noqa: E402 - the path comes first
from models.reading.people.scene import quoted_words  # noqa: E402
from models.reading.reader import read  # noqa: E402
from models.training.gum import Gold, Text, by_head, mentions, paired, texts  # noqa: E402

GENRES = "news,interview,speech,bio,court,voyage"
_UNER = {"PER": "person", "ORG": "organisation", "LOC": "place"}
_DEFINITE = re.compile(r"(?:the|this|that|these|those|his|her|its|their|both)\b", re.IGNORECASE)
_RELATIVE = frozenset("who which that whose whom".split())
_TALKING = frozenset("i me my mine myself we us our ours ourselves you your yours yourself".split())


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


def compare(text: Text, counts: Counts, *, detail: bool) -> None:
    """Read a text and count what is found in it."""
    gold = mentions(text)
    named = {g.entity for g in gold if g.form == "name"}
    doc = read(text.text)
    starts = [w.start for w in doc.words]
    quoted = quoted_words(doc)
    inside = {starts[i] for i in range(len(starts)) if quoted[i]}
    heads = by_head(text, gold)
    entities = paired(doc, heads)
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
    wanted_at: dict[int, Gold] = {}
    for g in wanted.values():
        wanted_at.setdefault(g.head, g)
        counts.gold[g.form] += 1
    hit: set[tuple[int, int]] = set()
    for m in doc.mentions:
        if m.form is MentionForm.DEMONYM:
            continue
        form = "name" if m.form is MentionForm.METONYM else m.form.value
        places = {starts[m.head]} if form != "name" else {starts[i] for i in range(m.first, m.last)}
        entity = entities.get(m.actor)
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
    _speakers(doc, gold, entities, named, counts, text if detail else None)


def _around(text: str, start: int, end: int) -> str:
    a, b = text[max(0, start - 40) : start], text[end : end + 30]
    return f"{a}[{text[start:end]}]{b}".replace("\n", "¶")


def _name(text: Text, gold: list[Gold], of: Gold) -> str:
    forms = [text.text[g.start : g.end] for g in gold if g.entity == of.entity]
    return repr(next((f for f in forms if f[:1].isupper()), forms[0])[:40])


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
    entities: dict[int, int],
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
        right = q.speaker is not None and entities.get(q.speaker) in said
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
