"""Labels and boxes. What they show may come from an article or a file name: it's never markup."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QSizePolicy, QToolTip, QWidget

_BESIDE = "points-beside-usual"


def sized(widget: QWidget, points: float, *, bold: bool = False) -> None:
    """Have letters so many points larger than usual, and half bold; they follow the zoom."""
    widget.setProperty(_BESIDE, float(points))
    font = widget.font()
    font.setPointSizeF(QApplication.font().pointSizeF() + points)
    if bold:
        font.setWeight(QFont.Weight.DemiBold)
    widget.setFont(font)


def resize_all(app: QApplication) -> None:
    """The usual letters have another size: those that are larger or smaller get theirs anew."""
    for widget in app.allWidgets():
        points = widget.property(_BESIDE)
        if points is not None:
            font = widget.font()
            font.setPointSizeF(app.font().pointSizeF() + float(points))
            widget.setFont(font)


def as_tip(text: str) -> str:
    """Text from a document as a tooltip: Qt takes what looks like markup for markup."""
    if "<" not in text and "&lt;" not in text:
        return text
    return f'<p style="white-space: pre-wrap">{escape(text)}</p>'


def show_tip(widget: QWidget, event: QHelpEvent, told: str) -> None:
    """Show text from a document as the tooltip of what is under the pointer; empty: none."""
    if told:
        QToolTip.showText(event.globalPos(), as_tip(told), widget)
    else:
        QToolTip.hideText()


class PlainLabel(QLabel):
    """A label that shows its text as it is; Qt's own takes what looks like markup for markup."""

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        alignment: Qt.AlignmentFlag | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        if alignment is not None:
            self.setAlignment(alignment)


class ElidedLabel(PlainLabel):
    """A text on one line in the room that is left, with "…" where there is too little."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        """Show this; the tooltip has all of it."""
        super().setText(text)
        self.setToolTip(as_tip(text))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw as much as there is room for."""
        place = self.contentsRect()
        seen = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, place.width()
        )
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), seen)


class PlainBox(QMessageBox):
    """A box with a question or a message, shown as it is."""

    def __init__(self, icon: QMessageBox.Icon, text: str, parent: QWidget) -> None:
        super().__init__(icon, "Dateline", "", parent=parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
