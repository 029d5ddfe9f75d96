"""How high the rows in sight are: those with a long sentence have two lines, a year a heading.

Only rows around those in sight have a height of their own, so that a million rows cost nothing;
rows above the first one in sight never move it, since the table scrolls by rows.
"""

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QTableView

from desktop.tables.cells import Cells
from desktop.tables.event_model import EventModel
from desktop.tables.words import one_line
from models.dates.days import from_day
from models.dates.words import describe, year_words
from models.queries.filter import SortField
from models.queries.rows import EventRow

_AROUND = 30  # rows above and below those in sight, so that keys and wheel find them ready
_CLOSE = 3  # the same while the table scrolls: its next step must not wait for the others
_PAUSE = 80  # milliseconds without scrolling until the others follow
_MOST = 2_000  # rows with a height of their own, before those out of sight lose theirs
_UNKNOWN, _BY_HAND = "Date unknown", "Added by hand"


class RowHeights(QObject):
    """Gives rows their heights as they come into sight, and headings where another year begins."""

    fitted = Signal()
    """Rows have other heights than before."""

    def __init__(self, view: QTableView, events: EventModel, cells: Cells) -> None:
        super().__init__(view)
        self._view = view
        self._events = events
        self._cells = cells
        self._own: dict[int, int] = {}
        events.modelReset.connect(self._forget)
        events.rowsInserted.connect(self._come)
        events.dataChanged.connect(self._come)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.fit)
        view.verticalScrollBar().valueChanged.connect(self._come)

    def measure(self) -> None:
        """Letters have another size, and with them a row of one line."""
        down = self._view.verticalHeader()
        down.setUpdatesEnabled(False)  # else it measures all rows anew after each of them
        down.setDefaultSectionSize(self._cells.row)
        down.setUpdatesEnabled(True)
        self.fit_anew()

    def fit_anew(self) -> None:
        """Widths or letters have changed."""
        self._set(dict.fromkeys(self._own, self._cells.row))
        self._own.clear()
        self._cells.headings.clear()
        self.fit()

    def _come(self) -> None:
        self._fit(_CLOSE)
        self._pause.start()

    def fit(self) -> None:
        """Give the rows in sight, and those around them, their heights."""
        self._fit(_AROUND)

    def _fit(self, around: int) -> None:
        view, cells = self._view, self._cells
        if len(self._own) > _MOST:
            self._prune()
        wanted: dict[int, int] = {}
        for row in self._near(around):
            found = self._events.row_at(row)
            if found is None:
                continue
            heading = self._heading(row, found)
            if heading:
                cells.headings[row] = heading
            else:
                cells.headings.pop(row, None)
            high = cells.height(found) + (cells.heading if heading else 0)
            if high != self._own.get(row, cells.row):
                wanted[row] = high
        if not wanted:
            return
        now = view.currentIndex()
        place = view.visualRect(now)
        seen = now.isValid() and place.top() >= 0 and place.bottom() < view.viewport().height()
        self._set(wanted)
        self._own |= wanted
        if seen and view.visualRect(now).bottom() >= view.viewport().height():
            view.scrollTo(now)
        view.viewport().update()
        self.fitted.emit()

    def _near(self, around: int = _AROUND) -> range:
        top = self._view.verticalScrollBar().value()
        high = self._view.viewport().height() // self._cells.row + 1
        return range(max(0, top - around), min(self._events.rowCount(), top + high + around))

    def _heading(self, row: int, found: EventRow) -> str:
        """The heading above a row that begins another year, or article, than the row before."""
        named = _HEADINGS.get(self._events.sorting.field)
        if named is None:
            return ""
        words = named(found)
        if row == 0:
            return words
        before = self._events.row_at(row - 1)
        return words if before is not None and named(before) != words else ""

    def _set(self, heights: dict[int, int]) -> None:
        """All at once: the header would measure itself anew after each of them otherwise."""
        down = self._view.verticalHeader()
        down.setUpdatesEnabled(False)
        for row, high in heights.items():
            down.resizeSection(row, high)
        down.setUpdatesEnabled(True)
        # The heading counts in pixels: without this, rows that grow above the first one in sight
        # push it down until the table is laid out again.
        down.setOffsetToSectionPosition(self._view.verticalScrollBar().value())

    def _prune(self) -> None:
        near = self._near()
        gone = [row for row in self._own if row not in near]
        self._set(dict.fromkeys(gone, self._cells.row))
        for row in gone:
            del self._own[row]
            self._cells.headings.pop(row, None)

    def _forget(self) -> None:
        """Other rows are shown, all of them equally high to begin with.

        The view itself keeps the heights of those before them.
        """
        rows = self._events.rowCount()
        self._set({row: self._cells.row for row in self._own if row < rows})
        self._own.clear()
        self._cells.headings.clear()
        self.fit()


def year_of(row: EventRow) -> str:
    """The year of a row when the table is sorted by date, in words."""
    interval, day = row.interval, row.reported
    if interval is not None:
        day = interval.latest if interval.earliest is None else interval.earliest
    return _UNKNOWN if day is None else year_words(from_day(day)[0])


def article_of(row: EventRow) -> str:
    """The first article of a row when the table is sorted by article, in words."""
    source = one_line(row.source) or _BY_HAND
    return f"{source} · {describe(row.published)}" if row.published else source


_HEADINGS = {SortField.DATE: year_of, SortField.ARTICLE: article_of}
