"""From which rows of spreadsheets events came, as people took them in."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.composing import decided
from models.composing.loading import matching, rows
from models.schema.readings import Telling
from models.schema.work import Anchor, Decision, Step


@dataclass(frozen=True, slots=True)
class RowOrigin:
    """A row of a file, from 1, and what it says of its source."""

    file: str
    row: int
    source: str


def rows_decided(
    session: Session, events: Iterable[int] | None = None
) -> list[tuple[int, int, dict[str, Any]]]:
    """Event, decision and what it says, of every decision that a row tells of an event, in order;
    of all events, or of some."""
    query = (
        select(Telling.event_id, Decision.id, Decision.value)
        .select_from(Decision)
        .join(Step, Step.id == Decision.step_id)
        .join(Anchor, Anchor.decision_id == Decision.id)
        .join(Telling, Telling.id == Anchor.telling_id)
        .where(Decision.verb == decided.ROW, decided.IN_FORCE, Telling.event_id.is_not(None))
    )
    found = (
        rows(session, query)
        if events is None
        else matching(session, query, Telling.event_id, events)
    )
    return [tuple(row) for row in sorted(found, key=lambda row: row[1])]


def row_origins(session: Session, events: Iterable[int]) -> dict[int, list[RowOrigin]]:
    """The rows that some events came from or were found in, as they were last compared."""
    found: dict[int, dict[tuple[str, int], RowOrigin]] = {}
    for event, _, value in rows_decided(session, events):
        origin = RowOrigin(value["file"], value["row"], value["said"].get("source", ""))
        found.setdefault(event, {})[origin.file, origin.row] = origin
    return {event: list(each.values()) for event, each in found.items()}
