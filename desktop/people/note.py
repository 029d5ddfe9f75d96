"""A note on an actor."""

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.dialogs.frame import Ground
from desktop.people.dialog import ActorDialog
from desktop.tables.pointed import Pointed
from desktop.tables.words import one_line
from models.queries.rows import ActorCard


class ActorNoteDialog(ActorDialog):
    """Write a note on an actor; those that it has are shown above."""

    def __init__(self, ground: Ground, pointed: Pointed, parent: QWidget) -> None:
        super().__init__(ground, "actorNoteDialog", "Note on an actor", "Add", pointed, parent)
        self.text = QPlainTextEdit()
        self.text.setObjectName("actorNote")
        self.text.setAccessibleName("Note")
        self.text.setTabChangesFocus(True)
        self.column.addWidget(self.text)
        self.end()
        self.text.textChanged.connect(self._say)
        self.begin()

    def show_card(self, card: ActorCard) -> None:
        """Ask for the note."""
        self.text.setAccessibleDescription(f"About {one_line(card.name)}")
        self.text.setFocus()
        self._say()

    def finish(self) -> None:
        """Write it."""
        assert self.card is not None
        deeds = self.ground.archive.deeds
        self.close_with("Adding a note", deeds.note_actor(self.card.id, self.text.toPlainText()))

    def _say(self) -> None:
        self.tell("", can=self.card is not None and bool(self.text.toPlainText().strip()))
