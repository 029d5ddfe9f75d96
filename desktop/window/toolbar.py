"""The slim row of what one does most, and what the page puts beside it."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from desktop.theme.icons import icon
from desktop.theme.theme import Theme, scaled


class Toolbar(QFrame):
    """Buttons for actions of the menus, in groups; then the bar of the page in sight."""

    def __init__(
        self, groups: Sequence[Sequence[QAction]], worded: Sequence[QAction], theme: Theme
    ) -> None:
        super().__init__()
        self._theme = theme
        self._actions = [action for group in groups for action in group]
        self.setObjectName("toolbar")
        self.setAccessibleName("Toolbar")
        self.setProperty("toolbar", True)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(8, 4, 8, 4)
        self._line.setSpacing(2)
        self.buttons: list[QToolButton] = []
        for number, group in enumerate(groups):
            if number:
                self._line.addSpacing(8)
            for action in group:
                self._line.addWidget(self._button(action, worded=action in worded))
        self._line.addSpacing(12)
        theme.changed.connect(self._draw)
        theme.zoomed.connect(self._measure)
        self._draw()
        self._measure()

    def put(self, bar: QWidget) -> None:
        """Have the bar of this page beside the buttons."""
        self._line.addWidget(bar, 1)

    def _button(self, action: QAction, *, worded: bool) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(action)
        button.setProperty("tool", True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        style = Qt.ToolButtonStyle
        button.setToolButtonStyle(
            style.ToolButtonTextBesideIcon if worded else style.ToolButtonIconOnly
        )
        button.setAccessibleName(action.iconText())
        self.buttons.append(button)
        return button

    def _measure(self) -> None:
        for button in self.buttons:
            button.setIconSize(QSize(1, 1) * scaled(button.font(), 16))

    def _draw(self) -> None:
        for action in self._actions:
            action.setIcon(icon(str(action.property("icon-name")), self._theme.colours))
