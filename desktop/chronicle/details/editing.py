"""Editing in the card: which event is in the fields, and what waits that was typed and not stored.

Nothing typed is lost by looking elsewhere: it's kept by event, comes back with the event, and
outlives the window.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPushButton, QWidget
from shiboken6 import isValid

from desktop.chronicle.details.draft import (
    Draft,
    Who,
    changed_fields,
    draft_from,
    draft_of,
    is_changed,
    joined_and_left,
    rebased,
    row_change,
    shown_with,
    written,
)
from desktop.chronicle.details.editor import EventEditor
from desktop.jobs.reader import Reader
from desktop.tables.ahead import Ahead
from desktop.tables.words import shortened
from desktop.theme.labels import PlainLabel
from desktop.theme.theme import Theme
from models.dates.interval import DateInterval
from models.queries.rows import EventDetail

if TYPE_CHECKING:  # loaded off the GUI thread, see desktop.archive
    from desktop.archive import Archive
    from desktop.deeds import Deciding, Deeds
    from models.edits.deciding import Outcome

NEW = 0
"""The number of an event that isn't stored yet."""
_LONGEST = 60  # characters of an event in the strip


@dataclass(frozen=True, slots=True)
class Kept:
    """What was typed of an event and not stored. ``dropped``: on purpose, just now."""

    before: Draft
    draft: Draft
    dropped: bool = False


class Waiting(QFrame):
    """A strip over the card: what was typed and not stored, with a way back to it."""

    wanted = Signal(int)
    forgotten = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._event: int | None = None
        self.setObjectName("unstored")
        self.setProperty("strip", True)
        self.words = PlainLabel()
        self.words.setWordWrap(True)
        self.back = QPushButton("Continue")
        self.back.setObjectName("unstoredBack")
        self.back.setProperty("plain", True)
        self.forget = QPushButton("Discard")
        self.forget.setObjectName("unstoredDiscard")
        self.forget.setProperty("plain", True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(20, 4, 8, 4)
        layout.setSpacing(2)
        layout.addWidget(self.words, 1)
        layout.addWidget(self.back)
        layout.addWidget(self.forget)
        self.back.clicked.connect(lambda: self.wanted.emit(self._event))
        self.forget.clicked.connect(lambda: self.forgotten.emit(self._event))
        self.hide()

    def put(self, event: int | None, kept: Kept | None, number: int) -> None:
        """Say what waits; ``number``: of how many events."""
        self._event = event
        self.setHidden(kept is None)
        if kept is None:
            return
        said = shortened(kept.before.summary or kept.draft.summary, _LONGEST)
        about = f"“{said}”" if said else "a new event"
        if kept.dropped:
            self.words.setText(f"Discarded the changes to {about}.")
            self.back.setText("Bring back")
            self.forget.setText("Close")
        else:
            more = f", and of {number - 1} more" if number > 1 else ""
            self.words.setText(f"Not stored yet: the changes to {about}{more}.")
            self.back.setText("Continue")
            self.forget.setText("Discard")


class Editing(QObject):
    """Has an event in the fields, stores it, or keeps what was typed for later."""

    decide = Signal(str, object)
    """What is to be stored: what to call it, and what to call."""
    showing = Signal(bool)
    """Whether the fields are to be seen now, or the card."""
    stored = Signal(object)
    """An EventDetail as it will be once the store has been asked again."""
    added = Signal(int)
    """The number of an event that was added."""
    event_wanted = Signal(int)
    """Somebody goes back to an event, which is to be shown."""
    _ended = Signal(int, object)
    _failed = Signal(int)

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._archive: Archive | None = None
        self._reader: Reader | None = None
        self._editor: EventEditor | None = None
        self._event: int | None = None  # in the fields
        self._detail: EventDetail | None = None  # of it
        self._chosen: EventDetail | None = None
        self._beside = 0  # the event that is chosen while the fields are open
        self._kept: dict[int, Kept] = {}
        self._storing = False
        self._sent = Draft()  # what is being stored
        self._begun = Draft()  # what the new event was begun with
        self.ahead: Ahead | None = None
        """Where the row of an event shows what is being stored."""
        self._why = ""
        self._came_from: QWidget | None = None
        self.waiting = Waiting()
        self.waiting.wanted.connect(self._go_back)
        self.waiting.forgotten.connect(self._forget)
        self._ended.connect(self._has_ended)
        self._failed.connect(self._has_failed)

    @property
    def editor(self) -> EventEditor:
        """The fields; made when they are first needed."""
        if self._editor is None:
            self._editor = EventEditor(self._theme)
            self._editor.attach(self._reader, self._archive)
            self._editor.done.connect(self._done)
            self._editor.cancelled.connect(self.cancel)
            self._editor.changed.connect(self._say)
        return self._editor

    @property
    def number(self) -> int | None:
        """The event in the fields: ``NEW`` for one to be added; None: the card is shown."""
        return self._event

    @property
    def can(self) -> bool:
        """Whether something could be stored."""
        return self._archive is not None and not self._why

    @property
    def own_name(self) -> str:
        """The name under which is decided here."""
        return self._archive.deeds.by if self._archive is not None else ""

    def restore_field(self, event: int, field: str) -> None:
        """Take a field of an event back to what was read."""
        if self._archive is not None:
            self.decide.emit("Restoring", self._archive.deeds.as_read(event, (field,)))

    def set_field(self, event: int, field: str, value: str) -> None:
        """Have a field of an event say what somebody chose."""
        if self._archive is not None:
            self.decide.emit("Choosing", self._archive.deeds.change(event, {field: value}))

    def set_part(self, event: int, role: str, actor: int, *, joining: bool) -> None:
        """Have somebody take part in an event, or not."""
        if self._archive is not None:
            who = f"#{actor}"
            change = (
                self._archive.deeds.change(event, {}, joining=((role, who, ""),))
                if joining
                else self._archive.deeds.change(event, {}, leaving=((role, who),))
            )
            self.decide.emit("Adding" if joining else "Leaving out", change)

    def attach(self, reader: Reader | None, archive: "Archive | None") -> None:
        """Edit in this chronicle from now on; what is typed of another one is to be saved first."""
        self._reader, self._archive = reader, archive
        self._close()
        self._kept = {}
        if self._editor is not None:
            self._editor.attach(reader, archive)
        self._say()

    def refuse(self, why: str) -> None:
        """Offer nothing that stores, and say why; empty: offer it."""
        self._why = why
        self._storing = False
        if self._editor is not None:
            self._editor.refuse(why)

    def open(self, detail: EventDetail, field: str | None = None) -> None:
        """Have an event in the fields, with what was typed of it before, and the keys in one."""
        number = detail.row.id
        if self._event == number:
            self.editor.go_to(field)
            return
        self._leave()
        self._open(number, detail, field)

    def add(self, draft: Draft | None = None) -> bool:
        """Have the fields for an event that isn't there yet; ``draft``: what it begins with.

        Another one that is not stored yet comes first; whether it is this one that is shown.
        """
        if self._event == NEW and self._is_untouched():
            self._close()
        if self._event == NEW:
            self.editor.go_to(None)
            return False
        self._leave()
        first = NEW not in self._kept
        if first and draft is not None:
            self._kept[NEW] = Kept(Draft(), draft)
        self._open(NEW, None, None)
        self._begun = self.editor.draft() if first else Draft()
        return first

    def propose(self, draft: Draft) -> None:
        """What the reader makes of the words came in: fill it in, unless somebody has typed."""
        if self._event == NEW and self._is_untouched() and self._begun.source == draft.source:
            self.editor.put(draft, Draft(), heading=_heading(draft))
            self._begun = self.editor.draft()

    @property
    def _is_typed(self) -> bool:
        """Whether something is in the fields that is neither stored nor what they began with."""
        begun = self._event == NEW and self.editor.draft() == self._begun
        return self.editor.is_changed and not begun

    def _is_untouched(self) -> bool:
        """Whether the new event is as it was begun."""
        return self._begun.source is not None and self.editor.draft() == self._begun

    def follow(self, detail: EventDetail | None) -> None:
        """This event is chosen now, or has been asked anew."""
        number = detail.row.id if detail is not None else 0
        self._chosen = detail
        if self._event is not None and number in (self._event, self._beside):
            self._beside = number
            if detail is not None and self._event == number and not self._storing:
                self._detail = detail
                self.editor.rebase(draft_of(detail), _published(detail))
            return
        self._leave()
        self._beside = number
        kept = self._kept.get(number)
        if detail is not None and kept is not None:
            self._open(number, detail, None, focus=False)
        self._say()

    def cancel(self) -> None:
        """Show the card again; what was typed can be brought back until something else is."""
        number = self._event
        if number is None:
            return
        editor = self.editor
        if self._is_typed and not self._storing:
            self._kept[number] = Kept(editor.before, editor.draft(), dropped=True)
        self._close()
        self._say()

    def save(self) -> str:
        """What was typed and not stored, as text."""
        some = {**self._kept, **self._typing()}
        data = {n: [written(k.before), written(k.draft)] for n, k in some.items() if not k.dropped}
        return json.dumps(data) if data else ""

    def restore(self, text: str) -> None:
        """What was typed and not stored when ``save`` gave this; damaged parts are left out."""
        try:
            data = json.loads(text) if text else {}
            some = {int(number): pair for number, pair in data.items()}
        except (ValueError, AttributeError):
            some = {}
        for number, pair in some.items():
            drafts = [draft_from(each) for each in pair] if isinstance(pair, list) else []
            if len(drafts) == 2 and drafts[0] is not None and drafts[1] is not None:
                self._kept[number] = Kept(drafts[0], drafts[1])
        self._say()

    # Opening and leaving

    def _open(
        self, number: int, detail: EventDetail | None, field: str | None, *, focus: bool = True
    ) -> None:
        editor = self.editor
        kept = self._kept.pop(number, None)
        if detail is not None:
            before = draft_of(detail)
            draft = before if kept is None else rebased(kept.draft, kept.before, before)
        else:
            before = Draft() if kept is None else kept.before
            draft = before if kept is None else kept.draft
        self._event, self._detail, self._storing = number, detail, False
        heading = "" if number else _heading(draft)
        editor.put(draft, before, heading=heading, published=_published(detail))
        editor.refuse(self._why)
        if focus:
            self._came_from = QApplication.focusWidget()
        self.showing.emit(True)
        if focus:
            editor.go_to(field)
        self._say()

    def _typing(self) -> dict[int, Kept]:
        """What is in the fields now and isn't stored."""
        if self._event is None or self._storing or not self._is_typed:
            return {}
        return {self._event: Kept(self.editor.before, self.editor.draft())}

    def _leave(self) -> None:
        """Keep what is typed for later, and show the card."""
        typed = self._typing()
        self._kept = {n: kept for n, kept in self._kept.items() if not kept.dropped}
        self._kept.update(typed)
        self._close()

    def _close(self) -> None:
        if self._event is None:
            return
        self._event = self._detail = None
        self._storing = False
        back, self._came_from = self._came_from, None
        held = self.editor.isAncestorOf(QApplication.focusWidget() or self.editor)
        self.showing.emit(False)
        if back is not None and held and _is_there(back):
            back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_back(self, number: int) -> None:
        """Have in the fields again what was typed, whatever is chosen; then choose that event."""
        kept = self._kept.get(number)
        if kept is None:
            return
        self._kept[number] = replace(kept, dropped=False)
        self._leave()
        chosen = self._chosen
        if chosen is None or chosen.row.id != number:
            chosen = None
        self._open(number, chosen, None)
        if number != NEW and chosen is None:
            self.event_wanted.emit(number)

    def _forget(self, number: int) -> None:
        self._kept.pop(number, None)
        self._say()

    def _say(self) -> None:
        """Say what waits: what was dropped just now, else what was typed last."""
        some = [(n, kept) for n, kept in self._kept.items() if n != self._event]
        some.sort(key=lambda each: each[1].dropped)
        number, kept = some[-1] if some else (None, None)
        self.waiting.put(number, kept, len(some))

    # Storing

    def _done(self) -> None:
        if self._archive is None or self._storing or self._event is None:
            return
        before, draft = self.editor.before, self.editor.draft()
        if not is_changed(before, draft):
            self._close()
            return
        deeds = self._archive.deeds
        act = _added(deeds, draft) if self._event == NEW else _changed(deeds, self._event, before,
                                                                       draft)  # fmt: skip
        if self._detail is not None and self.ahead is not None:
            act = self.ahead.show((self._event,), row_change(self._detail, draft), act)
        self._storing, self._sent = True, draft
        self.decide.emit("Storing", partial(self._run, self._event, act))

    def _run(self, number: int, act: "Deciding") -> "Outcome":
        """Off the GUI thread."""
        try:
            outcome = act()
        except BaseException:
            self._failed.emit(number)
            raise
        self._ended.emit(number, outcome)
        return outcome

    def _has_failed(self, number: int) -> None:
        """It is told elsewhere why; what is typed stays."""
        if number == self._event:
            self._storing = False

    def _has_ended(self, number: int, outcome: "Outcome") -> None:
        self._kept.pop(number, None)
        if number == self._event:
            self._storing = False
            detail = self._detail
            if number != NEW and is_changed(self._sent, self.editor.draft()):
                self.editor.rebase(self._sent, _published(detail))  # somebody went on typing
            else:
                self._close()
                if detail is not None:
                    self.stored.emit(shown_with(detail, self._sent))
        if number == NEW and outcome.made is not None:
            self.added.emit(outcome.made)
        self._say()


def _changed(deeds: "Deeds", event: int, before: Draft, draft: Draft) -> "Deciding":
    joined, left = joined_and_left(before.parts, draft.parts)
    claiming, unclaiming = joined_and_left(before.claims, draft.claims)
    return deeds.change(
        event,
        changed_fields(before, draft),
        _new(joined),
        [(each.role, each.written) for each in left],
        [(each.role, each.written or None, each.kind) for each in claiming],
        [(each.role, each.written or None) for each in unclaiming],
    )


def _added(deeds: "Deeds", draft: Draft) -> "Deciding":
    fields = {"kind": draft.kind, "status": draft.status}
    changed = changed_fields(Draft(), draft)
    fields |= {name: str(changed[name]) for name in ("date", "place") if changed.get(name)}
    claims = [(each.role, each.written or None, each.kind) for each in draft.claims]
    return deeds.add(draft.summary, fields, _new(draft.parts), draft.source, claims)


def _heading(draft: Draft) -> str:
    return "New event, without a source" if draft.source is None else "New event from these words"


def _new(some: Sequence[Who]) -> list[tuple[str, str, str]]:
    return [(each.role, each.written, each.kind) for each in some]


def _published(detail: EventDetail | None) -> tuple[DateInterval, ...]:
    passages = detail.passages if detail is not None else ()
    return tuple(each.published for each in passages if each.published is not None)


def _is_there(widget: QWidget) -> bool:
    return isValid(widget) and widget.isVisible() and widget.isEnabled()
