"""Every row of the table of modality: its example is read by it, its counter-example is not."""

import pytest

from models.dates.edtf import parse_edtf
from models.reading.doc import Doc, EventStatus, Hints
from models.reading.events.detecting import detected
from models.reading.grammar.model import prepare
from models.reading.lexicon.tables import rows
from models.reading.people.phrases import Tree
from models.reading.reader import default_pipeline
from tests.models.reading.drawn import drawn

WEDNESDAY = parse_edtf("2024-05-15")
ROWS = [row for row in rows("events/modality") if row[3] != "-"]


def rules(example: str) -> list[tuple[str, EventStatus]]:
    """The rule and the status of the mention by the word between asterisks; none: no mention."""
    text = example.replace("¶", "\n\n")
    start = text.index("*")
    doc = default_pipeline()(Doc(text.replace("*", ""), Hints(given=WEDNESDAY)))
    return [
        ([w.rule for w in t.why if w.what == "status"][-1], t.status)
        for t in detected(Tree(doc))
        if doc.words[t.word].start == start
    ]


@pytest.fixture(scope="module", autouse=True)
def _model() -> None:
    prepare()


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_the_example_is_read_by_the_row(row: tuple[str, ...]) -> None:
    rule, status, _, example, _ = row
    (found,) = rules(example)
    assert found[0] == rule
    assert status in ("above", found[1].value)


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_the_counter_example_is_not_read_by_it(row: tuple[str, ...]) -> None:
    assert row[0] not in [rule for rule, _ in rules(row[4])]


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("unchanged", ("Lee/NNP nsubj>1", "cut/VBP ROOT", "rates/NNS obj>1")),
        ("after-past", ("Lee/NNP nsubj>1", "met/VBD ROOT", "and/CC cc>3", "sign/VBP conj>1")),
    ],
)
def test_rows_for_mistakes_of_the_parser_are_tried_on_words_drawn_by_hand(
    rule: str, words: tuple[str, ...]
) -> None:
    tree = Tree(drawn(*words, people={0: "Ann Lee"}))
    found = [w.rule for t in detected(tree) for w in t.why if w.what == "status"]
    assert found[-1] == rule


def test_no_other_row_goes_without_an_example() -> None:
    without = [row[0] for row in rows("events/modality") if row[3] == "-"]
    assert without == ["unchanged", "after-past"]
