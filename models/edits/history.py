"""What was done, in the store itself: undone and redone in any order, also after a restart.

A step is never deleted. One that is undone can be done again as long as nothing else was done
since, and by its number at any time, if what it did still fits.
"""

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple, TypeAlias
from uuid import uuid4

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models.composing.following import following
from models.composing.loading import matching
from models.composing.replacing import Trace
from models.composing.rows import numbers_of, use_newest_reading
from models.composing.touched import Touched
from models.edits.along import takes_along
from models.edits.change import Change, ConflictError, RowChange, apply, pack, unpack
from models.edits.imports import bringing_back, withdrawing
from models.errors import KnownError
from models.progress import Progress, drain
from models.schema import packed
from models.schema.readings import Reading
from models.schema.text import Document
from models.schema.work import Decision, Step
from models.store.faults import damaged
from models.store.store import Store

Edit: TypeAlias = Callable[[Session], Change]
IMPORT, READING, FILTER, DECIDE = "import", "reading", "filter", "decide"
"""What a step did."""


def untouched(session: Session) -> bool:
    """Tell whether nothing was ever done in this chronicle, undone or not."""
    known = select(Step.id).union_all(select(Document.id)).limit(1)
    return session.scalars(known).first() is None


def undo_label(session: Session) -> str | None:
    """What Undo would take back, or None."""
    last = _last_done(session)
    return None if last is None else last.label


def redo_label(session: Session) -> str | None:
    """What Redo would do again, or None."""
    first = _last_undone(session)
    return None if first is None else first.label


@dataclass(frozen=True, slots=True)
class Past:
    """A step as the history shows it; ``number`` is that of ``undo`` and ``redo``."""

    number: int
    at: str
    by: str
    verb: str
    label: str
    undone: bool


def past(session: Session, size: int | None = None) -> tuple[Past, ...]:
    """The steps, the last one first."""
    query = select(*_PAST).order_by(Step.id.desc()).limit(size)
    return tuple(map(_past, session.execute(query)))


def steps(session: Session, numbers: Iterable[int]) -> tuple[Past, ...]:
    """The steps of some numbers, the first one first."""
    found = matching(session, select(*_PAST), Step.id, numbers)
    return tuple(sorted(map(_past, found), key=lambda each: each.number))


_PAST = (Step.id, Step.at, Step.by, Step.verb, Step.label, Step.undone_at)


def _past(row: Any) -> Past:
    number, at, by, verb, label, undone = row
    return Past(number, at, by, verb, label, undone is not None)


def do(store: Store, edit: Edit) -> Change:
    """Run an edit and remember it, in one transaction; a failed edit leaves no trace."""
    with store.writing() as session:
        change = edit(session)
        begin(session, FILTER, change.label, change.rows)
    return change


def undo(store: Store, number: int | None = None, *, along: bool = False) -> str | None:
    """Take back what was done last, or the step of a number; returns its label.

    ``along``: later steps that build on it go as well, as one (``along.takes_along`` says which).
    None where there is nothing. A KnownError where that step is not there or undone already, or
    where what it did was changed again since; nothing is taken back then.
    """
    return drain(undoing(store, number, along=along))


def undoing(
    store: Store, number: int | None = None, *, along: bool = False
) -> Generator[Progress, None, str | None]:
    """The same, with ticks; where it is stopped at one of them, nothing is taken back."""
    with store.writing() as session:
        record = _last_done(session) if number is None else _numbered(session, number)
        if record is None:
            return None
        if record.undone_at is not None:
            raise KnownError(f"“{record.label}” has already been undone.")
        label = record.label
        with _refusing(f"undo “{label}”"):
            if not along or record.verb != DECIDE:
                yield from _undo(session, record)
                return label
            later = takes_along(session, record.id)
            at = moment(session)
            records = [record, *(session.get_one(Step, each) for each in later)]
            for each in records:
                each.undone_at = at
            session.flush()
            yield from _follow(session, [each.id for each in records])
            _forget_traces(session, record.id)
    return label


def redo(store: Store, number: int | None = None) -> str | None:
    """Do again what was taken back last, or the step of a number; returns its label.

    What was taken along with it is done again too. None where there is nothing. A KnownError where
    that step is not there or not undone, or where what it did was changed again since; nothing is
    done then.
    """
    return drain(redoing(store, number))


def redoing(store: Store, number: int | None = None) -> Generator[Progress, None, str | None]:
    """The same, with ticks; where it is stopped at one of them, nothing is done."""
    with store.writing() as session:
        record = _last_undone(session) if number is None else _numbered(session, number)
        if record is None:
            return None
        if record.undone_at is None:
            raise KnownError(f"“{record.label}” hasn’t been undone.")
        label = record.label
        with _refusing(f"redo “{label}”"):
            yield from _redo(session, record)
    return label


@contextmanager
def _refusing(what: str) -> Iterator[None]:
    """Turn what no longer fits into a sentence; the transaction is taken back."""
    try:
        yield
    except (ConflictError, IntegrityError) as fault:
        known = isinstance(fault, ConflictError)
        why = fault if known else "something it depends on has changed since"
        raise KnownError(f"Dateline cannot {what}: {why}; nothing was changed.") from fault


def _undo(session: Session, record: Step) -> Generator[Progress, None, None]:
    record.undone_at = moment(session)
    session.flush()
    match record.verb:
        case "import":
            assert record.import_id is not None
            record.data = pack((yield from withdrawing(session, record.import_id)))
        case "filter":
            apply(session, [row.reversed() for row in unpack(record.data)[::-1]])
        case _:
            yield from _follow(session, [record.id], _traced(session, record))
    _forget_traces(session, record.id)


def _redo(session: Session, record: Step) -> Generator[Progress, None, None]:
    together = select(Step).where(Step.undone_at == record.undone_at).order_by(Step.id)
    records = session.scalars(together).all()
    for each in records:
        each.undone_at = None
    session.flush()
    match record.verb:
        case "import":
            yield from bringing_back(session, unpack(record.data))
            record.data = pack(())
        case "filter":
            apply(session, unpack(record.data))
        case _:
            trace = Trace()
            yield from _follow(session, [each.id for each in records], trace)
            record.moved = kept(trace) if len(records) == 1 else None
    _forget_traces(session, record.id)


def kept(trace: Trace) -> bytes | None:
    """What is kept with a step of who became somebody else in which events; None: nobody."""
    return packed.pack(trace.made) if trace.made else None


def _traced(session: Session, record: Step) -> Trace:
    """Who was in which events before a step, if nothing that counts was done after it."""
    later = select(Step.id).where(Step.id > record.id, Step.undone_at.is_(None)).limit(1)
    if record.moved is None or session.scalar(later) is not None:
        return Trace()
    try:
        found = packed.unpack(record.moved)
        return Trace({event: int(actor) for actor, events in found.items() for event in events})
    except (ValueError, TypeError, AttributeError) as fault:
        raise damaged("The chronicle", "its record cannot be read") from fault


def _forget_traces(session: Session, step: int) -> None:
    """What later steps found is not as it was then."""
    session.execute(update(Step).where(Step.id > step, Step.moved.is_not(None)).values(moved=None))


def _follow(
    session: Session, steps: Sequence[int], trace: Trace | None = None
) -> Generator[Progress, None, None]:
    """Compose anew what readings and decisions of steps are about."""
    touched = Touched()
    for number in (documents := _read_by(session, steps)):
        use_newest_reading(session, number)
        tellings, forms = numbers_of(session, (number,))
        touched.tellings |= tellings
        touched.reread |= forms
        touched.documents.add(number)
    own = select(Decision.id, Decision.verb).where(Decision.step_id.in_(steps))
    made = session.execute(own).all()
    decisions, verbs = [row[0] for row in made], {row[1] for row in made}
    yield from following(session, decisions, verbs, touched if documents else None, trace)


def _read_by(session: Session, steps: Sequence[int]) -> Sequence[int]:
    """The documents that steps read again; to look at all readings takes long, so only for those
    that could have."""
    could = select(Step.id).where(Step.id.in_(steps), Step.verb == READING)
    read = session.scalars(could).all()
    if not read:
        return ()
    query = select(Reading.document_id).where(Reading.step_id.in_(read)).distinct()
    return session.scalars(query).all()


class Done(NamedTuple):
    """Something done, as whoever did it can find it again."""

    number: int
    at: str


NO_STEP = Done(0, "")


def begin(
    session: Session,
    verb: str,
    label: str,
    rows: Sequence[RowChange] = (),
    *,
    import_id: int | None = None,
    by: str = "",
) -> Done:
    """Write down something done."""
    at = moment(session)
    record = Step(
        uid=uuid4().hex, at=at, by=by, verb=verb, label=label, undone_at=None,
        import_id=import_id, data=pack(rows),
    )  # fmt: skip
    session.add(record)
    session.flush()
    return Done(record.id, at)


def resume(session: Session, step: Done) -> Step | None:
    """What was written down of a step, to add more of what was done; None where it was undone."""
    record = session.get(Step, step.number)
    if record is None or record.undone_at is not None or record.at != step.at:
        return None
    return record


def moment(session: Session) -> str:
    """Now, after every moment that anything was done or undone, whatever the clock says."""
    now = datetime.now(UTC)
    last = max(
        (at for at in session.execute(select(func.max(Step.at), func.max(Step.undone_at))).one()
         if at is not None),
        default=None,
    )  # fmt: skip
    if last is not None and (before := _read(last)) >= now:
        now = before + timedelta(microseconds=1)
    return now.isoformat(timespec="microseconds")


def _read(at: str) -> datetime:
    try:
        return datetime.fromisoformat(at).astimezone(UTC)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)


def _numbered(session: Session, number: int) -> Step:
    record = session.get(Step, number)
    if record is None:
        raise KnownError(f"There is no step {number}; “dateline history” lists them.")
    return record


def _last_done(session: Session) -> Step | None:
    query = select(Step).where(Step.undone_at.is_(None)).order_by(Step.id.desc())
    return session.scalars(query.limit(1)).first()


def _last_undone(session: Session) -> Step | None:
    """What was undone last, unless something was done since."""
    query = select(Step).where(Step.undone_at.is_not(None)).order_by(Step.undone_at.desc())
    found = session.scalars(query.limit(1)).first()
    last = session.scalar(select(func.max(Step.at)))
    if found is None or last is None or found.undone_at is None or found.undone_at < last:
        return None
    return found
