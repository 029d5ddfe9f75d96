"""The picture of the network: actors as discs, ties as lines, by mouse and key."""

from math import sqrt

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.tables.words import counted, one_line
from desktop.theme.labels import show_tip
from desktop.theme.theme import Theme
from models.queries.network import Edge, Network, Node

_SIDE = (70, 34)  # free at the edges, so that names have room
_SMALL, _LARGE = 4.0, 15.0  # radius of a disc
_THIN, _THICK = 0.8, 6.0
_MANY = 8  # sources of the thickest line, at least
_NEAR = 6  # pixels to a line that count as on it
_NAMED = 12  # names, of those in most events, that are there even where little room is
_MARGIN = 5  # pixels from a name to the edge
_LONGEST = 150  # pixels of a name


class NetworkView(QWidget):
    """A click on a disc or a line chooses it, a double click or Enter follows it."""

    actor_wanted = Signal(int)
    """An actor was chosen; 0: none."""
    edge_wanted = Signal(int)
    """A tie was chosen."""
    followed = Signal()
    """What is chosen is to be filtered for."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._found: Network | None = None
        self._nodes: dict[int, Node] = {}
        self._most = 1, 1  # events of a name, sources of a tie
        self.actor = 0
        """The actor that is chosen; 0: none."""
        self.edge = 0
        """The tie that is chosen; 0: none."""
        self.setObjectName("networkView")
        self.setAccessibleName("Network")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)
        self._describe()

    def sizeHint(self) -> QSize:
        """As large as there is room."""
        return QSize(400, 300)

    def put(self, found: Network | None) -> None:
        """Show this network."""
        self._found = found
        self._nodes = {} if found is None else {node.id: node for node in found.nodes}
        if self.actor not in self._nodes:
            self.actor = 0
        self.edge = 0
        edges = () if found is None else found.edges
        self._most = (
            max((node.events for node in self._nodes.values()), default=1),
            max((_MANY, *(edge.sources for edge in edges))),
        )
        self._describe()
        self.update()

    def choose(self, *, actor: int = 0, edge: int = 0) -> None:
        """Have an actor or a tie stand out; emits nothing."""
        self.actor, self.edge = actor, edge
        self._describe()
        self.update()

    def spot(self, number: int) -> QPointF:
        """Where the disc of an actor is."""
        node = self._nodes[number]
        wide, high = self.width() - 2 * _SIDE[0], self.height() - 2 * _SIDE[1]
        return QPointF(_SIDE[0] + node.x * max(1, wide), _SIDE[1] + node.y * max(1, high))

    def _radius(self, node: Node) -> float:
        return _SMALL + (_LARGE - _SMALL) * sqrt(node.events / self._most[0])

    def _disc(self, node: Node) -> QRectF:
        spot, size = self.spot(node.id), self._radius(node)
        return QRectF(spot.x() - size, spot.y() - size, 2 * size, 2 * size)

    def _thick(self, edge: Edge) -> float:
        return _THIN + (_THICK - _THIN) * sqrt(edge.sources / self._most[1])

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Lines, then discs, then as many names as there is room for, the most frequent first."""
        painter, colours = QPainter(self), self._theme.colours
        painter.fillRect(self.rect(), QColor(colours.base))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._nodes or self._found is None:
            painter.setPen(QColor(colours.quiet))
            told = "No two names are in one event here."
            painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), told)
        else:
            self._draw(painter, self._found)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def _draw(self, painter: QPainter, found: Network) -> None:
        colours = self._theme.colours
        near = self._neighbours()
        for edge in reversed(found.edges):
            ink = QColor(colours.accent if self._is_lit(edge) else colours.faint)
            ink.setAlphaF(0.95 if self._is_lit(edge) else 0.4)
            painter.setPen(QPen(ink, self._thick(edge)))
            painter.drawLine(self.spot(edge.one), self.spot(edge.other))
        for node in sorted(found.nodes, key=lambda node: node.events):
            lit = not near or node.id in near
            ink = QColor(colours.accent if lit else colours.faint)
            painter.setBrush(ink)
            painter.setPen(QPen(QColor(colours.base), 1.5))
            size = self._radius(node)
            painter.drawEllipse(self.spot(node.id), size, size)
            if node.id == self.actor:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(colours.text), 2))
                painter.drawEllipse(self.spot(node.id), size + 3, size + 3)
        self._draw_names(painter, found, near)

    def _draw_names(self, painter: QPainter, found: Network, near: set[int]) -> None:
        colours = self._theme.colours
        metrics = QFontMetrics(painter.font())
        discs = {node.id: self._disc(node) for node in found.nodes}
        taken: list[QRectF] = []
        order = sorted(found.nodes, key=lambda node: (node.id not in near, -node.events))
        inside = self.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        for at, node in enumerate(order):
            name = metrics.elidedText(one_line(node.name), Qt.TextElideMode.ElideRight, _LONGEST)
            wide, high = metrics.horizontalAdvance(name), metrics.height()
            spot, size = self.spot(node.id), self._radius(node)
            left = min(max(spot.x() - wide / 2, 4.0), self.width() - wide - 4.0)
            below, above = spot.y() + size + 1, spot.y() - size - high - 1
            beside = spot.y() - high / 2
            places = [
                QRectF(x, y, wide + 2, high)
                for x, y in ((left, below), (left, above), (spot.x() + size + 3, beside),
                             (spot.x() - size - wide - 5, beside))
            ]  # fmt: skip
            # The first names may lie over smaller discs: without them the picture says little.
            smaller = [discs[each.id] for each in order[at + 1 :]] if at < _NAMED else []
            larger = order[:at] if at < _NAMED else [each for each in order if each is not node]
            held = [*taken, *(discs[each.id] for each in larger)]
            free = [box for box in places if inside.contains(box.toRect())
                    and not any(box.intersects(other) for other in held)]  # fmt: skip
            if not free and node.id not in near:
                continue
            covered = [sum(map(box.intersects, smaller)) for box in free]
            box = free[covered.index(min(covered))] if free else places[0]
            taken.append(box)
            halo = QColor(colours.base)
            halo.setAlphaF(0.8)
            painter.fillRect(box.adjusted(0, 1, 0, -2), halo)
            painter.setPen(QColor(colours.text if not near or node.id in near else colours.quiet))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), name)

    def _neighbours(self) -> set[int]:
        """Whom what is chosen is about; nobody where nothing is."""
        assert self._found is not None
        if self.edge:
            edge = self._found.edges[self.edge - 1]
            return {edge.one, edge.other}
        if not self.actor:
            return set()
        ends = [
            {edge.one, edge.other}
            for edge in self._found.edges
            if self.actor in (edge.one, edge.other)
        ]
        return {self.actor}.union(*ends)

    def _is_lit(self, edge: Edge) -> bool:
        if self.edge:
            return edge.id == self.edge
        return bool(self.actor) and self.actor in (edge.one, edge.other)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from actor to actor, the most frequent first; Enter follows."""
        by = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
        step = by.get(Qt.Key(event.key()), 0)
        if step and self._nodes:
            order = [n.id for n in sorted(self._nodes.values(), key=lambda n: (-n.events, n.id))]
            at = order.index(self.actor) + step if self.actor in order else 0
            self._choose_actor(order[at % len(order)])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (self.actor or self.edge):
            self.followed.emit()
        elif event.key() == Qt.Key.Key_Escape and (self.actor or self.edge):
            self._choose_actor(0)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what is under the pointer."""
        if event.button() != Qt.MouseButton.LeftButton or self._found is None:
            return
        node, edge = self.at(event.position())
        if node or not edge:
            self._choose_actor(node)
        else:
            self.choose(edge=edge)
            self.edge_wanted.emit(edge)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Follow what is under the pointer."""
        if any(self.at(event.position())):
            self.followed.emit()

    def _choose_actor(self, number: int) -> None:
        self.choose(actor=number)
        self.actor_wanted.emit(number)

    def at(self, place: QPointF) -> tuple[int, int]:
        """The actor and the tie at a place; 0: none."""
        if self._found is None:
            return 0, 0
        for node in sorted(self._nodes.values(), key=lambda node: node.events):
            away = self.spot(node.id) - place
            if away.x() ** 2 + away.y() ** 2 <= (self._radius(node) + 3) ** 2:
                return node.id, 0
        for edge in self._found.edges:
            if _distance(place, self.spot(edge.one), self.spot(edge.other)) <= _NEAR:
                return 0, edge.id
        return 0, 0

    def event(self, event: QEvent) -> bool:
        """A tooltip says what is under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            node, edge = self.at(QPointF(event.pos()))
            told = self._told(node, edge)
            show_tip(self, event, told)
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """What the keys are on is said."""
        super().focusInEvent(event)
        self._describe()

    def _told(self, actor: int, edge: int) -> str:
        if actor:
            node = self._nodes[actor]
            return f"{one_line(node.name)}: {counted(node.events, 'event')} with others"
        if edge and self._found is not None:
            found = self._found.edges[edge - 1]
            names = (one_line(self._nodes[each].name) for each in (found.one, found.other))
            told = f"{counted(found.events, 'event')}, {counted(found.sources, 'source')}"
            return f"{' and '.join(names)}: {told}"
        return ""

    def _describe(self) -> None:
        told = self._told(self.actor, self.edge)
        size = counted(len(self._nodes), "name")
        self.setAccessibleDescription(f"{told}; {size}" if told else size)


def _distance(place: QPointF, one: QPointF, other: QPointF) -> float:
    """From a point to a line between two."""
    along = other - one
    length = along.x() ** 2 + along.y() ** 2
    if length == 0:
        return float("inf")
    away = place - one
    part = min(max((away.x() * along.x() + away.y() * along.y()) / length, 0.0), 1.0)
    x, y = away.x() - part * along.x(), away.y() - part * along.y()
    return float((x * x + y * y) ** 0.5)
