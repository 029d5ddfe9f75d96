"""The passage that reports an event, in its surroundings."""

from functools import partial
from math import ceil

from PySide6.QtCore import QByteArray, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from desktop.tables.making import with_words
from desktop.theme.theme import Theme
from models.queries.marks import Marks
from models.queries.rows import PassageRow

_CUT = "… "
AROUND = 300
"""Characters of the document shown on either side of a passage."""


class Passage(QTextEdit):
    """A passage in its surroundings, with the trigger words marked. Always plain text."""

    mention_wanted = Signal(int, int)
    """The name at a letter of a document is somebody else's."""
    make_wanted = Signal()
    """The words selected are to become an event."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._passage: PassageRow | None = None
        self._marks = Marks()
        self.setObjectName("detailSource")
        self.setAccessibleName("Passage")
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("bare", True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:  # noqa: N802 - Qt's name
        """Nothing outside the text is ever fetched; a space, as for nothing Qt reads the file."""
        return QByteArray(b" ")

    def put(self, passage: PassageRow | None) -> None:
        """Show this one; what is shown already stays as it is, with what is marked in it."""
        if passage is None or passage != self._passage:
            self._passage = passage
            self.again()

    def again(self) -> None:
        """Draw it again, in the colours now in use.

        The text goes in as plain pieces, so that no markup can act.
        """
        passage = self._passage
        self.clear()
        self.setExtraSelections([])
        if passage is None:
            return
        colours = self._theme.colours
        around, quote, trigger = QTextCharFormat(), QTextCharFormat(), QTextCharFormat()
        around.setForeground(QColor(colours.quiet))
        quote.setForeground(QColor(colours.text))
        quote.setBackground(QColor(colours.passage))
        trigger.setForeground(QColor(colours.on_trigger))
        trigger.setBackground(QColor(colours.trigger))
        trigger.setFontWeight(QFont.Weight.DemiBold)
        first = passage.trigger_start - passage.start
        last = passage.trigger_end - passage.start
        cursor = QTextCursor(self.document())
        spaced = QTextBlockFormat()
        spaced.setLineHeight(130, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.setBlockFormat(spaced)
        cursor.insertText(_start_of(passage), around)
        cursor.insertText(passage.quote[:first], quote)
        cursor.insertText(passage.quote[first:last], trigger)
        cursor.insertText(passage.quote[last:], quote)
        cursor.insertText(_end_of(passage), around)
        self._draw_marks()

    def selected(self) -> tuple[int, int, int] | None:
        """The document and the stretch of its text that is selected."""
        passage, cursor = self._passage, self.textCursor()
        if passage is None or not cursor.hasSelection():
            return None
        ends = (cursor.selectionStart(), cursor.selectionEnd())
        start, end = (self._place(passage, each) for each in ends)
        text = self.toPlainText()
        moved = passage.start - len(_start_of(passage))
        words = text[start - moved : end - moved]
        start += len(words) - len(words.lstrip())
        end -= len(words) - len(words.rstrip())
        return (passage.document_id, start, end) if start < end else None

    def _place(self, passage: PassageRow, position: int) -> int:
        """The letter of the document at a position, apart from the marks of what was cut off."""
        text = self.toPlainText()
        before, after = _start_of(passage), _end_of(passage)
        first = len(_CUT) if before.startswith(_CUT) else 0
        last = len(text) - (len(_CUT) if after.endswith(_CUT[::-1]) else 0)
        found = min(max(_letters(text, position), first), last)
        return found + passage.start - len(before)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to make an event of what is selected, and to say that a name is another's."""
        cursor = self.textCursor()
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        if not by_key and not cursor.hasSelection():
            cursor = self.cursorForPosition(self.viewport().mapFrom(self, event.pos()))
        other = None
        if (shown := self._passage) is not None:
            at = self._place(shown, cursor.selectionStart())
            other = partial(self.mention_wanted.emit, shown.document_id, at)
        words = self.selected()
        menu = with_words(self.createStandardContextMenu(), words, self.make_wanted, other)
        menu.popup(event.globalPos())

    def mark(self, marks: Marks) -> None:
        """Mark these words wherever they occur."""
        if marks != self._marks:
            self._marks = marks
            self._draw_marks()

    def _draw_marks(self) -> None:
        made = []
        shown = QTextCharFormat()
        colours = self._theme.colours
        shown.setBackground(QColor(colours.found))
        shown.setForeground(QColor(colours.on_found))
        shown.setFontUnderline(True)
        text = self.toPlainText()
        for start, end in self._marks.spans(text):
            each = QTextEdit.ExtraSelection()
            each.format = shown
            each.cursor = QTextCursor(self.document())
            each.cursor.setPosition(_units(text[:start]))
            each.cursor.setPosition(_units(text[:end]), QTextCursor.MoveMode.KeepAnchor)
            made.append(each)
        self.setExtraSelections(made)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrower pane makes more lines of it."""
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        """As high as its lines; the area around it scrolls."""
        return QSize(200, self.minimumHeight())

    def _fit(self) -> None:
        self.setFixedHeight(ceil(self.document().size().height()))


def _letters(text: str, units: int) -> int:
    """How many letters a text has up to where Qt counts so many."""
    found = min(units, len(text))
    while found and _units(text[:found]) > units:
        found -= 1
    return found


def _units(text: str) -> int:
    """How long Qt thinks a text is: letters beyond the first 65,536 count twice."""
    return len(text) + sum(letter > "\uffff" for letter in text)


def _start_of(passage: PassageRow) -> str:
    """The surroundings from the first whole word on."""
    before = passage.before
    if len(before) == passage.start or not before:  # it is the start of the document
        return before.lstrip()
    rest = before.split(maxsplit=1)
    return _CUT + (rest[1] if len(rest) > 1 and not before[0].isspace() else before.lstrip())


def _end_of(passage: PassageRow) -> str:
    """The surroundings to the last whole word."""
    after = passage.after
    if len(after) < AROUND:  # it is the end of the document
        return after.rstrip()
    whole = after if after[-1].isspace() else after.rsplit(maxsplit=1)[0]
    return whole.rstrip() + " …"
