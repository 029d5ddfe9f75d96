"""Two articles side by side: what both tell, what one tells alone, where they differ."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.composing.composer import heard
from models.composing.differing import Value, Voice, disputed, told
from models.composing.loading import Readings, matching
from models.dates.words import describe
from models.queries.events import event_rows
from models.queries.rows import EventRow
from models.schema.events import Evidence
from models.schema.keys import UNDATED
from models.schema.readings import Telling
from models.schema.text import Document

MOST_PAPERS = 50
"""Articles that can be chosen from."""


@dataclass(frozen=True, slots=True)
class Paper:
    """An article to choose."""

    id: int
    called: str


@dataclass(frozen=True, slots=True)
class Both:
    """An event that both tell, and what each says where they differ: field, one, other."""

    row: EventRow
    differing: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """What two articles tell, in the order of time."""

    both: tuple[Both, ...]
    first: tuple[EventRow, ...]
    second: tuple[EventRow, ...]


def papers_of(session: Session, events: Sequence[int]) -> tuple[Paper, ...]:
    """The articles that tell of some events, those of the first event first."""
    found: dict[int, None] = {}
    query = select(Evidence.event_id, Evidence.document_id).order_by(Evidence.id)
    by_event: dict[int, list[int]] = defaultdict(list)
    for event, document in matching(session, query, Evidence.event_id, events):
        by_event[event].append(document)
    for event in events:
        found |= dict.fromkeys(by_event[event])
    some = list(found)[:MOST_PAPERS]
    columns = select(Document.id, Document.outlet, Document.title)
    named = {row[0]: row[1:] for row in matching(session, columns, Document.id, some)}
    return tuple(
        Paper(n, " · ".join(part for part in named[n] if part)) for n in some if n in named
    )


def beside(session: Session, one: int, other: int) -> Beside:
    """What two articles tell. Rejected events are left out."""
    query = select(Telling.event_id, Telling.id, Telling.document_id)
    told_in: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for event, telling, document in matching(session, query, Telling.document_id, (one, other)):
        if event is not None:
            told_in[event][document].append(telling)
    rows = event_rows(session, list(told_in))
    shown = sorted(
        (row for row in rows.values() if row.review != "rejected"),
        key=lambda row: (_day(row), row.id),
    )
    shared = [row for row in shown if len(told_in[row.id]) > 1]
    numbers = [n for row in shared for some in told_in[row.id].values() for n in some]
    voices = {voice.id: voice for voice in heard(session, Readings(session), numbers)}
    both = []
    for row in shared:
        sides = [[voices[n] for n in told_in[row.id][d] if n in voices] for d in (one, other)]
        both.append(Both(row, _differing(*sides)))
    return Beside(
        tuple(both),
        tuple(row for row in shown if set(told_in[row.id]) == {one}),
        tuple(row for row in shown if set(told_in[row.id]) == {other}),
    )


def _day(row: EventRow) -> int:
    if row.interval is not None and row.interval.earliest is not None:
        return row.interval.earliest
    return row.reported if row.reported is not None else UNDATED


def _differing(mine: Sequence[Voice], theirs: Sequence[Voice]) -> tuple[tuple[str, str, str], ...]:
    """What each of two articles says where they cannot both be right."""
    left, right = (told(voices, describe).values for voices in (mine, theirs))
    names = sorted(disputed([*mine, *theirs]))
    return tuple((name, _words(left, name), _words(right, name)) for name in names)


def _words(side: Mapping[str, Sequence[Value]], name: str) -> str:
    return ", ".join(value.words for value in side.get(name, ()))
