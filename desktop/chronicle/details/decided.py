"""What people decided on an event, in its card: what they changed, and everything they did."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.tables.decided import day_of, moment_words, value_words, what_words
from desktop.tables.words import STANCES, one_line
from desktop.theme.icons import icon
from desktop.theme.labels import PlainLabel, sized
from desktop.theme.theme import Theme
from models.queries.rows import EventDetail, EventRow

if TYPE_CHECKING:  # loaded off the GUI thread, see desktop.archive
    from models.edits.details import Changed, Detail

FIELDS = {
    "date": "Date", "summary": "Words", "kind": "Kind", "status": "Status", "place": "Place",
    "participants": "Who", "claims": "Said by",
}  # fmt: skip
_REVIEWED = {"accepted": "Accepted", "rejected": "Rejected"}


def changed_words(changed: "Changed", detail: EventDetail, own: str) -> str:
    """One changed field: "Date: 5 Feb, changed by you on 30 Nov; as read: 3 Feb"."""
    name = FIELDS.get(changed.field, changed.field)
    now = _now(changed.field, detail)
    by = _by(changed.by, own)
    read = _read(changed)
    later = " The text is now read differently." if changed.otherwise else ""
    stop = "." if later else ""
    begun = f"{name}: {now}, changed" if now else f"{name}: changed"
    return f"{begun}{by} on {day_of(changed.at)}; as read: {read}{stop}{later}"


def review_words(row: EventRow, history: "Sequence[Detail]", own: str) -> str:
    """What was made of it, by whom and when; empty where nothing was."""
    told = []
    if row.by_hand:
        made = next((each for each in history[::-1] if each.verb == "new"), None)
        told.append(f"Added by hand{_when(made, own)}, without a source" if not row.sources else
                    f"Added by hand{_when(made, own)}")  # fmt: skip
    if row.review in _REVIEWED:
        decided = (each for each in history if each.verb == "review" and not each.undone)
        last = next((each for each in decided if each.value.get("review") == row.review), None)
        told.append(f"{_REVIEWED[row.review]}{_when(last, own)}")
    return " · ".join(told)


def history_line(detail: "Detail", own: str) -> str:
    """One decision: when, who and what."""
    who = "you" if detail.by == own and own else detail.by
    what = what_words(detail) or one_line(detail.label)
    undone = "undone" if detail.undone else ""
    return " · ".join(
        part for part in (moment_words(detail.at), one_line(who), what, undone) if part
    )


def _when(detail: "Detail | None", own: str) -> str:
    return "" if detail is None else f"{_by(detail.by, own)} on {day_of(detail.at)}"


def _by(name: str, own: str) -> str:
    if not name:
        return ""
    return " by you" if name == own else f" by {one_line(name)}"


def _now(field: str, detail: EventDetail) -> str:
    """What a field is now, where it is short; the card says the rest."""
    row = detail.row
    short = {"date": row.when, "kind": row.kind, "status": row.status, "place": row.place or "none"}
    return one_line(short.get(field, ""))


def _read(changed: "Changed") -> str:
    if changed.field == "summary" and changed.read:
        return f"“{one_line(changed.read)}”"
    words = value_words(changed.read, changed.field == "date")
    if changed.field == "claims":
        for stance, plain in STANCES.items():
            words = words.replace(f" {stance}", f" {plain}")
    return words


class Changes(QWidget):
    """The fields that people changed, a line each, with a way back to what was read."""

    restore = Signal(str)
    """A field that is to be as it was read."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName("detailChanged")
        self.setAccessibleName("What people changed")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(4)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(0, 1)
        self.lines: list[tuple[PlainLabel, QToolButton]] = []
        theme.changed.connect(self._recolour)

    def put(self, lines: Sequence[tuple[str, str]], *, can: bool) -> None:
        """Show these: fields, and what is said of them. ``can``: they can be taken back."""
        while len(self.lines) > len(lines):
            for part in self.lines.pop():
                part.hide()
                part.deleteLater()
        while len(self.lines) < len(lines):
            self.lines.append(self._line(len(self.lines)))
        for (field, words), (label, button) in zip(lines, self.lines, strict=True):
            label.setText(words)
            name = FIELDS.get(field, field).lower()
            button.setProperty("field", field)
            button.setToolTip(f"Restore as read: {name}")
            button.setAccessibleName(f"Restore as read: {name}")
            button.setVisible(can)
        self._recolour()

    def _line(self, row: int) -> tuple[PlainLabel, QToolButton]:
        label = PlainLabel()
        label.setWordWrap(True)
        label.setProperty("quiet", True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        sized(label, -0.5)
        button = QToolButton()
        button.setObjectName("restoreField")
        button.setProperty("plain", True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self.restore.emit(str(button.property("field"))))
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(button, row, 1, Qt.AlignmentFlag.AlignTop)
        return label, button

    def _recolour(self) -> None:
        for _, button in self.lines:
            button.setIcon(icon("undo", self._theme.colours, "quiet"))


class Past(QWidget):
    """The event's own history, folded away at first."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName("detailHistory")
        self.heading = QPushButton()
        self.heading.setProperty("heading", True)
        self.heading.setCheckable(True)
        self.lines = PlainLabel()
        self.lines.setWordWrap(True)
        self.lines.setProperty("quiet", True)
        self.lines.setAccessibleName("History of this event")
        self.lines.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.lines.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        sized(self.lines, -0.5)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.heading, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.lines)
        self.heading.toggled.connect(self._fold)
        theme.changed.connect(self._draw)
        self._fold(False)

    def put(self, lines: Sequence[str]) -> None:
        """Show these, the newest first."""
        self.heading.setText(f"History ({len(lines):,})")
        self.lines.setText("\n".join(lines))
        self.lines.setAccessibleDescription(self.lines.text())
        self.setVisible(bool(lines))

    def _fold(self, shown: bool) -> None:
        self.lines.setVisible(shown)
        self._draw()

    def _draw(self) -> None:
        name = "down" if self.heading.isChecked() else "right"
        self.heading.setIcon(icon(name, self._theme.colours, "quiet"))
