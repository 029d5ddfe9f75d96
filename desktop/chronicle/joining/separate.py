"""One event becomes two: some documents report another one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from desktop.chronicle.joining.join import told
from desktop.dialogs.frame import Frame, Ground
from desktop.dialogs.passage import PassageView
from desktop.tables.ticks import TickCells
from desktop.tables.words import counted, one_line
from desktop.theme.labels import PlainLabel, as_tip
from models.dates.words import describe
from models.queries.rows import TellingRow

_HOW = {"reading": "", "rule": "by rule", "decision": "by a person"}
_LINES = 4  # of the passage


class SeparateDialog(Frame):
    """What each document says of an event; what is ticked is another one."""

    def __init__(self, ground: Ground, event: int, parent: QWidget) -> None:
        super().__init__(ground, "separateDialog", "Separate an event", "Separate", parent)
        self._event = event
        self._rows: tuple[TellingRow, ...] = ()
        self._items: list[QTreeWidgetItem] = []
        self.list = QTreeWidget()
        self.list.setObjectName("separateList")
        self.list.setAccessibleName("Tick the passages that report another event")
        self.list.setHeaderLabels(["It says", "Date", "Document", "Joined"])
        self.list.setRootIsDecorated(False)
        self.list.setItemDelegate(TickCells(ground.theme, self.list))
        head = self.list.header()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        head.resizeSection(2, 220)
        head.resizeSection(3, 220)
        self.passage = PassageView("separatePassage", _LINES)
        self.column.addWidget(PlainLabel("Tick the passages that report another event."))
        self.column.addWidget(self.list, 1)
        self.column.addWidget(self.passage)
        self.end()
        self.list.itemChanged.connect(lambda *_: self._say())
        self.list.currentItemChanged.connect(lambda *_: self._show_passage())
        self.resize(860, 480)
        ground.reader.ask(f"tellings in {id(self)}", ground.archive.tellings(event), self._put)

    def finish(self) -> None:
        """Separate it."""
        deeds = self.ground.archive.deeds
        self.close_with("Separating an event", deeds.separate(self._event, self.ticked()))

    def ticked(self) -> list[int]:
        """The tellings of another event."""
        return [
            row.id
            for row, item in zip(self._rows, self._items, strict=True)
            if item.checkState(0) == Qt.CheckState.Checked
        ]

    def _put(self, found: Sequence[TellingRow]) -> None:
        self._rows = tuple(found)
        self._items = []
        self.list.blockSignals(True)
        self.list.clear()
        for row in self._rows:
            paper = told((row.outlet or row.document, describe(row.published)))
            texts = (
                row.summary,
                row.when,
                paper if row.document_id else "",
                row.why or _HOW[row.how],
            )
            item = QTreeWidgetItem([one_line(text) for text in texts])
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(0, Qt.CheckState.Unchecked)
            item.setToolTip(
                0, as_tip(told((row.summary, row.who, row.kind, row.status, row.place)))
            )
            item.setToolTip(2, as_tip(row.document))
            item.setToolTip(3, as_tip(row.why))
            self._items.append(item)
        self.list.addTopLevelItems(self._items)
        self.list.blockSignals(False)
        if self._items:
            self.list.setCurrentItem(self._items[0])
        self.list.setFocus()
        self._say()

    def _show_passage(self) -> None:
        item = self.list.currentItem()
        place = -1 if item is None else self.list.indexOfTopLevelItem(item)
        if place < 0:
            self.passage.clear()
            return
        row = self._rows[place]
        if row.passage:
            self.passage.put(row.passage, row.start, row.end)
        else:
            self.passage.put("Added by hand, without a passage.")

    def _say(self) -> None:
        ticked, number = len(self.ticked()), len(self._rows)
        if number < 2:
            self.tell("Only one passage reports this event, so it cannot be separated.", can=False)
        elif not ticked:
            self.tell("", can=False)
        elif ticked == number:
            self.tell("Leave at least one passage with this event.", can=False)
        else:
            reports = counted(ticked, "report becomes", "reports become")
            told_ = f"{reports} another event. The two are never joined automatically again."
            self.tell(f"{told_} You can undo this.", can=True)
