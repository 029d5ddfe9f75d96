"""The view of a table of any rows: widths, sorting, what is chosen, keys and menus."""

from array import array
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFont, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from desktop.jobs.reader import Reader
from desktop.tables.field import Field
from desktop.tables.row_model import Fetch, RowModel
from desktop.theme.theme import Theme, scaled

_HIGH = 28  # pixels of a row
_PAD = 24  # beside a text: what the cells keep free, and a leaning letter
_PICTURE = 22
_ARROW = 22


class RowTable(QTableView):
    """Rows are chosen by number, so that another question keeps what was chosen."""

    sort_wanted = Signal(str, bool)
    """The key of a field, and whether from large to small."""
    current = Signal(int)
    """The number of the row in focus; 0: none."""
    opened = Signal(int)
    """The number of the row that was double clicked, or on which Enter was pressed."""
    menu_wanted = Signal(QPoint)
    """The menu of what is chosen, at this place of the screen."""

    def __init__(self, name: str, spoken: str, fields: Sequence[Field[Any]], theme: Theme) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(spoken)
        self.setProperty("rows", True)
        self.rows = RowModel(name, fields, theme)
        self._sort = "", False
        self._chosen = 0
        self._putting = False
        self.setModel(self.rows)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        down = self.verticalHeader()
        down.hide()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across = self.horizontalHeader()
        across.setSectionsClickable(True)
        across.setHighlightSections(False)
        across.setSortIndicatorShown(True)
        across.sectionClicked.connect(self._click)
        across.setSelectionModel(QItemSelectionModel(self.rows, across))
        self.selectionModel().currentRowChanged.connect(self._moved)
        self.doubleClicked.connect(lambda index: self.opened.emit(self._id(index.row())))
        self._blank: set[int] = set()
        self.rows.modelReset.connect(self._fade)
        self.rows.dataChanged.connect(self._fade)
        theme.zoomed.connect(self._fit)
        self._fit()

    def put(
        self,
        reader: Reader | None,
        ids: "array[int]",
        known: Mapping[int, Any],
        fetch: Fetch | None = None,
        later: Fetch | None = None,
    ) -> None:
        """Show these rows; the one in focus stays so if it is among them."""
        held, top = self._chosen, self.verticalScrollBar().value()
        self._putting = True
        self.rows.put(reader, ids, known, fetch, later)
        self._putting = False
        if held and held in ids:
            self._go(ids.index(held))
            self.verticalScrollBar().setValue(top)
        elif held:
            self._chosen = 0
            self.current.emit(0)

    def show_sort(self, key: str, *, down: bool) -> None:
        """Mark the heading that is sorted by; asks nothing."""
        self._sort = key, down
        order = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(self.rows.number(key), order)

    @property
    def sorted_by(self) -> tuple[str, bool]:
        """The key of the field that is sorted by, and whether from large to small."""
        return self._sort

    @property
    def chosen(self) -> int:
        """The number of the row in focus; 0: none."""
        return self._chosen

    def all_chosen(self) -> tuple[int, ...]:
        """The numbers of all rows that are selected, from top to bottom."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return tuple(self._id(row) for row in rows)

    def choose(self, number: int) -> None:
        """Have this row in focus, now if it is there, else as soon as it is."""
        ids = self.rows.ids()
        if number in ids:
            self._go(ids.index(number))
        else:
            self._chosen = number

    def step(self, by: int) -> None:
        """Move the focus to a later (earlier) row."""
        rows = self.rows.rowCount()
        if rows:
            self._go(min(max(self.currentIndex().row() + by, 0), rows - 1))

    def _go(self, row: int) -> None:
        pick = QItemSelectionModel.SelectionFlag
        index = self.rows.index(row, max(self.currentIndex().column(), 0))
        self.selectionModel().setCurrentIndex(index, pick.ClearAndSelect | pick.Rows)

    def _id(self, row: int) -> int:
        ids = self.rows.ids()
        return ids[row] if 0 <= row < len(ids) else 0

    def _moved(self, now: QModelIndex) -> None:
        number = self._id(now.row()) if now.isValid() else 0
        if number and number != self._chosen and not self._putting:
            self._chosen = number
            self.current.emit(number)

    def _click(self, section: int) -> None:
        field = self.rows.fields[section]
        if not field.sorts:
            self.show_sort(self._sort[0], down=self._sort[1])
            return
        down = not self._sort[1] if self._sort[0] == field.key else field.falls
        self.show_sort(field.key, down=down)
        self.sort_wanted.emit(field.key, down)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens what is in focus."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.opened.emit(self._chosen)
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu, under the mouse or at the row in focus."""
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            self.menu_wanted.emit(event.globalPos())
        else:
            place = self.visualRect(self.currentIndex()).bottomLeft()
            self.menu_wanted.emit(self.viewport().mapToGlobal(place))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is left is shared out anew."""
        super().resizeEvent(event)
        self._fit()

    def _fade(self) -> None:
        """Columns that say nothing give their room to the others."""
        blank = set(self._blank)
        for number, field in enumerate(self.rows.fields):
            if field.fades and (empty := self.rows.is_blank(number)) is not None:
                (blank.add if empty else blank.discard)(number)
        if blank != self._blank:
            self._blank = blank
            self._fit()

    def _fit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(scaled(self.font(), _HIGH))
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        leaning = QFont(self.font())
        leaning.setItalic(True)
        heavy = QFontMetrics(bold)
        measures = QFontMetrics(self.font()), QFontMetrics(leaning)
        widths: dict[int, int] = {}
        for number, field in enumerate(self.rows.fields):
            if number in self._blank:
                continue
            if field.samples:
                texts = max(m.horizontalAdvance(each) for m in measures for each in field.samples)
                texts += _PICTURE if field.icon is not None else 0
                head = heavy.horizontalAdvance(field.heading) + (_ARROW if field.sorts else 0)
                widths[number] = max(texts, head) + _PAD
            else:
                widths[number] = scaled(self.font(), field.least)
        room = self.viewport().width()
        for spare in sorted({f.spare for f in self.rows.fields if f.spare}, reverse=True):
            if sum(widths.values()) <= room:
                break
            for number, field in enumerate(self.rows.fields):
                if field.spare == spare:
                    widths.pop(number, None)
        rest = max(0, room - sum(widths.values()))
        sharing = {n: f.share for n, f in enumerate(self.rows.fields)
                   if not f.samples and n in widths}  # fmt: skip
        for number, share in sharing.items():
            widths[number] += rest * share // sum(sharing.values())
        for number in range(len(self.rows.fields)):
            self.setColumnHidden(number, number not in widths)
            if number in widths:
                self.setColumnWidth(number, widths[number])
