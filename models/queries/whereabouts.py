"""Where the events of a filter happened, as far as a gazetteer knows their places."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from models.queries.conditions import asked
from models.queries.filter import EventFilter
from models.queries.gazetteer import Found, find
from models.queries.plain import plain_rows
from models.queries.plans import Use, plan
from models.queries.times import shown
from models.schema.events import Event
from models.store import sql

COUNTRY, CITY, UNSURE, UNKNOWN = "country", "city", "unsure", "unknown"


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place of events, how many there are, and what the gazetteer makes of it.

    ``how``: it is a country, a city, one of several (``unsure``), or not known. ``country`` has the
    two letters of where it is, where that is sure.
    """

    id: int
    name: str
    events: int
    how: str
    country: str
    found: Found
    actor: int = 0
    """The place, as what it is called can be changed; 0: it is none of the actors."""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The places of the events of a filter, the most frequent first.

    ``nowhere``: how many events have no place at all.
    """

    rows: tuple[PlaceRow, ...]
    nowhere: int

    def number(self, how: str) -> int:
        """How many events have a place that the gazetteer knows in this way."""
        return sum(row.events for row in self.rows if row.how == how)


def whereabouts(session: Session, wanted: EventFilter) -> Whereabouts:
    """Every place of the events that match."""
    made = asked(session, wanted)
    number = func.count()
    query: Select[*tuple[Any, ...]] = select(Event.place_key, number, func.max(Event.id))
    if made:
        found = plan(session, made, Use.EVERY).every(Event.id)
        query = query.where(Event.id.in_(found))
    else:
        query = query.where(shown())
    counts = {key: (n, one) for key, n, one in plain_rows(session, query.group_by(Event.place_key))}
    nowhere = counts.pop("", (0, 0))[0]
    own = select(Event.id, Event.place, Event.place_id).where(
        Event.id.in_(sql.given(one for _, one in counts.values()))
    )
    names = {row[0]: (row[1], row[2]) for row in plain_rows(session, own)}
    order = sorted(counts.items(), key=lambda pair: (-pair[1][0], pair[0]))
    return Whereabouts(tuple(_rows(order, names)), nowhere)


def _rows(
    order: list[tuple[str, tuple[int, int]]], names: dict[int, tuple[str, int | None]]
) -> Iterator[PlaceRow]:
    for at, (key, (events, one)) in enumerate(order, 1):
        name, actor = names.get(one, (key, None))
        found = find(name)
        how, country = UNKNOWN, ""
        if found.sure:
            how = COUNTRY if found.country else CITY
            country = found.country or found.cities[0].country
        elif found.country or found.cities:
            how = UNSURE
        yield PlaceRow(at, name, events, how, country, found, actor or 0)
