"""How the cells of the event table look."""

from functools import cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from desktop.tables.columns import Column, hand_of, status_of
from desktop.tables.event_model import ON_ITS_WAY, EventModel
from desktop.tables.lines import Lines
from desktop.tables.unfolded import Unfolded, can_unfold
from desktop.tables.words import KINDS
from desktop.theme.icons import pixmap
from desktop.theme.theme import Theme, scaled, tabular
from models.queries.filter import REJECTED
from models.queries.marks import Marks
from models.queries.rows import EventRow

PAD = 8
"""Pixels on either side of what a cell says."""
ICON = 16
"""Pixels of an icon, in letters of the usual size."""
MARK_GAP = 6
"""Pixels between an icon and the word beside it."""
ROW = 28
"""Pixels of a row of one line, in letters of the usual size."""
DISPUTED = "disputed"
"""The mark and the word of an event of which the sources differ."""
BELOW = 22
"""Pixels of a line below a row that is unfolded."""
HEADING = 24
"""Pixels of a heading above a row."""


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
        """The words to mark in the sentences."""
        self.headings: dict[int, str] = {}
        """The rows under a heading, and what it says; their height has room for it."""
        self.unfolded: Unfolded | None = None
        """What is shown below some rows."""
        self.two_lines = True
        """Whether long sentences take two lines."""
        self._lines = Lines()
        self._fonts: tuple[QFont, ...] = ()
        self._badges: dict[str, int] = {}
        self._kinds = self._letters = 0
        self.measure()

    def measure(self) -> None:
        """Follow the font of the view."""
        font = self._view.font()
        self.icon = scaled(font, ICON)
        self.row = scaled(font, ROW)
        self.heading = scaled(font, HEADING)
        self.below = scaled(font, BELOW)
        leaning = tabular(font)
        leaning.setItalic(True)
        bold = tabular(font)
        bold.setWeight(QFont.Weight.DemiBold)
        struck = QFont(font)
        struck.setStrikeOut(True)
        self._fonts = (font, tabular(font), leaning, bold, struck)
        metrics = QFontMetrics(font)
        self._line = metrics.lineSpacing()
        self._letters = metrics.height()
        self._kinds = max(map(metrics.horizontalAdvance, KINDS))
        self._lines.forget()
        self._badges.clear()

    def sizeHint(self, option: QStyleOptionViewItem, _index: object) -> QSize:
        """As high as a row of one line."""
        return QSize(option.rect.width(), self.row)

    def height(self, row: EventRow) -> int:
        """The height of a row without its heading: one line or two, and what is told below."""
        below = self.unfolded.lines(row.id) if self.unfolded is not None else 0
        return self.own_height(row) + below * self.below

    def own_height(self, row: EventRow) -> int:
        """The height of a row without what is below it."""
        across = self._view.horizontalHeader()
        for number, column in enumerate(self._events.columns):
            if column.wraps and not across.isSectionHidden(number):
                lines = self._lines_of(row, column, column.text(row), across.sectionSize(number))
                if len(lines) > 1:
                    return self.tall
        return self.row

    @property
    def tall(self) -> int:
        """The height of a row of two lines."""
        return self.row + self._line

    def is_cut(self, row: EventRow) -> bool:
        """Whether the sentence of a row is cut."""
        number = next(n for n, column in enumerate(self._events.columns) if column.reads)
        column = self._events.columns[number]
        width = self._view.horizontalHeader().sectionSize(number)
        lines = self._lines_of(row, column, column.text(row), width)
        room = self._room(row, column, width) if len(lines) == 1 else width - 2 * PAD
        return QFontMetrics(self._font(column, row)).horizontalAdvance(lines[-1]) > room

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
        number, place = index.column(), index.row()
        painter.save()
        if place in self.headings:
            rect = self._head(painter, rect, self.headings[place])
        if state & _SELECTED:
            active = self._view.hasFocus()
            painter.fillRect(rect, _colour(colours.selection if active else colours.selection_idle))
        painter.setPen(_colour(colours.hairline))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if state & _FOCUSED and self._is_first(number):
            painter.fillRect(
                QRect(rect.left(), rect.top(), 3, rect.height()), _colour(colours.accent)
            )
        row, text = self._events.cell(place, number)
        inner = QRect(rect.left() + PAD, rect.top(), rect.width() - 2 * PAD, self.row - 1)
        if row is None:
            self._write(painter, inner, ON_ITS_WAY, colours.quiet)
        elif self._is_whole(inner):
            self._cell(painter, inner, self._events.columns[number], row, text)
        if row is not None and self.unfolded is not None and row.id in self.unfolded:
            self._tell(painter, rect, row)
        painter.restore()

    def _tell(self, painter: QPainter, rect: QRect, row: EventRow) -> None:
        """Draw the part of the lines below a row that lies below this cell."""
        assert self.unfolded is not None
        colours = self._theme.colours
        # Each cell draws its own piece of the same words, as any of them may be drawn alone.
        left = PAD + self.icon + MARK_GAP - self._view.horizontalHeader().offset()
        wide = max(self._view.viewport().width(), 1) - 2 * PAD - self.icon
        top = rect.top() + self.own_height(row)
        painter.setClipRect(rect)
        for line in range(self.unfolded.lines(row.id)):
            at = left
            if not self._is_whole(QRect(left, top, wide, self.below)):
                return
            painter.setPen(_colour(colours.hairline))
            painter.drawLine(at, top - 1, at + wide, top - 1)
            for text, share in zip(self.unfolded.cells(row.id, line), SHARES, strict=True):
                room = wide * share // 100
                place = QRect(at, top, room - PAD, self.below)
                painter.setFont(self._fonts[1 if share in _FIGURES else 0])
                self._write(
                    painter, place, text, colours.quiet if share != SHARES[3] else colours.text
                )
                at += room
            top += self.below

    def _is_whole(self, line: QRect) -> bool:
        """Whether the letters of a line end above the table's foot: half a line isn't drawn."""
        return line.center().y() + self._letters // 2 <= self._view.viewport().height()

    def _head(self, painter: QPainter, rect: QRect, words: str) -> QRect:
        """Draw the part of a heading above this cell; returns the cell's own rectangle."""
        colours = self._theme.colours
        above = QRect(rect.left(), rect.top(), rect.width(), self.heading)
        painter.fillRect(above, _colour(colours.window))
        painter.setPen(_colour(colours.hairline))
        painter.drawLine(above.bottomLeft(), above.bottomRight())
        # Each cell draws its own piece of the same words, as any of them may be drawn alone.
        left = -self._view.horizontalHeader().offset()
        painter.save()
        painter.setClipRect(above)
        painter.setFont(self._fonts[3])
        painter.setPen(_colour(colours.quiet))
        if self._is_whole(above):
            place = QRect(left + PAD, above.top(), self._view.width(), above.height())
            painter.drawText(place, _LEFT, words)
        painter.restore()
        return rect.adjusted(0, self.heading, 0, 0)

    def _cell(
        self, painter: QPainter, rect: QRect, column: Column, row: EventRow, text: str
    ) -> None:
        """``rect`` is the place of the first line."""
        rejected = row.review == REJECTED
        colour = getattr(self._theme.colours, "quiet" if rejected else column.ink(row))
        name = column.icon(row) if column.icon else ""
        if column.key == "sources" and self.unfolded is not None and can_unfold(row):
            name = "down" if row.id in self.unfolded else "right"
        if column.pictured:
            if name:
                rect = self._draw(
                    painter, rect, name, getattr(self._theme.colours, column.tint(row))
                )
            if rect.width() < self._kinds:
                return
        elif name:
            rect = self._draw(painter, rect, name, colour)
        painter.setFont(self._font(column, row))
        if not column.wraps:
            self._write(painter, rect, text, colour, right=column.right)
            return
        lines = self._lines_of(row, column, text, rect.width() + 2 * PAD)
        place = QRect(rect)
        if column.reads:
            self._badge(painter, rect, row)
            painter.setFont(self._font(column, row))
            place.setWidth(self._room(row, column, rect.width() + 2 * PAD))
        at = 0
        for line in lines:
            if not self._is_whole(place):
                return
            self._write(painter, place, line, colour)
            if column.reads and self.marks:
                self._mark(painter, place, text, line, at)
            at += len(line) + 1
            place = rect.translated(0, self._line)

    def _font(self, column: Column, row: EventRow) -> QFont:
        if column.reads and row.review == REJECTED:
            return self._fonts[4]
        if not column.figures:
            return self._fonts[0]
        return self._fonts[2 if column.leans(row) else 1]

    def _room(self, row: EventRow, column: Column, width: int) -> int:
        """Pixels for a line of a cell that is so wide."""
        status = status_of(row) if column.reads and not self._shows_status() else None
        hand = self.icon + MARK_GAP if column.reads and hand_of(row) else 0
        differs = self._badge_width(DISPUTED) if column.reads and row.disputed else 0
        room = width - 2 * PAD - hand - differs
        return room - (self._badge_width(status[1]) if status else 0)

    def _lines_of(self, row: EventRow, column: Column, text: str, width: int) -> tuple[str, ...]:
        if not self.two_lines:
            return (text,)
        return self._lines.of(text, self._room(row, column, width), self._font(column, row))

    def _shows_status(self) -> bool:
        """Whether the statuses have a column of their own."""
        number = self._events.number("status")
        return not self._view.horizontalHeader().isSectionHidden(number)

    def _badge_width(self, word: str) -> int:
        if word not in self._badges:
            wide = QFontMetrics(self._fonts[0]).horizontalAdvance(word)
            self._badges[word] = self.icon + MARK_GAP + wide + 2 * PAD + 1
        return self._badges[word]

    def _badge(self, painter: QPainter, rect: QRect, row: EventRow) -> None:
        """At the right of the sentence: mark and word of a status that isn't plain, and a pencil
        where people changed or added it.
        """
        status = None if self._shows_status() else status_of(row)
        left = rect.right() + 1
        if status is not None:
            name, word, ink = status
            colour = getattr(self._theme.colours, ink)
            wide = self._badge_width(word) - 2 * PAD
            left -= wide
            place = QRect(left, rect.top(), wide, rect.height())
            painter.setFont(self._fonts[0])
            self._write(painter, self._draw(painter, place, name, colour), word, colour)
            left -= 2 * PAD
        if row.disputed:
            colour = self._theme.colours.warning
            wide = self._badge_width(DISPUTED) - 2 * PAD
            left -= wide
            place = QRect(left, rect.top(), wide, rect.height())
            painter.setFont(self._fonts[0])
            rest = self._draw(painter, place, DISPUTED, colour)
            self._write(painter, rest, DISPUTED, colour)
            left -= 2 * PAD
        if hand_of(row):
            place = QRect(left - self.icon, rect.top(), self.icon, rect.height())
            self._draw(painter, place, "edit", self._theme.colours.quiet)

    def _mark(self, painter: QPainter, rect: QRect, text: str, line: str, first: int) -> None:
        """Lay what was searched for on a ground of its own, underlined; ``line`` begins at
        ``first`` of the text.
        """
        colours = self._theme.colours
        measure = painter.fontMetrics()
        cut = measure.elidedText(line, _ELIDE, rect.width())
        seen = len(cut) if cut == line else len(cut) - 1  # the last one is the ellipsis
        high = measure.height()
        top = rect.top() + (rect.height() - high) // 2
        for start, end in self.marks.spans(text):
            start, end = max(0, start - first), min(end - first, seen)
            if start >= end:
                continue
            left = rect.left() + measure.horizontalAdvance(line[:start])
            right = rect.left() + measure.horizontalAdvance(line[:end])
            place = QRect(left, top, right - left, high)
            painter.save()
            painter.setClipRect(place.adjusted(-1, 0, 1, 0))
            painter.fillRect(place.adjusted(-1, 0, 1, 0), QColor(colours.found))
            painter.setPen(QColor(colours.on_found))
            painter.drawText(rect, _LEFT, cut)
            painter.drawLine(left, place.bottom(), right - 1, place.bottom())
            painter.restore()

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
        """Whether this is the first column shown."""
        across = self._view.horizontalHeader()
        return across.sectionPosition(column) == 0


SHARES = (17, 15, 16, 52)
"""Of the table's width, in hundredths: outlet, day of report, words for the date, the line."""
_FIGURES = (15,)
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
