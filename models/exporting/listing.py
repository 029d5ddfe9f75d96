"""The chronology as a list: one row per event, with who, where and its documents."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy.orm import Session

from models.exporting.columns import LISTED
from models.exporting.days import day_text, reported_text
from models.exporting.gathering import EventParts, event_parts


def listed(session: Session, ids: Sequence[int]) -> Iterator[list[str]]:
    """The rows of these events in the columns of ``LISTED``, each cell on one line."""
    parts = event_parts(session, ids, quotes=False)
    for number in ids:
        if (event := parts.events.get(number)) is not None:
            yield [" ".join(column.text(event, parts).split()) for column in LISTED]


def listed_data(session: Session, ids: Sequence[int]) -> Iterator[dict[str, Any]]:
    """The same for programs: dates as EDTF, names and documents as lists."""
    parts = event_parts(session, ids, quotes=False)
    return (_data(parts, number) for number in ids if number in parts.events)


def _data(parts: EventParts, number: int) -> dict[str, Any]:
    event = parts.events[number]
    people = [p.name for p in parts.participants[number] if p.role != "place"]
    documents = {e.document_id: e for e in parts.evidence[number]}
    return {
        "id": number,
        "date": event.edtf,
        "earliest": day_text(event.earliest, event.edtf),
        "latest": day_text(event.latest, event.edtf),
        "precision": event.precision,
        "reported": reported_text(event.reported),
        "kind": event.kind,
        "status": event.status,
        "review": event.review,
        "confidence": event.confidence,
        "tags": parts.tags[number],
        "notes": parts.notes[number],
        "summary": event.summary,
        "who": list(dict.fromkeys(people)),
        "place": event.place or None,
        "sources": [
            {"document_id": e.document_id, "outlet": e.outlet, "title": e.title}
            for e in documents.values()
        ],
        "independent": event.sources,
        "copies": event.copies,
    }
