"""The columns of tables: their headings and what they show of an event."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from models.dates.words import describe_event
from models.exporting.days import day_text, reported_text, why
from models.exporting.gathering import EventParts, Found
from models.printable import harmless
from models.schema.keys import stored_interval
from models.schema.shown import who_text

_FIGURES = re.compile(r"-?[0-9XY][0-9XYSs~?%/.\-]*")


@dataclass(frozen=True, slots=True)
class Column:
    """One column; ``of`` makes its cell from an event and the rows that belong to it."""

    heading: str
    of: Callable[[Found, EventParts], object]
    date: bool = False
    """It holds dates we wrote ourselves: a minus sign is a year BC, not the start of a formula."""
    copied: bool = False
    """It is among those that go to the clipboard."""

    def text(self, event: Found, parts: EventParts) -> str:
        """The text in the column; empty where there is none."""
        value = self.of(event, parts)
        return "" if value is None else str(value)

    def cell(self, event: Found, parts: EventParts) -> str:
        """The same, harmless in a spreadsheet."""
        text = self.text(event, parts)
        if self.date and _FIGURES.fullmatch(text):
            return text
        return harmless(text)


def _shown(event: Found, _: EventParts) -> str:
    interval = stored_interval(
        event.earliest, event.latest, event.precision, event.edtf, event.approximate
    )
    return describe_event(interval, event.reported, planned=event.status == "planned")


def who(event: Found, parts: EventParts) -> str:
    """Everybody who takes part, none of them merely counted."""
    return who_text(((p.name, p.role) for p in parts.participants[event.id]), most=None)


def _quote(event: Found, parts: EventParts) -> str:
    evidence = parts.evidence[event.id]
    return evidence[0].quote if evidence else ""


def _outlets(event: Found, parts: EventParts) -> str:
    found = (each.outlet or each.title for each in parts.evidence[event.id])
    return "; ".join(dict.fromkeys(found))


def _of_documents(name: str) -> Callable[[Found, EventParts], str]:
    """The distinct values of one column of the documents that report an event."""

    def joined(event: Found, parts: EventParts) -> str:
        found = (getattr(each, name) for each in parts.evidence[event.id])
        return "; ".join(dict.fromkeys(each for each in found if each))

    return joined


COLUMNS = (
    Column("Date", _shown, date=True, copied=True),
    Column("Event", lambda event, _: event.summary, copied=True),
    Column("Who", who, copied=True),
    Column("Kind", lambda event, _: event.kind, copied=True),
    Column("Status", lambda event, _: event.status, copied=True),
    Column("Place", lambda event, _: event.place, copied=True),
    Column("Sources", lambda event, _: event.sources),
    Column("Copies", lambda event, _: event.copies),
    Column("EDTF", lambda event, _: event.edtf, date=True, copied=True),
    Column(
        "Earliest", lambda event, _: day_text(event.earliest, event.edtf), date=True, copied=True
    ),
    Column("Latest", lambda event, _: day_text(event.latest, event.edtf), date=True, copied=True),
    Column("Reported", lambda event, _: reported_text(event.reported), date=True, copied=True),
    Column("Date basis", lambda event, _: why(event.date_basis)),
    Column("Claimed by", lambda event, _: event.claimant),
    Column("Review", lambda event, _: event.review),
    Column("Confidence", lambda event, _: f"{event.confidence:.2f}"),
    Column("Tags", lambda event, parts: "; ".join(parts.tags[event.id])),
    Column("Notes", lambda event, parts: "\n\n".join(parts.notes[event.id])),
    Column("Quote", _quote, copied=True),
    Column("Source", _of_documents("title"), copied=True),
    Column("Outlet", _of_documents("outlet"), copied=True),
    Column("Published", _of_documents("published"), date=True),
    Column("URL", _of_documents("url")),
    Column("Id", lambda event, _: event.id, copied=True),
)
"""The columns of a file for spreadsheets. Programs find them by name; new ones may come between."""
COPIED = tuple(column for column in COLUMNS if column.copied)

LISTED = (
    Column("Id", lambda event, _: event.id),
    Column("Date", _shown),
    Column("Status", lambda event, _: event.status),
    Column("Kind", lambda event, _: event.kind),
    Column("Who", who),
    Column("Event", lambda event, _: event.summary),
    Column("Place", lambda event, _: event.place),
    Column("Source", _outlets),
)
"""The columns of a list for people."""


def headings(columns: Iterable[Column]) -> list[str]:
    """What the columns are called."""
    return [column.heading for column in columns]


def cells(parts: EventParts, number: int, columns: Sequence[Column]) -> list[str]:
    """The cells of one event of ``parts``; none can act as a formula in a spreadsheet."""
    event = parts.events[number]
    return [column.cell(event, parts) for column in columns]
