"""The date histogram as one handles it: bars to brush and to walk through by key."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QGestureEvent, QPinchGesture, QToolTip, QWidget

from desktop.chronicle.histogram.ruler import Ruler
from desktop.chronicle.histogram.view import BarsView
from desktop.scale.brush import Days, dragged
from desktop.scale.spans import Span
from desktop.theme.theme import Theme
from models.dates.interval import Day

_STEP = 1.5  # of one turn of the wheel or press of a key
_FAR = 10**9  # buckets


class DateHistogram(BarsView):
    """Events by date under all other filters; dragging over it filters."""

    brushed = Signal(object, bool)
    """Days wanted, or None for any; whether that is final (released, pressed) or still moving."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._press: _Press | None = None
        self._before: Days | None = None  # the brush before a click that may become a double one
        self._turned = 0.0
        self._click = QTimer(self, singleShot=True)
        self._click.timeout.connect(lambda: self.brushed.emit(self._brush, True))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.grabGesture(Qt.GestureType.PinchGesture)

    def show_range(self, brush: Days | None, inside: Days | None) -> None:
        """Show what is filtered: ``brush`` by the date fields, ``inside`` by those and the line.

        Emits nothing.
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
        self._go(self._sight.zoom(factor, at, self.most()))

    def zoom_in(self) -> None:
        """Fewer days in sight."""
        self.zoom(1 / _STEP)

    def zoom_out(self) -> None:
        """More days in sight."""
        self.zoom(_STEP)

    def show_all(self) -> None:
        """Everything there is in sight."""
        self._go(self._sight.show_all(self.most()))

    def _walk(self, to: int, *, extend: bool) -> None:
        self._go(self._sight.walk(to, self.most(), extend=extend))
        self._describe()
        self.update()

    def _take(self, first: int, last: int, *, final: bool) -> None:
        assert self.span
        unit = self.span.unit
        self._set_brush((unit.start(first), unit.end(last)), final=final)

    def _set_brush(self, days: Days | None, *, final: bool) -> None:
        self._click.stop()
        same = days == self._brush
        self._brush = days
        self._sight.anchor = None
        self._describe()
        self.update()
        if final or not same:
            self.brushed.emit(days, final)

    # Events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, with Shift they extend; Enter filters; Escape gives all dates back."""
        extended = self._sight.anchor is not None
        if event.key() == Qt.Key.Key_Escape and (extended or self._brush):
            if extended:
                self._sight.anchor = None
                self._describe()
                self.update()
            else:
                self._set_brush(None, final=True)
            return
        if self.span is None or not self._press_key(event, self.span):
            super().keyPressEvent(event)

    def _press_key(self, event: QKeyEvent, span: Span) -> bool:
        key = Qt.Key
        at = self._stand(span)
        extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        steps = {
            key.Key_Left: at - 1,
            key.Key_Right: at + 1,
            key.Key_Home: at - _FAR,
            key.Key_End: at + _FAR,
            key.Key_PageUp: at - span.count,
            key.Key_PageDown: at + span.count,
        }
        pressed = key(event.key())
        if pressed in steps:
            self._walk(steps[pressed], extend=extend)
        elif pressed in (key.Key_Return, key.Key_Enter, key.Key_Space):
            chosen = self._sight.chosen()
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

    def _stand(self, span: Span) -> int:
        """The bucket under the keyboard cursor; where the cursor starts if it is on none yet."""
        if self._sight.cursor is None:
            self._sight.cursor = self._first_stop(span)
        return self._sight.cursor

    def _first_stop(self, span: Span) -> int:
        """Where the keys begin: at the brush, else at the last bar with events."""
        if self._brush and self._brush[0] is not None:
            return min(max(span.unit.index(self._brush[0]), span.first), span.last)
        filled = [i for i in range(span.first, span.last + 1) if sum(self.counts(i) or (0, 0))]
        return filled[-1] if filled else span.last

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of an edge of the brush, or begin a new one."""
        ruler = self._ruler()
        if event.button() != Qt.MouseButton.LeftButton or ruler is None:
            super().mousePressEvent(event)
            return
        x = event.position().x()
        bucket = ruler.span.bucket(ruler.place(x))
        self._before = self._brush
        self._hover = None
        self._press = _Press(x, bucket, ruler.edge(self._brush, x))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Brush, or show what is under the pointer."""
        ruler = self._ruler()
        if ruler is None:
            return
        x = event.position().x()
        press = self._press
        if press is None:
            self._point(ruler, x)
            return
        if not press.dragged and abs(x - press.x) < QApplication.startDragDistance():
            return
        press.dragged = True
        place = ruler.place(x)
        if press.edge is None:
            first, last = sorted((press.bucket, ruler.span.bucket(place)))
            self._take(first, last, final=False)
        elif self._before is not None:
            self._set_brush(dragged(self._before, ruler.span, press.edge, place), final=False)

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
            self._sight.cursor = press.bucket
            self._describe()
            self._click.start(QApplication.doubleClickInterval())
        if press is not None and (ruler := self._ruler()) is not None:
            self._point(ruler, event.position().x())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Look into a bar: a year's months, a month's days."""
        ruler = self._ruler()
        if event.button() != Qt.MouseButton.LeftButton or ruler is None:
            return
        self._press = None
        if self._brush != self._before:
            self._set_brush(self._before, final=True)
        bucket = ruler.span.bucket(ruler.place(event.position().x()))
        self._go(self._sight.look_into(bucket, self.most()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Up and down zooms at the pointer, sideways moves."""
        if self.span is None:
            event.ignore()
            return
        turn = event.angleDelta()
        if abs(turn.x()) > abs(turn.y()):
            self._go(self._sight.pan(-turn.x() // 40, self.most()))
        elif turn.y():
            self.zoom(_STEP ** (-turn.y() / 120), self._day(event.position().x()))
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Pinch on a touch pad or screen zooms; a tooltip says what a bar counts."""
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture and self.span:
                self._pinch(1 + event.value(), event.position().x())
                return True
        elif isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture) and self.span:
                middle = self.mapFromGlobal(pinch.centerPoint().toPoint())
                self._pinch(pinch.scaleFactor(), middle.x())
                return True
        elif isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._tell(event)
            return True
        return super().event(event)

    def _pinch(self, scale: float, x: float) -> None:
        """Fingers move in small steps: they are gathered until they make one of ours."""
        self._turned += scale - 1
        if abs(self._turned) > 0.12:
            self.zoom(1 / max(0.2, 1 + self._turned), self._day(x))
            self._turned = 0.0

    def _day(self, x: float) -> Day | None:
        ruler = self._ruler()
        return None if ruler is None else ruler.span.day(ruler.place(x))

    def _tell(self, event: QHelpEvent) -> None:
        ruler = self._ruler()
        index = None if ruler is None else ruler.bucket(event.pos().x())
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

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard cursor is put on a bar at once, and announced."""
        super().focusInEvent(event)
        if self.span is not None:
            self._stand(self.span)
        self._describe()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was only extended and not asked for is let go."""
        super().focusOutEvent(event)
        self._sight.anchor = None
        self.update()

    def _point(self, ruler: Ruler, x: float) -> None:
        over = ruler.edge(self._brush, x) is not None
        shape = Qt.CursorShape.SplitHCursor if over else Qt.CursorShape.ArrowCursor
        if self.cursor().shape() != shape:
            self.setCursor(shape)
        hover = None if over else ruler.bucket(x)
        if hover != self._hover:
            self._hover = hover
            self.update()


class _Press:
    """A button of the mouse held down."""

    __slots__ = ("bucket", "dragged", "edge", "x")

    def __init__(self, x: float, bucket: int, edge: int | None) -> None:
        self.x, self.bucket, self.edge = x, bucket, edge
        self.dragged = False
