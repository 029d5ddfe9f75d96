"""Files to text to reading to store, as a generator: each yield is a place to stop.

Whatever happens, the store holds whole documents: one transaction each, and nobody waits for
a lock while the reader works.
"""

import hashlib
from collections import deque
from collections.abc import Generator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.dates.interval import DateInterval
from models.edits.change import pack, unpack
from models.edits.history import remember
from models.importing.files import find_files
from models.importing.save import Saved, save
from models.importing.workers import Reading, Workers
from models.printable import shown
from models.progress import Progress, Stopped
from models.reading.doc import Doc
from models.schema.text import Document, ImportBatch
from models.schema.work import ChangeRecord
from models.store.store import Store

IMPORTED, UNCHANGED, SKIPPED = "imported", "unchanged", "skipped"
_AHEAD = 2  # documents being read or waiting, for each worker


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """What became of one file; ``reason`` says why it was skipped, or what was not read."""

    path: str
    document_id: int | None
    status: str  # imported | unchanged | skipped
    reason: str | None
    events: int
    people: int


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, one report a file, in the order of the files."""

    documents: tuple[DocumentReport, ...]
    left: int = 0
    """Files that were not come to, as the import was stopped before."""


@dataclass(slots=True)
class _Batch:
    """The import as the store knows it; begun with the first document that is stored."""

    import_id: int | None = None
    change_id: int | None = None
    documents: int = 0


def import_files(
    store: Store,
    paths: Sequence[Path],
    *,
    published: DateInterval | None = None,
    jobs: int = 1,
    separate: bool = False,
) -> Generator[Progress, None, ImportReport]:
    """Import files and folders; returns the report.

    ``published`` is the publication date of all of them, where it is known. With ``jobs`` above
    1 or ``separate`` the reading happens in other processes; only this one writes. A file that
    cannot be read is reported and ends nothing; the same bytes twice change nothing. An import
    that is stopped returns the report of what it came to.
    """
    found = find_files(paths)
    reports: list[DocumentReport] = []
    batch = _Batch()
    with (
        suppress(Stopped),
        closing(Workers(jobs if separate or jobs > 1 else 0, published)) as workers,
    ):
        waiting: deque[tuple[Path, DocumentReport | None]] = deque()
        rest = iter(found)
        while len(reports) < len(found):
            for path in islice(rest, workers.count * _AHEAD - len(waiting)):
                known = _known(store, path)
                waiting.append((path, known))
                if known is None:
                    workers.send(path)
            path, report = waiting[0]
            yield Progress(len(reports), len(found), shown(path.name))
            if report is None:
                reading = workers.take(path)
                if reading is None:
                    continue
                report = _stored(store, batch, path, reading)
            reports.append(report)
            waiting.popleft()
        yield Progress(len(found), len(found), "")
    return ImportReport(tuple(reports), len(found) - len(reports))


def _known(store: Store, path: Path) -> DocumentReport | None:
    """The report of a file whose bytes the store has; None where it must be read."""
    try:
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None  # reading it will say why
    with store.reading() as session:
        number = _number(session, sha256)
    return None if number is None else _unchanged(path, number)


def _number(session: Session, sha256: str) -> int | None:
    return session.scalar(select(Document.id).where(Document.sha256 == sha256))


def _unchanged(path: Path, number: int) -> DocumentReport:
    return DocumentReport(shown(path), number, UNCHANGED, None, 0, 0)


def _stored(store: Store, batch: _Batch, path: Path, reading: Reading) -> DocumentReport:
    source, doc = reading.source, reading.doc
    if source is None or doc is None:
        return DocumentReport(shown(path), None, SKIPPED, reading.refusal, 0, 0)
    with store.writing() as session:
        number = _number(session, source.sha256)
        if number is not None:
            return _unchanged(path, number)
        begun = _begun(session, batch, path)
        saved = save(session, begun.import_id, source, doc)
        _remembered(session, begun, saved)
    batch.import_id, batch.change_id = begun.import_id, begun.change_id
    batch.documents = begun.documents
    return DocumentReport(
        shown(path), saved.document_id, IMPORTED, _unread(doc), saved.events, saved.people
    )


@dataclass(frozen=True, slots=True)
class _Begun:
    import_id: int
    change_id: int
    documents: int


def _begun(session: Session, batch: _Batch, path: Path) -> _Begun:
    """This import's batch; a new one when somebody has undone the first half meanwhile."""
    if batch.import_id is not None and batch.change_id is not None:
        record = session.get(ChangeRecord, batch.change_id)
        if record is not None and not record.undone:
            documents = batch.documents + 1
            record.label = f"Import of {documents} documents"
            return _Begun(batch.import_id, batch.change_id, documents)
    made = ImportBatch(at=datetime.now(UTC).isoformat(timespec="seconds"))
    session.add(made)
    session.flush()
    change = remember(session, f"Import of {shown(path.name)}", (), made.id)
    return _Begun(made.id, change, 1)


def _remembered(session: Session, begun: _Begun, saved: Saved) -> None:
    if saved.changes:
        record = session.get_one(ChangeRecord, begun.change_id)
        record.data = pack((*unpack(record.data), *saved.changes))


def _unread(doc: Doc) -> str | None:
    if not doc.faults:
        return None
    stages = ", ".join(fault.partition(":")[0] for fault in doc.faults)
    return f"read in part: {stages} failed"
