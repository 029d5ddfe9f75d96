"""What an import put into the store, so that it can be undone as one step."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, distinct, exists, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from models.edits.change import RowChange, Values
from models.edits.reports import events_of, place_events
from models.schema.actors import Actor, Alias, Role
from models.schema.base import Base
from models.schema.events import Claim, Event, EventText, Evidence, Participation
from models.schema.keys import fold
from models.schema.text import Document, Mention, Quotation
from models.schema.work import EventTag, Note

_CHUNK = 500


def rows_to_take_back(
    session: Session, import_id: int, changes: Sequence[RowChange]
) -> tuple[RowChange, ...]:
    """The changes of an import as the store has them now; ``changes``: those to other rows."""
    documents = select(Document.id).where(Document.import_id == import_id)
    added = _added(session, import_id, documents)
    handed = _handed_over(session, import_id, documents)
    names = [row for row in changes if _is_name(row)]
    others = [row for row in changes if not _is_name(row)]
    gone = {row.id for row in added if row.table == Actor.__tablename__}
    return (*added, *handed, *_renamed(session, documents, gone, names), *others)


def rows_to_keep(rows: Iterable[RowChange]) -> list[RowChange]:
    """The changes of an import that cannot be derived from the store afterwards."""
    return [row for row in rows if row.before is not None and row.before.keys() != {"import_id"}]


def _added(session: Session, import_id: int, documents: Select[int]) -> tuple[RowChange, ...]:
    """Every row that an import added, as insertions, in the order of inserting."""
    events = select(Event.id).where(Event.import_id == import_id)
    return tuple(
        RowChange(kind.__tablename__, row["id"], None, dict(row))
        for kind, condition in _hanging(import_id, documents, events)
        for row in session.execute(
            select(kind.__table__).where(condition).order_by(kind.id)
        ).mappings()
    )


def _handed_over(session: Session, import_id: int, documents: Select[int]) -> Iterator[RowChange]:
    """Actors that another import mentions too, handed over to that import."""
    other = (
        select(func.min(Document.import_id))
        .join(Alias, Alias.document_id == Document.id)
        .where(Alias.actor_id == Actor.id, Document.import_id != import_id)
        .scalar_subquery()
    )
    shared = (Actor.import_id == import_id) & _known_elsewhere(documents)
    for number, heir in session.execute(select(Actor.id, other).where(shared)):
        values = ({"import_id": heir}, {"import_id": import_id})
        yield RowChange(Actor.__tablename__, number, *values)


def _is_name(row: RowChange) -> bool:
    return row.table == Actor.__tablename__ and row.before is not None and "name" in row.before


def _renamed(
    session: Session, documents: Select[int], gone: set[int], changes: Sequence[RowChange]
) -> Iterator[RowChange]:
    """Names that an import gave to actors that stay, where nobody tells them any more.

    The earlier name is taken again, or the fullest one left where that is gone too:
    imports that run at the same time may have named somebody in turn.
    """
    for number in sorted({row.id for row in changes} - gone):
        given = [row for row in changes if row.id == number]
        name = session.scalar(select(Actor.name).where(Actor.id == number))
        forms = select(Alias.text).where(
            Alias.actor_id == number, Alias.document_id.not_in(documents), Alias.full
        )
        told = list(session.scalars(forms.order_by(Alias.id)))
        if name not in _names(row.after for row in given) or name in told:
            continue
        before = _names(row.before for row in given)
        left = [each for each in before if each in told] or sorted(told, key=fullness)[-1:]
        again = (left or before)[0]
        yield RowChange(
            Actor.__tablename__,
            number,
            {"name": again, "name_key": fold(again)},
            {"name": name, "name_key": fold(name)},
        )


def _names(values: Iterable[Values | None]) -> list[str]:
    return [each["name"] for each in values if each is not None]


def fullness(name: str) -> tuple[int, int]:
    """The key that orders names by fullness: number of words, then of letters."""
    key = fold(name)
    return len(key.split()), len(key)


def _hanging(
    import_id: int, documents: Select[int], events: Select[int]
) -> Iterator[tuple[type[Base], ColumnElement[bool]]]:
    yield Document, Document.import_id == import_id
    yield Actor, (Actor.import_id == import_id) & ~_known_elsewhere(documents)
    for kind in (Alias, Role, Mention, Quotation):
        yield kind, kind.document_id.in_(documents)
    yield Event, Event.import_id == import_id
    yield EventText, EventText.id.in_(events)
    for part in (Participation, Evidence, Claim):
        yield part, or_(part.event_id.in_(events), part.document_id.in_(documents))
    yield EventTag, EventTag.event_id.in_(events)
    yield Note, or_(Note.event_id.in_(events), Note.document_id.in_(documents))


def _known_elsewhere(documents: Select[int]) -> ColumnElement[bool]:
    """Another import, running at the same time, may have found the same actor."""
    form = aliased(Alias)
    return exists().where(form.actor_id == Actor.id, form.document_id.not_in(documents))


def settle(session: Session, rows: Sequence[RowChange]) -> None:
    """Update what derives from the changed rows: the numbers of events of their actors, and
    when the events of their documents were reported."""
    count_events_of(session, set(_numbers(rows, Participation, "actor_id")))
    told = events_of(session, {row.id for row in rows if row.table == Document.__tablename__})
    place_events(session, told.union(_numbers(rows, Evidence, "event_id")))


def _numbers(rows: Sequence[RowChange], kind: type[Base], column: str) -> Iterator[int]:
    """The values, old and new, in a column of the changed rows of a table."""
    for row in rows:
        if row.table == kind.__tablename__:
            for values in (row.before, row.after):
                if values is not None and column in values:
                    yield values[column]


def count_events_of(session: Session, actors: set[Any]) -> None:
    """Bring the number of events of some actors up to date."""
    wanted = sorted(actors)
    number = (
        select(func.count(distinct(Participation.event_id)))
        .where(Participation.actor_id == Actor.id)
        .scalar_subquery()
    )
    for first in range(0, len(wanted), _CHUNK):
        part = wanted[first : first + _CHUNK]
        session.execute(
            update(Actor)
            .where(Actor.id.in_(part))
            .values(events=number)
            .execution_options(synchronize_session=False)
        )
