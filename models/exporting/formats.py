"""The export formats, in one table for dialogs, the command line and the writers.

Nothing heavy is loaded here; a format loads its writer when something is written.
"""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from models.progress import Progress
from models.queries.filter import EventFilter, Sort

BYTE_ORDER_MARK = "\ufeff"


class Out(Protocol):
    """A text stream that must not alter line ends."""

    def write(self, text: str, /) -> object:
        """Take text as it is."""


Writer = Callable[[Any, EventFilter, Out, Sort], Generator[Progress, None, int]]


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

    def write(
        self,
        session: Any,
        wanted: EventFilter,
        out: Out,
        sort: Sort = Sort(),  # noqa: B008 - frozen
    ) -> Generator[Progress, None, int]:
        """Write all matching events in this order. Returns their number."""
        writer: Writer = getattr(import_module(self.module), self.function)
        if self.marked:
            out.write(BYTE_ORDER_MARK)
        return (yield from writer(session, wanted, out, sort))


_CHRONICLE, _TABLE = "models.exporting.chronicle", "models.exporting.table"
JSON = Format("json", ".json", "JSON, with all passages and documents", _CHRONICLE, "write_json")
EXCEL = Format(
    "csv", ".csv", "CSV for Excel and other spreadsheets", _TABLE, "write_csv", marked=True
)
CSV = Format("csv", ".csv", "CSV for programs, without a byte-order mark", _TABLE, "write_csv")

FORMATS = (JSON, EXCEL, CSV)
"""In the order in which they are offered. Of two with one suffix, a file dialog means the first
unless the other was picked, and the command line means the one without a mark.
"""
FLAGS = tuple(dict.fromkeys(each.flag for each in FORMATS))


def named(flag: str, *, marked: bool = False) -> Format | None:
    """The format with this command-line name, with or without a byte-order mark, or None."""
    return next((f for f in FORMATS if (f.flag, f.marked) == (flag, marked)), None)


def flag_of(path: Path) -> str | None:
    """The command-line name of the format that a file's ending means, or None."""
    return next((f.flag for f in FORMATS if f.suffix == path.suffix.lower()), None)


def of_file(path: Path, picked: Format) -> Format:
    """The format of a file by its ending; ``picked`` where the ending means none."""
    suffix = path.suffix.lower()
    if suffix == picked.suffix:
        return picked
    return next((each for each in FORMATS if each.suffix == suffix), picked)
