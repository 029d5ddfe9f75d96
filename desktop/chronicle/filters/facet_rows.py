"""Draws the rows of a facet: a box, an icon, a value, its count."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import (
    QColor,
    QIcon,
    QMouseEvent,
    QPainter,
)
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
)

from desktop.chronicle.filters.facet_model import TICK, FacetModel, Index, Ticked
from desktop.chronicle.filters.tick import BOX, GAP, ROW, SIDE
from desktop.tables.ticks import draw_box
from desktop.theme.theme import Theme, scaled, tabular
from models.queries.filter import ActorRole


class FacetRows(QStyledItemDelegate):
    """Draws a box, an icon, a value and its count; the whole row is the target of a click."""

    def __init__(self, theme: Theme, view: QTreeView, values: FacetModel) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._values = values
        self.row_height, self._box = ROW, BOX
        self.measure()

    def measure(self) -> None:
        """Follow the font of the list."""
        font = self._view.font()
        self.row_height, self._box = scaled(font, ROW), scaled(font, BOX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        colours = self._theme.colours
        rect, state = option.rect, option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._view.hasFocus() and index.row() == self._view.currentIndex().row():
            painter.fillRect(rect, QColor(colours.selection))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(colours.hover))
        if index.column():
            painter.setFont(tabular(painter.font()))
            self._write(painter, rect.adjusted(0, 0, -GAP, 0), index, colours.quiet, right=True)
        else:
            ticked = Qt.CheckState(index.data(TICK))
            box = QRectF(
                rect.left() + SIDE,
                rect.top() + (rect.height() - self._box) // 2,
                self._box,
                self._box,
            )
            shades = (colours.quiet, colours.base, colours.accent, colours.on_accent)
            draw_box(painter, box, ticked, shades)
            left = rect.left() + SIDE + self._box + GAP + 1
            drawn: QIcon = index.data(Qt.ItemDataRole.DecorationRole)
            drawn.paint(painter, QRect(left, rect.top(), self._box, rect.height()))
            font = painter.font()
            font.setStrikeOut(ticked == Qt.CheckState.PartiallyChecked)
            painter.setFont(font)
            empty = self._values.facet(index.row()).count == 0
            words = rect.adjusted(left - rect.left() + self._box + 6, 0, 0, 0)
            words = self._draw_mode(painter, words, self._values.ticked_at(index.row()))
            self._write(painter, words, index, colours.quiet if empty else colours.text)
        painter.restore()

    def _draw_mode(self, painter: QPainter, words: QRect, ticked: Ticked | None) -> QRect:
        """Write the role an actor is ticked in at the end of the row; the room that is left."""
        if ticked is None or ticked.exclude or ticked.role is ActorRole.ANY:
            return words
        said = ticked.role.value
        wide = painter.fontMetrics().horizontalAdvance(said) + GAP
        painter.setPen(QColor(self._theme.colours.accent))
        place = words.adjusted(words.width() - wide, 0, 0, 0)
        painter.drawText(
            place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), said
        )
        return words.adjusted(0, 0, -wide, 0)

    def _write(
        self, painter: QPainter, rect: QRect, index: Index, colour: str, *, right: bool = False
    ) -> None:
        text = str(index.data())
        cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.setPen(QColor(colour))
        painter.drawText(rect, int(flags), cut)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All rows are equally high."""
        return QSize(super().sizeHint(option, index).width(), self.row_height)

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        _option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """A click in a row ticks it."""
        if not isinstance(event, QMouseEvent) or event.button() != Qt.MouseButton.LeftButton:
            return False
        if event.type() == QEvent.Type.MouseButtonRelease and isinstance(model, FacetModel):
            model.choose(index.row())
        return True
