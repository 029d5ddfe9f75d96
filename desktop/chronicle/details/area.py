"""What scrolls the card of an event."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QTextEdit, QWidget


class CardArea(QScrollArea):
    """Scrolls a card that ends with a text. At its start no line of the text is cut in half."""

    def __init__(self, card: QWidget, text: QTextEdit) -> None:
        super().__init__()
        self._card = card
        self._text = text
        self.setWidget(card)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(text.fontMetrics().lineSpacing())
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._end_between_lines)
        card.installEventFilter(self)
        text.installEventFilter(self)
        text.cursorPositionChanged.connect(self._follow)

    def to_start(self) -> None:
        """Show the beginning of the card."""
        self.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """There is room for more or fewer lines."""
        super().resizeEvent(event)
        self._soon.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Something above the text, or the text itself, takes another height."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.LayoutRequest):
            self._soon.start()
        return super().eventFilter(watched, event)

    def _end_between_lines(self) -> None:
        """Leave so much free at the foot as would show the upper half of a line only."""
        top = self._text.mapTo(self._card, QPoint(0, 0)).y()
        foot = self.height() - top
        cut = 0
        block = self._text.document().firstBlock()
        while block.isValid():
            place = self._text.document().documentLayout().blockBoundingRect(block)
            for number in range(block.layout().lineCount()):
                line = block.layout().lineAt(number)
                upper = int(place.top() + line.y())
                if upper < foot < upper + line.height():
                    cut = foot - upper
            block = block.next()
        if self.viewportMargins().bottom() != cut:
            self.setViewportMargins(0, 0, 0, cut)

    def _follow(self) -> None:
        """Keep the cursor in sight while one walks through the text by key."""
        if self._text.hasFocus():
            place = self._text.mapTo(self._card, self._text.cursorRect().center())
            self.ensureVisible(place.x(), place.y(), 0, self._text.fontMetrics().lineSpacing())
