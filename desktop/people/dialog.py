"""What dialogs about actors share: the face of one, and the question whom it is about."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from desktop.dialogs.frame import Frame, Ground
from desktop.people.field import ActorField
from desktop.people.words import card_line, other_names
from desktop.tables.pointed import Pointed
from desktop.tables.words import actor_icon, one_line
from desktop.theme.icons import icon
from desktop.theme.labels import PlainLabel, as_tip, sized
from desktop.theme.theme import Theme, scaled
from models.queries.rows import ActorCard

_NOTES = 3  # the newest ones that are shown


class Face(QWidget):
    """One actor: its icon and name, what it is, and how else it is called."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.card: ActorCard | None = None
        self._picture = PlainLabel()
        self.name = PlainLabel()
        self.name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        sized(self.name, 1.5, bold=True)
        self.line = PlainLabel()
        self.others = PlainLabel()
        self.notes = PlainLabel()
        for part in (self.name, self.line, self.others, self.notes):
            part.setWordWrap(True)
        for part in (self.line, self.others):
            part.setProperty("quiet", True)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.name, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.line)
        column.addWidget(self.others)
        column.addWidget(self.notes)

    def put(self, card: ActorCard) -> None:
        """Show this one."""
        self.card = card
        side = scaled(self.font(), 18)
        drawn = icon(actor_icon(card.kind), self._theme.colours, "quiet")
        self._picture.setPixmap(drawn.pixmap(QSize(side, side), self.devicePixelRatioF()))
        self.name.setText(one_line(card.name))
        self.line.setText(card_line(card))
        told = other_names(card)
        self.others.setText(told)
        self.others.setVisible(bool(told))
        self.notes.setText("\n".join(f"Note: {one_line(note)}" for note in card.notes[-_NOTES:]))
        self.notes.setVisible(bool(card.notes))
        self.others.setToolTip(as_tip("\n".join((*card.names, *card.titles))))


class ActorDialog(Frame):
    """A dialog about one actor: whom one points at, else whom one names."""

    def __init__(
        self, ground: Ground, name: str, title: str, act: str, pointed: Pointed, parent: QWidget
    ) -> None:
        super().__init__(ground, name, title, act, parent)
        self.pointed = pointed
        self.card: ActorCard | None = None
        self.field = ActorField(ground.theme, ground.reader, ground.archive)
        self.field.chosen.connect(self.choose)
        self.face = Face(ground.theme)
        self.face.hide()
        self.column.addWidget(self.field)
        self.column.addWidget(self.face)
        self.setMinimumWidth(460)

    def begin(self) -> None:
        """Show the actor one points at, or ask for one."""
        if self.pointed.actors:
            self.field.hide()
            question = self.ground.archive.cards(self.pointed.actors[:1])
            self.ground.reader.ask(f"actor of {id(self)}", question, self._put)
        else:
            self.field.setFocus()

    def choose(self, card: ActorCard) -> None:
        """It is about this one."""
        self.card = card
        self.face.put(card)
        self.face.show()
        self.show_card(card)

    def show_card(self, card: ActorCard) -> None:
        """The actor is known; what more is shown of it, is for each dialog to say."""
        raise NotImplementedError

    def _put(self, found: Sequence[ActorCard]) -> None:
        if found:
            self.choose(found[0])
        else:
            self.tell("This actor isn’t in the chronicle any more.", can=False)
