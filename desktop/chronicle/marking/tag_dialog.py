"""Puts tags on events or articles, and takes them off."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import (
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.chronicle.filters.chips import Chip, Flow
from desktop.tables.words import counted
from desktop.theme.labels import PlainLabel
from desktop.theme.theme import Theme

_LONGEST = 80  # characters of a tag


class TagDialog(QDialog):
    """A field with the known tags, and those there are to take off. Enter tags and closes.

    ``number`` of which ``unit``: what is tagged.
    """

    tagged = Signal(str)
    untagged = Signal(str)

    def __init__(self, number: int, unit: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._number = number
        self.setObjectName("tagDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Tag {counted(number, unit)}")
        self.line = QLineEdit(maxLength=_LONGEST, placeholderText="A tag, such as “to check”")
        self.line.setObjectName("tagLine")
        self.line.setAccessibleName("Tag")
        self._known = QStringListModel(self)
        completer = QCompleter(self._known, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.line.setCompleter(completer)
        self.line.returnPressed.connect(self._enter)
        self.said = PlainLabel()
        self.said.setProperty("quiet", True)
        self._chips = QWidget()
        self._flow = Flow(self._chips)
        buttons = QDialogButtonBox()
        buttons.addButton("Close", QDialogButtonBox.ButtonRole.RejectRole)
        self.save = buttons.addButton("Tag", QDialogButtonBox.ButtonRole.AcceptRole)
        self.save.setProperty("primary", True)
        self.save.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        for part in (self.line, self.said, self._chips, buttons):
            layout.addWidget(part)
        self.setMinimumWidth(380)
        self.put((), ())
        self.line.textChanged.connect(self._allow)
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        self._allow()

    def put(self, known: Sequence[str], on: Sequence[tuple[str, int]]) -> None:
        """Offer these tags; those are on them, each on so many."""
        self._known.setStringList(list(known))
        while (item := self._flow.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for word, number in on:
            told = word if number == self._number else f"{word} (on {number:,})"
            spoken = f"Remove tag: {told}"
            self._flow.addWidget(Chip(told, self._theme, partial(self._off, word), spoken))
        self.said.setText("Tags now; press one to remove it:" if on else "No tags yet")
        self._chips.setVisible(bool(on))
        self.adjustSize()

    def _off(self, word: str) -> None:
        self.line.setFocus()
        self.untagged.emit(word)

    def _allow(self) -> None:
        self.save.setEnabled(bool(self.line.text().strip()))

    def _enter(self) -> None:
        """Qt takes Enter for its list of suggestions, also while none of them is chosen."""
        popup = self.line.completer().popup()
        if popup is not None and popup.isVisible() and not popup.currentIndex().isValid():
            self._accept()

    def _accept(self) -> None:
        word = " ".join(self.line.text().split())
        if word:
            self.accept()
            self.tagged.emit(word)
