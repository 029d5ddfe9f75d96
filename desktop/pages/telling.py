"""An event as a line that leads to it."""

from desktop.pages.lines import Line
from desktop.tables.words import kind_icon, one_line
from models.queries.changed import DATED, DENIED, DIFFER, MORE, NEW, SOURCE
from models.queries.rows import EventRow

CHANGES = {
    NEW: "new event", MORE: "more sources", DATED: "date changed", DENIED: "newly denied",
    SOURCE: "new source", DIFFER: "sources differ",
}  # fmt: skip
"""What each sort of change is called."""


def event_line(row: EventRow) -> Line:
    """When it was and what happened, with the picture of its kind."""
    return Line(f"{row.when} · {one_line(row.summary)}", row.id, kind_icon(row.kind))
