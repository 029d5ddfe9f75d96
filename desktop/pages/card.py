"""What the cards of pages have in common: texts above, lists with headings below, one scroll."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.pages.lines import Line, Lines
from desktop.theme.labels import PlainLabel, sized
from desktop.theme.theme import Theme


class Card(QFrame):
    """A title, texts, buttons, and parts under headings; a part that is empty is not there."""

    def __init__(self, name: str, spoken: str, nothing: str, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName(name)
        self.setAccessibleName(spoken)
        self.setProperty("card", True)
        self.number = 0
        """Whom or what it is about; 0: nothing."""
        self._name = name
        self._heads: dict[str, PlainLabel] = {}
        self.lists: dict[str, Lines] = {}
        """The lists of lines, by name."""
        inside = QWidget()
        inside.setProperty("card", True)
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(20, 16, 20, 20)
        self._column.setSpacing(4)
        self.title = self.text("Title", "Title")
        sized(self.title, 2.5, bold=True)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(inside)
        empty = PlainLabel(nothing)
        empty.setProperty("quiet", True)
        empty.setWordWrap(True)
        empty.setMargin(24)
        empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        self._stack.addWidget(empty)
        self._stack.addWidget(self._area)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    def text(self, name: str, spoken: str, *, quiet: bool = False) -> PlainLabel:
        """A further text, below what there is."""
        label = PlainLabel()
        label.setObjectName(f"{self._name}{name}")
        label.setAccessibleName(spoken)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if quiet:
            label.setProperty("quiet", True)
        self._column.addWidget(label)
        return label

    def buttons(self, words: Sequence[tuple[str, str]]) -> list[QPushButton]:
        """Buttons in a line, below what there is, each by its name and its words."""
        line = QHBoxLayout()
        line.setContentsMargins(0, 4, 0, 0)
        line.setSpacing(12)
        made = []
        for name, word in words:
            button = QPushButton(word)
            button.setObjectName(f"{self._name}{name}")
            button.setProperty("more", True)
            line.addWidget(button)
            made.append(button)
        line.addStretch(1)
        self._column.addLayout(line)
        self.setFocusProxy(made[0])
        return made

    def part(self, key: str, words: str, widget: QWidget | None = None) -> None:
        """A part under a heading, below what there is: this widget, else a list of lines."""
        head = self._heads[key] = PlainLabel(words)
        head.setProperty("section", True)
        head.setContentsMargins(0, 12, 0, 0)
        self._column.addWidget(head)
        if widget is None:
            title = key.title().replace("_", "")
            widget = self.lists[key] = Lines(f"{self._name}{title}", words, self._theme)
        self._column.addWidget(widget)

    def end(self) -> None:
        """Nothing more comes."""
        self._column.addStretch(1)

    def put_lines(self, key: str, lines: Sequence[Line]) -> None:
        """Fill a list; an empty one goes with its heading."""
        self.lists[key].put(lines)
        self.show_part(key, shown=bool(lines))

    def show_part(self, key: str, *, shown: bool) -> None:
        """Show a heading, or hide it."""
        self._heads[key].setVisible(shown)

    def put(self, found: Any) -> None:
        """Show this one, or none."""
        raise NotImplementedError

    def show_card(self, shown: bool, *, top: bool) -> None:
        """Show what there is, or that there is nothing; ``top``: from its beginning."""
        self._stack.setCurrentIndex(int(shown))
        if top:
            self._area.verticalScrollBar().setValue(0)


def put_text(label: PlainLabel, text: str) -> None:
    """Show a text; an empty one takes no room."""
    label.setText(text)
    label.setVisible(bool(text))
