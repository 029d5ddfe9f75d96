"""Readings: whether each can be read, has its rows, and is what the events that come of it say."""

import json
from collections.abc import Iterator
from itertools import chain
from typing import Any

from models.composing.said import Said, unpack
from models.errors import KnownError
from models.queries.checking.findings import Findings
from models.queries.checking.reader import Reader, Row, grouped
from models.schema.keys import fold

_SPAN = 50
_BETWEEN = "WHERE document_id BETWEEN ? AND ?"


def check_readings(reader: Reader, findings: Findings) -> Iterator[int]:
    """Compare every reading with its rows; yields the number of rows looked at."""
    asked = (
        "SELECT id FROM document WHERE 1 <> (SELECT count(*) FROM reading "
        "WHERE document_id = document.id AND current)"
    )
    with reader.guarded("document"):
        for (number,) in reader.rows(asked):
            findings.add("document", number, "doesn’t have exactly one current reading")
    for first, last in reader.spans("document", _SPAN):
        with reader.guarded("reading", "", f"readings of documents {first} to {last}"):
            tellings = grouped(reader.rows(
                "SELECT document_id, id, place, trigger_start, trigger_end, event_id FROM telling "
                f"{_BETWEEN} AND decision_id IS NULL", first, last,
            ))  # fmt: skip
            forms = grouped(reader.rows(
                f"SELECT document_id, id, place, kind, key FROM form {_BETWEEN}", first, last
            ))  # fmt: skip
            events = _events(reader, chain(*tellings.values()))
            rows = reader.rows(f"SELECT id, document_id, current FROM reading {_BETWEEN}",
                               first, last)  # fmt: skip
            for number, document, current in rows:
                with reader.guarded("reading", number):
                    numbers, data = reader.rows(
                        "SELECT numbers, data FROM reading WHERE id = ?", number
                    )[0]
                    here = tellings.get(document, []), forms.get(document, [])
                    for table, row, what in _wrong(
                        number, numbers, data, here if current else None, events
                    ):
                        findings.add(table, row, what)
        yield _SPAN


def _events(reader: Reader, tellings: Iterator[Row]) -> dict[int, Row]:
    """Of the events that one telling alone is of, and of which nobody altered anything, the row."""
    ids = sorted({row[5] for row in tellings if isinstance(row[5], int)})
    asked = (
        "SELECT event.id, kind, status, summary, confidence FROM event WHERE edited = '' "
        f"AND id IN ({reader.GIVEN}) "
        "AND 1 = (SELECT count(*) FROM telling WHERE event_id = event.id)"
    )
    return {row[0]: row[1:] for row in reader.rows(asked, json.dumps(ids))}


def _wrong(
    number: int,
    numbers: str,
    data: bytes,
    here: tuple[list[Row], list[Row]] | None,
    events: dict[int, Row],
) -> Iterator[tuple[str, int, str]]:
    try:
        said = unpack(data)
        kept: dict[str, Any] = json.loads(numbers)
        fits = (len(kept["tellings"]), len(kept["forms"])) == (len(said.tellings), len(said.forms))
    except (KnownError, ValueError, TypeError, KeyError):
        yield "reading", number, "cannot be read"
        return
    if not fits:
        yield "reading", number, "doesn’t match its rows"
        return
    if here is None:
        return
    yield from _wrong_tellings(said, kept["tellings"], here[0], events)
    yield from _wrong_forms(said, kept["forms"], here[1])


def _wrong_tellings(
    said: Said, numbers: list[int], rows: list[Row], events: dict[int, Row]
) -> Iterator[tuple[str, int, str]]:
    yield from _misplaced("telling", rows, numbers, said.read_tellings)
    for _, number, place, start, end, event_id in rows:
        if place is None or not 0 <= place < len(numbers) or numbers[place] != number:
            continue
        telling = said.tellings[place]
        if (start, end) != telling.trigger:
            yield "telling", number, "its trigger isn’t that in the reading of its document"
        if event_id is None:
            yield "telling", number, "belongs to no event"
        elif (event := events.get(event_id)) is not None and event != (
            telling.kind, telling.status, telling.summary, telling.confidence,
        ):  # fmt: skip
            yield "event", event_id, "isn’t as it was read"


def _wrong_forms(said: Said, numbers: list[int], rows: list[Row]) -> Iterator[tuple[str, int, str]]:
    yield from _misplaced("form", rows, numbers, said.read_forms)
    for _, number, place, kind, key in rows:
        if place is None or not 0 <= place < len(numbers) or numbers[place] != number:
            continue
        if (kind, key) != (said.forms[place].kind, fold(said.forms[place].name)):
            yield "form", number, "its name isn’t that in the reading of its document"


def _misplaced(
    table: str, rows: list[Row], numbers: list[int], read: int
) -> Iterator[tuple[str, int, str]]:
    """Rows that stand where the reading has another one, or nowhere though it has them.

    ``read``: how many the reader itself found; what was kept after them may stand nowhere.
    """
    there = {row[1]: row[2] for row in rows}
    for number in dict.fromkeys(numbers):
        place = there.get(number)
        if place is None and number not in numbers[:read] and number in there:
            continue
        if place is None or (0 <= place < len(numbers) and numbers[place] != number):
            yield table, number, "is in another position than in the reading of its document"
    for number, place in there.items():
        if place is not None and (number not in numbers or not 0 <= place < len(numbers)):
            yield table, number, "isn’t in the reading of its document"
