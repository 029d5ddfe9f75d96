"""What the marks in an article mean: those that are there, in a line."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.sources.looks import FAMILIES, family_of, mark_format
from desktop.theme.labels import sized
from desktop.theme.theme import Theme
from models.queries.rows import MarkedEvent

_APART = 14  # pixels


class Legend(QWidget):
    """The families of kinds in an article, each marked as its events are."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._parts: list[tuple[str, str, str]] = []  # words, a kind of theirs, a review
        self.setObjectName("sourceLegend")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        sized(self, -0.5)
        theme.changed.connect(self.update)
        self.hide()

    def put(self, marks: Sequence[MarkedEvent]) -> None:
        """Say what these marks mean."""
        kept = {family_of(m.event.kind).words for m in marks if m.event.review != "rejected"}
        self._parts = [(f.words, f.kinds[0], "") for f in FAMILIES if f.words in kept]
        if any(mark.event.review == "rejected" for mark in marks):
            self._parts.append(("Rejected", "other", "rejected"))
        self.setVisible(bool(self._parts))
        self.setAccessibleName("Marked: " + ", ".join(words for words, *_ in self._parts))
        self.updateGeometry()
        self.update()

    @property
    def words(self) -> list[str]:
        """The families that are named."""
        return [words for words, *_ in self._parts]

    def sizeHint(self) -> QSize:
        """All in a line."""
        return QSize(300, self.heightForWidth(300))

    def heightForWidth(self, width: int) -> int:
        """As many lines as it needs."""
        return int(self._arranged(width)[1])

    def _arranged(self, width: int) -> tuple[list[tuple[QTextLayout, QPointF]], float]:
        found, x, y, high = [], 0.0, 0.0, float(self.fontMetrics().height() + 2)
        for words, kind, review in self._parts:
            layout = QTextLayout(words, self.font())
            each = QTextLayout.FormatRange()
            each.start, each.length = 0, len(words)
            each.format = QTextCharFormat(mark_format(kind, review, self._theme.colours))
            layout.setFormats([each])
            layout.beginLayout()
            layout.createLine()
            layout.endLayout()
            wide = layout.lineAt(0).naturalTextWidth()
            if x and x + wide > width:
                x, y = 0.0, y + high + 2
            found.append((layout, QPointF(x, y)))
            x += wide + _APART
        return found, y + high

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words as events of theirs are marked."""
        painter = QPainter(self)
        painter.setPen(QColor(self._theme.colours.text))
        for layout, place in self._arranged(self.width())[0]:
            layout.draw(painter, place, [], QRectF(event.rect()))
