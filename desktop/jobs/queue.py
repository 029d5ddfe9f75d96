"""Short acts one after the other, off the GUI thread: none is dropped, closing waits for all."""

import threading
from collections import deque
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.faults import OUR_SIDE, shout
from desktop.jobs.busy import Busy
from models.errors import KnownError

_WORKING = "deciding"
Act = tuple[Callable[[], Any], Callable[[Any], None], Callable[[str], None]]


class Queue(QObject):
    """A thread of its own, so that a key never waits for an import or an export."""

    drained = Signal()
    """All that was waiting is done."""
    _ended = Signal(object, object)

    def __init__(self, busy: Busy, parent: QObject) -> None:
        super().__init__(parent)
        self._busy = busy
        self._waiting: deque[Act] = deque()
        self._left = 0  # on the GUI thread: acts whose end was not told yet
        self._at_work = False
        self._closed = False
        self._turn = threading.Condition()
        self._ended.connect(self._tell)
        self._thread: threading.Thread | None = None

    def add(
        self, act: Callable[[], Any], then: Callable[[Any], None], failed: Callable[[str], None]
    ) -> None:
        """Do this after all that waits; ``then`` gets what it returns, ``failed`` a sentence."""
        self._left += 1
        self._busy.hold(_WORKING)
        with self._turn:
            self._waiting.append((act, then, failed))
            self._turn.notify_all()
        if self._thread is None:
            self._thread = threading.Thread(target=self._serve, name="deciding", daemon=True)
            self._thread.start()

    def settle(self, patience: float | None = None) -> bool:
        """Wait until nothing waits any more; whether that took no longer than ``patience``."""
        with self._turn:
            return self._turn.wait_for(lambda: not self._waiting and not self._at_work, patience)

    def close(self, patience: float | None = None) -> bool:
        """Do all that waits, and end; whether that took no longer than ``patience`` seconds."""
        ended = self.settle(patience)
        with self._turn:
            self._closed = True
            self._turn.notify_all()
        return ended

    def _serve(self) -> None:
        while True:
            with self._turn:
                self._at_work = False
                self._turn.notify_all()
                self._turn.wait_for(lambda: self._waiting or self._closed)
                if self._closed and not self._waiting:
                    return
                act, then, failed = self._waiting.popleft()
                self._at_work = True
            try:
                found = act()
            except KnownError as fault:
                self._ended.emit(failed, str(fault))
            except Exception as fault:  # noqa: BLE001 - the thread must live on; the hook reports it
                shout(fault)
                self._ended.emit(failed, OUR_SIDE)
            else:
                self._ended.emit(then, found)

    def _tell(self, hand_over: Callable[[Any], None], found: object) -> None:
        self._left -= 1
        try:
            hand_over(found)
        finally:
            if not self._left:
                self._busy.release(_WORKING)
                self.drained.emit()
