"""The Review menu: the mode, its keys, and how they are changed."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from desktop.chronicle.reviewing.keys import KEYS
from desktop.chronicle.reviewing.keys_dialog import KeysDialog
from desktop.chronicle.reviewing.mode import Reviewing
from desktop.theme.labels import as_tip


class ReviewMenu(QMenu):
    """Its keys act only while one reviews, and never while one types in a field."""

    bulk_wanted = Signal()
    """Many events are to be accepted at once."""

    def __init__(self, reviewing: Reviewing, parent: QWidget) -> None:
        super().__init__("&Review", parent)
        self._page = parent
        self._reviewing = reviewing
        self._why = ""
        self._opened = False
        self.mode = self._action("&Start reviewing", reviewing.toggle)
        self.mode.setObjectName("reviewAction")
        self.mode.setCheckable(True)
        self.mode.setShortcut(QKeySequence("Ctrl+R"))
        self.addSeparator()
        acts = reviewing.acts()
        self.keys = {each.name: self._action(each.words, acts[each.name]) for each in KEYS}
        self.addSeparator()
        self.bulk = self._action("Accept in &bulk…", self.bulk_wanted.emit)
        self._action("&Keys for reviewing…", self.change_keys)
        reviewing.turned.connect(self._offer)
        reviewing.bar.bulk.clicked.connect(self.bulk.trigger)
        self.show_keys()
        self._offer()

    def allow(self, *, opened: bool) -> None:
        """Offer what can be done now that a chronicle is open, or none is."""
        self._opened = opened
        self._offer()

    def refuse(self, why: str) -> None:
        """Nothing can be written, and why; empty: it can."""
        self._why = why
        if why:
            self._reviewing.stop()
        self._offer()

    def show_keys(self) -> None:
        """Have the keys that reviewing has now."""
        for name, key in self._reviewing.keys.items():
            self.keys[name].setShortcut(QKeySequence(key))

    def change_keys(self) -> None:
        """Ask for other keys."""
        dialog = KeysDialog(self._reviewing.keys, self._taken(), self._page.window())
        dialog.chosen.connect(self._use)
        dialog.open()

    def _use(self, keys: dict[str, str]) -> None:
        self._reviewing.use_keys(keys)
        self.show_keys()

    def _taken(self) -> dict[str, str]:
        """What every other key of the window does."""
        form = QKeySequence.SequenceFormat.PortableText
        others = self._page.window().findChildren(QAction)
        return {
            key.toString(form): each.text().replace("&", "").rstrip("…")
            for each in others
            if each not in self.keys.values()
            for key in each.shortcuts()
        }

    def _action(self, words: str, act: Callable[[], object]) -> QAction:
        made = self.addAction(words)
        made.triggered.connect(lambda _=False: act())
        return made

    def _offer(self) -> None:
        on = self._reviewing.on
        self.mode.setChecked(on)
        self.mode.setText("&Stop reviewing" if on else "&Start reviewing")
        for action in (self.mode, self.bulk):
            action.setEnabled(self._opened and not self._why)
        self.mode.setToolTip(as_tip(self._why))
        self.setToolTipsVisible(bool(self._why))
        for action in self.keys.values():
            action.setEnabled(on)
