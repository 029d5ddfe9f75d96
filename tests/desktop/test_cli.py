"""The commands, as a script meets them: exit status, data, one line on what is wrong."""

import csv
import io
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest

from desktop.cli import main
from desktop.logs import log_folder
from models.importing import routine
from tests.models.importing.exports import nexis_text


@pytest.fixture
def run(capsys, tmp_path):
    """Return a function that runs a command: its exit status, its data, and what it said."""

    def command(*words, database=tmp_path / "c.sqlite"):
        where = () if words[0] == "read" else ("--database", str(database))
        status = main([*map(str, words), *where])
        told = capsys.readouterr()
        assert "Traceback" not in told.err
        return status, told.out, told.err

    return command


def test_an_import_reports_every_document_and_twice_changes_nothing(run, articles, tmp_path):
    (tmp_path / "bad.txt").write_bytes(b"")
    status, out, _ = run("import", articles, tmp_path / "bad.txt", "--json")
    assert status == 0
    documents = json.loads(out)["documents"]
    for each in documents:
        assert {"path", "document_id", "status", "reason", "events", "people"} <= each.keys()
    statuses = sorted(each["status"] for each in documents)
    assert statuses == ["imported", "imported", "skipped"]
    first = json.loads(run("export", "--format", "json")[1])
    status, out, _ = run("import", articles, "--json")
    assert status == 0
    assert {each["status"] for each in json.loads(out)["documents"]} == {"unchanged"}
    second = json.loads(run("export", "--format", "json")[1])
    assert second["export"].pop("at") >= first["export"].pop("at")
    assert second == first
    assert run("check")[0] == 0


def test_a_dry_run_lists_what_would_be_read_and_makes_no_chronicle(run, tmp_path):
    (tmp_path / "in").mkdir()
    export = tmp_path / "in" / "nexis.txt"
    export.write_bytes(nexis_text())
    (tmp_path / "in" / "bad.pdf").write_bytes(b"%PDF-1.4")
    status, out, told = run("import", tmp_path / "in", "--dry-run")
    assert status == 0
    bad, first, second = out.splitlines()
    assert bad.endswith("bad.pdf is damaged; open it elsewhere and save it again.")
    assert first == (
        f"{export}, article 1 (“Port talks end without a deal”): 69 words, The Bergen Gazette, "
        "published 4 May 2021 (stated)"
    )
    assert "article 2" in second
    assert told == "dateline: 1 of 3 files left out.\n"
    assert not (tmp_path / "c.sqlite").exists()
    documents = json.loads(run("import", export, "--dry-run", "--json")[1])["documents"]
    assert [each["status"] for each in documents] == ["found", "found"]
    assert documents[0]["container"]["ordinal"] == 1
    status, out, _ = run("read", export)
    assert status == 2
    status, out, _ = run("read", export, "--article", "2")
    assert json.loads(out)["published"]["date"] == "2019-10-17"


def test_only_bad_files_are_unusable_input(run, tmp_path):
    (tmp_path / "bad.txt").write_bytes(b"")
    for name in ("bad.txt", "not there.txt"):
        status, out, _ = run("import", tmp_path / name)
        assert status == 2
        assert out.count("\n") == 1


def test_a_path_that_does_not_exist_is_wrong_use_though_the_others_are_read(
    run, articles, tmp_path
):
    status, out, told = run("import", articles, tmp_path / "gone.txt", tmp_path / "lost", "--json")
    assert status == 2
    assert told == f"dateline: Cannot find {tmp_path / 'gone.txt'} and 1 more; check the names.\n"
    documents = json.loads(out)["documents"]
    assert [each["status"] for each in documents].count("imported") == 2


def test_what_was_left_out_is_said_on_standard_error(run, articles, tmp_path):
    (tmp_path / "bad.txt").write_bytes(b"")
    status, _, told = run("import", articles, tmp_path / "bad.txt")
    assert status == 0
    assert "dateline: 1 of 3 files left out.\n" in told


@pytest.mark.parametrize("command", ["import", "read"])
def test_an_empty_path_is_not_the_current_folder(run, command):
    status, out, told = run(command, "")
    assert (status, out) == (2, "")
    assert "The path is empty" in told


def test_a_folder_with_nothing_to_read_says_what_is_in_it(run, tmp_path):
    folder = tmp_path / "d"
    folder.mkdir()
    status, _, told = run("import", folder)
    assert (status, told.count("\n")) == (2, 1)
    (folder / "a.png").touch()
    status, out, told = run("import", folder)
    assert (status, told.count("\n")) == (2, 1)
    assert out == f"{folder}: 1 picture: not supported yet\n"


def test_each_line_says_what_was_found_and_which_date_the_article_has(run, articles, tmp_path):
    (tmp_path / "none.txt").write_text("Nothing at all.")
    status, out, told = run("import", articles / "flood.txt", tmp_path / "none.txt")
    assert status == 0
    flood, none = out.splitlines()
    assert re.search(
        r"flood\.txt: \d+ events, \d+ people, published 12 May 2024 \(stated\)$", flood
    )
    assert none == f"{tmp_path / 'none.txt'}: no events found, date unknown"
    assert "1 article has no date" in told


@pytest.mark.skipif(sys.platform == "win32", reason="names there hold no control characters")
def test_no_escape_sequence_of_a_file_name_reaches_the_terminal(run, tmp_path):
    (tmp_path / "a\x1b]0;gone\x07\nb.txt").write_text("Ann Lee met Bo Ek in Oslo on 3 May 2021.")
    status, out, _ = run("import", tmp_path)
    assert status == 0
    assert out.startswith(f"{tmp_path}/a\\x1b]0;gone\\x07\\x0ab.txt: ")
    assert out.count("\n") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signal to ask a program to end")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_an_import_that_is_asked_to_end_reports_what_it_came_to(articles, tmp_path, number):
    folder = tmp_path / "many"
    folder.mkdir()
    for n in range(300):
        (folder / f"{n:03}.txt").write_text(f"{n} " + (articles / "flood.txt").read_text())
    command = [sys.executable, "-m", "desktop", "import", str(folder), "--json", "--jobs", "2"]
    database = tmp_path / "c.sqlite"
    with subprocess.Popen(
        [*command, "--database", str(database)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as program:
        for _ in range(1200):  # until something is stored
            log = database.with_name(f"{database.name}-wal")
            if program.poll() is not None or (log.exists() and log.stat().st_size > 100_000):
                break
            time.sleep(0.05)
        program.send_signal(number)
        out, told = program.communicate(timeout=60)
    report = json.loads(out)
    assert program.returncode == 1
    assert report["stopped"] is True
    assert len(report["documents"]) + len(report["left"]) == 300
    read = [each["status"] for each in report["documents"]]
    assert set(read) == {"imported"}
    assert told.decode() == f"dateline: Stopped, with {len(read)} of 300 files read.\n"
    assert main(["check", "--database", str(database)]) == 0


def test_a_mistake_of_ours_in_one_file_is_logged_and_shows_no_trace(
    run, articles, monkeypatch, expect_log
):
    expect_log("flood.txt was not stored")
    save = routine.save

    def fail_once(session, number, source, doc):
        if source.path.endswith("flood.txt"):
            raise ZeroDivisionError
        return save(session, number, source, doc)

    monkeypatch.setattr(routine, "save", fail_once)
    status, out, told = run("import", articles)
    assert status == 0
    assert "flood.txt: skipped: It was not stored: something went wrong in Dateline." in out
    assert "dateline: 1 of 2 files left out.\n" in told
    assert "ZeroDivisionError" in (log_folder() / "dateline.log").read_text()


def test_a_date_given_later_is_taken(run, tmp_path):
    (tmp_path / "a.txt").write_text("Ann Lee met Bo Ek in Oslo on Monday.")
    run("import", tmp_path / "a.txt")
    status, out, _ = run("import", tmp_path / "a.txt", "--published", "2019-06-12")
    assert (status, out) == (0, f"{tmp_path}/a.txt: unchanged (date set: 12 Jun 2019)\n")
    exported = json.loads(run("export", "--format", "json")[1])
    assert exported["documents"][0]["published"] == "2019-06-12"
    assert [each["date"] for each in exported["events"]] == ["2019-06-10"]
    status, out, _ = run("import", tmp_path / "a.txt", "--published", "2019-06-12")
    assert (status, out) == (0, f"{tmp_path}/a.txt: unchanged\n")
    assert run("check")[0] == 0


def test_the_filters_of_the_commands_narrow_what_is_written(run, story):
    status, out, _ = run("export", "--format", "json", database=story)
    assert status == 0
    everything = json.loads(out)["events"]
    for words, fits in (
        (("--status", "denied"), lambda event: event["status"] == "denied"),
        (("--kind", "meeting"), lambda event: event["kind"] == "meeting"),
        (
            ("--actor", "Tomas Okello"),
            lambda event: any(each["name"] == "Tomas Okello" for each in event["participants"]),
        ),
    ):
        status, out, _ = run("export", *words, "--format", "json", database=story)
        found = json.loads(out)["events"]
        assert status == 0
        assert {each["id"] for each in found} == {each["id"] for each in everything if fits(each)}
        assert 0 < len(found) < len(everything)
    dated = run("export", "--from", "2024-05", "--format", "json", database=story)[1]
    assert 0 < len(json.loads(dated)["events"]) < len(everything)


def test_a_table_has_a_line_an_event_and_goes_to_a_file(run, story, tmp_path):
    everything = json.loads(run("export", "--format", "json", database=story)[1])["events"]
    rows = list(csv.reader(io.StringIO(run("export", "--format", "csv", database=story)[1])))
    assert len(rows) == len(everything) + 1
    target = tmp_path / "out.csv"
    status, out, _ = run("export", "--format", "csv", "-o", target, database=story)
    assert (status, out) == (0, "")
    written = io.StringIO(target.read_bytes().decode("utf-8-sig"), newline="")
    assert len(list(csv.reader(written))) == len(rows)


def test_a_list_is_for_people(run, story):
    status, out, _ = run("list", "--search", "met", database=story)
    assert status == 0
    assert "Brandvold" in out


def test_a_reading_is_json_and_nothing_is_stored(run, articles, tmp_path):
    status, out, _ = run("read", articles / "harbour.txt", "--published", "2024-03-05")
    assert status == 0
    assert json.loads(out)["published"] == {
        "date": "2024-03-05", "basis": "given", "why": json.loads(out)["published"]["why"],
    }  # fmt: skip
    assert not (tmp_path / "c.sqlite").exists()


def test_a_reading_names_the_rules_that_decided_each_event_when_asked(run, articles):
    _, plain, _ = run("read", articles / "harbour.txt")
    status, out, _ = run("read", articles / "harbour.txt", "--why")
    events = json.loads(out)["events"]
    assert status == 0
    assert all({"kind", "status"} <= {why["what"] for why in event["why"]} for event in events)
    assert all(why["rule"] for event in events for why in event["why"])
    named = {part["actor_id"] for event in events for part in event["participants"]}
    assert {
        why["actor_id"] for event in events for why in event["why"] if "actor_id" in why
    } & named
    assert all("why" not in event for event in json.loads(plain)["events"])


@pytest.mark.parametrize(
    "words",
    [
        ("read", "/no/such/file.txt"),
        ("list", "--from", "someday"),
        ("list", "--kind"),
        ("export", "--format", "xml"),
        ("fly",),
    ],
)
def test_wrong_use_is_one_line_and_status_2(run, words):
    status, out, told = run(*words)
    assert (status, out) == (2, "")
    assert told.count("\n") == 1


def test_a_file_that_is_not_a_chronicle_is_refused_and_not_harmed(run, tmp_path):
    other = tmp_path / "other.sqlite"
    other.write_text("my own notes, long enough to look like something " * 20)
    before = other.read_bytes()
    status, out, told = run("check", database=other)
    assert (status, out) == (2, "")
    assert told.count("\n") == 1
    assert other.read_bytes() == before


@pytest.mark.parametrize("command", ["import", "list", "export", "check"])
def test_an_empty_file_is_not_made_a_chronicle(run, articles, tmp_path, command):
    notes = tmp_path / "notes.txt"
    notes.touch()
    paths = [articles] if command == "import" else []
    status, out, told = run(command, *paths, database=notes)
    assert (status, out) == (2, "")
    assert "notes.txt is an empty file" in told
    assert told.count("\n") == 1
    assert notes.read_bytes() == b""
    assert [each.name for each in tmp_path.iterdir() if each.is_file()] == ["notes.txt"]


@pytest.mark.parametrize("flag", ["--actor", "--search", "--kind", "--status", "--from", "--to"])
@pytest.mark.parametrize("text", ["Kim\udcff", "\ud83d", '"\udc80', "\udce6\udc97\udca5"])
def test_text_that_is_not_utf_8_is_a_search_or_one_sentence(run, story, flag, text):
    status, _, told = run("list", flag, text, database=story)
    assert status in (0, 2)
    assert "our side" not in told
    assert told.count("\n") == (1 if status else 0)


def test_bytes_of_another_locale_are_read_as_utf_8(run, story):
    okello = "Okëllo".encode().decode("ascii", "surrogateescape")
    assert run("list", "--search", okello, database=story)[1].count("\n") > 1


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        ("UPDATE event SET summary = CAST(x'ff' AS TEXT) WHERE id = 1",
         "event 1: summary is not readable text"),
        ("DROP TABLE alembic_version", "table alembic_version: is missing"),
        ("UPDATE alembic_version SET version_num = '0001'", "file: is not of the current version"),
        ("UPDATE alembic_version SET version_num = CAST(x'ff' AS TEXT)", "file: is not of the"),
        ("UPDATE sqlite_master SET sql = 'CREATE TABLE (' WHERE name = 'note'",
         "file: cannot be read (malformed database schema"),
    ],
)  # fmt: skip
def test_a_check_looks_into_a_chronicle_that_nobody_can_open(run, copied, story, damage, words):
    path = copied(story)
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("PRAGMA writable_schema=ON")
        raw.execute(damage)
    status, out, told = run("check", database=path)
    assert (status, told) == (1, "")
    assert [line for line in out.splitlines() if line.startswith(words)], out
    assert [each.name for each in path.parent.iterdir() if each.is_file()] == [path.name]
    status, out, told = run("list", database=path)
    assert (status, told.count("\n")) == (2, 1)
    assert f"{path.name} is damaged" in told


@pytest.mark.skipif(sys.platform == "win32", reason="there is no Ctrl+C to send")
def test_import_watch_takes_what_comes_and_ends_with_ctrl_c(tmp_path):
    folder, chronicle = tmp_path / "in", tmp_path / "c.sqlite"
    folder.mkdir()
    told = "Mayor Ilse Grondahl visited the village of Norrby on 3 May 2021, number {}.\n"
    (folder / "one.txt").write_text(told.format(1))
    os.utime(folder / "one.txt", (1_600_000_000,) * 2)
    command = [sys.executable, "-m", "desktop", "import", str(folder), "--watch"]
    command += ["--database", str(chronicle)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline().startswith(f"{folder / 'one.txt'}: 1 event")
        (folder / "two.txt").write_text(told.format(2))
        assert program.stdout.readline().startswith(f"{folder / 'two.txt'}: 1 event")
        program.send_signal(signal.SIGINT)
        rest, said = program.communicate(timeout=60)
    assert (program.returncode, rest, said) == (0, "", "")


def test_import_watch_needs_folders(run, tmp_path, articles):
    for given in ([articles / "flood.txt"], [tmp_path / "gone"], []):
        status, out, told = run("import", *given, "--watch")
        assert (status, out) == (2, "")
        assert told.count("\n") == 1
    assert run("import")[0] == 2


def test_copies_are_told_by_documents_and_exports(run, tmp_path):
    told = "The mayor of Bergen, Ilse Grondahl, told the council that pier {} would be closed."
    story = " ".join(told.format(n) for n in range(9))
    for name, text in (("wire.txt", story), ("brief.txt", f"{story[:400]}\n")):
        (tmp_path / name).write_text(text)
        assert run("import", tmp_path / name)[0] == 0
    documents = json.loads(run("documents", "--json")[1])
    assert [each["copy_of"] for each in documents] == [None, 1]
    assert "(copy of 1)" in run("documents")[1].splitlines()[1]
    exported = json.loads(run("export", "--format", "json")[1])["documents"]
    assert [each["copy_of"] for each in exported] == [None, 1]


def test_a_whole_chronicle_is_copied_and_nothing_is_written_over(run, articles, tmp_path):
    assert run("import", articles)[0] == 0
    target = tmp_path / "copy.sqlite"
    status, out, _ = run("copy", target)
    assert status == 0
    assert "rows copied and compared" in out
    ours, theirs = (json.loads(run("export", "--format", "json", database=each)[1])
                    for each in (tmp_path / "c.sqlite", target))  # fmt: skip
    for each in (ours, theirs):
        each["export"].pop("at")
    assert ours == theirs
    status, _, err = run("copy", target)
    assert status == 2
    assert "already exists" in err
    assert run("copy", tmp_path / "other.sqlite", database=tmp_path / "none.sqlite")[0] == 2
