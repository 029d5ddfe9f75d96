"""How the cells of the event table look."""

from functools import cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from desktop.tables.event_model import COLUMNS, ON_ITS_WAY, EventModel
from desktop.tables.words import KINDS, STATUS_COLOURS, kind_icon, status_icon
from desktop.theme.icons import pixmap
from desktop.theme.theme import Theme, tabular
from models.dates.interval import Precision
from models.queries.marks import Marks
from models.queries.rows import EventRow

DATE, EVENT, WHO, KIND, STATUS, PLACE = range(6)
"""Which column is which."""
PAD = 8
"""Pixels on either side of what a cell says."""
ICON = 16
"""Pixels of an icon, in letters of the usual size."""
MARK_GAP = 6
"""Pixels between an icon and the word beside it."""


class Cells(QStyledItemDelegate):
    """Draws cells: a hairline, icons for kinds, marks for statuses, quiet uncertain dates.

    A screenful is some three hundred cells, drawn anew at each answer and each step of the
    scrollbar: what is the same for all of them is made once.
    """

    def __init__(self, theme: Theme, events: EventModel, view: QTableView) -> None:
        super().__init__(view)
        self._theme = theme
        self._events = events
        self._view = view
        self.marks = Marks()
        """The words to mark in the Event column."""
        self._fonts: tuple[str, QFont, QFont] = ("", QFont(), QFont())
        self._kinds = ("", 0)
        self.icon = ICON
        """Pixels of an icon, in letters of the size now in use."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: object) -> QSize:
        """All rows are equally high."""
        return QSize(option.rect.width(), self._view.verticalHeader().defaultSectionSize())

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one cell."""
        colours = self._theme.colours
        rect: QRect = option.rect
        state: int = option.state.value
        column = index.column()
        painter.save()
        if state & _SELECTED:
            active = self._view.hasFocus()
            painter.fillRect(rect, _colour(colours.selection if active else colours.selection_idle))
        painter.setPen(_colour(colours.hairline))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if state & _FOCUSED and self._is_first(column):
            painter.fillRect(
                QRect(rect.left(), rect.top(), 3, rect.height()), _colour(colours.accent)
            )
        row, text = self._events.cell(index.row(), column)
        inner = rect.adjusted(PAD, 0, -PAD, -1)
        if row is None:
            self._write(painter, inner, ON_ITS_WAY, colours.quiet)
        else:
            self._cell(painter, inner, column, row, text)
        painter.restore()

    def _cell(self, painter: QPainter, rect: QRect, column: int, row: EventRow, text: str) -> None:
        colours = self._theme.colours
        colour = colours.text
        right = False
        if column == DATE:
            sure = row.interval is not None and row.interval.precision is Precision.DAY
            upright, leaning = self._figures(painter.font())
            if not sure or (row.interval and row.interval.approximate):
                colour = colours.quiet
                painter.setFont(leaning)
            else:
                painter.setFont(upright)
        elif column == KIND:
            rect = self._draw(painter, rect, kind_icon(row.kind), colours.quiet)
            if rect.width() < self._widest_kind(painter):
                return  # a word in one row and none in the next would be a riddle
        elif column == STATUS:
            colour = getattr(colours, STATUS_COLOURS.get(row.status, "quiet"))
            if row.status != "asserted":
                rect = self._draw(painter, rect, status_icon(row.status), colour)
        elif column == len(COLUMNS) - 1:
            painter.setFont(self._figures(painter.font())[0])
            right = True
        if row.status == "negated" and column == EVENT:
            colour = colours.quiet
        self._write(painter, rect, text, colour, right=right)
        if column == EVENT and self.marks:
            self._mark(painter, rect, text)

    def _widest_kind(self, painter: QPainter) -> int:
        key = painter.font().key()
        if key != self._kinds[0]:
            measure = painter.fontMetrics()
            self._kinds = (key, max(map(measure.horizontalAdvance, KINDS)))
        return self._kinds[1]

    def _mark(self, painter: QPainter, rect: QRect, text: str) -> None:
        """Lay what was searched for on a ground of its own, underlined."""
        colours = self._theme.colours
        measure = painter.fontMetrics()
        cut = measure.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        seen = len(cut) if cut == text else len(cut) - 1  # the last one is the ellipsis
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        high = measure.height()
        top = rect.top() + (rect.height() - high) // 2
        for start, end in self.marks.spans(text):
            if start >= seen:
                break
            left = rect.left() + measure.horizontalAdvance(text[:start])
            right = rect.left() + measure.horizontalAdvance(text[: min(end, seen)])
            place = QRect(left, top, right - left, high)
            painter.save()
            painter.setClipRect(place.adjusted(-1, 0, 1, 0))
            painter.fillRect(place.adjusted(-1, 0, 1, 0), QColor(colours.found))
            painter.setPen(QColor(colours.on_found))
            painter.drawText(rect, int(flags | Qt.TextFlag.TextSingleLine), cut)
            painter.drawLine(left, place.bottom(), right - 1, place.bottom())
            painter.restore()

    def _figures(self, font: QFont) -> tuple[QFont, QFont]:
        """The fonts of figures in columns, upright and leaning."""
        key = font.key()
        if key != self._fonts[0]:
            leaning = tabular(font)
            leaning.setItalic(True)
            self._fonts = (key, tabular(font), leaning)
        return self._fonts[1:]

    def _draw(self, painter: QPainter, rect: QRect, name: str, colour: str) -> QRect:
        top = rect.top() + (rect.height() - self.icon) // 2
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(QPoint(rect.left(), top), pixmap(name, colour, self.icon, ratio))
        return rect.adjusted(self.icon + MARK_GAP, 0, 0, 0)

    def _write(
        self, painter: QPainter, rect: QRect, text: str, colour: str, *, right: bool = False
    ) -> None:
        if not text:
            return
        painter.setPen(_colour(colour))
        cut = painter.fontMetrics().elidedText(text, _ELIDE, rect.width())
        painter.drawText(rect, _RIGHT if right else _LEFT, cut)

    def _is_first(self, column: int) -> bool:
        return self._view.horizontalHeader().visualIndex(column) == 0


# Flags put together once: each "|" and "&" of Qt's enums makes a new Python object.
_SELECTED = QStyle.StateFlag.State_Selected.value
_FOCUSED = QStyle.StateFlag.State_HasFocus.value
_ELIDE = Qt.TextElideMode.ElideRight
_MIDDLE = Qt.AlignmentFlag.AlignVCenter.value | Qt.TextFlag.TextSingleLine.value
_LEFT = Qt.AlignmentFlag.AlignLeft.value | _MIDDLE
_RIGHT = Qt.AlignmentFlag.AlignRight.value | _MIDDLE


@cache
def _colour(colour: str) -> QColor:
    """The colours are few: those of both themes."""
    return QColor(colour)
