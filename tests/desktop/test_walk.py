"""A day at a country desk, from outside: read, correct, undo, read more, read again.

Every decision stands to the end, and the export shows it.
"""

import json

import pytest

from desktop.cli import main
from models.reading.version import READER

_CITIES = ("Lima", "Oslo", "Quito", "Bergen", "Cusco", "Tromso", "Cali", "Arica", "Puno", "Molde",
           "Narvik")  # fmt: skip
_DAYS = ("3 March 2021", "4 March 2021", "9 March 2021", "2 April 2021", "7 April 2021",
         "8 April 2021", "11 May 2021", "12 May 2021", "3 June 2021", "4 June 2021",
         "5 June 2021")  # fmt: skip

FIRST = {
    "visit": "OSLO, 5 March 2021 (Coast Wire) -- Norwegian Foreign Minister Astrid Solheim visited "
    "Peru on 3 March 2021. She met President Olav Brandt in Lima.\n",
    "brant": "LIMA, 8 April 2021 (Coast Wire) -- Olav Brant criticised Sweden on 7 April 2021.\n",
    "camera": "QUITO, 9 April 2021 (Coast Wire) -- Rolf Marking attacked a guard on 8 April 2021. "
    "The guard thanked Astrid Solheim.\n",
    "undated": "Nordvik\n\nThe old bridge collapsed on Monday, the mayor said.\n",
    **{
        f"talks{number}": f"{city.upper()}, {day} (Coast Wire) -- Minister Ada Brandvold "
        f"visited {city} on {day}. She met union leader Tomas Okello there.\n"
        for number, (city, day) in enumerate(zip(_CITIES, _DAYS, strict=True))
    },
}
"""Fifteen articles, of which one has no date."""

MORE = {
    f"later{number}": f"LIMA, {day} July 2021 (Coast Wire) -- {who} {what} on {day} July 2021.\n"
    for number, (who, what, day) in enumerate(
        (
            ("Olav Brant", "visited Sweden", 1), ("Olav Brandt", "visited Norway", 2),
            ("Rolf Marking", "attacked a driver", 3), ("Astrid Solheim", "visited Chile", 4),
            ("Ada Brandvold", "visited Molde", 5),
        )
    )
}  # fmt: skip
"""Five more, which name the merged and the forgotten person."""


@pytest.fixture
def run(capsys, tmp_path):
    """Return a function that runs one command; every command opens the chronicle anew."""

    def command(*words):
        found = main([*map(str, words), "--database", str(tmp_path / "desk.dateline")])
        told = capsys.readouterr()
        assert found == 0, told.err
        return told.out

    return command


def written(folder, texts):
    folder.mkdir()
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, "utf8")
    return folder


def exported(run, *words):
    return json.loads(run("export", *words))


def one(data, words):
    (event,) = [each for each in data["events"] if words in each["summary"]]
    return event


def people(data):
    return {each["name"] for each in data["people"]}


def test_every_decision_stands_through_undo_more_articles_and_another_reader(
    run, tmp_path, monkeypatch
):
    run("import", written(tmp_path / "first", FIRST))
    data = exported(run)
    assert len(data["documents"]) == 15
    assert {"Olav Brandt", "Olav Brant", "Rolf Marking"} <= people(data)
    assert one(data, "bridge")["date"] is None

    run("merge", "Olav Brandt", "Olav Brant")
    run("forget", "Rolf Marking")
    visit, talks = one(data, "visited Peru")["id"], one(data, "visited Cali")["id"]
    run("edit", visit, "--date", "early March 2021")
    run("edit", one(data, "visited Quito")["id"], "--summary", "Brandvold came to Quito")
    run("edit", talks, "--drop", "agent=Ada Brandvold", "--add", "agent=Tomas Okello")
    refused = [one(data, f"visited {city}")["id"] for city in ("Arica", "Puno")]
    run("review", "reject", *refused)
    document = next(d for d in data["documents"] if d["path"].endswith("camera.txt"))
    start = document["text"].index("thanked")
    run("add", "--summary", "A guard thanked Astrid Solheim", "--target", "Astrid Solheim",
        "--document", document["id"], "--start", start, "--end", start + 22)  # fmt: skip
    tagged = [one(data, f"visited {city}")["id"] for city in _CITIES[:2] + _CITIES[8:11]]
    tagged = [each for each in tagged if each not in refused] + [visit, talks]
    for number in tagged[:5]:
        run("edit", number, "--tag", "for the report")
    bridge = next(d for d in data["documents"] if "bridge" in d["text"])
    run("document", bridge["id"], "--published", "2021-06-09")
    assert one(exported(run), "bridge")["date"] == "2021-06-07"

    for _ in range(3):
        run("undo")
    data = exported(run)
    assert one(data, "bridge")["date"] is None, "the date was given last"
    with_tag = [event["id"] for event in data["events"] if event["tags"]]
    assert sorted(with_tag) == sorted(tagged[:3]), "and the last two tags before it"
    for _ in range(3):
        run("redo")

    run("import", written(tmp_path / "more", MORE))
    _holds(run, visit, talks, refused, tagged)
    for module in ("models.composing.rows", "models.edits.rereading"):
        monkeypatch.setattr(f"{module}.READER", str(int(READER) + 1))
    run("reread", "--all")
    _holds(run, visit, talks, refused, tagged)
    run("check")


def _holds(run, visit, talks, refused, tagged):
    """Whether everything that was decided is so."""
    data = exported(run)
    assert "Olav Brant" not in people(data)
    (brandt,) = [p for p in data["people"] if p["name"] == "Olav Brandt"]
    assert "Olav Brant" in brandt["aliases"]
    for words in ("criticised Sweden", "visited Sweden", "visited Norway"):
        parts = one(data, words)["participants"]
        assert brandt["id"] in {part["actor_id"] for part in parts}, words
    assert "Rolf Marking" not in people(data)
    assert not [e for e in data["events"] for p in e["participants"] if "Marking" in p["name"]]
    events = {event["id"]: event for event in data["events"]}
    assert events[visit]["date"] == "2021-03-01~/2021-03-10~"
    assert events[visit]["edited"] == ["date"]
    assert one(data, "Brandvold came to Quito")["edited"] == ["summary"]
    agents = {p["name"] for p in events[talks]["participants"] if p["role"] == "agent"}
    assert agents == {"Tomas Okello"}
    assert not events.keys() & set(refused)
    rejected = {e["id"] for e in exported(run, "--review", "rejected")["events"]}
    assert rejected == set(refused)
    added = one(data, "A guard thanked")
    assert added["evidence"][0]["quote"].startswith("thanked")
    assert one(data, "bridge")["date"] == "2021-06-07"
    assert {n for n, e in events.items() if e["tags"] == ["for the report"]} == set(tagged[:5])
