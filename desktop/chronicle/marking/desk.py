"""Tags and notes of the events in hand: which dialog is opened, and what is decided by it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from desktop.chronicle.marking.note_dialog import NoteDialog
from desktop.chronicle.marking.tag_dialog import TagDialog
from desktop.jobs.reader import Reader
from desktop.tables.words import counted, one_line
from desktop.theme.theme import Theme
from models.queries.rows import EventRow

if TYPE_CHECKING:  # loaded off the GUI thread, see there
    from desktop.archive import Archive
    from models.queries.tags import Tags


class Marking(QObject):
    """Opens the dialogs; ``in_hand`` says which events they are about."""

    decide = Signal(str, object)
    """A correction: what to call it, and what to call."""

    def __init__(self, theme: Theme, in_hand: Callable[[], list[int]], parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._page = parent
        self._in_hand = in_hand
        self._archive: Archive | None = None
        self._reader: Reader | None = None
        self._tagging: tuple[TagDialog, list[int]] | None = None

    def attach(self, archive: "Archive | None", reader: Reader | None) -> None:
        """Work on this chronicle from now on; what is open about another one closes."""
        self._archive, self._reader = archive, reader
        for kind in (TagDialog, NoteDialog):
            for dialog in self._page.window().findChildren(kind):
                dialog.close()

    def tag(self) -> None:
        """Ask for a tag for the events in hand."""
        events = self._in_hand()
        if self._archive is None or not events:
            return
        dialog = TagDialog(len(events), self._theme, self._page.window())
        self._tagging = dialog, events
        dialog.tagged.connect(partial(self._tag, events))
        dialog.untagged.connect(partial(self.untag, events))
        dialog.finished.connect(self._forget)
        self._open(dialog)
        self.refresh()

    def note(self) -> None:
        """Ask for a note on the events in hand; of one event, for another wording of it."""
        events = self._in_hand()
        if self._archive is None or self._reader is None or not events:
            return
        if len(events) > 1:
            self._write(events, None)
        else:
            question = self._archive.rows(events)
            self._reader.ask("note", question, lambda rows: self._write(events, rows[events[0]]))

    def untag(self, events: Sequence[int], word: str) -> None:
        """Take a tag off events."""
        if self._archive is not None:
            self.decide.emit("Tagging", self._archive.deeds.tag(events, word, add=False))

    def refresh(self) -> None:
        """What is stored has changed: an open dialog shows which tags there are now."""
        if self._tagging is None or self._archive is None or self._reader is None:
            return
        dialog, events = self._tagging

        def put(found: "Tags") -> None:
            if self._tagging is not None and self._tagging[0] is dialog:
                dialog.put(found.known, found.on)

        self._reader.ask("tags", self._archive.tags(events), put)

    def _tag(self, events: Sequence[int], word: str) -> None:
        if self._archive is not None:
            self.decide.emit("Tagging", self._archive.deeds.tag(events, word))

    def _write(self, events: list[int], row: EventRow | None) -> None:
        about = counted(len(events), "event") if row is None else one_line(row.summary)
        text = "" if row is None else "\n\n".join(row.notes)
        dialog = NoteDialog(about, text, self._page.window(), changes=row is not None)
        dialog.written.connect(partial(self._note, events, row is not None))
        self._open(dialog)

    def _note(self, events: Sequence[int], instead: bool, text: str) -> None:
        if self._archive is not None:
            self.decide.emit("Noting", self._archive.deeds.note(events, text, instead=instead))

    def _open(self, dialog: QDialog) -> None:
        before = self._page.window().focusWidget()
        if before is not None:
            dialog.finished.connect(before.setFocus)
        dialog.open()

    def _forget(self) -> None:
        self._tagging = None
