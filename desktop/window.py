"""The main window: menus, the page, the strips; opening, importing, exporting, undoing."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent, QGuiApplication, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QGridLayout,
    QLabel,
    QMainWindow,
    QMenu,
    QMessageBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.chronicle.empty import Empty
from desktop.chronicle.page import FIRST_SIZES, ChroniclePage
from desktop.faults import OUR_SIDE, Faults
from desktop.importing.choose import ChooseDialog
from desktop.importing.drop import DropHint
from desktop.importing.report import ReportPanel, summary
from desktop.jobs.busy import Busy
from desktop.jobs.jobs import Job, Jobs, Steps, once
from desktop.jobs.reader import Lane, Reader
from desktop.jobs.strips import JobStrip, NoticeStrip
from desktop.settings import Memory, pack, remember, unpack
from desktop.tables.event_model import COLUMNS
from desktop.tables.words import counted
from desktop.theme.icons import icon
from desktop.theme.theme import Scheme, Theme
from models.dates.interval import DateInterval
from models.progress import Progress
from models.queries.filter import Sort, SortField
from seeds import seed_path

if TYPE_CHECKING:  # loaded off the GUI thread, see there
    from desktop.archive import Archive, Labels
    from models.importing.routine import ImportReport

_FIRST_SIZE = (1280, 800)
_TITLE_BAR = 40  # what a window's frame takes, at most
_REFRESH_SECONDS = 1.5  # between looks at what a running import has stored so far
_CHRONICLES = "Chronicles (*.sqlite *.db);;All files (*)"


class Window(QMainWindow):
    """Everything the user sees. It holds no rules of its own: it asks, and hands on."""

    def __init__(self, app: QApplication, faults: Faults, memory: Memory) -> None:
        super().__init__()
        self._memory = memory
        self._settings = memory.settings()
        self.busy = Busy(self)
        self.setProperty("busy", False)
        self.busy.changed.connect(lambda busy: self.setProperty("busy", busy))
        self.theme = Theme(app, self)
        self.jobs = Jobs(self.busy, self)
        self._archive: Archive | None = None
        self._reader: Reader | None = None
        self._target: str | None = None
        self._looked = 0.0
        self._stored = 0
        self._leaving = False
        self._undrawn = True  # the pictures of the menus
        self._import: Job | None = None
        self.page = ChroniclePage(self.theme, self.busy)
        self.closed_page = Empty(self.theme)
        self.report = ReportPanel(self.theme)
        self.strip = JobStrip(self.theme)
        self.notice = NoticeStrip(self.theme)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.page)
        self._pages.addWidget(self.closed_page)
        self._layout()
        self._actions()
        self._menus()
        self.drop = DropHint(self)
        self._connect(faults)
        self._restore()
        self.setWindowTitle("Dateline")

    # Opening and closing

    def open(self, target: str | None) -> None:
        """Open a chronicle, None being the user's own, off the GUI thread."""
        self._let_go()
        self._target = target
        self._pages.setCurrentIndex(0)
        self.page.attach(None, None, self._memory.view(""))
        self.page.count.setText("Opening …")
        job = Job("Opening", once("Opening", partial(_open, target)), visible=False)
        job.ended.connect(self._opened)
        job.failed.connect(self._not_opened)
        self.jobs.run(job)

    def _opened(self, archive: "Archive") -> None:
        if self._leaving:
            archive.close()
            return
        self._archive = archive
        self._reader = Reader(archive, self.busy, self)
        self._reader.failed.connect(self._complain)
        key = str(archive.path)
        self._settings = remember(self._settings, key)
        self._memory.keep(self._settings)
        self.setWindowTitle(f"{archive.name} – Dateline")
        self.setWindowFilePath("")
        self.page.attach(archive, self._reader, self._memory.view(key))
        self._fill_recent()
        self._allow()
        self._ask_labels()
        if archive.fresh:
            self._read_seed()

    def _not_opened(self, fault: str) -> None:
        if self._leaving:
            return
        self.page.count.setText("")
        actions: list[tuple[str, Callable[[], object]]] = [
            ("Open another chronicle…", self._choose_chronicle),
            ("Try again", partial(self.open, self._target)),
        ]
        if self._target is not None:
            actions.append(("Open my own chronicle", partial(self.open, None)))
        self.closed_page.put("warning", "This chronicle cannot be opened", fault, actions)
        self._pages.setCurrentIndex(1)
        self.setWindowTitle("Dateline")
        self._allow()

    def _let_go(self) -> None:
        """Close what is open, keeping what was asked of it."""
        if self._archive is None or self._reader is None:
            return
        self._memory.keep_view(str(self._archive.path), self.page.save())
        self._reader.close()
        self._reader.deleteLater()
        self._reader = None
        self.page.attach(None, None, self._memory.view(""))
        self._archive.close()
        self._archive = None
        self.report.hide()
        self.notice.hide()
        self._allow()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the state; a job in hand is stopped first, while the window is already gone."""
        if not self._leaving:
            self._leaving = True
            self._keep()
        if self.jobs.running:
            self.jobs.stop()
            self.hide()
            event.ignore()
            return
        self.shut()
        super().closeEvent(event)

    def shut(self) -> None:
        """Let go of the store and of every thread."""
        self._leaving = True
        self.jobs.close()
        if self._reader is not None:
            self._reader.close()
            self._reader = None
        if self._archive is not None:
            self._archive.close()
            self._archive = None

    def _keep(self) -> None:
        across = self.page.table.horizontalHeader()
        sort = self.page.table.events.sorting
        self._settings = replace(
            self._settings,
            geometry=pack(self.saveGeometry()),
            panes=pack(self.page.panes.saveState()),
            header=pack(across.saveState()) if self.page.table.own_widths else "",
            scheme=self.theme.scheme.value,
            sort=sort.field.value,
            down=sort.down,
            folded=self.page.folded(),
        )
        self._memory.keep(self._settings)
        if self._archive is not None:
            self._memory.keep_view(str(self._archive.path), self.page.save())

    def _restore(self) -> None:
        kept = self._settings
        self._first_place()
        if kept.geometry:
            self.restoreGeometry(unpack(kept.geometry))
        if kept.panes:
            self.page.panes.restoreState(unpack(kept.panes))
            self.page.panes.setHandleWidth(1)
        if kept.header:
            self.page.table.restore_widths(unpack(kept.header))
        self.page.fold(kept.folded)
        field = kept.sort if kept.sort in {each.value for each in SortField} else "date"
        sort = Sort(SortField(field), kept.down)
        self.page.table.events.sorting = sort
        self.page.table.show_sort(sort)
        self._mark_sort(sort)
        known = {each.value for each in Scheme}
        scheme = Scheme(kept.scheme) if kept.scheme in known else Scheme.SYSTEM
        self.theme.use(scheme)
        self.scheme_actions[scheme].setChecked(True)
        self._fill_recent()

    def _first_place(self) -> None:
        """The first size, or the whole of a screen that has no room for it and its frame."""
        self.resize(*_FIRST_SIZE)
        room = self.screen().availableSize()
        if QGuiApplication.platformName() == "offscreen":
            return  # its screen is none that anybody looks at
        if room.width() < _FIRST_SIZE[0] or room.height() < _FIRST_SIZE[1] + _TITLE_BAR:
            self.setWindowState(Qt.WindowState.WindowMaximized)

    # Importing, exporting, undoing

    def import_paths(
        self, paths: Sequence[Path], published: DateInterval | None = None, label: str = ""
    ) -> None:
        """Import files and folders as a job that can be watched, stopped and undone."""
        if self._archive is None or not paths:
            return
        name = label or (f"Importing {paths[0].name}" if len(paths) == 1 else "Importing")
        self._stored = 0
        self.page.say_reading(name)
        job = self._import = self._job(name, self._archive.importing(paths, published))
        job.ticked.connect(self._import_ticked)
        job.ended.connect(partial(self._imported, bool(label)))
        job.stopped.connect(lambda: self.notice.tell("Import stopped. What was read stays."))
        self.jobs.run(job)

    def _import_ticked(self, tick: Progress) -> None:
        if tick.done != self._stored and monotonic() - self._looked > _REFRESH_SECONDS:
            self._stored, self._looked = tick.done, monotonic()
            self.page.refresh()

    def _imported(self, quiet: bool, report: "ImportReport") -> None:
        self.setProperty("importReport", summary(report))
        problems = any(each.status == "skipped" or each.reason for each in report.documents)
        if quiet and not problems:
            return
        self.report.put(report)

    def _read_seed(self) -> None:
        self.import_paths((seed_path(),), label="Reading the example article")

    def export_to(self, path: Path) -> None:
        """Write what is filtered, in the order shown, to a JSON or CSV file."""
        if self._archive is None:
            return
        steps = self._archive.exporting(path, self.page.wanted(), self.page.table.events.sorting)
        job = self._job(f"Exporting to {path.name}", steps)
        job.ended.connect(
            lambda number: self.notice.tell(
                f"Exported {counted(number, 'event')} to {path}.", passing=True
            )
        )
        self.jobs.run(job)

    def _undo(self) -> None:
        if self._archive is not None:
            self._edit("Undoing", self._archive.undo, "Undone: {}.", ("Redo", self._redo))

    def _redo(self) -> None:
        if self._archive is not None:
            self._edit("Redoing", self._archive.redo, "Done again: {}.", ("Undo", self._undo))

    def _edit(
        self,
        name: str,
        act: Callable[[], str | None],
        told: str,
        back: tuple[str, Callable[[], None]],
    ) -> None:
        def ended(label: str | None) -> None:
            self.report.hide()
            if label:
                self.notice.tell(told.format(label), [back], passing=True)

        job = self._job(name, once(name, act))
        job.ended.connect(ended)
        self.jobs.run(job)

    def _change(self, name: str, act: Callable[[], object], told: str) -> None:
        """A change to the filters kept: quick, and nothing that is shown depends on it."""

        def ended(_: object) -> None:
            self.page.named.refresh()
            self._ask_labels()
            self.notice.tell(told, [("Undo", self._undo)], passing=True)

        job = Job(name, once(name, act), visible=False)
        job.ended.connect(ended)
        job.failed.connect(self._not_changed)
        self.jobs.run(job)

    def _not_changed(self, fault: str) -> None:
        self.page.named.refresh()  # what was typed in place gives way to what is kept
        self._complain(fault)

    def _job(self, label: str, steps: Steps) -> Job:
        """A job that shows its fault in the strip, and after which everything is asked again."""
        job = Job(label, steps)
        job.failed.connect(self._complain)
        return job

    def _job_begun(self, job: Job) -> None:
        self.strip.follow(job)
        if job.visible:  # it belongs to the chronicle that is open; stopping it is one click
            for action in self._elsewhere:
                action.setEnabled(False)

    def _job_done(self, job: Job) -> None:
        self.strip.leave(job)
        if job is self._import:
            self._import = None
            self.page.say_reading("")
        if self._leaving:
            if not self.jobs.running:
                self.close()
            return
        if job.visible and self._archive is not None:
            self.page.refresh()
            self._ask_labels()
        self._allow()

    # Choosing

    def _choose_import(self) -> None:
        dialog = ChooseDialog(self._settings.folder, self)
        dialog.chosen.connect(self._chosen)
        dialog.finished.connect(lambda: self._set_folder(dialog.folder) if dialog.folder else None)
        dialog.open()

    def _chosen(self, paths: tuple[Path, ...], published: DateInterval | None) -> None:
        self.import_paths(paths, published)

    def _set_folder(self, folder: str) -> None:
        self._settings = replace(self._settings, folder=folder)

    def _choose_chronicle(self) -> None:
        picker = self._picker("Open a chronicle", QFileDialog.AcceptMode.AcceptOpen, _CHRONICLES)
        picker.setFileMode(QFileDialog.FileMode.ExistingFile)
        picker.fileSelected.connect(self.open)
        picker.open()

    def _choose_new(self) -> None:
        picker = self._picker("New chronicle", QFileDialog.AcceptMode.AcceptSave, _CHRONICLES)
        picker.setOption(QFileDialog.Option.DontConfirmOverwrite)  # one that is there is opened
        picker.setDefaultSuffix("sqlite")
        picker.setLabelText(QFileDialog.DialogLabel.Accept, "Create")
        picker.fileSelected.connect(self.open)
        picker.open()

    def _choose_export(self) -> None:
        kinds = "JSON, with all passages and documents (*.json);;CSV, a line an event (*.csv)"
        picker = self._picker("Export the events shown", QFileDialog.AcceptMode.AcceptSave, kinds)
        picker.setDefaultSuffix("json")
        picker.filterSelected.connect(
            lambda chosen: picker.setDefaultSuffix("csv" if "csv" in chosen else "json")
        )
        picker.selectFile(f"{self._archive.name if self._archive else 'chronicle'}.json")
        picker.fileSelected.connect(lambda path: self.export_to(Path(path)))
        picker.open()

    def _picker(self, title: str, mode: QFileDialog.AcceptMode, names: str) -> QFileDialog:
        picker = QFileDialog(self, title, self._settings.folder)
        picker.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        picker.setAcceptMode(mode)
        picker.setNameFilters(names.split(";;"))
        return picker

    # Saying

    def _complain(self, fault: str) -> None:
        if fault != OUR_SIDE:  # that one comes from the faults, with its details
            self.notice.tell(fault, wrong=True)

    def _crashed(self, details: str) -> None:
        def copy() -> None:
            QGuiApplication.clipboard().setText(details)
            self.notice.tell("The details are on the clipboard.", passing=True)

        self.notice.tell(OUR_SIDE, [("Copy details", copy)], wrong=True)

    def _ask_labels(self) -> None:
        if self._archive is not None and self._reader is not None:
            self._reader.ask("labels", self._archive.labels(), self._label, lane=Lane.BACK)

    def _label(self, labels: "Labels") -> None:
        for action, word, label in (
            (self.undo_action, "Undo", labels.undo),
            (self.redo_action, "Redo", labels.redo),
        ):
            action.setEnabled(label is not None)
            named = f"{word} {label[:1].lower()}{label[1:]}" if label else word
            action.setText(f"&{named}".replace("&&", "&"))
            action.setToolTip(named)

    def _allow(self) -> None:
        opened = self._archive is not None
        for action in self._elsewhere:
            action.setEnabled(True)
        for action in (self.import_action, self.export_action, self.clear_action, *self._go):
            action.setEnabled(opened)
        if not opened:
            self.undo_action.setEnabled(False)
            self.redo_action.setEnabled(False)

    # Building

    def _layout(self) -> None:
        central = QWidget()
        layout = QVBoxLayout(central)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._pages, 1)
        for strip in (self.report, self.notice, self.strip):
            layout.addWidget(strip)
        self.setCentralWidget(central)

    def _connect(self, faults: Faults) -> None:
        faults.crashed.connect(self._crashed)
        self.jobs.started.connect(self._job_begun)
        self.jobs.finished.connect(self._job_done)
        self.page.import_wanted.connect(self._choose_import)
        self.page.example_wanted.connect(self._read_seed)
        self.page.told.connect(lambda text: self.notice.tell(text, passing=True))
        self.page.named.edit.connect(self._change)
        self.page.sort_changed.connect(self._mark_sort)
        self.report.undo_wanted.connect(self._undo)
        self.drop.dropped.connect(self.import_paths)
        self.theme.changed.connect(self._recolour)
        for menu in self.menuBar().findChildren(QMenu):
            menu.aboutToShow.connect(self._draw_icons)

    def _action(
        self,
        text: str,
        act: Callable[[], object],
        keys: QKeySequence.StandardKey | str | None = None,
        name: str = "",
        picture: str = "",
    ) -> QAction:
        action = QAction(text, self)
        action.triggered.connect(lambda _=False: act())
        if isinstance(keys, QKeySequence.StandardKey):
            action.setShortcuts(keys)
        elif keys:
            action.setShortcut(QKeySequence(keys))
        action.setObjectName(name)
        action.setProperty("icon-name", picture)
        return action

    def _actions(self) -> None:
        keys = QKeySequence.StandardKey
        self.new_action = self._action(
            "&New chronicle…", self._choose_new, keys.New, "newAction", "new"
        )
        self.open_action = self._action(
            "&Open chronicle…", self._choose_chronicle, keys.Open, "openAction", "open"
        )
        self.import_action = self._action(
            "&Import articles…", self._choose_import, "Ctrl+I", "importAction", "import"
        )
        self.export_action = self._action(
            "&Export events…", self._choose_export, "Ctrl+E", "exportAction", "export"
        )
        self.quit_action = self._action("&Quit", self.close, "Ctrl+Q", "quitAction", "quit")
        self.quit_action.setMenuRole(QAction.MenuRole.QuitRole)
        self.undo_action = self._action("&Undo", self._undo, keys.Undo, "undoAction", "undo")
        self.redo_action = self._action("&Redo", self._redo, keys.Redo, "redoAction", "redo")
        self.find_action = self._action("&Find", self._find, keys.Find, "findAction", "search")
        self.copy_action = self._action(
            "&Copy rows", self.page.table.copy, "Ctrl+Shift+C", "", "copy"
        )
        self.clear_action = self._action(
            "C&lear all filters", self.page.clear_filters, "Ctrl+Shift+X", "", "filter"
        )
        self._elsewhere = [self.new_action, self.open_action]
        table, detail = self.page.table, self.page.detail
        self._go = (
            self._action("&Next event", lambda: table.step(1), "Alt+Down"),
            self._action("&Previous event", lambda: table.step(-1), "Alt+Up"),
            self._action("Next p&assage", lambda: detail.turn(1), "Alt+PgDown"),
            self._action("Previous pa&ssage", lambda: detail.turn(-1), "Alt+PgUp"),
        )
        self.around = (
            self._action("Next &pane", lambda: self._pane(1), "F6"),
            self._action("Previous pan&e", lambda: self._pane(-1), "Shift+F6"),
        )
        self.shortcuts_action = self._action(
            "&Keyboard shortcuts", self._show_shortcuts, keys.HelpContents, "", "help"
        )
        self.about_action = self._action("&About Dateline", self._about, None, "", "info")
        self.about_action.setMenuRole(QAction.MenuRole.AboutRole)
        self.undo_action.setEnabled(False)
        self.redo_action.setEnabled(False)

    def _menus(self) -> None:
        bar = self.menuBar()
        file = bar.addMenu("&File")
        file.addActions((self.new_action, self.open_action))
        self.recent_menu = file.addMenu("Open &recent")
        self._elsewhere.append(self.recent_menu.menuAction())
        file.addSeparator()
        file.addActions((self.import_action, self.export_action))
        file.addSeparator()
        file.addAction(self.quit_action)
        edit = bar.addMenu("&Edit")
        edit.addActions((self.undo_action, self.redo_action))
        edit.addSeparator()
        edit.addActions((self.copy_action, self.find_action, self.clear_action))
        bar.addMenu(self.page.named.menu)
        view = bar.addMenu("&View")
        self._sort_menu(view.addMenu("&Sort by"))
        self._theme_menu(view.addMenu("&Theme"))
        view.addAction(self._action("&Reset columns and panes", self._reset_layout))
        go = bar.addMenu("&Go")
        go.addActions(self._go)
        go.addSeparator()
        go.addActions(self.around)
        help_menu = bar.addMenu("&Help")
        help_menu.addActions((self.shortcuts_action, self.about_action))
        self._allow()

    def _sort_menu(self, menu: QMenu) -> None:
        group = QActionGroup(self)
        self.sort_actions: dict[SortField, QAction] = {}
        for column in COLUMNS:
            action = self._action(column.heading, partial(self._sort_by, column.field))
            action.setCheckable(True)
            group.addAction(action)
            menu.addAction(action)
            self.sort_actions[column.field] = action
        menu.addSeparator()
        self.down_action = self._action("&Descending", self._turn_sort)
        self.down_action.setCheckable(True)
        menu.addAction(self.down_action)

    def _theme_menu(self, menu: QMenu) -> None:
        group = QActionGroup(self)
        self.scheme_actions: dict[Scheme, QAction] = {}
        words = {Scheme.SYSTEM: "Like the &system", Scheme.LIGHT: "&Light", Scheme.DARK: "&Dark"}
        for scheme, word in words.items():
            action = self._action(word, partial(self.theme.use, scheme))
            action.setCheckable(True)
            group.addAction(action)
            menu.addAction(action)
            self.scheme_actions[scheme] = action

    def _fill_recent(self) -> None:
        self.recent_menu.clear()
        for path in self._settings.recent:
            name = str(Path(path)).replace("&", "&&")
            self.recent_menu.addAction(name, partial(self.open, path))
        self.recent_menu.setEnabled(bool(self._settings.recent))

    def _sort_by(self, field: SortField) -> None:
        self.page.sort(Sort(field, self.down_action.isChecked()))

    def _turn_sort(self) -> None:
        now = self.page.table.events.sorting
        self.page.sort(Sort(now.field, not now.down))

    def _mark_sort(self, sort: Sort) -> None:
        self.sort_actions[sort.field].setChecked(True)
        self.down_action.setChecked(sort.down)

    def _reset_layout(self) -> None:
        self.page.table.set_widths()
        self.page.panes.setSizes(FIRST_SIZES)

    def _find(self) -> None:
        self.page.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.page.search.selectAll()

    def _pane(self, by: int) -> None:
        """Go round the panes: search, filters, events, details."""
        page = self.page
        stops = (page.search, page.filters.search, page.table, page.detail.people)
        groups = (page.search, page.filters, page.table, page.detail)
        focus = QApplication.focusWidget()
        at = next(
            (
                n
                for n, group in enumerate(groups)
                if focus and (group is focus or group.isAncestorOf(focus))
            ),
            -1 if by > 0 else 0,
        )
        stops[(at + by) % len(stops)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _recolour(self) -> None:
        self.setWindowIcon(icon("dateline", self.theme.colours, "accent"))
        self._undrawn = True

    def _draw_icons(self) -> None:
        """A menu opens: its pictures are drawn now, and not before the window stands."""
        if not self._undrawn:
            return
        self._undrawn = False
        for action in self.findChildren(QAction):
            name = action.property("icon-name")
            if name:
                action.setIcon(icon(str(name), self.theme.colours))

    def shortcuts(self) -> list[tuple[str, str]]:
        """Every key and what it does, for the page in the Help menu."""
        native = QKeySequence.SequenceFormat.NativeText
        found = [
            (action.text().replace("&", "").rstrip("…"), action.shortcut().toString(native))
            for action in self.findChildren(QAction)
            if not action.shortcut().isEmpty()
        ]
        return [
            *found,
            ("Copy the chosen rows (in the table)", "Ctrl+C"),
            ("First, last event (in the table)", "Home, End"),
            ("Choose all events (in the table)", "Ctrl+A"),
            ("Tick a value (in a filter list)", "Space"),
            ("Leave a value out (in a filter list)", "-"),
            ("Role, only this, leave out (in a filter list)", "Shift+F10"),
            ("Walk, choose several (in the bars)", "Left, Shift+Left"),
            ("Filter by what is chosen (in the bars)", "Enter"),
            ("All dates again (in the bars)", "Esc"),
            ("Zoom in, out, show all (in the bars)", "+, -, 0"),
            ("Filter by a person (in the details)", "Enter"),
            ("Remove a filter (on its chip)", "Delete"),
            ("To the table (in the search field)", "Enter"),
        ]

    def _show_shortcuts(self) -> None:
        dialog = QDialog(self)
        dialog.setObjectName("shortcutsDialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle("Keyboard shortcuts")
        grid = QGridLayout(dialog)
        grid.setContentsMargins(24, 16, 24, 16)
        grid.setHorizontalSpacing(32)
        for row, (what, keys) in enumerate(self.shortcuts()):
            grid.addWidget(QLabel(what), row, 0)
            pressed = QLabel(keys)
            pressed.setProperty("quiet", True)
            grid.addWidget(pressed, row, 1)
        dialog.open()

    def _about(self) -> None:
        try:
            number = version("dateline")
        except PackageNotFoundError:  # run from the sources
            number = ""
        box = QMessageBox(self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle("About Dateline")
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(f"Dateline {number}".strip())
        box.setInformativeText(
            "Turns news articles into a chronology you can browse, question and correct. "
            "Everything stays on this machine."
        )
        box.open()


def _open(target: str | None) -> "Archive":
    # Here and not at the top: the database layer takes longer to load than the window to build.
    archive: Archive = import_module("desktop.archive").Archive.open(target)
    return archive
