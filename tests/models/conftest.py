"""An empty chronicle, in a file or on a server, and one with events drawn at random."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.edits.deciding import decide
from models.edits.events import note, tag
from models.store.store import Store
from tests.benchmarks.chronicles import fill
from tests.served import Server, missing, running


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Have the tests of marked modules run on both engines; with ``--server`` all of them."""
    if "store" in metafunc.fixturenames:
        engines = ["file", "server"] if metafunc.definition.get_closest_marker("engines") else []
        if metafunc.config.getoption("--server"):
            engines = ["server"]
        if engines:
            metafunc.parametrize("store", engines, indirect=True)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Return a server that is running; skips where it is not installed."""
    if why := missing():
        pytest.skip(why)
    with running() as made:
        yield made


@pytest.fixture
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Return an empty chronicle."""
    if getattr(request, "param", "file") == "server":
        made = Store.open(request.getfixturevalue("server").chronicle())
    else:
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
