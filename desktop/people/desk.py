"""Everything that is done to actors: which dialog is opened, and on whom."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from desktop.dialogs.frame import Frame, Ground
from desktop.jobs.jobs import Job
from desktop.jobs.reader import Reader
from desktop.people.alike import AlikeDialog
from desktop.people.forget import ForgetDialog
from desktop.people.merge import MergeDialog
from desktop.people.note import ActorNoteDialog
from desktop.people.other import OtherDialog
from desktop.people.rename import RenameDialog
from desktop.people.split import SplitDialog
from desktop.tables.pointed import Pointed
from desktop.theme.theme import Theme

if TYPE_CHECKING:  # loaded off the GUI thread, see there
    from desktop.archive import Archive
    from models.queries.namesakes import Likeness


class ActorDesk(QObject):
    """Opens the dialogs that correct actors; ``pointed`` says whom one points at now."""

    decide = Signal(str, object)
    """A correction: what to call it, and what to call."""

    take_back = Signal(object)
    """Something is to be undone: what to call, which gives its label."""
    job = Signal(object)
    """A Job to be run."""
    told = Signal(str)
    """One sentence for the strip."""

    def __init__(self, theme: Theme, pointed: Callable[[], Pointed], parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._window = parent
        self._pointed = pointed
        self._ground: Ground | None = None
        self._why = ""

    def attach(self, archive: "Archive | None", reader: Reader | None) -> None:
        """Work on this chronicle from now on; what is open about another one closes."""
        for kind in (Frame, AlikeDialog):
            for dialog in self._window.findChildren(kind):
                dialog.close()
        self._ground = None
        if archive is not None and reader is not None:
            self._ground = Ground(self._theme, reader, archive)

    def refuse(self, why: str) -> None:
        """Offer nothing in menus, as nothing can be written; empty: offer it."""
        self._why = why

    def acts(self) -> dict[str, Callable[[], object]]:
        """What can be done, by name, on whom one points at, else on whom one names."""
        on_one = ("merge", "split", "rename", "forget")
        return {name: partial(self._act, name) for name in on_one} | {"alike": self.suggest}

    def extend(self, menu: QMenu, pointed: Pointed) -> None:
        """Offer in the menu of an actor what can be done with it."""
        menu.addSeparator()
        number = len(pointed.actors)
        merge = f"&Merge these {number} actors…" if number > 1 else "&Merge with another actor…"
        one = replace(pointed, actors=pointed.actors[:1])
        offered = [
            (merge, partial(self.merge, pointed)),
            ("&Split…", partial(self.split, one)),
            ("&Rename or change kind…", partial(self.rename, one)),
            ("&Not an actor…", partial(self.forget, one)),
            ("A&dd a note…", partial(self.note, one)),
        ]
        if pointed.event is not None:
            offered.insert(0, ("In this event it is somebody &else…", partial(self.other, one)))
        for words, act in offered:
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

    def suggest(self) -> None:
        """Look for actors that may be the same, and show them pair by pair."""
        if self._ground is None:
            return
        archive = self._ground.archive
        job = Job("Comparing actors", archive.alike(), interrupt=archive.interrupt)
        job.ended.connect(partial(self._suggest, self._ground))
        self.job.emit(job)

    def _suggest(self, ground: Ground, found: "Sequence[Likeness]") -> None:
        if ground is not self._ground:
            return
        if not found:
            self.told.emit("No two actors seem to be the same.")
            return
        dialog = AlikeDialog(ground, found, self._window)
        dialog.decide.connect(self.decide)
        dialog.take_back.connect(self.take_back)
        dialog.show()

    def other(self, pointed: Pointed) -> None:
        """Have an actor be somebody else in one event."""
        if self._ground is not None:
            self._open(OtherDialog(self._ground, pointed, self._window))

    def other_mention(self, document: int, at: int) -> None:
        """Have the name at a letter of a document be that of somebody else."""
        ground = self._ground
        if ground is None:
            return

        def put(actor: int | None) -> None:
            if ground is not self._ground:
                return
            if actor is None:
                self.told.emit("These words name no participant; point at a name.")
                return
            pointed = Pointed((actor,), document)
            self._open(OtherDialog(ground, pointed, self._window, at))

        if self._why:
            self.told.emit(self._why)
        else:
            ground.reader.ask("mentioned", ground.archive.mentioned(document, at), put)

    def note(self, pointed: Pointed) -> None:
        """Write a note on an actor."""
        if self._ground is not None:
            self._open(ActorNoteDialog(self._ground, pointed, self._window))

    def _act(self, name: str) -> None:
        act: Callable[[Pointed], None] = getattr(self, name)
        act(self._pointed())

    def _open(self, dialog: Frame) -> None:
        dialog.decide.connect(self.decide)
        dialog.open()
