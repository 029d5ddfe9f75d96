"""The date histogram with its heading: what is in sight, how to zoom, what has no date."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.chronicle.histogram.bars import DateHistogram
from desktop.jobs.busy import Busy
from desktop.jobs.reader import Lane, Reader
from desktop.scale.brush import Days
from desktop.scale.spans import Span, Unit, first_sight, in_sight
from desktop.tables.words import counted
from desktop.theme.buttons import picture_button
from desktop.theme.icons import icon
from desktop.theme.labels import ElidedLabel
from desktop.theme.theme import Theme, tabular
from models.dates.interval import Day
from models.queries.filter import EventFilter

_PAUSE = 120  # milliseconds without a turn of the wheel before what is in sight is counted
_ZOOMING = "zooming the date histogram"
_UNITS = {
    Unit.DAY: "by day",
    Unit.MONTH: "by month",
    Unit.YEAR: "by year",
    Unit.DECADE: "by decade",
    Unit.CENTURY: "by century",
}


class Counted(Protocol):
    """Event counts by date, ignoring the date filter."""

    @property
    def bars(self) -> Sequence[tuple[int, int]]:
        """The certain and possible counts of each bucket."""

    @property
    def undated(self) -> int:
        """How many events have no date."""


class Questions(Protocol):
    """The queries the histogram needs of a chronicle."""

    def extent(self) -> Callable[[Any], tuple[Day, Day] | None]:
        """The first and last day of all dates; None where nothing is dated."""

    def middle(self) -> Callable[[Any], tuple[Day, Day] | None]:
        """The days between which 98 of 100 events lie; None: nothing is dated."""

    def histogram(self, wanted: EventFilter, starts: Sequence[Day]) -> Callable[[Any], Counted]:
        """Counts under all conditions but the dates, of the buckets between these days.

        ``starts`` are the first days of the buckets and the day after the last one.
        """


class HistogramStrip(QWidget):
    """The histogram above the table; folds away."""

    brushed = Signal(object, bool)
    undated_wanted = Signal(bool)

    def __init__(self, theme: Theme, busy: Busy, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._busy = busy
        self._reader: Reader | None = None
        self._questions: Questions | None = None
        self._wanted = EventFilter()
        # By the extent of all dates: to find the middle takes a look at all events.
        self._middles: dict[tuple[Day, Day], tuple[Day, Day] | None] = {}
        self.bars = DateHistogram(theme)
        self.heading = QPushButton("Dates")
        self.heading.setObjectName("histogramHeading")
        self.heading.setAccessibleName("Date histogram")
        self.heading.setProperty("heading", True)
        self.heading.setCheckable(True)
        self.heading.setChecked(True)
        self.said = ElidedLabel()
        self.said.setObjectName("histogramSpan")
        self.said.setProperty("quiet", True)
        self.said.setFont(tabular(self.said.font()))
        self.closer = picture_button("plus", "Zoom in (+)", self.bars.zoom_in)
        self.wider = picture_button("minus", "Zoom out (−)", self.bars.zoom_out)
        self.all = picture_button("whole", "Show all dates (0)", self.bars.show_all)
        self.undated = QPushButton()
        self.undated.setObjectName("histogramUndated")
        self.undated.setCheckable(True)
        self.undated.setProperty("link", True)
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._soon.timeout.connect(self._look)
        self._tools = (self.wider, self.closer, self.all)
        self._layout()
        self._put_undated(None)
        self.heading.toggled.connect(self.unfold)
        self.bars.moved.connect(self._look_soon)
        self.bars.brushed.connect(self.brushed)
        self.undated.clicked.connect(self.undated_wanted)
        theme.changed.connect(self._recolour)
        self._recolour()

    def stops(self) -> tuple[QWidget, ...]:
        """What the tab key reaches here, in the order of reading."""
        return (self.heading, *self._tools, self.undated, self.bars)

    @property
    def open(self) -> bool:
        """Whether it is unfolded."""
        return self.heading.isChecked()

    def unfold(self, shown: bool) -> None:
        """Unfold it, or fold it away; folded away it asks nothing."""
        self.heading.setChecked(shown)
        for part in (self.bars, self.said, self.undated, *self._tools):
            part.setVisible(shown)
        self._recolour()
        if shown:
            self._ask()

    def attach(self, reader: Reader | None, questions: Questions | None, kept: str = "") -> None:
        """Use this chronicle from now on."""
        self._reader, self._questions = reader, questions
        self._wanted = EventFilter()
        self._middles.clear()
        self.bars.begin(kept)
        self.bars.put(None, self.bars.span, ())
        self._put_undated(None)
        self._say()

    def refresh(self, wanted: EventFilter) -> None:
        """Count again, under this filter."""
        self._wanted = wanted
        self._ask()

    def show_range(self, brush: Days | None, inside: Days | None, *, undated: bool) -> None:
        """Show what the date fields say; emits nothing."""
        self.bars.show_range(brush, inside)
        self.undated.setChecked(undated)
        also = "Also events" if brush else "Only events"
        self.undated.setToolTip(f"{also} of unknown date")

    def _look_soon(self) -> None:
        self._busy.hold(_ZOOMING)
        if self._reader is not None:
            self._reader.cancel("histogram")  # it would bring the view back to where it was
        self._say()
        self._soon.start()

    def _look(self) -> None:
        self._ask()
        self._busy.release(_ZOOMING)

    def _ask(self) -> None:
        if self._reader is None or self._questions is None or not self.open:
            return
        self.bars.wait()
        questions, wanted = self._questions, self._wanted
        extent_of = questions.extent()
        kept, most, middle_of = self.bars.kept, self.bars.most(), questions.middle()
        first, middles = self.bars.is_untouched, self._middles

        def ask(session: Any) -> tuple[tuple[Day, Day] | None, Span | None, Counted]:
            extent = extent_of(session)
            # What is in sight depends on the dates there are, which only the store knows.
            seen = in_sight(extent, kept, most)
            if seen is not None and extent is not None and first:
                if extent not in middles:  # it looks at all events
                    middles[extent] = middle_of(session)
                seen = first_sight(extent, middles[extent], most)
            if extent is None or seen is None:
                return extent, None, questions.histogram(wanted, ())(session)
            starts = [seen.unit.start(seen.first + n) for n in range(seen.count + 1)]
            return extent, seen, questions.histogram(wanted, starts)(session)

        self._reader.ask("histogram", ask, self._put, lane=Lane.DATES)

    def _put(self, answer: tuple[tuple[Day, Day] | None, Span | None, Counted]) -> None:
        extent, span, found = answer
        self._put_undated(found.undated)
        if span is None:
            note = "No dated events yet." if not found.undated else "No event has a date."
        else:
            note = "The other filters leave no events here."
        self.bars.put(extent, span, found.bars, note)
        self._say()

    def _say(self) -> None:
        span = self.bars.span
        told = ""
        if span is not None:
            first, last = span.unit.words(span.first), span.unit.words(span.last)
            reach = first if first == last else f"{first} – {last}"
            of = self._all_words() if self.bars.is_untouched and not self.bars.is_whole else ""
            told = f"{reach}{of}, {_UNITS[span.unit]}"
        self.said.setText(told)
        self.said.setAccessibleName(f"Dates shown: {told or 'none'}")
        for button in self._tools:
            button.setEnabled(span is not None)
        for button in (self.wider, self.all):
            button.setEnabled(span is not None and not self.bars.is_whole)

    def _all_words(self) -> str:
        """That there are other dates than those in sight."""
        if self.bars.extent is None:
            return ""
        first, last = map(Unit.finest, self.bars.extent)
        return f" of {first} – {last}"

    def _put_undated(self, number: int | None) -> None:
        # A count beside the bars, not a second button of the filter panel's name.
        self.undated.setText(f"and {number:,} of unknown date" if number else "")
        self.undated.setEnabled(bool(number) or self.undated.isChecked())  # else nothing is there
        spoken = "" if number is None else f", {counted(number, 'event')}"
        self.undated.setAccessibleName(f"Events of unknown date{spoken}")

    def _layout(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(8, 0, 8, 0)
        head.setSpacing(4)
        head.addWidget(self.heading)
        head.addSpacing(4)
        head.addWidget(self.said, 1)
        for button in self._tools:
            head.addWidget(button)
        head.addSpacing(8)
        head.addWidget(self.undated)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.bars)

    def _recolour(self) -> None:
        colours = self._theme.colours
        self.heading.setIcon(icon("down" if self.open else "right", colours, "quiet"))
        for button in self._tools:
            button.setIcon(icon(button.property("icon-name"), colours, "quiet"))
