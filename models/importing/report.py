"""What an import did: one entry per document, and what it did not get to."""

from dataclasses import dataclass
from typing import Any

from models.dates.interval import DateInterval
from models.importing.folders import Remark
from models.printable import printable

IMPORTED, UNCHANGED, SKIPPED, FOUND = "imported", "unchanged", "skipped", "found"


@dataclass(frozen=True, slots=True)
class Place:
    """Which article of its file one is, and what its file says of it."""

    ordinal: int | None = None
    """From 1; None where it is the only one."""
    inside: str | None = None
    """The file it lies in, inside of that which was opened."""
    title: str | None = None
    outlet: str | None = None
    words: int = 0
    language: str | None = None
    form: str | None = None
    """What its format is called: "web page"."""


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """What became of one article, or of a file that gave none.

    ``reason`` says why it was skipped, or what was not read.
    """

    path: str
    document_id: int | None
    status: str  # imported | unchanged | skipped; of a trial found | unchanged | skipped
    reason: str | None
    events: int
    people: int
    published: DateInterval | None = None
    basis: str | None = None
    """How the date is known: given | stated | inferred | unknown; None of what was skipped."""
    place: Place = Place()
    same_as: str | None = None
    """Another article that has the same text: one here already, or found before."""
    again: bool = False
    """Of a trial: whether it is that very article, which would not be read a second time."""

    @property
    def told(self) -> str:
        """Where it stands, in a line: "export.docx, article 3 (“Port talks end”)"."""
        where, place = self.path, self.place
        if place.inside is not None:
            where += f"/{printable(place.inside)}"
        if place.ordinal is None:
            return where
        where += f", article {place.ordinal:,}"
        return f"{where} (“{printable(place.title)}”)" if place.title else where


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, a report an article, in the order of the files."""

    documents: tuple[DocumentReport, ...]
    left: tuple[str, ...] = ()
    """Files that were not come to, as the import was stopped, or ended, before."""
    remarks: tuple[Remark, ...] = ()
    """What is to be said about folders: what could not be looked at, what is not read."""
    stopped: bool = False
    """Whether it was stopped before its end."""
    ended: str | None = None
    """Why it ended by itself before its end, in a sentence."""
    found: tuple[int, int] | None = None
    """How many events and people the chronicle has of the articles that were read, those of several
    articles once; None: it was not counted."""

    @property
    def total(self) -> int:
        """How many files there were to read."""
        return len(self.documents) + len(self.left)

    @property
    def undated(self) -> int:
        """How many of the documents, read now or stored before, have no date."""
        return sum(each.basis == "unknown" for each in self.documents)


def report_data(report: ImportReport) -> dict[str, Any]:
    """The report as JSON has it."""
    return {
        "documents": [_document(each) for each in report.documents],
        "remarks": [{"path": each.path, "text": each.text} for each in report.remarks],
        "left": list(report.left),
        "stopped": report.stopped,
        "ended": report.ended,
    }


def _document(line: DocumentReport) -> dict[str, Any]:
    return {
        "path": line.path,
        "container": _container(line),
        "title": line.place.title,
        "outlet": line.place.outlet,
        "words": line.place.words,
        "language": line.place.language,
        "format": line.place.form,
        "same_as": line.same_as,
        "document_id": line.document_id,
        "status": line.status,
        "reason": line.reason,
        "events": line.events,
        "people": line.people,
        "published": line.published and line.published.edtf,
        "published_basis": line.basis,
    }


def _container(line: DocumentReport) -> dict[str, Any] | None:
    """Which article of which file it is, of a file that holds many."""
    if line.place.ordinal is None:
        return None
    return {"path": line.path, "inside": line.place.inside, "ordinal": line.place.ordinal}


def skipped(path: str, reason: str | None, place: Place = Place()) -> DocumentReport:
    """The report of what was left out."""
    return DocumentReport(path, None, SKIPPED, reason, 0, 0, place=place)
