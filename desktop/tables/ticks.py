"""Boxes to tick, drawn in the colours of the theme: the style's own are lost on a dark ground."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.theme.icons import pixmap
from desktop.theme.theme import Theme


def draw_box(
    painter: QPainter, box: QRectF, ticked: Qt.CheckState, colours: tuple[str, str, str, str]
) -> None:
    """Draw a tick box; ``colours``: its line, ground, fill and mark."""
    line, ground, fill, mark = colours
    if ticked == Qt.CheckState.Unchecked:
        painter.setPen(QPen(QColor(line), 1))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(fill))
    painter.drawRoundedRect(box, 3, 3)
    sign = "done" if ticked == Qt.CheckState.Checked else "status-negated"
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(
        box.topLeft() + QPointF(1, 1), pixmap(sign, mark, round(box.width()) - 2, ratio)
    )


class TickCells(QStyledItemDelegate):
    """Draws the cells of a list, and over the boxes of those that can be ticked its own."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw a cell."""
        super().paint(painter, option, index)
        ticked = index.data(Qt.ItemDataRole.CheckStateRole)
        if ticked is None:
            return
        drawn = QStyleOptionViewItem(option)
        self.initStyleOption(drawn, index)
        element = QStyle.SubElement.SE_ItemViewItemCheckIndicator
        box = drawn.widget.style().subElementRect(element, drawn, drawn.widget)
        colours = self._theme.colours
        shades = (colours.quiet, colours.base, colours.accent, colours.on_accent)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_box(painter, QRectF(box), Qt.CheckState(ticked), shades)
        painter.restore()
