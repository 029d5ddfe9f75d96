"""Saved filters: save the present one; open, rename, delete others; copy one as text."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.chronicle.filters.name_dialog import NameDialog
from desktop.jobs.reader import Lane, Reader
from desktop.theme.icons import icon
from desktop.theme.labels import PlainLabel, as_tip
from desktop.theme.theme import Theme, scaled
from models.queries.filter import EventFilter

_NUMBER = Qt.ItemDataRole.UserRole
_SHOWN = 40  # filters in the menu; the others are in the list of all


class Kept(Protocol):
    """A saved filter."""

    @property
    def id(self) -> int:
        """Its number."""

    @property
    def name(self) -> str:
        """What the user calls it."""

    @property
    def line(self) -> str:
        """The filter in the query language."""


class Questions(Protocol):
    """The queries and edits this needs of a chronicle."""

    def named_filters(self) -> Callable[[Any], Sequence[Kept]]:
        """All saved filters, by name."""

    def name_filter(self, name: str, wanted: EventFilter) -> None:
        """Save a filter under a name, replacing what had that name."""

    def rename_filter(self, number: int, name: str) -> None:
        """Give one another name."""

    def forget_filter(self, number: int) -> None:
        """Remove one."""

    def line(self, wanted: EventFilter) -> str:
        """A filter in the query language."""


class NamedFilters(QObject):
    """The menu of saved filters and its actions; the page supplies the present filter."""

    opened = Signal(str)
    """The line of a filter that is wanted now."""
    edit = Signal(str, object, str)
    """A change to the store: what to call it, what to call, and what to say afterwards."""
    told = Signal(str)
    changed = Signal()
    """Other filters are kept than before."""
    marked = Signal()
    """Another one of them is on, or none."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._page = parent
        self._theme = theme
        self._reader: Reader | None = None
        self._questions: Questions | None = None
        self._kept: tuple[Kept, ...] = ()
        self._wanted = EventFilter()
        self._words: tuple[str, ...] = ()
        self._line = ""
        self.why = ""
        """Why none can be kept, renamed or deleted; empty: they can."""
        self._choices: list[QAction] = []
        self.menu = QMenu("Fi&lters", parent)
        self.save_action = self._action("&Save this filter…", self.ask_name, "Ctrl+S", "bookmark")
        self.copy_action = self._action(
            "&Copy this filter as text", self.copy, "Ctrl+Shift+L", "copy"
        )
        self.all_action = self._action("&Rename or delete…", self.show_all)
        self.menu.addActions((self.save_action, self.copy_action, self.all_action))
        self.menu.addSeparator()
        self._none = QAction("Saved filters appear here", self)
        self._none.setEnabled(False)
        self.button = QToolButton()
        self.button.setObjectName("namedFilters")
        self.button.setText("Filters")
        self.button.setAccessibleName("Saved filters")
        self.button.setToolTip("Save this filter, or open a saved one")
        self.button.setProperty("dateMode", True)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setIconSize(QSize(1, 1) * scaled(self.button.font(), 14))
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.button.setMenu(self.menu)
        theme.changed.connect(self._recolour)
        self._recolour()
        self._fill()

    def attach(self, reader: Reader | None, questions: Questions | None) -> None:
        """Use this chronicle from now on."""
        self._reader, self._questions = reader, questions
        self._put(())

    def refuse(self, why: str) -> None:
        """Disable saving, renaming and deleting, and say why; empty: enable them."""
        self.why = why
        self.save_action.setToolTip(as_tip(why))
        self.menu.setToolTipsVisible(bool(why))
        self._allow()
        self.changed.emit()

    def refresh(self) -> None:
        """Ask for the names again."""
        if self._reader is not None and self._questions is not None:
            question = self._questions.named_filters()
            self._reader.ask("named filters", question, self._put, lane=Lane.BACK)

    def show_filter(self, wanted: EventFilter, words: Sequence[str]) -> None:
        """Set the present filter and its description; ``words`` empty: no filter."""
        self._wanted, self._words = wanted, tuple(words)
        self._line = self._questions.line(wanted) if self._questions and words else ""
        self._allow()
        self._mark()

    def _allow(self) -> None:
        self.save_action.setEnabled(bool(self._line) and not self.why)
        self.copy_action.setEnabled(bool(self._line))

    @property
    def kept(self) -> tuple[Kept, ...]:
        """The filters that have a name, by name."""
        return self._kept

    def current(self) -> Kept | None:
        """The saved filter that is active now."""
        return next((each for each in self._kept if self._line and each.line == self._line), None)

    def copy(self) -> None:
        """Put the present filter on the clipboard as one line."""
        if self._line:
            QGuiApplication.clipboard().setText(self._line)
            self.told.emit(
                "Copied the filter as text. Paste it into the search field to use it again."
            )

    def ask_name(self) -> None:
        """Ask for a name and save the present filter."""
        if not self._line or self._questions is None:
            return
        dialog = NameDialog(
            "Save this filter", self._words, [each.name for each in self._kept], self._page
        )
        dialog.named.connect(partial(self._save, self._questions, self._wanted))
        dialog.open()

    def show_all(self) -> None:
        """Open the list of all, to rename and delete."""
        dialog = AllFilters(self, self._page)
        dialog.show()

    def rename(self, number: int, name: str) -> None:
        """Give one another name; can be undone."""
        if self._questions is not None:
            act = partial(self._questions.rename_filter, number, name)
            self.edit.emit("Renaming a filter", act, f"Renamed the filter “{name}”.")

    def delete(self, number: int) -> None:
        """Remove one; can be undone."""
        name = next((each.name for each in self._kept if each.id == number), None)
        if self._questions is not None and name is not None:
            act = partial(self._questions.forget_filter, number)
            self.edit.emit("Deleting a filter", act, f"Deleted the filter “{name}”.")

    def open(self, number: int) -> None:
        """Filter by one of them."""
        line = next((each.line for each in self._kept if each.id == number), None)
        if line is not None:
            self.opened.emit(line)

    def _save(self, questions: Questions, wanted: EventFilter, name: str) -> None:
        act = partial(questions.name_filter, name, wanted)
        self.edit.emit("Saving a filter", act, f"Saved the filter “{name}”.")

    def _put(self, kept: Sequence[Kept]) -> None:
        self._kept = tuple(kept)
        self._fill()
        self.changed.emit()

    def _fill(self) -> None:
        for action in self._choices:
            self.menu.removeAction(action)
            action.deleteLater()
        self._choices = []
        self.menu.removeAction(self._none)
        self.all_action.setEnabled(bool(self._kept))
        if not self._kept:
            self.menu.addAction(self._none)
        for number, each in enumerate(self._kept[:_SHOWN], 1):
            digit = f"&{number}  " if number < 10 else ""
            action = QAction(digit + each.name.replace("&", "&&"), self)
            action.setToolTip(as_tip(each.name))
            action.setCheckable(True)
            action.triggered.connect(partial(self._choose, each.id))
            self.menu.addAction(action)
            self._choices.append(action)
        self._mark()

    def _choose(self, number: int, _checked: bool = False) -> None:
        self._mark()  # what is on is marked, not what was pressed
        self.open(number)

    def _mark(self) -> None:
        now = self.current()
        for action, each in zip(self._choices, self._kept, strict=False):
            action.setChecked(each is now)
        self.marked.emit()

    def _action(
        self, text: str, act: Callable[[], None], keys: str = "", picture: str = ""
    ) -> QAction:
        action = QAction(text, self._page)
        action.triggered.connect(lambda _=False: act())
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.setProperty("icon-name", picture)
        return action

    def _recolour(self) -> None:
        self.button.setIcon(icon("bookmark", self._theme.colours, "quiet"))


class AllFilters(QDialog):
    """The list of saved filters: Enter opens, F2 renames, Delete deletes; all can be undone."""

    def __init__(self, filters: NamedFilters, parent: QWidget) -> None:
        super().__init__(parent)
        self._filters = filters
        self.setObjectName("allFilters")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Saved filters")
        self.list = QListWidget()
        self.list.setObjectName("allFiltersList")
        self.list.setAccessibleName("Saved filters")
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.list.setUniformItemSizes(True)
        self.empty = PlainLabel("No saved filters yet. Set a filter, then press Ctrl+S.")
        self.empty.setProperty("quiet", True)
        self.empty.setWordWrap(True)
        self._open = QPushButton("Open")
        self._rename = QPushButton("Rename")
        self._rename.setShortcut("F2")
        self._delete = QPushButton("Delete")
        close = QPushButton("Close")
        row = QHBoxLayout()
        for button in (self._open, self._rename, self._delete):
            row.addWidget(button)
        row.addStretch()
        row.addWidget(close)
        for button in (self._open, self._rename, self._delete, close):
            button.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        for part in (self.empty, self.list):
            layout.addWidget(part)
        layout.addLayout(row)
        self.resize(460, 320)
        self._fill()
        filters.changed.connect(self._fill)
        self.list.itemChanged.connect(self._renamed)
        self.list.itemDoubleClicked.connect(lambda _: self.open_chosen())
        self.list.currentItemChanged.connect(lambda *_: self._allow())
        self._open.clicked.connect(self.open_chosen)
        self._rename.clicked.connect(self.rename_chosen)
        self._delete.clicked.connect(self.delete_chosen)
        close.clicked.connect(self.close)
        self.list.setFocus()

    def open_chosen(self) -> None:
        """Filter by the chosen one and close."""
        item = self.list.currentItem()
        if item is not None:
            number = item.data(_NUMBER)
            self.close()
            self._filters.open(number)

    def rename_chosen(self) -> None:
        """Type another name in its place."""
        item = self.list.currentItem()
        if item is not None:
            self.list.setFocus()
            self.list.editItem(item)

    def delete_chosen(self) -> None:
        """Remove the chosen one; Undo brings it back."""
        item = self.list.currentItem()
        if self._filters.why:
            return
        if item is not None:
            self._filters.delete(item.data(_NUMBER))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Delete removes."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.list.hasFocus():
            self.open_chosen()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.list.hasFocus():
            self.delete_chosen()
        else:
            super().keyPressEvent(event)

    def _renamed(self, item: QListWidgetItem) -> None:
        number = item.data(_NUMBER)
        before = next((each.name for each in self._filters.kept if each.id == number), "")
        name = " ".join(item.text().split())
        if not name or name == before:
            self._fill()
        else:
            self._filters.rename(number, name)

    def _fill(self) -> None:
        """Show what there is; the same one stays chosen, or the one that took its place."""
        row = max(0, self.list.currentRow())
        chosen = next((item.data(_NUMBER) for item in self.list.selectedItems()), None)
        self.list.blockSignals(True)
        self.list.clear()
        for number, each in enumerate(self._filters.kept):
            made = QListWidgetItem(each.name)
            made.setData(_NUMBER, each.id)
            made.setToolTip(as_tip(each.line))
            if not self._filters.why:
                made.setFlags(made.flags() | Qt.ItemFlag.ItemIsEditable)
            self.list.addItem(made)
            row = number if each.id == chosen else row
        self.list.setCurrentRow(min(row, self.list.count() - 1))
        self.list.blockSignals(False)
        self.empty.setVisible(not self._filters.kept)
        if self.list.isHidden() and self._filters.kept:
            self.list.show()
            self.list.setFocus()
        self.list.setVisible(bool(self._filters.kept))
        self._allow()

    def _allow(self) -> None:
        chosen, why = self.list.currentItem() is not None, self._filters.why
        self._open.setEnabled(chosen)
        for button in (self._rename, self._delete):
            button.setEnabled(chosen and not why)
        self._rename.setToolTip(as_tip(why))
        self._delete.setToolTip(as_tip(why) or "Delete this filter (Undo restores it)")
