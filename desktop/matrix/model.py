"""The cells of the matrix: numbers with shades, and in a last column what stands out."""

from collections.abc import Sequence
from math import log
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from desktop.scale.spans import Span, Unit
from desktop.tables.words import actor_icon, counted, one_line
from desktop.theme.icons import pixmap
from desktop.theme.labels import as_tip
from desktop.theme.theme import Theme
from models.dates.days import from_day
from models.dates.words import MONTH_NAMES
from models.queries.matrix import MatrixRow

_SHADES = 5
_STRONGEST = 0.5  # of the accent in the strongest shade, so that the number stays legible
_MONTHS_FROM, _YEARS_FROM = 100, 720  # days
_NOWHERE = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole


class MatrixModel(QAbstractTableModel):
    """A row an actor, a column a stretch of time; the last column says what stands out."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._rows: tuple[MatrixRow, ...] = ()
        self.stretches: Span | None = None
        """The stretches of time; None: there are none."""
        self._highest = 1
        self._bold = QFont()
        self._bold.setWeight(QFont.Weight.Bold)

    def put(self, span: Span | None, rows: Sequence[MatrixRow]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self.stretches, self._rows = span, tuple(rows)
        self._highest = max((max(row.cells, default=0) for row in rows), default=1)
        self.endResetModel()

    def actor(self, row: int) -> MatrixRow | None:
        """The actor of a row."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def stretch(self, column: int) -> int | None:
        """The number of the stretch of a column; None of the last one."""
        if self.stretches is None or column >= self.stretches.count:
            return None
        return self.stretches.first + column

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """Actors."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        """Stretches, and what stands out."""
        return 0 if parent.isValid() or self.stretches is None else self.stretches.count + 1

    def data(self, index: _Index, role: int = _ROLE.DisplayRole) -> Any:
        """The number, its shade, and what a screen reader says."""
        row, at = self._rows[index.row()], index.column()
        if at >= len(row.cells):
            return self._remark(row, role)
        number = row.cells[at]
        if role == _ROLE.DisplayRole:
            return f"{number:,}" if number else ""
        if role == _ROLE.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        if role == _ROLE.BackgroundRole:
            return self._shade(number) if number else self._quiet(row, at)
        if role == _ROLE.FontRole:
            return self._bold if at in row.bursts else None
        if role == _ROLE.ToolTipRole:
            return as_tip(self.words(row, at))
        if role == _ROLE.AccessibleTextRole:
            return self.words(row, at)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> Any:
        """Actors at the left, stretches above."""
        if orientation == Qt.Orientation.Vertical:
            row = self._rows[section]
            if role == _ROLE.DisplayRole:
                return one_line(row.name)
            if role == _ROLE.ToolTipRole:
                return as_tip(f"{one_line(row.name)}: {counted(row.events, 'event')}")
            if role == _ROLE.DecorationRole:
                return pixmap(actor_icon(row.kind), self._theme.colours.quiet, 16)
            if role == _ROLE.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            return None
        stretch = self.stretch(section)
        if role == _ROLE.DisplayRole:
            return "Stands out" if stretch is None else self._heading(stretch)
        if role == _ROLE.ToolTipRole and stretch is not None and self.stretches is not None:
            return self.stretches.unit.words(stretch)
        if role == _ROLE.TextAlignmentRole and stretch is None:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def words(self, row: MatrixRow, at: int) -> str:
        """A cell in words."""
        assert self.stretches is not None
        when = self.stretches.unit.words(self.stretches.first + at)
        more = f", usually {row.usual:,}" if at in row.bursts else ""
        return f"{one_line(row.name)}, {when}: {counted(row.cells[at], 'event')}{more}"

    def remark(self, row: MatrixRow) -> str:
        """What stands out of a row, in words."""
        assert self.stretches is not None
        told = [
            f"{row.cells[at]:,} in {self.stretches.unit.words(self.stretches.first + at)}, "
            f"usually {row.usual:,}"
            for at in sorted(row.bursts, key=lambda at: -row.cells[at])[:2]
        ]
        if row.gap is not None:
            after = self.stretches.unit.words(self.stretches.first + row.gap.first)
            told.append(f"nothing for {long_words(row.gap.days)} from {after}")
        return "; ".join(told)

    def _remark(self, row: MatrixRow, role: int) -> Any:
        if role == _ROLE.DisplayRole:
            return self.remark(row)
        if role == _ROLE.ForegroundRole:
            return QColor(self._theme.colours.quiet)
        if role == _ROLE.AccessibleTextRole:
            return f"{one_line(row.name)}: {self.remark(row) or 'nothing stands out'}"
        if role == _ROLE.ToolTipRole:
            return as_tip(self.remark(row)) or None
        return None

    def _heading(self, stretch: int) -> str:
        assert self.stretches is not None
        year, month, day = from_day(self.stretches.unit.start(stretch))
        if self.stretches.unit is Unit.DAY:
            named = day == 1 or stretch == self.stretches.first
            return f"{day} {MONTH_NAMES[month - 1]}" if named else str(day)
        if self.stretches.unit is Unit.MONTH:
            name = MONTH_NAMES[month - 1]
            return f"{name} {year}" if month == 1 or stretch == self.stretches.first else name
        return self.stretches.unit.words(stretch)

    def _shade(self, number: int) -> QColor:
        colours = self._theme.colours
        step = 1 + round((_SHADES - 1) * log(number) / log(max(2, self._highest)))
        strong = _STRONGEST * min(step, _SHADES) / _SHADES
        base, accent = QColor(colours.base), QColor(colours.accent)
        pairs = (
            (base.red(), accent.red()),
            (base.green(), accent.green()),
            (base.blue(), accent.blue()),
        )
        return QColor(*(round(b + (a - b) * strong) for b, a in pairs))

    def _quiet(self, row: MatrixRow, at: int) -> QColor | None:
        """The longest gap lies on a ground of its own."""
        if row.gap is not None and row.gap.first <= at <= row.gap.last:
            return QColor(self._theme.colours.window)
        return None


def long_words(days: int) -> str:
    """How long something lasts, in the unit in which it is told: 47 days, 5 months, 7 years."""
    if days < _MONTHS_FROM:
        return counted(days, "day")
    if days < _YEARS_FROM:
        return counted(round(days / 30.44), "month")
    return counted(round(days / 365.25), "year")
