"""Measure the reading against gold chronologies.

Use: python tests/benchmarks/chronologies.py FOLDER [NN …] [--undated] [--detail]

FOLDER holds ``articles/NN-slug.txt`` and ``gold/NN-slug.json``: people, and events with quote,
date, agents, targets, kind and status. NN … chooses articles by the beginning of their names.
Publication dates are those of the gold; with --undated the reading has to find them.

An event is found when one of its triggers stands in the quote (or another quote) of a gold event.
Precision counts every event proposed, a second one for the same gold event as wrong; recall counts
core events; the other figures count over the gold events found.
"""

import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from models.dates.edtf import parse_edtf  # noqa: E402 - the path comes first
from models.reading.doc import ActorKind, Doc, Event, Hints, ParticipantRole  # noqa: E402
from models.reading.reader import read  # noqa: E402

Gold = dict[str, Any]


@dataclass(slots=True)
class Score:
    """Counts over articles, and what went wrong in words."""

    counts: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)

    def share(self, part: str, whole: str) -> float:
        """``part`` of ``whole``; 0 of nothing."""
        return self.counts[part] / self.counts[whole] if self.counts[whole] else 0.0

    def figures(self) -> dict[str, float]:
        """The figures by name, each between 0 and 1."""
        precision, recall = self.share("matched", "proposed"), self.share("core found", "core")
        people = self.share("people found", "people read")
        known = self.share("people found", "people")
        return {
            "people F1": _f1(people, known),
            "event precision": precision,
            "core recall": recall,
            "event F1": _f1(precision, recall),
            "date": self.share("date right", "found"),
            "agents": self.share("agents right", "agents"),
            "targets": self.share("targets right", "targets"),
            "status": self.share("status right", "found"),
            "kind": self.share("kind right", "found"),
            "published": self.share("published right", "articles"),
        }


def measure(folder: Path, *, only: Sequence[str] = (), given: bool = True) -> Score:
    """Read the articles of a folder and compare; ``only`` names the beginnings of file names."""
    score = Score()
    for path in sorted((folder / "gold").glob("*.json")):
        if only and not path.name.startswith(tuple(only)):
            continue
        gold = json.loads(path.read_text("utf8"))
        text = (folder / "articles" / gold["file"]).read_text("utf8")
        date = parse_edtf(gold["published"]) if given and gold["published"] else None
        doc = read(text, Hints(path=gold["file"], given=date))
        score.notes.append(f"## {gold['file']}")
        compare(gold, doc, score)
    return score


def compare(gold: Gold, doc: Doc, score: Score) -> None:
    """Add the reading of one article to a score."""
    counts = score.counts
    counts["articles"] += 1
    published = doc.published.interval.edtf if doc.published and doc.published.interval else None
    counts["published right"] += published == gold["published"]
    _compare_people(gold, doc, score)
    found = _pair(gold, doc, score)
    for wanted in gold["events"]:
        counts["core"] += wanted["core"]
        event = found.get(wanted["id"])
        if event is None:
            if wanted["core"]:
                score.notes.append(f"missed: {wanted['quote']}")
            continue
        counts["core found"] += wanted["core"]
        _compare_event(gold, wanted, doc, event, score)


def _compare_people(gold: Gold, doc: Doc, score: Score) -> None:
    names = [a.name for a in doc.actors if a.kind is ActorKind.PERSON]
    left = list(names)
    for person in gold["people"]:
        forms = [person["name"], *person["mentions"]]
        hit = next((n for n in left if _same_name(n, person["name"])), None)
        hit = hit or next((n for n in left if any(_plain(n) == _plain(f) for f in forms)), None)
        if hit is None:
            score.notes.append(f"person missed: {person['name']}")
            continue
        left.remove(hit)
        score.counts["people found"] += 1
    score.counts["people"] += len(gold["people"])
    score.counts["people read"] += len(names)
    score.notes += [f"person too many: {n}" for n in left]


def _pair(gold: Gold, doc: Doc, score: Score) -> dict[str, Event]:
    """The event of the reading that tells each gold event; others are too many or repeat it."""
    spans = [
        (wanted, rank, found.start(), found.end())
        for wanted in gold["events"]
        for rank, quotes in ((2, [wanted["quote"]]), (1, wanted.get("alt_quotes", [])))
        for quote in quotes
        for found in re.finditer(re.escape(quote), doc.text)
    ]
    taken: dict[str, tuple[int, int]] = {}
    fate: dict[int, str] = {}
    for number, event in enumerate(doc.events):
        for evidence in event.evidence:
            near = [
                (rank, wanted["id"])
                for wanted, rank, start, end in spans
                if evidence.trigger_start < end and evidence.trigger_end > start
            ]
            if not near:
                fate.setdefault(number, "too many")
                continue
            rank, wanted_id = max(near, key=lambda pair: pair[0])
            before = taken.get(wanted_id)
            if before is None or before[0] == number or rank > before[1]:
                if before is not None and before[0] != number:
                    fate[before[0]] = "repeats"
                fate[number] = "matched"
                if before is None or rank > before[1]:
                    taken[wanted_id] = (number, rank)
            elif fate.get(number) != "matched":
                fate[number] = "repeats"
    score.counts["proposed"] += len(fate)
    for number, what in fate.items():
        score.counts[what] += 1
        if what != "matched":
            score.notes.append(f"{what}: {doc.events[number].summary}")
    return {wanted_id: doc.events[number] for wanted_id, (number, _) in taken.items()}


def _compare_event(gold: Gold, wanted: Gold, doc: Doc, event: Event, score: Score) -> None:
    counts = score.counts
    counts["found"] += 1
    date = event.date.interval.edtf if event.date else None
    right = date in [wanted["date"], *wanted.get("date_ok", [])]
    counts["date right"] += right
    if not right:
        score.notes.append(f"date of {wanted['quote']!r}: {date}, not {wanted['date']}")
    for what in ("status", "kind"):
        read_as = getattr(event, what).value
        counts[f"{what} right"] += read_as == wanted[what]
        if read_as != wanted[what]:
            score.notes.append(f"{what} of {wanted['quote']!r}: {read_as}, not {wanted[what]}")
    forms = {p["name"]: [p["name"], *p["mentions"]] for p in gold["people"]}
    for what, is_agent in (("agents", True), ("targets", False)):
        names = [
            doc.actors[p.actor].name
            for p in event.participants
            if (p.role is ParticipantRole.AGENT) == is_agent
        ]
        for name in wanted[what]:
            known = forms.get(name, [name])
            hit = any(_same_name(n, f) for n in names for f in known)
            counts[what] += 1
            counts[f"{what} right"] += hit
            if not hit:
                score.notes.append(f"{what} of {wanted['quote']!r}: {names}, not {name}")


def _f1(precision: float, recall: float) -> float:
    both = precision + recall
    return 2 * precision * recall / both if both else 0.0


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name)
    kept = "".join(c for c in letters if not unicodedata.combining(c)).casefold()
    return " ".join(re.sub(r"[^a-z0-9]+", " ", kept.replace("’", "'")).split())


def _same_name(a: str, b: str) -> bool:
    """Whether two names are one: the same, or one the other with given names or titles."""
    x, y = _plain(a).split(), _plain(b).split()
    short, long = sorted((x, y), key=len)
    return bool(x) and (x == y or (len(short) > 1 and set(short) <= set(long)))


def main(arguments: Iterable[str]) -> int:
    """Print the figures."""
    given = list(arguments)
    names = [a for a in given if not a.startswith("--")]
    if not names:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    score = measure(Path(names[0]), only=names[1:], given="--undated" not in given)
    if "--detail" in given:
        print("\n".join(score.notes))
    for name, value in score.figures().items():
        print(f"{name:16} {value:.3f}")
    for name in ("articles", "proposed", "repeats", "too many"):
        print(f"{name:16} {score.counts[name]}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
