"""The open article of a window: who opens it, and what it tells the page."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.importing.report import ReportPanel
from desktop.jobs.busy import Busy
from desktop.jobs.reader import Reader
from desktop.sources.anew import Anew
from desktop.sources.article import Article
from desktop.theme.theme import Theme
from desktop.window.pages import Page

if TYPE_CHECKING:  # loaded off the GUI thread, see desktop.archive
    from desktop.archive import Archive


class Articles(QObject):
    """Shows one article at a time in place of the page's events."""

    def __init__(
        self, page: Page, report: ReportPanel, theme: Theme, busy: Busy, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._page = page
        self.anew = Anew(busy, self)
        self.article = Article(theme, self.anew)
        self.article.told.connect(page.told)
        self.article.event_wanted.connect(page.look_at)
        self.article.left.connect(page.take_back)
        self.article.offered.connect(page.offered)
        page.article_wanted.connect(self.open)
        report.article_wanted.connect(self.open)

    def attach(self, archive: "Archive | None", reader: Reader | None) -> None:
        """Ask this chronicle, or none."""
        self.anew.attach(archive)
        self.article.attach(archive, reader)

    def close(self, patience: float | None = None) -> bool:
        """Let go of every thread, waiting so many seconds at most; whether all have ended."""
        return self.anew.close(patience)

    def touched(self) -> None:
        """Something has changed in the store."""
        if not self.article.isHidden():
            self.article.refresh()

    def open(self, document: int, event: int = 0) -> None:
        """Show a document in place of the events, with one of its events chosen."""
        self._page.look_at(event)
        self.article.open(document, event)
        self._page.lend(self.article, self.article)
