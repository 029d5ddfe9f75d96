"""The chronology as an Excel workbook: one row an event, dates as dates where Excel has them."""

from collections.abc import Generator, Sequence
from datetime import datetime
from typing import Any, BinaryIO

import xlsxwriter
from sqlalchemy.orm import Session

from models.dates.days import from_day
from models.exporting.columns import COLUMNS, Column
from models.exporting.formats import LACKS
from models.exporting.gathering import EventParts, Found, chunks, event_parts
from models.exporting.heading import heading
from models.printable import harmless, printable
from models.progress import Progress
from models.queries.events import event_ids
from models.queries.filter import EventFilter, Sort
from models.schema.keys import FIRST_DAY, LAST_DAY

ROWS = 1_000_000
"""Events on one sheet; Excel has room for a few more."""
_LONGEST = 32_767  # characters that a cell holds
_FIRST_YEAR, _LAST_YEAR = 1900, 9999  # that Excel has dates for
_WIDE = {"Event": 60, "Who": 32, "Quote": 60, "Source": 30, "Date basis": 30, "URL": 30}
_USUAL = 14
_AS_DATES = {"Earliest": "earliest", "Latest": "latest", "Reported": "reported"}


def _tags(event: Found, parts: EventParts) -> str:
    return "; ".join(parts.tags[event.id])


def _notes(event: Found, parts: EventParts) -> str:
    return "\n".join(parts.notes[event.id])


_COLUMNS = (
    *COLUMNS[:-1],
    Column("Tags", _tags),
    Column("Notes", _notes),
    Column("Sure", lambda event, _: round(event.confidence, 2)),
    COLUMNS[-1],
)
_NUMBERS = frozenset(("Sources", "Sure", "Id"))


def write_workbook(
    session: Session,
    wanted: EventFilter,
    out: BinaryIO,
    sort: Sort = Sort(),  # noqa: B008 - frozen
) -> Generator[Progress, None, int]:
    """Write all matching events. Returns their number. No text becomes a formula or a link."""
    ids = event_ids(session, wanted, sort)
    with xlsxwriter.Workbook(
        out,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    ) as book:
        sheets = [_Sheet(book, n, last=len(ids) <= ROWS) for n in range(_sheets(len(ids)))]
        done = 0
        for part in chunks(ids):
            yield Progress(done, len(ids), "events")
            parts = event_parts(session, part)
            for number in part:
                if number in parts.events:
                    sheets[done // ROWS].write(parts, number)
                done += 1
        for sheet in sheets:
            sheet.end()
        about = book.add_worksheet("About")
        about.set_column(0, 0, 90)
        said = heading(wanted, len(ids), sort).besides(LACKS["xlsx"])
        for row, sentence in enumerate(said.sentences):
            about.write_string(row, 0, printable(sentence)[:_LONGEST])
    return len(ids)


def _sheets(events: int) -> int:
    return max(1, -(-events // ROWS))


class _Sheet:
    """One sheet, written from top to bottom."""

    def __init__(self, book: Any, number: int, *, last: bool) -> None:
        self._sheet = book.add_worksheet("Events" if last else f"Events {number + 1}")
        self._day = book.add_format({"num_format": "d mmm yyyy", "align": "left"})
        self._row = 0
        self._sheet.freeze_panes(1, 0)
        bold = book.add_format({"bold": True})
        for place, column in enumerate(_COLUMNS):
            self._sheet.set_column(place, place, _WIDE.get(column.heading, _USUAL))
            self._sheet.write_string(0, place, column.heading, bold)

    def write(self, parts: EventParts, number: int) -> None:
        """Add the row of one event."""
        self._row += 1
        event = parts.events[number]
        for place, column in enumerate(_COLUMNS):
            day = _as_date(event, column.heading)
            if day is not None:
                self._sheet.write_datetime(self._row, place, day, self._day)
                continue
            text = column.text(event, parts)
            if column.heading in _NUMBERS and text:
                self._sheet.write_number(self._row, place, float(text))
            elif text:
                self._sheet.write_string(self._row, place, _cell(text))

    def end(self) -> None:
        """Put a filter over what was written."""
        self._sheet.autofilter(0, 0, self._row, len(_COLUMNS) - 1)


def _cell(text: str) -> str:
    """Text as a cell holds it. A formula is text to Excel here; saved as CSV, it stays harmless."""
    lines: Sequence[str] = [printable(line.replace("\t", " ")) for line in text.splitlines()]
    return harmless("\n".join(lines))[:_LONGEST]


def _as_date(event: Found, heading: str) -> datetime | None:
    """The day of a column as Excel's own date; None where it has none for it."""
    if heading not in _AS_DATES or (heading != "Reported" and event.edtf is None):
        return None
    day = getattr(event, _AS_DATES[heading])
    if day is None or day <= FIRST_DAY or day >= LAST_DAY:
        return None
    year, month, of_month = from_day(day)
    in_range = _FIRST_YEAR <= year <= _LAST_YEAR
    return datetime(year, month, of_month) if in_range else None  # noqa: DTZ001 - a day
