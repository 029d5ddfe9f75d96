"""A page: one way to look at the events of the filter. A new one is a room and a row in a list."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.jobs.busy import Busy
from desktop.jobs.reader import Lane, Reader
from desktop.pages.touching import EVERYTHING
from desktop.pages.veil import Veil
from desktop.tables.pointed import Pointed
from desktop.theme.theme import Theme
from models.queries.filter import EventFilter

if TYPE_CHECKING:  # loaded off the GUI thread, see desktop.archive
    from desktop.archive import Archive


class Page(QWidget):
    """Stands between filter and card. It says what it shows, and is asked while it is in sight.

    The filter, the search line and the card are not its own: it asks for them by its signals.
    """

    shows: ClassVar[frozenset[str]] = EVERYTHING
    """Which of ``EVERYTHING`` it shows: a change to nothing of these does not concern it."""
    has_dates: ClassVar[bool] = False
    """Whether it draws the dates itself, so that the bars above it would say the same twice."""

    event_wanted = Signal(int)
    """An event is to be shown in the card; 0: none."""
    card_wanted = Signal()
    """Its own card is to be shown in place of that of an event."""
    article_wanted = Signal(int, int)
    """An article is to be opened: its number, and that of the event to choose in it."""
    paper_wanted = Signal(int)
    """The details of an article are to be corrected: its number."""
    papers_wanted = Signal(str, object)
    """Something is to be done with articles: "tag" or "note", and their numbers."""
    wished = Signal(object)
    """The filter is to be narrowed: a ``Wish``."""
    actor_menu = Signal(object, object)
    """The menu of an actor, to be added to, and which one it is (a ``Pointed``)."""
    offered = Signal()
    """Other things can be done than before."""
    told = Signal(str)
    """One sentence for the strip."""
    decide = Signal(str, object)
    """A correction: what to call it, and what to call."""
    job = Signal(object)
    """Something that takes long (a ``Job``), to be run with its progress shown."""

    def __init__(self, theme: Theme, busy: Busy) -> None:
        super().__init__()
        self._theme = theme
        self._busy = busy
        self._archive: Archive | None = None
        self._reader: Reader | None = None
        self._shown: object = None  # what the numbers in sight are of
        self._veil = Veil(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What dims it stays as large as it is."""
        super().resizeEvent(event)
        self._veil.fit()

    @property
    def card(self) -> QWidget | None:
        """What it shows beside itself in place of the card of an event; None: that one."""
        return None

    def attach(self, archive: "Archive | None", reader: Reader | None) -> None:
        """Ask this chronicle from now on, or none."""
        self._archive, self._reader = archive, reader
        self._shown = None
        self._veil.end()

    def ask(self, wanted: EventFilter) -> None:
        """Show what matches this filter, asked of the store anew."""
        raise NotImplementedError

    def count(
        self,
        channel: str,
        question: Callable[[Any], Any],
        put: Callable[[Any], None],
        of: object,
    ) -> None:
        """Ask for what the page shows of a filter and the like, ``of``.

        What it shows of another one is dimmed until then, so that no number is taken for a wrong
        one; what is asked again of the same stays as it is until the answer comes.
        """
        if self._reader is None:
            return
        tell = self._reader.failed.emit

        def came(answer: Any) -> None:
            self._shown = of
            self._veil.end()
            put(answer)

        def failed(sentence: str) -> None:
            self._veil.end()
            tell(sentence)

        if of != self._shown:
            self._veil.begin()
        self._reader.ask(channel, question, came, failed=failed, lane=Lane.DATES)

    def begin(self, kept: str) -> None:
        """Stand where ``written`` says; empty: where one begins."""

    def written(self) -> str:
        """Where it stands, for ``begin``."""
        return ""

    def first_stop(self) -> QWidget:
        """Where the keys go first."""
        return self

    def card_title(self) -> str:
        """What its own card is about, for the way back to it."""
        return ""

    def pointed(self) -> Pointed:
        """The actors that the keys are on."""
        return Pointed()

    def in_sight(self) -> int:
        """The document that the keys are on; 0: none."""
        return 0

    # What it has in common with an article that is shown in its place

    def step(self, by: int) -> None:
        """Go to its next (previous) event."""

    def offers(self) -> frozenset[str]:
        """The names of the acts that there is something to be done with on it."""
        return frozenset()

    def mark(self, act: str) -> bool:  # noqa: ARG002 - most pages show events alone
        """Tag ("tag") or annotate ("note") what the keys are on, where it is something of its own.

        Returns whether there was something.
        """
        return False

    def choose(self, event: int) -> None:
        """Mark one of its events as that in the card."""

    def words(self) -> tuple[int, int, int] | None:
        """The document and the stretch of its text that is selected."""
        return None


@dataclass(frozen=True, slots=True)
class Room:
    """A page by name, made when it is first shown: the window opens none the slower for it."""

    key: str
    """Its name in the settings; its button is called that and "Page"."""
    title: str
    """What the rail says."""
    told: str
    """What one sees there, in a sentence."""
    picture: str
    """The name of its icon."""
    where: str = ""
    """The module and the class, as "module:Class"; empty: it is there from the start."""

    @property
    def name(self) -> str:
        """The name of its button, for screen readers' drivers and the window's property."""
        return f"{self.key}Page"

    def make(self, theme: Theme, busy: Busy) -> Page:
        """The page."""
        module, _, name = self.where.partition(":")
        made: Page = getattr(import_module(module), name)(theme, busy)
        return made


def named(rooms: Sequence[Room], key: str) -> Room | None:
    """The room of that key."""
    return next((room for room in rooms if room.key == key), None)
