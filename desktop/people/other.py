"""In one event an actor is somebody else than was read."""

from PySide6.QtWidgets import QWidget

from desktop.dialogs.frame import Ground
from desktop.people.dialog import ActorDialog, Face
from desktop.people.field import ActorField
from desktop.tables.pointed import Pointed
from desktop.tables.words import one_line
from desktop.theme.labels import PlainLabel
from models.queries.rows import ActorCard


class OtherDialog(ActorDialog):
    """Who is meant in one event, or by the name at one place of a text.

    Whoever is not in the chronicle yet is added to it.
    """

    def __init__(
        self, ground: Ground, pointed: Pointed, parent: QWidget, at: int | None = None
    ) -> None:
        """``at``: the letter of the document at which the name stands; None: it is the event."""
        super().__init__(ground, "otherDialog", "Somebody else", "Change", pointed, parent)
        self._at = at
        self._meant: ActorCard | None = None
        self.whom = ActorField(ground.theme, ground.reader, ground.archive)
        self.whom.setObjectName("otherField")
        self.whom.setAccessibleName("Who is meant in this event")
        self.other = Face(ground.theme)
        self.other.hide()
        where = "In this event it is:" if at is None else "Here it is:"
        self.column.addWidget(PlainLabel(where))
        self.column.addWidget(self.whom)
        self.column.addWidget(self.other)
        self.end()
        self.whom.chosen.connect(self._take)
        self.whom.textChanged.connect(self._typed)
        self.begin()

    def show_card(self, card: ActorCard) -> None:
        """Ask who is meant instead."""
        self.whom.without = (card.id,)
        self.whom.setFocus()
        self._say()

    def finish(self) -> None:
        """Have the event be about the other one."""
        assert self.card is not None
        whom = f"#{self._meant.id}" if self._meant else self.whom.text().strip()
        deeds, pointed = self.ground.archive.deeds, self.pointed
        if self._at is None:
            assert pointed.event is not None
            act = deeds.event_means(pointed.event, f"#{self.card.id}", whom)
        else:
            assert pointed.document is not None
            act = deeds.mention_means(pointed.document, self._at, whom)
        self.close_with("Correcting who it is", act)

    def _take(self, card: ActorCard) -> None:
        self._meant = card
        self.other.put(card)
        self.other.show()
        self._say()

    def _typed(self, text: str) -> None:
        if text:  # somebody else after all
            self._meant = None
            self.other.hide()
        self._say()

    def _say(self) -> None:
        if self.card is None:
            return
        typed = one_line(self.whom.text())
        if self._meant is None and not typed:
            self.tell(
                "Choose who it is, or type a name that isn’t in the chronicle yet.", can=False
            )
            return
        name = one_line(self._meant.name) if self._meant else typed
        new = "" if self._meant else f" A new {self.card.kind} “{name}” is added unless it exists."
        parts = "every part" if self._at is None else "the parts"
        where = "in this event" if self._at is None else "in the events told by these words"
        told = f"{name} takes {parts} of {one_line(self.card.name)} {where}.{new}"
        self.tell(f"{told} You can undo this.", can=True)
