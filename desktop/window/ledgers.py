"""A chronology of one's own: chosen, shown, taken in; and written again with what changed here."""

from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.jobs.jobs import Jobs
from desktop.window import pickers
from desktop.window.work import Work

if TYPE_CHECKING:  # loaded off the GUI thread, see there
    from models.ledgers.desk import Opened


class LedgerDesk(QObject):
    """Opens spreadsheets for one window."""

    def __init__(self, window: QWidget, work: Work, looks: Jobs, folder: Callable[[], str]) -> None:
        super().__init__(window)
        self._window, self._work, self._looks, self._folder = window, work, looks, folder

    def choose(self) -> None:
        """Choose a spreadsheet, and show what would come of it."""
        if self._work.archive is not None and self._work.can_write():
            self._ask("Take in a chronology", self.look)

    def look(self, path: Path) -> None:
        """Show what would come of a spreadsheet."""
        archive = self._work.archive
        if archive is None or not self._work.can_write():
            return
        job = import_module("desktop.importing.ledger").opening(path, archive)
        job.ended.connect(partial(self._show, path))
        job.failed.connect(self._work.complain)
        self._looks.run(job)

    def _show(self, path: Path, opened: "Opened") -> None:
        archive = self._work.archive
        if archive is None or self._work.leaving:
            return
        made = import_module("desktop.importing.ledger").LedgerDialog
        dialog = made(archive, self._looks, path, opened, self._window)
        dialog.taken.connect(self._work.take_in)
        dialog.open()

    def update(self) -> None:
        """Choose a spreadsheet, and where to write it again with what has changed here."""
        if self._work.archive is not None:
            self._ask("Which spreadsheet is to be brought up to date?", self._ask_where)

    def _ask_where(self, path: Path) -> None:
        picker = QFileDialog(self._window, "Write it as", str(path.parent))
        picker.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        picker.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        picker.setDefaultSuffix(path.suffix.lstrip("."))
        picker.selectFile(f"{path.stem} – updated{path.suffix}")
        picker.fileSelected.connect(lambda to: self._work.update_sheet(path, Path(to)))
        picker.open()

    def _ask(self, title: str, then: Callable[[Path], None]) -> None:
        picker = QFileDialog(self._window, title, pickers.start(self._folder()))
        picker.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        picker.setAcceptMode(QFileDialog.AcceptMode.AcceptOpen)
        picker.setFileMode(QFileDialog.FileMode.ExistingFile)
        picker.setNameFilters(["Spreadsheets (*.xlsx *.xlsm *.ods *.csv *.tsv)", "All files (*)"])
        picker.fileSelected.connect(lambda chosen: then(Path(chosen)))
        picker.open()
