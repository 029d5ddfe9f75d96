"""What can be done with the chosen events, by right click or Shift+F10."""

from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from desktop.tables.words import as_entry, counted
from models.queries.rows import EventDetail, EventRow

_ACTS = (
    ("accept", "&Accept{}"),
    ("reject", "Re&ject{}"),
    ("reset", "&Reset{} to proposed"),
    ("tag", "&Tag{}…"),
    ("note", "&Note{}…"),
)
_MOST = 12  # people offered


class RowMenu(QMenu):
    """Filters by what one event is about, copies what is chosen, opens the details."""

    details_wanted = Signal()
    article_wanted = Signal()
    copy_wanted = Signal()
    actor_wanted = Signal(int, str)
    kind_wanted = Signal(str)
    source_wanted = Signal(str)
    act_wanted = Signal(str)
    """The name of an act on all that are chosen."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._row: EventRow | None = None
        self.people = QMenu("Only events with", self)
        """Whoever takes part; filled when the details have come."""

    def open(
        self,
        row: EventRow | None,
        detail: EventDetail | None,
        number: int,
        can: frozenset[str] = frozenset(),
    ) -> None:
        """Offer what can be done with this event, and with all of the ``number`` chosen.

        ``can``: the names of the acts on these that can be done now.
        """
        self.clear()
        self._row = row
        self.addAction("Show &details", self.details_wanted.emit)
        self._article = self.addAction("&Open the article", self.article_wanted.emit)
        self._article.setEnabled(False)
        self.addAction(f"&Copy {counted(number, 'event')}", self.copy_wanted.emit)
        self.addSeparator()
        some = "" if number == 1 else f" {number:,} events"
        for name, words in _ACTS:
            if name in can:
                self.addAction(words.format(some), partial(self.act_wanted.emit, name))
        if row is None:
            return
        self.addSeparator()
        self.addMenu(self.people)
        self.learn(detail)
        self.addAction(f"Only this &kind: {row.kind}", partial(self.kind_wanted.emit, row.kind))
        if row.source:
            self.addAction(
                f"Only from this &source: {as_entry(row.source)}",
                partial(self.source_wanted.emit, row.source),
            )

    def learn(self, detail: EventDetail | None) -> None:
        """The details of an event have come: whoever takes part can be filtered by."""
        if self._row is None or (detail is not None and detail.row.id != self._row.id):
            return
        self.people.clear()
        parts = {part.actor_id: part for part in reversed(detail.participants)} if detail else {}
        for part in list(parts.values())[::-1][:_MOST]:
            self.people.addAction(
                as_entry(part.name), partial(self.actor_wanted.emit, part.actor_id, part.name)
            )
        self.people.menuAction().setEnabled(bool(parts))
        self._article.setEnabled(bool(detail and detail.passages))

    def show_at(self, place: QPoint) -> None:
        """Open it there; some systems ask twice for one key."""
        if not self.isVisible():
            self.popup(place)
