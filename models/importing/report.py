"""What an import did: a line for each document, and what was not come to."""

from dataclasses import dataclass
from typing import Any

from models.dates.interval import DateInterval
from models.importing.folders import Remark

IMPORTED, UNCHANGED, SKIPPED = "imported", "unchanged", "skipped"


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """What became of one file; ``reason`` says why it was skipped, or what was not read."""

    path: str
    document_id: int | None
    status: str  # imported | unchanged | skipped
    reason: str | None
    events: int
    people: int
    published: DateInterval | None = None
    basis: str | None = None
    """How the date is known: given | stated | inferred | unknown; None of what was skipped."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, one report a file, in the order of the files."""

    documents: tuple[DocumentReport, ...]
    left: tuple[str, ...] = ()
    """Files that were not come to, as the import was stopped, or ended, before."""
    remarks: tuple[Remark, ...] = ()
    """What is to be said about folders: what could not be looked at, what is not read."""
    stopped: bool = False
    """Whether somebody stopped it before its end."""
    ended: str | None = None
    """Why it ended by itself before its end, in a sentence."""

    @property
    def total(self) -> int:
        """How many files there were to read."""
        return len(self.documents) + len(self.left)

    @property
    def undated(self) -> int:
        """How many of the documents that were read or were there have no date."""
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
        "document_id": line.document_id,
        "status": line.status,
        "reason": line.reason,
        "events": line.events,
        "people": line.people,
        "published": line.published and line.published.edtf,
        "published_basis": line.basis,
    }


def skipped(path: str, reason: str | None) -> DocumentReport:
    """The report of a file that was left out."""
    return DocumentReport(path, None, SKIPPED, reason, 0, 0)
