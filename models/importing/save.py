"""From one reading to rows: the document, its actors, its events."""

import json
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from models.dates.basis import basis_to_data
from models.edits.change import RowChange
from models.edits.imports import count_events_of
from models.importing.people import Known, known_actors
from models.importing.readings import Source
from models.letters import spelled
from models.reading.doc import (
    ActorKind,
    Doc,
    Event,
    EventStatus,
    Participant,
    PublishedBasis,
)
from models.schema import actors, events, text
from models.schema.base import Base
from models.schema.keys import (
    Report,
    StoredTime,
    fold,
    report_of,
    sort_key,
    source_words,
    stored_time,
    text_hash,
)
from models.schema.shown import who_text

_TITLE = 200  # characters of a headline that are kept as the title


@dataclass(frozen=True, slots=True)
class Saved:
    """What was stored of one document, and its changes to existing rows."""

    document_id: int
    events: int
    people: int
    changes: tuple[RowChange, ...] = field(default=())


def save(session: Session, import_id: int, source: Source, doc: Doc) -> Saved:
    """Store one reading in the running transaction."""
    document_id = _add(session, text.Document, [_document(import_id, source, doc)])[0]
    known = known_actors(session, doc.actors, import_id)
    _save_names(session, document_id, doc, known)
    _save_places_in_text(session, document_id, doc, known)
    _save_events(session, import_id, document_id, doc, known)
    count_events_of(session, set(known.ids))
    people = {
        number
        for number, actor in zip(known.ids, doc.actors, strict=True)
        if actor.kind is ActorKind.PERSON
    }
    return Saved(document_id, len(doc.events), len(people), known.changes)


def _add(session: Session, kind: type[Base], rows: Sequence[dict[str, Any]]) -> list[int]:
    """Insert rows and say which numbers they got, in their order."""
    if not rows:
        return []
    adding = insert(kind).returning(kind.id, sort_by_parameter_order=True)
    return list(session.scalars(adding, rows))


def _document(import_id: int, source: Source, doc: Doc) -> dict[str, Any]:
    published = doc.published
    interval = published.interval if published else None
    title = " ".join((doc.about.title or Path(source.path).name).split())[:_TITLE]
    shown = doc.about.outlet or title
    title_key, source_key = fold(title), fold(shown)
    paragraphs = [[p.start, p.end, p.kind.value, p.repeats] for p in doc.paragraphs]
    return {
        "import_id": import_id,
        "path": source.path,
        "media_type": source.media_type,
        "sha256": source.sha256,
        "text_sha256": text_hash(doc.text),
        "title": title,
        "title_key": title_key,
        "outlet": doc.about.outlet,
        "byline": doc.about.byline,
        "url": doc.about.url,
        "source": shown,
        "source_key": source_key,
        "source_words": source_words(source_key, title_key, source.path),
        "language": None,
        "published_earliest": interval.earliest if interval else None,
        "published_latest": interval.latest if interval else None,
        "published_edtf": interval.edtf if interval else None,
        "published_precision": interval.precision.value if interval else None,
        "published_approximate": interval.approximate if interval else False,
        "published_basis": (published.basis if published else PublishedBasis.UNKNOWN).value,
        "published_why": published.why if published else "",
        "events": len(doc.events),
        "ordinal": source.ordinal,
        "inside": source.inside,
        "accession": source.accession,
        "section": source.section,
        "stated_words": source.words,
        "faults": "\n".join(map(str, doc.faults)),
        "paragraphs": zlib.compress(json.dumps(paragraphs).encode()),
        "text": doc.text,
    }


def _save_names(session: Session, document_id: int, doc: Doc, known: Known) -> None:
    forms = [
        {
            "actor_id": number,
            "document_id": document_id,
            "text": form,
            "key": fold(form),
            "full": form == actor.name,
        }
        for number, actor in zip(known.ids, doc.actors, strict=True)
        for form in dict.fromkeys((actor.name, *actor.aliases))
    ]
    roles = [
        {
            "actor_id": number,
            "document_id": document_id,
            "title": role.title,
            "of": role.of,
            "from_": role.from_,
            "to": role.to,
            "start": role.start,
            "end": role.end,
        }
        for number, actor in zip(known.ids, doc.actors, strict=True)
        for role in actor.roles
    ]
    _put(session, actors.Alias, forms)
    _put(session, actors.Role, roles)


def _put(session: Session, kind: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        session.execute(insert(kind), rows)


def _save_places_in_text(session: Session, document_id: int, doc: Doc, known: Known) -> None:
    mentions = [
        {
            "document_id": document_id,
            "actor_id": known.ids[m.actor],
            "start": m.start,
            "end": m.end,
            "form": m.form.value,
        }
        for m in doc.mentions
    ]
    quotations = [
        {
            "document_id": document_id,
            "actor_id": None if q.speaker is None else known.ids[q.speaker],
            "start": q.start,
            "end": q.end,
            "cue": q.cue,
            "direct": q.direct,
        }
        for q in doc.quotations
    ]
    _put(session, text.Mention, mentions)
    _put(session, text.Quotation, quotations)


def _save_events(
    session: Session, import_id: int, document_id: int, doc: Doc, known: Known
) -> None:
    told = [event for event in doc.events if event.evidence]
    report = report_of(doc.published.interval if doc.published else None)
    numbers = _add(session, events.Event, [_event(import_id, e, known, report) for e in told])
    pairs = list(zip(numbers, told, strict=True))
    _put(session, events.EventText, [_words(n, e, doc, known) for n, e in pairs])
    _put(
        session,
        events.Participation,
        [
            {**_part(n, document_id, doc, p, e, known), "chrono": _time(e, report).chrono}
            for n, e in pairs
            for p in _distinct(e)
        ],
    )
    _put(
        session,
        events.Evidence,
        [
            {
                "event_id": n,
                "document_id": document_id,
                "start": p.start,
                "end": p.end,
                "trigger_start": p.trigger_start,
                "trigger_end": p.trigger_end,
                "sha256": text_hash(doc.cut(p)),
            }
            for n, e in pairs
            for p in e.evidence
        ],
    )
    _put(
        session,
        events.Claim,
        [
            {
                "event_id": n,
                "actor_id": None if c.actor is None else known.ids[c.actor],
                "stance": c.stance.value,
                "document_id": document_id,
                "start": c.start,
                "end": c.end,
            }
            for n, e in pairs
            for c in e.claims
        ],
    )


def _distinct(event: Event) -> Iterable[Participant]:
    """Each actor once in each role."""
    parts: dict[tuple[int, str], Participant] = {}
    for part in event.participants:
        parts.setdefault((part.actor, part.role), part)
    return parts.values()


def _time(event: Event, report: Report | None) -> StoredTime:
    interval = event.date.interval if event.date else None
    return stored_time(interval, report, planned=event.status is EventStatus.PLANNED)


def _event(import_id: int, event: Event, known: Known, report: Report | None) -> dict[str, Any]:
    interval = event.date.interval if event.date else None
    basis = event.date.basis if event.date else event.undated
    words = event.date.words if event.date else basis.words if basis else None
    who = who_text((known.names[p.actor], p.role.value) for p in event.participants)
    place = "" if event.place is None else known.names[event.place]
    return {
        "kind": event.kind.value,
        "status": event.status.value,
        "review": "proposed",
        "summary": event.summary,
        "summary_key": sort_key(event.summary),
        "who": who,
        "who_key": sort_key(who),
        "place": place,
        "place_key": fold(place),
        "place_id": None if event.place is None else known.ids[event.place],
        "sources": 1,
        **_time(event, report)._asdict(),
        "reported": report[1] if report else None,
        "edtf": interval.edtf if interval else None,
        "precision": interval.precision.value if interval else None,
        "approximate": interval.approximate if interval else False,
        "date_words": words,
        "date_basis": basis_to_data(basis) if basis else None,
        "claimed_by_id": None if event.claimed_by is None else known.ids[event.claimed_by],
        "confidence": event.confidence,
        "created_by": "reading",
        "import_id": import_id,
    }


def _words(number: int, event: Event, doc: Doc, known: Known) -> dict[str, Any]:
    """What the event is found by: summary, every name of everybody in it, the passages."""
    named = [p.actor for p in event.participants]
    named += [c.actor for c in event.claims if c.actor is not None]
    named += [a for a in (event.place, event.claimed_by) if a is not None]
    forms = [
        form
        for actor in dict.fromkeys(named)
        for form in (known.names[actor], doc.actors[actor].name, *doc.actors[actor].aliases)
    ]
    return {
        "id": number,
        "summary": spelled(event.summary),
        "names": spelled("\n".join(dict.fromkeys(forms))),
        "passages": spelled("\n".join(dict.fromkeys(doc.cut(p) for p in event.evidence))),
    }


def _part(
    number: int, document_id: int, doc: Doc, part: Participant, event: Event, known: Known
) -> dict[str, Any]:
    titles = Counter(
        role.title
        for role in doc.actors[part.actor].roles
        for p in event.evidence
        if p.start <= role.start and role.end <= p.end
    )
    return {
        "event_id": number,
        "actor_id": known.ids[part.actor],
        "role": part.role.value,
        "title": titles.most_common(1)[0][0] if titles else "",
        "document_id": document_id,
        "start": part.start,
        "end": part.end,
        "words": doc.text[part.start : part.end],
    }
