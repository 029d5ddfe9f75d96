"""Who took part in an event, one line each."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QSizePolicy,
    QWidget,
)
from shiboken6 import isValid

from desktop.tables.words import actor_icon, as_entry, one_line, role_words
from desktop.theme.icons import icon
from desktop.theme.labels import as_tip
from desktop.theme.theme import Theme, scaled
from models.queries.rows import ParticipantRow

_ACTOR = Qt.ItemDataRole.UserRole
_INSET = 6


class People(QListWidget):
    """Who took part, in which role. A click or Enter filters by that actor."""

    wanted = Signal(int, str)
    menu_made = Signal(object, int)
    """The menu of somebody, to be added to, and its number."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._menu: QMenu | None = None
        self.setObjectName("detailPeople")
        self.setAccessibleName("People and places in this event. Press Enter to filter by one.")
        self.setProperty("plain", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._measure()
        theme.zoomed.connect(self._measure)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrap(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setViewportMargins(-_INSET, 0, 0, 0)  # flush with the lines around it
        self.itemClicked.connect(self._take)

    def _measure(self) -> None:
        self.setIconSize(QSize(1, 1) * scaled(self.font(), 14))

    def put(self, people: Sequence[ParticipantRow], event_kind: str = "") -> None:
        """Show these, with what they did in an event of this kind."""
        row = self.currentRow()
        self.clear()
        colours = self._theme.colours
        for person, roles in _once(people, event_kind):
            title = f" · {person.title}" if person.title else ""  # last: the name is never cut
            item = QListWidgetItem(
                icon(actor_icon(person.kind), colours, "quiet"),
                one_line(f"{person.name} · {roles}{title}"),
            )
            item.setData(_ACTOR, person)
            item.setForeground(QColor(colours.accent))
            name = one_line(person.name)
            item.setToolTip(as_tip(f"{item.text()}\nShow only events with {name}"))
            self.addItem(item)
        if self.hasFocus() and self.count():  # the keys stay at the line they were on
            self.setCurrentRow(min(max(row, 0), self.count() - 1))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As high as its lines."""
        rows = sum(self.visualItemRect(self.item(row)).height() for row in range(self.count()))
        return QSize(160, rows + 2 * self.frameWidth() + 4)

    def minimumSizeHint(self) -> QSize:
        """Never squeezed."""
        return QSize(80, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrower pane makes longer lines of them."""
        super().resizeEvent(event)
        self.updateGeometry()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Enter means the first one until another is chosen."""
        super().focusInEvent(event)
        if self.count() and not self.selectedItems():  # Qt has a current one that nobody sees
            self.setCurrentRow(max(self.currentRow(), 0))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Without the keys no line is marked: each is as good as another."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.clearSelection()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter filters."""
        pressing = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if self.currentRow() >= 0 and event.key() in pressing:
            self._take(self.currentItem())
        elif self.currentRow() >= 0 and _is_menu_key(event):
            self._pop_up(self.currentItem(), self._under(self.currentItem()))
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the line under the pointer or the keyboard cursor."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        place = self.viewport().mapFromGlobal(event.globalPos())
        item = self.currentItem() if by_key else self.itemAt(place)
        if item is not None:
            self._pop_up(item, self._under(item) if by_key else event.globalPos())

    @property
    def pointed(self) -> int | None:
        """The number of the one on the line with the keys."""
        if self.currentRow() < 0:
            return None
        person: ParticipantRow = self.currentItem().data(_ACTOR)
        return person.actor_id

    def menu(self, item: QListWidgetItem) -> QMenu:
        """What can be done with the one on a line."""
        person: ParticipantRow = item.data(_ACTOR)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(f"Only events &with {as_entry(person.name)}", lambda: self._take(item))
        self.menu_made.emit(menu, person.actor_id)
        return menu

    def _pop_up(self, item: QListWidgetItem, place: QPoint) -> None:
        if self._menu is not None and isValid(self._menu) and self._menu.isVisible():
            return  # some systems turn the key into the menu's own event as well
        self.setCurrentItem(item)
        self._menu = self.menu(item)
        self._menu.popup(place)

    def _under(self, item: QListWidgetItem) -> QPoint:
        rect = self.visualItemRect(item)
        return self.viewport().mapToGlobal(rect.bottomLeft() + QPoint(24, 0))

    def _take(self, item: QListWidgetItem) -> None:
        person: ParticipantRow = item.data(_ACTOR)
        self.wanted.emit(person.actor_id, person.name)


def _is_menu_key(event: QKeyEvent) -> bool:
    shifted = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
    return event.key() == Qt.Key.Key_F10 and shifted


def _once(people: Sequence[ParticipantRow], kind: str) -> list[tuple[ParticipantRow, str]]:
    """Everybody once, with all of their roles in words."""
    roles: dict[int, list[str]] = {}
    for person in people:
        roles.setdefault(person.actor_id, []).append(person.role)
    first = {person.actor_id: person for person in reversed(people)}
    alone = not any(person.role == "target" for person in people)
    found = []
    for number, names in roles.items():
        if "place" in names:  # a town that was visited was not addressed as well
            names = [name for name in names if name != "target"]
        words = dict.fromkeys(role_words(name, kind, alone=alone) for name in names)
        found.append((first[number], ", ".join(words)))
    return found
