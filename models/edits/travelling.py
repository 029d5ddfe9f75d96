"""Decisions that leave a chronicle and come to another one that holds the same texts."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.composing import anchors, decided
from models.composing.composer import compose_all
from models.composing.loading import chunks, rows
from models.composing.said import form_from, telling_from
from models.edits.deciding import Deed
from models.edits.events import add_telling
from models.edits.history import DECIDE, begin
from models.errors import KnownError
from models.printable import json_text
from models.schema.keys import fold
from models.schema.text import Document
from models.schema.work import VERBS, Anchor, Decision, Step
from models.store import sql
from models.store.rules import CHOICES
from models.store.store import Store

_NUMBERS = ("telling_id", "form_id", "document_id")
_COLUMNS = tuple(
    column for column in Anchor.__table__.columns.keys()  # noqa: SIM118 - it is no dict
    if column not in ("id", "decision_id", *_NUMBERS)
)  # fmt: skip
_AT_ONCE = 100  # decisions whose anchors are asked for together
FORMAT = {"format": "dateline decisions", "version": 1}


@dataclass(frozen=True, slots=True)
class Arrived:
    """What came of decisions from elsewhere: how many are new, and what could not be placed."""

    new: int
    known: int
    lost: tuple[str, ...]
    step: int | None


def decisions_data(session: Session, *, subjects: bool = True) -> Iterator[dict[str, Any]]:
    """Every decision that counts, in order: at, by, verb, subject, value, was and its name."""
    query = (
        select(
            Decision.id, Decision.uid, Step.at, Step.by, Decision.verb, Decision.value, Decision.was
        )
        .join(Step, Step.id == Decision.step_id)
        .where(Step.undone_at.is_(None))
        .order_by(Decision.id)
    )
    found = list(rows(session, query))
    for first in range(0, len(found), _AT_ONCE):
        part = found[first : first + _AT_ONCE]
        about: dict[int, list[dict[str, Any]]] = {}
        if subjects:
            numbers = sql.given(row[0] for row in part)
            asked = select(Anchor.decision_id, *(getattr(Anchor, name) for name in _COLUMNS))
            asked = asked.where(Anchor.decision_id.in_(numbers)).order_by(Anchor.id)
            for number, *values in rows(session, asked):
                named = zip(_COLUMNS, values, strict=True)
                kept = {name: value for name, value in named if value not in (None, 0) or (name in (
                    "start", "nth") and value is not None)}  # fmt: skip
                about.setdefault(number, []).append(kept)
        for number, uid, at, by, verb, value, was in part:
            yield {
                "uid": uid, "at": at, "by": by, "verb": verb,
                "subject": about.get(number, []), "value": value, "was": was,
            }  # fmt: skip


def decision_lines(session: Session) -> Iterator[str]:
    """The decisions as JSON Lines, the first of which says what they are."""
    yield json.dumps(FORMAT)
    for each in decisions_data(session):
        yield json_text(each)


def bring_decisions(store: Store, lines: Iterable[str], name: str, *, by: str = "") -> Arrived:
    """Take decisions from JSON Lines as one step; those that are there already are left out.

    What cannot be placed is kept, and placed when its text comes. A KnownError where the lines are
    none of ours; nothing is stored then.
    """
    read = list(_read(lines))
    with store.writing() as session:
        there = set(session.scalars(select(Decision.uid)))
        new = [each for each in read if each["uid"] not in there]
        known = len(read) - len(new)
        if not new:
            return Arrived(0, known, (), None)
        step = begin(session, DECIDE, f"Imported decisions from {name}", by=by)
        deed = Deed(session, step.number)
        for each in new:
            _add(deed, each)
        touched = anchors.touched_by(session, deed.decisions)
        placed = anchors.place(session, _documents(session, deed.decisions))
        compose_all(session, touched | placed)
        return Arrived(len(new), known, tuple(_lost(session, deed.decisions)), step.number)


def _read(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
            if number == 1:
                if data.get("format") != FORMAT["format"]:
                    raise ValueError
                continue
            if not _is_known(data["verb"], data["value"]):
                raise ValueError
            subject = [dict(each) for each in data["subject"]]
            yield {"was": data.get("was"), **data, "uid": str(data["uid"]), "subject": subject}
        except (ValueError, TypeError, KeyError, AttributeError) as fault:
            raise KnownError(
                f"Line {number} isn’t a decision exported by Dateline; nothing was imported."
            ) from fault


_TEXT, _YES = (str,), (bool,)
# What each verb says, and of which kind that is; a field that is taken as read says so alone.
_VALUES: dict[str, dict[str, tuple[type, ...]]] = {
    decided.REVIEW: {"review": _TEXT},
    decided.PART: {"role": _TEXT, "add": _YES},
    decided.NEW: {"telling": (list,)},
    decided.CLAIM: {"stance": _TEXT, "add": _YES, "unnamed": _YES},
    decided.KEEP: {"keep": _YES},
    decided.ROW: {
        "file": _TEXT,
        "sheet": _TEXT,
        "row": (int,),
        "cells": (list,),
        "said": (dict,),
        "held": (dict,),
    },
    decided.NAME: {"name": _TEXT},
    decided.KIND: {"kind": _TEXT},
    decided.NEW_ACTOR: {"form": (list,)},
    decided.TAG: {"tag": _TEXT, "add": _YES},
    decided.NOTE: {"text": _TEXT},
    decided.DOCUMENT: {"field": _TEXT, "value": (str, type(None))},
    decided.SET: {"field": _TEXT, "value": (str, type(None))},
}
_AS_READ: dict[str, tuple[type, ...]] = {"field": _TEXT, "as_read": _YES}
_INSTEAD: dict[str, tuple[type, ...]] = {"text": _TEXT, "instead": _YES}
_CHOICES = {
    "review": set(CHOICES["event.review"]),
    "role": set(CHOICES["participation.role"]),
    "kind": set(CHOICES["actor.kind"]),
    "stance": set(CHOICES["claim.stance"]),
}
_CHOICES_OF_A_FIELD = {
    "kind": set(CHOICES["event.kind"]),
    "status": set(CHOICES["event.status"]),
}


def _is_known(verb: Any, value: Any) -> bool:
    """Whether a verb may have such a value."""
    if verb not in VERBS or not isinstance(value, dict):
        return False
    kinds = _AS_READ if verb == decided.SET and "as_read" in value else _VALUES.get(verb, {})
    if verb == decided.DOCUMENT and "why" in value:
        kinds = kinds | {"why": _TEXT}
    if verb == decided.NOTE and "instead" in value:
        kinds = _INSTEAD
    if value.keys() != kinds.keys():
        return False
    if not all(isinstance(value[name], kind) for name, kind in kinds.items()):
        return False
    if any(value[name] not in known for name, known in _CHOICES.items() if name in value):
        return False
    if verb == decided.SET and value.get("value") is not None:
        known = _CHOICES_OF_A_FIELD.get(value["field"])
        if known is not None and value["value"] not in known:
            return False
    if verb == decided.ROW:
        _row_from(value)
    if verb == decided.NEW:
        telling_from(value["telling"])
    if verb == decided.NEW_ACTOR:
        form_from(value["form"])
    return True


def _row_from(value: dict[str, Any]) -> None:
    """Raise a ValueError where a row is not what rows are."""
    texts = [*value["said"].items(), *value["held"].items(), *map(tuple, value["cells"])]
    if not all(len(pair) == 2 and all(isinstance(each, str) for each in pair) for pair in texts):
        raise ValueError


def _add(deed: Deed, data: dict[str, Any]) -> None:
    session = deed.session
    about = [_anchor(session, each) for each in data["subject"]]
    if data["verb"] == decided.NEW_ACTOR:
        number = deed.add_known(data["uid"], data["verb"], data["value"], [], data["was"])
        said = data["value"]["form"]
        deed.new_form(number, data["uid"], said, fold(said[1]))
        return
    number = deed.add_known(data["uid"], data["verb"], data["value"], about, data["was"])
    if data["verb"] == decided.NEW and all(each["sha256"] is None for each in about):
        telling = add_telling(deed, number, None)
        session.execute(
            update(Anchor).where(Anchor.decision_id == number).values(telling_id=telling)
        )


def _anchor(session: Session, data: dict[str, Any]) -> dict[str, Any]:
    """An anchor as it is stored; what people added is found by the decision that did."""
    anchor: dict[str, Any] = {name: data.get(name) for name in (*_COLUMNS, *_NUMBERS)}
    anchor |= dict.fromkeys(_NUMBERS)
    anchor["side"] = data.get("side", 0)
    if anchor["uid"] is not None and anchor["sha256"] is None:
        query = select(Anchor.telling_id, Anchor.form_id).join(
            Decision, Decision.id == Anchor.decision_id
        )
        made = session.execute(
            query.where(
                Decision.uid == anchor["uid"],
                Decision.verb.in_((decided.NEW, decided.NEW_ACTOR)),
            )
        ).first()
        if made is not None:
            anchor["telling_id"], anchor["form_id"] = made
    return anchor


def _documents(session: Session, decisions: Iterable[int]) -> set[int]:
    """The documents that some decisions may be about."""
    found: set[int] = set()
    for part in chunks(decisions):
        own = Anchor.decision_id.in_(sql.given(part))
        files, texts = select(Anchor.sha256).where(own), select(Anchor.text_sha256).where(own)
        query = select(Document.id).where(
            Document.sha256.in_(files) | Document.text_sha256.in_(texts)
        )
        found |= {row[0] for row in rows(session, query)}
    return found


def _lost(session: Session, decisions: Iterable[int]) -> Iterator[str]:
    for part in chunks(decisions):
        query = (
            select(Decision.verb, Anchor.kind, Anchor.exact, Anchor.key, Anchor.sha256)
            .join(Decision, Decision.id == Anchor.decision_id)
            .where(
                Anchor.decision_id.in_(sql.given(part)),
                Anchor.kind != decided.A_NAME,
                Anchor.telling_id.is_(None),
                Anchor.form_id.is_(None),
                Anchor.document_id.is_(None),
            )
            .order_by(Anchor.id)
        )
        for verb, kind, exact, key, sha256 in rows(session, query):
            what = f"“{exact or key}”" if exact or key else kind
            yield f"{verb}: {what} isn’t in any document here (file {(sha256 or '')[:12]})"
