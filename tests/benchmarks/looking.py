"""How long each page asks for its first sight: ``python -m tests.benchmarks.looking FILE [PAGE…]``.

Of a large chronicle, under filters that find everything, very many events, or few. A line for each:
milliseconds on the clock and of the processor, the second time of two, and the load at the end.
"""

import os
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from desktop.scale.spans import fitted
from models.queries.changed import changed
from models.queries.filter import EventFilter
from models.queries.histogram import date_middle
from models.queries.lanes import fill, lanes
from models.queries.matrix import matrix
from models.queries.network import network
from models.queries.people import people, person_rows
from models.queries.search import parse_query
from models.queries.sources import source_rows, sources
from models.queries.whereabouts import whereabouts
from models.store.store import Store
from tests.benchmarks.questions import lines

_FILTERS = ("everything", "common actor", "not an actor", "five years", "after a year",
            "two kinds", "a common word", "middling actor", "all combined")  # fmt: skip
_COLUMNS, _FIRST = 60, 100


def _starts(session: Any) -> list[int]:
    reach = date_middle(session)
    assert reach is not None
    span = fitted(*reach, _COLUMNS)
    return [span.unit.start(span.first + n) for n in range(span.count + 1)]


def _matrix(session: Any, wanted: EventFilter) -> object:
    return matrix(session, wanted, _starts(session), 40)


def _people(session: Any, wanted: EventFilter) -> object:
    found = people(session, wanted)
    return person_rows(session, found.ids[:_FIRST], found.reach)


def _sources(session: Any, wanted: EventFilter) -> object:
    found = sources(session, wanted, "published", down=True, narrowed="", which="")
    return source_rows(session, found.ids[:_FIRST], found.events)


def _timeline(session: Any, wanted: EventFilter) -> object:
    return fill(session, wanted, lanes(session, wanted, "actor"), _starts(session))


PAGES: dict[str, Callable[[Any, EventFilter], object]] = {
    "matrix": _matrix,
    "network": network,
    "people": _people,
    "sources": _sources,
    "timeline": _timeline,
    "map": whereabouts,
    "changes": lambda session, wanted: changed(session, wanted, "2020-01-01"),
}


def timed(store: Store, ask: Callable[[Any], object]) -> tuple[float, float]:
    """Milliseconds on the clock and of the processor, in a scope of its own."""
    with store.reading() as session:
        begun, used = time.perf_counter(), time.process_time()
        ask(session)
        return (time.perf_counter() - begun) * 1000, (time.process_time() - used) * 1000


def main() -> None:
    """Measure every page, or those named."""
    store = Store.open(Path(sys.argv[1]), create=False)
    with store.reading() as session:
        drawn = lines(session)
    for page in sys.argv[2:] or PAGES:
        for name in _FILTERS:
            wanted = parse_query(drawn[name][0])
            ask = partial(PAGES[page], wanted=wanted)
            timed(store, ask)
            clock, used = timed(store, ask)
            print(f"{page:10}{name:16}{clock:8.0f} ms{used:8.0f} ms", flush=True)
    store.close()
    print(f"load at the end {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
