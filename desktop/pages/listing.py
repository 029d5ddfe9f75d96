"""A page that is a list: a head to narrow it, a table, and a card about the row in focus."""

import json
from array import array
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.jobs.busy import Busy
from desktop.jobs.reader import Reader
from desktop.pages.card import Card
from desktop.pages.head import Head
from desktop.pages.page import Page
from desktop.tables.leading import lead_down
from desktop.tables.row_model import Fetch
from desktop.tables.row_table import RowTable
from desktop.tables.words import counted
from desktop.theme.labels import PlainLabel
from desktop.theme.theme import Theme
from models.queries.filter import EventFilter

if TYPE_CHECKING:  # loaded off the GUI thread, see desktop.archive
    from desktop.archive import Archive


class ListPage(Page):
    """Each list says for itself what is asked for its rows, and for the card of one of them."""

    keeps_choice: ClassVar[bool] = False
    """Whether the switch of the head that is on is kept with the chronicle."""
    unit: ClassVar[str]
    """What its rows are, one of them."""

    def __init__(
        self, head: Head, table: RowTable, card: Card, nothing: str, theme: Theme, busy: Busy
    ) -> None:
        super().__init__(theme, busy)
        self._wanted = EventFilter()
        self.head, self.table, self._card = head, table, card
        self.empty = PlainLabel(nothing)
        self.empty.setProperty("quiet", True)
        self.empty.setMargin(24)
        self.empty.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.head)
        layout.addWidget(self.empty)
        layout.addWidget(self.table, 1)
        lead_down(self.head.field, self.table)
        self.head.changed.connect(self._ask)
        self.table.sort_wanted.connect(lambda *_: self._ask())
        self.table.current.connect(self._look_at)

    @property
    def card(self) -> QWidget:
        """What is known of the one in focus."""
        return self._card

    def card_title(self) -> str:
        """Whom or what its card is about."""
        return self._card.title.text()

    def attach(self, archive: "Archive | None", reader: Reader | None) -> None:
        """Ask this chronicle from now on, or none."""
        super().attach(archive, reader)
        self._card.put(None)

    def begin(self, kept: str) -> None:
        """Sorted as it was, with the one chosen that was."""
        try:
            found = json.loads(kept) if kept else {}
            sort, down, kind = found.get("sort"), found.get("down"), found.get("kind", "")
            number = int(found.get("chosen", 0))
        except (ValueError, TypeError, AttributeError):
            return
        if self.table.rows.number(str(sort)) >= 0:
            self.table.show_sort(str(sort), down=bool(down))
        if self.keeps_choice:
            self.head.choose(str(kind))
        self.table.choose(number)

    def written(self) -> str:
        """How it is sorted, and what is chosen."""
        sort, down = self.table.sorted_by
        kind = {"kind": self.head.choice} if self.keeps_choice else {}
        return json.dumps({"sort": sort, "down": down, **kind, "chosen": self.table.chosen})

    def ask(self, wanted: EventFilter) -> None:
        """The rows of the events that match."""
        self._wanted = wanted
        self._ask()
        if self._card.number:
            self._ask_about(self._card.number)

    def first_stop(self) -> QWidget:
        """The table."""
        return self.table

    def step(self, by: int) -> None:
        """Go to the next (previous) one."""
        self.table.step(by)

    def offers(self) -> frozenset[str]:
        """One goes from one to the next."""
        some = self.table.rows.rowCount()
        return frozenset(("next event", "previous event")) if some else frozenset()

    def _ask(self) -> None:
        """Ask for the rows, which go to ``_put``."""
        raise NotImplementedError

    def _ask_about(self, number: int) -> None:
        """Ask for what the card shows of this one."""
        raise NotImplementedError

    def _put(self, ids: "array[int]", rows: Mapping[int, Any], fetch: Fetch, later: Fetch) -> None:
        self.table.put(self._reader, ids, rows, fetch, later)
        self.head.say(counted(len(ids), self.unit))
        self.empty.setVisible(not ids)
        if ids and not self._card.number:
            self.table.choose(self.table.chosen or ids[0])
            self._look_at(self.table.chosen)

    def _look_at(self, number: int) -> None:
        if number and number != self._card.number:
            self._ask_about(number)
        if number:
            self.card_wanted.emit()
