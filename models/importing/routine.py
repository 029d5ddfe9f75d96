"""Files to text to reading to store, as a generator: each yield is a place to stop.

Whatever happens, the store holds whole documents: one transaction each, and nobody waits for
a lock while the reader works.
"""

import hashlib
import logging
import time
from collections import deque
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.dates.interval import DateInterval
from models.dates.words import describe
from models.edits.change import RowChange, pack, unpack
from models.edits.history import NO_STEP, Step, remember, resume
from models.errors import KnownError
from models.importing.files import read_bytes
from models.importing.folders import Remark, find_files
from models.importing.readings import FileTask, Reading, Source, TextTask
from models.importing.replacing import replace_reading
from models.importing.report import IMPORTED, UNCHANGED, DocumentReport, ImportReport, skipped
from models.importing.save import Saved, save
from models.importing.workers import Workers
from models.printable import shown
from models.progress import Progress, Stopped
from models.queries.events import PUBLISHED
from models.queries.events import published as stored_date
from models.reading.doc import Doc, Hints, PublishedBasis
from models.schema.actors import Actor
from models.schema.text import Document, ImportBatch
from models.schema.work import ChangeRecord
from models.store.faults import Locked, TooLong
from models.store.held import is_open
from models.store.store import Store

log = logging.getLogger(__name__)

T = TypeVar("T")
_AHEAD = 2  # documents being read or waiting, for each process
_GIVEN = PublishedBasis.GIVEN.value
_PATIENCE = 0.5  # seconds to wait for a lock before asking whether to stop
_LOCKED_SECONDS = 60.0  # for how long to wait while another program writes


@dataclass(frozen=True, slots=True)
class _Batch:
    """The import as the store knows it; begun with the first document that is stored."""

    import_id: int = 0
    step: Step = NO_STEP
    documents: int = 0


@dataclass(frozen=True, slots=True)
class _Dates:
    """The step in which an import takes dates for what was there before, as the store knows it."""

    step: Step = NO_STEP
    documents: int = 0


def import_files(
    store: Store,
    paths: Sequence[Path],
    *,
    published: DateInterval | None = None,
    jobs: int = 0,
) -> Generator[Progress, None, ImportReport]:
    """Import files and folders; returns the report, whatever happens on the way.

    ``published`` is the publication date of all of them, where it is known. The reading happens in
    so many processes (``jobs``), where a document has a limited time; or (0) in this one, where
    it has not. Only this one writes. A file that cannot be read is reported and ends nothing; the
    same bytes twice change nothing, but for the date: where another one is given now, the text is
    read again with it, as a step of its own. An import that is stopped, or that the store ends (a
    full disk, a lock of more than a minute), returns the report of what it came to.
    """
    run = _Import(store, published)
    stopped = False
    try:
        with closing(Workers(jobs)) as workers:
            yield from run.steps(paths, workers)
    except Stopped:
        stopped = True
    return run.report(stopped=stopped)


@dataclass(slots=True)
class _Import:
    """One import under way: what is to be read, what became of it so far."""

    store: Store
    given: DateInterval | None
    files: tuple[Path, ...] = ()
    remarks: tuple[Remark, ...] = ()
    reports: list[DocumentReport] = field(default_factory=list)
    batch: _Batch = field(default_factory=_Batch)
    redating: dict[Path, int] = field(default_factory=dict)
    """Documents that are there already and are read again, as their date is given now."""
    dates: _Dates = field(default_factory=_Dates)
    ended: str | None = None

    def report(self, *, stopped: bool) -> ImportReport:
        """What has become of the files so far."""
        left = tuple(shown(path) for path in self.files[len(self.reports) :])
        return ImportReport(tuple(self.reports), left, self.remarks, stopped, self.ended)

    def steps(self, paths: Sequence[Path], workers: Workers) -> Generator[Progress, None, None]:
        """Read and store every file."""
        found = yield from find_files(paths)
        self.files, self.remarks = found.files, tuple(found.remarks)
        waiting: deque[tuple[Path, DocumentReport | None]] = deque()
        rest = iter(self.files)
        try:
            while len(self.reports) < len(self.files):
                for path in islice(rest, workers.count * _AHEAD - len(waiting)):
                    waiting.append((path, self._sent(path, workers)))
                path, report = waiting[0]
                yield self._tick(shown(path.name))
                if report is None:
                    reading = workers.take(path)
                    if reading is None:
                        continue
                    report = yield from self._kept(path, reading)
                self.reports.append(report)
                waiting.popleft()
                if self.ended is not None:
                    return
        except KnownError as fault:  # no store to look into, no process to read in
            self.ended = str(fault)
            return
        yield self._tick("")

    def _tick(self, label: str) -> Progress:
        return Progress(len(self.reports), len(self.files), label)

    def _sent(self, path: Path, workers: Workers) -> DocumentReport | None:
        """Send a file to be read; the report of one that need not be, or cannot."""
        if is_open(path):  # to open and close it would let others write over what is stored
            reason = f"{shown(path.name)} is a chronicle that is open, not an article."
            return skipped(shown(path), reason)
        try:
            data = read_bytes(path)
        except KnownError as fault:
            return skipped(shown(path), str(fault))
        with self.store.reading() as session:
            known = _known(session, hashlib.sha256(data).hexdigest(), path)
            if known is None:
                workers.send(path, FileTask(path, data, self.given))
            elif self.given is None or (known.basis, known.published) == (_GIVEN, self.given):
                return known
            elif known.document_id is not None:
                self.redating[path] = known.document_id
                workers.send(path, _again(session, known.document_id, self.given))
        return None

    def _kept(self, path: Path, reading: Reading) -> Generator[Progress, None, DocumentReport]:
        """Store what was read of a file; what became of it."""
        source, doc = reading.source, reading.doc
        try:
            if doc is not None and path in self.redating:
                return (yield from self._written(partial(self._redated, path, doc)))
            if doc is not None and source is not None:
                return (yield from self._written(partial(self._stored, path, source, doc)))
            return skipped(shown(path), reading.refusal)
        except TooLong as fault:
            return skipped(shown(path), str(fault))
        except KnownError as fault:
            self.ended = str(fault)  # and would say so of each of the others
            return skipped(shown(path), str(fault))
        except Stopped:
            raise
        except Exception:
            log.exception("%s was not stored", shown(path))
            return skipped(shown(path), "It was not stored: something went wrong on our side.")

    def _written(self, act: Callable[[], T]) -> Generator[Progress, None, T]:
        """Do what writes; wait while another program does."""
        until = time.monotonic() + _LOCKED_SECONDS
        while True:
            try:
                return act()
            except Locked:
                if time.monotonic() > until:
                    raise
            yield self._tick(f"{self.store.name} is locked by another program; waiting")

    def _stored(self, path: Path, source: Source, doc: Doc) -> DocumentReport:
        with self.store.writing(patience=_PATIENCE) as session:
            known = _known(session, source.sha256, path)
            if known is not None:
                return known
            begun = _begun(session, self.batch, shown(path.name))
            saved = save(session, begun.import_id, source, doc)
            _remembered(session, begun, saved)
        self.batch = begun
        return _imported(shown(path), saved, doc)

    def _redated(self, path: Path, doc: Doc) -> DocumentReport:
        """Store a reading with the date that is given now, in place of the one before."""
        if doc.faults:
            return skipped(
                shown(path), "It could not be read again whole; its date stays as it was."
            )
        number = self.redating[path]
        with self.store.writing(patience=_PATIENCE) as session:
            if session.scalar(select(Document.text).where(Document.id == number)) != doc.text:
                return skipped(shown(path), "It was taken back meanwhile; import it again.")
            found = replace_reading(session, number, doc)
            title = doc.about.title or path.name
            dates = _dated(session, self.dates, shown(title), found.changes)
        self.dates = dates
        if any(row.table == Actor.__tablename__ for row in found.changes):
            # What is imported from here on may know them: it must be undone before this is.
            self.batch = _Batch()
        read = _imported(shown(path), found.saved, doc)
        told = f"date taken: {describe(read.published)}"
        return replace(read, status=UNCHANGED, reason=told)


def _again(session: Session, number: int, given: DateInterval) -> TextTask:
    """A stored text to read again, with its date."""
    path, text = session.execute(
        select(Document.path, Document.text).where(Document.id == number)
    ).one()
    return TextTask(path, text, Hints(path=path, given=given))


def _dated(session: Session, dates: _Dates, title: str, rows: Sequence[RowChange]) -> _Dates:
    """Add what was changed to the step of this import that takes dates, or begin it."""
    if not rows:
        return dates
    record = resume(session, dates.step)
    if record is None:
        return _Dates(remember(session, f"Publication date of “{title}”", tuple(rows)), 1)
    documents = dates.documents + 1
    record.label = f"Publication dates of {documents} documents"
    record.data = pack((*unpack(record.data), *rows))
    return replace(dates, documents=documents)


def _known(session: Session, sha256: str, path: Path) -> DocumentReport | None:
    """The report of a file whose bytes the store has; None where it must be read."""
    query = select(Document.id, Document.published_basis, *PUBLISHED)
    found = session.execute(query.where(Document.sha256 == sha256)).first()
    if found is None:
        return None
    number, basis = found[:2]
    day = stored_date(found[2:])
    return DocumentReport(shown(path), number, UNCHANGED, None, 0, 0, day, basis)


def _imported(path: str, saved: Saved, doc: Doc) -> DocumentReport:
    day = doc.published
    return DocumentReport(
        path,
        saved.document_id,
        IMPORTED,
        _unread(doc),
        saved.events,
        saved.people,
        day.interval if day else None,
        day.basis.value if day else "unknown",
    )


def _begun(session: Session, batch: _Batch, name: str) -> _Batch:
    """This import's batch; a new one when somebody has undone the first half meanwhile."""
    record = resume(session, batch.step)
    if record is not None:
        documents = batch.documents + 1
        record.label = f"Import of {documents} documents"
        return replace(batch, documents=documents)
    made = ImportBatch(at=datetime.now(UTC).isoformat(timespec="seconds"))
    session.add(made)
    session.flush()
    return _Batch(made.id, remember(session, f"Import of {name}", (), made.id), 1)


def _remembered(session: Session, begun: _Batch, saved: Saved) -> None:
    if saved.changes:
        record = session.get_one(ChangeRecord, begun.step.number)
        record.data = pack((*unpack(record.data), *saved.changes))


def _unread(doc: Doc) -> str | None:
    if not doc.faults:
        return None
    *first, last = (fault.lacks for fault in doc.faults)
    lacking = f"{', '.join(first)} and {last}" if first else last
    return f"read in part: {lacking} could not be worked out"
