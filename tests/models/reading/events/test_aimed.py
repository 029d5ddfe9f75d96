"""Every row of the table of whom an event is aimed at: its example and its counter-example."""

import pytest

from models.reading.doc import Doc, EventKind, Hints
from models.reading.events.arguments import with_arguments
from models.reading.events.detecting import detected
from models.reading.events.mention import EventMention
from models.reading.lexicon.tables import rows
from models.reading.people.phrases import Tree
from models.reading.reader import default_pipeline

ALL = rows("events/aimed")
ROWS = [row for row in ALL if row[2] != "-"]
RULES = {f"{case} {kind}" for case, kind, *_ in ALL}
IDS = [f"{case} {kind}" for case, kind, *_ in ROWS]


def told(example: str) -> tuple[Doc, EventMention | None, str]:
    """The reading of an example, the mention by its trigger, and whom it should be aimed at."""
    start, whom = example.replace("_", "").index("*"), example.split("_")[1]
    doc = default_pipeline()(Doc(example.replace("*", "").replace("_", ""), Hints()))
    tree = Tree(doc)
    found = [t for t in detected(tree) if doc.words[t.word].start == start]
    return doc, with_arguments(tree, found[0]) if found else None, whom


@pytest.mark.parametrize("row", ROWS, ids=IDS)
def test_the_example_is_aimed_at_somebody_by_the_row(row: tuple[str, ...]) -> None:
    case, kind, example, _ = row
    doc, t, whom = told(example)
    assert t is not None
    assert t.kind is EventKind(kind)
    assert whom in [doc.actors[m.actor].name for m in t.targets]
    assert f"{case} {kind}" in [w.rule for w in t.why if w.what == "role"]


@pytest.mark.parametrize("row", ROWS, ids=IDS)
def test_the_counter_example_is_aimed_at_nobody_by_the_table(row: tuple[str, ...]) -> None:
    doc, t, whom = told(row[3])
    assert whom in [actor.name for actor in doc.actors]
    why = () if t is None else t.why
    named = [doc.actors[w.actor].name for w in why if w.actor is not None and w.rule in RULES]
    assert whom not in named


def test_no_other_row_goes_without_an_example() -> None:
    without = [f"{case} {kind}" for case, kind, example, _ in ALL if example == "-"]
    assert without == ["on accusation", "on threat", "of coercion", "of sanction"]
