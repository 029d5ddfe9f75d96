"""Check a chronicle on a server, which keeps types and references right by itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from sqlalchemy.orm import Session

from models.queries.checking.findings import Findings
from models.queries.checking.reader import Reader, Row, Span
from models.schema.tables import metadata
from models.store.faults import VALUE_FAULTS
from models.store.opening import REVISIONS
from models.store.postgresql import wrongly_indexed

_TEXTS = 1_000


class ServerReader(Reader):
    """Reads through the driver alone, as a file is read."""

    GIVEN = "SELECT CAST(value AS bigint) FROM json_array_elements_text(CAST(? AS json)) AS value"
    served = True

    def __init__(self, session: Session, findings: Findings) -> None:  # no file to look at
        raw: Any = session.connection().connection.driver_connection
        self._cursor = raw.cursor()
        # As it is stored, as in a file.
        text = import_module("psycopg.types.string").TextLoader
        self._cursor.adapters.register_loader("json", text)
        self._findings = findings
        self.session = session

    def rows(self, sql: str, *values: object) -> list[Row]:
        """The rows of a query."""
        said = sql.replace("%", "%%").replace("?", "%s")
        found: list[Row] = self._cursor.execute(said, values).fetchall()
        return found

    def is_text(self, _sql: str, *_values: object) -> bool:
        """All text on a server is UTF-8."""
        return True

    @contextmanager
    def guarded(self, table: str, row: object = "", _what: str = "") -> Iterator[None]:
        """Turn what values of ours raise into a finding; what the server says ends the check."""
        try:
            yield
        except VALUE_FAULTS as fault:
            self._findings.add(table, row, "cannot be compared", type(fault).__name__)

    def spans(self, table: str, size: int) -> Iterator[Span]:
        """The first and last ids of each run of ``size`` rows, in order."""
        last = 0
        step = (
            f'SELECT max(id) FROM (SELECT id FROM "{table}" WHERE id > ? ORDER BY id LIMIT ?) '
            "AS part"
        )
        while (end := self.rows(step, last, size)[0][0]) is not None:
            yield last + 1, end
            last = end


def check_tables(reader: ServerReader, findings: Findings) -> frozenset[str]:
    """Check that each table has its columns and each index is there; returns the sound tables."""
    said = reader.rows("SELECT version_num FROM alembic_version")
    if said != [(REVISIONS[-1],)]:
        findings.add("database", "", "is not of the current version", said)
    columns = set(
        reader.rows(
            "SELECT table_name, column_name FROM information_schema.columns "
            "WHERE table_schema = current_schema()"
        )
    )
    indexes = {
        name
        for (name,) in reader.rows(
            "SELECT indexname FROM pg_indexes WHERE schemaname = current_schema()"
        )
    }
    sound = set()
    for table in metadata().sorted_tables:
        missing = [c.name for c in table.columns if (table.name, c.name) not in columns]
        if missing:
            findings.add("table", table.name, "differs from what Dateline makes", missing[0])
        else:
            sound.add(table.name)
        for index in table.indexes:
            if index.name not in indexes:
                findings.add("index", str(index.name), "is missing")
    return frozenset(sound)


def check_words(reader: ServerReader, findings: Findings) -> None:
    """Check the words in the full-text index against the texts."""
    for first, last in reader.spans("event_text", _TEXTS):
        for number in wrongly_indexed(reader.session, first, last):
            findings.add("event_text", number, "the index doesn’t fit the texts")
