"""The date fields of the filter panel: what a person types, or one sentence on what is wrong."""

import datetime as dt
from collections.abc import Iterable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.chronicle.filters.tick import Switch
from desktop.scale.spans import typed
from desktop.theme.labels import PlainLabel
from models.dates.interval import DateInterval, Day
from models.dates.typed import parse_typed
from models.errors import KnownError
from models.queries.filter import REPORTED, UNKNOWN, DateRange, Term, let_through, letting
from models.queries.rows import DateCounts

_PAUSE = 700  # milliseconds without a key before half a date is called wrong
_EPOCH = dt.date(1970, 1, 1).toordinal()


_POSSIBLE = "Include events that may fall within these dates, such as “2025” or “by 4 Feb 2025”"
_REPORTED = "Include undated events, by the day they were reported"
_REPORTED_OFF = "These may fall within the dates, or outside them"
_UNKNOWN = "Include undated events from articles without a date"
_UNKNOWN_TOO = "Include events without a date"


class DateFields(QWidget):
    """The fields From and To, and switches for events whose date is uncertain or unknown.

    A switch is on where such events are shown: without a range all of them, except
    those that have been folded away.
    """

    edited = Signal()
    """The range has changed by typing: wait for the next key."""
    pressed = Signal()
    """One of the switches was pressed: act at once."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.start = _field("fromDate", "From date", "e.g. Jan 2025")
        self.end = _field("toDate", "To date", "e.g. 3 Feb 2025")
        self.possible = Switch("datePossible", "Possibly in range")
        self.reported = Switch("dateReported", "Report date only", inside=True)
        self.undated = Switch("dateUndated", "Date unknown")
        self.wrong = PlainLabel()
        self.wrong.setWordWrap(True)
        self.wrong.setProperty("wrong", True)
        self.wrong.hide()
        self._complain = QTimer(self, singleShot=True, interval=_PAUSE)
        self._range: DateRange | None = None
        self._dated: tuple[Term, ...] = ()
        self._counts: DateCounts | None = None
        self._writing = False
        self._alone = False  # events of unknown date are wanted, and no others
        self._also = (False, False)  # of a range: possible ones, those of unknown date
        layout = QGridLayout(self)
        layout.setContentsMargins(4, 0, 4, 0)
        layout.setSpacing(6)
        for row, (caption, line) in enumerate((("From", self.start), ("To", self.end))):
            label = PlainLabel(caption)
            label.setProperty("quiet", True)
            label.setBuddy(line)
            layout.addWidget(label, row, 0)
            layout.addWidget(line, row, 1, 1, 2)
            line.textChanged.connect(self._read)
            line.editingFinished.connect(self._say)
        layout.addWidget(self.wrong, 2, 0, 1, 3)
        switches = QVBoxLayout()
        switches.setSpacing(0)
        for switch, act in (
            (self.possible, self._want_possible),
            (self.reported, self._want_reported),
            (self.undated, self._want_unknown),
        ):
            switches.addWidget(switch)
            switch.clicked.connect(act)
        layout.addLayout(switches, 3, 0, 1, 3)
        layout.setColumnStretch(1, 1)
        self._complain.timeout.connect(self._say)
        self._show_switches()

    def range(self) -> DateRange | None:
        """The range now wanted; None for all events, dated or not."""
        return self._range

    def dated(self) -> tuple[Term, ...]:
        """The wanted ways in which dates are known."""
        return self._dated

    def count(self, counts: DateCounts | None) -> None:
        """Write the counts on the switches; None: not known."""
        self._counts = counts
        more = counts is not None and counts.capped
        for switch, number in (
            (self.possible, counts.possible if counts and self._ranged else None),
            (self.reported, counts.reported if counts else None),
            (self.undated, counts.undated if counts else None),
        ):
            switch.count(number, at_least=more)

    def put(
        self,
        start: str,
        end: str,
        *,
        possible: bool,
        undated: bool,
        dated: Iterable[Term] = (),
    ) -> None:
        """Show these words and modes; emits nothing."""
        self._writing = True  # their own signals go on: they show and hide the buttons that clear
        for line, text in ((self.start, start), (self.end, end)):
            line.setText(text)
        self._writing = False
        self._also = (possible, undated)
        self._dated = tuple(dated)
        self._alone = self._empty() and undated
        self._range = self._made()
        self._say()
        self._show_switches()

    def bounds(self) -> tuple[Day | None, Day | None] | None:
        """The first and the last day wanted, None being open; None: any date, or none."""
        return None if self._range is None or self._alone else bounds_of(self._range)

    def brush(self, start: Day | None, end: Day | None) -> None:
        """Write these days into the fields; the switches stay; emits nothing."""
        first, last = typed(start, end)
        possible, undated = self._also
        if start is None and end is None:
            possible = undated = False
        self.put(first, last, possible=possible, undated=undated, dated=self._dated)

    def want_undated(self, wanted: bool) -> None:
        """Show events of unknown date beside those of the range, or alone; acts at once."""
        self._also = (self._also[0], wanted)
        self._alone = wanted and self._empty()
        if wanted:
            self._dated = letting(self._dated, UNKNOWN, through=True)
        self._press()

    def show_range(self, wanted: DateRange | None, dated: Iterable[Term] = ()) -> None:
        """Show this range; emits nothing. Fields that mean the same already keep their text."""
        dated = tuple(dated)
        if _meaning(wanted) != _meaning(self._range):
            made = wanted or DateRange()
            first, last = self.words(wanted)
            self.put(first, last, possible=made.possible, undated=made.undated, dated=dated)
        elif dated != self._dated:
            self._dated = dated
            self._show_switches()

    def words(self, wanted: DateRange | None) -> tuple[str, str]:
        """A range as text for the two fields."""
        if wanted is None:
            return "", ""
        if _meaning(wanted) == _meaning(self._range):
            return self.start.text(), self.end.text()
        return typed(*bounds_of(wanted))

    def clear(self) -> None:
        """All events, dated or not; emits nothing."""
        self.put("", "", possible=False, undated=False)

    def _want_possible(self, on: bool) -> None:
        self._also = (on, self._also[1])
        self._press()

    def _want_reported(self, on: bool) -> None:
        self._dated = letting(self._dated, REPORTED, through=on)
        self._press()

    def _want_unknown(self, on: bool) -> None:
        if self._ranged:
            self.want_undated(on)
            return
        self._also, self._alone = (False, False), False
        self._dated = letting(self._dated, UNKNOWN, through=on)
        self._press()

    def _press(self) -> None:
        self._range = self._made()
        self._show_switches()
        self.pressed.emit()

    def _read(self) -> None:
        if self._writing:
            return
        self._alone = False
        if self._empty():  # the switches belonged to the range
            self._also = (False, False)
        made = self._made()
        if not self._fault():
            self._say()
        else:
            self._complain.start()
        changed, self._range = made != self._range, made
        self._show_switches()
        if changed:
            self.edited.emit()

    def _empty(self) -> bool:
        return not (self.start.text().strip() or self.end.text().strip())

    def _made(self) -> DateRange | None:
        if self._alone:
            return DateRange(undated=True)
        start, end = _interval(self.start.text()), _interval(self.end.text())
        if self._fault():
            # What can be understood still counts; the words below say what cannot.
            start = None if isinstance(start, str) else start
            end = None if isinstance(end, str) else end
            if start and end:
                return self._range
        if start is None and end is None:
            return None
        assert not isinstance(start, str)
        assert not isinstance(end, str)
        return DateRange(start, end, *self._also)

    def _fault(self) -> str:
        start, end = _interval(self.start.text()), _interval(self.end.text())
        for each in (start, end):
            if isinstance(each, str):
                return each
        if (
            isinstance(start, DateInterval)
            and isinstance(end, DateInterval)
            and start.earliest is not None
            and end.latest is not None
            and start.earliest > end.latest
        ):
            return "The first date is after the second; swap them."
        return ""

    def _say(self) -> None:
        self._complain.stop()
        fault = self._fault()
        self.wrong.setText(fault)
        self.wrong.setVisible(bool(fault))
        for line in (self.start, self.end):
            bad = isinstance(_interval(line.text()), str)
            if line.property("wrong") != bad:
                line.setProperty("wrong", bad)
                line.style().polish(line)
            line.setAccessibleDescription(fault if bad else "")

    @property
    def _ranged(self) -> bool:
        return self._range is not None and not self._alone

    def _show_switches(self) -> None:
        """Each is on where such events are shown, and off where they are not."""
        ranged, (possible, undated) = self._ranged, self._also
        through = let_through(self._dated)
        self.possible.setEnabled(ranged)
        self.possible.setChecked(ranged and possible)
        self.possible.setToolTip(_POSSIBLE)
        among = possible if ranged else not self._alone
        self.reported.setEnabled(among)
        self.reported.setChecked(among and REPORTED in through)
        self.reported.setToolTip(_REPORTED if among else _REPORTED_OFF)
        self.undated.setChecked(UNKNOWN in through and (undated or not ranged))
        self.undated.setToolTip(_UNKNOWN_TOO if ranged else _UNKNOWN)
        self.count(self._counts)


def bounds_of(dates: DateRange) -> tuple[Day | None, Day | None]:
    """The first and the last day of a range; None is open."""
    start = dates.start.earliest if dates.start else None
    end = dates.end.latest if dates.end else None
    return start, end


def _meaning(dates: DateRange | None) -> tuple[object, ...] | None:
    """What a range means, however it is written; None for no range."""
    if dates is None or (dates.start is None and dates.end is None and not dates.undated):
        return None
    bounds = bounds_of(dates)
    if bounds == (None, None):
        return bounds
    return (*bounds, dates.possible, dates.undated)


def _interval(text: str) -> DateInterval | str | None:
    """What was typed, one sentence on what is wrong with it, or None for an empty field."""
    if not text.strip():
        return None
    try:
        return parse_typed(text, today=dt.date.today().toordinal() - _EPOCH)  # noqa: DTZ011 - the user's own day
    except KnownError as fault:
        return str(fault)


def _field(name: str, spoken: str, example: str) -> QLineEdit:
    line = QLineEdit(placeholderText=example, clearButtonEnabled=True)
    line.setObjectName(name)
    line.setAccessibleName(spoken)
    line.setToolTip(
        "For example 3 Feb 2025, early April 2024, 1994–96, 44 BC or 2025-02-03. "
        "Leave empty for no limit."
    )
    return line
