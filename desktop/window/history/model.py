"""The steps of a chronicle as rows, the last one first, narrowed by what is typed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from desktop.tables.decided import moment_words
from desktop.tables.words import one_line
from desktop.theme.icons import icon
from desktop.theme.labels import as_tip
from desktop.theme.theme import Theme

if TYPE_CHECKING:  # loaded off the GUI thread, see desktop.archive
    from models.edits.history import Past

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_HEADINGS = ("When", "What was done", "By", "")
_ICONS = {"import": "import", "reading": "document", "filter": "bookmark", "decide": "edit"}


def texts_of(steps: "Sequence[Past]") -> list[str]:
    """In what of each step is searched; of thousands it takes long, so not for the GUI thread."""
    return [f"{each.label} {each.by} {moment_words(each.at)}".casefold() for each in steps]


class Steps(QAbstractTableModel):
    """Rows of steps; what was undone is struck through, and says so in the last column."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._steps: Sequence[Past] = ()
        self._texts: list[str] = []  # what is found by typing
        self._words: list[str] = []
        self._rows: list[int] = []
        theme.changed.connect(self._recolour)

    @property
    def total(self) -> int:
        """How many steps there are, narrowed or not."""
        return len(self._steps)

    def put(self, steps: "Sequence[Past]", texts: list[str]) -> None:
        """Show these steps; ``texts``: in what of each is searched."""
        self.beginResetModel()
        self._steps = steps
        self._texts = texts
        self._rows = self._found()
        self.endResetModel()

    def narrow(self, typed: str) -> None:
        """Show only the steps with all of these words."""
        words = typed.casefold().split()
        if words != self._words:
            self.beginResetModel()
            self._words = words
            self._rows = self._found()
            self.endResetModel()

    def _found(self) -> list[int]:
        words = self._words
        return [
            n for n, text in enumerate(self._texts) if not words or all(w in text for w in words)
        ]

    def step(self, row: int) -> "Past | None":
        """The step of a row."""
        return self._steps[self._rows[row]] if 0 <= row < len(self._rows) else None

    def row_of(self, number: int) -> int:
        """The row of a step; -1: it is not shown."""
        found = (n for n, at in enumerate(self._rows) if self._steps[at].number == number)
        return next(found, -1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """The number of steps shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """When, what, who, and whether it was undone."""
        return 0 if parent.isValid() else len(_HEADINGS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The headings."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADINGS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell: its text, and how it looks."""
        step = self.step(index.row())
        if step is None:
            return None
        column, colours = index.column(), self._theme.colours
        match role:
            case Qt.ItemDataRole.DisplayRole:
                undone = "undone" if step.undone else ""
                return (moment_words(step.at), one_line(step.label), step.by, undone)[column]
            case Qt.ItemDataRole.ToolTipRole if column == 1:
                return as_tip(step.label)
            case Qt.ItemDataRole.AccessibleTextRole if column == 1:
                return f"{one_line(step.label)}{', undone' if step.undone else ''}"
            case Qt.ItemDataRole.ForegroundRole if step.undone or column != 1:
                return QColor(colours.quiet)
            case Qt.ItemDataRole.FontRole if step.undone and column == 1:
                font = QFont()
                font.setStrikeOut(True)
                return font
            case Qt.ItemDataRole.DecorationRole if column == 1:
                return icon(_ICONS.get(step.verb, "edit"), colours, "quiet")
        return None

    def _recolour(self) -> None:
        if self._rows:
            self.dataChanged.emit(
                self.index(0, 0), self.index(len(self._rows) - 1, len(_HEADINGS) - 1)
            )
