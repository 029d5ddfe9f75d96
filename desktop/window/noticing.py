"""Watches the file of the open chronicle: changed, gone, or read-only."""

from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.jobs.busy import Busy
from desktop.jobs.reader import Reader
from desktop.jobs.watch import Watch
from models.store.held import Displaced

if TYPE_CHECKING:  # loaded off the GUI thread, see there
    from desktop.archive import Archive
    from models.edits.news import News

_GAP = 0.4  # seconds at least between two renewals; and as much again as the last one took
_SOON = "renewing soon"


class Noticing(QObject):
    """Signals when the queries must run again, and when nothing can be written."""

    told = Signal(object)
    """News: what can be undone, and whether events may be others than those shown."""
    displaced = Signal()
    """The file is not the one that was opened any more: ``gone`` says what it is."""
    settled = Signal(str)
    """It is again, and this sentence about it is not so any more."""
    refused = Signal(str)
    """Why nothing can be written, in a sentence; empty: it can."""

    def __init__(self, busy: Busy, parent: QObject) -> None:
        super().__init__(parent)
        self._busy = busy
        self._archive: Archive | None = None
        self._reader: Reader | None = None
        self._watch: Watch | None = None
        self._news: News | None = None
        self._begun = self._took = 0.0
        self._gone: Displaced | None = None
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._ask)

    @property
    def known(self) -> object:
        """The version of the chronicle that is shown."""
        return self._watch.known if self._watch else None

    @property
    def gone(self) -> Displaced | None:
        """Why the file is no longer the one that was opened; None where it is."""
        return self._gone

    def attach(self, archive: "Archive", reader: Reader, known: object) -> None:
        """Watch this chronicle; ``known`` is its version before the first query."""
        self._archive, self._reader = archive, reader
        self._watch = Watch(archive.version, known, self._busy, self)
        self._watch.changed.connect(self._changed)
        self._watch.displaced.connect(self._displaced)
        self._watch.settled.connect(self._settled)
        self._refuse()
        self._ask()

    def let_go(self, patience: float | None = None) -> bool:
        """Stop watching; returns whether the thread has ended within ``patience`` seconds."""
        self._soon.stop()
        self._busy.release(_SOON)
        ended = True
        if self._watch is not None:
            ended = self._watch.close(patience)
            self._watch.deleteLater()
        self._archive = self._reader = self._watch = self._news = self._gone = None
        return ended

    def again(self) -> None:
        """Tell again what can be undone."""
        self._news = None
        self._ask()

    def look(self) -> None:
        """Something was just done here: check at once what it changed."""
        if self._watch is not None:
            self._watch.look()

    def answered(self) -> None:
        """The queries have been answered: the slower they are, the rarer they run."""
        self._took = monotonic() - self._begun

    def _changed(self) -> None:
        wait = self._begun + max(_GAP, 2 * self._took) - monotonic()
        self._busy.hold(_SOON)
        self._soon.start(max(0, round(wait * 1000)))

    def _ask(self) -> None:
        self._begun = monotonic()
        if self._reader is not None and self._archive is not None:
            self._reader.ask("news", self._archive.news(self._news), self._tell)
        self._busy.release(_SOON)

    def _tell(self, news: "News") -> None:
        self._news = news
        self._refuse()
        self.told.emit(news)

    def _displaced(self, fault: Displaced) -> None:
        self._gone = fault
        self._refuse()
        self.displaced.emit()

    def _settled(self) -> None:
        told, self._gone = str(self._gone or ""), None
        self._refuse()
        self.settled.emit(told)

    def _refuse(self) -> None:
        refusal = str(self._gone or "") or (self._archive.read_only if self._archive else "")
        self.refused.emit(refusal)
