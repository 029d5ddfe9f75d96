"""Asks for the name of a filter to save."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.theme.labels import PlainLabel

_LONGEST = 80  # characters of a name


class NameDialog(QDialog):
    """Asks for a name."""

    named = Signal(str)

    def __init__(
        self, title: str, words: Sequence[str], taken: Sequence[str], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._taken = {name.casefold(): name for name in taken}
        self.setObjectName("nameDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        said = PlainLabel(" · ".join(words))
        said.setWordWrap(True)
        said.setProperty("quiet", True)
        self.line = QLineEdit(maxLength=_LONGEST)
        self.line.setObjectName("filterName")
        self.line.setAccessibleName("Name of the filter")
        self.line.setPlaceholderText("A name for this filter")
        self.hint = PlainLabel(" ")
        self.hint.setProperty("quiet", True)
        buttons = QDialogButtonBox()
        buttons.addButton("Cancel", QDialogButtonBox.ButtonRole.RejectRole)
        self.save = buttons.addButton("Save", QDialogButtonBox.ButtonRole.AcceptRole)
        self.save.setProperty("primary", True)
        self.save.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        for part in (said, self.line, self.hint, buttons):
            layout.addWidget(part)
        self.setMinimumWidth(420)
        self.line.textChanged.connect(self._allow)
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        self._allow()

    def _allow(self) -> None:
        name = " ".join(self.line.text().split())
        self.save.setEnabled(bool(name))
        old = self._taken.get(name.casefold())
        told = f"Replaces the filter “{old}”; you can undo this." if old else " "
        self.hint.setText(told)
        self.line.setAccessibleDescription(told.strip())

    def _accept(self) -> None:
        name = " ".join(self.line.text().split())
        if name:
            self.accept()
            self.named.emit(name)
