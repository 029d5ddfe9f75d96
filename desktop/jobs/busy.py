"""Tracks what is outstanding: an answer, a job, or a keystroke not yet acted on."""

from PySide6.QtCore import QObject, Signal


class Busy(QObject):
    """A set of named reasons to be busy. Used on the GUI thread only."""

    changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reasons: set[str] = set()

    def __bool__(self) -> bool:
        return bool(self._reasons)

    @property
    def reasons(self) -> frozenset[str]:
        """What is outstanding, by name."""
        return frozenset(self._reasons)

    def hold(self, reason: str) -> None:
        """Be busy until ``reason`` is released; holding it twice changes nothing."""
        before = bool(self._reasons)
        self._reasons.add(reason)
        if not before:
            self.changed.emit(True)

    def release(self, reason: str) -> None:
        """Let go of ``reason``; idle when it was the last one."""
        if reason in self._reasons:
            self._reasons.discard(reason)
            if not self._reasons:
                self.changed.emit(False)
