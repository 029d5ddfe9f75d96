"""Progress of a long job, and how to stop it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a long job is: ``done`` of ``total`` steps (0: not yet known), and what it is at."""

    done: int
    total: int
    label: str


class Stopped(Exception):  # noqa: N818 - nothing has gone wrong
    """Thrown into the steps of a job at a tick: stop here and return what is done so far.

    Steps that return nothing let it pass.
    """
