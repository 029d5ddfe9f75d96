"""Several actors become one."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from desktop.dialogs.frame import Frame, Ground
from desktop.people.field import ActorField
from desktop.people.words import fullest, listed
from desktop.tables.box import Box
from desktop.tables.words import actor_icon, counted, one_line
from desktop.theme.icons import icon
from desktop.theme.labels import PlainLabel, as_tip
from desktop.theme.theme import scaled
from models.queries.rows import ActorCard, Together

_NUMBERS = (2, 3)  # columns
_ROWS = 6  # in sight


class MergeDialog(Frame):
    """Which actors are one, and by which name it is known."""

    def __init__(self, ground: Ground, actors: Sequence[int], parent: QWidget) -> None:
        super().__init__(ground, "mergeDialog", "Merge actors", "Merge", parent)
        self._cards: list[ActorCard] = []
        self._typed = False
        self._together: Together | None = None
        self.field = ActorField(ground.theme, ground.reader, ground.archive)
        self.field.setPlaceholderText("Add an actor: type a name")
        self.field.chosen.connect(self.add)
        self.list = QTreeWidget()
        self.list.setObjectName("mergeList")
        self.list.setAccessibleName("Actors to merge")
        self.list.setHeaderLabels(["Name", "Kind", "Events", "Documents", "Other names"])
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setIconSize(QSize(1, 1) * scaled(self.font(), 14))
        head = self.list.header()
        head.setStretchLastSection(True)
        for column in range(1, 4):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        head.resizeSection(0, 220)
        for column in _NUMBERS:
            self.list.headerItem().setTextAlignment(
                column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            )
        self.remove = QPushButton("Remove from the list")
        self.remove.setAutoDefault(False)
        self.remove.clicked.connect(self.drop)
        self.name = Box()
        self.name.setObjectName("mergeName")
        self.name.setAccessibleName("Name of the merged actor")
        self.name.setEditable(True)
        self.name.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        label = PlainLabel("&Name that stays")
        label.setBuddy(self.name)
        named = QHBoxLayout()
        named.addWidget(label)
        named.addWidget(self.name, 1)
        named.addWidget(self.remove)
        self.column.addWidget(self.field)
        self.column.addWidget(self.list)
        self.column.addLayout(named)
        self.end()
        line = self.name.lineEdit()
        assert line is not None
        line.textEdited.connect(self._name_typed)
        self.name.activated.connect(self._name_typed)
        self.name.currentTextChanged.connect(lambda _: self._say())
        self.list.currentItemChanged.connect(lambda *_: self._allow())
        self.setMinimumWidth(640)
        self._fill()
        if actors:
            question = ground.archive.cards(actors)
            ground.reader.ask(f"cards of {id(self)}", question, self._put)
        self.field.setFocus()

    @property
    def cards(self) -> tuple[ActorCard, ...]:
        """The actors that are merged."""
        return tuple(self._cards)

    def add(self, card: ActorCard) -> None:
        """One more."""
        if card.id not in (each.id for each in self._cards):
            self._cards.append(card)
            self._changed()

    def drop(self) -> None:
        """Take the chosen one off the list."""
        item = self.list.currentItem()
        if item is not None:
            del self._cards[self.list.indexOfTopLevelItem(item)]
            self._changed()

    def finish(self) -> None:
        """Merge them."""
        numbers = [card.id for card in self._cards]
        name = self.name.currentText().strip()
        self.close_with("Merging actors", self.ground.archive.deeds.merge(numbers, name))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes one off the list."""
        if event.key() == Qt.Key.Key_Delete:
            self.drop()
        else:
            super().keyPressEvent(event)

    def _put(self, found: Sequence[ActorCard]) -> None:
        self._cards = list(found)
        self._changed()

    def _changed(self) -> None:
        self.field.without = tuple(card.id for card in self._cards)
        self._together = None
        self._fill()
        if len(self._cards) > 1:
            question = self.ground.archive.together(self.field.without)
            self.ground.reader.ask(f"together in {id(self)}", question, self._put_together)

    def _put_together(self, found: Together) -> None:
        self._together = found
        self._say()

    def _fill(self) -> None:
        self.list.clear()
        colours = self.ground.theme.colours
        for card in self._cards:
            numbers = (f"{card.events:,}", f"{card.documents:,}")
            item = QTreeWidgetItem([one_line(card.name), card.kind, *numbers, listed(card.names)])
            item.setIcon(0, icon(actor_icon(card.kind), colours, "quiet"))
            item.setToolTip(0, as_tip(card.name))
            item.setToolTip(4, as_tip("\n".join((*card.names, *card.titles))))
            for column in _NUMBERS:
                item.setTextAlignment(
                    column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                )
            self.list.addTopLevelItem(item)
        row = max(self.list.sizeHintForRow(0), scaled(self.font(), 24))
        rows = min(max(len(self._cards), 3), _ROWS)
        self.list.setMinimumHeight(self.list.header().sizeHint().height() + rows * row + 4)
        kept = self.name.currentText()
        names = dict.fromkeys(card.name for card in self._cards)
        names |= dict.fromkeys(name for card in self._cards for name in card.names)
        self.name.blockSignals(True)
        self.name.clear()
        self.name.addItems(list(names))
        if self._typed:
            self.name.setEditText(kept)
        elif self._cards:
            self.name.setCurrentText(fullest(self._cards))
        else:
            self.name.setEditText("")
        self.name.blockSignals(False)
        self._allow()
        self._say()

    def _name_typed(self) -> None:
        self._typed = True

    def _allow(self) -> None:
        self.remove.setEnabled(self.list.currentItem() is not None)

    def _say(self) -> None:
        name = one_line(self.name.currentText())
        if len(self._cards) < 2:
            self.tell("Add two or more actors that are the same.", can=False)
        elif not name:
            self.tell("Choose or type the name that stays.", can=False)
        else:
            told = f"They become one actor, “{name}”"
            if self._together is not None:
                events = counted(self._together.events, "event")
                told += f", with {events} and {counted(self._together.documents, 'document')}"
            told += ". Each of these names still finds it. You can undo this."
            if len({card.kind for card in self._cards}) > 1:
                told += " Their kinds differ: the one with the fullest name decides."
            self.tell(told, can=True)
