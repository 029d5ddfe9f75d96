"""The narrow rail at the left: a button for each page."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton, QVBoxLayout

from desktop.pages.page import Room
from desktop.theme.icons import icon
from desktop.theme.labels import sized
from desktop.theme.theme import Theme, scaled

_PICTURE = 20  # pixels
_BARE = 32  # of a button without words
_NARROW = 1080  # of a window in which there is no room for words


class Rail(QFrame):
    """One button is on: that of the page in sight. The tab key comes to it, the arrows go on."""

    wanted = Signal(str)
    """The key of the page to be shown."""

    def __init__(self, rooms: Sequence[Room], theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._bare = False
        self.setObjectName("pageRail")
        self.setAccessibleName("Pages")
        self.setProperty("rail", True)
        self.buttons = {room.key: self._button(room, place) for place, room in enumerate(rooms, 1)}
        group = QButtonGroup(self)
        group.setExclusive(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 6, 4, 6)
        layout.setSpacing(2)
        for button in self.buttons.values():
            group.addButton(button)
            layout.addWidget(button)
        layout.addStretch(1)
        theme.changed.connect(self._draw)
        theme.zoomed.connect(self._measure)
        self._draw()
        self._measure()
        if rooms:
            self.mark(rooms[0].key)

    def mark(self, key: str) -> None:
        """This page is in sight."""
        for each, button in self.buttons.items():
            button.setChecked(each == key)
            policy = Qt.FocusPolicy.TabFocus if each == key else Qt.FocusPolicy.NoFocus
            button.setFocusPolicy(policy)
        self._draw()

    def fit(self, width: int) -> None:
        """Leave the words out in a window so wide, where the page needs the room."""
        bare = width < scaled(self.font(), _NARROW)
        if bare == self._bare:
            return
        self._bare = bare
        styles = Qt.ToolButtonStyle
        style = styles.ToolButtonIconOnly if bare else styles.ToolButtonTextUnderIcon
        for button in self.buttons.values():
            button.setToolButtonStyle(style)
        self._measure()

    def allow(self, *, opened: bool) -> None:
        """Offer the pages of an open chronicle, or none."""
        for button in self.buttons.values():
            button.setEnabled(opened)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down go from page to page."""
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        keys = list(self.buttons)
        held = next((n for n, key in enumerate(keys) if self.buttons[key].hasFocus()), None)
        if not by or held is None:
            super().keyPressEvent(event)
            return
        key = keys[(held + by) % len(keys)]
        self.wanted.emit(key)
        self.buttons[key].setFocus(Qt.FocusReason.OtherFocusReason)

    def _button(self, room: Room, place: int) -> QToolButton:
        button = QToolButton()
        button.setObjectName(room.name)
        button.setText(room.title)
        button.setAccessibleName(room.title)
        button.setAccessibleDescription(room.told)
        button.setToolTip(f"{room.told} (Ctrl+{place})")
        button.setCheckable(True)
        button.setProperty("rail", True)
        button.setProperty("icon-name", room.picture)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        sized(button, -1)
        button.clicked.connect(lambda: self.wanted.emit(room.key))
        return button

    def _measure(self) -> None:
        wide = max((button.fontMetrics().horizontalAdvance(button.text())
                    for button in self.buttons.values()), default=0)  # fmt: skip
        for button in self.buttons.values():
            button.setIconSize(QSize(1, 1) * scaled(button.font(), _PICTURE))
            button.setFixedWidth(scaled(button.font(), _BARE) if self._bare else wide + 14)

    def _draw(self) -> None:
        for button in self.buttons.values():
            ink = "accent" if button.isChecked() else "quiet"
            name = str(button.property("icon-name"))
            button.setIcon(icon(name, self._theme.colours, ink))
