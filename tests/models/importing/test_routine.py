"""An import is whole documents, whatever happens to it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import select

from models.importing.routine import ImportReport, import_files
from models.progress import Stopped
from models.queries.events import count_events
from models.queries.filter import EventFilter
from models.queries.integrity import check
from models.schema.actors import Actor
from models.schema.text import Document
from models.store.store import Store
from tests.steps import finish

ROOT = Path(__file__).parents[3]
ARTICLE = (
    "Norwegian Foreign Minister Astrid Solheim visited Peru on 3 March 2021.\n\n"
    "She met President Olav Brandt number {n} in Lima and criticised Sweden.\n"
)


def articles(folder: Path, count: int) -> Path:
    for n in range(count):
        (folder / f"{n:03}.txt").write_text(ARTICLE.format(n=n), "utf8")
    return folder


def run(store: Store, *paths: Path) -> ImportReport:
    return finish(import_files(store, paths))


def findings(store: Store) -> tuple[str, ...]:
    with store.writing() as session:
        return finish(check(session))


def test_the_same_bytes_twice_change_nothing(tmp_path: Path) -> None:
    folder = articles(tmp_path, 2)
    store = Store.open(tmp_path / "c.dateline")
    first = run(store, folder)
    with store.reading() as session:
        before = count_events(session, EventFilter())
    second = run(store, folder)
    with store.reading() as session:
        assert count_events(session, EventFilter()) == before > 0
    assert [d.status for d in first.documents] == ["imported", "imported"]
    assert [d.status for d in second.documents] == ["unchanged", "unchanged"]
    store.close()


def test_one_bad_file_never_ends_an_import(tmp_path: Path) -> None:
    folder = articles(tmp_path, 2)
    (folder / "000.txt").write_bytes(b"")
    store = Store.open(tmp_path / "c.dateline")
    report = run(store, folder)
    assert [d.status for d in report.documents] == ["skipped", "imported"]
    assert "empty" in (report.documents[0].reason or "")
    store.close()


def test_a_stopped_import_keeps_whole_documents(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "c.dateline")
    steps = import_files(store, [articles(tmp_path, 4)])
    while next(steps).done < 2:
        pass
    with pytest.raises(StopIteration) as end:
        steps.throw(Stopped())
    assert [each.status for each in end.value.value.documents] == ["imported"] * 2
    assert end.value.value.left == 2
    assert findings(store) == ()
    with store.reading() as session:
        assert count_events(session, EventFilter()) > 0
    store.close()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_killed_import_leaves_whole_documents(tmp_path: Path) -> None:
    folder = articles(tmp_path, 60)
    database = tmp_path / "c.dateline"
    command = [sys.executable, "-m", "desktop", "import", str(folder), "--database", str(database)]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=dict(os.environ)
    ) as working:
        end = time.monotonic() + 60
        while time.monotonic() < end and working.poll() is None:
            wal = database.with_name(database.name + "-wal")
            if wal.exists() and wal.stat().st_size > 200_000:
                break
            time.sleep(0.005)
        working.send_signal(signal.SIGKILL)
    store = Store.open(database)
    assert findings(store) == ()
    store.close()


def test_a_name_told_in_small_letters_is_set_right_by_a_later_article(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "c.dateline")
    for n, name in enumerate(("church of Scientology", "Church of Scientology")):
        path = tmp_path / f"{n}.txt"
        path.write_text(f"In 2010 the {name} sued the newspaper. Norway banned the {name}.", "utf8")
        run(store, path)
    with store.reading() as session:
        names = set(session.scalars(select(Actor.name).where(Actor.kind == "organisation")))
    assert names == {"Church of Scientology"}


NAMES = (
    b"\xff.txt", b"caf\xe9/b.txt", b"\x1b]0;gone\x07.txt", b"two\nlines.txt", b"na\xc3\xafve.txt",
)  # fmt: skip


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="names there are Unicode")
def test_any_file_name_is_imported_and_shown_in_one_plain_line(tmp_path: Path) -> None:
    folder = tmp_path / "d"
    for n, name in enumerate(NAMES):
        path = folder / os.fsdecode(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(ARTICLE.format(n=n), "utf8")
    store = Store.open(tmp_path / "c.dateline")
    report = run(store, folder)
    assert {each.status for each in report.documents} == {"imported"}
    told = sorted(each.path.removeprefix(f"{folder}/") for each in report.documents)
    shown = r"\x1b]0;gone\x07.txt", r"\xff.txt", r"caf\xe9/b.txt", "naïve.txt", r"two\x0alines.txt"
    assert told == sorted(shown)
    with store.reading() as session:
        stored = set(session.scalars(select(Document.path)))
    assert stored == {each.path for each in report.documents}
    assert {each.status for each in run(store, folder).documents} == {"unchanged"}
    assert findings(store) == ()
    store.close()


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="names there are Unicode")
def test_a_refusal_names_such_a_file_in_one_plain_line(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"\xff\n.txt")
    path.write_bytes(b"")
    store = Store.open(tmp_path / "c.dateline")
    assert (run(store, path).documents[0].reason or "").startswith(r"\xff\x0a.txt is empty")
    store.close()
