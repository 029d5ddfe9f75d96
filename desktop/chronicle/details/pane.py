"""One event as a card: what, when and how we know, source, who says so, who took part."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.chronicle.details.area import CardArea
from desktop.chronicle.details.decided import (
    Changes,
    Past,
    changed_words,
    history_line,
    review_words,
)
from desktop.chronicle.details.draft import Draft, date_text
from desktop.chronicle.details.editing import Editing
from desktop.chronicle.details.link import Link
from desktop.chronicle.details.passage import Passage
from desktop.chronicle.details.people import People
from desktop.chronicle.details.perhaps import Perhaps
from desktop.chronicle.details.said import Said
from desktop.chronicle.details.tags import TagsAndNote
from desktop.chronicle.details.words import (
    claim_words,
    origin_words,
    published_words,
    source_of,
    status_words,
    why_words,
)
from desktop.jobs.reader import Reader
from desktop.tables.words import event_words, one_line, shortened
from desktop.theme.icons import icon
from desktop.theme.labels import PlainLabel, as_tip, sized
from desktop.theme.theme import Theme, tabular
from models.printable import sources_words
from models.queries.rows import EventDetail, PassageRow

if TYPE_CHECKING:  # loaded off the GUI thread, see there
    from desktop.archive import Archive, Decided

_MOST = 100  # lines of the history
_LONGEST = 300  # characters of how a publication date is known; the tooltip has the rest


class DetailPane(QWidget):
    """The card of one event: what, when and how we know, source, who says so, who took part."""

    actor_wanted = Signal(int, str)
    source_wanted = Signal(str)
    """An outlet, or the title of an article without one."""
    make_wanted = Signal()
    """The words selected in the passage are to become an event."""
    article_wanted = Signal()
    """The article of the passage shown is to be opened."""
    paper_wanted = Signal()
    """The details of that article are to be corrected."""
    step_wanted = Signal(int)
    turned = Signal()
    """Another passage is shown, or another event."""
    decide = Signal(str, object)
    """A correction: what to call it, and what to call."""
    event_wanted = Signal(int)
    """An event is to be chosen, if it can be."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._detail: EventDetail | None = None
        self._decided: Decided | None = None
        self._at = 0
        self._wanted: tuple[int | None, int] = (None, -1)
        self.setObjectName("detailPane")
        self.setAccessibleName("Event details")
        self.setProperty("card", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = _label("detailTitle", "Event", size=2.5, bold=True)
        self.date = _label("detailDate", "Date", size=1)
        self.date.setFont(tabular(self.date.font()))
        self.why = _label("detailDateWhy", "How the date is known", quiet=True, size=-0.5)
        self.status = _label("detailStatus", "Kind and status")
        self.review = _label("detailReview", "What was decided on it", quiet=True, size=-0.5)
        self.people = People(theme)
        self.changes = Changes(theme)
        self.past = Past(theme)
        self.said = Said(theme)
        self.perhaps = Perhaps(theme)
        self.claims = _label("detailClaims", "Who says so")
        self.marks = TagsAndNote(theme)
        self.passage = Passage(theme)
        self.origin = Link("detailOrigin")
        self.article = Link("detailArticle")
        self.article.setText("Open the article")
        self.article.setToolTip("Read the whole article, its events marked (Ctrl+Enter)")
        self.paper = Link("detailPaper")
        self.paper.setText("Correct its date or source")
        self.paper.setToolTip("Date, title, outlet, byline and address (Ctrl+D)")
        self.published = _label("detailPublished", "Publication", quiet=True, size=-0.5)
        self._sections: dict[str, QWidget] = {}
        self._back = self._arrow("up", "Previous event", lambda: self.step_wanted.emit(-1))
        self._forth = self._arrow("down", "Next event", lambda: self.step_wanted.emit(1))
        self._change = self._arrow("edit", "Edit event (F2)", lambda: self.edit(None))
        self.pencils = {
            field: self._arrow("edit", f"Edit {spoken}", partial(self._edit_by_pencil, field))
            for field, spoken in (("participants", "who took part"), ("claims", "who says so"))
        }
        self._less = self._arrow("left", "Previous passage", lambda: self.turn(-1))
        self._more = self._arrow("right", "Next passage", lambda: self.turn(1))
        self._which = PlainLabel()
        self._which.setProperty("quiet", True)
        self._empty = PlainLabel("Select an event to read its passage and source.")
        self._empty.setProperty("quiet", True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._empty.setMargin(24)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._empty)
        self._area = CardArea(self._card(), self.passage)
        self._pages.addWidget(self._area)
        self.editing = Editing(theme, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.editing.waiting)
        layout.addWidget(self._pages, 1)
        self._connect_editing()
        self.people.wanted.connect(self.actor_wanted)
        self.said.chosen.connect(self._choose_value)
        self.perhaps.confirmed.connect(partial(self._answer, "joining"))
        self.perhaps.denied.connect(partial(self._answer, "leaving"))
        self.origin.clicked.connect(self._want_source)
        self.article.clicked.connect(self.article_wanted)
        self.paper.clicked.connect(self.paper_wanted)
        self.passage.make_wanted.connect(self.make_wanted)
        theme.changed.connect(self._recolour)
        self._recolour()

    @property
    def detail(self) -> EventDetail | None:
        """The event shown."""
        return self._detail

    def attach(self, reader: Reader | None, archive: "Archive | None", unstored: str = "") -> None:
        """Show and correct events of this chronicle; ``unstored``: what was typed and kept."""
        self.put(None)
        self.editing.attach(reader, archive)
        self.editing.restore(unstored)
        self._offer()

    def refuse(self, why: str) -> None:
        """Offer nothing that stores, and say why; empty: offer it."""
        self.editing.refuse(why)
        self._offer()

    def edit(self, field: str | None = None) -> None:
        """Turn the card into fields, with the keys in one of them.

        ``field``: date, summary, kind, status, place, participants or claims; None: the words.
        """
        if self._detail is not None and self.editing.can:
            self.editing.open(self._detail, field)

    def add_from(self, draft: Draft) -> bool:
        """Have the fields of an event made from words; whether none is waiting to be stored."""
        return self.editing.can and self.editing.add(draft)

    def add(self) -> None:
        """Have the fields of an event that is not there yet; it begins with the date shown."""
        if self.editing.can:
            row = self._detail.row if self._detail else None
            self.editing.add(Draft(date=date_text(row.interval)) if row else None)

    @property
    def is_editing(self) -> bool:
        """Whether the fields are shown."""
        return self.editing.number is not None

    @property
    def can_edit(self) -> bool:
        """Whether an event is shown that can be changed."""
        return self._detail is not None and self.editing.can

    def first_stop(self) -> QWidget:
        """Where the keys go first: to those who took part, else to the passage."""
        if self.is_editing:
            return self.editing.editor.words
        return self.people if self.people.count() else self.passage

    @property
    def document(self) -> int | None:
        """The document whose passage is shown."""
        passages = self._detail.passages if self._detail else ()
        return passages[self._at].document_id if passages else None

    @property
    def passages(self) -> int:
        """How many passages the event has."""
        return len(self._detail.passages) if self._detail else 0

    @property
    def shown_passage(self) -> PassageRow | None:
        """The passage that is shown."""
        passages = self._detail.passages if self._detail else ()
        return passages[self._at] if passages else None

    def put(self, detail: EventDetail | None) -> None:
        """Show this event, or none. An event already shown keeps its scroll position."""
        if detail is not None and detail == self._detail:
            return
        same = detail and self._detail and detail.row.id == self._detail.row.id
        self._detail = detail
        if not same:
            self._at = 0
            self._area.to_start()
        self.editing.follow(detail)
        self._show_page()
        if detail is None:
            for label in (self.title, self.date, self.why, self.status, self.claims):
                label.setText("")
            self.people.put(())
            self.marks.put(None)
            self.said.put((), can=False)
            self.perhaps.put((), can=False)
            self._show_decided()
            self._show_passage(None)
            self.turned.emit()
            return
        row = detail.row
        self.title.setText(event_words(row))
        self.date.setText(row.when)
        self.why.setText(why_words(detail))
        self.why.setVisible(bool(self.why.text()))
        self.status.setText(status_words(detail))
        self.people.put(detail.participants, row.kind)
        self._sections["Who"].setVisible(bool(detail.participants))
        self.perhaps.put(detail.perhaps, row.kind, can=self.editing.can)
        self._sections["Perhaps"].setVisible(bool(detail.perhaps))
        self.marks.put(row)
        claims = sorted(detail.claims, key=lambda claim: not claim.name)  # known names first
        said = dict.fromkeys(claim_words(claim, detail.passages) for claim in claims)
        self.claims.setText("\n".join(said))
        quotes = "\n\n".join(one_line(claim.quote) for claim in detail.claims)
        self.claims.setToolTip(as_tip(quotes))
        self._sections["Said by"].setVisible(bool(detail.claims))
        self.said.put(detail.said, can=self.editing.can)
        self._sections["What the sources say"].setVisible(bool(detail.said))
        self._show_decided()
        self.turn(0)
        self._turn_to_wanted()

    def put_decided(self, decided: "Decided") -> None:
        """Show what people decided on the event shown."""
        self._decided = decided
        self._show_decided()

    def _show_decided(self) -> None:
        """What was made of it, what was changed, and its history; of another event nothing."""
        detail, decided = self._detail, self._decided
        if detail is None or decided is None or decided.event != detail.row.id:
            decided = None
        history = decided.history if decided else ()
        own = self.editing.own_name
        told = review_words(detail.row, history, own) if detail else ""
        self.review.setText(told)
        self.review.setVisible(bool(told))
        lines: list[tuple[str, str]] = []
        if detail is not None and decided is not None and not detail.row.by_hand:
            there = detail.row.edited.split()
            changed = (each for each in decided.changed if each.field in there)
            lines = [(each.field, changed_words(each, detail, own)) for each in changed]
        self.changes.put(lines, can=self.editing.can)
        self._sections["Changed"].setVisible(bool(lines))
        self.past.put([history_line(each, own) for each in history[:_MOST]])

    def _edit_by_pencil(self, field: str, _checked: bool = False) -> None:
        self.edit(field)

    def _restore(self, field: str) -> None:
        if self._detail is not None:
            self.editing.restore_field(self._detail.row.id, field)

    def turn(self, by: int) -> None:
        """Show a later (earlier) passage of this event."""
        passages = self._detail.passages if self._detail else ()
        self._sections["Passage"].setVisible(bool(passages))
        self.turned.emit()
        if not passages:
            self._show_passage(None)
            return
        self._at = min(max(self._at + by, 0), len(passages) - 1)
        self._show_passage(passages[self._at])
        many = len(passages) > 1
        told = f"{self._at + 1} of {len(passages)}" if many else ""
        if self._detail and (row := self._detail.row).copies:
            told = f"{sources_words(row.sources, row.copies)} · {told}"
        self._which.setText(told)
        for arrow, can in ((self._less, self._at > 0), (self._more, self._at < len(passages) - 1)):
            arrow.setVisible(many)
            arrow.setEnabled(can)

    def _connect_editing(self) -> None:
        editing = self.editing
        editing.decide.connect(self.decide)
        editing.event_wanted.connect(self.event_wanted)
        editing.added.connect(self.event_wanted)
        editing.stored.connect(self.put)
        editing.showing.connect(self._show_page)
        self.changes.restore.connect(self._restore)
        for label, field in (
            (self.title, "summary"), (self.date, "date"), (self.why, "date"),
            (self.status, "kind"), (self.claims, "claims"),
        ):  # fmt: skip
            label.edited.connect(partial(self.edit, field))

    def _show_page(self) -> None:
        """The fields, the card, or what to do to see one."""
        if self.is_editing:
            if self._pages.indexOf(self.editing.editor) < 0:
                self._pages.addWidget(self.editing.editor)
            self._pages.setCurrentWidget(self.editing.editor)
        else:
            self._pages.setCurrentIndex(0 if self._detail is None else 1)
        self._offer()

    def _offer(self) -> None:
        for pencil in (self._change, *self.pencils.values()):
            pencil.setVisible(self.editing.can)
        for _, button in self.changes.lines:
            button.setVisible(self.editing.can)
        self.turned.emit()

    def _show_passage(self, passage: PassageRow | None) -> None:
        self.passage.put(passage)
        self.origin.setVisible(passage is not None)
        for link in (self.article, self.paper):
            link.setVisible(passage is not None)
        if passage is not None:
            self.origin.setText(origin_words(passage))
            source = one_line(source_of(passage))
            self.origin.setToolTip(as_tip(f"Show only events from {source}\n{passage.path}"))
            self.origin.setAccessibleName(f"Source: {one_line(self.origin.text())}")
            self.origin.setAccessibleDescription(f"Press to show only events from {source}")
        known = published_words(passage) if passage else ""
        seen = shortened(known, _LONGEST)
        self.published.setText(seen)
        self.published.setToolTip("" if seen == known else as_tip(known))

    def _choose_value(self, field: str, value: str) -> None:
        """Have the event say what some of its sources do."""
        if self._detail is not None:
            self.editing.set_field(self._detail.row.id, field, value)

    def _answer(self, how: str, role: str, actor: int) -> None:
        """Have somebody take part who perhaps did ("joining"), or not ("leaving")."""
        if self._detail is not None:
            self.editing.set_part(self._detail.row.id, role, actor, joining=how == "joining")

    def show_telling(self, document: int | None, start: int) -> None:
        """Show the passage of one telling, as soon as its event is shown."""
        self._wanted = document, start
        self._turn_to_wanted()

    def _turn_to_wanted(self) -> None:
        passages = self._detail.passages if self._detail else ()
        for at, each in enumerate(passages):
            if (each.document_id, each.start) == self._wanted:
                self._wanted = None, -1
                self.turn(at - self._at)

    def _want_source(self) -> None:
        if self._detail and self._detail.passages:
            self.source_wanted.emit(source_of(self._detail.passages[self._at]))

    def _card(self) -> QWidget:
        card = QWidget()
        card.setProperty("card", True)
        layout = QVBoxLayout(card)
        layout.setContentsMargins(20, 14, 20, 14)
        layout.setSpacing(14)
        top = QHBoxLayout()
        top.setSpacing(2)
        top.addWidget(self.date, 1)
        for arrow in (self._change, self._back, self._forth):
            top.addWidget(arrow, 0, Qt.AlignmentFlag.AlignTop)
        head = QVBoxLayout()
        head.setSpacing(4)
        head.addLayout(top)
        for part in (self.title, self.why):  # the title has the whole width
            head.addWidget(part)
        source = QVBoxLayout()
        source.setSpacing(1)
        links = QHBoxLayout()
        links.setSpacing(16)
        links.addWidget(self.article)
        links.addWidget(self.paper)
        links.addStretch()
        source.addLayout(links)
        source.addWidget(self.origin)
        source.addWidget(self.published)
        layout.addLayout(head)
        layout.addLayout(source)
        state = QVBoxLayout()
        state.setSpacing(2)
        state.addWidget(self.status)
        state.addWidget(self.review)
        layout.addLayout(state)
        layout.addWidget(self._section("Changed", self.changes))
        layout.addWidget(self._section("What the sources say", self.said))
        layout.addWidget(self._section("Said by", self.claims, beside=(self.pencils["claims"],)))
        layout.addWidget(self._section("Who", self.people, beside=(self.pencils["participants"],)))
        layout.addWidget(self._section("Perhaps", self.perhaps))
        layout.addWidget(self.marks)
        turning = (self._which, self._less, self._more)
        layout.addWidget(self._section("Passage", self.passage, beside=turning))
        layout.addWidget(self.past)
        layout.addStretch(1)
        return card

    def _section(self, title: str, *parts: QWidget, beside: Sequence[QWidget] = ()) -> QWidget:
        section = QWidget()
        line = QHBoxLayout()
        line.setSpacing(2)
        line.addWidget(_caption(title))
        line.addStretch()
        for part in beside:
            line.addWidget(part)
        column = QVBoxLayout(section)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(line)
        for part in parts:
            column.addWidget(part)
        self._sections[title] = section
        return section

    def _arrow(self, name: str, spoken: str, act: object) -> QToolButton:
        button = QToolButton()
        button.setProperty("plain", True)
        button.setProperty("icon-name", name)
        button.setToolTip(spoken)
        button.setAccessibleName(spoken)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(act)
        return button

    def _recolour(self) -> None:
        for button in (
            self._change,
            *self.pencils.values(),
            self._back,
            self._forth,
            self._less,
            self._more,
        ):
            button.setIcon(icon(button.property("icon-name"), self._theme.colours, "quiet"))
        if self._detail:
            self.people.put(self._detail.participants, self._detail.row.kind)
        self.passage.again()


class _Line(PlainLabel):
    """A label with an accessible name, and its text as the accessible description."""

    edited = Signal()
    """A double click: what it says is to be changed."""

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        """Show and tell this."""
        super().setText(text)
        self.setAccessibleDescription(text)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Change it."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.edited.emit()


def _label(
    name: str, spoken: str, *, quiet: bool = False, size: float = 0, bold: bool = False
) -> _Line:
    label = _Line()
    label.setObjectName(name)
    label.setAccessibleName(spoken)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    if quiet:
        label.setProperty("quiet", True)
    sized(label, size, bold=bold)
    return label


def _caption(text: str) -> PlainLabel:
    label = PlainLabel(text)
    label.setProperty("section", True)
    return label
