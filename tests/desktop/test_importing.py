"""Bringing articles in: dropped, chosen, stopped, undone, reported."""

import os
import re
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox
from sqlalchemy import text

from desktop.formats import FORMATS, JSON
from desktop.importing.choose import ChooseDialog
from desktop.importing.found_model import NOTE
from desktop.importing.report import report_lines, summary
from desktop.jobs.jobs import Job
from desktop.tables.words import counted
from desktop.window import pickers
from models.dates.edtf import parse_edtf
from models.exporting.formats import CSV
from models.importing.folders import Remark
from models.importing.report import DocumentReport, ImportReport
from models.progress import Progress
from tests.desktop.conftest import texts, urls


@pytest.fixture
def empty(opened, tmp_path):
    return opened(tmp_path / "new.sqlite")


def drag(window, kind, data):
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    place = QPointF(50, 50) if kind is QDropEvent else QPoint(50, 50)
    event = kind(place, Qt.DropAction.CopyAction, data, buttons, keys)
    QApplication.sendEvent(window, event)
    return event


def test_a_folder_dropped_is_imported_reported_and_undone(empty, articles, idle, go_ahead):
    data = QMimeData()
    data.setUrls(urls(articles))
    assert drag(empty, QDragEnterEvent, data).isAccepted()
    assert empty.drop.isVisible()
    drag(empty, QDropEvent, data)
    assert not empty.drop.isVisible()
    assert empty.property("busy") is True
    go_ahead(empty)
    assert empty.page.table.events.rowCount() > 5
    assert "Ada Brandvold" in texts(empty.page.filters.actors)
    assert empty.report.isVisible()
    assert empty.report.summary.text().startswith("Read 2 articles: ")
    assert "import" in empty.menus.undo.text()
    empty.menus.undo.trigger()
    idle(empty)
    assert empty.page.count.text() == "0 events"
    assert empty.page.empty.isVisible()
    empty.menus.redo.trigger()
    idle(empty)
    assert empty.page.table.events.rowCount() > 5


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="names there are Unicode")
def test_a_dropped_name_that_is_not_utf_8_is_read_and_shown_with_its_bytes(
    empty, tmp_path, go_ahead
):
    for name in (b"na\xefve 100%.txt", b"\xe6\x97\xa5.txt"):
        path = tmp_path / os.fsdecode(name)
        path.write_text(f"Mayor {len(name)} Ada Brandvold met Tomas Okello in Oslo on 3 May 2024.")
    data = QMimeData()
    parts = (f"file://{tmp_path}/", "na%EFve%20100%25.txt", "%E6%97%A5.txt")
    data.setData("text/uri-list", "\r\n".join(parts[0] + each for each in parts[1:]).encode())
    drag(empty, QDragEnterEvent, data)
    drag(empty, QDropEvent, data)
    go_ahead(empty)
    rows = [empty.report.list.topLevelItem(n) for n in range(2)]
    assert [row.text(0) for row in rows] == [r"na\xefve 100%.txt", "日.txt"]
    assert {row.text(1) for row in rows} == {"Read"}


def test_words_dragged_over_the_window_are_refused(empty):
    data = QMimeData()
    data.setText("just words")
    assert not drag(empty, QDragEnterEvent, data).isAccepted()
    assert not empty.drop.isVisible()


def test_a_bad_file_is_named_with_the_reason_and_the_others_are_read(
    empty, articles, tmp_path, idle
):
    bad = tmp_path / "picture.txt"
    bad.write_bytes(bytes(range(256)) * 40)
    empty.work.import_paths([bad, articles / "flood.txt"])
    idle(empty)
    assert "1 file left out" in empty.report.summary.text()
    first = empty.report.list.topLevelItem(0)
    assert first.text(0) == "picture.txt"
    assert first.text(1).startswith("Left out: ")
    assert empty.page.table.events.rowCount() > 0


@pytest.fixture
def many(articles, tmp_path):
    """Return a folder of more articles than are read in a moment."""
    folder = tmp_path / "many"
    folder.mkdir()
    for n in range(60):
        (folder / f"{n:02}.txt").write_text(f"{n:02} " + (articles / "flood.txt").read_text())
    return folder


def stop_after(qtbot, window, idle, number):
    """Stop the running import once so many files are done."""
    strip = window.strip
    qtbot.waitUntil(lambda: strip.isVisible() and strip.bar.value() >= number, timeout=60000)
    qtbot.mouseClick(strip.stop, Qt.MouseButton.LeftButton)
    idle(window)


def test_an_import_stops_and_leaves_whole_documents(qtbot, empty, many, idle):
    empty.work.import_paths([many])
    qtbot.waitUntil(lambda: empty.strip.isVisible() and empty.strip.bar.value() >= 1, timeout=60000)
    assert "of 60" in empty.strip.text.text()
    assert not empty.menus.open.isEnabled()
    stop_after(qtbot, empty, idle, 1)
    assert not empty.strip.isVisible()
    assert empty.menus.open.isEnabled()
    read = len(texts(empty.page.filters.sources))
    assert read >= 1
    told = empty.report.summary.text()
    assert told.startswith(f"Import stopped. Read {counted(read, 'article')}: ")
    assert told.endswith(f" {counted(60 - read, 'file')} not read.")
    assert empty.report.list.topLevelItemCount() == read


def test_what_was_read_before_the_stop_is_undone_beside_it(qtbot, window, many, idle):
    page = window.page
    before = [page.table.events.row_at(n) for n in range(page.table.events.rowCount())]
    documents = texts(page.filters.sources)
    window.work.import_paths([many])
    stop_after(qtbot, window, idle, 2)
    assert len(texts(page.filters.sources)) > len(documents)
    qtbot.mouseClick(window.report.undo, Qt.MouseButton.LeftButton)
    idle(window)
    assert [page.table.events.row_at(n) for n in range(page.table.events.rowCount())] == before
    assert texts(page.filters.sources) == documents
    assert not window.report.isVisible()
    window.menus.redo.trigger()
    idle(window)
    assert len(texts(page.filters.sources)) > len(documents)


def test_an_import_that_stored_nothing_before_the_stop_has_nothing_to_undo(
    qtbot, window, tmp_path, many, idle
):
    bad = tmp_path / "a.txt"
    bad.write_bytes(bytes(range(256)) * 40)
    job = window.work._job("Importing", window._archive.importing([bad, many], None))
    job.ticked.connect(lambda tick: job.stop())
    job.stopped.connect(lambda report: window.work._imported(False, report))
    window.jobs.run(job)
    idle(window)
    assert window.report.summary.text().startswith("Import stopped. ")
    assert not window.report.undo.isVisible()


def test_the_report_offers_no_undo_of_what_was_done_after_it(qtbot, empty, articles, idle):
    empty.work.import_paths([articles])
    idle(empty)
    assert empty.report.undo.isVisible()
    empty.page.search.setText("brandvold")
    idle(empty)
    empty.page.named._save(empty._archive, empty.page.filter(), "hers")
    idle(empty)
    assert empty.report.isVisible()
    assert not empty.report.undo.isVisible()


def test_the_first_start_reads_the_example_and_shows_it(opened, idle):
    window = opened(None)
    assert window.page.table.events.rowCount() >= 10
    assert window.page.detail.detail is not None
    assert not window.report.isVisible()
    again = opened(None)
    assert again.page.table.events.rowCount() == window.page.table.events.rowCount()


def test_a_date_given_with_an_article_that_is_here_is_taken_and_undone(empty, tmp_path, idle):
    article = tmp_path / "undated.txt"
    article.write_text("Mayor Ilse Grondahl visited the village of Norrby on Monday.\n")
    empty.work.import_paths([article])
    idle(empty)
    assert empty.report.list.topLevelItem(0).text(2) == "date unknown"
    assert texts(empty.page.table) != ["10 Jun 2019"]
    empty.work.import_paths([article], parse_edtf("2019-06-12"))
    idle(empty)
    assert texts(empty.page.table) == ["10 Jun 2019"]
    assert empty.report.list.topLevelItem(0).text(1) == "Date set: 12 Jun 2019"
    assert empty.report.summary.text() == "1 publication date set."
    assert empty.report.undo.isVisibleTo(empty.report)
    empty.report.undo.click()
    idle(empty)
    assert texts(empty.page.table) != ["10 Jun 2019"]


def test_the_summary_counts_in_words():
    def line(status, events=0, people=0):
        return DocumentReport("a.txt", None, status, None, events, people)

    both = ImportReport((line("imported", 1, 1), line("unchanged"), line("skipped")))
    assert summary(both) == (
        "Read 1 article: 1 event, 1 person. 1 article already in the chronicle. 1 file left out."
    )
    twice = ImportReport((line("imported", 2, 3), line("imported", 2, 3)), found=(3, 3))
    assert summary(twice) == "Read 2 articles: 3 events, 3 people."
    assert summary(ImportReport(())) == "There was nothing to import."
    assert (
        summary(ImportReport((), tuple("abc"), stopped=True))
        == "Import stopped. Nothing was read. 3 files not read."
    )
    assert summary(ImportReport((line("skipped"),), ("b.txt",), stopped=True)) == (
        "Import stopped. 1 file left out. 1 file not read."
    )


def test_the_report_says_what_each_file_gave_and_whether_its_date_is_known():
    day = parse_edtf("2025-02-04")
    report = ImportReport(
        (
            DocumentReport("a.txt", 1, "imported", None, 3, 2, day, "inferred"),
            DocumentReport("none.txt", 2, "imported", None, 0, 0, None, "unknown"),
            DocumentReport("bad.txt", None, "skipped", "bad.txt is empty.", 0, 0),
        ),
        ("late.txt",),
        (Remark("/d", "3 web pages: not supported yet"),),
        ended="The disk is full.",
    )
    lines = [(line.result, line.date, line.dated, *line.numbers) for line in report_lines(report)]
    assert lines == [
        ("Left out: bad.txt is empty.", "", True, "", ""),
        ("3 web pages: not supported yet", "", True, "", ""),
        ("Read, no events found", "date unknown", False, "", ""),
        ("Read", "4 Feb 2025, inferred", True, "3", "2"),
        ("Not tried", "", True, "", ""),
    ]
    assert summary(report) == (
        "Import ended early. The disk is full. Read 2 articles: 3 events, 2 people. "
        "1 article without a date. 1 file left out. 1 file not read."
    )


def test_the_report_leads_to_what_has_no_date(qtbot, empty, articles, tmp_path, idle):
    (tmp_path / "bare.txt").write_text("Mayor Ilse Grondahl visited the village of Norrby.")
    empty.work.import_paths([articles, tmp_path / "bare.txt"])
    idle(empty)
    assert empty.report.undated.isVisible()
    with qtbot.waitSignal(empty.report.documents_wanted) as wanted:
        empty.report.undated.click()
    assert len(wanted.args[0]) == 1
    chosen = empty.report.list.selectedItems()
    assert [item.text(0) for item in chosen] == ["bare.txt"]
    assert chosen[0] is empty.report.list.topLevelItem(0)
    empty.work.import_paths([articles])
    idle(empty)
    assert not empty.report.undated.isVisible()


def test_what_gave_no_events_looks_other_than_what_did(empty, tmp_path, idle):
    (tmp_path / "some.txt").write_text("Mayor Ilse Grondahl visited Norrby on 3 May 2021.")
    (tmp_path / "none.txt").write_text("Nothing at all.")
    empty.work.import_paths([tmp_path / "some.txt", tmp_path / "none.txt"])
    idle(empty)
    some, none = (empty.report.list.topLevelItem(n) for n in range(2))
    assert some.text(1) == "Read"
    assert none.text(1) == "Read, no events found"
    assert some.foreground(1) != none.foreground(1)
    assert (some.text(4), none.text(4)) == ("1", "")


def test_a_folder_with_other_files_only_is_told_with_what_is_in_it(empty, tmp_path, idle):
    folder = tmp_path / "pictures"
    folder.mkdir()
    for name in ("a.png", "b.jpg"):
        (folder / name).touch()
    empty.work.import_paths([folder])
    idle(empty)
    assert empty.report.isVisible()
    row = empty.report.list.topLevelItem(0)
    assert (row.text(0), row.text(1)) == ("pictures", "2 pictures: not supported yet")


@pytest.mark.parametrize("ending", ["json", "csv"])
def test_an_export_obeys_the_filters(window, tmp_path, idle, ending):
    window.page.search.setText("accused")
    idle(window)
    path = tmp_path / f"out.{ending}"
    window.work.export_to(path)
    idle(window)
    shown = window.page.table.events
    assert shown.rowCount()
    written = path.read_text(encoding="utf-8")
    assert written.startswith("\ufeff") == (ending == "csv")
    assert all(shown.row_at(n).summary[:20] in written for n in range(shown.rowCount()))
    assert "old bridge" not in written.split('"events": [')[-1]
    assert f"Exported {counted(shown.rowCount(), 'event')}" in window.notice.text.text()
    assert not list(tmp_path.glob("*.part"))


def test_an_export_stops_in_the_middle_of_a_question_and_leaves_nothing(qtbot, crowded, tmp_path):
    path = tmp_path / "out.json"
    archive = crowded._archive
    begun = threading.Event()
    long = archive._reading_long

    @contextmanager
    def slowly():
        with long() as session:
            begun.set()
            numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
            numbers = text(f"{numbers} SELECT max(i) FROM n")
            session.execute(numbers)  # which would never end
            yield session

    archive._reading_long = slowly
    crowded.work.export_to(path)
    qtbot.waitUntil(begun.is_set)
    crowded.leave()
    qtbot.waitUntil(lambda: not crowded.jobs._thread.is_alive(), timeout=30000)
    assert list(tmp_path.glob("*out*")) == []
    assert list(tmp_path.glob(".*")) == []


def test_the_export_dialog_offers_every_format_there_is(window, tmp_path, idle):
    window.menus.export.trigger()
    picker = window.findChild(QFileDialog)
    filters = picker.nameFilters()
    assert len(filters) == len(FORMATS)
    assert pickers.picked_format(picker) is JSON
    assert Path(picker.directory().path()) in (Path.home(), Path.home() / "Documents")
    for each, name in zip(FORMATS, filters, strict=True):
        picker.selectNameFilter(name)
        picker.filterSelected.emit(name)
        assert pickers.picked_format(picker) is each
        assert f".{picker.defaultSuffix()}" == each.suffix
    unmarked = filters[FORMATS.index(CSV)]
    picker.selectNameFilter(unmarked)
    picker.filterSelected.emit(unmarked)
    picker.selectFile(str(tmp_path / "out.csv"))
    picker.accept()
    idle(window)
    assert (tmp_path / "out.csv").read_bytes().startswith(b"Date,")  # picked: without a mark


def test_an_export_that_cannot_be_written_harms_nothing(window, tmp_path, idle):
    window.work.export_to(tmp_path / "missing" / "out.json")
    idle(window)
    assert window.notice.text.text().startswith("Nothing was exported to out.json")


@pytest.fixture
def importing(qtbot, empty, many):
    """Return a window in which an import of many articles has begun, and some are read."""
    empty.work.import_paths([many])
    bar = empty.strip.bar
    qtbot.waitUntil(lambda: empty.strip.isVisible() and bar.value() >= 1, timeout=60000)
    return empty


def asked(window):
    """The question a window asks before it goes, or None."""
    return window.findChild(QMessageBox, "leaveQuestion")


def answer(qtbot, window, text):
    """Click the button of this text under the question."""
    button = next(each for each in asked(window).buttons() if text in each.text().replace("&", ""))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_closing_during_an_import_asks_how_far_it_is_and_stops_it(qtbot, importing):
    left = []
    importing.closed.connect(lambda: left.append(True))
    importing.close()
    assert importing.isVisible()
    assert re.fullmatch(
        r"\d+ of 60 articles (is|are) read\. Stop and quit\?", asked(importing).text()
    )
    importing.close()
    assert len(importing.findChildren(QMessageBox)) == 1
    answer(qtbot, importing, "Stop and quit")
    assert not importing.isVisible()
    qtbot.waitUntil(lambda: bool(left), timeout=30000)
    assert not importing.jobs._thread.is_alive()
    assert left == [True]


def test_an_import_goes_on_when_the_window_is_to_stay(qtbot, importing, idle):
    importing.close()
    before = asked(importing).text()
    qtbot.waitUntil(lambda: asked(importing).text() != before, timeout=60000)
    answer(qtbot, importing, "Keep running")
    qtbot.waitUntil(lambda: asked(importing) is None)
    assert importing.isVisible()
    assert importing.jobs.running
    stop_after(qtbot, importing, idle, 2)
    importing.close()
    assert not importing.isVisible()


def test_the_window_goes_when_what_was_asked_about_has_ended_by_itself(qtbot, importing):
    importing.close()
    importing.jobs.stop()
    qtbot.waitUntil(lambda: not importing.isVisible(), timeout=30000)
    assert not importing.jobs._thread.is_alive()


def test_a_window_goes_though_its_job_does_not_stop(qtbot, window):
    stuck = threading.Event()

    def work():
        yield Progress(3, 7, "")
        stuck.wait(60)

    left = []
    window.closed.connect(lambda: left.append(True))
    window.jobs.run(Job("Stuck", work(), doing=("things", "done")))
    qtbot.waitUntil(lambda: window.jobs.current.question() == "3 of 7 things are done.")
    window.leave()
    assert not window.isVisible()
    qtbot.waitUntil(lambda: bool(left), timeout=30000)
    assert window.jobs._thread.is_alive()
    stuck.set()
    assert window.shut()


def test_one_article_alone_is_not_asked_about(qtbot, empty, articles):
    empty.work.import_paths([articles / "flood.txt"])
    job = empty.jobs.current
    qtbot.waitUntil(lambda: job.question() is None, timeout=60000)
    empty.close()
    assert asked(empty) is None
    assert not empty.isVisible()


TOLD = "The mayor Ada Brandvold met Tomas Okello in Oslo on 3 May 2024.{}She left on 4 May 2024.{}"


@pytest.fixture
def bad(tmp_path):
    """Return what people drop by mistake, by name; the last two can be read."""
    folder = tmp_path / "dropped"
    folder.mkdir()
    contents = {
        "empty.txt": b"",
        "binary.txt": bytes(range(256)) * 40,
        "encoding.txt": TOLD.format("\n", "\n").encode("utf-16-le"),
        "long.txt": b"word " * 10_000_000,
        "nuls.txt": b"The mayor\0\0\0 met the\0 king.",
        "disguise.txt": b"%!PS-Adobe-3.0 EPSF-3.0",
        "ends.txt": TOLD.format("\r\n\r", "\n").encode(),
    }
    for name, data in contents.items():
        (folder / name).write_bytes(data)
    (folder / "nothing").mkdir()
    (folder / "link.txt").symlink_to(folder / "gone.txt")
    shut = folder / "shut.txt"
    shut.write_text(TOLD.format("\n", "\n"))
    shut.chmod(0)
    yield folder
    shut.chmod(0o600)


def drop(window, *paths):
    data = QMimeData()
    data.setUrls(urls(*paths))
    drag(window, QDragEnterEvent, data)
    drag(window, QDropEvent, data)


BAD = (
    "empty.txt", "binary.txt", "encoding.txt", "long.txt", "nuls.txt", "disguise.txt", "nothing",
    "link.txt", "shut.txt",
)  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_told_in_a_sentence_and_leaves_nothing(
    empty, bad, idle, go_ahead, name
):
    if name == "shut.txt" and os.access(bad / name, os.R_OK):
        pytest.skip("this user may read everything")
    drop(empty, bad / name)
    idle(empty)
    dialog = empty.findChild(ChooseDialog)
    if name == "nothing":
        assert dialog.table.placeholder == "There is nothing to import there"
    else:
        (told,) = texts(dialog.table, NOTE)
        assert told.startswith("Left out: ")
        assert "Traceback" not in told
    assert not dialog.go.isEnabled()
    dialog.reject()
    assert empty.page.count.text() == "0 events"
    assert texts(empty.page.filters.sources) == []
    assert not empty.menus.undo.isEnabled(), "nothing was stored that could be undone"
    drop(empty, bad / "ends.txt")  # the window lives on, and mixed line ends are read
    go_ahead(empty)
    assert empty.page.table.events.rowCount() >= 1
    assert len(texts(empty.page.filters.sources)) == 1


def test_a_heap_of_good_and_bad_files_is_read_as_far_as_it_can_be(empty, bad, idle, go_ahead):
    drop(empty, *sorted(bad.iterdir()))
    idle(empty)
    assert "left out" in empty.findChild(ChooseDialog).summary.text()
    go_ahead(empty)
    readable = {"ends.txt"} | ({"shut.txt"} if os.access(bad / "shut.txt", os.R_OK) else set())
    assert len(texts(empty.page.filters.sources)) in (1, len(readable))
    assert empty.page.table.events.rowCount() >= 1
