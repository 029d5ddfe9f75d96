"""The window with the history: find a step, see what it did, undo or redo it."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop.jobs.reader import Lane, Reader
from desktop.tables.words import counted
from desktop.theme.labels import PlainLabel
from desktop.theme.theme import Theme, scaled
from desktop.window.history.model import Steps, texts_of
from desktop.window.history.words import along_words, detail_lines

if TYPE_CHECKING:  # loaded off the GUI thread, see desktop.archive
    from collections.abc import Sequence

    from desktop.archive import Archive
    from models.edits.details import Detail
    from models.edits.history import Past

_SIZE = (760, 540)  # pixels, in letters of the usual size


class HistoryWindow(QDialog):
    """Everything that was done in a chronicle; it stays open beside the main window."""

    undo_wanted = Signal(int)
    """A step is to be undone, with what builds on it."""
    redo_wanted = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._archive: Archive | None = None
        self._reader: Reader | None = None
        self._why = ""
        self._later: Sequence[Past] = ()
        self.setObjectName("historyWindow")
        self.setWindowTitle("History")
        self.resize(*(scaled(self.font(), each) for each in _SIZE))
        self.steps = Steps(theme, self)
        self.search = QLineEdit()
        self.search.setObjectName("historySearch")
        self.search.setPlaceholderText("Find what was done")
        self.search.setAccessibleName("Find what was done")
        self.search.setClearButtonEnabled(True)
        self.list = self._list()
        self.count = PlainLabel()
        self.count.setProperty("quiet", True)
        self.did = QPlainTextEdit()
        self.did.setObjectName("historyDetails")
        self.did.setAccessibleName("What this step did")
        self.did.setReadOnly(True)
        self.did.setTabChangesFocus(True)
        self.along = PlainLabel()
        self.along.setObjectName("historyAlong")
        self.along.setWordWrap(True)
        self.act = QPushButton("Undo")
        self.act.setObjectName("historyAct")
        self.act.setProperty("primary", True)
        self.act.setAutoDefault(False)
        close = QPushButton("Close")
        close.setAutoDefault(False)
        self._layout(close)
        close.clicked.connect(self.close)
        self.search.textChanged.connect(self._narrow)
        self.search.returnPressed.connect(self.list.setFocus)
        self.list.selectionModel().currentRowChanged.connect(self._look)
        self.list.activated.connect(self._do)
        self.act.clicked.connect(self._do)

    def attach(self, archive: "Archive | None", reader: Reader | None) -> None:
        """Show the history of this chronicle, or none."""
        self._archive, self._reader = archive, reader
        self.steps.put((), [])
        self._look()
        if archive is None:
            self.close()

    def present(self) -> None:
        """Show it, on the last step."""
        self.show()
        self.activateWindow()
        self.list.setFocus()
        self.refresh()

    def refuse(self, why: str) -> None:
        """Offer nothing that writes, and say why; empty: offer it."""
        self._why = why
        self._offer()

    def touched(self) -> None:
        """Something was done or undone."""
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Ask for all steps anew."""
        if self._archive is None or self._reader is None:
            return
        question = self._archive.past()

        def ask(session: Any) -> "tuple[Sequence[Past], list[str]]":
            steps = question(session)
            return steps, texts_of(steps)

        self._reader.ask("history", ask, self._put, lane=Lane.SIDE)

    @property
    def chosen(self) -> "Past | None":
        """The step in focus."""
        return self.steps.step(self.list.currentIndex().row())

    def _put(self, found: "tuple[Sequence[Past], list[str]]") -> None:
        before, top = self.chosen, self.list.verticalScrollBar().value()
        self.steps.put(*found)
        self._choose(before.number if before is not None else 0)
        if before is not None:
            self.list.verticalScrollBar().setValue(top)
        self._say_count()

    def _narrow(self, typed: str) -> None:
        before = self.chosen
        self.steps.narrow(typed)
        self._choose(before.number if before is not None else 0)
        self._say_count()

    def _choose(self, number: int) -> None:
        """Have a step in focus, else the first."""
        row = max(0, self.steps.row_of(number))
        if self.steps.rowCount():
            pick = QItemSelectionModel.SelectionFlag
            index = self.steps.index(row, 1)
            self.list.selectionModel().setCurrentIndex(index, pick.ClearAndSelect | pick.Rows)
        self._look()

    def _say_count(self) -> None:
        shown, total = self.steps.rowCount(), self.steps.total
        told = counted(total, "step")
        self.count.setText(told if shown == total else f"{shown:,} of {told}")

    def _look(self) -> None:
        """Ask what the step in focus did, and what goes with it when it is undone."""
        step = self.chosen
        self._later = ()
        if step is None or self._archive is None or self._reader is None:
            self.did.setPlainText("")
            self.along.setText("")
            self._offer()
            return
        question = self._archive.step(step.number)

        def put(found: "tuple[Sequence[Detail], Sequence[Past]]") -> None:
            details, later = found
            self.did.setPlainText("\n".join(detail_lines(details)))
            self._later = () if step.undone else later
            self.along.setText(along_words(self._later))
            self._offer()

        self._reader.ask("history step", question, put, lane=Lane.SIDE)
        self._offer()

    def _offer(self) -> None:
        step = self.chosen
        number = len(self._later) + 1
        words = "Redo" if step is not None and step.undone else "Undo"
        self.act.setText(f"{words} {counted(number, 'step')}" if number > 1 else words)
        self.act.setEnabled(step is not None and not self._why)
        self.act.setToolTip(self._why)
        self.along.setVisible(bool(self.along.text()))

    def _do(self) -> None:
        step = self.chosen
        if step is not None and self.act.isEnabled():
            (self.redo_wanted if step.undone else self.undo_wanted).emit(step.number)

    def _list(self) -> QTableView:
        view = QTableView()
        view.setObjectName("historyList")
        view.setAccessibleName("What was done")
        view.setModel(self.steps)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setTabKeyNavigation(False)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(scaled(self.font(), 26))
        across = view.horizontalHeader()
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        across.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        across.setHighlightSections(False)
        for column, width in ((0, 150), (2, 110), (3, 70)):
            across.resizeSection(column, scaled(self.font(), width))
        return view

    def _layout(self, close: QPushButton) -> None:
        top = QHBoxLayout()
        top.addWidget(self.search, 1)
        top.addWidget(self.count)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.addWidget(self.list)
        parts.addWidget(self.did)
        parts.setStretchFactor(0, 3)
        parts.setStretchFactor(1, 1)
        parts.setChildrenCollapsible(False)
        foot = QHBoxLayout()
        foot.addWidget(self.along, 1)
        foot.addStretch()
        foot.addWidget(self.act)
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(parts, 1)
        layout.addLayout(foot)
