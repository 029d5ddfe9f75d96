"""A line that looks like a link and can be pressed: as many lines as its words need."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

_EDGE = 3  # pixels around the words, for the ring of the focus; it is flush at the left
_FLAGS = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class Link(QAbstractButton):
    """Words in the colour of links; they're never markup, and wrap where they are long."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        """Show this; an ampersand is one, and makes no shortcut."""
        super().setText(text)
        self.setShortcut(QKeySequence())
        self.updateGeometry()

    def heightForWidth(self, width: int) -> int:
        """As high as the words are in this width."""
        room = QRect(0, 0, max(1, width - _EDGE), 10_000)
        return self.fontMetrics().boundingRect(room, int(_FLAGS), self.text()).height() + 2 * _EDGE

    def sizeHint(self) -> QSize:
        """One line, however long it is."""
        wide = self.fontMetrics().boundingRect(self.text()).width() + 2 * _EDGE
        return QSize(wide, self.fontMetrics().height() + 2 * _EDGE)

    def minimumSizeHint(self) -> QSize:
        """It wraps."""
        return QSize(60, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the words, underlined under the mouse, and a ring where the keys are."""
        painter = QPainter(self)
        colours = self.palette()
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(colours.color(QPalette.ColorRole.Accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        font = self.font()
        font.setUnderline(self.underMouse())
        painter.setFont(font)
        painter.setPen(colours.color(QPalette.ColorRole.Link))
        place = self.rect().adjusted(0, _EDGE, -_EDGE, -_EDGE)
        painter.drawText(place, int(_FLAGS), self.text())
