"""The menus: every action with its key and picture, and when each can be chosen."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from desktop.tables.event_model import COLUMNS
from desktop.tables.words import as_tip
from desktop.theme.icons import icon
from desktop.theme.theme import Scheme, Theme
from models.queries.filter import Sort, SortField


class Menus(QObject):
    """The menu bar. What an action does is for the window to say, which connects to it."""

    recent_wanted = Signal(str)
    """The path of a chronicle opened before."""
    sort_wanted = Signal(object)
    """The field to sort by."""

    def __init__(self, window: QMainWindow, theme: Theme, filters: QMenu) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._undrawn = True  # the pictures
        self._actions()
        self._menus(filters)
        theme.changed.connect(self._recolour)
        for menu in window.menuBar().findChildren(QMenu):
            menu.aboutToShow.connect(self._draw)
        self.allow(opened=False)

    def allow(self, *, opened: bool) -> None:
        """Offer what can be done now that a chronicle is open, or none is."""
        for action in self._elsewhere:
            action.setEnabled(True)
        for action in (self.import_, self.export, self.clear, *self.go):
            action.setEnabled(opened)
        if not opened:
            self.undo.setEnabled(False)
            self.redo.setEnabled(False)

    def stay(self) -> None:
        """Offer no other chronicle until the next ``allow``."""
        for action in self._elsewhere:
            action.setEnabled(False)

    def name_undo(self, undo: str | None, redo: str | None) -> None:
        """Say what Undo and Redo would do; None: nothing."""
        for action, word, label in ((self.undo, "Undo", undo), (self.redo, "Redo", redo)):
            action.setEnabled(label is not None)
            named = f"{word} {label[:1].lower()}{label[1:]}" if label else word
            action.setText(f"&{named}".replace("&&", "&"))
            action.setToolTip(as_tip(named))

    def show_recent(self, paths: Sequence[str]) -> None:
        """Offer the chronicles opened before."""
        self.recent.clear()
        for path in paths:
            name = str(Path(path)).replace("&", "&&")
            self.recent.addAction(name, partial(self.recent_wanted.emit, path))
        self.recent.setEnabled(bool(paths))

    def mark_sort(self, sort: Sort) -> None:
        """Mark how the table is sorted."""
        self.sorts[sort.field].setChecked(True)
        self.down.setChecked(sort.down)

    def _action(
        self,
        text: str,
        keys: QKeySequence.StandardKey | str | None = None,
        name: str = "",
        picture: str = "",
    ) -> QAction:
        action = QAction(text, self._window)
        if isinstance(keys, QKeySequence.StandardKey):
            action.setShortcuts(keys)
        elif keys:
            action.setShortcut(QKeySequence(keys))
        action.setObjectName(name)
        action.setProperty("icon-name", picture)
        return action

    def _actions(self) -> None:
        keys, action = QKeySequence.StandardKey, self._action
        self.new = action("&New chronicle…", keys.New, "newAction", "new")
        self.open = action("&Open chronicle…", keys.Open, "openAction", "open")
        self.import_ = action("&Import articles…", "Ctrl+I", "importAction", "import")
        self.export = action("&Export events…", "Ctrl+E", "exportAction", "export")
        self.quit = action("&Quit", "Ctrl+Q", "quitAction", "quit")
        self.quit.setMenuRole(QAction.MenuRole.QuitRole)
        self.undo = action("&Undo", keys.Undo, "undoAction", "undo")
        self.redo = action("&Redo", keys.Redo, "redoAction", "redo")
        self.find = action("&Find", keys.Find, "findAction", "search")
        self.copy = action("&Copy rows", "Ctrl+Shift+C", "", "copy")
        self.clear = action("C&lear all filters", "Ctrl+Shift+X", "", "filter")
        self.reset = action("&Reset columns and panes")
        self.next_event = action("&Next event", "Alt+Down")
        self.previous_event = action("&Previous event", "Alt+Up")
        self.next_passage = action("Next p&assage", "Alt+PgDown")
        self.previous_passage = action("Previous pa&ssage", "Alt+PgUp")
        self.go = (self.next_event, self.previous_event, self.next_passage, self.previous_passage)
        self.next_pane = action("Next &pane", "F6")
        self.previous_pane = action("Previous pan&e", "Shift+F6")
        self.shortcuts = action("&Keyboard shortcuts", keys.HelpContents, "", "help")
        self.about = action("&About Dateline", None, "", "info")
        self.about.setMenuRole(QAction.MenuRole.AboutRole)

    def _menus(self, filters: QMenu) -> None:
        bar = self._window.menuBar()
        file = bar.addMenu("&File")
        file.addActions((self.new, self.open))
        self.recent = file.addMenu("Open &recent")
        self._elsewhere = (self.new, self.open, self.recent.menuAction())
        file.addSeparator()
        file.addActions((self.import_, self.export))
        file.addSeparator()
        file.addAction(self.quit)
        edit = bar.addMenu("&Edit")
        edit.addActions((self.undo, self.redo))
        edit.addSeparator()
        edit.addActions((self.copy, self.find, self.clear))
        bar.addMenu(filters)
        view = bar.addMenu("&View")
        self._sort_menu(view.addMenu("&Sort by"))
        self._theme_menu(view.addMenu("&Theme"))
        view.addAction(self.reset)
        go = bar.addMenu("&Go")
        go.addActions(self.go)
        go.addSeparator()
        go.addActions((self.next_pane, self.previous_pane))
        help_menu = bar.addMenu("&Help")
        help_menu.addActions((self.shortcuts, self.about))

    def _sort_menu(self, menu: QMenu) -> None:
        group = QActionGroup(self._window)
        self.sorts: dict[SortField, QAction] = {}
        for column in COLUMNS:
            action = self._action(column.heading)
            action.triggered.connect(partial(self._sort, column.field))
            action.setCheckable(True)
            group.addAction(action)
            menu.addAction(action)
            self.sorts[column.field] = action
        menu.addSeparator()
        self.down = self._action("&Descending")
        self.down.setCheckable(True)
        menu.addAction(self.down)

    def _sort(self, field: SortField, _checked: bool = False) -> None:
        self.sort_wanted.emit(field)

    def _theme_menu(self, menu: QMenu) -> None:
        group = QActionGroup(self._window)
        self.schemes: dict[Scheme, QAction] = {}
        words = {Scheme.SYSTEM: "Like the &system", Scheme.LIGHT: "&Light", Scheme.DARK: "&Dark"}
        for scheme, word in words.items():
            action = self._action(word)
            action.triggered.connect(partial(self._use, scheme))
            action.setCheckable(True)
            group.addAction(action)
            menu.addAction(action)
            self.schemes[scheme] = action

    def _use(self, scheme: Scheme, _checked: bool = False) -> None:
        self._theme.use(scheme)

    def _recolour(self) -> None:
        self._undrawn = True

    def _draw(self) -> None:
        """A menu opens: its pictures are drawn now, and not before the window stands."""
        if not self._undrawn:
            return
        self._undrawn = False
        for action in self._window.findChildren(QAction):
            name = action.property("icon-name")
            if name:
                action.setIcon(icon(str(name), self._theme.colours))
