"""Tags and notes of what is in hand: which dialog is opened, and what is decided by it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from desktop.chronicle.marking.marks import EventMarks, Marked, Marks
from desktop.chronicle.marking.note_dialog import NoteDialog
from desktop.chronicle.marking.tag_dialog import TagDialog
from desktop.jobs.reader import Reader
from desktop.tables.ahead import Ahead
from desktop.tables.words import counted, one_line
from desktop.theme.theme import Theme

if TYPE_CHECKING:  # loaded off the GUI thread, see there
    from desktop.archive import Archive
    from models.queries.tags import Tags


class Marking(QObject):
    """Opens the dialogs; ``in_hand`` says which events, or articles, they are about."""

    decide = Signal(str, object)
    """A correction: what to call it, and what to call."""

    def __init__(
        self,
        theme: Theme,
        in_hand: Callable[[], list[int]],
        parent: QWidget,
        marks: type[Marks] = EventMarks,
        ahead: Ahead | None = None,
    ) -> None:
        super().__init__(parent)
        self._kind = marks
        self._ahead = ahead
        self._marks: Marks | None = None
        self._theme = theme
        self._page = parent
        self._in_hand = in_hand
        self._reader: Reader | None = None
        self._tagging: tuple[TagDialog, list[int]] | None = None

    def attach(self, archive: "Archive | None", reader: Reader | None) -> None:
        """Work on this chronicle from now on; what is open about another one closes."""
        self._marks = None if archive is None else self._kind(archive, self._ahead)
        self._reader = reader
        for kind in (TagDialog, NoteDialog):
            for dialog in self._page.window().findChildren(kind):
                dialog.close()

    def tag(self) -> None:
        """Ask for a tag for what is in hand."""
        some = self._in_hand()
        if self._marks is None or not some:
            return
        dialog = TagDialog(len(some), self._marks.unit, self._theme, self._page.window())
        self._tagging = dialog, some
        dialog.tagged.connect(partial(self._tag, some))
        dialog.untagged.connect(partial(self.untag, some))
        dialog.finished.connect(self._forget)
        self._open(dialog)
        self.refresh()

    def note(self) -> None:
        """Ask for a note on what is in hand; of one, for another wording of its note."""
        some = self._in_hand()
        if self._marks is None or self._reader is None or not some:
            return
        if len(some) > 1:
            self._write(some, None)
        else:
            question = self._marks.rows(some)
            self._reader.ask("note", question, lambda rows: self._write(some, rows[some[0]]))

    def untag(self, some: Sequence[int], word: str) -> None:
        """Take a tag off."""
        if self._marks is not None:
            self.decide.emit("Tagging", self._marks.tag(some, word, add=False))

    def refresh(self) -> None:
        """What is stored has changed: an open dialog shows which tags there are now."""
        if self._tagging is None or self._marks is None or self._reader is None:
            return
        dialog, some = self._tagging

        def put(found: "Tags") -> None:
            if self._tagging is not None and self._tagging[0] is dialog:
                dialog.put(found.known, found.on)

        self._reader.ask("tags", self._marks.tags(some), put)

    def _tag(self, some: Sequence[int], word: str) -> None:
        if self._marks is not None:
            self.decide.emit("Tagging", self._marks.tag(some, word, add=True))

    def _write(self, some: list[int], row: Marked | None) -> None:
        if self._marks is None:
            return
        about = counted(len(some), self._marks.unit) if row is None else one_line(row.called)
        text = "" if row is None else "\n\n".join(row.notes)
        dialog = NoteDialog(about, text, self._page.window(), changes=row is not None)
        dialog.written.connect(partial(self._note, some, row is not None))
        self._open(dialog)

    def _note(self, some: Sequence[int], instead: bool, text: str) -> None:
        if self._marks is not None:
            self.decide.emit("Noting", self._marks.note(some, text, instead=instead))

    def _open(self, dialog: QDialog) -> None:
        before = self._page.window().focusWidget()
        if before is not None:
            dialog.finished.connect(before.setFocus)
        dialog.open()

    def _forget(self) -> None:
        self._tagging = None
