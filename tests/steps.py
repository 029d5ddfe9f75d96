"""Long jobs, run to their end by a test."""

from collections.abc import Generator
from typing import TypeVar

from models.progress import Progress

T = TypeVar("T")


def finish(steps: Generator[Progress, None, T]) -> T:
    """Take every step of a job; what the job comes to."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: T = end.value
            return result
