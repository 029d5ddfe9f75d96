"""The commands that correct a chronicle, from outside."""

import json

import pytest

from desktop.cli import main

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

    def command(*words, status=0, database="c.dateline"):
        found = main([*map(str, words), "--database", str(tmp_path / database)])
        told = capsys.readouterr()
        assert found == status, told.err
        return told.out if found == 0 else told.err

    command("import", tmp_path / "a.txt", tmp_path / "b.txt")
    return command


def exported(run, *words, **more):
    return json.loads(run("export", *words, **more))


def summaries(run, *words):
    return [event["summary"] for event in json.loads(run("list", "--json", *words))]


def named(run):
    return {actor["name"]: actor for actor in json.loads(run("actors", "--json"))}


def test_two_spellings_are_merged_and_every_number_goes_on_meaning_that_actor(run):
    before = named(run)
    assert {"Olav Brandt", "Brant"} <= before.keys()
    told = run("merge", "Olav Brandt", "Brant")
    assert told.startswith("Merged Olav Brandt and Brant")
    assert "Brant" not in named(run)
    lost = before["Brant"]["id"]
    (person,) = (p for p in exported(run)["people"] if p["name"] == "Olav Brandt")
    assert person["merged"] == [lost]
    assert "Brant" in person["aliases"]
    assert len(summaries(run, "--actor", "Brant")) == before["Olav Brandt"]["events"] + 1
    run("rename", f"#{lost}", "President Brandt")
    assert named(run)["President Brandt"]["id"] == before["Olav Brandt"]["id"]
    run("undo")
    run("undo")
    assert named(run) == before


def test_an_actor_is_split_by_documents_and_put_together_again(run):
    events = named(run)["Astrid Solheim"]["events"]
    run("split", "Astrid Solheim", "--documents", "2", "--name", "Another Solheim")
    assert named(run)["Another Solheim"]["events"] == 1
    assert named(run)["Astrid Solheim"]["events"] == events - 1
    told = run("split", "Another Solheim", "--documents", "2", status=2)
    assert "is only in these documents" in told
    run("undo")
    assert "Another Solheim" not in named(run)


def test_whoever_is_no_actor_is_in_no_event_nor_in_later_imports(run, tmp_path):
    run("forget", "Peru")
    assert "Peru" not in named(run)
    assert not any(e["place"] == "Peru" for e in json.loads(run("list", "--json")))
    (tmp_path / "c.txt").write_text("Ann Ek visited Peru on 3 May 2020.\n", "utf8")
    run("import", tmp_path / "c.txt")
    assert "Peru" not in named(run)
    assert "intact" in run("check")


def test_rejected_events_are_left_out_until_they_are_asked_for(run):
    every = json.loads(run("list", "--json"))
    gone = every[0]["id"]
    assert run("review", "reject", gone).startswith("Rejected 1 event")
    assert gone not in [e["id"] for e in json.loads(run("list", "--json"))]
    assert len(exported(run)["events"]) == len(every) - 1
    (kept,) = exported(run, "--review", "rejected")["events"]
    assert (kept["id"], kept["review"]) == (gone, "rejected")
    assert "Nothing to change" in run("review", "reject", gone)
    run("review", "reject", "--actor", "Sweden")
    assert not summaries(run, "--actor", "Sweden")
    run("review", "reset", "--review", "rejected")
    assert len(json.loads(run("list", "--json"))) == len(every)
    assert "no event 999" in run("review", "accept", 999, status=2)
    assert "not both" in run("review", "accept", status=2)


def people_of(run, number):
    (event,) = (e for e in exported(run)["events"] if e["id"] == number)
    return {(p["name"], p["role"]) for p in event["participants"]}


def test_in_one_event_an_actor_is_somebody_else(run):
    number = json.loads(run("list", "--json", "--kind", "accusation"))[0]["id"]
    assert ("Olav Brandt", "agent") in people_of(run, number)
    before = named(run)["Olav Brandt"]["events"]
    run("edit", number, "--as", "Olav Brandt=João Brandt")
    assert ("João Brandt", "agent") in people_of(run, number)
    assert named(run)["Olav Brandt"]["events"] == before - 1
    assert summaries(run, "--actor", "João Brandt")
    assert "isn’t in event" in run("edit", number, "--as", "Olav Brandt=Astrid Solheim", status=2)
    run("edit", number, "--as", "João Brandt=Olav Brandt")
    assert ("Olav Brandt", "agent") in people_of(run, number)
    (event,) = (e for e in exported(run)["events"] if e["id"] == number)
    assert event["edited"] == []
    run("undo")
    run("undo")
    assert "João Brandt" not in named(run)
    assert "intact" in run("check")


def test_who_claims_an_event_is_added_and_removed_by_hand(run):
    number = json.loads(run("list", "--json", "--kind", "visit"))[0]["id"]
    claims = lambda: [  # noqa: E731
        (c["name"], c["stance"], c["document_id"])
        for e in exported(run)["events"] if e["id"] == number for c in e["claims"]
    ]  # fmt: skip
    before = claims()
    run("edit", number, "--claim", "denies=Sweden", "--claim", "confirms=Ann Ek")
    assert claims() == [*before, ("Sweden", "denies", None), ("Ann Ek", "confirms", None)]
    assert "already" in run("edit", number, "--claim", "denies=Sweden", status=2)
    assert "no such claim" in run("edit", number, "--unclaim", "denies=Olav Brandt", status=2)
    run("edit", number, "--unclaim", "denies=Sweden")
    assert ("Sweden", "denies", None) not in claims()
    assert "intact" in run("check")
    run("undo")
    run("undo")
    assert claims() == before
    assert "stance and an actor" in run("edit", number, "--claim", "shrugs=Sweden", status=2)


def test_actors_and_documents_have_notes_and_documents_tags(run):
    told = run("note", "Olav Brandt", "Not the other one")
    assert "Added a note on Olav Brandt" in told
    run("document", "1", "2", "--tag", "wire", "--note", "See p. 2")
    before = run("history")
    assert "Nothing to change" in run("document", "1", "2", "--tag", "wire")
    assert run("history") == before
    assert "intact" in run("check")
    run("undo")
    run("undo")
    assert "intact" in run("check")


def test_the_history_says_who_did_what(run, monkeypatch):
    run("rename", "Olav Brandt", "O. Brandt", "--by", "Ann  Ek")
    monkeypatch.setenv("DATELINE_NAME", "Desk\t2")
    run("forget", "Peru")
    steps = json.loads(run("history", "--json"))
    assert [step["by"] for step in steps][:2] == ["Desk 2", "Ann Ek"]
    assert "Ann Ek\tRenamed Olav Brandt" in run("history")
    decisions = exported(run)["decisions"]
    assert {each["by"] for each in decisions} == {"Desk 2", "Ann Ek"}


def test_an_event_is_edited_as_one_step(run):
    number = json.loads(run("list", "--json", "--kind", "visit"))[0]["id"]
    words = ("--date", "early March 2021", "--place", "Lima", "--add", "target=Ann Ek")
    run("edit", number, *words, "--drop", "target=Peru", "--tag", "urgent", "--note", "See there.")
    (event,) = (e for e in exported(run)["events"] if e["id"] == number)
    assert event["edited"] == ["date", "participants", "place"]
    assert (event["date"], event["place"]["name"]) == ("2021-03-01~/2021-03-10~", "Lima")
    people = {(p["name"], p["role"]) for p in event["participants"]}
    assert ("Ann Ek", "target") in people
    assert ("Peru", "target") not in people
    assert (event["tags"], event["notes"]) == (["urgent"], ["See there."])
    assert summaries(run, "--tag", "urgent") == [event["summary"]]
    assert summaries(run, "--search", "tag:urg review:edited") == [event["summary"]]
    run("undo")
    (event,) = (e for e in exported(run)["events"] if e["id"] == number)
    assert (event["edited"], event["tags"], event["notes"]) == ([], [], [])
    assert "Ann Ek" not in named(run)
    for wrong in (("--kind", "picnic"), ("--date", "whenever"), ("--summary", " ")):
        assert run("edit", number, *wrong, status=2).count("\n") == 1


def test_events_are_added_by_hand_and_of_words_in_a_document(run):
    run("add", "--summary", "Borders closed", "--agent", "Sweden", "--date", "2021-03")
    start = FIRST.index("spying")
    where = ("--document", "1", "--start", start, "--end", start + 6)
    run("add", "--summary", "Spying", *where)
    by_hand, in_words = (
        next(e for e in exported(run)["events"] if e["summary"] == words)
        for words in ("Borders closed", "Spying")
    )
    assert by_hand["evidence"] == []
    assert [e["quote"] for e in in_words["evidence"]] == ["spying"]
    assert "intact" in run("check")
    assert "together" in run("add", "--summary", "x", "--document", "1", status=2)


def test_events_are_joined_and_separated_by_their_old_numbers(run):
    first, second = (e["id"] for e in json.loads(run("list", "--json"))[:2])
    every = len(summaries(run))
    run("same", first, second)
    assert len(summaries(run)) == every - 1
    run("different", first, second)
    assert len(summaries(run)) == every
    assert "intact" in run("check")


def test_another_date_of_a_document_counts_its_dates_again(run):
    run("document", "1", "--published", "2022-01-12", "--outlet", "The Post")
    (document,) = (d for d in exported(run)["documents"] if d["id"] == 1)
    assert (document["published"], document["published_basis"]) == ("2022-01-12", "given")
    assert document["outlet"] == "The Post"
    dates = {e["date"] for e in exported(run, "--kind", "visit")["events"]}
    assert "2022-01-12" in dates, "Wednesday is that day now"


def test_any_step_of_the_history_is_undone_and_done_again(run):
    run("forget", "Peru")
    run("rename", "Olav Brandt", "O. Brandt")
    steps = json.loads(run("history", "--json"))
    assert [step["label"] for step in steps][:2] == [
        "Renamed Olav Brandt",
        "Removed Peru: not an actor",
    ]
    run("undo", steps[1]["step"])
    assert {"Peru", "O. Brandt"} <= named(run).keys()
    assert "has already been undone" in run("undo", steps[1]["step"], status=2)
    run("redo", steps[1]["step"])
    assert "Peru" not in named(run)
    assert "no step 99" in run("undo", 99, status=2)


def test_with_nothing_left_to_undo_the_command_fails_and_says_so(run):
    run("undo")
    assert run("undo", status=1) == "dateline: There is nothing to undo.\n"
    run("redo")


def test_undoing_a_step_takes_along_what_builds_on_it_and_says_so(run):
    event = json.loads(run("list", "--json", "--kind", "visit"))[0]
    first = run("edit", event["id"], "--date", "2020")
    number = int(first.split("undo ")[1].split("”")[0])
    run("edit", event["id"], "--date", "2021", "--kind", "meeting")
    run("edit", event["id"], "--summary", "Otherwise")
    told = run("undo", number)
    assert told.count("Undone with it: ") == 1
    (now,) = (e for e in exported(run)["events"] if e["id"] == event["id"])
    assert (now["summary"], now["edited"]) == ("Otherwise", ["summary"])
    run("redo", number)
    (now,) = (e for e in exported(run)["events"] if e["id"] == event["id"])
    assert (now["date"], now["kind"]) == ("2021", "meeting")
    run("undo", number, "--alone")
    (now,) = (e for e in exported(run)["events"] if e["id"] == event["id"])
    assert now["date"] == "2021"


def test_what_was_undone_stays_reachable_after_something_else_was_done(run):
    run("forget", "Peru")
    number = json.loads(run("history", "--json"))[0]["step"]
    run("undo")
    run("rename", "Olav Brandt", "O. Brandt")
    assert run("redo", status=1) == "dateline: There is nothing to redo.\n"
    run("redo", number)
    assert "Peru" not in named(run)


def test_an_event_has_a_history_of_its_own(run):
    event, other = (e["id"] for e in json.loads(run("list", "--json"))[:2])
    run("review", "accept", event, other)
    run("edit", event, "--date", "2020", "--by", "Ann")
    run("edit", other, "--date", "2021")
    past = json.loads(run("history", "--event", event, "--json"))
    assert [(p["verb"], p["by"] == "Ann") for p in past] == [("set", True), ("review", False)]
    assert past[0]["was"]["value"] == json.loads(run("list", "--json"))[0]["date"] or past[0]["was"]
    assert "no event 999" in run("history", "--event", "999", status=2)


def test_the_meter_tells_how_much_was_right_as_read(run):
    assert "No event has been reviewed" in run("meter")
    events = [e["id"] for e in json.loads(run("list", "--json"))]
    run("review", "accept", *events)
    run("review", "reject", events[0])
    run("edit", events[1], "--date", "2020")
    right, every = len(events) - 2, len(events)
    assert f"Of {every} reviewed events {right} were right as read (" in run("meter")
    data = json.loads(run("meter", "--json"))
    assert (data["reviewed"], data["right"], data["corrected"], data["rejected"]) == (
        every, right, 1, 1,
    )  # fmt: skip
    assert data["fields"] == {"date": 1}


def test_decisions_go_to_another_chronicle_with_the_same_texts(run, tmp_path):
    run("forget", "Peru")
    run("merge", "Olav Brandt", "Brant")
    run("review", "reject", "--kind", "accusation")
    run("edit", json.loads(run("list", "--json"))[0]["id"], "--summary", "Otherwise")
    run("add", "--summary", "Borders closed", "--agent", "New Person")
    run("decisions", "export", tmp_path / "d.jsonl")
    other = {"database": "other.dateline"}
    run("import", tmp_path / "b.txt", tmp_path / "a.txt", **other)
    assert "0 passages not found" in run("decisions", "import", tmp_path / "d.jsonl", **other)
    assert "0 decisions added" in run("decisions", "import", tmp_path / "d.jsonl", **other)
    told = [
        sorted((e["summary"], e["review"], str(e["date"])) for e in exported(run, **more)["events"])
        for more in ({}, other)
    ]
    assert told[0] == told[1]
    assert "intact" in run("check", **other)
    run("undo", **other)
    assert "Peru" in {a["name"] for a in json.loads(run("actors", "--json", **other))}
    (tmp_path / "bad.jsonl").write_text('{"format": "x"}\n', "utf8")
    assert "Line 1" in run("decisions", "import", tmp_path / "bad.jsonl", status=2)


def test_what_is_so_already_is_no_step(run):
    event = next(e for e in exported(run)["events"] if e["kind"] == "visit")
    before = run("history")
    told = run("edit", event["id"], "--drop", "target=Astrid Solheim", status=2)
    assert "doesn’t take part" in told
    told = run("edit", event["id"], "--add", "agent=Astrid Solheim", status=2)
    assert "already" in told
    assert run("history") == before


def test_a_tag_is_found_however_its_letters_are_written(run):
    event = next(e for e in exported(run)["events"] if e["kind"] == "visit")
    run("edit", event["id"], "--tag", "Évian")
    assert len(summaries(run, "--tag", "Évian")) == 1
    assert len(summaries(run, "--search", "tag:Évi")) == 1
    assert len(summaries(run, "--tag", "evian")) == 1
    assert len(summaries(run, "--search", "tag:evi")) == 1
    before = run("history")
    assert "Nothing to change" in run("edit", event["id"], "--tag", "Évian")
    assert run("history") == before


def test_a_date_set_by_hand_outlives_another_one_given_at_import(run, tmp_path):
    document = exported(run)["documents"][0]["id"]
    run("document", document, "--published", "2020-05-05", "--outlet", "Mine")
    told = run("import", tmp_path / "a.txt", "--published", "2021-06-06")
    assert "was set by hand and is kept" in told
    assert exported(run)["documents"][0]["published"] == "2020-05-05"
    run("undo")
    before = exported(run)["documents"][0]
    run("document", document, "--outlet", "Mine")
    run("import", tmp_path / "a.txt", "--published", "2021-06-06")
    run("undo", 3)
    after = exported(run)["documents"][0]
    assert (after["outlet"], after["published"]) == (before["outlet"], "2021-06-06")


def test_an_import_done_again_has_the_dates_of_the_steps_that_count(run, tmp_path):
    before = exported(run)["documents"][0]["published"]
    run("import", tmp_path / "a.txt", "--published", "2021-06-06")
    run("undo", 1)
    run("undo", 2)
    run("redo", 1)
    assert exported(run)["documents"][0]["published"] == before
    assert run("check").strip().endswith("intact")


@pytest.mark.parametrize(
    "bad",
    [
        {"verb": "review", "value": {}},
        {"verb": "review", "value": {"review": "bogus"}},
        {"verb": "note", "value": {"text": 3}},
        {"verb": "set", "value": {"field": "kind", "value": "picnic"}},
        {"verb": "new", "value": {"telling": [1]}},
        {"verb": "fly", "value": {}},
    ],
)
def test_decisions_that_say_what_none_says_are_refused(run, tmp_path, bad):
    path = tmp_path / "d.jsonl"
    run("decisions", "export", path)
    text = path.read_text("utf8").rstrip("\n")
    path.write_text(text + "\n" + json.dumps({"uid": 7, "subject": [], **bad}) + "\n", "utf8")
    assert "isn’t a decision exported by Dateline" in run("decisions", "import", path, status=2)


def test_decisions_travel_whatever_separates_lines_in_their_passages(run, tmp_path):
    event = next(e for e in exported(run)["events"] if e["kind"] == "visit")
    run("edit", event["id"], "--note", "one\u2028two\u0085three")
    run("review", "accept", event["id"])
    for way in ("-", str(tmp_path / "d.jsonl")):
        told = run("decisions", "export", way)
        (tmp_path / "e.jsonl").write_text(told or (tmp_path / "d.jsonl").read_text("utf8"), "utf8")
        assert "already known" in run("decisions", "import", tmp_path / "e.jsonl")
