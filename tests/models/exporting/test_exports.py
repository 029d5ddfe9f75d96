"""What leaves a chronicle is what is in it, and harms nobody who opens it."""

import csv
import io
import json
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from models.exporting.chronicle import write_json
from models.exporting.reading import reading_data
from models.exporting.table import write_csv
from models.importing.routine import import_files
from models.progress import Progress
from models.queries.filter import EventFilter, Term
from models.reading.reader import read
from models.store.store import Store

TEXT = (
    "Norwegian Foreign Minister Astrid Solheim visited Peru on 3 March 2021.\n\n"
    "She met President Olav Brandt in Lima and criticised Sweden.\n\n"
    "Brandt denied that Peru had invited Sweden.\n"
)


def finish(steps: Generator[Progress, None, Any]) -> Any:
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


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


def test_no_cell_of_a_table_is_run_as_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "=evil.txt"
    path.write_text(TEXT, "utf8")
    store = Store.open(tmp_path / "d.dateline")
    finish(import_files(store, [path]))
    out = io.StringIO()
    with store.reading() as session:
        finish(write_csv(session, EventFilter(), out))
    store.close()
    rows = list(csv.reader(io.StringIO(out.getvalue().removeprefix("\ufeff"))))
    assert len(rows) > 1
    cells = [cell for row in rows[1:] for cell in row]
    assert any("=evil.txt" in cell for cell in cells)
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@")]


def test_a_reading_numbers_its_actors() -> None:
    data = reading_data(read(TEXT))
    assert {"text", "published", "paragraphs", "sentences", "words", "names", "actors", "times",
            "quotations", "events"} <= data.keys()  # fmt: skip
    for event in data["events"]:
        for part in event["participants"]:
            assert data["actors"][part["actor_id"]]["name"] == part["name"]
