"""Opens the dialogs that join and separate events."""

from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from desktop.chronicle.joining.alike import AlikeEventsDialog
from desktop.chronicle.joining.join import JoinDialog
from desktop.chronicle.joining.separate import SeparateDialog
from desktop.dialogs.frame import Frame, Ground
from desktop.jobs.jobs import Job
from desktop.jobs.reader import Reader
from desktop.theme.theme import Theme
from models.queries.filter import EventFilter

if TYPE_CHECKING:  # loaded off the GUI thread, see there
    from desktop.archive import Archive
    from models.queries.alike_events import Likeness
    from models.queries.beside import Paper

JOIN, SEPARATE, ALIKE, BESIDE = "join", "separate", "alike events", "beside"
MOST = 200
"""Events that are joined at a time."""
_SELECT_TWO = (
    "Select an event that several articles report, or two events from different articles, to see "
    "the articles side by side."
)


class Joining(QObject):
    """Joins the events ``in_hand``, or separates the one that is; ``wanted``: which are shown."""

    decide = Signal(str, object)
    """A correction: what to call it, and what to call."""
    take_back = Signal(object)
    """Something is to be undone: what to call, which gives its label."""
    job = Signal(object)
    """Something that takes long, to be run with its progress shown."""
    event_wanted = Signal(int)
    """An event is to be chosen, if it can be."""
    told = Signal(str)
    """One sentence for the strip."""

    def __init__(
        self,
        theme: Theme,
        in_hand: Callable[[], list[int]],
        wanted: Callable[[], EventFilter],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._wanted = wanted
        self._theme = theme
        self._in_hand = in_hand
        self._page = parent
        self._ground: Ground | None = None

    def attach(self, archive: "Archive | None", reader: Reader | None) -> None:
        """Work on this chronicle from now on; what is open about another one closes."""
        for kind in (JoinDialog, SeparateDialog, AlikeEventsDialog):
            for dialog in self._page.findChildren(kind):
                dialog.close()
        for dialog in self._page.findChildren(QDialog, "besideDialog"):
            dialog.close()
        self._ground = None
        if archive is not None and reader is not None:
            self._ground = Ground(self._theme, reader, archive)

    def acts(self) -> dict[str, Callable[[], object]]:
        """What can be done, by name."""
        return {JOIN: self.join, SEPARATE: self.separate, ALIKE: self.suggest, BESIDE: self.compare}

    def offers(self, shown: int, chosen: int, passages: int) -> frozenset[str]:
        """What there is something to be done with: events shown, chosen, passages of one."""
        can = {
            JOIN: 1 < chosen <= MOST,
            SEPARATE: chosen == 1 and passages > 1,
            ALIKE: shown > 0,
            BESIDE: shown > 0,  # where it cannot be done, it says what to select
        }
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

    def compare(self) -> None:
        """Show two of the articles that tell of the chosen events side by side."""
        if self._ground is not None:
            question = self._ground.archive.papers_of(self._in_hand()[:MOST])
            put = partial(self._compare, self._ground)
            self._ground.reader.ask("articles side by side", question, put)

    def _compare(self, ground: Ground, papers: "Sequence[Paper]") -> None:
        if ground is not self._ground:
            return
        if len(papers) < 2:
            self.told.emit(_SELECT_TWO)
            return
        # Loaded when it is needed: it stands on the database, and the window opens sooner.
        made = import_module("desktop.chronicle.joining.beside").BesideDialog
        dialog = made(ground, papers, self._page)
        dialog.event_wanted.connect(self.event_wanted)
        dialog.show()

    def suggest(self) -> None:
        """Look for events among those shown that may be one, and show them pair by pair."""
        if self._ground is None:
            return
        archive = self._ground.archive
        steps = archive.alike_events(self._wanted())
        job = Job("Comparing events", steps, interrupt=archive.interrupt)
        job.ended.connect(partial(self._suggest, self._ground))
        self.job.emit(job)

    def _suggest(self, ground: Ground, found: "Sequence[Likeness]") -> None:
        if ground is not self._ground:
            return
        if not found:
            self.told.emit("No two of the events shown seem to be the same.")
            return
        dialog = AlikeEventsDialog(ground, found, self._page)
        dialog.decide.connect(self.decide)
        dialog.take_back.connect(self.take_back)
        dialog.show()

    def _open(self, dialog: Frame) -> None:
        dialog.decide.connect(self.decide)
        dialog.open()
