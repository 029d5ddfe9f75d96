"""Bytes become text, or one sentence says why not."""

from pathlib import Path

import pytest

from models.errors import KnownError
from models.importing import files
from models.importing.files import find_files, read_file

TEXT = "The mayor of Westmark met the council on Monday."


def written(folder: Path, data: bytes, name: str = "a.txt") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (TEXT.encode(), TEXT),
        (b"\xef\xbb\xbf" + TEXT.encode(), TEXT),
        (TEXT.encode("utf-16"), TEXT),
        (b"caf\xe9 society and its \x93critics\x94", "café society and its “critics”"),
        (b"one\r\ntwo\rthree\n", "one\ntwo\rthree\n"),
    ],
)
def test_text_is_read_and_only_line_ends_and_marks_are_altered(
    tmp_path: Path, data: bytes, text: str
) -> None:
    assert read_file(written(tmp_path, data)).text == text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xff", "some other kind of file"),
        (b"A\0B\0C and more", "some other kind of file"),
        (b"\x01\x02\x03\xff\xfe\x07 noise", "some other kind of file"),
        (b"<!DOCTYPE html><html><body>Hello</body></html>", "web page"),
    ],
)
def test_what_is_no_article_is_refused_in_one_sentence(
    tmp_path: Path, data: bytes, words: str
) -> None:
    with pytest.raises(KnownError, match=words) as refused:
        read_file(written(tmp_path, data))
    assert str(refused.value).count("\n") == 0


def test_a_folder_a_dead_link_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    link = tmp_path / "link.txt"
    link.symlink_to(tmp_path / "gone.txt")
    for path, words in ((tmp_path, "folder"), (link, "link"), (tmp_path / "no.txt", "no file")):
        with pytest.raises(KnownError, match=words):
            read_file(path)


def test_a_file_too_large_for_an_article_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LARGEST", 2**20)
    with pytest.raises(KnownError, match="larger than 1 MB"):
        read_file(written(tmp_path, b"word " * 300_000))


def test_folders_are_searched_in_order_and_hidden_files_passed_over(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", ".hidden.txt", "c.pdf"):
        written(tmp_path, b"x", name)
    (tmp_path / "sub").mkdir()
    written(tmp_path / "sub", b"x", "d.txt")
    (tmp_path / "sub" / "round").symlink_to(tmp_path)
    assert [p.name for p in find_files([tmp_path, tmp_path / "b.txt"])] == [
        "a.md",
        "b.txt",
        "d.txt",
    ]


def test_an_article_in_another_language_is_refused_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text(
        "Le ministre des affaires étrangères a rencontré mardi son homologue dans la capitale pour "
        "parler des relations entre les deux pays, qui ont été rompues il y a trois ans. Il a dit "
        "que les ambassades seront ouvertes au printemps.",
        "utf8",
    )
    with pytest.raises(KnownError, match=r"article.txt is not in English but in French; .*\.$"):
        read_file(path)
