"""The export formats, in one table for dialogs, the command line and the writers.

Nothing heavy is loaded here; a format loads its writer when something is written.
"""

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO, Protocol, cast

from models.errors import KnownError
from models.progress import Progress
from models.queries.filter import EventFilter, Sort

BYTE_ORDER_MARK = "\ufeff"


class Out(Protocol):
    """A text stream that must not alter line ends."""

    def write(self, text: str, /) -> object:
        """Take text as it is."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """How somebody wants a report; other formats have no choice."""

    by: str = "date"
    """What its headings are: date, tag or actor."""
    quotes: bool = True
    """Whether it gives the passages."""
    template: str = ""
    """The text of a template of somebody's own; empty: ours."""


BY = ("date", "tag", "actor")
USUAL = Wishes()
Writer = Callable[..., Generator[Progress, None, int]]
LACKS: Mapping[str, str] = {
    "csv": "Left out: all but the first passage of each event, claims, and the texts.",
    "xlsx": "Left out: all but the first passage of each event, claims, and the texts of the "
    "articles. Days before 1900 stand as text, as Excel has no dates before that year.",
    "ics": "Left out: events without a first and a last day.",
    "timelinejs": "Left out: events without a date, claims, and who took part.",
    "gexf": "Left out: what happened, and pairs from events with more than 40 participants.",
    "ftm": "Left out: claims, denials, and the roles of participants.",
    "json1": "Left out: what each article says of an event, tags, notes and decisions.",
    "docx": "Left out: rejected events, tags and notes.",
    "pack": "Left out: the original files; their texts are included.",
}
"""What each format cannot say, by its name."""
LACKS = {**LACKS, **dict.fromkeys(("pdf", "html", "md"), LACKS["docx"])}


@dataclass(frozen=True, slots=True)
class Format:
    """One format: its name on the command line, its suffix, its words in a file dialog."""

    flag: str
    suffix: str
    words: str
    module: str
    function: str
    marked: bool = False
    """Whether the file begins with a byte-order mark, which old spreadsheets need to see UTF-8."""
    binary: bool = False
    """Whether it is written to a stream of bytes, which can be sought in."""
    report: bool = False
    """Whether somebody can have wishes for it."""
    templates: bool = False
    """Whether somebody can have a template for it."""

    @property
    def lacks(self) -> str:
        """What it cannot say, in a sentence; empty: it says everything."""
        return LACKS.get(self.flag, "")

    def write(
        self,
        session: Any,
        wanted: EventFilter,
        out: Out | BinaryIO,
        sort: Sort = Sort(),  # noqa: B008 - frozen
        wishes: Wishes = USUAL,
    ) -> Generator[Progress, None, int]:
        """Write all matching events in this order. Returns their number.

        ``out`` is a stream of bytes where the format is ``binary``, else one of text. A KnownError
        where the format cannot do what is wished.
        """
        self.allow(wishes)
        writer: Writer = getattr(import_module(self.module), self.function)
        if self.marked:
            cast("Out", out).write(BYTE_ORDER_MARK)
        if self.report:
            return (yield from writer(session, wanted, out, sort, wishes))
        return (yield from writer(session, wanted, out, sort))

    def allow(self, wishes: Wishes) -> None:
        """Raise a KnownError where the format cannot do what is wished."""
        if wishes.template and not self.templates:
            raise KnownError(f"{self.flag} has no template; use one with html or md.")
        if wishes != USUAL and not self.report:
            raise KnownError(f"{self.flag} isn’t a report, so it has no headings to choose.")


_EXPORTING = "models.exporting"
_CHRONICLE, _TABLE = f"{_EXPORTING}.chronicle", f"{_EXPORTING}.table"
_REPORT = f"{_EXPORTING}.report"
JSON = Format("json", ".json", "JSON, with all passages and documents", _CHRONICLE, "write_json")
EXCEL = Format(
    "csv", ".csv", "CSV for Excel and other spreadsheets", _TABLE, "write_csv", marked=True
)
CSV = Format("csv", ".csv", "CSV for programs, without a byte-order mark", _TABLE, "write_csv")

FORMATS = (
    JSON,
    Format("docx", ".docx", "Word report, with a footnote for every passage", f"{_REPORT}.word",
           "write_word", binary=True, report=True),
    Format("html", ".html", "Web page, one file for any browser", f"{_REPORT}.page", "write_page",
           report=True, templates=True),
    Format("md", ".md", "Markdown report", f"{_REPORT}.markdown", "write_markdown",
           report=True, templates=True),
    Format("xlsx", ".xlsx", "Excel workbook", f"{_EXPORTING}.workbook", "write_workbook",
           binary=True),
    EXCEL,
    CSV,
    Format("ics", ".ics", "Calendar", f"{_EXPORTING}.calendar", "write_calendar"),
    Format("pack", ".zip", "Evidence pack: report, texts and passages with hashes",
           f"{_EXPORTING}.pack", "write_pack", binary=True),
    Format("timelinejs", ".timeline.json", "TimelineJS data", f"{_EXPORTING}.slides",
           "write_slides"),
    Format("gexf", ".gexf", "Network of people (GEXF)", f"{_EXPORTING}.network", "write_network"),
    Format("ftm", ".ftm.jsonl", "FollowTheMoney entities", f"{_EXPORTING}.entities",
           "write_entities"),
    Format("json1", ".v1.json", "JSON, version 1", f"{_EXPORTING}.earlier", "write_json1"),
)  # fmt: skip
"""In the order in which they are offered. Of two with one suffix, a file dialog means the first
unless the other was picked, and the command line means the one without a mark.
"""


def flags(among: Sequence[Format] = FORMATS) -> tuple[str, ...]:
    """The names of the formats on the command line, each once."""
    return tuple(dict.fromkeys(each.flag for each in among))


def named(flag: str, *, marked: bool = False, among: Sequence[Format] = FORMATS) -> Format | None:
    """The format with this command-line name, with or without a byte-order mark, or None."""
    return next((f for f in among if (f.flag, f.marked) == (flag, marked)), None)


def of_file(
    path: Path, picked: Format | None = None, among: Sequence[Format] = FORMATS
) -> Format | None:
    """The format that a file's ending means: ``picked`` if that is its ending or it has none.

    Of several, the one with the longest ending, the first of those.
    """
    name = path.name.lower()
    if picked is not None and name.endswith(picked.suffix):
        return picked
    found = [each for each in among if name.endswith(each.suffix)]
    return max(found, key=lambda each: len(each.suffix), default=picked)
