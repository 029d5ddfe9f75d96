"""Draws the timeline: lanes, marks and bars. Nothing uncertain is drawn as a point."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QLinearGradient, QPainter, QPen, QPolygonF

from desktop.scale.brush import Days, meets
from desktop.scale.spans import Span, labels, top_of
from desktop.tables.words import one_line
from desktop.theme.palette import Palette
from desktop.timeline.marks import ARROW, LEAST, Mark

SIDE = 10
LABELS = 132  # pixels of the names of lanes
LINE = 22  # of a row of marks
BARS = 64  # of a lane of bars
AIR = 8  # above and below what a lane holds


@dataclass(frozen=True, slots=True)
class Strip:
    """A lane as it is drawn: its name, its marks in lines, or its bars."""

    label: str
    marks: tuple[Mark, ...]
    lines: int
    bars: tuple[tuple[int, int], ...]
    single: bool

    @property
    def high(self) -> int:
        """Pixels from top to bottom."""
        return 2 * AIR + (self.lines * LINE if self.single else BARS)


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything that is to be seen."""

    span: Span
    width: int
    strips: tuple[Strip, ...]
    brush: Days | None
    chosen: int
    cursor: tuple[int, int] | None
    note: str

    @property
    def left(self) -> int:
        """Where time begins."""
        return LABELS if any(strip.label for strip in self.strips) else SIDE

    @property
    def wide(self) -> int:
        """The pixels of all time in sight."""
        return max(1, self.width - self.left - SIDE)

    @property
    def high(self) -> int:
        """The pixels of all lanes."""
        return sum(strip.high for strip in self.strips)

    def x(self, place: float) -> int:
        """The pixel at so many buckets from the left."""
        return self.left + round(place / self.span.count * self.wide)

    def place(self, x: float) -> float:
        """How many buckets from the left a pixel is."""
        return (x - self.left) / self.wide * self.span.count


def draw_axis(painter: QPainter, picture: Picture, top: int, colours: Palette) -> None:
    """The dates, with a line under them; what is filtered for has its grips."""
    measure = painter.fontMetrics()
    high = measure.height()
    _shade(painter, picture, top, high + 8, colours)
    for label in labels(picture.span, picture.wide, measure.horizontalAdvance):
        painter.setPen(QColor(colours.text if label.strong else colours.quiet))
        box = QRect(picture.left + label.left, top + 4, label.right - label.left + 2, high)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft), label.text)
    painter.setPen(QPen(QColor(colours.border), 1))
    painter.drawLine(picture.left, top + high + 7, picture.left + picture.wide, top + high + 7)


def draw_lanes(painter: QPainter, picture: Picture, top: int, colours: Palette) -> None:
    """Every lane with its name, what it holds, and a line under it."""
    _shade(painter, picture, top, picture.high, colours)
    highest = top_of(max((sum(bar) for s in picture.strips for bar in s.bars), default=0))
    for strip in picture.strips:
        if strip.label:
            painter.setPen(QColor(colours.text))
            box = QRect(8, top + AIR, LABELS - 16, LINE)
            shown = painter.fontMetrics().elidedText(
                one_line(strip.label), Qt.TextElideMode.ElideRight, box.width()
            )
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), shown)
        if strip.single:
            for mark in strip.marks:
                draw_mark(painter, picture, mark, top + AIR, colours)
        else:
            _draw_bars(painter, picture, strip, top + AIR, highest, colours)
        top += strip.high
        painter.setPen(QPen(QColor(colours.hairline), 1))
        painter.drawLine(0, top - 1, picture.width, top - 1)
    if picture.note:
        painter.setPen(QColor(colours.quiet))
        box = QRect(0, 0, picture.width, max(80, picture.high))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), picture.note)


def mark_rect(picture: Picture, mark: Mark, top: int) -> QRect:
    """Where a mark is, without its words."""
    y = top + mark.line * LINE + 5
    return QRect(picture.left + mark.left, y, mark.right - mark.left, LINE - 10)


def draw_mark(painter: QPainter, picture: Picture, mark: Mark, top: int, colours: Palette) -> None:
    """Solid where certain, fading to its bounds; dashed planned, hollow claimed, struck denied."""
    row, rect = mark.row, QRectF(mark_rect(picture, mark, top))
    inside = mark.row.id == picture.chosen or _is_inside(picture, mark)
    ink = QColor(colours.accent if inside else colours.faint)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    hollow = row.status in ("claimed", "denied", "negated", "planned")
    fill = QBrush(QColor(colours.base)) if hollow else QBrush(ink)
    if not mark.sure:
        fill = QBrush(_fading(mark, rect, ink, strong=0.25 if hollow else 0.8))
    style = Qt.PenStyle.DashLine if row.status == "planned" else Qt.PenStyle.SolidLine
    pen = QPen(ink, 1.4, style) if hollow or mark.sure else QPen(Qt.PenStyle.NoPen)
    if not mark.sure and hollow:
        faint = QColor(ink)
        faint.setAlphaF(0.6)
        pen = QPen(faint, 1.2, style)
    body = rect.adjusted(ARROW if mark.left_open else 0, 0, -ARROW if mark.right_open else 0, 0)
    if body.width() < LEAST:
        body = rect
    painter.setPen(pen)
    painter.setBrush(fill)
    if mark.sure:
        painter.drawRoundedRect(rect.adjusted(0.7, 0.7, -0.7, -0.7), 3, 3)
    else:
        painter.drawRoundedRect(rect, 3, 3)
    _draw_arrows(painter, mark, rect, ink)
    if row.status in ("denied", "negated"):
        painter.setPen(QPen(ink, 1.6))
        painter.drawLine(rect.bottomLeft(), rect.topRight())
    if row.id == picture.chosen:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(colours.text), 1.6))
        painter.drawRoundedRect(rect.adjusted(-2.5, -2.5, 2.5, 2.5), 5, 5)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    if mark.words:
        painter.setPen(QColor(colours.text if inside else colours.quiet))
        left = int(rect.left()) - mark.words if mark.before else int(rect.right()) + 6
        box = QRect(left, int(rect.top()) - 4, mark.words - 6, LINE - 2)
        text = QFontMetrics(painter.font()).elidedText(
            one_line(row.summary), Qt.TextElideMode.ElideRight, box.width()
        )
        side = Qt.AlignmentFlag.AlignRight if mark.before else Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | side), text)


def _is_inside(picture: Picture, mark: Mark) -> bool:
    day = mark.row.interval
    if picture.brush is None:
        return True
    if day is None or day.earliest is None or day.latest is None:
        return True
    return meets(picture.brush, day.earliest, day.latest)


def _fading(mark: Mark, rect: QRectF, ink: QColor, *, strong: float) -> QLinearGradient:
    """Full in the middle of what is possible, and toward an end that is open."""
    made = QLinearGradient(rect.topLeft(), rect.topRight())
    weak, full = QColor(ink), QColor(ink)
    weak.setAlphaF(0.12)
    full.setAlphaF(strong)
    if mark.left_open and not mark.right_open:
        stops = [(0.0, weak), (1.0, full)]
    elif mark.right_open and not mark.left_open:
        stops = [(0.0, full), (1.0, weak)]
    else:
        stops = [(0.0, weak), (0.5, full), (1.0, weak)]
    for at, colour in stops:
        made.setColorAt(at, colour)
    return made


def _draw_arrows(painter: QPainter, mark: Mark, rect: QRectF, ink: QColor) -> None:
    painter.setPen(QPen(ink, 1.6))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    middle, half = rect.center().y(), rect.height() / 2
    tips = ((mark.left_open, rect.left(), 6), (mark.right_open, rect.right(), -6))
    for is_open, tip, back in tips:
        if is_open:
            ends = (middle - half, middle + half)
            points = [QPointF(tip + back, ends[0]), QPointF(tip, middle),
                      QPointF(tip + back, ends[1])]  # fmt: skip
            painter.drawPolyline(QPolygonF(points))


def _draw_bars(
    painter: QPainter, picture: Picture, strip: Strip, top: int, highest: int, colours: Palette
) -> None:
    ground, unit = top + BARS, picture.span.unit
    for number, (certain, possible) in enumerate(strip.bars):
        if not certain and not possible:
            continue
        index = picture.span.first + number
        left, right = picture.x(number), picture.x(number + 1)
        wide = max(1, right - left - (1 if right - left >= 3 else 0))
        inside = meets(picture.brush, unit.start(index), unit.end(index))
        ink = QColor(colours.accent if inside else colours.faint)
        solid = max(2, round(certain / highest * BARS)) if certain else 0
        if possible:
            pale = QColor(ink)
            pale.setAlphaF(0.35)
            high = min(BARS - solid, max(2, round(possible / highest * BARS)))
            painter.fillRect(QRect(left, ground - solid - high, wide, high), pale)
        painter.fillRect(QRect(left, ground - solid, wide, solid), ink)
    if picture.cursor is not None:
        first, last = (n - picture.span.first for n in picture.cursor)
        if last >= 0 and first < picture.span.count:
            box = QRect(picture.x(max(first, 0)), top - 2, 0, BARS + 3)
            box.setRight(picture.x(min(last + 1, picture.span.count)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.text), 1, Qt.PenStyle.DashLine))
            painter.drawRect(box)


def _shade(painter: QPainter, picture: Picture, top: int, high: int, colours: Palette) -> None:
    """The days that are filtered for lie on a ground of their own."""
    if picture.brush is None:
        return
    start, end = picture.brush
    left = picture.left if start is None else picture.x(picture.span.place(start))
    right = picture.left + picture.wide if end is None else picture.x(picture.span.place(end + 1))
    left = max(left, picture.left)
    right = min(right, picture.left + picture.wide)
    if right > left:
        painter.fillRect(QRect(left, top, right - left, high), QColor(colours.selection))
