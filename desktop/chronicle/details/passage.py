"""The passage that tells of an event, in its surroundings."""

from PySide6.QtCore import QByteArray, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QFont,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from desktop.theme.theme import Theme
from models.queries.marks import Marks
from models.queries.rows import PassageRow

AROUND = 400
"""Characters of the document shown on either side of a passage."""


class Passage(QTextEdit):
    """A passage in its surroundings, the words that tell of the event marked. Never markup."""

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
        self.setMinimumHeight(160)

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:  # noqa: N802 - Qt's name
        """Nothing outside the text is ever fetched; a space, as for nothing Qt reads the file."""
        return QByteArray(b" ")

    def put(self, passage: PassageRow | None) -> None:
        """Show this one; what is shown already stays as one has scrolled it."""
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
        begin = cursor.position()
        cursor.insertText(passage.quote[:first], quote)
        cursor.insertText(passage.quote[first:last], trigger)
        cursor.insertText(passage.quote[last:], quote)
        cursor.insertText(_end_of(passage), around)
        cursor.setPosition(begin)
        self.setTextCursor(cursor)
        self._to_passage()
        self._draw_marks()

    def mark(self, marks: Marks) -> None:
        """Mark these words, wherever they stand in what is shown."""
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
        """Keep the passage in sight."""
        super().resizeEvent(event)
        self._to_passage()

    def _to_passage(self) -> None:
        top = self.cursorRect().top() + self.verticalScrollBar().value()
        self.verticalScrollBar().setValue(max(0, top - self.viewport().height() // 3))


def _units(text: str) -> int:
    """How long Qt thinks a text is: letters beyond the first 65,536 count twice."""
    return len(text) + sum(letter > "\uffff" for letter in text)


def _start_of(passage: PassageRow) -> str:
    """The surroundings from the first whole word on."""
    before = passage.before
    if len(before) == passage.start or not before:  # it is the start of the document
        return before.lstrip()
    rest = before.split(maxsplit=1)
    return "… " + (rest[1] if len(rest) > 1 and not before[0].isspace() else before.lstrip())


def _end_of(passage: PassageRow) -> str:
    """The surroundings to the last whole word."""
    after = passage.after
    if len(after) < AROUND:  # it is the end of the document
        return after.rstrip()
    whole = after if after[-1].isspace() else after.rsplit(maxsplit=1)[0]
    return whole.rstrip() + " …"
