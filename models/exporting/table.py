"""The chronology as CSV: one row an event, for spreadsheets."""

import csv
from collections.abc import Generator
from typing import Any, TextIO

from sqlalchemy.orm import Session

from models.dates.edtf import write_day
from models.dates.words import describe_event
from models.exporting.chronicle import day_text, why
from models.exporting.gathering import EventParts, chunks, event_parts
from models.progress import Progress
from models.queries.events import event_ids
from models.queries.filter import EventFilter, Sort
from models.schema.keys import stored_interval

COLUMNS = (
    "Date",
    "Event",
    "Who",
    "Kind",
    "Status",
    "Place",
    "Sources",
    "EDTF",
    "Earliest",
    "Latest",
    "Reported",
    "Why then",
    "Claimed by",
    "Review",
    "Quote",
    "Source",
    "Id",
)
# A spreadsheet runs a cell that begins like this (OWASP, "CSV injection").
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write_csv(
    session: Session,
    wanted: EventFilter,
    out: TextIO,
    sort: Sort = Sort(),  # noqa: B008 - frozen
) -> Generator[Progress, None, int]:
    """Write every event that matches; returns their number. ``out`` must not alter line ends."""
    ids = event_ids(session, wanted, sort)
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    done = 0
    for part in chunks(ids):
        yield Progress(done, len(ids), "events")
        parts = event_parts(session, part)
        writer.writerows(_row(parts, number) for number in part if number in parts.events)
        done += len(part)
    return len(ids)


def _row(parts: EventParts, number: int) -> list[object]:
    event = parts.events[number]
    evidence = parts.evidence[number]
    interval = stored_interval(
        event.earliest, event.latest, event.precision, event.edtf, event.approximate
    )
    row: list[Any] = [
        describe_event(interval, event.reported, planned=event.status == "planned"),
        event.summary,
        event.who,
        event.kind,
        event.status,
        event.place,
        event.sources,
        event.edtf or "",
        day_text(event.earliest, event.edtf) or "",
        day_text(event.latest, event.edtf) or "",
        "" if event.reported is None else write_day(event.reported),
        why(event.date_basis) or "",
        event.claimant or "",
        event.review,
        evidence[0].quote if evidence else "",
        "; ".join(dict.fromkeys(e.title for e in evidence)),
        number,
    ]
    return [_harmless(cell) if isinstance(cell, str) else cell for cell in row]


def _harmless(cell: str) -> str:
    """The cell behind an apostrophe where a spreadsheet would take it for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
