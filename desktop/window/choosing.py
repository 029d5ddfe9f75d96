"""Asking for files: what to open, to import, and where to write."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QTextEdit, QWidget

from desktop.formats import Format, of_path
from desktop.importing.drop import paths_of
from desktop.jobs.jobs import Jobs
from desktop.settings import Memory
from desktop.theme.theme import Theme
from desktop.window import pickers
from desktop.window.ledgers import LedgerDesk
from desktop.window.wishes import WishesDialog
from desktop.window.work import Work
from models.errors import KnownError
from models.importing.pasted import pasted

if TYPE_CHECKING:  # loaded when it is needed, see there
    from desktop.importing.choose import ChooseDialog


class Choosing(QObject):
    """Opens the dialogs of one window; each begins where the last file was."""

    def __init__(
        self, window: QWidget, memory: Memory, work: Work, theme: Theme, looks: Jobs
    ) -> None:
        super().__init__(window)
        self._window = window
        self._memory = memory
        self._work = work
        self._theme = theme
        self.looks = looks
        """Where files are opened before they are read, beside an import that runs."""
        self._importing: ChooseDialog | None = None
        self.ledgers = LedgerDesk(window, work, looks, lambda: memory.settings().folder)

    def to_import(self) -> None:
        """Choose articles, look at them, and import what is wanted of them."""
        self._dialog()

    def look_at(self, paths: Sequence[Path], pasted: Sequence[Any] = ()) -> None:
        """Show what is in files and folders, or was pasted, before it is read."""
        dialog = self._dialog()
        if dialog is not None:
            dialog.look(paths, pasted)

    def paste(self) -> None:
        """Look at what is on the clipboard; in a field, paste it there."""
        field = QApplication.focusWidget()
        if isinstance(field, QLineEdit | QTextEdit) and not field.isReadOnly():
            field.paste()  # from the menu: the key goes to the field by itself
            return
        data = QGuiApplication.clipboard().mimeData()
        if paths := paths_of(data):
            self.look_at(paths)
            return
        try:
            article = pasted(data.html(), data.text(), picture=data.hasImage())
        except KnownError as fault:
            self._work.complain(str(fault))
        else:
            self.look_at((), (article,))

    def _dialog(self) -> "ChooseDialog | None":
        """The import dialog: the one that is open, or a new one; None where nothing is written."""
        archive = self._work.archive
        if archive is None or not self._work.can_write():
            return None
        if self._importing is not None:
            return self._importing
        folder = pickers.start(self._memory.settings().folder)
        # Loaded when it is needed: the window opens sooner.
        made = import_module("desktop.importing.choose").ChooseDialog
        dialog: ChooseDialog = made(archive, self.looks, self._theme, folder, self._window)
        dialog.chosen.connect(self._work.import_found)
        dialog.chronology_wanted.connect(self.ledgers.look)
        dialog.finished.connect(lambda: self._closed(dialog, folder))
        QShortcut(QKeySequence.StandardKey.Paste, dialog).activated.connect(self.paste)
        self._importing = dialog
        dialog.open()
        return dialog

    def _closed(self, dialog: "ChooseDialog", folder: str) -> None:
        self._importing = None
        if dialog.folder != folder:
            self._set_folder(dialog.folder)

    def let_go(self) -> None:
        """The chronicle closes: what is looked at is not wanted any more."""
        if self._importing is not None:
            self._importing.reject()

    def to_open(self, act: Callable[[str], None]) -> None:
        """Choose a chronicle, and do this with its path."""
        self._pick(pickers.to_open, act)

    def to_create(self, act: Callable[[str], None]) -> None:
        """Choose where a new chronicle is to be, and do this with its path."""
        self._pick(pickers.to_create, act)

    def to_export(self) -> None:
        """Choose where what is shown is to be written, and write it."""
        picker = self._pick(
            partial(pickers.to_export, name=self._name()),
            lambda path: self._export(Path(path), pickers.picked_format(picker)),
        )

    def _export(self, path: Path, picked: Format) -> None:
        """Write it; how a report is to be is asked for first."""
        form = of_path(str(path), picked) or picked
        if not form.report:
            self._work.export_to(path, form)
            return
        dialog = WishesDialog(form, self._window)
        dialog.wished.connect(partial(self._work.export_to, path, form))
        dialog.open()

    def to_copy(self, then: Callable[[str], None]) -> None:
        """Choose where a copy is to be, and save it; ``then`` opens it, for who wants that."""
        self._pick(
            partial(pickers.to_copy, name=self._name()),
            lambda path: self._work.save_copy(Path(path), partial(then, path)),
        )

    def _name(self) -> str:
        return self._work.archive.name if self._work.archive else "chronicle"

    def _set_folder(self, folder: str) -> None:
        self._memory.keep(replace(self._memory.settings(), folder=folder))

    def _pick(
        self, ask: Callable[[QWidget, str], QFileDialog], act: Callable[[str], None]
    ) -> QFileDialog:
        """Ask for a file, and act on it; the dialog."""
        picker = ask(self._window, pickers.start(self._memory.settings().folder))
        picker.fileSelected.connect(lambda path: self._set_folder(str(Path(path).parent)))
        picker.fileSelected.connect(act)
        picker.open()
        return picker
