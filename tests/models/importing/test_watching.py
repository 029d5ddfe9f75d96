"""Watched folders: what is new in them is found when it is complete, and taken once."""

import os
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import select

from models.edits import history
from models.edits.folders import unwatch_folder, watch_folder
from models.errors import KnownError
from models.importing import watching
from models.importing.report import ImportReport
from models.importing.routine import import_files
from models.importing.watching import FolderWatch, Fresh, take_new
from models.progress import Progress, Stopped
from models.queries.folders import watched_folders
from models.schema.text import Document
from models.store.store import Store
from tests.steps import finish

TOLD = "Mayor Ilse Grondahl visited the village of Norrby on 3 May 2021, number {}.\n"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "c.sqlite")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    return made


def put(folder: Path, name: str, text: str = TOLD, age: float = 60.0) -> Path:
    path = folder / name
    path.write_text(text.format(name))
    os.utime(path, (time.time() - age,) * 2)
    return path


def looked(watch: FolderWatch, *folders: Path, passed: Sequence[str] = ()) -> tuple[Fresh, ...]:
    return finish(watch.look(folders, passed))


def folders(store: Store) -> list[str]:
    with store.reading() as session:
        return [row.path for row in watched_folders(session)]


def test_folders_are_named_taken_off_undone_and_done_again(store: Store, folder: Path) -> None:
    history.do(store, watch_folder(folder))
    assert folders(store) == [str(folder)]
    with pytest.raises(KnownError, match="in is watched already"):
        history.do(store, watch_folder(folder))
    with pytest.raises(KnownError, match="gone isn’t a folder"):
        history.do(store, watch_folder(folder / "gone"))
    with store.reading() as session:
        (row,) = watched_folders(session)
    history.do(store, unwatch_folder(row.id))
    assert folders(store) == []
    assert history.undo(store) == "Folder “in” not watched"
    assert folders(store) == [str(folder)]
    assert history.undo(store) == "Watched folder “in”"
    assert folders(store) == []
    history.redo(store)
    assert folders(store) == [str(folder)]
    with pytest.raises(KnownError, match="no longer watched"):
        history.do(store, unwatch_folder(99))


def test_what_is_new_is_found_and_what_is_stored_or_passed_is_not(
    store: Store, folder: Path
) -> None:
    one, two = put(folder, "one.txt"), put(folder, "two.txt")
    put(folder, "picture.png")
    put(folder, "empty.txt", "")
    watch = FolderWatch(store)
    found = looked(watch, folder)
    assert [each.path for each in found] == [one, two]
    finish(import_files(store, [one]))
    (left,) = looked(watch, folder)
    assert left.path == two
    assert looked(watch, folder, passed=[left.mark]) == ()
    put(folder, "two.txt", TOLD + "And more.\n")  # another file by now
    looked(watch, folder)
    (again,) = looked(watch, folder, passed=[left.mark])
    assert again.mark != left.mark
    assert looked(watch, folder / "gone") == ()


def test_a_file_is_complete_when_it_has_stopped_growing(store: Store, folder: Path) -> None:
    watch = FolderWatch(store)
    put(folder, "one.txt", age=0)
    assert looked(watch, folder) == ()
    put(folder, "one.txt", TOLD + "More.\n", age=0)
    assert looked(watch, folder) == ()
    assert [each.path.name for each in looked(watch, folder)] == ["one.txt"]


def test_each_file_is_taken_once_as_it_comes_until_somebody_stops_it(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "_EVERY", 0.01)
    monkeypatch.setattr(watching, "_NAP", 0.001)
    put(folder, "one.txt")
    put(folder, "bad.pdf", "%PDF-1.7 nothing")
    reports: list[ImportReport] = []
    steps = take_new(store, [folder], reports.append, jobs=0)
    run_until(steps, lambda: len(reports) == 1)
    assert sorted(each.status for each in reports[0].documents) == ["imported", "skipped"]
    put(folder, "two.txt")
    run_until(steps, lambda: len(reports) == 2)
    for _ in range(30):
        next(steps)  # what failed is not tried again and again
    assert [len(each.documents) for each in reports] == [2, 1]
    with pytest.raises(StopIteration):
        steps.throw(Stopped())
    with store.reading() as session:
        assert len(session.scalars(select(Document.id)).all()) == 2


def run_until(steps, done) -> None:  # type: ignore[no-untyped-def]
    end = time.monotonic() + 60
    while not done() and time.monotonic() < end:
        assert isinstance(next(steps), Progress)
    assert done()
