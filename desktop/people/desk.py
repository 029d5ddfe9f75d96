"""Everything that is done to actors: which dialog is opened, and on whom."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from desktop.jobs.reader import Reader
from desktop.people.dialog import Frame, Ground
from desktop.people.forget import ForgetDialog
from desktop.people.merge import MergeDialog
from desktop.people.rename import RenameDialog
from desktop.people.split import SplitDialog
from desktop.tables.pointed import Pointed
from desktop.theme.theme import Theme

if TYPE_CHECKING:  # loaded off the GUI thread, see there
    from desktop.archive import Archive


class ActorDesk(QObject):
    """Opens the dialogs that correct actors; ``pointed`` says whom one points at now."""

    decide = Signal(str, object)
    """A correction: what to call it, and what to call."""

    def __init__(self, theme: Theme, pointed: Callable[[], Pointed], parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._window = parent
        self._pointed = pointed
        self._ground: Ground | None = None
        self._why = ""

    def attach(self, archive: "Archive | None", reader: Reader | None) -> None:
        """Work on this chronicle from now on; what is open about another one closes."""
        for dialog in self._window.findChildren(Frame):
            dialog.close()
        self._ground = (
            Ground(self._theme, reader, archive)
            if archive is not None and reader is not None
            else None
        )

    def refuse(self, why: str) -> None:
        """Offer nothing in menus, as nothing can be written; empty: offer it."""
        self._why = why

    def acts(self) -> dict[str, Callable[[], object]]:
        """What can be done, by name, on whom one points at, else on whom one names."""
        return {name: partial(self._act, name) for name in ("merge", "split", "rename", "forget")}

    def extend(self, menu: QMenu, pointed: Pointed) -> None:
        """Offer in the menu of an actor what can be done with it."""
        menu.addSeparator()
        number = len(pointed.actors)
        merge = f"&Merge these {number} actors…" if number > 1 else "&Merge with another actor…"
        one = Pointed(pointed.actors[:1], pointed.document, pointed.event)
        for words, act in (
            (merge, partial(self.merge, pointed)),
            ("&Split…", partial(self.split, one)),
            ("Re&name or change kind…", partial(self.rename, one)),
            ("Not an act&or…", partial(self.forget, one)),
        ):
            menu.addAction(words, act).setEnabled(self._ground is not None and not self._why)

    def merge(self, pointed: Pointed) -> None:
        """Have several actors be one."""
        if self._ground is not None:
            self._open(MergeDialog(self._ground, pointed.actors, self._window))

    def split(self, pointed: Pointed) -> None:
        """Have one actor be two."""
        if self._ground is not None:
            self._open(SplitDialog(self._ground, pointed, self._window))

    def rename(self, pointed: Pointed) -> None:
        """Call an actor otherwise."""
        if self._ground is not None:
            self._open(RenameDialog(self._ground, pointed, self._window))

    def forget(self, pointed: Pointed) -> None:
        """Have an actor be nobody."""
        if self._ground is not None:
            self._open(ForgetDialog(self._ground, pointed, self._window))

    def _act(self, name: str) -> None:
        act: Callable[[Pointed], None] = getattr(self, name)
        act(self._pointed())

    def _open(self, dialog: Frame) -> None:
        dialog.decide.connect(self.decide)
        dialog.open()
