"""What leaves a chronicle is what is in it, and harms nobody who opens it."""

import csv
import io
import json
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from models.dates.edtf import parse_edtf
from models.edits.deciding import decide
from models.edits.events import new_event, same, set_fields
from models.exporting.chronicle import write_json
from models.exporting.reading import reading_data
from models.exporting.table import write_csv
from models.importing.routine import import_files
from models.queries.detail import event_detail
from models.queries.filter import EventFilter, Term
from models.reading.reader import read
from models.reading.version import READER
from models.store.store import Store
from tests.steps import finish

TEXT = (
    "Norwegian Foreign Minister Astrid Solheim visited Peru on 3 March 2021.\n\n"
    "She met President Olav Brandt in Lima and criticised Sweden.\n\n"
    "Brandt denied that Peru had invited Sweden.\n"
)


@pytest.fixture
def chronicle(tmp_path: Path) -> Generator[Store, None, None]:
    (tmp_path / "a.txt").write_text(TEXT, "utf8")
    store = Store.open(tmp_path / "c.dateline")
    finish(import_files(store, [tmp_path / "a.txt"]))
    yield store
    store.close()


def exported(store: Store, wanted: EventFilter = EventFilter()) -> dict[str, Any]:  # noqa: B008 - frozen
    out = io.StringIO()
    with store.reading() as session:
        finish(write_json(session, wanted, out))
    answer: dict[str, Any] = json.loads(out.getvalue())
    return answer


def test_every_quote_stands_in_its_document(chronicle: Store) -> None:
    answer = exported(chronicle)
    texts = {d["id"]: d["text"] for d in answer["documents"]}
    assert texts == {answer["documents"][0]["id"]: TEXT}
    assert answer["events"]
    for event in answer["events"]:
        for v in event["evidence"]:
            assert texts[v["document_id"]][v["start"] : v["end"]] == v["quote"]
            assert v["start"] <= v["trigger_start"] < v["trigger_end"] <= v["end"]


def test_everybody_who_takes_part_is_in_the_list(chronicle: Store) -> None:
    answer = exported(chronicle)
    ids = {p["id"] for p in answer["people"]}
    assert {p["actor_id"] for e in answer["events"] for p in e["participants"]} <= ids
    names = {p["name"]: p for p in answer["people"]}
    assert names["Astrid Solheim"]["kind"] == "person"
    assert names["Astrid Solheim"]["roles"][0]["of"] == "Norway"


def test_an_export_obeys_the_filter(chronicle: Store) -> None:
    visits = exported(chronicle, EventFilter(kinds=(Term("visit"),)))["events"]
    assert [e["kind"] for e in visits] == ["visit"]
    assert visits[0]["date"] == "2021-03-03"


def test_a_reading_numbers_its_actors() -> None:
    data = reading_data(read(TEXT))
    assert {"text", "published", "paragraphs", "sentences", "words", "names", "actors", "times",
            "quotations", "events"} <= data.keys()  # fmt: skip
    for event in data["events"]:
        for part in event["participants"]:
            assert data["actors"][part["actor_id"]]["name"] == part["name"]


# The shapes that contract.md promises, as what each key may hold; a tuple is a list of such.
NAME, TEXT_OR_NONE, NUMBER = (str,), (str, type(None)), (int,)
ROLE = {"title": NAME, "of": TEXT_OR_NONE, "from": TEXT_OR_NONE, "to": TEXT_OR_NONE}
DATED = {
    "date": TEXT_OR_NONE, "earliest": TEXT_OR_NONE, "latest": TEXT_OR_NONE,
    "precision": TEXT_OR_NONE, "date_words": TEXT_OR_NONE, "date_basis": TEXT_OR_NONE,
    "reported": TEXT_OR_NONE,
}  # fmt: skip
PARTICIPANT = {"actor_id": NUMBER, "name": NAME, "kind": NAME, "role": NAME}
CLAIM = {
    "actor_id": (int, type(None)), "name": TEXT_OR_NONE, "stance": NAME, "start": NUMBER,
    "end": NUMBER,
}  # fmt: skip
EVIDENCE = {
    "start": NUMBER, "end": NUMBER, "trigger_start": NUMBER, "trigger_end": NUMBER, "quote": NAME,
}  # fmt: skip
EVENT = {
    "kind": NAME, "summary": NAME, **DATED, "place": (dict, type(None)), "status": NAME,
    "claimed_by": TEXT_OR_NONE, "participants": [PARTICIPANT],
}  # fmt: skip
STORED = {"document_id": NUMBER}
EXPORT = {
    "format": NAME,
    "version": NUMBER,
    "documents": [
        {
            "id": NUMBER, "path": NAME, "title": TEXT_OR_NONE, "outlet": TEXT_OR_NONE,
            "url": TEXT_OR_NONE, "byline": TEXT_OR_NONE,
            "published": TEXT_OR_NONE, "published_basis": NAME, "sha256": NAME, "text": NAME,
        }
    ],
    "people": [
        {
            "id": NUMBER, "kind": NAME, "name": NAME, "aliases": [NAME], "roles": [ROLE],
            "document_ids": [NUMBER], "merged": [NUMBER],
        }
    ],
    "events": [
        EVENT | {
            "id": NUMBER, "review": NAME, "claims": [CLAIM | STORED],
            "evidence": [EVIDENCE | STORED], "confidence": (float,), "edited": [NAME],
            "tags": [NAME], "notes": [NAME],
        }
    ],
    "decisions": [
        {
            "at": NAME, "by": NAME, "verb": NAME, "subject": [{"kind": NAME}], "value": {},
            "was": (dict, type(None)),
        }
    ],
}  # fmt: skip
SPAN = {"start": NUMBER, "end": NUMBER}
READING = {
    "text": NAME,
    "published": {"date": TEXT_OR_NONE, "basis": NAME, "why": NAME},
    "paragraphs": [SPAN | {"kind": NAME}],
    "sentences": [SPAN],
    "words": [SPAN | {"lemma": NAME, "tag": NAME, "head": NUMBER, "relation": NAME}],
    "names": [SPAN | {"kind": NAME, "actor": (int, type(None))}],
    "actors": [{"kind": NAME, "name": NAME, "aliases": [NAME], "roles": [ROLE]}],
    "times": [SPAN | {"text": NAME, "type": NAME, "value": NAME, "date": TEXT_OR_NONE}],
    "quotations": [
        SPAN | {"speaker": (int, type(None)), "cue": TEXT_OR_NONE, "direct": (bool,)}
    ],
    "events": [EVENT | {"claims": [CLAIM], "evidence": [EVIDENCE]}],
}  # fmt: skip


def misfits(found: Any, shape: Any, at: str = "") -> list[str]:
    """Where an answer has not all the keys of a shape, or something else under one."""
    if isinstance(shape, dict):
        if not isinstance(found, dict):
            return [f"{at} is no object"]
        missing = [f"{at}.{key} is missing" for key in shape if key not in found]
        inside = (misfits(found[k], part, f"{at}.{k}") for k, part in shape.items() if k in found)
        return missing + [each for part in inside for each in part]
    if isinstance(shape, list):
        if not isinstance(found, list):
            return [f"{at} is no list"]
        return [each for value in found for each in misfits(value, shape[0], f"{at}[]")]
    return [] if type(found) in shape else [f"{at} is {found!r}"]


def test_an_export_has_every_key_that_others_rely_on(chronicle: Store) -> None:
    answer = exported(chronicle)
    assert misfits(answer, EXPORT) == []
    assert (answer["format"], answer["version"]) == ("dateline", 2)
    assert all(answer[part] for part in ("documents", "people", "events"))
    for event in answer["events"]:
        assert event["status"] in ("asserted", "claimed", "denied", "planned", "negated")
        assert event["review"] in ("proposed", "accepted", "rejected", "edited")
        assert (event["date"] is None) == (event["earliest"] is None is event["latest"])
    del answer["events"][0]["summary"]
    answer["documents"][0]["id"] = "1"
    assert misfits(answer, EXPORT) == [".documents[].id is '1'", ".events[].summary is missing"]


def test_a_reading_names_who_takes_part_perhaps_beside_the_participants() -> None:
    text = (
        "OSLO, March 4, 2024 -- Ann Lee wrote to Mary Ford on Monday. Police read the letter for "
        "Mary Ford. She was arrested on Tuesday."
    )
    (arrest,) = (e for e in reading_data(read(text))["events"] if e["kind"] == "coercion")
    (found,) = arrest["perhaps"]
    assert arrest["participants"] == []
    assert (found["name"], found["role"], found["why"]) == ("Ann Lee", "target", "he or she")
    assert 0 < found["sure"] < 1


def test_an_event_without_a_date_has_the_day_it_was_reported(tmp_path: Path) -> None:
    text = "Ann Ek visited Peru on 3 March 2021.\n\nEk has met Olav Brandt before.\n"
    (tmp_path / "a.txt").write_text(text, "utf8")
    store = Store.open(tmp_path / "c.sqlite")
    finish(import_files(store, [tmp_path / "a.txt"], published=parse_edtf("2021-03")))
    dated, met = exported(store)["events"]
    assert [dated[key] for key in ("date", "reported")] == ["2021-03-03", "2021-03-31"]
    assert [met[key] for key in ("date", "earliest", "latest")] == [None, None, None]
    assert met["reported"] == "2021-03-31"
    out = io.StringIO()
    with store.reading() as session:
        finish(write_csv(session, EventFilter(), out))
    dated, met = csv.DictReader(io.StringIO(out.getvalue()))
    assert [dated[key] for key in ("Date", "EDTF", "Reported")] == [
        "3 Mar 2021", "2021-03-03", "2021-03-31",
    ]  # fmt: skip
    assert [met[key] for key in ("Date", "EDTF", "Earliest", "Latest", "Reported")] == [
        "by 31 Mar 2021", "", "", "", "2021-03-31",
    ]  # fmt: skip
    assert json.loads(json.dumps(reading_data(read(text))))["events"][0]["reported"] is None
    store.close()


def test_a_reading_has_every_key_that_others_rely_on() -> None:
    data = json.loads(json.dumps(reading_data(read(TEXT))))
    assert misfits(data, READING) == []
    assert all(data[part] for part in ("paragraphs", "sentences", "words", "names", "events"))


def test_the_words_of_a_day_that_could_not_be_worked_out_are_kept(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Rebels attacked Velin on Tuesday. They left Velin.", "utf8")
    store = Store.open(tmp_path / "c.dateline")
    finish(import_files(store, [tmp_path / "a.txt"]))
    event = next(e for e in exported(store)["events"] if e["kind"] == "attack")
    assert (event["date"], event["date_words"]) == (None, "Tuesday")
    why = "no day could be worked out, because the article’s date is unknown"
    assert event["date_basis"] == why
    with store.reading() as session:
        detail = event_detail(session, event["id"])
    assert detail is not None
    assert detail.basis is not None
    assert (detail.date_words, detail.basis.result) == ("Tuesday", None)
    store.close()


@pytest.fixture
def two_papers(tmp_path: Path) -> Generator[Store, None, None]:
    (tmp_path / "a.txt").write_text(TEXT, "utf8")
    other = "Foreign Minister Astrid Solheim visited Peru on 4 March 2021, officials said.\n"
    (tmp_path / "b.txt").write_text(other, "utf8")
    store = Store.open(tmp_path / "c.dateline")
    finish(import_files(store, [tmp_path / "a.txt", tmp_path / "b.txt"]))
    yield store
    store.close()


def _visits(answer: dict[str, Any]) -> list[dict[str, Any]]:
    return [event for event in answer["events"] if event["kind"] == "visit"]


def test_an_event_that_one_document_reports_has_one_telling_that_says_the_same(
    chronicle: Store,
) -> None:
    for event in exported(chronicle)["events"]:
        (telling,) = event["tellings"]
        for name in ("date", "date_words", "date_basis", "kind", "status", "summary", "place",
                     "participants", "claims"):  # fmt: skip
            assert telling[name] == event[name]
        assert telling["link"] == "reading"
        assert event["disputed"] == []
        assert telling["quote"] == event["evidence"][0]["quote"]


def test_a_telling_stays_as_it_was_read_whatever_people_decide(two_papers: Store) -> None:
    first, second = _visits(exported(two_papers))
    decide(two_papers, same((first["id"], second["id"])))
    decide(two_papers, set_fields(first["id"], {"date": "2021-03-05", "status": "planned"}))
    (event,) = _visits(exported(two_papers))
    assert (event["date"], event["status"]) == ("2021-03-05", "planned")
    assert [(t["date"], t["status"]) for t in event["tellings"]] == [
        ("2021-03-03", "asserted"), (second["date"], second["status"]),
    ]  # fmt: skip
    assert [t["summary"] for t in event["tellings"]] == [first["summary"], second["summary"]]
    assert [t["link"] for t in event["tellings"]] == ["reading", "decision"]
    assert event["sources"] == 2
    texts = {d["id"]: d["text"] for d in exported(two_papers)["documents"]}
    for each in event["tellings"]:
        assert texts[each["document_id"]][each["start"] : each["end"]] == each["quote"]


def test_fields_on_which_the_documents_differ_are_named(two_papers: Store) -> None:
    first, second = _visits(exported(two_papers))
    decide(two_papers, same((first["id"], second["id"])))
    (event,) = _visits(exported(two_papers))
    assert "date" in event["disputed"]
    decide(two_papers, set_fields(first["id"], {"date": "2021-03-05"}))
    (event,) = _visits(exported(two_papers))
    assert "date" not in event["disputed"]


def test_an_event_added_by_hand_has_a_telling_without_a_document(chronicle: Store) -> None:
    made = decide(chronicle, new_event("Solheim resigned", date="2022"))
    event = next(e for e in exported(chronicle)["events"] if e["id"] == made.made)
    (telling,) = event["tellings"]
    assert (telling["document_id"], telling["start"], telling["quote"]) == (None, None, "")
    assert (telling["date"], telling["link"]) == ("2022", "decision")


def test_a_document_says_which_reader_read_it_and_where_it_lay(chronicle: Store) -> None:
    (document,) = exported(chronicle)["documents"]
    assert document["reader"] == READER
    assert document["container"] is None
