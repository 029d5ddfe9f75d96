"""Which articles are to be read again."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop.tables.words import counted
from desktop.theme.labels import PlainLabel


class AgainDialog(QDialog):
    """Asks which articles to read again: those in hand, those of an older reader, or all."""

    wanted = Signal(object)
    """The numbers of the documents."""

    def __init__(
        self, here: Sequence[int], older: Sequence[int], every: Sequence[int], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("rereadChoice")
        self.setWindowTitle("Read again")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        told = PlainLabel(
            "The stored texts are read again. You see what would change before anything does."
        )
        told.setWordWrap(True)
        this = "&This article" if len(here) == 1 else f"&The {len(here):,} selected articles"
        an_older = f"Articles &read by an older reader ({len(older):,})"
        self.choices = (
            (QRadioButton(this if here else "&This article"), here),
            (QRadioButton(an_older), older),
            (QRadioButton(f"&All articles ({len(every):,})"), every),
        )
        self._group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addWidget(told)
        layout.addSpacing(4)
        for button, numbers in self.choices:
            button.setEnabled(bool(numbers))
            self._group.addButton(button)
            layout.addWidget(button)
        names = ("rereadHere", "rereadOlder", "rereadAll")
        for (button, _), name in zip(self.choices, names, strict=True):
            button.setObjectName(name)
        first = self.choices[1] if older else self.choices[0] if here else self.choices[2]
        first[0].setChecked(True)
        first[0].setFocus()
        buttons = QDialogButtonBox()
        buttons.addButton("Cancel", QDialogButtonBox.ButtonRole.RejectRole)
        self.go = QPushButton(f"Read {counted(len(first[1]), 'article')} again")
        self.go.setObjectName("rereadGo")
        self.go.setProperty("primary", True)
        self.go.setEnabled(bool(every))
        buttons.addButton(self.go, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self._go)
        buttons.rejected.connect(self.reject)
        self._group.buttonClicked.connect(self._say)
        layout.addSpacing(4)
        layout.addWidget(buttons)
        self.setMinimumWidth(440)

    def _chosen(self) -> Sequence[int]:
        return next((numbers for button, numbers in self.choices if button.isChecked()), ())

    def _say(self) -> None:
        self.go.setText(f"Read {counted(len(self._chosen()), 'article')} again")

    def _go(self) -> None:
        numbers = self._chosen()
        self.accept()
        self.wanted.emit(numbers)
