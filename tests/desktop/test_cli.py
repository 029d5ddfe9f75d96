"""The commands, as a script meets them: exit status, data, one line on what is wrong."""

import csv
import io
import json

import pytest

from desktop.cli import main


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


def test_an_import_tells_of_every_document_and_twice_changes_nothing(run, articles, tmp_path):
    (tmp_path / "bad.txt").write_bytes(b"")
    status, out, _ = run("import", articles, tmp_path / "bad.txt", "--json")
    assert status == 0
    documents = json.loads(out)["documents"]
    for each in documents:
        assert {"path", "document_id", "status", "reason", "events", "people"} <= each.keys()
    statuses = sorted(each["status"] for each in documents)
    assert statuses == ["imported", "imported", "skipped"]
    first = run("export", "--format", "json")[1]
    status, out, _ = run("import", articles, "--json")
    assert status == 0
    assert {each["status"] for each in json.loads(out)["documents"]} == {"unchanged"}
    assert run("export", "--format", "json")[1] == first
    assert run("check")[0] == 0


def test_only_bad_files_are_unusable_input(run, tmp_path):
    (tmp_path / "bad.txt").write_bytes(b"")
    for name in ("bad.txt", "not there.txt"):
        status, out, _ = run("import", tmp_path / name)
        assert status == 2
        assert out.count("\n") == 1


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


def test_a_file_that_is_no_chronicle_is_refused_and_not_harmed(run, tmp_path):
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
