"""The stage: which page is shown, and what each has still to ask when it is."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.jobs.busy import Busy
from desktop.jobs.reader import Reader
from desktop.pages.page import Page, Room, named
from desktop.theme.theme import Theme
from models.queries.filter import EventFilter

if TYPE_CHECKING:  # loaded off the GUI thread, see desktop.archive
    from desktop.archive import Archive


class Stage(QObject):
    """Makes pages when they are first shown; only the one in sight asks the store.

    The first room is the one that is there from the start and no page of its own.
    """

    made = Signal(object)
    """A page was made: it is to be connected."""

    def __init__(self, rooms: Sequence[Room], theme: Theme, busy: Busy, parent: QObject) -> None:
        super().__init__(parent)
        self.rooms = tuple(rooms)
        self._theme, self._busy = theme, busy
        self._archive: Archive | None = None
        self._reader: Reader | None = None
        self._pages: dict[str, Page] = {}
        self._kept: dict[str, str] = {}
        self._answered: dict[str, EventFilter] = {}  # what each shows, where it's still true
        self._wanted = EventFilter()
        self._key = self.rooms[0].key if self.rooms else ""

    @property
    def key(self) -> str:
        """The key of what is in sight."""
        return self._key

    @property
    def page(self) -> Page | None:
        """The page in sight; None: what is there from the start."""
        return self._pages.get(self._key)

    def attach(
        self, archive: "Archive | None", reader: Reader | None, kept: dict[str, str]
    ) -> None:
        """Ask this chronicle from now on; every page stands where it was ``kept``."""
        self._archive, self._reader = archive, reader
        self._answered.clear()
        self._kept = dict(kept)
        for key, page in self._pages.items():
            page.attach(archive, reader)
            page.begin(kept.get(key, ""))

    def written(self) -> dict[str, str]:
        """Where every page stands."""
        return self._kept | {key: page.written() for key, page in self._pages.items()}

    def turn(self, key: str) -> Page | None:
        """Have this page in sight, and ask what it does not know; None: the one from the start."""
        room = named(self.rooms, key)
        self._key = room.key if room is not None else self.rooms[0].key if self.rooms else ""
        if room is not None and room.where and key not in self._pages:
            page = self._pages[key] = room.make(self._theme, self._busy)
            self.made.emit(page)
            page.attach(self._archive, self._reader)
            page.begin(self._kept.get(key, ""))
        self._ask()
        return self.page

    def ask(self, wanted: EventFilter) -> None:
        """This is filtered for now."""
        self._wanted = wanted
        self._ask()

    def touched(self, what: frozenset[str]) -> None:
        """These have changed in the store: pages that show any of them ask anew when seen next."""
        for key in list(self._answered):
            if self._pages[key].shows & what:
                del self._answered[key]

    def _ask(self) -> None:
        page = self.page
        if page is None or self._reader is None or self._archive is None:
            return
        if self._answered.get(self._key) != self._wanted:
            self._answered[self._key] = self._wanted
            page.ask(self._wanted)
