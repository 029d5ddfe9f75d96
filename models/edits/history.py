"""What was done, in the store itself: undone and redone one by one, also after a restart."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeAlias

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models.edits.change import Change, RowChange, apply, pack, unpack
from models.edits.imports import imported_rows, settle
from models.schema.text import Document, ImportBatch
from models.schema.work import ChangeRecord
from models.store.store import Store

Edit: TypeAlias = Callable[[Session], Change]


def untouched(session: Session) -> bool:
    """Tell whether nothing was ever done in this chronicle, undone or not."""
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
    """Take back what was done last; returns its label, None when there is nothing."""
    with store.writing() as session:
        record = _last_done(session)
        if record is None:
            return None
        rows = unpack(record.data)
        if record.import_id is not None:
            rows = (*imported_rows(session, record.import_id), *rows)
            record.data = pack(rows)
        record.undone = True
        label = record.label
        session.flush()
        apply(session, [row.reversed() for row in rows[::-1]])
        settle(session, rows)
    return label


def redo(store: Store) -> str | None:
    """Do again what was taken back last; returns its label, None when there is nothing."""
    with store.writing() as session:
        record = _first_undone(session)
        if record is None:
            return None
        rows = unpack(record.data)
        record.undone = False
        label = record.label
        if record.import_id is not None:
            # The rows are in the store again; only what it changed elsewhere is kept beside.
            record.data = pack([row for row in rows if row.before is not None])
        session.flush()
        apply(session, rows)
        settle(session, rows)
    return label


def remember(
    session: Session, label: str, rows: tuple[RowChange, ...], import_id: int | None = None
) -> int:
    """Write down something done; what was undone before can no longer be redone."""
    undone = select(ChangeRecord.import_id).where(ChangeRecord.undone)
    gone = [number for number in session.scalars(undone) if number is not None]
    session.execute(delete(ChangeRecord).where(ChangeRecord.undone))
    session.execute(delete(ImportBatch).where(ImportBatch.id.in_(gone)))
    record = ChangeRecord(
        at=datetime.now(UTC).isoformat(timespec="seconds"),
        label=label,
        undone=False,
        import_id=import_id,
        data=pack(rows),
    )
    session.add(record)
    session.flush()
    return record.id


def _last_done(session: Session) -> ChangeRecord | None:
    query = select(ChangeRecord).where(~ChangeRecord.undone).order_by(ChangeRecord.id.desc())
    return session.scalars(query.limit(1)).first()


def _first_undone(session: Session) -> ChangeRecord | None:
    query = select(ChangeRecord).where(ChangeRecord.undone).order_by(ChangeRecord.id)
    return session.scalars(query.limit(1)).first()
