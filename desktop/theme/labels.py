"""Labels and boxes. What they show may come from an article or a file name: it's never markup."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QWidget

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


class PlainBox(QMessageBox):
    """A box with a question or a message, shown as it is."""

    def __init__(self, icon: QMessageBox.Icon, text: str, parent: QWidget) -> None:
        super().__init__(icon, "Dateline", "", parent=parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
