"""The picture of the date histogram: bars to look at, to brush and to walk through by key."""

from collections.abc import Sequence
from functools import cache
from math import floor

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleValueChangeEvent,
    QBrush,
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QGestureEvent,
    QPinchGesture,
    QSizePolicy,
    QToolTip,
    QWidget,
)

from desktop.chronicle.spans import (
    Span,
    Unit,
    home,
    in_sight,
    labels,
    panned,
    top_of,
    zoomed,
)
from desktop.theme.theme import Theme, tabular
from models.dates.interval import Day

Days = tuple[Day | None, Day | None]
"""A range: the first and the last day; None is open."""

NOWHEN: Days = (2**40, -(2**40))
"""A range that no bar lies in: only undated events are wanted."""

_SIDE = 10  # free on either side of the bars
_HIGH = 46  # of the highest bar
_EDGE = 5  # so near to the edge of the brush a press takes hold of it
_NARROWEST = 4  # of a bar, with the gap beside it
_TILE = 5  # of the hatching
_MOST = 180  # bars: more are a comb, not a picture, however wide the window
_STEP = 1.5  # of one turn of the wheel or press of a key
_DROWNED = 4  # so many times as high as the most certain events a bar drowns them
_GAP_FROM_TOP = 4
_GAP_HIGH = 3  # of the mark of a bar that is cut
_PATIENCE = 150  # milliseconds before the old picture is dimmed


class DateHistogram(QWidget):
    """Events by date under all other filters; dragging over it filters.

    Solid: certainly then. Hatched, on top: possibly then, as the date is less exact than a bar.
    The scale is linear and starts at zero; a bar is two pixels high at least. It follows the
    certain events where the possible ones would drown them: a bar that goes beyond it is cut,
    shows a gap near its top, and the scale says so.
    """

    brushed = Signal(object, bool)
    """Days wanted, or None for any; whether that is final (released, pressed) or still moving."""
    moved = Signal()
    """Other days or other units are in sight: they must be counted."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._extent: tuple[Day, Day] | None = None
        self._span: Span | None = None  # None: nothing is dated
        self._whole = True  # everything is in sight, and stays so
        self._drawn: Span | None = None  # what the bars are of
        self._bars: Sequence[tuple[int, int]] = ()
        self._brush: Days | None = None
        self._inside: Days | None = None
        self._cursor: int | None = None
        self._anchor: int | None = None
        self._hover: int | None = None
        self._press: _Press | None = None
        self._before: Days | None = None  # the brush before a click that may become a double one
        self._turned = 0.0
        self._dim = False
        self._note = ""
        self._measure: tuple[str, QFont, int] = ("", QFont(), 0)
        self._late = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._late.timeout.connect(self._dimmed)
        self._click = QTimer(self, singleShot=True)
        self._click.timeout.connect(lambda: self.brushed.emit(self._brush, True))
        self.setObjectName("dateHistogram")
        self.setAccessibleName("Events by date")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.grabGesture(Qt.GestureType.PinchGesture)
        theme.changed.connect(self.update)
        self._describe()

    # What is shown

    @property
    def span(self) -> Span | None:
        """The buckets in sight; None: there is nothing dated."""
        return self._span

    @property
    def brush(self) -> Days | None:
        """The days that are filtered for; None: any."""
        return self._brush

    @property
    def cursor_bucket(self) -> int | None:
        """The bucket that the keys stand on."""
        return self._cursor

    @property
    def is_whole(self) -> bool:
        """Whether everything is in sight."""
        return self._whole

    def most(self) -> int:
        """How many bars can be told apart here."""
        return min(max(20, self._wide() // _NARROWEST), _MOST)

    def put(
        self,
        extent: tuple[Day, Day] | None,
        span: Span | None,
        bars: Sequence[tuple[int, int]],
        note: str = "",
    ) -> None:
        """Draw these: the certain and the possible events of each bucket of ``span``.

        ``note`` is said where there is nothing to draw.
        """
        self._late.stop()
        self._dim = False
        self._extent, self._note = extent, note
        self._look_at(span)
        self._drawn, self._bars = span, tuple(bars)
        self._describe()
        self.update()

    def wait(self) -> None:
        """New bars are on their way: the old ones stay, dimmed if it takes long."""
        if not self._dim and not self._late.isActive():
            self._late.start()

    def show_range(self, brush: Days | None, inside: Days | None) -> None:
        """Show what is filtered: ``brush`` by the date fields, ``inside`` by those and the line.

        Nobody is told.
        """
        if self._press is None and brush != self._brush:
            self._click.stop()  # a click that waited to be a double one is overtaken
            self._brush = brush
            self._describe()
            self.update()
        if inside != self._inside:
            self._inside = inside
            self.update()

    def zoom(self, factor: float, at: Day | None = None) -> None:
        """``factor`` times as many days in sight; around the cursor unless a day is given."""
        whole = self._everything()
        if self._span is None or whole is None:
            return
        if at is None:
            at = self._middle(self._span)
        self._go(zoomed(self._span, at, factor, whole, self.most()), whole)

    def zoom_in(self) -> None:
        """Fewer days in sight."""
        self.zoom(1 / _STEP)

    def zoom_out(self) -> None:
        """More days in sight."""
        self.zoom(_STEP)

    def show_all(self) -> None:
        """Everything there is in sight."""
        whole = self._everything()
        if whole is not None:
            self._go(whole, whole)

    def words(self, index: int) -> str:
        """A bucket and its counts: "March 2024: 12 certain, 3 possible"."""
        assert self._span
        named = self._span.unit.words(index)
        found = self._counts(index)
        if found is None:
            return f"{named}: being counted"
        certain, possible = found
        return f"{named}: {certain:,} certain, {possible:,} possible"

    def counts(self, index: int) -> tuple[int, int] | None:
        """The certain and the possible events of a bucket; None while they are not known."""
        return self._counts(index)

    # Geometry

    def bar_rect(self, index: int) -> QRect:
        """The column of a bucket in sight, from top to bottom of the bars."""
        assert self._span
        left, right = (self._x(index - self._span.first + n) for n in (0, 1))
        return QRect(left, self._top(), max(1, right - left), self._ground() - self._top())

    def sizeHint(self) -> QSize:
        """A line for the scale, the bars, a line for the dates."""
        return QSize(400, self._top() + _HIGH + self._line() + 6)

    def minimumSizeHint(self) -> QSize:
        """Never squeezed from above."""
        return QSize(160, self.sizeHint().height())

    def _small(self) -> QFont:
        return self._measured()[1]

    def _line(self) -> int:
        return self._measured()[2]

    def _measured(self) -> tuple[str, QFont, int]:
        """The small font and its height; asked for at every bar, measured once a font."""
        key = self.font().key()
        if key != self._measure[0]:
            font = tabular(self.font())
            font.setPointSizeF(font.pointSizeF() - 1)
            self._measure = (key, font, QFontMetrics(font).height())
        return self._measure

    def _top(self) -> int:
        return self._line() + 5

    def _ground(self) -> int:
        return self.height() - self._line() - 6

    def _wide(self) -> int:
        return max(1, self.width() - 2 * _SIDE)

    def _x(self, place: float) -> int:
        assert self._span
        return _SIDE + round(min(max(place / self._span.count, -0.1), 1.1) * self._wide())

    def _place(self, x: float) -> float:
        assert self._span
        return (x - _SIDE) / self._wide() * self._span.count

    def _edges(self) -> tuple[int | None, int | None]:
        """Where the brush begins and ends, in pixels; None where it is open or not there."""
        if self._brush is None or self._span is None:
            return None, None
        start, end = self._brush
        return (
            None if start is None else self._x(self._span.place(start)),
            None if end is None else self._x(self._span.place(end + 1)),
        )

    def _everything(self) -> Span | None:
        return None if self._extent is None else home(*self._extent, self.most())

    def _middle(self, span: Span) -> Day:
        index = span.first + span.count // 2 if self._cursor is None else self._cursor
        return (span.unit.start(index) + span.unit.end(index)) // 2

    # Moving

    def _go(self, span: Span, whole: Span) -> None:
        if span == self._span:
            return
        self._whole = span == whole
        self._look_at(span)
        self.wait()
        self.update()
        self.moved.emit()

    def _look_at(self, span: Span | None) -> None:
        """Show these buckets; the cursor stays on its day."""
        before, self._span = self._span, span
        if span == before:
            return
        self._hover = None
        if span is None or before is None or self._cursor is None:
            self._cursor = self._anchor = None
            return
        day = self._middle(before)
        self._cursor = min(max(span.unit.index(day), span.first), span.last)
        self._anchor = None
        self._describe()

    def _walk(self, to: int, *, extend: bool) -> None:
        """Move the cursor to a bucket, and the view with it if need be."""
        span, whole = self._span, self._everything()
        assert span
        assert whole
        start = self._anchor if self._anchor is not None else self._cursor
        lowest, highest = span.unit.index(whole.start), span.unit.index(whole.end)
        self._cursor = to = min(max(to, lowest), highest)
        anchor = start if extend else None
        if not span.first <= to <= span.last:
            by = to - span.first if to < span.first else to - span.last
            self._go(panned(span, by, whole), whole)
            self._cursor = to
        self._anchor = anchor
        self._describe()
        self.update()

    def _chosen(self) -> tuple[int, int] | None:
        """The buckets under the cursor and its extension."""
        if self._cursor is None:
            return None
        other = self._cursor if self._anchor is None else self._anchor
        return min(self._cursor, other), max(self._cursor, other)

    def _take(self, first: int, last: int, *, final: bool) -> None:
        assert self._span
        unit = self._span.unit
        self._set_brush((unit.start(first), unit.end(last)), final=final)

    def _set_brush(self, days: Days | None, *, final: bool) -> None:
        self._click.stop()
        same = days == self._brush
        self._brush = days
        self._anchor = None
        self._describe()
        self.update()
        if final or not same:
            self.brushed.emit(days, final)

    # Events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, with Shift they extend; Enter filters; Escape gives all dates back."""
        key = Qt.Key
        if event.key() == key.Key_Escape and (self._anchor is not None or self._brush):
            if self._anchor is not None:
                self._anchor = None
                self._describe()
                self.update()
            else:
                self._set_brush(None, final=True)
            return
        if self._span is None or not self._press_key(event):
            super().keyPressEvent(event)

    def _press_key(self, event: QKeyEvent) -> bool:
        key, span = Qt.Key, self._span
        assert span
        if self._cursor is None:
            self._cursor = self._first_stop()
        extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        steps = {
            key.Key_Left: self._cursor - 1,
            key.Key_Right: self._cursor + 1,
            key.Key_Home: self._cursor - 10**9,
            key.Key_End: self._cursor + 10**9,
            key.Key_PageUp: self._cursor - span.count,
            key.Key_PageDown: self._cursor + span.count,
        }
        pressed = key(event.key())
        if pressed in steps:
            self._walk(steps[pressed], extend=extend)
        elif pressed in (key.Key_Return, key.Key_Enter, key.Key_Space):
            chosen = self._chosen()
            assert chosen
            self._take(*chosen, final=True)
        elif pressed in (key.Key_Plus, key.Key_Equal, key.Key_Up):
            self.zoom_in()
        elif pressed in (key.Key_Minus, key.Key_Underscore, key.Key_Down):
            self.zoom_out()
        elif pressed == key.Key_0:
            self.show_all()
        else:
            return False
        return True

    def _first_stop(self) -> int:
        """Where the keys begin: at the brush, else at the last bar with events."""
        span = self._span
        assert span
        if self._brush and self._brush[0] is not None:
            return min(max(span.unit.index(self._brush[0]), span.first), span.last)
        filled = [i for i in range(span.first, span.last + 1) if sum(self._counts(i) or (0, 0))]
        return filled[-1] if filled else span.last

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of an edge of the brush, or begin a new one."""
        if event.button() != Qt.MouseButton.LeftButton or self._span is None:
            super().mousePressEvent(event)
            return
        x = event.position().x()
        edge = self._edge_at(x)
        bucket = self._span.bucket(self._place(x))
        self._before = self._brush
        self._press = _Press(x, bucket, edge)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Brush, or show what is under the pointer."""
        if self._span is None:
            return
        x = event.position().x()
        press = self._press
        if press is None:
            self._point(x)
            return
        if not press.dragged and abs(x - press.x) < QApplication.startDragDistance():
            return
        press.dragged = True
        at = self._place(x)
        if press.edge is None:
            bucket = self._span.bucket(at)
            first, last = sorted((press.bucket, bucket))
            self._take(first, last, final=False)
        else:
            self._drag_edge(press, at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The brush is as wanted; a click takes one bar."""
        press, self._press = self._press, None
        if press is None or event.button() != Qt.MouseButton.LeftButton:
            super().mouseReleaseEvent(event)
        elif press.dragged:
            self._set_brush(self._brush, final=True)
        elif press.edge is None and not self._click.isActive():
            # Drawn at once, asked for when it has not become a double click.
            self._take(press.bucket, press.bucket, final=False)
            self._cursor = press.bucket
            self._describe()
            self._click.start(QApplication.doubleClickInterval())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Look into a bar: a year's months, a month's days."""
        span, whole = self._span, self._everything()
        if event.button() != Qt.MouseButton.LeftButton or span is None or whole is None:
            return
        self._press = None
        if self._brush != self._before:
            self._set_brush(self._before, final=True)
        bucket = span.bucket(self._place(event.position().x()))
        if span.unit is not Unit.DAY:
            unit = Unit(span.unit - 1)
            first = max(unit.index(span.unit.start(bucket)), unit.index(whole.start))
            last = min(unit.index(span.unit.end(bucket)), unit.index(whole.end))
            self._go(Span(unit, first, last - first + 1), whole)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Up and down zooms at the pointer, sideways moves."""
        whole = self._everything()
        if self._span is None or whole is None:
            event.ignore()
            return
        turn = event.angleDelta()
        if abs(turn.x()) > abs(turn.y()):
            self._go(panned(self._span, -turn.x() // 40, whole), whole)
        elif turn.y():
            at = self._span.day(self._place(event.position().x()))
            self.zoom(_STEP ** (-turn.y() / 120), at)
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Pinch on a touch pad or screen zooms; a tooltip says what a bar counts."""
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture and self._span:
                at = self._span.day(self._place(event.position().x()))
                self._pinch(1 + event.value(), at)
                return True
        elif isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture) and self._span:
                middle = self.mapFromGlobal(pinch.centerPoint().toPoint())
                self._pinch(pinch.scaleFactor(), self._span.day(self._place(middle.x())))
                return True
        elif isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._tell(event)
            return True
        return super().event(event)

    def _pinch(self, scale: float, at: Day) -> None:
        """Fingers move in small steps: they are gathered until they make one of ours."""
        self._turned += scale - 1
        if abs(self._turned) > 0.12:
            self.zoom(1 / max(0.2, 1 + self._turned), at)
            self._turned = 0.0

    def _tell(self, event: QHelpEvent) -> None:
        index = self._bar_at(event.pos().x())
        if index is None:
            QToolTip.hideText()
        else:
            place = self.bar_rect(index).adjusted(0, 0, 0, self._line())
            QToolTip.showText(event.globalPos(), self.words(index), self, place)

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is pointed at any more."""
        self._hover = None
        self.update()
        super().leaveEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or fewer bars may fit."""
        super().resizeEvent(event)
        span = in_sight(self._extent, None if self._whole else self._span, self.most())
        if span != self._span and span is not None:
            self._look_at(span)
            self.wait()
            self.moved.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keys stand on a bar at once, and it is said."""
        super().focusInEvent(event)
        if self._cursor is None and self._span is not None:
            self._cursor = self._first_stop()
        self._describe()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was only extended and not asked for is let go."""
        super().focusOutEvent(event)
        self._anchor = None
        self.update()

    def _point(self, x: float) -> None:
        over = self._edge_at(x) is not None
        shape = Qt.CursorShape.SplitHCursor if over else Qt.CursorShape.ArrowCursor
        if self.cursor().shape() != shape:
            self.setCursor(shape)
        hover = None if over else self._bar_at(x)
        if hover != self._hover:
            self._hover = hover
            self.update()

    def _bar_at(self, x: float) -> int | None:
        if self._span is None or not _SIDE <= x < self.width() - _SIDE:
            return None
        return self._span.bucket(self._place(x))

    def _edge_at(self, x: float) -> int | None:
        """Which edge of the brush is here: 0 the first, 1 the last."""
        for side, edge in enumerate(self._edges()):
            if edge is not None and abs(edge - x) <= _EDGE and -1 <= edge - _SIDE <= self._wide():
                return side
        return None

    def _drag_edge(self, press: "_Press", at: float) -> None:
        span, brush = self._span, self._before
        assert span
        assert brush
        bucket = span.bucket(at)
        edge = span.first + min(max(floor(at + 0.5), 0), span.count)  # the nearest gap
        start, end = brush
        if press.edge == 0:
            start = span.unit.start(edge)
            if end is not None and start > end:
                start = span.unit.start(span.unit.index(end))
        else:
            end = span.unit.end(edge - 1)
            if start is not None and end < start:
                end = span.unit.end(span.unit.index(start))
        self._hover = bucket
        self._set_brush((start, end), final=False)

    def _dimmed(self) -> None:
        self._dim = True
        self.update()

    def _counts(self, index: int) -> tuple[int, int] | None:
        drawn = self._drawn
        if drawn is None or self._span is None or drawn.unit is not self._span.unit:
            return None
        at = index - drawn.first
        return self._bars[at] if 0 <= at < len(self._bars) else None

    def _describe(self) -> None:
        """What a screen reader says: the bar under the keys, and what is filtered."""
        said = []
        chosen = self._chosen()
        if self._span is None:
            said.append(self._note or "No dated events")
        elif chosen is None or not self.hasFocus():
            unit = self._span.unit
            said.append(f"{unit.words(self._span.first)} to {unit.words(self._span.last)}")
        elif chosen[0] == chosen[1]:
            said.append(self.words(chosen[0]))
        else:
            words = self._span.unit.words
            said.append(f"{words(chosen[0])} to {words(chosen[1])}, Enter filters")
        if self._brush:
            said.append(f"filtered: {_range_words(self._brush)}")
        text = "; ".join(said)
        if text != self.accessibleDescription():
            self.setAccessibleDescription(text)
            if QAccessible.isActive():
                QAccessible.updateAccessibility(QAccessibleValueChangeEvent(self, text))

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Bars over the days filtered for, the scale over them, dates under them."""
        painter = QPainter(self)
        colours = self._theme.colours
        painter.setFont(self._small())
        if self._span is None or self._drawn is None:
            painter.setPen(QColor(colours.quiet))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._note)
        else:
            self._draw_brush(painter)
            self._draw_bars(painter, self._drawn)
            self._draw_axis(painter)
            self._draw_edges(painter)
            self._draw_cursor(painter)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)

    def _draw_brush(self, painter: QPainter) -> None:
        colours = self._theme.colours
        top, ground = self._top(), self._ground()
        if self._hover is not None and self._press is None:
            painter.fillRect(self.bar_rect(self._hover), QColor(colours.hover))
        if self._brush is None:
            return
        left, right = self._edges()
        start = _SIDE if left is None else max(_SIDE, left)
        end = self.width() - _SIDE if right is None else min(self.width() - _SIDE, right)
        if end > start:
            painter.fillRect(
                QRect(start, top, end - start, ground - top), QColor(colours.selection)
            )

    def _draw_bars(self, painter: QPainter, drawn: Span) -> None:
        colours = self._theme.colours
        top, ground = self._top(), self._ground()
        highest = scale_of(self._bars)
        painter.setPen(QPen(QColor(colours.hairline), 1))
        painter.drawLine(_SIDE, top, self.width() - _SIDE, top)
        painter.setPen(QPen(QColor(colours.border), 1))
        painter.drawLine(_SIDE, ground, self.width() - _SIDE, ground)
        painter.setOpacity(0.45 if self._dim else 1)
        for number, bar in enumerate(self._bars):
            if any(bar):
                self._draw_bar(painter, drawn, drawn.first + number, bar, highest)
        painter.setOpacity(1)
        painter.setPen(QColor(colours.quiet))
        if any(map(any, self._bars)):
            box = QRect(_SIDE, 3, self._wide(), top - 3)
            cut = any(sum(bar) > highest for bar in self._bars)
            told = f"{highest:,} – bars with a gap go higher" if cut else f"{highest:,}"
            painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft), told)
        else:
            box = QRect(_SIDE, top, self._wide(), ground - top)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self._note)

    def _draw_bar(
        self, painter: QPainter, drawn: Span, index: int, bar: tuple[int, int], highest: int
    ) -> None:
        span, colours = self._span, self._theme.colours
        assert span
        first, last = drawn.unit.start(index), drawn.unit.end(index)
        left, right = self._x(span.place(first)), self._x(span.place(last + 1))
        left, right = max(left, _SIDE), min(right, self.width() - _SIDE)
        if right <= left:
            return
        wide = right - left - (1 if right - left >= 3 else 0)
        colour = QColor(colours.accent if _meets(self._inside, first, last) else colours.faint)
        ground = self._ground()
        certain, possible = bar
        solid = max(2, round(certain / highest * _HIGH)) if certain else 0
        if possible:
            reach = min(certain + possible, highest)
            high = max(2, round(reach / highest * _HIGH) - solid)
            solid = min(solid, _HIGH - high)
            ratio = painter.device().devicePixelRatioF()
            place = QRect(left, ground - solid - high, wide, high)
            painter.setBrushOrigin(QPoint(0, ground))
            painter.fillRect(place, QBrush(_hatching(colour.name(), ratio)))
            painter.fillRect(QRect(left, place.top(), wide, 1), colour)
            if certain + possible > highest:
                gap = QRect(left, place.top() + _GAP_FROM_TOP, wide, _GAP_HIGH)
                painter.fillRect(gap, QColor(colours.window))
        painter.fillRect(QRect(left, ground - solid, wide, solid), colour)

    def _draw_axis(self, painter: QPainter) -> None:
        span, colours = self._span, self._theme.colours
        assert span
        measure = QFontMetrics(self._small())
        ground = self._ground()
        for label in labels(span, self._wide(), measure.horizontalAdvance):
            painter.setPen(QColor(colours.text if label.strong else colours.quiet))
            box = QRect(_SIDE + label.left, ground + 3, label.right - label.left + 2, self._line())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft), label.text)

    def _draw_edges(self, painter: QPainter) -> None:
        """The edges of the brush, with a grip each."""
        accent = QColor(self._theme.colours.accent)
        top, ground = self._top(), self._ground()
        for edge in self._edges():
            if edge is None or not -1 <= edge - _SIDE <= self._wide() + 1:
                continue
            painter.fillRect(QRect(edge - 1, top, 2, ground - top), accent)
            middle = (top + ground) // 2
            painter.fillRect(QRect(edge - 2, middle - 7, 4, 14), accent)

    def _draw_cursor(self, painter: QPainter) -> None:
        chosen = self._chosen()
        span = self._span
        if chosen is None or span is None or not self.hasFocus():
            return
        first, last = max(chosen[0], span.first), min(chosen[1], span.last)
        if first > last:
            return
        box = QRectF(self.bar_rect(first) | self.bar_rect(last)).adjusted(-0.5, 0.5, -0.5, 0.5)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        style = Qt.PenStyle.SolidLine if self._anchor is None else Qt.PenStyle.DashLine
        painter.setPen(QPen(QColor(self._theme.colours.text), 1, style))
        painter.drawRect(box)


class _Press:
    """A button of the mouse held down."""

    __slots__ = ("bucket", "dragged", "edge", "x")

    def __init__(self, x: float, bucket: int, edge: int | None) -> None:
        self.x, self.bucket, self.edge = x, bucket, edge
        self.dragged = False


def scale_of(bars: Sequence[tuple[int, int]]) -> int:
    """How many events the full height stands for.

    The highest bar fits, unless it is mostly of events that may be anywhere (of a whole year,
    without an end) and the certain ones would be a few pixels: then twice the most certain ones.
    """
    tallest = max((sum(bar) for bar in bars), default=0)
    surest = max((certain for certain, _ in bars), default=0)
    drowned = 0 < surest * _DROWNED < tallest
    return top_of(2 * surest if drowned else tallest)


def _meets(days: Days | None, first: Day, last: Day) -> bool:
    if days is None:
        return True
    start, end = days
    return (start is None or last >= start) and (end is None or first <= end)


def _range_words(days: Days) -> str:
    start, end = (None if day is None else Unit.DAY.words(day) for day in days)
    if start is None:
        return f"until {end}"
    return f"from {start}" if end is None else f"{start} to {end}"


@cache
def _hatching(colour: str, ratio: float) -> QPixmap:
    """Slanted lines, to be laid side by side."""
    tile = QPixmap(round(_TILE * ratio), round(_TILE * ratio))
    tile.fill(Qt.GlobalColor.transparent)
    tile.setDevicePixelRatio(ratio)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colour), 1.1))
    for shift in (-_TILE, 0, _TILE):
        painter.drawLine(QPointF(shift, _TILE), QPointF(shift + _TILE, 0))
    painter.end()
    return tile
