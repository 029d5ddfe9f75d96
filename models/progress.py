"""One tick of a long job."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a long job is: ``done`` of ``total`` steps (0: not yet known), and what it is at."""

    done: int
    total: int
    label: str
