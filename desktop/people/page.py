"""The page of people, organisations and places: a table of them, and a dossier of one."""

import json
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from desktop.jobs.busy import Busy
from desktop.jobs.reader import Lane
from desktop.pages.head import Head
from desktop.pages.listing import ListPage
from desktop.pages.touching import ACTORS, DOCUMENTS, EVENTS
from desktop.pages.wish import Wish
from desktop.people.dossier import DossierCard
from desktop.tables.field import Field
from desktop.tables.pointed import Pointed
from desktop.tables.row_model import PAGE
from desktop.tables.row_table import RowTable
from desktop.tables.words import actor_icon, one_line
from desktop.theme.theme import Theme
from models.dates.interval import Precision
from models.queries.dossier import Dossier
from models.queries.filter import ActorTerm, EventFilter
from models.queries.people import PersonRow
from models.queries.rows import EventRow

if TYPE_CHECKING:  # loaded off the GUI thread, see desktop.archive
    from models.queries.people import People

_DAY = ("by 28 Mar 2025",)


def _when(row: EventRow | None) -> str:
    return row.when if row is not None else ""


def _unsure(row: EventRow | None) -> bool:
    if row is None or row.interval is None:
        return True
    return row.interval.precision is not Precision.DAY or row.interval.approximate


FIELDS: tuple[Field[PersonRow], ...] = (
    Field("name", "Name", lambda row: one_line(row.name), share=3, least=170,
          icon=lambda row: actor_icon(row.kind),
          spoken=lambda row: f"{row.kind.capitalize()}: {one_line(row.name)}"),
    Field("office", "Office", lambda row: one_line(row.office), share=2, spare=3, fades=True,
          sorts=False, ink=lambda _: "quiet"),
    Field("events", "Events", lambda row: f"{row.events:,}", ("10,000",), falls=True, right=True),
    Field("first", "First", lambda row: _when(row.first), _DAY, ink=lambda _: "quiet",
          leans=lambda row: _unsure(row.first)),
    Field("last", "Last", lambda row: _when(row.last), _DAY, falls=True, ink=lambda _: "quiet",
          leans=lambda row: _unsure(row.last)),
    Field("articles", "Articles",
          lambda row: "…" if row.articles is None else f"{row.articles:,}", ("10,000",),
          spare=2, falls=True, right=True),
    Field("seen", "Last named", lambda row: "…" if row.seen is None else row.seen, _DAY,
          spare=4, falls=True, ink=lambda _: "quiet"),
)  # fmt: skip
_KINDS = (("", "All"), ("person", "People"), ("organisation", "Organisations"),
          ("place", "Places"))  # fmt: skip


class PeoplePage(ListPage):
    """Everybody in the events of the filter. The dossier of one stands beside, in the card."""

    shows = frozenset((EVENTS, ACTORS, DOCUMENTS))
    keeps_choice = True
    unit = "name"

    def __init__(self, theme: Theme, busy: Busy) -> None:
        card = DossierCard(theme)
        super().__init__(
            Head("people", "Find a name", _KINDS, busy),
            RowTable("peopleTable", "People, organisations and places", FIELDS, theme),
            card,
            "Nobody is named in these events.",
            theme,
            busy,
        )
        self.dossier = card
        self._seen = ""  # when one looked last
        self.table.show_sort("events", down=True)
        self.table.opened.connect(self._filter_by)
        self.table.menu_wanted.connect(self._open_menu)
        self.dossier.actor_wanted.connect(self.look_up)
        self.dossier.event_wanted.connect(self.event_wanted)
        self.dossier.article_wanted.connect(self.article_wanted)
        self.dossier.wished.connect(self.wished)
        self.dossier.menu_made.connect(self.actor_menu)

    def begin(self, kept: str) -> None:
        """As it was, and when that was."""
        super().begin(kept)
        with suppress(ValueError, AttributeError):
            self._seen = str(json.loads(kept).get("seen", "")) if kept else ""

    def written(self) -> str:
        """How it stands, and this moment: what comes later is new when one looks again."""
        now = datetime.now(UTC).isoformat(timespec="microseconds")
        return json.dumps(json.loads(super().written()) | {"seen": now})

    def pointed(self) -> Pointed:
        """Those chosen in the table, or whom the dossier is about."""
        if self.table.hasFocus():
            return Pointed(self.table.all_chosen())
        return Pointed((self.dossier.number,)) if self.dossier.number else Pointed()

    def look_up(self, number: int) -> None:
        """Show the dossier of this actor, chosen in the table where it is there."""
        self.table.choose(number)
        self._look_at(number)

    def _ask(self) -> None:
        if self._archive is None or self._reader is None:
            return
        sort, down = self.table.sorted_by
        archive = self._archive
        question = archive.actors_found(
            self._wanted, sort, down, self.head.choice, self.head.typed, PAGE
        )

        def put(found: "tuple[People, dict[int, PersonRow]]") -> None:
            every, rows = found
            self._put(every.ids, rows, archive.actor_rows(every), archive.actor_papers)

        self.count("people", question, put, (self._wanted, self.head.choice, self.head.typed))

    def _ask_about(self, number: int) -> None:
        if self._archive is not None and self._reader is not None:
            self._reader.ask("dossier", self._archive.dossier(number), self._put_dossier)

    def _put_dossier(self, found: Dossier | None) -> None:
        self.dossier.put(found)
        if found is None or not self._seen or self._archive is None or self._reader is None:
            return
        own = EventFilter(actors=(ActorTerm(id=found.id),))
        put = partial(self.dossier.put_news, found.id)
        question = self._archive.changed(own, self._seen)
        self._reader.ask("news of a name", question, put, lane=Lane.BACK)

    def _filter_by(self, number: int) -> None:
        row: Any = self.table.rows.row_at(self.table.currentIndex().row())
        if row is not None and row.id == number:
            self.wished.emit(Wish(actors=((number, row.name),), show_events=True))

    def _open_menu(self, place: QPoint) -> None:
        chosen = self.table.all_chosen()
        if not chosen:
            return
        menu = QMenu(self)
        if len(chosen) == 1:
            menu.addAction("&Show its events", lambda: self._filter_by(chosen[0]))
        self.actor_menu.emit(menu, Pointed(chosen))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)
