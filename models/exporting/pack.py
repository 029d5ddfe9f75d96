"""An evidence pack: report, chronology, texts and passages in one ZIP file (BagIt, RFC 8493).

Whoever gets it can read and check it without Dateline: every passage is a W3C Web Annotation with
its place and its words, and every file has its hash in the manifest.
"""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.exporting.chronicle import write_json
from models.exporting.formats import LACKS
from models.exporting.gathering import choose, chunks, event_parts, numbers
from models.exporting.heading import heading
from models.exporting.report.lines import report
from models.exporting.report.page import pieces
from models.exporting.table import write_csv
from models.printable import json_text, printable
from models.progress import Progress
from models.queries.filter import EventFilter, Sort
from models.schema.text import Document

_AROUND = 60  # characters before and after a passage, by which it is found in another edition
_CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def write_pack(
    session: Session,
    wanted: EventFilter,
    out: BinaryIO,
    sort: Sort = Sort(),  # noqa: B008 - frozen
) -> Generator[Progress, None, int]:
    """Write all matching events with everything they rest on. Returns their number."""
    made = yield from report(session, wanted, most=sort.most)
    chosen = choose(session, wanted, sort)
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        bag = _Bag(archive)
        with bag.file("data/report.html") as write:
            for piece in pieces(made):
                write(piece + "\n")
        with bag.file("data/chronology.csv") as write:
            yield from write_csv(session, wanted, _Text(write), sort)
        with bag.file("data/chronology.json") as write:
            yield from write_json(session, wanted, _Text(write), sort)
        for number, text in _texts(session, numbers(session, Document, chosen.documents)):
            with bag.file(_path(number)) as write:
                write(text)
        with bag.file("data/annotations.jsonl") as write:
            for part in chunks(chosen.events):
                for annotation in _annotations(session, part):
                    write(json_text(annotation) + "\n")
        bag.end(heading(wanted, len(chosen.events), sort).besides(LACKS["pack"]).sentences)
    return len(chosen.events)


def _texts(session: Session, documents: Iterable[int]) -> Iterator[tuple[int, str]]:
    for number in documents:
        text = session.scalar(select(Document.text).where(Document.id == number))
        yield number, text or ""


def _path(document: int) -> str:
    return f"data/texts/{document}.txt"


def _annotations(session: Session, events: list[int]) -> Iterator[dict[str, Any]]:
    """The passages of some events as W3C Web Annotations."""
    parts = event_parts(session, events)
    texts = dict(_texts(session, {e.document_id for rows in parts.evidence.values() for e in rows}))
    for number in events:
        for place, each in enumerate(parts.evidence.get(number, ())):
            text = texts[each.document_id]
            before = text[max(0, each.start - _AROUND) : each.start]
            yield {
                "@context": _CONTEXT,
                "id": f"urn:dateline:event:{number}:{place + 1}",
                "type": "Annotation",
                "motivation": "describing",
                "body": {
                    "type": "TextualBody", "value": parts.events[number].summary,
                    "format": "text/plain",
                },
                "target": {
                    "source": _path(each.document_id).removeprefix("data/"),
                    "selector": [
                        {"type": "TextPositionSelector", "start": each.start, "end": each.end},
                        {
                            "type": "TextQuoteSelector", "exact": each.quote, "prefix": before,
                            "suffix": text[each.end : each.end + _AROUND],
                        },
                    ],
                    "sha256": sha256(each.quote.encode()).hexdigest(),
                },
            }  # fmt: skip


class _Text:
    """A place for text that a writer writes to."""

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write

    def write(self, text: str, /) -> object:
        """Take text as it is."""
        return self._write(text)


class _Bag:
    """The files of a bag, each with its hash."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._hashes: dict[str, str] = {}
        self._octets = 0

    @contextmanager
    def file(self, name: str) -> Iterator[Callable[[str], None]]:
        """A file of text to write, as UTF-8."""
        found = sha256()
        with self._archive.open(f"evidence/{name}", "w", force_zip64=True) as file:

            def write(text: str) -> None:
                data = text.encode(errors="replace")
                found.update(data)
                self._octets += len(data) if name.startswith("data/") else 0
                file.write(data)

            yield write
        self._hashes[name] = found.hexdigest()

    def end(self, about: Iterable[str]) -> None:
        """Write what a bag says of itself, and the manifests."""
        payload = {k: v for k, v in self._hashes.items() if k.startswith("data/")}
        with self.file("bagit.txt") as write:
            write("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
        with self.file("bag-info.txt") as write:
            write("Bag-Software-Agent: Dateline\n")
            write(f"External-Description: {printable(' '.join(about))}\n")
            write(f"Payload-Oxum: {self._octets}.{len(payload)}\n")
        with self.file("manifest-sha256.txt") as write:
            write("".join(f"{found}  {name}\n" for name, found in payload.items()))
        tags = {k: v for k, v in self._hashes.items() if k not in payload}
        with self.file("tagmanifest-sha256.txt") as write:
            write("".join(f"{found}  {name}\n" for name, found in tags.items()))
