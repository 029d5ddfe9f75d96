"""The middle of the page: the events, or what is lent to it in their place."""

from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget


class Lent(Protocol):
    """What may be shown in place of the events, as the page sees it."""

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
    """Shows the events, or a view in their place; one at a time."""

    turned = Signal()
    """The other one is shown now."""

    def __init__(self, events: QWidget) -> None:
        super().__init__()
        self._events = events
        self._lent: Lent | None = None
        self.addWidget(events)

    @property
    def lent(self) -> Lent | None:
        """The view that is shown in place of the events."""
        return self._lent

    def lend(self, view: Lent, widget: QWidget) -> None:
        """Show a view in place of the events."""
        if self.indexOf(widget) < 0:
            self.addWidget(widget)
        self._lent = view
        self.setCurrentWidget(widget)
        self.turned.emit()

    def back(self) -> bool:
        """Show the events; whether something else was shown."""
        if self._lent is None:
            return False
        self._lent = None
        self.setCurrentWidget(self._events)
        self.turned.emit()
        return True
