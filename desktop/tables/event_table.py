"""The view of the event table: its columns, what is chosen, and what keys and clicks do."""

from array import array
from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop.jobs.reader import Lane, Reader
from desktop.tables.cells import MARK_GAP, PAD, Cells
from desktop.tables.columns import ALWAYS, BY_KEY, COLUMNS, FIRST_ORDER
from desktop.tables.event_model import EventModel, Questions
from desktop.tables.headings import Headings
from desktop.tables.heights import RowHeights
from desktop.tables.standing import Held, Renewed, Standing, place, places
from desktop.tables.unfolded import Unfolded, can_unfold
from desktop.theme.theme import Theme, scaled, tabular
from models.queries.filter import EventFilter, Sort
from models.queries.marks import Marks
from models.queries.rows import CopiedRows

MOST_COPIED = 10_000
"""Rows on the clipboard, which keeps them in memory, as text and as HTML: some 15 MB."""

_EVENT_AT_LEAST = 140
_NARROW = 480  # pixels of a table whose dates take two lines
_WIDE = 900  # pixels of a table in which short sentences leave room
_WIDEST_SHARE = 260
"""In a wide window the sentences get what the other columns do not need."""
_NARROWEST = 34  # of a column: an icon and its ground
_ARROW = 8  # beside the heading of a column that sorts
_Index = QModelIndex | QPersistentModelIndex
_Hint = QAbstractItemView.ScrollHint
_SIDEWAYS = (Qt.Key.Key_Right, Qt.Key.Key_Left)
_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_LEEWAY = 4  # a leaning letter reaches beyond its place


class EventTable(QTableView):
    """The chronology. Rows are chosen by event, so a new question keeps what was chosen."""

    sort_wanted = Signal(object)
    """A Sort, from a click on a heading."""
    current = Signal(int)
    """The number of the event now in focus; 0: none."""
    copying = Signal(int, int)
    """How many rows are ready for the clipboard, and how many were chosen; from any thread."""
    copied = Signal(int)
    """How many rows went to the clipboard."""
    refused = Signal(str)
    """Why nothing did."""
    telling = Signal(int, object)
    """An event, and one of its tellings (``TellingRow``) that was clicked on."""
    columns_wanted = Signal(QPoint)
    """The menu of columns, at this place of the screen."""
    menu_wanted = Signal(QPoint)
    """The menu of what can be done with the chosen events, at this place of the screen."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("eventTable")
        self.setAccessibleName("Events")
        self.events = EventModel(self)
        self._cells = Cells(theme, self.events, self)
        self.unfolded = self._cells.unfolded = Unfolded(self.events, self)
        self.unfolded.changed.connect(self.events.redraw)
        self._reader: Reader | None = None
        self._questions: Questions | None = None
        self._chosen = 0
        self._asked: tuple[EventFilter, Sort] | None = None
        self._anew = False  # what is asked is another question than what is shown
        self._steady = False  # while we set widths ourselves
        self.own_widths = False  # the user has set one
        self._own_columns = False  # the user has moved, shown or hidden one
        self._lent: frozenset[str] = frozenset()
        self.setModel(self.events)
        self.setItemDelegate(self._cells)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        down = self.verticalHeader()
        down.hide()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setMinimumSectionSize(1)  # to raise it later takes Qt minutes where a million rows are
        self._heights = RowHeights(self, self.events, self._cells)
        self._heights.fitted.connect(self._hold_on)
        self._held: Held | None = None
        self._measure()
        across = Headings(self.events)
        self.setHorizontalHeader(across)
        across.setSortIndicatorShown(True)  # which the line above switches off
        across.setMinimumSectionSize(_NARROWEST)
        # A heading would look through all rows of its column for one that is not chosen.
        across.setSelectionModel(QItemSelectionModel(self.events, across))
        self.set_widths()
        self.show_sort(Sort())
        across.sectionClicked.connect(self._sort_by)
        across.sectionResized.connect(self._resized)
        across.sectionMoved.connect(self._moved_column)
        across.customContextMenuRequested.connect(
            lambda place: self.columns_wanted.emit(across.mapToGlobal(place))
        )
        self.selectionModel().currentRowChanged.connect(self._moved)
        self.events.found.connect(self._choose_again)
        self.events.shown.connect(self._begin)

    def attach(self, reader: Reader | None, questions: Questions | None) -> None:
        """Show this chronicle from now on."""
        self._reader, self._questions = reader, questions
        self._chosen = 0
        self._asked = None
        self.unfolded.attach(reader, questions)
        self.events.attach(reader, questions)

    def ask(self, wanted: EventFilter, sort: Sort, *, hold: bool = False) -> bool:
        """Show what matches, in this order; what is chosen stays so if it is among it.

        Another question is read from its beginning, and this tells whether it is one. The same one
        is answered again where one stands: nothing moves; ``hold``: nothing comes or goes either.
        """
        self._anew = self._anew or (wanted, sort) != self._asked
        self._asked = wanted, sort
        if self._anew:
            self.events.show(wanted, sort, self._chosen or None)
        elif hold:
            self.renew()
        else:
            self.events.ask_again(self._standing(), self._take)
        return self._anew

    def mark(self, marks: Marks) -> None:
        """Mark these words in the sentences."""
        if marks != self._cells.marks:
            self._cells.marks = marks
            self.viewport().update()

    @property
    def chosen(self) -> int:
        """The number of the event in focus; 0: none."""
        return self._chosen

    @property
    def number_chosen(self) -> int:
        """How many events are chosen."""
        return sum(map(len, self._chosen_spans()))

    def ids_chosen(self) -> list[int]:
        """The ids of all events that are selected, from top to bottom."""
        ids = self.events.ids()
        return [each for span in self._chosen_spans() for each in ids[span.start : span.stop]]

    def choose(self, event: int) -> None:
        """Have this event in focus as soon as it is among the rows."""
        self._chosen = event

    def selectRow(self, row: int) -> None:  # noqa: N802 - Qt's name
        """Choose this row alone. Qt's own adds to what is chosen while Ctrl or Shift is held."""
        pick = QItemSelectionModel.SelectionFlag
        index = self.events.index(row, max(self.currentIndex().column(), 0))
        self.selectionModel().setCurrentIndex(index, pick.ClearAndSelect | pick.Rows)

    def step(self, by: int) -> None:
        """Move the focus to a later (earlier) event."""
        rows = self.events.rowCount()
        if rows:
            self.selectRow(min(max(self.currentIndex().row() + by, 0), rows - 1))

    def go_to(self, event: int, row: int = -1) -> None:
        """Have this event in focus, if it is among the rows; ``row``: where it was last."""
        ids = self.events.ids()
        if not 0 <= row < len(ids) or ids[row] != event:
            row = place(ids, event)
        if row >= 0:
            self.selectRow(row)

    def renew(self) -> None:
        """Ask anew for the rows in sight, where they are: nothing comes, goes or moves."""
        top = self.verticalScrollBar().value()
        self.unfolded.renew()
        self.events.renew(range(top, top + self.verticalScrollBar().pageStep() + 1))
        self.current.emit(self._chosen)  # its details may have changed

    def show_sort(self, sort: Sort) -> None:
        """Mark the heading of this sort; nothing is asked."""
        order = Qt.SortOrder.DescendingOrder if sort.down else Qt.SortOrder.AscendingOrder
        fields = [column.field for column in self.events.columns]
        section = fields.index(sort.field) if sort.field in fields else -1
        self.horizontalHeader().setSortIndicator(section, order)

    # Columns

    def shows(self, key: str) -> bool:
        """Whether a column is in sight."""
        number = self.events.number(key)
        return number >= 0 and not self.isColumnHidden(number)

    def show_column(self, key: str, *, shown: bool) -> None:
        """Have a column in sight, or no longer; the sentences stay."""
        if shown == self.shows(key) or BY_KEY[key].reads:
            return
        self._own_columns = True
        self._put_column(key, shown=shown)
        self._lay_out()

    def lend(self, key: str, *, shown: bool) -> None:
        """Have an extra column in sight for a while, left of the sentences; nobody has chosen it
        and no setting keeps it.
        """
        if shown == self.shows(key) or shown == (key in self._lent):
            return
        self._lent ^= {key}
        self._put_column(key, shown=shown)
        if shown:
            across = self.horizontalHeader()
            self._steady = True
            across.moveSection(
                across.visualIndex(self.events.number(key)), across.visualIndex(self._reading)
            )
            self._steady = False
        self._lay_out()

    def set_widths(self) -> None:
        """Give every column its first width and place, and show those that are shown at first."""
        self.own_widths = self._own_columns = False
        for column in COLUMNS:
            self._put_column(column.key, shown=column.shown)
        self._arrange(FIRST_ORDER)
        self._lay_out()

    def layout_now(self) -> tuple[tuple[str, int], ...]:
        """The columns in sight from left to right with their widths, where somebody has chosen
        them; a width of 0: it follows the table.
        """
        if not (self.own_widths or self._own_columns):
            return ()
        across = self.horizontalHeader()
        numbers = (across.logicalIndex(place) for place in range(across.count()))
        lent = {self.events.number(key) for key in self._lent}
        shown = [n for n in numbers if not across.isSectionHidden(n) and n not in lent]
        widths = {number: across.sectionSize(number) if self.own_widths else 0 for number in shown}
        return tuple((self.events.columns[number].key, widths[number]) for number in shown)

    def restore_layout(self, kept: Sequence[tuple[str, int]]) -> None:
        """Show these columns, in this order and these widths; what is not known is passed over."""
        widths = {key: width for key, width in kept if key in BY_KEY and width >= 0}
        if not any(BY_KEY[key].reads for key in widths):
            return
        for key in BY_KEY:
            self._put_column(key, shown=key in widths)
        self._arrange(tuple(widths))
        self._own_columns = True
        self.own_widths = all(widths.values())
        self._lay_out()
        self._steady = True
        for key, width in widths.items():
            if width:
                self.setColumnWidth(self.events.number(key), max(width, _NARROWEST))
        self._steady = False
        self._fill()

    def _put_column(self, key: str, *, shown: bool) -> None:
        self._steady = True
        if BY_KEY[key].extra:
            self.events.have(key, there=shown)
        else:
            self.setColumnHidden(self.events.number(key), not shown)
        if shown and self.own_widths:
            number = self.events.number(key)
            self.setColumnWidth(number, self._first_width(number))
        self._steady = False

    def _arrange(self, keys: Sequence[str]) -> None:
        """Put these columns from left to right, the others behind them."""
        across = self.horizontalHeader()
        numbers = [number for key in keys if (number := self.events.number(key)) >= 0]
        self._steady = True
        for to, number in enumerate(numbers):
            across.moveSection(across.visualIndex(number), to)
        self._steady = False

    def _lay_out(self) -> None:
        if not self.own_widths:
            self._spread()
        self._fill()
        self.show_sort(self.events.sorting)
        self._heights.fit_anew()

    def _spread(self) -> None:
        """As long as nobody has changed a width: what is short fits, the rest is shared out."""
        across = self.horizontalHeader()
        self._steady = True
        for number in range(across.count()):
            across.resizeSection(number, self._first_width(number))
        self._steady = False

    def _first_width(self, number: int) -> int:
        """Of a column, in the font now in use."""
        column = self.events.columns[number]
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        arrow = _ARROW if column.field else 0
        heading = QFontMetrics(bold).horizontalAdvance(column.heading) + 2 * PAD + arrow
        if column.pictured:
            return self._cells.icon + 2 * PAD + _LEEWAY
        if column.samples:
            # Figures are set in a font of their own, which may be wider.
            measures = (self.fontMetrics(), QFontMetrics(tabular(self.font())))
            tight = self.viewport().width() < scaled(self.font(), _NARROW)
            samples = (column.tight if tight else ()) or column.samples
            texts = max(m.horizontalAdvance(each) for m in measures for each in samples)
            mark = self._cells.icon + MARK_GAP if column.icon else 0
            return max(heading, texts + mark + 2 * PAD) + _LEEWAY
        wide = self.viewport().width() >= scaled(self.font(), _WIDE)
        share = self.viewport().width() * ((wide and column.roomy) or column.share) // 100
        return min(max(heading + _LEEWAY, share), _WIDEST_SHARE)

    def changeEvent(self, event: QEvent) -> None:
        """Larger letters take more room."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._measure()
            if not self.own_widths:
                self._spread()
            self._fill()
            self._heights.fit_anew()

    def _measure(self) -> None:
        self._cells.measure()
        self._heights.measure()

    @property
    def two_lines(self) -> bool:
        """Whether a long sentence takes two lines."""
        return self._cells.two_lines

    def use_two_lines(self, on: bool) -> None:
        """Write long sentences in two lines, or cut them at the end of one."""
        self._cells.two_lines = on
        self._heights.fit_anew()
        self.viewport().update()

    def cut(self) -> list[int]:
        """The rows in view whose sentence is cut."""
        last = self.rowAt(self.viewport().height() - 1)
        rows = range(self.rowAt(0), last + 1 if last >= 0 else self.events.rowCount())
        found = ((row, self.events.row_at(row)) for row in rows)
        return [row for row, event in found if event and self._cells.is_cut(event)]

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the chosen events; by key, below the one in focus."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        self._ask_for_menu(None if by_key else event.globalPos())

    def _ask_for_menu(self, place: QPoint | None = None) -> None:
        """``place``: where on the screen; below the row in focus without it."""
        if place is None:
            under = self.visualRect(self.currentIndex()).bottomLeft()
            place = self.viewport().mapToGlobal(under + QPoint(PAD, 0))
        if self.selectionModel().hasSelection():
            self.menu_wanted.emit(place)

    def copy(self) -> None:
        """Put the chosen rows on the clipboard, with all names and the passage each comes from."""
        spans = self._chosen_spans()
        number = sum(map(len, spans))
        if self._reader is None or self._questions is None:
            return
        if not number:
            self.refused.emit("No rows are selected; select the rows to copy.")
            return
        if number > MOST_COPIED:
            self.refused.emit(
                f"{number:,} rows are too many to copy; select at most {MOST_COPIED:,}, "
                "or export them to a file."
            )
            return
        ids = array("q")
        for span in spans:
            ids += self.events.ids()[span.start : span.stop]
        question = self._questions.copied(ids, lambda done: self.copying.emit(done, number))
        self._reader.ask("copy", question, self._clip, lane=Lane.BACK)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """What the keys come to is chosen: Qt has a current row otherwise that nobody sees."""
        super().focusInEvent(event)
        row = self.currentIndex().row()
        by_mouse = event.reason() == Qt.FocusReason.MouseFocusReason  # which chooses by itself
        if row >= 0 and not by_mouse and not self.selectionModel().hasSelection():
            self.selectRow(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy, open the menu of the row, and leave everything else to Qt."""
        shifted = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() == Qt.Key.Key_F10 and shifted and self.currentIndex().isValid():
            self._ask_for_menu()
        elif event.key() in _SIDEWAYS and not event.modifiers() & ~_KEYPAD and self._fold(event):
            event.accept()
        else:
            super().keyPressEvent(event)

    def _fold(self, event: QKeyEvent) -> bool:
        """Unfold the event in focus, or fold it; whether there was anything to be done."""
        row = self.events.row_at(self.currentIndex().row())
        unfold = event.key() == Qt.Key.Key_Right
        if row is None or not can_unfold(row) or (row.id in self.unfolded) is unfold:
            return False
        self.unfolded.toggle(row)
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the arrow unfolds an event; one on a line below it shows that telling."""
        super().mousePressEvent(event)
        place = event.position().toPoint()
        index = self.indexAt(place)
        row = self.events.row_at(index.row()) if index.isValid() else None
        if row is None or event.button() != Qt.MouseButton.LeftButton or not can_unfold(row):
            return
        cell = self.visualRect(index)
        under = place.y() - (
            cell.top() + self._cells.heading * (index.row() in self._cells.headings)
        )
        line = (under - self._cells.own_height(row)) // self._cells.below
        if under < self._cells.row:
            arrow = self.events.columns[index.column()].key == "sources"
            if arrow and place.x() - cell.left() < PAD + self._cells.icon + MARK_GAP:
                self.unfolded.toggle(row)
        elif 0 <= line < len(told := self.unfolded.of(row.id)):
            self.telling.emit(row.id, told[line])

    def scrollTo(  # noqa: N802 - Qt's name
        self, index: _Index, hint: _Hint = _Hint.EnsureVisible
    ) -> None:
        """Have a row in sight, with room for two lines while it's on its way: it then stays."""
        super().scrollTo(index, hint)
        if index.isValid() and self.events.row_at(index.row()) is None:
            foot = self.visualRect(index).top() + self._cells.tall
            if foot > self.viewport().height():
                bar = self.verticalScrollBar()
                bar.setValue(bar.value() + 1)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, keys: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Home and End go to the first and the last event, not to the first and last cell."""
        to = QAbstractItemView.CursorAction
        column = max(self.currentIndex().column(), 0)
        if action == to.MoveHome:
            return self.events.index(0, column)
        if action == to.MoveEnd:
            return self.events.index(self.events.rowCount() - 1, column)
        return super().moveCursor(action, keys)

    def keyboardSearch(self, search: str) -> None:
        """Type-ahead would look through every row; the search field is for that."""

    def sizeHintForColumn(self, column: int) -> int:
        """A double click on the edge of a heading gives back the first width."""
        return self._first_width(column)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The Event column takes the room that the others leave; what was in sight stays so."""
        super().resizeEvent(event)
        now = self.visualRect(self.currentIndex())
        seen = now.isValid() and now.top() >= 0 and now.bottom() < event.oldSize().height()
        if seen and now.bottom() >= self.viewport().height():
            self.scrollTo(self.currentIndex())
        if not self.own_widths:
            self._spread()
        self._fill()
        if event.size().width() != event.oldSize().width():
            self._heights.fit_anew()
        else:
            self._heights.fit()

    def _fill(self) -> None:
        across = self.horizontalHeader()
        reads = self._reading
        others = sum(across.sectionSize(n) for n in range(across.count()) if n != reads)
        self._steady = True
        across.resizeSection(reads, max(_EVENT_AT_LEAST, self.viewport().width() - others))
        self._steady = False

    @property
    def _reading(self) -> int:
        """The number of the column that takes the room that is left."""
        return next(n for n, column in enumerate(ALWAYS) if column.reads)

    def _resized(self, section: int) -> None:
        if self._steady:
            return
        self.own_widths = True
        if section != self._reading:
            self._fill()
        self._heights.fit_anew()

    def _moved_column(self) -> None:
        if not self._steady:
            self._own_columns = True

    def _sort_by(self, section: int) -> None:
        now = self.events.sorting
        field = self.events.columns[section].field
        if field is None:
            self.show_sort(now)  # Qt has marked the heading already
            return
        self.sort_wanted.emit(Sort(field, down=field == now.field and not now.down))

    def _moved(self, now: QModelIndex) -> None:
        if now.isValid():
            self._chosen = self.events.id_at(now.row())
            self.current.emit(self._chosen)

    def _begin(self) -> None:
        """Another question is read from its beginning."""
        self.scrollToTop()
        self._anew = False

    def _choose_again(self, event: int | None, place: int) -> None:
        if (event or 0) != self._chosen:
            return  # something has been selected since
        if place >= 0:
            self.selectRow(place)
            self.scrollTo(self.currentIndex())
        elif self.hasFocus() and self.events.rowCount():
            self.selectRow(0)  # what the keys are on is chosen, and seen to be
        else:
            self._chosen = 0
            self.current.emit(0)

    def _standing(self) -> Standing:
        """The position to keep: the selected row stays at its height, else the top row."""
        rows, top = self.events.rowCount(), self.verticalScrollBar().value()
        high = self.verticalScrollBar().pageStep()
        now = self.currentIndex().row()
        held = now if top <= now < top + high else min(top, rows - 1)
        spans = self._chosen_spans()
        alone = spans == [range(now, now + 1)]
        chosen = array("q")
        for span in () if alone else spans:
            chosen += self.events.ids()[span.start : span.stop]
        return Standing(
            self._chosen,
            self.events.id_at(held) if rows else 0,
            held - top,
            alone=alone,
            chosen=chosen,
            high=high,
        )

    def _take(self, found: Renewed) -> None:
        """Put the same question's new answer in the place of the old one."""
        now = self._standing()
        self.unfolded.renew()
        known = found.places if now == found.standing else places(found.ids, now)
        row, top = self.currentIndex().row(), self.verticalScrollBar().value()
        high = self.rowViewportPosition(top + now.above)
        if self.events.replace(found.ids, found.pages):
            focus = known.focus if known.focus >= 0 else min(row, len(found.ids) - 1)
            self._stand(now, focus, known.chosen)
            self.executeDelayedItemsLayout()  # it must reach as far as there are rows now
            self.verticalScrollBar().setValue(known.top(now) if known.held >= 0 else top)
            if known.held >= 0:
                self._hold(known.held, high)
                self._held = Held(found.ids[known.held], known.held, high, self._top())
        self.events.counted.emit(len(found.ids))
        self.current.emit(self._chosen)  # its details may have changed

    def _hold(self, row: int, high: int) -> None:
        """Have a row as near to where it was as whole rows allow: those above may be others."""
        bar = self.verticalScrollBar()
        for way in (1, -1):
            while way * (self.rowViewportPosition(row) - high) > self._cells.row // 2:
                before = bar.value()
                bar.setValue(before + way)
                if bar.value() == before:
                    break

    def _hold_on(self) -> None:
        """Rows that were still to come have other heights: have the held one where it was, unless
        somebody scrolled or other rows came meanwhile.
        """
        held = self._held
        if held is None:
            return
        self._held = None  # moving gives rows their heights, which calls this again
        if self._top() == held.top and self.events.id_at(held.row) == held.event:
            self._hold(held.row, held.high)
            self._held = held._replace(top=self._top())

    def _top(self) -> int:
        return self.verticalScrollBar().value()

    def _stand(self, now: Standing, focus: int, spans: Sequence[range]) -> None:
        """Have the same events in focus and chosen, after others came and went."""
        pick = QItemSelectionModel.SelectionFlag
        if focus < 0:
            self._chosen = 0
        elif now.alone or not len(now.chosen):  # a row in focus is never there unseen
            self.selectRow(focus)
        else:
            chosen = QItemSelection()
            for span in spans:
                first, last = (self.events.index(row, 0) for row in (span.start, span.stop - 1))
                chosen.select(first, last)
            self.selectionModel().select(chosen, pick.ClearAndSelect | pick.Rows)
            index = self.events.index(focus, 0)
            self.selectionModel().setCurrentIndex(index, pick.NoUpdate)

    def _chosen_spans(self) -> list[range]:
        """The chosen rows in order; not one by one, since all of a million may be chosen."""
        spans: list[range] = []
        chosen = self.selectionModel().selection().toList()
        for top, bottom in sorted((each.top(), each.bottom()) for each in chosen):
            if spans and top < spans[-1].stop:
                top = spans[-1].stop
            if top <= bottom:
                spans.append(range(top, bottom + 1))
        return spans

    def _clip(self, copied: CopiedRows) -> None:
        data = QMimeData()
        data.setText(copied.text)
        data.setHtml(copied.html)
        QGuiApplication.clipboard().setMimeData(data)
        self.copied.emit(copied.number)
