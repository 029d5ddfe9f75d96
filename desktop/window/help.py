"""What the Help menu opens: the list of keys, and what this program is."""

from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QMessageBox,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

_TALLEST = 0.85  # of the screen
_ELSEWHERE = (
    ("Copy the chosen rows (in the table)", "Ctrl+C"),
    ("First, last event (in the table)", "Home, End"),
    ("Choose all events (in the table)", "Ctrl+A"),
    ("Tick a value (in a filter list)", "Space"),
    ("Leave a value out (in a filter list)", "-"),
    ("Role, only this, leave out (in a filter list)", "Shift+F10"),
    ("Walk, choose several (in the bars)", "Left, Shift+Left"),
    ("Filter by what is chosen (in the bars)", "Enter"),
    ("All dates again (in the bars)", "Esc"),
    ("Zoom in, out, show all (in the bars)", "+, -, 0"),
    ("Filter by a person (in the details)", "Enter"),
    ("Remove a filter (on its chip)", "Delete"),
    ("To the table (in the search field)", "Enter"),
)


def shortcuts(actions: Iterable[QAction]) -> list[tuple[str, str]]:
    """Every key and what it does: those of the menus, and those of the parts of the window."""
    native = QKeySequence.SequenceFormat.NativeText
    found = [
        (action.text().replace("&", "").rstrip("…"), action.shortcut().toString(native))
        for action in actions
        if not action.shortcut().isEmpty()
    ]
    return [*found, *_ELSEWHERE]


def show_shortcuts(listed: Iterable[tuple[str, str]], parent: QWidget) -> None:
    """Open the list of keys."""
    dialog = QDialog(parent)
    dialog.setObjectName("shortcutsDialog")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle("Keyboard shortcuts")
    listing = QWidget()
    grid = QGridLayout(listing)
    grid.setContentsMargins(24, 16, 24, 16)
    grid.setHorizontalSpacing(32)
    for row, (what, keys) in enumerate(listed):
        grid.addWidget(QLabel(what), row, 0)
        pressed = QLabel(keys)
        pressed.setProperty("quiet", True)
        grid.addWidget(pressed, row, 1)
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


def show_about(parent: QWidget) -> None:
    """Open the box that says what this program is, and which version."""
    try:
        number = version("dateline")
    except PackageNotFoundError:  # run from the sources
        number = ""
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle("About Dateline")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(f"Dateline {number}".strip())
    box.setInformativeText(
        "Turns news articles into a chronology you can browse, question and correct. "
        "Everything stays on this machine."
    )
    box.open()
