"""The tray below the timeline: the events that have no place on it."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QScrollArea

from desktop.pages.lines import Line, Lines
from desktop.tables.words import kind_icon, one_line
from desktop.theme.theme import Theme
from models.queries.rows import EventRow

MOST = 100
"""Events in the tray; all of them are in the table."""
_HIGH = 150  # pixels


class Tray(QScrollArea):
    """Events of unknown date, each a line that leads to its card, and a way to all of them."""

    event_wanted = Signal(int)
    all_wanted = Signal()
    """They are to be shown in the table."""
    _ALL = -1

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("timelineTray")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMaximumHeight(_HIGH)
        self.lines = Lines("timelineUndatedEvents", "Events of unknown date", theme)
        self.setWidget(self.lines)
        self.lines.wanted.connect(self._follow)
        self.hide()

    def put(self, rows: Sequence[EventRow], number: int) -> None:
        """Show these; ``number``: how many there are in all."""
        lines = [Line(one_line(row.summary), row.id, kind_icon(row.kind)) for row in rows[:MOST]]
        if number > len(lines):
            lines.append(Line(f"Show all {number:,} in the table", self._ALL, "calendar"))
        self.lines.put(lines)

    def sizeHint(self) -> QSize:
        """As high as its lines, up to a limit."""
        return QSize(200, min(_HIGH, self.lines.sizeHint().height() + 2))

    def _follow(self, key: int) -> None:
        if key == self._ALL:
            self.all_wanted.emit()
        else:
            self.event_wanted.emit(key)
