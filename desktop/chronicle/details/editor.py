"""An event in fields: what happened, when, where, who in which role, who claims or denies it.

The editor knows no store and no card: it is filled with a ``Draft`` and gives one back, so that it
can stand in the card as well as in a dialog.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.chronicle.details.choice import Choice
from desktop.chronicle.details.draft import (
    Draft,
    Who,
    interval_of,
    is_changed,
    overtaken,
    rebased,
)
from desktop.chronicle.details.naming import NameField, Names
from desktop.chronicle.details.parts import Rows
from desktop.jobs.reader import Reader
from desktop.tables.words import (
    KINDS,
    STANCES,
    STATUS_MEANINGS,
    STATUSES,
    kind_icon,
    one_line,
    role_words,
    status_icon,
)
from desktop.theme.labels import PlainLabel
from desktop.theme.theme import Theme, scaled
from models.dates.interval import DateInterval, Day
from models.dates.words import describe
from models.errors import KnownError
from models.queries.contradictions import Stated, contradictions
from models.queries.rows import Somebody

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SHIFTED = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
_EPOCH = dt.date(1970, 1, 1).toordinal()
_ROLES = ("agent", "target", "participant", "place")
_BETWEEN = re.compile(r"^(about )?(\d+) – (\d+)")  # two figures alone: the dash needs no room
_LONGEST = 500  # characters of the words
_NARROW = 320  # pixels, in letters of the usual size
_PAUSE = 600  # milliseconds without a key before half a date is called wrong


class Words(QPlainTextEdit):
    """One sentence, as high as it needs to be; it has no lines of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("editSummary")
        self.setAccessibleName("What happened")
        self.setTabChangesFocus(True)
        self.setPlaceholderText("What happened, in one sentence")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(1)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def text(self) -> str:
        """The sentence, on one line."""
        return one_line(self.toPlainText())

    def put(self, text: str) -> None:
        """Show this; what is typed already stays where it is."""
        if one_line(text) != self.text():
            self.setPlainText(one_line(text))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is for whoever is around it."""
        if event.key() in _ENTER:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        lines = max(2, round(self.document().size().height()))
        edges = 2 * (7 + round(self.document().documentMargin()))
        high = lines * self.fontMetrics().lineSpacing() + edges
        if self.height() != high or self.minimumHeight() != high:
            self.setFixedHeight(high)


class EventEditor(QWidget):
    """The fields of one event. Done is offered as long as all of them can be stored.

    Ctrl+Enter is Done, Enter too in the date and in the words; Esc is Cancel.
    """

    done = Signal()
    """What is typed is to be stored: ``draft`` has it."""
    cancelled = Signal()
    changed = Signal()
    """Something is typed, chosen, added or removed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._before = Draft()
        self._source: tuple[int, int, int] | None = None
        self._published: tuple[DateInterval, ...] = ()
        self._late: tuple[str, ...] = ()  # fields that were changed elsewhere too
        self._why = ""
        self._filling = False
        self.today: Day | None = _today()
        """What lies after it is said to be in the future; None: nothing is."""
        self.setObjectName("eventEditor")
        self.setAccessibleName("Edit event")
        self.heading = PlainLabel()
        self.heading.setProperty("section", True)
        self.heading.setWordWrap(True)
        self.date = QLineEdit()
        self.date.setObjectName("editDate")
        self.date.setAccessibleName("Date")
        self.date.setPlaceholderText("e.g. 3 Feb 2025, early Feb 2025, none")
        self.date.setMaxLength(80)
        self.meaning = PlainLabel()
        self.meaning.setObjectName("editDateMeaning")
        self.meaning.setAccessibleName("What the date means")
        self.meaning.setWordWrap(True)
        self.words = Words()
        self.kind = Choice("editKind", "Kind", theme)
        self.kind.offer(((each, each.capitalize()) for each in _ordered_kinds()), kind_icon)
        self.status = Choice("editStatus", "Status", theme)
        self.status.offer(((each, each.capitalize()) for each in STATUSES), status_icon)
        for at, status in enumerate(STATUSES):
            self.status.setItemData(at, STATUS_MEANINGS[status], Qt.ItemDataRole.ToolTipRole)
        self.place = NameField(theme, "place")
        self.place.setObjectName("editPlace")
        self.place.setAccessibleName("Place")
        self.place.setPlaceholderText("Where it happened")
        self.place_said = PlainLabel()
        self.place_said.setProperty("quiet", True)
        self.people = Rows("editPeople", "editPerson", "a participant", "Add somebody", theme)
        self.people.setAccessibleName("Who took part")
        self.claims = Rows("editClaims", "editClaim", "a speaker", "Add a claim or denial",
                           theme, unnamed="An unnamed source")  # fmt: skip
        self.claims.setAccessibleName("Who claims or denies it")
        self.claims.offer([(stance, words.capitalize()) for stance, words in STANCES.items()])
        self.hints = PlainLabel()
        self.hints.setObjectName("editHints")
        self.hints.setAccessibleName("What does not fit together")
        self.hints.setWordWrap(True)
        self.hints.setProperty("doubt", True)
        self.save = QPushButton("Done")
        self.save.setObjectName("editDone")
        self.save.setProperty("primary", True)
        self.cancel = QPushButton("Cancel")
        self.cancel.setObjectName("editCancel")
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._complain = QTimer(self, singleShot=True, interval=_PAUSE)
        self._lay_out()
        self._connect()
        self._show()

    # What is in the fields

    def attach(self, reader: Reader | None, names: Names | None) -> None:
        """Complete names from this chronicle from now on."""
        self.place.attach(reader, names)
        self.people.attach(reader, names)
        self.claims.attach(reader, names)

    def put(
        self,
        draft: Draft,
        before: Draft | None = None,
        *,
        heading: str = "",
        published: Sequence[DateInterval] = (),
    ) -> None:
        """Fill the fields. ``before`` is what is stored; without it all of ``draft`` is new.

        ``published``: the dates of the articles that report it, to say what contradicts them.
        """
        self._before = Draft() if before is None else before
        self._source = draft.source
        self._published, self._late = tuple(published), ()
        self.heading.setText(heading)
        self.heading.setVisible(bool(heading))
        self._fill(draft)

    def prefill(self, **values: object) -> None:
        """Fill some of the fields, by their names in ``Draft``; nothing else is touched."""
        self._fill(replace(self.draft(), **values))  # type: ignore[arg-type]

    def rebase(self, now: Draft, published: Sequence[DateInterval] = ()) -> None:
        """The event was changed elsewhere: what was not touched here is as it is there."""
        before, typed = self._before, self.draft()
        self._published = tuple(published)
        self._late = tuple(dict.fromkeys((*self._late, *overtaken(typed, before, now))))
        self._before = now
        if now != before:
            self._fill(rebased(typed, before, now))
        self._show()

    def draft(self) -> Draft:
        """What is typed and chosen now."""
        meant, name = self.place.meant, self.place.name()
        place = Who("place", name, None, "place")
        if meant is not None:
            place = Who("place", meant.name, meant.id, meant.kind)
        return Draft(
            " ".join(self.date.text().split()),
            self.words.text(),
            self.kind.value(),
            self.status.value(),
            place,
            self.people.some(),
            self.claims.some(),
            self._source,
        )

    @property
    def before(self) -> Draft:
        """What is stored, as far as it is known here."""
        return self._before

    @property
    def is_changed(self) -> bool:
        """Whether something was typed that is not stored."""
        return is_changed(self._before, self.draft())

    def refuse(self, why: str) -> None:
        """Offer no Done, and say why; empty: offer it."""
        self._why = why
        self._show()

    def go_to(self, field: str | None) -> None:
        """Take the keys to a field: date, summary, kind, status, place, participants, claims."""
        people = self.people.rows[0].name if self.people.rows else self.people.add
        claims = self.claims.rows[0].name if self.claims.rows else self.claims.add
        fields: dict[str | None, QWidget] = {
            "date": self.date, "summary": self.words, "kind": self.kind, "status": self.status,
            "place": self.place, "participants": people, "claims": claims,
        }  # fmt: skip
        there = fields.get(field, self.words)
        there.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if isinstance(there, QLineEdit | QPlainTextEdit):
            there.selectAll()

    def stops(self) -> list[QWidget]:
        """What takes the keys, in the order of reading."""
        return [
            self.words, self.date, self.kind, self.status, self.place, *self.people.stops(),
            *self.claims.stops(), self.save, self.cancel,
        ]  # fmt: skip

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow pane, or with large letters, what stood side by side stands in lines."""
        super().resizeEvent(event)
        self._fold()

    def changeEvent(self, event: QEvent) -> None:
        """Larger letters need more room."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fold()

    def _fold(self) -> None:
        narrow = self.width() < scaled(self.font(), _NARROW)
        way = QBoxLayout.Direction
        self._both.setDirection(way.TopToBottom if narrow else way.LeftToRight)
        for rows in (self.people, self.claims):
            rows.lay_out(narrow=narrow)

    def event(self, event: QEvent) -> bool:
        """Letters are for the fields, also where they choose from a list: no key of reviewing acts.

        Qt asks the field first, then what is around it, before a shortcut takes a key.
        """
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            held = event.modifiers() & ~_SHIFTED
            if not held and event.text().isprintable() and event.text():
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Esc, where the fields leave them."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        focus = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif event.key() in _ENTER and (control or focus in (self.date, self.words)):
            self._finish()
        elif event.key() in _ENTER and isinstance(focus, QLineEdit):
            self.focusNextChild()
        elif event.key() in _ENTER and isinstance(focus, QAbstractButton):
            focus.click()
        else:
            super().keyPressEvent(event)

    # Filling and saying

    def _fill(self, draft: Draft) -> None:
        self._filling = True
        if self.date.text() != draft.date:
            self.date.setText(draft.date)
        self.words.put(draft.summary)
        self.kind.put(draft.kind)
        self.status.put(draft.status)
        place = draft.place
        meant = None if place.id is None else Somebody(place.id, place.name, place.kind, 0)
        if (self.place.name(), self.place.meant) != (place.name, meant):
            self.place.put(place.name, meant)
        self._offer_roles()
        self.people.put(draft.parts)
        self.claims.put(draft.claims)
        self._filling = False
        self._follow()

    def _follow(self) -> None:
        """Something is typed, added or removed."""
        if self._filling:
            return
        stops = self.stops()
        for first, second in pairwise(stops):
            QWidget.setTabOrder(first, second)
        self._show()
        self.changed.emit()

    def _date(self) -> tuple[DateInterval | None, str]:
        """The date typed, and what is wrong with it."""
        try:
            return interval_of(self.date.text()), ""
        except KnownError as fault:
            return None, str(fault)

    def _typing_date(self) -> None:
        self._complain.start()
        self._follow()

    def _show(self) -> None:
        interval, wrong = self._date()
        waiting = wrong and self._complain.isActive() and self.date.hasFocus()
        self.meaning.setText("…" if waiting else wrong or _meant(interval))
        _mark(self.meaning, "wrong", on=bool(wrong))
        _mark(self.meaning, "quiet", on=not wrong)
        _mark(self.date, "wrong", on=bool(wrong) and not waiting)
        self.date.setAccessibleDescription(self.meaning.text())
        new = self.place.is_new
        self.place_said.setText("A new place." if new else "")
        self.place_said.setVisible(new)
        self.hints.setText("\n".join(self._doubts(interval)))
        self.hints.setVisible(bool(self.hints.text()))
        reason = self._why or wrong or ("" if self.words.text() else "Say what happened.")
        self.save.setEnabled(not reason)
        self.save.setToolTip(reason or "Ctrl+Enter")
        self.save.setAccessibleDescription(reason)

    def _doubts(self, interval: DateInterval | None) -> Iterator[str]:
        draft = self.draft()
        if self._late:
            yield f"Also changed elsewhere: {', '.join(self._late)}. Done keeps what you typed."
        if len(draft.summary) > _LONGEST:
            yield f"The words are too long; use at most {_LONGEST} characters."
        yield from contradictions(
            Stated(
                interval,
                draft.status,
                self._published,
                [(each.role, each.name) for each in draft.parts],
                [each.role for each in draft.claims],
            ),
            self.today,
        )

    def _offer_roles(self) -> None:
        """Roles in the words that fit the kind of event, unless two of them would read alike."""
        kind = self.kind.value()
        alone = all(each.role != "target" for each in self.people.some())
        words = [role_words(role, kind, alone=alone) for role in _ROLES]
        if len(set(words)) < len(words):
            words = [role_words(role, "") for role in _ROLES]
        self.people.offer(
            [(role, said.capitalize()) for role, said in zip(_ROLES, words, strict=True)]
        )

    def _finish(self) -> None:
        self._complain.stop()
        self._show()
        if self.save.isEnabled():
            self.done.emit()

    # Building

    def _lay_out(self) -> None:
        fields = QWidget()
        fields.setProperty("card", True)
        column = QVBoxLayout(fields)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(12)
        column.addWidget(self.heading)
        column.addLayout(_captioned("What happened", self.words))
        column.addLayout(_captioned("Date", self.date, self.meaning))
        both = self._both = QHBoxLayout()
        both.setSpacing(10)
        both.addLayout(_captioned("Kind", self.kind), 1)
        both.addLayout(_captioned("Status", self.status), 1)
        column.addLayout(both)
        column.addLayout(_captioned("Place", self.place, self.place_said))
        column.addLayout(_captioned("Who", self.people))
        column.addLayout(_captioned("Said by", self.claims))
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidget(fields)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        foot = QFrame()
        foot.setProperty("strip", True)
        line = QVBoxLayout(foot)
        line.setContentsMargins(20, 8, 20, 10)
        line.setSpacing(8)
        line.addWidget(self.hints)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch()
        buttons.addWidget(self.save)
        buttons.addWidget(self.cancel)
        line.addLayout(buttons)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.area, 1)
        outer.addWidget(foot)

    def _connect(self) -> None:
        self.date.textChanged.connect(self._typing_date)
        self.date.editingFinished.connect(self._show)
        self._complain.timeout.connect(self._show)
        self.words.textChanged.connect(self._follow)
        self.kind.currentIndexChanged.connect(self._kind_chosen)
        self.status.currentIndexChanged.connect(self._follow)
        self.place.changed.connect(self._follow)
        self.people.changed.connect(self._offer_roles)
        self.people.changed.connect(self._follow)
        self.claims.changed.connect(self._follow)
        self.save.clicked.connect(self._finish)
        self.cancel.clicked.connect(self.cancelled)
        self._soon.timeout.connect(self._reveal)
        self.area.verticalScrollBar().rangeChanged.connect(self._grown)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._moved)

    def _moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        """The keys went to another field; one that was just made has no place yet."""
        if now is not None and self.isAncestorOf(now):
            self._soon.start()

    def _grown(self) -> None:
        """The fields take more room, or less: what was revealed may be elsewhere now."""
        self._soon.start()

    def _reveal(self) -> None:
        """Have the field in sight that has the keys, and its name above it."""
        now = self.focusWidget()
        if self.area.isAncestorOf(now):
            self.area.ensureWidgetVisible(now, 0, 2 * self.fontMetrics().lineSpacing())

    def _kind_chosen(self) -> None:
        self._offer_roles()
        self._follow()


def _today() -> Day:
    return dt.datetime.now(dt.UTC).astimezone().date().toordinal() - _EPOCH


def _meant(interval: DateInterval | None) -> str:
    """The days that were understood: "about 1–10 Mar 2024"."""
    if interval is None:
        return "No date"
    words = describe(interval).replace("c. ", "about ", 1)
    return _BETWEEN.sub(r"\1\2–\3", words)


def _ordered_kinds() -> list[str]:
    """By name; "other" is the last."""
    return sorted(KINDS, key=lambda kind: (kind == "other", kind))


def _mark(widget: QWidget, name: str, *, on: bool) -> None:
    """Have the style sheet look at a property again, if it is another one now."""
    if bool(widget.property(name)) != on:
        widget.setProperty(name, on)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def _captioned(caption: str, *parts: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(3)
    label = PlainLabel(caption)
    label.setProperty("section", True)
    if parts[0].focusPolicy() != Qt.FocusPolicy.NoFocus:
        label.setBuddy(parts[0])
    column.addWidget(label)
    for part in parts:
        column.addWidget(part)
    return column
