import multiprocessing
import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select, text

from models.errors import KnownError
from models.queries.integrity import check
from models.schema.text import ImportBatch
from models.store import opening, sqlite
from models.store.places import default_chronicle
from models.store.store import Store
from tests.steps import finish


def batches(store: Store) -> list[str]:
    with store.reading() as session:
        return list(session.scalars(select(ImportBatch.at).order_by(ImportBatch.id)))


def add(store: Store, at: str) -> None:
    with store.writing() as session:
        session.add(ImportBatch(at=at))


def assert_one_sentence(fault: pytest.ExceptionInfo[KnownError]) -> None:
    said = str(fault.value)
    assert said.endswith(".")
    assert "\n" not in said
    assert "sqlite3" not in said
    assert "SQL" not in re.sub("SQLite|PostgreSQL", "", said)


def test_a_new_chronicle_is_made_and_opens_again(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "down" / "new.sqlite"
    store = Store.open(path)
    add(store, "one")
    store.close()
    again = Store.open(f"sqlite:///{path}")
    assert batches(again) == ["one"]
    assert again.name == "new"
    again.close()
    assert sorted(p.name for p in path.parent.iterdir()) == ["new.sqlite"]


def test_without_a_name_it_is_the_users_own() -> None:
    store = Store.open(None)
    assert store.path == default_chronicle()
    assert default_chronicle().is_relative_to(Path(os.environ["DATELINE_DATA"]))
    store.close()


@pytest.mark.parametrize("name", ["notes.txt", "chronicle.sqlite", "no suffix"])
@pytest.mark.parametrize("create", [True, False])
def test_an_empty_file_is_refused_and_stays_empty(tmp_path: Path, name: str, create: bool) -> None:
    path = tmp_path / name
    path.touch()
    for target in (path, f"sqlite:///{path}"):
        with pytest.raises(KnownError, match="is an empty file, not a chronicle") as fault:
            Store.open(target, create=create)
        assert_one_sentence(fault)
    assert path.read_bytes() == b""
    assert [p.name for p in tmp_path.iterdir()] == [name]


def test_an_empty_file_in_the_place_of_the_users_own_is_reported() -> None:
    default_chronicle().parent.mkdir(parents=True, exist_ok=True)
    default_chronicle().touch()
    with pytest.raises(KnownError, match="delete it"):
        Store.open(None)
    default_chronicle().unlink()
    Store.open(None).close()


def test_names_with_odd_letters_are_only_names(tmp_path: Path) -> None:
    for name in ("a b.sqlite", "50% & ?x=1#y.sqlite", "Übersicht.sqlite", "'quoted'.sqlite"):
        store = Store.open(tmp_path / name)
        add(store, name)
        store.close()
        assert (tmp_path / name).exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "not a chronicle"),
        (b"hello world " * 100, "not a chronicle"),
        (b"SQLite format 3\0", "not a chronicle"),
        (b"\0" * 5000, "not a chronicle"),
    ],
)
def test_what_is_not_a_chronicle_is_refused_and_stays_as_it_is(
    tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    with pytest.raises(KnownError, match=words) as fault:
        Store.open(path, create=False)
    assert_one_sentence(fault)
    assert path.read_bytes() == content
    assert [p.name for p in tmp_path.iterdir()] == ["notes.txt"]


def test_somebody_elses_database_is_refused_and_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE mine (x)")
    raw.close()
    before = path.read_bytes()
    with pytest.raises(KnownError, match="not a chronicle") as fault:
        Store.open(path)
    assert_one_sentence(fault)
    assert path.read_bytes() == before


def test_a_chronicle_of_a_newer_version_is_refused_and_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "new.sqlite"
    Store.open(path).close()
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    before = path.read_bytes()
    with pytest.raises(KnownError, match="newer Dateline") as fault:
        Store.open(path)
    assert_one_sentence(fault)
    assert path.read_bytes() == before


def test_an_engine_we_do_not_speak_is_named() -> None:
    with pytest.raises(KnownError, match="cannot open mysql") as fault:
        Store.open("mysql://x/y")
    assert_one_sentence(fault)


@pytest.mark.parametrize(
    "target",
    ["sqlite://", "sqlite:///:memory:", "://", "nonsense://", " ", "x://y:z:w", "sqlite://a:b/c"],
)
def test_an_address_of_nothing_is_refused(target: str) -> None:
    with pytest.raises(KnownError) as fault:
        Store.open(target)
    assert_one_sentence(fault)


def test_a_folder_a_dead_link_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for target, words in (
        (tmp_path, "is a folder"),
        (tmp_path / "link", "link"),
        (tmp_path / "missing", "no chronicle"),
    ):
        with pytest.raises(KnownError, match=words) as fault:
            Store.open(target, create=False)
        assert_one_sentence(fault)
    assert [p.name for p in tmp_path.iterdir()] == ["link"]


@pytest.mark.parametrize("damage", [slice(100, 4096), slice(4096, 12288), slice(24, 40)])
def test_a_damaged_chronicle_is_refused_in_one_sentence(tmp_path: Path, damage: slice) -> None:
    path = tmp_path / "damaged.sqlite"
    store = Store.open(path)
    for number in range(50):
        add(store, f"{number}" * 100)
    store.close()
    content = bytearray(path.read_bytes())
    content[damage] = b"\xa5" * (damage.stop - damage.start)
    path.write_bytes(content)
    try:
        found = findings(path)
    except KnownError as fault:
        found = (str(fault),)
    assert found
    assert "\n" not in "".join(found)
    assert "sqlite3" not in "".join(found)


def findings(path: Path) -> tuple[str, ...]:
    store = Store.open(path)
    try:
        with store.writing() as session:
            return finish(check(session))
    finally:
        store.close()


def test_a_locked_chronicle_says_so_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "_PRAGMAS", ("foreign_keys=ON", "busy_timeout=50"))
    store = Store.open(tmp_path / "locked.sqlite")
    other = sqlite3.connect(tmp_path / "locked.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(KnownError, match="locked by another program") as fault:
        add(store, "one")
    assert_one_sentence(fault)
    other.execute("ROLLBACK")
    other.close()
    assert batches(store) == []
    add(store, "two")
    assert batches(store) == ["two"]
    store.close()


def test_a_full_disk_says_so_and_keeps_what_was_there(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "full.sqlite")
    add(store, "one")
    with store.reading() as session:
        pages = session.scalar(text("PRAGMA page_count"))

    def add_too_much() -> None:
        with store.writing() as session:
            session.execute(text(f"PRAGMA max_page_count = {pages + 1}"))
            session.add_all(ImportBatch(at="x" * 4000) for _ in range(20))

    with pytest.raises(KnownError, match="disk is full") as fault:
        add_too_much()
    assert_one_sentence(fault)
    assert batches(store) == ["one"]
    store.close()


@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_read_only_file_or_folder_says_so(tmp_path: Path, what: str) -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("permissions are kept otherwise there")
    folder = tmp_path / "kept"
    folder.mkdir()
    path = folder / "kept.sqlite"
    Store.open(path).close()
    before = path.read_bytes()
    (path if what == "file" else folder).chmod(0o444 if what == "file" else 0o555)
    # The super-user may write everywhere, so the question is put by somebody else.
    code = (
        "import os, sys\n"
        "from models.store.store import Store\n"
        "from models.errors import KnownError\n"
        "if os.getuid() == 0: os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
        "try: Store.open(sys.argv[1])\n"
        "except KnownError as fault: print(fault)\n"
    )
    for parent in folder.parents:  # pytest keeps its folders to the one who runs it
        if parent != Path("/") and parent.owner() == tmp_path.owner():
            parent.chmod(parent.stat().st_mode | 0o055)
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[3],
    )
    folder.chmod(0o755)
    assert "read-only" in done.stdout, done.stderr
    assert path.read_bytes() == before


def test_without_full_text_search_one_sentence_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Poor(sqlite3.Connection):
        def execute(self, *said: object) -> sqlite3.Cursor:
            if "fts5" in str(said[0]):
                raise sqlite3.OperationalError("no such module: fts5")
            return super().execute(*said)  # type: ignore[arg-type]

    real = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *a, **k: real(*a, **k, factory=Poor))
    with pytest.raises(KnownError, match="FTS5") as fault:
        Store.open(tmp_path / "new.sqlite")
    assert_one_sentence(fault)
    assert list(tmp_path.glob("*.sqlite")) == []


def test_a_failed_start_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(path: Path) -> None:
        path.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(opening, "_fill", broken)
    with pytest.raises(KnownError, match="No space left") as fault:
        Store.open(tmp_path / "new.sqlite")
    assert_one_sentence(fault)
    assert list(tmp_path.iterdir()) == []


def _open_and_add(path: Path, at: str, times: int) -> None:
    store = Store.open(path)
    for number in range(times):
        add(store, f"{at}{number}")
    store.close()


def test_two_processes_make_one_chronicle_and_write_to_it_in_turn(tmp_path: Path) -> None:
    path = tmp_path / "shared.sqlite"
    context = multiprocessing.get_context("spawn")
    both = [context.Process(target=_open_and_add, args=(path, at, 60)) for at in ("a", "b")]
    for process in both:
        process.start()
    for process in both:
        process.join(60)
    assert [process.exitcode for process in both] == [0, 0]
    store = Store.open(path)
    assert sorted(batches(store)) == sorted(f"{at}{n}" for at in "ab" for n in range(60))
    store.close()


OTHER = """
import sqlite3, sys
raw = sqlite3.connect(sys.argv[1])
print(raw.execute("SELECT count(*) FROM import_batch").fetchone()[0])
raw.close()
"""


def test_who_opens_it_twice_keeps_its_log_from_others_who_close_it(tmp_path: Path) -> None:
    path = tmp_path / "twice.sqlite"
    store = Store.open(path)
    add(store, "one")
    Store.open(path).close()
    add(store, "two")

    def seen() -> str:
        command = [sys.executable, "-c", OTHER, str(path)]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    assert seen() == "2"
    assert path.with_name("twice.sqlite-wal").exists()
    add(store, "three")
    assert seen() == "3"
    store.close()


def test_a_chronicle_that_keeps_no_log_gets_one(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    Store.open(path).close()

    def mode(*asked: str) -> str:
        raw = sqlite3.connect(path)
        for each in asked:
            raw.execute(f"PRAGMA journal_mode={each}")
        found = raw.execute("PRAGMA journal_mode").fetchone()[0]
        raw.close()
        return str(found)

    assert mode("delete") == "delete"
    with sqlite3.connect(path) as reading:
        reading.execute("BEGIN")
        reading.execute("SELECT count(*) FROM actor").fetchone()
        Store.open(path).close()  # somebody reads it the old way, and nobody waits for that
    reading.close()
    Store.open(path).close()
    assert mode() == "wal"
