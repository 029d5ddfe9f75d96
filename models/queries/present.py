"""Filters as they are meant now: the numbers of actors that were merged since."""

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy.orm import Session

from models.composing.numbers import actors_now
from models.queries.filter import EventFilter, nested


def present(session: Session, wanted: EventFilter) -> EventFilter:
    """The filter with the number that each of its actors has now."""
    numbers = {t.id for part in nested(wanted) for t in part.actors if t.id is not None}
    if not numbers:
        return wanted
    now = actors_now(session, numbers)
    moved: dict[int | None, int] = {old: new for old, new in now.items() if old != new}
    return _renumbered(wanted, moved) if moved else wanted


def _renumbered(wanted: EventFilter, moved: Mapping[int | None, int]) -> EventFilter:
    return replace(
        wanted,
        actors=tuple(dict.fromkeys(replace(t, id=moved.get(t.id, t.id)) for t in wanted.actors)),
        either=tuple(
            replace(choice, ways=tuple(_renumbered(way, moved) for way in choice.ways))
            for choice in wanted.either
        ),
    )
