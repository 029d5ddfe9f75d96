"""The history kept in the store: undo and redo step by step, also after a restart."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import NamedTuple, TypeAlias

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models.edits.change import Change, ConflictError, RowChange, apply, pack, unpack
from models.edits.imports import rows_to_keep, rows_to_take_back, settle
from models.errors import KnownError
from models.schema.actors import Actor
from models.schema.text import Document, ImportBatch
from models.schema.work import ChangeRecord
from models.store.store import Store

Edit: TypeAlias = Callable[[Session], Change]


def untouched(session: Session) -> bool:
    """Whether nothing was ever done in this chronicle, undone or not."""
    known = select(ChangeRecord.id).union_all(select(Document.id)).limit(1)
    return session.scalars(known).first() is None


def undo_label(session: Session) -> str | None:
    """What Undo would take back, or None."""
    last = _last_done(session)
    return None if last is None else last.label


def redo_label(session: Session) -> str | None:
    """What Redo would do again, or None."""
    first = _first_undone(session)
    return None if first is None else first.label


def do(store: Store, edit: Edit) -> Change:
    """Run an edit and remember it, in one transaction; a failed edit leaves no trace."""
    with store.writing() as session:
        change = edit(session)
        remember(session, change.label, change.rows)
    return change


def undo(store: Store) -> str | None:
    """Undo the last step. Returns its label, None when there is nothing to undo.

    Raises KnownError where its rows were changed again since; then nothing is undone.
    """
    with store.writing() as session:
        record = _last_done(session)
        if record is None:
            return None
        rows = unpack(record.data)
        if record.import_id is not None:
            rows = rows_to_take_back(session, record.import_id, rows)
            record.data = pack(rows)
        record.undone = True
        label = record.label
        session.flush()
        _bring_about(session, [row.reversed() for row in rows[::-1]], f"undo “{label}”")
    return label


def redo(store: Store) -> str | None:
    """Redo the step undone last. Returns its label, None when there is nothing to redo.

    Raises KnownError where its rows were changed again since; then nothing is redone.
    """
    with store.writing() as session:
        record = _first_undone(session)
        if record is None:
            return None
        rows = unpack(record.data)
        record.undone = False
        label = record.label
        if record.import_id is not None:
            record.data = pack(rows_to_keep(rows))
        session.flush()
        _bring_about(session, rows, f"redo “{label}”")
    return label


def _bring_about(session: Session, rows: Sequence[RowChange], what: str) -> None:
    try:
        apply(session, rows)
    except (ConflictError, IntegrityError) as fault:
        why = (
            fault
            if isinstance(fault, ConflictError)
            else "something it depends on has changed since"
        )
        raise KnownError(f"Dateline cannot {what}: {why}; nothing was changed.") from fault
    settle(session, rows)


class Step(NamedTuple):
    """A recorded step: ``number`` may be reused later, ``at`` tells which one it was."""

    number: int
    at: str


NO_STEP = Step(0, "")


def remember(
    session: Session, label: str, rows: tuple[RowChange, ...], import_id: int | None = None
) -> Step:
    """Record a step; what was undone before can no longer be redone."""
    forget_undone(session)
    record = ChangeRecord(
        at=datetime.now(UTC).isoformat(timespec="microseconds"),
        label=label,
        undone=False,
        import_id=import_id,
        data=pack(rows),
    )
    session.add(record)
    session.flush()
    return Step(record.id, record.at)


def resume(session: Session, step: Step) -> ChangeRecord | None:
    """The record of a step, to add more to it; None where it was undone."""
    record = session.get(ChangeRecord, step.number)
    if record is None or record.undone or record.at != step.at:
        return None
    forget_undone(session)
    return record


def forget_undone(session: Session) -> None:
    """Delete the undone steps: they can no longer be redone, and their row numbers are free."""
    undone = select(ChangeRecord.import_id).where(ChangeRecord.undone)
    gone = [number for number in session.scalars(undone) if number is not None]
    session.execute(delete(ChangeRecord).where(ChangeRecord.undone))
    # Earlier versions left actors with an import that was taken back.
    session.execute(update(Actor).where(Actor.import_id.in_(gone)).values(import_id=None))
    session.execute(delete(ImportBatch).where(ImportBatch.id.in_(gone)))


def _last_done(session: Session) -> ChangeRecord | None:
    query = select(ChangeRecord).where(~ChangeRecord.undone).order_by(ChangeRecord.id.desc())
    return session.scalars(query.limit(1)).first()


def _first_undone(session: Session) -> ChangeRecord | None:
    query = select(ChangeRecord).where(ChangeRecord.undone).order_by(ChangeRecord.id)
    return session.scalars(query.limit(1)).first()
