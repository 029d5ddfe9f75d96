"""A folder gives its text files; the rest is counted, and what cannot be looked at is named."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.importing.folders import Found, find_files
from models.importing.kinds import READ, is_litter
from tests.steps import finish


def search(*paths: Path) -> Found:
    return finish(find_files(paths))


def remarks(found: Found) -> list[tuple[str, str]]:
    return [(Path(each.path).name, each.text) for each in found.remarks]


def test_folders_are_searched_in_order_each_file_once_and_hidden_files_passed_over(
    tmp_path: Path,
) -> None:
    (tmp_path / "sub").mkdir()
    for name in (
        "b.txt",
        "a.md",
        ".hidden.txt",
        "sub/d.TXT",
        "sub/.git",
        "Thumbs.db",
        "c.sqlite-wal",
    ):
        (tmp_path / name).touch()
    found = search(tmp_path, tmp_path / "b.txt", tmp_path / "gone.txt")
    assert [path.name for path in found.files] == ["a.md", "b.txt", "d.TXT", "gone.txt"]
    assert remarks(found) == []


def test_every_ending_that_is_read_is_found(tmp_path: Path) -> None:
    for ending in READ:
        (tmp_path / f"a{ending}").touch()
    passed_over = {ending for ending in READ if is_litter(f"a{ending}")}
    assert passed_over == {".sqlite"}, "of databases only Zotero's is read"
    assert {path.suffix for path in search(tmp_path).files} == set(READ) - passed_over
    (tmp_path / "zotero.sqlite").touch()
    assert {path.suffix for path in search(tmp_path).files} == set(READ)


def test_files_of_other_kinds_are_counted_by_kind(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("1.xls", "2.XLS", "sub/3.numbers", "a.mp3", "b.ogg", "c.PNG", "d", "e.xyz"):
        (tmp_path / name).touch()
    told = "3 spreadsheets, 2 recordings, 2 files of other kinds, 1 picture: not supported yet"
    assert remarks(search(tmp_path)) == [(tmp_path.name, told)]


def test_what_belongs_to_a_saved_page_is_no_article_of_its_own(tmp_path: Path) -> None:
    for folder in ("talks_files", "visit-Dateien", "other_files"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "frame.html").touch()
    for name in ("talks.html", "visit.htm"):
        (tmp_path / name).touch()
    names = [path.relative_to(tmp_path).as_posix() for path in search(tmp_path).files]
    assert names == ["talks.html", "visit.htm", "other_files/frame.html"]


def test_a_link_to_a_folder_is_named_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.txt").touch()
    (tmp_path / "sub" / "round").symlink_to(tmp_path)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    found = search(tmp_path)
    assert [path.name for path in found.files] == ["self.txt", "a.txt"]
    told = "1 link to a folder: not followed; import the folder itself"
    assert remarks(found) == [(tmp_path.name, told)]


def test_a_folder_that_may_not_be_read_is_named_and_the_others_are_searched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a", "shut", "z"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "1.txt").touch()
    scan = os.scandir

    def refuse(path):
        if Path(path).name == "shut":
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)  # the tests may run as somebody who may read all
    found = search(tmp_path)
    assert [path.parent.name for path in found.files] == ["a", "z"]
    assert remarks(found) == [
        ("shut", "you don’t have permission to read this folder; ask its owner")
    ]


@pytest.fixture
def deep(tmp_path: Path) -> Iterator[Path]:
    """A folder of 2,500 folders in each other: deeper than calls, and than paths, may be."""
    top = tmp_path / "deep"
    top.mkdir()
    (top / "first.txt").touch()
    before = os.open(".", os.O_RDONLY)
    os.chdir(top)
    for _ in range(2500):
        os.mkdir("d")  # noqa: PTH102 - its whole path is longer than a path may be
        os.chdir("d")
    yield top
    for _ in range(2500):
        os.chdir("..")
        os.rmdir("d")  # noqa: PTH106 - the same
    os.fchdir(before)
    os.close(before)


@pytest.mark.skipif(sys.platform == "win32", reason="paths there end much earlier")
def test_folders_deeper_than_a_path_may_be_are_named_not_failed_at(deep: Path) -> None:
    found = search(deep)
    assert [path.name for path in found.files] == ["first.txt"]
    assert remarks(found) == [("d", "this folder is nested too deeply to be read; move it up")]


def test_every_folder_is_a_moment_to_stop(tmp_path: Path) -> None:
    for n in range(5):
        (tmp_path / str(n)).mkdir()
    steps = find_files([tmp_path])
    assert [next(steps).label for _ in range(6)] == [tmp_path.name, *"01234"]
