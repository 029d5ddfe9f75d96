"""What ``list`` and ``export`` take, and what they give."""

import csv
import io
import json

import pytest

from desktop.cli import main
from models.store.store import Store
from tests.benchmarks.chronicles import fill

KEYS = [
    "id", "date", "earliest", "latest", "precision", "reported", "kind", "status", "review",
    "confidence", "tags", "notes", "summary", "who", "place", "sources", "independent",
    "copies",
]  # fmt: skip


@pytest.fixture
def run(capsys, story):
    """Return a function that runs a command on a chronicle; its exit status, data and messages."""

    def command(*words, database=story):
        status = main([*map(str, words), "--database", str(database)])
        told = capsys.readouterr()
        return status, told.out, told.err

    return command


@pytest.fixture(scope="module")
def few(tmp_path_factory):
    """Return the file of a chronicle of 300 events drawn at random, some of them at places."""
    path = tmp_path_factory.mktemp("few") / "few.sqlite"
    store = Store.open(path)
    fill(store, 300, seed=4)
    store.close()
    return path


def listed(run, *words, **more):
    status, out, told = run("list", "--json", *words, **more)
    assert (status, told) == (0, "")
    return json.loads(out)


def test_a_list_for_programs_is_an_array_with_an_event_a_line(run):
    status, out, _ = run("list", "--json")
    events = json.loads(out)
    assert status == 0
    assert [json.loads(line.rstrip(",")) for line in out.splitlines()[1:-1]] == events
    assert [list(event) for event in events] == [KEYS] * len(events)
    exported = {e["id"]: e for e in json.loads(run("export")[1])["events"]}
    assert [event["id"] for event in events] == list(exported)
    for event in events:
        whole = exported[event["id"]]
        assert {key: event[key] for key in KEYS[:10]} == {key: whole[key] for key in KEYS[:10]}
        named = [each["name"] for each in whole["participants"] if each["role"] != "place"]
        assert event["who"] == list(dict.fromkeys(named))
        assert event["place"] == (whole["place"] and whole["place"]["name"])
        documents = [each["document_id"] for each in event["sources"]]
        assert documents == list(dict.fromkeys(e["document_id"] for e in whole["evidence"]))
        assert all(each["title"] for each in event["sources"])


def test_a_list_that_is_piped_has_a_line_an_event_and_its_columns_between_tabs(run):
    status, out, _ = run("list")
    events = listed(run)
    rows = [line.split("\t") for line in out.splitlines()]
    assert status == 0
    assert [int(row[0]) for row in rows] == [event["id"] for event in events]
    for row, event in zip(rows, events, strict=True):
        _number, date, status, kind, who, words, place, source = row
        assert (status, kind, words) == (event["status"], event["kind"], event["summary"])
        assert all(name in who for name in event["who"])
        assert place == (event["place"] or "")
        assert source == "; ".join(each["outlet"] or each["title"] for each in event["sources"])
        assert date


def test_nothing_found_is_an_empty_list(run):
    assert run("list", "--search", "zyx")[:2] == (0, "")
    assert listed(run, "--search", "zyx") == []


def test_the_first_of_many_can_be_asked_for(run, crowd):
    everything = listed(run, database=crowd)
    assert len(everything) == 3000
    for limit in (1, 7, 2999, 3000, 10**17):
        assert listed(run, "--limit", limit, database=crowd) == everything[:limit]
    for wrong in ("0", "-1", "x", "1.5", "", "²"):
        status, out, told = run("list", "--limit", wrong)
        assert (status, out, told.count("\n")) == (2, "", 1)


def test_places_and_sources_narrow_what_is_listed_and_exported(run, few):
    everything = listed(run, database=few)
    at_place = next(event for event in everything if event["place"])
    place, source = at_place["place"], at_place["sources"][0]["title"]

    def there(event):
        return event["place"] == place

    def told(event):
        return source in [each["title"] for each in event["sources"]]

    for words, fits in (
        (("--place", place), there),
        (("--source", source), told),
        (("--source", source, "--place", place), lambda event: there(event) and told(event)),
    ):
        ids = [event["id"] for event in everything if fits(event)]
        assert 0 < len(ids) < len(everything)
        assert [event["id"] for event in listed(run, *words, database=few)] == ids
        exported = json.loads(run("export", *words, database=few)[1])["events"]
        assert [event["id"] for event in exported] == ids


def test_a_part_of_the_name_of_a_place_or_a_source_is_enough(run, few):
    everything = listed(run, database=few)
    at_place = next(event for event in everything if event["place"])
    place, title = at_place["place"], at_place["sources"][0]["title"]
    for option, part in (("--place", place[:4]), ("--source", title.split()[0])):
        found = listed(run, option, part, database=few)
        assert at_place["id"] in [event["id"] for event in found]
        assert len(found) < len(everything)


def test_an_option_given_twice_is_obeyed_twice(run, few):
    """Kinds, statuses, places and sources are alternatives; everything else holds together."""
    everything = listed(run, database=few)

    def ids(*words):
        return {event["id"] for event in listed(run, *words, database=few)}

    def two(values):
        return sorted({each for each in values if each})[:2]

    for option, values in (
        ("--kind", two(event["kind"] for event in everything)),
        ("--status", two(event["status"] for event in everything)),
        ("--place", two(event["place"] for event in everything)),
        ("--source", two(event["sources"][0]["title"] for event in everything)),
    ):
        first, second = values
        assert ids(option, first, option, second) == ids(option, first) | ids(option, second)
        assert ids(option, first) != ids(option, second)
    crowd = max(everything, key=lambda event: len(event["who"]))
    words = crowd["summary"].split()
    for option, values in (
        ("--search", (words[0], words[-1])),
        ("--from", ("1990", "2000-06")),
        ("--to", ("1980-02-03", "1970")),
        ("--actor", crowd["who"][:2]),
    ):
        one, other = (ids(option, value) for value in values)
        assert ids(option, values[0], option, values[1]) == one & other
        assert one != other


def test_a_table_for_excel_begins_with_a_mark_and_is_otherwise_the_same(run, tmp_path):
    plain = run("export", "--format", "csv")[1]
    assert run("export", "--format", "csv", "--excel")[1] == "\ufeff" + plain
    assert run("export", "--excel")[1] == "\ufeff" + plain
    status, out, told = run("export", "--excel", "--format", "json")
    assert (status, out) == (2, "")
    assert told == "dateline: --excel does nothing for json; use it with --format csv.\n"
    path = tmp_path / "out.csv"
    assert run("export", "--excel", "-o", path)[:2] == (0, "")
    assert path.read_bytes().startswith(b"\xef\xbb\xbfDate,")
    assert path.read_text("utf-8-sig").splitlines() == plain.splitlines()


def test_without_a_format_the_name_of_the_file_says_it(run, tmp_path):
    for name, start in (("a.csv", "Date,"), ("a.json", "{"), ("a.txt", "{")):
        assert run("export", "-o", tmp_path / name)[0] == 0
        assert (tmp_path / name).read_text().startswith(start)
    assert run("export", "--format", "json", "-o", tmp_path / "b.csv")[0] == 0
    assert (tmp_path / "b.csv").read_text().startswith("{")
    assert len(list(csv.reader(io.StringIO((tmp_path / "a.csv").read_text())))) > 3


def test_an_export_to_a_bad_place_is_wrong_use_and_leaves_nothing(run, tmp_path):
    status, out, told = run("export", "-o", tmp_path / "no" / "a.json")
    assert (status, out, told.count("\n")) == (2, "", 1)
    assert told.startswith("dateline: Nothing was exported to a.json: there is no folder ")
    assert list(tmp_path.iterdir()) == []
