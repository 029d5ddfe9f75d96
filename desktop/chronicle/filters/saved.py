"""The saved filters, listed in the filter panel."""

from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.chronicle.filters.named import NamedFilters
from desktop.theme.icons import icon
from desktop.theme.labels import as_tip
from desktop.theme.theme import Theme, scaled

_SHOWN = 12  # the others are in the list of all
_LONGEST = 40  # letters of a name


class SavedList(QWidget):
    """A line for each saved filter; the one that is on is marked. A press opens it."""

    def __init__(self, filters: NamedFilters, theme: Theme) -> None:
        super().__init__()
        self._filters = filters
        self._theme = theme
        self.lines: list[QPushButton] = []
        self.setObjectName("savedFilters")
        self.setAccessibleName("Saved filters")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        filters.changed.connect(self._fill)
        filters.marked.connect(self._mark)
        theme.changed.connect(self._draw)
        self._fill()

    def _fill(self) -> None:
        kept = self._filters.kept
        if [line.property("number") for line in self.lines] != [each.id for each in kept[:_SHOWN]]:
            for line in self.lines:
                line.hide()
                line.deleteLater()
            self.lines = [self._line(each.id) for each in kept[:_SHOWN]]
        for line, each in zip(self.lines, kept, strict=False):
            short = each.name if len(each.name) <= _LONGEST else each.name[: _LONGEST - 1] + "…"
            line.setText(short.replace("&", "&&"))
            line.setToolTip(as_tip(each.name))
            line.setAccessibleName(f"Saved filter: {each.name}")
        self.setVisible(bool(kept))
        self._mark()
        self._draw()

    def _line(self, number: int) -> QPushButton:
        line = QPushButton()
        line.setProperty("saved", True)
        line.setProperty("number", number)
        line.setCheckable(True)
        line.setIconSize(QSize(1, 1) * scaled(line.font(), 14))
        line.setMinimumWidth(60)
        line.clicked.connect(partial(self._open, number))
        self._column.addWidget(line)
        return line

    def _open(self, number: int, _checked: bool = False) -> None:
        self._mark()  # what is on is marked, not what was pressed
        self._filters.open(number)

    def _mark(self) -> None:
        now = self._filters.current()
        for line in self.lines:
            line.setChecked(now is not None and line.property("number") == now.id)

    def _draw(self) -> None:
        for line in self.lines:
            line.setIcon(icon("bookmark", self._theme.colours, "quiet"))
