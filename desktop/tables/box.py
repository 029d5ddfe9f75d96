"""A box to choose a value from, with its arrow, and never turned by the wheel."""

from PySide6.QtCore import QPoint
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox

from desktop.theme.icons import pixmap
from desktop.theme.theme import scaled

_ARROW = 12  # pixels


class Box(QComboBox):
    """One of several values. The wheel scrolls what is around it: nothing changes by accident."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the arrow too, which a style sheet leaves out."""
        super().paintEvent(event)
        size = scaled(self.font(), _ARROW)
        colour = self.palette().text().color().name()
        place = QPoint(self.width() - size - 7, (self.height() - size) // 2)
        QPainter(self).drawPixmap(place, pixmap("down", colour, size, self.devicePixelRatioF()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the area around it."""
        event.ignore()
