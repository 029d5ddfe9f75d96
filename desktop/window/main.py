"""The main window: the page, the strips, the menus; opening, keeping and closing a chronicle."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from desktop.chronicle.empty import Empty
from desktop.chronicle.page import ChroniclePage
from desktop.faults import Faults
from desktop.importing.choose import ChooseDialog
from desktop.importing.drop import DropHint
from desktop.importing.report import ReportPanel
from desktop.importing.unfinished import Unfinished
from desktop.jobs.busy import Busy
from desktop.jobs.jobs import Job, Jobs, once
from desktop.jobs.reader import Lane, Reader
from desktop.jobs.strips import JobStrip, NoticeStrip
from desktop.settings import Memory, pack, remember, unpack
from desktop.theme.icons import icon
from desktop.theme.theme import Scheme, Theme
from desktop.window import pickers
from desktop.window.help import shortcuts, show_about, show_shortcuts
from desktop.window.leaving import Leaving
from desktop.window.menus import Menus
from desktop.window.work import Work
from models.queries.filter import Sort, SortField

if TYPE_CHECKING:  # loaded off the GUI thread, see there
    from desktop.archive import Archive, Labels

_FIRST_SIZE = (1280, 800)
_PATIENCE = 0.2  # seconds for a job, and for those who read, to end when the window goes
_TITLE_BAR = 40  # what a window's frame takes, at most


class Window(QMainWindow):
    """Everything the user sees. It holds no rules of its own: it asks, and hands on."""

    closed = Signal()
    """The window is gone, and so is what it held."""

    def __init__(self, app: QApplication, faults: Faults, memory: Memory) -> None:
        super().__init__()
        self._app = app
        self._memory = memory
        self._settings = memory.settings()
        self.busy = Busy(self)
        self.setProperty("busy", False)
        self._laid_out = QTimer(self, singleShot=True, interval=0)
        self._laid_out.timeout.connect(self._say_idle)
        self.busy.changed.connect(self._say_busy)
        self.theme = Theme(app, self)
        self.jobs = Jobs(self.busy, self)
        self._archive: Archive | None = None
        self._reader: Reader | None = None
        self._target: str | None = None
        self._leaving = False  # no more than a moment is left to it
        self._left = False
        self.leaving = Leaving(self, self.jobs)
        self.page = ChroniclePage(self.theme, self.busy)
        self.closed_page = Empty(self.theme)
        self.report = ReportPanel(self.theme)
        self.strip = JobStrip(self.theme)
        self.notice = NoticeStrip(self.theme)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.page)
        self._pages.addWidget(self.closed_page)
        self._layout()
        self.menus = Menus(self, self.theme, self.page.named.menu)
        unfinished = Unfinished(memory)
        self.work = Work(self.jobs, self.page, self.report, self.notice, unfinished, self)
        self.drop = DropHint(self)
        self._connect(faults)
        self._restore()
        self.setWindowTitle("Dateline")

    def _say_busy(self, busy: bool) -> None:
        """Idle is told a turn later, so that what came last can be laid out: until then a row may
        be elsewhere. A panel that needs more turns than that is not waited for.
        """
        if busy:
            self.setProperty("busy", True)
        else:
            self._laid_out.start()

    def _say_idle(self) -> None:
        if not self.busy:
            self.setProperty("busy", False)

    # Opening and closing

    def open(self, target: str | None, *, create: bool = True) -> None:
        """Open a chronicle, None being the user's own, off the GUI thread.

        ``create``: one that is not there yet is made.
        """
        self._let_go()
        self._target = target
        self._pages.setCurrentIndex(0)
        self.page.attach(None, None, self._memory.view(""))
        self.page.count.setText("Opening …")
        job = Job("Opening", once("Opening", partial(_open, target, create)), visible=False)
        job.ended.connect(self._opened)
        job.failed.connect(partial(self._not_opened, create))
        self.jobs.run(job)

    def _opened(self, archive: "Archive") -> None:
        if self._leaving:
            archive.close()
            return
        self._archive = self.work.archive = archive
        self._reader = Reader(archive, self.busy, self)
        self._reader.failed.connect(self.work.complain)
        key = str(archive.path)
        self._settings = remember(self._settings, key)
        self._memory.keep(self._settings)
        self.setWindowTitle(f"{archive.name} – Dateline")
        self.setWindowFilePath("")
        self.page.attach(archive, self._reader, self._memory.view(key))
        self.menus.show_recent(self._settings.recent)
        self.menus.allow(opened=True)
        self._ask_labels()
        self.work.tell_unfinished()
        if archive.fresh:
            self.work.read_example()

    def _not_opened(self, create: bool, fault: str) -> None:
        if self._leaving:
            return
        self.page.count.setText("")
        actions: list[tuple[str, Callable[[], object]]] = [
            ("Open another chronicle…", self._choose_chronicle),
            ("Try again", partial(self.open, self._target, create=create)),
        ]
        if self._target is not None:
            actions.append(("Open my own chronicle", partial(self.open, None)))
        self.closed_page.put("warning", "This chronicle cannot be opened", fault, actions)
        self._pages.setCurrentIndex(1)
        self.setWindowTitle("Dateline")
        self.menus.allow(opened=False)

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
        self._archive = self.work.archive = None
        self.report.hide()
        self.notice.hide()
        self.menus.allow(opened=False)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about a long job first; a window that is left closes, and one that stays does not."""
        if not self._leaving:
            if self._app.isSavingSession():  # nobody is there to be asked
                self.leave()
            else:
                self.leaving.ask()
        if self._left:
            super().closeEvent(event)
            self.closed.emit()
        else:
            event.ignore()

    def leave(self) -> None:
        """Close without a question: the window at once, and within two seconds all it holds."""
        if self._leaving:
            return
        self._leaving = self.work.leaving = True
        self._keep()
        if self.jobs.running:
            self.hide()
        self.leaving.wait()

    def _leave_now(self) -> None:
        """Nothing is waited for any longer."""
        self.shut(_PATIENCE)
        self._left = True
        self.close()

    def shut(self, patience: float | None = None) -> bool:
        """Let go of the store and of every thread; whether all of them have ended.

        ``patience``: jobs, and those who read, are waited for so many seconds at most.
        """
        self._leaving = True
        ended = self.jobs.close(patience)
        self.work.unfinished.release()
        if self._reader is not None:
            ended &= self._reader.close(patience)
            self._reader = None
        if self._archive is not None:
            self._archive.close()
            self._archive = self.work.archive = None
        return ended

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
        self.menus.mark_sort(sort)
        known = {each.value for each in Scheme}
        scheme = Scheme(kept.scheme) if kept.scheme in known else Scheme.SYSTEM
        self.theme.use(scheme)
        self.menus.schemes[scheme].setChecked(True)
        self.menus.show_recent(self._settings.recent)

    def _first_place(self) -> None:
        """The first size, or the whole of a screen that has no room for it and its frame."""
        self.resize(*_FIRST_SIZE)
        room = self.screen().availableSize()
        if QGuiApplication.platformName() == "offscreen":
            return  # its screen is none that anybody looks at
        if room.width() < _FIRST_SIZE[0] or room.height() < _FIRST_SIZE[1] + _TITLE_BAR:
            self.setWindowState(Qt.WindowState.WindowMaximized)

    # Jobs

    def _job_begun(self, job: Job) -> None:
        self.strip.follow(job)
        if job.visible:  # it belongs to the chronicle that is open; stopping it is one click
            self.menus.stay()

    def _job_done(self, job: Job) -> None:
        self.strip.leave(job)
        self.work.leave(job)
        if self._leaving:
            return
        if job.visible and self._archive is not None:
            self.page.refresh()
            self._ask_labels()
        self.menus.allow(opened=self._archive is not None)

    # Choosing

    def _choose_import(self) -> None:
        dialog = ChooseDialog(self._settings.folder, self)
        dialog.chosen.connect(self.work.import_paths)
        dialog.finished.connect(lambda: self._set_folder(dialog.folder) if dialog.folder else None)
        dialog.open()

    def _set_folder(self, folder: str) -> None:
        self._settings = replace(self._settings, folder=folder)

    def _choose_chronicle(self) -> None:
        picker = pickers.to_open(self, self._settings.folder)
        picker.fileSelected.connect(self._open_what_is_there)
        picker.open()

    def _open_what_is_there(self, path: str) -> None:
        self.open(path, create=False)

    def _choose_new(self) -> None:
        picker = pickers.to_create(self, self._settings.folder)
        picker.fileSelected.connect(self.open)
        picker.open()

    def _choose_export(self) -> None:
        name = self._archive.name if self._archive else "chronicle"
        picker = pickers.to_export(self, self._settings.folder, name)
        picker.fileSelected.connect(lambda path: self.work.export_to(Path(path)))
        picker.open()

    def _ask_labels(self) -> None:
        if self._archive is not None and self._reader is not None:
            self._reader.ask("labels", self._archive.labels(), self._label, lane=Lane.BACK)

    def _label(self, labels: "Labels") -> None:
        self.menus.name_undo(labels.undo, labels.redo)

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
        faults.crashed.connect(self.work.crashed)
        self.jobs.started.connect(self._job_begun)
        self.jobs.finished.connect(self._job_done)
        self.leaving.agreed.connect(self.leave)
        self.leaving.done.connect(self._leave_now)
        self.work.changed.connect(self._ask_labels)
        self.work.imported.connect(lambda told: self.setProperty("importReport", told))
        self.page.import_wanted.connect(self._choose_import)
        self.page.sort_changed.connect(self.menus.mark_sort)
        self.drop.dropped.connect(self.work.import_paths)
        self.theme.changed.connect(self._recolour)
        self.menus.recent_wanted.connect(self._open_what_is_there)
        self.menus.sort_wanted.connect(self._sort_by)
        for action, act in self._acts():
            action.triggered.connect(lambda _=False, act=act: act())

    def _acts(self) -> tuple[tuple[QAction, Callable[[], object]], ...]:
        menus, page = self.menus, self.page
        return (
            (menus.new, self._choose_new),
            (menus.open, self._choose_chronicle),
            (menus.import_, self._choose_import),
            (menus.export, self._choose_export),
            (menus.quit, self.close),
            (menus.undo, self.work.undo),
            (menus.redo, self.work.redo),
            (menus.find, self._find),
            (menus.copy, page.table.copy),
            (menus.clear, page.clear_filters),
            (menus.down, self._turn_sort),
            (menus.reset, self._reset_layout),
            (menus.next_event, partial(page.table.step, 1)),
            (menus.previous_event, partial(page.table.step, -1)),
            (menus.next_passage, partial(page.detail.turn, 1)),
            (menus.previous_passage, partial(page.detail.turn, -1)),
            (menus.next_pane, partial(self._pane, 1)),
            (menus.previous_pane, partial(self._pane, -1)),
            (menus.shortcuts, self._show_shortcuts),
            (menus.about, partial(show_about, self)),
        )

    def _sort_by(self, field: SortField) -> None:
        self.page.sort(Sort(field, self.menus.down.isChecked()))

    def _turn_sort(self) -> None:
        now = self.page.table.events.sorting
        self.page.sort(Sort(now.field, not now.down))

    def _reset_layout(self) -> None:
        self.page.table.set_widths()
        self.page.set_panes()

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

    def shortcuts(self) -> list[tuple[str, str]]:
        """Every key and what it does, for the page in the Help menu."""
        return shortcuts(self.findChildren(QAction))

    def _show_shortcuts(self) -> None:
        show_shortcuts(self.shortcuts(), self)


def _open(target: str | None, create: bool) -> "Archive":
    # Here and not at the top: the database layer takes longer to load than the window to build.
    archive: Archive = import_module("desktop.archive").Archive.open(target, create=create)
    return archive
