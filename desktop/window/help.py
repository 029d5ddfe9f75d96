"""The list of keys that the Help menu opens."""

import re
from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QMenu,
    QMenuBar,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.theme.labels import PlainLabel

_TALLEST = 0.85  # of the screen
Keys = list[tuple[str, str]]
_ELSEWHERE: tuple[tuple[str, Keys], ...] = (
    ("In the search field", [("Go to the events", "Enter")]),
    (
        "In the table",
        [
            ("Copy the selected rows", "Ctrl+C"),
            ("Select all events", "Ctrl+A"),
            ("First, last event", "Home, End"),
            ("Read the details", "Enter"),
            ("Open the menu of the row", "Shift+F10"),
        ],
    ),
    (
        "In a filter list",
        [
            ("Tick a value", "Space"),
            ("Leave a value out", "-"),
            ("Role, only this, leave out", "Shift+F10"),
        ],
    ),
    ("On a filter chip", [("Remove it", "Delete")]),
    (
        "In the date bars",
        [
            ("Move, select several", "Left, Shift+Left"),
            ("Filter by the selection", "Enter"),
            ("Show all dates", "Esc"),
            ("Zoom in, out, show all", "+, -, 0"),
        ],
    ),
    ("In the details", [("Filter by a person", "Enter")]),
    (
        "In an article",
        [
            ("Next, previous event", "J, K"),
            ("Make an event of what is marked", "Enter"),
            ("Back to the events", "Esc"),
        ],
    ),
)


def shortcuts(bar: QMenuBar) -> list[tuple[str, Keys]]:
    """Every key and what it does: those of each menu, and those of the parts of the window."""
    menus = ((_words(action), action.menu()) for action in bar.actions())
    found = ((title, _keys_of(menu)) for title, menu in menus if isinstance(menu, QMenu))
    return [(title, keys) for title, keys in (*found, *_ELSEWHERE) if keys]


def _keys_of(menu: QMenu) -> Keys:
    native = QKeySequence.SequenceFormat.NativeText
    return [
        (_words(action).rstrip("…"), action.shortcut().toString(native))
        for action in menu.actions()
        if not action.shortcut().isEmpty()
    ]


def _words(action: QAction) -> str:
    """What an action is called, without the mark of its key."""
    return re.sub("&(.)", r"\1", action.text())


def show_shortcuts(groups: Sequence[tuple[str, Keys]], parent: QWidget) -> None:
    """Open the list of keys, a heading over each group."""
    dialog = QDialog(parent)
    dialog.setObjectName("shortcutsDialog")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle("Keyboard shortcuts")
    listing = QWidget()
    columns = QHBoxLayout(listing)
    columns.setContentsMargins(24, 16, 24, 16)
    columns.setSpacing(48)
    for part in _halves(groups):
        columns.addLayout(_listed(part))
    area = QScrollArea()  # the list is longer than some screens are high
    area.setWidget(listing)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setAccessibleName("Keys and what they do")
    buttons = QDialogButtonBox()
    close = buttons.addButton("Close", QDialogButtonBox.ButtonRole.RejectRole)
    close.setDefault(True)
    buttons.rejected.connect(dialog.reject)
    buttons.setContentsMargins(16, 8, 16, 16)
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addWidget(area)
    layout.addWidget(buttons)
    wanted = listing.sizeHint()
    bar = area.verticalScrollBar().sizeHint().width()
    high = wanted.height() + buttons.sizeHint().height() + 2
    most = round(parent.screen().availableSize().height() * _TALLEST)
    dialog.resize(wanted.width() + bar, min(high, most))
    dialog.open()


def _halves(groups: Sequence[tuple[str, Keys]]) -> Iterator[Sequence[tuple[str, Keys]]]:
    """The groups in two columns, about as long as each other."""
    lines = [len(keys) + 2 for _, keys in groups]
    half = next(n for n in range(len(lines) + 1) if 2 * sum(lines[:n]) >= sum(lines))
    yield groups[:half]
    yield groups[half:]


def _listed(groups: Sequence[tuple[str, Keys]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(32)
    grid.setVerticalSpacing(6)  # else it is that of the two columns
    for title, keys in groups:
        heading = PlainLabel(title)
        heading.setProperty("section", True)
        if title is not groups[0][0]:
            heading.setContentsMargins(0, 10, 0, 0)
        grid.addWidget(heading, grid.rowCount(), 0, 1, 2)
        for what, pressed in keys:
            row = grid.rowCount()
            grid.addWidget(PlainLabel(what), row, 0)
            grid.addWidget(PlainLabel(pressed), row, 1)
    grid.setRowStretch(grid.rowCount(), 1)
    return grid
