"""What was not taken of the article that is open: looked for on request, marked at the edge."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton

from desktop.jobs.reader import Lane, Reader
from desktop.sources.anew import Anew
from desktop.sources.edge import EdgeMark
from desktop.sources.text import ArticleText
from desktop.tables.words import counted
from models.queries.rows import DocumentDetail

if TYPE_CHECKING:  # loaded off the GUI thread, see desktop.archive
    from desktop.archive import Archive
    from models.reading.doc import Doc
    from models.reading.events.untaken import Untaken

_MARKS = {
    "date": ("A date, but no event", "calendar"),
    "quotation": ("A quotation, but no event", "kind-statement"),
    "name": ("A name and what it did, but no event", "person"),
}


class Seeking(QObject):
    """A switch that has the article read anew, and marks the sentences that gave no event."""

    changed = Signal()
    """Other sentences are marked than before."""
    told = Signal(str)
    """One sentence for the strip."""

    def __init__(self, text: ArticleText, anew: Anew, parent: QObject) -> None:
        super().__init__(parent)
        self._text = text
        self._anew = anew
        self._archive: Archive | None = None
        self._reader: Reader | None = None
        self._detail: DocumentDetail | None = None
        self._then = 0  # where to step when the marks have come
        self.button = QPushButton()
        self.button.setObjectName("untakenButton")
        self.button.setCheckable(True)
        self.button.setProperty("link", True)
        self.button.toggled.connect(self._seek)
        self._say("What was not taken?")

    def attach(self, archive: "Archive | None", reader: Reader | None) -> None:
        """Ask this chronicle, or none."""
        self._archive, self._reader = archive, reader
        self._detail = None

    def follow(self, detail: DocumentDetail | None) -> None:
        """This article is open now, or has been asked anew."""
        self._detail = detail
        self.button.setEnabled(detail is not None)
        if self.button.isChecked():
            self._seek(True)

    def step(self, by: int) -> None:
        """Choose the next (previous) sentence; look for them first, if nobody has."""
        if not self.button.isChecked():
            self._then = by
            self.button.setChecked(True)
            return
        edges = self._text.edges
        if not edges:
            return
        if self._text.edge >= 0:
            number = self._text.edge + by
        else:
            here = self._text.here()
            after = sum(edge.start <= here for edge in edges)
            number = after if by > 0 else after - 1
        self._text.edge_wanted.emit(min(max(number, 0), len(edges) - 1))

    def _seek(self, on: bool) -> None:
        if not on or self._detail is None:
            self._anew.stop()
            self._then = 0
            self._put(())
            self._say("What was not taken?")
            return
        self._say("Reading the article…")
        self._anew.ask(key_of(self._detail), self._ask, self._failed)

    def _ask(self, doc: "Doc") -> None:
        if self._archive is None or self._reader is None or self._detail is None:
            return
        if doc.text != self._detail.text:
            self._failed("This article has changed; open it again.")
            return
        taken = [(mark.trigger_start, mark.trigger_end) for mark in self._detail.marked]
        self._reader.ask("untaken", self._archive.untaken(doc, taken), self._found, lane=Lane.SIDE)

    def _found(self, found: "tuple[Untaken, ...]") -> None:
        if not self.button.isChecked():
            return
        marks = [EdgeMark(each.start, each.end, *_MARKS[each.sign.value]) for each in found]
        self._put(marks)
        self._say(f"{counted(len(marks), 'sentence')} not taken" if marks else "Nothing left out")
        by, self._then = self._then, 0
        if by and marks:
            self.step(by)

    def _failed(self, fault: str) -> None:
        self.button.setChecked(False)
        self.told.emit(fault)

    def _put(self, marks: "list[EdgeMark] | tuple[()]") -> None:
        self._text.put_edges(marks)
        self.changed.emit()

    def _say(self, words: str) -> None:
        self.button.setText(words)
        self.button.setAccessibleName(words)
        self.button.setToolTip(
            "Mark the sentences with a date, a quotation, or a name and what it did, "
            "from which no event was taken (F4, Shift+F4); Enter makes an event of one"
        )


def key_of(detail: DocumentDetail) -> tuple[int, str]:
    """By what an article that was read is known."""
    published = detail.row.published
    return detail.row.id, published.edtf if published else ""
