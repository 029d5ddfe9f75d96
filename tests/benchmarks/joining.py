"""Measure which tellings the program joins: ``python -m tests.benchmarks.joining [CORPORA]``.

The story packs of ``tests/gold/packs`` and, where their folder is given, MEANTIME's articles are
imported as files, each collection into a chronicle of its own, as a person would. A mention that
people marked counts where the reading finds it: where a telling has its trigger there. What is said
of all that were found: B³, CoNLL (the mean of MUC, B³ and CEAF-e) and the pairs, beside two
baselines over the very same mentions: each telling alone, and one event a day and head lemma.

"joined": pairs of mentions that the program has in one event. "offered": these, and what it offers
as perhaps the same. "across": only pairs of two articles. Of the packs also: on which events the
sources were found to differ, and how many independent ones each has.
"""

import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from sqlalchemy import select

from models.composing.joining.words import lemmas
from models.dates.edtf import parse_edtf
from models.importing.routine import import_files
from models.progress import drain
from models.queries.alike_events import alike_events
from models.queries.filter import EventFilter
from models.schema.events import Event, Evidence
from models.schema.readings import Telling
from models.schema.text import Document
from models.store.store import Store
from models.training.marked import Article, packs
from models.training.meantime import articles

PACKS = Path(__file__).parents[1] / "gold" / "packs"


@dataclass(frozen=True, slots=True)
class Mention:
    """A marked mention that the reading found: its event by people, by the program, by baseline."""

    article: str
    gold: str
    telling: int
    event: int
    day: Hashable


def chronicle(folder: Path, some: Sequence[Article]) -> Store:
    """A chronicle of some articles."""
    store = Store.open(folder / "chronicle.sqlite")
    for each in some:
        path = folder / f"{each.name}.txt"
        path.write_text(each.text, "utf8")
        day = parse_edtf(each.published) if each.published else None
        drain(import_files(store, [path], published=day, outlet=each.outlet))
    return store


def found(store: Store, some: Sequence[Article]) -> list[Mention]:
    """The marked mentions of some articles that the program has a telling of."""
    mentions: list[Mention] = []
    with store.reading() as session:
        for article in some:
            told = session.execute(
                select(Telling.id, Telling.event_id, Evidence.trigger_start, Evidence.trigger_end,
                       Event.edtf, Document.text, Telling.trigger_start, Telling.trigger_end)
                .join(Document, Document.id == Telling.document_id)
                .join(Event, Event.id == Telling.event_id)
                .join(Evidence, (Evidence.event_id == Event.id)
                      & (Evidence.document_id == Document.id))
                .where(Document.path.endswith(f"{article.name}.txt"))
                .order_by(Telling.id)
            ).all()  # fmt: skip
            taken: set[tuple[int, int]] = set()
            for start, end in sorted({(row[2], row[3]) for row in told}):
                near = [m for m in article.mentions if m.start < end and start < m.end]
                near = [m for m in near if (m.start, m.end) not in taken]
                if not near:
                    continue
                # A trigger of several words is one mention: the one that most of it is.
                marked = max(near, key=lambda m: (min(m.end, end) - max(m.start, start), m.start))
                taken.add((marked.start, marked.end))
                some = [row for row in told if (row[2], row[3]) == (start, end)]
                own = [row for row in some if row[6] <= start and end <= row[7]] or some
                number, event, _, _, edtf, text, *_ = own[0]
                day = (edtf, min(lemmas(text[start:end]), default=""))
                alone = day if edtf else number
                mentions.append(Mention(article.name, marked.event, number, event, alone))
    return mentions


def groups(labels: Sequence[Hashable]) -> list[frozenset[int]]:
    """The places of equal labels."""
    by_label: dict[Hashable, set[int]] = defaultdict(set)
    for at, label in enumerate(labels):
        by_label[label].add(at)
    return [frozenset(each) for each in by_label.values()]


def b_cubed(gold: Sequence[Hashable], ours: Sequence[Hashable]) -> tuple[float, float]:
    """Precision and recall, over mentions."""
    return _b3(ours, gold), _b3(gold, ours)


def _b3(one: Sequence[Hashable], other: Sequence[Hashable]) -> float:
    mine, theirs = ({n: g for g in groups(labels) for n in g} for labels in (one, other))
    return sum(len(mine[n] & theirs[n]) / len(mine[n]) for n in mine) / max(1, len(mine))


def muc(gold: Sequence[Hashable], ours: Sequence[Hashable]) -> tuple[float, float]:
    """Precision and recall, over links."""
    return _muc(ours, gold), _muc(gold, ours)


def _muc(one: Sequence[Hashable], other: Sequence[Hashable]) -> float:
    some = groups(one)
    links = sum(len(g) - 1 for g in some)
    kept = sum(len(g) - len({other[n] for n in g}) for g in some)
    return kept / links if links else 1.0


def ceaf(gold: Sequence[Hashable], ours: Sequence[Hashable]) -> tuple[float, float]:
    """Precision and recall, over entities that are aligned, the best first."""
    mine, theirs = groups(ours), groups(gold)
    alike = sorted(
        ((2 * len(a & b) / (len(a) + len(b)), i, j)
         for i, a in enumerate(mine) for j, b in enumerate(theirs) if a & b),
        reverse=True,
    )  # fmt: skip
    used: tuple[set[int], set[int]] = (set(), set())
    total = 0.0
    for share, i, j in alike:
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            total += share
    return total / max(1, len(mine)), total / max(1, len(theirs))


def f1(both: tuple[float, float]) -> float:
    """The harmonic mean."""
    return 2 * both[0] * both[1] / sum(both) if sum(both) else 0.0


def pairs(labels: Sequence[Hashable]) -> set[tuple[int, int]]:
    """All pairs with equal labels."""
    return {pair for group in groups(labels) for pair in combinations(sorted(group), 2)}


def shares(chosen: Iterable[object], right: Iterable[object]) -> str:
    """Precision and recall in words."""
    ours, gold = set(chosen), set(right)
    good = len(ours & gold)
    precision = good / len(ours) if ours else 1.0
    return f"{len(ours):4} pairs, P {precision:.3f}, R {good / max(1, len(gold)):.3f}"


def report(name: str, store: Store, some: Sequence[Article]) -> None:
    """Print the figures of one chronicle."""
    mentions = found(store, some)
    marked = sum(len(each.mentions) for each in some)
    gold = [each.gold for each in mentions]
    print(f"{name}: {len(some)} articles, {len(mentions)} of {marked} marked mentions were read")
    ways: Mapping[str, Sequence[Hashable]] = {
        "each telling alone": [each.telling for each in mentions],
        "same day and lemma": [each.day for each in mentions],
        "the program": [each.event for each in mentions],
    }
    right = pairs(gold)
    across = {(a, b) for a, b in right if mentions[a].article != mentions[b].article}
    for way, ours in ways.items():
        three = (muc(gold, ours), b_cubed(gold, ours), ceaf(gold, ours))
        conll = sum(map(f1, three)) / 3
        own = pairs(ours)
        far = {(a, b) for a, b in own if mentions[a].article != mentions[b].article}
        print(f"  {way:20} B³ P {three[1][0]:.3f} R {three[1][1]:.3f}  CoNLL {conll:.3f}  "
              f"joined {shares(own, right)}  across {shares(far, across)}")  # fmt: skip
    with store.reading() as session:
        alike = drain(alike_events(session, EventFilter(), 10**6))
    offered = {(each.one, each.other) for each in alike.pairs}
    wide = {
        (a, b)
        for a, b in combinations(range(len(mentions)), 2)
        if mentions[a].event == mentions[b].event
        or tuple(sorted((mentions[a].event, mentions[b].event))) in offered
    }
    far = {(a, b) for a, b in wide if mentions[a].article != mentions[b].article}
    print(f"  {'with what is offered':20} {shares(wide, right)}  across {shares(far, across)}")


def report_packs(store: Store, mentions: Sequence[Mention]) -> None:
    """Print what was found of disagreements and independent sources."""
    events: dict[str, Counter[int]] = defaultdict(Counter)
    for each in mentions:
        events[each.gold][each.event] += 1
    planted = right = extra = counted = exact = 0
    with store.reading() as session:
        for pack in packs(PACKS):
            for each in pack.happened:
                if not events[each.event]:
                    print(f"  {each.event}: not read")
                    continue
                number = events[each.event].most_common(1)[0][0]
                row = session.get_one(Event, number)
                differs = set(row.disputed.split())
                planted += len(each.disputed)
                right += len(each.disputed & differs)
                extra += len(differs - each.disputed)
                counted += 1
                exact += row.sources == each.sources
                if differs != each.disputed or row.sources != each.sources:
                    print(f"  {each.event}: sources {row.sources} of {each.sources}, disputed "
                          f"{sorted(differs)}, planted {sorted(each.disputed)}")  # fmt: skip
    print(f"  disagreements: {right} of {planted} planted, {extra} more; "
          f"sources exact: {exact} of {counted}")  # fmt: skip


def main() -> None:
    """Measure."""
    stories = [article for pack in packs(PACKS) for article in pack.articles]
    collections = {"packs": stories}
    if sys.argv[1:]:
        collections["MEANTIME, half"] = list(articles(Path(sys.argv[1])))
    for name, some in collections.items():
        with tempfile.TemporaryDirectory() as folder:
            store = chronicle(Path(folder), some)
            report(name, store, some)
            if name == "packs":
                report_packs(store, found(store, some))
            store.close()


if __name__ == "__main__":
    main()
