"""Writes a note on events or articles."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.theme.labels import PlainLabel

_LONGEST = 10_000  # characters of a note


class NoteDialog(QDialog):
    """A field for the note. Ctrl+Enter saves it; of one thing it is the note that is there."""

    written = Signal(str)

    def __init__(self, about: str, text: str, parent: QWidget, *, changes: bool) -> None:
        """``changes``: what is there is changed, and goes where nothing is left of it."""
        super().__init__(parent)
        self._changes = changes and bool(text)
        self._before = text
        self.setObjectName("noteDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Note")
        said = PlainLabel(about)
        said.setWordWrap(True)
        said.setProperty("quiet", True)
        self.text = QTextEdit(acceptRichText=False, tabChangesFocus=True)
        self.text.setObjectName("noteText")
        self.text.setAccessibleName("Note")
        self.text.setPlainText(text)
        self.text.moveCursor(self.text.textCursor().MoveOperation.End)
        self.wrong = PlainLabel(" ")
        self.wrong.setProperty("wrong", True)
        buttons = QDialogButtonBox()
        buttons.addButton("Cancel", QDialogButtonBox.ButtonRole.RejectRole)
        self.save = buttons.addButton("Save", QDialogButtonBox.ButtonRole.AcceptRole)
        self.save.setProperty("primary", True)
        self.save.setToolTip("Ctrl+Enter")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        for part in (said, self.text, self.wrong, buttons):
            layout.addWidget(part)
        self.resize(460, 280)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self._accept)
        self.text.textChanged.connect(self._allow)
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        self._allow()

    def _allow(self) -> None:
        text = self.text.toPlainText().strip()
        long = len(text) > _LONGEST
        self.wrong.setText(f"Too long; use at most {_LONGEST:,} characters." if long else " ")
        self.save.setEnabled(text != self._before and not long and bool(text or self._changes))
        self.save.setText("Remove" if self._changes and not text else "Save")

    def _accept(self) -> None:
        if self.save.isEnabled():
            self.accept()
            self.written.emit(self.text.toPlainText().strip())
