"""The filter panel: actors, dates, kinds, statuses, sources, each with counts."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Protocol

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.chronicle.dates import DateFields
from desktop.chronicle.facets import FacetList, Ticked
from desktop.jobs.busy import Busy
from desktop.jobs.reader import Lane, Reader
from desktop.settings import View
from desktop.theme.icons import icon
from desktop.theme.theme import Theme
from models.queries.chips import Chip
from models.queries.filter import ActorTerm, DateRange, EventFilter, Match, Term
from models.queries.rows import DateCounts, FacetRow

DEBOUNCE = 150
"""Milliseconds without a key before what was typed is acted on."""

_TYPING = "typing in the filter panel"
_MOST_ACTORS = 200


class Questions(Protocol):
    """What the panel asks of a chronicle."""

    def actors(
        self, wanted: EventFilter, narrowed: str, size: int, ticked: tuple[int, ...]
    ) -> Callable[[Any], tuple[FacetRow, ...]]:
        """Actors with their counts."""

    def values(self, field: str, wanted: EventFilter) -> Callable[[Any], tuple[FacetRow, ...]]:
        """Kinds, statuses or sources with their counts."""

    def dates(self, wanted: EventFilter) -> Callable[[Any], DateCounts]:
        """How many events lie in the range, may lie in it, or have no date."""


class FilterPanel(QWidget):
    """What is ticked and typed here is one EventFilter."""

    changed = Signal()

    def __init__(self, theme: Theme, busy: Busy, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._busy = busy
        self._reader: Reader | None = None
        self._questions: Questions | None = None
        self._wanted = EventFilter()
        self._match = Match.ALL
        self.setProperty("panel", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.search = QLineEdit(placeholderText="Find a name", clearButtonEnabled=True)
        self.search.setObjectName("actorSearch")
        self.search.setAccessibleName("Find an actor by name")
        self.dates = DateFields()
        self.actors = FacetList("actor", "Actors", theme, 9)
        self.kinds = FacetList("kind", "Kinds of event", theme, 8)
        self.statuses = FacetList("status", "Statuses", theme, 5)
        self.sources = FacetList("source", "Sources", theme, 6)
        self.lists = {
            "actor": self.actors,
            "kind": self.kinds,
            "status": self.statuses,
            "source": self.sources,
        }
        for name, each in self.lists.items():
            each.setObjectName(f"{name}List")
            each.values.changed.connect(self.changed)
        self.any = QPushButton("Any of these is enough")
        self.any.setCheckable(True)
        self.any.setProperty("plain", True)
        self.any.setToolTip("Otherwise all of the ticked actors must take part")
        self.any.hide()
        self.sections = {
            "actors": _Section("Actors", theme, self.search, self.actors, self.any),
            "dates": _Section("Dates", theme, self.dates),
            "kinds": _Section("Kind", theme, self.kinds),
            "statuses": _Section("Status", theme, self.statuses),
            "sources": _Section("Source", theme, self.sources),
        }
        self._layout()
        self._soon = QTimer(self, singleShot=True, interval=DEBOUNCE)
        self._soon.timeout.connect(self._typed)
        self._narrow = QTimer(self, singleShot=True, interval=DEBOUNCE)
        self._narrow.timeout.connect(self._narrowed)
        self.search.textChanged.connect(self._narrow_soon)
        self.dates.typed.connect(self._wait)
        self.dates.pressed.connect(self.changed)
        self.any.clicked.connect(self._match_changed)

    def attach(self, reader: Reader | None, questions: Questions | None) -> None:
        """Ask this chronicle from now on."""
        self._reader, self._questions = reader, questions
        for each in self.lists.values():
            each.forget()
        self.dates.count(None)

    def filter(self) -> EventFilter:
        """What is ticked and typed."""
        actors = tuple(
            ActorTerm(id=int(value.key), exclude=value.exclude)
            for value in self.actors.values.ticked
        )
        return EventFilter(
            actors=actors,
            match=self._match if len(actors) > 1 else Match.ALL,
            kinds=_terms(self.kinds),
            statuses=_terms(self.statuses),
            sources=_terms(self.sources),
            dates=self.dates.range(),
        )

    def names(self) -> dict[int, str]:
        """The names of the ticked actors, by number."""
        return {int(value.key): value.label for value in self.actors.values.ticked}

    def only_actor(self, number: int, name: str) -> None:
        """Filter by this actor as well."""
        others = [value for value in self.actors.values.ticked if value.key != number]
        self.actors.values.tick([*others, Ticked(number, name)])
        self.changed.emit()

    def remove(self, chip: Chip) -> None:
        """Untick what a chip stands for."""
        lists = {
            "actors": self.actors,
            "kinds": self.kinds,
            "statuses": self.statuses,
            "sources": self.sources,
        }
        value = chip.value
        if isinstance(value, DateRange):
            self.dates.clear()
        elif isinstance(value, ActorTerm | Term):
            key = value.id if isinstance(value, ActorTerm) else value.value
            model = lists[chip.field].values
            model.tick([each for each in model.ticked if each.key != key])
        self.changed.emit()

    def clear(self) -> None:
        """Untick everything; nobody is told."""
        for each in self.lists.values():
            each.values.tick(())
        self.dates.clear()
        self._match = Match.ALL
        self.any.setChecked(False)

    def save(self, view: View) -> View:
        """The view with what is ticked and typed here."""
        return replace(
            view,
            actors=tuple((int(t.key), t.label, t.exclude) for t in self.actors.values.ticked),
            any=self._match is Match.ANY,
            kinds=_kept(self.kinds),
            statuses=_kept(self.statuses),
            sources=_kept(self.sources),
            start=self.dates.start.text(),
            end=self.dates.end.text(),
            possible=self.dates.possible.isChecked(),
            undated=self.dates.undated.isChecked(),
        )

    def restore(self, view: View) -> None:
        """Tick and type what the view says; nobody is told."""
        self.actors.values.tick(Ticked(*kept) for kept in view.actors)
        self._match = Match.ANY if view.any else Match.ALL
        self.any.setChecked(view.any)
        for each, kept in (
            (self.kinds, view.kinds),
            (self.statuses, view.statuses),
            (self.sources, view.sources),
        ):
            each.values.tick(Ticked(word, word, exclude) for word, exclude in kept)
        self.dates.put(view.start, view.end, possible=view.possible, undated=view.undated)

    def folded(self) -> tuple[str, ...]:
        """The sections that are folded away."""
        return tuple(name for name, section in self.sections.items() if not section.open)

    def fold(self, names: tuple[str, ...]) -> None:
        """Fold these sections away."""
        for name, section in self.sections.items():
            section.unfold(name not in names)

    def refresh(self, wanted: EventFilter) -> None:
        """Ask for all values and counts under this filter."""
        self._wanted = wanted
        self.any.setVisible(len(self.actors.values.ticked) > 1)
        if self._reader is None or self._questions is None:
            return
        self._narrowed()
        ask = self._reader.ask
        for name in ("kind", "status", "source"):
            put = self.lists[name].values.put
            ask(f"facet {name}", self._questions.values(name, wanted), put, lane=Lane.SIDE)
        ask("facet dates", self._questions.dates(wanted), self.dates.count, lane=Lane.SIDE)

    def _narrow_soon(self) -> None:
        self._busy.hold("typing a name")
        self._narrow.start()

    def _narrowed(self) -> None:
        self._narrow.stop()
        if self._reader is not None and self._questions is not None:
            ticked = tuple(int(value.key) for value in self.actors.values.ticked)
            question = self._questions.actors(
                self._wanted, self.search.text(), _MOST_ACTORS, ticked
            )
            self._reader.ask("facet actor", question, self.actors.values.put, lane=Lane.SIDE)
        self._busy.release("typing a name")

    def _wait(self) -> None:
        self._busy.hold(_TYPING)
        self._soon.start()

    def _typed(self) -> None:
        self.changed.emit()
        self._busy.release(_TYPING)

    def _match_changed(self) -> None:
        self._match = Match.ANY if self.any.isChecked() else Match.ALL
        self.changed.emit()

    def _layout(self) -> None:
        inner = QWidget()
        inner.setProperty("panel", True)
        column = QVBoxLayout(inner)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        for section in self.sections.values():
            column.addWidget(section)
        column.addStretch()
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)


class _Section(QWidget):
    """A heading that folds what is under it."""

    def __init__(self, title: str, theme: Theme, *parts: QWidget) -> None:
        super().__init__()
        self._theme = theme
        self.heading = QPushButton(title)
        self.heading.setProperty("heading", True)
        self.heading.setCheckable(True)
        self.heading.setChecked(True)
        self.heading.setAccessibleName(f"{title} filter")
        self.body = QWidget()
        inner = QVBoxLayout(self.body)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(4)
        for part in parts:
            inner.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.heading)
        layout.addWidget(self.body)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.heading.toggled.connect(self.unfold)
        theme.changed.connect(self._draw)
        self._draw()

    @property
    def open(self) -> bool:
        """Whether it is unfolded."""
        return self.heading.isChecked()

    def unfold(self, shown: bool) -> None:
        """Unfold it, or fold it away."""
        self.heading.setChecked(shown)
        self.body.setVisible(shown)
        self._draw()

    def _draw(self) -> None:
        name = "down" if self.open else "right"
        self.heading.setIcon(icon(name, self._theme.colours, "quiet"))


def _terms(facet: FacetList) -> tuple[Term, ...]:
    return tuple(Term(str(value.key), value.exclude) for value in facet.values.ticked)


def _kept(facet: FacetList) -> tuple[tuple[str, bool], ...]:
    return tuple((str(value.key), value.exclude) for value in facet.values.ticked)
