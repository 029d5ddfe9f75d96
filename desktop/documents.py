"""What the commands do that list documents and read them again."""

import argparse
from collections.abc import Callable, Iterator
from typing import Any

from desktop.author import author
from desktop.corrections import write_rows
from desktop.targets import opened
from desktop.terminal import Output, say, watched
from models.composing.difference import CHANGED, GONE, KEPT, NEW, Lost
from models.dates.edtf import parse_edtf
from models.dates.words import describe
from models.edits.rereading import read_by_older
from models.errors import KnownError
from models.importing.rereading import Reread, RereadReport, read_again
from models.printable import counted, json_text, printable
from models.queries.documents import document_facts
from models.store.store import Store

_OK, _FAILED = 0, 1
_COUNTED = (NEW, CHANGED, GONE, KEPT)
_NAMES = {"published": "publication date", "url": "address"} | {
    name: name for name in ("title", "outlet", "byline")
}


def _documents(asked: argparse.Namespace, out: Output) -> int:
    with opened(asked, create=False, write=False) as store, store.reading() as session:
        facts = document_facts(session)
        if asked.json:
            data = [
                {
                    "id": each.id, "path": each.path, "title": each.title, "outlet": each.outlet,
                    "byline": each.byline, "published": each.published,
                    "published_basis": each.published_basis, "url": each.url,
                    "copy_of": each.copy_of, "agency": each.agency,
                    "events": each.events, "reader": each.reader, "edited": list(each.edited),
                }
                for each in facts
            ]  # fmt: skip
            out.write(json_text(data) + "\n")
        else:
            write_rows(out, (
                (str(each.id), _day(each.published), each.outlet or "", str(each.events),
                 each.title if each.copy_of is None else f"{each.title} (copy of {each.copy_of})")
                for each in facts
            ))  # fmt: skip
    return _OK


def _day(edtf: str | None) -> str:
    return describe(parse_edtf(edtf)) if edtf else "date unknown"


def _reread(asked: argparse.Namespace, out: Output) -> int:
    if asked.ids and asked.all:
        raise KnownError("Name documents or use --all, not both.")
    with opened(asked, create=False, write=not asked.dry_run) as store:
        wanted = asked.ids or _wanted(store, every=asked.all)
        if not wanted and not asked.json:
            out.line("Every document was read by this reader; --all reads them again.")
            return _OK
        steps = read_again(store, wanted, jobs=asked.jobs, trial=asked.dry_run, by=author(asked.by))
        report = watched(steps)
    if asked.json:
        out.write(json_text({"documents": list(map(_data, report.documents))}) + "\n")
    else:
        out.lines(_lines(report, trial=asked.dry_run))
    return _status(report, len(wanted))


def _wanted(store: Store, *, every: bool) -> list[int]:
    with store.reading() as session:
        if every:
            return [each.id for each in document_facts(session)]
        return read_by_older(session)


def _data(each: Reread) -> dict[str, Any]:
    found = each.compared.found if each.compared else None
    counts = {what: found.count(what) if found else 0 for what in _COUNTED}
    return {
        "id": each.document, "title": each.title, **counts, "same": found.same if found else 0,
        "details": list(found.details if found else ()),
        "lost": [told_lost(lost) for lost in (found.lost if found else ())],
        "reason": each.reason,
    }  # fmt: skip


def told_lost(lost: Lost) -> str:
    """A decision that does not reach what it is about any more, in words."""
    if lost.now is None:
        return f"{lost.verb}: “{lost.words}” isn’t read there any more"
    return f"{lost.verb}: “{lost.words}” is read as “{lost.now}” now"


def _lines(report: RereadReport, *, trial: bool) -> Iterator[str]:
    for each in report.documents:
        if each.compared is None:
            yield printable(f"{each.document}\t{each.title}: {each.reason}")
            continue
        found = each.compared.found
        counts = [f"{n} {what}" for what in _COUNTED if (n := found.count(what))]
        counts += [f"another {_NAMES[name]}" for name in found.details]
        counts.append(f"{found.same} the same")
        yield printable(f"{each.document}\t{each.title}: {', '.join(counts)}")
        for lost in found.lost:
            yield printable(f"\tlost: {told_lost(lost)}")
    if report.step is not None:
        yield f"“undo {report.step}” reverts it."
    elif not trial and report.documents:
        yield "Nothing has changed."


def _status(report: RereadReport, wanted: int) -> int:
    bad = [each for each in report.documents if each.compared is None]
    if report.stopped or report.ended is not None:
        read = len(report.documents) - len(bad)
        say(f"Stopped, with {read} of {counted(wanted, 'document')} read. {report.ended or ''}")
        return _FAILED
    if bad and len(bad) == len(report.documents):
        raise KnownError(bad[0].reason or "The documents could not be read.")
    if bad:
        say(f"{len(bad)} of {counted(len(report.documents), 'document')} not read again.")
    return _OK


COMMANDS: dict[str, Callable[[argparse.Namespace, Output], int]] = {
    "documents": _documents, "reread": _reread,
}  # fmt: skip
"""By the name of each command."""
