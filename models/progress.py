"""Progress of a long job, and how to stop it."""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a long job is: ``done`` of ``total`` steps (0: not yet known), and what it is at."""

    done: int
    total: int
    label: str


Tick: TypeAlias = Callable[[Progress], None]
"""Is told how far something is that cannot be a generator; raises Stopped to stop it."""


class Stopped(Exception):  # noqa: N818 - nothing has gone wrong
    """Thrown into the steps of a job at a tick: stop here and return what is done so far.

    Steps that return nothing let it pass.
    """


def drain(steps: Generator[Progress, None, T]) -> T:
    """Run a job to its end without telling anybody; what it comes to."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: T = end.value
            return result
