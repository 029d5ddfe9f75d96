"""Reviewing one event after the other: a key marks, the next event is there, deciding follows.

The mark goes into the shown row and the focus moves on before anything is stored; what is decided
waits in a queue, and a row whose decision failed is put back. While one reviews, the rows stay
where they are, whatever becomes of them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.chronicle.filters.panel import FilterPanel
from desktop.chronicle.reviewing.bar import ReviewBar
from desktop.chronicle.reviewing.keys import KEYS, Kept, kept_of, keys_of, line_of
from desktop.jobs.busy import Busy
from desktop.jobs.reader import Lane, Reader
from desktop.settings import View
from desktop.tables.event_table import EventTable
from desktop.tables.words import LATER, counted
from models.queries.filter import ACCEPTED, PROPOSED, REJECTED, EventFilter, Term
from models.queries.rows import FacetRow

if TYPE_CHECKING:  # loaded off the GUI thread, see there
    from desktop.archive import Archive
    from desktop.deeds import Deciding
    from models.edits.deciding import Outcome

_REST = 1000  # milliseconds after the last change before all counts are asked for again
_FEW = 20_000
"""Rows up to which everything is counted again while one reviews; of more, when it ends."""
_RESTING = "reviewing"
_STATES = {"accept": ACCEPTED, "reject": REJECTED}


@dataclass(slots=True, eq=False)
class Mark:
    """What one key did, and what it takes to take it back."""

    events: Sequence[int]
    before: Mapping[int, str]
    """The states of those whose rows were at hand."""
    state: str
    """Accepted, rejected, proposed; ``LATER``; "": something else was decided in between."""
    focus: tuple[int, int] = (0, -1)
    """The event that the keys were on, and its row."""
    step: list[int] = field(default_factory=list)
    """What undoes it, as soon as it is decided."""


class Reviewing(QObject):
    """The mode: on or off, what its keys do, and how far it is."""

    told = Signal(str)
    wanted = Signal(str)
    """The name of something that the window does: "undo"."""
    marking = Signal(object, object, object)
    """What to decide behind, what to call with its outcome, and what with the reason it failed."""
    turned = Signal(bool)
    """It is on, or off: what is shown of it changes."""
    rested = Signal()
    """Nothing was decided for a moment: what is counted may be asked for again."""

    def __init__(self, table: EventTable, panel: FilterPanel, busy: Busy, parent: QObject) -> None:
        super().__init__(parent)
        self._table = table
        self._panel = panel
        self._busy = busy
        self._archive: Archive | None = None
        self._reader: Reader | None = None
        self.in_hand: Callable[[], list[int]] = table.ids_chosen
        """The events that a key is about."""
        self.step: Callable[[int], object] = table.step
        """Goes to the next event, or the one before it."""
        self.is_elsewhere: Callable[[], bool] = lambda: False
        """Whether something else than the table is looked at, in which one goes on."""
        self.more: dict[str, Callable[[], object]] = {}
        """What other keys do."""
        self.on = False
        """Whether one reviews now."""
        self.keys = keys_of(())
        """The key of each thing to do."""
        self.bar = ReviewBar()
        self.bar.hide()
        self._ours = False  # the filter for what is to be reviewed was put there by this mode
        self._done: list[Mark] = []
        self._states: dict[int, str] = {}  # what was decided since it is on
        self._reviewed: int | None = None
        self._total = 0
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self._rested)
        self.bar.end.clicked.connect(self.stop)
        self._say_keys()

    def attach(self, archive: "Archive | None", reader: Reader | None) -> None:
        """Review this chronicle from now on."""
        self._turn(on=False)
        self._archive, self._reader = archive, reader

    def restore(self, kept: Kept) -> None:
        """Have the keys that somebody has chosen."""
        self.use_keys(keys_of(kept))

    def kept(self) -> Kept:
        """The keys that somebody has chosen, for the settings."""
        return kept_of(self.keys)

    def save(self, view: View) -> View:
        """The view without the filter that goes when the review ends."""
        ours = self.on and self._ours and view.reviews == ((PROPOSED, False),)
        return replace(view, reviews=()) if ours else view

    def use_keys(self, keys: Mapping[str, str]) -> None:
        """Have these keys."""
        self.keys = dict(keys)
        self._say_keys()

    def acts(self) -> dict[str, Callable[[], object]]:
        """What each key does, by name."""
        return {
            **{name: partial(self.mark, state) for name, state in _STATES.items()},
            "later": self.put_off,
            "next": partial(self.step, 1),
            "previous": partial(self.step, -1),
            "undo": self.undo,
            **self.more,
        }

    def toggle(self) -> None:
        """Start reviewing, or stop."""
        (self.stop if self.on else self.start)()

    def start(self) -> None:
        """Review what the filter shows of what nobody has judged yet."""
        if self.on or self._archive is None:
            return
        self._turn(on=True)
        reviews = self._panel.reviews.values
        self._ours = not reviews.ticked
        if self._ours:
            reviews.add(Term(PROPOSED))
            self._panel.changed.emit()
        self._table.setFocus()

    def stop(self) -> None:
        """Show again what the filter showed before."""
        if not self.on:
            return
        self._turn(on=False)
        reviews = self._panel.reviews.values
        if self._ours and reviews.terms() == (Term(PROPOSED),):
            reviews.tick(())
            self._panel.changed.emit()
        else:
            self.rested.emit()
        self._table.setFocus()

    def count(self, wanted: EventFilter) -> None:
        """Count how many events of this filter are reviewed, whatever it asks of reviews."""
        if not self.on or self._archive is None or self._reader is None:
            return
        question = self._archive.values("review", wanted, exact=True)
        self._reader.ask("review progress", question, self._put_count, lane=Lane.SIDE)

    def touched(self) -> None:
        """Something has changed in the store: the rows stay, and say what they say now.

        What is counted beside them follows when the keys rest, where that is quickly counted.
        """
        self._table.renew()
        if self._table.events.rowCount() <= _FEW:
            self._busy.hold(_RESTING)
            self._rest.start()

    def noted(self) -> None:
        """Something else was decided from here: Undo takes that back first."""
        if self.on:
            self._done.append(Mark((), {}, ""))

    # What the keys do

    def mark(self, state: str) -> None:
        """Have the chosen events accepted, rejected or proposed again, and go on to the next."""
        events = self.in_hand()
        if self._archive is None or not events:
            return
        made = self._marked(events, state)
        later = self._table.events.later
        if not later.isdisjoint(events):
            self._table.events.put_off(later.difference(events))
        self._show(dict.fromkeys(events, state))
        self._go_on()
        act = partial(_remembered, self._archive.deeds.review(events, state), made.step)
        self.marking.emit(act, partial(self._decided, made), partial(self._failed, made))

    def put_off(self) -> None:
        """Come back to the chosen events at the end."""
        events = self.in_hand()
        if not events:
            return
        self._marked(events, LATER)
        self._table.events.put_off(self._table.events.later.union(events))
        self._go_on()
        self._say()

    def undo(self) -> None:
        """Take back what the last key did, and go back to where that was."""
        if not self._done:
            self.told.emit("Nothing to undo in this review; Ctrl+Z undoes what was done before it.")
            return
        made = self._done.pop()
        if not made.state:
            self.wanted.emit("undo")
            return
        if made.state == LATER:
            self._table.events.put_off(self._table.events.later.difference(made.events))
            self._say()
        else:
            self._put_back(made)
            assert self._archive
            act = self._archive.deeds.take_back(made.step)
            settle = partial(self._table.events.settle, made.before)
            self.marking.emit(act, lambda _: settle(), lambda _: self._unsettled(made))
        self._table.go_to(*made.focus)

    def _marked(self, events: Sequence[int], state: str) -> Mark:
        before = {n: PROPOSED if s == LATER else s
                  for n, s in self._table.events.reviews(events).items()}  # fmt: skip
        focus = self._table.chosen, self._table.currentIndex().row()
        made = Mark(events, before, state, focus)
        self._done.append(made)
        return made

    def _show(self, states: Mapping[int, str]) -> None:
        """Have rows show these states, count them, and know them when they are out of sight."""
        if self._reviewed is not None:
            before = {event: self._states.get(event) for event in states}
            before |= self._table.events.reviews(states)
            now = sum(state in (ACCEPTED, REJECTED) for state in states.values())
            self._reviewed += now - sum(s in (ACCEPTED, REJECTED) for s in before.values())
        self._states |= states
        self._table.events.mark(states)
        self._say()

    def _put_back(self, made: Mark) -> None:
        self._show(made.before)
        for event in made.events:
            if event not in made.before:
                self._states.pop(event, None)

    def _decided(self, made: Mark, outcome: "Outcome") -> None:
        self._table.events.settle(dict.fromkeys(made.events, made.state))
        if outcome.failed:
            self.told.emit(" ".join(outcome.failed))

    def _failed(self, made: Mark, _why: str) -> None:
        """It is said elsewhere why; the rows look again as before."""
        if made in self._done:
            self._done.remove(made)
        self._put_back(made)
        self._unsettled(made)

    def _unsettled(self, made: Mark) -> None:
        self._table.events.settle(made.before)
        self.touched()

    def _go_on(self) -> None:
        """To the next event that nobody has judged; to those put off when all others are."""
        if self.is_elsewhere():
            self.step(1)
            return
        rows = self._table.selectionModel().selection().toList()
        last = max((each.bottom() for each in rows), default=self._table.currentIndex().row())
        put_off = -1
        for row in self._around(last):
            state = self._state(row)
            if state == PROPOSED:
                self._table.selectRow(row)
                return
            if state == LATER and put_off < 0:
                put_off = row
        if put_off >= 0:
            self._table.selectRow(put_off)
        elif self._state(last) in (ACCEPTED, REJECTED):
            self.told.emit(f"All {counted(self._table.events.rowCount(), 'event')} are reviewed.")

    def _around(self, row: int) -> Iterator[int]:
        """The other rows: those below first, then from the top."""
        return chain(range(row + 1, self._table.events.rowCount()), range(row))

    def _state(self, row: int) -> str:
        event = self._table.events.id_at(row)
        if event in self._table.events.later:
            return LATER
        known = self._table.events.row_at(row)
        return self._states.get(event) or (known.review if known else PROPOSED)

    # What is shown

    def _turn(self, *, on: bool) -> None:
        self._rest.stop()
        self._busy.release(_RESTING)
        self._done.clear()
        self._states.clear()
        self._reviewed, self._total = None, 0
        self._table.events.put_off(frozenset())
        if on == self.on:
            return
        self.on = on
        self.bar.setVisible(on)
        self._table.lend("review", shown=on)
        self._say()
        self.turned.emit(on)

    def _rested(self) -> None:
        self._busy.release(_RESTING)
        self.rested.emit()

    def _put_count(self, rows: Sequence[FacetRow]) -> None:
        counts = {row.value: row.count or 0 for row in rows}
        self._total = sum(counts.values())
        self._reviewed = self._total - counts.get(PROPOSED, 0)
        self._say()

    def _say(self) -> None:
        self.bar.say(self._reviewed, self._total, len(self._table.events.later))

    def _say_keys(self) -> None:
        self.bar.keys.setText(line_of(self.keys, [each.name for each in KEYS]))


def _remembered(act: "Deciding", step: list[int]) -> "Outcome":
    """Decide, and put down the step by which it is undone before anything else is done."""
    outcome = act()
    if outcome.step is not None:
        step.append(outcome.step)
    return outcome
