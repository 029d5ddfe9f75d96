"""What is done to articles as such: they are read again, and their details corrected."""

from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from desktop.chronicle.marking.desk import Marking
from desktop.chronicle.marking.marks import ArticleMarks
from desktop.jobs.jobs import Job, Jobs
from desktop.jobs.reader import Lane, Reader
from desktop.sources.difference_words import counts
from desktop.tables.words import counted
from desktop.theme.theme import Theme
from desktop.window.strips import NoticeStrip
from desktop.window.work import Work

if TYPE_CHECKING:  # loaded off the GUI thread, see desktop.archive
    from desktop.archive import Archive
    from models.importing.rereading import Reread, RereadReport

_STAYS = "nothing is changed by it."
_KEEPING = "what was taken so far is kept."


class Papers(QObject):
    """Opens the dialogs about articles, and runs what they ask for.

    ``events``: those that an act is about; ``article``: the one that is open, or 0.
    """

    original_wanted = Signal(int)
    """The file that an article came from is to be opened."""

    def __init__(
        self,
        theme: Theme,
        jobs: Jobs,
        work: Work,
        notice: NoticeStrip,
        events: Callable[[], Sequence[int]],
        article: Callable[[], int],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._theme, self._jobs, self._work, self._notice = theme, jobs, work, notice
        self._events, self._article = events, article
        self._window = parent
        self._archive: Archive | None = None
        self._reader: Reader | None = None
        self._offered = ""
        self._marked: list[int] = []
        self._marking = Marking(theme, lambda: self._marked, parent, ArticleMarks)
        self._marking.decide.connect(work.decide)
        jobs.finished.connect(self._marking.refresh)

    def attach(self, archive: "Archive | None", reader: Reader | None) -> None:
        """Work on this chronicle from now on; what is open about another one closes."""
        for name in ("rereadChoice", "rereadDialog", "documentsDialog"):
            for dialog in self._window.findChildren(QDialog, name):
                dialog.close()
        self._archive, self._reader = archive, reader
        self._marking.attach(archive, reader)
        if self._offered:
            self._notice.withdraw(self._offered)
            self._offered = ""
        if archive is not None and reader is not None and not archive.read_only:
            reader.ask("older", archive.read_by_older(), self._offer, lane=Lane.SIDE)

    def show(self, documents: Sequence[int], *, every: bool = True) -> None:
        """Show the details of these articles, to be corrected; ``every``: all are chosen first."""
        if self._archive is None or self._reader is None or not documents:
            return
        if not self._work.can_write():
            return
        # Loaded when it is needed, as the other dialogs are: the window opens sooner.
        made = import_module("desktop.sources.details").DetailsDialog
        dialog = made(self._archive, self._reader, documents, self._window, every=every)
        dialog.decide.connect(self._work.decide)
        dialog.original_wanted.connect(self.original_wanted)
        self._jobs.finished.connect(dialog.refresh)
        self._open(dialog)

    def show_details(self) -> None:
        """Show the details of the open article, else of those of the chosen events."""
        if self._archive is not None and self._reader is not None:
            self._reader.ask("details of", self._here(self._archive), self.show)

    def mark(self, act: str, documents: Sequence[int]) -> None:
        """Ask for a tag ("tag") or a note ("note") for these articles."""
        if not self._work.can_write():
            return
        self._marked = list(documents)
        (self._marking.tag if act == "tag" else self._marking.note)()

    def show_in_turn(self, documents: Sequence[int]) -> None:
        """Show the details of these articles, one after the other."""
        self.show(documents, every=False)

    def show_undated(self) -> None:
        """Show the articles without a date, to be given one."""

        def put(found: Sequence[int]) -> None:
            if found:
                self.show_in_turn(found)
            else:
                self._notice.tell("Every article has a date.", passing=True)

        if self._archive is not None and self._reader is not None:
            self._reader.ask("undated", self._archive.undated(), put)

    def read_again(self) -> None:
        """Ask which articles to read again."""
        if self._archive is None or self._reader is None:
            return
        here, older = self._here(self._archive), self._archive.read_by_older()
        facts = self._archive.facts(None)

        def ask(session: Any) -> tuple[list[int], list[int], list[int]]:
            return here(session), older(session), [each.id for each in facts(session)]

        def choose(found: tuple[list[int], list[int], list[int]]) -> None:
            dialog = import_module("desktop.sources.again").AgainDialog(*found, self._window)
            dialog.wanted.connect(self._read)
            self._open(dialog)

        self._reader.ask("read again", ask, choose)

    def _here(self, archive: "Archive") -> Callable[[Any], list[int]]:
        """The articles that an act is about: the open one, else those of the chosen events."""
        article, events = self._article(), self._events()
        if article or not events:
            return lambda _: [article] if article else []
        return archive.documents_of(events)

    def _offer(self, older: Sequence[int]) -> None:
        if older:
            were = "was" if len(older) == 1 else "were"
            self._offered = f"{counted(len(older), 'article')} {were} read by an older reader."
            act = partial(self._read, older)
            self._notice.tell(self._offered, [("Read again", act)])

    def _read(self, numbers: Sequence[int]) -> None:
        """Read articles again; then show what would change."""
        if self._archive is None or not self._work.can_write() or not numbers:
            return
        self._notice.withdraw(self._offered)
        self._offered = ""
        label = f"Reading {counted(len(numbers), 'article')} again"
        doing = ("articles", "read again")
        job = Job(label, self._archive.rereading(numbers), doing=doing, keeping=_STAYS)
        job.failed.connect(self._work.complain)
        job.ended.connect(self._show)
        told = "Stopped reading again; nothing was changed."
        job.stopped.connect(lambda _: self._notice.tell(told, passing=True))
        self._jobs.run(job)

    def _show(self, report: "RereadReport") -> None:
        if report.ended is not None:
            self._work.complain(report.ended)
            return
        differences = [e.compared.found for e in report.documents if e.compared is not None]
        failed = len(differences) < len(report.documents)
        if failed or any(each.items or each.lost for each in differences):
            dialog = import_module("desktop.sources.differences").DifferenceDialog(
                report.documents, self._theme, self._window
            )
            dialog.taken.connect(self._take)
            self._open(dialog)
        else:  # only that this reader has read them is kept
            self._take(report.documents, {})

    def _take(self, found: "Sequence[Reread]", left: dict[int, Any]) -> None:
        if self._archive is None or not self._work.can_write():
            return
        some = [each for each in found if each.compared is not None]
        label = f"Taking the new reading of {counted(len(some), 'article')}"
        doing = ("articles", "taken")
        job = Job(label, self._archive.taking(some, left), doing=doing, keeping=_KEEPING)
        job.failed.connect(self._work.complain)
        job.ended.connect(self._taken)
        job.stopped.connect(self._taken)
        self._jobs.run(job)

    def _taken(self, report: "RereadReport | None") -> None:
        if report is None:
            return
        if report.ended is not None:
            self._work.complain(report.ended)
            return
        taken = [e.compared.found for e in report.documents if e.compared is not None]
        failed = [each.reason for each in report.documents if each.reason]
        read = f"{counted(len(taken), 'article')} read again"
        if report.step is None:
            told = " ".join((f"{read}: nothing changes.", *failed[:1]))
            self._notice.tell(told, passing=not failed)
        else:
            told = " ".join((f"{read}: {counts(taken)}.", *failed[:1]))
            self._notice.tell(told, [("Undo", self._work.undo)], passing=not failed)

    def _open(self, dialog: QDialog) -> None:
        dialog.open()
