"""The page of what changed since one looked last, or since a day."""

import json
from array import array
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.jobs.busy import Busy
from desktop.jobs.reader import Reader
from desktop.pages.lines import Line, Lines
from desktop.pages.page import Page
from desktop.pages.telling import CHANGES
from desktop.pages.touching import DOCUMENTS, EVENTS, FILTERS
from desktop.pages.wish import Wish
from desktop.tables.box import Box
from desktop.tables.field import Field
from desktop.tables.row_table import RowTable
from desktop.tables.words import counted, kind_icon, one_line
from desktop.theme.labels import PlainLabel
from desktop.theme.theme import Theme
from models.dates.words import describe
from models.queries.changed import DATED, DENIED, DIFFER, MORE, NEW, SOURCE, ChangeRow, Changes
from models.queries.filter import EventFilter

if TYPE_CHECKING:  # loaded off the GUI thread, see desktop.archive
    from desktop.archive import Archive

_NUMBERS = {
    NEW: ("new event", ""),
    MORE: ("event with more sources", "events with more sources"),
    DATED: ("changed date", ""),
    DENIED: ("newly denied event", ""),
    DIFFER: ("event on which sources differ", "events on which sources differ"),
    SOURCE: ("new source", ""),
}
"""What is counted of each sort, one and many."""
_SINCE = (("visit", "Since I last looked"), ("1", "In the last 24 hours"),
          ("7", "In the last 7 days"), ("30", "In the last 30 days"), ("", "Ever"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """A change under its number in the table."""

    id: int
    change: ChangeRow


def _when(row: Shown) -> str:
    if row.change.event is not None:
        return row.change.event.when
    return describe(row.change.published) if row.change.published else "date unknown"


def _what(row: Shown) -> str:
    event = row.change.event
    return one_line(event.summary if event is not None else row.change.title)


def _source(row: Shown) -> str:
    event = row.change.event
    return one_line(event.source if event is not None else row.change.source)


FIELDS: tuple[Field[Shown], ...] = (
    Field("sort", "Change", lambda row: CHANGES[row.change.sort], tuple(CHANGES.values()),
          sorts=False, ink=lambda row: "error" if row.change.sort == DENIED
          else "warning" if row.change.sort == DIFFER else "quiet"),
    Field("when", "Date", _when, ("by 28 Mar 2025",), sorts=False,
          ink=lambda _: "quiet"),
    Field("what", "Event or article", _what, share=4, least=180, sorts=False,
          icon=lambda row: "document" if row.change.event is None
          else kind_icon(row.change.event.kind)),
    Field("source", "Source", _source, share=1, spare=1, sorts=False, ink=lambda _: "quiet"),
)  # fmt: skip


class ChangesPage(Page):
    """New events and sources, changed dates and new denials within the filter."""

    shows = frozenset((EVENTS, DOCUMENTS, FILTERS))

    def __init__(self, theme: Theme, busy: Busy) -> None:
        super().__init__(theme, busy)
        self._wanted = EventFilter()
        self._seen = ""
        self._rows: dict[int, Shown] = {}
        self._lines: dict[int, str] = {}
        self.since = Box()
        self.since.setObjectName("changesSince")
        self.since.setAccessibleName("Since when")
        for key, words in _SINCE:
            self.since.addItem(words, key)
        self.said = PlainLabel()
        self.said.setObjectName("changesSaid")
        self.said.setWordWrap(True)
        self.saved = Lines("changesSaved", "Saved filters with new events", theme)
        self.saved.hide()
        self.table = RowTable("changesTable", "Changes", FIELDS, theme)
        self.table.show_sort("", down=False)
        head = QHBoxLayout()
        head.setContentsMargins(8, 0, 8, 0)
        head.setSpacing(12)
        head.addWidget(self.since)
        head.addWidget(self.said, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.saved)
        layout.addWidget(self.table, 1)
        self.since.activated.connect(lambda _: self._ask())
        self.saved.wanted.connect(self._open_saved)
        self.table.current.connect(self._look_at)
        self.table.opened.connect(self._open)

    def attach(self, archive: "Archive | None", reader: Reader | None) -> None:
        """Ask this chronicle from now on, or none."""
        super().attach(archive, reader)
        self._seen = ""

    def begin(self, kept: str) -> None:
        """Since when it was looked at last."""
        try:
            found = json.loads(kept) if kept else {}
            self._seen, since = str(found.get("seen", "")), str(found.get("since", "visit"))
        except (ValueError, AttributeError):
            return
        self.since.setCurrentIndex(max(0, self.since.findData(since)))

    def written(self) -> str:
        """This moment: what comes later is new when one looks again."""
        now = datetime.now(UTC).isoformat(timespec="microseconds")
        return json.dumps({"seen": now, "since": self.since.currentData()})

    def ask(self, wanted: EventFilter) -> None:
        """What changed of the events that match."""
        self._wanted = wanted
        self._ask()

    def first_stop(self) -> QWidget:
        """The table."""
        return self.table

    def step(self, by: int) -> None:
        """Go to the next (previous) change."""
        self.table.step(by)

    def offers(self) -> frozenset[str]:
        """One goes from one to the next."""
        return frozenset(("next event", "previous event")) if self._rows else frozenset()

    def in_sight(self) -> int:
        """The document that the change in focus is about."""
        row = self._rows.get(self.table.chosen)
        return row.change.document if row is not None else 0

    def _moment(self) -> str:
        key = str(self.since.currentData())
        if key == "visit":
            return self._seen
        if not key:
            return ""
        then = datetime.now(UTC) - timedelta(days=int(key))
        return then.isoformat(timespec="microseconds")

    def _ask(self) -> None:
        if self._archive is not None and self._reader is not None:
            question = self._archive.changed(self._wanted, self._moment())
            self.count("changes", question, self._put, (self._wanted, self.since.currentData()))

    def _put(self, found: Changes) -> None:
        self._rows = {n: Shown(n, change) for n, change in enumerate(found.rows, 1)}
        self.table.put(None, array("q", self._rows), self._rows)
        told = [
            counted(found.numbers[sort], *words)
            for sort, words in _NUMBERS.items()
            if found.numbers.get(sort)
        ]
        since = ""
        if self.since.currentData() == "visit" and self._seen:
            day = datetime.fromisoformat(self._seen).astimezone()
            since = f" since {day.day} {day:%b %Y, %H:%M}"
        self.said.setText(f"{', '.join(told)}{since}" if told else f"Nothing changed{since}.")
        some = [each for each in found.saved if each.events]
        self._lines = {n: each.line for n, each in enumerate(some, 1)}
        self.saved.put(
            [
                Line(f"{each.name}: {counted(each.events, 'new event')}", n, "bookmark")
                for n, each in enumerate(some, 1)
            ]
        )

    def _look_at(self, number: int) -> None:
        row = self._rows.get(number)
        if row is not None and row.change.event is not None:
            self.event_wanted.emit(row.change.event.id)

    def _open(self, number: int) -> None:
        row = self._rows.get(number)
        if row is None:
            return
        if row.change.event is None:
            self.article_wanted.emit(row.change.document, 0)
        else:
            self.event_wanted.emit(row.change.event.id)

    def _open_saved(self, number: int) -> None:
        self.wished.emit(Wish(line=self._lines[number]))
