"""The pages between filter and card: which is in sight, and what each of them wants."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from desktop.chronicle.front import Front
from desktop.jobs.busy import Busy
from desktop.pages.page import Page, Room
from desktop.pages.side import Side
from desktop.pages.stage import Stage
from desktop.theme.theme import Theme

if TYPE_CHECKING:
    from desktop.chronicle.page import ChroniclePage


class Staging(QObject):
    """Turns pages, and passes on to the house what they ask for."""

    turned = Signal(str)
    """The key of the page in sight."""

    def __init__(
        self,
        rooms: Sequence[Room],
        theme: Theme,
        busy: Busy,
        front: Front,
        side: Side,
        house: "ChroniclePage",
    ) -> None:
        super().__init__(house)
        self.stage = Stage(rooms, theme, busy, self)
        self._front, self._side, self._house = front, side, house
        self.stage.made.connect(self._made)

    @property
    def page(self) -> Page | None:
        """The page in sight; None: it is the table of events."""
        return self.stage.page

    def turn(self, key: str, *, focus: bool = True) -> None:
        """Have a page in sight, with the keys on it."""
        page = self.stage.turn(key)
        self._front.turn(page, page)
        self._side.follow(page)
        self.turned.emit(self.stage.key)
        if focus:
            stop = page.first_stop() if page is not None else self._house.middle
            stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def _made(self, page: Page) -> None:
        house = self._house
        page.event_wanted.connect(partial(self._look, page))
        page.card_wanted.connect(partial(self._if_seen, page, self._side.show_own))
        page.article_wanted.connect(house.article_wanted)
        page.paper_wanted.connect(house.paper_wanted)
        page.papers_wanted.connect(house.papers_wanted)
        page.wished.connect(house.grant)
        page.actor_menu.connect(house.actor_menu)
        page.offered.connect(house.offered)
        page.told.connect(house.told)
        page.job.connect(house.job)
        page.decide.connect(house.decide)

    def _look(self, page: Page, event: int) -> None:
        def look() -> None:
            self._side.show_event()
            self._house.look_at(event)

        self._if_seen(page, look)

    def _if_seen(self, page: Page, act: Callable[[], None]) -> None:
        if page is self.page:
            act()
