"""A dialog that decides one thing, and says before what that will be."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from desktop.jobs.reader import Reader
from desktop.theme.labels import PlainLabel
from desktop.theme.theme import Theme

if TYPE_CHECKING:  # loaded off the GUI thread, see there
    from desktop.archive import Archive


@dataclass(frozen=True, slots=True)
class Ground:
    """What a dialog needs of the window: the chronicle, who asks it, and the colours."""

    theme: Theme
    reader: Reader
    archive: "Archive"


class Frame(QDialog):
    """A dialog with Cancel and one thing that it does; never modal to the whole program."""

    decide = Signal(str, object)
    """A correction: what to call it, and what to call."""

    def __init__(self, ground: Ground, name: str, title: str, act: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.ground = ground
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.effect = PlainLabel(" ")
        self.effect.setObjectName("dialogEffect")
        self.effect.setWordWrap(True)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 16, 16, 16)
        self.column.setSpacing(10)
        buttons = QDialogButtonBox()
        buttons.addButton("Cancel", QDialogButtonBox.ButtonRole.RejectRole)
        self.do = buttons.addButton(act, QDialogButtonBox.ButtonRole.AcceptRole)
        self.do.setProperty("primary", True)
        self.do.setEnabled(False)
        buttons.accepted.connect(self.finish)
        buttons.rejected.connect(self.reject)
        self._buttons = buttons

    def end(self) -> None:
        """Put what it will do, and the buttons, below what was added."""
        self.column.addWidget(self.effect)
        self.column.addWidget(self._buttons)

    def tell(self, effect: str, *, can: bool) -> None:
        """Say what it will do, and whether it can be done."""
        self.effect.setText(effect or " ")
        self.do.setEnabled(can)
        self.do.setAccessibleDescription(effect)

    def finish(self) -> None:
        """Do it; what it is, is for each dialog to say."""
        raise NotImplementedError

    def close_with(self, label: str, deciding: object) -> None:
        """Close, and have it decided."""
        self.accept()
        self.decide.emit(label, deciding)
