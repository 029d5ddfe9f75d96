"""One reading as JSON: everything found in a text, nothing stored."""

from typing import Any

from models.dates.edtf import write_day
from models.dates.interval import DateInterval
from models.dates.words import explain
from models.reading.doc import Actor, Doc, Event


def reading_data(doc: Doc, *, why: bool = False) -> dict[str, Any]:
    """The reading as dicts and lists; actors are indices into ``actors``.

    ``why``: with the rules that decided each event.
    """
    published = doc.published
    return {
        "text": doc.text,
        "published": {
            "date": published.interval.edtf if published and published.interval else None,
            "basis": published.basis.value if published else "unknown",
            "why": published.why if published else "",
        },
        "paragraphs": [
            {"start": p.start, "end": p.end, "kind": p.kind.value} for p in doc.paragraphs
        ],
        "sentences": [{"start": s.start, "end": s.end} for s in doc.sentences],
        "words": [
            {
                "start": w.start,
                "end": w.end,
                "lemma": w.lemma,
                "tag": w.tag,
                "head": w.head,
                "relation": w.relation,
            }
            for w in doc.words
        ],
        "names": [
            {"start": n.start, "end": n.end, "kind": n.kind.value, "actor": n.actor}
            for n in doc.names
        ],
        "actors": [_actor(actor) for actor in doc.actors],
        "times": [
            {
                "start": t.start,
                "end": t.end,
                "text": t.text,
                "type": t.type.value,
                "value": t.value,
                "date": t.interval.edtf if t.interval else None,
            }
            for t in doc.times
        ],
        "quotations": [
            {
                "start": q.start,
                "end": q.end,
                "speaker": q.speaker,
                "cue": q.cue,
                "direct": q.direct,
            }
            for q in doc.quotations
        ],
        "events": [
            _event(doc, number) | ({"why": _why(event)} if why else {})
            for number, event in enumerate(doc.events)
        ],
        "faults": [str(fault) for fault in doc.faults],
    }


def _why(event: Event) -> list[dict[str, Any]]:
    return [
        {"what": w.what, "rule": w.rule, **({} if w.actor is None else {"actor_id": w.actor})}
        for w in event.why
    ]


def _actor(actor: Actor) -> dict[str, Any]:
    return {
        "kind": actor.kind.value,
        "name": actor.name,
        "aliases": list(actor.aliases),
        "roles": [{"title": r.title, "of": r.of, "from": r.from_, "to": r.to} for r in actor.roles],
    }


def _event(doc: Doc, number: int) -> dict[str, Any]:
    event = doc.events[number]
    interval = event.date.interval if event.date else None
    return {
        "id": number,
        "kind": event.kind.value,
        "summary": event.summary,
        **_date(event, interval),
        "reported": _reported(doc),
        "place": None
        if event.place is None
        else {"id": event.place, "name": doc.actors[event.place].name},
        "status": event.status.value,
        "claimed_by": _name(doc, event.claimed_by),
        "review": "proposed",
        "confidence": round(event.confidence, 3),
        "participants": [
            {
                "actor_id": p.actor,
                "name": doc.actors[p.actor].name,
                "kind": doc.actors[p.actor].kind.value,
                "role": p.role.value,
            }
            for p in event.participants
        ],
        "perhaps": [
            {
                "actor_id": d.actor,
                "name": doc.actors[d.actor].name,
                "kind": doc.actors[d.actor].kind.value,
                "role": d.role.value,
                "sure": d.sure,
                "why": d.why,
            }
            for d in event.perhaps
        ],
        "claims": [
            {
                "actor_id": c.actor,
                "name": _name(doc, c.actor),
                "stance": c.stance.value,
                "start": c.start,
                "end": c.end,
            }
            for c in event.claims
        ],
        "evidence": [
            {
                "start": e.start,
                "end": e.end,
                "trigger_start": e.trigger_start,
                "trigger_end": e.trigger_end,
                "quote": doc.cut(e),
            }
            for e in event.evidence
        ],
    }


def _reported(doc: Doc) -> str | None:
    latest = doc.published.interval.latest if doc.published and doc.published.interval else None
    return None if latest is None else write_day(latest)


def _name(doc: Doc, actor: int | None) -> str | None:
    return None if actor is None else doc.actors[actor].name


def _date(event: Event, interval: DateInterval | None) -> dict[str, str | None]:
    if event.date is None or interval is None:
        keys = ("date", "earliest", "latest", "precision")
        basis = event.undated
        return {
            **dict.fromkeys(keys),
            "date_words": basis.words if basis else None,
            "date_basis": explain(basis) if basis else None,
        }
    return {
        "date": interval.edtf,
        "earliest": None if interval.earliest is None else write_day(interval.earliest),
        "latest": None if interval.latest is None else write_day(interval.latest),
        "precision": interval.precision.value,
        "date_words": event.date.words,
        "date_basis": explain(event.date.basis),
    }
