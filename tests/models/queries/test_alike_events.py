"""Which events may be one: what is joined, what is offered to a person, what is not."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.edits.deciding import decide
from models.edits.events import different, same
from models.edits.history import undo
from models.importing.routine import import_files
from models.queries.alike_events import alike_events
from models.queries.filter import EventFilter
from models.queries.search import parse_query
from models.store.store import Store
from tests.steps import finish

TEXTS = {
    "a.txt": "Nordvik, 4 May 2024\n\nPolice arrested Ana Pereira in Lisbon on 3 May 2024. "
    "Rui Costa visited Peru on 2 May 2024.\n",
    "b.txt": "Nordvik, 20 May 2024\n\nPolice arrested Ana Pereira in spring 2024.\n",
    "c.txt": "Nordvik, 9 June 2024\n\nPolice arrested Ana Pereira again on 8 June 2024.\n",
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, "utf8")
    made = Store.open(tmp_path / "c.dateline")
    finish(import_files(made, [tmp_path / name for name in TEXTS]))
    yield made
    made.close()


def pairs(store: Store, line: str = "") -> list[tuple[int, int]]:
    wanted = parse_query(line) if line else EventFilter()
    with store.reading() as session:
        found = finish(alike_events(session, wanted))
    return [(each.one, each.other) for each in found.pairs]


def test_one_arrest_in_two_papers_is_offered_and_another_one_is_not(store: Store) -> None:
    (pair,) = pairs(store)
    decide(store, same(pair))
    assert pairs(store) == []
    undo(store)
    assert pairs(store) == [pair]
    assert pairs(store, "costa") == []
    assert pairs(store, "pereira") == [pair]


def test_why_two_may_be_one_is_told(store: Store) -> None:
    with store.reading() as session:
        (pair,) = finish(alike_events(session, EventFilter())).pairs
    assert pair.reasons == ("dates that fit", "both name Ana Pereira", "both “arrested”")


def test_a_pair_that_was_said_to_be_two_is_never_offered_again(store: Store) -> None:
    (pair,) = pairs(store)
    decide(store, different(*pair))
    assert pairs(store) == []
