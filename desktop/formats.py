"""Every format to export to: those of the models, and those that need Qt."""

from pathlib import Path

from models.exporting import formats
from models.exporting.formats import BY, EXCEL, JSON, USUAL, Format, Wishes, flags, named, of_file

__all__ = [
    "BY", "EXCEL", "FLAGS", "FORMATS", "JSON", "USUAL", "Format", "Wishes", "named_format",
    "of_path",
]  # fmt: skip

PDF = Format(
    "pdf", ".pdf", "PDF report, with notes at the end", "desktop.printing", "write_pdf",
    binary=True, report=True,
)  # fmt: skip
_AFTER = 2  # beside the other reports
FORMATS = (*formats.FORMATS[:_AFTER], PDF, *formats.FORMATS[_AFTER:])
"""In the order in which they are offered."""
FLAGS = flags(FORMATS)


def named_format(flag: str, *, marked: bool = False) -> Format | None:
    """The format with this command-line name, with or without a byte-order mark, or None."""
    return named(flag, marked=marked, among=FORMATS)


def of_path(path: str, picked: Format | None = None) -> Format | None:
    """The format that a path's ending means; ``picked`` where the ending means none."""
    return of_file(Path(path), picked, FORMATS)
