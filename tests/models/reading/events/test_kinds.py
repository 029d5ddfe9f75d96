"""What verbs, their objects and particles tell of, kind by kind."""

from collections import defaultdict
from pathlib import Path

import pytest

from models.reading.doc import EventKind
from models.reading.reader import read

TABLE = Path(__file__).parents[3] / "gold" / "kinds" / "sentences.tsv"


def _sentences() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for line in TABLE.read_text("utf8").splitlines():
        kind, _, sentence = line.partition("\t")
        found[kind].append(sentence)
    return found


@pytest.mark.parametrize(("kind", "sentences"), _sentences().items())
def test_each_sentence_reports_an_event_of_its_kind(kind: str, sentences: list[str]) -> None:
    wrong = [s for s in sentences if kind not in {e.kind.value for e in read(s).events}]
    assert not wrong


def test_every_kind_but_the_last_has_sentences() -> None:
    assert set(_sentences()) == {kind.value for kind in EventKind} - {"other"}
