"""What has changed since the last look: by this window, another one, or another process."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.edits.history import FILTER, redo_label, undo_label
from models.schema.work import Step

_LOOKED_AT = 50  # steps at the end; where more have come, anything may have been touched


@dataclass(frozen=True, slots=True)
class _Done:
    number: int
    at: str
    label: str
    verb: str


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
    columns = (Step.id, Step.at, Step.label, Step.verb)
    query = select(*columns).where(Step.undone_at.is_(None)).order_by(Step.id.desc())
    rows = session.execute(query.limit(_LOOKED_AT))
    done = frozenset(_Done(*row) for row in rows)
    events = before is None or _touch_events(before.done, done)
    return News(undo_label(session), redo_label(session), events, done)


def _touch_events(before: frozenset[_Done], now: frozenset[_Done]) -> bool:
    """Whether the steps touch events: True unless they only concern saved filters."""
    if not before & now and len(now) == _LOOKED_AT:
        return True
    first = max(min((each.number for each in some), default=0) for some in (before, now))
    changed = [each for each in before ^ now if each.number >= first]
    # No event, count or order depends on the names of filters.
    return not changed or any(each.verb != FILTER for each in changed)
