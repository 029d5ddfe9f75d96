"""The open article of a window: who opens it, and what it tells the page."""

from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject

from desktop.chronicle.details.draft import Draft, Who, date_text
from desktop.importing.report import ReportPanel
from desktop.jobs.busy import Busy
from desktop.jobs.reader import Reader
from desktop.sources.anew import Anew
from desktop.sources.article import Article
from desktop.sources.seeking import key_of
from desktop.tables.words import one_line, shortened
from desktop.theme.theme import Theme
from desktop.window.house import House
from models.dates.edtf import parse_edtf
from models.queries.rows import DocumentDetail

if TYPE_CHECKING:  # loaded off the GUI thread, see desktop.archive
    from desktop.archive import Archive
    from models.queries.proposed import Meant, Proposed
    from models.reading.doc import Doc

Source: TypeAlias = tuple[int, int, int]
"""A document, and a stretch of its text."""
LONGEST = 500  # characters of what happened


class Articles(QObject):
    """Shows one article at a time in place of the page's events."""

    def __init__(
        self, page: House, report: ReportPanel, theme: Theme, busy: Busy, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._page = page
        self._archive: Archive | None = None
        self._reader: Reader | None = None
        self.anew = Anew(busy, self)
        self.article = Article(theme, self.anew)
        self.article.told.connect(page.told)
        self.article.event_wanted.connect(page.look_at)
        self.article.left.connect(page.take_back)
        self.article.offered.connect(page.offered)
        self.article.make_wanted.connect(page.add_event)
        self.article.letter.connect(page.press)
        page.words_wanted.connect(self.make)
        page.article_wanted.connect(self.open)
        report.article_wanted.connect(self.open)

    def attach(self, archive: "Archive | None", reader: Reader | None) -> None:
        """Ask this chronicle, or none."""
        self._archive, self._reader = archive, reader
        self.anew.attach(archive)
        self.article.attach(archive, reader)

    def close(self, patience: float | None = None) -> bool:
        """Let go of every thread, waiting so many seconds at most; whether all have ended."""
        return self.anew.close(patience)

    def shown(self) -> int:
        """The document in sight; 0: none."""
        return 0 if self.article.isHidden() else self.article.number

    def touched(self) -> None:
        """Something has changed in the store."""
        if not self.article.isHidden():
            self.article.refresh()

    def open(self, document: int, event: int = 0) -> None:
        """Show a document in place of the events, with one of its events chosen."""
        self._page.look_at(event)
        self.article.open(document, event)
        self._page.lend(self.article, self.article)

    # Words become an event

    def make(self, document: int, start: int, end: int) -> None:
        """Have the fields of an event for a stretch of a document, as the reader proposes it."""
        if self._archive is None or self._reader is None:
            return
        source = document, start, end
        self._reader.ask("words", self._archive.article(document), partial(self._begin, source))

    def _begin(self, source: Source, detail: DocumentDetail | None) -> None:
        """The words themselves are there at once; what the reader makes of them follows."""
        if detail is None:
            self._page.told.emit("This article is no longer in the chronicle.")
            return
        _, start, end = source
        words = shortened(one_line(detail.text[start:end]).rstrip(".;,: "), LONGEST)
        if not self._page.begin_event(Draft(summary=words, source=source)):
            self._page.told.emit("Store or discard the other new event first.")
            return
        key = key_of(detail)
        if not self.anew.knows(key):
            self._page.told.emit("Reading the article to propose date, people and kind…")
        self.anew.ask(key, partial(self._ask, source, detail.text), self._page.told.emit)

    def _ask(self, source: Source, text: str, doc: "Doc") -> None:
        document, start, end = source
        if self._archive is None or self._reader is None or doc.text != text:
            return
        question = self._archive.proposal(document, doc, start, end)
        self._reader.ask("proposal", question, partial(self._propose, source))

    def _propose(self, source: Source, found: "Proposed") -> None:
        self._page.propose(draft_for(source, found))


def draft_for(source: Source, found: "Proposed") -> Draft:
    """What the reader proposes, as the fields of an event."""
    of = found.proposal
    place = found.place
    return Draft(
        date_text(parse_edtf(of.date)) if of.date else "",
        of.summary,
        of.kind,
        of.status,
        Who("place", "", kind="place") if place is None else _who(place),
        tuple(map(_who, found.parts)),
        tuple(map(_who, found.claims)),
        source,
    )


def _who(meant: "Meant") -> Who:
    return Who(meant.role, meant.name, meant.id, meant.kind)
