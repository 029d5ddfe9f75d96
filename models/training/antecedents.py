"""Fit how likely nouns and pronouns mean the actors they are linked to: ``python -m
models.training.antecedents CORPORA [--out FILE]``.

From GUM's news, biographies, interviews, speeches, court and travel texts (train to fit, dev to
measure), which mark whom every mention means, and from GAP's development and validation parts,
sentences of Wikipedia with a pronoun and two names. GAP was chosen to be hard: it has an offset of
its own, which is not shipped, and tells only what makes one link surer than another.
"""

import argparse
import csv
import gzip
import json
import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path

import numpy as np
import numpy.typing as npt

from models.reading.doc import Doc, Link, MentionForm
from models.reading.people.sureness import FEATURES, WAYS, values
from models.reading.reader import read
from models.training.gum import Text, by_head, mentions, paired, texts

GENRES = ("news", "interview", "speech", "bio", "court", "voyage")
PLURAL = frozenset(("they", "who met", "the two", "together", "all holders", "foretold", "couple"))
"""Ways to link several at once: gold marks a group as an entity of its own."""
USUAL = log(0.85 / 0.15)
"""Where every way begins: of pronouns that are linked five in six are right."""
STIFFNESS = 2.0  # how firmly a way stays there
_SOFT = 0.5  # and a feature at nought
OF_GAP = 0.1  # what a link of GAP counts, beside one of GUM
_STEPS = 40
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Example:
    """A link that the program made, and whether it is right."""

    link: Link
    right: bool
    hard: bool = False  # from GAP


def of_gum(path: Path) -> Iterator[Example]:
    """Every link in the texts of a split whose actor is known to gold by name."""
    for text in texts(path):
        if text.name.split("_")[1:2][0] in GENRES:
            yield from _judged(text, read(text.text))


def _judged(text: Text, doc: Doc) -> Iterator[Example]:
    heads = by_head(text, mentions(text))
    entities = paired(doc, heads)
    for m in doc.mentions:
        found = heads.get(doc.words[m.head].start, ())
        entity = entities.get(m.actor)
        if m.link is None or entity is None or not found:
            continue
        if m.link.way in PLURAL and not any(g.entity in entities.values() for g in found):
            continue
        yield Example(m.link, any(g.entity == entity for g in found))


def of_gap(path: Path) -> Iterator[Example]:
    """The pronoun of each row that is linked to one of its two names."""
    with gzip.open(path, "rt", encoding="utf8") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            doc = read(row["Text"])
            at = int(row["Pronoun-offset"])
            linked = next((m for m in doc.mentions if m.start == at and m.link is not None), None)
            if linked is None or linked.link is None:
                continue
            meant = [side for side in ("A", "B") if _is_named(doc, linked.actor, row, side)]
            if len(meant) == 1:
                yield Example(linked.link, row[f"{meant[0]}-coref"] == "TRUE", hard=True)


def _is_named(doc: Doc, actor: int, row: dict[str, str], side: str) -> bool:
    start = int(row[f"{side}-offset"])
    end = start + len(row[side])
    return any(
        m.actor == actor and m.form is MentionForm.NAME and m.start < end and start < m.end
        for m in doc.mentions
    )


def _row(link: Link, *, hard: bool) -> list[float]:
    return [*values(link), *(float(link.way == way) for way in WAYS), float(hard)]


def fitted(some: Iterable[Example]) -> npt.NDArray[np.float64]:
    """One number a feature, one a way, in their orders, and GAP's offset: Newton's way."""
    every = list(some)
    start = np.array([0.0] * len(FEATURES) + [USUAL] * len(WAYS) + [0.0])
    stiff = np.array([_SOFT] * len(FEATURES) + [STIFFNESS] * len(WAYS) + [_SOFT])
    rows = np.array([_row(each.link, hard=each.hard) for each in every])
    right = np.array([float(each.right) for each in every])
    share = np.array([OF_GAP if each.hard else 1.0 for each in every])
    weights = start.copy()
    for _ in range(_STEPS if every else 0):
        likely = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (share * (likely - right)) + stiff * (weights - start)
        bend = (rows * (share * likely * (1 - likely))[:, None]).T @ rows + np.diag(stiff)
        weights -= np.linalg.solve(bend, slope)
    return weights


def likely(weights: npt.NDArray[np.float64], link: Link) -> float:
    """How likely a link is right under some weights."""
    return float(1 / (1 + np.exp(-np.dot(weights, _row(link, hard=False)))))


def report(name: str, some: Sequence[Example], weights: npt.NDArray[np.float64]) -> Iterator[str]:
    """How often links of each likelihood are right, and the calibration error over all (ECE)."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for each in some:
        chance = likely(weights, each.link)
        bins.setdefault(min(9, int(chance * 10)), []).append((chance, each.right))
    error = 0.0
    yield f"{name}: {len(some)} links, {sum(each.right for each in some)} right"
    for number, found in sorted(bins.items()):
        said = sum(chance for chance, _ in found) / len(found)
        was = sum(right for _, right in found) / len(found)
        error += abs(said - was) * len(found) / len(some)
        yield f"  {number / 10:.1f}: {len(found):4} links, said {said:.2f}, right {was:.2f}"
    yield f"  ECE {error:.3f}"


def main() -> None:
    """Fit, measure and, where it is asked for, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    train = list(of_gum(given.corpora / "gum-train.conllu.gz"))
    dev = list(of_gum(given.corpora / "gum-dev.conllu.gz"))
    hard = [
        each for part in ("development", "validation")
        for each in of_gap(given.corpora / f"gap-{part}.tsv.gz")
    ]  # fmt: skip
    for line in report("GUM dev, fitted without it", dev, fitted([*train, *hard])):
        _log.info(line)
    weights = fitted([*train, *dev, *hard])
    names = (*FEATURES, *WAYS, "GAP")
    named = dict(zip(names, (round(float(each), 3) for each in weights), strict=True))
    _log.info("%s", named)
    if given.out:
        data = {
            "features": {name: named[name] for name in FEATURES},
            "ways": {name: named[name] for name in WAYS},
        }
        given.out.write_text(json.dumps(data, indent=2) + "\n", "utf8")


if __name__ == "__main__":
    main()
