"""The page of the matrix: actors by time, with what stands out."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop.jobs.busy import Busy
from desktop.matrix.model import MatrixModel
from desktop.pages.page import Page
from desktop.pages.touching import ACTORS, EVENTS
from desktop.pages.wish import Wish
from desktop.scale.spans import Span, fitted
from desktop.tables.pointed import Pointed
from desktop.tables.words import counted
from desktop.theme.labels import PlainLabel
from desktop.theme.theme import Theme, scaled
from models.queries.filter import EventFilter
from models.queries.matrix import MatrixRow

_ACTORS = 40
_PAD = 16  # pixels beside a number or a heading
_HIGH = 26
_NAMES, _REMARKS, _MOST_REMARKS = 190, 210, 360
_MOST = 60  # columns


class MatrixTable(QTableView):
    """Enter or a double click filters by the actor and the stretch of a cell."""

    wanted = Signal(QModelIndex)
    """This cell was followed."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("matrixTable")
        self.setAccessibleName("Events of actors by time")
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setHighlightSections(False)
        self.verticalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.doubleClicked.connect(self.wanted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter follows the cell in focus."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentIndex().isValid():
                self.wanted.emit(self.currentIndex())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The columns share the width."""
        at_end = self._at_end
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit(at_end=at_end)

    @property
    def _at_end(self) -> bool:
        """Whether the latest stretches, and what stands out, are in sight."""
        return self.horizontalScrollBar().value() == self.horizontalScrollBar().maximum()

    def fit(self, *, at_end: bool | None = None) -> None:
        """Give the columns their widths: what is in them fits, and they share what is left.

        ``at_end``: whether the last ones are to be in sight; None: if they are now.
        """
        at_end = self._at_end if at_end is None else at_end
        columns = self.model().columnCount() if self.model() is not None else 0
        self.verticalHeader().setFixedWidth(scaled(self.font(), _NAMES))
        self.verticalHeader().setDefaultSectionSize(scaled(self.font(), _HIGH))
        if not columns:
            return
        measure, model = self.fontMetrics(), self.model()
        across = Qt.Orientation.Horizontal
        texts = [str(model.headerData(n, across)) for n in range(columns - 1)]
        texts += [str(model.index(0, n).data() or "") for n in range(columns - 1)]
        least = max(map(measure.horizontalAdvance, texts), default=0) + _PAD
        told = [str(model.index(n, columns - 1).data() or "") for n in range(model.rowCount())]
        said = max(map(measure.horizontalAdvance, told), default=0) + _PAD
        low, high = (scaled(self.font(), width) for width in (_REMARKS, _MOST_REMARKS))
        # In a narrow table the cells come first; the whole remark is in its tip.
        remarks = min(max(said, low), max(low, self.viewport().width() // 2), high)
        rest = self.viewport().width() - remarks
        wide = max(least, rest // max(1, columns - 1))
        for column in range(columns - 1):
            self.setColumnWidth(column, wide)
        left = self.viewport().width() - wide * (columns - 1)
        self.setColumnWidth(columns - 1, max(left, remarks))
        self.updateGeometries()
        if at_end:
            self.horizontalScrollBar().setValue(self.horizontalScrollBar().maximum())


class MatrixPage(Page):
    """The most frequent actors of the filter, by time: gaps and bursts can be seen."""

    shows = frozenset((EVENTS, ACTORS))

    def __init__(self, theme: Theme, busy: Busy) -> None:
        super().__init__(theme, busy)
        self._wanted = EventFilter()
        self.model = MatrixModel(theme)
        self.table = MatrixTable()
        self.table.setModel(self.model)
        self.said = PlainLabel()
        self.said.setProperty("quiet", True)
        self.said.setContentsMargins(8, 0, 8, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.said)
        layout.addWidget(self.table, 1)
        self.table.wanted.connect(self._follow)
        self.table.customContextMenuRequested.connect(self._open_menu)
        theme.changed.connect(lambda: self.table.viewport().update())
        theme.zoomed.connect(self._fit)

    def ask(self, wanted: EventFilter) -> None:
        """The actors of the events that match."""
        self._wanted = wanted
        self._ask()

    def _fit(self) -> None:
        self.table.fit()

    def first_stop(self) -> QWidget:
        """The table."""
        return self.table

    def pointed(self) -> Pointed:
        """The actors of the rows that are selected."""
        rows = sorted({index.row() for index in self.table.selectedIndexes()})
        actors = (self.model.actor(row) for row in rows)
        return Pointed(tuple(each.id for each in actors if each is not None))

    def _ask(self) -> None:
        if self._archive is None or self._reader is None:
            return
        archive, wanted = self._archive, self._wanted
        extent_of, middle_of = archive.extent(), archive.middle()
        dates = wanted.dates
        start = dates.start.earliest if dates and dates.start else None
        end = dates.end.latest if dates and dates.end else None

        def ask(session: Any) -> tuple[Span | None, tuple[MatrixRow, ...]]:
            reach = (extent_of if start is not None or end is not None else middle_of)(session)
            if reach is None:
                return None, ()
            first = reach[0] if start is None else start
            last = reach[1] if end is None else end
            span = fitted(min(first, last), max(first, last), _MOST)
            starts = [span.unit.start(span.first + n) for n in range(span.count + 1)]
            return span, archive.matrix(wanted, starts, _ACTORS)(session)

        self.count("matrix", ask, self._put, wanted)

    def _put(self, found: tuple[Span | None, tuple[MatrixRow, ...]]) -> None:
        span, rows = found
        other = span != self.model.stretches
        place = self.table.currentIndex()
        self.model.put(span, rows)
        self.table.fit()
        if other:  # the latest ones are of interest first
            bar = self.table.horizontalScrollBar()
            bar.setValue(bar.maximum())
        row, column = max(place.row(), 0), max(place.column(), 0)
        last = span.count - 1 if span is not None else 0
        self.table.setCurrentIndex(
            self.model.index(min(row, len(rows) - 1), last if other else column)
        )
        self.table.verticalHeader().setVisible(bool(rows))  # an empty one looks half drawn
        if span is None or not rows:
            nobody = "Nobody is named in these events."
            told = nobody if span is not None else "No event has a date."
        else:
            begin, end = span.unit.words(span.first), span.unit.words(span.last)
            told = (f"The {counted(len(rows), 'most frequent name')}, {begin} to {end}; "
                    "an event counts where it begins")  # fmt: skip
        self.said.setText(told)

    def _wish(self, index: QModelIndex, *, show: bool) -> None:
        """Filter by the actor of a cell, and by the stretches that are selected."""
        row = self.model.actor(index.row())
        columns = {each.column() for each in self.table.selectedIndexes()} | {index.column()}
        stretches = [s for column in columns if (s := self.model.stretch(column)) is not None]
        if row is None or self.model.stretches is None:
            return
        unit = self.model.stretches.unit
        days = (unit.start(min(stretches)), unit.end(max(stretches))) if stretches else None
        self.wished.emit(Wish(actors=((row.id, row.name),), days=days, show_events=show))

    def _follow(self, index: QModelIndex) -> None:
        self._wish(index, show=True)

    def _open_menu(self, place: QPoint) -> None:
        index = self.table.currentIndex()
        if not index.isValid():
            return
        menu = QMenu(self)
        menu.addAction("&Show these events", lambda: self._wish(index, show=True))
        menu.addAction("&Filter by them", lambda: self._wish(index, show=False))
        self.actor_menu.emit(menu, self.pointed())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.table.viewport().mapToGlobal(place))
