"""The detail pane: one event as a card, from what happened down to the words that say so."""

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QKeyEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.tables.words import (
    STANCES,
    STATUS_MEANINGS,
    actor_icon,
    as_tip,
    one_line,
    role_words,
)
from desktop.theme.icons import icon
from desktop.theme.theme import Theme, scaled, tabular
from models.dates.words import describe, explain_in_words
from models.queries.marks import Marks
from models.queries.rows import ClaimRow, EventDetail, ParticipantRow, PassageRow

_ACTOR = Qt.ItemDataRole.UserRole
AROUND = 400
"""Characters of the document shown on either side of a passage."""
_INSET = 6
_LONGEST = 200  # characters of a claim's quotation; its tooltip has the rest
_BASES = {
    "given": "given at import",
    "stated": "stated in the article",
    "inferred": "inferred from the text",
    "unknown": "date unknown",
}


class People(QListWidget):
    """Who took part, in which role. A click or Enter filters by that actor."""

    wanted = Signal(int, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("detailPeople")
        self.setAccessibleName("People and places of the event; Enter filters by one")
        self.setProperty("plain", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setIconSize(QSize(1, 1) * scaled(self.font(), 14))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrap(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setViewportMargins(-_INSET, 0, 0, 0)  # flush with the lines around it
        self.itemClicked.connect(self._take)

    def put(self, people: Sequence[ParticipantRow], event_kind: str = "") -> None:
        """Show these, with what they did in an event of this kind."""
        self.clear()
        colours = self._theme.colours
        for person, roles in _once(people, event_kind):
            title = f" · {person.title}" if person.title else ""  # last: the name is never cut
            item = QListWidgetItem(
                icon(actor_icon(person.kind), colours, "quiet"),
                one_line(f"{person.name} · {roles}{title}"),
            )
            item.setData(_ACTOR, person)
            item.setForeground(QColor(colours.accent))
            name = one_line(person.name)
            item.setToolTip(as_tip(f"{item.text()}\nShow only events with {name}"))
            self.addItem(item)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As high as its lines."""
        rows = sum(self.visualItemRect(self.item(row)).height() for row in range(self.count()))
        return QSize(160, rows + 2 * self.frameWidth() + 4)

    def minimumSizeHint(self) -> QSize:
        """Never squeezed."""
        return QSize(80, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrower pane makes longer lines of them."""
        super().resizeEvent(event)
        self.updateGeometry()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Enter means the first one until another is chosen."""
        super().focusInEvent(event)
        if self.currentRow() < 0:
            self.setCurrentRow(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter filters."""
        pressing = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if self.currentRow() >= 0 and event.key() in pressing:
            self._take(self.currentItem())
        else:
            super().keyPressEvent(event)

    def _take(self, item: QListWidgetItem) -> None:
        person: ParticipantRow = item.data(_ACTOR)
        self.wanted.emit(person.actor_id, person.name)


class Passage(QTextEdit):
    """A passage in its surroundings, the words that tell of the event marked. Never markup."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._passage: PassageRow | None = None
        self._marks = Marks()
        self.setObjectName("detailSource")
        self.setAccessibleName("Passage")
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setMinimumHeight(160)

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:  # noqa: N802 - Qt's name
        """Nothing outside the text is ever fetched; a space, as for nothing Qt reads the file."""
        return QByteArray(b" ")

    def put(self, passage: PassageRow | None) -> None:
        """Show this one. The text goes in as plain pieces, so that no markup can act."""
        self._passage = passage
        self.clear()
        self.setExtraSelections([])
        if passage is None:
            return
        colours = self._theme.colours
        around, quote, trigger = QTextCharFormat(), QTextCharFormat(), QTextCharFormat()
        around.setForeground(QColor(colours.quiet))
        quote.setForeground(QColor(colours.text))
        quote.setBackground(QColor(colours.passage))
        trigger.setForeground(QColor(colours.on_trigger))
        trigger.setBackground(QColor(colours.trigger))
        trigger.setFontWeight(QFont.Weight.DemiBold)
        first = passage.trigger_start - passage.start
        last = passage.trigger_end - passage.start
        cursor = QTextCursor(self.document())
        spaced = QTextBlockFormat()
        spaced.setLineHeight(130, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.setBlockFormat(spaced)
        cursor.insertText(_start_of(passage), around)
        begin = cursor.position()
        cursor.insertText(passage.quote[:first], quote)
        cursor.insertText(passage.quote[first:last], trigger)
        cursor.insertText(passage.quote[last:], quote)
        cursor.insertText(_end_of(passage), around)
        cursor.setPosition(begin)
        self.setTextCursor(cursor)
        self._to_passage()
        self._draw_marks()

    def mark(self, marks: Marks) -> None:
        """Mark these words, wherever they stand in what is shown."""
        if marks != self._marks:
            self._marks = marks
            self._draw_marks()

    def _draw_marks(self) -> None:
        made = []
        shown = QTextCharFormat()
        colours = self._theme.colours
        shown.setBackground(QColor(colours.found))
        shown.setForeground(QColor(colours.on_found))
        shown.setFontUnderline(True)
        text = self.toPlainText()
        for start, end in self._marks.spans(text):
            each = QTextEdit.ExtraSelection()
            each.format = shown
            each.cursor = QTextCursor(self.document())
            each.cursor.setPosition(_units(text[:start]))
            each.cursor.setPosition(_units(text[:end]), QTextCursor.MoveMode.KeepAnchor)
            made.append(each)
        self.setExtraSelections(made)

    def again(self) -> None:
        """Draw it again, in the colours now in use."""
        self.put(self._passage)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the passage in sight."""
        super().resizeEvent(event)
        self._to_passage()

    def _to_passage(self) -> None:
        top = self.cursorRect().top() + self.verticalScrollBar().value()
        self.verticalScrollBar().setValue(max(0, top - self.viewport().height() // 3))


class DetailPane(QWidget):
    """What happened, when and how we know, who, who says so, and where it stands."""

    actor_wanted = Signal(int, str)
    step_wanted = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._detail: EventDetail | None = None
        self._at = 0
        self.setObjectName("detailPane")
        self.setAccessibleName("Details of the event")
        self.setProperty("card", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = _label("detailTitle", "Event", size=2.5, bold=True)
        self.date = _label("detailDate", "Date")
        self.date.setFont(tabular(self.date.font()))
        self.why = _label("detailDateWhy", "How the date is known", quiet=True, size=-0.5)
        self.status = _label("detailStatus", "Kind and status", quiet=True)
        self.people = People(theme)
        self.claims = _label("detailClaims", "Who says so")
        self.passage = Passage(theme)
        self.origin = _label("detailOrigin", "Source", quiet=True, size=-0.5)
        self._sections: dict[str, QWidget] = {}
        self._back = self._arrow("up", "Previous event", lambda: self.step_wanted.emit(-1))
        self._forth = self._arrow("down", "Next event", lambda: self.step_wanted.emit(1))
        self._less = self._arrow("left", "Previous passage", lambda: self.turn(-1))
        self._more = self._arrow("right", "Next passage", lambda: self.turn(1))
        self._which = QLabel()
        self._which.setProperty("quiet", True)
        self._empty = QLabel("Choose an event to read where it comes from.")
        self._empty.setProperty("quiet", True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._empty.setMargin(24)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self._card())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)
        self.people.wanted.connect(self.actor_wanted)
        theme.changed.connect(self._recolour)
        self._recolour()

    @property
    def detail(self) -> EventDetail | None:
        """The event shown."""
        return self._detail

    def put(self, detail: EventDetail | None) -> None:
        """Show this event; None: none."""
        same = detail and self._detail and detail.row.id == self._detail.row.id
        self._detail = detail
        if not same:
            self._at = 0
        self._pages.setCurrentIndex(0 if detail is None else 1)
        if detail is None:
            for label in (self.title, self.date, self.why, self.status, self.claims, self.origin):
                label.setText("")
            self.people.put(())
            self.passage.put(None)
            return
        row = detail.row
        self.title.setText(row.summary)
        self.date.setText(describe(row.interval))
        self.why.setText(_why(detail))
        self.why.setVisible(bool(self.why.text()))
        self.status.setText(_status(detail))
        self.people.put(detail.participants, row.kind)
        self._sections["Who"].setVisible(bool(detail.participants))
        claims = sorted(detail.claims, key=lambda claim: not claim.name)  # known names first
        said = dict.fromkeys(_claim(claim, detail.passages) for claim in claims)
        self.claims.setText("\n".join(said))
        quotes = "\n\n".join(one_line(claim.quote) for claim in detail.claims)
        self.claims.setToolTip(as_tip(quotes))
        self._sections["Said by"].setVisible(bool(detail.claims))
        self.turn(0)

    def turn(self, by: int) -> None:
        """Show a later (earlier) passage of this event."""
        passages = self._detail.passages if self._detail else ()
        self._sections["Passage"].setVisible(bool(passages))
        if not passages:
            self.passage.put(None)
            self.origin.setText("")
            return
        self._at = min(max(self._at + by, 0), len(passages) - 1)
        passage = passages[self._at]
        self.passage.put(passage)
        self.origin.setText(_origin(passage))
        self.origin.setToolTip(as_tip(passage.path))
        many = len(passages) > 1
        self._which.setText(f"{self._at + 1} of {len(passages)}" if many else "")
        for arrow, can in ((self._less, self._at > 0), (self._more, self._at < len(passages) - 1)):
            arrow.setVisible(many)
            arrow.setEnabled(can)

    def _card(self) -> QWidget:
        card = QWidget()
        card.setProperty("card", True)
        layout = QVBoxLayout(card)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(12)
        head = QVBoxLayout()
        head.setSpacing(3)
        top = QHBoxLayout()
        top.setSpacing(2)
        top.addWidget(self.date)
        top.addStretch()
        top.addWidget(self._back)
        top.addWidget(self._forth)
        head.addLayout(top)
        for label in (self.why, self.title, self.status):
            head.addWidget(label)
        layout.addLayout(head)
        layout.addWidget(self._section("Who", self.people))
        layout.addWidget(self._section("Said by", self.claims))
        turning = (self._which, self._less, self._more)
        layout.addWidget(self._section("Passage", self.passage, self.origin, beside=turning), 1)
        area = QScrollArea()
        area.setWidget(card)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return area

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
            column.addWidget(part, 1 if part is self.passage else 0)
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
        for button in (self._back, self._forth, self._less, self._more):
            button.setIcon(icon(button.property("icon-name"), self._theme.colours, "quiet"))
        if self._detail:
            self.people.put(self._detail.participants, self._detail.row.kind)
        self.passage.again()


def _label(
    name: str, spoken: str, *, quiet: bool = False, size: float = 0, bold: bool = False
) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setAccessibleName(spoken)
    label.setTextFormat(Qt.TextFormat.PlainText)  # whatever a document says is only text
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    if quiet:
        label.setProperty("quiet", True)
    font = label.font()
    font.setPointSizeF(font.pointSizeF() + size)
    if bold:
        font.setWeight(QFont.Weight.DemiBold)
    label.setFont(font)
    return label


def _once(people: Sequence[ParticipantRow], kind: str) -> list[tuple[ParticipantRow, str]]:
    """Everybody once, with all of their roles in words."""
    roles: dict[int, list[str]] = {}
    for person in people:
        roles.setdefault(person.actor_id, []).append(person.role)
    first = {person.actor_id: person for person in reversed(people)}
    alone = not any(person.role == "target" for person in people)
    found = []
    for number, names in roles.items():
        if "place" in names:  # a town that was visited was not addressed as well
            names = [name for name in names if name != "target"]
        words = dict.fromkeys(role_words(name, kind, alone=alone) for name in names)
        found.append((first[number], ", ".join(words)))
    return found


def _caption(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("section", True)
    return label


def _why(detail: EventDetail) -> str:
    if detail.row.interval is None:
        return "The text gives no date for this."
    words = f"“{one_line(detail.date_words)}”" if detail.date_words else ""
    if detail.basis is None:  # nothing was worked out
        return words or ("Set by hand." if detail.row.review == "edited" else "")
    return ": ".join(part for part in (words, explain_in_words(detail.basis)) if part)


def _status(detail: EventDetail) -> str:
    row = detail.row
    said = f" by {detail.claimed_by}" if detail.claimed_by and row.status == "claimed" else ""
    meaning = "" if said or row.status == "asserted" else STATUS_MEANINGS.get(row.status, "")
    explained = f": {meaning[:1].lower()}{meaning[1:]}" if meaning else ""
    place = f"{row.place} · " if row.place else ""
    return one_line(f"{row.kind.capitalize()} · {place}{row.status}{said}{explained}")


def _claim(claim: ClaimRow, passages: Sequence[PassageRow]) -> str:
    said = f"{one_line(claim.name or 'Somebody unnamed')} {STANCES.get(claim.stance, claim.stance)}"
    below = any(
        passage.document_id == claim.document_id
        and passage.start <= claim.start
        and claim.end <= passage.end
        for passage in passages
    )
    quote = one_line(claim.quote)
    if below or not quote:
        return said
    short = quote if len(quote) <= _LONGEST else quote[: _LONGEST - 1] + "…"
    return f"{said}: “{short}”"


def _origin(passage: PassageRow) -> str:
    basis = _BASES.get(passage.published_basis, passage.published_basis)
    if passage.published is None:
        when = "publication date unknown"
    else:
        when = f"published {describe(passage.published)} ({basis})"
    parts = (passage.document, passage.outlet or "", when)
    return one_line(" · ".join(part for part in parts if part))


def _units(text: str) -> int:
    """How long Qt thinks a text is: letters beyond the first 65,536 count twice."""
    return len(text) + sum(letter > "\uffff" for letter in text)


def _start_of(passage: PassageRow) -> str:
    """The surroundings from the first whole word on."""
    before = passage.before
    if len(before) == passage.start or not before:  # it is the start of the document
        return before.lstrip()
    rest = before.split(maxsplit=1)
    return "… " + (rest[1] if len(rest) > 1 and not before[0].isspace() else before.lstrip())


def _end_of(passage: PassageRow) -> str:
    """The surroundings to the last whole word."""
    after = passage.after
    if len(after) < AROUND:  # it is the end of the document
        return after.rstrip()
    whole = after if after[-1].isspace() else after.rsplit(maxsplit=1)[0]
    return whole.rstrip() + " …"
