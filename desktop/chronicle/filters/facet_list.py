"""A facet: values with their counts, to tick."""

from functools import partial

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QSizePolicy,
    QTreeView,
    QWidget,
)
from shiboken6 import isValid

from desktop.chronicle.filters.facet_model import FacetModel, Key
from desktop.chronicle.filters.facet_rows import FacetRows
from desktop.chronicle.filters.tick import GAP
from desktop.theme.theme import Theme
from models.queries.filter import ActorRole

ROLE_WORDS = {
    ActorRole.ANY: "In &any role",
    ActorRole.AGENT: "As a&gent (who acted)",
    ActorRole.TARGET: "As &target (who was affected)",
}


class FacetList(QTreeView):
    """The list of one facet, as high as its values up to a limit, ticked by click or key."""

    focused = Signal()
    """The keys are here now."""
    menu_made = Signal(object, object)
    """The menu of a value, to be added to; and of actors the numbers it is about: all those ticked,
    where that one is among them."""
    fitted = Signal()
    """There are more or fewer values than fit now, or another number of them."""

    def __init__(
        self, field: str, name: str, theme: Theme, most: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.values = FacetModel(field, theme, self)
        self._field = field
        self._most = most
        self._high = 1
        self._whole = False
        self._place: tuple[Key | None, int] = (None, 0)
        self._menu: QMenu | None = None
        self._theme = theme
        self.setProperty("facet", True)
        self.setAccessibleName(name)
        self.setModel(self.values)
        self._drawn = FacetRows(theme, self, self.values)
        self.setItemDelegate(self._drawn)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setIndentation(0)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        across = self.header()
        across.setStretchLastSection(False)
        across.setMinimumSectionSize(24)
        across.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        across.setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        self.setMouseTracking(True)
        self.values.modelAboutToBeReset.connect(self._leave)
        self.values.modelReset.connect(self._fit)
        self.values.modelReset.connect(self._return)
        self.values.dataChanged.connect(self._fit)
        self._fit()

    def sizeHint(self) -> QSize:
        """As high as the values, up to the limit; it grows only, so that nothing below jumps."""
        return QSize(180, self._high * self._drawn.row_height + 4)

    @property
    def beyond(self) -> int:
        """How many values there are that are not in sight."""
        return 0 if self._whole else max(0, self.values.rowCount() - self._most)

    @property
    def whole(self) -> bool:
        """Whether all values are in sight, however many there are."""
        return self._whole

    def show_whole(self, on: bool) -> None:
        """Have all values in sight, or the first ones only."""
        self._whole = on
        self._high = 1
        self._fit()
        self.updateGeometry()
        self.scrollToTop()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The panel scrolls, and nothing inside it."""
        event.ignore()

    def forget(self) -> None:
        """Show no values and shrink: the next ones belong to another chronicle."""
        self.values.put(())
        self._high = 1
        self.updateGeometry()

    def hold(self) -> None:
        """The query runs again: while the user is on the list, its values keep their places."""
        if self.underMouse() or self.hasFocus():
            self.values.stay()

    def leaveEvent(self, event: QEvent) -> None:
        """The mouse goes."""
        super().leaveEvent(event)
        if not self.hasFocus():
            self.values.settle()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keys go."""
        super().focusOutEvent(event)
        if not self.underMouse() and event.reason() != Qt.FocusReason.PopupFocusReason:
            self.values.settle()

    def minimumSizeHint(self) -> QSize:
        """Never squeezed by its neighbours."""
        return QSize(80, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Say so where there is nothing to tick."""
        super().paintEvent(event)
        if self.isEnabled() and not self.values.rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(QColor(self._theme.colours.quiet))
            place = QRect(5, 0, self.viewport().width() - 5, self._drawn.row_height)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), "None")

    def changeEvent(self, event: QEvent) -> None:
        """Larger letters take more room."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._drawn.measure()
            self._fit()
            self.updateGeometry()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say that the keys are here; what the mouse is about to press must not move."""
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self.focused.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter tick, minus leaves out, Shift+F10 opens the menu of the value."""
        row = self.currentIndex().row()
        ticking = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        shifted = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        if row >= 0 and event.key() in ticking:
            self.values.choose(row)
        elif row >= 0 and event.key() == Qt.Key.Key_Minus:
            self.values.choose(row, exclude=True)
        elif row >= 0 and event.key() == Qt.Key.Key_F10 and shifted:
            self._pop_up(row, self._under(row))
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the value under the pointer or the keyboard cursor."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        place = self.viewport().mapFromGlobal(event.globalPos())
        index = self.currentIndex() if by_key else self.indexAt(place)
        if index.isValid():
            self._pop_up(index.row(), self._under(index.row()) if by_key else event.globalPos())

    def _fit(self) -> None:
        """Room for the widest count, and for as many rows as there are."""
        width = self.fontMetrics().horizontalAdvance(self.values.widest()) + 2 * GAP
        self.header().resizeSection(1, width)
        rows, before = self.values.rowCount(), self._high
        self._high = max(self._high, rows if self._whole else min(rows, self._most))
        if self._high != before:  # laying out the whole panel anew takes long
            self.updateGeometry()
        self.fitted.emit()

    def _leave(self) -> None:
        """Other values come: remember where one is among those shown."""
        row = self.currentIndex().row()
        self._place = self.values.key_at(row), self.verticalScrollBar().value()

    def _return(self) -> None:
        """The keys are on the same value as before, and what stays in its place is not scrolled."""
        key, scrolled = self._place
        row = -1 if key is None else self.values.row_of(key)
        if row >= 0:
            pick = QItemSelectionModel.SelectionFlag.NoUpdate
            self.selectionModel().setCurrentIndex(self.values.index(row, 0), pick)
        if self.values.stayed:
            self.executeDelayedItemsLayout()
            self.verticalScrollBar().setValue(scrolled)

    def menu(self, row: int) -> QMenu:
        """What can be done with a value, by mouse and by key."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        ticked = self.values.ticked_at(row)
        if self._field == "actor":
            for role, words in ROLE_WORDS.items():
                action = menu.addAction(words, partial(self.values.choose, row, role=role))
                action.setCheckable(True)
                chosen = ticked is not None and not ticked.exclude and ticked.role is role
                action.setChecked(chosen)
            menu.addSeparator()
        menu.addAction("&Only this", partial(self.values.choose, row, only=True))
        left_out = ticked is not None and ticked.exclude
        words = "Stop &leaving out" if left_out else "&Leave out"
        menu.addAction(words, partial(self.values.choose, row, exclude=True))
        self.menu_made.emit(menu, self.pointed(row))
        return menu

    def pointed(self, row: int) -> tuple[int, ...]:
        """The numbers of the actors that something done at a row is about."""
        number = self.values.key_at(row)
        if not isinstance(number, int):
            return ()
        ticked = tuple(t.key for t in self.values.ticked if isinstance(t.key, int))
        return ticked if number in ticked else (number,)

    def _pop_up(self, row: int, place: QPoint) -> None:
        if self._menu is not None and isValid(self._menu) and self._menu.isVisible():
            return  # some systems turn the key into the menu's own event as well
        self._menu = self.menu(row)
        self._menu.popup(place)

    def _under(self, row: int) -> QPoint:
        rect = self.visualRect(self.values.index(row, 0))
        return self.viewport().mapToGlobal(rect.bottomLeft() + QPoint(24, 0))
