"""The position in a table, kept by event and not by row, so that it survives sorting."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from models.queries.rows import EventRow

Ids = Sequence[int]


@dataclass(frozen=True, slots=True)
class Standing:
    """What is in focus, what is chosen, and which event must stay at its height.

    Events are given by id, 0 being none.
    """

    focus: int = 0
    held: int = 0
    """The event whose row stays where it is on the screen."""
    above: int = 0
    """The number of rows in view above that one."""
    alone: bool = True
    """Whether exactly the one in focus is chosen."""
    chosen: Ids = ()
    """All that are chosen, where it is not alone."""
    high: int = 0
    """How many rows are in sight."""


class Held(NamedTuple):
    """A row that stays where it was while rows above it still get their heights."""

    event: int
    row: int
    high: int
    """Where it was, in pixels from the top."""
    top: int
    """The first row in sight since it was put there."""


@dataclass(frozen=True, slots=True)
class Places:
    """The rows of a standing in another order; -1: that event is not among them."""

    focus: int
    held: int
    chosen: tuple[range, ...]

    def top(self, standing: Standing) -> int:
        """The first row in sight when the one held is where it was; -1: it is gone."""
        return -1 if self.held < 0 else max(0, self.held - standing.above)


@dataclass(frozen=True, slots=True)
class Renewed:
    """The same question answered again: all in order, and the pages that were in sight."""

    ids: "array[int]"
    pages: dict[int, list[EventRow | None]]
    standing: Standing
    """As it was when the question was put."""
    places: Places


def places(ids: "array[int]", standing: Standing) -> Places:
    """Where the events of a standing are in this order."""
    return Places(
        place(ids, standing.focus or None),
        place(ids, standing.held or None),
        _spans(ids, standing.chosen),
    )


def place(ids: "array[int]", event: int | None) -> int:
    """The row of an event; -1: there is none."""
    try:
        return -1 if event is None else ids.index(event)
    except ValueError:
        return -1


def _spans(ids: Ids, chosen: Ids) -> tuple[range, ...]:
    """The rows of some events, neighbours together."""
    wanted = frozenset(chosen)
    spans: list[range] = []
    if not wanted:
        return ()
    for row, event in enumerate(ids):
        if event not in wanted:
            continue
        if spans and spans[-1].stop == row:
            spans[-1] = range(spans[-1].start, row + 1)
        else:
            spans.append(range(row, row + 1))
    return tuple(spans)
