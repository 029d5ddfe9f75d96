"""An empty chronicle, and one with a few hundred events drawn at random."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.edits.deciding import decide
from models.edits.events import note, tag
from models.store.store import Store
from tests.benchmarks.chronicles import fill


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Return an empty chronicle."""
    made = Store.open(tmp_path / "test.sqlite")
    yield made
    made.close()


@pytest.fixture(scope="session")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Return a chronicle of 400 events that no test may change."""
    made = Store.open(tmp_path_factory.mktemp("drawn") / "drawn.sqlite")
    fill(made, 400, seed=7, rejected=True)
    for word, every in (("Très urgent", 7), ("to check", 5), ("to do", 16)):
        decide(made, tag(range(1, 400, every), word))
    for number in range(3, 400, 11):
        decide(made, note(number, f"Ask the Editor about {number}\nÉlan, by phone"))
    yield made
    made.close()
