"""Two programs write to one chronicle for a while: ``python -m tests.benchmarks.together``.

Two real windows, each in a process of its own and offscreen, have the same file open. Both import
articles one by one, name filters, undo and redo, for ``--minutes`` (5). A third process reads the
file and notes each state of its events. Out come

- what each window did, and what went wrong, if anything did;
- whether something is lost: every article that was imported and not undone is there, no other is;
- how long it took from a state of the file to the same rows (or those of a later state) in each
  window: median, 95th percentile and longest, in seconds;
- whether both windows show the same rows at the end, and what ``check`` says of the file.

Wall-clock times; the load of the machine is told beside them.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from bisect import bisect_left
from collections import Counter
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from desktop.app import create_window
from desktop.window.main import Window
from models.queries.events import event_ids
from models.queries.filter import EventFilter, Sort
from models.queries.integrity import check
from models.schema.text import Document
from models.store.store import Store
from tests.steps import finish

_PAUSE = 0.01  # seconds between two looks at the file
_PEOPLE = ("Ada Brandvold", "Tomas Okello", "Lin Haruna", "Petra Sandoval", "Ilse Grondahl")
_TOWNS = ("Port Elsa", "Marra", "Norrby", "Velin")
_ACTS = {"import": 14, "filter": 3, "undo": 2, "redo": 2}


def main() -> None:
    """Run both windows and the watcher, and tell what came out."""
    asked = _arguments()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if asked.window:
        _run_window(*asked.window, seconds=asked.minutes * 60)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "shared.sqlite"
        Store.open(path).close()
        logs = [folder / f"{each}.jsonl" for each in "ab"]
        windows = [_start(path, log, asked.minutes) for log in logs]
        states = _watch(path, windows)
        _report(path, states, [_read(log) for log in logs], [w.returncode for w in windows])


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--window", nargs=2, metavar=("FILE", "LOG"), help=argparse.SUPPRESS)
    return parser.parse_args()


def _start(path: Path, log: Path, minutes: float) -> subprocess.Popen[bytes]:
    """One of the windows, with settings of its own."""
    surroundings = {**os.environ, "DATELINE_CONFIG": str(log.with_suffix("")),
                    "DATELINE_DATA": str(log.with_suffix(""))}  # fmt: skip
    command = [sys.executable, "-m", "tests.benchmarks.together", "--minutes", str(minutes)]
    return subprocess.Popen([*command, "--window", str(path), str(log)], env=surroundings)


# What a window does


def _run_window(path: str, log: str, *, seconds: float) -> None:
    app = QApplication([])
    window = create_window(path)
    assert isinstance(window, Window)
    window.show()
    driver = _Driver(window, Path(log), seconds)
    app.exec()
    window.shut()
    driver.close()


class _Driver(QObject):
    """Does one thing after the other in a window, and writes down what was done and shown."""

    def __init__(self, window: Window, log: Path, seconds: float) -> None:
        super().__init__(window)
        self._window = window
        self._log = log.open("w", encoding="utf-8")
        self._name = log.stem
        self._random = Random(self._name)
        self._folder = log.with_suffix("")
        self._folder.mkdir(exist_ok=True)
        self._number = 0
        self._end = time.monotonic() + seconds
        self._last: bytes | None = None
        window.page.table.events.counted.connect(self._note_rows)
        window.noticing.told.connect(lambda _: self._note_messages())
        window.work.imported.connect(self._note_import)
        self._messages = 0
        self._turn = QTimer(self, interval=50)
        self._turn.timeout.connect(self._act)
        self._turn.start()

    def close(self) -> None:
        """Nothing more is written."""
        self._log.close()

    def _note(self, what: str, **more: object) -> None:
        self._log.write(json.dumps({"at": time.monotonic(), "what": what, **more}) + "\n")

    def _note_rows(self) -> None:
        ids = self._window.page.table.events.ids().tobytes()
        if ids != self._last:
            self._last = ids
            self._note("rows", rows=_hash(ids), number=len(ids) // 8)

    def _note_import(self, summary: str) -> None:
        if summary.startswith("Read 1 article"):
            self._note("imported", name=f"{self._name}-{self._number}.txt")
        else:
            self._note("told", text=f"Import: {summary}", wrong=True)

    def _note_messages(self) -> None:
        told = self._window.notice.told
        for message in told[self._messages :]:
            self._note("told", text=message.text, wrong=message.wrong)
        self._messages = len(told)

    def _act(self) -> None:
        window = self._window
        if window.jobs.running or window.archive is None:
            return
        self._note_messages()
        if time.monotonic() > self._end:
            self._turn.stop()
            QTimer.singleShot(8000, self._finish)
            return
        (act,) = self._random.choices(list(_ACTS), list(_ACTS.values()))
        if act == "import":
            window.work.import_paths([self._article()])
        elif act == "filter":
            self._number += 1
            window.page.search.setText(self._random.choice(_PEOPLE).split()[1])
            window.page.asking.search_now()
            wanted = window.page.filter()
            window.page.named._save(window.archive, wanted, f"{self._name} {self._number % 7}")
            window.page.clear_filters()
        else:
            getattr(window.work, act)()

    def _article(self) -> Path:
        self._number += 1
        pick = self._random.choice
        one, other = self._random.sample(_PEOPLE, 2)
        day = self._random.randrange(1, 28)
        path = self._folder / f"{self._name}-{self._number}.txt"
        path.write_text(
            f"Report {self._name} {self._number}\n\n{pick(_TOWNS).upper()}, March {day}, 2024 -- "
            f"{one} met {other} in {pick(_TOWNS)} on {day - 1 or 1} March. {other} rejected the "
            f"offer number {self._number}. {one} visited {pick(_TOWNS)} in 20{day:02}.\n"
        )
        return path

    def _finish(self) -> None:
        self._note_messages()
        self._note("end")
        self._window.close()
        QApplication.quit()


# What the file says


def _watch(path: Path, windows: list[subprocess.Popen[bytes]]) -> list[tuple[float, str]]:
    """Each state of the events, with the time from which on it was there."""
    store = Store.open(path)
    states: list[tuple[float, str]] = []
    version: object = None
    while any(each.poll() is None for each in windows):
        now, at = store.version(), time.monotonic()
        if now != version:
            version = now
            with store.reading() as session:
                rows = _hash(event_ids(session, EventFilter(), Sort()).tobytes())
            if not states or states[-1][1] != rows:
                states.append((at, rows))
        time.sleep(_PAUSE)
    store.close()
    return states


def _read(log: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.read_text("utf-8").splitlines()]


def _hash(ids: bytes) -> str:
    return sha256(ids).hexdigest()[:16]


def _report(
    path: Path, states: list[tuple[float, str]], logs: list[list[dict[str, Any]]], ended: list[int]
) -> None:
    print(f"load {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores, {len(states)} states")
    for name, log, status in zip("ab", logs, ended, strict=True):
        told = [each["text"] for each in log if each["what"] == "told"]
        kinds = Counter(text.split()[0].rstrip(":") for text in told)
        wrong = [each["text"] for each in log if each.get("wrong")]
        print(f"window {name}: ended with {status}; {dict(kinds)}; wrong: {wrong or 'nothing'}")
        late = _lags(states, [each for each in log if each["what"] == "rows"])
        lags = sorted(late.values())
        high = lags[min(len(lags) - 1, int(len(lags) * 0.95))]
        print(f"  rows after the file: median {statistics.median(lags):.2f} s, "
              f"95 % {high:.2f} s, longest {lags[-1]:.2f} s")  # fmt: skip
        slow = {f"{at - states[0][0]:.0f} s": f"{lag:.2f}" for at, lag in late.items() if lag > 1}
        print(f"  over a second, by the time from the beginning: {slow or 'never'}")
    last = [[each["rows"] for each in log if each["what"] == "rows"][-1] for log in logs]
    same = set(last) == {states[-1][1]}
    print(f"at the end both show what is in the file: {'yes' if same else 'NO'}")
    _report_lost(path, logs)


def _lags(states: list[tuple[float, str]], rows: list[dict[str, Any]]) -> dict[float, float]:
    """From each state since the window showed any to its rows, or those of a later one."""
    order = {state: number for number, (_, state) in enumerate(states)}
    shown = [(each["at"], order.get(each["rows"], -1)) for each in rows]
    found = {}
    for number, (at, _) in enumerate(states):
        if at < shown[0][0]:
            continue
        first = bisect_left(shown, (at - 0.5, -1))
        seen = next((then for then, state in shown[first:] if state >= number), None)
        found[at] = float("inf") if seen is None else max(0.0, seen - at)
    return found


def _report_lost(path: Path, logs: list[list[dict[str, Any]]]) -> None:
    """Every import that was told of and not undone, against the documents of the file."""
    texts = [each["text"] for log in logs for each in log if each["what"] == "told"]
    store = Store.open(path)
    with store.reading() as session:
        there = {Path(name).name for name in session.scalars(select(Document.path))}
    with store.writing() as session:
        found = finish(check(session))
    store.close()
    undone, again = (_named(texts, f"{word}: Import of ") for word in ("Undone", "Done again"))
    names = {each for log in logs for each in _imported(log)}
    expected = {name for name in names if undone[name] <= again[name]}
    print(f"{len(names)} articles imported, {sum(undone.values())} undone, "
          f"{sum(again.values())} done again")  # fmt: skip
    print(f"lost: {sorted(expected - there) or 'nothing'}; "
          f"too many: {sorted(there - expected) or 'nothing'}")  # fmt: skip
    print(f"check: {found or 'whole'}")


def _named(texts: list[str], start: str) -> Counter[str]:
    """How often an import of each name was told of in this way."""
    return Counter(
        text.removeprefix(start).removesuffix(".") for text in texts if text.startswith(start)
    )


def _imported(log: list[dict[str, Any]]) -> list[str]:
    return [each["name"] for each in log if each["what"] == "imported"]


if __name__ == "__main__":
    main()
