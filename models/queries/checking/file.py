"""Check the file as SQLite sees it: pages, schema, references, search index."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from models.queries.checking.findings import MOST, Findings
from models.queries.checking.reader import Reader, Row
from models.schema.tables import metadata
from models.store.opening import REVISIONS
from models.store.sqlite import empty

_TABLES = {*metadata().tables, "alembic_version"}
_OURS = "name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"


def check_file(reader: Reader, findings: Findings) -> None:
    """Check that every page can be read and is in its place."""
    with reader.guarded("file"):
        for (said,) in reader.rows(f"PRAGMA integrity_check({MOST * 5})"):
            if said != "ok":
                findings.add("file", "", "is damaged", said)
    with reader.guarded("file", "", "has no version"):
        said = reader.rows("SELECT version_num FROM alembic_version")
        if said != [(REVISIONS[-1],)]:
            findings.add("file", "", "is not of the current version", said)


def check_schema(reader: Reader, findings: Findings) -> frozenset[str]:
    """Check that each table, index and trigger is as Dateline makes it.

    Returns the tables that have all their columns. Indexes and triggers are compared by their
    text, tables by their columns and keys, as an upgrade adds columns at the end.
    """
    expected = _expected()
    found = _Schema({}, {})
    with reader.guarded("file", "", "its list of tables cannot be read"):
        found = _schema(reader.rows)
    if not found.texts:
        return frozenset()
    for name, (kind, text) in expected.texts.items():
        if name not in found.texts:
            findings.add(kind, name, "is missing")
        elif found.texts[name] != (kind, text):
            findings.add(kind, name, "differs from what Dateline makes")
    for name in found.texts.keys() - expected.texts.keys():
        findings.add(found.texts[name][0], name, "was not made by Dateline")
    for name, shape in expected.shapes.items():
        if name in found.shapes and shape != found.shapes[name]:
            unlike = ", ".join(sorted({part[0] for part in shape ^ found.shapes[name]}))
            findings.add("table", name, "differs from what Dateline makes", unlike)
    return frozenset(
        name
        for name, shape in expected.shapes.items()
        if {part[0] for part in shape} <= {part[0] for part in found.shapes.get(name, ())}
    )


@dataclass(frozen=True, slots=True)
class _Schema:
    texts: dict[str, tuple[str, str]]  # kind and text by name; no text for tables
    shapes: dict[str, frozenset[tuple[Any, ...]]]  # columns and keys of ordinary tables


@cache
def _expected() -> _Schema:
    with empty() as raw:
        return _schema(lambda asked: raw.execute(asked).fetchall())


def _schema(ask: Callable[[str], list[Row]]) -> _Schema:
    listed = ask(f"SELECT name, type, sql FROM sqlite_master WHERE {_OURS}")
    ordinary = [name for name, kind, _ in listed if kind == "table" and name in _TABLES]
    return _Schema(
        {
            name: (kind, "" if kind == "table" and not _is_virtual(sql) else _plain(sql))
            for name, kind, sql in listed
        },
        {
            name: frozenset(
                [
                    *(column[1:6] for column in ask(f'PRAGMA table_info("{name}")')),
                    *((key[3], *key[2:5]) for key in ask(f'PRAGMA foreign_key_list("{name}")')),
                ]
            )
            for name in ordinary
        },
    )


def check_keys(reader: Reader, findings: Findings) -> None:
    """Check that the target of every reference exists."""
    with reader.guarded("file", "", "the references cannot be read"):
        for table, row, parent, _ in reader.rows("PRAGMA foreign_key_check"):
            findings.add(table, row, f"refers to a missing row of {parent}")


def check_search(reader: Reader) -> None:
    """Check the full-text index against the texts. SQLite locks the file for it.

    Skipped where the file is read-only.
    """
    with reader.guarded("search", "", "the index doesn’t fit the texts"):
        try:
            reader.rows(
                "INSERT INTO event_search(event_search, rank) VALUES ('integrity-check', 1)"
            )
        except sqlite3.OperationalError as fault:
            if not fault.sqlite_errorname.startswith("SQLITE_READONLY"):
                raise


def _plain(sql: str | None) -> str:
    return " ".join((sql or "").split())


def _is_virtual(sql: str | None) -> bool:
    return _plain(sql).startswith("CREATE VIRTUAL")
