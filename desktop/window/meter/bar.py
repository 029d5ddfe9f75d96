"""A share as a bar: so much was right, and how sure that is."""

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme.theme import Theme, scaled

_SIZE = (150, 14)  # pixels, beside letters of the usual size
_HIGH = 8


class ShareBar(QWidget):
    """Filled up to the share; a thin line across it reaches over the interval."""

    def __init__(self, theme: Theme, share: float, low: float, high: float, told: str) -> None:
        super().__init__()
        self._theme = theme
        self._share, self._low, self._high = share, low, high
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(told)
        self.setToolTip(told)

    def sizeHint(self) -> QSize:
        """As wide for every share, so that bars can be compared."""
        return QSize(*(scaled(self.font(), each) for each in _SIZE))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self._theme.colours
        wide, middle = self.width() - 2, self.height() / 2
        place = QRectF(1, middle - _HIGH / 2, wide, _HIGH)
        painter.fillRect(place, QColor(colours.hairline))
        painter.fillRect(QRectF(1, place.top(), wide * self._share, _HIGH), QColor(colours.accent))
        painter.setPen(QPen(QColor(colours.text), 1.5))
        left, right = (1 + wide * each for each in (self._low, self._high))
        painter.drawLine(QPointF(left, middle), QPointF(right, middle))
        for x in (left, right):
            painter.drawLine(QPointF(x, middle - _HIGH / 2 - 1), QPointF(x, middle + _HIGH / 2 + 1))
