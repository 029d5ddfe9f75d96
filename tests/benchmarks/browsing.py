"""Time the window itself on a large chronicle: ``python -m tests.benchmarks.browsing FILE``.

FILE is made first where it is not there (a million events; ``--events N`` for another number).
The real window is driven, offscreen unless ``QT_QPA_PLATFORM`` names another platform, and a
table comes out: what a user waits for, its median and 95th percentile over ``--actions`` filters
(200), and the mark. Wall-clock times; the load of the machine is told beside them.

- *rows*: from the last key of a query to the rows painted, the pause for the next key apart.
- *SQL*: the statements of the same question on the same file by the driver alone.
- *facets*, *histogram*: from the rows painted to the last first count ("at least" where the exact
  one follows), to the bars; *exact*: to the last exact count.
- *stall*: the longest time between two turns of the GUI thread's event loop.
- *import*: of one article more, into this chronicle and into an empty one; undone afterwards.
"""

import argparse
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import event

from desktop.app import create_window
from desktop.chronicle.filters.panel import DEBOUNCE
from desktop.tables.event_model import FIRST
from desktop.window.main import Window
from models.edits import history
from models.importing.routine import import_files
from models.queries.events import events_page
from models.queries.filter import Sort
from models.queries.search import parse_query
from models.store.store import Store
from tests.benchmarks.chronicles import fill
from tests.benchmarks.opening import wait
from tests.benchmarks.questions import lines

FILTERS = {
    "common actor": "common actor",
    "rare actor": "rare actor",
    "two actors, all": "two actors, all",
    "date range": "five years",
    "kind + status": "kind + status",
    "two words": "two common words",
    "prefix": "a prefix",
    "all combined": "all combined",
}
"""The filters timed: their names here and in ``questions.lines``."""

_STARTS = 5
_ARTICLES = 8
_FACETS = ("actor", "kind", "status", "place", "review", "source", "dates")


def main() -> None:
    """Measure, and write the table."""
    asked = _arguments()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        # The user's own settings and chronicle stay untouched.
        os.environ["DATELINE_DATA"] = os.environ["XDG_CONFIG_HOME"] = folder
        if not asked.file.exists():
            begun = time.perf_counter()
            store = Store.open(asked.file)
            fill(store, asked.events)
            store.close()
            print(f"made in {time.perf_counter() - begun:.0f} s")
        load = os.getloadavg()[0]
        print(f"{asked.file.stat().st_size >> 20} MB, {os.cpu_count()} cores, load {load:.1f}, "
              f"{os.environ['QT_QPA_PLATFORM']}")  # fmt: skip
        print(f"{'':34}{'median':>9}{'p95':>9}{'mark':>12}")
        if not asked.skip_start:
            _time_starts(asked.file, Path(folder) / "compiled")
        _time_browsing(asked.file, asked.actions)
        if not asked.skip_import:
            _time_imports(asked.file, Path(folder))
        print(f"load at the end {os.getloadavg()[0]:.1f}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--actions", type=int, default=200)
    parser.add_argument("--skip-start", action="store_true")
    parser.add_argument("--skip-import", action="store_true")
    return parser.parse_args()


def say(name: str, times: Sequence[float], mark: str, unit: str = "ms") -> None:
    """Write a line: the median of some times and what 95 in 100 stay under, beside the mark."""
    ordered = sorted(times)
    high = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    middle = statistics.median(ordered)
    form = (lambda x: f"{x:.2f}") if unit == "" else (lambda x: f"{x:,.0f} {unit}")
    print(f"{name:34}{form(middle):>9}{form(high):>9}{mark:>12}", flush=True)


# Starting


def _time_starts(path: Path, folder: Path) -> None:
    """A first start compiles the modules into ``folder`` and is not counted."""
    surroundings = {**os.environ, "PYTHONPYCACHEPREFIX": str(folder)}
    surroundings.pop("PYTHONDONTWRITEBYTECODE", None)
    code = (
        "import time; begun = time.perf_counter(); "
        "from tests.benchmarks.opening import start; start(begun)"
    )

    def once() -> tuple[float, float]:
        told = subprocess.run(
            [sys.executable, "-c", code, str(path)],
            check=True, capture_output=True, text=True, env=surroundings,
        )  # fmt: skip
        waited, worked = told.stdout.split()
        return float(waited), float(worked)

    once()
    for name, cold in (("window with first rows", False), ("  the same, cold cache", True)):
        times = []
        for _ in range(_STARTS):
            if cold:
                _forget(path)
            times.append(once())
        say(name, [waited for waited, _ in times], "1500 ms" if not cold else "")
        if not cold:
            say("  processor time", [worked for _, worked in times], "")


def _forget(path: Path) -> None:
    """Have the system drop what it holds of a file in memory."""
    with path.open("rb") as file:
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


# Browsing


class _Watch(QObject):
    """When each answer reached the GUI, and when the rows of the newest question were painted.

    ``came`` is the first answer on a channel, ``settled`` the last: exact counts follow capped
    ones.
    """

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.came: dict[str, float] = {}
        self.settled: dict[str, float] = {}
        self.painted: float | None = None
        self._table = window.page.table
        reader = window._reader
        assert reader
        ask = reader.ask

        def watched(channel: str, question: Any, then: Callable[[Any], None], **more: Any) -> None:
            def told(answer: Any) -> None:
                then(answer)
                self.settled[channel] = time.perf_counter()
                self.came.setdefault(channel, self.settled[channel])

            ask(channel, question, told, **more)

        reader.ask = watched  # type: ignore[method-assign]
        self._table.events.shown.connect(self._paint, Qt.ConnectionType.DirectConnection)

    def begin(self) -> None:
        self.came.clear()
        self.settled.clear()
        self.painted = None

    def _paint(self) -> None:
        if self.painted is None:
            self._table.viewport().repaint()
            self.painted = time.perf_counter()


class Pulse:
    """The longest time the GUI thread did not come back to its event loop, in milliseconds.

    ``worked``: the most it worked itself between two turns, whatever else the machine had to do.
    """

    def __init__(self) -> None:
        self.longest = self.worked = 0.0
        self._last, self._used = time.perf_counter(), time.thread_time()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._beat)

    def _beat(self) -> None:
        now, used = time.perf_counter(), time.thread_time()
        self.longest = max(self.longest, (now - self._last) * 1000)
        self.worked = max(self.worked, (used - self._used) * 1000)
        self._last, self._used = now, used

    @contextmanager
    def watched(self) -> Iterator[None]:
        self.longest = self.worked = 0.0
        self._last, self._used = time.perf_counter(), time.thread_time()
        self._timer.start()
        try:
            yield
        finally:
            self._timer.stop()


def _time_browsing(path: Path, actions: int) -> None:
    store = Store.open(path, create=False)
    with store.reading() as session:
        drawn = lines(session)
    app = QApplication.instance() or QApplication(sys.argv[:1])
    window = create_window(str(path))
    assert isinstance(window, Window)
    window.show()
    wait(lambda: window.page.table.events.complete and not window.busy)
    watch = _Watch(window)
    each = -(-actions // len(FILTERS))
    everything: dict[str, list[float]] = {
        name: [] for name in ("rows", "bare", "facets", "bars", "exact")
    }
    for name, source in FILTERS.items():
        queries = [drawn[source][n % len(drawn[source])] for n in range(each)]
        found = []
        for query in queries:
            if window.page.search.text() == query:  # it would not be asked again
                _filtered(window, watch, "")
            found.append(_filtered(window, watch, query))
        bare = [_bare(path, store, query) for query in queries]
        rows = [each_[0] for each_ in found]
        say(f"{name}: rows", rows, "100/250 ms")
        say("  the SQL alone", bare, "")
        everything["rows"] += rows
        everything["bare"] += bare
        for at, part in enumerate(("facets", "bars", "exact"), start=1):
            everything[part] += [each_[at] for each_ in found]
    _say_all(everything)
    store.close()  # it would count as the window's memory
    _filtered(window, watch, "")
    _time_stalls(window)
    _say_memory(window)
    window.shut()
    app.processEvents()


def _say_all(times: dict[str, list[float]]) -> None:
    rows, bare = times["rows"], times["bare"]
    say(f"all {len(rows)}: rows", rows, "100/250 ms")
    say("  the SQL alone", bare, "")
    ratio = statistics.median(rows) / statistics.median(bare)
    print(f"{'  ratio of the medians':34}{ratio:>9.2f}{'':9}{'2':>12}")
    say("  ratio of each", [r / b for r, b in zip(rows, bare, strict=True)], "", "")
    beyond = [r - b for r, b in zip(rows, bare, strict=True)]
    say("  what each takes beyond its SQL", beyond, "")
    say("  last facet after the rows", times["facets"], "400 ms")
    say("  exact counts after the rows", times["exact"], "")
    say("  histogram after the rows", times["bars"], "300 ms")


def _filtered(window: Window, watch: _Watch, query: str) -> tuple[float, float, float, float]:
    """Milliseconds to the painted rows; from there to the last facet, the histogram, the last
    exact count.
    """
    field = window.page.search
    field.blockSignals(True)
    field.setText(query[:-1])
    field.blockSignals(False)
    watch.begin()
    begun = time.perf_counter() + DEBOUNCE / 1000
    field.setText(query) if not query else QTest.keyClicks(field, query[-1])
    if not query:
        window.page.asking.search_now()
    wait(lambda: watch.painted is not None and not window.busy)
    assert watch.painted is not None
    rows = (watch.painted - begun) * 1000
    names = [f"facet {name}" for name in _FACETS]
    moments = (
        max(watch.came.get(name, 0) for name in names),
        watch.came.get("histogram", 0),
        max(watch.settled.get(name, 0) for name in names),
    )
    facets, bars, exact = (max(0, each - watch.painted) * 1000 for each in moments)
    return rows, facets, bars, exact


def _bare(path: Path, store: Store, query: str) -> float:
    """Milliseconds the statements of a question take without anything of ours around them."""
    told: list[tuple[str, Any]] = []

    def keep(
        _connection: object, _cursor: object, statement: str, parameters: Any, *_: object
    ) -> None:
        if statement.startswith("SELECT"):
            told.append((statement, parameters))

    wanted = parse_query(query)
    event.listen(store._engine, "before_cursor_execute", keep)
    try:
        with store.reading() as session:
            events_page(session, wanted, Sort(), FIRST)
    finally:
        event.remove(store._engine, "before_cursor_execute", keep)
    raw = sqlite3.connect(path)
    try:
        raw.execute("PRAGMA mmap_size=1073741824")
        raw.execute(  # the words of the index, of which a beginning asks
            "CREATE VIRTUAL TABLE temp.search_words USING fts5vocab('main', 'event_search', 'row')"
        )
        for statement, parameters in told:  # once before, for what is compiled and cached
            raw.execute(statement, parameters).fetchall()
        begun = time.perf_counter()
        for statement, parameters in told:
            raw.execute(statement, parameters).fetchall()
        return (time.perf_counter() - begun) * 1000
    finally:
        raw.close()


def _time_stalls(window: Window) -> None:
    pulse = Pulse()
    words = ("government", "ministerial", "negotiated", "kidelozuba", "actor:#123")
    typing = []
    for word in words * 2:
        field = window.page.search
        field.clear()
        wait(lambda: not window.busy)
        with pulse.watched():
            for letter in word[:10]:
                QTest.keyClicks(field, letter)
                QTest.qWait(30)
            wait(lambda: not window.busy)
        typing.append(pulse.longest)
    say("stall while typing ten letters", typing, "50 ms")
    window.page.search.clear()
    wait(lambda: window.page.table.events.complete and not window.busy)
    bar = window.page.table.verticalScrollBar()
    dragging = []
    for way in (1, -1, 1, -1):
        with pulse.watched():
            for step in range(201)[::way]:
                bar.setValue(bar.maximum() * step // 200)
                QTest.qWait(10)
            wait(lambda: not window.busy)
        dragging.append(pulse.longest)
    say("stall while dragging end to end", dragging, "50 ms")


def _say_memory(window: Window) -> None:
    """After looking at pages all over the table."""
    table, draw = window.page.table, Random(5)
    bar = table.verticalScrollBar()
    for _ in range(300):
        bar.setValue(draw.randint(0, bar.maximum()))
        QTest.qWait(5)
    wait(lambda: not window.busy)
    for name in ("memory after 300 jumps", "  the same, at rest"):
        status = Path("/proc/self/status").read_text("ascii").splitlines()
        held = {line.split(":")[0]: int(line.split()[1]) >> 10 for line in status if " kB" in line}
        own, mapped = held.get("RssAnon", 0), held.get("RssFile", 0)
        print(f"{name:34}{own:>6} MB{'':9}{'400 MB':>12}"
              f"  and {mapped} MB of files shared with the system's cache", flush=True)  # fmt: skip
        QTest.qWait(6000)


# Importing


def _time_imports(path: Path, folder: Path) -> None:
    into: dict[str, list[float]] = {}
    for name, target in (("empty", folder / "empty.sqlite"), ("this", path)):
        store = Store.open(target)
        into[name] = []
        for number in range(_ARTICLES):
            article = folder / f"{name}-{number}.txt"
            article.write_text(_article(number, name), "utf-8")
            begun = time.perf_counter()
            for _ in import_files(store, [article]):
                pass
            if number:  # the first one loads the reader
                into[name].append((time.perf_counter() - begun) * 1000)
            history.undo(store)
        store.close()
    say("import into an empty chronicle", into["empty"], "")
    say("  into this one", into["this"], "")
    ratios = [b / a for a, b in zip(into["empty"], into["this"], strict=True)]
    say("  as a ratio", ratios, "1.2", "")


def _article(number: int, salt: str) -> str:
    who = ("Anna Berg", "Luis Ortega", "Mary Okafor", "Jan Novak", "Aiko Sato", "Omar Haddad")
    first, second = who[number % 6], who[(number + 1) % 6]
    return (
        f"Ministers meet over fisheries, {salt} {number}\n\nOSLO, {number + 2} March 2021 – "
        f"Foreign Minister {first} met Prime Minister {second} in Oslo on Tuesday. {first} said "
        f"that Norway would sign the agreement by June. {second} rejected the proposal on "
        f"{number + 1} March 2021 and visited Lima a day earlier. The ministry announced that "
        f"talks would go on in April 2021. Two protesters were arrested in Lima on Monday.\n"
    )


if __name__ == "__main__":
    main()
