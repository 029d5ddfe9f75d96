"""Asking for files: what to open, to import, and where to write."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.importing.choose import ChooseDialog
from desktop.settings import Memory
from desktop.window import pickers
from desktop.window.work import Work


class Choosing(QObject):
    """Opens the dialogs of one window; each begins where the last file was."""

    def __init__(self, window: QWidget, memory: Memory, work: Work) -> None:
        super().__init__(window)
        self._window = window
        self._memory = memory
        self._work = work

    def to_import(self) -> None:
        """Choose articles, and import them."""
        folder = pickers.start(self._memory.settings().folder)
        dialog = ChooseDialog(folder, self._window)
        dialog.chosen.connect(self._work.import_paths)
        dialog.finished.connect(
            lambda: self._set_folder(dialog.folder) if dialog.folder != folder else None
        )
        dialog.open()

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
            lambda path: self._work.export_to(Path(path), pickers.picked_format(picker)),
        )

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
