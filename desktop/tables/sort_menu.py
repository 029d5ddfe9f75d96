"""The menu of orders: by which column the table is sorted, and which way."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from desktop.tables.columns import COLUMNS
from models.queries.filter import Sort, SortField


class SortMenu(QMenu):
    """One choice for each column that sorts, and a way."""

    wanted = Signal(object)
    """A Sort."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("&Sort by", parent)
        self._now = Sort()
        self.choices: dict[SortField, QAction] = {}
        group = QActionGroup(self)
        for column in COLUMNS:
            if column.field is not None:
                action = self.addAction(column.heading, partial(self._want, column.field))
                action.setCheckable(True)
                group.addAction(action)
                self.choices[column.field] = action
        by_article = self.addAction("&Article", partial(self._want, SortField.ARTICLE))
        by_article.setCheckable(True)
        group.addAction(by_article)
        self.choices[SortField.ARTICLE] = by_article
        self.addSeparator()
        self.down = self.addAction("&Descending", self._turn)
        self.down.setCheckable(True)

    def mark(self, sort: Sort) -> None:
        """Mark how the table is sorted."""
        self._now = sort
        self.choices[sort.field].setChecked(True)
        self.down.setChecked(sort.down)

    def _want(self, field: SortField) -> None:
        self.wanted.emit(Sort(field, self._now.down))

    def _turn(self) -> None:
        self.wanted.emit(Sort(self._now.field, not self._now.down))
