"""The page of sources: a table of the documents that tell of the events of the filter."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from desktop.jobs.busy import Busy
from desktop.pages.head import Head
from desktop.pages.listing import ListPage
from desktop.pages.touching import ACTORS, DOCUMENTS, EVENTS
from desktop.pages.wish import Wish
from desktop.sources.card import SourceCard
from desktop.tables.field import Field
from desktop.tables.row_model import PAGE
from desktop.tables.row_table import RowTable
from desktop.tables.words import one_line, shortened
from desktop.theme.theme import Theme
from models.dates.interval import Precision
from models.dates.words import describe
from models.queries.sources import SourceRow

if TYPE_CHECKING:  # loaded off the GUI thread, see desktop.archive
    from models.queries.sources import Sources

_FORMATS = {
    "text/plain": "text", "text/html": "web page", "application/pdf": "PDF",
    "text/markdown": "text", "application/rtf": "RTF", "application/epub+zip": "e-book",
    "message/rfc822": "mail", "application/json": "JSON", "text/csv": "CSV",
}  # fmt: skip
_LONGEST = 12
_TITLE = 36  # letters of a title on the way back to it


def format_words(media_type: str) -> str:
    """What a file is, in a word."""
    known = _FORMATS.get(media_type)
    if known is not None:
        return known
    if "wordprocessingml" in media_type:
        return "Word"
    if "spreadsheetml" in media_type:
        return "Excel"
    return media_type.rpartition("/")[2].removeprefix("x-").removeprefix("vnd.")[:_LONGEST]


def _published(row: SourceRow) -> str:
    return describe(row.published) if row.published is not None else "date unknown"


def _unsure(row: SourceRow) -> bool:
    day = row.published
    return day is None or day.precision is not Precision.DAY or row.basis == "inferred"


def _number(value: int | None) -> str:
    return "…" if value is None else f"{value:,}"


FIELDS: tuple[Field[SourceRow], ...] = (
    Field("title", "Title", lambda row: one_line(row.title), share=4, least=250,
          icon=lambda row: "copy" if row.copy_of is not None else "document",
          spoken=lambda row: f"Title: {one_line(row.title)}{', a copy' if row.copy_of else ''}"),
    Field("outlet", "Outlet", lambda row: one_line(row.outlet), share=2, spare=2, fades=True,
          ink=lambda _: "quiet"),
    Field("published", "Published", _published, ("date unknown",), falls=True, leans=_unsure,
          ink=lambda row: "warning" if row.published is None else "text"),
    Field("basis", "Known how", lambda row: row.basis, ("inferred",), spare=4, sorts=False,
          ink=lambda _: "quiet"),
    Field("events", "Events", lambda row: f"{row.events:,}", ("1,000",), falls=True, right=True),
    Field("people", "Names", lambda row: _number(row.people), ("1,000",), spare=4, sorts=False,
          right=True),
    Field("copies", "Copies", lambda row: _number(row.copies) if row.copies != 0 else "", ("100",),
          spare=5, fades=True, sorts=False, right=True),
    Field("reviewed", "Reviewed",
          lambda row: "" if row.reviewed is None else f"{row.reviewed:.0%}".replace("%", " %"),
          ("100 %",), spare=3, sorts=False, right=True),
    Field("tags", "Tags", lambda row: one_line(", ".join(row.tags)), share=1, spare=1, fades=True,
          sorts=False),
    Field("notes", "Notes", lambda row: one_line("; ".join(row.notes)), share=1, spare=2,
          fades=True, sorts=False, ink=lambda _: "quiet"),
    Field("format", "Format", lambda row: format_words(row.media_type), ("web page",), spare=6,
          ink=lambda _: "quiet"),
)  # fmt: skip
_WHICH = (
    ("", "All"), ("no", "Without a date"), ("copies", "Copies"), ("marked", "Tags, notes"),
)  # fmt: skip


class SourcesPage(ListPage):
    """The documents of the filter. Enter opens one in full, its events marked."""

    shows = frozenset((EVENTS, DOCUMENTS, ACTORS))
    unit = "article"

    def __init__(self, theme: Theme, busy: Busy) -> None:
        card = SourceCard(theme)
        super().__init__(
            Head("sources", "Find an article", _WHICH, busy),
            RowTable("sourcesTable", "Articles", FIELDS, theme),
            card,
            "No article matches.",
            theme,
            busy,
        )
        self.about = card
        self.table.show_sort("published", down=True)
        self.table.opened.connect(self._open)
        self.about.event_wanted.connect(self.event_wanted)
        self.about.article_wanted.connect(lambda: self._open(self.about.number))
        self.about.paper_wanted.connect(lambda: self.paper_wanted.emit(self.about.number))
        self.table.menu_wanted.connect(self._open_menu)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self.offered.emit())

    def card_title(self) -> str:
        """The article that its card is about."""
        return shortened(super().card_title(), _TITLE)

    def in_sight(self) -> int:
        """The document in focus."""
        return self.table.chosen

    def _ask(self) -> None:
        if self._archive is None or self._reader is None:
            return
        sort, down = self.table.sorted_by
        archive, which = self._archive, self.head.choice
        question = archive.sources_found(self._wanted, sort, down, self.head.typed, which, PAGE)

        def put(found: "tuple[Sources, dict[int, SourceRow]]") -> None:
            every, rows = found
            self._put(every.ids, rows, archive.source_rows(every), archive.source_facts)

        self.count("sources", question, put, (self._wanted, which, self.head.typed))

    def _ask_about(self, number: int) -> None:
        if self._archive is not None and self._reader is not None:
            self._reader.ask("about a source", self._archive.article(number), self.about.put)

    def _open(self, number: int) -> None:
        if number:
            self.article_wanted.emit(number, 0)

    def _filter_by(self, row: SourceRow) -> None:
        name = row.outlet or row.title
        self.wished.emit(Wish(source=name, show_events=True))

    def offers(self) -> frozenset[str]:
        """One goes from one to the next, and tags and annotates the chosen ones."""
        own = frozenset(("tag", "note")) if self.table.all_chosen() else frozenset[str]()
        return super().offers() | own

    def mark(self, act: str) -> bool:
        """Tag the chosen articles, or write a note on them."""
        chosen = list(self.table.all_chosen())
        if chosen:
            self.papers_wanted.emit(act, chosen)
        return bool(chosen)

    def _open_menu(self, place: QPoint) -> None:
        number = self.table.chosen
        row: Any = self.table.rows.row_at(self.table.currentIndex().row())
        if not number or row is None:
            return
        menu = QMenu(self)
        name = one_line(row.outlet or row.title)
        chosen = list(self.table.all_chosen()) or [number]
        acts: tuple[tuple[str, Callable[[], object]], ...] = (
            ("&Open the article", lambda: self._open(number)),
            ("Correct its &date or source…", lambda: self.paper_wanted.emit(number)),
            ("&Tag…", lambda: self.papers_wanted.emit("tag", chosen)),
            ("&Note…", lambda: self.papers_wanted.emit("note", chosen)),
            (f"&Filter by “{name[:40].replace('&', '&&')}”", lambda: self._filter_by(row)),
        )
        for words, act in acts:
            menu.addAction(words, act)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)
