"""What each command does, with data on standard output and progress on standard error."""

import argparse
import json
import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TextIO, TypeVar
from uuid import uuid4

from models.dates.interval import DateInterval
from models.dates.typed import parse_typed
from models.dates.words import describe
from models.errors import KnownError
from models.exporting.chronicle import write_json
from models.exporting.table import write_csv
from models.importing.routine import SKIPPED, DocumentReport, import_files
from models.progress import Progress
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
def _opened(asked: argparse.Namespace, *, create: bool) -> Iterator[Store]:
    # The user's own chronicle may be looked at before anything was imported.
    store = Store.open(asked.database, create=create or asked.database is None)
    try:
        yield store
    finally:
        store.close()


def _watched(steps: Generator[Progress, None, T]) -> T:
    """Run a job to its end, with a line of progress where somebody is watching."""
    watched = sys.stderr.isatty()
    try:
        while True:
            tick = next(steps)
            if watched:
                sys.stderr.write(f"\r\x1b[K{tick.done} of {tick.total}  {tick.label[:60]}")
                sys.stderr.flush()
    except StopIteration as end:
        answer: T = end.value
        return answer
    finally:
        steps.close()
        if watched:
            sys.stderr.write("\r\x1b[K")


def _published(asked: argparse.Namespace) -> DateInterval | None:
    return None if asked.published is None else parse_typed(asked.published)


def _import(asked: argparse.Namespace) -> int:
    published = _published(asked)
    paths = [Path(path) for path in asked.paths]
    with _opened(asked, create=True) as store:
        report = _watched(import_files(store, paths, published=published, jobs=asked.jobs))
    if asked.json:
        data = {"documents": [asdict(document) for document in report.documents]}
        sys.stdout.write(json.dumps(data, ensure_ascii=False) + "\n")
    else:
        sys.stdout.writelines(_told(document) + "\n" for document in report.documents)
    if not report.documents:
        raise KnownError("There is nothing to import there; name a text file or a folder of them.")
    bad = [document for document in report.documents if document.status == SKIPPED]
    if len(bad) < len(report.documents):
        return _OK
    if len(bad) == 1:
        raise KnownError(bad[0].reason or f"{bad[0].path} could not be read.")
    raise KnownError(f"None of the {len(bad)} files could be imported.")


def _told(document: DocumentReport) -> str:
    if document.status == SKIPPED:
        return f"{document.path}: skipped: {document.reason}"
    if document.status != "imported":
        return f"{document.path}: {document.status}"
    reason = f" ({document.reason})" if document.reason else ""
    events = _counted(document.events, "event", "events")
    people = _counted(document.people, "person", "people")
    return f"{document.path}: {events}, {people}{reason}"


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
    with _opened(asked, create=False) as store, store.reading() as session:
        ids = event_ids(session, wanted, Sort())
        for first in range(0, len(ids), _CHUNK):
            part = ids[first : first + _CHUNK]
            rows = event_rows(session, part)
            sys.stdout.writelines(_line(rows[number]) + "\n" for number in part if number in rows)
    return _OK


def _line(row: EventRow) -> str:
    when = describe(row.interval)
    mark = "" if row.status == "asserted" else f" [{row.status}]"
    where = f" ({row.place})" if row.place else ""
    return f"{when:<24}  {row.kind:<12}  {row.summary}{mark}{where}"


def _export(asked: argparse.Namespace) -> int:
    wanted = _filter(asked)
    write = write_json if asked.format == "json" else write_csv
    with _opened(asked, create=False) as store, store.reading() as session:
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
