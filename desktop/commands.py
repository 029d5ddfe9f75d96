"""What each command does, with data on standard output and progress on standard error."""

import argparse
import json
import os
import signal
import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import TextIO, TypeVar
from uuid import uuid4

from models.dates.interval import DateInterval
from models.dates.typed import parse_typed
from models.dates.words import describe
from models.errors import KnownError
from models.exporting.chronicle import write_json
from models.exporting.table import write_csv
from models.importing.report import (
    IMPORTED,
    SKIPPED,
    DocumentReport,
    ImportReport,
    report_data,
)
from models.importing.routine import import_files
from models.printable import shown
from models.progress import Progress, Stopped
from models.queries.asked import combine
from models.queries.events import event_ids, event_rows
from models.queries.filter import ActorTerm, DateRange, EventFilter, Sort, Term
from models.queries.integrity import check
from models.queries.rows import EventRow
from models.queries.search import known_value, parse_query
from models.store.store import Store

T = TypeVar("T")
_OK, _FAILED, _MISUSED = 0, 1, 2
_CHUNK = 500
_ENDING = (int(signal.SIGINT), int(signal.SIGTERM))


def run(asked: argparse.Namespace) -> int:
    """Run the command that was asked for; returns the exit status."""
    commands: dict[str, Callable[[argparse.Namespace], int]] = {
        "import": _import,
        "list": _list,
        "export": _export,
        "check": _check,
    }
    return commands[asked.command](asked)


@contextmanager
def _opened(asked: argparse.Namespace, *, create: bool, write: bool = True) -> Iterator[Store]:
    # The user's own chronicle may be looked at before anything was imported.
    store = Store.open(asked.database, create=create or asked.database is None, write=write)
    try:
        yield store
    finally:
        store.close()


def _watched(steps: Generator[Progress, None, T]) -> T:
    """Run a job to its end, with a line of progress where somebody is watching.

    Ctrl+C and SIGTERM stop it at its next tick; a second one ends the program. What a stopped
    job returns is returned; Stopped is raised where it has nothing to return.
    """
    watched = sys.stderr.isatty()
    try:
        with _asked_to_stop() as asked:
            while not asked.is_set():
                tick = next(steps)
                if watched:
                    sys.stderr.write(f"\r\x1b[K{tick.done} of {tick.total}  {tick.label[:60]}")
                    sys.stderr.flush()
        steps.throw(Stopped())
        raise Stopped
    except StopIteration as end:
        answer: T = end.value
        return answer
    finally:
        steps.close()
        if watched:
            sys.stderr.write("\r\x1b[K")


@contextmanager
def _asked_to_stop() -> Iterator[Event]:
    """An event that Ctrl+C and SIGTERM set, once each; a second one does what it always does."""
    asked = Event()
    before = {number: signal.getsignal(number) for number in _ENDING}

    def once(number: int, _frame: object) -> None:
        asked.set()
        signal.signal(number, before[number])

    for number in before:
        signal.signal(number, once)
    try:
        yield asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _published(asked: argparse.Namespace) -> DateInterval | None:
    return None if asked.published is None else parse_typed(asked.published)


def _import(asked: argparse.Namespace) -> int:
    published = _published(asked)
    if not all(asked.paths):
        raise KnownError("An empty path names nothing; name a file or a folder.")
    paths = [Path(path) for path in asked.paths]
    missing = [path for path in paths if not os.path.lexists(path)]
    with _opened(asked, create=True) as store:
        report = _watched(import_files(store, paths, published=published, jobs=asked.jobs))
    if asked.json:
        sys.stdout.write(json.dumps(report_data(report), ensure_ascii=False) + "\n")
    else:
        sys.stdout.writelines(line + "\n" for line in _report_lines(report))
    return _import_status(report, missing)


def _report_lines(report: ImportReport) -> Iterator[str]:
    yield from map(_told, report.documents)
    yield from (f"{path}: not tried" for path in report.left)
    yield from (f"{remark.path}: {remark.text}" for remark in report.remarks)


def _import_status(report: ImportReport, missing: list[Path]) -> int:
    """How the import ended, with a line on standard error for what was not read."""
    documents = report.documents
    bad = [document for document in documents if document.status == SKIPPED]
    if report.ended is not None or report.stopped:
        done = f"{len(documents) - len(bad)} of {_counted(report.total, 'file', 'files')} read"
        _say(f"Stopped, with {done}. {report.ended or ''}")
        return _FAILED
    if not documents:
        raise KnownError("There is nothing to import there; name a text file or a folder of them.")
    if missing:
        others = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
        raise KnownError(f"There is no {shown(missing[0])}{others}; check the names.")
    if len(bad) == len(documents) > 1:
        raise KnownError(f"None of the {len(bad)} files could be imported.")
    if len(bad) == len(documents):
        raise KnownError(bad[0].reason or f"{bad[0].path} could not be read.")
    if bad:
        _say(f"{len(bad)} of {_counted(len(documents), 'file', 'files')} left out.")
    if report.undated:
        articles = _counted(report.undated, "article has", "articles have")
        _say(f"{articles} no date; where you know it, import again with --published.")
    return _OK


def _told(document: DocumentReport) -> str:
    if document.status == SKIPPED:
        return f"{document.path}: skipped: {document.reason}"
    reason = f" ({document.reason})" if document.reason else ""
    if document.status != IMPORTED:
        return f"{document.path}: {document.status}{reason}"
    found = "no events found"
    if document.events:
        events = _counted(document.events, "event", "events")
        found = f"{events}, {_counted(document.people, 'person', 'people')}"
    day = document.published
    dated = f"published {describe(day)} ({document.basis})" if day else "date unknown"
    return f"{document.path}: {found}, {dated}{reason}"


def _say(sentence: str) -> None:
    sys.stderr.write(f"dateline: {' '.join(sentence.split())}\n")


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _filter(asked: argparse.Namespace) -> EventFilter:
    start = None if asked.start is None else parse_typed(asked.start)
    end = None if asked.end is None else parse_typed(asked.end)
    panel = EventFilter(
        actors=tuple(ActorTerm(name=name) for name in asked.actor),
        kinds=tuple(Term(known_value("kind", kind)) for kind in asked.kind),
        statuses=tuple(Term(known_value("status", status)) for status in asked.status),
        dates=None if start is None and end is None else DateRange(start, end),
    )
    return combine(panel, parse_query(asked.search or ""))


def _list(asked: argparse.Namespace) -> int:
    wanted = _filter(asked)
    with _opened(asked, create=False, write=False) as store, store.reading() as session:
        ids = event_ids(session, wanted, Sort())
        for first in range(0, len(ids), _CHUNK):
            part = ids[first : first + _CHUNK]
            rows = event_rows(session, part)
            sys.stdout.writelines(_line(rows[number]) + "\n" for number in part if number in rows)
    return _OK


def _line(row: EventRow) -> str:
    mark = "" if row.status == "asserted" else f" [{row.status}]"
    where = f" ({row.place})" if row.place else ""
    return f"{row.when:<24}  {row.kind:<12}  {row.summary}{mark}{where}"


def _export(asked: argparse.Namespace) -> int:
    wanted = _filter(asked)
    write = write_json if asked.format == "json" else write_csv
    with _opened(asked, create=False, write=False) as store, store.reading() as session:
        if asked.output is None:
            _watched(write(session, wanted, sys.stdout))
        else:
            with _whole_file(Path(asked.output)) as out:
                _watched(write(session, wanted, out))
    return _OK


@contextmanager
def _whole_file(path: Path) -> Iterator[TextIO]:
    """A file that appears under its name when it is complete, or not at all."""
    try:
        if path.is_dir():
            raise KnownError(f"{path} is a folder; name a file in it.")
        draft = path.with_name(f".{path.name}-{uuid4().hex}")
        out = draft.open("x", encoding="utf-8", newline="")
    except OSError as fault:
        raise KnownError(f"{path} cannot be written: {fault.strerror}.") from fault
    try:
        with out:
            yield out
        draft.replace(path)
    except OSError as fault:
        raise KnownError(f"{path} cannot be written: {fault.strerror}.") from fault
    finally:
        draft.unlink(missing_ok=True)


def _check(asked: argparse.Namespace) -> int:
    with _opened(asked, create=False) as store, store.writing() as session:
        found = _watched(check(session))
    for finding in found:
        sys.stdout.write(finding + "\n")
    if found:
        return _FAILED
    sys.stdout.write(f"{store.path}: whole\n")
    return _OK
