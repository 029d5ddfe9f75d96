"""The rows of what was found before it is read: which are ticked, and what was corrected."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont

from desktop.tables.words import one_line
from desktop.theme.labels import as_tip
from desktop.theme.theme import Theme
from models.dates.interval import DateInterval
from models.dates.typed import parse_typed
from models.dates.words import describe
from models.errors import KnownError

if TYPE_CHECKING:  # loaded off the GUI thread, see desktop.archive
    from models.importing.found import Found

Index: TypeAlias = QModelIndex | QPersistentModelIndex
Chosen: TypeAlias = tuple[Any, DateInterval | None, str | None]
"""An article to read, a Found, with its date and outlet where somebody corrected them."""

TITLE, OUTLET, DATE, WORDS, LANGUAGE, FORMAT, NOTE = range(7)
TABLES = (".csv", ".tsv", ".xlsx", ".xlsm", ".ods")
_HEADINGS = ("Title", "Outlet", "Date", "Words", "Language", "Format", "Note")
_NOWHERE = QModelIndex()
_EPOCH = dt.date(1970, 1, 1).toordinal()
_ROLES = Qt.ItemDataRole
# Made once: selecting 10,000 rows asks for those of every cell.
_SHOWN = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
_TICKED = _SHOWN | Qt.ItemFlag.ItemIsUserCheckable
_TYPED = _SHOWN | Qt.ItemFlag.ItemIsEditable
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class Row:
    """One article that was found, whether it is wanted, and what was corrected of it."""

    found: "Found"
    ticked: bool
    published: DateInterval | None = None
    outlet: str | None = None

    @property
    def is_here(self) -> bool:
        """Whether the chronicle has it already."""
        return self.found.report.status == "unchanged"

    @property
    def chosen(self) -> Chosen:
        """It with its corrections."""
        return self.found, self.published, self.outlet


@dataclass(frozen=True, slots=True)
class Counts:
    """How many articles of some are ticked, are here already, cannot be read, have no date."""

    ticked: int = 0
    here: int = 0
    left_out: int = 0
    undated: int = 0
    tables: int = 0
    """Of those, how many are rows of a table file."""

    def __add__(self, other: "Counts") -> "Counts":
        """Those of both."""
        return Counts(
            self.ticked + other.ticked,
            self.here + other.here,
            self.left_out + other.left_out,
            self.undated + other.undated,
            self.tables + other.tables,
        )


def counted(rows: "Iterable[Row]") -> Counts:
    """Count some rows."""
    ticked = here = left = undated = tables = 0
    for row in rows:
        ticked += row.ticked
        here += row.is_here
        left += row.found.report.status == "skipped"
        undated += row.ticked and _day(row) is None
        tables += row.found.path.suffix.lower() in TABLES
    return Counts(ticked, here, left, undated, tables)


def typed_day(text: str) -> DateInterval | None:
    """The date that somebody typed; None for nothing. Raises KnownError where it is none."""
    if not text.strip():
        return None
    today = dt.date.today().toordinal() - _EPOCH  # noqa: DTZ011 - the user's own day
    return parse_typed(text.strip(), today=today)


class FoundModel(QAbstractTableModel):
    """What was found, a row an article; it grows while one looks on."""

    changed = Signal()
    """Rows came or went, or other ones are ticked."""
    wrong = Signal(str)
    """What was typed into a cell isn't a date, in a sentence; empty: it is one."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.rows: list[Row] = []
        self.counts = Counts()
        """What there is, counted; kept, as it is asked for with every handful."""
        self.longest: dict[int, str] = {}
        """The longest text that each column holds; none where it holds nothing."""
        self.together: Callable[[int], Iterable[int]] = lambda row: (row,)
        """The rows that change with one in which somebody types: those selected with it."""

    def add(self, found: "Sequence[Found]") -> None:
        """Append what was found."""
        if found:
            first = len(self.rows)
            self.beginInsertRows(_NOWHERE, first, first + len(found) - 1)
            new = [Row(each, each.wanted) for each in found]
            self.rows += new
            self.counts += counted(new)
            self._measure(new)
            self.endInsertRows()
            self.changed.emit()

    def drop(self, path: Path) -> None:
        """Remove the articles of a file."""
        self.beginResetModel()
        self.rows = [row for row in self.rows if row.found.path != path]
        self.counts = counted(self.rows)
        self.longest = {}
        self._measure(self.rows)
        self.endResetModel()
        self.changed.emit()

    def chosen(self) -> list[Chosen]:
        """What is ticked, in the order it was found in."""
        return [row.chosen for row in self.rows if row.ticked]

    def tick(self, numbers: Iterable[int], *, on: bool) -> None:
        """Tick rows, or untick them; what cannot be read stays as it is."""
        for n in numbers:
            row = self.rows[n]
            if row.ticked != on and row.found.possible:
                self.rows[n] = replace(row, ticked=on)
        self._tell()

    def correct(
        self, numbers: Iterable[int], published: DateInterval | None, outlet: str | None
    ) -> None:
        """Give rows a date or an outlet; None: as it is. One that is here can have a date alone."""
        for n in numbers:
            row = self.rows[n]
            if not row.found.possible:
                continue
            if published is not None:
                row = replace(row, published=published, ticked=row.ticked or row.is_here)
            if outlet is not None and not row.is_here:
                row = replace(row, outlet=outlet)
            self.rows[n] = row
            self._measure((row,), (OUTLET, NOTE))
        self._tell()

    def _measure(
        self, rows: Iterable[Row], columns: Iterable[int] = range(OUTLET, NOTE + 1)
    ) -> None:
        longest = self.longest
        for row in rows:
            for column in columns:
                text = cell(row, column)
                if len(text) > len(longest.get(column, "")):
                    longest[column] = text

    def _tell(self) -> None:
        self.counts = counted(self.rows)
        self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, NOTE))
        self.changed.emit()

    # What Qt asks

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many were found."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(_HEADINGS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _ROLES.DisplayRole
    ) -> Any:
        """The headings."""
        if orientation == Qt.Orientation.Horizontal and role == _ROLES.DisplayRole:
            return _HEADINGS[section]
        if role == _ROLES.TextAlignmentRole and section == WORDS:
            return _RIGHT
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What can be ticked and typed into."""
        row = self.rows[index.row()]
        if not row.found.possible:
            return _SHOWN
        if index.column() == TITLE:
            return _TICKED
        typed = index.column() == DATE or (index.column() == OUTLET and not row.is_here)
        return _TYPED if typed else _SHOWN

    def data(self, index: Index, role: int = _ROLES.DisplayRole) -> Any:
        """A cell."""
        row, column = self.rows[index.row()], index.column()
        match role:
            case _ROLES.DisplayRole:
                return cell(row, column)
            case _ROLES.EditRole:
                return _typed(row, column)
            case _ROLES.CheckStateRole if column == TITLE and row.found.possible:
                return Qt.CheckState.Checked if row.ticked else Qt.CheckState.Unchecked
            case _ROLES.ToolTipRole:
                if column == TITLE:
                    return as_tip(f"{cell(row, TITLE)}\n{row.found.report.told}")
                return as_tip(cell(row, column))
            case _ROLES.AccessibleTextRole:
                return f"{_HEADINGS[column]}: {cell(row, column) or 'unknown'}"
            case _ROLES.TextAlignmentRole if column == WORDS:
                return _RIGHT
            case _ROLES.ForegroundRole:
                return QColor(getattr(self._theme.colours, _ink(row, column)))
            case _ROLES.FontRole if column == DATE and _day(row) is None:
                font = QFont()
                font.setItalic(True)
                return font
        return None

    def setData(self, index: Index, value: Any, role: int = _ROLES.EditRole) -> bool:
        """Tick a row, or type a date or an outlet; for all rows that are selected with it."""
        together = list(self.together(index.row()))
        if role == _ROLES.CheckStateRole:
            self.tick(together, on=Qt.CheckState(value) == Qt.CheckState.Checked)
            return True
        if role != _ROLES.EditRole or value == _typed(self.rows[index.row()], index.column()):
            return False
        try:
            self._type(together, index.column(), str(value).strip())
        except KnownError as fault:
            self.wrong.emit(str(fault))
            return False
        self.wrong.emit("")
        return True

    def _type(self, numbers: list[int], column: int, text: str) -> None:
        if column == DATE:
            day = typed_day(text)
            if day is None:  # it is taken back
                for n in numbers:
                    self.rows[n] = replace(self.rows[n], published=None)
            self.correct(numbers, day, None)
            return
        for n in numbers:
            self.rows[n] = replace(self.rows[n], outlet=None)
        self.correct(numbers, None, text or None)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; selected rows stay selected."""
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        numbers = sorted(
            range(len(self.rows)),
            key=lambda n: _sorted_by(self.rows[n], column),
            reverse=order == Qt.SortOrder.DescendingOrder,
        )
        places = {old: new for new, old in enumerate(numbers)}
        self.rows = [self.rows[n] for n in numbers]
        after = [self.index(places[each.row()], each.column()) for each in before]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()


def _day(row: Row) -> DateInterval | None:
    return row.published or row.found.report.published


def cell(row: Row, column: int) -> str:
    """What a cell says."""
    report = row.found.report
    place = report.place
    match column:
        case 0:  # TITLE
            named = place.title or (place.inside or report.path).replace("\\", "/").split("/")[-1]
            return one_line(named)
        case 1:  # OUTLET
            return one_line(row.outlet or place.outlet or "")
        case 2:  # DATE
            return _date(row)
        case 3:  # WORDS
            return f"{place.words:,}" if place.words else ""
        case 4:  # LANGUAGE
            return place.language or ""
        case 5:  # FORMAT
            form = place.form or ""
            return form[:1].upper() + form[1:]
    return one_line(_note(row))


def _date(row: Row) -> str:
    report = row.found.report
    if row.published is not None:
        return f"{describe(row.published)}, given"
    if report.published is not None:
        return f"{describe(report.published)}, {report.basis}"
    if not row.found.possible:
        return ""
    return "date unknown" if row.is_here else "not stated"


def _note(row: Row) -> str:
    report = row.found.report
    if report.status == "skipped":
        return f"Left out: {report.reason}"
    if row.is_here:
        return "Here already, with another date now" if row.published else "Already here"
    told = [f"Same text as {report.same_as}"] if report.same_as else []
    if report.reason:
        told.append(report.reason[:1].upper() + report.reason[1:])
    return "; ".join(told)


def _ink(row: Row, column: int) -> str:
    if row.found.report.status == "skipped":
        return "warning" if column == NOTE else "quiet"
    if (column == DATE and row.published) or (column == OUTLET and row.outlet):
        return "accent"
    if not row.ticked or column in (LANGUAGE, FORMAT, NOTE):
        return "quiet"
    return "text" if column != DATE or _day(row) is not None else "warning"


def _typed(row: Row, column: int) -> str:
    """What is in a cell when somebody begins to type in it."""
    if column == DATE:
        day = _day(row)
        return describe(day) if day is not None else ""
    return cell(row, column)


def _sorted_by(row: Row, column: int) -> Any:
    if column == WORDS:
        return row.found.report.place.words
    if column == DATE:
        day = _day(row)
        return (day is None, (day.earliest or day.latest or 0) if day else 0)
    return cell(row, column).casefold()
