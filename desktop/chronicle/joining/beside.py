"""Two articles side by side: what both tell, what one tells alone, where they differ."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.chronicle.details.said import FIELDS
from desktop.dialogs.frame import Ground
from desktop.tables.box import Box
from desktop.tables.words import counted, one_line
from desktop.theme.icons import icon
from desktop.theme.labels import PlainLabel, as_tip
from desktop.theme.theme import scaled
from models.queries.beside import Beside, Both, Paper
from models.queries.rows import EventRow

_ICON = 14
_EVENT = Qt.ItemDataRole.UserRole


class BesideDialog(QDialog):
    """Two articles to choose, and three lists in one tree: both, the first alone, the second."""

    event_wanted = Signal(int)
    """An event is to be shown in the table."""

    def __init__(self, ground: Ground, papers: Sequence[Paper], parent: QWidget) -> None:
        super().__init__(parent)
        self._ground = ground
        self.setObjectName("besideDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Two articles side by side")
        self.left, self.right = Box(), Box()
        chosen = QHBoxLayout()
        for box, name, spoken in (
            (self.left, "besideFirst", "First article"),
            (self.right, "besideSecond", "Second article"),
        ):
            box.setObjectName(name)
            box.setAccessibleName(spoken)
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(24)
            box.activated.connect(self._ask)
            chosen.addWidget(box, 1)
        self.list = QTreeWidget()
        self.list.setObjectName("besideList")
        self.list.setAccessibleName("What the two articles report")
        self.list.setHeaderLabels(["Date", "Event", "First article", "Second article"])
        self.list.setRootIsDecorated(False)
        self.list.setWordWrap(True)
        self.list.setUniformRowHeights(False)
        head = self.list.header()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        for number in (2, 3):
            head.resizeSection(number, scaled(self.font(), 200))
        self.list.itemActivated.connect(self._show)
        self.told = PlainLabel(" ")
        self.told.setObjectName("besideTold")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(10)
        column.addLayout(chosen)
        column.addWidget(self.told)
        column.addWidget(self.list, 1)
        column.addWidget(buttons)
        self.resize(scaled(self.font(), 980), scaled(self.font(), 560))
        for box in (self.left, self.right):
            for paper in papers:
                box.addItem(one_line(paper.called), paper.id)
        self.right.setCurrentIndex(1)
        self._ask()

    def _ask(self) -> None:
        one, other = self.left.currentData(), self.right.currentData()
        if one == other:
            self.list.clear()
            self.told.setText("Choose two different articles.")
            return
        question = self._ground.archive.beside(one, other)
        self._ground.reader.ask(f"beside in {id(self)}", question, self._put)

    def _put(self, found: Beside) -> None:
        self.list.clear()
        first, second = self.left.currentText(), self.right.currentText()
        differ = sum(bool(each.differing) for each in found.both)
        parts = [counted(len(found.both), "event") + " in both"]
        parts.append(f"{differ} with differences" if differ else "no differences")
        parts.append(f"{len(found.first)} only in the first")
        parts.append(f"{len(found.second)} only in the second")
        self.told.setText(" · ".join(parts))
        self._block("In both", (self._both(each) for each in found.both))
        self._block(f"Only {first}", (self._alone(row) for row in found.first))
        self._block(f"Only {second}", (self._alone(row) for row in found.second))
        self.list.expandAll()

    def _block(self, words: str, items: Iterable[QTreeWidgetItem]) -> None:
        head = QTreeWidgetItem([words])
        head.setFlags(Qt.ItemFlag.ItemIsEnabled)
        font = self.list.font()
        font.setBold(True)
        head.setFont(0, font)
        some = list(items)
        head.addChildren(some or [_nothing()])
        self.list.addTopLevelItem(head)
        head.setFirstColumnSpanned(True)

    def _both(self, each: Both) -> QTreeWidgetItem:
        sides = [
            "\n".join(f"{FIELDS[name]}: {one_line(said[side])}" for name, *said in each.differing)
            for side in (0, 1)
        ]
        item = _item(each.row, sides)
        if each.differing:
            colours = self._ground.theme.colours
            item.setIcon(2, icon("disputed", colours, "warning"))
            self.list.setIconSize(QSize(*(scaled(self.font(), _ICON),) * 2))
        return item

    def _alone(self, row: EventRow) -> QTreeWidgetItem:
        return _item(row, ("", ""))

    def _show(self, item: QTreeWidgetItem) -> None:
        event = item.data(0, _EVENT)
        if event:
            self.event_wanted.emit(event)


def _item(row: EventRow, sides: Sequence[str]) -> QTreeWidgetItem:
    item = QTreeWidgetItem([row.when, one_line(row.summary), *sides])
    item.setData(0, _EVENT, row.id)
    item.setToolTip(1, as_tip(row.summary))
    for column in range(4):
        item.setTextAlignment(column, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    return item


def _nothing() -> QTreeWidgetItem:
    item = QTreeWidgetItem(["", "nothing"])
    item.setFlags(Qt.ItemFlag.ItemIsEnabled)
    return item
