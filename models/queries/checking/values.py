"""Check each column: its type, readable text, known values."""

from collections.abc import Iterator

from sqlalchemy import Table

from models.queries.checking.findings import Findings
from models.queries.checking.reader import Reader
from models.schema.tables import table
from models.store.rules import misfits, stored_type

_SPAN = 2000


def check_values(reader: Reader, findings: Findings, name: str) -> Iterator[int]:
    """Check every value of a table. Yields the number of rows checked."""
    kind = table(name)
    asked, words = misfits(kind, "id BETWEEN ? AND ?", typed=reader.served)
    if not words:
        return
    where = f'FROM "{name}" WHERE id BETWEEN ? AND ?'
    texts = ", ".join(f'"{c.name}"' for c in kind.columns if stored_type(c) == "text") or "id"
    for first, last in reader.spans(name, _SPAN):
        with reader.guarded(name, "", f"rows {first} to {last} cannot be read"):
            for row, *holds in reader.rows(asked, first, last):
                for what, true in zip(words, holds, strict=True):
                    if true:
                        findings.add(name, row, what)
            if not reader.is_text(f"SELECT {texts} {where}", first, last):
                _find_unreadable(reader, findings, kind, where, first, last)
        yield _SPAN


def _find_unreadable(
    reader: Reader, findings: Findings, kind: Table, where: str, first: int, last: int
) -> None:
    """Find the values among these rows whose text isn't UTF-8."""
    names = [column.name for column in kind.columns if stored_type(column) == "text"]
    listed = ", ".join(f'"{name}"' for name in names)
    for row, *values in reader.bytes(f"SELECT id, {listed} {where}", first, last):
        for name, value in zip(names, values, strict=True):
            if isinstance(value, bytes) and not _is_utf8(value):
                findings.add(kind.name, row, f"{name} is not readable text")


def _is_utf8(value: bytes) -> bool:
    try:
        value.decode()
    except UnicodeDecodeError:
        return False
    return True
