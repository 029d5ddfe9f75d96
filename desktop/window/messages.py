"""The messages since the window opened, each with its time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.theme.icons import icon
from desktop.theme.labels import PlainLabel, as_tip
from desktop.theme.theme import Theme, tabular

Actions = Sequence[tuple[str, Callable[[], object]]]


def _now() -> datetime:
    return datetime.now().astimezone()


@dataclass(frozen=True, slots=True)
class Message:
    """A message: one sentence, what can be done about it, and its time."""

    text: str
    actions: Actions = ()
    wrong: bool = False
    """Whether something went wrong."""
    at: datetime = field(default_factory=_now)


class Messages(QDialog):
    """The list of all messages, the newest first."""

    def __init__(self, told: Sequence[Message], theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("messagesDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Messages")
        self.list = QTreeWidget()
        self.list.setObjectName("messageList")
        self.list.setAccessibleName("Messages, newest first")
        self.list.setHeaderLabels(["Time", "Message"])
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(False)
        self.list.setWordWrap(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        head = self.list.header()
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        for message in reversed(told):
            self.list.addTopLevelItem(_line(message, theme))
        empty = PlainLabel("No messages yet.")
        empty.setProperty("quiet", True)
        copy = QPushButton("Copy")
        copy.setToolTip("Copy the selected messages, or all if none is selected")
        copy.setEnabled(bool(told))
        copy.clicked.connect(self._copy)
        close = QPushButton("Close")
        close.setDefault(True)
        close.clicked.connect(self.close)
        row = QHBoxLayout()
        row.addWidget(copy)
        row.addStretch()
        row.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addWidget(self.list, 1)
        layout.addWidget(empty)
        layout.addLayout(row)
        self.list.setVisible(bool(told))
        empty.setVisible(not told)
        self.resize(640, 360)

    def _copy(self) -> None:
        if not self.list.selectedItems():
            self.list.selectAll()
        lines = sorted(self.list.selectedItems(), key=self.list.indexOfTopLevelItem)
        told = "\n".join(f"{line.text(0)}\t{line.text(1)}" for line in lines)
        QGuiApplication.clipboard().setText(told)


def _line(message: Message, theme: Theme) -> QTreeWidgetItem:
    line = QTreeWidgetItem([f"{message.at:%H:%M:%S}", message.text])
    name, colour = ("warning", "error") if message.wrong else ("info", "accent")
    line.setIcon(1, icon(name, theme.colours, colour))
    line.setFont(0, tabular(line.font(0)))
    line.setForeground(0, QColor(theme.colours.quiet))
    line.setToolTip(1, as_tip(message.text))
    line.setTextAlignment(0, Qt.AlignmentFlag.AlignTop)
    return line
