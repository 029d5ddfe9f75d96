"""What a page wants filtered: the filter is one, and others hold it."""

from dataclasses import dataclass

from models.dates.interval import Day


@dataclass(frozen=True, slots=True)
class Wish:
    """Conditions to add to the filter. Days replace those that are filtered for."""

    actors: tuple[tuple[int, str], ...] = ()
    """Actors, by number and name."""
    days: tuple[Day | None, Day | None] | None = None
    any_day: bool = False
    """Whether no days are filtered for any longer."""
    moving: bool = False
    """Whether the days are still being dragged, so that others follow in a moment."""
    undated: bool = False
    """Whether events of unknown date are wanted, alone where no days are filtered for."""
    kind: str = ""
    source: str = ""
    places: tuple[str, ...] = ()
    line: str = ""
    """A whole filter instead, as it is typed."""
    show_events: bool = False
    """Whether the events that are left are to be seen as well, in the table."""
