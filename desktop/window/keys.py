"""Keyboard focus: menu keys work everywhere, and the focus never moves by itself."""

from collections import deque
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QMainWindow, QScrollArea, QWidget
from shiboken6 import isValid

_REMEMBERED = 8  # widgets that the keys were in
_AROUND = 8  # pixels around what is scrolled into sight
_KEYS = QKeySequence.StandardKey
_READING = (_KEYS.Copy, _KEYS.SelectAll)
_EDITING = (*_READING, _KEYS.Cut, _KEYS.Paste, _KEYS.Undo, _KEYS.Redo)
_HELD = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class MenuKeys(QObject):
    """Keeps the focused widget from consuming the keys of the window's menus.

    Before a shortcut acts, Qt offers its key to that widget, and a text field takes a good many:
    on X11 also Ctrl+E, which goes to the end of the line. Only that one widget is listened to.
    """

    def __init__(self, window: QMainWindow, app: QApplication) -> None:
        super().__init__(window)
        self._window = window
        self._listened: QWidget | None = None
        app.focusChanged.connect(self._moved)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave the keys of the menus to the menus."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._is_menus(event, watched)
        ):
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._listened is not None and isValid(self._listened):
            self._listened.removeEventFilter(self)
        ours = new is not None and new.window() is self._window
        self._listened = new if ours else None
        if self._listened is not None:
            self._listened.installEventFilter(self)

    def _is_menus(self, event: QKeyEvent, watched: QObject) -> bool:
        function = Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F35
        if not event.modifiers() & _HELD and not function:
            return False  # it is typed, or moves in what is typed
        own = _READING if watched.property("readOnly") else _EDITING
        if any(event.matches(each) for each in own):
            return False
        pressed = QKeySequence(event.keyCombination())
        return any(pressed in each.shortcuts() for each in self._window.findChildren(QAction))


class KeysStay(QObject):
    """Restores the keyboard focus when the focused widget is hidden or disabled.

    Qt would pass the focus to the next widget in the tab order.
    """

    def __init__(self, window: QMainWindow, app: QApplication) -> None:
        super().__init__(window)
        self._window = window
        self._before: deque[QWidget] = deque(maxlen=_REMEMBERED)
        app.focusChanged.connect(self._moved)

    def _moved(self, old: QWidget | None, new: QWidget | None) -> None:
        if new is None or new.window() is not self._window:
            return
        if old is not None and isValid(old) and not _takes_keys(old):
            back = next((each for each in reversed(self._before) if self._fits(each)), None)
            if back is not None and back is not new:
                back.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        if new in self._before:
            self._before.remove(new)
        self._before.append(new)

    def _fits(self, widget: QWidget) -> bool:
        return isValid(widget) and widget.window() is self._window and _takes_keys(widget)


def go_round(panes: Sequence[tuple[QWidget, QWidget]], by: int) -> None:
    """Take the keys to the next (previous) of these panes, each given with its first stop."""
    focus = QApplication.focusWidget()
    held = (n for n, (pane, _) in enumerate(panes) if focus and _holds(pane, focus))
    at = next(held, -1 if by > 0 else 0)
    for step in range(1, len(panes) + 1):
        pane, first = panes[(at + by * step) % len(panes)]
        stop = first_stop(pane, first)
        if stop is not None:
            stop.setFocus(Qt.FocusReason.ShortcutFocusReason)
            reveal(stop)
            return


def reveal(widget: QWidget) -> None:
    """Scroll the areas around a widget until it is in view."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget, 0, _AROUND)
        above = above.parentWidget()


def first_stop(pane: QWidget, wanted: QWidget) -> QWidget | None:
    """The widget of a pane to focus: the wanted one, else the first that takes focus."""
    tab = Qt.FocusPolicy.TabFocus
    some = (wanted, *pane.findChildren(QWidget))
    return next((each for each in some if _takes_keys(each) and each.focusPolicy() & tab), None)


def _takes_keys(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled()


def _holds(pane: QWidget, focus: QWidget) -> bool:
    return pane is focus or pane.isAncestorOf(focus)
