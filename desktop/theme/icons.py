"""Icons from resources, drawn in the colours of the palette."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop.theme.palette import Palette
from resources import resource

_SIZES = (16, 24, 32, 48)


@cache
def _drawing(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text("utf-8")


@cache
def pixmap(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """One icon, ``size`` device-independent pixels wide, in one colour."""
    drawn = _drawing(name).replace("currentColor", colour)
    made = QPixmap(round(size * ratio), round(size * ratio))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    QSvgRenderer(QByteArray(drawn.encode())).render(
        painter, QRectF(0, 0, made.width(), made.height())
    )
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


@cache
def icon(name: str, colours: Palette, colour: str = "text") -> QIcon:
    """An icon for buttons and menus, in a named colour of the palette."""
    made = QIcon()
    for size in _SIZES:
        made.addPixmap(pixmap(name, getattr(colours, colour), size))
        made.addPixmap(pixmap(name, colours.border, size), QIcon.Mode.Disabled)
    return made
