"""The menus: every action with its key and picture, and when each can be chosen."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from desktop.pages.page import Room
from desktop.theme.icons import icon
from desktop.theme.labels import as_tip
from desktop.theme.theme import Scheme, Theme

_LONGEST = 40  # characters of a folder in a menu


class Menus(QObject):
    """The menu bar. What an action does is for the window to say, which connects to it."""

    recent_wanted = Signal(str)
    """The path of a chronicle opened before."""
    page_wanted = Signal(str)
    """The key of a page."""
    looked_at = Signal()
    """The File menu opens."""

    def __init__(
        self,
        window: QMainWindow,
        theme: Theme,
        own: Sequence[QMenu],
        views: Sequence[QMenu],
        rooms: Sequence[Room] = (),
    ) -> None:
        """``own`` are menus of the house, ``views`` its parts of the View menu; ``rooms`` are the
        pages there are.
        """
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._undrawn = True  # the pictures
        self._opened = False
        self._can: frozenset[str] = frozenset()
        self._why = ""
        self._tips: dict[QAction, str] = {}  # the tip of an action while it is enabled
        self._undo: str | None = None
        self._redo: str | None = None
        self._actions()
        self._pages(rooms)
        self._menus(own, views)
        theme.changed.connect(self._recolour)
        for menu in window.menuBar().findChildren(QMenu):
            menu.aboutToShow.connect(self._draw)
        self.allow(opened=False)

    def allow(self, *, opened: bool) -> None:
        """Offer what can be done now that a chronicle is open, or none is."""
        self._opened = opened
        for action in self._elsewhere:
            action.setEnabled(True)
        if not opened:
            self._undo = self._redo = None
        self._offer()

    def stay(self) -> None:
        """Offer no other chronicle until the next ``allow``."""
        for action in self._elsewhere:
            action.setEnabled(False)

    def offer(self, can: frozenset[str]) -> None:
        """Offer of what is done on the page what there is something to be done with, by name."""
        self._can = can
        self._offer()

    def refuse(self, why: str) -> None:
        """Disable all that writes, and say why; empty: enable it."""
        self._why = why
        self._offer()

    def _offer(self) -> None:
        opened, can, why = self._opened, self._can, self._why
        for action in (self.import_, self.paste, self.watched, self.chronology):
            action.setEnabled(opened and not why)
        self.update_sheet.setEnabled(opened)
        self.copy_of.setEnabled(opened)
        self.history.setEnabled(opened)
        self.meter.setEnabled(opened)
        for action in self.on_articles:
            action.setEnabled(opened and not why)
        for action in self.pages.values():
            action.setEnabled(opened)
        for name, action in self.of_page.items():
            action.setEnabled(opened and name in can and not (why and action in self.deciding))
        self.undo.setEnabled(self._undo is not None and not why)
        self.redo.setEnabled(self._redo is not None and not why)
        for action in self.on_actors.values():
            action.setEnabled(opened and not why)
        correcting = (*self.deciding, *self.on_actors.values(), *self.on_articles)
        for action in (
            self.import_,
            self.paste,
            self.chronology,
            self.undo,
            self.redo,
            *correcting,
        ):
            action.setToolTip(as_tip(why) or self._tips.get(action, ""))
        for menu in self._writing:
            menu.setToolTipsVisible(bool(why))

    def name_undo(self, undo: str | None, redo: str | None) -> None:
        """Say what Undo and Redo would do; None: nothing."""
        self._undo, self._redo = undo, redo
        for action, word, label in ((self.undo, "Undo", undo), (self.redo, "Redo", redo)):
            named = f"{word} {label[:1].lower()}{label[1:]}" if label else word
            action.setText(f"&{named.replace('&', '&&')}")
            self._tips[action] = as_tip(named)
        self._offer()

    def show_recent(self, paths: Sequence[str]) -> None:
        """Offer the chronicles opened before, by name and folder; the whole path is a tooltip."""
        self.recent.clear()
        for path in paths:
            name = f"{Path(path).stem} – {shortened(Path(path).parent)}".replace("&", "&&")
            action = self.recent.addAction(name, partial(self.recent_wanted.emit, path))
            action.setToolTip(as_tip(path))
        self.recent.setEnabled(bool(paths))

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
        self.watched = action("Watc&hed folders…", None, "watchedAction", "open")
        self.originals = action("&Keep originals in the chronicle", None, "keepOriginalsAction")
        self.originals.setCheckable(True)
        self.export = action("&Export events…", "Ctrl+E", "exportAction", "export")
        self.chronology = action("&Take in a chronology…", None, "chronologyAction", "import")
        self.update_sheet = action("&Update a spreadsheet…", None, "updateSheetAction", "export")
        self.print = action("&Print…", keys.Print, "printAction", "document")
        self.copy_of = action("Save a &copy…", None, "saveCopyAction", "copy")
        self.another = action("New &window", "Ctrl+Shift+N", "newWindowAction", "whole")
        self.quit = action("&Quit", "Ctrl+Q", "quitAction", "quit")
        self.quit.setMenuRole(QAction.MenuRole.QuitRole)
        self.undo = action("&Undo", keys.Undo, "undoAction", "undo")
        self.redo = action("&Redo", keys.Redo, "redoAction", "redo")
        self.history = action("&History…", "Ctrl+H", "historyAction", "bookmark")
        self.meter = action("&How good is the reading?…", None, "meterAction", "info")
        self.yourself = action("&Your name…", None, "yourNameAction", "person")
        self.find = action("&Find", keys.Find, "findAction", "search")
        self.copy = action("&Copy rows", "Ctrl+Shift+C", "", "copy")
        self.paste = action("&Paste an article", keys.Paste, "pasteAction", "import")
        self.clear = action("C&lear all filters", "Ctrl+Shift+X", "", "filter")
        self.messages = action("&Messages…", None, "messagesAction", "bell")
        self.filters_pane = action("&Filter panel", "F8", "filtersPaneAction")
        self.details_pane = action("Detai&ls", "F9", "detailsPaneAction")
        self.panes = {"filters": self.filters_pane, "details": self.details_pane}
        for pane in self.panes.values():
            pane.setCheckable(True)
        self.larger = action("Lar&ger", "Ctrl++", "zoomInAction")
        self.larger.setShortcuts([QKeySequence("Ctrl++"), QKeySequence("Ctrl+=")])
        self.smaller = action("Sm&aller", "Ctrl+-", "zoomOutAction")
        self.usual = action("&Default size", "Ctrl+0", "zoomResetAction")
        self.reset = action("&Reset columns and panes")
        self.next_event = action("&Next event", "Alt+Down")
        self.previous_event = action("&Previous event", "Alt+Up")
        self.next_passage = action("Next p&assage", "Alt+PgDown")
        self.previous_passage = action("Previous pa&ssage", "Alt+PgUp")
        self.article = action("Open the arti&cle", "Ctrl+Return", "openArticleAction", "document")
        self.article.setShortcuts([QKeySequence("Ctrl+Return"), QKeySequence("Ctrl+Enter")])
        self.next_untaken = action("Next sentence not &taken", "F4", "nextUntakenAction")
        self.previous_untaken = action(
            "Pre&vious sentence not taken", "Shift+F4", "previousUntakenAction"
        )
        self.accept = action("&Accept", None, "acceptAction", "done")
        self.reject = action("Re&ject", None, "rejectAction", "close")
        self.propose = action("&Reset to proposed", None, "resetAction", "undo")
        self.edit = action("&Edit event", None, "editAction", "edit")
        self.edit.setShortcuts([QKeySequence("F2"), QKeySequence("Ctrl+Shift+E")])
        self.add_event = action("Add e&vent…", "Ctrl+Shift+A", "addEventAction", "plus")
        self.tag = action("&Tag…", "Ctrl+T", "tagAction", "tag")
        self.note = action("N&ote…", "Ctrl+M", "noteAction", "note")
        self.join = action("Jo&in events…", None, "joinAction")
        self.separate = action("Se&parate an event…", None, "separateAction")
        self.alike_events = action("Events that ma&y be one…", "Ctrl+Shift+J", "alikeEventsAction")
        self.beside = action("Two articles side by si&de…", "Ctrl+Shift+D", "besideAction")
        self.deciding = (
            self.accept, self.reject, self.propose, self.edit, self.tag, self.note, self.add_event,
            self.join, self.separate, self.alike_events, self.beside,
        )  # fmt: skip
        """What corrects events, in the order of the menu."""
        self.on_actors = {
            "merge": action("&Merge actors…", None, "mergeAction", "person"),
            "split": action("&Split an actor…", None, "splitAction"),
            "rename": action("Re&name an actor…", None, "renameAction", "edit"),
            "forget": action("Not an a&ctor…", None, "forgetAction"),
            "alike": action("&Who may be the same…", "Ctrl+Shift+M", "alikeAction", "help"),
        }
        """What corrects actors, in the order of the menu."""
        self.reread = action("Read a&gain…", None, "rereadAction")
        self.details = action("Details of the article…", "Ctrl+D", "documentAction", "document")
        self.undated = action("Articles witho&ut a date…", None, "undatedAction")
        self.on_articles = (self.details, self.undated, self.reread)
        """What corrects articles, in the order of the menu."""
        self.of_page = {
            "accept": self.accept,
            "reject": self.reject,
            "reset": self.propose,
            "edit": self.edit,
            "add event": self.add_event,
            "tag": self.tag,
            "note": self.note,
            "join": self.join,
            "separate": self.separate,
            "alike events": self.alike_events,
            "beside": self.beside,
            "export": self.export,
            "print": self.print,
            "copy": self.copy,
            "clear": self.clear,
            "open article": self.article,
            "next untaken": self.next_untaken,
            "previous untaken": self.previous_untaken,
            "next event": self.next_event,
            "previous event": self.previous_event,
            "next passage": self.next_passage,
            "previous passage": self.previous_passage,
        }
        """What is done on a page, by the names it offers it under."""
        for each, word in ((self.import_, "Import"), (self.export, "Export")):
            each.setIconText(word)
        self.go = (self.next_event, self.previous_event, self.next_passage, self.previous_passage)
        self.next_pane = action("Ne&xt pane", "F6")
        self.previous_pane = action("Previous pan&e", "Shift+F6")
        self.shortcuts = action("&Keyboard shortcuts", keys.HelpContents, "", "help")
        self.about = action("&About Dateline", None, "", "info")
        self.about.setMenuRole(QAction.MenuRole.AboutRole)

    def mark_page(self, key: str) -> None:
        """This page is in sight."""
        for each, action in self.pages.items():
            action.setChecked(each == key)

    def _pages(self, rooms: Sequence[Room]) -> None:
        group = QActionGroup(self._window)
        self.pages: dict[str, QAction] = {}
        for place, room in enumerate(rooms, 1):
            made = self._action(f"&{place} {room.title}", f"Ctrl+{place}", f"{room.key}PageAction")
            made.setCheckable(True)
            made.triggered.connect(lambda _=False, key=room.key: self.page_wanted.emit(key))
            group.addAction(made)
            self.pages[room.key] = made

    def _menus(self, own: Sequence[QMenu], views: Sequence[QMenu]) -> None:
        bar = self._window.menuBar()
        file = bar.addMenu("&File")
        file.aboutToShow.connect(self.looked_at)
        file.addActions((self.new, self.open))
        self.recent = file.addMenu("Open &recent")
        self.recent.setToolTipsVisible(True)
        self._elsewhere = (self.new, self.open, self.recent.menuAction())
        file.addActions((self.copy_of, self.another))
        file.addSeparator()
        file.addActions((self.import_, self.watched, self.originals, self.chronology))
        file.addSeparator()
        file.addActions((self.export, self.update_sheet, self.print))
        file.addSeparator()
        file.addAction(self.quit)
        edit = bar.addMenu("&Edit")
        edit.addActions((self.undo, self.redo, self.history))
        edit.addSeparator()
        edit.addActions((self.copy, self.paste, self.find, self.clear))
        edit.addSeparator()
        edit.addAction(self.yourself)
        correct = bar.addMenu("&Correct")
        correct.addActions((self.accept, self.reject, self.propose))
        correct.addSeparator()
        correct.addActions((self.edit, self.tag, self.note, self.add_event))
        correct.addSeparator()
        correct.addActions((self.join, self.separate, self.alike_events, self.beside))
        correct.addSeparator()
        correct.addActions(tuple(self.on_actors.values()))
        correct.addSeparator()
        correct.addActions(self.on_articles)
        self._writing = (file, edit, correct)
        for menu in own:
            bar.addMenu(menu)
        view = bar.addMenu("&View")
        for menu in views:
            view.addMenu(menu)
        view.addSeparator()
        view.addActions((self.filters_pane, self.details_pane))
        view.addSeparator()
        view.addActions((self.larger, self.smaller, self.usual))
        self._theme_menu(view.addMenu("&Theme"))
        view.addSeparator()
        view.addActions((self.meter, self.messages, self.reset))
        go = bar.addMenu("&Go")
        go.addActions(tuple(self.pages.values()))
        go.addSeparator()
        go.addActions((self.article, self.next_untaken, self.previous_untaken))
        go.addSeparator()
        go.addActions(self.go)
        go.addSeparator()
        go.addActions((self.next_pane, self.previous_pane))
        help_menu = bar.addMenu("&Help")
        help_menu.addActions((self.shortcuts, self.about))

    def _theme_menu(self, menu: QMenu) -> None:
        group = QActionGroup(self._window)
        self.schemes: dict[Scheme, QAction] = {}
        words = {Scheme.SYSTEM: "Same as &system", Scheme.LIGHT: "&Light", Scheme.DARK: "&Dark"}
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
        """A menu opens: its icons are drawn now, not while the window opens."""
        if not self._undrawn:
            return
        self._undrawn = False
        for action in self._window.findChildren(QAction):
            name = action.property("icon-name")
            if name:
                action.setIcon(icon(str(name), self._theme.colours))


def shortened(folder: Path) -> str:
    """A folder for a menu: relative to home, shortened to its last parts."""
    try:
        told = str(Path("~") / folder.relative_to(Path.home()))
    except (ValueError, RuntimeError):  # elsewhere, or nobody knows where home is
        told = str(folder)
    if len(told) <= _LONGEST:
        return told
    parts = folder.parts[-2:]
    end = str(Path(*parts))
    return f"…{end[-_LONGEST:]}" if len(end) > _LONGEST else str(Path("…", *parts))
