"""The edge of an article: beside which sentences there is something that gave no event."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from desktop.theme.icons import pixmap
from desktop.theme.theme import Theme, scaled

_BAR = 3  # pixels


@dataclass(frozen=True, slots=True)
class EdgeMark:
    """A stretch that is marked at the edge, why, and with which icon."""

    start: int
    end: int
    why: str
    icon: str


class Marked(Protocol):
    """The text beside the edge."""

    @property
    def edges(self) -> Sequence[EdgeMark]:
        """What is marked."""

    @property
    def edge(self) -> int:
        """Which of them is chosen; -1: none."""

    def edges_seen(self) -> Iterator[tuple[int, QRectF]]:
        """Those in sight: number, and from where to where."""


class Edge(QWidget):
    """Draws a bar and an icon beside each stretch; a click chooses it."""

    wanted = Signal(int)

    def __init__(self, theme: Theme, text: "Marked | QWidget") -> None:
        super().__init__(text if isinstance(text, QWidget) else None)
        self._theme = theme
        self._text: Marked = text  # type: ignore[assignment]  # a widget that is marked
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setMouseTracking(True)
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what is in sight."""
        painter = QPainter(self)
        colours = self._theme.colours
        size = scaled(self.font(), 12)
        for number, place in self._text.edges_seen():
            colour = colours.accent if number == self._text.edge else colours.warning
            bar = QRectF(self.width() - _BAR - 1, place.top() + 1, _BAR, place.height() - 2)
            painter.fillRect(bar, QColor(colour))
            name = self._text.edges[number].icon
            drawn = pixmap(name, colour, size, self.devicePixelRatioF())
            painter.drawPixmap(
                QPoint(self.width() - _BAR - 4 - size, round(place.top()) + 2), drawn
            )

    def at(self, place: QPoint) -> int:
        """The number of the stretch beside a place; -1: there is none."""
        for number, reach in self._text.edges_seen():
            if reach.top() <= place.y() <= reach.bottom():
                return number
        return -1

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose what is beside the mouse."""
        number = self.at(event.position().toPoint())
        if number >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.wanted.emit(number)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Over a mark the mouse is a hand."""
        over = self.at(event.position().toPoint()) >= 0
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def event(self, event: QEvent) -> bool:
        """Say what is marked under the mouse."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            number = self.at(event.pos())
            if number >= 0:
                QToolTip.showText(event.globalPos(), self._text.edges[number].why, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)
