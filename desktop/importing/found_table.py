"""The table of what was found: columns as wide as what they hold, the title has the rest."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from desktop.importing.found_model import (
    DATE,
    FORMAT,
    LANGUAGE,
    NOTE,
    OUTLET,
    TITLE,
    WORDS,
    FoundModel,
)
from desktop.theme.theme import scaled

_MOST = {
    OUTLET: "Name of a large outlet",
    DATE: "24 Sep 2024, inferred",
    WORDS: "10,000",
    LANGUAGE: "Languages",
    FORMAT: "Europresse export",
    NOTE: "Left out: the file is damaged or no article",
}
"""As wide as these the columns become at most."""
_PAD = 24
_LEAST = 280  # pixels that a title has; where there are fewer, columns go
_GOOD = 440  # that it has before a note has more than a few words
_SHORT = "Already here, "
_SPARE = (LANGUAGE, FORMAT, WORDS)
"""Those that go, in this order."""


class FoundTable(QTableView):
    """The table of what was found; says what to do while there is nothing."""

    def __init__(self, model: FoundModel) -> None:
        super().__init__()
        self.placeholder = ""
        self.setObjectName("importTable")
        self.setAccessibleName("Articles found")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(scaled(self.font(), 26))
        self.setModel(model)
        self._found = model
        self._widths: dict[int, int] = {}
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        head.setSortIndicatorShown(True)
        head.sortIndicatorChanged.connect(self._sort)
        model.changed.connect(self._fit)
        self._fit()

    def numbers(self) -> list[int]:
        """The rows that are selected."""
        chosen = self.selectionModel().selection()
        ranges = (chosen.at(n) for n in range(chosen.size()))
        return sorted({row for each in ranges for row in range(each.top(), each.bottom() + 1)})

    def together(self, row: int) -> list[int]:
        """The rows that change with this one: those selected with it."""
        numbers = self.numbers()
        return numbers if row in numbers else [row]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The space bar ticks every selected row, or unticks them; Enter is for the dialog."""
        numbers = self.numbers()
        if event.key() == Qt.Key.Key_Space and numbers:
            self._toggle(numbers)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the table, or the sentence."""
        super().paintEvent(event)
        if not self._found.rowCount(QModelIndex()):
            painter = QPainter(self.viewport())
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            place = self.viewport().rect()
            painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), self.placeholder)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns go where a title would have too little room, and come back."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give each column the room that it needs; one that holds nothing needs none."""
        measured = self.fontMetrics().horizontalAdvance
        widths: dict[int, int] = {}
        for column, most in _MOST.items():
            longest = self._found.longest.get(column, "")
            if longest or column == OUTLET:  # one that is typed into stays
                heading = self._found.headerData(column, Qt.Orientation.Horizontal)
                held = min(measured(longest), measured(most))
                widths[column] = max(held, measured(heading) + _PAD // 2) + _PAD
        room = self.viewport().width()
        if NOTE in widths:
            short = min(widths[NOTE], measured(_SHORT) + _PAD)
            left = room - _GOOD - sum(widths.values()) + widths[NOTE]
            widths[NOTE] = max(short, min(widths[NOTE], left))
        for column in _SPARE:
            if sum(widths.values()) + _LEAST > room:
                widths.pop(column, None)
        if widths == self._widths:
            return  # those that somebody dragged stay
        for column in _MOST:
            self.setColumnHidden(column, column not in widths)
            if widths.get(column, 0) != self._widths.get(column) and column in widths:
                self.horizontalHeader().resizeSection(column, widths[column])
        self._widths = widths

    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        if column >= 0:
            self._found.sort(column, order)

    def _toggle(self, numbers: list[int]) -> None:
        self._found.tick(numbers, on=not all(self._found.rows[n].ticked for n in numbers))
