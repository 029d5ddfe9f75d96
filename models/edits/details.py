"""What steps did in particular, and what became of one event: who changed what, when, from what."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.composing import decided
from models.composing.composer import read_event, tellings_of
from models.composing.events import Composed
from models.composing.loading import matching, rows
from models.schema.actors import Actor
from models.schema.events import Event
from models.schema.readings import Form, Telling
from models.schema.text import Document
from models.schema.work import Anchor, Decision, Step

FIELDS = ("date", "summary", "kind", "status", "place", "participants", "claims")
"""The fields of an event that can be changed."""
_ABOUT = 3  # names of what a decision is about; of more it is said how many
_LOOKED_AT = 50  # anchors at either end of those of a decision


@dataclass(frozen=True, slots=True)
class Detail:
    """One decision in the history.

    ``about``: up to three of the events, actors or documents it is on, in words, and ``others`` so
    many more; ``who``: the actor that it names, as that is called now, or ''. ``value`` and ``was``
    are as decided; ``was`` None: not known, or nothing.
    """

    step: int
    at: str
    by: str
    label: str
    undone: bool
    verb: str
    value: dict[str, Any]
    was: dict[str, Any] | None
    about: tuple[str, ...]
    others: int
    who: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A field of an event that a person changed: as it was read, and who changed it last.

    ``read`` is None for nothing (no date, no place); ``otherwise``: the text is now read otherwise
    than when it was changed.
    """

    field: str
    read: str | None
    at: str
    by: str
    step: int
    otherwise: bool


def event_history(session: Session, event: int) -> tuple[Detail, ...]:
    """Every decision on an event, the newest first, also those that were undone."""
    found: set[int] = set()
    query = select(Anchor.decision_id).distinct()
    tellings = tellings_of(session, (event,))
    for row in matching(session, query, Anchor.telling_id, tellings):
        found.add(row[0])
    return _details(session, found)


def step_details(session: Session, step: int, size: int = 200) -> tuple[Detail, ...]:
    """What a step decided, the newest first, at most so many."""
    query = select(Decision.id).where(Decision.step_id == step).order_by(Decision.id.desc())
    return _details(session, [row[0] for row in rows(session, query.limit(size))])


def changed_fields(session: Session, event: int) -> tuple[Changed, ...]:
    """The fields of an event that are not as they were read, in the order of ``FIELDS``."""
    edited = session.scalar(select(Event.edited).where(Event.id == event))
    read = read_event(session, event) if edited else None
    if not edited or read is None:
        return ()
    last: dict[str, Detail] = {}
    first: dict[str, Detail] = {}
    for each in event_history(session, event)[::-1]:
        name = _FIELD_OF.get(each.verb) or each.value.get("field")
        if each.undone or name is None or each.verb not in (*_FIELD_OF, decided.SET):
            continue
        if each.value.get("as_read"):
            first.pop(name, None)
            continue
        first.setdefault(name, each)
        last[name] = each
    made = []
    for name in FIELDS:
        if name not in edited.split() or name not in last:
            continue
        now, by = _as_read(session, read, name), last[name]
        before = first[name].was if name in first else None
        otherwise = bool(before) and "value" in (before or {}) and (before or {})["value"] != now
        made.append(Changed(name, now, by.at, by.by, by.step, otherwise))
    return tuple(made)


_FIELD_OF = {
    decided.PART: "participants", decided.MEANS: "participants", decided.CLAIM: "claims",
}  # fmt: skip


def _as_read(session: Session, read: Composed, name: str) -> str | None:
    match name:
        case "date":
            return read.event["edtf"]  # type: ignore[no-any-return]
        case "participants":
            return read.event["who"] or None
        case "claims":
            actors = {row["actor_id"] for row in read.claims} - {None}
            query = select(Actor.id, Actor.name)
            names = {row[0]: row[1] for row in matching(session, query, Actor.id, actors)}
            told = (
                f"{names.get(row['actor_id'], 'an unnamed source')} {row['stance']}"
                for row in read.claims
            )
            return "; ".join(dict.fromkeys(told)) or None
    return read.event[name] or None


def _details(session: Session, decisions: Iterable[int]) -> tuple[Detail, ...]:
    query = select(
        Decision.id, Step.id, Step.at, Step.by, Step.label, Step.undone_at, Decision.verb,
        Decision.value, Decision.was,
    ).join(Step, Step.id == Decision.step_id)  # fmt: skip
    heads = sorted(matching(session, query, Decision.id, decisions), reverse=True)
    about, whom, more = _subjects(session, [row[0] for row in heads])
    return tuple(
        Detail(
            step, at, by, label, undone is not None, verb, value, was,
            tuple(about[number][:_ABOUT]),
            more.get(number) or max(0, len(about[number]) - _ABOUT),
            whom.get(number, ""),
        )
        for number, step, at, by, label, undone, verb, value, was in heads
    )  # fmt: skip


def _subjects(
    session: Session, decisions: Iterable[int]
) -> tuple[dict[int, list[str]], dict[int, str], dict[int, int]]:
    """What decisions are on, each thing once, and the actor on the second side of each.

    Of those on very many only the first and the last are looked at, and it is said how many more.
    """
    about: dict[int, list[str]] = defaultdict(list)
    whom: dict[int, str] = {}
    query = (
        select(
            Anchor.decision_id, Decision.verb, Anchor.side, Anchor.kind, Anchor.key, Anchor.exact,
            Event.summary, Actor.name, Document.title,
        )
        .join(Decision, Decision.id == Anchor.decision_id)
        .outerjoin(Telling, Telling.id == Anchor.telling_id)
        .outerjoin(Event, Event.id == Telling.event_id)
        .outerjoin(Form, Form.id == Anchor.form_id)
        .outerjoin(Actor, Actor.id == Form.actor_id)
        .outerjoin(Document, Document.id == Anchor.document_id)
        .order_by(Anchor.id)
    )  # fmt: skip
    spans = select(
        Anchor.decision_id, func.min(Anchor.id).label("first"), func.max(Anchor.id).label("last"),
    ).group_by(Anchor.decision_id)  # fmt: skip
    more: dict[int, int] = {}
    near: list[int] = []
    for number, first, last in matching(session, spans, Anchor.decision_id, decisions):
        near += range(first, min(first + _LOOKED_AT, last + 1))
        near += range(max(first, last - _LOOKED_AT), last + 1)
        if last - first >= 2 * _LOOKED_AT:
            more[number] = last - first + 1 - _ABOUT
    seen: set[tuple[int, str]] = set()
    for number, verb, side, kind, key, exact, *found in matching(session, query, Anchor.id, near):
        words = next((each for each in (*found, exact, key) if each), "")
        if side == 1 and verb in decided.WITH_ACTOR and kind != decided.TELLING:
            whom[number] = words
        elif words and (number, words) not in seen:
            seen.add((number, words))
            about[number].append(words)
    return about, whom, more
