"""What the sources of an event say of it where they say several things, in its card."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.tables.words import counted, one_line
from desktop.theme.icons import icon
from desktop.theme.labels import PlainLabel
from desktop.theme.theme import Theme, scaled
from models.queries.rows import SaidRow, SaidValue

FIELDS = {
    "date": "Date", "place": "Place", "toll": "Numbers of people", "agent": "Who did it",
    "status": "Status",
}  # fmt: skip
_SETS = frozenset(("date", "place", "status"))
_ICON = 14
_OUTLETS = 4  # named of one value


class Said(QWidget):
    """A block a field: its values, who says so and when, and a way to choose one."""

    chosen = Signal(str, str)
    """A field, and the value to set."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._rows: tuple[SaidRow, ...] = ()
        self._can = False
        self.setObjectName("detailSaid")
        self.setAccessibleName("What the sources say")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(3)
        theme.changed.connect(self._draw)

    def put(self, rows: Sequence[SaidRow], *, can: bool) -> None:
        """Show these; ``can``: whether a value may be chosen."""
        self._rows, self._can = tuple(rows), can
        self._draw()

    def _draw(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for row in self._rows:
            self._column.addWidget(self._head(row))
            for value in row.values:
                self._column.addWidget(self._value(row, value))
            if row.rule:
                self._column.addWidget(_quiet(row.rule))
        self.setAccessibleDescription("\n".join(map(words, self._rows)))

    def _head(self, row: SaidRow) -> QWidget:
        head, line = _line()
        if row.differs:
            side = scaled(self.font(), _ICON)
            mark = PlainLabel()
            drawn = icon("disputed", self._theme.colours, "warning")
            mark.setPixmap(drawn.pixmap(QSize(side, side), self.devicePixelRatioF()))
            line.addWidget(mark)
        told = FIELDS[row.field]
        line.addWidget(PlainLabel(f"{told}: the sources differ" if row.differs else told))
        line.addStretch()
        return head

    def _value(self, row: SaidRow, value: SaidValue) -> QWidget:
        part, line = _line()
        line.setContentsMargins(12, 0, 0, 0)
        said = PlainLabel(value_words(value))
        said.setWordWrap(True)
        line.addWidget(said, 1)
        if self._can and row.field in _SETS and value.typed and row.differs:
            take = QPushButton("Choose")
            take.setProperty("link", True)
            take.setAccessibleName(f"Choose {FIELDS[row.field].lower()}: {value.words}")
            take.clicked.connect(_act(self.chosen.emit, row.field, value.typed))
            line.addWidget(take, 0, Qt.AlignmentFlag.AlignTop)
        return part


def value_words(value: SaidValue) -> str:
    """A value, who says so and when: "3 Feb 2021 · Coast Wire, Harbour Post · 2 sources"."""
    named = [one_line(each) for each in value.outlets[:_OUTLETS]]
    if len(value.outlets) > _OUTLETS:
        named.append(f"{len(value.outlets) - _OUTLETS} more")
    parts = [value.words, ", ".join(named)]
    if value.sources > 1:
        parts.append(counted(value.sources, "source"))
    if value.reported:
        parts.append(f"reported {value.reported}")
    return " · ".join(parts)


def words(row: SaidRow) -> str:
    """A block in words."""
    return "\n".join((FIELDS[row.field], *map(value_words, row.values), row.rule)).strip()


def _act(emit: Callable[[str, str], None], field: str, value: str) -> Callable[[], None]:
    return partial(emit, field, value)


def _line() -> tuple[QWidget, QHBoxLayout]:
    part = QWidget()
    line = QHBoxLayout(part)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(6)
    return part, line


def _quiet(text: str) -> PlainLabel:
    label = PlainLabel(text)
    label.setProperty("quiet", True)
    label.setWordWrap(True)
    label.setContentsMargins(12, 0, 0, 0)
    return label
