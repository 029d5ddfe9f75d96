"""The box that says what this program is, which version, and what it runs on."""

import platform
from importlib import import_module

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from desktop.about import DESCRIPTION, LICENCE, version
from desktop.theme.labels import PlainLabel
from desktop.theme.theme import scaled

_WIDTH = 440  # pixels, in letters of the usual size


def details() -> str:
    """The versions of everything, for a bug report, one per line."""
    # Loaded when it is needed, like everything of the database.
    sqlite = import_module("models.store.sqlite").version()
    return "\n".join(
        (
            f"Dateline {version()}",
            f"Python {platform.python_version()}, Qt {qVersion()}, SQLite {sqlite}",
            f"{platform.system()} {platform.release()}, {platform.machine()}",
        )
    )


def show_about(parent: QWidget) -> None:
    """Open the box; its Copy button puts the versions on the clipboard."""
    box = QDialog(parent)
    box.setObjectName("aboutDialog")
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle("About Dateline")
    name, *rest = details().splitlines()
    title = PlainLabel(name)
    font = title.font()
    font.setPointSizeF(font.pointSizeF() + 4)
    font.setWeight(QFont.Weight.DemiBold)
    title.setFont(font)
    what = PlainLabel(f"{DESCRIPTION}. Everything stays on this machine.")
    licence = PlainLabel(f"Licence: {LICENCE}.")
    runs_on = PlainLabel("\n".join(rest))
    runs_on.setObjectName("aboutVersions")
    runs_on.setProperty("quiet", True)
    buttons = QDialogButtonBox()
    copy = buttons.addButton("&Copy versions", QDialogButtonBox.ButtonRole.ActionRole)
    copy.setAutoDefault(False)
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(details()))
    close = buttons.addButton("Close", QDialogButtonBox.ButtonRole.RejectRole)
    close.setDefault(True)
    buttons.rejected.connect(box.reject)
    layout = QVBoxLayout(box)
    layout.setContentsMargins(24, 20, 24, 16)
    layout.setSpacing(12)
    for label in (title, what, licence, runs_on):
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout.addWidget(label)
    layout.addWidget(buttons)
    width = scaled(box.font(), _WIDTH)
    box.setFixedSize(width, layout.totalHeightForWidth(width))  # no gaps between short lines
    close.setFocus()
    box.open()
