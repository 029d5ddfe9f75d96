"""What surrounds the pages, as the window sees it: it knows nothing else of it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QMenu, QWidget

from desktop.chronicle.details.draft import Draft
from desktop.chronicle.front import Lent
from desktop.jobs.reader import Reader
from desktop.settings import Settings, View
from desktop.tables.pointed import Pointed
from models.queries.filter import EventFilter, Sort

if TYPE_CHECKING:  # loaded off the GUI thread, see there
    from desktop.archive import Archive


class House(Protocol):
    """The filter, the search line and the card, and between them the pages: every page is asked
    through the one filter. It says what can be done on it, and is told what was touched.
    """

    @property
    def bar(self) -> QWidget:
        """What stands in the toolbar."""

    @property
    def menus(self) -> Sequence[QMenu]:
        """Its own menus in the menu bar."""

    @property
    def views(self) -> Sequence[QMenu]:
        """Its own parts of the View menu."""

    told: SignalInstance
    """One sentence for the strip."""
    wanted: SignalInstance
    """The name of something that the window does: "import", "example"."""
    offered: SignalInstance
    """Other things can be done than before."""
    edit: SignalInstance
    """A change to the store: what to call it, what to call, and what to say afterwards."""
    decide: SignalInstance
    """A correction: what to call it, and what to call (a ``Deciding``)."""
    article_wanted: SignalInstance
    """An article is to be opened: its number, and that of the event to choose in it."""
    paper_wanted: SignalInstance
    """The details of an article are to be corrected: its number."""
    papers_wanted: SignalInstance
    """Something is to be done with articles: "tag" or "note", and their numbers."""
    actor_menu: SignalInstance
    """The menu of an actor, to be added to, and which one it is (a ``Pointed``)."""
    mention_wanted: SignalInstance
    """The name at a letter of a document is somebody else's: both numbers."""
    undo_wanted: SignalInstance
    """Something is to be undone: what to call, which gives its label."""
    marking: SignalInstance
    """A correction that is shown already: what to call, and what when it is done, or failed."""
    words_wanted: SignalInstance
    """Words are to become an event: a document, and a stretch of its text."""
    job: SignalInstance
    """Something that takes long (a ``Job``), to be run with its progress shown."""
    answered: SignalInstance
    """What was asked anew is there."""
    laid_out: SignalInstance
    """Other panes are in sight than before."""

    page_turned: SignalInstance
    """Another page is in sight: its key."""

    def turn(self, key: str) -> None:
        """Have the page of this key in sight."""

    def widget(self) -> QWidget:
        """The page itself."""

    def attach(self, archive: "Archive | None", reader: Reader | None, view: View) -> None:
        """Show this chronicle, as it was left; None: nothing is open."""

    def save(self) -> View:
        """What is asked now."""

    def asked(self) -> tuple[EventFilter, Sort]:
        """Which events are shown, and in which order."""

    def touched(self, what: frozenset[str]) -> None:
        """These have changed in the store: what is shown of them is asked anew."""

    def in_hand(self) -> Sequence[int]:
        """The events that an act is about."""

    def offers(self) -> frozenset[str]:
        """The names of the acts that there is something to be done with now."""

    def acts(self) -> dict[str, Callable[[], object]]:
        """Everything that can be done on it, by name."""

    def lend(self, view: Lent, widget: QWidget) -> None:
        """Show a view in place of its events, and give it the keys."""

    def add_event(self) -> None:
        """Have the fields for an event of the words that are selected, else without a source."""

    def begin_event(self, draft: Draft) -> bool:
        """Have these fields for an event made from words; whether no other one comes first."""

    def propose(self, draft: Draft) -> None:
        """Fill in what the reader makes of the words, unless somebody has typed."""

    @property
    def threshold(self) -> float:
        """How sure the reader must be of what is shown at once; 0: of nothing."""

    def use_threshold(self, least: float) -> None:
        """Have events wait in a drawer of which the reader is less sure; 0: none waits."""

    def press(self, letter: str) -> None:
        """Go to the next or previous event by the letter that does so in reviewing."""

    def look_at(self, event: int) -> None:
        """Show an event in the details, whatever is chosen on the page."""

    def take_back(self) -> None:
        """Show its events again."""

    def pointed(self) -> Pointed:
        """The actors that the keys are on."""

    def paper(self) -> int:
        """The document that the keys are on, in a list of them; 0: none."""

    def panes(self) -> Sequence[tuple[QWidget, QWidget]]:
        """Its panes in the order of reading, each with where the keys go first."""

    def hidden(self) -> frozenset[str]:
        """The panes that are folded away."""

    def say(self, told: str) -> None:
        """Write this where the number of events stands."""

    def say_reading(self, label: str) -> None:
        """While nothing is there yet: what is being read; empty: nothing is."""

    def refuse(self, why: str) -> None:
        """Offer nothing that writes, and say why; empty: offer it again."""

    def restore(self, kept: Settings) -> None:
        """Look as it did when these were kept."""

    def keep(self, settings: Settings) -> Settings:
        """The settings with how it looks now."""
