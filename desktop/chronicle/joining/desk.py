"""Opens the dialogs that join and separate events."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.chronicle.joining.join import JoinDialog
from desktop.chronicle.joining.separate import SeparateDialog
from desktop.dialogs.frame import Frame, Ground
from desktop.jobs.reader import Reader
from desktop.theme.theme import Theme

if TYPE_CHECKING:  # loaded off the GUI thread, see there
    from desktop.archive import Archive

JOIN, SEPARATE = "join", "separate"
MOST = 200
"""Events that are joined at a time."""


class Joining(QObject):
    """Joins the events ``in_hand``, or separates the one that is."""

    decide = Signal(str, object)
    """A correction: what to call it, and what to call."""

    def __init__(self, theme: Theme, in_hand: Callable[[], list[int]], parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._in_hand = in_hand
        self._page = parent
        self._ground: Ground | None = None

    def attach(self, archive: "Archive | None", reader: Reader | None) -> None:
        """Work on this chronicle from now on; what is open about another one closes."""
        for kind in (JoinDialog, SeparateDialog):
            for dialog in self._page.findChildren(kind):
                dialog.close()
        self._ground = None
        if archive is not None and reader is not None:
            self._ground = Ground(self._theme, reader, archive)

    def acts(self) -> dict[str, Callable[[], object]]:
        """What can be done, by name."""
        return {JOIN: self.join, SEPARATE: self.separate}

    def offers(self, chosen: int, passages: int) -> frozenset[str]:
        """What there is something to be done with: so many events chosen, passages of one."""
        can = {JOIN: 1 < chosen <= MOST, SEPARATE: chosen == 1 and passages > 1}
        return frozenset(name for name, so in can.items() if so)

    def join(self) -> None:
        """Have several events be one."""
        chosen = self._in_hand()
        if self._ground is not None and 1 < len(chosen) <= MOST:
            self._open(JoinDialog(self._ground, chosen, self._page))

    def separate(self) -> None:
        """Have one event be two."""
        chosen = self._in_hand()
        if self._ground is not None and len(chosen) == 1:
            self._open(SeparateDialog(self._ground, chosen[0], self._page))

    def _open(self, dialog: Frame) -> None:
        dialog.decide.connect(self.decide)
        dialog.open()
