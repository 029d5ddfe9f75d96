"""The import dialog: what was found, ticked or not, corrected, before any of it is read."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
)
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.importing.columns import ColumnsDialog
from desktop.importing.drop import paths_of
from desktop.importing.found_model import (
    TABLES,
    FoundModel,
    typed_day,
)
from desktop.importing.found_table import FoundTable
from desktop.importing.looking import Looking
from desktop.jobs.jobs import Job, Jobs, once
from desktop.tables.ticks import TickCells
from desktop.tables.words import counted
from desktop.theme.labels import ElidedLabel, PlainLabel
from desktop.theme.theme import Theme
from models.dates.interval import DateInterval
from models.errors import KnownError
from models.importing.kinds import READ
from models.progress import Progress

if TYPE_CHECKING:  # loaded off the GUI thread, see there
    from desktop.archive import Archive
    from models.importing.report import ImportReport

_FILTER = f"Articles ({' '.join(f'*{ending}' for ending in READ)});;All files (*)"
_PAUSE = 700  # milliseconds without a key before half a date is called wrong
_REMARKS = 2  # that are shown
_KINDS = "Or drop or paste: archive exports, web pages, PDF, Word, e-mail, tables, plain text."


class ChooseDialog(QDialog):
    """Collects files and folders, shows what is in them; ``chosen`` tells what is to be read."""

    chronology_wanted = Signal(object)
    """The path of a spreadsheet whose rows are to be taken in as events."""
    chosen = Signal(object, object)
    """A list of Chosen, and the files and folders they were found in."""

    def __init__(
        self,
        archive: "Archive",
        looks: Jobs,
        theme: Theme,
        folder: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("importDialog")
        self.setWindowTitle("Import articles")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        self.folder = folder
        self._archive, self._jobs = archive, looks
        self._sources: list[Path] = []
        self._pasted = False
        self._eager = False  # Import was pressed before all was found
        self._remarks: list[str] = []
        self.looking = Looking(archive, looks, self)
        self.model = FoundModel(theme)
        self._widgets()
        self.table.setItemDelegate(TickCells(theme, self.table))
        self._layout()
        self._fault = ""
        self._complain = QTimer(self, singleShot=True, interval=_PAUSE)
        self._connect()
        self._say_found()
        self._check()
        self.files.setFocus()
        wide, high = (parent.width(), parent.height()) if parent else (0, 0)
        self.resize(max(760, min(1280, wide - 80)), max(440, min(820, high - 80)))

    def look(self, paths: Sequence[Path], pasted: Sequence[Any] = ()) -> None:
        """Show what is in these as well; one key imports what is found."""
        paths = [path for path in paths if path not in self._sources]
        if not paths and not pasted:
            return
        self._sources += paths
        self._pasted = self._pasted or bool(pasted)
        self.looking.look(paths, pasted)
        self._say_looking(None)
        self._say_found()
        self._check()
        self.go.setFocus()

    @property
    def sources(self) -> tuple[Path, ...]:
        """The files and folders that were looked at; none where something was pasted as well."""
        return () if self._pasted else tuple(self._sources)

    # Building

    def _widgets(self) -> None:
        self.files = QPushButton("Add files…")
        self.folders = QPushButton("Add folder…")
        self.state = ElidedLabel()
        self.state.setProperty("quiet", True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(160)
        self.bar.setAccessibleName("Progress of the search")
        self.stop = QPushButton("Stop looking")
        self.stop.setObjectName("stopLooking")
        self.table = FoundTable(self.model)
        self.all = QPushButton("All")
        self.none = QPushButton("None")
        self.selected = QPushButton("Selected only")
        self.columns = QPushButton("Columns…")
        self.columns.setToolTip("Choose what the columns of the table file hold")
        self.chronology = QPushButton("As a chronology…")
        self.chronology.setObjectName("asChronology")
        self.chronology.setToolTip("Take in the rows of the spreadsheet as events")
        self.published = QLineEdit(placeholderText="as stated, or from the text")
        self.published.setObjectName("importPublished")
        self.published.setAccessibleName("Publication date")
        self.outlet = QLineEdit(placeholderText="as found")
        self.outlet.setObjectName("importOutlet")
        self.outlet.setAccessibleName("Outlet")
        self.set = QPushButton("Set for all")
        self.set.setObjectName("importSet")
        self.wrong = PlainLabel()
        self.wrong.setProperty("wrong", True)
        self.wrong.setWordWrap(True)
        self.wrong.hide()
        self.remarks = PlainLabel()
        self.remarks.setObjectName("importRemarks")
        self.remarks.setWordWrap(True)
        self.remarks.hide()
        self.summary = ElidedLabel()
        self.summary.setObjectName("importSummary")
        self.buttons = QDialogButtonBox()
        self.go = self.buttons.addButton("Import", QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setObjectName("importGo")
        self.buttons.addButton("Cancel", QDialogButtonBox.ButtonRole.RejectRole)
        self.go.setProperty("primary", True)
        self.go.setDefault(True)

    def _layout(self) -> None:
        top = _row(self.files, self.folders, (self.state, 1), self.bar, self.stop)
        tick = PlainLabel("Tick:")
        date = PlainLabel("&Date")
        date.setBuddy(self.published)
        outlet = PlainLabel("&Outlet")
        outlet.setBuddy(self.outlet)
        under = _row(
            tick, self.all, self.none, self.selected, self.columns, self.chronology, None, date
        )
        for part, stretch in ((self.published, 2), (outlet, 0), (self.outlet, 2), (self.set, 0)):
            under.addWidget(part, stretch)
        foot = _row((self.summary, 1), self.buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self.table, 1)
        layout.addLayout(under)
        layout.addWidget(self.wrong)
        layout.addWidget(self.remarks)
        layout.addSpacing(4)
        layout.addLayout(foot)

    def _connect(self) -> None:
        self.model.together = self.table.together
        self.model.changed.connect(self._say_found)
        self.model.changed.connect(self._check)
        self.model.wrong.connect(self._say)
        self.table.selectionModel().selectionChanged.connect(self._check)
        self.looking.came.connect(self.model.add)
        self.looking.at.connect(self._say_looking)
        self.looking.ended.connect(self._looked)
        self.looking.failed.connect(self._say)
        self.files.clicked.connect(self._add_files)
        self.folders.clicked.connect(self._add_folder)
        self.stop.clicked.connect(self.looking.stop)
        self.all.clicked.connect(lambda: self._tick(range(len(self.model.rows)), only=False))
        self.none.clicked.connect(lambda: self._tick((), only=True))
        self.selected.clicked.connect(lambda: self._tick(self.table.numbers(), only=True))
        self.columns.clicked.connect(self._ask_columns)
        self.chronology.clicked.connect(self._take_as_chronology)
        self.set.clicked.connect(self._set)
        for line in (self.published, self.outlet):
            line.textChanged.connect(self._check)
        self.published.editingFinished.connect(lambda: self._say(self._fault))
        self._complain.timeout.connect(lambda: self._say(self._fault))
        self.buttons.accepted.connect(self._accept)
        self.buttons.rejected.connect(self.reject)

    # Files

    def _add_files(self) -> None:
        picker = self._picker(QFileDialog.FileMode.ExistingFiles, "Add files")
        picker.setNameFilter(_FILTER)
        picker.open()

    def _add_folder(self) -> None:
        self._picker(QFileDialog.FileMode.Directory, "Add a folder").open()

    def _picker(self, mode: QFileDialog.FileMode, title: str) -> QFileDialog:
        picker = QFileDialog(self, title, self.folder)
        picker.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        picker.setFileMode(mode)
        picker.filesSelected.connect(self._picked)
        return picker

    def _picked(self, paths: list[str]) -> None:
        self.folder = str(Path(paths[0]).parent)
        self.look([Path(path) for path in paths])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if paths_of(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Take files."""
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look at them as well."""
        event.acceptProposedAction()
        self.look(paths_of(event.mimeData()))

    # What is found

    def _looked(self, report: "ImportReport | None") -> None:
        if report is not None:
            self._remarks += [f"{Path(each.path).name}: {each.text}" for each in report.remarks]
            if report.ended:
                self._remarks.append(report.ended)
        self._say_found()
        self._check()
        if self._eager:
            self._accept()

    def _say_looking(self, tick: Progress | None) -> None:
        if tick is not None and tick.total:
            self.bar.setRange(0, tick.total)
            self.bar.setValue(tick.done)
            self.state.setText(f"Opening {tick.label}" if tick.label else "")
        else:
            self.bar.setRange(0, 0)
            self.state.setText("Looking…")
        self._show_looking()

    def _show_looking(self) -> None:
        running = self.looking.is_running
        self.bar.setVisible(running)
        self.stop.setVisible(running)
        if not running:
            self.state.setText("" if self.model.rows else _KINDS)

    def _say_found(self) -> None:
        rows, counts = self.model.rows, self.model.counts
        ticked = counts.ticked
        parts = [f"{ticked:,} of {counted(len(rows), 'article')} ticked"] if rows else []
        if counts.here:
            parts.append(f"{counts.here:,} already here")
        if counts.left_out:
            parts.append(f"{counts.left_out:,} left out")
        if counts.undated:
            parts.append(f"{counts.undated:,} without a stated date")
        self.summary.setText(" · ".join(parts))
        self.go.setText(f"Import {counted(ticked, 'article')}" if ticked else "Import")
        self.table.placeholder = self._placeholder()
        if not rows:  # new rows paint themselves, where they are in sight
            self.table.viewport().update()
        self._show_looking()
        self.columns.setVisible(bool(counts.tables))
        self.chronology.setVisible(bool(counts.tables))
        shown = self._remarks[:_REMARKS]
        more = len(self._remarks) - len(shown)
        self.remarks.setText("\n".join([*shown, f"{more:,} more remarks"] if more else shown))
        self.remarks.setVisible(bool(shown))

    def _placeholder(self) -> str:
        if self.looking.is_running:
            return "Looking…"
        return "There is nothing to import there" if self._sources else "Nothing selected yet"

    def _tick(self, numbers: Sequence[int], *, only: bool) -> None:
        if only:
            self.model.tick(range(len(self.model.rows)), on=False)
        self.model.tick(numbers, on=True)

    # Corrections

    def _targets(self) -> Sequence[int]:
        """The rows that are selected, where there are several or one was chosen; else all."""
        return self.table.numbers() or range(len(self.model.rows))

    def _set(self) -> None:
        try:
            day = self._date()
        except KnownError:
            return
        self.model.correct(self._targets(), day, self.outlet.text().strip() or None)
        self.published.clear()
        self.outlet.clear()

    def _date(self) -> DateInterval | None:
        return typed_day(self.published.text())

    def _check(self) -> None:
        fault = ""
        try:
            self._date()
        except KnownError as known:
            fault = str(known)
        self._fault = fault
        if fault:
            self._complain.start()
        else:
            self._say("")
        chosen = len(self.table.numbers())
        typed = bool(self.published.text().strip() or self.outlet.text().strip())
        self.selected.setEnabled(bool(chosen))
        of = f"{chosen:,} selected" if chosen else "all"
        self.set.setText(f"Set for {of}")
        self.set.setEnabled(typed and not fault and bool(self.model.rows))
        for each in (self.all, self.none):
            each.setEnabled(bool(self.model.rows))
        ready = bool(self.model.counts.ticked)
        # All of them may be here already, and take the date that was typed.
        dated = bool(self.published.text().strip()) and bool(self.model.counts.here)
        self.go.setEnabled((ready or dated or self.looking.is_running) and not fault)

    def _say(self, fault: str) -> None:
        """Half a date is none yet: what is wrong is said when the keys rest."""
        self._complain.stop()
        self.wrong.setText(fault)
        self.wrong.setVisible(bool(fault))
        self.published.setAccessibleDescription(fault)
        wrong = bool(fault) and fault == self._fault
        if self.published.property("wrong") != wrong:
            self.published.setProperty("wrong", wrong)
            self.published.style().polish(self.published)

    def _ask_columns(self) -> None:
        """Read the head of the table file of the current row, and show it."""
        path = self._spreadsheet()
        job = Job("Looking", once("Looking", partial(self._archive.head, path)), visible=False)
        job.ended.connect(partial(self._show_columns, path))
        job.failed.connect(self._say)
        self._jobs.run(job)

    def _spreadsheet(self) -> Path:
        """The table file of the current row, else the first one."""
        number = self.table.currentIndex().row()
        rows = self.model.rows[number : number + 1] if number >= 0 else []
        paths = [row.found.path for row in (*rows, *self.model.rows)]
        return next(each for each in paths if each.suffix.lower() in TABLES)

    def _take_as_chronology(self) -> None:
        path = self._spreadsheet()
        self.model.drop(path)
        self._say_found()
        if not self.model.rows:
            self.reject()
        self.chronology_wanted.emit(path)

    def _show_columns(self, path: Path, head: Any) -> None:
        dialog = ColumnsDialog(path.name, head, self)
        dialog.chosen.connect(partial(self._look_again, path))
        dialog.open()

    def _look_again(self, path: Path, columns: tuple[tuple[str, int], ...]) -> None:
        self.model.drop(path)
        self.looking.look([path], (), columns)
        self._say_looking(None)

    # The end

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter sets what is typed where it is typed; anywhere else it imports."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            typing = self.focusWidget() in (self.published, self.outlet)
            (self.set if typing and self.set.isEnabled() else self.go).click()
        else:
            super().keyPressEvent(event)

    def _accept(self) -> None:
        if self.looking.is_running:
            self._eager = True
            self.go.setEnabled(False)
            self.summary.setText("The import begins as soon as everything is found.")
            return
        if self.set.isEnabled():  # what is typed holds, also where nobody has pressed the button
            self._set()
        chosen = self.model.chosen()
        if not chosen:
            self._eager = False
            return
        self.chosen.emit(chosen, self.sources)
        self.accept()

    def done(self, result: int) -> None:
        """Close; what is not found by then is not looked for any more."""
        self.looking.stop()
        super().done(result)


def _row(*parts: QWidget | tuple[QWidget, int] | None) -> QHBoxLayout:
    """Parts side by side; None is room between them."""
    row = QHBoxLayout()
    for part in parts:
        if part is None:
            row.addStretch()
        elif isinstance(part, tuple):
            row.addWidget(part[0], part[1])
        else:
            row.addWidget(part)
    return row
