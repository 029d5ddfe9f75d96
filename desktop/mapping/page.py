"""The page of the map: where the events of the filter happened, and every place in a table."""

from array import array
from collections import Counter
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QSplitter, QVBoxLayout, QWidget

from desktop.jobs.busy import Busy
from desktop.mapping.view import Dot, MapView
from desktop.pages.page import Page
from desktop.pages.touching import ACTORS, EVENTS
from desktop.pages.wish import Wish
from desktop.tables.field import Field
from desktop.tables.row_table import RowTable
from desktop.tables.words import counted, one_line
from desktop.theme.labels import PlainLabel
from desktop.theme.theme import Theme
from models.queries.filter import EventFilter
from models.queries.gazetteer import THE_COUNTRY, country_names, named_surely, outlines
from models.queries.whereabouts import CITY, COUNTRY, UNKNOWN, UNSURE, PlaceRow, Whereabouts

_MOST = 60  # places of a country that are filtered for
_CANDIDATES = 3  # cities of a name that are told


def where_words(row: PlaceRow) -> str:
    """What is known of where a place is."""
    names = country_names()
    if row.how == COUNTRY:
        return "a country"
    if row.how == CITY:
        return names.get(row.country, row.country)
    if row.how == UNSURE:
        some = [names.get(each.country, each.country) for each in row.found.cities]
        some = [*(["the country"] if row.found.country else []), *dict.fromkeys(some)]
        return f"may be in {' or '.join(some[:_CANDIDATES])}"
    return "not on the map"


FIELDS: tuple[Field[PlaceRow], ...] = (
    Field("name", "Place", lambda row: one_line(row.name), share=2, least=120),
    Field("events", "Events", lambda row: f"{row.events:,}", ("1,000",), falls=True, right=True,
          sorts=False),
    Field("where", "Where", where_words, share=3, least=120, sorts=False,
          ink=lambda row: "warning" if row.how in (UNSURE, UNKNOWN) else "quiet"),
)  # fmt: skip


class MapPage(Page):
    """Countries are tinted, cities dotted where the name can mean no other; the rest is counted."""

    shows = frozenset((EVENTS, ACTORS))

    def __init__(self, theme: Theme, busy: Busy) -> None:
        super().__init__(theme, busy)
        self._rows: dict[int, PlaceRow] = {}
        self.view = MapView(theme)
        self.table = RowTable("placesTable", "Places", FIELDS, theme)
        self.table.show_sort("", down=True)
        self.said = PlainLabel()
        self.said.setObjectName("mapSaid")
        self.said.setProperty("quiet", True)
        self.said.setWordWrap(True)
        self.said.setContentsMargins(8, 0, 8, 0)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.view)
        split.addWidget(self.table)
        split.setSizes([400, 180])
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.said)
        layout.addWidget(split, 1)
        self.table.current.connect(self._choose)
        self.table.opened.connect(self._filter_by)
        self.table.menu_wanted.connect(self._open_menu)
        self.view.place_wanted.connect(self.table.choose)
        self.view.followed.connect(self._follow)

    def begin(self, kept: str) -> None:
        """Look where one looked."""
        self.view.begin(kept)

    def written(self) -> str:
        """Where one looks."""
        return self.view.written()

    def ask(self, wanted: EventFilter) -> None:
        """The places of the events that match."""
        if self._archive is not None and self._reader is not None:
            question = self._archive.whereabouts(wanted)
            self.count("map", question, self._put, wanted)

    def first_stop(self) -> QWidget:
        """The map."""
        return self.view

    def _put(self, found: Whereabouts) -> None:
        self._rows = {row.id: row for row in found.rows}
        self.table.put(None, array("q", self._rows), self._rows)
        events: Counter[str] = Counter()
        dots = []
        for row in found.rows:
            if row.country:
                events[row.country] += row.events
            if row.how == CITY:
                spot = row.found.cities[0]
                place = spot.longitude * 10, spot.latitude * 10
                dots.append(Dot(row.id, row.name, row.events, *place))
        self.view.put(outlines(), events, dots)
        on = found.number(COUNTRY) + found.number(CITY)
        told = [f"{counted(on, 'event')} on the map"]
        for how, words in ((UNSURE, "at ambiguous places (the menu of a row says which)"),
                           (UNKNOWN, "at places not on the map")):  # fmt: skip
            if number := found.number(how):
                told.append(f"{number:,} {words}")
        if found.nowhere:
            told.append(f"{found.nowhere:,} without a place")
        self.said.setText(", ".join(told))

    def _choose(self, number: int) -> None:
        row = self._rows.get(number)
        if row is not None and row.how == COUNTRY:
            self.view.choose(country=row.country)
        else:
            self.view.choose(place=number)

    def _filter_by(self, number: int) -> None:
        row = self._rows.get(number)
        if row is not None:
            self.wished.emit(Wish(places=(row.name,), show_events=True))

    def settle(self, number: int, called: str) -> None:
        """Have an ambiguous place be called what can mean no other, here and in every article."""
        row = self._rows.get(number)
        if row is not None and row.actor and self._archive is not None:
            self.decide.emit("Renaming", self._archive.deeds.call(row.actor, called, "place"))

    def _open_menu(self, place: QPoint) -> None:
        number = self.table.chosen
        row = self._rows.get(number)
        if row is None:
            return
        menu = QMenu(self)
        menu.addAction("&Show these events", lambda: self._filter_by(number))
        offered = named_surely(row.name) if row.how == UNSURE and row.actor else ()
        if offered:
            menu.addSection("Which place is it?")
        for called, where in offered:
            menu.addAction(f"It is in {where}" if where != THE_COUNTRY else "It is the country",
                           partial(self.settle, number, called))  # fmt: skip
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def _follow(self) -> None:
        if self.view.place:
            self._filter_by(self.view.place)
            return
        inside = [row.name for row in self._rows.values() if row.country == self.view.country]
        if inside:
            self.wished.emit(Wish(places=tuple(inside[:_MOST]), show_events=True))
