"""The tellings of an event: what each document says of it; and what several events say as one."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.composing.composer import Told, tellings_of, told_alone, told_together
from models.composing.events import Composed
from models.composing.loading import Readings, matching
from models.composing.numbers import events_now
from models.composing.tolls import tolls
from models.dates.edtf import parse_edtf
from models.dates.words import describe_event
from models.queries.events import PUBLISHED, published
from models.queries.rows import JoinedRow, TellingRow
from models.queries.stretches import around
from models.schema.text import Document

_AROUND = 60  # characters before and after a passage


def event_tellings(session: Session, event: int) -> tuple[TellingRow, ...]:
    """What each document says of an event, at each of its places, in the order of their numbers."""
    number = events_now(session, (event,)).get(event)
    if number is None:
        return ()
    told = told_alone(session, Readings(session), tellings_of(session, (number,)))
    papers = {row["document_id"] for each in told.values() for row in each.composed.evidence[:1]}
    columns = select(Document.id, Document.title, Document.outlet, Document.text, *PUBLISHED)
    known = {row[0]: row[1:] for row in matching(session, columns, Document.id, papers)}
    return tuple(_row(each, told[each], known) for each in sorted(told))


def joined(session: Session, events: Sequence[int]) -> JoinedRow | None:
    """What several events would say as one; None where they are gone."""
    now = set(events_now(session, events).values())
    readings = Readings(session)
    tellings = tellings_of(session, now)
    made = told_together(session, readings, tellings)
    if made is None:
        return None
    alone = told_alone(session, readings, tellings).values()
    papers = {row["document_id"] for each in alone for row in each.composed.evidence[:1]}
    return JoinedRow(
        _when(made), made.event["kind"], made.event["status"], made.event["summary"],
        made.event["place"], made.event["who"], len(papers),
        _apart([each.composed for each in alone]),
    )  # fmt: skip


def _row(number: int, told: Told, known: dict[int, Any]) -> TellingRow:
    made = told.composed
    how = "rule" if told.by_rule or told.reasons else "reading"
    if told.by_hand or told.joined:
        how = "decision"
    head = (
        _when(made), made.event["kind"], made.event["status"], made.event["summary"],
        made.event["place"], made.event["who"], how,
    )  # fmt: skip
    if not made.evidence:
        return TellingRow(number, None, "", None, None, *head, line=made.event["summary"])
    found = made.evidence[0]
    title, outlet, text, *date = known[found["document_id"]]
    first, last = around(text, found["start"], found["end"], _AROUND)
    return TellingRow(
        number, found["document_id"], title, outlet, published(date), *head,
        text[first:last], found["trigger_start"] - first, found["trigger_end"] - first,
        made.event["date_words"] or "", text[found["start"] : found["end"]], told.reasons,
        tuple(toll.words for toll in tolls(text[found["start"] : found["end"]])), found["start"],
    )  # fmt: skip


def _when(made: Composed) -> str:
    edtf = made.event["edtf"]
    interval = None if edtf is None else parse_edtf(edtf)
    planned = made.event["status"] == "planned"
    return describe_event(interval, made.event["reported"], planned=planned)


def _apart(some: Sequence[Composed]) -> bool:
    """Whether two of these dates have no day in common."""
    dates = [parse_edtf(each.event["edtf"]) for each in some if each.event["edtf"] is not None]
    starts = [each.earliest for each in dates if each.earliest is not None]
    ends = [each.latest for each in dates if each.latest is not None]
    return bool(starts and ends) and max(starts) > min(ends)
