"""Under which name one decides: a small dialog of the Edit menu."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from desktop.author import author
from desktop.theme.labels import PlainLabel

_LONGEST = 80  # characters of a name


class YourName(QDialog):
    """Asks for one's name; empty, it's the one by which the system knows its user."""

    named = Signal(str)

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("yourNameDialog")
        self.setWindowTitle("Your name")
        said = PlainLabel("It is kept with what you decide, and shown in the history.")
        said.setWordWrap(True)
        said.setProperty("quiet", True)
        self.line = QLineEdit(name, maxLength=_LONGEST)
        self.line.setObjectName("yourName")
        self.line.setAccessibleName("Your name")
        self.line.setAccessibleDescription(said.text())
        self.line.setPlaceholderText(author())
        self.line.selectAll()
        buttons = QDialogButtonBox()
        buttons.addButton("Cancel", QDialogButtonBox.ButtonRole.RejectRole)
        save = buttons.addButton("Save", QDialogButtonBox.ButtonRole.AcceptRole)
        save.setProperty("primary", True)
        save.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        for part in (said, self.line, buttons):
            layout.addWidget(part)
        self.setMinimumWidth(380)
        self.finished.connect(self.deleteLater)
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)

    def _accept(self) -> None:
        self.named.emit(" ".join(self.line.text().split()))
        self.accept()
