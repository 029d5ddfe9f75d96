"""The file an article came from: as it lies there or as it was kept, opened as a safe copy."""

from pathlib import Path

import pytest
from sqlalchemy import select

from models.edits import history
from models.errors import KnownError
from models.importing.original import copied, original
from models.importing.routine import import_files
from models.queries.integrity import check
from models.schema.text import Document
from models.store.store import Store
from tests.steps import finish

TEXT = "Police in Tarnov arrested Erik Lund on Monday after a fire in the harbour."


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "c.sqlite")


def brought(store: Store, path: Path, *, keep: bool = False) -> int:
    finish(import_files(store, [path], keep=keep))
    with store.reading() as session:
        return session.scalars(select(Document.id).order_by(Document.id.desc())).first() or 0


def opened(store: Store, number: int) -> Path:
    with store.reading() as session:
        return copied(original(session, number))


def test_a_copy_of_the_file_is_opened(store: Store, tmp_path: Path) -> None:
    (tmp_path / "fire.txt").write_text(TEXT)
    path = opened(store, brought(store, tmp_path / "fire.txt"))
    assert (path.name, path.read_text()) == ("fire.txt", TEXT)
    assert path.parent != tmp_path
    assert path.stat().st_mode & 0o777 == 0o400


@pytest.mark.parametrize("name", ["run.exe", "run.desktop", "run.txt.sh", "run", "a.html.lnk"])
def test_nothing_is_opened_under_a_name_that_a_system_runs(
    store: Store, tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_text(TEXT)
    assert opened(store, brought(store, tmp_path / name)).suffix == ".txt"


def test_a_page_that_is_opened_runs_no_scripts(store: Store, tmp_path: Path) -> None:
    page = f"<!doctype html><html><script>alert(1)</script><body><p>{TEXT}</p></body></html>"
    (tmp_path / "fire.html").write_text(page)
    told = opened(store, brought(store, tmp_path / "fire.html")).read_text()
    assert told.startswith('<meta http-equiv="Content-Security-Policy" content="default-src \'none')
    assert told.endswith(page)


def test_what_has_moved_is_said_unless_its_bytes_are_kept(store: Store, tmp_path: Path) -> None:
    for name in ("moved.txt", "kept.txt"):
        (tmp_path / name).write_text(f"{TEXT} It was {name}.")
    moved = brought(store, tmp_path / "moved.txt")
    kept = brought(store, tmp_path / "kept.txt", keep=True)
    for name in ("moved.txt", "kept.txt"):
        (tmp_path / name).unlink()
    with pytest.raises(KnownError, match=r"^moved\.txt has moved or is gone; it was in /"):
        opened(store, moved)
    assert "It was kept.txt" in opened(store, kept).read_text()
    history.undo(store, 2)
    with pytest.raises(KnownError, match="no longer in the chronicle"):
        opened(store, kept)
    history.redo(store, 2)
    assert "It was kept.txt" in opened(store, kept).read_text()
    with store.writing() as session:
        assert finish(check(session)) == ()
