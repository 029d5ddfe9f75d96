"""Check the user's work: imports and edits that can be undone, tags, notes, saved filters."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from models.errors import KnownError
from models.queries.checking.findings import Findings
from models.queries.checking.reader import Reader
from models.queries.search import parse_query
from models.schema.keys import fold
from models.schema.packed import unpack
from models.schema.tables import metadata

_SPAN = 100
# A row of a table, the column that must hold something, and what is wrong where it does not.
_BLANK = {
    "step": ("label", "has no name"),
    "document": ("path", "has no file name"),
    "event": ("summary", "has no summary"),
    "actor": ("name", "has no name"),
    "tag": ("name", "has no name"),
    "named_filter": ("name", "has no name"),
    "watched_folder": ("path", "has no folder"),
}


def check_work(reader: Reader, findings: Findings) -> Iterator[int]:
    """Check all that was done. Yields the number of rows checked."""
    for table, (column, what) in _BLANK.items():
        with reader.guarded(table):
            for (row,) in reader.rows(f'SELECT id FROM "{table}" WHERE trim("{column}") = \'\''):
                findings.add(table, row, what)
    for table in ("step", "import_batch", "note", "reading"):
        with reader.guarded(table):
            for row, at in reader.rows(f'SELECT id, at FROM "{table}"'):
                if not _is_moment(at):
                    findings.add(table, row, "has no valid time")
    with reader.guarded("step"):
        asked = "SELECT id, undone_at FROM step WHERE undone_at IS NOT NULL"
        for row, at in reader.rows(asked):
            if not _is_moment(at):
                findings.add("step", row, "has no valid time of its undoing")
    with reader.guarded("named_filter"):
        for row, name, key, *line in reader.rows(
            "SELECT id, name, name_key, line, language FROM named_filter"
        ):
            if key != (fold(name) or name):
                findings.add("named_filter", row, "cannot be found by its name")
            if not _is_query(*line):
                findings.add("named_filter", row, "its line cannot be read")
    with reader.guarded("tag"):
        for row, name, key in reader.rows('SELECT id, name, "key" FROM tag'):
            if key != (fold(name) or name):
                findings.add("tag", row, "cannot be found by its name")
    with reader.guarded("note"):
        asked = "SELECT id FROM note WHERE coalesce(event_id, document_id, actor_id) IS NULL"
        for (row,) in reader.rows(asked):
            findings.add("note", row, "is attached to nothing")
    yield _SPAN
    yield from _check_steps(reader, findings)


def _check_steps(reader: Reader, findings: Findings) -> Iterator[int]:
    for table, what, condition in _IMPORTS:
        with reader.guarded(table):
            for (row,) in reader.rows(f"SELECT id FROM {table} WHERE {condition}"):
                findings.add(table, row, what)
    columns = {table.name: {column.name for column in table.columns}
               for table in metadata().sorted_tables}  # fmt: skip
    for first, last in reader.spans("step", _SPAN):
        with reader.guarded("step", "", f"steps {first} to {last}"):
            for (row,) in reader.rows("SELECT id FROM step WHERE id BETWEEN ? AND ?", first, last):
                asked = "SELECT data, moved FROM step WHERE id = ?"
                data, moved = reader.rows(asked, row)[0]
                if moved is not None and not _are_numbers(moved):
                    findings.add("step", row, "whom it changed in events cannot be read")
                if not _are_changes(data, columns):
                    findings.add("step", row, "cannot be undone: its record cannot be read")
        yield _SPAN


_IMPORTS = (
    (
        "import_batch",
        "cannot be undone: there is no record of it",
        "1 <> (SELECT count(*) FROM step WHERE step.import_id = import_batch.id)",
    ),
    (
        "document",
        "belongs to an import that was undone",
        "import_id IN (SELECT import_id FROM step WHERE undone_at IS NOT NULL)",
    ),
    (
        "step",
        "isn’t linked to its import",
        "(verb = 'import') <> (import_id IS NOT NULL)",
    ),
    (
        "decision",
        "refers to nothing",
        "NOT EXISTS (SELECT 1 FROM decision_anchor WHERE decision_id = decision.id)",
    ),
    (
        "decision_anchor",
        "refers to a telling but is of another kind",
        "telling_id IS NOT NULL AND kind <> 'telling'",
    ),
    (
        "decision_anchor",
        "lacks what it is found by",
        "(kind = 'name') <> (sha256 IS NULL AND uid IS NULL)",
    ),
)


def _is_moment(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def _is_query(line: str, language: int) -> bool:
    try:
        parse_query(line, language)
    except KnownError:
        return False
    return True


def _are_changes(data: bytes, columns: dict[str, set[str]]) -> bool:
    """Whether something is a list of rows of ours, each before and after."""
    try:
        return all(
            isinstance(row, int)
            and (before is not None or after is not None)
            and all(_is_row(values, row, columns[table]) for values in (before, after))
            for table, row, before, after in unpack(data)
        )
    except (ValueError, TypeError, KeyError):
        return False


def _are_numbers(data: bytes) -> bool:
    """Whether something is lists of numbers, each under a number."""
    try:
        return all(
            name.isdecimal() and all(isinstance(each, int) for each in numbers)
            for name, numbers in unpack(data).items()
        )
    except (ValueError, TypeError, AttributeError):
        return False


def _is_row(values: dict[str, Any] | None, row: int, columns: set[str]) -> bool:
    return values is None or (values.keys() <= columns and values.get("id", row) == row)
