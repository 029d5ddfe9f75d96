"""Files and folders dropped on the window."""

import os
import sys
from pathlib import Path
from urllib.parse import unquote_to_bytes

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QMainWindow, QVBoxLayout, QWidget

from desktop.theme.labels import PlainLabel, sized


class DropHint(QFrame):
    """Accepts files dropped anywhere on its parent, and says so while they hover."""

    dropped = Signal(object)
    """A tuple of Paths."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("drop", True)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.label = PlainLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.label.setWordWrap(True)
        sized(self.label, 4)
        layout = QVBoxLayout(self)
        layout.addWidget(self.label)
        self.refuse("")
        self.hide()
        parent.setAcceptDrops(True)
        parent.installEventFilter(self)

    def refuse(self, why: str) -> None:
        """Refuse imports and say why; empty: accept them."""
        self.label.setText(why or "Drop to import these articles")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what is dragged over the window if it is files."""
        if isinstance(event, QDropEvent) and not isinstance(event, QDragMoveEvent):
            self.hide()
            paths = paths_of(event.mimeData())
            if paths:
                event.acceptProposedAction()
                self.dropped.emit(paths)
                return True
        elif isinstance(event, QDragEnterEvent | QDragMoveEvent):
            if paths_of(event.mimeData()):
                event.acceptProposedAction()
                self._cover(watched)
                return True
        elif event.type() == QEvent.Type.DragLeave:
            self.hide()
        return super().eventFilter(watched, event)

    def _cover(self, watched: QObject) -> None:
        if isinstance(watched, QWidget):
            middle = watched.centralWidget() if isinstance(watched, QMainWindow) else None
            inner = middle.geometry() if middle else watched.rect()
            self.setGeometry(inner.adjusted(24, 24, -24, -24))
            self.raise_()
            self.show()


def paths_of(data: QMimeData) -> tuple[Path, ...]:
    """The files and folders on this machine that are being dragged."""
    return tuple(_path(url) for url in data.urls() if url.isLocalFile())


def _path(url: QUrl) -> Path:
    """The file of an address; its name need not be Unicode, as Qt would have it."""
    if sys.platform == "win32":
        return Path(url.toLocalFile())
    encoded = url.path(QUrl.ComponentFormattingOption.FullyEncoded)
    return Path(os.fsdecode(unquote_to_bytes(encoded)))
