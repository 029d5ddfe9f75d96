"""What each document says of an event, for the JSON export."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.composing.composer import Told, told_alone
from models.composing.loading import Readings, matching
from models.exporting.days import why
from models.schema.actors import Actor
from models.schema.readings import Telling
from models.schema.text import Document

SAID = frozenset(("date", "kind", "status", "summary", "place", "participants", "claims"))
"""The names of the fields that a telling has, and that people can decide otherwise."""


class Tellings:
    """The tellings of some events. An event that is only told once is written as it is stored."""

    def __init__(self, session: Session, events: Iterable[int], plain: Iterable[int]) -> None:
        """``plain``: events on which nothing was decided that a telling would say otherwise."""
        columns = select(
            Telling.id, Telling.event_id, Telling.document_id, Telling.trigger_start,
            Telling.trigger_end, Telling.decision_id,
        )  # fmt: skip
        self._rows: dict[int, list[Any]] = defaultdict(list)
        for row in matching(session, columns.order_by(Telling.id), Telling.event_id, events):
            self._rows[row.event_id].append(row)
        simple = set(plain)
        self._whole = {
            event
            for event, rows in self._rows.items()
            if event not in simple or len(rows) > 1 or rows[0].decision_id is not None
        }
        numbers = [row.id for event in self._whole for row in self._rows[event]]
        self._told = told_alone(session, Readings(session), numbers)
        self._actors = _actors(session, self._told.values())
        self._texts = _texts(session, self._told.values())

    def of(self, event: dict[str, Any]) -> list[dict[str, Any]]:
        """The tellings of an event, which is given as it is exported."""
        number = event["id"]
        rows = self._rows.get(number, [])
        if number not in self._whole:
            return [self._alone(event, rows[0].id)] if rows else []
        return [self._data(number, row.id) for row in rows if row.id in self._told]

    @staticmethod
    def _alone(event: Mapping[str, Any], number: int) -> dict[str, Any]:
        passage = event["evidence"][0] if event["evidence"] else _NOWHERE
        return {
            "id": number,
            "document_id": passage["document_id"],
            **{name: event[name] for name in _AS_STORED},
            **{name: passage[name] for name in _STRETCH},
            "link": "reading",
            "why": "read in this document",
        }

    def _data(self, event: int, number: int) -> dict[str, Any]:
        told = self._told[number]
        made = told.composed.event
        passage = dict(told.composed.evidence[0]) if told.composed.evidence else dict(_NOWHERE)
        text = self._texts.get(passage["document_id"], "")
        passage["quote"] = text[passage["start"] : passage["end"]] if text else ""
        link, reason = _link(told, first=event == number)
        return {
            "id": number,
            "document_id": passage["document_id"],
            "date": made["edtf"],
            "date_words": made["date_words"],
            "date_basis": why(made["date_basis"]),
            "kind": made["kind"],
            "status": made["status"],
            "summary": made["summary"],
            "place": (
                {"id": made["place_id"], "name": made["place"]} if made["place_id"] else None
            ),
            "participants": [
                {
                    "actor_id": part["actor_id"],
                    "name": self._actors[part["actor_id"]][0],
                    "kind": self._actors[part["actor_id"]][1],
                    "role": part["role"],
                }
                for part in told.composed.parts
            ],
            "claims": [
                {
                    "actor_id": claim["actor_id"],
                    "name": self._actors[claim["actor_id"]][0] if claim["actor_id"] else None,
                    **{name: claim[name] for name in ("stance", "document_id", "start", "end")},
                }
                for claim in told.composed.claims
            ],
            **{name: passage[name] for name in _STRETCH},
            "link": link,
            "why": reason,
        }


_AS_STORED = (
    "date", "date_words", "date_basis", "kind", "status", "summary", "place", "participants",
    "claims",
)  # fmt: skip
_STRETCH = ("start", "end", "trigger_start", "trigger_end", "quote")
_NOWHERE: Mapping[str, Any] = {"document_id": None, "quote": "", **dict.fromkeys(_STRETCH[:4])}


def _link(told: Told, *, first: bool) -> tuple[str, str]:
    """How a telling came to its event: by reading, by a rule or by a decision; and why."""
    if told.by_hand:
        return "decision", "added by a person"
    if told.joined and not first:
        return "decision", f"joined by a person on {told.joined[:10]}"
    if told.reasons and not first:
        return "rule", told.reasons
    if told.by_rule:
        return "rule", "reports the same event in the same document"
    return "reading", "read in this document"


def _actors(session: Session, told: Iterable[Told]) -> dict[int, tuple[str, str]]:
    rows = [row for each in told for row in (*each.composed.parts, *each.composed.claims)]
    numbers = {row["actor_id"] for row in rows} - {None}
    query = select(Actor.id, Actor.name, Actor.kind)
    return {n: (name, kind) for n, name, kind in matching(session, query, Actor.id, numbers)}


def _texts(session: Session, told: Iterable[Told]) -> dict[int, str]:
    numbers = {row["document_id"] for each in told for row in each.composed.evidence[:1]}
    query = select(Document.id, Document.text)
    return dict(matching(session, query, Document.id, numbers))
