"""The timeline as one sees and handles it: pan, zoom, brush, walk and choose, by mouse and key."""

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QScrollArea, QSizePolicy, QWidget

from desktop.scale.brush import Days, range_words
from desktop.scale.sight import Sight
from desktop.scale.spans import Span
from desktop.tables.words import counted, one_line
from desktop.theme.labels import show_tip
from desktop.theme.theme import Theme, tabular
from desktop.timeline.drawing import (
    AIR,
    LABELS,
    SIDE,
    Picture,
    Strip,
    draw_axis,
    draw_lanes,
    mark_rect,
)
from desktop.timeline.marks import Mark, placed
from models.dates.interval import Day
from models.queries.lanes import Lanes

_STEP = 1.4  # of one turn of the wheel or press of a key
_FAR = 10**9
_WORDED = 150  # events in sight of which the words are written, at most
_NARROWEST = 5  # pixels of a bar
_MOST = 240  # bars


class TimelineView(QWidget):
    """Draws what it is given; tells what is to be counted, shown or filtered."""

    moved = Signal()
    """Other days are in sight: they must be asked for."""
    brushed = Signal(object, bool)
    """Days wanted, or None for any; whether that is final."""
    event_wanted = Signal(int)
    """An event was chosen."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.sight = Sight()
        self._lanes: Lanes | None = None
        self._drawn: Span | None = None
        self._strips: tuple[Strip, ...] = ()
        self._brush: Days | None = None
        self._chosen = 0
        self._note = ""
        self._press: tuple[QPoint, Span, bool, int] | None = None
        self._dragged = False
        self.setObjectName("timelineView")
        self.setAccessibleName("Timeline")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        self.setMouseTracking(True)
        theme.changed.connect(self.update)

    def most(self) -> int:
        """The number of bars that can be told apart."""
        return min(max(20, (self.width() - LABELS - SIDE) // _NARROWEST), _MOST)

    def put(
        self, extent: tuple[Day, Day] | None, span: Span | None, lanes: Lanes | None, note: str
    ) -> None:
        """Draw these lanes of that stretch of time; ``note`` is said where they are empty."""
        self.sight.extent = extent
        self.sight.look_at(span)
        if self.sight.untouched:
            self.sight.whole = span == self.sight.everything(self.most())
        self._lanes, self._drawn, self._note = lanes, span, note
        self._lay_out()

    def show_range(self, brush: Days | None) -> None:
        """Show what is filtered for; emits nothing."""
        if brush != self._brush and self._press is None:
            self._brush = brush
            self._describe()
            self.update()

    def choose(self, event: int) -> None:
        """Outline this event; emits nothing."""
        if event != self._chosen:
            self._chosen = event
            self._describe()
            self.update()

    @property
    def chosen(self) -> int:
        """The event that is outlined; 0: none."""
        return self._chosen

    def marks(self) -> list[Mark]:
        """The events that are drawn one by one, from the earliest on."""
        some = [mark for strip in self._strips for mark in strip.marks]
        return sorted(some, key=lambda mark: (mark.left, mark.right, mark.row.id))

    @property
    def strips(self) -> tuple[Strip, ...]:
        """The lanes as they are drawn."""
        return self._strips

    def zoom(self, factor: float, at: Day | None = None) -> None:
        """``factor`` times as many days in sight."""
        self._go(self.sight.zoom(factor, at, self.most()))

    def zoom_in(self) -> None:
        """Fewer days in sight."""
        self.zoom(1 / _STEP)

    def zoom_out(self) -> None:
        """More days in sight."""
        self.zoom(_STEP)

    def show_all(self) -> None:
        """Everything there is in sight."""
        self._go(self.sight.show_all(self.most()))

    def step(self, by: int) -> None:
        """Choose the next (previous) of the events that are drawn one by one."""
        ids = list(dict.fromkeys(mark.row.id for mark in self.marks()))
        if not ids:
            return
        at = ids.index(self._chosen) + by if self._chosen in ids else (0 if by > 0 else -1)
        self._choose(ids[min(max(at, -len(ids)), len(ids) - 1)] if at >= 0 or by < 0 else ids[0])

    def picture(self, width: int) -> Picture | None:
        """All that is to be seen, at this width."""
        span = self.sight.span
        if span is None or self._drawn is None:
            return None
        cursor = self.sight.chosen() if self.hasFocus() and not self._single else None
        return Picture(
            span, width, self._strips, self._brush, self._chosen, cursor, self._what_is_said()
        )

    def paint_all(self, painter: QPainter, size: QSize) -> None:
        """Draw everything there is, for a picture of its own."""
        picture = self.picture(size.width())
        painter.fillRect(QRect(QPoint(0, 0), size), QColor(self._theme.colours.base))
        painter.setFont(self.small())
        if picture is not None:
            top = self.axis_high()
            draw_axis(painter, picture, 0, self._theme.colours)
            draw_lanes(painter, picture, top, self._theme.colours)

    def axis_high(self) -> int:
        """Pixels of the dates above the lanes."""
        return QFontMetrics(self.small()).height() + 10

    def whole_size(self) -> QSize:
        """What everything takes, the dates included."""
        high = sum(strip.high for strip in self._strips)
        return QSize(self.width(), high + self.axis_high() + 8)

    def small(self) -> QFont:
        """The letters it is written in."""
        font = tabular(self.font())
        font.setPointSizeF(font.pointSizeF() - 0.5)
        return font

    @property
    def _single(self) -> bool:
        return self._lanes is not None and self._lanes.single

    def _what_is_said(self) -> str:
        some = any(strip.marks or any(map(any, strip.bars)) for strip in self._strips)
        return "" if some else self._note

    def _lay_out(self) -> None:
        lanes, span = self._lanes, self.sight.span
        if lanes is None or span is None:
            self._strips = ()
        else:
            labelled = any(each.lane.label for each in lanes.filled)
            wide = max(1, self.width() - (LABELS if labelled else SIDE) - SIDE)
            number = sum(len(each.rows) for each in lanes.filled)
            measure = QFontMetrics(self.small()).horizontalAdvance
            made = []
            for each in lanes.filled:
                marks, lines = placed(each.rows, span, wide, measure, worded=number <= _WORDED)
                made.append(Strip(each.lane.label, marks, lines, each.bars, lanes.single))
            self._strips = tuple(made)
        self.setMinimumHeight(sum(strip.high for strip in self._strips) + AIR)
        self._describe()
        self.updateGeometry()
        self.update()

    def _go(self, moved: bool) -> None:
        if moved:
            if self._single:
                self._lay_out()  # they are drawn where they are now, until others are known
            self._describe()
            self.update()
            self.moved.emit()

    def _choose(self, event: int) -> None:
        self._chosen = event
        self._describe()
        self._reveal()
        self.update()
        self.event_wanted.emit(event)

    def _reveal(self) -> None:
        picture = self.picture(self.width())
        around = self.parentWidget()
        area = around.parentWidget() if around is not None else None
        if picture is None or not isinstance(area, QScrollArea):
            return
        top = 0
        for strip in self._strips:
            for mark in strip.marks:
                if mark.row.id == self._chosen:
                    place = mark_rect(picture, mark, top + AIR).center()
                    area.ensureVisible(place.x(), place.y(), 40, 40)
                    return
            top += strip.high

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or fewer bars may fit."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            if not self.sight.fit(self.most()):
                self._lay_out()
            else:
                self.moved.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Lanes one below the other."""
        painter = QPainter(self)
        colours = self._theme.colours
        painter.fillRect(self.rect(), QColor(colours.base))
        painter.setFont(self.small())
        picture = self.picture(self.width())
        if picture is None:
            painter.setPen(QColor(colours.quiet))
            painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self._note)
        else:
            draw_lanes(painter, picture, 0, colours)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.drawRect(self.visibleRegion().boundingRect().adjusted(1, 1, -1, -1))

    # Keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, Enter shows or filters, plus and minus zoom, page keys move."""
        key = Qt.Key(event.key())
        acts = {
            Qt.Key.Key_Plus: self.zoom_in, Qt.Key.Key_Equal: self.zoom_in,
            Qt.Key.Key_Minus: self.zoom_out, Qt.Key.Key_Underscore: self.zoom_out,
            Qt.Key.Key_0: self.show_all,
        }  # fmt: skip
        pages = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        span = self.sight.span
        if key in acts:
            acts[key]()
        elif key in pages and span is not None:
            self._go(self.sight.pan(pages[key] * max(1, span.count // 2), self.most()))
        elif key == Qt.Key.Key_Escape and self._brush is not None:
            self._set_brush(None, final=True)
        elif span is None or not self._walk(event, key, span):
            super().keyPressEvent(event)

    def _walk(self, event: QKeyEvent, key: Qt.Key, span: Span) -> bool:
        extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1,
              Qt.Key.Key_Home: -_FAR, Qt.Key.Key_End: _FAR}.get(key)  # fmt: skip
        enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if by is None and not enter:
            return False
        if self._single and not extend:
            if by is not None:
                self.step(by)
            elif self._chosen:
                self.event_wanted.emit(self._chosen)
            return True
        if self.sight.cursor is None:
            self.sight.cursor = span.first + span.count // 2
        if by is not None:
            self._go(self.sight.walk(self.sight.cursor + by, self.most(), extend=extend))
        else:
            chosen = self.sight.chosen()
            if chosen is not None:
                self._set_brush((span.unit.start(chosen[0]), span.unit.end(chosen[1])), final=True)
        self._describe()
        self.update()
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of time, to move it, or with Shift of the days to filter for."""
        span = self.sight.span
        if event.button() == Qt.MouseButton.LeftButton and span is not None:
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            place = event.position().toPoint()
            self._press = place, span, shift, self._mark_at(place)
            self._dragged = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move time, or brush."""
        place = event.position().toPoint()
        if self._press is None:
            over = Qt.CursorShape.PointingHandCursor
            none = Qt.CursorShape.ArrowCursor
            self.setCursor(over if self._mark_at(place) else none)
            return
        start, span, brushes, _ = self._press
        moved = (place - start).manhattanLength()
        if not self._dragged and moved < QApplication.startDragDistance():
            return
        self._dragged = True
        picture = self.picture(self.width())
        if picture is None:
            return
        if brushes:
            self._brush_between(span, picture.place(start.x()), picture.place(place.x()))
        else:
            by = round((start.x() - place.x()) / picture.wide * span.count)
            now = self.sight.span
            if now is not None:
                self._go(self.sight.pan(span.first + by - now.first, self.most()))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """A click chooses an event; what was brushed is filtered for."""
        press, self._press = self._press, None
        if press is None:
            return
        if self._dragged:
            if press[2]:
                self._set_brush(self._brush, final=True)
        elif press[3]:
            self._choose(press[3])
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Look into a stretch: a year's months, a month's days."""
        picture = self.picture(self.width())
        if picture is not None and not self._mark_at(event.position().toPoint()):
            bucket = picture.span.bucket(picture.place(event.position().x()))
            self._go(self.sight.look_into(bucket, self.most()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Up and down zooms at the pointer, sideways moves; with Ctrl the page scrolls."""
        picture = self.picture(self.width())
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if picture is None or held:
            event.ignore()
            return
        turn = event.angleDelta()
        if abs(turn.x()) > abs(turn.y()):
            self._go(self.sight.pan(-turn.x() // 40, self.most()))
        elif turn.y():
            at = picture.span.day(picture.place(event.position().x()))
            self.zoom(_STEP ** (-turn.y() / 120), at)
        event.accept()

    def event(self, event: QEvent) -> bool:
        """A tooltip says what is under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            told = self._told_at(event.pos())
            show_tip(self, event, told)
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """What the keys are on is said."""
        super().focusInEvent(event)
        self._describe()
        self.update()

    def brush_between(self, first: float, last: float, *, final: bool) -> None:
        """Filter for the days between two pixels of the picture."""
        picture = self.picture(self.width())
        if picture is not None:
            self._brush_between(picture.span, picture.place(first), picture.place(last))
            if final:
                self._set_brush(self._brush, final=True)

    def _brush_between(self, span: Span, one: float, other: float) -> None:
        first, last = sorted((span.bucket(one), span.bucket(other)))
        self._set_brush((span.unit.start(first), span.unit.end(last)), final=False)

    def _set_brush(self, days: Days | None, *, final: bool) -> None:
        same = days == self._brush
        self._brush = days
        self._describe()
        self.update()
        if final or not same:
            self.brushed.emit(days, final)

    def _mark_at(self, place: QPoint) -> int:
        picture = self.picture(self.width())
        top = 0
        for strip in self._strips if picture is not None else ():
            if picture is not None and top <= place.y() < top + strip.high:
                for mark in strip.marks:
                    box = mark_rect(picture, mark, top + AIR).adjusted(-2, -4, 2, 4)
                    box.setLeft(min(box.left(), picture.left + mark.reach[0]))
                    box.setRight(max(box.right(), picture.left + mark.reach[1]))
                    if box.contains(place):
                        return mark.row.id
            top += strip.high
        return 0

    def _told_at(self, place: QPoint) -> str:
        event = self._mark_at(place)
        if event:
            row = next(mark.row for mark in self.marks() if mark.row.id == event)
            status = "" if row.status == "asserted" else f" ({row.status})"
            return f"{row.when}: {one_line(row.summary)}{status}"
        picture = self.picture(self.width())
        top = 0
        for strip in self._strips if picture is not None else ():
            if picture is not None and top <= place.y() < top + strip.high and not strip.single:
                index = picture.span.bucket(picture.place(place.x()))
                return self._bar_words(strip, index)
            top += strip.high
        return ""

    def _bar_words(self, strip: Strip, index: int) -> str:
        assert self._drawn is not None
        at = index - self._drawn.first
        certain, possible = strip.bars[at] if 0 <= at < len(strip.bars) else (0, 0)
        maybe = f", {possible:,} more possibly" if possible else ""
        name = f"{one_line(strip.label)}, " if strip.label else ""
        return f"{name}{self._drawn.unit.words(index)}: {counted(certain, 'event')}{maybe}"

    def _describe(self) -> None:
        span, said = self.sight.span, []
        if span is None:
            said.append(self._note or "Nothing has a date")
        elif self._single:
            row = next((m.row for m in self.marks() if m.row.id == self._chosen), None)
            number = len({mark.row.id for mark in self.marks()})
            if row is not None:
                said.append(f"{row.when}: {one_line(row.summary)}, {row.status}")
            said.append(f"{counted(number, 'event')} in sight")
        elif (chosen := self.sight.chosen()) is not None and self.hasFocus():
            if chosen[0] == chosen[1]:
                said += [self._bar_words(strip, chosen[0]) for strip in self._strips]
            else:
                said.append(f"{span.unit.words(chosen[0])} to {span.unit.words(chosen[1])}; "
                            "press Enter to filter")  # fmt: skip
        if span is not None:
            said.append(f"{span.unit.words(span.first)} to {span.unit.words(span.last)}")
        if self._brush is not None:
            said.append(f"filtered: {range_words(self._brush)}")
        self.setAccessibleDescription("; ".join(said))


class Axis(QWidget):
    """The dates above the lanes, always in sight; dragging over it filters."""

    def __init__(self, view: TimelineView, theme: Theme) -> None:
        super().__init__()
        self._view, self._theme = view, theme
        self._start: float | None = None
        self.setAccessibleName("Dates of the timeline")
        self.setToolTip("Drag to filter by these dates")
        self.setCursor(Qt.CursorShape.SplitHCursor)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """One line of words."""
        return QSize(200, self._view.axis_high())

    minimumSizeHint = sizeHint

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The dates in sight."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.colours.base))
        painter.setFont(self._view.small())
        picture = self._view.picture(self._view.width())
        if picture is not None:
            draw_axis(painter, picture, 0, self._theme.colours)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a range."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._start = event.position().x()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The range follows."""
        if self._start is not None:
            self._view.brush_between(self._start, event.position().x(), final=False)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The range is as wanted."""
        if self._start is not None:
            self._view.brush_between(self._start, event.position().x(), final=True)
            self._start = None
            self.update()
