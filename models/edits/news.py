"""What has changed since the last look: by this window, another one, or another process."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.edits.change import unpack
from models.edits.history import redo_label, undo_label
from models.schema.work import ChangeRecord, NamedFilter

_LOOKED_AT = 50  # changes at the end; where more have come, anything may have been touched
_ASIDE = frozenset((NamedFilter.__tablename__,))  # no event, count or order depends on these


@dataclass(frozen=True, slots=True)
class _Done:
    number: int
    at: str
    label: str
    import_id: int | None


@dataclass(frozen=True, slots=True)
class News:
    """What can be undone now, and what has changed since the last look."""

    undo: str | None
    """What Undo would take back; None: nothing."""
    redo: str | None
    """What Redo would do again; None: nothing."""
    events: bool
    """Whether events, actors or documents may have changed."""
    done: frozenset[_Done]
    """The last changes that hold now, to be handed in the next time."""


def news(session: Session, before: "News | None") -> News:
    """The news now; ``before`` is the answer of the last call."""
    columns = (ChangeRecord.id, ChangeRecord.at, ChangeRecord.label, ChangeRecord.import_id)
    query = select(*columns).where(~ChangeRecord.undone).order_by(ChangeRecord.id.desc())
    rows = session.execute(query.limit(_LOOKED_AT))
    done = frozenset(_Done(*row) for row in rows)
    events = before is None or _touch_events(session, before.done, done)
    return News(undo_label(session), redo_label(session), events, done)


def _touch_events(session: Session, before: frozenset[_Done], now: frozenset[_Done]) -> bool:
    """Whether the steps touch events: True unless they only concern saved filters."""
    if not before & now and len(now) == _LOOKED_AT:
        return True
    first = max(min((each.number for each in some), default=0) for some in (before, now))
    changed = [each for each in before ^ now if each.number >= first]
    return not changed or any(_touches(session, each) for each in changed)


def _touches(session: Session, change: _Done) -> bool:
    if change.import_id is not None:
        return True
    data = session.scalar(select(ChangeRecord.data).where(ChangeRecord.id == change.number))
    return data is None or not {row.table for row in unpack(data)} <= _ASIDE
