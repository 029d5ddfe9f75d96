"""The rows and the names of somebody's own chronology, before they are taken in."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from desktop.tables.words import counted, one_line
from desktop.theme.labels import as_tip
from models.dates.edtf import parse_edtf
from models.dates.words import describe

if TYPE_CHECKING:  # loaded off the GUI thread, see desktop.archive
    from models.ledgers.comparing import Compared
    from models.ledgers.desk import Prepared

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
ROW, WHAT, DATE, EVENT, REMARK = range(5)
_HEADINGS = ("Row", "Becomes", "Date", "Event", "Remark")
_WHAT = {
    "new": "New event", "same": "There already", "changed": "Changed in the file",
    "alike": "May be there", "conflict": "Changed on both sides", "left": "No event",
    "gone": "Rejected here",
}  # fmt: skip
_CHOSEN = {
    ("alike", "same"): "Found in an event here", ("alike", "new"): "New event",
    ("conflict", "sheet"): "As in the file", ("conflict", "chronicle"): "As here",
    ("conflict", "leave"): "Left as both are", ("left", "new"): "New event",
}  # fmt: skip
OPTIONS = {
    "new": (("new", "New event"), ("leave", "Leave out")),
    "alike": (("same", "The event that is there"), ("new", "New event"), ("leave", "Leave out")),
    "changed": (("same", "Take over what changed"), ("leave", "Leave out")),
    "conflict": (("leave", "Leave as both are"), ("sheet", "As in the file"),
                 ("chronicle", "As here")),
    "left": (("leave", "Leave out"), ("new", "New event")),
}  # fmt: skip
"""What a row of each kind can become, the usual first."""
_KINDS = {"person": "new person", "organisation": "new organisation", "place": "new place"}


class RowsModel(QAbstractTableModel):
    """Each row of the file that says anything: what it becomes, and why."""

    chosen = Signal()
    """Somebody chose otherwise."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[Compared, ...] = ()
        self.choices: dict[int, str] = {}
        """What somebody chose for single rows, by number."""
        self._fields: dict[str, str] = {}

    def put(self, prepared: "Prepared", fields: dict[str, str]) -> None:
        """Show what would come of a file; what asks for somebody stands first."""
        asking = {"conflict": 0, "alike": 1, "changed": 2, "new": 3, "gone": 4, "left": 5}
        self.beginResetModel()
        self._fields = fields
        self._rows = tuple(
            sorted(
                prepared.found.rows,
                key=lambda each: (
                    not each.row.lost and (each.what == "left" or not each.row.fault),
                    asking.get(each.what, 9),
                    each.row.number,
                ),
            )
        )
        self.choices = {}
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Row, what it becomes, date, event, remark."""
        return 0 if parent.isValid() else len(_HEADINGS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The headings."""
        across = orientation == Qt.Orientation.Horizontal
        return _HEADINGS[section] if across and role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell says; its whole text is its tip."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        text = one_line(self._text(self._rows[index.row()], index.column()))
        return text if role == Qt.ItemDataRole.DisplayRole else as_tip(text)

    def _text(self, each: "Compared", column: int) -> str:
        row = each.row
        match column:
            case 0:
                return str(row.number + 1)
            case 1:
                return self._becomes(each)
            case 2:
                if row.meant["date"] and not row.left:
                    return describe(parse_edtf(row.meant["date"]))
                return "" if row.left else "date unknown"
            case 3:
                return row.meant["event"] or " · ".join(dict.fromkeys(filter(None, row.cells)))
        return self._remark(each)

    def _becomes(self, each: "Compared") -> str:
        choice = self.choices.get(each.row.number)
        if choice == "leave" and each.what != "conflict":
            return "Left out"
        default = OPTIONS[each.what][0][0] if each.what in OPTIONS else ""
        return _CHOSEN.get((each.what, choice or default), _WHAT[each.what])

    def _remark(self, each: "Compared") -> str:
        told = ["" if each.what == "left" and not each.row.lost else each.row.fault]
        if each.what == "alike":
            told.append(f"Like event {each.event}: {each.summary}")
        for one in each.differences:
            name = self._fields.get(one.field, one.field)
            file, here = one.sheet or "nothing", one.chronicle or "nothing"
            told.append(f"{name}: “{file}” in the file, “{here}” here")
        return "; ".join(part for part in told if part)

    def kinds(self, rows: Sequence[int]) -> set[str]:
        """Of which kinds some rows are."""
        return {self._rows[row].what for row in rows}

    def choose(self, rows: Sequence[int], choice: str) -> None:
        """Have some rows become something."""
        for row in rows:
            self.choices[self._rows[row].row.number] = choice
        self.dataChanged.emit(
            self.index(0, 0), self.index(max(0, len(self._rows) - 1), len(_HEADINGS) - 1)
        )
        self.chosen.emit()

    def counts(self) -> dict[str, int]:
        """How many rows are of each kind, left out those that somebody left out."""
        found: dict[str, int] = {}
        for each in self._rows:
            choice = self.choices.get(each.row.number)
            what = each.what
            if (what == "alike" and choice == "new") or (what == "left" and choice == "new"):
                what = "new"
            elif choice == "leave" and what != "conflict":
                what = "left"
            found[what] = found.get(what, 0) + 1
        return found


class NamesModel(QAbstractTableModel):
    """Each name of the file, and whom it is taken for; those that have to be chosen stand first."""

    chosen = Signal()
    """Somebody chose otherwise."""
    _HEADINGS = ("Name in the file", "Rows", "Taken for")

    def __init__(self) -> None:
        super().__init__()
        self._names: list[Any] = []
        self.choices: dict[str, str] = {}
        """Whom somebody said that names mean."""

    def put(self, prepared: "Prepared") -> None:
        """Show the names of a file; what was chosen of names that are still there stays."""
        self.beginResetModel()
        self._names = sorted(
            prepared.names, key=lambda each: (each.proposal is not None, not each.candidates)
        )
        known = {each.name for each in self._names}
        self.choices = {name: whom for name, whom in self.choices.items() if name in known}
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many names there are."""
        return 0 if parent.isValid() else len(self._names)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """The name, in how many rows it is, and whom it is taken for."""
        return 0 if parent.isValid() else len(self._HEADINGS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The headings."""
        across = orientation == Qt.Orientation.Horizontal
        return self._HEADINGS[section] if across and role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell says."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        each = self._names[index.row()]
        text = one_line((each.name, str(each.rows), self.taken_for(each))[index.column()])
        return text if role == Qt.ItemDataRole.DisplayRole else as_tip(text)

    def taken_for(self, each: Any) -> str:
        """Whom a name is taken for, in words."""
        whom = self.choices.get(each.name, each.proposal)
        if whom is None:
            return "Choose who is meant"
        words: str = dict(self.options_of(each)).get(whom, whom)
        return words

    def options_of(self, each: Any) -> list[tuple[str, str]]:
        """Whom a name may mean: what it is taken as, and that in words."""
        known = [
            (f"#{c.id}", f"{one_line(c.name)} ({c.kind}, {counted(c.events, 'event')})")
            for c in each.candidates
        ]
        new = [] if each.candidates else [(whom, f"A {whom}") for whom in _KINDS.values()]
        return [*known, *new, ("leave", "Leave out")]

    def options(self, rows: Sequence[int]) -> list[tuple[str, str]]:
        """Whom all of these names may mean."""
        found = [self.options_of(self._names[row]) for row in rows]
        return [one for one in found[0] if all(one in each for each in found)] if found else []

    def choose(self, rows: Sequence[int], choice: str) -> None:
        """Have some names mean somebody."""
        for row in rows:
            self.choices[self._names[row].name] = choice
        self.dataChanged.emit(
            self.index(0, 0), self.index(max(0, len(self._names) - 1), len(self._HEADINGS) - 1)
        )
        self.chosen.emit()

    def open_names(self) -> list[str]:
        """The names of which it has to be said whom they mean."""
        return [
            each.name
            for each in self._names
            if each.proposal is None and each.name not in self.choices
        ]
