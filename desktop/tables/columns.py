"""The columns of the event table: what each is called, how it reads, sorts and looks.

Whatever is to be known about a column is in its one entry here. A column that sorts names the
field it sorts by, which `models.queries` knows; nothing else in the window knows columns by number.
"""

from collections.abc import Callable
from dataclasses import dataclass

from desktop.tables.words import (
    REVIEW_COLOURS,
    REVIEW_ICONS,
    STATUS_COLOURS,
    STATUSES,
    event_words,
    kind_icon,
    one_line,
    review_words,
    status_icon,
)
from models.dates.interval import Precision
from models.dates.words import day_words, describe
from models.printable import sources_words
from models.queries.filter import PROPOSED, SortField
from models.queries.rows import EventRow

_PROSE = "text"
"""The colour of the main text; "quiet" is that of secondary text."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. Its text, its icon and its ink are functions of the row.

    A column with ``samples`` is at first as wide as the widest of these; the one that ``reads``
    takes the room that is left, and those with a ``share`` so many hundredths of the table.
    """

    key: str
    """Its name in the settings."""
    heading: str
    text: Callable[[EventRow], str]
    field: SortField | None = None
    """What a click on the heading sorts by; None: nothing."""
    spoken: Callable[[EventRow], str] | None = None
    """What a screen reader says; None: the heading and the text."""
    samples: tuple[str, ...] = ()
    tight: tuple[str, ...] = ()
    """The same in a narrow table; none: as ever."""
    share: int = 0
    roomy: int = 0
    """Its share of a wide table; 0: the same."""
    shown: bool = True
    """Whether it is shown by default."""
    extra: bool = False
    """It is part of the table only while it is shown."""
    reads: bool = False
    """It's the sentence: it can't be hidden, is marked where a search fits, and says the status."""
    wraps: bool = False
    """A long text takes two lines."""
    right: bool = False
    figures: bool = False
    """All figures are equally wide."""
    icon: Callable[[EventRow], str] | None = None
    """The name of a picture beside the text."""
    pictured: bool = False
    """The picture alone, unless there is room for the text; the heading is a tooltip alone."""
    tint: Callable[[EventRow], str] = lambda _: "quiet"
    """The ink of a picture alone."""
    ink: Callable[[EventRow], str] = lambda _: _PROSE
    leans: Callable[[EventRow], bool] = lambda _: False
    """Whether it's set in italics: what is uncertain looks so."""

    def says(self, row: EventRow) -> str:
        """What a screen reader says of a cell."""
        if self.spoken is not None:
            return self.spoken(row)
        return f"{self.heading}: {self.text(row) or 'none'}"


def _unsure(row: EventRow) -> bool:
    interval = row.interval
    return interval is None or interval.precision is not Precision.DAY or interval.approximate


def _date_ink(row: EventRow) -> str:
    return "quiet" if _unsure(row) else _PROSE


def _event_ink(row: EventRow) -> str:
    return "quiet" if row.status == "negated" else _PROSE


def _status_ink(row: EventRow) -> str:
    return STATUS_COLOURS.get(row.status, "quiet")


def _status_mark(row: EventRow) -> str:
    return "" if row.status == "asserted" else status_icon(row.status)


def _event_spoken(row: EventRow) -> str:
    status = "" if row.status == "asserted" else f", {row.status}"
    review = "" if row.review == PROPOSED else f", {row.review}"
    hand = f", {hand_of(row)}" if hand_of(row) else ""
    differs = f", {disputed_of(row)}" if row.disputed else ""
    return f"Event: {one_line(row.summary)}{status}{differs}{review}{hand}"


def _sources(row: EventRow) -> str:
    if row.sources == 1 and row.source and not row.copies:
        return one_line(row.source)
    if row.by_hand and not row.sources:
        return "by hand"
    return sources_words(row.sources, row.copies)


def _sources_spoken(row: EventRow) -> str:
    told = sources_words(row.sources, row.copies).replace(" ·", ",")
    return f"{told}: {one_line(row.source)}" if row.sources == 1 and row.source else told


def _quiet(_: EventRow) -> str:
    return "quiet"


def _review_mark(row: EventRow) -> str:
    return REVIEW_ICONS.get(row.review, "") if row.review != PROPOSED else ""


_DATES, _DAYS = ("by 28 Mar 2025",), ("28 Mar 2025",)
_SURE = ("100 %",)

COLUMNS: tuple[Column, ...] = (
    Column("date", "Date", lambda row: row.when, SortField.DATE, samples=_DATES,
           tight=_DAYS, wraps=True,           figures=True, ink=_date_ink, leans=_unsure),
    Column("event", "Event", lambda row: one_line(event_words(row)), SortField.SUMMARY, reads=True,
           wraps=True, spoken=_event_spoken, ink=_event_ink),
    Column("who", "Who", lambda row: one_line(row.who), SortField.WHO, share=20, shown=False),
    Column("kind", "Kind", lambda row: row.kind, SortField.KIND, pictured=True,
           icon=lambda row: kind_icon(row.kind)),
    Column("status", "Status", lambda row: row.status, SortField.STATUS, samples=STATUSES,
           shown=False, icon=_status_mark, ink=_status_ink),
    Column("place", "Place", lambda row: one_line(row.place), SortField.PLACE, share=14,
           shown=False),
    Column("sources", "Sources", _sources, SortField.SOURCES, share=15, roomy=21,
           spoken=_sources_spoken,
           ink=_quiet),
    Column("outlet", "Outlet", lambda row: one_line(row.outlet), share=14, shown=False, extra=True),
    Column("published", "Published", lambda row: describe(row.published) if row.published else "",
           samples=_DATES, shown=False, extra=True, figures=True),
    Column("reported", "Reported", lambda row: "" if row.reported is None else
           day_words(row.reported), samples=_DATES, shown=False, extra=True, figures=True),
    Column("claimed", "Claimed by", lambda row: one_line(row.claimed_by), share=14, shown=False,
           extra=True),
    Column("confidence", "Confidence", lambda row: f"{row.confidence:.0%}".replace("%", " %"),
           SortField.CONFIDENCE, samples=_SURE, shown=False, extra=True, right=True,
           figures=True),
    Column("tags", "Tags", lambda row: ", ".join(row.tags), share=14, shown=False, extra=True),
    Column("notes", "Notes", lambda row: one_line(" · ".join(row.notes)), share=20, shown=False,
           extra=True),
    Column("review", "Review", lambda row: review_words(row.review), shown=False, extra=True,
           pictured=True, icon=_review_mark, tint=lambda row: REVIEW_COLOURS[row.review]),
)  # fmt: skip

BY_KEY = {column.key: column for column in COLUMNS}
ALWAYS = tuple(column for column in COLUMNS if not column.extra)
"""The columns that are part of the table, shown or not."""
FIRST_ORDER = ("date", "kind", "event", "who", "status", "place", "sources")
"""How these stand from left to right until somebody moves one."""


def status_of(row: EventRow) -> tuple[str, str, str] | None:
    """The mark, the word and the ink of a status that isn't plain; None: it's asserted."""
    if row.status == "asserted":
        return None
    return status_icon(row.status), row.status, _status_ink(row)


def disputed_of(row: EventRow) -> str:
    """What is said of an event of which the sources differ; empty: they don't."""
    return f"disputed: {', '.join(row.disputed.split())}" if row.disputed else ""


def hand_of(row: EventRow) -> str:
    """What people did with an event, apart from reviewing it; empty: nothing."""
    if row.by_hand:
        return "added by hand"
    return "changed by hand" if row.edited else ""
