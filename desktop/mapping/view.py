"""The map: outlines tinted by events, cities as dots; pan and zoom, by mouse and key."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from desktop.tables.words import counted, one_line
from desktop.theme.labels import show_tip
from desktop.theme.theme import Theme
from models.queries.gazetteer import Outline

_STEP = 1.4
_FARTHEST = 24.0  # times as large as the whole world
_WORLD = QRectF(-1800, -840, 3600, 1420)  # tenths of degrees, without the poles
_SHADES = 0.62  # of the accent in the strongest tint
_LEAST, _MOST = 3.0, 13.0  # radius of a dot
_MANY = 20  # events of the largest dot, at least
_EDGE = 1.2  # pixels around the country that is chosen: more would fill its islands


@dataclass(frozen=True, slots=True)
class Dot:
    """A city with events: the number of its row, and where it is in tenths of degrees."""

    id: int
    name: str
    events: int
    x: float
    y: float


class MapView(QWidget):
    """A country is an area, never a point; a click chooses it or a city, a double click follows."""

    place_wanted = Signal(int)
    """A city was chosen: the number of its row."""
    country_wanted = Signal(str)
    """A country was chosen, by its two letters."""
    followed = Signal()
    """What is chosen is to be filtered for."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._areas: list[tuple[Outline, QPainterPath]] = []
        self._events: Mapping[str, int] = {}
        self._dots: tuple[Dot, ...] = ()
        self.country = ""
        """The country that is chosen; empty: none."""
        self.place = 0
        """The row that is chosen; 0: none."""
        self._zoom = 1.0
        self._middle = _WORLD.center()
        self._press: tuple[QPointF, QPointF] | None = None
        self._dragged = False
        self.setObjectName("mapView")
        self.setAccessibleName("Map")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """As large as there is room."""
        return QSize(400, 260)

    def put(
        self, outlines: Sequence[Outline], events: Mapping[str, int], dots: Sequence[Dot]
    ) -> None:
        """Show events by country, by its two letters, and by city."""
        if not self._areas:
            self._areas = [(each, _path(each)) for each in outlines]
        self._events = events
        self._dots = tuple(sorted(dots, key=lambda dot: -dot.events))
        self._describe()
        self.update()

    def choose(self, *, place: int = 0, country: str = "") -> None:
        """Have a city or a country stand out; emits nothing."""
        self.place, self.country = place, country
        self._describe()
        self.update()

    def begin(self, kept: str) -> None:
        """Look where ``written`` says."""
        try:
            zoom, x, y = map(float, kept.split())
        except ValueError:
            return
        self._zoom = min(max(zoom, 1.0), _FARTHEST)
        self._middle = QPointF(x, y)
        self._keep_inside()

    def written(self) -> str:
        """Where one looks, for ``begin``."""
        return f"{self._zoom:.3f} {self._middle.x():.1f} {self._middle.y():.1f}"

    def spot(self, dot: Dot) -> QPointF:
        """Where a city is drawn."""
        return self._transform().map(QPointF(dot.x, -dot.y))

    def _transform(self) -> QTransform:
        scale = self._zoom * min(self.width() / _WORLD.width(), self.height() / _WORLD.height())
        made = QTransform()
        made.translate(self.width() / 2, self.height() / 2)
        made.scale(scale, scale)
        made.translate(-self._middle.x(), -self._middle.y())
        return made

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Areas, then dots, then the names of the largest ones."""
        painter, colours = QPainter(self), self._theme.colours
        painter.fillRect(self.rect(), QColor(colours.window))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        view = self._transform()
        most = max(self._events.values(), default=1)
        edge = QPen(QColor(colours.border), 0.6)
        for outline, path in self._areas:
            number = self._events.get(outline.country, 0) if outline.country else 0
            painter.setPen(edge)
            if outline.country and outline.country == self.country:
                painter.setPen(QPen(QColor(colours.accent), _EDGE))
            painter.setBrush(self._tint(number, most))
            painter.drawPath(view.map(path))
        self._draw_dots(painter)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def _draw_dots(self, painter: QPainter) -> None:
        colours, metrics = self._theme.colours, painter.fontMetrics()
        taken: list[QRectF] = []
        for dot in self._dots:
            spot, size = self.spot(dot), self._size(dot)
            painter.setBrush(QColor(colours.error))
            painter.setPen(QPen(QColor(colours.base), 1))
            if dot.id == self.place:
                painter.setPen(QPen(QColor(colours.text), 2))
            painter.drawEllipse(spot, size, size)
            name = one_line(dot.name)
            box = QRectF(spot.x() + size + 3, spot.y() - metrics.height() / 2,
                         metrics.horizontalAdvance(name) + 2, metrics.height())  # fmt: skip
            if not any(box.intersects(each) for each in taken):
                taken.append(box)
                halo = QColor(colours.base)
                halo.setAlphaF(0.75)
                painter.fillRect(box.adjusted(-1, 2, 1, -1), halo)
                painter.setPen(QColor(colours.text))
                painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), name)

    def _tint(self, number: int, most: int) -> QColor:
        colours = self._theme.colours
        base, accent = QColor(colours.base), QColor(colours.accent)
        if not number:
            return base
        strong = _SHADES * (0.3 + 0.7 * log(number + 1) / log(most + 1))
        pairs = (
            (base.red(), accent.red()),
            (base.green(), accent.green()),
            (base.blue(), accent.blue()),
        )
        return QColor(*(round(b + (a - b) * strong) for b, a in pairs))

    def _size(self, dot: Dot) -> float:
        most = max(_MANY, *(each.events for each in self._dots))
        return _LEAST + (_MOST - _LEAST) * sqrt(dot.events / most)

    def at(self, place: QPointF) -> tuple[int, str]:
        """The city or the country at a place."""
        for dot in reversed(self._dots):
            away = self.spot(dot) - place
            if away.x() ** 2 + away.y() ** 2 <= (self._size(dot) + 3) ** 2:
                return dot.id, ""
        back, _ = self._transform().inverted()
        there = back.map(place)
        return 0, next((o.country for o, path in self._areas if path.contains(there)), "")

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """So many times as large, around a place."""
        before = self._transform().inverted()[0].map(at) if at is not None else None
        self._zoom = min(max(self._zoom * factor, 1.0), _FARTHEST)
        if before is not None and at is not None:
            self._middle += before - self._transform().inverted()[0].map(at)
        self._keep_inside()
        self.update()

    def _keep_inside(self) -> None:
        wide, high = _WORLD.width() / 2 / self._zoom, _WORLD.height() / 2 / self._zoom
        x = min(max(self._middle.x(), _WORLD.left() + wide), _WORLD.right() - wide)
        y = min(max(self._middle.y(), _WORLD.top() + high), _WORLD.bottom() - high)
        self._middle = QPointF(x, y)

    def _move(self, x: float, y: float) -> None:
        self._middle += QPointF(x, y) / self._zoom
        self._keep_inside()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, plus and minus zoom, 0 shows the world; Enter follows what is chosen."""
        moves = {Qt.Key.Key_Left: (-200, 0), Qt.Key.Key_Right: (200, 0), Qt.Key.Key_Up: (0, -120),
                 Qt.Key.Key_Down: (0, 120)}  # fmt: skip
        key = Qt.Key(event.key())
        if key in moves:
            self._move(*moves[key])
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(_STEP)
        elif key in (Qt.Key.Key_Minus, Qt.Key.Key_Underscore):
            self.zoom(1 / _STEP)
        elif key == Qt.Key.Key_0:
            self.zoom(1 / _FARTHEST)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (self.place or self.country):
            self.followed.emit()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer."""
        self.zoom(_STEP ** (event.angleDelta().y() / 120), event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the map."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._press, self._dragged = (event.position(), self._middle), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The map follows."""
        if self._press is None:
            return
        away = event.position() - self._press[0]
        if self._dragged or away.manhattanLength() >= QApplication.startDragDistance():
            self._dragged = True
            self._middle = self._press[1] - away / self._transform().m11()
            self._keep_inside()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click chooses what is under it."""
        press, self._press = self._press, None
        if press is None or self._dragged:
            return
        place, country = self.at(event.position())
        self.choose(place=place, country=country)
        if place:
            self.place_wanted.emit(place)
        else:
            self.country_wanted.emit(country)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Follow what is under the pointer."""
        if any(self.at(event.position())):
            self.followed.emit()

    def event(self, event: QEvent) -> bool:
        """A tooltip says what is under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            told = self.words(*self.at(QPointF(event.pos())))
            show_tip(self, event, told)
            return True
        return super().event(event)

    def words(self, place: int, country: str) -> str:
        """A city or a country with its events, in words."""
        dot = next((each for each in self._dots if each.id == place), None)
        if dot is not None:
            return f"{one_line(dot.name)}: {counted(dot.events, 'event')}"
        name = next((o.name for o, _ in self._areas if country and o.country == country), "")
        return f"{name}: {counted(self._events.get(country, 0), 'event')}" if name else ""

    def _describe(self) -> None:
        some = sum(1 for number in self._events.values() if number)
        told = f"Events in {counted(some, 'country', 'countries')}; the table has every place"
        chosen = self.words(self.place, self.country)
        self.setAccessibleDescription(f"{chosen}; {told}" if chosen else told)


def _path(outline: Outline) -> QPainterPath:
    made = QPainterPath()
    for ring in outline.rings:
        points = [QPointF(x, -y) for x, y in zip(ring[::2], ring[1::2], strict=True)]
        made.moveTo(points[0])
        for point in points[1:]:
            made.lineTo(point)
        made.closeSubpath()
    return made
