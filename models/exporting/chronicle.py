"""The chronology as JSON, written piece by piece, so that memory stays small."""

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.composing.decided import MERGE
from models.edits.travelling import decisions_data
from models.exporting.days import day_text, reported_text, why
from models.exporting.formats import Out
from models.exporting.gathering import EventParts, choose, chunks, event_parts, numbers
from models.exporting.heading import heading
from models.exporting.tellings import SAID, Tellings
from models.printable import json_text
from models.progress import Progress
from models.queries.actors import merged_numbers
from models.queries.filter import EventFilter, Sort
from models.schema.actors import Actor, Alias, Role
from models.schema.readings import Reading
from models.schema.text import Document

FORMAT, VERSION = "dateline", 2


Telling = Callable[[dict[str, Any]], dict[str, Any]]


def write_json(
    session: Session,
    wanted: EventFilter,
    out: Out,
    sort: Sort = Sort(),  # noqa: B008 - frozen
) -> Generator[Progress, None, int]:
    """Write all matching events with their documents and people. Returns the number of events."""
    same = dict.fromkeys(("documents", "people", "events", "decisions"), _as_it_is)
    return (yield from write_data(session, wanted, out, sort, version=VERSION, told=same))


def _as_it_is(data: dict[str, Any]) -> dict[str, Any]:
    return data


def write_data(
    session: Session,
    wanted: EventFilter,
    out: Out,
    sort: Sort,
    *,
    version: int,
    told: Mapping[str, Telling],
) -> Generator[Progress, None, int]:
    """Write the lists that are ``told``, each of their members so. Returns the number of events."""
    chosen = choose(session, wanted, sort)
    about = {"export": heading(wanted, len(chosen.events), sort).data}
    more = f"\n {json_text(about)[1:-1]}," if "decisions" in told else ""
    out.write(f'{{"format": "{FORMAT}", "version": {version},{more}\n "documents": [')
    documents = _documents(session, numbers(session, Document, chosen.documents))
    _write_all(out, map(told["documents"], documents))
    out.write('],\n "people": [')
    people = _people(session, numbers(session, Actor, chosen.actors))
    _write_all(out, map(told["people"], people))
    out.write('],\n "events": [')
    first, done, total = True, 0, len(chosen.events)
    for part in chunks(chosen.events):
        yield Progress(done, total, "events")
        _write_all(out, map(told["events"], _events(session, part)), first=first)
        first, done = False, done + len(part)
    if "decisions" in told:
        out.write('],\n "decisions": [')
        decisions = decisions_data(session)
        _write_all(out, ({k: v for k, v in each.items() if k != "uid"} for each in decisions))
    out.write("]}\n")
    return total


def _write_all(out: Out, values: Iterator[dict[str, Any]], *, first: bool = True) -> None:
    for value in values:
        out.write("\n  " if first else ",\n  ")
        out.write(json_text(value))
        first = False


def _documents(session: Session, ids: Sequence[int]) -> Iterator[dict[str, Any]]:
    for number in ids:
        document = session.execute(
            select(
                Document.path,
                Document.title,
                Document.outlet,
                Document.url,
                Document.byline,
                Document.published_edtf,
                Document.published_basis,
                Document.sha256,
                Document.copy_of,
                Document.inside,
                Document.ordinal,
                Document.text,
                Reading.reader,
            )
            .outerjoin(Reading, (Reading.document_id == Document.id) & Reading.current)
            .where(Document.id == number)
        ).one()
        yield {
            "id": number,
            "path": document.path,
            "title": document.title,
            "outlet": document.outlet,
            "url": document.url,
            "byline": document.byline,
            "published": document.published_edtf,
            "published_basis": document.published_basis,
            "copy_of": document.copy_of,
            "container": _container(document.path, document.inside, document.ordinal),
            "reader": document.reader,
            "sha256": document.sha256,
            "text": document.text,
        }


def _container(path: str, inside: str | None, ordinal: int | None) -> dict[str, Any] | None:
    """The file that holds an article among others, and which of them it is, from 1."""
    if inside is None and ordinal is None:
        return None
    return {"path": path if inside is None else f"{path}/{inside}", "ordinal": ordinal}


def _people(session: Session, ids: Sequence[int]) -> Iterator[dict[str, Any]]:
    for part in chunks(ids):
        people: dict[int, dict[str, Any]] = {
            number: {
                "id": number,
                "kind": kind,
                "name": name,
                "aliases": [],
                "roles": [],
                "document_ids": [],
                "merged": list(merged_numbers(session, number)) if MERGE in edited.split() else [],
            }
            for number, kind, name, edited in session.execute(
                select(Actor.id, Actor.kind, Actor.name, Actor.edited)
                .where(Actor.id.in_(part))
                .order_by(Actor.id)
            )
        }
        forms = select(Alias.actor_id, Alias.text, Alias.document_id).order_by(Alias.id)
        for number, form, document in session.execute(forms.where(Alias.actor_id.in_(part))):
            person = people[number]
            if form != person["name"] and form not in person["aliases"]:
                person["aliases"].append(form)
            if document is not None and document not in person["document_ids"]:
                person["document_ids"].append(document)
        roles = select(Role.actor_id, Role.title, Role.of, Role.from_, Role.to).order_by(Role.id)
        for number, title, of, start, end in session.execute(roles.where(Role.actor_id.in_(part))):
            role = {"title": title, "of": of, "from": start, "to": end}
            if role not in people[number]["roles"]:
                people[number]["roles"].append(role)
        yield from people.values()


def _events(session: Session, part: Sequence[int]) -> Iterator[dict[str, Any]]:
    return event_data(session, event_parts(session, part), part)


def event_data(
    session: Session, parts: EventParts, numbers: Sequence[int]
) -> Iterator[dict[str, Any]]:
    """Some events of ``parts`` as they are exported, with what each of their documents says."""
    plain = [n for n, row in parts.events.items() if SAID.isdisjoint(row.edited.split())]
    tellings = Tellings(session, parts.events, plain)
    for number in numbers:
        if number in parts.events:
            event = _event(parts, number)
            told = tellings.of(event)
            event["tellings"] = told
            yield event


def _event(parts: EventParts, number: int) -> dict[str, Any]:
    event = parts.events[number]
    place = None
    if event.place_id is not None:
        place = {"id": event.place_id, "name": event.place_name}
    return {
        "id": number,
        "kind": event.kind,
        "summary": event.summary,
        "date": event.edtf,
        "earliest": day_text(event.earliest, event.edtf),
        "latest": day_text(event.latest, event.edtf),
        "precision": event.precision,
        "reported": reported_text(event.reported),
        "date_words": event.date_words,
        "date_basis": why(event.date_basis),
        "place": place,
        "status": event.status,
        "claimed_by": event.claimant,
        "review": event.review,
        "confidence": event.confidence,
        "edited": event.edited.split(),
        "tags": parts.tags[number],
        "notes": parts.notes[number],
        "sources": event.sources,
        "copies": event.copies,
        "disputed": event.disputed.split(),
        "participants": [
            {"actor_id": p.id, "name": p.name, "kind": p.kind, "role": p.role}
            for p in parts.participants[number]
        ],
        "claims": [
            {
                "actor_id": c.actor_id,
                "name": c.name,
                "stance": c.stance,
                "document_id": c.document_id,
                "start": c.start,
                "end": c.end,
            }
            for c in parts.claims[number]
        ],
        "evidence": [
            {
                "document_id": e.document_id,
                "start": e.start,
                "end": e.end,
                "trigger_start": e.trigger_start,
                "trigger_end": e.trigger_end,
                "quote": e.quote,
            }
            for e in parts.evidence[number]
        ],
    }
