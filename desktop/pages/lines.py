"""A list of lines to follow, as high as its lines: in a dossier, one below the other."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QIcon, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QSizePolicy

from desktop.theme.icons import pixmap
from desktop.theme.labels import as_tip
from desktop.theme.theme import Theme

_ICON = 16
_AIR = 6


@dataclass(frozen=True, slots=True)
class Line:
    """A text that leads somewhere; without a ``key`` it leads nowhere."""

    text: str
    key: int = 0
    picture: str = ""
    tip: str = ""
    quiet: bool = False


class Lines(QListWidget):
    """Click or Enter follows a line. It takes as much height as its lines, and scrolls never."""

    wanted = Signal(int)
    """The key of the line that was followed."""
    menu_wanted = Signal(int, QPoint)
    """The menu of the line of that key, at this place of the screen."""

    def __init__(self, name: str, spoken: str, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName(name)
        self.setAccessibleName(spoken)
        self.setProperty("lines", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrap(True)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setIconSize(QSize(_ICON, _ICON))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._lines: tuple[Line, ...] = ()
        self.itemClicked.connect(self._follow)
        theme.changed.connect(self._draw)
        theme.zoomed.connect(self._draw)

    def put(self, lines: Sequence[Line]) -> None:
        """Show these lines; none: nothing is shown."""
        if tuple(lines) != self._lines:
            self._lines = tuple(lines)
            self._draw()

    def lines(self) -> tuple[Line, ...]:
        """What is shown."""
        return self._lines

    def key(self) -> int:
        """The key of the line in focus; 0: none."""
        row = self.currentRow()
        return int(self.item(row).data(Qt.ItemDataRole.UserRole)) if row >= 0 else 0

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter follows the line in focus."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if self.currentRow() >= 0:
                self._follow(self.currentItem())
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the line, under the mouse or in focus."""
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            row, place = self.indexAt(event.pos()).row(), event.globalPos()
        else:
            row = self.currentRow()
            place = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
        key = int(self.item(row).data(Qt.ItemDataRole.UserRole)) if row >= 0 else 0
        if key:
            self.menu_wanted.emit(key, place)

    def changeEvent(self, event: QEvent) -> None:
        """Larger letters take more room."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In another width the lines break elsewhere."""
        super().resizeEvent(event)
        self._fit()

    def _follow(self, item: QListWidgetItem) -> None:
        key = int(item.data(Qt.ItemDataRole.UserRole))
        if key:
            self.wanted.emit(key)

    def _draw(self) -> None:
        colours = self._theme.colours
        self.clear()
        for line in self._lines:
            item = QListWidgetItem(line.text)
            item.setData(Qt.ItemDataRole.UserRole, line.key)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, line.text)
            item.setToolTip(as_tip(line.tip or line.text))
            item.setForeground(QColor(colours.quiet if line.quiet else colours.text))
            if line.picture:
                item.setIcon(QIcon(pixmap(line.picture, colours.quiet, _ICON)))
            self.addItem(item)
        self.setVisible(bool(self._lines))
        self._fit()

    def _fit(self) -> None:
        self.doItemsLayout()
        high = self.contentsSize().height()
        if self.height() != high + _AIR:
            self.setFixedHeight(high + _AIR)
