"""Labels and boxes. What they show may come from an article or a file name: it's never markup."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget


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
