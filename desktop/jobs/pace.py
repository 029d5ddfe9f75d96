"""How long a job will still take, by how long it has taken so far."""

import time
from collections import deque
from collections.abc import Callable

from models.printable import counted

_SHORTEST = 5.0  # seconds of a job before anything is said of its end
_SEEN = 40  # ticks by which the pace is known: the last ones, as texts differ
_SOON = 45.0  # seconds; less is "less than a minute"


class Pace:
    """The pace of one job: how much was done when."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._began = clock()
        self._seen: deque[tuple[float, int]] = deque(maxlen=_SEEN)

    def left(self, done: int, total: int) -> str:
        """How long it will still take, as ", about 3 minutes left"; empty while nobody can say."""
        now = self._clock()
        if not self._seen or done > self._seen[-1][1]:
            self._seen.append((now, done))
        first, before = self._seen[0]
        if now - self._began < _SHORTEST or done <= before or total - done < 2:
            return ""
        return f", {_told((total - done) * (now - first) / (done - before))} left"


def _told(seconds: float) -> str:
    if seconds < _SOON:
        return "less than a minute"
    minutes = round(seconds / 60)
    if minutes < 90:
        return f"about {counted(max(1, minutes), 'minute')}"
    return f"about {counted(round(minutes / 60), 'hour')}"
