"""The events a filter finds, or the first of them, as the base of all counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from models.queries.condition import Condition
from models.queries.conditions import NOT_REJECTED, asked, only
from models.queries.filter import EventFilter
from models.queries.plain import plain_rows
from models.queries.plans import Use, plan, settled
from models.schema.events import Event
from models.store import sql

CAP = 3_000
"""Over how many events counts are exact at once: about a tenth of a second for all facets."""


@dataclass(frozen=True, slots=True)
class Matched:
    """The events that match, or the first ``CAP`` of them; None where everything matches."""

    ids: Sequence[int] | None
    capped: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """The values counted for each of some events, in one order."""

    ids: Sequence[int]
    kinds: Sequence[str]
    statuses: Sequence[str]
    reviews: Sequence[str]
    places: Sequence[str]  # folded; "" for none


def matched(session: Session, wanted: EventFilter, *, rejected: bool = False) -> Matched:
    """Found once in a scope: the counts of one filter mostly are of the same events.

    ``rejected``: rejected events are among them, whatever the filter asks for.
    """
    kept: dict[object, Matched] = session.info.setdefault("matched events", {})
    if (wanted, rejected) not in kept:
        made = asked(session, wanted, rejected=rejected)
        kept[wanted, rejected] = _find(session, settled(session, made))
    return kept[wanted, rejected]


def _find(session: Session, made: list[Condition]) -> Matched:
    if made in ([], [NOT_REJECTED]):
        some = select(Event.id).where(*(each.probe for each in made)).limit(CAP + 1)
        if (session.scalar(select(func.count()).select_from(some.subquery())) or 0) > CAP:
            return Matched(None, capped=False)
    if (alone := only(made)) is not None:
        # Straight from the index: a list of all of them need not be made first.
        found = alone.subquery()
        query: Select[*tuple[Any, ...]] = select(found.c[0]).distinct()
    else:
        query = plan(session, made, Use.SOME, CAP).every(Event.id)
    ids = [row[0] for row in plain_rows(session, query.limit(CAP + 1))]
    return Matched(ids[:CAP], capped=len(ids) > CAP)


def facts(session: Session, ids: Sequence[int]) -> Facts:
    """The values the facets count, read once per event and scope."""
    kept: dict[int, tuple[Sequence[int], Facts]] = session.info.setdefault("facts of events", {})
    if id(ids) not in kept:
        columns = (Event.id, Event.kind, Event.status, Event.review, Event.place_key)
        query = select(*columns).where(Event.id.in_(sql.given(ids)))
        rows = list(plain_rows(session, query))
        by_column = list(zip(*rows, strict=True)) or [()] * len(columns)
        # The list is kept too, so that no other one gets its identity.
        kept[id(ids)] = (ids, Facts(*by_column))
    return kept[id(ids)][1]
