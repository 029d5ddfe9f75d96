"""The main window: its page, the strips, the menus; opening, keeping and closing a chronicle."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.author import author
from desktop.chronicle.empty import Empty
from desktop.chronicle.page import ChroniclePage
from desktop.importing.drop import DropHint
from desktop.importing.report import ReportPanel
from desktop.importing.unfinished import Unfinished
from desktop.importing.watched import Offering, WatchedDialog
from desktop.jobs.busy import Busy
from desktop.jobs.jobs import Job, Jobs
from desktop.jobs.reader import Reader
from desktop.pages.page import named
from desktop.pages.rail import Rail
from desktop.pages.touching import EVERYTHING, FILTERS
from desktop.people.desk import ActorDesk
from desktop.settings import Memory, View, pack, remember, unpack
from desktop.theme.icons import icon
from desktop.theme.theme import Theme
from desktop.window.about import show_about
from desktop.window.articles import Articles
from desktop.window.beside import Beside
from desktop.window.choosing import Choosing
from desktop.window.help import shortcuts, show_shortcuts
from desktop.window.hint import Hint
from desktop.window.house import House
from desktop.window.keys import KeysStay, MenuKeys, go_round
from desktop.window.leaving import Leaving
from desktop.window.menus import Menus
from desktop.window.noticing import Noticing
from desktop.window.opening import NOT_UPGRADED, OPENING, UPGRADING, opening
from desktop.window.originals import Originals
from desktop.window.papers import Papers
from desktop.window.rooms import ROOMS
from desktop.window.standing import Standing
from desktop.window.strips import Foot
from desktop.window.toolbar import Toolbar
from desktop.window.work import Work
from desktop.window.yourself import YourName
from models.progress import Progress

if TYPE_CHECKING:  # loaded off the GUI thread, see there
    from desktop.archive import Archive
    from models.edits.news import News
    from models.importing.watching import Fresh

_FIRST_SIZE = (1280, 800)
_PATIENCE = 0.2  # seconds for a job, and for those who read, to end when the window goes
_DECIDING = 2.0  # seconds for what was decided with a key: each takes milliseconds
_TITLE_BAR = 40  # what a window's frame takes, at most


class Window(QMainWindow):
    """Everything the user sees. It holds no rules of its own: it asks, and hands on.

    ``opened`` finds the chronicle that this program has open under a path; None: it has not.
    """

    another_wanted = Signal()
    """A second window on the same chronicle."""
    quit_wanted = Signal()
    """The end of the program, with all of its windows."""
    closed = Signal()
    """The window is gone, and so is what it held."""

    def __init__(
        self,
        app: QApplication,
        theme: Theme,
        memory: Memory,
        opened: "Callable[[str], Archive | None]",
    ) -> None:
        super().__init__()
        self._app = app
        self._memory = memory
        self.hint = Hint()
        self._opened_already = opened
        self.busy = Busy(self)
        self.setProperty("busy", False)
        self._laid_out = QTimer(self, singleShot=True, interval=0)
        self._laid_out.timeout.connect(self._say_idle)
        self.busy.changed.connect(self._say_busy)
        self.theme = theme
        self.jobs = Jobs(self.busy, self)
        self._archive: Archive | None = None
        self._reader: Reader | None = None
        self._leaving = False  # no more than a moment is left to it
        self._left = False
        self.leaving = Leaving(self, self.jobs)
        self.page: House = ChroniclePage(self.theme, self.busy, ROOMS)
        self.rail = Rail(ROOMS, self.theme)
        self.closed_page = Empty(self.theme)
        self.report = ReportPanel(self.theme)
        self.foot = Foot(self.theme)
        self.notice, self.strip = self.foot.notice, self.foot.job
        self._pages = QStackedWidget()
        self._pages.addWidget(self.page.widget())
        self._pages.addWidget(self.closed_page)
        self.menus = Menus(self, self.theme, self.page.menus, self.page.views, ROOMS)
        self.toolbar = self._toolbar()
        self._layout()
        self.keys = MenuKeys(self, app), KeysStay(self, app)
        unfinished = Unfinished(memory)
        self.articles = Articles(self.page, self.report, self.theme, self.busy, self)
        self.work = Work(self.jobs, self.page, self.report, self.notice, unfinished, self)
        self.people = ActorDesk(self.theme, self.page.pointed, self)
        self.papers = Papers(
            self.theme, self.jobs, self.work, self.notice, self.page.in_hand,
            self._paper, self,
        )  # fmt: skip
        self.originals = Originals(self.notice.tell, self)
        self.beside = Beside(self.theme, self.work, self.page, self)
        self.looks = Jobs(self.busy, self)
        self._choosing = Choosing(self, memory, self.work, self.theme, self.looks)
        self.offering = Offering(self.busy, memory, self)
        self.drop = DropHint(self)
        self.noticing = Noticing(self.busy, self)
        self._standing = Standing(self, self.foot, self.noticing)
        self._connect()
        self._restore()
        self._standing.say_which(self._archive)

    def _say_busy(self, busy: bool) -> None:
        """Idle is signalled one turn later, when the last answer is laid out: until then a row may
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

    @property
    def archive(self) -> "Archive | None":
        """The chronicle that is open here."""
        return self._archive

    def open(self, target: str | None, *, create: bool = True, anew: bool = False) -> None:
        """Open a chronicle, None being the user's own, off the GUI thread.

        The one that is open stays until the other one is. ``create``: one that is not there yet
        is made. ``anew``: what this program has open under that path is another file by now.
        """
        if self._archive is None:
            self._pages.setCurrentIndex(0)
            self.page.attach(None, None, self._memory.view(""))
            self.page.say("Opening…")
        self.work.archive = None  # start nothing in an archive that may close in a moment
        self.menus.allow(opened=False)
        self.rail.allow(opened=self._archive is not None)
        shared = None if anew or target is None else self._opened_already(target)
        job = opening(target, create=create, shared=shared)
        job.ended.connect(self._opened)
        job.failed.connect(partial(self._not_opened, target, create))
        job.stopped.connect(lambda _: self._not_opened(target, create, NOT_UPGRADED))
        job.ticked.connect(partial(self._upgrading, job))
        self.jobs.run(job)

    def _upgrading(self, job: Job, tick: Progress) -> None:
        """Show how far an earlier chronicle is brought up to date; another one opens at once."""
        if job.visible or job.stopping or tick.label == OPENING:
            return
        job.visible = True
        self.strip.follow(job)
        if self._archive is None:
            self.page.say("")
            self.closed_page.put("info", *UPGRADING)
            self._pages.setCurrentIndex(1)

    def join(self, archive: "Archive", other: "Window") -> None:
        """Show the chronicle of another window, as it is asked there."""
        view = replace(other.page.save(), unstored="")  # it's typed there
        self._show(archive.share(), view, other.noticing.known)

    def _opened(self, archive: "Archive") -> None:
        if self._leaving:
            archive.close()
            return
        self._let_go()
        self._show(archive, self._memory.view(archive.address), archive.opened_at)
        self.work.tell_unfinished()
        if archive.fresh and not archive.read_only:
            archive.fresh = False
            self.work.read_example()

    def _show(self, archive: "Archive", view: View, known: object) -> None:
        """Have this chronicle in the window, of which ``known`` is a version to be seen."""
        self._archive = self.work.archive = archive
        self._reader = Reader(archive, self.busy, self)
        self._reader.failed.connect(self.work.complain)
        self._pages.setCurrentIndex(0)
        key = archive.address
        self._memory.keep(remember(self._memory.settings(), key))
        if name := self._memory.settings().name:
            archive.deeds.by = author(name)
        self._show_recent()
        self.page.attach(archive, self._reader, view)
        self.articles.attach(archive, self._reader)
        self.originals.attach(archive, self._reader)
        self.beside.attach(archive, self._reader)
        self.people.attach(archive, self._reader)
        self.papers.attach(archive, self._reader)
        self.menus.allow(opened=True)
        self.rail.allow(opened=True)
        self.noticing.attach(archive, self._reader, known)
        self.offering.attach(archive)

    def _not_opened(self, target: str | None, create: bool, fault: str) -> None:
        if self._leaving:
            return
        actions: list[tuple[str, Callable[[], object]]] = [
            ("Open another chronicle…", self.open_another),
            ("Try again", partial(self.open, target, create=create)),
        ]
        if self._archive is not None:
            self.work.archive = self._archive
            self.notice.tell(fault, actions, wrong=True)
            self.noticing.again()
            return
        self.page.say("")
        if target is not None:
            actions.append(("Open my chronicle", partial(self.open, None)))
        self.closed_page.put("warning", "This chronicle cannot be opened", fault, actions)
        self._pages.setCurrentIndex(1)
        self._standing.say_which(self._archive)

    def _let_go(self) -> None:
        """Close what is open, keeping what was asked of it."""
        if self._archive is None or self._reader is None:
            return
        self._memory.keep_view(self._archive.address, self.page.save())
        self._choosing.let_go()
        self.work.queue.settle()
        self.noticing.let_go()
        self.offering.let_go()
        self._reader.close()
        self._reader.deleteLater()
        self._reader = None
        self.page.attach(None, None, self._memory.view(""))
        self.articles.attach(None, None)
        self.originals.attach(None, None)
        self.beside.attach(None, None)
        self.people.attach(None, None)
        self.papers.attach(None, None)
        self._archive.close()
        self._archive = self.work.archive = None
        self.report.hide()
        self.notice.clear()
        self.menus.allow(opened=False)
        self._standing.say_which(self._archive)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window needs its room for the page."""
        super().resizeEvent(event)
        self.rail.fit(self.width())

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
        self._choosing.let_go()
        ended = self.jobs.close(patience)
        ended &= self.articles.close(patience)
        ended &= self.looks.close(patience)
        ended &= self.offering.let_go(patience)
        ended &= self.work.queue.close(_DECIDING)
        self.work.unfinished.release()
        ended &= self.noticing.let_go(patience)
        if self._reader is not None:
            ended &= self._reader.close(patience)
            self._reader = None
        if self._archive is not None:
            self._archive.close()
            self._archive = self.work.archive = None
        return ended

    def _keep_originals(self) -> None:
        """Imports keep the bytes of their files from now on, or no longer."""
        self.work.keep_originals = self.menus.originals.isChecked()
        kept = self._memory.settings()
        self._memory.keep(replace(kept, keep_originals=self.work.keep_originals))

    def _keep(self) -> None:
        kept = self.page.keep(self._memory.settings())
        self._memory.keep(replace(kept, geometry=pack(self.saveGeometry())))
        if self._archive is not None:
            self._memory.keep_view(self._archive.address, self.page.save())

    def place(self, place: QRect) -> None:
        """Go here, whatever geometry was kept."""
        self.setWindowState(Qt.WindowState.WindowNoState)
        self.setGeometry(place)

    def _restore(self) -> None:
        kept = self._memory.settings()
        self._show_recent()
        self._first_place()
        if kept.geometry:
            self.restoreGeometry(unpack(kept.geometry))
        self.page.restore(kept)
        self.menus.originals.setChecked(kept.keep_originals)
        self.work.keep_originals = kept.keep_originals
        self.hint.setHidden(kept.hinted)

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
        self.noticing.look()
        self.menus.allow(opened=self._archive is not None)

    # Choosing

    def _open_what_is_there(self, path: str) -> None:
        self.open(path, create=False)

    def _refuse(self, why: str) -> None:
        """Nothing can be written, and everything that writes says why; empty: it can."""
        if why != self.work.refusal:
            self.work.refusal = why
            self.menus.refuse(why)
            self.page.refuse(why)
            self.beside.refuse(why)
            self.people.refuse(why)
            self.drop.refuse(why)
            if why:
                self.report.settle()
        self._standing.say_which(self._archive)

    def _displaced(self) -> None:
        if self._archive is not None:
            self._standing.displaced(self.work.refusal, self)

    def _say_why(self) -> None:
        if self._archive is not None:
            self._standing.say_why(self.work.refusal, self)

    # What can be done about a chronicle that cannot be written

    def save_copy(self) -> None:
        """Choose where a copy goes."""
        self._choosing.to_copy(self._open_what_is_there)

    def open_another(self) -> None:
        """Choose another chronicle."""
        self._choosing.to_open(self._open_what_is_there)

    def open_again(self) -> None:
        """Open the file that is there now."""
        if self._archive is not None:
            self.open(self._archive.address, create=False, anew=True)

    def _show_recent(self) -> None:
        """Other windows and programs open chronicles as well."""
        self.menus.show_recent(self._memory.settings().recent)

    def _told(self, news: "News") -> None:
        """Something has been done, here or elsewhere."""
        self.menus.name_undo(news.undo, news.redo)
        self.page.touched(news.touched | {FILTERS})
        self.beside.touched()
        if news.touched:
            self.articles.touched()

    # Building

    def _toolbar(self) -> Toolbar:
        menus = self.menus
        groups = ((menus.import_, menus.export), (menus.undo, menus.redo))
        made = Toolbar(groups, groups[0], self.theme)
        made.put(self.page.bar)
        return made

    def _layout(self) -> None:
        central = QWidget()
        layout = QVBoxLayout(central)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.toolbar)
        layout.addWidget(self.hint)
        between = QHBoxLayout()
        between.setSpacing(0)
        between.addWidget(self.rail)
        between.addWidget(self._pages, 1)
        layout.addLayout(between, 1)
        for strip in (self.report, self.foot):
            layout.addWidget(strip)
        self.setCentralWidget(central)

    def _connect(self) -> None:
        self.noticing.told.connect(self._told)
        self.noticing.displaced.connect(self._displaced)
        self.work.refused.connect(self._say_why)
        self.noticing.settled.connect(self.notice.withdraw)
        self.noticing.refused.connect(self._refuse)
        self.page.answered.connect(self.noticing.answered)
        self.page.actor_menu.connect(self.people.extend)
        self.page.mention_wanted.connect(self.people.other_mention)
        self.articles.article.mention_wanted.connect(self.people.other_mention)
        self.people.decide.connect(self.work.decide)
        self.people.take_back.connect(self.work.take_back)
        self.page.undo_wanted.connect(self.work.take_back)
        self.people.told.connect(self.page.told)
        self.people.job.connect(self.work.run)
        self.report.documents_wanted.connect(self.papers.show_in_turn)
        self.report.original_wanted.connect(self.originals.open)
        self.articles.article.original_wanted.connect(self.originals.open)
        self.papers.original_wanted.connect(self.originals.open)
        self.page.job.connect(self.work.run)
        self.page.paper_wanted.connect(lambda number: self.papers.show((number,)))
        self.page.papers_wanted.connect(self.papers.mark)
        self.jobs.started.connect(self._job_begun)
        self.jobs.finished.connect(self._job_done)
        self.work.queue.drained.connect(self.noticing.look)
        self.leaving.agreed.connect(self.leave)
        self.leaving.done.connect(self._leave_now)
        self.work.imported.connect(self._imported)
        self.page.wanted.connect(self._want)
        self.page.offered.connect(lambda: self.menus.offer(self.page.offers()))
        self.page.laid_out.connect(self._mark_panes)
        self.page.page_turned.connect(self._page_turned)
        self.rail.wanted.connect(self.page.turn)
        self.menus.page_wanted.connect(self.page.turn)
        self.hint.understood.connect(self._understood)
        self.drop.dropped.connect(self._choosing.look_at)
        self.offering.offered.connect(self._offer)
        self.offering.withdrawn.connect(self.notice.withdraw)
        self.work.look_wanted.connect(self._choosing.look_at)
        self.theme.changed.connect(self._recolour)
        self.theme.chosen.connect(self._mark_scheme)
        self.menus.recent_wanted.connect(self._open_what_is_there)
        self.menus.looked_at.connect(self._show_recent)
        for action, act in self._acts():
            action.triggered.connect(lambda _=False, act=act: act())

    def _acts(self) -> Iterator[tuple[QAction, Callable[[], object]]]:
        menus, choosing = self.menus, self._choosing
        yield from (
            (menus.new, lambda: choosing.to_create(self.open)),
            (menus.open, self.open_another),
            (menus.import_, choosing.to_import),
            (menus.paste, choosing.paste),
            (menus.watched, self._show_watched),
            (menus.export, choosing.to_export),
            (menus.chronology, choosing.ledgers.choose),
            (menus.update_sheet, choosing.ledgers.update),
            (menus.print, self.work.print_),
            (menus.copy_of, self.save_copy),
            (menus.messages, self.foot.show_messages),
            (menus.another, self.another_wanted.emit),
            (menus.quit, self.quit_wanted.emit),
            (menus.yourself, self._ask_name),
            (menus.undo, self.work.undo),
            (menus.redo, self.work.redo),
            (menus.originals, self._keep_originals),
            (menus.reread, self.papers.read_again),
            (menus.details, self.papers.show_details),
            (menus.undated, self.papers.show_undated),
            (menus.history, self.beside.show_history),
            (menus.meter, self.beside.show_meter),
            (menus.larger, partial(self.theme.step_zoom, 1)),
            (menus.smaller, partial(self.theme.step_zoom, -1)),
            (menus.usual, partial(self.theme.step_zoom, 0)),
            (menus.next_untaken, partial(self.articles.article.seeking.step, 1)),
            (menus.previous_untaken, partial(self.articles.article.seeking.step, -1)),
            (menus.next_pane, partial(self._go_round, 1)),
            (menus.previous_pane, partial(self._go_round, -1)),
            (menus.shortcuts, self._show_shortcuts),
            (menus.about, partial(show_about, self)),
        )
        on_page = {**menus.of_page, "find": menus.find, "reset layout": menus.reset}
        on_page |= {f"show {name}": action for name, action in menus.panes.items()}
        yield from ((menus.on_actors[name], act) for name, act in self.people.acts().items())
        for name, act in self.page.acts().items():
            yield on_page[name], act

    def _ask_name(self) -> None:
        """Ask under which name is decided here."""
        dialog = YourName(self._memory.settings().name, self)
        dialog.named.connect(self._use_name)
        dialog.open()

    def _use_name(self, name: str) -> None:
        self._memory.keep(replace(self._memory.settings(), name=name))
        if self._archive is not None:
            self._archive.deeds.by = author(name or None)
            self.page.touched(EVERYTHING)  # what is said to be by you

    def _want(self, what: str) -> None:
        """The page wants something done."""
        {
            "import": self._choosing.to_import,
            "example": self.work.read_example,
            "undo": self.work.undo,
        }[what]()

    def _show_watched(self) -> None:
        """Show the watched folders."""
        if self._archive is None or self._reader is None:
            return
        dialog = WatchedDialog(self._archive, self._reader, self._memory.settings().folder, self)
        dialog.edit.connect(self.work.change)
        self.jobs.finished.connect(dialog.show_again)
        dialog.finished.connect(self.offering.look)
        dialog.open()

    def _offer(self, told: str, files: "Sequence[Fresh]") -> None:
        """New files in watched folders are offered, once."""

        def look() -> None:
            self.notice.withdraw(told)
            self.offering.passed_over(files)
            self._choosing.look_at([each.path for each in files])

        def leave() -> None:
            self.notice.withdraw(told)
            self.offering.passed_over(files)

        self.notice.tell(told, [("Show them", look), ("Ignore them", leave)])

    def _imported(self, told: str) -> None:
        self.setProperty("importReport", told)
        if not self.work.only_example:
            self._understood()

    def _understood(self) -> None:
        """Whoever has seen the hint, or imported without it, never sees it again."""
        self.hint.hide()
        self._memory.keep(replace(self._memory.settings(), hinted=True))

    def _paper(self) -> int:
        """The article that is open, else that which the keys are on; 0: none."""
        return self.articles.shown() or self.page.paper()

    def _page_turned(self, key: str) -> None:
        """Another page is in sight."""
        room = named(ROOMS, key)
        self.setProperty("page", room.name if room is not None else "")
        self.rail.mark(key)
        self.menus.mark_page(key)
        self.menus.offer(self.page.offers())

    def _mark_panes(self) -> None:
        hidden = self.page.hidden()
        for name, action in self.menus.panes.items():
            action.setChecked(name not in hidden)

    def _go_round(self, by: int) -> None:
        """Go round the panes of the page, and messages if there are any."""
        panes = list(self.page.panes())
        if self.foot.is_used:
            panes.append((self.foot, self.foot.first))
        go_round(panes, by)

    def _mark_scheme(self) -> None:
        self.menus.schemes[self.theme.scheme].setChecked(True)

    def _recolour(self) -> None:
        self._mark_scheme()
        self.setWindowIcon(icon("dateline", self.theme.colours, "accent"))

    def shortcuts(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Every key and what it does, in groups, for the page in the Help menu."""
        return shortcuts(self.menuBar())

    def _show_shortcuts(self) -> None:
        show_shortcuts(self.shortcuts(), self)
