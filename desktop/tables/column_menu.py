"""The menu of columns: which of them are shown."""

from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from desktop.tables.columns import COLUMNS
from desktop.tables.event_table import EventTable


class ColumnMenu(QMenu):
    """Shows and hides the columns of a table, and brings back the first ones."""

    def __init__(self, table: EventTable) -> None:
        super().__init__("&Columns", table)
        self._table = table
        self._choices: dict[str, QAction] = {}
        for column in COLUMNS:
            action = self.addAction(column.heading, partial(self._toggle, column.key))
            action.setCheckable(True)
            action.setEnabled(not column.reads)
            self._choices[column.key] = action
        self.addSeparator()
        self.addAction("&Reset columns", table.set_widths)
        self.aboutToShow.connect(self._mark)
        table.columns_wanted.connect(self._open)
        self._mark()

    def _open(self, place: QPoint) -> None:
        self.popup(place)

    def _toggle(self, key: str) -> None:
        self._table.show_column(key, shown=not self._table.shows(key))

    def _mark(self) -> None:
        for key, action in self._choices.items():
            action.setChecked(self._table.shows(key))
