"""Opens the file that an article came from, in the program the system has for its kind."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from desktop.jobs.reader import Lane, Reader

if TYPE_CHECKING:  # loaded off the GUI thread, see desktop.archive
    from desktop.archive import Archive

_NO_PROGRAM = "No program is set up to open {}; open it from its folder."


class Originals(QObject):
    """Looks for originals off the GUI thread, and opens copies of them."""

    def __init__(self, say: Callable[[str], None], parent: QObject) -> None:
        super().__init__(parent)
        self._say = say
        self._archive: Archive | None = None
        self._reader: Reader | None = None

    def attach(self, archive: "Archive | None", reader: Reader | None) -> None:
        """Ask this chronicle, or none."""
        self._archive, self._reader = archive, reader

    def open(self, document: int) -> None:
        """Open the original of a document, or say in a sentence why not."""
        if self._archive is None or self._reader is None or not document:
            return
        question: Callable[[Any], Path] = self._archive.original(document)
        self._reader.ask("original", question, self._show, failed=self._say, lane=Lane.SIDE)

    def _show(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._say(_NO_PROGRAM.format(path.name))
