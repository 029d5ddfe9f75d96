"""Taking in a chronology of one's own: its columns, what its rows become, whom it names."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractItemModel, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QSplitter,
    QTableView,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.importing.ledger_rows import EVENT, OPTIONS, REMARK, NamesModel, RowsModel
from desktop.jobs.jobs import Job, Jobs, once
from desktop.tables.box import Box
from desktop.tables.words import counted, one_line
from desktop.theme.labels import PlainLabel, as_tip

if TYPE_CHECKING:  # loaded off the GUI thread, see there
    from desktop.archive import Archive
    from models.ledgers.desk import Opened, Prepared

_SHOWN = 4  # rows that are shown above
_WIDE, _HIGH, _MOST = 170, 28, 60  # pixels of a column, of a row; columns that are shown
_ORDERS = (("", "work it out from the cells"), ("dmy", "days first (3/4 is 3 April)"),
           ("mdy", "months first (3/4 is 4 March)"))  # fmt: skip
_COUNTED = (
    ("new", "new"), ("changed", "changed in the file"), ("conflict", "changed on both sides"),
    ("alike", "may be there"), ("same", "there already"), ("left", "without an event"),
    ("gone", "rejected here"),
)  # fmt: skip


class LedgerDialog(QDialog):
    """Shows a file before anything of it is stored; ``taken`` has it stored."""

    taken = Signal(str, object)
    """The name of the file, and the steps that take it in."""

    def __init__(
        self, archive: "Archive", jobs: Jobs, path: Path, opened: "Opened", parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._archive, self._jobs, self._opened = archive, jobs, opened
        self._prepared: Prepared | None = None
        self._round = 0
        self._fields = archive.ledgers.fields()
        self.setObjectName("sheetDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Take in {one_line(path.name)}")
        self._widgets()
        self._lay_out()
        self._show_columns()
        self.resize(1040, 680)
        self._prepare()

    # Building

    def _widgets(self) -> None:
        self.sheet = Box()
        self.sheet.setAccessibleName("Sheet")
        for number, each in enumerate(self._opened.sheets):
            self.sheet.addItem(one_line(each.name) or f"Sheet {number + 1}", number)
        self.sheet.setCurrentIndex(self._opened.layout.sheet)
        self.heading = Box()
        self.heading.setAccessibleName("Row with the headings")
        self.heading.addItem("no headings", -1)
        for row in range(min(20, len(self._opened.sheet.rows))):
            self.heading.addItem(f"row {row + 1}", row)
        self.order = Box()
        self.order.setAccessibleName("Which goes first in dates in figures")
        for key, words in _ORDERS:
            self.order.addItem(words, key)
        self.columns = QTableWidget()
        self.columns.setObjectName("sheetColumns")
        self.columns.setAccessibleName("Columns of the file, and their first rows")
        self.columns.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.columns.verticalHeader().hide()
        self.columns.horizontalHeader().setDefaultSectionSize(_WIDE)
        self.boxes: list[Box] = []
        self.model, self.names_model = RowsModel(), NamesModel()
        self.rows = _table(self.model, "sheetRows", "Rows of the file, and what they become")
        self.names = _table(self.names_model, "sheetNames", "Names in the file, and who is meant")
        self.become = _Chooser("Selected rows become", self.rows)
        self.mean = _Chooser("Selected names mean", self.names)
        self.tabs = QTabWidget()
        for title, table, chooser in (
            ("&Rows", self.rows, self.become), ("&Names", self.names, self.mean)
        ):  # fmt: skip
            page = QWidget()
            inside = QVBoxLayout(page)
            inside.setContentsMargins(8, 8, 8, 8)
            inside.addWidget(table, 1)
            inside.addWidget(chooser)
            self.tabs.addTab(page, title)
        self.summary = PlainLabel("Looking…")
        self.summary.setObjectName("sheetSummary")
        self.wrong = PlainLabel(" ")
        self.wrong.setProperty("wrong", True)
        self.wrong.setWordWrap(True)
        self.buttons = QDialogButtonBox()
        self.buttons.addButton("Cancel", QDialogButtonBox.ButtonRole.RejectRole)
        self.go = self.buttons.addButton("Take in", QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setObjectName("sheetGo")
        self.go.setProperty("primary", True)
        self.go.setDefault(True)
        self.go.setEnabled(False)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        said = PlainLabel("Each row becomes an event of yours.")
        top.addWidget(said)
        top.addStretch(1)
        for words, box in (("&Sheet", self.sheet), ("&Headings in", self.heading),
                           ("&Dates in figures have", self.order)):  # fmt: skip
            label = PlainLabel(words)
            label.setBuddy(box)
            top.addWidget(label)
            top.addWidget(box)
            if box is self.sheet:
                shown = self.sheet.count() > 1
                label.setVisible(shown)
                box.setVisible(shown)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.columns)
        split.addWidget(self.tabs)
        split.setStretchFactor(1, 1)
        split.setSizes([210, 400])
        split.setChildrenCollapsible(False)
        foot = QHBoxLayout()
        foot.addWidget(self.summary, 1)
        foot.addWidget(self.buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(split, 1)
        layout.addWidget(self.wrong)
        layout.addLayout(foot)
        self.sheet.activated.connect(
            lambda: self._use(self._opened.on_sheet(self.sheet.currentData()))
        )
        self.heading.activated.connect(
            lambda: self._use(self._opened.below(self.heading.currentData()))
        )
        self.order.activated.connect(self._columns_chosen)
        self.become.chosen.connect(self.model.choose)
        self.mean.chosen.connect(self.names_model.choose)
        self.become.options = self._options_of_rows
        self.mean.options = self.names_model.options
        self.model.chosen.connect(self._say)
        self.names_model.chosen.connect(self._say)
        self.buttons.accepted.connect(self._accept)
        self.buttons.rejected.connect(self.reject)

    def _show_columns(self) -> None:
        """Fill the table above: what each column holds, and its first rows."""
        named = self._opened.headings()[:_MOST]
        held = dict(self._opened.layout.columns)
        lines = self._opened.first_rows(_SHOWN)
        self.columns.clear()
        self.columns.setRowCount(len(lines) + 1)
        self.columns.setColumnCount(len(named))
        self.columns.setHorizontalHeaderLabels([one_line(each) or "(no name)" for each in named])
        self.boxes = []
        for column, name in enumerate(named):
            box = Box()
            box.setAccessibleName(f"What the column {one_line(name)} holds")
            box.addItem("Kept as it is", "")
            for key, words in self._fields.items():
                box.addItem(words, key)
            box.setCurrentIndex(max(0, box.findData(held.get(column, ""))))
            box.activated.connect(self._columns_chosen)
            self.boxes.append(box)
            self.columns.setCellWidget(0, column, box)
            for number, line in enumerate(lines, 1):
                words = one_line(line[column]) if column < len(line) else ""
                item = QTableWidgetItem(words)
                item.setToolTip(as_tip(words))
                self.columns.setItem(number, column, item)
        if self.boxes:
            self.columns.setRowHeight(0, max(self.boxes[0].sizeHint().height() + 4, _HIGH))
        self.heading.setCurrentIndex(max(0, self.heading.findData(self._opened.layout.heading)))
        self.order.setCurrentIndex(max(0, self.order.findData(self._opened.layout.order or "")))

    # What is chosen

    def _use(self, opened: "Opened") -> None:
        self._opened = opened
        self._show_columns()
        self._prepare()

    def _columns_chosen(self) -> None:
        fields = ((number, box.currentData()) for number, box in enumerate(self.boxes))
        held = tuple((number, field) for number, field in fields if field)
        self._opened = self._opened.holding(held, self.order.currentData() or None)
        self._prepare()

    def _prepare(self) -> None:
        """Compare with the chronicle, off this thread; the newest question wins."""
        self._round += 1
        self._prepared = None
        self.go.setEnabled(False)
        self.summary.setText("Looking…")
        steps = self._archive.ledgers.preparing(self._opened)
        job = Job("Comparing with the chronicle", steps, visible=False)
        job.ended.connect(partial(self._came, self._round))
        job.failed.connect(partial(self._failed, self._round))
        self._jobs.run(job)

    def _came(self, number: int, prepared: "Prepared") -> None:
        if number != self._round:
            return
        self._prepared = prepared
        self.model.put(prepared, self._fields)
        self.names_model.put(prepared)
        self.rows.resizeColumnToContents(1)
        self.become.offer()
        self.mean.offer()
        self._say()

    def _failed(self, number: int, fault: str) -> None:
        if number == self._round:
            self.summary.setText("")
            self.wrong.setText(fault)

    def _options_of_rows(self, rows: list[int]) -> list[tuple[str, str]]:
        kinds = self.model.kinds(rows)
        return list(OPTIONS.get(kinds.pop(), ())) if len(kinds) == 1 else []

    def _say(self) -> None:
        """What will come of it, and what has to be chosen first."""
        counts = self.model.counts()
        told = [f"{counts[kind]:,} {words}" for kind, words in _COUNTED if counts.get(kind)]
        self.summary.setText(" · ".join(told) or "There is nothing in it")
        names = self.names_model.rowCount()
        unsaid = self.names_model.open_names()
        self.tabs.setTabText(1, f"&Names ({names:,})" if names else "&Names")
        self.tabs.setTabText(0, f"&Rows ({self.model.rowCount():,})")
        fault = " "
        if unsaid:
            more = f" and {len(unsaid) - 1:,} more" if len(unsaid) > 1 else ""
            fault = f"Choose who “{one_line(unsaid[0])}”{more} is, among the names."
        self.wrong.setText(fault)
        doing = sum(counts.get(kind, 0) for kind in ("new", "changed", "conflict", "alike"))
        self.go.setText(f"Take in {counted(doing, 'row')}" if doing else "Take in")
        self.go.setEnabled(bool(doing) and not unsaid and self._prepared is not None)

    def _accept(self) -> None:
        if self._prepared is None:
            return
        steps = self._archive.ledgers.taking(
            self._prepared, self.names_model.choices, self.model.choices
        )
        self.accept()
        self.taken.emit(self._opened.name, steps)


class _Chooser(QWidget):
    """Under a table: what its selected rows are to be."""

    chosen = Signal(object, str)
    """Rows, and the choice."""

    def __init__(self, words: str, table: QTableView) -> None:
        super().__init__()
        self._table = table
        self.options: Any = lambda _rows: []
        """What some rows can be: pairs of a choice and its words."""
        self.box = Box()
        self.box.setAccessibleName(words)
        self.box.setMinimumWidth(260)
        self.set = QPushButton("Set")
        label = PlainLabel(words)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(label)
        line.addWidget(self.box)
        line.addWidget(self.set)
        line.addStretch(1)
        table.selectionModel().selectionChanged.connect(self.offer)
        self.set.clicked.connect(self._set)
        self.offer()

    def _selected(self) -> list[int]:
        chosen = self._table.selectionModel()
        return sorted(index.row() for index in chosen.selectedRows())

    def offer(self) -> None:
        """Offer what all selected rows can be."""
        rows = self._selected()
        options = self.options(rows) if rows else []
        self.box.clear()
        for choice, words in options:
            self.box.addItem(words, choice)
        self.box.setEnabled(bool(options))
        self.set.setEnabled(bool(options))

    def _set(self) -> None:
        if self.box.currentIndex() >= 0:
            self.chosen.emit(self._selected(), self.box.currentData())


def _table(model: QAbstractItemModel, name: str, words: str) -> QTableView:
    table = QTableView()
    table.setModel(model)
    table.setObjectName(name)
    table.setAccessibleName(words)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    table.setWordWrap(False)
    table.setAlternatingRowColors(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(_HIGH)
    header = table.horizontalHeader()
    wide = (EVENT, REMARK) if model.columnCount() > REMARK else (0, 2)
    for column in range(model.columnCount()):
        stretch = column in wide
        header.setSectionResizeMode(
            column,
            QHeaderView.ResizeMode.Stretch if stretch else QHeaderView.ResizeMode.Interactive,
        )
    header.setDefaultSectionSize(110)
    table.setColumnWidth(0, 60)
    return table


def opening(path: Path, archive: "Archive") -> Job:
    """A job that opens a file, and ends with what is in it."""
    return Job("Opening", once("Opening", partial(archive.ledgers.open, path)), visible=False)
