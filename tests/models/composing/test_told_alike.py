"""Which reports of different articles the program joins unasked, read from their texts."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select

from models.importing.routine import import_files
from models.queries.alike_events import alike_events
from models.queries.filter import EventFilter
from models.schema.readings import Telling
from models.schema.text import Document
from models.store.store import Store
from tests.steps import finish


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of two reports: one event, or two that may be offered as one."""

    joined: bool
    offered: bool


def outcome(folder: Path, one: str, other: str, words: str) -> Outcome:
    """What the program makes of what two articles report by a word each."""
    paths = []
    for name, text in (("a.txt", one), ("b.txt", other)):
        (folder / name).write_text(text, "utf8")
        paths.append(folder / name)
    store = Store.open(folder / "c.dateline")
    finish(import_files(store, paths))
    found: dict[str, int | None] = {}
    with store.reading() as session:
        query = select(Telling, Document.text).join(Document, Document.id == Telling.document_id)
        for telling, text in session.execute(query):
            if text[telling.trigger_start : telling.trigger_end] in words.split("|"):
                found[text] = telling.event_id
        pairs = finish(alike_events(session, EventFilter())).pairs
    store.close()
    first, second = found.values()
    offered = {frozenset((pair.one, pair.other)) for pair in pairs}
    return Outcome(first == second, frozenset((first, second)) in offered)


SAME = [
    (
        "Nordvik, 20 August 2018\n\nA bomb exploded at a market in Bergen on Monday.\n",
        "Harbour, 20 August 2018\n\nA bomb exploded on Monday, witnesses said.\n",
        "exploded",
    ),
    (
        "Nordvik, 12 June 2019\n\nA court sentenced Karl Moor to ten years in prison on Tuesday.\n",
        "Harbour, 20 September 2019\n\nA court sentenced Karl Moor to ten years in June.\n",
        "sentenced",
    ),
]


@pytest.mark.parametrize(("one", "other", "word"), SAME)
def test_what_agrees_is_joined_though_one_names_nobody_or_only_a_month(
    tmp_path: Path, one: str, other: str, word: str
) -> None:
    assert outcome(tmp_path, one, other, word).joined


def test_outcomes_that_exclude_each_other_are_not_even_offered(tmp_path: Path) -> None:
    found = outcome(
        tmp_path,
        "Nordvik, 12 June 2019\n\nA court in Bergen sentenced Karl Moor on Tuesday.\n",
        "Harbour, 12 June 2019\n\nA court in Bergen acquitted Karl Moor on Tuesday.\n",
        "sentenced|acquitted",
    )
    assert found == Outcome(joined=False, offered=False)


def test_what_was_done_to_two_people_is_offered_and_not_joined(tmp_path: Path) -> None:
    found = outcome(
        tmp_path,
        "Nordvik, 12 June 2019\n\nAnn Lee congratulated Karl Moor on Tuesday.\n",
        "Harbour, 12 June 2019\n\nAnn Lee congratulated Tom Birch on Tuesday.\n",
        "congratulated",
    )
    assert found == Outcome(joined=False, offered=True)
