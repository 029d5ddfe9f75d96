"""The box of what can be ticked, and a row with a switch, words and a count."""

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from desktop.tables.words import counted
from desktop.theme.theme import scaled, tabular

ROW = 26
"""Pixels of a row, and more for larger letters, as the box."""
BOX = 14
GAP = 6
SIDE = 5
"""Pixels left of a box."""

_LONG = 1.75  # times its height is a switch long
_EDGE = 4  # the rounding of a row under the mouse or the keys


def draw_switch(
    painter: QPainter, pill: QRectF, colours: tuple[str, str, str, str], on: bool
) -> None:
    """Draw a switch: its knob is at the right where it is on; ``colours`` as for a box."""
    line, ground, fill, mark = colours
    round_ = pill.height() / 2
    painter.setPen(QPen(QColor(fill if on else line), 1))
    painter.setBrush(QColor(fill if on else ground))
    painter.drawRoundedRect(pill.adjusted(0.5, 0.5, -0.5, -0.5), round_, round_)
    knob = pill.height() - 6
    left = pill.right() - knob - 3 if on else pill.left() + 3
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(mark if on else line))
    painter.drawEllipse(QRectF(left, pill.top() + 3, knob, knob))


class Switch(QCheckBox):
    """One row with words, a count and a switch before them; all of it can be pressed.

    ``text`` says its words and its count: "Date unknown · 3".
    """

    def __init__(
        self, name: str, words: str, *, inside: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(words, parent)
        self._words, self._count = words, ""
        self._inside = inside
        self._over = False
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.count(None)

    def count(self, number: int | None, *, at_least: bool = False) -> None:
        """Say how many events it is about; None: that is not known, or there is nothing to say."""
        self._count = "" if number is None else f"{number:,}{'+' * at_least}"
        self.setText(f"{self._words} · {self._count}" if self._count else self._words)
        spoken = "" if number is None else f", {'at least ' * at_least}{counted(number, 'event')}"
        self.setAccessibleName(self._words + spoken)

    def sizeHint(self) -> QSize:
        """As high as a row of a list; as wide as there is room."""
        return QSize(self.minimumSizeHint().width(), scaled(self.font(), ROW))

    def minimumSizeHint(self) -> QSize:
        """Room for the box and a few letters."""
        return QSize(scaled(self.font(), 4 * BOX), scaled(self.font(), ROW))

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802 - Qt's name
        """All of the row can be pressed."""
        return self.rect().contains(pos)

    def enterEvent(self, event: QEnterEvent) -> None:
        """The mouse is over it."""
        self._hover(over=True)
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """The mouse is gone."""
        self._hover(over=False)
        super().leaveEvent(event)

    def _hover(self, *, over: bool) -> None:
        self._over = over
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw a box, the words, the count, and that the mouse or the keys are here."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = self.rect()
        palette = self.palette()
        if self.hasFocus():
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Accent), 2))
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), _EDGE, _EDGE)
        elif self._over and self.isEnabled():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.color(QPalette.ColorRole.AlternateBase))
            painter.drawRoundedRect(QRectF(rect), _EDGE, _EDGE)
        size = scaled(self.font(), BOX)
        left = SIDE + (size + GAP if self._inside else 0)
        wide = round(size * _LONG)
        pill = QRectF(left, (rect.height() - size) // 2, wide, size)
        draw_switch(painter, pill, self._colours(), self.isChecked())
        self._write(painter, rect.adjusted(left + wide + GAP + 1, 0, -GAP, 0))

    def _write(self, painter: QPainter, rect: QRect) -> None:
        """The count is whole; the words take what is left."""
        quiet = self.palette().color(QPalette.ColorRole.PlaceholderText)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        font = painter.font()
        painter.setFont(tabular(font))
        wide = painter.fontMetrics().horizontalAdvance(self._count)
        painter.setPen(quiet)
        painter.drawText(rect, int(flags | Qt.AlignmentFlag.AlignRight), self._count)
        painter.setFont(font)
        words = rect.adjusted(0, 0, -(wide + GAP) if wide else 0, 0)
        cut = painter.fontMetrics().elidedText(
            self._words, Qt.TextElideMode.ElideRight, words.width()
        )
        full = self.palette().color(QPalette.ColorRole.WindowText)
        painter.setPen(quiet if self._count == "0" else full)
        painter.drawText(words, int(flags | Qt.AlignmentFlag.AlignLeft), cut)

    def _colours(self) -> tuple[str, str, str, str]:
        role, palette = QPalette.ColorRole, self.palette()
        shades = (role.PlaceholderText, role.Base, role.Accent, role.BrightText)
        if not self.isEnabled():
            shades = (role.Mid, role.Window, role.Mid, role.Window)
        line, ground, fill, mark = (palette.color(shade).name() for shade in shades)
        return line, ground, fill, mark
