"""Draws the date histogram: the days filtered for, the bars, the scale, the dates, the cursor."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap

from desktop.chronicle.histogram.ruler import SIDE, Ruler
from desktop.scale.brush import Days, meets
from desktop.scale.spans import Span, labels, top_of
from desktop.theme.palette import Palette

HIGH = 46
"""Pixels of the highest bar."""

_TILE = 5  # of the hatching
_DROWNED = 4  # so many times as high as the most certain events a bar drowns them
_GAP_FROM_TOP = 4
_GAP_HIGH = 3  # of the mark of a bar that is cut


@dataclass(frozen=True, slots=True)
class Picture:
    """What is to be seen: the bars, and what is filtered, pointed at and chosen among them."""

    ruler: Ruler
    drawn: Span
    """What ``bars`` are of; while new ones are counted, not what is in sight."""
    bars: Sequence[tuple[int, int]]
    note: str
    """Said where no bar has an event."""
    brush: Days | None
    inside: Days | None
    hover: int | None
    chosen: tuple[int, int] | None
    extended: bool
    dim: bool


def draw(painter: QPainter, picture: Picture, colours: Palette) -> None:
    """Bars over the days filtered for, the scale over them, dates under them."""
    _draw_brush(painter, picture, colours)
    _draw_bars(painter, picture, colours)
    _draw_axis(painter, picture.ruler, colours)
    _draw_edges(painter, picture, colours)
    _draw_cursor(painter, picture, colours)


def draw_focus(painter: QPainter, rect: QRect, colours: Palette) -> None:
    """The frame that says that the keys are here."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(colours.accent), 2))
    painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 4, 4)


def scale_of(bars: Sequence[tuple[int, int]]) -> int:
    """The number of events at full height.

    The highest bar fits, unless it is mostly of events that may be anywhere (of a whole year,
    without an end) and the certain ones would be a few pixels: then twice the most certain ones.
    """
    tallest = max((sum(bar) for bar in bars), default=0)
    surest = max((certain for certain, _ in bars), default=0)
    drowned = 0 < surest * _DROWNED < tallest
    return top_of(2 * surest if drowned else tallest)


def _draw_brush(painter: QPainter, picture: Picture, colours: Palette) -> None:
    ruler = picture.ruler
    if picture.hover is not None:
        painter.fillRect(ruler.column(picture.hover), QColor(colours.hover))
    if picture.brush is None:
        return
    left, right = ruler.edges(picture.brush)
    last = ruler.width - SIDE
    start = SIDE if left is None else max(SIDE, left)
    end = last if right is None else min(last, right)
    if end > start:
        days = QRect(start, ruler.top, end - start, ruler.ground - ruler.top)
        painter.fillRect(days, QColor(colours.selection))


def _draw_bars(painter: QPainter, picture: Picture, colours: Palette) -> None:
    ruler, bars = picture.ruler, picture.bars
    top, ground = ruler.top, ruler.ground
    highest = scale_of(bars)
    painter.setPen(QPen(QColor(colours.hairline), 1))
    painter.drawLine(SIDE, top, ruler.width - SIDE, top)
    painter.setPen(QPen(QColor(colours.border), 1))
    painter.drawLine(SIDE, ground, ruler.width - SIDE, ground)
    painter.setOpacity(0.45 if picture.dim else 1)
    for number, bar in enumerate(bars):
        if any(bar):
            _draw_bar(painter, picture, picture.drawn.first + number, bar, highest, colours)
    painter.setOpacity(1)
    painter.setPen(QColor(colours.quiet))
    if any(map(any, bars)):
        box = QRect(SIDE, 3, ruler.wide, top - 3)
        cut = any(sum(bar) > highest for bar in bars)
        told = f"{highest:,} – bars with a gap are taller" if cut else f"{highest:,}"
        painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft), told)
    else:
        box = QRect(SIDE, top, ruler.wide, ground - top)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), picture.note)


def _draw_bar(
    painter: QPainter,
    picture: Picture,
    index: int,
    bar: tuple[int, int],
    highest: int,
    colours: Palette,
) -> None:
    ruler, unit = picture.ruler, picture.drawn.unit
    first, last = unit.start(index), unit.end(index)
    left, right = ruler.x(ruler.span.place(first)), ruler.x(ruler.span.place(last + 1))
    left, right = max(left, SIDE), min(right, ruler.width - SIDE)
    if right <= left:
        return
    wide = right - left - (1 if right - left >= 3 else 0)
    colour = QColor(colours.accent if meets(picture.inside, first, last) else colours.faint)
    ground = ruler.ground
    certain, possible = bar
    solid = max(2, round(certain / highest * HIGH)) if certain else 0
    if possible:
        reach = min(certain + possible, highest)
        high = max(2, round(reach / highest * HIGH) - solid)
        solid = min(solid, HIGH - high)
        ratio = painter.device().devicePixelRatioF()
        place = QRect(left, ground - solid - high, wide, high)
        painter.setBrushOrigin(QPoint(0, ground))
        painter.fillRect(place, QBrush(_hatching(colour.name(), ratio)))
        painter.fillRect(QRect(left, place.top(), wide, 1), colour)
        if certain + possible > highest:
            gap = QRect(left, place.top() + _GAP_FROM_TOP, wide, _GAP_HIGH)
            painter.fillRect(gap, QColor(colours.window))
    painter.fillRect(QRect(left, ground - solid, wide, solid), colour)


def _draw_axis(painter: QPainter, ruler: Ruler, colours: Palette) -> None:
    measure = painter.fontMetrics()
    for label in labels(ruler.span, ruler.wide, measure.horizontalAdvance):
        painter.setPen(QColor(colours.text if label.strong else colours.quiet))
        wide = label.right - label.left + 2
        box = QRect(SIDE + label.left, ruler.ground + 3, wide, ruler.line)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft), label.text)


def _draw_edges(painter: QPainter, picture: Picture, colours: Palette) -> None:
    """The edges of the brush, with a grip each."""
    ruler, accent = picture.ruler, QColor(colours.accent)
    top, ground = ruler.top, ruler.ground
    for edge in ruler.edges(picture.brush):
        if edge is None or not -1 <= edge - SIDE <= ruler.wide + 1:
            continue
        painter.fillRect(QRect(edge - 1, top, 2, ground - top), accent)
        middle = (top + ground) // 2
        painter.fillRect(QRect(edge - 2, middle - 7, 4, 14), accent)


def _draw_cursor(painter: QPainter, picture: Picture, colours: Palette) -> None:
    ruler, chosen = picture.ruler, picture.chosen
    if chosen is None:
        return
    first, last = max(chosen[0], ruler.span.first), min(chosen[1], ruler.span.last)
    if first > last:
        return
    columns = QRectF(ruler.column(first) | ruler.column(last))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    style = Qt.PenStyle.DashLine if picture.extended else Qt.PenStyle.SolidLine
    painter.setPen(QPen(QColor(colours.text), 1, style))
    painter.drawRect(columns.adjusted(-0.5, 0.5, -0.5, 0.5))


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
