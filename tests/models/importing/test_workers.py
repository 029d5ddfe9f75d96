"""Reading processes: what hangs or dies is left out and replaced, and none outlives its parent."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from models.importing import workers as workers_module
from models.importing.readings import FileTask, Reading, TextTask
from models.importing.workers import Workers, allowed_seconds
from models.reading.doc import Hints
from tests.models.importing.odd_reading import five_seconds, read_oddly

ROOT = Path(__file__).parents[3]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no signals to die by")


@pytest.fixture
def hired() -> Iterator[Callable[[int], Workers]]:
    """Make workers that read oddly, and see that their processes are gone afterwards."""
    made: list[Workers] = []

    def hire(count: int) -> Workers:
        made.append(Workers(count, read_oddly, five_seconds))
        return made[-1]

    yield hire
    for workers in made:
        workers.close()
    assert [each for each in multiprocessing.active_children() if each.name == "reading"] == []


def read(workers: Workers, folder: Path, *texts: str) -> list[Reading]:
    """Read documents of these texts, and take them in order."""
    for n, text in enumerate(texts):
        workers.send(n, FileTask(folder / f"{n}.txt", text.encode()))
    taken: list[Reading] = []
    end = time.monotonic() + 200
    while len(taken) < len(texts) and time.monotonic() < end:
        reading = workers.take(len(taken))
        if reading is not None:
            taken.append(reading)
    return taken


def told(readings: list[Reading]) -> list[str]:
    return [each.doc.text if each.doc else str(each.refusal) for each in readings]


@pytest.mark.parametrize(("count", "how"), [(1, "hang"), (2, "sleep")])
def test_a_document_that_takes_too_long_is_left_out_and_the_others_are_read(
    hired: Callable[[int], Workers], tmp_path: Path, count: int, how: str
) -> None:
    first, hung, *rest = told(read(hired(count), tmp_path, "one", how, "two", "three"))
    assert hung.startswith("1.txt took too long and was left out; ")
    assert [first, *rest] == ["one", "two", "three"]


def test_what_a_reading_process_logs_is_in_the_log_here(
    hired: Callable[[int], Workers],
    tmp_path: Path,
    expect_log: Callable[[str], None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    expect_log("a stage failed")
    readings = read(hired(1), tmp_path, "fail in part", "two")
    assert told(readings) == ["fail in part", "two"]
    assert [len(each.log) for each in readings] == [1, 0]
    assert [record.name for record in caplog.records] == ["models.reading"]
    assert "ZeroDivisionError: a mistake of ours" in caplog.text


def test_a_document_whose_process_dies_is_read_again_alone(
    hired: Callable[[int], Workers], tmp_path: Path
) -> None:
    texts = ("one", "die once", "two")
    assert told(read(hired(2), tmp_path, *texts)) == list(texts)


def test_a_document_that_ends_its_process_twice_is_refused_and_the_others_are_read(
    hired: Callable[[int], Workers], tmp_path: Path
) -> None:
    texts = told(read(hired(2), tmp_path, "one", "die", "die once", "two"))
    assert texts[1].startswith("1.txt could not be read: the reader stopped twice")
    assert [texts[0], *texts[2:]] == ["one", "die once", "two"]


@pytest.mark.parametrize("count", [0, 1])
def test_a_mistake_of_ours_costs_one_document_and_is_logged(
    hired: Callable[[int], Workers],
    tmp_path: Path,
    count: int,
    expect_log: Callable[[str], None],
) -> None:
    expect_log("(?s)0.txt was not read.*ZeroDivisionError: a mistake of ours")
    failed, other = told(read(hired(count), tmp_path, "fail", "one"))
    assert failed == "0.txt could not be read: something went wrong in Dateline."
    assert other == "one"


def test_reading_stops_while_a_document_hangs(
    hired: Callable[[int], Workers], tmp_path: Path
) -> None:
    workers = hired(1)
    workers.send("a", FileTask(tmp_path / "a.txt", b"hang"))
    while not any(each.key for each in workers._processes):
        assert workers.take("a") is None
    (hung,) = workers._processes
    workers.close()
    assert hung.process.exitcode == -signal.SIGKILL


def test_a_stored_text_is_read_again_with_what_is_known_of_it() -> None:
    workers = Workers(1)
    workers.send("a", TextTask("a", "Ann Lee left Oslo on 3 May 2021.", Hints(title="Told")))
    while (reading := workers.take("a")) is None:
        pass
    workers.close()
    assert reading.doc is not None
    assert reading.doc.hints.title == "Told"
    assert reading.doc.events


def test_a_longer_document_may_take_longer() -> None:
    seconds = [allowed_seconds(TextTask("a", "a" * n, Hints())) for n in (100, 10_000, 1_000_000)]
    assert seconds == sorted(set(seconds))


def test_a_reader_that_never_starts_ends_the_import_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers_module, "serve", int)  # a process that ends at once
    workers = Workers(1, read_oddly, five_seconds)
    with pytest.raises(workers_module.KnownError, match="The reader could not start"):
        read(workers, tmp_path, "one")
    workers.close()


PARENT = """
import sys, time
from pathlib import Path
from models.importing.readings import FileTask
from models.importing.workers import Workers
from tests.models.importing.odd_reading import read_oddly, five_seconds

if __name__ == "__main__":
    workers = Workers(2, read_oddly, five_seconds)
    workers.send(0, FileTask(Path("a.txt"), b"hang"))
    workers.send(1, FileTask(Path("b.txt"), b"one"))
    while workers.take(1) is None:
        pass
    print(*(each.process.pid for each in workers._processes), flush=True)
    time.sleep(1000)
"""


def is_alive(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    # One that has ended stays in the list until its parent, or who took its place, has heard.
    status = Path(f"/proc/{number}/stat")
    return not (status.exists() and status.read_text().rpartition(")")[2].split()[0] == "Z")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the hung one ends with its time")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGSEGV])
def test_reading_processes_end_with_their_parent_whatever_ends_it(number: signal.Signals) -> None:
    command = [sys.executable, "-c", PARENT]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as parent:
        assert parent.stdout is not None
        reading = [int(each) for each in parent.stdout.readline().split()]
        assert len(reading) == 2
        assert all(map(is_alive, reading))
        parent.send_signal(number)
    end = time.monotonic() + 60
    while any(map(is_alive, reading)) and time.monotonic() < end:
        time.sleep(0.05)
    assert not any(map(is_alive, reading))
