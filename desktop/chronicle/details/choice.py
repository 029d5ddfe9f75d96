"""Boxes to choose a kind, a status, a role from: with icons, and never turned by the wheel."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from desktop.tables.box import Box
from desktop.theme.icons import icon
from desktop.theme.theme import Theme, scaled


class Choice(Box):
    """One of a few values, with a picture each."""

    def __init__(self, name: str, spoken: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._picture: Callable[[str], str] | None = None
        self.setObjectName(name)
        self.setAccessibleName(spoken)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setIconSize(QSize(1, 1) * scaled(self.font(), 14))
        self.setMaxVisibleItems(14)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._recolour)

    def offer(
        self, values: Iterable[tuple[str, str]], picture: Callable[[str], str] | None = None
    ) -> None:
        """Offer these values, each with its words; what is chosen stays so if it is among them."""
        before = self.value()
        self._picture = picture
        self.blockSignals(True)
        self.clear()
        for value, words in values:
            self.addItem(words, value)
        self.blockSignals(False)
        self._recolour()
        self.put(before)

    def value(self) -> str:
        """The value chosen; empty: none."""
        return str(self.currentData() or "")

    def put(self, value: str) -> None:
        """Choose a value; one that is not offered is added, so that nothing is changed unasked."""
        if not value:
            return
        at = self.findData(value)
        if at < 0:
            self.addItem(value.capitalize(), value)
            at = self.count() - 1
        self.setCurrentIndex(at)

    def _recolour(self) -> None:
        if self._picture is None:
            return
        for at in range(self.count()):
            name = self._picture(str(self.itemData(at)))
            self.setItemIcon(at, icon(name, self._theme.colours, "quiet"))
