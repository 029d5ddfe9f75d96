"""The drawer: events that the reader is less sure of than one wants wait there, counted."""

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from desktop.jobs.reader import Lane, Reader
from desktop.tables.words import counted
from models.queries.asked import combine
from models.queries.filter import EventFilter


class Questions(Protocol):
    """What the drawer asks."""

    def parse(self, text: str) -> EventFilter:
        """The filter a line means."""

    def count(self, wanted: EventFilter) -> Callable[[Any], int]:
        """How many events match."""


class Drawer(QPushButton):
    """A chip that says how many events wait under the threshold; a click shows them alone.

    What a person accepted or changed never waits: somebody was sure of it.
    """

    changed = Signal()
    """Other events are let through than before."""

    def __init__(self) -> None:
        super().__init__()
        self._reader: Reader | None = None
        self._questions: Questions | None = None
        self._threshold = 0.0
        self._number: int | None = None
        self.setObjectName("thresholdDrawer")
        self.setCheckable(True)
        self.setProperty("link", True)
        self.toggled.connect(self._turn)
        self.hide()

    def attach(self, reader: Reader | None, questions: Questions | None, threshold: float) -> None:
        """Ask this chronicle, with the threshold that was kept for it."""
        self._reader, self._questions = reader, questions
        self._set(threshold if 0 < threshold < 1 else 0.0)

    @property
    def threshold(self) -> float:
        """How sure the reader must be of what is shown at once; 0: nothing waits."""
        return self._threshold

    def use(self, threshold: float) -> None:
        """Have everything wait that the reader is less sure of; 0: nothing waits."""
        if threshold != self._threshold:
            self._set(threshold)
            self.changed.emit()

    def through(self, wanted: EventFilter) -> EventFilter:
        """What a filter lets through: what doesn't wait, or with the drawer open what does."""
        if not self._threshold or self._questions is None:
            return wanted
        return combine(wanted, self._waiting() if self.isChecked() else self._passing())

    def refresh(self, wanted: EventFilter) -> None:
        """Count what waits of those a filter wants."""
        if not self._threshold or self._reader is None or self._questions is None:
            return
        question = self._questions.count(combine(wanted, self._waiting()))
        self._reader.ask("drawer", question, self._put, lane=Lane.BACK)

    def _passing(self) -> EventFilter:
        assert self._questions is not None
        return self._questions.parse(
            f"sure:>={self._threshold:g} OR review:accepted OR review:edited"
        )

    def _waiting(self) -> EventFilter:
        assert self._questions is not None
        return self._questions.parse(f"sure:<{self._threshold:g} -review:accepted -review:edited")

    def _set(self, threshold: float) -> None:
        self._threshold = threshold
        self._number = None
        self.blockSignals(True)
        self.setChecked(False)
        self.blockSignals(False)
        self.setVisible(bool(threshold))
        self._say()

    def _turn(self) -> None:
        self._say()
        self.changed.emit()

    def _put(self, number: int) -> None:
        self._number = number
        self._say()

    def _say(self) -> None:
        number = "…" if self._number is None else f"{self._number:,}"
        below = f"Below {self._threshold:g}"
        words = f"{below}: {number} shown" if self.isChecked() else f"{below}: {number} hidden"
        self.setText(words)
        events = "events" if self._number is None else counted(self._number, "event")
        self.setAccessibleName(words)
        self.setToolTip(
            "Show the other events again"
            if self.isChecked()
            else f"Show the {events} the reader is less than {self._threshold:g} sure of"
        )
