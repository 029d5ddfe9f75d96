"""What another reading of articles would change: shown side by side, ticked, and taken."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.sources.difference_words import before_and_now, counts, lost_words, what_words
from desktop.tables.words import counted, one_line
from desktop.theme.labels import PlainLabel, as_tip
from desktop.theme.theme import Theme, scaled

if TYPE_CHECKING:  # loaded off the GUI thread, see desktop.archive
    from models.composing.difference import Difference, Item, Key
    from models.importing.rereading import Reread

    Left: TypeAlias = dict[int, tuple[frozenset[Key], frozenset[Key]]]

_Index: TypeAlias = QModelIndex | QPersistentModelIndex
_SIZE = (1040, 640)  # pixels, in letters of the usual size
_WIDTHS = (390, 160, 230)
_OPENED = 12  # articles whose differences are shown from the start
_KEY = Qt.ItemDataRole.UserRole
_ON, _OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class _Roomy(QStyledItemDelegate):
    """Lines with some room above and below, whose boxes to tick are seen in any colours."""

    def __init__(self, theme: Theme, tree: QTreeWidget) -> None:
        super().__init__(tree)
        self._theme = theme
        self._more = QSize(0, scaled(tree.font(), 6))

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """As large as it must be, and a little higher."""
        return super().sizeHint(option, index) + self._more

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one cell; the style’s own box is dark on dark."""
        super().paint(painter, option, index)
        if index.data(Qt.ItemDataRole.CheckStateRole) is None:
            return
        full = QStyleOptionViewItem(option)
        self.initStyleOption(full, index)
        tree = self.parent()
        assert isinstance(tree, QTreeWidget)
        part = QStyle.SubElement.SE_ItemViewItemCheckIndicator
        box = QRectF(tree.style().subElementRect(part, full, tree)).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(self._theme.colours.quiet))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 2, 2)
        painter.restore()


class DifferenceDialog(QDialog):
    """Lists per article what is new, gone, changed, kept and lost, with a tick for each."""

    taken = Signal(object, object)
    """What was read, and by document the keys of what is left, and of what is taken also."""

    def __init__(self, found: "Sequence[Reread]", theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("rereadDialog")
        self.setWindowTitle("What the new reading changes")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._found = found
        self._theme = theme
        self._filled: set[int] = set()
        differences = [each.compared.found for each in found if each.compared is not None]
        self.told = PlainLabel(
            f"{counted(len(found), 'article')} read again: {counts(differences)}"
        )
        self.told.setObjectName("rereadCounts")
        self.told.setWordWrap(True)
        self.tree = self._tree()
        note = PlainLabel(
            "What you don’t tick stays as it is, and isn’t offered again; a new event that you "
            "don’t tick is rejected. All of it is one step that you can undo."
        )
        note.setWordWrap(True)
        note.setProperty("quiet", True)
        buttons = QDialogButtonBox()
        buttons.addButton("Cancel", QDialogButtonBox.ButtonRole.RejectRole)
        self.take = QPushButton("Take")
        self.take.setObjectName("rereadTake")
        self.take.setProperty("primary", True)
        buttons.addButton(self.take, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self._take)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(10)
        layout.addWidget(self.told)
        layout.addWidget(self.tree, 1)
        layout.addWidget(note)
        layout.addWidget(buttons)
        self.resize(*(scaled(self.font(), each) for each in _SIZE))
        self._fill()
        self.tree.itemExpanded.connect(self._expand)
        self.tree.itemChanged.connect(self._ticked)
        for top in self._tops()[:_OPENED]:
            top.setExpanded(True)
        self.tree.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Lines are as high as the style has them, which is known only now."""
        super().showEvent(event)
        self.tree.doItemsLayout()

    def left(self) -> "Left":
        """By document the keys of what is left though offered, and of what is taken besides."""
        left: Left = {}
        for row, top in enumerate(self._tops()):
            each = self._found[top.data(0, _KEY)]
            if each.compared is None:
                continue
            offered = each.compared.found.offered
            if row not in self._filled:
                nothing: frozenset[Key] = frozenset()
                left[each.document] = (offered if top.checkState(0) == _OFF else nothing), nothing
                continue
            choices = [(key, child.checkState(0) == _ON) for child, key in self._choices(top)]
            left[each.document] = (
                frozenset(key for key, on in choices if not on and key in offered),
                frozenset(key for key, on in choices if on and key not in offered),
            )
        return left

    def _tops(self) -> list[QTreeWidgetItem]:
        """The lines of the articles."""
        found = map(self.tree.topLevelItem, range(self.tree.topLevelItemCount()))
        return [each for each in found if each is not None]

    def _take(self) -> None:
        left = self.left()
        self.accept()
        self.taken.emit(self._found, left)

    def _tree(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setObjectName("rereadDiff")
        tree.setAccessibleName("What the new reading changes")
        tree.setHeaderLabels(("Article and event", "Change", "As it is", "As read now"))
        tree.setItemDelegate(_Roomy(self._theme, tree))
        tree.setUniformRowHeights(False)
        tree.setAllColumnsShowFocus(True)
        across = tree.header()
        for column, width in enumerate(_WIDTHS):
            across.resizeSection(column, scaled(self.font(), width))
        across.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return tree

    def _fill(self) -> None:
        for number, each in enumerate(self._found):
            found = each.compared.found if each.compared is not None else None
            if found is not None and not found.items and not found.lost:
                continue
            title = one_line(each.title)
            top = QTreeWidgetItem((title, "", "", ""))
            top.setData(0, _KEY, number)
            top.setToolTip(0, as_tip(title))
            font = top.font(0)
            font.setBold(True)
            top.setFont(0, font)
            if found is None:
                top.setText(1, "not read")
                top.setText(3, each.reason or "")
                top.setToolTip(3, as_tip(each.reason or ""))
            else:
                top.setText(1, "")
                top.setText(2, counts((found,)))
                top.setToolTip(2, counts((found,)))
                top.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator)
                if found.offered:
                    top.setCheckState(0, _ON)
            self.tree.addTopLevelItem(top)

    def _expand(self, top: QTreeWidgetItem) -> None:
        """The differences of an article are listed when it is first opened."""
        row = self.tree.indexOfTopLevelItem(top)
        if row < 0 or row in self._filled:
            return
        compared = self._found[top.data(0, _KEY)].compared
        if compared is None:
            return
        self._filled.add(row)
        self.tree.blockSignals(True)
        ticked = top.checkState(0) != _OFF
        items = enumerate(compared.found.items)
        top.addChildren([self._item(each, number, ticked=ticked) for number, each in items])
        for lost in self._lost(compared.found):
            top.addChild(lost)
            lost.setFirstColumnSpanned(True)
        self.tree.blockSignals(False)

    def _item(self, item: "Item", number: int, *, ticked: bool) -> QTreeWidgetItem:
        words = one_line(item.words) or "The article itself"
        before, now = before_and_now(item)
        made = QTreeWidgetItem((words, what_words(item), before, now))
        for column, text in enumerate((words, what_words(item), before, now)):
            made.setToolTip(column, as_tip(text))
        offered = item.what != "kept"
        if item.is_choice:
            made.setData(0, _KEY, number)
            made.setCheckState(0, _ON if offered and ticked else _OFF)
        return made

    def _lost(self, found: "Difference") -> list[QTreeWidgetItem]:
        made = []
        for each in found.lost:
            item = QTreeWidgetItem((f"Decision lost: {lost_words(each)}",))
            item.setToolTip(0, as_tip(lost_words(each)))
            item.setForeground(0, QColor(self._theme.colours.warning))
            made.append(item)
        return made

    def _ticked(self, item: QTreeWidgetItem, column: int) -> None:
        """An article ticks all of its differences; they decide how it is ticked."""
        if column:
            return
        self.tree.blockSignals(True)
        top = item.parent()
        if top is None:
            for child in self._offered(item):
                child.setCheckState(0, item.checkState(0))
        else:
            states = {child.checkState(0) for child in self._offered(top)}
            if states:
                top.setCheckState(
                    0, states.pop() if len(states) == 1 else Qt.CheckState.PartiallyChecked
                )
        self.tree.blockSignals(False)

    def _offered(self, top: QTreeWidgetItem) -> list[QTreeWidgetItem]:
        compared = self._found[top.data(0, _KEY)].compared
        offered = compared.found.offered if compared is not None else frozenset()
        return [child for child, key in self._choices(top) if key in offered]

    def _choices(self, top: QTreeWidgetItem) -> "Iterator[tuple[QTreeWidgetItem, Key]]":
        """The lines that can be ticked, with their keys."""
        compared = self._found[top.data(0, _KEY)].compared
        for n in range(top.childCount()):
            child = top.child(n)
            assert child is not None
            number = child.data(0, _KEY)
            if compared is not None and number is not None:
                yield child, compared.found.items[number].key
