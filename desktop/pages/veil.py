"""What lies over a page while its numbers are counted anew: what is below is of another filter."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

_PATIENCE = 300  # milliseconds for which nothing is said
_DIM = 215  # of 255
_AT = 0.3  # of the height, where the words are
WORDS = "Counting…"


class Veil(QWidget):
    """Dims a page and says that it is being counted, where that takes longer than a moment."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self.setObjectName("countingVeil")
        self.setAccessibleName(WORDS)
        self.hide()
        self._soon = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._soon.timeout.connect(self._cover)

    @property
    def is_waiting(self) -> bool:
        """Whether it is there, or soon will be."""
        return self._soon.isActive() or self.isVisibleTo(self._page)

    def begin(self) -> None:
        """Something is counted now of which nothing is shown."""
        if not self.isVisibleTo(self._page):
            self._soon.start()

    def end(self) -> None:
        """It is there."""
        self._soon.stop()
        self.hide()

    def fit(self) -> None:
        """Be as large as the page."""
        self.setGeometry(self._page.rect())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Dim what is below, and say why."""
        with QPainter(self) as painter:
            ground = QColor(self.palette().window().color())
            ground.setAlpha(_DIM)
            painter.fillRect(self.rect(), ground)
            painter.setPen(self.palette().windowText().color())
            below = self.rect().adjusted(0, int(self.height() * _AT), 0, 0)
            painter.drawText(below, Qt.AlignmentFlag.AlignHCenter, WORDS)

    def _cover(self) -> None:
        self.fit()
        self.raise_()
        self.show()
