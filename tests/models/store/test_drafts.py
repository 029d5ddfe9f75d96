"""A file has its name when it is whole, and what the killed leave is removed, but nobody else's."""

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from models.errors import KnownError
from models.store import drafts, opening, sqlite, upgrading
from models.store.faults import DamagedError
from models.store.store import Store

ROOT = Path(__file__).parents[3]
HEX = "0123456789abcdef" * 2
COPY = "c.before-upgrade-0001-20250101T000000Z.sqlite"
MAKER = """
import sys
from pathlib import Path
from models.store import drafts
with drafts.draft(Path(sys.argv[1])) as draft:
    draft.write_bytes(b"half")
    print("made", flush=True)
    sys.stdin.readline()
"""


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


@contextmanager
def maker(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Start another program that makes something and waits."""
    command = [sys.executable, "-c", MAKER, str(path)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as working:
        assert working.stdout is not None
        assert working.stdout.readline() == "made\n"
        yield working
        working.kill()


def test_a_draft_is_gone_after_its_scope_and_has_its_name_if_it_was_put(tmp_path: Path) -> None:
    with drafts.draft(tmp_path / "c.sqlite") as draft:
        draft.write_text("whole")
        assert drafts.put(draft, tmp_path / "c.sqlite")
    assert names(tmp_path) == ["c.sqlite"]
    with drafts.draft(tmp_path / "c.sqlite") as draft:
        draft.write_text("another")
        assert not drafts.put(draft, tmp_path / "c.sqlite")
    assert names(tmp_path) == ["c.sqlite"]
    assert (tmp_path / "c.sqlite").read_text() == "whole"


def test_without_hard_links_the_first_one_stays_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    for words, put in (("whole", True), ("another", False)):
        with drafts.draft(tmp_path / "c.sqlite") as draft:
            draft.write_text(words)
            assert drafts.put(draft, tmp_path / "c.sqlite") == put
    assert names(tmp_path) == ["c.sqlite"]
    assert (tmp_path / "c.sqlite").read_text() == "whole"


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_what_a_killed_program_left_is_removed_and_what_a_living_one_makes_stays(
    tmp_path: Path,
) -> None:
    path = tmp_path / "c.sqlite"
    with maker(path) as first:
        first.send_signal(signal.SIGKILL)
        first.wait()
        left = names(tmp_path)
        with maker(path), drafts.draft(path) as own:
            made = set(names(tmp_path)).difference(left)
            assert len(left) == 1
            assert len(made) == 2
            Store.open(path).close()
            assert set(names(tmp_path)) == {"c.sqlite", *made}
            own.touch()
    Store.open(path).close()
    assert names(tmp_path) == ["c.sqlite"]


def test_a_folder_that_was_taken_from_under_its_maker_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = drafts._lock
    tried = []

    def late(path: Path) -> int:
        tried.append(path)
        if len(tried) == 1:
            drafts._remove_folder(path.parent)
        return real(path)

    monkeypatch.setattr(drafts, "_lock", late)
    with drafts.draft(tmp_path / "c.sqlite") as draft:
        draft.touch()
        drafts.sweep(tmp_path / "c.sqlite")
        assert draft.exists()
    assert names(tmp_path) == []


def test_what_earlier_versions_left_is_removed_and_what_looks_alike_stays(tmp_path: Path) -> None:
    Store.open(tmp_path / "c.sqlite").close()
    with sqlite3.connect(tmp_path / COPY.replace("0001", "0002")) as whole:
        whole.execute("CREATE TABLE kept (x)")
    whole.close()
    kept = {"c.sqlite", COPY.replace("0001", "0002"), f".d.sqlite-{HEX}", f".c.sqlite-{HEX}1",
            "c.before-upgrade-mine.sqlite", f"c.sqlite-{HEX}", ".c.sqlite-wal"}  # fmt: skip
    left = {f".c.sqlite-{HEX}", f".c.sqlite-{HEX}-wal", f".c.sqlite-{HEX[::-1]}-shm", COPY,
            COPY.replace("0001", "0003"), COPY.replace("0001", "0003") + "-journal"}  # fmt: skip
    for name in (kept | left).difference({"c.sqlite", COPY.replace("0001", "0002")}):
        (tmp_path / name).write_bytes(b"" if name in {COPY, f".c.sqlite-{HEX}"} else b"half" * 999)
    Store.open(tmp_path / "c.sqlite").close()
    assert set(names(tmp_path)) == kept


def test_what_an_earlier_version_is_making_stays(tmp_path: Path) -> None:
    Store.open(tmp_path / "c.sqlite").close()
    for name in (f".c.sqlite-{HEX}", COPY):
        (tmp_path / f".c.sqlite-{HEX}").touch()
        sqlite.use_log(tmp_path / f".c.sqlite-{HEX}")
        held = sqlite3.connect(tmp_path / name, isolation_level=None)
        held.execute("BEGIN IMMEDIATE")
        Store.open(tmp_path / "c.sqlite").close()
        assert (tmp_path / name).exists()
        held.close()
        Store.open(tmp_path / "c.sqlite").close()
        assert not (tmp_path / name).exists()


@pytest.mark.parametrize("lost", [1, 4096, 100_000])
def test_a_chronicle_that_the_disk_did_not_keep_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lost: int
) -> None:
    real = opening._fill

    def half(path: Path) -> None:
        real(path)
        path.write_bytes(path.read_bytes()[:-lost])

    with monkeypatch.context() as patch:
        patch.setattr(opening, "_fill", half)
        with pytest.raises(KnownError, match="did not keep"):
            Store.open(tmp_path / "c.sqlite")
    assert names(tmp_path) == []
    Store.open(tmp_path / "c.sqlite").close()
    assert names(tmp_path) == ["c.sqlite"]


LATE = """
import resource, sqlite3, sys
from pathlib import Path
from models.errors import KnownError
from models.store.faults import DamagedError
from models.store.store import Store

class Late(sqlite3.Connection):  # what it writes as it closes does not fit on the disk
    limit = resource.RLIM_INFINITY
    def close(self):
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (min(Late.limit, before[1]), before[1]))
        super().close()
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

real = sqlite3.connect
sqlite3.connect = sqlite3.dbapi2.connect = lambda *a, **k: real(*a, **{"factory": Late, **k})
for limit in range(0, 400_000, 40_000):
    path = Path(sys.argv[1], f"{limit}.sqlite")
    Late.limit = limit
    try:
        Store.open(path).close()
    except KnownError as fault:
        print(fault)
    raw = real(path)
    assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)], limit
    assert raw.execute("SELECT count(*) FROM alembic_version").fetchall() == [(1,)], limit
    raw.close()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such limits")
def test_a_disk_that_is_full_when_the_file_is_closed_leaves_nothing_torn(tmp_path: Path) -> None:
    command = [sys.executable, "-c", LATE, str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def older(path: Path) -> Path:
    path.touch()
    sqlite.use_log(path)
    upgrading.migrate(path, "0001")
    return path


def test_a_copy_that_could_not_be_finished_has_no_name_and_nothing_is_altered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = older(tmp_path / "c.sqlite")
    before = path.read_bytes()

    def half(_source: Path, target: Path, _tell: object) -> None:
        target.write_bytes(before[:8192])
        Path(f"{target}-journal").touch()
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(sqlite, "copy_file", half)
        with pytest.raises(KnownError, match="No space"):
            Store.open(path)
    assert names(tmp_path) == ["c.sqlite"]
    assert path.read_bytes() == before


def test_a_copy_is_never_written_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = older(tmp_path / "c.sqlite")
    monkeypatch.setattr(upgrading, "_names", lambda *_: iter([tmp_path / "a", tmp_path / "b"]))
    (tmp_path / "a").write_text("mine")
    assert upgrading.upgrade(path, "0001") == tmp_path / "b"
    assert (tmp_path / "a").read_text() == "mine"


def test_who_comes_second_neither_upgrades_nor_copies(tmp_path: Path) -> None:
    path = older(tmp_path / "c.sqlite")
    assert upgrading.upgrade(path, "0001") is not None
    before = names(tmp_path)
    assert upgrading.upgrade(path, "0001") is None
    assert names(tmp_path) == before


def test_an_upgrade_that_fails_leaves_no_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = older(tmp_path / "c.sqlite")

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(upgrading, "_run", fail)
        with pytest.raises(ZeroDivisionError):
            upgrading.upgrade(path, "0001")
    assert names(tmp_path) == ["c.sqlite"]


def test_an_older_chronicle_whose_undo_is_torn_is_reported(
    tmp_path: Path, expect_log: Callable[[str], None]
) -> None:
    path = older(tmp_path / "c.sqlite")
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("INSERT INTO change (at, label, undone, data) VALUES ('', '', 0, x'00')")
    before = path.read_bytes()
    expect_log("c.sqlite was not brought up to date")
    with pytest.raises(DamagedError, match="its contents cannot be upgraded"):
        Store.open(path)
    assert path.read_bytes() == before
    assert names(tmp_path) == ["c.sqlite"]
