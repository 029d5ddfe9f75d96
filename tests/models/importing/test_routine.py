"""An import is whole documents, whatever happens to it."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.importing import routine
from models.importing.readings import Reading, Source, Task, read_task
from models.importing.report import ImportReport, report_data
from models.importing.routine import import_files
from models.importing.save import Saved
from models.importing.workers import Workers
from models.progress import Stopped
from models.queries.events import count_events
from models.queries.filter import EventFilter
from models.queries.integrity import check
from models.queries.search import parse_query
from models.reading.doc import Doc
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


def test_a_report_counts_whom_and_what_several_articles_tell_of_once(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "c.dateline")
    report = run(store, articles(tmp_path, 2))
    with store.reading() as session:
        events = count_events(session, EventFilter())
        people = session.scalars(select(Actor.id).where(Actor.kind == "person")).all()
    assert report.found == (events, len(people))
    assert sum(each.people for each in report.documents) > len(people)
    store.close()


def test_what_is_written_with_other_letters_is_found_by_plain_ones(tmp_path: Path) -> None:
    path = tmp_path / "Łódź-visit.txt"
    told = ARTICLE.format(n=1).replace("Peru", "Łódź").replace("Brandt", "Bjørnstråle")
    path.write_text(told + "\nThe Straße was closed by Mayor Ann Moss on 4 March 2021.\n", "utf8")
    store = Store.open(tmp_path / "c.dateline")
    run(store, path)
    with store.reading() as session:
        for typed in ("łódź", "lodz", "LODZ", "bjornstrale", "Bjørnstråle", "strasse"):
            assert count_events(session, parse_query(typed)), typed
        assert session.scalars(select(Document.source_words)).one().endswith("lodz visit txt")
    assert findings(store) == ()
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
    assert end.value.value.stopped
    assert [Path(each).name for each in end.value.value.left] == ["002.txt", "003.txt"]
    assert findings(store) == ()
    with store.reading() as session:
        assert count_events(session, EventFilter()) > 0
    store.close()


def statuses(report: ImportReport) -> list[str]:
    return [each.status for each in report.documents]


def test_a_full_disk_ends_an_import_with_a_report_of_what_was_stored(tmp_path: Path) -> None:
    folder = articles(tmp_path, 6)
    store = Store.open(tmp_path / "c.dateline")
    steps = import_files(store, [folder])
    while next(steps).done < 2:
        pass
    with store.writing() as session:
        pages = session.connection().exec_driver_sql("PRAGMA page_count").scalar_one()
        session.connection().exec_driver_sql(f"PRAGMA max_page_count={pages}")
    report = finish(steps)
    stored = statuses(report).count("imported")
    assert statuses(report) == ["imported"] * stored + ["skipped"]
    assert stored >= 2
    assert "disk is full" in (report.documents[-1].reason or "")
    assert report.ended == report.documents[-1].reason
    assert [Path(each).name for each in report.left] == [
        f"{n:03}.txt" for n in range(stored + 1, 6)
    ]
    assert findings(store) == ()
    with store.reading() as session:
        assert len(session.scalars(select(Document.id)).all()) == stored
    store.close()


def test_a_lock_is_waited_for_and_the_import_goes_on(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "c.dateline")
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    waited = []
    steps = import_files(store, [articles(tmp_path, 2)])
    while not waited:
        waited = [label for label in (next(steps).label,) if "locked" in label]
    other.execute("ROLLBACK")
    assert waited == ["c is locked by another program; waiting"]
    assert statuses(finish(steps)) == ["imported", "imported"]
    store.close()
    other.close()


def test_a_lock_that_stays_ends_an_import_with_a_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.importing.patience._LOCKED_SECONDS", -1.0)
    monkeypatch.setattr(routine, "PATIENCE", 0.0)
    store = Store.open(tmp_path / "c.dateline")
    steps = import_files(store, [articles(tmp_path, 3)])
    while next(steps).done < 1:
        pass
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    report = finish(steps)
    assert statuses(report) == ["imported", "skipped"]
    assert "locked by another program" in (report.ended or "")
    assert len(report.left) == 1
    other.close()
    store.close()


def test_a_mistake_of_ours_in_storing_costs_one_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, expect_log: Callable[[str], None]
) -> None:
    expect_log("001.txt was not stored")
    save = routine.save

    def fail_once(session: Session, number: int, source: Source, doc: Doc) -> Saved:
        saved = save(session, number, source, doc)
        if source.path.endswith("001.txt"):
            raise ZeroDivisionError
        return saved

    monkeypatch.setattr(routine, "save", fail_once)
    store = Store.open(tmp_path / "c.dateline")
    report = run(store, articles(tmp_path, 3))
    assert statuses(report) == ["imported", "skipped", "imported"]
    assert "in Dateline" in (report.documents[1].reason or "")
    assert findings(store) == ()
    store.close()


def test_a_report_says_which_date_each_article_has_and_how_it_is_known(tmp_path: Path) -> None:
    texts = {
        "a.txt": "OSLO, May 12, 2021 (Wire) -- Ann Lee met Bo Ek on Monday.",
        "b.txt": "Ann Lee met Bo Ek in Oslo.",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, "utf8")
    store = Store.open(tmp_path / "c.dateline")
    for _ in range(2):
        report = run(store, *(tmp_path / name for name in texts))
        dates = [(each.published and each.published.edtf, each.basis) for each in report.documents]
        assert dates == [("2021-05-12", "stated"), (None, "unknown")]
        assert report.undated == 1
    store.close()


def test_what_a_clipper_wrote_above_an_article_is_stored_as_what_it_is(tmp_path: Path) -> None:
    text = (
        "---\ntitle: Port talks end\nauthor: Petra Sandoval\npublished: 2024-05-14\n"
        "source: https://www.example.com/talks\n---\nAnn Lee met Bo Ek in Oslo on Monday.\n"
    )
    (tmp_path / "a.md").write_text(text, "utf8")
    store = Store.open(tmp_path / "c.dateline")
    assert run(store, tmp_path).documents[0].basis == "stated"
    with store.reading() as session:
        (stored,) = session.scalars(select(Document))
        assert (stored.title, stored.byline) == ("Port talks end", "Petra Sandoval")
        assert (stored.outlet, stored.url) == ("example.com", "https://www.example.com/talks")
        assert (stored.source, stored.published_edtf) == ("example.com", "2024-05-14")
        assert stored.text == text
        assert "Petra Sandoval" not in set(session.scalars(select(Actor.name)))
    assert findings(store) == ()
    store.close()


def test_a_report_names_what_a_folder_holds_besides(tmp_path: Path) -> None:
    articles(tmp_path, 1)
    (tmp_path / "a.numbers").touch()
    store = Store.open(tmp_path / "c.dateline")
    report = run(store, tmp_path)
    assert [each.text for each in report.remarks] == ["1 spreadsheet: not supported yet"]
    assert report_data(report)["remarks"][0]["text"] == report.remarks[0].text
    store.close()


@pytest.mark.skipif(sys.platform == "win32", reason="there are no named pipes in folders")
def test_a_pipe_in_a_folder_is_refused_and_the_others_are_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    store = Store.open(tmp_path / "c.dateline")
    report = run(store, Path("/dev/zero"), articles(tmp_path, 1))
    assert statuses(report) == ["skipped", "imported", "skipped"]
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


def test_an_import_that_waits_for_a_lock_can_be_stopped(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "c.dateline")
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    steps = import_files(store, [articles(tmp_path, 2)])
    while "locked" not in next(steps).label:
        pass
    with pytest.raises(StopIteration) as end:
        steps.throw(Stopped())
    assert end.value.value.stopped
    assert len(end.value.value.left) == 2
    other.execute("ROLLBACK")
    with store.writing() as session:  # who waits otherwise is as patient as before
        assert session.connection().exec_driver_sql("PRAGMA busy_timeout").scalar_one() == 5000
    other.close()
    store.close()


def test_the_chronicle_itself_is_not_an_article(store: Store, tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to(store.path)
    report = finish(import_files(store, [store.path, tmp_path / "link.txt"]))
    assert [each.status for each in report.documents] == ["skipped", "skipped"]
    told = f"{store.path.name} is an open chronicle, not an article."
    assert report.documents[0].reason == told


class _Noting(Workers):
    """Reads in this process, as soon as it is asked to; notes in which order it is asked."""

    def __init__(self, _count: int) -> None:
        super().__init__(0)
        self.known: dict[object, Reading | None] = {}

    @property
    def count(self) -> int:
        return 2

    def send(self, key: object, task: Task) -> None:
        NOTED.append(("sent", Path(task.name).name))
        self.known[key] = read_task(task)

    def has(self, key: object) -> bool:
        return key in self.known

    def take(self, key: object) -> Reading | None:
        reading = self.known.pop(key)
        assert reading is not None
        NOTED.append(("taken", "text" if reading.doc else "file"))
        return reading


NOTED: list[tuple[str, str]] = []


def test_a_text_is_sent_to_be_read_before_that_of_the_file_ahead_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store.open(tmp_path / "c.sqlite")
    for n in (1, 2):
        text = f"Nordvik, {n} May 2024\n\nAnn Lee visited Peru on {n} May 2024.\n"
        (tmp_path / f"{n}.txt").write_text(text, "utf8")
    NOTED.clear()
    monkeypatch.setattr(routine, "Workers", _Noting)
    report = finish(import_files(store, [tmp_path / "1.txt", tmp_path / "2.txt"], jobs=2))
    assert [each.status for each in report.documents] == ["imported", "imported"]
    first = NOTED.index(("taken", "text"))
    assert NOTED[:first].count(("sent", "2.txt")) == 2
    store.close()
