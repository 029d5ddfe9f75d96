"""Reading on a cluster: a scheduler and workers of this machine, which die as others do."""

import json
import logging
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import func, select

from desktop.cli import main
from models.errors import KnownError
from models.importing import engine
from models.importing.cluster import Cluster
from models.importing.readings import FileTask, Reading
from models.importing.report import ImportReport
from models.importing.routine import import_files
from models.importing.sign import in_words, sign
from models.importing.workers import Readers, Workers
from models.progress import Progress
from models.schema.text import Document
from models.store.store import Store
from tests.models.importing.odd_reading import five_seconds, read_oddly
from tests.steps import finish

pytest.importorskip("distributed", reason="Dask is not installed")

no_signals = pytest.mark.skipif(sys.platform == "win32", reason="there are no signals to die by")
OTHER = "dateline-reader-0-000000000000"
WITH_ODD_READING = (
    "import sys; from functools import partial; import models.importing.worker as w; "
    "from desktop.cli import main; "
    "from tests.models.importing.odd_reading import five_seconds, read_oddly; "
    "w.Workers = partial(w.Workers, reading=read_oddly, seconds=five_seconds); "
    "sys.exit(main(sys.argv[1:]))"
)
AS_OTHER = (
    "import sys; import models.importing.worker as w; from desktop.cli import main; "
    f"w.sign = lambda: {OTHER!r}; sys.exit(main(sys.argv[1:]))"
)


class Machines:
    """A scheduler and its workers, each a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.running: list[subprocess.Popen[str]] = []
        where = folder / "scheduler.json"
        self.scheduler = self.start(
            "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0",
            "--no-dashboard", "--scheduler-file", str(where),
        )  # fmt: skip
        until = time.monotonic() + 60
        while not (where.exists() and where.read_text("utf8").strip()):
            assert time.monotonic() < until, "the scheduler did not start"
            time.sleep(0.1)
        self.address: str = json.loads(where.read_text("utf8"))["address"]

    def start(self, *words: str) -> "subprocess.Popen[str]":
        """Start Python with these arguments."""
        process = subprocess.Popen(
            [sys.executable, *words], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        self.running.append(process)
        return process

    def worker(self, *program: str) -> "subprocess.Popen[str]":
        """Start a worker and wait until it has joined."""
        process = self.start(*(program or ("-m", "desktop")), "worker", self.address)
        assert process.stdout is not None
        assert process.stdout.readline().startswith("Reading for ")
        return process

    def end(self) -> None:
        """End them all."""
        for process in self.running:
            process.kill()
            process.communicate()


@pytest.fixture(autouse=True)
def _engine_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Dask notes lost machines in the log, how often depends on the moment."""
    engine.engine()
    for name in list(logging.root.manager.loggerDict):
        if name.startswith("distributed"):
            monkeypatch.setattr(logging.getLogger(name), "disabled", True)


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[Machines]:
    made = Machines(tmp_path)
    yield made
    made.end()


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder of articles that name one another's people."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for n in range(1, 13):
        text = (
            f"Nordvik, {n} May 2024\n\nMayor Ann Lee visited Olav Brandt in Bergen on {n} May 2024."
        )
        (folder / f"{n:02}.txt").write_text(f"{text} Brandt criticised Karl Moor.\n", "utf8")
    return folder


def exported(capsys: pytest.CaptureFixture[str], database: Path) -> str:
    """A chronicle as JSON, without the second it was written in."""
    assert main(["export", "--format", "json", "--database", str(database)]) == 0
    return re.sub(r'"at": "[^"]*"', "", capsys.readouterr().out, count=1)


def when(
    steps: Generator[Progress, None, ImportReport], done: int, act: Callable[[], None]
) -> Generator[Progress, None, ImportReport]:
    """The steps of an import, with something done once so many documents are."""
    acted = False
    while True:
        try:
            tick = next(steps)
        except StopIteration as end:
            assert acted
            report: ImportReport = end.value
            return report
        if tick.done >= done and not acted:
            acted = True
            act()
        yield tick


def taken(readers: Readers, key: object) -> Reading:
    """What was read, once it was."""
    while (reading := readers.take(key)) is None:
        pass
    return reading


def documents(store: Store) -> int:
    with store.reading() as session:
        return session.scalar(select(func.count()).select_from(Document)) or 0


@no_signals
def test_a_cluster_reads_what_one_machine_reads_though_a_worker_is_killed(
    machines: Machines, desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    alone, shared = tmp_path / "alone.sqlite", tmp_path / "shared.sqlite"
    assert main(["import", str(desk), "--database", str(alone)]) == 0
    one = machines.worker()
    machines.worker()
    with closing(Store.open(shared)) as store:
        steps = import_files(store, [desk], cluster=machines.address)
        finish(when(steps, 3, one.kill))
    capsys.readouterr()
    assert one.wait(10) == -signal.SIGKILL
    assert exported(capsys, shared) == exported(capsys, alone)


@no_signals
def test_what_takes_too_long_kills_or_fails_is_refused_as_alone_and_the_rest_is_read(
    machines: Machines, tmp_path: Path, expect_log: Callable[[str], None]
) -> None:
    expect_log("a mistake of ours")
    worker = machines.worker("-c", WITH_ODD_READING)

    def outcomes(readers: Readers, folder: Path) -> list[tuple[str | None, str | None]]:
        folder.mkdir()
        texts = ("die", "one", "sleep", "die once", "fail", "two")
        with closing(readers):
            for n, text in enumerate(texts):
                readers.send(n, FileTask(folder / f"{n}.txt", text.encode()))
            read = [taken(readers, n) for n in range(len(texts))]
        return [(each.doc.text if each.doc else None, each.refusal) for each in read]

    shared = outcomes(Cluster(machines.address), tmp_path / "shared")
    assert shared == outcomes(Workers(1, read_oddly, five_seconds), tmp_path / "alone")
    assert [text for text, _ in shared] == [None, "one", None, "die once", None, "two"]
    assert worker.poll() is None


def test_a_scheduler_that_goes_leaves_whole_documents_and_a_sentence(
    machines: Machines, desk: Path, tmp_path: Path
) -> None:
    machines.worker()
    with closing(Store.open(tmp_path / "c.sqlite")) as store:
        steps = import_files(store, [desk], cluster=machines.address)
        report = finish(when(steps, 2, machines.scheduler.kill))
        assert report.ended is not None
        assert "has stopped answering; what was read is stored" in report.ended
        stored = documents(store)
        assert 2 <= stored < 12
        finish(import_files(store, [desk]))
        assert documents(store) == 12


@no_signals
def test_a_worker_ends_when_it_is_told_to_and_none_left_is_said(
    machines: Machines, desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = ["import", str(desk), "--cluster", machines.address]
    line += ["--database", str(tmp_path / "c.sqlite")]
    assert main(line) == 2
    assert "No worker has joined the scheduler" in capsys.readouterr().err
    worker = machines.worker()
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(30) == 0
    assert main(line) == 2


def test_readers_of_two_versions_refuse_each_other(
    machines: Machines, desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    machines.worker("-c", AS_OTHER)
    line = ["import", str(desk), "--cluster", machines.address]
    assert main([*line, "--database", str(tmp_path / "c.sqlite")]) == 2
    told = capsys.readouterr().err
    assert in_words(OTHER) in told
    assert in_words(sign()) in told
    assert main(["worker", machines.address]) == 2
    assert in_words(OTHER) in capsys.readouterr().err


def test_no_scheduler_is_said_in_a_sentence_and_nothing_is_stored(
    desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "SECONDS", 1.0)
    with closing(Store.open(tmp_path / "c.sqlite")) as store:
        with pytest.raises(KnownError, match=r"No scheduler answers at tcp://127\.0\.0\.1:1;"):
            finish(import_files(store, [desk], cluster="tcp://127.0.0.1:1"))
        assert documents(store) == 0
        for odd in ("desk", "two words:1", "", "http://desk:8786/status"):
            with pytest.raises(KnownError, match="isn’t the address of a scheduler"):
                finish(import_files(store, [desk], cluster=odd))


def test_without_the_engine_it_is_said_what_to_install(
    desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with (
        closing(Store.open(tmp_path / "c.sqlite")) as store,
        pytest.raises(KnownError, match=re.escape("pip install 'dateline[cluster]'")),
    ):
        finish(import_files(store, [desk], cluster="tcp://127.0.0.1:1"))


def test_the_sign_of_a_reader_is_said_in_words() -> None:
    assert in_words("dateline-reader-12-0123456789ab") == "reader 12 (model 0123456789ab)"
    assert re.fullmatch(r"dateline-reader-\d+-[0-9a-f]{12}", sign())
    assert os.sep not in sign()
