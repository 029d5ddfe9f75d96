"""The chronology as FollowTheMoney entities, a line each, for Aleph and its relatives."""

from collections.abc import Generator, Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.exporting.days import day_text
from models.exporting.formats import Out
from models.exporting.gathering import EventParts, choose, chunks, event_parts, numbers
from models.printable import json_text
from models.progress import Progress
from models.queries.filter import EventFilter, Sort
from models.schema.actors import Actor, Alias
from models.schema.text import Document

_SCHEMATA = {"person": "Person", "organisation": "Organization", "place": "Address"}


def write_entities(
    session: Session,
    wanted: EventFilter,
    out: Out,
    sort: Sort = Sort(),  # noqa: B008 - frozen
) -> Generator[Progress, None, int]:
    """Write matching events, and their articles and people. Returns the number of events."""
    chosen = choose(session, wanted, sort)
    for entity in _articles(session, numbers(session, Document, chosen.documents)):
        out.write(json_text(entity) + "\n")
    for entity in _people(session, numbers(session, Actor, chosen.actors)):
        out.write(json_text(entity) + "\n")
    done = 0
    for part in chunks(chosen.events):
        yield Progress(done, len(chosen.events), "events")
        parts = event_parts(session, part)
        for number in part:
            if number in parts.events:
                out.write(json_text(_event(parts, number)) + "\n")
        done += len(part)
    return done


def _entity(schema: str, name: str, properties: dict[str, list[Any]]) -> dict[str, Any]:
    """An entity with the properties that have a value."""
    known = {key: [str(v) for v in values if v] for key, values in properties.items()}
    return {"id": name, "schema": schema, "properties": {k: v for k, v in known.items() if v}}


def _articles(session: Session, ids: list[int]) -> Iterator[dict[str, Any]]:
    for number in ids:
        row = session.execute(
            select(
                Document.title, Document.outlet, Document.url, Document.byline,
                Document.published_edtf, Document.sha256, Document.text,
            ).where(Document.id == number)
        ).one()  # fmt: skip
        yield _entity(
            "Article",
            f"dateline-document-{number}",
            {
                "title": [row.title], "publisher": [row.outlet], "sourceUrl": [row.url],
                "author": [row.byline], "publishedAt": [_prefix(row.published_edtf)],
                "bodyText": [row.text],
            },
        )  # fmt: skip


def _people(session: Session, ids: list[int]) -> Iterator[dict[str, Any]]:
    for part in chunks(ids):
        aliases: dict[int, list[str]] = {}
        forms = select(Alias.actor_id, Alias.text).where(Alias.actor_id.in_(part))
        for number, text in session.execute(forms.order_by(Alias.id)):
            aliases.setdefault(number, []).append(text)
        query = select(Actor.id, Actor.kind, Actor.name).where(Actor.id.in_(part))
        for number, kind, name in session.execute(query.order_by(Actor.id)):
            schema = _SCHEMATA[kind]
            others = [each for each in dict.fromkeys(aliases.get(number, ())) if each != name]
            values = {"full": [name]} if kind == "place" else {"name": [name], "alias": others}
            yield _entity(schema, f"dateline-actor-{number}", values)


def _event(parts: EventParts, number: int) -> dict[str, Any]:
    event = parts.events[number]
    first, last = day_text(event.earliest, event.edtf), day_text(event.latest, event.edtf)
    one = first if first == last else None
    evidence = parts.evidence[number]
    return _entity(
        "Event",
        f"dateline-event-{number}",
        {
            "name": [event.summary],
            "summary": list(dict.fromkeys(" ".join(e.quote.split()) for e in evidence)),
            "keywords": [event.kind, event.status, *parts.tags[number]],
            "date": [one],
            "startDate": [None if one else first],
            "endDate": [None if one else last],
            "location": [event.place_name],
            "involved": [
                f"dateline-actor-{p.id}" for p in parts.participants[number] if p.kind != "place"
            ],
            "proof": list(dict.fromkeys(f"dateline-document-{e.document_id}" for e in evidence)),
            "sourceUrl": list(dict.fromkeys(e.url for e in evidence)),
            "publisher": list(dict.fromkeys(e.outlet for e in evidence)),
            "notes": parts.notes[number],
        },
    )


def _prefix(edtf: str | None) -> str | None:
    """A date that the model knows: a year, a month or a day; of other dates nothing."""
    plain = edtf is not None and edtf.replace("-", "").isdigit() and edtf[:1] != "-"
    return edtf if plain else None
