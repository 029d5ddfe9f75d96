"""A facet: values with their counts, to tick."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QBrush,
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QIcon,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)
from shiboken6 import isValid

from desktop.tables.words import (
    STATUS_MEANINGS,
    actor_icon,
    as_tip,
    counted,
    kind_icon,
    status_icon,
)
from desktop.theme.icons import icon, pixmap
from desktop.theme.theme import Theme, tabular
from models.queries.filter import ActorRole
from models.queries.rows import FacetRow

ROLE_WORDS = {
    ActorRole.ANY: "In &any role",
    ActorRole.AGENT: "As a&gent (who did it)",
    ActorRole.TARGET: "As &target (whom it concerned)",
}
_REVIEW_ICONS = {"proposed": "help", "accepted": "done", "rejected": "close", "edited": "edit"}

Index = QModelIndex | QPersistentModelIndex
Key = int | str

_NOWHERE = QModelIndex()
_ROW_HEIGHT = 26
_BOX = 14
_GAP = 6
_TICK = Qt.ItemDataRole.CheckStateRole
_USUAL = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_TICKABLE = _USUAL | Qt.ItemFlag.ItemIsUserCheckable


@dataclass(frozen=True, slots=True)
class Ticked:
    """A value the user wants, or wants to have left out."""

    key: Key
    label: str
    exclude: bool = False
    role: ActorRole = ActorRole.ANY


class FacetModel(QAbstractTableModel):
    """The values of one facet with counts in a second column; ticks outlive new answers."""

    changed = Signal()
    """The user ticked or unticked a value."""
    named = Signal()
    """A ticked value that was known by its number only has got its name."""

    def __init__(self, field: str, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._field = field
        self._theme = theme
        self._rows: list[FacetRow] = []
        self._ticked: dict[Key, Ticked] = {}
        self._touched = False  # the next answer follows a tick here: nothing may jump
        self.role = ActorRole.ANY
        """In which role the actors ticked next are wanted."""

    def put(self, rows: Iterable[FacetRow]) -> None:
        """Show these values. After a tick in this very list, they keep their places."""
        fresh = list(rows)
        if self._touched:
            places = {self.key_of(row): place for place, row in enumerate(self._rows)}
            fresh.sort(key=lambda row: places.get(self.key_of(row), len(places)))
        self._touched = False
        self._learn(fresh)
        same = [self.key_of(row) for row in fresh] == [self.key_of(row) for row in self._rows]
        if same:
            self._rows = fresh
            if fresh:
                self.dataChanged.emit(self.index(0, 0), self.index(len(fresh) - 1, 1))
            return
        self.beginResetModel()
        self._rows = fresh
        self.endResetModel()

    @property
    def ticked(self) -> tuple[Ticked, ...]:
        """What is ticked, also where it is not among the values shown."""
        return tuple(self._ticked.values())

    def tick(self, values: Iterable[Ticked]) -> None:
        """Have exactly these ticked; nobody is told."""
        self._ticked = {value.key: value for value in values}
        self._redraw()

    def choose(
        self,
        row: int,
        *,
        exclude: bool = False,
        only: bool = False,
        role: ActorRole | None = None,
    ) -> None:
        """Tick a value, untick it if it was ticked that way; ``only``: untick the others.

        ``role``: tick the actor in this role, whatever it was.
        """
        value = self._rows[row]
        key = self.key_of(value)
        before = self._ticked.get(key)
        if only:
            self._ticked.clear()
        if before and before.exclude == exclude and not only and role is None:
            del self._ticked[key]
        else:
            wanted = role or (before.role if before else self.role)
            self._ticked[key] = Ticked(key, value.label, exclude, wanted)
        self._touched = True
        self._redraw()
        self.changed.emit()

    def want_role(self, role: ActorRole) -> None:
        """Want every ticked actor, and those ticked next, in this role."""
        self.role = role
        if all(value.role is role for value in self._ticked.values()):
            return
        self._ticked = {key: replace(value, role=role) for key, value in self._ticked.items()}
        self._touched = True
        self._redraw()
        self.changed.emit()

    def ticked_at(self, row: int) -> Ticked | None:
        """How the value at a row is ticked; None: it is not."""
        return self._ticked.get(self.key_of(self._rows[row]))

    def key_of(self, row: FacetRow) -> Key:
        """By what a value is ticked: an actor by number, anything else by its word."""
        return row.id if self._field == "actor" and row.id is not None else row.value

    def row_of(self, key: Key) -> int:
        """Where a value is shown; -1: nowhere."""
        return next((n for n, row in enumerate(self._rows) if self.key_of(row) == key), -1)

    def widest(self) -> str:
        """The longest count."""
        return max(map(_count_words, self._rows), key=len, default="0")

    def facet(self, row: int) -> FacetRow:
        """The value at a row."""
        return self._rows[row]

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Values."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """The value, and its count."""
        return 0 if parent.isValid() else 2

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Values can be ticked."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _USUAL if index.column() else _TICKABLE

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick or untick."""
        if role != _TICK or not index.isValid() or index.column():
            return False
        wanted = Qt.CheckState(value) == Qt.CheckState.Checked
        before = self._ticked.get(self.key_of(self._rows[index.row()]))
        if wanted != bool(before and not before.exclude):
            if before and not wanted:
                self.choose(index.row(), exclude=before.exclude)
            else:
                self.choose(index.row())
        return True

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The value or its count, its tick, icon, font, tooltip and spoken text."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        ticked = self._ticked.get(self.key_of(row))
        if index.column():
            return self._count(row, role)
        if role == Qt.ItemDataRole.DisplayRole:
            return row.label
        if role == _TICK:
            if ticked is None:
                return Qt.CheckState.Unchecked
            return Qt.CheckState.PartiallyChecked if ticked.exclude else Qt.CheckState.Checked
        if role == Qt.ItemDataRole.DecorationRole:
            return self._icon(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return STATUS_MEANINGS.get(row.value, as_tip(row.label + _mode(ticked)))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.label}{_mode(ticked)}, {_spoken_count(row)}"
        if role == Qt.ItemDataRole.FontRole and _excluded(ticked):
            font = QFont()
            font.setStrikeOut(True)
            return font
        return None

    def _learn(self, rows: Iterable[FacetRow]) -> None:
        known = {self.key_of(row): row.label for row in rows}
        learned = {
            key: replace(value, label=known[key])
            for key, value in self._ticked.items()
            if known.get(key, value.label) != value.label
        }
        if learned:
            self._ticked |= learned
            self.named.emit()

    def _count(self, row: FacetRow, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return _count_words(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _spoken_count(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ForegroundRole:
            return QBrush(QColor(self._theme.colours.quiet))
        if role == Qt.ItemDataRole.FontRole:
            return tabular(QFont())
        return None

    def _icon(self, row: FacetRow) -> Any:
        colours = self._theme.colours
        if self._field == "actor":
            return icon(actor_icon(row.kind), colours, "quiet")
        if self._field == "kind":
            return icon(kind_icon(row.value), colours, "quiet")
        if self._field == "status":
            return icon(status_icon(row.value), colours, "quiet")
        if self._field == "place":
            return icon("place", colours, "quiet")
        if self._field == "review":
            return icon(_REVIEW_ICONS.get(row.value, "document"), colours, "quiet")
        return icon("document", colours, "quiet")

    def _redraw(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 1))


class FacetList(QTreeView):
    """The list of one facet: as high as its values up to a limit, ticked by click or key."""

    focused = Signal()
    """The keys are here now."""

    def __init__(
        self, field: str, name: str, theme: Theme, most: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.values = FacetModel(field, theme, self)
        self._field = field
        self._most = most
        self._high = 1
        self._menu: QMenu | None = None
        self._theme = theme
        self.setProperty("facet", True)
        self.setAccessibleName(name)
        self.setModel(self.values)
        self.setItemDelegate(_Rows(theme, self))
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setIndentation(0)
        self.setIconSize(QSize(14, 14))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        across = self.header()
        across.setStretchLastSection(False)
        across.setMinimumSectionSize(24)
        across.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        across.setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        self.setMouseTracking(True)
        self.values.modelReset.connect(self._fit)
        self.values.dataChanged.connect(self._fit)
        self._fit()

    def sizeHint(self) -> QSize:
        """As high as the values, up to the limit.

        It grows only, so that nothing below jumps, until there is no value at all.
        """
        return QSize(180, self._high * _ROW_HEIGHT + 4)

    def forget(self) -> None:
        """Show no values, and take no more room than that."""
        self.values.put(())

    def minimumSizeHint(self) -> QSize:
        """Never squeezed by its neighbours."""
        return QSize(80, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Say so where there is nothing to tick."""
        super().paintEvent(event)
        if self.isEnabled() and not self.values.rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(QColor(self._theme.colours.quiet))
            place = self.viewport().rect().adjusted(5, 0, 0, 0)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), "None")

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say that the keys are here."""
        super().focusInEvent(event)
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
        """What can be done with the value under the pointer, or with the one the keys are on."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        place = self.viewport().mapFromGlobal(event.globalPos())
        index = self.currentIndex() if by_key else self.indexAt(place)
        if index.isValid():
            self._pop_up(index.row(), self._under(index.row()) if by_key else event.globalPos())

    def _fit(self) -> None:
        """Room for the widest count, and for as many rows as there are."""
        width = self.fontMetrics().horizontalAdvance(self.values.widest()) + 2 * _GAP
        self.header().resizeSection(1, width)
        rows, before = self.values.rowCount(), self._high
        self._high = max(self._high, min(rows, self._most)) if rows else 1
        if self._high != before:  # laying out the whole panel anew takes long
            self.updateGeometry()

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
        words = "&No longer leave out" if left_out else "&Leave out"
        menu.addAction(words, partial(self.values.choose, row, exclude=True))
        return menu

    def _pop_up(self, row: int, place: QPoint) -> None:
        if self._menu is not None and isValid(self._menu) and self._menu.isVisible():
            return  # some systems turn the key into the menu's own event as well
        self._menu = self.menu(row)
        self._menu.popup(place)

    def _under(self, row: int) -> QPoint:
        rect = self.visualRect(self.values.index(row, 0))
        return self.viewport().mapToGlobal(rect.bottomLeft() + QPoint(24, 0))


class _Rows(QStyledItemDelegate):
    """Draws a box, an icon, a value and its count; the whole row is the target of a click."""

    def __init__(self, theme: Theme, view: FacetList) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        colours = self._theme.colours
        rect, state = option.rect, option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._view.hasFocus() and index.row() == self._view.currentIndex().row():
            painter.fillRect(rect, QColor(colours.selection))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(colours.hover))
        if index.column():
            painter.setFont(tabular(painter.font()))
            self._write(painter, rect.adjusted(0, 0, -_GAP, 0), index, colours.quiet, right=True)
        else:
            ticked = Qt.CheckState(index.data(_TICK))
            box = QRectF(rect.left() + 5, rect.top() + (rect.height() - _BOX) // 2, _BOX, _BOX)
            self._draw_box(painter, box, ticked)
            left = rect.left() + 5 + _BOX + 7
            drawn: QIcon = index.data(Qt.ItemDataRole.DecorationRole)
            drawn.paint(painter, QRect(left, rect.top(), _BOX, rect.height()))
            font = painter.font()
            font.setStrikeOut(ticked == Qt.CheckState.PartiallyChecked)
            painter.setFont(font)
            empty = self._view.values.facet(index.row()).count == 0
            words = rect.adjusted(left - rect.left() + _BOX + 6, 0, 0, 0)
            words = self._draw_mode(painter, words, self._view.values.ticked_at(index.row()))
            self._write(painter, words, index, colours.quiet if empty else colours.text)
        painter.restore()

    def _draw_mode(self, painter: QPainter, words: QRect, ticked: Ticked | None) -> QRect:
        """Write the role an actor is ticked in at the end of the row; the room that is left."""
        if ticked is None or ticked.exclude or ticked.role is ActorRole.ANY:
            return words
        said = ticked.role.value
        wide = painter.fontMetrics().horizontalAdvance(said) + _GAP
        painter.setPen(QColor(self._theme.colours.accent))
        place = words.adjusted(words.width() - wide, 0, 0, 0)
        painter.drawText(
            place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), said
        )
        return words.adjusted(0, 0, -wide, 0)

    def _draw_box(self, painter: QPainter, box: QRectF, ticked: Qt.CheckState) -> None:
        colours = self._theme.colours
        if ticked == Qt.CheckState.Unchecked:
            painter.setPen(QPen(QColor(colours.quiet), 1))
            painter.setBrush(QColor(colours.base))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent))
        painter.drawRoundedRect(box, 3, 3)
        sign = "done" if ticked == Qt.CheckState.Checked else "status-negated"
        ratio = painter.device().devicePixelRatioF()
        mark = pixmap(sign, colours.on_accent, _BOX - 2, ratio)
        painter.drawPixmap(box.topLeft() + QPointF(1, 1), mark)

    def _write(
        self, painter: QPainter, rect: QRect, index: Index, colour: str, *, right: bool = False
    ) -> None:
        text = str(index.data())
        cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.setPen(QColor(colour))
        painter.drawText(rect, int(flags), cut)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All rows are equally high."""
        return QSize(super().sizeHint(option, index).width(), _ROW_HEIGHT)

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        _option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """A click in a row ticks it."""
        if not isinstance(event, QMouseEvent) or event.button() != Qt.MouseButton.LeftButton:
            return False
        if event.type() == QEvent.Type.MouseButtonRelease and isinstance(model, FacetModel):
            model.choose(index.row())
        return True


def _mode(ticked: Ticked | None) -> str:
    """How a value is ticked, beyond that it is."""
    if ticked is None:
        return ""
    if ticked.exclude:
        return ", left out"
    return "" if ticked.role is ActorRole.ANY else f" as {ticked.role.value}"


def _excluded(ticked: Ticked | None) -> bool:
    return bool(ticked and ticked.exclude)


def _count_words(row: FacetRow) -> str:
    return "…" if row.count is None else f"{row.count:,}{'+' if row.capped else ''}"


def _spoken_count(row: FacetRow) -> str:
    if row.count is None:
        return "count on its way"
    return f"{'at least ' * row.capped}{counted(row.count, 'event')}"
