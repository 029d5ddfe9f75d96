"""What a chronicle holds of events, in the fields of a spreadsheet, and where rows came from."""

import base64
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.composing.loading import matching
from models.composing.numbers import events_now
from models.ledgers.rows import ROLES, TOLD, note_in
from models.printable import harmless
from models.queries.origins import rows_decided
from models.schema.actors import Actor
from models.schema.events import Event, Evidence, Participation
from models.schema.keys import fold
from models.schema.text import Document
from models.schema.work import EventTag, Note, Tag

Fields = Mapping[str, str]
PIECE = 3
_UNWRITTEN = re.compile("[\x00-\x08\x0e-\x1b\ufffe\uffff]")  # no spreadsheet can hold these


@dataclass(frozen=True, slots=True)
class Holding:
    """What a chronicle holds of one event: its fields, as a row's ``meant`` has them."""

    event: int
    fields: Fields
    parts: tuple[tuple[str, str], ...]
    """Role and name of each participant."""
    rejected: bool = False
    source: str = ""
    """Outlet, title and day of what reports it."""

    def field(self, name: str, *, one_column: bool) -> str:
        """One field; ``one_column``: one column holds everybody who takes part."""
        if name == "who" and one_column:
            return "; ".join(dict.fromkeys(who for role, who in self.parts if role != "place"))
        return self.fields[name]

    @property
    def telling(self) -> frozenset[str]:
        """The fields that say more than that something happened."""
        usual = {"kind": "other", "status": "asserted"}
        return frozenset(n for n, value in self.fields.items() if value and value != usual.get(n))

    def digest(self, *, one_column: bool) -> str:
        """By which it is known, field by field, whether it changed since a file was written."""
        return "".join(piece(name, self.field(name, one_column=one_column)) for name in TOLD)


def canonical(name: str, value: str) -> str:
    """A value of a field such that two are the same if they say the same."""
    value = _UNWRITTEN.sub("", value)
    if value.startswith("'") and harmless(value[1:]) == value:
        value = value[1:]
    if name in ("agent", "target", "who", "tag"):
        return ";".join(sorted({fold(part) for part in value.split(";")} - {""}))
    return " ".join(value.split())


def piece(name: str, value: str) -> str:
    """Three letters that stand for a value of a field."""
    found = hashlib.sha256(f"{name}:{canonical(name, value)}".encode()).digest()
    return base64.b32encode(found).decode().lower()[:PIECE]


@dataclass(frozen=True, slots=True)
class Origin:
    """The row that an event was read from, or was found in, when it was last compared."""

    event: int
    decision: int
    file: str
    sheet: str
    row: int
    """From 1, as spreadsheets count."""
    said: Fields
    held: Fields
    cells: tuple[tuple[str, str], ...] = ()
    """Everything that stood in the row, with the headings."""


def origins(session: Session, events: Iterable[int] | None = None) -> dict[int, Origin]:
    """The row of every event that has one, or of some events, by the event's number."""
    made: dict[int, Origin] = {}
    for event, decision, value in rows_decided(session, events):
        made[event] = Origin(
            event, decision, value["file"], value["sheet"], value["row"], value["said"],
            value["held"], tuple((a, b) for a, b in value["cells"]),
        )  # fmt: skip
    return made


def holdings(session: Session, events: Iterable[int]) -> dict[int, Holding]:
    """What the chronicle holds of some events, by number; what is not there is left out."""
    wanted = set(events)
    parts: dict[int, list[tuple[str, str]]] = defaultdict(list)
    query = select(Participation.event_id, Participation.id, Participation.role, Actor.name).join(
        Actor, Actor.id == Participation.actor_id
    )
    for event, _, role, name in sorted(matching(session, query, Participation.event_id, wanted)):
        if (role, name) not in parts[event]:
            parts[event].append((role, name))
    tags: dict[int, list[str]] = defaultdict(list)
    tagged = select(EventTag.event_id, Tag.name).join(Tag, Tag.id == EventTag.tag_id)
    for event, name in sorted(matching(session, tagged, EventTag.event_id, wanted)):
        tags[event].append(name)
    notes: dict[int, list[str]] = defaultdict(list)
    noted = select(Note.event_id, Note.id, Note.text)
    for event, _, text in sorted(matching(session, noted, Note.event_id, wanted)):
        notes[event].append(text)
    sources: dict[int, dict[str, None]] = defaultdict(dict)
    reported = select(
        Evidence.event_id, Evidence.id, Document.outlet, Document.title, Document.published_edtf
    ).join(Document, Document.id == Evidence.document_id)
    for event, _, *told in sorted(
        matching(session, reported, Evidence.event_id, wanted), key=lambda row: row[:2]
    ):
        sources[event][", ".join(each for each in told if each)] = None
    stored = select(
        Event.id, Event.edtf, Event.summary, Event.place, Event.kind, Event.status, Event.review
    )
    return {
        number: Holding(
            number,
            {
                "date": edtf or "", "event": summary, "place": place, "kind": kind,
                "status": status, "tag": "; ".join(tags[number]),
                "note": note_in("\n".join(notes[number])),
                **{
                    field: "; ".join(name for each, name in parts[number] if each == role)
                    for field, role in ROLES.items()
                },
            },
            tuple(parts[number]),
            review == "rejected",
            "; ".join(sources[number]),
        )
        for number, edtf, summary, place, kind, status, review in matching(
            session, stored, Event.id, wanted
        )
    }  # fmt: skip


def present(session: Session, events: Iterable[int]) -> dict[int, int]:
    """What numbers that a file holds mean today."""
    return events_now(session, set(events))
