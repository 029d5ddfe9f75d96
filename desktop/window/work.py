"""Imports, exports and undo of the open chronicle, as jobs with messages."""

from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from desktop.faults import OUR_SIDE
from desktop.formats import JSON, USUAL, Format, Wishes, of_path
from desktop.importing.report import ReportPanel, summary
from desktop.importing.unfinished import Unfinished, told
from desktop.jobs.jobs import Job, Jobs, Steps, once
from desktop.jobs.queue import Queue
from desktop.pages.touching import EVERYTHING, FILTERS
from desktop.tables.words import counted
from desktop.window.house import House
from desktop.window.strips import NoticeStrip
from models.dates.edtf import parse_edtf
from models.dates.interval import DateInterval
from models.printable import shown
from models.progress import Progress
from seeds import seed_path

if TYPE_CHECKING:  # loaded off the GUI thread, see desktop.archive
    from desktop.archive import Archive
    from desktop.deeds import Deciding
    from desktop.importing.found_model import Chosen
    from models.edits.deciding import Outcome
    from models.importing.report import ImportReport


class Work(QObject):
    """Starts the jobs of the open chronicle and reports how each ended."""

    imported = Signal(str)
    """An import has ended: what it did, in a line."""
    look_wanted = Signal(object)
    """Files and folders are to be looked at again."""
    refused = Signal()
    """Something was not begun, as nothing can be written."""

    def __init__(
        self,
        jobs: Jobs,
        page: House,
        report: ReportPanel,
        notice: NoticeStrip,
        unfinished: Unfinished,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.archive: Archive | None = None
        """What is worked on."""
        self.leaving = False
        """Whether the window goes: nothing more is shown in it."""
        self.refusal = ""
        """Why nothing can be written, in a sentence; empty: it can."""
        self.only_example = True
        """Whether the last import was that of the example."""
        self.keep_originals = False
        """Whether imports keep the bytes of their files in the chronicle."""
        self._jobs = jobs
        self._page = page
        self._report = report
        self._notice = notice
        self.unfinished = unfinished
        self.queue = Queue(jobs.busy, self)
        """What is decided with one key: it never waits for a job."""
        self._import: Job | None = None
        page.told.connect(lambda text: notice.tell(text, passing=True))
        page.edit.connect(self.change)
        page.decide.connect(self.decide)
        page.marking.connect(self.mark)
        report.undo_wanted.connect(self.undo)

    def import_paths(
        self, paths: Sequence[Path], published: DateInterval | None = None, label: str = ""
    ) -> None:
        """Import files and folders as a job that can be watched, stopped and undone."""
        if self.archive is None or not paths or self._refused():
            return
        name = label or (f"Importing {paths[0].name}" if len(paths) == 1 else "Importing")
        steps = self.archive.importing(paths, published, keep=self.keep_originals)
        if not label:
            self.unfinished.begin(self.archive.address, paths, published)
        self._begin_import(name, steps, example=bool(label))

    def import_found(self, chosen: "Sequence[Chosen]", paths: Sequence[Path]) -> None:
        """Import articles that were found in these files and folders, as they were corrected."""
        if self.archive is None or not chosen or self._refused():
            return
        name = f"Importing {shown(chosen[0][0].path.name)}" if len(chosen) == 1 else "Importing"
        if paths:  # what was pasted is not found again
            self.unfinished.begin(self.archive.address, paths, None)
        self._begin_import(name, self.archive.importing_found(chosen, keep=self.keep_originals))

    def _begin_import(self, name: str, steps: Steps, *, example: bool = False) -> None:
        self._page.say_reading(name)
        doing = None if example else ("articles", "read")
        job = self._import = self._job(name, steps, doing, keeping="what was read so far is kept.")
        job.ticked.connect(self._ticked)
        job.ended.connect(partial(self._imported, example))
        job.stopped.connect(partial(self._imported, False))
        job.failed.connect(lambda _: self.unfinished.end())
        self._jobs.run(job)

    def tell_unfinished(self) -> None:
        """Report what was kept of an import that the previous window left unfinished."""
        begun = self.unfinished.left(self.archive.address) if self.archive else None
        if begun is None:
            return
        published = parse_edtf(begun.published) if begun.published else None
        paths = tuple(map(Path, begun.paths))

        def go_on() -> None:
            self._notice.close_notice()
            if published is None:
                self.look_wanted.emit(paths)
            else:
                self.import_paths(paths, published)

        self._notice.tell(told(begun), [("Read the rest", go_on)])

    def read_example(self) -> None:
        """Import the article that comes with the program."""
        self.import_paths((seed_path(),), label="Reading the example article")

    def export_to(
        self,
        path: Path,
        picked: Format = JSON,
        wishes: Wishes = USUAL,
        template: Path | None = None,
    ) -> None:
        """Export the filtered events, in the order shown, in the format of the file's ending.

        Where the ending means none, in the one that was ``picked``.
        """
        if self.archive is None:
            return
        wanted, order = self._page.asked()
        form = of_path(str(path), picked) or picked
        steps = self.archive.exporting(path, form, wanted, order, wishes, template)
        doing = "events", "exported"
        job = self._job(f"Exporting to {path.name}", steps, doing, self.archive.interrupt)
        job.ended.connect(
            lambda number: self._notice.tell(
                f"Exported {counted(number, 'event')} to {path}. {form.lacks}".rstrip(),
                passing=True,
            )
        )
        self._jobs.run(job)

    def take_in(self, name: str, steps: Steps) -> None:
        """Take in a chronology of somebody's own, as it was shown and chosen."""
        if self.archive is None or self._refused():
            return
        job = self._job(f"Taking in {name}", steps, ("rows", "taken in"))
        job.ended.connect(
            lambda outcome: self._notice.tell(f"{outcome.label}.", [("Undo", self.undo)])
        )
        self._jobs.run(job)

    def update_sheet(self, path: Path, to: Path) -> None:
        """Write somebody's spreadsheet again, with what has changed here and what is shown."""
        if self.archive is None:
            return
        wanted, order = self._page.asked()
        steps = self.archive.ledgers.updating(path, to, wanted, order)
        job = self._job(f"Updating {path.name}", steps, ("rows", "written"))
        job.ended.connect(lambda given: self._notice.tell(f"{to}: {given.words}"))
        self._jobs.run(job)

    def print_(self) -> None:
        """Print the filtered events as a report, once a printer is chosen."""
        if self.archive is None:
            return
        wanted, _ = self._page.asked()
        steps = self.archive.reporting(wanted)
        job = self._job("Preparing to print", steps, ("events", "ready"), self.archive.interrupt)
        job.ended.connect(self._choose_printer)
        self._jobs.run(job)

    def _choose_printer(self, html: str) -> None:
        if self.leaving:
            return
        # Loaded when it is needed: the window opens sooner without it.
        support = import_module("PySide6.QtPrintSupport")
        printer = support.QPrinter(support.QPrinter.PrinterMode.HighResolution)
        printer.setDocName("Chronology")
        dialog = support.QPrintDialog(printer, self._page.widget().window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.accepted.connect(lambda _: self.print_on(html, printer))
        dialog.show()

    def print_on(self, html: str, printer: Any) -> None:
        """Print a page of HTML on a printer that was chosen, or into a file."""
        put = partial(import_module("desktop.printing").put, html, printer)
        job = self._job("Printing", once("Printing", put))
        job.ended.connect(lambda _: self._notice.tell("Sent to the printer.", passing=True))
        self._jobs.run(job)

    def undo(self) -> None:
        """Undo the last step."""
        if self.archive is not None and not self._refused():
            self._edit("Undoing", self.archive.undo, "Undone: {}.", ("Redo", self.redo))

    def take_back(self, act: Callable[[], str | None]) -> None:
        """Undo something that is known to whoever asks; ``act`` gives its label."""
        if self.archive is not None and not self._refused():
            self._edit("Undoing", act, "Undone: {}.", ("Redo", self.redo))

    def undo_step(self, number: int) -> None:
        """Undo one step, with all that builds on it."""
        if self.archive is not None and not self._refused():
            back = "Redo", partial(self.redo_step, number)
            self._edit("Undoing", partial(self.archive.undo, number), "Undone: {}.", back)

    def redo_step(self, number: int) -> None:
        """Redo one step, with what was undone along with it."""
        if self.archive is not None and not self._refused():
            back = "Undo", partial(self.undo_step, number)
            self._edit("Redoing", partial(self.archive.redo, number), "Redone: {}.", back)

    def redo(self) -> None:
        """Redo the step undone last."""
        if self.archive is not None and not self._refused():
            self._edit("Redoing", self.archive.redo, "Redone: {}.", ("Undo", self.undo))

    def decide(self, name: str, act: "Deciding", *, visible: bool = False) -> None:
        """Correct something; afterwards say what was done, with a way back.

        ``visible``: it may take long, and its progress is shown under this name.
        """
        if self.archive is None or self._refused():
            return

        def ended(outcome: "Outcome") -> None:
            told = " ".join((f"{outcome.label}.", *outcome.failed))
            if outcome.step is None:
                self._notice.tell("There was nothing to change.", passing=True)
            else:
                self._notice.tell(told, [("Undo", self.undo)], passing=not outcome.failed)

        job = Job(name, once(name, act), visible=visible)
        job.ended.connect(ended)
        job.failed.connect(self._not_decided)
        self._jobs.run(job)

    def mark(
        self,
        act: Callable[[], object],
        then: Callable[[object], None],
        failed: Callable[[str], None],
    ) -> None:
        """Decide something that is shown already, without a word unless it fails."""

        def complain(fault: str) -> None:
            self.complain(fault)
            failed(fault)

        if self.archive is None or self.refusal:
            complain(self.refusal)
        else:
            self.queue.add(act, then, complain)

    def run(self, job: Job) -> None:
        """Run a job that changes nothing; what fails in it is told."""
        job.failed.connect(self.complain)
        self._jobs.run(job)

    def save_copy(self, path: Path, then: Callable[[], None]) -> None:
        """Write the whole chronicle to a new file; ``then`` opens it on request."""
        if self.archive is None:
            return
        label = f"Saving a copy as {path.name}"
        job = self._job(label, once(label, partial(self.archive.save_copy, path)))
        told = f"Saved a copy as {path}."
        job.ended.connect(lambda _: self._notice.tell(told, [("Open the copy", then)]))
        self._jobs.run(job)

    def leave(self, job: Job) -> None:
        """This job is done."""
        if job is self._import:
            self._import = None
            self._page.say_reading("")

    def complain(self, fault: str) -> None:
        """Report a KnownError; mistakes of ours are reported with their details elsewhere."""
        if fault and fault == self.refusal:
            self.refused.emit()
        elif fault != OUR_SIDE:
            self._notice.tell(fault, wrong=True)

    def crashed(self, details: str) -> None:
        """Report a mistake of ours, with details to copy."""

        def copy() -> None:
            QGuiApplication.clipboard().setText(details)
            self._notice.tell("Copied the details.", passing=True)

        self._notice.tell(OUR_SIDE, [("Copy details", copy)], wrong=True)

    def _ticked(self, tick: Progress) -> None:
        self.unfinished.reach(tick.done, tick.total)

    def can_write(self) -> bool:
        """Whether anything can be written; where nothing can, it is said why."""
        return not self._refused()

    def _refused(self) -> bool:
        if self.refusal:
            self.refused.emit()
        return bool(self.refusal)

    def _imported(self, quiet: bool, report: "ImportReport | None") -> None:
        if self.leaving:
            if report is not None:
                self.unfinished.reach(len(report.documents), report.total, exactly=True)
            return
        self.unfinished.end()
        if report is None:  # stopped before its first step
            self._notice.tell("Import stopped. Nothing was read.", passing=True)
            return
        self.only_example = quiet
        self.imported.emit(summary(report))
        problems = any(each.status == "skipped" or each.reason for each in report.documents)
        if problems or not quiet:
            self._report.put(report)
            self._notice.keep(summary(report))

    def _edit(
        self,
        name: str,
        act: Callable[[], str | None],
        told: str,
        back: tuple[str, Callable[[], None]],
    ) -> None:
        def ended(label: str | None) -> None:
            self._report.hide()
            if label:
                self._notice.tell(told.format(label), [back], passing=True)

        job = self._job(name, once(name, act))
        job.ended.connect(ended)
        self._jobs.run(job)

    def change(self, name: str, act: Callable[[], object], told: str) -> None:
        """Change saved filters or watched folders: quick, and no event depends on it."""

        def ended(_: object) -> None:
            self._report.settle()
            self._notice.tell(told, [("Undo", self.undo)], passing=True)

        job = Job(name, once(name, act), visible=False)
        job.ended.connect(ended)
        job.failed.connect(self._not_changed)
        self._jobs.run(job)

    def _not_changed(self, fault: str) -> None:
        self._page.touched(
            frozenset((FILTERS,))
        )  # what was typed in place gives way to what is kept
        self.complain(fault)

    def _not_decided(self, fault: str) -> None:
        """What was shown ahead of the answer gives way to what is stored."""
        self._page.touched(EVERYTHING)
        self.complain(fault)

    def _job(
        self,
        label: str,
        steps: Steps,
        doing: tuple[str, str] | None = None,
        interrupt: Callable[[], None] | None = None,
        keeping: str = "",
    ) -> Job:
        """A job that shows its fault in the strip, and after which every query runs again."""
        job = Job(label, steps, doing=doing, keeping=keeping, interrupt=interrupt)
        job.failed.connect(self.complain)
        return job
