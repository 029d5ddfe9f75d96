"""Time expressions against the gold of our own; the floors only rise."""

import re
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from models.dates.edtf import parse_edtf
from models.reading.article.paragraphs import paragraphs
from models.reading.doc import Doc, Published, PublishedBasis
from models.reading.grammar.parsing import grammar
from models.reading.grammar.sentences import sentences
from models.reading.pipeline import Pipeline
from models.reading.time.resolve import resolve
from models.reading.time.times import times

GOLD = Path(__file__).parents[3] / "gold" / "times" / "sentences.tsv"
MARK = re.compile(r"\{([^|}]+)\|([^|}]+)\|([^|}]+)\|([^|}]+)\}")
FLOORS = {"strict": 0.995, "relaxed": 0.995, "value": 0.99, "edtf": 0.99}


@dataclass(frozen=True)
class Mark:
    start: int
    end: int
    type: str
    value: str
    edtf: str


def read_gold():
    for line in GOLD.read_text("utf-8").splitlines():
        published, marked = line.split("\t")
        text, marks, last = "", [], 0
        for match in MARK.finditer(marked):
            text += marked[last : match.start()]
            start = len(text)
            text += match[1]
            marks.append(Mark(start, len(text), *match.groups()[1:]))
            last = match.end()
        yield published, text + marked[last:], marks


def read_times(published, text):
    doc = Pipeline([paragraphs, sentences, grammar, times])(Doc(text))
    assert not doc.faults
    known = Published(parse_edtf(published), PublishedBasis.GIVEN, "")
    return [
        Mark(t.start, t.end, t.type.value, t.value, t.interval.edtf if t.interval else "-")
        for t in resolve.run(replace(doc, published=known)).times
    ]


def f1(right, found, wanted):
    return 2 * right / (found + wanted)


def score(pairs):
    """F1 of extents (strict, overlapping), of values and EDTF (on overlapping extents)."""
    counts = dict.fromkeys(FLOORS, 0)
    found = wanted = 0
    faults = []
    for text, got, gold in pairs:
        found, wanted = found + len(got), wanted + len(gold)
        counts["strict"] += len({(m.start, m.end) for m in got} & {(m.start, m.end) for m in gold})
        for mark in gold:
            near = [m for m in got if m.start < mark.end and mark.start < m.end]
            counts["relaxed"] += bool(near)
            counts["value"] += any(m.value == mark.value and m.type == mark.type for m in near)
            counts["edtf"] += any(m.edtf == mark.edtf for m in near)
            if mark not in near:
                faults.append((text[mark.start : mark.end], mark, near))
        faults += [
            (text[m.start : m.end], "extra")
            for m in got
            if not any(m.start < g.end and g.start < m.end for g in gold)
        ]
    return {name: f1(right, found, wanted) for name, right in counts.items()}, faults


@pytest.fixture(scope="module")
def figures():
    pairs = [(text, read_times(published, text), gold) for published, text, gold in read_gold()]
    return score(pairs)


@pytest.mark.parametrize("name", FLOORS)
def test_time_expressions_stay_above_their_floor(figures, name):
    reached, faults = figures
    assert reached[name] >= FLOORS[name], faults


def test_the_gold_has_every_type_and_enough_sentences():
    marks = [mark for _, _, marks in read_gold() for mark in marks]
    assert {mark.type for mark in marks} == {"date", "time", "duration", "set"}
    assert len(list(read_gold())) >= 355
    assert all(mark.edtf == "-" or parse_edtf(mark.edtf) for mark in marks)


def test_the_score_counts_extras_and_misses():
    gold = [Mark(0, 4, "date", "2016", "2016")]
    reached, faults = score([("2016 x", [Mark(0, 4, "date", "2017", "2016")] * 1, gold)])
    assert reached == {"strict": 1, "relaxed": 1, "value": 0, "edtf": 1}
    assert len(faults) == 1
    reached, _ = score([("2016 x", [*gold, Mark(5, 6, "date", "x", "-")], gold)])
    assert reached["strict"] == pytest.approx(2 / 3)
