"""How a report is to be: its headings, with the passages or without, by a template of one's own."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.formats import Format, Wishes
from desktop.tables.box import Box
from desktop.theme.labels import ElidedLabel, PlainLabel

_BY = (("date", "Months and years"), ("tag", "Tags"), ("actor", "People and organisations"))


class WishesDialog(QDialog):
    """Asks for it, and says it with ``wished``."""

    wished = Signal(object, object)
    """The wishes, and the path of a template or None."""

    def __init__(self, form: Format, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("reportDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("The report")
        self._template: Path | None = None
        self.by = Box()
        self.by.setObjectName("reportBy")
        for key, words in _BY:
            self.by.addItem(words, key)
        self.quotes = QCheckBox("&With the passages")
        self.quotes.setObjectName("reportQuotes")
        self.quotes.setChecked(True)
        self.file = ElidedLabel()
        self.file.setText("As Dateline writes it")
        choose = QPushButton("&Choose…")
        choose.setObjectName("reportTemplate")
        choose.clicked.connect(self._choose)
        rows = QFormLayout()
        rows.setHorizontalSpacing(12)
        heads = PlainLabel("&Headings")
        heads.setBuddy(self.by)
        rows.addRow(heads, self.by)
        rows.addRow("", self.quotes)
        if form.templates:
            line = QHBoxLayout()
            line.addWidget(self.file, 1)
            line.addWidget(choose)
            rows.addRow(PlainLabel("Template"), line)
        buttons = QDialogButtonBox()
        self.go = buttons.addButton("Export", QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setProperty("primary", True)
        self.go.setDefault(True)
        buttons.addButton("Cancel", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addLayout(rows)
        layout.addWidget(buttons)
        self.resize(420, self.sizeHint().height())

    def _choose(self) -> None:
        picker = QFileDialog(self, "Choose a template")
        picker.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        picker.setFileMode(QFileDialog.FileMode.ExistingFile)
        picker.fileSelected.connect(lambda path: self.use(Path(path)))
        picker.open()

    def use(self, path: Path) -> None:
        """Use the template in this file; it is opened when the report is written."""
        self._template = path
        self.file.setText(path.name)

    def _accept(self) -> None:
        wishes = Wishes(self.by.currentData(), self.quotes.isChecked())
        self.accept()
        self.wished.emit(wishes, self._template)
