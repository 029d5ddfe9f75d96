"""The line above what a page shows: a field to narrow it, switches, and how much there is."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QPushButton, QWidget

from desktop.jobs.busy import Busy
from desktop.theme.labels import PlainLabel

_PAUSE = 150  # milliseconds without a key before what is typed is asked


class Head(QWidget):
    """A field and switches of which one is on; either tells when it is changed."""

    changed = Signal()
    """Something else is typed, after a moment, or another switch is on."""

    def __init__(
        self, name: str, asks: str, choices: Sequence[tuple[str, str]], busy: Busy
    ) -> None:
        super().__init__()
        self._busy = busy
        self._reason = f"typing in {name}"
        self.field = QLineEdit()
        self.field.setObjectName(f"{name}Search")
        self.field.setPlaceholderText(asks)
        self.field.setAccessibleName(asks)
        self.field.setClearButtonEnabled(True)
        self.field.setMaximumWidth(280)
        self.count = PlainLabel()
        self.count.setObjectName(f"{name}Count")
        self.count.setProperty("quiet", True)
        self.line = QHBoxLayout(self)
        self.line.setContentsMargins(8, 0, 8, 0)
        self.line.setSpacing(6)
        self.line.addWidget(self.field, 1)
        self._choices = QButtonGroup(self)
        self._keys: list[str] = []
        for key, words in choices:
            button = QPushButton(words)
            button.setCheckable(True)
            button.setProperty("segment", True)
            button.setMinimumWidth(button.fontMetrics().horizontalAdvance(words) + 16)
            self._choices.addButton(button, len(self._keys))
            self._keys.append(key)
            self.line.addWidget(button)
        if choices:
            self._choices.buttons()[0].setChecked(True)
        self.line.addStretch(1)
        self.line.addWidget(self.count)
        self._rest = QTimer(self, singleShot=True, interval=_PAUSE)
        self._rest.timeout.connect(self._rested)
        self.field.textChanged.connect(self._typed)
        self._choices.idClicked.connect(lambda _: self.changed.emit())

    @property
    def typed(self) -> str:
        """What is typed."""
        return self.field.text().strip()

    @property
    def choice(self) -> str:
        """The key of the switch that is on."""
        at = self._choices.checkedId()
        return self._keys[at] if at >= 0 else ""

    def choose(self, key: str) -> None:
        """Have this switch on; emits nothing."""
        if key in self._keys:
            self._choices.button(self._keys.index(key)).setChecked(True)

    def say(self, told: str) -> None:
        """Say how much there is."""
        self.count.setText(told)

    def _typed(self) -> None:
        self._busy.hold(self._reason)
        self._rest.start()

    def _rested(self) -> None:
        self.changed.emit()
        self._busy.release(self._reason)
