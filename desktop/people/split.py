"""One actor becomes two: some of its documents mean somebody else."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from desktop.dialogs.frame import Ground
from desktop.dialogs.passage import PassageView
from desktop.jobs.reader import Lane
from desktop.people.dialog import ActorDialog
from desktop.people.words import listed, paper_line
from desktop.tables.pointed import Pointed
from desktop.tables.ticks import TickCells
from desktop.tables.words import counted, one_line
from desktop.theme.labels import PlainLabel, as_tip
from models.queries.rows import ActorCard, ActorPaper

_MOST = 500  # documents listed
_LONGEST_NAME = 200  # characters
_LINES = 3  # of the passage


class SplitDialog(ActorDialog):
    """The documents of an actor; those that are ticked mean somebody else."""

    def __init__(self, ground: Ground, pointed: Pointed, parent: QWidget) -> None:
        super().__init__(ground, "splitDialog", "Split an actor", "Split", pointed, parent)
        self._papers: tuple[ActorPaper, ...] = ()
        self._items: list[QTreeWidgetItem] = []
        self.list = QTreeWidget()
        self.list.setObjectName("splitList")
        self.list.setAccessibleName("Tick the documents that mean somebody else")
        self.list.setHeaderLabels(["Document", "Called", "From", "Events"])
        self.list.setRootIsDecorated(False)
        self.list.setItemDelegate(TickCells(ground.theme, self.list))
        self.list.setUniformRowHeights(True)
        head = self.list.header()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.resizeSection(1, 190)
        head.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(3, QHeaderView.ResizeMode.ResizeToContents)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self.list.headerItem().setTextAlignment(3, right)
        self.passage = PassageView("splitPassage", _LINES)
        self.name = QLineEdit(maxLength=_LONGEST_NAME)
        self.name.setObjectName("splitName")
        self.name.setAccessibleName("Name of the new actor")
        self.name.setPlaceholderText("As its documents call it")
        label = PlainLabel("&Name of the other one")
        label.setBuddy(self.name)
        named = QHBoxLayout()
        named.addWidget(label)
        named.addWidget(self.name, 1)
        self.column.addWidget(PlainLabel("Tick the documents that mean somebody else."))
        self.column.addWidget(self.list, 1)
        self.column.addWidget(self.passage)
        self.column.addLayout(named)
        self.end()
        self.list.itemChanged.connect(lambda *_: self._say())
        self.list.currentItemChanged.connect(lambda *_: self._show_passage())
        self.resize(720, 520)
        self.begin()

    def show_card(self, card: ActorCard) -> None:
        """Ask for its documents."""
        self.tell("", can=False)
        question = self.ground.archive.papers(card.id, _MOST)
        # Many documents may have to be looked into; the table must not wait for it.
        ask = self.ground.reader.ask
        ask(f"papers of {id(self)}", question, self._put_papers, lane=Lane.SIDE)

    def finish(self) -> None:
        """Split it."""
        assert self.card is not None
        name = self.name.text().strip() or None
        deeds = self.ground.archive.deeds
        self.close_with("Splitting an actor", deeds.split(self.card.id, self.ticked(), name))

    def ticked(self) -> list[int]:
        """The documents that mean somebody else."""
        return [
            paper.document_id
            for paper, item in zip(self._papers, self._items, strict=True)
            if item.checkState(0) == Qt.CheckState.Checked
        ]

    def _put_papers(self, found: Sequence[ActorPaper]) -> None:
        self._papers = tuple(found)
        self.list.blockSignals(True)
        self.list.clear()
        self._items = []
        for paper in self._papers:
            texts = [one_line(paper.title), listed(paper.names), paper_line(paper)]
            item = QTreeWidgetItem([*texts, f"{paper.events:,}"])
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(0, Qt.CheckState.Unchecked)
            item.setToolTip(0, as_tip(paper.title))
            item.setToolTip(1, as_tip("\n".join(paper.names)))
            item.setTextAlignment(3, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self._items.append(item)
        self.list.addTopLevelItems(self._items)
        self.list.blockSignals(False)
        if self._items:
            self.list.setCurrentItem(self._items[0])
        self.list.setFocus()
        self._say()

    def _show_passage(self) -> None:
        item = self.list.currentItem()
        row = -1 if item is None else self.list.indexOfTopLevelItem(item)
        if row < 0:
            self.passage.clear()
            return
        paper = self._papers[row]
        if paper.end:
            self.passage.put(paper.passage, paper.start, paper.end)
        else:
            self.passage.put("No passage with a name is known here.")

    def _say(self) -> None:
        if self.card is None:
            return
        name, ticked, number = one_line(self.card.name), self.ticked(), self.card.documents
        if number < 2:
            told, can = f"{name} is in one document only, so it cannot be split by document.", False
        elif not ticked:
            told, can = "", False
            if number > len(self._papers):
                told = f"The first {len(self._papers):,} of {number:,} documents are listed."
        elif len(ticked) == number:
            told, can = f"{name} is only in these documents; leave one out.", False
        else:
            papers = f"{len(ticked):,} of {counted(number, 'document')}"
            events = sum(p.events for p in self._papers if p.document_id in set(ticked))
            told = f"{papers}, with {counted(events, 'event')}, will mean somebody else, not {name}"
            told, can = f"{told}. You can undo this.", True
        self.tell(told, can=can)
