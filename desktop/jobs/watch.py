"""Notice, off the GUI thread, that anybody has stored something in a chronicle."""

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from desktop.faults import shout
from desktop.jobs.busy import Busy
from models.errors import KnownError
from models.store.held import Displaced

_PAUSE = 0.25  # seconds between two looks
_LOOKING = "looking for changes"


class Watch(QObject):
    """Asks for the version of something again and again, on a thread of its own."""

    changed = Signal()
    """Something has been stored since the last time this was emitted."""
    displaced = Signal(object)
    """The file is not the one that was opened any more: the Displaced that says so."""
    settled = Signal()
    """It is again."""
    _looked = Signal(int, object, object)

    def __init__(
        self,
        version: Callable[[], object],
        known: object,
        busy: Busy,
        parent: QObject | None = None,
        *,
        pause: float = _PAUSE,
    ) -> None:
        """Watch what ``version`` gives, every so many seconds (``pause``)."""
        super().__init__(parent)
        self._pause = pause
        self.known = known
        """The version emitted last."""
        self._version = version
        self._busy = busy
        self._gone = False
        self._shouted = ""
        self._asked = 0  # looks that a caller waits for
        self._turn = threading.Condition()
        self._closed = False
        self._looked.connect(self._tell)
        self._thread = threading.Thread(target=self._serve, name="watch", daemon=True)
        self._thread.start()

    def look(self) -> None:
        """Check at once, and be busy until done: something was just stored."""
        if self._closed:
            return
        self._busy.hold(_LOOKING)
        with self._turn:
            self._asked += 1
            self._turn.notify_all()

    def close(self, patience: float | None = None) -> bool:
        """Stop watching; returns whether the thread has ended within ``patience`` seconds."""
        with self._turn:
            self._closed = True
            self._turn.notify_all()
        self._thread.join(patience)
        self._busy.release(_LOOKING)
        return not self._thread.is_alive()

    def _serve(self) -> None:
        answered, told = 0, None
        while True:
            with self._turn:
                if not self._closed and self._asked == answered:
                    self._turn.wait(self._pause)
                if self._closed:
                    return
                asked, answered = answered != self._asked, self._asked
            version, fault = self._look()
            if asked or (version, str(fault or "")) != told:
                told = (version, str(fault or ""))
                self._looked.emit(answered, version, fault)

    def _look(self) -> tuple[object, Displaced | None]:
        try:
            return self._version(), None
        except Displaced as fault:
            return None, fault
        except KnownError:  # locked or damaged: whoever asks for more gets the error
            return None, None
        except Exception as fault:  # noqa: BLE001 - the thread must live on; the hook reports it
            if repr(fault) != self._shouted:  # once, not four times a second
                self._shouted = repr(fault)
                shout(fault)
            return None, None

    def _tell(self, answered: int, version: object, fault: Displaced | None) -> None:
        if self._closed:
            return
        if fault is not None:
            self._gone = True
            self.displaced.emit(fault)
        elif self._gone:
            self._gone = False
            self.settled.emit()
        if version is not None and version != self.known:
            self.known = version
            self.changed.emit()
        if answered == self._asked:  # later than the news: it may need a query
            self._busy.release(_LOOKING)
