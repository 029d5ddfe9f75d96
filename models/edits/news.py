"""What has changed since the last look: by this window, another one, or another process."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.edits.history import FILTER, redo_label, undo_label
from models.schema.work import Decision, Step

_ALL = frozenset(("events", "actors", "documents"))
_NAMES = frozenset(("events", "actors"))
_BY_VERB = {
    "tag": frozenset(("events", "documents")),
    "name": _NAMES,
    "kind": _NAMES,
    "apart": frozenset(("actors",)),
    "document": frozenset(("events", "documents")),
}
"""What decisions touch that do not touch everything. Who takes part in how many events, and how
many a document tells of, changes with most others."""
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
    touched: frozenset[str]
    """What may have changed: "events", "actors", "documents"; filters always may have."""
    done: frozenset[_Done]
    """The last changes that hold now, to be handed in the next time."""


def news(session: Session, before: "News | None") -> News:
    """The news now; ``before`` is the answer of the last call."""
    columns = (Step.id, Step.at, Step.label, Step.verb)
    query = select(*columns).where(Step.undone_at.is_(None)).order_by(Step.id.desc())
    rows = session.execute(query.limit(_LOOKED_AT))
    done = frozenset(_Done(*row) for row in rows)
    touched = _ALL if before is None else _touched(session, before.done, done)
    return News(undo_label(session), redo_label(session), touched, done)


def _touched(session: Session, before: frozenset[_Done], now: frozenset[_Done]) -> frozenset[str]:
    """What the steps touch that were done or undone between two looks."""
    if not before & now and len(now) == _LOOKED_AT:
        return _ALL
    first = max(min((each.number for each in some), default=0) for some in (before, now))
    changed = [each for each in before ^ now if each.number >= first]
    # No event, count or order depends on the names of filters.
    acts = [each for each in changed if each.verb != FILTER]
    if not changed or any(each.verb != "decide" for each in acts):
        return _ALL
    steps = Decision.step_id.in_([each.number for each in acts])
    verbs = session.scalars(select(Decision.verb).where(steps).distinct())
    return frozenset().union(*(_BY_VERB.get(verb, _ALL) for verb in verbs))
