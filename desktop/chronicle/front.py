"""The middle of the window: the events, a page, or what is shown over them for a while."""

from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget


class Lent(Protocol):
    """What may be shown in place of the events, as others see it."""

    def step(self, by: int) -> None:
        """Go to its next (previous) event."""

    def offers(self) -> frozenset[str]:
        """The names of the acts that there is something to be done with on it."""

    def choose(self, event: int) -> None:
        """Show one of its events."""

    def words(self) -> tuple[int, int, int] | None:
        """The document and the stretch of its text that is selected."""

    def first_stop(self) -> QWidget:
        """Where the keys go first."""


class Front(QStackedWidget):
    """Shows the events or a page; over these, one view at a time that is lent to it."""

    turned = Signal()
    """Another view is shown now."""

    def __init__(self, events: QWidget) -> None:
        super().__init__()
        self._events = self._base = events
        self._page: Lent | None = None
        self._over: Lent | None = None
        self.addWidget(events)

    @property
    def lent(self) -> Lent | None:
        """What is shown in place of the events, a page or what is over it; None: they are."""
        return self._over or self._page

    @property
    def is_covered(self) -> bool:
        """Whether a view is shown over the events or the page."""
        return self._over is not None

    def turn(self, page: Lent | None, widget: QWidget | None) -> None:
        """Show a page from now on, and nothing over it; None: the events."""
        self._page, self._base, self._over = page, widget or self._events, None
        self._put(self._base)

    def lend(self, view: Lent, widget: QWidget) -> None:
        """Show a view over what is shown."""
        self._over = view
        self._put(widget)

    def back(self) -> bool:
        """Show again what it was over; whether there was such a view."""
        if self._over is None:
            return False
        self._over = None
        self._put(self._base)
        return True

    def _put(self, widget: QWidget) -> None:
        if self.indexOf(widget) < 0:
            self.addWidget(widget)
        self.setCurrentWidget(widget)
        self.turned.emit()
