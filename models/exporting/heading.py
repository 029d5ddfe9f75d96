"""What an export says of itself: the filter, the number, the time and the version."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from models.about import version
from models.dates.days import to_day
from models.dates.words import day_words
from models.queries.filter import EventFilter, Sort
from models.queries.search import to_query


@dataclass(frozen=True, slots=True)
class Heading:
    """What an export is of."""

    number: int
    """How many events it holds."""
    filter: str
    """The search line of the filter; empty: all events."""
    when: datetime
    version: str
    cut: bool = False
    """Whether there may be more, of which these are the first."""
    more: tuple[str, ...] = ()
    """What else there is to say: how it is ordered, what was left out."""

    @property
    def sentences(self) -> tuple[str, ...]:
        """The same for people, a sentence each."""
        events = f"{self.number:,} event{'' if self.number == 1 else 's'}"
        if self.cut:
            events = f"The first {events}"
        match = "matches" if self.number == 1 else "match"
        of = f"that {match} “{self.filter}”" if self.filter else "of the whole chronicle"
        day = day_words(to_day(self.when.year, self.when.month, self.when.day))
        return (
            f"{events} {of}.",
            f"Exported on {day} at {self.when:%H:%M} UTC by Dateline {self.version}.",
            *self.more,
        )

    @property
    def data(self) -> dict[str, object]:
        """The same for programs."""
        at = self.when.isoformat(timespec="seconds")
        return {
            "events": self.number, "filter": self.filter, "at": at, "by": f"Dateline {self.version}"
        }  # fmt: skip

    def besides(self, *more: str) -> "Heading":
        """The same, which also says this."""
        return replace(self, more=(*self.more, *(each for each in more if each)))


def heading(wanted: EventFilter, number: int, sort: Sort) -> Heading:
    """The heading of an export of so many events in this order, made now."""
    return Heading(number, to_query(wanted), datetime.now(UTC), version(), number == sort.most)
