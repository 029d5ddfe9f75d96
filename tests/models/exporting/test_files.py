"""An export stands under its name when it is whole, or what was there stands there still."""

import os
import socket
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import text

from models.errors import FailedError, KnownError
from models.exporting.files import whole_file
from models.store.store import Store

posix = pytest.mark.skipif(os.name != "posix", reason="needs modes, links and devices")
unprivileged = pytest.mark.skipif(
    os.name != "posix" or os.geteuid() == 0, reason="this user may write everything"
)


def put(path: Path, text: str = "new", *, streams: bool = False) -> None:
    with whole_file(path, streams=streams) as out:
        out.write(text)


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def fail(path: Path, fault: Exception) -> None:
    with whole_file(path) as out:
        out.write("new")
        raise fault


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_file_is_there_when_all_of_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    with whole_file(path) as out:
        out.write("“one”\r\n")
        assert not path.exists()
    assert path.read_bytes() == "“one”\r\n".encode()
    assert names(tmp_path) == ["a.json"]


@posix
@pytest.mark.parametrize("umask", [0o022, 0o077, 0o002])
def test_a_new_file_has_the_permissions_of_the_umask(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        put(tmp_path / "a.json")
    finally:
        os.umask(before)
    assert mode(tmp_path / "a.json") == 0o666 & ~umask


@posix
@pytest.mark.parametrize("kept", [0o600, 0o640, 0o664])
def test_a_file_that_is_replaced_keeps_its_permissions(tmp_path: Path, kept: int) -> None:
    path = tmp_path / "a.json"
    path.write_text("old")
    path.chmod(kept)
    with whole_file(path) as out:
        out.write("new")
        (draft,) = set(tmp_path.iterdir()) - {path}
        assert mode(draft) & 0o077 == 0
    assert (path.read_text(), mode(path)) == ("new", kept)


@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), RuntimeError("other")])
def test_a_failure_leaves_what_was_there_and_nothing_else(tmp_path: Path, fault: Exception) -> None:
    path = tmp_path / "a.json"
    path.write_text("old")
    with pytest.raises((FailedError, RuntimeError)):
        fail(path, fault)
    assert path.read_text() == "old"
    assert names(tmp_path) == ["a.json"]


def test_a_failure_while_writing_is_reported_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(FailedError) as told:
        fail(tmp_path / "a.json", OSError(28, "No space left on device"))
    assert str(told.value) == (
        "Nothing was exported to a.json: No space left on device; "
        "make room or choose another place."
    )


@posix
def test_a_link_is_followed_and_stays(tmp_path: Path) -> None:
    target, link, loose = tmp_path / "t.json", tmp_path / "l.json", tmp_path / "m.json"
    target.write_text("old")
    link.symlink_to(target)
    put(link)
    assert (link.readlink(), target.read_text()) == (target, "new")
    loose.symlink_to(tmp_path / "not yet.json")
    put(loose)
    assert (loose.is_symlink(), (tmp_path / "not yet.json").read_text()) == (True, "new")
    loose.unlink()
    loose.symlink_to(loose)
    with pytest.raises(KnownError):
        put(loose)


def test_where_it_cannot_stand_is_said_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "c.sqlite").write_bytes(b"SQLite format 3\0" + bytes(100))
    (tmp_path / "a file").write_text("")
    for path, why in (
        (tmp_path, "it is a folder; name a file inside it"),
        (tmp_path / "no" / "a.json", f"there is no folder {tmp_path / 'no'}; make it"),
        (tmp_path / "a file" / "a.json", "choose another"),
        (tmp_path / ("n" * 300), "choose another"),
        (tmp_path / "c.sqlite", "it is a chronicle; choose another name"),
    ):
        with pytest.raises(KnownError, match=r"^Nothing was exported to ") as told:
            put(path)
        assert why in str(told.value)
        assert not isinstance(told.value, FailedError)
    assert names(tmp_path) == ["a file", "c.sqlite"]


@unprivileged
def test_what_is_read_only_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("old")
    path.chmod(0o444)
    with pytest.raises(KnownError, match="it is read-only"):
        put(path)
    path.chmod(0o644)
    tmp_path.chmod(0o555)
    try:
        with pytest.raises(KnownError, match=f"the folder {tmp_path} is read-only"):
            put(path)
    finally:
        tmp_path.chmod(0o755)
    assert path.read_text() == "old"


@posix
def test_a_pipe_is_written_into_where_that_is_wanted(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(KnownError, match="isn’t a regular file"):
        put(pipe)
    heard: list[str] = []
    reader = threading.Thread(target=lambda: heard.append(pipe.read_text()))
    reader.start()
    put(pipe, streams=True)
    reader.join()
    assert heard == ["new"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@posix
def test_a_device_stays_one(tmp_path: Path) -> None:
    null = tmp_path / "null"
    null.symlink_to(os.devnull)  # the device itself, should this go wrong, is not ours to lose
    with pytest.raises(KnownError, match="isn’t a regular file"):
        put(null)
    put(null, streams=True)
    assert stat.S_ISCHR(null.stat().st_mode)


@posix
def test_a_socket_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "s"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
        for streams in (True, False):
            with pytest.raises(KnownError, match="isn’t a regular file"):
                put(path, streams=streams)
    assert stat.S_ISSOCK(path.stat().st_mode)


@posix
def test_a_full_device_is_told(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("needs /dev/full")
    with pytest.raises(FailedError, match=r"^Not everything was exported to full: No space left"):
        put(Path("/dev/full"), streams=True)


def test_a_refused_export_onto_an_open_chronicle_leaves_its_locks(tmp_path: Path) -> None:
    """Whoever closes a handle of a file by itself ends all locks that its process has on it."""
    store = Store.open(tmp_path / "c.sqlite")
    with store.reading() as session:
        session.execute(text("SELECT count(*) FROM event")).all()
        with pytest.raises(KnownError, match="it is a chronicle"), whole_file(store.path):
            pass
        code = f"import sqlite3; sqlite3.connect({str(store.path)!r}, timeout=0)"
        code += ".execute('PRAGMA journal_mode=DELETE')"
        done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True)
        assert b"locked" in done.stderr
    store.close()
