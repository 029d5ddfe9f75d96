"""What the window says about its chronicle: which one it is, and whether it can be written."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow

from desktop.window.menus import shortened
from desktop.window.noticing import Noticing
from desktop.window.strips import Foot

if TYPE_CHECKING:  # loaded off the GUI thread, see there
    from desktop.archive import Archive


class Ways(Protocol):
    """What can be done about a chronicle that cannot be written."""

    def save_copy(self) -> None:
        """Choose where a copy goes."""

    def open_another(self) -> None:
        """Choose another chronicle."""

    def open_again(self) -> None:
        """Open the file that is there now."""


class Standing(QObject):
    """The title of the window, the line at its foot, and the sentence about a file that is gone."""

    def __init__(self, window: QMainWindow, foot: Foot, noticing: Noticing) -> None:
        super().__init__(window)
        self._window = window
        self._foot = foot
        self._noticing = noticing

    def say_which(self, archive: "Archive | None") -> None:
        """Say which chronicle is open, and whether only for reading; None: none is."""
        if archive is None:
            self._window.setWindowTitle("Dateline")
            self._foot.say("")
            return
        mark = "Read only: " if archive.read_only else ""
        self._window.setWindowTitle(f"{mark}{archive.name} – Dateline")
        path = archive.path
        where = archive.address if path is None else f"{path.name} in {shortened(path.parent)}"
        self._foot.say(f"{mark}{archive.read_only}" if mark else where)

    def displaced(self, why: str, ways: Ways) -> None:
        """The file is gone: said once, and again when something is to be written."""
        if not self._foot.notice.offers(why):
            self.say_why(why, ways)

    def say_why(self, why: str, ways: Ways) -> None:
        """Say why nothing can be written, and what can be done about it."""
        offered: list[tuple[str, Callable[[], object]]] = [("Save a copy…", ways.save_copy)]
        gone = self._noticing.gone
        if gone is not None and gone.there:
            offered.append(("Open it again", ways.open_again))
        elif gone is not None:
            offered.append(("Open another chronicle…", ways.open_another))
        self._foot.notice.tell(why, offered, wrong=True)
