"""A chronicle that is moved, removed, replaced or opened once more while it is open."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from models.edits import history
from models.edits.filters import name_filter
from models.errors import KnownError
from models.schema.text import ImportBatch
from models.store import sqlite
from models.store.held import header, is_chronicle, is_open
from models.store.store import Displaced, Store

unix_only = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows keeps an open file where it is"
)


def add(store: Store, at: str) -> None:
    with store.writing() as session:
        session.add(ImportBatch(at=at))


def batches(store: Store) -> list[str]:
    with store.reading() as session:
        return list(session.scalars(select(ImportBatch.at).order_by(ImportBatch.id)))


def elsewhere(path: Path, at: str) -> None:
    """Another process opens the chronicle, stores something and closes it."""
    code = (
        "import sys; from models.store.store import Store; "
        "from models.schema.text import ImportBatch; store = Store.open(sys.argv[1]); "
        "scope = store.writing(); scope.__enter__().add(ImportBatch(at=sys.argv[2])); "
        "scope.__exit__(None, None, None); store.close()"
    )
    subprocess.run(
        [sys.executable, "-c", code, str(path), at], check=True, cwd=Path(__file__).parents[3]
    )


def test_what_others_store_is_not_lost_when_the_file_is_looked_at_once_more(
    tmp_path: Path,
) -> None:
    path = tmp_path / "c.sqlite"
    store = Store.open(path)
    add(store, "first")
    Store.open(path).close()  # a second window of this process
    assert is_chronicle(header(path))
    elsewhere(path, "theirs")
    add(store, "mine")
    elsewhere(path, "theirs again")
    assert batches(store) == ["first", "theirs", "mine", "theirs again"]
    store.close()
    again = Store.open(path)
    assert batches(again) == ["first", "theirs", "mine", "theirs again"]
    again.close()


def test_it_is_known_which_file_is_open(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite"
    link = tmp_path / "link.sqlite"
    one, two = Store.open(path), Store.open(path)
    link.symlink_to(path)
    assert is_open(path)
    assert is_open(link)
    one.close()
    one.close()
    assert is_open(path)
    two.close()
    assert not is_open(path)
    assert not is_open(tmp_path / "nothing")
    with pytest.raises(KnownError, match="has been closed"):
        batches(one)


def removed(path: Path) -> None:
    path.unlink()


def moved(path: Path) -> None:
    path.rename(path.with_name("moved.sqlite"))


def moved_with_its_log(path: Path) -> None:
    for each in path.parent.glob("c.sqlite*"):
        each.rename(each.with_name(each.name.replace("c.", "moved.")))


def replaced(path: Path) -> None:
    moved(path)
    shutil.copy(path.with_name("backup.sqlite"), path)


def turned_into_a_folder(path: Path) -> None:
    moved(path)
    path.mkdir()


WAYS = [removed, moved, moved_with_its_log, replaced, turned_into_a_folder]


@unix_only
@pytest.mark.parametrize("what", WAYS)
def test_nothing_is_stored_anywhere_once_the_file_is_another(
    tmp_path: Path, what: Callable[[Path], None]
) -> None:
    path, backup = tmp_path / "c.sqlite", tmp_path / "backup.sqlite"
    store = Store.open(path)
    add(store, "in the backup")
    store.save_copy(backup)
    add(store, "since then")
    store.hold(4)
    store.version()
    store.rest()
    what(path)
    files = {each: each.is_file() and each.read_bytes() for each in tmp_path.iterdir()}
    for write in (
        lambda: add(store, "lost"),
        lambda: history.do(store, name_filter("x", "kind:visit")),
        store.version,
    ):
        with pytest.raises(Displaced) as fault:
            write()
        assert str(fault.value).startswith("c.sqlite ")
        assert "Nothing can be stored" in str(fault.value)
    assert batches(store) == ["in the backup", "since then"], "what is open can still be read"
    store.save_copy(tmp_path / "copy.sqlite")
    store.close()
    for each, content in files.items():
        if not each.name.endswith(("-wal", "-shm")):
            assert (each.is_file() and each.read_bytes()) == content
    assert what is not removed or not path.exists()
    if not path.exists():
        assert not list(tmp_path.glob("c.sqlite*")), "nothing stays at the old name"
    kept = {"copy.sqlite", "moved.sqlite"} & {each.name for each in tmp_path.iterdir()}
    assert kept == {"copy.sqlite"} | ({"moved.sqlite"} if what is not removed else set())
    for name in kept:
        again = Store.open(tmp_path / name)
        assert batches(again) == ["in the backup", "since then"], name
        again.close()
    if what is replaced:
        again = Store.open(path)
        assert batches(again) == ["in the backup"]
        with again.reading() as session:
            assert sqlite.first_fault(session.connection()) is None
        again.close()


@unix_only
def test_a_chronicle_that_is_put_back_can_be_written_again(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite"
    store = Store.open(path)
    add(store, "one")
    path.rename(tmp_path / "away")
    with pytest.raises(Displaced):
        add(store, "lost")
    (tmp_path / "away").rename(path)
    add(store, "two")
    assert batches(store) == ["one", "two"]
    store.close()


@unix_only
def test_a_file_that_is_replaced_while_something_is_stored_gets_nothing(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite"
    store = Store.open(path)
    add(store, "one")
    store.rest()
    Store.open(tmp_path / "other.sqlite").close()

    def store_while_it_is_replaced() -> None:
        with store.writing() as session:
            session.add(ImportBatch(at="two"))
            session.flush()
            path.rename(tmp_path / "away")
            (tmp_path / "other.sqlite").rename(path)

    with pytest.raises(Displaced):
        store_while_it_is_replaced()
    assert batches(store) == ["one"]
    store.close()
    again = Store.open(path)
    assert batches(again) == []
    again.close()


@unix_only
def test_a_chronicle_that_is_overwritten_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite"
    store = Store.open(path)
    with path.open("r+b") as file:
        file.write(b"these are my notes" * 10)
    with pytest.raises(Displaced, match="was overwritten"):
        add(store, "one")
    store.close()


def test_a_connection_never_makes_a_file(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "c.sqlite")
    (tmp_path / "c.sqlite").unlink()
    with pytest.raises(KnownError):
        batches(store)
    store.close()
    assert not list(tmp_path.iterdir())


def test_a_copy_holds_everything_and_overwrites_nothing(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "c.sqlite")
    add(store, "one")
    target = tmp_path / "copy.sqlite"
    store.save_copy(target)
    add(store, "two")
    with pytest.raises(KnownError, match=r"copy\.sqlite already exists"):
        store.save_copy(target)
    with pytest.raises(KnownError, match="cannot be written"):
        store.save_copy(tmp_path / "missing" / "copy.sqlite")
    store.close()
    again = Store.open(target)
    assert batches(again) == ["one"]
    add(again, "three")
    again.close()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["c.sqlite", "copy.sqlite"]
    raw = sqlite3.connect(target)
    assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    raw.close()


def test_a_change_is_noticed_no_matter_who_made_it(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite"
    store, other = Store.open(path), Store.open(path)
    first = store.version()
    assert store.version() == first
    batches(other)
    assert store.version() == first
    add(other, "theirs")
    second = store.version()
    assert second != first
    add(store, "mine")
    third = store.version()
    assert third != second
    elsewhere(path, "of another process")
    assert store.version() != third
    for each in (store, other):
        each.close()


def test_at_rest_everything_is_in_the_one_file(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite"
    store, other = Store.open(path), Store.open(path)
    add(store, "one")
    assert path.with_name("c.sqlite-wal").stat().st_size
    with other.reading() as session:
        session.scalars(select(ImportBatch.at)).all()
        store.rest()  # somebody is reading, who is not waited for
    store.rest()
    assert not path.with_name("c.sqlite-wal").stat().st_size
    shutil.copy(path, tmp_path / "copy.sqlite")
    copy = Store.open(tmp_path / "copy.sqlite")
    assert batches(copy) == ["one"]
    add(store, "two")
    assert batches(other) == ["one", "two"]
    for each in (store, other, copy):
        each.close()
