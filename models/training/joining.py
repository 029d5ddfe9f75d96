"""Fit what decides whether two tellings are one event, and measure it: ``python -m
models.training.joining CORPORA PACKS [--out FILE]``.

From MEANTIME (CORPORA) and the story packs (PACKS), both read by the program itself, to the file of
weights. Few pairs are one event, so that the weights begin at those set by hand (``PRIOR``) and
leave them as far as the pairs ask for. Packs at odd places are for fitting, those at even places
for measuring; of MEANTIME each topic is measured with weights fitted without it.
"""

import argparse
import csv
import gzip
import json
import logging
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import exp
from pathlib import Path

import numpy as np
import numpy.typing as npt

from models.composing.joining.likeness import FEATURES, doubtful, features, forbidden, related
from models.composing.joining.places import places, ranges
from models.composing.joining.profile import Profile, profile_of
from models.composing.said import said
from models.dates.edtf import parse_edtf
from models.reading.doc import Hints
from models.reading.reader import read
from models.training.marked import Article, Marked, packs
from models.training.meantime import articles

PRIOR = {
    "same_word": 2.0, "same_family": 1.0, "same_kind": 1.0, "same_day": 1.5, "dates_fit": 0.6,
    "report_near": 1.2, "agents": 1.0, "targets": 1.2, "person": 1.0, "body": 0.6, "most": 1.2,
    "place": 0.8, "words": 3.0, "numbers": 0.6, "new_agent": -2.0, "new_words": -1.0, "bias": -7.0,
}  # fmt: skip
STIFFNESS = 3.0  # how firmly the weights stay where they begin
OF_TABLE = 0.2  # what a pair of the table counts, beside one of which people said what it is
JOINED, OFFERED = 0.5, 0.15
TABLE = "wikipedia-current-events.tsv.gz"
STRETCHES = ("2009-03-", "2014-07-", "2016-11-", "2020-02-", "2022-03-", "2023-10-")
LAST_DAY = "20"
_STEPS = 50
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Example:
    """A telling of an article, and the events that people marked where it tells of one."""

    article: Article
    profile: Profile
    events: frozenset[str]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two tellings that would be compared: what they have in common, and whether they are one."""

    one: Example
    other: Example
    values: tuple[float, ...]
    same: bool
    doubt: bool
    """Whether it is not joined unasked, however alike the two are."""


def examples(some: Iterable[Article]) -> list[Example]:
    """Every telling that the program reads in some articles."""
    return [each for article in some for each in _told(article)]


def _told(article: Article) -> Iterator[Example]:
    day = parse_edtf(article.published) if article.published else None
    found = said(read(article.text, Hints(given=day, outlet=article.outlet)))
    for telling in found.tellings:
        events = frozenset(
            m.event
            for p in telling.passages
            for m in article.mentions
            if m.start < p.trigger_end and p.trigger_start < m.end
        )
        profile = profile_of(telling, found.forms, article.text, telling.date, found.published)
        yield Example(article, profile, events)


def pairs(some: Sequence[Example]) -> list[Pair]:
    """The pairs among some tellings that would be found and that nothing forbids, where it is known
    of both what they are."""
    known = [each for each in some if each.events and each.profile.may_join]
    laid = sorted((at, n) for n, each in enumerate(known) for at in places(each.profile))
    met: set[tuple[int, int]] = set()
    for n, each in enumerate(known):
        for low, high in ranges(each.profile):
            first, last = bisect_left(laid, (low, -1)), bisect_left(laid, (high + 1, -1))
            met |= {(min(n, m), max(n, m)) for _, m in laid[first:last] if m != n}
    found = []
    for i, j in sorted(met):
        one, other = known[i], known[j]
        if not related(one.profile, other.profile):
            continue
        if forbidden(one.profile, other.profile):
            continue
        values = features(one.profile, other.profile).values
        found.append(
            Pair(
                one,
                other,
                values,
                bool(one.events & other.events),
                bool(doubtful(one.profile, other.profile)),
            )
        )
    return found


def of_table(folder: Path) -> Iterator[Article]:
    """Rows of the table of current events of some stretches of days, an article each.

    Each row is an event of its own, though now and then a later one goes on with it.
    """
    with gzip.open(folder / TABLE, "rt", encoding="utf8") as file:
        for number, row in enumerate(csv.reader(file, "excel-tab", quoting=csv.QUOTE_NONE)):
            if row[0].startswith(STRETCHES) and row[0][8:] <= LAST_DAY:
                mark = Marked(0, len(row[3]), f"row {number}")
                yield Article(f"row {number}", "table", row[3], (mark,), None, row[0])


def fitted(some: Sequence[Pair], others: Sequence[Pair] = ()) -> npt.NDArray[np.float64]:
    """The weights of the features in their order, and the bias: Newton's way, from ``PRIOR``.

    ``others``: pairs of which hardly any is one event, though nobody said so of each.
    """
    start = np.array([PRIOR[name] for name in (*FEATURES, "bias")])
    every = [*some, *others]
    if not every:
        return start
    rows = np.array([[*pair.values, 1.0] for pair in every])
    wanted = np.array([float(pair.same) for pair in every])
    share = np.array([1.0] * len(some) + [OF_TABLE] * len(others))
    weights = start.copy()
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (share * (likely - wanted)) + STIFFNESS * (weights - start)
        bend = (rows * (share * likely * (1 - likely))[:, None]).T @ rows
        weights -= np.linalg.solve(bend + STIFFNESS * np.eye(len(start)), slope)
    signs = np.sign(start)
    return np.where(np.sign(weights) == signs, weights, 0.0)


def likely(weights: npt.NDArray[np.float64], pair: Pair) -> float:
    """How likely a pair is one event under some weights."""
    return 1 / (1 + exp(-float(np.dot(weights, [*pair.values, 1.0]))))


def report(name: str, scored: Sequence[tuple[float, Pair]], all_same: int) -> Iterator[str]:
    """Precision and recall of pairs at several borders."""
    yield f"{name}: {len(scored)} pairs compared, {all_same} are one event"
    for border in (0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95):
        told = []
        for asked in (True, False):
            some = Counter(p.same for s, p in scored if s >= border and (asked or not p.doubt))
            chosen = some.total()
            precision = some[True] / chosen if chosen else 1.0
            told.append(
                f"{chosen:4} pairs, P {precision:.3f}, R {some[True] / max(1, all_same):.3f}"
            )
        yield f"  {border:.2f}: {told[0]} | joined {told[1]}"


def _same(some: Sequence[Example]) -> int:
    return sum(bool(a.events & b.events) for a, b in combinations(some, 2))


def main() -> None:
    """Fit, measure and, unless only measuring is asked for, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("packs", type=Path)
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    stories = list(packs(given.packs))
    fit = examples(a for pack in stories[::2] for a in pack.articles)
    test = examples(a for pack in stories[1::2] for a in pack.articles)
    topics: dict[str, list[Example]] = {}
    for each in examples(articles(given.corpora)):
        topics.setdefault(each.article.topic, []).append(each)
    apart = {topic: pairs(some) for topic, some in topics.items()}
    own, kept = pairs(fit), pairs(test)
    table = pairs(examples(of_table(given.corpora)))
    for topic, some in apart.items():
        others = [p for name, found in apart.items() if name != topic for p in found]
        weights = fitted([*own, *others], table)
        scored = [(likely(weights, pair), pair) for pair in some]
        for line in report(topic, scored, _same(topics[topic])):
            log.info(line)
    whole = [*own, *(p for found in apart.values() for p in found)]
    weights = fitted(whole, table)
    for name, some, told in (("packs kept back", kept, test), ("packs fitted on", own, fit)):
        scored = [(likely(weights, pair), pair) for pair in some]
        for line in report(name, scored, _same(told)):
            log.info(line)
    for border in (JOINED, OFFERED):
        some = [p for p in table if likely(weights, p) >= border]
        joined = sum(not p.doubt for p in some)
        log.info(
            "of the table: %d pairs from %.2f on, %d without a doubt", len(some), border, joined
        )
    named = dict(zip((*FEATURES, "bias"), (round(float(w), 3) for w in weights), strict=True))
    log.info("%s", named)
    if given.out:
        bias = named.pop("bias")
        data = {"bias": bias, "joined": JOINED, "offered": OFFERED, "features": named}
        given.out.write_text(json.dumps(data, indent=2) + "\n", "utf8")


if __name__ == "__main__":
    main()
