"""A field for a name: it is completed from the chronicle, and says whom it means."""

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget

from desktop.jobs.reader import Lane, Reader
from desktop.tables.words import actor_icon, counted, one_line
from desktop.theme.icons import icon
from desktop.theme.theme import Theme, scaled
from models.queries.rows import Meaning, Somebody

_SOMEBODY = Qt.ItemDataRole.UserRole
_WIDEST = 290  # pixels of the list, if the field is narrower
_NAME = Qt.ItemDataRole.UserRole + 1


class Names(Protocol):
    """The question this needs of a chronicle."""

    def meaning(self, typed: str, kind: str) -> Callable[[Any], Meaning]:
        """Whom a name means while it is typed; those of a kind are offered first."""


class NameField(QLineEdit):
    """A name. ``meant`` is whom it means; None: nobody yet who is in the chronicle.

    Names are asked for while somebody types. Down opens the list, Enter or Tab takes a line of it;
    without Down nothing is taken that was not typed.
    """

    changed = Signal()
    """Another name is typed, or it is known now whom it means."""

    def __init__(self, theme: Theme, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.kind = kind
        """Actors of this kind are offered first."""
        self.meant: Somebody | None = None
        self.found: Meaning | None = None
        """The newest answer; None while it is on its way."""
        self._reader: Reader | None = None
        self._names: Names | None = None
        self._offers = QStandardItemModel(self)
        completer = QCompleter(self._offers, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setCompletionRole(_NAME)
        completer.setMaxVisibleItems(8)
        popup = self._popup = QListView()
        completer.setPopup(popup)
        popup.setObjectName("nameOffers")
        popup.setAccessibleName("Names in this chronicle")
        popup.setIconSize(QSize(1, 1) * scaled(self.font(), 14))
        popup.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        popup.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        taken = completer.activated[QModelIndex]  # type: ignore[index] # the stub knows one of two
        taken.connect(self._take)
        self.setCompleter(completer)
        self.setMaxLength(160)
        self.textEdited.connect(self._edited)

    def attach(self, reader: Reader | None, names: Names | None) -> None:
        """Complete from this chronicle from now on."""
        if self._reader is not None and self._reader is not reader:
            self._reader.cancel(self._channel)
        self._reader, self._names = reader, names

    def put(self, name: str, meant: Somebody | None) -> None:
        """Show a name, and know whom it means."""
        if self.text() != name:
            self.setText(name)
        self.setCursorPosition(0)
        self.meant, self.found = meant, None
        self.changed.emit()

    def name(self) -> str:
        """What is typed, on one line."""
        return one_line(self.text())

    @property
    def is_new(self) -> bool:
        """Whether a name is typed that nobody in the chronicle has."""
        return bool(self.name()) and self.meant is None and self.found is not None

    @property
    def _channel(self) -> str:
        return f"whom {id(self)}"

    def forget(self) -> None:
        """It goes: nothing is to be answered any more."""
        if self._reader is not None:
            self._reader.cancel(self._channel)

    def _edited(self) -> None:
        self.meant = self.found = None
        self._offers.clear()
        name = self.name()
        if name and self._reader is not None and self._names is not None:
            question = self._names.meaning(name, self.kind)
            self._reader.ask(self._channel, question, self._answered, lane=Lane.SIDE)
        else:
            self.forget()
        self.changed.emit()

    def _answered(self, found: Meaning) -> None:
        if found.typed != self.name():
            return
        self.found = found
        self.meant = next(iter(found.called), None)
        self._offers.clear()
        known = dict.fromkeys((*found.called, *found.offered))
        for somebody in known:
            self._offers.appendRow(self._line(somebody))
        alone = len(known) == 1 and self.meant is not None
        if self.hasFocus() and known and not alone:
            wide = max(self.width(), scaled(self.font(), _WIDEST))
            self.completer().complete(QRect(self.width() - wide, 0, wide, self.height()))
        else:
            self._popup.hide()
        self.changed.emit()

    def _line(self, somebody: Somebody) -> QStandardItem:
        name = one_line(somebody.name)
        told = f"{name} · {counted(somebody.events, 'event')}"
        item = QStandardItem(icon(actor_icon(somebody.kind), self._theme.colours, "quiet"), told)
        item.setData(somebody, _SOMEBODY)
        item.setData(name, _NAME)
        spoken = f"{name}, {somebody.kind}, {counted(somebody.events, 'event')}"
        item.setData(spoken, Qt.ItemDataRole.AccessibleTextRole)
        return item

    def _take(self, index: QModelIndex) -> None:
        """A line was taken: it is known who is meant, also where several have that name."""
        somebody = index.data(_SOMEBODY)
        if isinstance(somebody, Somebody):
            self.setText(one_line(somebody.name))
            self.meant = somebody
            self.found = Meaning(self.name(), (somebody,), ())
            self.changed.emit()
