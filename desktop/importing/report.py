"""What an import did: one line a document, and why one was left out."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.tables.words import as_tip, counted, one_line
from desktop.theme.icons import icon
from desktop.theme.theme import Theme, scaled

if TYPE_CHECKING:  # loaded off the GUI thread, see desktop.archive
    from models.importing.routine import DocumentReport, ImportReport

_ROWS = 5  # in sight at once; the others are a turn of the wheel away
_WORDS = {"imported": "Read", "unchanged": "Already here", "skipped": "Left out"}
_COLOURS = {"imported": "good", "unchanged": "quiet", "skipped": "warning"}
_ICONS = {"imported": "done", "unchanged": "info", "skipped": "warning"}


class ReportPanel(QFrame):
    """The report of the last import, under the table until it is closed."""

    undo_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._report: ImportReport | None = None
        self.setObjectName("importReport")
        self.setAccessibleName("Import report")
        self.setProperty("strip", True)
        self.summary = QLabel()
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.summary.setWordWrap(True)
        self.undo = QPushButton("Undo import")
        self.cross = QToolButton()
        self.cross.setProperty("plain", True)
        self.cross.setAccessibleName("Close the report")
        self.cross.setIconSize(QSize(1, 1) * scaled(self.font(), 12))
        self.list = QTreeWidget()
        self.list.setAccessibleName("Documents of the import")
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setHeaderLabels(["Document", "Result", "Events", "People"])
        self.list.setIconSize(QSize(1, 1) * scaled(self.font(), 14))
        head = self.list.header()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        head.resizeSection(0, 340)
        for column in (2, 3):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        top = QHBoxLayout()
        top.addWidget(self.summary, 1)
        top.addWidget(self.undo)
        top.addWidget(self.cross)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 8, 8)
        layout.addLayout(top)
        layout.addWidget(self.list)
        for column in (2, 3):
            title = self.list.headerItem()
            title.setTextAlignment(
                column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            )
        self.hide()
        self.cross.clicked.connect(self.hide)
        self.undo.clicked.connect(self.undo_wanted)
        theme.changed.connect(self._draw)
        self._draw()

    def put(self, report: "ImportReport") -> None:
        """Show this report; what was left out comes first."""
        self._report = report
        self.summary.setText(summary(report))
        self.undo.setVisible(any(each.status == "imported" for each in report.documents))
        self._draw()
        self.list.setVisible(bool(report.documents))
        self.show()

    def settle(self) -> None:
        """Offer no undo any more: something else has been done since."""
        self.undo.hide()

    def _draw(self) -> None:
        self.cross.setIcon(icon("close", self._theme.colours, "quiet"))
        self.list.clear()
        if self._report is None:
            return
        lines = sorted(self._report.documents, key=lambda each: each.status != "skipped")
        self.list.addTopLevelItems([self._item(line) for line in lines])
        rows = min(len(lines), _ROWS)
        high = max(0, self.list.sizeHintForRow(0)) * rows
        self.list.setFixedHeight(self.list.header().sizeHint().height() + high + 2)

    def _item(self, line: "DocumentReport") -> QTreeWidgetItem:
        colours = self._theme.colours
        word = _WORDS.get(line.status, line.status)
        result = one_line(f"{word}: {line.reason}" if line.reason else word)
        read = line.status == "imported"
        texts = [Path(line.path).name, result, *(str(n) * read for n in (line.events, line.people))]
        item = QTreeWidgetItem(texts)
        colour = _COLOURS.get(line.status, "quiet")
        item.setIcon(1, icon(_ICONS.get(line.status, "info"), colours, colour))
        item.setForeground(1, QColor(getattr(colours, colour)))
        item.setToolTip(0, as_tip(line.path))
        item.setToolTip(1, as_tip(result))
        for column in (2, 3):
            item.setTextAlignment(
                column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            )
        return item


def summary(report: "ImportReport") -> str:
    """The whole in a line: "Read 3 articles: 41 events, 23 people. 1 file left out."."""
    read = [each for each in report.documents if each.status == "imported"]
    known = sum(each.status == "unchanged" for each in report.documents)
    left = sum(each.status == "skipped" for each in report.documents)
    parts = []
    if read:
        events = counted(sum(each.events for each in read), "event")
        people = counted(sum(each.people for each in read), "person", "people")
        parts.append(f"Read {counted(len(read), 'article')}: {events}, {people}.")
    if known:
        parts.append(f"{counted(known, 'article')} already here.")
    if left:
        parts.append(f"{counted(left, 'file')} left out.")
    if report.left:
        parts = ["Import stopped.", *(parts or ["Nothing was read."])]
        parts.append(f"{counted(report.left, 'file')} not read.")
    return " ".join(parts) or "There was nothing to import."
