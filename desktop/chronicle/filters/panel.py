"""The filter panel: actors, dates, places, kinds and more, each with counts."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.chronicle.filters.dates import DateFields
from desktop.chronicle.filters.facet_list import FacetList
from desktop.chronicle.filters.facet_model import Ticked
from desktop.chronicle.filters.groups import ActorGroups
from desktop.chronicle.filters.modes import ActorModes
from desktop.chronicle.filters.section import More, Section
from desktop.jobs.busy import Busy
from desktop.jobs.reader import Lane, Reader
from desktop.settings import View
from desktop.tables.leading import lead_down
from desktop.theme.theme import Theme
from models.queries.filter import (
    KNOWN_HOW,
    REJECTED,
    ActorRole,
    ActorTerm,
    EventFilter,
    Match,
    Term,
)
from models.queries.rows import DateCounts, FacetRow

DEBOUNCE = 150
"""Milliseconds without a key before what was typed is acted on."""

_TYPING = "typing in the filter panel"
_NARROWEST = 190  # pixels
_MOST_ACTORS = 200
_EXACT = frozenset(("kind", "status", "review"))  # few values: counted exactly after all
_UNREVIEWED = "proposed"
_ROLES = frozenset(role.value for role in ActorRole)


class Questions(Protocol):
    """The queries the panel needs of a chronicle."""

    def actors(
        self, wanted: EventFilter, narrowed: str, size: int, ticked: tuple[int, ...], kind: str
    ) -> Callable[[Any], tuple[FacetRow, ...]]:
        """Actors with their counts; of one kind, unless that is empty."""

    def values(
        self, field: str, wanted: EventFilter, *, exact: bool = False
    ) -> Callable[[Any], tuple[FacetRow, ...]]:
        """Places, kinds, statuses, review states, sources or tags with their counts.

        ``exact`` (kinds, statuses and review states): exact counts however many events match.
        """

    def dates(self, wanted: EventFilter, *, exact: bool = False) -> Callable[[Any], DateCounts]:
        """How many events lie in the range, may lie in it, or have no date.

        ``exact``: exact counts however many events match.
        """


class FilterPanel(QWidget):
    """The panel; what is ticked and typed in it is one EventFilter."""

    changed = Signal()
    rejected = Signal(int)
    """How many events under the other filters are rejected."""
    named = Signal()
    """An actor that was known by number only has got a name."""

    def __init__(self, theme: Theme, busy: Busy, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._busy = busy
        self._reader: Reader | None = None
        self._questions: Questions | None = None
        self._wanted = EventFilter()
        self.setProperty("panel", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.search = QLineEdit(placeholderText="Find a name", clearButtonEnabled=True)
        self.search.setObjectName("actorSearch")
        self.search.setAccessibleName("Find an actor by name")
        self.dates = DateFields()
        self.actors = FacetList("actor", "Actors", theme, 9)
        lead_down(self.search, self.actors)
        self.groups = ActorGroups(theme)
        self.modes = ActorModes(self.actors.values)
        self.kinds = FacetList("kind", "Kinds of event", theme, 8)
        self.statuses = FacetList("status", "Statuses", theme, 5)
        self.places = FacetList("place", "Places", theme, 6)
        self.reviews = FacetList("review", "Review states", theme, 4)
        self.sources = FacetList("source", "Sources", theme, 6)
        self.tags = FacetList("tag", "Tags", theme, 6)
        self.lists = {
            "actor": self.actors,
            "kind": self.kinds,
            "status": self.statuses,
            "place": self.places,
            "review": self.reviews,
            "source": self.sources,
            "tag": self.tags,
        }
        for name, each in self.lists.items():
            each.setObjectName(f"{name}List")
            each.values.changed.connect(self.changed)
            each.focused.connect(partial(self._reveal, each))
        self.more = {name: More(each, each.accessibleName()) for name, each in self.lists.items()}

        def listed(title: str, name: str) -> Section:
            return Section(title, theme, self.lists[name], self.more[name])

        people = (self.search, self.groups, self.actors, self.more["actor"], self.modes)
        self.sections = {
            "actors": Section("Actors", theme, *people),
            "dates": Section("Dates", theme, self.dates),
            "kinds": listed("Kind", "kind"),
            "statuses": listed("Status", "status"),
            "places": listed("Place", "place"),
            "reviews": listed("Review", "review"),
            "sources": listed("Source", "source"),
            "tags": listed("Tag", "tag"),
        }
        for name in ("reviews", "tags"):
            self.sections[name].hide()  # until there is something to tell apart
        self._putting = {"review": self._put_reviews, "tag": self._put_tags}
        self._layout()
        self._soon = QTimer(self, singleShot=True, interval=DEBOUNCE)
        self._soon.timeout.connect(self._typed)
        self._narrow = QTimer(self, singleShot=True, interval=DEBOUNCE)
        self._narrow.timeout.connect(self._narrowed)
        self.search.textChanged.connect(self._narrow_soon)
        self.dates.edited.connect(self._wait)
        self.dates.pressed.connect(self.changed)
        self.modes.changed.connect(self.changed)
        self.groups.changed.connect(self._narrowed)
        self.actors.values.named.connect(self.named)

    def attach(self, reader: Reader | None, questions: Questions | None) -> None:
        """Use this chronicle from now on."""
        self._reader, self._questions = reader, questions
        for each in self.lists.values():
            each.forget()
        self.dates.count(None)

    def filter(self) -> EventFilter:
        """What is ticked and typed."""
        actors = tuple(
            ActorTerm(id=int(value.key), role=value.role, exclude=value.exclude)
            for value in self.actors.values.ticked
        )
        return EventFilter(
            actors=actors,
            match=self.modes.match if len(actors) > 1 else Match.ALL,
            kinds=self.kinds.values.terms(),
            statuses=self.statuses.values.terms(),
            reviews=self.reviews.values.terms(),
            places=self.places.values.terms(),
            sources=self.sources.values.terms(),
            tags=self.tags.values.terms(),
            dates=self.dates.range(),
            dated=self.dates.dated(),
        )

    def names(self) -> dict[int, str]:
        """The names of the ticked actors, by number."""
        return {int(value.key): value.label for value in self.actors.values.ticked}

    def show_filter(self, wanted: EventFilter, names: Mapping[int, str]) -> None:
        """Show a filter in the panel; emits nothing.

        ``names`` are those of its actors. Fields that mean the same already keep their text.
        """
        known = {**names, **self.names()}
        self.actors.values.tick(
            Ticked(term.id, known.get(term.id, ""), term.exclude, term.role)
            for term in wanted.actors
            if term.id is not None
        )
        if self.filter().match is not wanted.match:
            self.modes.show_match(wanted.match)
        for each, terms in (
            (self.kinds, wanted.kinds),
            (self.statuses, wanted.statuses),
            (self.reviews, wanted.reviews),
            (self.places, wanted.places),
            (self.sources, wanted.sources),
            (self.tags, wanted.tags),
        ):
            each.values.tick_terms(terms)
        self.dates.show_range(wanted.dates, wanted.dated)
        self.modes.refresh()

    def only_actor(self, number: int, name: str) -> None:
        """Tick this actor too."""
        others = [value for value in self.actors.values.ticked if value.key != number]
        self.actors.values.tick([*others, Ticked(number, name)])
        self.changed.emit()

    def add(
        self,
        actors: Sequence[tuple[int, str]],
        kind: str = "",
        source: str = "",
        places: Sequence[str] = (),
    ) -> None:
        """Filter by these as well, at once; actors are given by number and name."""
        ticked = {number for number, _ in actors}
        if ticked:
            others = [value for value in self.actors.values.ticked if value.key not in ticked]
            self.actors.values.tick([*others, *(Ticked(*each) for each in actors)])
        for values, term in ((self.kinds, kind), (self.sources, source)):
            if term:
                values.values.add(Term(term))
        for place in places:
            self.places.values.add(Term(place))
        self.changed.emit()

    def want_rejected(self, wanted: bool) -> None:
        """Filter by what was rejected, or no longer."""
        self.reviews.values.tick_terms([Term(REJECTED)] if wanted else [])
        self.changed.emit()

    def only_kind(self, kind: str) -> None:
        """Filter by this kind as well."""
        self.kinds.values.add(Term(kind))
        self.changed.emit()

    def only_source(self, name: str) -> None:
        """Filter by this outlet or title as well."""
        self.sources.values.add(Term(name))
        self.changed.emit()

    def clear(self) -> None:
        """Untick everything; emits nothing."""
        for each in self.lists.values():
            each.values.tick(())
        self.dates.clear()
        self.modes.clear()

    def save(self, view: View, own: EventFilter) -> View:
        """The view with these conditions as written here."""
        names = self.names()
        start, end = self.dates.words(own.dates)
        return replace(
            view,
            actors=tuple(
                (t.id, names.get(t.id, ""), t.exclude, t.role.value)
                for t in own.actors
                if t.id is not None
            ),
            any=own.match is Match.ANY,
            kinds=_kept(own.kinds),
            statuses=_kept(own.statuses),
            reviews=_kept(own.reviews),
            places=_kept(own.places),
            sources=_kept(own.sources),
            tags=_kept(own.tags),
            start=start,
            end=end,
            possible=own.dates is not None and own.dates.possible,
            undated=own.dates is not None and own.dates.undated,
            dated=_kept(own.dated),
        )

    def restore(self, view: View) -> None:
        """Restore the conditions of a view; emits nothing."""
        self.actors.values.tick(
            Ticked(number, name, exclude, ActorRole(role) if role in _ROLES else ActorRole.ANY)
            for number, name, exclude, role in view.actors
        )
        self.modes.show_match(Match.ANY if view.any else Match.ALL)
        for each, kept in (
            (self.kinds, view.kinds),
            (self.statuses, view.statuses),
            (self.reviews, view.reviews),
            (self.places, view.places),
            (self.sources, view.sources),
            (self.tags, view.tags),
        ):
            each.values.tick_terms(Term(word, exclude) for word, exclude in kept)
        dated = (Term(word, exclude) for word, exclude in view.dated if word in KNOWN_HOW)
        self.dates.put(
            view.start, view.end, possible=view.possible, undated=view.undated, dated=dated
        )

    def folded(self) -> tuple[str, ...]:
        """The sections that are folded away."""
        return tuple(name for name, section in self.sections.items() if not section.open)

    def fold(self, names: tuple[str, ...]) -> None:
        """Fold these sections away."""
        for name, section in self.sections.items():
            section.unfold(name not in names)

    def refresh(self, wanted: EventFilter) -> None:
        """Ask for all values and counts under this filter."""
        if wanted == self._wanted:
            for each in self.lists.values():
                each.hold()
        self._wanted = wanted
        self.modes.refresh()
        if self._reader is None or self._questions is None:
            return
        self._narrowed()  # the first in view; the others follow in their order
        ask = self._reader.ask
        put_dates = partial(self._put_dates, wanted)
        ask("facet dates", self._questions.dates(wanted), put_dates, lane=Lane.SIDE)
        for name in ("kind", "status", "place", "review", "source", "tag"):
            put = partial(self._put_values, name, wanted)
            ask(f"facet {name}", self._questions.values(name, wanted), put, lane=Lane.SIDE)

    def ask_actors(self) -> None:
        """Ask for the actors again: others are ticked."""
        self._narrowed()

    def _narrow_soon(self) -> None:
        self._busy.hold("typing a name")
        self._narrow.start()

    def _narrowed(self) -> None:
        self._narrow.stop()
        if self._reader is not None and self._questions is not None:
            ticked = tuple(int(value.key) for value in self.actors.values.ticked)
            question = self._questions.actors(
                self._wanted, self.search.text(), _MOST_ACTORS, ticked, self.groups.kind
            )
            self._reader.ask("facet actor", question, self.actors.values.put, lane=Lane.SIDE)
        self._busy.release("typing a name")

    def _wait(self) -> None:
        self._busy.hold(_TYPING)
        self._soon.start()

    def _typed(self) -> None:
        self.changed.emit()
        self._busy.release(_TYPING)

    def _put_values(self, name: str, wanted: EventFilter, rows: tuple[FacetRow, ...]) -> None:
        """Show "at least" at once; where exact counts can be had, they follow."""
        put = self._putting.get(name, self.lists[name].values.put)
        put(rows)
        if name in _EXACT and any(row.capped for row in rows) and self._reader and self._questions:
            question = self._questions.values(name, wanted, exact=True)
            self._reader.ask(f"facet {name}", question, put, lane=Lane.BACK)

    def _put_dates(self, wanted: EventFilter, counts: DateCounts) -> None:
        self.dates.count(counts)
        if counts.capped and self._reader and self._questions:
            question = self._questions.dates(wanted, exact=True)
            self._reader.ask("facet dates", question, self.dates.count, lane=Lane.BACK)

    def _put_tags(self, rows: tuple[FacetRow, ...]) -> None:
        self.tags.values.put(rows)
        self.sections["tags"].setVisible(bool(rows) or bool(self.tags.values.ticked))

    def _put_reviews(self, rows: tuple[FacetRow, ...]) -> None:
        """Offered as soon as anything has been reviewed: before, it is one value for all."""
        self.reviews.values.put(rows)
        self.rejected.emit(sum(row.count or 0 for row in rows if row.value == REJECTED))
        told_apart = any(row.value != _UNREVIEWED for row in rows)
        self.sections["reviews"].setVisible(told_apart or bool(self.reviews.values.ticked))

    def _reveal(self, facet: FacetList) -> None:
        """Scroll the whole list into view, or its top where it is too high."""
        top = facet.mapTo(self._inner, QPoint(0, 0)).y()
        for edge in (top + facet.height(), top):
            self._area.ensureVisible(0, edge, 0, 8)

    def fit(self) -> None:
        """Be wide enough for the letters now in use: this never scrolls sideways."""
        bar = self._area.verticalScrollBar().sizeHint().width()
        self.setMinimumWidth(max(_NARROWEST, self._inner.minimumSizeHint().width() + bar))

    def put_first(self, name: str, section: Section) -> None:
        """Have another section above the others; it folds like them."""
        self.sections = {name: section, **self.sections}
        self._column.insertWidget(0, section)

    def _layout(self) -> None:
        inner = self._inner = QWidget()
        inner.setProperty("panel", True)
        column = self._column = QVBoxLayout(inner)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        for section in self.sections.values():
            column.addWidget(section)
        column.addStretch()
        area = self._area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)


def _kept(terms: Iterable[Term]) -> tuple[tuple[str, bool], ...]:
    return tuple((term.value, term.exclude) for term in terms)
