"""Small buttons that show a picture alone."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton


def picture_button(name: str, tip: str, act: Callable[[], object]) -> QToolButton:
    """A button with the picture of this name, which its owner draws in the colours in use.

    Its tooltip may end with its key in brackets, which a screen reader doesn't say.
    """
    button = QToolButton()
    button.setProperty("plain", True)
    button.setProperty("icon-name", name)
    button.setToolTip(tip)
    button.setAccessibleName(tip.split(" (", maxsplit=1)[0])
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.clicked.connect(act)
    return button
