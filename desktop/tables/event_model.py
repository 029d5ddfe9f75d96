"""A table of any number of events that holds the order of all and the rows of a few pages."""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from desktop.jobs.reader import Lane, Reader
from desktop.tables.ahead import Ahead
from desktop.tables.columns import ALWAYS, BY_KEY, Column
from desktop.tables.standing import Renewed, Standing, place, places
from desktop.tables.words import LATER
from desktop.theme.labels import as_tip
from models.queries.filter import PROPOSED, EventFilter, Sort
from models.queries.rows import EventRow

Index = QModelIndex | QPersistentModelIndex

PAGE = 100
"""Rows of one page."""
PAGES_KEPT = 20
"""Pages in memory, however far one scrolls."""
FIRST = 100
"""Rows asked for before the order of all of them is known."""
ON_ITS_WAY = "…"
ROW_ROLE = Qt.ItemDataRole.UserRole

_NOWHERE = QModelIndex()
_ASKED_AT_ONCE = 4  # pages; newer ones push out older ones that nobody looks at any more


class Questions(Protocol):
    """What the table asks of a chronicle."""

    def page(self, wanted: EventFilter, sort: Sort, size: int) -> Callable[[Any], Any]:
        """The first rows that match."""

    def order(self, wanted: EventFilter, sort: Sort, find: int | None) -> Callable[[Any], Any]:
        """The numbers of all that match, and at which place ``find`` is (None: nowhere)."""

    def rows(self, ids: Sequence[int]) -> Callable[[Any], Any]:
        """The rows of these events, by id."""

    def tellings(self, event: int) -> Callable[[Any], Any]:
        """What each document says of an event."""

    def copied(self, ids: Sequence[int], told: Callable[[int], None]) -> Callable[[Any], Any]:
        """These events for the clipboard; ``told`` is called with the number done."""


class EventModel(QAbstractTableModel):
    """Rows arrive on the GUI thread from a reader; ``data`` never touches the store.

    A new question leaves the old rows until the first new ones are there. Then the order of
    all events is asked for (8 bytes an event), and from then on any row is at hand: those of
    the pages looked at last, and a placeholder for any other until its page arrives.
    """

    shown = Signal()
    """The first rows of the newest question are there."""
    counted = Signal(int)
    """The order of all is there, and so their number."""
    found = Signal(object, int)
    """The event to be found again, and its row now; -1 where it is not any more."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader: Reader | None = None
        self._questions: Questions | None = None
        self._wanted = EventFilter()
        self.sorting = Sort()
        self.columns: tuple[Column, ...] = ALWAYS
        """The columns in the order of their numbers: those that are always there come first."""
        self._ids: array[int] = array("q")
        self._complete = False
        self._pages: OrderedDict[int, list[EventRow | None]] = OrderedDict()
        self._missing: OrderedDict[int, None] = OrderedDict()
        self._awaited: dict[int, str] = {}  # review states that the store doesn't have yet
        self.ahead = Ahead(self)
        """Everything else that was decided and isn't stored."""
        self.ahead.changed.connect(self.redraw)
        self.later: frozenset[int] = frozenset()
        """Events that a reviewer comes back to at the end."""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._fetch)

    def attach(self, reader: Reader | None, questions: Questions | None) -> None:
        """Ask this chronicle from now on; None: nothing is open."""
        self._reader, self._questions = reader, questions
        self._awaited.clear()
        self.ahead.clear()
        self.later = frozenset()
        self._put(array("q"), (), complete=True)

    def number(self, key: str) -> int:
        """The number of a column; -1: it is not part of the table now."""
        return next((n for n, column in enumerate(self.columns) if column.key == key), -1)

    def have(self, key: str, *, there: bool) -> None:
        """Have an extra column as part of the table, or no longer."""
        number = self.number(key)
        if there and number < 0:
            self.beginInsertColumns(_NOWHERE, len(self.columns), len(self.columns))
            self.columns = (*self.columns, BY_KEY[key])
            self.endInsertColumns()
        elif not there and number >= len(ALWAYS):
            self.beginRemoveColumns(_NOWHERE, number, number)
            self.columns = self.columns[:number] + self.columns[number + 1 :]
            self.endRemoveColumns()

    def show(self, wanted: EventFilter, sort: Sort, find: int | None = None) -> None:
        """Run a new query. ``found`` emits the position of the event ``find``."""
        if self._reader is None or self._questions is None:
            return
        self._wanted, self.sorting = wanted, sort
        self._soon.stop()
        self._reader.cancel("table rows")
        self._reader.cancel("table order")
        question = self._questions.page(wanted, sort, FIRST)
        self._reader.ask("table first", question, lambda rows: self._first(rows, find))

    def ask_again(self, standing: Standing, then: Callable[[Renewed], None]) -> None:
        """Put the question of the rows shown anew, for ``then`` to put in their place."""
        if self._reader is None or self._questions is None:
            return
        self._reader.cancel("table rows")
        order = self._questions.order(self._wanted, self.sorting, None)
        rows_of = self._questions.rows

        def ask(session: Any) -> Renewed:
            ids, _ = order(session)
            found = places(ids, standing)
            top = max(0, found.top(standing))
            seen = range(top // PAGE, (top + standing.high) // PAGE + 1)
            spans = {page: ids[page * PAGE : (page + 1) * PAGE] for page in seen}
            rows = rows_of([each for span in spans.values() for each in span])(session)
            pages = {page: [rows.get(each) for each in spans[page]] for page in seen if spans[page]}
            return Renewed(ids, pages, standing, found)

        self._reader.ask("table order", ask, then, lane=Lane.BACK)

    def reviews(self, events: Iterable[int]) -> dict[int, str]:
        """The review states of these events, of those whose rows are at hand."""
        wanted = set(events)
        rows = (row for page in self._pages.values() for row in page)
        return {row.id: row.review for row in rows if row and row.id in wanted}

    def mark(self, states: Mapping[int, str]) -> None:
        """Show these review states at once; rows that come before ``settle`` have them as well."""
        self._awaited |= states
        self._redraw(states)

    def settle(self, states: Mapping[int, str]) -> None:
        """The store has these review states by now, or never will."""
        for event, state in states.items():
            if self._awaited.get(event) == state:
                del self._awaited[event]

    def put_off(self, later: frozenset[int]) -> None:
        """Mark these as what a reviewer comes back to."""
        changed, self.later = self.later ^ later, later
        self._redraw(dict.fromkeys(changed, ""))

    def redraw(self, events: Iterable[int]) -> None:
        """Have these events drawn anew, as high as they are now."""
        self._redraw(dict.fromkeys(events, ""))

    def _redraw(self, states: Mapping[int, str]) -> None:
        for page, rows in self._pages.items():
            for number, row in enumerate(rows):
                if row is None or row.id not in states:
                    continue
                rows[number] = self._as_awaited(row)
                at = page * PAGE + number
                self.dataChanged.emit(self.index(at, 0), self.index(at, self._last))

    def _as_awaited(self, row: EventRow) -> EventRow:
        row = self.ahead.of(row)
        state = self._awaited.get(row.id, row.review)
        if state in (PROPOSED, LATER):
            state = LATER if row.id in self.later else PROPOSED
        return row if state == row.review else replace(row, review=state)

    def renew(self, seen: range) -> None:
        """Ask anew for the rows around these places; the order of all stays as it is."""
        pages = range(seen.start // PAGE, max(seen.stop - 1, seen.start) // PAGE + 1)
        for page in [each for each in self._pages if each not in pages]:
            del self._pages[page]  # asked for when it comes into sight again
        spans = {page: self._ids[page * PAGE : (page + 1) * PAGE] for page in pages}
        wanted = [each for span in spans.values() for each in span]
        if self._reader is not None and self._questions is not None and wanted:
            question = self._questions.rows(wanted)
            self._reader.ask("table rows anew", question, lambda rows: self._arrived(spans, rows))

    def replace(self, ids: "array[int]", pages: Mapping[int, list[EventRow | None]]) -> bool:
        """Show these events, some pages of them known; whether others were shown before."""
        self._complete = True
        before = self._pages
        pages = {page: self._known(rows) for page, rows in pages.items()}
        if ids != self._ids:
            self.beginResetModel()
            self._ids, self._pages = ids, OrderedDict(pages)
            self._missing.clear()
            self.endResetModel()
            return True
        self._pages = OrderedDict(pages)
        for page, rows in pages.items():
            if before.get(page) != rows:
                top = self.index(page * PAGE, 0)
                self.dataChanged.emit(top, self.index(top.row() + len(rows) - 1, self._last))
        return False

    @property
    def _last(self) -> int:
        return len(self.columns) - 1

    @property
    def complete(self) -> bool:
        """Whether all events of the newest answer are counted."""
        return self._complete

    def id_at(self, row: int) -> int:
        """The number of the event at a row."""
        return self._ids[row]

    def ids(self) -> "array[int]":
        """The numbers of all rows, in order."""
        return self._ids

    def row_at(self, row: int) -> EventRow | None:
        """The event at a row; None while it is on its way."""
        page = self._pages.get(row // PAGE)
        return page[row % PAGE] if page and row % PAGE < len(page) else None

    def cell(self, row: int, column: int) -> tuple[EventRow | None, str]:
        """What to draw there; a row that is not here yet is sent for."""
        found = self.row_at(row)
        if found is None:
            if row < len(self._ids):
                self._miss(row // PAGE)
            return None, ON_ITS_WAY
        return found, self.columns[column].text(found)

    def pages_held(self) -> int:
        """How many pages are in memory."""
        return len(self._pages)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Rows known so far."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Cell text, what a screen reader says, the tooltip, or the row under ``ROW_ROLE``."""
        if not index.isValid() or index.row() >= len(self._ids):
            return None
        if role not in _ROLES:
            right = role == _ALIGN and self.columns[index.column()].right
            return _ALIGNMENT if right else None
        row = self.row_at(index.row())
        if row is None:
            self._miss(index.row() // PAGE)
            return None if role == ROW_ROLE else ON_ITS_WAY
        if role == ROW_ROLE:
            return row
        column = self.columns[index.column()]
        text = column.text(row)
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return column.says(row)
        return as_tip(text) or None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Headings."""
        if orientation == Qt.Orientation.Horizontal:
            if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
                return self.columns[section].heading
            if role == _ALIGN:
                return _ALIGNMENT if self.columns[section].right else _LEADING
        return None

    def _first(self, rows: Sequence[EventRow], find: int | None) -> None:
        ids = array("q", (row.id for row in rows))
        complete = len(rows) < FIRST
        self._put(ids, rows, complete=complete)
        self.shown.emit()
        if complete:
            self.counted.emit(len(ids))
            self.found.emit(find, place(ids, find))
            return
        assert self._reader
        assert self._questions
        self._reader.ask(
            "table order",
            self._questions.order(self._wanted, self.sorting, find),
            lambda answer: self._all(answer, find),
            lane=Lane.BACK,
        )

    def _all(self, answer: tuple["array[int]", int], find: int | None) -> None:
        ids, row = answer
        known = len(self._ids)
        if ids[:known] == self._ids:
            if len(ids) > known:
                self.beginInsertRows(_NOWHERE, known, len(ids) - 1)
                self._ids = ids
                self.endInsertRows()
            self._complete = True
        else:  # the store changed between the two questions
            self._put(ids, (), complete=True)
        self.counted.emit(len(ids))
        self.found.emit(find, row)

    def _put(self, ids: "array[int]", rows: Sequence[EventRow], *, complete: bool) -> None:
        self.beginResetModel()
        self._ids, self._complete = ids, complete
        self._pages.clear()
        self._missing.clear()
        # A page at the end of the first rows is whole only where nothing follows it.
        whole = len(rows) if complete else len(rows) // PAGE * PAGE
        for first in range(0, whole, PAGE):
            self._pages[first // PAGE] = self._known(rows[first : min(first + PAGE, whole)])
        self.endResetModel()

    def _known(self, rows: Iterable[EventRow | None]) -> list[EventRow | None]:
        return [row and self._as_awaited(row) for row in rows]

    def _miss(self, page: int) -> None:
        self._missing[page] = None
        self._missing.move_to_end(page)
        while len(self._missing) > _ASKED_AT_ONCE:
            self._missing.popitem(last=False)
        if not self._soon.isActive():
            self._soon.start(0)

    def _fetch(self) -> None:
        pages = [page for page in self._missing if page not in self._pages]
        if self._reader is None or self._questions is None or not pages:
            return
        spans = {page: self._ids[page * PAGE : (page + 1) * PAGE] for page in pages}
        question = self._questions.rows([each for span in spans.values() for each in span])
        self._reader.ask("table rows", question, lambda rows: self._arrived(spans, rows))

    def _arrived(self, spans: dict[int, "array[int]"], rows: dict[int, EventRow]) -> None:
        for page, span in spans.items():
            if self._ids[page * PAGE : (page + 1) * PAGE] != span:
                continue  # a newer answer has put other events there
            self._missing.pop(page, None)
            self._pages[page] = self._known([rows.get(each) for each in span])
            self._pages.move_to_end(page)
            top, last = page * PAGE, page * PAGE + len(span) - 1
            self.dataChanged.emit(self.index(top, 0), self.index(last, self._last))
        while len(self._pages) > PAGES_KEPT:
            self._pages.popitem(last=False)


_ROLES = frozenset(
    (
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.AccessibleTextRole,
        ROW_ROLE,
    )
)
_ALIGN = Qt.ItemDataRole.TextAlignmentRole
_ALIGNMENT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEADING = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
