"""A chronicle that may not be written is opened for reading, whatever lies beside it."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from models.errors import KnownError
from models.schema.text import ImportBatch
from models.store import opening
from models.store.access import Way, access
from models.store.store import Store
from models.store.upgrading import migrate

# What somebody does who may not write. The super-user may, so it is put by somebody else.
READ = """
import os, sys, tempfile
from sqlalchemy import create_engine, select
from models.errors import KnownError
from models.schema.text import ImportBatch
from models.store.store import Store
create_engine("sqlite://").connect().close()  # loads what nobody else may read
if os.getuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
for path in sys.argv[1:]:
    try:
        store = Store.open(path, create=False, write=False)
        with store.reading() as session:
            print("read", *session.scalars(select(ImportBatch.at)), end="\\t")
        print("why", store.read_only, end="\\t")
        try:
            with store.writing() as session:
                session.add(ImportBatch(at="lost"))
            print("written", end="\\t")
        except KnownError as fault:
            print("refused", fault, end="\\t")
        store.rest()
        store.version()
        store.close()
        print()
    except KnownError as fault:
        print("fault", fault)
"""
linux_only = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="permissions are kept otherwise there"
)


@pytest.fixture
def folder() -> Iterator[Path]:
    """Return a folder that others may look into, as pytest's own may not be."""
    made = Path(tempfile.mkdtemp(prefix="dateline-tests-"))
    made.chmod(0o755)
    yield made
    made.chmod(0o755)
    shutil.rmtree(made)


def make(path: Path, *, log: str) -> None:
    """A chronicle with two batches; ``log``: what lies beside it, as a crash leaves it."""
    store = Store.open(path)
    with store.writing() as session:
        session.add(ImportBatch(at="one"))
    store.rest()
    with store.writing() as session:
        session.add(ImportBatch(at="two"))
    kept = {each: each.read_bytes() for each in path.parent.iterdir()}
    store.close()
    if log != "none":
        for each, content in kept.items():
            if log != "without index" or not each.name.endswith("-shm"):
                each.write_bytes(content)


def read(*paths: Path) -> list[dict[str, str]]:
    """What that somebody is told of each."""
    done = subprocess.run(
        [sys.executable, "-c", READ, *map(str, paths)],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[3],
    )
    assert done.stderr == ""
    return [
        {word: rest for word, _, rest in (part.partition(" ") for part in line.split("\t") if part)}
        for line in done.stdout.splitlines()
    ]


@linux_only
def test_what_may_not_be_written_is_read_with_all_that_was_stored(folder: Path) -> None:
    cases = {}
    for log in ("none", "with index", "without index"):
        for file, around in ((0o444, 0o555), (0o644, 0o555), (0o444, 0o777)):
            path = folder / f"{log} {file:o} {around:o}" / "kept.sqlite"
            path.parent.mkdir()
            make(path, log=log)
            for each in path.parent.iterdir():
                each.chmod(file)
            cases[path] = {each.name: each.read_bytes() for each in path.parent.iterdir()}
            path.parent.chmod(around)
    for (path, before), told in zip(cases.items(), read(*cases), strict=True):
        assert told["read"] == "one two", path
        assert "read-only" in told["why"]
        assert told["why"].endswith("; copy it to a folder of your own to change it.")
        assert told["refused"] == told["why"]
        after = {each.name: each.read_bytes() for each in path.parent.iterdir()}
        assert after[path.name] == before[path.name]
        if "555" in path.parent.name or "none" in path.parent.name:
            assert after == before, "nothing is left beside it"
        path.parent.chmod(0o755)


@linux_only
def test_what_somebody_else_stores_meanwhile_is_seen(folder: Path) -> None:
    path = folder / "kept.sqlite"
    store = Store.open(path)
    with store.writing() as session:
        session.add(ImportBatch(at="still in the log"))
    for each in folder.iterdir():
        each.chmod(0o644)
    (told,) = read(path)
    assert told["read"] == "still in the log"
    store.close()


@linux_only
def test_a_log_that_may_not_be_read_is_reported(folder: Path) -> None:
    path = folder / "kept.sqlite"
    make(path, log="with index")
    path.with_name("kept.sqlite-wal").chmod(0o600)
    folder.chmod(0o555)
    if os.getuid():
        path.with_name("kept.sqlite-wal").chmod(0o000)
    (told,) = read(path)
    assert told["fault"].startswith("kept.sqlite-wal holds the latest changes")


@linux_only
def test_an_earlier_version_that_may_not_be_written_cannot_be_read(folder: Path) -> None:
    path = folder / "kept.sqlite"
    path.touch()
    migrate(path, opening.REVISIONS[0])
    folder.chmod(0o555)
    (told,) = read(path)
    assert "must be upgraded to be read" in told["fault"]


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch) -> set[Path]:
    """Return a set of paths that may not be written, for whoever runs this."""
    paths: set[Path] = set()
    real = os.access
    monkeypatch.setattr(
        "models.store.access.os.access",
        lambda path, mode: real(path, mode) and not (mode == os.W_OK and Path(path) in paths),
    )
    return paths


def batches(store: Store) -> list[str]:
    with store.reading() as session:
        return list(session.scalars(select(ImportBatch.at)))


def test_who_must_write_is_told_at_once(tmp_path: Path, refused: set[Path]) -> None:
    path = tmp_path / "kept.sqlite"
    make(path, log="none")
    refused.add(path)
    with pytest.raises(KnownError, match=r"^kept\.sqlite is read-only; copy it"):
        Store.open(path)


def test_what_is_read_without_locks_is_read_anew_when_somebody_has_written_it(
    tmp_path: Path, refused: set[Path]
) -> None:
    path = tmp_path / "kept.sqlite"
    make(path, log="none")
    refused.add(path)
    assert access(path).way is Way.STILL
    store = Store.open(path, write=False)
    first = store.version()
    assert store.version() == first
    assert batches(store) == ["one", "two"]
    refused.clear()
    other = Store.open(path)
    with other.writing() as session:
        session.add(ImportBatch(at="three"))
    refused.add(path)
    second = store.version()
    assert second != first
    assert batches(store) == ["one", "two", "three"], "in its log now"
    with other.writing() as session:
        session.add(ImportBatch(at="four"))
    assert store.version() != second
    assert batches(store) == ["one", "two", "three", "four"]
    other.close()
    assert batches(store)[-1] == "four"
    store.close()


def test_the_copy_of_a_log_nobody_may_index_is_removed(tmp_path: Path, refused: set[Path]) -> None:
    path = tmp_path / "here" / "kept.sqlite"
    path.parent.mkdir()
    make(path, log="without index")
    refused.update((path, path.parent))
    files = sorted(each.name for each in path.parent.iterdir())
    store = Store.open(path, write=False)
    (copy,) = (row[2] for row in _files(store))
    assert Path(copy) != path
    assert batches(store) == ["one", "two"]
    with pytest.raises(KnownError, match="is read-only"), store.writing():
        pass
    store.close()
    assert not Path(copy).parent.exists()
    assert sorted(each.name for each in path.parent.iterdir()) == files


def _files(store: Store) -> list[tuple[int, str, str]]:
    with store.reading() as session:
        return [tuple(row) for row in session.connection().exec_driver_sql("PRAGMA database_list")]


def test_a_chronicle_of_somebody_else_is_still_no_chronicle(
    tmp_path: Path, refused: set[Path]
) -> None:
    path = tmp_path / "other.sqlite"
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE mine (x)")
    raw.close()
    refused.add(path)
    with pytest.raises(KnownError, match="not a chronicle"):
        Store.open(path, write=False)
