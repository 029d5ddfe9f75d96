"""The filter, edited in three places: the panel, the search line and the chips.

All three show one and the same filter. The panel ticks what the line says; what is unticked goes
out of the line; a chip goes out of both.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QLineEdit

from desktop.chronicle.filters.chips import Chips
from desktop.chronicle.filters.completion import Completion
from desktop.chronicle.filters.panel import DEBOUNCE, FilterPanel
from desktop.jobs.busy import Busy
from desktop.jobs.reader import Lane, Reader
from desktop.settings import View
from desktop.theme.icons import icon
from desktop.theme.labels import PlainLabel
from desktop.theme.theme import Theme
from models.errors import KnownError
from models.queries.asked import Asked, Named, combine
from models.queries.chips import Chip, describe_filter, is_empty
from models.queries.filter import EventFilter
from models.queries.rows import Near, Offer
from models.queries.tokens import Typing

_TYPING = "typing a search"
_SLIP = "a slip in the search"
_PAUSE = 600  # milliseconds more without a key before half a search is called wrong

Found = Mapping[Named, Sequence[tuple[int | str, str]]]


class Questions(Protocol):
    """The queries about the search line."""

    def parse(self, text: str) -> EventFilter:
        """The filter a line means. Raises KnownError where it means none."""

    def line(self, wanted: EventFilter) -> str:
        """The line of a filter."""

    def meant(self, names: Sequence[Named]) -> Callable[[Any], Found]:
        """What each of these names means: actors by number, places and sources as listed."""

    def offers(
        self, typing: Typing, wanted: EventFilter, size: int
    ) -> Callable[[Any], tuple[Offer, ...]]:
        """Values that match what is typed, with their counts under the other conditions."""

    def near(self, own: EventFilter, typed: EventFilter) -> Callable[[Any], tuple[Near, ...]]:
        """Other spellings of what is typed that match something."""


class Asking(QObject):
    """The one filter, and the widgets beside the panel that edit it."""

    changed = Signal()
    """Something else is asked for: ask, then ``show`` it."""
    shown = Signal()
    """The chips and the dates must be shown anew; what is asked for may be the same."""
    suggested = Signal()
    """``near`` holds other spellings of what is typed."""

    def __init__(self, panel: FilterPanel, theme: Theme, busy: Busy, parent: QObject) -> None:
        super().__init__(parent)
        self._panel = panel
        self._theme = theme
        self._busy = busy
        self._reader: Reader | None = None
        self._questions: Questions | None = None
        self._asked = Asked()
        self._before = EventFilter()  # what the panel showed last
        self._people: dict[int, str] = {}
        self._writing = False
        self._known: tuple[Named, ...] = ()  # names whose meaning was asked for
        self.near: tuple[Near, ...] = ()
        """Other spellings of what is typed with which something matches, once they were sought."""
        self.search = QLineEdit(clearButtonEnabled=True)
        self.search.setObjectName("searchField")
        self.search.setAccessibleName("Search events")
        self.search.setPlaceholderText("Search: words, “a phrase”, actor:name, kind:visit…")
        self.search.setToolTip(
            'The beginning of a word, "exact words", -excluded, OR, (parentheses), or a field: '
            "actor: agent: target: kind: status: place: source: from: until: on: "
            "Press Down to see them all."
        )
        self._glass = self.search.addAction(
            icon("search", theme.colours, "quiet"), QLineEdit.ActionPosition.LeadingPosition
        )
        self.wrong = PlainLabel()
        self.wrong.setProperty("wrong", True)
        self.wrong.setWordWrap(True)
        self.wrong.setContentsMargins(8, 0, 8, 0)
        self.wrong.hide()
        self.completion = Completion(self.search, theme, self._others)
        self.chips = Chips(theme)
        self._fault = ""
        self._complain = QTimer(self, singleShot=True, interval=_PAUSE)
        self._complain.timeout.connect(self._say)
        self._soon = QTimer(self, singleShot=True, interval=DEBOUNCE)
        self._soon.timeout.connect(self.search_now)
        self.search.textChanged.connect(self._search_soon)
        panel.changed.connect(self._panel_changed)
        panel.named.connect(self._show_chips)
        panel.dates.edited.connect(self.read_panel)
        theme.changed.connect(self._recolour)
        self._show_chips()

    @property
    def whole(self) -> EventFilter:
        """The whole filter: panel and line together."""
        return self._asked.whole

    @property
    def waiting(self) -> bool:
        """Whether something is typed that has not been read yet."""
        return self._soon.isActive()

    def attach(self, reader: Reader | None, questions: Questions | None, view: View) -> None:
        """Use this chronicle from now on, with the filter of the view."""
        self._reader, self._questions = reader, questions
        self.completion.attach(reader, questions)
        self._people.clear()
        self._panel.clear()
        self._panel.restore(view)
        self._asked = Asked(own=self._panel.filter())
        self._write(view.search, undo=False)
        self.show()

    def save(self, view: View) -> View:
        """The view with the present filter."""
        return self._panel.save(replace(view, search=self.search.text()), self._asked.own)

    def clear(self) -> None:
        """Remove every condition."""
        self._panel.clear()
        self._asked = Asked()
        self._write("")
        self.changed.emit()

    def open(self, line: str) -> None:
        """Set the filter a line means: ticked where possible, else typed.

        Raises KnownError for a line that means nothing.
        """
        if self._questions is None:
            return
        self._asked = Asked.apart(self._questions.parse(line))
        self._write(self._questions.line(self._asked.typed))
        self.changed.emit()

    def search_now(self) -> None:
        """Apply what is typed, without waiting for another key."""
        self._soon.stop()
        self._read_line(patient=True)
        self.changed.emit()
        self._busy.release(_TYPING)

    def read_panel(self) -> None:
        """The user changed the panel: update the line and the chips."""
        self._take(self._asked.edited(self._before, self._panel.filter()))
        self.show()

    def learn(self, *, anew: bool = False) -> None:
        """Look up what the names in the line mean; ``anew``: the answer may have changed."""
        names = self._asked.names
        if self._reader is None or self._questions is None or (names == self._known and not anew):
            return
        self._known = names
        if names:
            self._reader.ask("names", self._questions.meant(names), self._put_meant)

    def seek_near(self) -> None:
        """Look for other spellings of what is typed, as nothing matches."""
        if self._reader is None or self._questions is None or is_empty(self._asked.typed):
            return
        question = self._questions.near(self._asked.own, self._asked.typed)
        self._reader.ask("near", question, self._put_near, lane=Lane.BACK)

    def forget_near(self) -> None:
        """Forget the spellings found, as the filter has changed."""
        self.near = ()
        if self._reader is not None:
            self._reader.cancel("near")

    def correct(self, meant: Near) -> None:
        """Replace what is typed by what is meant."""
        if self._questions is not None:
            self._write(self._questions.line(meant.wanted))
            self.changed.emit()

    def _put_near(self, found: Sequence[Near]) -> None:
        self.near = tuple(found)
        self.suggested.emit()

    def _put_meant(self, found: Found) -> None:
        meant = {name: tuple(some) for name, some in found.items()}
        for some in found.values():
            self._people |= {value: name for value, name in some if isinstance(value, int)}
        if meant != self._asked.meant:
            self._asked = replace(self._asked, meant=meant)
            self.show()
            self._panel.ask_actors()

    def _panel_changed(self) -> None:
        self._take(self._asked.edited(self._before, self._panel.filter()))
        self.changed.emit()

    def _remove(self, chip: Chip) -> None:
        self._take(self._asked.without(chip))
        self.changed.emit()

    def _take(self, asked: Asked) -> None:
        """Take a filter that was edited elsewhere than in the line."""
        rewritten = asked.typed != self._asked.typed
        self._asked = asked
        if rewritten and self._questions is not None:
            self._write(self._questions.line(asked.typed))

    def show(self) -> None:
        """Show the filter in the panel and the chips."""
        self._panel.show_filter(self._asked.shown, self._people)
        self._before = self._panel.filter()
        self._show_chips()

    def _show_chips(self) -> None:
        """Those of the line come first; what is ticked as well is one chip."""
        names = {**self._people, **self._panel.names()}
        made: dict[str, Chip] = {}
        for each in (self._asked.told, self._asked.own):
            for chip in describe_filter(each, names):
                made.setdefault(chip.label.casefold(), chip)
        self.chips.put([(chip.label, partial(self._remove, chip)) for chip in made.values()])
        self.shown.emit()

    def is_empty(self) -> bool:
        """Whether every event is let through."""
        return is_empty(self._asked.whole)

    def _search_soon(self) -> None:
        if self._writing:
            return
        self._busy.hold(_TYPING)
        self._soon.start()

    def _write(self, text: str, *, undo: bool = True) -> None:
        """Write this into the line; ``undo``: the line's own undo restores what was there."""
        self._writing = True  # its own signals go on: they show and hide the button that clears it
        if undo:
            self.search.selectAll()
            self.search.insert(text)
        else:
            self.search.setText(text)
        self._writing = False
        self.completion.hide()
        self._soon.stop()
        self._busy.release(_TYPING)
        self._read_line()

    def _others(self, typing: Typing) -> EventFilter:
        """The filter without the value that is being typed."""
        line = self.search.text()
        typed = self._asked.typed
        if self._questions is not None:
            with suppress(KnownError):  # then the last search that could be read
                typed = self._questions.parse(f"{line[: typing.start]} {line[typing.end :]}")
        return combine(self._asked.own, typed)

    def _read_line(self, *, patient: bool = False) -> None:
        """Read the line; ``patient``: don't report an unfinished word yet."""
        self._fault = ""
        if self._questions is not None:
            try:
                typed = self._questions.parse(self.search.text())
                self._asked = replace(self._asked, typed=typed)
            except KnownError as known:  # the last search that could be read stays
                self._fault = str(known)
        if self._fault and patient and not self.wrong.isVisible():
            self._busy.hold(_SLIP)
            self._complain.start()
        else:
            self._say()

    def _say(self) -> None:
        """Say what is wrong with the line, or nothing."""
        self._complain.stop()
        self._busy.release(_SLIP)
        fault = self._fault
        self.wrong.setText(fault)
        self.wrong.setVisible(bool(fault))
        self.search.setAccessibleDescription(fault)
        if self.search.property("wrong") != bool(fault):
            self.search.setProperty("wrong", bool(fault))
            self.search.style().polish(self.search)

    def _recolour(self) -> None:
        self._glass.setIcon(icon("search", self._theme.colours, "quiet"))
        self._show_chips()
