"""The commands: data goes to standard output, progress to standard error."""

import argparse
import os
from array import array
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from itertools import chain
from pathlib import Path

from desktop import corrections, documents, sheets
from desktop.cautions import keep_said, unsaid
from desktop.columns import Columns, Room
from desktop.formats import EXCEL, JSON, Wishes, named_format, of_path
from desktop.targets import filled, opened, wanted_by
from desktop.terminal import Output, is_watched, say, watched
from models.dates.interval import DateInterval
from models.dates.typed import parse_typed
from models.dates.words import describe
from models.errors import KnownError
from models.exporting.columns import LISTED, headings
from models.exporting.files import whole_file
from models.exporting.gathering import chunks
from models.exporting.listing import listed, listed_data
from models.exporting.report.template import load
from models.importing.report import (
    FOUND,
    IMPORTED,
    SKIPPED,
    DocumentReport,
    ImportReport,
    report_data,
)
from models.importing.routine import import_files
from models.importing.watching import take_new
from models.printable import counted, json_text, printable, shown
from models.queries.events import event_ids
from models.queries.filter import Sort
from models.queries.folders import watched_folders
from models.queries.integrity import check_index, check_rows
from models.store.faults import DamagedError
from models.store.moving import copy_to
from models.store.store import Store
from resources import resource

_OK, _FAILED, _MISUSED = 0, 1, 2
_ROOMS = {
    "Id": Room(8, 20, 20),
    "Date": Room(7, 11, 24),
    "Status": Room(4, 8, 10),
    "Kind": Room(3, 4, 12),
    "Who": Room(5, 10, 20, share=2),
    "Event": Room(9, 12, 28, share=5),
    "Place": Room(2, 10, 12, share=1),
    "Source": Room(1, 10, 16, share=2),
}
"""How the columns of a list share a terminal."""


def run(asked: argparse.Namespace, out: Output) -> int:
    """Run the command that was asked for; returns the exit status."""
    commands: dict[str, Callable[[argparse.Namespace, Output], int]] = {
        "import": _import,
        "list": _list,
        "export": _export,
        "check": _check,
        "copy": _copy,
        "worker": _worker,
        "template": _template,
        **corrections.COMMANDS,
        **documents.COMMANDS,
        **sheets.COMMANDS,
    }
    _caution()
    return commands[asked.command](asked, out)


def _caution() -> None:
    """Show the warning about this computer once, in a terminal only."""
    sentence = unsaid() if is_watched() else None
    if sentence is not None:
        say(sentence)
        keep_said(sentence)


def _published(asked: argparse.Namespace) -> DateInterval | None:
    return None if asked.published is None else parse_typed(asked.published)


def _import(asked: argparse.Namespace, out: Output) -> int:
    published = _published(asked)
    if not all(asked.paths):
        raise KnownError("The path is empty; name a file or a folder.")
    paths = [Path(path) for path in asked.paths]
    if asked.watch:
        return _import_watching(asked, paths, published, out)
    if not paths:
        raise KnownError("Name a file or a folder to import.")
    missing = [path for path in paths if not os.path.lexists(path)]
    with filled(asked) as store:
        steps = import_files(
            store,
            paths,
            published=published,
            outlet=asked.outlet,
            jobs=asked.jobs,
            trial=asked.dry_run,
            keep=asked.keep_originals,
            cluster=asked.cluster,
        )
        report = watched(steps)
    if asked.json:
        out.write(json_text(report_data(report)) + "\n")
    elif not (_alone(report) and out.width is not None and is_watched()):
        out.lines(_report_lines(report))  # else the terminal would say the one reason twice
    return _import_status(report, missing)


def _worker(asked: argparse.Namespace, out: Output) -> int:
    """Read for a scheduler until somebody stops it."""
    from models.importing.worker import serve  # noqa: PLC0415 - few have the engine it needs

    def told(sentence: str) -> None:
        out.line(sentence)
        out.flush()

    serve(asked.address, asked.jobs, told)
    return _OK


def _import_watching(
    asked: argparse.Namespace, paths: list[Path], published: DateInterval | None, out: Output
) -> int:
    """Read what is in folders and what comes into them, until somebody stops it."""
    if asked.dry_run:
        raise KnownError("--dry-run does nothing with --watch; use one of them.")
    wrong = next((path for path in paths if not path.is_dir()), None)
    if wrong is not None:
        raise KnownError(f"{shown(wrong)} isn’t a folder; name a folder to watch.")
    ended: list[str] = []

    def told(report: ImportReport) -> None:
        if asked.json:
            out.write(json_text(report_data(report)) + "\n")
        else:
            out.lines(_report_lines(report))
        out.flush()
        if report.ended:
            ended.append(report.ended)

    with opened(asked, create=True) as store:
        folders = [path.absolute() for path in paths]
        with store.reading() as session:
            if not folders and not watched_folders(session):
                raise KnownError("This chronicle has no watched folders; name a folder to watch.")
        steps = take_new(
            store,
            folders,
            told,
            published=published,
            outlet=asked.outlet,
            jobs=asked.jobs,
            cluster=asked.cluster,
        )
        watched(steps)
    if ended:
        say(ended[0])
    return _FAILED if ended else _OK


def _alone(report: ImportReport) -> bool:
    """Whether it tells of one file, which could not be read: standard error says why."""
    return [each.status for each in report.documents] == [SKIPPED] and not report.remarks


def _report_lines(report: ImportReport) -> Iterator[str]:
    yield from map(_told, report.documents)
    yield from (f"{path}: not tried" for path in report.left)
    yield from (f"{remark.path}: {remark.text}" for remark in report.remarks)


def _import_status(report: ImportReport, missing: list[Path]) -> int:
    """How the import ended, with a line on standard error for what was not read."""
    documents = report.documents
    bad = [document for document in documents if document.status == SKIPPED]
    if report.ended is not None or report.stopped:
        done = f"{len(documents) - len(bad)} of {counted(report.total, 'file', 'files')} read"
        say(f"Stopped, with {done}. {report.ended or ''}")
        return _FAILED
    if not documents:
        raise KnownError("There is nothing to import there; name a file or a folder of articles.")
    if missing:
        others = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
        raise KnownError(f"Cannot find {shown(missing[0])}{others}; check the names.")
    if len(bad) == len(documents) > 1:
        raise KnownError(f"None of the {len(bad)} files could be imported.")
    if len(bad) == len(documents):
        raise KnownError(bad[0].reason or f"{bad[0].path} could not be read.")
    if bad:
        say(f"{len(bad)} of {counted(len(documents), 'file', 'files')} left out.")
    if report.undated:
        articles = counted(report.undated, "article has", "articles have")
        say(f"{articles} no date; if you know it, import again with --published.")
    return _OK


def _told(document: DocumentReport) -> str:
    if document.status == SKIPPED:
        return f"{document.told}: skipped: {document.reason}"
    reason = f" ({document.reason})" if document.reason else ""
    if document.status == FOUND:
        return f"{document.told}: {', '.join(_known_before(document))}{reason}"
    if document.status != IMPORTED:
        return f"{document.told}: {document.status}{reason}"
    found = "no events found"
    if document.events:
        events = counted(document.events, "event", "events")
        found = f"{events}, {counted(document.people, 'person', 'people')}"
    day = document.published
    dated = f"published {describe(day)} ({document.basis})" if day else "date unknown"
    return f"{document.told}: {found}, {dated}{reason}"


def _known_before(document: DocumentReport) -> Iterator[str]:
    """What the file says of an article that would be read."""
    yield counted(document.place.words, "word", "words")
    if document.place.outlet:
        yield printable(document.place.outlet)
    day = document.published
    yield f"published {describe(day)} ({document.basis})" if day else "date from its text"


def _list(asked: argparse.Namespace, out: Output) -> int:
    wanted = wanted_by(asked)
    with opened(asked, create=False, write=False) as store, store.reading() as session:
        ids = event_ids(session, wanted, Sort(most=asked.limit))
        if asked.json:
            _list_json(out, chain.from_iterable(listed_data(session, p) for p in chunks(ids)))
        else:
            parts = (list(listed(session, part)) for part in chunks(ids))
            _list_lines(out, ids, parts)
    return _OK


def _list_json(out: Output, events: Iterator[dict[str, object]]) -> None:
    """One JSON array with one event per line, for parsers and line tools alike."""
    between = "[\n"
    for event in events:
        out.write(between + json_text(event))
        between = ",\n"
    out.write("[]\n" if between == "[\n" else "\n]\n")


def _list_lines(out: Output, ids: "array[int]", parts: Iterator[list[list[str]]]) -> None:
    """Aligned columns on a terminal; for programs one tab-separated line per event."""
    width, columns = out.width, None
    for rows in parts:
        if width is None:
            out.write("".join("\t".join(map(printable, row)) + "\n" for row in rows))
            continue
        if columns is None:
            rooms = [_ROOMS[column.heading] for column in LISTED]
            rooms[0] = replace(rooms[0], least=max(2, len(str(max(ids)))))
            columns = Columns(headings(LISTED), rooms, rows, width)
            out.lines(columns.heading())
        out.lines(line for row in rows for line in columns.row(row))


def _export(asked: argparse.Namespace, out: Output) -> int:
    wanted = wanted_by(asked)
    path = None if asked.output in (None, "-") else Path(asked.output)
    meant = of_path(asked.output) if path is not None else None
    flag = asked.format or (meant or (EXCEL if asked.excel else JSON)).flag
    form = named_format(flag, marked=asked.excel)
    if form is None:
        raise KnownError(f"--excel does nothing for {flag}; use it with --format csv.")
    if path is None and form.binary:
        raise KnownError(
            f"{flag} isn’t text; name a file with -o, such as -o chronology{form.suffix}."
        )
    template = load(Path(asked.template)) if asked.template else ""
    wishes = Wishes(asked.by, not asked.no_quotes, template)
    form.allow(wishes)
    sort = Sort(most=asked.limit)
    with opened(asked, create=False, write=False) as store, store.reading() as session:
        if path is None:
            watched(form.write(session, wanted, out, sort, wishes))
            return _OK
        with whole_file(path, streams=True, binary=form.binary) as file:
            number = watched(form.write(session, wanted, file, sort, wishes))
    told = f"{shown(path)}: {counted(number, 'event')}. {form.lacks}".rstrip()
    if is_watched():
        say(told)
    return _OK


def _template(asked: argparse.Namespace, out: Output) -> int:
    out.write(resource("templates", f"report.{asked.form}").read_text("utf-8"))
    return _OK


def _copy(asked: argparse.Namespace, out: Output) -> int:
    with opened(asked, create=False, write=False) as store:
        number = watched(copy_to(store, asked.to))
    out.line(f"{number:,} rows copied and compared, history and decisions included")
    return _OK


def _check(asked: argparse.Namespace, out: Output) -> int:
    try:
        store = Store.open(asked.database, create=asked.database is None, write=False)
    except DamagedError:
        store = Store.examine(asked.database)
    with closing(store):
        with store.reading() as session:
            found = check_index(session)
        with store.reading() as session:
            found += watched(check_rows(session))
    out.lines(found)
    if found:
        return _FAILED
    out.line(f"{store.address}: intact")
    return _OK
