"""The date fields of the filter panel: what a person types, or one sentence on what is wrong."""

import datetime as dt

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPushButton, QWidget

from desktop.chronicle.histogram.spans import typed
from desktop.tables.words import counted
from models.dates.interval import DateInterval, Day
from models.dates.typed import parse_typed
from models.errors import KnownError
from models.queries.filter import DateRange
from models.queries.rows import DateCounts

_PAUSE = 700  # milliseconds without a key before half a date is called wrong
_EPOCH = dt.date(1970, 1, 1).toordinal()


_UNDATED_TOO = "Also events without a date"
_UNDATED_ONLY = "Only events without a date"


class DateFields(QWidget):
    """From, to, and two buttons for events that may fall in between or have no date."""

    edited = Signal()
    """The range has changed by typing: wait for the next key."""
    pressed = Signal()
    """One of the buttons was pressed: act at once."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.start = _field("fromDate", "From date", "e.g. Jan 2025")
        self.end = _field("toDate", "To date", "e.g. 3 Feb 2025")
        self.possible = _mode(
            "datePossible", "Also events that may fall in these dates, such as “2025”"
        )
        self.undated = _mode("dateUndated", _UNDATED_ONLY)
        self.wrong = QLabel()
        self.wrong.setWordWrap(True)
        self.wrong.setProperty("wrong", True)
        self.wrong.hide()
        self._complain = QTimer(self, singleShot=True, interval=_PAUSE)
        self._range: DateRange | None = None
        self._writing = False
        self._alone = False  # undated events are wanted, and no others
        layout = QGridLayout(self)
        layout.setContentsMargins(4, 0, 4, 0)
        layout.setSpacing(6)
        for row, (caption, line) in enumerate((("From", self.start), ("To", self.end))):
            label = QLabel(caption)
            label.setProperty("quiet", True)
            label.setBuddy(line)
            layout.addWidget(label, row, 0)
            layout.addWidget(line, row, 1, 1, 2)
            line.textChanged.connect(self._read)
            line.editingFinished.connect(self._say)
        layout.addWidget(self.wrong, 2, 0, 1, 3)
        buttons = QWidget()
        pair = QGridLayout(buttons)
        pair.setContentsMargins(0, 0, 0, 0)
        pair.setSpacing(4)
        pair.addWidget(self.possible, 0, 0)
        pair.addWidget(self.undated, 1, 0)  # beside it, large numbers would not fit
        layout.addWidget(buttons, 3, 0, 1, 3)
        layout.setColumnStretch(1, 1)
        self._complain.timeout.connect(self._say)
        for button in (self.possible, self.undated):
            button.clicked.connect(self._press)
        self.count(None)
        self._allow()

    def range(self) -> DateRange | None:
        """The range now wanted; None: any date and none."""
        return self._range

    def count(self, counts: DateCounts | None) -> None:
        """Write the counts on the buttons; None: not known."""
        for button, word, number in (
            (self.possible, "Possible", counts.possible if counts else None),
            (self.undated, "Undated", counts.undated if counts else None),
        ):
            more = counts is not None and counts.capped
            button.setText(word if number is None else f"{word} · {number:,}{'+' * more}")
            at_least = "at least " * more
            spoken = "" if number is None else f", {at_least}{counted(number, 'event')}"
            button.setAccessibleName(f"{word} dates too{spoken}")

    def put(self, start: str, end: str, *, possible: bool, undated: bool) -> None:
        """Show these words and modes; nobody is told."""
        self._writing = True  # their own signals go on: they show and hide the buttons that clear
        for line, text in ((self.start, start), (self.end, end)):
            line.setText(text)
        self._writing = False
        self.possible.setChecked(possible)
        self.undated.setChecked(undated)
        self._alone = self._empty() and undated
        self._range = self._made()
        self._say()
        self._allow()

    def bounds(self) -> tuple[Day | None, Day | None] | None:
        """The first and the last day wanted, None being open; None: any date, or none."""
        return None if self._range is None or self._alone else bounds_of(self._range)

    def brush(self, start: Day | None, end: Day | None) -> None:
        """Write these days into the fields; the buttons stay, and nobody is told."""
        first, last = typed(start, end)
        possible, undated = self.possible.isChecked(), self.undated.isChecked()
        if start is None and end is None:
            possible = undated = False
        self.put(first, last, possible=possible, undated=undated)

    def want_undated(self, wanted: bool) -> None:
        """Have events without a date as well, or not; acted on at once."""
        self.undated.setChecked(wanted)
        self._press()

    def show_range(self, wanted: DateRange | None) -> None:
        """Show this range; nobody is told. What says the same already stays as it is written."""
        if _meaning(wanted) == _meaning(self._range):
            return
        if wanted is None:
            self.clear()
            return
        first, last = self.words(wanted)
        self.put(first, last, possible=wanted.possible, undated=wanted.undated)

    def words(self, wanted: DateRange | None) -> tuple[str, str]:
        """A range as it is written in the two fields."""
        if wanted is None:
            return "", ""
        if _meaning(wanted) == _meaning(self._range):
            return self.start.text(), self.end.text()
        return typed(*bounds_of(wanted))

    def clear(self) -> None:
        """Any date and none; nobody is told."""
        self.put("", "", possible=False, undated=False)

    def _press(self) -> None:
        self._alone = self._empty() and self.undated.isChecked()
        self._range = self._made()
        self.pressed.emit()

    def _read(self) -> None:
        if self._writing:
            return
        self._alone = False
        if self._empty():  # the buttons belonged to the range
            self.possible.setChecked(False)
            self.undated.setChecked(False)
        made = self._made()
        if not self._fault():
            self._say()
        else:
            self._complain.start()
        changed, self._range = made != self._range, made
        self._allow()
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
        return DateRange(start, end, self.possible.isChecked(), self.undated.isChecked())

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
            return "The first date is after the second; exchange them."
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

    def _allow(self) -> None:
        ranged = self._range is not None and not self._alone
        self.possible.setEnabled(ranged)
        self.undated.setToolTip(_UNDATED_TOO if ranged else _UNDATED_ONLY)


def bounds_of(dates: DateRange) -> tuple[Day | None, Day | None]:
    """The first and the last day of a range; None is open."""
    start = dates.start.earliest if dates.start else None
    end = dates.end.latest if dates.end else None
    return start, end


def _meaning(dates: DateRange | None) -> tuple[object, ...] | None:
    """What a range asks for, however it is written; None: nothing."""
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
    line.setToolTip("As in 3 Feb 2025, April 2024, 1994 or 2025-02-03; empty is open")
    return line


def _mode(name: str, tip: str) -> QPushButton:
    button = QPushButton()
    button.setCheckable(True)
    button.setObjectName(name)
    button.setToolTip(tip)
    button.setProperty("dateMode", True)
    return button
