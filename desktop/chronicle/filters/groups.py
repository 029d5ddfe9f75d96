"""Which actors the list shows: all of them, or people, organisations or places alone."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from desktop.theme.icons import icon
from desktop.theme.theme import Theme, scaled

_GROUPS = (
    ("", "All", "All actors"),
    ("person", "", "People"),
    ("organisation", "", "Organisations"),
    ("place", "", "Places"),
)


class ActorGroups(QWidget):
    """Four halves of one switch, of which one is pressed."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.kind = ""
        """The kind of actor that is shown; empty: every kind."""
        self.buttons: dict[str, QPushButton] = {}
        group = QButtonGroup(self)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        for kind, word, spoken in _GROUPS:
            button = QPushButton(word)
            button.setObjectName(f"actors-{kind or 'all'}")
            button.setCheckable(True)
            button.setProperty("segment", True)
            button.setToolTip(f"Show {spoken[:1].lower()}{spoken[1:]}")
            button.setAccessibleName(spoken)
            button.setIconSize(QSize(1, 1) * scaled(button.font(), 14))
            group.addButton(button)
            line.addWidget(button, 1)
            self.buttons[kind] = button
        self.buttons[""].setChecked(True)
        group.buttonClicked.connect(self._pressed)
        theme.changed.connect(self._draw)
        self._draw()

    def _pressed(self) -> None:
        self.kind = next(kind for kind, each in self.buttons.items() if each.isChecked())
        self.changed.emit()

    def _draw(self) -> None:
        for kind, button in self.buttons.items():
            if kind:
                button.setIcon(icon(kind, self._theme.colours, "text"))
