"""Say what the columns of a table hold: proposed, shown with the first rows, changeable."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.tables.box import Box
from desktop.tables.words import one_line
from desktop.theme.labels import PlainLabel, as_tip

if TYPE_CHECKING:  # loaded off the GUI thread, see desktop.archive
    from models.importing.formats.spreadsheet import Head

_HOLDS = (
    ("", "Not used"),
    ("text", "Text"),
    ("title", "Title"),
    ("outlet", "Outlet"),
    ("published", "Date"),
    ("byline", "Writer"),
    ("url", "Address"),
    ("section", "Section"),
    ("accession", "Number"),
    ("abstract", "Summary"),
)
_WIDE, _HIGH = 170, 28  # pixels of a column and of a row at first


class ColumnsDialog(QDialog):
    """Shows the first rows of a table, with a choice over each column."""

    chosen = Signal(object)
    """What the columns hold, as ((field, number), …)."""

    def __init__(self, name: str, head: "Head", parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("columnsDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Columns of the table")
        said = PlainLabel(f"What do the columns of {name} hold? Each row becomes an article.")
        said.setWordWrap(True)
        self.table = QTableWidget(len(head.rows) + 1, len(head.names))
        self.table.setObjectName("columnsTable")
        self.table.setAccessibleName("The first rows of the table")
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setHorizontalHeaderLabels([one_line(each) or "(no name)" for each in head.names])
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.table.horizontalHeader().setDefaultSectionSize(_WIDE)
        self.boxes: list[QComboBox] = []
        held = {number: field for field, number in head.columns}
        for column, named in enumerate(head.names):
            self._put(column, named, held.get(column, ""), head)
        self.wrong = PlainLabel(" ")
        self.wrong.setProperty("wrong", True)
        buttons = QDialogButtonBox()
        buttons.addButton("Cancel", QDialogButtonBox.ButtonRole.RejectRole)
        self.go = buttons.addButton("Use these columns", QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setProperty("primary", True)
        self.go.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addWidget(said)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.wrong)
        layout.addWidget(buttons)
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        self.resize(900, 340)
        self._check()

    def _put(self, column: int, named: str, field: str, head: "Head") -> None:
        box = Box()
        box.setAccessibleName(f"What the column {one_line(named)} holds")
        for key, words in _HOLDS:
            box.addItem(words, key)
        box.setCurrentIndex(max(0, box.findData(field)))
        box.currentIndexChanged.connect(self._check)
        self.boxes.append(box)
        self.table.setCellWidget(0, column, box)
        self.table.setRowHeight(0, max(box.sizeHint().height() + 4, _HIGH))
        for number, row in enumerate(head.rows, 1):
            words = one_line(row[column]) if column < len(row) else ""
            item = QTableWidgetItem(words)
            item.setToolTip(as_tip(words))
            self.table.setItem(number, column, item)

    def columns(self) -> tuple[tuple[str, int], ...]:
        """What the columns hold, as it is chosen now."""
        fields = ((box.currentData(), number) for number, box in enumerate(self.boxes))
        return tuple((field, number) for field, number in fields if field)

    def _check(self) -> None:
        fields = [field for field, _ in self.columns()]
        twice = next((words for key, words in _HOLDS if fields.count(key) > 1), None)
        fault = " "
        if twice is not None:
            fault = f"Two columns can’t both hold “{twice}”; choose another one for one of them."
        elif "text" not in fields and "abstract" not in fields:
            fault = "Choose the column with the text of the articles."
        self.wrong.setText(fault)
        self.go.setEnabled(not fault.strip())

    def _accept(self) -> None:
        columns = self.columns()
        self.accept()
        self.chosen.emit(columns)
