"""The page of the network: who is in events with whom, as a picture and as a table."""

from array import array
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSplitter, QVBoxLayout, QWidget

from desktop.jobs.busy import Busy
from desktop.network.view import NetworkView
from desktop.pages.page import Page
from desktop.pages.touching import ACTORS, DOCUMENTS, EVENTS
from desktop.pages.wish import Wish
from desktop.tables.field import Field
from desktop.tables.pointed import Pointed
from desktop.tables.row_table import RowTable
from desktop.tables.words import counted, one_line
from desktop.theme.labels import ElidedLabel
from desktop.theme.theme import Theme
from models.queries.filter import EventFilter
from models.queries.network import Network, Node


@dataclass(frozen=True, slots=True)
class Tie:
    """Two actors and what they have in common, as the table shows it."""

    id: int
    one: Node
    other: Node
    events: int
    sources: int


FIELDS: tuple[Field[Tie], ...] = (
    Field("one", "Name", lambda tie: one_line(tie.one.name), least=100),
    Field("other", "With", lambda tie: one_line(tie.other.name), least=100),
    Field("events", "Events", lambda tie: f"{tie.events:,}", ("1,000",), falls=True, right=True),
    Field("sources", "Sources", lambda tie: f"{tie.sources:,}", ("1,000",), falls=True,
          right=True),
)  # fmt: skip


class NetworkPage(Page):
    """The strongest ties between the names in the events of the filter."""

    shows = frozenset((EVENTS, ACTORS, DOCUMENTS))

    def __init__(self, theme: Theme, busy: Busy) -> None:
        super().__init__(theme, busy)
        self._wanted = EventFilter()
        self._ties: dict[int, Tie] = {}
        self._nodes: dict[int, Node] = {}
        self.view = NetworkView(theme)
        self.table = RowTable("networkTable", "Who is in events with whom", FIELDS, theme)
        self.table.show_sort("events", down=True)
        self.places = QPushButton("With places")
        self.places.setCheckable(True)
        self.places.setProperty("segment", True)
        self.places.setMinimumWidth(self.places.fontMetrics().horizontalAdvance("With places") + 20)
        self.said = ElidedLabel()
        self.said.setProperty("quiet", True)
        head = QHBoxLayout()
        head.setContentsMargins(8, 0, 8, 0)
        head.addWidget(self.said, 1)
        head.addWidget(self.places)
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.addWidget(self.view)
        self._split.addWidget(self.table)
        self._split.setStretchFactor(0, 3)
        self._split.setStretchFactor(1, 1)
        self._split.setSizes([420, 170])
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self._split, 1)
        self.places.clicked.connect(lambda _: self._ask())
        self.table.sort_wanted.connect(self._sort)
        self.table.current.connect(lambda number: self.view.choose(edge=number))
        self.table.opened.connect(self._follow_tie)
        self.table.menu_wanted.connect(self._open_menu)
        self.view.edge_wanted.connect(self.table.choose)
        self.view.followed.connect(self._follow)
        theme.zoomed.connect(self.view.update)

    def begin(self, kept: str) -> None:
        """With places or without, as before."""
        self.places.setChecked(kept == "places")

    def written(self) -> str:
        """Whether it is with places."""
        return "places" if self.places.isChecked() else ""

    def ask(self, wanted: EventFilter) -> None:
        """The ties in the events that match."""
        self._wanted = wanted
        self._ask()

    def first_stop(self) -> QWidget:
        """The picture."""
        return self.view

    def pointed(self) -> Pointed:
        """The actor that is chosen, or both of the tie that is."""
        if self.view.actor and not self.table.hasFocus():
            return Pointed((self.view.actor,))
        tie = self._ties.get(self.table.chosen)
        return Pointed((tie.one.id, tie.other.id)) if tie is not None else Pointed()

    def _ask(self) -> None:
        if self._archive is not None and self._reader is not None:
            question = self._archive.network(self._wanted, places=self.places.isChecked())
            of = self._wanted, self.places.isChecked()
            self.count("network", question, self._put, of)

    def _put(self, found: Network) -> None:
        self._nodes = nodes = {node.id: node for node in found.nodes}
        self._ties = {
            edge.id: Tie(edge.id, nodes[edge.one], nodes[edge.other], edge.events, edge.sources)
            for edge in found.edges
        }
        self.view.put(found)
        self._sort(*self.table.sorted_by)
        told = f"{counted(len(found.nodes), 'name')}, {counted(len(found.edges), 'tie')}"
        if found.capped:
            told += f", in the latest {counted(found.events, 'event')}"
        self.said.setText(f"{told}. A thick line has many sources." if found.edges else "")

    def _sort(self, key: str, down: bool) -> None:
        def place(tie: Tie) -> tuple[object, ...]:
            names = tie.one.name.lower(), tie.other.name.lower()
            return {"one": names, "other": names[::-1], "sources": (tie.sources, tie.events)}.get(
                key, (tie.events, tie.sources)
            )

        ties = sorted(self._ties.values(), key=lambda tie: tie.id)
        ties.sort(key=place, reverse=down)
        self.table.put(None, array("q", (tie.id for tie in ties)), self._ties)

    def _follow_tie(self, number: int) -> None:
        tie = self._ties.get(number)
        if tie is not None:
            both = ((tie.one.id, tie.one.name), (tie.other.id, tie.other.name))
            self.wished.emit(Wish(actors=both, show_events=True))

    def _follow(self) -> None:
        if self.view.edge:
            self._follow_tie(self.view.edge)
        elif self.view.actor:
            name = self._nodes[self.view.actor].name
            self.wished.emit(Wish(actors=((self.view.actor, name),), show_events=True))

    def _open_menu(self, place: QPoint) -> None:
        number = self.table.chosen
        if number not in self._ties:
            return
        menu = QMenu(self)
        menu.addAction("&Show the events of both", lambda: self._follow_tie(number))
        self.actor_menu.emit(menu, self.pointed())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)
