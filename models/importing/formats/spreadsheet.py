"""Tables as text (.csv, .tsv): each row that has a text, as an article."""

import csv
from collections.abc import Iterator
from io import StringIO

from models.errors import KnownError
from models.importing.formats.article import Article, File
from models.importing.formats.decoding import text_of
from models.importing.formats.records import article_of, columns_of

_SAMPLE = 200  # rows by which the columns are told


def articles(file: File) -> Iterator[Article]:
    """Every row; a KnownError where no column holds texts."""
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
    names = rows[0]
    whole = [row for row in rows[1:] if len(row) == len(names)]
    columns = columns_of(names, whole[:_SAMPLE])
    if "text" not in columns and "abstract" not in columns:
        raise KnownError(f"{file.name} has no column of texts; name that column “text”.")
    for row in rows[1:]:
        record = {field: row[at] for field, at in columns.items() if at < len(row)}
        if any(record.values()):
            yield article_of(record)
