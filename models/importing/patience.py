"""Writing while another program may be writing too."""

import time
from collections.abc import Callable, Generator
from typing import Final, TypeVar

from models.progress import Progress
from models.store.faults import Locked

T = TypeVar("T")
PATIENCE: Final = 0.5
"""Seconds to wait for a lock before asking whether to stop."""
_LOCKED_SECONDS = 60.0  # for how long to wait while another program writes


def patiently(
    act: Callable[[], T], waiting: Callable[[], Progress]
) -> Generator[Progress, None, T]:
    """Do what writes; wait a minute at most while another program does, with a tick as told."""
    until = time.monotonic() + _LOCKED_SECONDS
    while True:
        try:
            return act()
        except Locked:
            if time.monotonic() > until:
                raise
        yield waiting()
