"""The import report: one line per document, and why one was left out."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.tables.words import counted, one_line
from desktop.theme.icons import icon
from desktop.theme.labels import PlainLabel, as_tip
from desktop.theme.theme import Theme, scaled
from models.dates.words import describe

if TYPE_CHECKING:  # loaded off the GUI thread, see desktop.archive
    from models.importing.report import DocumentReport, ImportReport

_NUMBER = Qt.ItemDataRole.UserRole
_UNDATED = _NUMBER + 1
_ROWS = 5  # in sight at once; the others are a turn of the wheel away
_NUMBERS = (3, 4)  # columns
_READ, _HERE, _LEFT_OUT = ("done", "good"), ("info", "quiet"), ("warning", "warning")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the report: the result for a file, or a remark on a folder."""

    path: str
    result: str
    look: tuple[str, str]  # an icon and a colour
    date: str = ""
    dated: bool = True
    numbers: tuple[str, str] = ("", "")
    name: str = ""
    """What to call it; empty: as the file is called."""
    document: int | None = None
    """The number of the document that can be opened."""


class ReportPanel(QFrame):
    """The report of the last import, under the table until it is closed."""

    undo_wanted = Signal()
    article_wanted = Signal(int)
    """A document of the report is to be opened."""
    original_wanted = Signal(int)
    """The file that a document came from is to be opened."""
    documents_wanted = Signal(object)
    """The numbers of documents whose dates are to be given."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._report: ImportReport | None = None
        self.setObjectName("importReport")
        self.setAccessibleName("Import report")
        self.setProperty("strip", True)
        self.summary = PlainLabel()
        self.summary.setWordWrap(True)
        self.undated = QPushButton("Show undated")
        self.undated.setObjectName("showUndated")
        self.undated.setToolTip("Select the articles without a date")
        self.original = QPushButton("Open original")
        self.original.setObjectName("reportOriginal")
        self.original.setToolTip("Open the file that the selected article came from")
        self.original.setEnabled(False)
        self.undo = QPushButton("Undo import")
        self.cross = QToolButton()
        self.cross.setProperty("plain", True)
        self.cross.setAccessibleName("Close the report")
        self.cross.setIconSize(QSize(1, 1) * scaled(self.font(), 12))
        self.list = QTreeWidget()
        self.list.setAccessibleName("Imported documents")
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setHeaderLabels(["Document", "Result", "Published", "Events", "People"])
        self.list.setIconSize(QSize(1, 1) * scaled(self.font(), 14))
        head = self.list.header()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        head.resizeSection(0, 340)
        for column in (2, *_NUMBERS):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        top = QHBoxLayout()
        top.addWidget(self.summary, 1)
        top.addWidget(self.undated)
        top.addWidget(self.original)
        top.addWidget(self.undo)
        top.addWidget(self.cross)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 8, 8)
        layout.addLayout(top)
        layout.addWidget(self.list)
        for column in _NUMBERS:
            title = self.list.headerItem()
            title.setTextAlignment(
                column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            )
        self.hide()
        self.cross.clicked.connect(self.hide)
        self.list.itemActivated.connect(self._open)
        self.list.itemSelectionChanged.connect(self._offer)
        self.original.clicked.connect(self._want_original)
        self.undo.clicked.connect(self.undo_wanted)
        self.undated.clicked.connect(self.show_undated)
        theme.changed.connect(self._draw)
        self._draw()

    def put(self, report: "ImportReport") -> None:
        """Show this report; what was left out comes first."""
        self._report = report
        self.summary.setText(summary(report))
        self.undo.setVisible(any(_did(each) for each in report.documents))
        self.undated.setVisible(bool(report.undated))
        self._draw()
        self.list.setVisible(bool(report_lines(report)))
        self.show()

    def show_undated(self) -> None:
        """Select every document without a date, and ask for a place to give it."""
        self.list.clearSelection()
        items = (self.list.topLevelItem(n) for n in range(self.list.topLevelItemCount()))
        undated = [item for item in items if item is not None and item.data(0, _UNDATED)]
        for item in undated:
            item.setSelected(True)
        if undated:
            self.list.scrollToItem(undated[0], QAbstractItemView.ScrollHint.PositionAtTop)
            self.list.setFocus()
        self.documents_wanted.emit([item.data(0, _NUMBER) for item in undated])

    def settle(self) -> None:
        """Remove the Undo button, as something else has been done since."""
        self.undo.hide()

    def _draw(self) -> None:
        self.cross.setIcon(icon("close", self._theme.colours, "quiet"))
        self.list.clear()
        if self._report is None:
            return
        lines = report_lines(self._report)
        self.list.addTopLevelItems([self._item(line) for line in lines])
        rows = min(len(lines), _ROWS)
        high = max(0, self.list.sizeHintForRow(0)) * rows
        self.list.setFixedHeight(self.list.header().sizeHint().height() + high + 2)

    def _item(self, line: Line) -> QTreeWidgetItem:
        colours = self._theme.colours
        name, colour = line.look
        texts = [line.name or Path(line.path).name, one_line(line.result), line.date, *line.numbers]
        item = QTreeWidgetItem(texts)
        item.setData(0, _NUMBER, line.document)
        item.setData(0, _UNDATED, not line.dated and line.document is not None)
        item.setIcon(1, icon(name, colours, colour))
        item.setForeground(1, QColor(getattr(colours, colour)))
        if not line.dated:
            item.setForeground(2, QColor(colours.warning))
        item.setToolTip(0, as_tip(line.path))
        if line.document is not None:
            item.setForeground(0, QColor(colours.accent))
            item.setToolTip(0, as_tip(f"Double-click to open the article\n{line.path}"))
        item.setToolTip(1, as_tip(texts[1]))
        for column in _NUMBERS:
            item.setTextAlignment(
                column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            )
        return item

    def _selected(self) -> int | None:
        """The document of the selected row; None where there are several or it has none."""
        items = self.list.selectedItems()
        return items[0].data(0, _NUMBER) if len(items) == 1 else None

    def _offer(self) -> None:
        self.original.setEnabled(self._selected() is not None)

    def _want_original(self) -> None:
        number = self._selected()
        if number is not None:
            self.original_wanted.emit(number)

    def _open(self, item: QTreeWidgetItem) -> None:
        number = item.data(0, _NUMBER)
        if number is not None:
            self.article_wanted.emit(number)


def _did(document: "DocumentReport") -> bool:
    """Whether the import altered anything for this document."""
    return document.status == "imported" or (
        document.status == "unchanged" and document.reason is not None
    )


def report_lines(report: "ImportReport") -> list[Line]:
    """The rows of a report: files left out first, then those without a date, not reached last."""
    order = {"skipped": 0, "unknown": 1}
    documents = sorted(
        report.documents, key=lambda each: order.get(each.status, order.get(each.basis or "", 2))
    )
    skipped = sum(each.status == "skipped" for each in documents)
    lines = [
        replace(_line(each), name=_name(each), document=each.document_id) for each in documents
    ]
    remarks = [Line(each.path, _capital(each.text), _LEFT_OUT) for each in report.remarks]
    # A user who stopped it knows the rest was not read; otherwise the files are listed.
    left = [Line(path, "Not tried", _HERE) for path in report.left if report.ended]
    return [*lines[:skipped], *remarks, *lines[skipped:], *left]


def _name(document: "DocumentReport") -> str:
    """The file's name; of an article among others its number there and its title as well."""
    name, place = Path(document.path).name, document.place
    if place.ordinal is None:
        return name
    return one_line(
        f"{name} · {place.ordinal:,} · {place.title or place.inside or ''}".rstrip(" ·")
    )


def _line(document: "DocumentReport") -> Line:
    if document.status == "skipped":
        return Line(document.path, f"Left out: {document.reason}", _LEFT_OUT)
    day = document.published
    date = f"{describe(day)}, {document.basis}" if day else "date unknown"
    if document.status != "imported":
        result = _capital(document.reason) if document.reason else "Already in the chronicle"
        return Line(document.path, result, _HERE, date, day is not None)
    reason = f": {document.reason}" if document.reason else ""
    if not document.events:
        return Line(document.path, f"Read, no events found{reason}", _HERE, date, day is not None)
    numbers = (f"{document.events:,}", f"{document.people:,}")
    return Line(document.path, f"Read{reason}", _READ, date, day is not None, numbers)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _left_out(report: "ImportReport") -> str:
    """What to call what was left out: files, unless there is an article of several among them."""
    skipped = (each for each in report.documents if each.status == "skipped")
    return "article" if any(each.place.ordinal is not None for each in skipped) else "file"


def summary(report: "ImportReport") -> str:
    """The report in one line: "Read 3 articles: 41 events, 23 people. 1 file left out."."""
    read = [each for each in report.documents if each.status == "imported"]
    known = [each for each in report.documents if each.status == "unchanged"]
    dated = sum(each.reason is not None for each in known)
    skipped = sum(each.status == "skipped" for each in report.documents)
    parts = []
    if read:
        told = (sum(each.events for each in read), sum(each.people for each in read))
        events, people = report.found or told
        found = f"{counted(events, 'event')}, {counted(people, 'person', 'people')}"
        parts.append(f"Read {counted(len(read), 'article')}: {found}.")
    if len(known) > dated:
        parts.append(f"{counted(len(known) - dated, 'article')} already in the chronicle.")
    if dated:
        parts.append(f"{counted(dated, 'publication date')} set.")
    if report.undated:
        parts.append(f"{counted(report.undated, 'article')} without a date.")
    if skipped:
        parts.append(f"{counted(skipped, _left_out(report))} left out.")
    if report.stopped or report.ended:
        begin = "Import stopped." if report.stopped else f"Import ended early. {report.ended}"
        parts = [begin, *(parts or ["Nothing was read."])]
    if report.left:
        parts.append(f"{counted(len(report.left), 'file')} not read.")
    return " ".join(parts) or "There was nothing to import."
