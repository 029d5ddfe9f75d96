"""Tables (.csv, .tsv, .xlsx, .ods): each row that has a text, as an article.

Where no column has texts but one has addresses, they are a list of links.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import StringIO

from models.errors import KnownError
from models.importing.formats.article import Article, Columns, File
from models.importing.formats.decoding import text_of
from models.importing.formats.records import article_of, columns_of
from models.importing.sheets.columns import propose
from models.importing.sheets.files import is_packed, sheets

_SAMPLE = 200  # rows by which the columns are told
_SHOWN = 5  # rows that are shown when columns are chosen
_LONGEST = 200  # characters of a cell that are shown


@dataclass(frozen=True, slots=True)
class Head:
    """The beginning of a table: its headings, its first rows, and what its columns seem to hold."""

    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    columns: Columns


def articles(file: File) -> Iterator[Article]:
    """Every row; a KnownError where no column holds texts."""
    names, rows = _table(file)
    columns = dict(file.columns) or _columns(names, rows)
    if not file.columns and is_chronology(file):
        raise KnownError(
            f"{file.name} is a chronology, not a table of articles; take it in as one with "
            "“As a chronology…”, or with “dateline sheet import”. In a table of articles, name the "
            "column of texts “text”."
        )
    link = "text" not in columns and "abstract" not in columns
    if link and "url" not in columns:
        raise KnownError(f"{file.name} has no column of texts; name that column “text”.")
    for row in rows:
        record = {field: row[at] for field, at in columns.items() if at < len(row)}
        if any(record.values()):
            yield replace(article_of(record), link=link)


def head(file: File) -> Head:
    """What to show of a table to somebody who says what its columns hold."""
    names, rows = _table(file)
    shown = tuple(tuple(cell[:_LONGEST] for cell in row) for row in rows[:_SHOWN])
    return Head(tuple(names), shown, tuple(_columns(names, rows).items()))


def is_chronology(file: File) -> bool:
    """Whether the rows of a table seem to be events rather than articles."""
    found = sheets(file.name, file.data)
    layout = propose(found)
    if not layout.whole or not layout.of("date"):
        return False
    cells = found[layout.sheet].rows[layout.heading] if layout.heading >= 0 else ()
    named = columns_of([cell.text for cell in cells], [])
    listed = "title" in named and ("url" in named or "abstract" in named)
    return "text" not in named and not listed


def _table(file: File) -> tuple[list[str], list[list[str]]]:
    """The headings and the rows below them."""
    if is_packed(file.data):
        found = max(sheets(file.name, file.data), key=lambda each: len(each.rows))
        lines = [[cell.text for cell in row] for row in found.rows if row]
        wide = max(map(len, lines), default=0)
        lines = [line + [""] * (wide - len(line)) for line in lines]
        if len(lines) < 2:
            raise KnownError(f"{file.name} has no rows below its headings.")
        return lines[0], lines[1:]
    text = text_of(file.name, file.data)
    csv.field_size_limit(2**27)
    first = text.partition("\n")[0]
    separator = max("\t;,|", key=first.count)
    try:
        rows = [row for row in csv.reader(StringIO(text, newline=""), delimiter=separator) if row]
    except csv.Error as fault:
        raise KnownError(f"{file.name} isn’t a table that can be read; save it as CSV.") from fault
    if len(rows) < 2:
        raise KnownError(f"{file.name} has no rows below its headings.")
    return rows[0], rows[1:]


def _columns(names: list[str], rows: list[list[str]]) -> dict[str, int]:
    return columns_of(names, [row for row in rows if len(row) == len(names)][:_SAMPLE])
