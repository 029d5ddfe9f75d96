"""Which key does what while reviewing, to be changed."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QKeySequenceEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.chronicle.reviewing.keys import KEYS, clash
from desktop.theme.labels import PlainLabel

_PORTABLE = QKeySequence.SequenceFormat.PortableText


class KeysDialog(QDialog):
    """A line a key. Two things with one key are said, and not saved."""

    chosen = Signal(dict)
    """The key of each."""

    def __init__(self, keys: Mapping[str, str], taken: Mapping[str, str], parent: QWidget) -> None:
        super().__init__(parent)
        self._taken = taken
        self.setObjectName("reviewKeys")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Keys for reviewing")
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        self.fields: dict[str, QKeySequenceEdit] = {}
        for row, each in enumerate(KEYS):
            field = QKeySequenceEdit(QKeySequence(keys[each.name]))
            field.setMaximumSequenceLength(1)
            field.setClearButtonEnabled(True)
            field.setAccessibleName(f"Key for: {each.words}")
            field.keySequenceChanged.connect(self._look)
            grid.addWidget(PlainLabel(each.words), row, 0)
            grid.addWidget(field, row, 1)
            self.fields[each.name] = field
        self.wrong = PlainLabel(" ")
        self.wrong.setProperty("wrong", True)
        self.wrong.setWordWrap(True)
        buttons = QDialogButtonBox()
        first = buttons.addButton("First keys", QDialogButtonBox.ButtonRole.ResetRole)
        buttons.addButton("Cancel", QDialogButtonBox.ButtonRole.RejectRole)
        self.save = buttons.addButton("Save", QDialogButtonBox.ButtonRole.AcceptRole)
        self.save.setProperty("primary", True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(grid)
        layout.addWidget(self.wrong)
        layout.addWidget(buttons)
        self.setMinimumWidth(380)
        first.clicked.connect(self._back)
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        self._look()

    def keys(self) -> dict[str, str]:
        """The key of each, as typed."""
        return {
            name: field.keySequence().toString(_PORTABLE) for name, field in self.fields.items()
        }

    def _back(self) -> None:
        for each in KEYS:
            self.fields[each.name].setKeySequence(QKeySequence(each.key))

    def _look(self) -> None:
        told = clash(self.keys(), self._taken)
        self.wrong.setText(told or " ")
        self.save.setEnabled(not told)

    def _accept(self) -> None:
        self.accept()
        self.chosen.emit(self.keys())
