"""Suggestions under the search field: fields, and values with their counts."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
)

from desktop.jobs.reader import Lane, Reader
from desktop.tables.words import counted
from desktop.theme.theme import Theme, tabular
from models.queries.filter import EventFilter
from models.queries.rows import Offer
from models.queries.tokens import Typing, being_typed

_MOST = 8  # offers at a time
_WIDEST = 460
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Questions(Protocol):
    """The queries this needs of a chronicle."""

    def offers(
        self, typing: Typing, wanted: EventFilter, size: int
    ) -> Callable[[Any], tuple[Offer, ...]]:
        """Values that match what is typed, with their counts under the other conditions."""


class Completion(QObject):
    """The list of suggestions. It never takes the keyboard focus: without Down, Enter searches.

    Down and Up choose, Enter takes what is chosen, Tab takes it or the first value, Esc closes.
    """

    def __init__(
        self, field: QLineEdit, theme: Theme, others: Callable[[Typing], EventFilter]
    ) -> None:
        super().__init__(field)
        self._field = field
        self._theme = theme
        self._others = others
        self._reader: Reader | None = None
        self._questions: Questions | None = None
        self._typing: Typing | None = None
        self._offers: tuple[Offer, ...] = ()
        self.list = QTreeWidget(field)
        self.list.setObjectName("searchOffers")
        self.list.setAccessibleName("Suggestions")
        self.list.setColumnCount(2)
        self.list.setHeaderHidden(True)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.StyledPanel)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setMouseTracking(True)
        across = self.list.header()
        across.setStretchLastSection(False)
        across.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        across.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.list.hide()
        self.list.itemClicked.connect(lambda item: self._take(self.list.indexOfTopLevelItem(item)))
        field.textEdited.connect(lambda _: self._look())
        field.installEventFilter(self)

    def attach(self, reader: Reader | None, questions: Questions | None) -> None:
        """Use this chronicle from now on."""
        self._reader, self._questions = reader, questions
        self.hide()

    def hide(self) -> None:
        """Offer nothing until the next key."""
        self._typing = None
        if self._reader is not None:
            self._reader.cancel("offers")
        self.list.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the list, as long as it is there; any other goes on."""
        if event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self.hide()
        elif event.type() == QEvent.Type.Resize and self.list.isVisible():
            self._place()  # the number of events beside it has got longer
        elif (
            isinstance(event, QKeyEvent)
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            if event.type() == QEvent.Type.ShortcutOverride:
                if self.list.isVisible() and event.key() == Qt.Key.Key_Escape:
                    event.accept()  # else it would act as a shortcut
            elif event.type() == QEvent.Type.KeyPress and self._pressed(event.key()):
                return True
        return super().eventFilter(watched, event)

    def _pressed(self, key: int) -> bool:
        """Whether a key was meant for the list."""
        if not self.list.isVisible():
            return key == Qt.Key.Key_Down and self._look(asked=True)
        row = self._row()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._go(row + (1 if key == Qt.Key.Key_Down else -1))
            return True
        if key == Qt.Key.Key_Escape:
            self.hide()
            return True
        if key == Qt.Key.Key_Tab and row < 0 and self._typing is not None and self._typing.field:
            row = 0
        if key in (*_ENTER, Qt.Key.Key_Tab):
            if row >= 0:
                self._take(row)
                return True
            self.hide()
        return False

    def _look(self, *, asked: bool = False) -> bool:
        """Suggest what fits at the cursor; ``asked``: by a key, even where nothing is typed."""
        at = self._field.cursorPosition()
        typing = being_typed(self._field.text(), at)
        if typing is None and asked:
            typing = Typing("", "", at, at)
        self.hide()
        if typing is None:
            return False
        self._typing = typing
        from models.queries.offers import (  # noqa: PLC0415 - the window need not wait for them
            asks_for_values,
            field_offers,
        )

        if asks_for_values(typing):
            if self._reader is not None and self._questions is not None:
                question = self._questions.offers(typing, self._others(typing), _MOST)
                self._reader.ask(
                    "offers", question, lambda found: self._put(typing, found), lane=Lane.SIDE
                )
            return True
        self._put(typing, field_offers(typing, asked=asked))
        return self.list.isVisible()

    def _put(self, typing: Typing, offers: Sequence[Offer]) -> None:
        """Show these, if they are still wanted and say more than what is typed."""
        typed = self._field.text()[typing.start : typing.end]
        more = [offer for offer in offers if offer.written.strip() != typed.strip()]
        if typing != self._typing or not more or not self._field.hasFocus():
            self.list.hide()
            return
        self._offers = tuple(offers)
        self.list.clear()
        for offer in offers:
            beside = offer.note or _count(offer)
            item = QTreeWidgetItem([" ".join(offer.label.split()), beside])
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, _spoken(offer))
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            item.setForeground(1, QColor(self._theme.colours.quiet))
            if not offer.note:
                item.setFont(1, tabular(self.list.font()))
            self.list.addTopLevelItem(item)
        self.list.setCurrentIndex(QModelIndex())  # nothing is chosen yet
        self._place()
        self._say(f"{counted(len(offers), 'suggestion')}; press Down to choose")

    def _place(self) -> None:
        window, rows = self._field.window(), len(self._offers)
        if self.list.parentWidget() is not window:
            self.list.setParent(window)
        row = max(1, self.list.sizeHintForRow(0))
        below = self._field.mapTo(window, QPoint(0, self._field.height() + 2))
        room = max(row, window.height() - below.y() - 4)
        self.list.setGeometry(
            below.x(), below.y(), min(self._field.width(), _WIDEST), min(rows * row + 2, room)
        )
        self.list.show()
        self.list.raise_()

    def _row(self) -> int:
        item = self.list.currentItem()
        return -1 if item is None else self.list.indexOfTopLevelItem(item)

    def _go(self, row: int) -> None:
        """Select a row; before the first and after the last row is the typed text."""
        count = self.list.topLevelItemCount()
        row = (row + 1) % (count + 1) - 1
        self.list.setCurrentIndex(self.list.model().index(row, 0))
        self._say(_spoken(self._offers[row]) if row >= 0 else self._field.text())

    def _take(self, row: int) -> None:
        """Replace what is typed by a suggestion."""
        typing, offer = self._typing, self._offers[row]
        if typing is None:
            return
        after = self._field.text()[typing.end : typing.end + 1]
        written = offer.written.rstrip() if after == ")" else offer.written
        end = typing.end + (after == " " and written.endswith(" "))
        self.hide()
        self._field.setSelection(typing.start, end - typing.start)
        self._field.insert(written)
        self._look()

    def _say(self, words: str) -> None:
        """Tell a screen reader; the keys stay in the field."""
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._field, words))


def _count(offer: Offer) -> str:
    return "" if offer.count is None else f"{offer.count:,}{'+' * offer.capped}"


def _spoken(offer: Offer) -> str:
    if offer.count is None:
        return f"{offer.label} {offer.note}".strip()
    at_least = "at least " * offer.capped
    return f"{offer.label}, {at_least}{counted(offer.count, 'event')}"
