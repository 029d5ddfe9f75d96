"""Bars by year, to look at and to filter by: in a dossier."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop.tables.words import counted
from desktop.theme.theme import Theme, scaled

_HIGH, _SIDE = 44, 2


class Years(QWidget):
    """Events of each year from the first to the last; arrows walk, Enter or a click follows."""

    wanted = Signal(int)
    """A year."""

    def __init__(self, name: str, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._bars: dict[int, int] = {}
        self._first = self._last = self._at = 0
        self.setObjectName(name)
        self.setAccessibleName("Events by year")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def put(self, bars: Sequence[tuple[int, int]]) -> None:
        """Show the number of events of these years."""
        self._bars = dict(bars)
        self._first, self._last = (min(self._bars), max(self._bars)) if bars else (0, -1)
        self._at = min(max(self._at, self._first), max(self._last, self._first))
        self.setVisible(bool(bars))
        self._describe()
        self.update()

    def sizeHint(self) -> QSize:
        """Low, and as wide as there is room."""
        return QSize(200, _HIGH + scaled(self.font(), 18))

    minimumSizeHint = sizeHint

    def _column(self, year: int) -> QRect:
        wide = self.width() - 2 * _SIDE
        years = self._last - self._first + 1
        left = _SIDE + wide * (year - self._first) // years
        right = _SIDE + wide * (year - self._first + 1) // years
        return QRect(left, 0, max(1, right - left - (1 if right - left > 3 else 0)), _HIGH)

    def _year(self, x: float) -> int:
        years = self._last - self._first + 1
        at = int((x - _SIDE) * years / max(1, self.width() - 2 * _SIDE))
        return self._first + min(max(at, 0), years - 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Bars on a line, the first and the last year under it."""
        if not self._bars:
            return
        painter, colours = QPainter(self), self._theme.colours
        highest = max(self._bars.values())
        for year, number in self._bars.items():
            column = self._column(year)
            high = max(2, round(number / highest * (_HIGH - 4)))
            painter.fillRect(column.adjusted(0, _HIGH - high, 0, 0), QColor(colours.accent))
        painter.setPen(QPen(QColor(colours.border), 1))
        painter.drawLine(_SIDE, _HIGH, self.width() - _SIDE, _HIGH)
        painter.setPen(QColor(colours.quiet))
        words = self.rect().adjusted(_SIDE, _HIGH + 2, -_SIDE, 0)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignLeft), str(self._first))
        if self._last > self._first:
            painter.drawText(words, int(Qt.AlignmentFlag.AlignRight), str(self._last))
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.drawRect(self._column(self._at).adjusted(-1, 1, 1, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right walk from year to year with events; Enter follows."""
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if by:
            some = sorted(year for year in self._bars if (year - self._at) * by > 0)
            if some:
                self._at = some[0] if by > 0 else some[-1]
            self._describe()
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.wanted.emit(self._at)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click follows the year under it."""
        if event.button() == Qt.MouseButton.LeftButton and self._bars:
            self._at = self._year(event.position().x())
            self.wanted.emit(self._at)

    def event(self, event: QEvent) -> bool:
        """A tooltip says what a bar counts."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self._bars:
            QToolTip.showText(event.globalPos(), self.words(self._year(event.pos().x())), self)
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The year in focus is outlined."""
        super().focusInEvent(event)
        self._describe()
        self.update()

    def words(self, year: int) -> str:
        """A year and its events, in words."""
        return f"{year}: {counted(self._bars.get(year, 0), 'event')}"

    def _describe(self) -> None:
        self.setAccessibleDescription(self.words(self._at) if self._bars else "")
