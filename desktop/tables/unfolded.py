"""Events unfolded to what each source says of them: lines below the row, drawn with it.

The table keeps one row an event, however many tell of it: what is counted, sorted and paged is the
same with everything unfolded.
"""

from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop.jobs.reader import Reader
from desktop.tables.event_model import EventModel, Questions
from desktop.tables.words import one_line
from models.dates.words import describe
from models.queries.rows import EventRow, TellingRow

MOST = 12
"""Lines below one event; the last says how many more there are."""
_KEPT = 50  # events unfolded at a time; the one unfolded first folds then


class Unfolded(QObject):
    """Which events are unfolded, and the lines below each."""

    changed = Signal(object)
    """The numbers of events of which the lines have come or gone."""

    def __init__(self, events: EventModel, parent: QObject) -> None:
        super().__init__(parent)
        self._events = events
        self._reader: Reader | None = None
        self._questions: Questions | None = None
        self._told: dict[int, tuple[TellingRow, ...]] = {}

    def attach(self, reader: Reader | None, questions: Questions | None) -> None:
        """Ask this chronicle from now on; nothing is unfolded in it."""
        self._reader, self._questions = reader, questions
        self._told.clear()

    def __contains__(self, event: int) -> bool:
        """Whether an event is unfolded."""
        return event in self._told

    def of(self, event: int) -> tuple[TellingRow, ...]:
        """What is told of an event; nothing where it is not unfolded."""
        return self._told.get(event, ())

    def lines(self, event: int) -> int:
        """How many lines are below an event."""
        return min(MOST, len(self._told.get(event, ())))

    def cells(self, event: int, line: int) -> tuple[str, str, str, str]:
        """One line: outlet, day of report, its own words for the date, and what it says."""
        told = self._told[event]
        if line == MOST - 1 and len(told) > MOST:
            return f"and {len(told) - MOST + 1:,} more", "", "", ""
        each = told[line]
        outlet = each.outlet or each.document or "added by hand"
        day = describe(each.published) if each.published else ""
        words = f"“{one_line(each.date_words)}”" if each.date_words else "no date"
        return one_line(outlet), day, words, one_line(each.line)

    def toggle(self, row: EventRow) -> None:
        """Unfold an event that several tell of, or fold it."""
        self.fold(row.id) if row.id in self._told else self.unfold(row)

    def unfold(self, row: EventRow) -> None:
        """Ask what each source says of an event, and show it below."""
        if can_unfold(row) and row.id not in self._told:
            self._ask((row.id,))

    def fold(self, event: int) -> None:
        """Take the lines below an event away."""
        if self._told.pop(event, None) is not None:
            self.changed.emit((event,))

    def renew(self) -> None:
        """Ask again for all that is unfolded: the store has changed."""
        self._ask(tuple(self._told))

    def _ask(self, events: Sequence[int]) -> None:
        if self._reader is None or self._questions is None:
            return
        for event in events:
            question = self._questions.tellings(event)
            self._reader.ask(f"told of {event}", question, partial(self._put, event))

    def _put(self, event: int, told: Iterable[TellingRow]) -> None:
        some = tuple(told)
        gone = [event]
        if len(some) > 1:
            self._told[event] = some
            if len(self._told) > _KEPT:
                first = next(iter(self._told))
                del self._told[first]
                gone.append(first)
        else:
            self._told.pop(event, None)
        self.changed.emit(tuple(gone))


def can_unfold(row: EventRow) -> bool:
    """Whether there is more than one source to show."""
    return row.sources + row.copies > 1
