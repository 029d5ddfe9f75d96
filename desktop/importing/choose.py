"""Choose files and folders to import, and the date they were published where it is known."""

import datetime as dt
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.theme.labels import PlainLabel
from models.dates.interval import DateInterval
from models.dates.typed import parse_typed
from models.errors import KnownError
from models.importing.kinds import READ

_FILTER = f"Articles ({' '.join(f'*{ending}' for ending in READ)});;All files (*)"
_PAUSE = 700  # milliseconds without a key before half a date is called wrong
_EPOCH = dt.date(1970, 1, 1).toordinal()


class ChooseDialog(QDialog):
    """Collects files and folders; ``chosen`` tells them, with the date or None."""

    chosen = Signal(object, object)
    """A tuple of Paths, and a DateInterval or None."""

    def __init__(self, folder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("importDialog")
        self.setWindowTitle("Import articles")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.folder = folder
        self.paths = _Chosen()
        self.paths.setObjectName("importPaths")
        self.paths.setAccessibleName("Files and folders to import")
        self.paths.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.published = QLineEdit(placeholderText="Leave empty to let Dateline find it")
        self.published.setObjectName("importPublished")
        self.published.setAccessibleName("Publication date")
        self.wrong = PlainLabel()
        self.wrong.setProperty("wrong", True)
        self.wrong.setWordWrap(True)
        self.wrong.hide()
        self.files = QPushButton("Add files…")
        self.folders = QPushButton("Add folder…")
        self.remove = QPushButton("Remove")
        self.buttons = QDialogButtonBox()
        self.go = self.buttons.addButton("Import", QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton("Cancel", QDialogButtonBox.ButtonRole.RejectRole)
        self.go.setProperty("primary", True)
        self.go.setDefault(True)
        self._layout()
        self.files.clicked.connect(self._add_files)
        self.folders.clicked.connect(self._add_folder)
        self.remove.clicked.connect(self._remove)
        self._fault = ""
        self._complain = QTimer(self, singleShot=True, interval=_PAUSE)
        self._complain.timeout.connect(self._say)
        self.published.editingFinished.connect(self._say)
        self.published.textChanged.connect(self._check)
        self.paths.itemSelectionChanged.connect(self._check)
        self.buttons.accepted.connect(self._accept)
        self.buttons.rejected.connect(self.reject)
        self._check()
        self.files.setFocus()
        self.resize(560, 380)

    def add(self, paths: list[str]) -> None:
        """Add paths to the list, without duplicates."""
        known = {self.paths.item(n).text() for n in range(self.paths.count())}
        self.paths.addItems([path for path in paths if path and path not in known])
        self._check()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter that no button has taken imports, and opens nothing while there is nothing."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go.click()
        elif event.key() == Qt.Key.Key_Delete and self.focusWidget() is self.paths:
            self._remove()
        else:
            super().keyPressEvent(event)

    def _layout(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.files)
        row.addWidget(self.folders)
        row.addStretch()
        row.addWidget(self.remove)
        label = PlainLabel("&Publication date, if the same for all")
        label.setBuddy(self.published)
        hint = PlainLabel(
            "Press archive exports, web pages, PDF, Word, e-mail, tables and plain text."
        )
        hint.setProperty("quiet", True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addWidget(hint)
        layout.addWidget(self.paths, 1)
        layout.addLayout(row)
        layout.addSpacing(8)
        layout.addWidget(label)
        layout.addWidget(self.published)
        layout.addWidget(self.wrong)
        layout.addSpacing(8)
        layout.addWidget(self.buttons)

    def _add_files(self) -> None:
        picker = self._picker(QFileDialog.FileMode.ExistingFiles, "Add files")
        picker.setNameFilter(_FILTER)
        picker.open()

    def _add_folder(self) -> None:
        self._picker(QFileDialog.FileMode.Directory, "Add a folder").open()

    def _picker(self, mode: QFileDialog.FileMode, title: str) -> QFileDialog:
        picker = QFileDialog(self, title, self.folder)
        picker.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        picker.setFileMode(mode)
        picker.filesSelected.connect(self._picked)
        return picker

    def _picked(self, paths: list[str]) -> None:
        self.folder = str(Path(paths[0]).parent)
        self.add(paths)

    def _remove(self) -> None:
        for item in self.paths.selectedItems():
            self.paths.takeItem(self.paths.row(item))
        self._check()

    def _date(self) -> DateInterval | None:
        text = self.published.text().strip()
        if not text:
            return None
        today = dt.date.today().toordinal() - _EPOCH  # noqa: DTZ011 - the user's own day
        return parse_typed(text, today=today)

    def _check(self) -> None:
        fault = ""
        try:
            self._date()
        except KnownError as known:
            fault = str(known)
        self._fault = fault
        if fault:
            self._complain.start()
        else:
            self._say()
        self.remove.setEnabled(bool(self.paths.selectedItems()))
        self.go.setEnabled(bool(self.paths.count()) and not fault)

    def _say(self) -> None:
        """Half a date is none yet: what is wrong is said when the keys rest."""
        self._complain.stop()
        self.wrong.setText(self._fault)
        self.wrong.setVisible(bool(self._fault))
        self.published.setAccessibleDescription(self._fault)
        if self.published.property("wrong") != bool(self._fault):
            self.published.setProperty("wrong", bool(self._fault))
            self.published.style().polish(self.published)

    def _accept(self) -> None:
        paths = tuple(Path(self.paths.item(n).text()) for n in range(self.paths.count()))
        self.chosen.emit(paths, self._date())
        self.accept()


class _Chosen(QListWidget):
    """The files and folders chosen; says what to do while there are none."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the list, or the sentence."""
        super().paintEvent(event)
        if not self.count():
            painter = QPainter(self.viewport())
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            place = self.viewport().rect()
            painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), "Nothing selected yet")
