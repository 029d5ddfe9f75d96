"""How the events of a filter lie in time, kept to be counted again and again."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, TypeAlias

from sqlalchemy.orm import Session

from models.dates.interval import Day
from models.queries.conditions import asked
from models.queries.filter import EventFilter
from models.queries.plain import plain_parts
from models.queries.plans import Use, plan
from models.schema.events import Event
from models.schema.keys import FIRST_DAY, LAST_DAY

Days: TypeAlias = Any
"""A row of whole numbers, of numpy."""


@dataclass(frozen=True, slots=True, eq=False)
class Spread:
    """The dates there are, and how many events have each: as many numbers as there are dates,
    however many events.
    """

    earliest: Days
    latest: Days
    numbers: Days

    def bars(self, starts: Sequence[Day]) -> tuple[tuple[int, int], ...]:
        """Certain and possible events of each stretch, as ``date_histogram`` counts them."""
        np = _numpy()
        size = len(starts) - 1
        if size < 1 or not len(self.numbers):
            return ((0, 0),) * max(0, size)
        edges = np.asarray(starts, np.int64)
        known = (self.earliest > FIRST_DAY) & (self.latest < LAST_DAY)
        dated = known | (self.earliest > FIRST_DAY) | (self.latest < LAST_DAY)
        # What is open at one end counts at the other one alone.
        low = np.where(self.earliest > FIRST_DAY, self.earliest, self.latest)
        high = np.where(self.latest < LAST_DAY, self.latest, self.earliest)
        low = np.where(known, low, np.where(self.earliest <= FIRST_DAY, self.latest, self.earliest))
        high = np.where(known, high, low)
        first = np.searchsorted(edges, low, "right") - 1
        last = np.searchsorted(edges, high, "right") - 1
        seen = dated & (first < size) & (last >= 0)
        first, last, numbers = first[seen], last[seen], self.numbers[seen]
        sure = known[seen] & (first == last)
        certain = np.bincount(first[sure], numbers[sure], size)[:size]
        steps = np.zeros(size + 1)
        rest = ~sure
        np.add.at(steps, np.maximum(first[rest], 0), numbers[rest])
        np.add.at(steps, np.minimum(last[rest], size - 1) + 1, -numbers[rest])
        possible = np.cumsum(steps)[:size]
        return tuple(
            (round(a), round(b)) for a, b in zip(certain.tolist(), possible.tolist(), strict=True)
        )


def spread(session: Session, wanted: EventFilter) -> Spread:
    """How the events that match lie in time."""
    counts: Counter[tuple[Day, Day]] = Counter()
    query = plan(session, asked(session, wanted), Use.EVERY).every(Event.earliest, Event.latest)
    for part in plain_parts(session, query):
        counts.update(part)
    np = _numpy()
    columns = np.array([(*days, number) for days, number in counts.items()], np.int64)
    columns = columns.reshape(-1, 3)
    return Spread(columns[:, 0], columns[:, 1], columns[:, 2])


def _numpy() -> Any:
    """Loaded when it is needed: the window opens sooner."""
    return import_module("numpy")
