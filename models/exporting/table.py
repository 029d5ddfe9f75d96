"""The chronology as CSV: one row an event, for spreadsheets."""

import csv
from collections.abc import Generator

from sqlalchemy.orm import Session

from models.exporting.columns import COLUMNS, cells, headings
from models.exporting.formats import Out
from models.exporting.gathering import chunks, event_parts
from models.progress import Progress
from models.queries.events import event_ids
from models.queries.filter import EventFilter, Sort


def write_csv(
    session: Session,
    wanted: EventFilter,
    out: Out,
    sort: Sort = Sort(),  # noqa: B008 - frozen
) -> Generator[Progress, None, int]:
    """Write all matching events. Returns their number. ``out`` must not alter line ends."""
    ids = event_ids(session, wanted, sort)
    writer = csv.writer(out)
    writer.writerow(headings(COLUMNS))
    done = 0
    for part in chunks(ids):
        yield Progress(done, len(ids), "events")
        parts = event_parts(session, part)
        writer.writerows(cells(parts, number, COLUMNS) for number in part if number in parts.events)
        done += len(part)
    return len(ids)
