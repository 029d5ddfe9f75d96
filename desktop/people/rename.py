"""An actor gets another name, or is of another kind."""

from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from desktop.dialogs.frame import Ground
from desktop.people.dialog import ActorDialog
from desktop.people.words import KINDS
from desktop.tables.box import Box
from desktop.tables.pointed import Pointed
from desktop.tables.words import one_line
from models.queries.rows import ActorCard

_LONGEST_NAME = 200  # characters


class RenameDialog(ActorDialog):
    """The name of an actor, and whether it is a person, an organisation or a place."""

    def __init__(self, ground: Ground, pointed: Pointed, parent: QWidget) -> None:
        super().__init__(ground, "renameDialog", "Rename an actor", "Rename", pointed, parent)
        self.name = QLineEdit(maxLength=_LONGEST_NAME)
        self.name.setObjectName("actorName")
        self.kind = Box()
        self.kind.setObjectName("actorKind")
        for kind, word in KINDS.items():
            self.kind.addItem(word, kind)
        form = QFormLayout()
        form.addRow("&Name", self.name)
        form.addRow("&Kind", self.kind)
        self.column.addLayout(form)
        self.end()
        self.name.textChanged.connect(lambda _: self._say())
        self.kind.currentIndexChanged.connect(lambda _: self._say())
        self.begin()

    def show_card(self, card: ActorCard) -> None:
        """Offer what it is called now."""
        self.kind.setCurrentIndex(self.kind.findData(card.kind))
        self.name.setText(card.name)
        self.name.selectAll()
        self.name.setFocus()
        self._say()

    def finish(self) -> None:
        """Rename it."""
        assert self.card is not None
        deeds = self.ground.archive.deeds
        act = deeds.call(self.card.id, self.name.text(), self.kind.currentData())
        self.close_with("Renaming an actor", act)

    def _say(self) -> None:
        if self.card is None:
            return
        name = one_line(self.name.text())
        changed = name != self.card.name or self.kind.currentData() != self.card.kind
        told = "Every name that documents use still finds it. You can undo this."
        self.tell(told if changed and name else "", can=changed and bool(name))
