"""The folders of a chronicle: which are watched, and what is new in them."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from desktop.jobs.busy import Busy
from desktop.jobs.reader import Lane, Reader
from desktop.jobs.watch import Watch
from desktop.settings import Memory
from desktop.tables.words import counted
from desktop.theme.labels import PlainLabel
from models.printable import shown

if TYPE_CHECKING:  # loaded off the GUI thread, see there
    from desktop.archive import Archive

_PAUSE = 3.0  # seconds between two looks


class Offering(QObject):
    """Looks for new files in the folders of a chronicle, and offers them once."""

    offered = Signal(str, object)
    """A sentence, and the new files."""
    withdrawn = Signal(str)
    """What was offered isn't so any more."""

    def __init__(self, busy: Busy, memory: Memory, parent: QObject) -> None:
        super().__init__(parent)
        self._busy = busy
        self._memory = memory
        self._archive: Archive | None = None
        self._watch: Watch | None = None
        self._told = ""

    def attach(self, archive: "Archive") -> None:
        """Watch the folders of this chronicle."""
        self._archive = archive
        passed = partial(self._memory.passed, archive.address)
        self._watch = Watch(partial(archive.new_files, passed), (), self._busy, self, pause=_PAUSE)
        self._watch.changed.connect(self._changed)

    def let_go(self, patience: float | None = None) -> bool:
        """Stop watching; returns whether the thread has ended within ``patience`` seconds."""
        ended = True
        if self._watch is not None:
            ended = self._watch.close(patience)
            self._watch.deleteLater()
        self._archive = self._watch = None
        return ended

    def look(self) -> None:
        """Look at once: other folders are watched."""
        if self._watch is not None:
            self._watch.look()

    def passed_over(self, files: Sequence[Any]) -> None:
        """These files have been seen, and are not offered again."""
        if self._archive is not None:
            self._memory.keep_passed(self._archive.address, [each.mark for each in files])

    def _changed(self) -> None:
        files = self._watch.known if self._watch is not None else ()
        if self._told:
            self.withdrawn.emit(self._told)
            self._told = ""
        if isinstance(files, tuple) and files:
            folders = {each.path.parent for each in files}
            where = shown(next(iter(folders)).name) if len(folders) == 1 else "watched folders"
            self._told = f"{counted(len(files), 'new file')} in {where}."
            self.offered.emit(self._told, files)


class WatchedDialog(QDialog):
    """The list of watched folders, to add to and take from."""

    edit = Signal(str, object, str)
    """A name for the work, what changes the chronicle, and what to say then."""

    def __init__(self, archive: "Archive", reader: Reader, folder: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("watchedDialog")
        self.setWindowTitle("Watched folders")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._archive, self._reader, self._folder = archive, reader, folder
        said = PlainLabel(
            "When a new article is saved in one of these folders, Dateline offers to import it. "
            "On the command line, “dateline import --watch” imports it by itself."
        )
        said.setWordWrap(True)
        self.list = _Folders()
        self.list.setObjectName("watchedFolders")
        self.list.setAccessibleName("Watched folders")
        self.add = QPushButton("Add folder…")
        self.remove = QPushButton("Remove")
        buttons = QDialogButtonBox()
        buttons.addButton("Close", QDialogButtonBox.ButtonRole.RejectRole)
        row = QHBoxLayout()
        row.addWidget(self.add)
        row.addWidget(self.remove)
        row.addStretch()
        row.addWidget(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addWidget(said)
        layout.addWidget(self.list, 1)
        layout.addLayout(row)
        self.add.clicked.connect(self._pick)
        self.remove.clicked.connect(self._remove)
        self.list.itemSelectionChanged.connect(self._allow)
        buttons.rejected.connect(self.reject)
        self.resize(620, 320)
        self._allow()
        self.show_again()

    def show_again(self) -> None:
        """Ask for the folders: they may be others now."""
        self._reader.ask("watched", self._archive.watched(), self._show, lane=Lane.SIDE)

    def watch(self, path: str) -> None:
        """Add a folder."""
        act: Callable[[], object] = partial(self._archive.watch_folder, Path(path))
        self.edit.emit("Watching", act, f"{shown(Path(path).name)} is watched.")

    def _show(self, rows: Sequence[Any]) -> None:
        if not isValid(self):  # closed meanwhile
            return
        self.list.clear()
        for row in rows:
            item = QListWidgetItem(shown(row.path))
            item.setData(Qt.ItemDataRole.UserRole, row.id)
            self.list.addItem(item)
        self._allow()

    def _allow(self) -> None:
        self.remove.setEnabled(bool(self.list.selectedItems()))

    def _pick(self) -> None:
        picker = QFileDialog(self, "Folder to watch", self._folder)
        picker.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        picker.setFileMode(QFileDialog.FileMode.Directory)
        picker.fileSelected.connect(self.watch)
        picker.open()

    def _remove(self) -> None:
        for item in self.list.selectedItems():
            number = item.data(Qt.ItemDataRole.UserRole)
            act = partial(self._archive.unwatch_folder, number)
            self.edit.emit("Not watching", act, f"{Path(item.text()).name} is no longer watched.")


class _Folders(QListWidget):
    """The folders; says so while there are none."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the list, or the sentence."""
        super().paintEvent(event)
        if not self.count():
            painter = QPainter(self.viewport())
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            place = self.viewport().rect()
            painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), "No folder is watched")
