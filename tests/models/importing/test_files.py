"""Bytes become text, or one sentence says why not."""

import codecs
import os
import socket
import sys
from pathlib import Path

import pytest

from models.errors import KnownError
from models.importing import files
from models.importing.files import read_file

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
    assert read_file(written(tmp_path, data))[0].text == text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xff", "isn’t a text file"),
        (b"A\0B\0C and more", "isn’t a text file"),
        (b"\x01\x02\x03\xff\xfe\x07 noise", "isn’t a text file"),
    ],
)
def test_what_is_not_an_article_is_refused_in_one_sentence(
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
    monkeypatch.setattr(files, "largest_of", lambda _: 2**20)
    with pytest.raises(KnownError, match="larger than 1 MB"):
        read_file(written(tmp_path, b"word " * 300_000))


def test_an_article_in_another_language_is_refused_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text(
        "Le ministre des affaires étrangères a rencontré mardi son homologue dans la capitale pour "
        "parler des relations entre les deux pays, qui ont été rompues il y a trois ans. Il a dit "
        "que les ambassades seront ouvertes au printemps.",
        "utf8",
    )
    with pytest.raises(KnownError, match=r"article.txt is in French, not in English; .*\.$"):
        read_file(path)


def test_a_file_that_cannot_be_read_yet_is_known_by_how_it_begins(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match=r"a\.dat is a picture, which cannot be read yet"):
        read_file(written(tmp_path, b"%!PS-Adobe-3.0 EPSF-3.0", "a.dat"))


def test_a_file_that_cannot_be_read_yet_is_known_by_its_name(tmp_path: Path) -> None:
    for name, words in (("a.numbers", "a spreadsheet"), ("a.JPG", "a picture")):
        with pytest.raises(KnownError, match=f"{name} is {words}, which cannot be read yet"):
            read_file(written(tmp_path, b"PK\x03\x04 some words", name))
    assert read_file(written(tmp_path, TEXT.encode(), "a.story"))[0].text == TEXT


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_nul_behind_a_byte_order_mark_is_refused_as_without_one(
    tmp_path: Path, encoding: str
) -> None:
    assert read_file(written(tmp_path, TEXT.encode(encoding)))[0].text == TEXT
    with pytest.raises(KnownError, match="isn’t a text file"):
        read_file(written(tmp_path, f"{TEXT[:9]}\0{TEXT[9:]}".encode(encoding)))


@pytest.mark.parametrize("mark", [codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF32_LE])
def test_what_does_not_go_on_as_its_byte_order_mark_says_is_damaged(
    tmp_path: Path, mark: bytes
) -> None:
    with pytest.raises(KnownError, match=r"a\.txt is damaged: it begins like UTF-(8|16|32) text"):
        read_file(written(tmp_path, mark + b"The \xff\xdb mayor"))


@pytest.mark.skipif(sys.platform == "win32", reason="there are no named pipes in folders")
def test_what_is_not_an_ordinary_file_is_refused_without_being_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe, here = tmp_path / "pipe.txt", tmp_path / "s.txt"
    os.mkfifo(pipe)
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(str(here))
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(10 * files.largest_of("a.txt"))
    monkeypatch.setattr(os, "open", lambda *_: pytest.fail("it was opened"))
    for path, words in (
        (pipe, "a named pipe, not a file"),
        (here, "a socket, not a file"),
        (Path("/dev/zero"), "a device, not a file"),
        (large, "larger than 64 MB"),
    ):
        with pytest.raises(KnownError, match=words):
            read_file(path)
    listening.close()


@pytest.mark.skipif(sys.platform == "win32", reason="there are no named pipes in folders")
def test_a_pipe_put_in_the_place_of_a_file_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, TEXT.encode())
    before = path.stat()
    path.unlink()
    os.mkfifo(path)
    monkeypatch.setattr(Path, "stat", lambda *_, **__: before)
    with pytest.raises(KnownError, match="a named pipe, not a file"):
        read_file(path)


def test_a_link_to_itself_is_refused(tmp_path: Path) -> None:
    link = tmp_path / "a.txt"
    link.symlink_to(link)
    with pytest.raises(KnownError, match="leads to itself"):
        read_file(link)
