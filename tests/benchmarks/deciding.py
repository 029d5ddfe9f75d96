"""How long decisions take in a large chronicle: ``python -m tests.benchmarks.deciding FILE [N]``.

Each act is done and undone N times (3), so that the chronicle is as before but for its history;
give a copy. A line for each: seconds on the clock and of the processor (medians), and the load.
"""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from statistics import median

from sqlalchemy import select

from models.edits import actors, events, history
from models.edits.deciding import Act, decide
from models.schema.actors import Actor
from models.schema.events import Event
from models.schema.keys import UNDATED
from models.store.store import Store

MANY = 10_000
FREQUENT = 20_000


def frequent(store: Store) -> list[int]:
    """The two people or organisations whose numbers of events are nearest to 20,000."""
    with store.reading() as session:
        rows = session.execute(
            select(Actor.id, Actor.events).where(Actor.kind == "person", Actor.events > 5_000)
        ).all()
    near = sorted(rows, key=lambda row: abs(row[1] - FREQUENT))[:2]
    sys.stdout.write(f"merging {', '.join(f'#{row[0]} ({row[1]:,} events)' for row in near)}\n")
    return [row[0] for row in near]


def timed(what: Callable[[], object]) -> tuple[float, float]:
    begun, used = time.perf_counter(), time.process_time()
    what()
    return time.perf_counter() - begun, time.process_time() - used


def measure(store: Store, name: str, act: Callable[[], Act], times: int) -> None:
    """Do, undo, do again and undo, so many times."""
    taken: dict[str, list[tuple[float, float]]] = {"do": [], "undo": [], "redo": []}
    for _ in range(times):
        made = act()
        taken["do"].append(timed(lambda made=made: decide(store, made)))  # type: ignore[misc]
        taken["undo"].append(timed(lambda: history.undo(store)))
        taken["redo"].append(timed(lambda: history.redo(store)))
        history.undo(store)
    for way, found in taken.items():
        sys.stdout.write(
            f"{name}, {way}: {median(each[0] for each in found):.2f} s, processor "
            f"{median(each[1] for each in found):.2f} s, load {os.getloadavg()[0]:.1f}\n"
        )
    sys.stdout.flush()


def main() -> None:
    """Measure every kind of act, or those named."""
    store = Store.open(Path(sys.argv[1]))
    times = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    random = Random(1)
    with store.reading() as session:
        shown = list(session.scalars(select(Event.id).where(Event.chrono <= UNDATED)))
    pair = frequent(store)
    acts: dict[str, Callable[[], Act]] = {
        "reject one": lambda: events.review([random.choice(shown)], "rejected"),
        "date of one": lambda: events.set_fields(random.choice(shown), {"date": "1 May 2020"}),
        "reject many": lambda: events.review(random.sample(shown, MANY), "rejected"),
        "tag many": lambda: events.tag(random.sample(shown, MANY), "benchmark"),
        "rename": lambda: actors.rename(pair[0], "Renamed Actor"),
        "merge": lambda: actors.merge(pair),
    }
    for name in sys.argv[3:] or acts:
        measure(store, name, acts[name], times)
    store.close()


if __name__ == "__main__":
    main()
