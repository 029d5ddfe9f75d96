"""Rows of any kind, known by their numbers and fetched by the page as they come into view."""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer
from PySide6.QtGui import QColor, QFont

from desktop.jobs.reader import Lane, Reader
from desktop.tables.field import Field
from desktop.theme.icons import pixmap
from desktop.theme.labels import as_tip
from desktop.theme.theme import Theme

PAGE = 64
"""Rows that are fetched at a time."""
PAGES_KEPT = 48
ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
ON_ITS_WAY = "…"
_ICON = 16
_NOWHERE = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole
Fetch = Callable[[Sequence[int]], Callable[[Any], Mapping[int, Any]]]
"""From the numbers of rows to the question that answers with them."""


class RowModel(QAbstractTableModel):
    """Any number of rows, of which a few pages are in memory.

    ``fetch`` gives the question for the rows of some numbers; its answer is by number.
    """

    def __init__(self, name: str, fields: Sequence[Field[Any]], theme: Theme) -> None:
        super().__init__()
        self._name = name
        self.fields = tuple(fields)
        self._theme = theme
        self._reader: Reader | None = None
        self._fetch: Fetch | None = None
        self._later: Fetch | None = None
        self._ids: array[int] = array("q")
        self._pages: OrderedDict[int, list[Any]] = OrderedDict()
        self._missing: set[int] = set()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._ask)
        self._italic = QFont()
        self._italic.setItalic(True)

    def number(self, key: str) -> int:
        """Where the field of that name is; -1: nowhere."""
        return next((n for n, field in enumerate(self.fields) if field.key == key), -1)

    def put(
        self,
        reader: Reader | None,
        ids: "array[int]",
        known: Mapping[int, Any],
        fetch: Fetch | None,
        later: Fetch | None = None,
    ) -> None:
        """Show these rows, of which the first ones may be ``known``.

        ``later`` gives the question for what takes longer to know of a row: by number, its fields.
        """
        self.beginResetModel()
        self._reader, self._fetch, self._later, self._ids = reader, fetch, later, ids
        self._pages.clear()
        self._missing.clear()
        for first in range(0, len(ids), PAGE):
            some = ids[first : first + PAGE]
            if any(each not in known for each in some):
                break
            self._pages[first // PAGE] = [known[each] for each in some]
        self.endResetModel()
        if self._pages:
            self._ask_later({n: ids[n * PAGE : (n + 1) * PAGE] for n in self._pages})

    def ids(self) -> "array[int]":
        """The numbers of all rows, in order."""
        return self._ids

    def row_at(self, row: int) -> Any:
        """The row there; None while it is on its way."""
        page = self._pages.get(row // PAGE)
        if page is None or row % PAGE >= len(page):
            if 0 <= row < len(self._ids):
                self._missing.add(row // PAGE)
                self._soon.start()
            return None
        return page[row % PAGE]

    def is_blank(self, number: int) -> bool | None:
        """Whether no row that is here says anything in a column; None: it isn't known yet."""
        text = self.fields[number].text
        said = {text(row) for page in self._pages.values() for row in page if row is not None}
        if said - {"", ON_ITS_WAY}:
            return False
        return None if ON_ITS_WAY in said else True

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """Rows."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        """Fields."""
        return 0 if parent.isValid() else len(self.fields)

    def data(self, index: _Index, role: int = _ROLE.DisplayRole) -> Any:
        """Text, picture, ink and what a screen reader says; the row under ``ROW_ROLE``."""
        if not index.isValid():
            return None
        field = self.fields[index.column()]
        if role == _ROLE.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if field.right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role not in _TOLD:
            return None
        row = self.row_at(index.row())
        if role == ROW_ROLE:
            return row
        if row is None:
            return ON_ITS_WAY if role == _ROLE.DisplayRole else None
        return self._told(field, row, role)

    def _told(self, field: Field[Any], row: Any, role: int) -> Any:
        if role == _ROLE.DisplayRole:
            return field.text(row)
        if role == _ROLE.AccessibleTextRole:
            return field.says(row)
        if role == _ROLE.ToolTipRole:
            return as_tip(field.text(row)) or None
        colours = self._theme.colours
        if role == _ROLE.ForegroundRole:
            return QColor(getattr(colours, field.ink(row)))
        if role == _ROLE.FontRole:
            return self._italic if field.leans(row) else None
        return pixmap(field.icon(row), colours.quiet, _ICON) if field.icon is not None else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> Any:
        """Headings."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        field = self.fields[section]
        if role == _ROLE.DisplayRole:
            return field.heading
        if role == _ROLE.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def _ask(self) -> None:
        if self._reader is None or self._fetch is None or not self._missing:
            return
        pages = sorted(self._missing)[-4:]
        self._missing.clear()
        spans = {page: self._ids[page * PAGE : (page + 1) * PAGE] for page in pages}
        question = self._fetch([each for span in spans.values() for each in span])

        def put(rows: Mapping[int, Any]) -> None:
            for page, span in spans.items():
                if self._ids[page * PAGE : (page + 1) * PAGE] != span:
                    continue
                self._pages[page] = [rows.get(each) for each in span]
                self._changed(page, len(span))
            while len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
            self._ask_later(spans)

        self._reader.ask(f"rows of {self._name}", question, put)

    def _ask_later(self, spans: "Mapping[int, array[int]]") -> None:
        """What takes longer is filled in when it is known."""
        if self._reader is None or self._later is None:
            return
        question = self._later([each for span in spans.values() for each in span])

        def put(found: Mapping[int, Any]) -> None:
            for page, span in spans.items():
                rows = self._pages.get(page)
                if rows is None or self._ids[page * PAGE : (page + 1) * PAGE] != span:
                    continue
                self._pages[page] = [
                    replace(row, **found[number]) if row is not None and number in found else row
                    for row, number in zip(rows, span, strict=True)
                ]
                self._changed(page, len(span))

        self._reader.ask(f"more of {self._name}", question, put, lane=Lane.BACK)

    def _changed(self, page: int, size: int) -> None:
        top = self.index(page * PAGE, 0)
        last = self.index(top.row() + size - 1, len(self.fields) - 1)
        self.dataChanged.emit(top, last)


_TOLD = frozenset(
    (
        _ROLE.DisplayRole,
        _ROLE.ToolTipRole,
        _ROLE.AccessibleTextRole,
        _ROLE.ForegroundRole,
        _ROLE.FontRole,
        _ROLE.DecorationRole,
        ROW_ROLE,
    )
)
