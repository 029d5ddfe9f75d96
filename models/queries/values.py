"""The values of a field that can be typed next, with their counts."""

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy.orm import Session

from models.queries.facets import (
    actor_facet,
    kind_facet,
    place_facet,
    review_facet,
    source_facet,
    status_facet,
    tag_facet,
)
from models.queries.filter import EventFilter
from models.queries.rows import FacetRow, Offer
from models.queries.search import ROLES, quoted
from models.queries.tokens import Typing

_FEW: dict[str, tuple[str, Callable[[Session, EventFilter], tuple[FacetRow, ...]]]] = {
    "kind": ("kinds", kind_facet),
    "status": ("statuses", status_facet),
    "review": ("reviews", review_facet),
}


def value_offers(
    session: Session, typing: Typing, wanted: EventFilter, size: int
) -> tuple[Offer, ...]:
    """The most frequent values of a field that fit what is typed, under all other conditions."""
    typed = typing.typed
    if typing.field in ROLES:
        rows = actor_facet(session, replace(wanted, actors=()), typed, size)
        labels = [row.label for row in rows]
        return tuple(
            _offer(row, quoted(row.label) if labels.count(row.label) == 1 else f"#{row.id}")
            for row in rows
        )
    if typing.field == "place":
        rows = place_facet(session, replace(wanted, places=()), typed, size)
    elif typing.field == "source":
        rows = source_facet(session, replace(wanted, sources=()), typed, size)
    elif typing.field == "tag":
        rows = tag_facet(session, replace(wanted, tags=()), typed, size)
    else:
        name, facet = _FEW[typing.field]
        found = facet(session, replace(wanted, **{name: ()}))  # type: ignore[arg-type]
        begun = [row for row in found if row.value.startswith(typed.lower())]
        return tuple(_offer(row, row.value) for row in begun[:size])
    return tuple(_offer(row, quoted(row.label)) for row in rows)


def _offer(row: FacetRow, written: str) -> Offer:
    return Offer(row.label, f"{written} ", row.count, row.capped)
