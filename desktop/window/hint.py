"""What a new user is told once, in one line."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy

from desktop.theme.labels import PlainLabel

_WORDS = (
    "Select an event to see the passage it comes from and how its date is known. "
    "To read your own articles, drop them on this window or press “Import”."
)


class Hint(QFrame):
    """One line with a button that puts it away for good."""

    understood = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("firstHint")
        self.setAccessibleName("Hint")
        self.setProperty("hint", True)
        self.text = PlainLabel(_WORDS)
        self.text.setWordWrap(True)
        self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.button = QPushButton("Got it")
        self.button.setObjectName("hintUnderstood")
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 4, 8, 4)
        line.setSpacing(12)
        line.addWidget(self.text, 1)
        line.addWidget(self.button)
        self.button.clicked.connect(self.understood)
