"""What somebody has just decided, shown in the rows before the store has it."""

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

from PySide6.QtCore import QObject, Signal

from models.queries.rows import EventRow

Change: TypeAlias = Callable[[EventRow], EventRow]
"""A row as it will be; of one that is so already, the same row."""


class Ahead(QObject):
    """Rows show a change from when it is decided until it is stored, or refused.

    However long the store takes, rows that are asked for meanwhile show it as well. What is refused
    is gone from here, and the rows are asked for again.
    """

    changed = Signal(object)
    """These events look otherwise now."""
    _over = Signal(int)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: dict[int, tuple[frozenset[int], Change]] = {}
        self._last = 0
        self.refused = False
        """Whether nothing can be stored now, and so nothing is shown ahead of it."""
        self._over.connect(lambda number: self._waiting.pop(number, None))

    def clear(self) -> None:
        """Other rows are shown: nothing waits for them."""
        self._waiting.clear()

    def show(
        self, events: Iterable[int], change: Change, act: Callable[[], Any]
    ) -> Callable[[], Any]:
        """Show these rows changed at once; returns what to call, on any thread, for ``act``."""
        if self.refused:
            return act
        self._last += 1
        number, some = self._last, frozenset(events)
        self._waiting[number] = some, change
        self.changed.emit(some)

        def run() -> Any:
            try:
                return act()
            finally:
                self._over.emit(number)

        return run

    def of(self, row: EventRow) -> EventRow:
        """A row with all that was decided on it and isn't stored."""
        for some, change in self._waiting.values():
            if row.id in some:
                row = change(row)
        return row
