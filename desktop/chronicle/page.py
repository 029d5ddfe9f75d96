"""The main page: filters on the left, events in the middle, one event's details on the right."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.chronicle.details.draft import Draft
from desktop.chronicle.details.pane import DetailPane
from desktop.chronicle.details.passage import AROUND
from desktop.chronicle.empty import Empty
from desktop.chronicle.filters.asking import Asking
from desktop.chronicle.filters.dates import bounds_of
from desktop.chronicle.filters.drawer import Drawer
from desktop.chronicle.filters.named import NamedFilters
from desktop.chronicle.filters.panel import DEBOUNCE, FilterPanel
from desktop.chronicle.filters.saved import SavedList
from desktop.chronicle.filters.section import Section
from desktop.chronicle.front import Front, Lent
from desktop.chronicle.histogram.strip import HistogramStrip
from desktop.chronicle.joining.desk import Joining
from desktop.chronicle.marking.desk import Marking
from desktop.chronicle.nothing import empty_chronicle, no_match
from desktop.chronicle.panes import Panes
from desktop.chronicle.reviewing.bulk import BulkDialog
from desktop.chronicle.reviewing.menu import ReviewMenu
from desktop.chronicle.reviewing.mode import Reviewing
from desktop.chronicle.row_menu import RowMenu
from desktop.chronicle.staging import Staging
from desktop.jobs.busy import Busy
from desktop.jobs.reader import Lane, Reader
from desktop.pages.page import Room
from desktop.pages.side import Side
from desktop.pages.wish import Wish
from desktop.scale.brush import NOWHEN, Days
from desktop.settings import Settings, View
from desktop.tables.column_menu import ColumnMenu
from desktop.tables.event_table import EventTable
from desktop.tables.pointed import Pointed
from desktop.tables.sort_menu import SortMenu
from desktop.tables.words import counted
from desktop.theme.labels import PlainLabel
from desktop.theme.theme import Theme
from models.errors import KnownError
from models.queries.filter import EventFilter, Sort, SortField, wants_rejected
from models.queries.marks import Marks
from models.queries.rows import EventDetail, TellingRow

if TYPE_CHECKING:  # loaded off the GUI thread, see there
    from desktop.archive import Archive
    from models.queries.documents import Totals

_BRUSHING = "brushing dates"
_HISTOGRAM = "histogram"
_REVIEWS = {"accept": "accepted", "reject": "rejected", "reset": "proposed"}
_ACTS = (*_REVIEWS, "edit", "add event", "tag", "note", "export", "print", "copy", "clear",
         "next event", "previous event", "next passage", "previous passage",
         "open article")  # fmt: skip


class ChroniclePage(QWidget):
    """Filters, table and details. Queries are answered later; the newest one wins."""

    told = Signal(str)
    """One sentence for the strip."""
    wanted = Signal(str)
    """What the window is to do: "import", "example"."""
    offered = Signal()
    """Other things can be done than before: ``offers`` says which."""
    edit = Signal(str, object, str)
    """A change to the store: what to call it, what to call, and what to say afterwards."""
    decide = Signal(str, object)
    """A correction: what to call it, and what to call."""
    article_wanted = Signal(int, int)
    paper_wanted = Signal(int)
    papers_wanted = Signal(str, object)
    """An article is to be opened: its number, and that of the event to choose in it."""
    actor_menu = Signal(object, object)
    """The menu of an actor, to be added to, and which one it is (a ``Pointed``)."""
    marking = Signal(object, object, object)
    """A correction that is shown already: what to call, and what when it is done, or failed."""
    mention_wanted = Signal(int, int)
    undo_wanted = Signal(object)
    words_wanted = Signal(int, int, int)
    """Words are to become an event: a document, and a stretch of its text."""
    job = Signal(object)
    """Something that takes long, to be run with its progress shown."""
    answered = Signal()
    """What was asked anew is there."""
    laid_out = Signal()
    """Other panes are in sight than before."""
    page_turned = Signal(str)
    """Another page is in sight: its key."""

    def __init__(
        self, theme: Theme, busy: Busy, rooms: Sequence[Room] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._rooms = rooms
        self._busy = busy
        self._theme = theme
        self._archive: Archive | None = None
        self._reader: Reader | None = None
        self._total: int | None = None
        self._count: int | None = None
        self._first = True
        self._uncounted: EventFilter | None = None  # counts that are asked for after the rows
        self._is_asked = False
        self._has_bars = True
        self._reading = ""
        self._why = ""
        self._looked_at = 0  # the event that the view in place of the table is about
        self.filters = FilterPanel(theme, busy)
        self.histogram = HistogramStrip(theme, busy)
        self.table = EventTable(theme)
        self.columns = ColumnMenu(self.table)
        self.sorting = SortMenu(self)
        self.two_lines = self.columns.addAction("Long sentences in t&wo lines")
        self.two_lines.setCheckable(True)
        self.row_menu = RowMenu(self)
        self.detail = DetailPane(theme)
        self.detail.editing.ahead = self.table.events.ahead
        self.reviewing = Reviewing(self.table, self.filters, busy, self)
        self.marking_desk = Marking(theme, self.in_hand, self, ahead=self.table.events.ahead)
        self.reviewing.in_hand = self.in_hand
        self.reviewing.step = self._step
        self.reviewing.is_elsewhere = lambda: self.front.lent is not None
        self.joining = Joining(theme, self.in_hand, self.filter, self)
        self.reviewing.more = {
            "edit": self.edit_event,
            "date": partial(self.edit_event, "date"),
            "people": partial(self.edit_event, "participants"),
            "tag": self.marking_desk.tag,
            "note": self.marking_desk.note,
        }
        self.review_menu = ReviewMenu(self.reviewing, self)
        self.asking = Asking(self.filters, theme, busy, self)
        self.search, self.wrong, self.chips = (
            self.asking.search,
            self.asking.wrong,
            self.asking.chips,
        )
        self.count = PlainLabel()
        self.count.setObjectName("resultCount")
        self.chosen = PlainLabel()
        self.chosen.setObjectName("chosenCount")
        self.chosen.setProperty("quiet", True)
        self.drawer = Drawer()
        self.rejected = QPushButton()
        self.rejected.setObjectName("rejectedCount")
        self.rejected.setProperty("link", True)
        self.rejected.setCheckable(True)
        self.rejected.setToolTip("Show only rejected events, which are left out otherwise")
        self.rejected.hide()
        self.clear = QPushButton("Clear all")
        self.clear.setObjectName("clearFilters")
        self.clear.setAccessibleName("Clear all filters")
        self.clear.setProperty("plain", True)
        self.named = NamedFilters(theme, self)
        self.saved = SavedList(self.named, theme)
        self._saved = Section("Saved filters", theme, self.saved)
        self.filters.put_first("saved", self._saved)
        self.named.changed.connect(lambda: self._saved.setVisible(bool(self.named.kept)))
        self._saved.hide()
        self.empty = Empty(theme)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self._layout()
        self.say("")
        self._say_chosen()
        self._rest = QTimer(self, singleShot=True, interval=DEBOUNCE)
        self._rest.timeout.connect(self._brush_rested)
        self._connect()
        self._show_asked()

    def attach(self, archive: "Archive | None", reader: Reader | None, view: View) -> None:
        """Show this chronicle as it was left, or none."""
        self._archive, self._reader = archive, reader
        self._total = self._count = None
        self._first = True
        self._uncounted = None
        self.filters.attach(reader, archive)
        self.histogram.attach(reader, archive, view.sight)
        self.named.attach(reader, archive)
        self.table.attach(reader, archive)
        self.joining.attach(archive, reader)
        self.reviewing.attach(archive, reader)
        self.marking_desk.attach(archive, reader)
        self.review_menu.allow(opened=archive is not None)
        self.detail.attach(reader, archive, view.unstored)
        self.drawer.attach(reader, archive, view.threshold)
        self.asking.attach(reader, archive, view)
        self.table.choose(view.event)
        self.front.back()
        self.staging.stage.attach(archive, reader, dict(view.pages))
        self.staging.turn(view.page, focus=False)
        self.setEnabled(archive is not None)
        if archive is not None:
            self.table.setFocus()
            self.refresh()

    def save(self) -> View:
        """What is asked now."""
        now = View(event=self.table.chosen, sight=self.histogram.bars.written(),
                   unstored=self.detail.editing.save(), threshold=self.threshold,
                   page=self.staging.stage.key,
                   pages=tuple(self.staging.stage.written().items()))  # fmt: skip
        return self.reviewing.save(self.asking.save(now))

    def filter(self) -> EventFilter:
        """The panel and the search line together, without what waits in the drawer."""
        return self.drawer.through(self.asking.whole)

    @property
    def threshold(self) -> float:
        """How sure the reader must be of what is shown at once; 0: of nothing."""
        return self.drawer.threshold

    def use_threshold(self, least: float) -> None:
        """Have events wait in a drawer of which the reader is less sure; 0: none waits."""
        self.drawer.use(least)

    def asked(self) -> tuple[EventFilter, Sort]:
        """Which events are shown, and in which order."""
        return self.filter(), self.table.events.sorting

    def touched(self, what: frozenset[str]) -> None:
        """These have changed in the store: what is shown of them is asked anew."""
        self.marking_desk.refresh()
        self.staging.stage.touched(what)
        if what - {"filters"} and self.reviewing.on:
            self.reviewing.touched()
            self.answered.emit()
        elif what - {"filters"}:
            self.refresh()
        else:
            self.named.refresh()

    def refresh(self) -> None:
        """Run every query again, as the store or the filter has changed."""
        if self._archive is None or self._reader is None:
            return
        self._ask_total()
        self.named.refresh()
        self.ask()
        if self.front.lent is not None and self._looked_at:
            self._ask_detail(self._looked_at)
        self.asking.learn(anew=True)

    def ask(self) -> None:
        """Run the queries of the present filter."""
        if self._archive is None or self._reader is None:
            return
        wanted = self.filter()
        anew = self._ask_rows(wanted)  # first: they are found while the rest is put right
        self.asking.show()
        self.asking.learn()
        marks = Marks.of(wanted)
        self.table.mark(marks)
        self.detail.passage.mark(marks)
        self._uncounted = wanted
        self.staging.stage.ask(wanted)
        if anew or self.reviewing.on:
            self._ask_counts()

    def _ask_counts(self) -> None:
        """Ask for counts and facets; for a repeated query after the rows have come."""
        wanted, self._uncounted = self._uncounted, None
        if wanted is not None:
            self.filters.refresh(wanted)
            self.drawer.refresh(self.asking.whole)
            if self._has_bars:
                self.histogram.refresh(wanted)
            self.reviewing.count(wanted)

    def _ask_rows(self, wanted: EventFilter) -> bool:
        """Ask for the rows; returns whether the query is another than before."""
        anew = self.table.ask(wanted, self.table.events.sorting, hold=self.reviewing.on)
        if anew:
            self._count = None
            self.asking.forget_near()
        return anew

    def sort(self, sort: Sort) -> None:
        """Order the table like this."""
        self.table.events.sorting = sort
        self.table.show_sort(sort)
        self.sorting.mark(sort)
        self.reviewing.bar.mark(sort)
        self._ask_rows(self.filter())  # the counts of the filters stay what they are

    def say_reading(self, label: str) -> None:
        """What is being read, shown while the chronicle is empty; empty: nothing."""
        self._reading = label
        self._show_empty()

    def refuse(self, why: str) -> None:
        """Disable all that writes, and say why; empty: enable it."""
        self._why = why
        self.table.events.ahead.refused = bool(why)
        self.named.refuse(why)
        self.review_menu.refuse(why)
        self.detail.refuse(why)
        self._show_empty()

    def clear_filters(self) -> None:
        """Remove every filter, typed and ticked."""
        self.asking.clear()

    def open_line(self, line: str) -> None:
        """Set the filter a line means: ticked where possible, else typed."""
        try:
            self.asking.open(line)
        except KnownError as fault:
            self.told.emit(str(fault))

    def is_filtered(self) -> bool:
        """Whether anything is filtered."""
        return not self.asking.is_empty()

    # What the window knows of it

    def widget(self) -> QWidget:
        """The page itself."""
        return self

    @property
    def bar(self) -> QWidget:
        """The search field, the named filters and the number of events, for the toolbar."""
        return self._bar

    @property
    def menus(self) -> tuple[QMenu, ...]:
        """Its own menus in the menu bar."""
        return (self.review_menu, self.named.menu)

    @property
    def views(self) -> tuple[QMenu, ...]:
        """Its own parts of the View menu."""
        return (self.sorting, self.columns)

    def offers(self) -> frozenset[str]:
        """The names of the acts that there is something to be done with now."""
        lent, rows = self.front.lent, self.table.events.rowCount() > 0
        can = {
            "export print": rows,
            "next event previous event": rows and lent is None,
            "copy": lent is None and self.table.selectionModel().hasSelection(),
            "accept reject reset tag note": self._is_something_in_hand(),
            "clear": self.is_filtered() or bool(self.search.text()),
            "next passage previous passage": self.detail.passages > 1,
            "open article": self.detail.passages > 0 and not self.detail.is_editing,
            "edit": self.detail.can_edit,
            "add event": self._archive is not None,
        }
        more = lent.offers() if lent is not None else frozenset()
        chosen = self.table.number_chosen if lent is None else 1
        more |= self.joining.offers(self.table.events.rowCount(), chosen, self.detail.passages)
        return more | {name for names, so in can.items() if so for name in _ACTS if name in names}

    def _is_something_in_hand(self) -> bool:
        if self.front.lent is None:
            return self.table.selectionModel().hasSelection()
        return self.detail.detail is not None and not self._has_own_card

    @property
    def _has_own_card(self) -> bool:
        """Whether the card is about something of a page, and no event is in sight."""
        return not self.front.is_covered and self.staging.page is not None and self.side.is_own

    def in_hand(self) -> list[int]:
        """The events that an act is about: those chosen in the table, or that in the article."""
        if self.front.lent is None:
            return self.table.ids_chosen()
        shown = None if self._has_own_card else self.detail.detail
        return [shown.row.id] if shown is not None else []

    # What is shown in place of the table

    def lend(self, view: Lent, widget: QWidget) -> None:
        """Show a view in place of the table, and give it the keys."""
        self.front.lend(view, widget)
        view.first_stop().setFocus(Qt.FocusReason.OtherFocusReason)

    def begin_event(self, draft: Draft) -> bool:
        """Have these fields for an event made from words; whether no other one comes first."""
        self.split.show_pane("details", shown=True)
        return self.detail.add_from(draft)

    def propose(self, draft: Draft) -> None:
        """Fill in what the reader makes of the words, unless somebody has typed."""
        self.detail.editing.propose(draft)

    def press(self, letter: str) -> None:
        """Go to the next or previous event by the letter that does so in reviewing."""
        keys = self.reviewing.keys
        if letter in (keys["next"].upper(), keys["previous"].upper()):
            self._step(1 if letter == keys["next"].upper() else -1)

    def look_at(self, event: int) -> None:
        """Show an event in the details, whatever is chosen in the table."""
        self._looked_at = event
        self._ask_detail(event)

    def take_back(self) -> None:
        """Show the events or the page again, on the event looked at last if it is there."""
        if not self.front.back():
            return
        if self.staging.page is not None:
            self.staging.page.choose(self._looked_at)
            self.middle.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        event, ids = self._looked_at, self.table.events.ids()
        if event and event in ids:
            self.table.selectRow(ids.index(event))
            self.table.scrollTo(self.table.currentIndex())
        self._looked_at = 0
        self._ask_detail(self.table.chosen)
        self.middle.setFocus(Qt.FocusReason.OtherFocusReason)

    def turn(self, key: str) -> None:
        """Have the page of this key in sight."""
        self.staging.turn(key)

    def grant(self, wish: Wish) -> None:
        """Narrow the filter as a page wishes."""
        if wish.line:
            self.open_line(wish.line)
        if wish.actors or wish.kind or wish.source or wish.places:
            self.filters.add(wish.actors, wish.kind, wish.source, wish.places)
        if wish.days is not None or wish.any_day:
            self._brushed(wish.days, not wish.moving)
        if wish.undated:
            self._want_undated(True)
        if wish.show_events:
            self.staging.turn(self.staging.stage.rooms[0].key)

    def acts(self) -> dict[str, Callable[[], object]]:
        """Everything that can be done on it, by name; to export is for the window to do."""
        return {
            "find": self._find,
            "copy": self.table.copy,
            "clear": self.clear_filters,
            "next event": partial(self._step, 1),
            "previous event": partial(self._step, -1),
            "open article": self._want_article,
            "next passage": partial(self.detail.turn, 1),
            "previous passage": partial(self.detail.turn, -1),
            "tag": partial(self._mark, "tag", self.marking_desk.tag),
            "note": partial(self._mark, "note", self.marking_desk.note),
            **{name: partial(self._review, state) for name, state in _REVIEWS.items()},
            "edit": self.edit_event,
            "add event": self.add_event,
            **self.joining.acts(),
            "reset layout": self.reset_layout,
            "show filters": partial(self.split.toggle, "filters"),
            "show details": partial(self.split.toggle, "details"),
        }

    def pointed(self) -> Pointed:
        """The actors that the keys are on: on the card, or in the filter panel."""
        focus = QApplication.focusWidget()
        people, actors = self.detail.people, self.filters.actors
        if focus is people and people.pointed is not None:
            return self._on_card(people.pointed)
        if focus is actors:
            return Pointed(actors.pointed(actors.currentIndex().row()))
        page = self.staging.page
        return page.pointed() if page is not None and not self.front.is_covered else Pointed()

    def paper(self) -> int:
        """The document that the keys are on, in a list of them; 0: none."""
        page = self.staging.page
        return page.in_sight() if page is not None and not self.front.is_covered else 0

    def _on_card(self, actor: int) -> Pointed:
        shown = self.detail.detail
        return Pointed((actor,), self.detail.document, shown.row.id if shown else None)

    def panes(self) -> tuple[tuple[QWidget, QWidget], ...]:
        """Its panes in the order of reading, each with where the keys go first."""
        lent, page = self.front.lent, self.staging.page
        own = page.card if page is not None and self.side.is_own else None
        return (
            (self.search, self.search),
            (self.filters, self.filters.search),
            (self.front, lent.first_stop() if lent is not None else self.middle),
            (self.side, self.detail.people if own is None else own),
        )

    def hidden(self) -> frozenset[str]:
        """The panes that are folded away."""
        return self.split.put_away()

    def restore(self, kept: Settings) -> None:
        """Look as it did when these were kept."""
        self.split.restore(kept.splitter, kept.hidden)
        self.table.restore_layout(kept.columns)
        self._use_two_lines(kept.two_lines)
        self.filters.fold(kept.folded)
        self.histogram.unfold(_HISTOGRAM not in kept.folded)
        field = kept.sort if kept.sort in {each.value for each in SortField} else "date"
        sort = Sort(SortField(field), kept.down)
        self.table.events.sorting = sort
        self.table.show_sort(sort)
        self.sorting.mark(sort)
        self.reviewing.bar.mark(sort)
        self.reviewing.restore(kept.review_keys)
        self.review_menu.show_keys()

    def keep(self, settings: Settings) -> Settings:
        """The settings with how it looks now."""
        sort = self.table.events.sorting
        return replace(
            settings,
            splitter=self.split.written(),
            hidden=tuple(sorted(self.hidden())),
            columns=self.table.layout_now(),
            two_lines=self.table.two_lines,
            sort=sort.field.value,
            down=sort.down,
            review_keys=self.reviewing.kept(),
            folded=(*self.filters.folded(), *(() if self.histogram.open else (_HISTOGRAM,))),
        )

    @property
    def middle(self) -> QWidget:
        """The widget between filters and details: the table, the empty state, or an article."""
        page = self.staging.page
        if page is not None and not self.front.is_covered:
            return page.first_stop()
        if self.front.lent is not None:
            return self.front.currentWidget() or self.front
        return self._stack.currentWidget() or self.table

    def reset_layout(self) -> None:
        """Give columns and panes their first widths and places."""
        self.table.set_widths()
        self.split.reset()

    def _use_two_lines(self, on: bool) -> None:
        self.two_lines.setChecked(on)
        self.table.use_two_lines(on)

    def _find(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _read(self) -> None:
        """Show the details, and take the keys there."""
        self.split.show_pane("details", shown=True)
        go_to = self.detail.first_stop()
        go_to.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def edit_event(self, field: str | None = None) -> None:
        """Turn the card of the event in focus into fields, with the keys in one of them."""
        self.split.show_pane("details", shown=True)
        self.detail.edit(field)

    def _make_from_passage(self) -> None:
        self.add_event(self.detail.passage.selected())

    def add_event(self, words: tuple[int, int, int] | None = None) -> None:
        """Have the fields for an event of the words that are selected, else without a source."""
        if words is None and self.detail.passage.hasFocus():
            words = self.detail.passage.selected()
        if words is None and self.front.lent is not None:
            words = self.front.lent.words()
        self.split.show_pane("details", shown=True)
        if words is None:
            self.detail.add()
        else:
            self.words_wanted.emit(*words)

    def _review(self, state: str) -> None:
        """Accept or reject what is chosen, or have it proposed again."""
        chosen = self.in_hand()
        if self.reviewing.on:
            self.reviewing.mark(state)
        elif self._archive is not None and chosen:
            states = dict.fromkeys(chosen, state)
            self.table.events.mark(states)  # at once; whatever comes of it is asked for afterwards
            self.table.events.settle(states)
            self.decide.emit("Reviewing", self._archive.deeds.review(chosen, state))

    def _accept_in_bulk(self) -> None:
        """Ask how sure the reading must be of what is accepted at once."""
        if self._archive is None or self._reader is None:
            return
        deeds = self._archive.deeds
        dialog = BulkDialog(self._reader, self._archive.order, self.filter(), self.window())
        dialog.agreed.connect(
            lambda ids: self.decide.emit("Accepting", deeds.review(ids, "accepted"))
        )
        dialog.open()

    def _mark(self, name: str, events: Callable[[], object]) -> None:
        """Tag or annotate what the keys are on: something of a page's own, else events."""
        page = self.staging.page
        if page is None or not self._has_own_card or not page.mark(name):
            events()

    def _untag(self, word: str) -> None:
        """Take a tag off the event in the card."""
        if self.detail.detail is not None:
            self.marking_desk.untag((self.detail.detail.row.id,), word)

    def _show_telling(self, _event: int, told: TellingRow) -> None:
        """Show the passage of a telling below its event."""
        self.detail.show_telling(told.document_id, told.place_in_text)

    def _open_row_menu(self, place: QPoint) -> None:
        row = self.table.events.row_at(self.table.currentIndex().row())
        can = frozenset() if self._why else self.offers()
        self.row_menu.open(row, self.detail.detail, self.table.number_chosen, can)
        self.row_menu.show_at(place)

    def _layout(self) -> None:
        middle = QWidget()
        middle.setProperty("panel", True)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        self._bar = QWidget()
        top = QHBoxLayout(self._bar)
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(12)
        top.addWidget(self.search, 1)
        for part in (self.named.button, self.count, self.rejected, self.chosen):
            top.addWidget(part)
        column.addWidget(self.wrong)
        self._line = QWidget()
        line = QHBoxLayout(self._line)
        line.setContentsMargins(8, 0, 8, 0)
        line.addWidget(self.chips, 1)
        line.addStretch()
        line.addWidget(self.drawer, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.clear, 0, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self._line)
        column.addWidget(self.histogram)
        events = QWidget()
        under = QVBoxLayout(events)
        under.setContentsMargins(0, 0, 0, 0)
        under.setSpacing(8)
        under.addWidget(self.reviewing.bar)
        under.addWidget(self._stack, 1)
        self.front = Front(events)
        column.addWidget(self.front, 1)
        self.filters.fit()
        self.side = Side(self.detail, self._theme)
        self.split = Panes(self.filters, middle, self.side)
        self.staging = Staging(self._rooms, self._theme, self._busy, self.front, self.side, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.split)
        self.chips.before = self.named.button

    def showEvent(self, event: QShowEvent) -> None:
        """The tab key follows the eye; what is reached must stand in one window before."""
        super().showEvent(event)
        stops = (
            self.search,
            self.named.button,
            self.clear,
            *self.histogram.stops(),
            self.table,
            self.detail,
        )
        for first, second in pairwise(stops):
            self.setTabOrder(first, second)

    def _connect(self) -> None:
        self._theme.zoomed.connect(self.filters.fit)
        self.split.laid_out.connect(self.laid_out)
        self.search.returnPressed.connect(self._to_table)
        self.asking.changed.connect(self.ask)
        self.drawer.changed.connect(self.ask)
        self.drawer.changed.connect(self._show_asked)
        self.asking.changed.connect(self.take_back)
        self.asking.shown.connect(self._show_asked)
        self.asking.suggested.connect(self._show_empty)
        self.named.opened.connect(self.open_line)
        self.named.told.connect(self.told)
        self.named.edit.connect(self.edit)
        self.joining.take_back.connect(self.undo_wanted)
        self.joining.decide.connect(self.decide)
        self.joining.told.connect(self.told)
        self.joining.event_wanted.connect(self._want_event)
        self.joining.job.connect(self.job)
        self.sorting.wanted.connect(self.sort)
        self.two_lines.toggled.connect(self.table.use_two_lines)
        self.table.activated.connect(self._read)
        self.table.menu_wanted.connect(self._open_row_menu)
        for ours, theirs in (
            (self.reviewing.told, self.told),
            (self.reviewing.wanted, self.wanted),
            (self.reviewing.marking, self.marking),
            (self.reviewing.rested, self.refresh),
            (self.reviewing.bar.sort_wanted, self.sort),
            (self.decide, self.reviewing.noted),
            (self.marking_desk.decide, self.decide),
            (self.filters.rejected, self._say_rejected),
            (self.rejected.clicked, self.filters.want_rejected),
            (self.review_menu.bulk_wanted, self._accept_in_bulk),
            (self.detail.marks.note_wanted, self.marking_desk.note),
            (self.detail.marks.untag_wanted, self._untag),
            (self.row_menu.act_wanted, lambda name: self.acts()[name]()),
        ):
            ours.connect(theirs)
        self.row_menu.details_wanted.connect(self._read)
        self.row_menu.article_wanted.connect(self._want_article)
        self.row_menu.copy_wanted.connect(self.table.copy)
        self.row_menu.actor_wanted.connect(self.filters.only_actor)
        self.row_menu.kind_wanted.connect(self.filters.only_kind)
        self.row_menu.source_wanted.connect(self.filters.only_source)
        self.histogram.brushed.connect(self._brushed)
        self.histogram.undated_wanted.connect(self._want_undated)
        self.clear.clicked.connect(self.clear_filters)
        self.table.sort_wanted.connect(self.sort)
        self.table.current.connect(self._chosen_in_table)
        self.table.telling.connect(self._show_telling)
        self.table.copied.connect(lambda rows: self.told.emit(f"Copied {counted(rows, 'row')}."))
        self.table.copying.connect(self._copying)
        self.table.selectionModel().selectionChanged.connect(self._say_chosen)
        self.table.events.modelReset.connect(self._say_chosen)
        self.table.refused.connect(self.told)
        self.table.events.shown.connect(self._shown)
        self.table.events.counted.connect(self._counted)
        self.detail.actor_wanted.connect(self.filters.only_actor)
        self.detail.source_wanted.connect(self.filters.only_source)
        self.detail.article_wanted.connect(self._want_article)
        self.detail.paper_wanted.connect(self._want_paper)
        self.detail.make_wanted.connect(self._make_from_passage)
        self.detail.passage.mention_wanted.connect(self.mention_wanted)
        self.detail.step_wanted.connect(self._step)
        self.detail.people.menu_made.connect(
            lambda menu, actor: self.actor_menu.emit(menu, self._on_card(actor))
        )
        self.filters.actors.menu_made.connect(
            lambda menu, actors: self.actor_menu.emit(menu, Pointed(actors))
        )
        self.detail.decide.connect(self.decide)
        self.detail.event_wanted.connect(self._want_event)
        for changed in (
            self.table.selectionModel().selectionChanged,
            self.table.events.modelReset,
            self.search.textChanged,
            self.asking.shown,
            self.detail.turned,
            self.front.turned,
        ):
            changed.connect(self.offered)
        self.front.turned.connect(self._show_above)
        self.side.turned.connect(self.offered)
        self.staging.turned.connect(self.page_turned)

    def _brushed(self, days: Days | None, final: bool) -> None:
        """The fields follow the brush at once; the question waits until it rests."""
        start, end = days or (None, None)
        self.filters.dates.brush(start, end)
        self.asking.read_panel()
        if final:
            self._brush_rested()
        else:
            self._busy.hold(_BRUSHING)
            self._rest.start()

    def _brush_rested(self) -> None:
        self._rest.stop()
        self.ask()
        self._busy.release(_BRUSHING)

    def _show_asked(self) -> None:
        """The chips, the bars and the menu of named filters follow what is asked."""
        wanted = self.asking.whole
        shown = bool(self.chips.texts()) and not self.asking.is_empty()
        self._is_asked = shown or bool(self.threshold)
        self._show_above()
        self.clear.setVisible(shown)
        self.named.show_filter(wanted, self.chips.texts() if shown else ())
        self._show_dates()

    def _show_above(self) -> None:
        """Chips and bars stand above the events and the pages, and not above an article."""
        covered, page = self.front.is_covered, self.staging.page
        self._line.setVisible(self._is_asked and not covered)
        bars = not covered and (page is None or not page.has_dates)
        if bars != self._has_bars:
            self._has_bars = bars
            self.histogram.setVisible(bars)
            if bars and self._archive is not None:
                self.histogram.refresh(self.filter())

    def _show_dates(self) -> None:
        """The brush follows the fields; bars outside of what the search line asks are faint."""
        dates, wanted = self.filters.dates, self.filter().dates
        inside = None if wanted is None else bounds_of(wanted)
        undated = wanted is not None and wanted.undated
        if undated and inside == (None, None):
            inside = NOWHEN
        self.histogram.show_range(dates.bounds(), inside, undated=undated)

    def _copying(self, done: int, number: int) -> None:
        if done < number:
            self.told.emit(f"Copying {counted(number, 'row')}: {done / number:.0%}…")

    def _want_undated(self, wanted: bool) -> None:
        self.filters.dates.want_undated(wanted)

    def _to_table(self) -> None:
        if self.asking.waiting:
            self.asking.search_now()
        self.table.setFocus()

    def _ask_total(self) -> None:
        assert self._archive
        assert self._reader

        def put(found: "Totals") -> None:
            self._total = found.events
            self._say_count()

        self._reader.ask("total", self._archive.totals(), put, lane=Lane.BACK)

    def _step(self, by: int) -> None:
        """Go to the next (previous) event of what is shown."""
        (self.front.lent or self.table).step(by)

    def _want_article(self) -> None:
        """Open the article of the passage that is shown."""
        shown, passage = self.detail.detail, self.detail.shown_passage
        if shown is not None and passage is not None:
            self._looked_at = shown.row.id
            self.article_wanted.emit(passage.document_id, shown.row.id)

    def _want_paper(self) -> None:
        """Correct the details of the article of the passage that is shown."""
        passage = self.detail.shown_passage
        if passage is not None:
            self.paper_wanted.emit(passage.document_id)

    def _want_event(self, event: int) -> None:
        """Have an event in the details, chosen in the table where that is shown."""
        if self.front.lent is None:
            self.table.choose(event)  # as soon as it is among the rows
            self.table.go_to(event)
        else:
            self.look_at(event)
            self.front.lent.choose(event)

    def _chosen_in_table(self, event: int) -> None:
        """The details follow the table, unless something is shown in its place."""
        if self.front.lent is None:
            self._ask_detail(event)

    def _ask_detail(self, event: int) -> None:
        if self._archive is None or self._reader is None:
            return
        if not event:
            self._reader.cancel("detail")
            self._reader.cancel("decided")
            self.detail.put(None)
            return
        self._reader.ask("detail", self._archive.detail(event, AROUND), self._put_detail)
        self._reader.ask("decided", self._archive.decided(event), self.detail.put_decided)

    def _put_detail(self, detail: EventDetail | None) -> None:
        self.detail.put(detail)
        self.row_menu.learn(detail)

    def _shown(self) -> None:
        self._choose_first()
        self._say_count()

    def _counted(self, number: int) -> None:
        self.answered.emit()
        self._choose_first()
        self._count = number
        if not number:
            self.asking.seek_near()
        self._say_count()
        self._ask_counts()

    def _choose_first(self) -> None:
        """The first events of a chronicle that come are looked at from their beginning."""
        if self._first and self.table.events.rowCount():
            self._first = False
            if not self.table.chosen:
                self.table.selectRow(0)

    def _say_count(self) -> None:
        count, total = self._count, self._total
        if count is None:
            first = self.table.events.rowCount()
            told = f"First {counted(first, 'event')}, counting…" if first else "…"
        elif total is None or count >= total or not self.is_filtered() or self.reviewing.on:
            told = counted(count, "event")
        else:
            told = f"{count:,} of {counted(total, 'event')}"
        self.say(told)
        self._show_empty()

    def _say_rejected(self, number: int) -> None:
        """How many are left out as rejected, with a way to see them."""
        wanted = wants_rejected(self.filter())
        self.rejected.setText(f"{number:,} rejected")
        self.rejected.setAccessibleName(f"Show {counted(number, 'rejected event')}")
        self.rejected.setChecked(wanted)
        self.rejected.setVisible(number > 0 or wanted)

    def _say_chosen(self) -> None:
        """How many are chosen, where it is more than the one that is shown beside them."""
        number = self.table.number_chosen
        self.chosen.setText(f"{number:,} selected" if number > 1 else "")
        self.chosen.setVisible(number > 1)
        self.chosen.setAccessibleName(f"{counted(number, 'event')} selected")

    def say(self, told: str) -> None:
        """Show this as the number of events."""
        self.count.setText(told)
        self.count.setAccessibleName(f"Number of events shown: {told or 'none'}")

    def _show_empty(self) -> None:
        nothing = self._count == 0 and self._total is not None
        if nothing:
            self._say_empty()
        # What is hidden must not send the keys to wherever comes next.
        leaving, coming = (self.table, self.empty) if nothing else (self.empty, self.table)
        focus = QApplication.focusWidget()
        held = focus is not None and (focus is leaving or leaving.isAncestorOf(focus))
        self._stack.setCurrentWidget(coming)
        if held:
            coming.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_empty(self) -> None:
        if self._total:
            clear = ("Clear all filters", self.clear_filters)
            if self.reviewing.on:
                clear = ("Stop reviewing", self.reviewing.stop)
            found = no_match(self.chips.texts(), [*self._meant(), clear])
        else:
            ways = [
                ("Import articles…", partial(self.wanted.emit, "import")),
                ("Read the example article", partial(self.wanted.emit, "example")),
            ]
            found = empty_chronicle(self._reading, self._why, ways)
        self.empty.put(found.picture, found.title, found.text, found.actions)

    def _meant(self) -> Iterator[tuple[str, Callable[[], object]]]:
        """Buttons for suggested spellings where nothing matches."""
        for number, near in enumerate(self.asking.near):
            words = f"or {near.meant}?" if number else f"Did you mean {near.meant}?"
            yield words, partial(self.asking.correct, near)
