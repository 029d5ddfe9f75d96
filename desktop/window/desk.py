"""The windows of one program, and what they share: settings, colours, open chronicles."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from desktop.faults import Faults
from desktop.settings import Memory
from desktop.theme.theme import Scheme, Theme
from desktop.window.main import Window

if TYPE_CHECKING:  # loaded off the GUI thread, see there
    from desktop.archive import Archive

_BESIDE = QPoint(32, 32)  # from a window to the one opened beside it


class Desk(QObject):
    """Opens windows, and closes them all when the program ends."""

    ended = Signal()
    """The last window is closed."""

    def __init__(self, app: QApplication, faults: Faults, memory: Memory) -> None:
        super().__init__(app)
        self._app = app
        self._memory = memory
        self.theme = Theme(app, self)
        self.theme.chosen.connect(self._keep_scheme)
        self.theme.zoomed.connect(self._keep_zoom)
        self.windows: list[Window] = []
        self._alive = 0
        self._quitting = False
        faults.setParent(self)
        faults.crashed.connect(self._crashed)

    def window(self) -> Window:
        """A new window, not shown yet and without a chronicle."""
        self.theme.use_zoom(self._memory.settings().zoom)  # before anything is measured
        made = Window(self._app, self.theme, self._memory, self.opened)
        self.windows.append(made)
        self._dress()
        made.another_wanted.connect(partial(self.beside, made))
        made.quit_wanted.connect(self.quit)
        made.closed.connect(partial(self._forget, made))
        made.leaving.agreed.connect(self._close_next)
        made.leaving.declined.connect(self._stay)
        self._alive += 1
        made.destroyed.connect(self._end)
        return made

    def beside(self, window: Window) -> Window:
        """Show a second window on the same chronicle, with the same filter at first."""
        made = self.window()
        made.place(_beside(window))
        archive = window.archive
        if archive is None:
            made.open(None)
        else:
            made.join(archive, window)
        made.show()
        made.activateWindow()
        return made

    def opened(self, path: str) -> "Archive | None":
        """The chronicle some window has open under this path, or None."""
        wanted = path if "://" in path else str(Path(path).absolute())
        archives = (each.archive for each in self.windows if each.noticing.gone is None)
        return next((each for each in archives if each and each.address == wanted), None)

    def quit(self) -> None:
        """Close every window; where a long job is asked about, the user can still keep the rest."""
        self._quitting = True
        self._close_next()

    def leave(self) -> None:
        """Close every window without a question."""
        for window in list(self.windows):
            window.leave()

    def shut(self, patience: float | None = None) -> bool:
        """Close every chronicle and thread; returns whether all have ended.

        ``patience``: seconds to wait for each at most.
        """
        ended = [window.shut(patience) for window in self.windows]
        return all(ended)

    def _close_next(self) -> None:
        """Ask in the windows with a long job first; the others close when all have agreed."""
        if not self._quitting:
            return
        asking = (each for each in self.windows if each.leaving.has_question)
        window = next(asking, None)
        if window is None:
            self.leave()
        else:
            window.close()

    def _stay(self) -> None:
        self._quitting = False

    def _forget(self, window: Window) -> None:
        """A window is closed; the last one is left to its creator."""
        if len(self.windows) == 1:
            self.ended.emit()
            return
        self.windows.remove(window)
        window.deleteLater()

    def _end(self) -> None:
        self._alive -= 1
        if not self._alive:
            self.deleteLater()

    def _dress(self) -> None:
        """Apply the colours chosen last, in any window."""
        kept = self._memory.settings().scheme
        known = {each.value for each in Scheme}
        self.theme.use(Scheme(kept) if kept in known else Scheme.SYSTEM)

    def _keep_scheme(self) -> None:
        """Store it at once, so that the next program to start begins with it."""
        self._memory.keep(replace(self._memory.settings(), scheme=self.theme.scheme.value))

    def _keep_zoom(self) -> None:
        self._memory.keep(replace(self._memory.settings(), zoom=self.theme.zoom))

    def _crashed(self, details: str) -> None:
        """Show it once, in the active window."""
        now = next((each for each in self.windows if each.isActiveWindow()), None)
        (now or self.windows[0]).work.crashed(details)


def _beside(window: Window) -> QRect:
    """A geometry a little further down and to the right, as large as there is room for."""
    place = window.normalGeometry().translated(_BESIDE)
    if QGuiApplication.platformName() == "offscreen":
        return place  # its screen is none that anybody looks at
    room = window.screen().availableGeometry()
    if not room.contains(place):
        place.moveTopLeft(room.topLeft() + _BESIDE)
    return place.intersected(room)
