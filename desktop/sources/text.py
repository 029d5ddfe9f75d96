"""The whole text of an article with its events marked. Always plain text."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
    QTextLayout,
    QTextLine,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QTextEdit, QWidget

from desktop.sources.edge import Edge, EdgeMark
from desktop.sources.looks import chosen_format, mark_format
from desktop.sources.shown import ShownText
from desktop.tables.making import with_words
from desktop.tables.words import one_line
from desktop.theme.labels import show_tip, sized
from desktop.theme.theme import Theme, scaled
from models.queries.rows import MarkedEvent

_WIDEST = 720  # pixels of a line that is read with ease
_EDGE = 22  # pixels beside the text, for marks at the edge
_STARTED = 3  # pixels that the mouse may move in a click


class ArticleText(QPlainTextEdit):
    """A text in which events are marked; a click on a mark chooses its event."""

    event_wanted = Signal(int)
    """A mark was pressed."""
    edge_wanted = Signal(int)
    """A mark at the edge was pressed: its number."""
    mention_wanted = Signal(int)
    """The name at a letter is somebody else's."""
    make_wanted = Signal()
    """What is selected, or outlined at the edge, is to become an event."""
    letter = Signal(str)
    """A letter was pressed, which does not type anything here."""
    left = Signal()
    """Escape was pressed."""
    fitted = Signal(int, int)
    """The text has other margins: left and right of it, in pixels."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown = ShownText("")
        self._marks: tuple[MarkedEvent, ...] = ()
        self._edges: tuple[EdgeMark, ...] = ()
        self._chosen = 0
        self._edge = -1
        self._formatted: tuple[int, ...] = ()  # the lines that have marks
        self._pressed = QPoint()
        self.setObjectName("sourceText")
        self.setAccessibleName("Article")
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)
        sized(self, 1)
        self.document().setDocumentMargin(8)
        self._margin = Edge(theme, self)
        self._margin.wanted.connect(self.edge_wanted)
        self.updateRequest.connect(self._update_edge)
        theme.changed.connect(self._draw)

    # What it shows

    @property
    def text(self) -> str:
        """The text shown, with as many characters as that of the article."""
        return self._shown.text

    def put(self, shown: ShownText, marks: Sequence[MarkedEvent]) -> None:
        """Show a text with the passages of events; the same text stays where it is scrolled."""
        if shown.text != self._shown.text:
            self._edges, self._edge = (), -1
            self._shown, self._formatted = shown, ()
            self.setPlainText(shown.text)
        self._marks = tuple(marks)
        self._draw()

    def put_edges(self, marks: Sequence[EdgeMark]) -> None:
        """Mark these stretches at the edge."""
        chosen = self._edges[self._edge] if self._edge >= 0 else None
        self._edges = tuple(marks)
        self._edge = self._edges.index(chosen) if chosen in self._edges else -1
        self.viewport().update()
        self._margin.update()

    @property
    def edges(self) -> tuple[EdgeMark, ...]:
        """What is marked at the edge."""
        return self._edges

    @property
    def marks(self) -> tuple[MarkedEvent, ...]:
        """The passages of events, in the order of the text."""
        return self._marks

    @property
    def chosen(self) -> int:
        """The event that is outlined; 0: none."""
        return self._chosen

    def choose(self, event: int, *, scroll: bool = True) -> None:
        """Outline the passages of an event, and have the first one in sight."""
        self._chosen = event
        self._edge = -1
        self._draw_chosen()
        mine = [mark for mark in self._marks if mark.event.id == event]
        if mine and scroll and not any(self._is_seen(mark.trigger_start) for mark in mine):
            self._go_to(mine[0].trigger_start)
        self.setAccessibleDescription(
            one_line(self.text[mine[0].start : mine[0].end]) if mine else ""
        )

    def choose_edge(self, number: int) -> None:
        """Outline a stretch that is marked at the edge, and have it in sight."""
        self._edge = number
        self._chosen = 0
        self._draw_chosen()
        mark = self._edges[number]
        if not self._is_seen(mark.start):
            self._go_to(mark.start)
        self.setAccessibleDescription(f"{mark.why}: {one_line(self.text[mark.start : mark.end])}")

    @property
    def edge(self) -> int:
        """The number of the stretch marked at the edge that is outlined; -1: none."""
        return self._edge

    def here(self) -> int:
        """The character of the text that is looked at: what is outlined, else the first line."""
        stretches = self._outlined()
        if stretches:
            return stretches[0][0]
        return self._shown.of_qt(self.cursorForPosition(QPoint(_EDGE, 4)).position())

    def selected(self) -> tuple[int, int] | None:
        """The stretch of the article's text that is selected, without space around it."""
        cursor = self.textCursor()
        start = self._shown.of_qt(cursor.selectionStart())
        end = self._shown.of_qt(cursor.selectionEnd())
        words = self.text[start:end]
        start += len(words) - len(words.lstrip())
        end -= len(words) - len(words.rstrip())
        return (start, end) if start < end else None

    def forget_selection(self) -> None:
        """Nothing is selected any more."""
        cursor = self.textCursor()
        cursor.clearSelection()
        self.setTextCursor(cursor)

    # Where things are

    def _go_to(self, place: int) -> None:
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._shown.to_qt(place))
        self.setTextCursor(cursor)
        self.centerCursor()

    def _is_seen(self, place: int) -> bool:
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._shown.to_qt(place))
        return self.viewport().rect().adjusted(0, 8, 0, -8).contains(self.cursorRect(cursor))

    def _events_at(self, place: QPoint) -> list[MarkedEvent]:
        """The marks under the mouse: of the words it is on, else of none."""
        cursor = self.cursorForPosition(place)
        if not self.cursorRect(cursor).adjusted(-24, 0, 24, 0).contains(place):
            return []  # beside the end of a line
        at = self._shown.of_qt(cursor.position())
        return [mark for mark in self._marks if mark.trigger_start <= at <= mark.trigger_end]

    def _outlined(self) -> list[tuple[int, int]]:
        if 0 <= self._edge < len(self._edges):
            mark = self._edges[self._edge]
            return [(mark.start, mark.end)]
        return [(mark.start, mark.end) for mark in self._marks if mark.event.id == self._chosen]

    # Drawing

    def _draw(self) -> None:
        """Mark every event. The formats go to the lines, which are laid out when they are seen."""
        colours, document = self._theme.colours, self.document()
        made: dict[int, list[QTextLayout.FormatRange]] = {}
        for mark in self._marks:
            kind, review = mark.event.kind, mark.event.review
            for block, start, end in self._pieces(mark.trigger_start, mark.trigger_end):
                each = QTextLayout.FormatRange()
                each.start, each.length = start, end - start
                each.format = mark_format(kind, review, colours)
                made.setdefault(block.blockNumber(), []).append(each)
        touched = sorted({*made, *self._formatted})
        self._formatted = tuple(made)
        for number in touched:
            document.findBlockByNumber(number).layout().setFormats(made.get(number, []))
        if touched:
            first, last = map(document.findBlockByNumber, (touched[0], touched[-1]))
            reach = last.position() + last.length() - first.position()
            document.markContentsDirty(first.position(), reach)
        self._draw_chosen()

    def _pieces(self, start: int, end: int) -> list[tuple[QTextBlock, int, int]]:
        """A stretch as lines of the text with the positions in each."""
        first, last = self._shown.to_qt(start), self._shown.to_qt(end)
        found = []
        block = self.document().findBlock(first)
        while block.isValid() and block.position() < last:
            begin = max(first - block.position(), 0)
            found.append((block, begin, min(last - block.position(), block.length() - 1)))
            block = block.next()
        return found

    def _draw_chosen(self) -> None:
        """The trigger of the chosen event, over the marks of all."""
        made = []
        for mark in self._marks:
            if mark.event.id != self._chosen:
                continue
            each = QTextEdit.ExtraSelection()
            each.format = chosen_format(mark.event.review, self._theme.colours)
            each.cursor = QTextCursor(self.document())
            each.cursor.setPosition(self._shown.to_qt(mark.trigger_start))
            last = self._shown.to_qt(mark.trigger_end)
            each.cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
            made.append(each)
        self.setExtraSelections(made)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the text, then a line around what is chosen."""
        super().paintEvent(event)
        outlined = self._outlined()
        if not outlined:
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(self._theme.colours.accent), 1.5)
        if self._edge >= 0:
            pen.setStyle(Qt.PenStyle.DashLine)  # nothing was taken there
        painter.setPen(pen)
        for start, end in outlined:
            path = QPainterPath()
            path.setFillRule(Qt.FillRule.WindingFill)
            for place in chain.from_iterable(map(self._lines_of, self._pieces(start, end))):
                path.addRect(place.adjusted(-3, -1, 3, 1))
            painter.drawPath(path.simplified())

    def _lines_of(self, piece: tuple[QTextBlock, int, int]) -> list[QRectF]:
        """Where the words of a piece are on the screen, line by line, as far as they are seen."""
        block, start, end = piece
        top = self.blockBoundingGeometry(block).translated(self.contentOffset())
        if not block.isVisible() or not QRectF(self.viewport().rect()).intersects(top):
            return []
        layout, found = block.layout(), []
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            first, last = (
                max(start, line.textStart()),
                min(end, line.textStart() + line.textLength()),
            )
            if first >= last:
                continue
            left, right = _x(line, first), _x(line, last)
            found.append(
                QRectF(top.left() + left, top.top() + line.y(), right - left, line.height())
            )
        return found

    # Mouse and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a click begins."""
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a mark chooses its event; on one of several, the next of them."""
        super().mouseReleaseEvent(event)
        place = event.position().toPoint()
        moved = (place - self._pressed).manhattanLength() > _STARTED
        if event.button() != Qt.MouseButton.LeftButton or moved or self.textCursor().hasSelection():
            return
        found = list(dict.fromkeys(mark.event.id for mark in self._events_at(place)))
        if found:
            at = found.index(self._chosen) if self._chosen in found else -1
            self.event_wanted.emit(found[(at + 1) % len(found)])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Over a mark the mouse is a hand."""
        super().mouseMoveEvent(event)
        over = not event.buttons() and self._events_at(event.position().toPoint())
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(shape)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the article; Enter makes an event of what is selected or outlined.

        Letters are for reviewing.
        """
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._has_words():
            self.make_wanted.emit()
            return
        held = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if not held and event.text().isalpha():
            self.letter.emit(event.text().upper())
            return
        super().keyPressEvent(event)

    def _has_words(self) -> bool:
        return self._edge >= 0 or self.textCursor().hasSelection()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to make an event of what is selected, and to say that a name is another's."""
        words = True if self._has_words() else None
        cursor = self.textCursor()
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        if not by_key and not cursor.hasSelection():
            cursor = self.cursorForPosition(self.viewport().mapFrom(self, event.pos()))
        other = partial(self.mention_wanted.emit, self._shown.of_qt(cursor.selectionStart()))
        menu = with_words(self.createStandardContextMenu(), words, self.make_wanted, other)
        menu.popup(event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        """Say what is marked under the mouse."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            told = "\n".join(dict.fromkeys(map(told_of, self._events_at(event.pos()))))
            show_tip(self, event, told)
            return True
        return super().viewportEvent(event)

    # The edge

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a wide window the lines stay short enough to be read."""
        super().resizeEvent(event)
        self._fit()
        wide = self._edge_width
        left = self.viewport().x() - wide
        self._margin.setGeometry(left, 0, wide, self.viewport().height())

    def edges_seen(self) -> Iterator[tuple[int, QRectF]]:
        """The stretches marked at the edge that are in sight: number, first to last line."""
        foot = self.viewport().height()
        first = self._shown.of_qt(self.firstVisibleBlock().position())
        last = self._shown.of_qt(self.cursorForPosition(QPoint(10**6, foot)).position())
        begin = bisect_left(self._edges, first, key=lambda each: each.end)
        for number in range(begin, len(self._edges)):
            mark = self._edges[number]
            if mark.start > last:
                return
            lines = [
                line
                for piece in self._pieces(mark.start, mark.end)
                for line in self._lines_of(piece)
            ]
            if lines:
                yield number, QRectF(lines[0].topLeft(), lines[-1].bottomLeft())

    def _update_edge(self) -> None:
        self._margin.update()

    @property
    def _edge_width(self) -> int:
        return scaled(self.font(), _EDGE)

    def _fit(self) -> None:
        edge = self._edge_width
        spare = self.width() - edge - scaled(self.font(), _WIDEST)
        left, right = edge + max(0, spare // 2), max(0, spare // 2)
        now = self.viewportMargins()
        if (now.left(), now.right()) != (left, right):
            self.setViewportMargins(left, 0, right, 0)
            self.fitted.emit(left, right)
            # Qt lays lines out in the width there was before; to set the mode makes it look again.
            self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
            self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)


def told_of(mark: MarkedEvent) -> str:
    """An event in a line, for a tooltip."""
    event = mark.event
    rejected = "Rejected: " if event.review == "rejected" else ""
    return one_line(f"{rejected}{event.kind.capitalize()} · {event.when} · {event.summary}")


def _x(line: QTextLine, position: int) -> float:
    found: object = line.cursorToX(position)
    return float(found[0] if isinstance(found, tuple) else found)  # type: ignore[arg-type]
