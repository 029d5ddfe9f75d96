"""A field for the name of an actor, completed from the chronicle."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from PySide6.QtCore import QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget

from desktop.jobs.reader import Lane, Reader
from desktop.people.words import card_line
from desktop.tables.words import actor_icon, one_line
from desktop.theme.icons import icon
from desktop.theme.labels import as_tip
from desktop.theme.theme import Theme, scaled
from models.queries.filter import name_key
from models.queries.rows import ActorCard

_MOST = 10  # offers at a time
_PAUSE = 120  # milliseconds without a key before actors are looked for


class Questions(Protocol):
    """The query this needs of a chronicle."""

    def people(
        self, typed: str, size: int, without: Sequence[int] = ()
    ) -> Callable[[Any], tuple[ActorCard, ...]]:
        """The most frequent actors with a name like what is typed."""


class ActorField(QLineEdit):
    """Offers actors as one types; choosing one gives its card, and empties the field."""

    chosen = Signal(object)
    """An ActorCard."""

    def __init__(
        self, theme: Theme, reader: Reader, questions: Questions, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._reader = reader
        self._questions = questions
        self._channel = f"actors like {id(self)}"
        self._offers: tuple[ActorCard, ...] = ()
        self._taking = False
        self.without: tuple[int, ...] = ()
        """Actors that are not offered."""
        self.setObjectName("actorField")
        self.setAccessibleName("Find an actor by name")
        self.setPlaceholderText("Type a name")
        self._model = QStandardItemModel(self)
        self._completer = QCompleter(self._model, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(_MOST)
        self._completer.setWidget(self)
        self._list = QListView()
        self._list.setIconSize(QSize(1, 1) * scaled(self.font(), 14))
        self._completer.setPopup(self._list)
        # By its row: two of them may read alike.
        self._completer.activated[QModelIndex].connect(self._activated)  # type: ignore[index]
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._soon.timeout.connect(self.look)
        self.textEdited.connect(lambda _: self._soon.start())
        self.returnPressed.connect(self._entered)

    @property
    def offers(self) -> tuple[ActorCard, ...]:
        """The actors offered now."""
        return self._offers

    def look(self) -> None:
        """Look for actors with a name like what is typed."""
        self._soon.stop()
        typed = self.text().strip()
        if not typed:
            self._put(())
            return
        question = self._questions.people(typed, _MOST, self.without)
        self._reader.ask(self._channel, question, self._put, lane=Lane.SIDE)

    def take(self, card: ActorCard) -> None:
        """This one is meant."""
        self._reader.cancel(self._channel)
        self._soon.stop()
        self._list.hide()
        self.clear()
        self._offers = ()
        self.chosen.emit(card)

    def _put(self, found: Sequence[ActorCard]) -> None:
        self._offers = tuple(found)
        self._model.clear()
        for card in self._offers:
            item = QStandardItem(
                icon(actor_icon(card.kind), self._theme.colours, "quiet"),
                f"{one_line(card.name)} · {card_line(card)}",
            )
            item.setToolTip(as_tip(", ".join((card.name, *card.names))))
            self._model.appendRow(item)
        if self._offers and self.hasFocus():
            self._completer.complete()
        else:
            self._list.hide()

    def _activated(self, index: QModelIndex) -> None:
        card = self._offers[index.row()]
        # The completer writes the row into the field after this; empty it later than that.
        QTimer.singleShot(0, self, lambda: self.take(card))

    def _entered(self) -> None:
        """Enter takes the one that is called so, if nobody else is."""
        typed = name_key(self.text())
        called = [card for card in self._offers if typed in map(name_key, (card.name, *card.names))]
        if len(called) == 1 and not self._list.isVisible():
            self.take(called[0])
        else:
            self.look()

    def focusOutEvent(self, event: Any) -> None:
        """Somebody else has the keys: no list is left behind."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._list.hide()
