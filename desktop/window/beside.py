"""Windows beside the main one: each is made when it is first wanted, and follows the chronicle."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.jobs.reader import Reader
from desktop.theme.theme import Theme
from desktop.window.history.window import HistoryWindow
from desktop.window.house import House
from desktop.window.meter.window import MeterWindow
from desktop.window.work import Work

if TYPE_CHECKING:  # loaded off the GUI thread, see desktop.archive
    from desktop.archive import Archive


class Beside:
    """The history and the meter of the chronicle that is open in a main window."""

    def __init__(self, theme: Theme, work: Work, page: House, parent: QWidget) -> None:
        self._page = page
        self._theme = theme
        self._work = work
        self._parent = parent
        self._archive: Archive | None = None
        self._reader: Reader | None = None
        self._why = ""
        self._history: HistoryWindow | None = None
        self._meter: MeterWindow | None = None

    @property
    def history(self) -> HistoryWindow:
        """The window with what was done."""
        if self._history is None:
            made = self._history = HistoryWindow(self._theme, self._parent)
            made.undo_wanted.connect(self._work.undo_step)
            made.redo_wanted.connect(self._work.redo_step)
            made.attach(self._archive, self._reader)
            made.refuse(self._why)
        return self._history

    @property
    def meter(self) -> MeterWindow:
        """The window that says how good the reading is."""
        if self._meter is None:
            self._meter = MeterWindow(self._theme, self._parent)
            self._meter.attach(self._archive, self._reader)
            self._meter.threshold_wanted.connect(self._page.use_threshold)
        return self._meter

    def attach(self, archive: "Archive | None", reader: Reader | None) -> None:
        """Follow this chronicle, or none."""
        self._archive, self._reader = archive, reader
        for window in (self._history, self._meter):
            if window is not None:
                window.attach(archive, reader)

    def refuse(self, why: str) -> None:
        """Offer nothing that writes, and say why; empty: offer it."""
        self._why = why
        if self._history is not None:
            self._history.refuse(why)

    def touched(self) -> None:
        """Something was done or undone."""
        for window in (self._history, self._meter):
            if window is not None:
                window.touched()

    def show_history(self) -> None:
        """Show what was done."""
        self.history.present()

    def show_meter(self) -> None:
        """Show how good the reading is."""
        self.meter.show_threshold(self._page.threshold)
        self.meter.present()
