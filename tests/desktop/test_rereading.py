"""The commands that list documents and read them again, from outside."""

import json
from dataclasses import replace

import pytest

from desktop.cli import main
from models.importing import readings, rereading
from models.importing.workers import Workers
from models.reading.doc import EventKind
from models.reading.reader import read

FIRST = """Solheim visits Peru

LIMA, March 5, 2021 (Reuters) - Norwegian Foreign Minister Astrid Solheim visited Peru on Wednesday.

Foreign Minister Solheim met President Olav Brandt in Lima. Brandt accused Sweden of spying.
"""
SECOND = """Solheim leaves

OSLO, April 7, 2021 (Reuters) - Astrid Solheim left Norway on Tuesday. Brant criticised Sweden.
"""


@pytest.fixture
def run(capsys, tmp_path):
    """Return a function that runs a command on a chronicle of two articles."""
    for name, text in (("a", FIRST), ("b", SECOND)):
        (tmp_path / f"{name}.txt").write_text(text, "utf8")

    def command(*words, status=0):
        found = main([*map(str, words), "--database", str(tmp_path / "c.dateline")])
        told = capsys.readouterr()
        assert found == status, told.err + told.out
        return told.out if found == 0 else told.err

    command("import", tmp_path / "a.txt", tmp_path / "b.txt")
    return command


@pytest.fixture
def reader(monkeypatch):
    """Return a function that has texts read, in this process, by another reader."""
    monkeypatch.setattr(rereading, "Workers", lambda _: Workers(0))

    def use(change):
        monkeypatch.setattr(readings, "read", lambda text, hints: change(read(text, hints)))

    return use


def other(doc):
    """Read visits as meetings, no accusation, and Brandt otherwise."""
    kinds = {EventKind.VISIT: EventKind.MEETING}
    actors = (
        replace(a, name="Olaf Brandt", given="Olaf") if a.name == "Olav Brandt" else a
        for a in doc.actors
    )
    events = [
        replace(event, kind=kinds.get(event.kind, event.kind))
        for event in doc.events
        if event.kind is not EventKind.ACCUSATION
    ]
    return replace(doc, events=tuple(events), actors=tuple(actors))


def listed(run, *words):
    return {event["id"]: event for event in json.loads(run("list", "--json", *words))}


def reread(run, *words):
    return json.loads(run("reread", "--json", *words))["documents"]


def test_documents_are_listed(run):
    first, second = json.loads(run("documents", "--json"))
    assert (first["id"], first["title"], first["published"]) == (
        1, "Solheim visits Peru", "2021-03-05",
    )  # fmt: skip
    assert (first["published_basis"], first["edited"]) == ("stated", [])
    assert second["events"] > 0
    assert len(run("documents").splitlines()) == 2
    run("document", 1, "--byline", "Ann Ek")
    assert json.loads(run("documents", "--json"))[0]["byline"] == "Ann Ek"


def test_the_same_reader_again_changes_nothing(run):
    before, steps = listed(run), run("history")
    assert "Every document was read by this reader" in run("reread")
    found = reread(run, "--all")
    assert [each["id"] for each in found] == [1, 2]
    for each in found:
        counts = {each[name] for name in ("new", "changed", "gone", "kept")}
        assert counts == {0}
        assert each["same"] > 0
    assert "Nothing has changed" in run("reread", 1)
    assert (listed(run), run("history")) == (before, steps)


def test_another_reading_is_shown_first_then_taken_as_one_step(run, reader):
    before = listed(run)
    gone = next(n for n, event in before.items() if event["kind"] == "accusation")
    visit = next(n for n, event in before.items() if event["kind"] == "visit")
    reader(other)
    first, _ = reread(run, "--all", "--dry-run")
    assert (first["gone"], first["lost"]) == (1, [])
    assert first["changed"] > 0
    assert listed(run) == before
    told = run("reread", "--all")
    assert "1 gone" in told
    after = listed(run)
    assert gone not in after
    assert after[visit]["kind"] == "meeting"
    assert "intact" in run("check")
    assert json.loads(run("history", "--json"))[0]["label"] == "Read 2 documents again"
    run("undo")
    assert listed(run) == before
    run("redo")
    assert listed(run) == after


def test_what_was_decided_stays(run, reader):
    before = listed(run)
    gone = next(n for n, event in before.items() if event["kind"] == "accusation")
    visit = next(n for n, event in before.items() if event["kind"] == "visit")
    run("review", "accept", gone)
    run("edit", visit, "--kind", "aid")
    run("rename", "Olav Brandt", "President Brandt")
    reader(other)
    first = reread(run, 1, "--dry-run")[0]
    assert first["kept"] == 2
    assert first["gone"] == 0
    assert first["lost"] == ["name: “Olav Brandt” is read as “Olaf Brandt” now"]
    reread(run, 1)
    after = listed(run)
    assert (after[gone]["review"], after[gone]["kind"]) == ("accepted", "accusation")
    assert after[visit]["kind"] == "aid"
    assert "intact" in run("check")


def test_documents_read_by_an_older_reader_are_found(run, reader, monkeypatch):
    for module in ("models.composing.rows", "models.edits.rereading"):
        monkeypatch.setattr(f"{module}.READER", "99")
    reader(lambda doc: doc)
    assert [each["id"] for each in reread(run, "--dry-run")] == [1, 2]
    before = run("history")
    assert [each["changed"] for each in reread(run)] == [0, 0]
    assert reread(run) == []
    assert run("history") == before
    assert {each["reader"] for each in json.loads(run("documents", "--json"))} == {"99"}


def test_what_cannot_be_read_again_is_told_in_one_line(run, reader):
    assert "There is no document 9" in run("reread", 9, status=2)
    assert "not both" in run("reread", 1, "--all", status=2)
    before = listed(run)
    reader(lambda doc: replace(doc, events=(), faults=("events: it failed",)))
    assert "could not be read completely" in run("reread", "--all", status=2)
    assert listed(run) == before
