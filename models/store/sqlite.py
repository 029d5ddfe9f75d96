"""Everything that only SQLite understands: opening, pragmas, triggers and full-text search.

What ``models.store.sql`` asks for is at its end, under the same names as in the module of the other
engine.
"""

import json
import os
import sqlite3
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote_from_bytes

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    String,
    create_engine,
    event,
    text,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from models.errors import KnownError
from models.letters import plain, spelled
from models.schema.tables import metadata
from models.store.faults import Interrupted
from models.store.held import APPLICATION
from models.store.worded import AllOf, AnyOf, Expression, Quoted, Without

_MAPPED = 1 << 30
_COPIED = 5_000  # pages of a file that are copied between two ticks
_CACHE = 8192  # KiB of pages that a connection keeps
_WIDE_CACHE = 786_432  # while it alters very many; only what it needs is taken
_FEW_TEXTS, _MANY_TEXTS = 1 << 20, 8 << 20  # bytes of new index entries in memory
_WAIT = 5000  # milliseconds that a connection waits for a lock unless it is told otherwise
_PLAINLY = "dateline_plain"
_PRAGMAS = (
    "foreign_keys=ON",
    f"busy_timeout={_WAIT}",
    "synchronous=NORMAL",
    "wal_autocheckpoint=0",  # see checkpoint()
    # Pages are read where the system holds the file in memory (twice as fast for pages far apart);
    # a cache beside it, 8 MiB a connection, is for what lies beyond.
    f"cache_size=-{_CACHE}",
    f"mmap_size={_MAPPED}",
    "temp_store=MEMORY",
)
_LOG = 4 << 20  # bytes from which on the log is brought into the file
_LOOKING = 10  # seconds to look for what is wrong with a file when an answer went wrong
_WIDE = "dateline_wide"
_WRITING = "dateline_writing"
_STOPPED = "dateline_stopped"
_PATIENCE = "dateline_patience"

# The index holds no text of its own ("external content"); the triggers keep it in step.
SEARCH = (
    (
        "CREATE VIRTUAL TABLE event_search USING fts5(summary, names, passages, "
        "content='event_text', content_rowid='id', "
        "tokenize='unicode61 remove_diacritics 2', prefix='2 3')"
    ),
    (
        "CREATE TRIGGER event_text_added AFTER INSERT ON event_text BEGIN "
        "INSERT INTO event_search(rowid, summary, names, passages) "
        "VALUES (new.id, new.summary, new.names, new.passages); END"
    ),
    (
        "CREATE TRIGGER event_text_removed AFTER DELETE ON event_text BEGIN "
        "INSERT INTO event_search(event_search, rowid, summary, names, passages) "
        "VALUES ('delete', old.id, old.summary, old.names, old.passages); END"
    ),
    (
        "CREATE TRIGGER event_text_changed AFTER UPDATE ON event_text BEGIN "
        "INSERT INTO event_search(event_search, rowid, summary, names, passages) "
        "VALUES ('delete', old.id, old.summary, old.names, old.passages); "
        "INSERT INTO event_search(rowid, summary, names, passages) "
        "VALUES (new.id, new.summary, new.names, new.passages); END"
    ),
)

# ``participation.chrono`` follows its event's, however either is written.
_CHRONO = "(SELECT chrono FROM event WHERE id = new.event_id)"
_SET_CHRONO = f"UPDATE participation SET chrono = {_CHRONO} WHERE id = new.id"
COPIES = (
    (
        "CREATE TRIGGER participation_added AFTER INSERT ON participation "
        f"WHEN new.chrono IS NOT {_CHRONO} BEGIN {_SET_CHRONO}; END"
    ),
    (
        "CREATE TRIGGER participation_changed AFTER UPDATE OF event_id, chrono ON participation "
        f"WHEN new.chrono IS NOT {_CHRONO} BEGIN {_SET_CHRONO}; END"
    ),
    (
        "CREATE TRIGGER event_moved AFTER UPDATE OF chrono ON event "
        "WHEN new.chrono IS NOT old.chrono BEGIN "
        "UPDATE participation SET chrono = new.chrono WHERE event_id = new.id; END"
    ),
)

# What looks at all events in no order reads the last made of the narrowest indexes; this one has
# them in the order of their numbers, as all that hangs on them.
WALKED_LAST = (
    "DROP INDEX ix_event_import_id",
    "CREATE INDEX ix_event_import_id ON event (import_id)",
)
_VERSION = (
    "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
    "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
)


# What ``models.store.sql`` says, where {} stands for what it says it of.
GIVEN = "json_each({})"
NAMED = (
    "(SELECT json_extract(value, '$[0]') AS a, json_extract(value, '$[1]') AS b, "
    "json_extract(value, '$[2]') AS c FROM json_each({}))"
)
FOUND = "(SELECT rowid AS event_id FROM event_search WHERE event_search MATCH {})"
PLAINLY = f"{_PLAINLY}({{}})"
SMALLER, LARGER = "min({})", "max({})"
NUMBERS = String()
SIGNS_NEAR = text(
    "SELECT DISTINCT trace.sign FROM json_each(:spans) AS span CROSS JOIN trace "
    "ON trace.place BETWEEN json_extract(span.value, '$[0]') AND json_extract(span.value, '$[1]')"
)
DOCUMENTS_WITH = text(
    "SELECT value, (SELECT count(*) FROM (SELECT 1 FROM shingle WHERE hash = value LIMIT :most)) "
    "FROM json_each(:runs)"
)


def numbers(ids: Sequence[int]) -> str:
    """Numbers as one value."""
    return json.dumps(ids)


def spelled_out(statement: str) -> str:
    """A statement with ? for each value, as the driver wants it."""
    return statement


def version() -> str:
    """The version of SQLite that this Python brings: "3.40.1"."""
    return sqlite3.sqlite_version


def address(path: Path, how: str = "mode=rw") -> str:
    """The SQLite URI of a file, which by itself never creates one."""
    return f"file:{quote_from_bytes(os.fsencode(path))}?{how}"


def connect(where: str) -> sqlite3.Connection:
    """A connection, for any thread, to the file of an address."""
    return sqlite3.connect(where, uri=True, check_same_thread=False)


def open_engine(path: Path, made: Callable[[], sqlite3.Connection] | None = None) -> Engine:
    """An engine on one file: real transactions, foreign keys, a wait of 5 s for locks.

    ``made`` makes its connections; without it they are made by the file's name.
    """
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        creator=made or partial(connect, address(path)),
        pool_size=4,
        max_overflow=8,
        pool_timeout=30,
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    event.listen(engine, "checkin", _narrow)
    event.listen(engine, "before_cursor_execute", _refuse_when_stopped)
    return engine


def writing_engine(engine: Engine) -> Engine:
    """The same engine, whose transactions take the write lock when they begin.

    A transaction that reads first and then writes fails at once, without waiting, when
    somebody else wrote in between (SQLITE_BUSY_SNAPSHOT).
    """
    return engine.execution_options(**{_WRITING: True})


def hasty(engine: Engine, patience: float) -> Engine:
    """The same engine, whose transactions wait this many seconds for the write lock."""
    return engine.execution_options(**{_PATIENCE: patience})


def _prepare(raw: sqlite3.Connection, _record: object) -> None:
    raw.isolation_level = None  # the driver would begin transactions where it sees fit
    for pragma in _PRAGMAS:
        raw.execute(f"PRAGMA {pragma}")
    raw.create_function(_PLAINLY, 1, plain, deterministic=True)


def widen(session: Session) -> None:
    """Have room for what alters thousands of rows, until the scope ends.

    Each of them lies on a page of its own in every index; what finds no room is written to the log
    again and again.
    """
    connection = session.connection()
    connection.info[_WIDE] = True
    connection.exec_driver_sql(f"PRAGMA cache_size=-{_WIDE_CACHE}")


def merge_texts_later(session: Session) -> None:
    """Have the full-text index only take what is written of very many texts.

    It would merge as many of its parts with that, the largest ones at times, which takes several
    times as long; it does so as more is written after ``merge_texts_again``.
    """
    _set_up_search(session, automerge=0, hashsize=_MANY_TEXTS)


def merge_texts_again(session: Session) -> None:
    """Have the full-text index merge its parts again as it is written; a rollback does so too."""
    _set_up_search(session, automerge=4, hashsize=_FEW_TEXTS)


def _set_up_search(session: Session, **values: int) -> None:
    ask = session.connection().exec_driver_sql
    for name, value in values.items():
        ask("INSERT INTO event_search(event_search, rank) VALUES (?, ?)", (name, value))


def _narrow(raw: sqlite3.Connection | None, record: Any) -> None:
    if record.info.pop(_WIDE, False) and raw is not None:
        raw.execute(f"PRAGMA cache_size=-{_CACHE}")
        raw.execute("PRAGMA shrink_memory")


def _begin(connection: Connection) -> None:
    connection.info.pop(_STOPPED, None)
    options = connection.get_execution_options()
    begin = "BEGIN IMMEDIATE" if options.get(_WRITING, False) else "BEGIN"
    patience = options.get(_PATIENCE)
    if patience is None:
        connection.exec_driver_sql(begin)
        return
    connection.exec_driver_sql(f"PRAGMA busy_timeout={int(1000 * patience)}")
    try:
        connection.exec_driver_sql(begin)
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={_WAIT}")


def _refuse_when_stopped(connection: Connection, *_: object) -> None:
    if _STOPPED in connection.info:
        raise Interrupted("The query was stopped.")


def hold(engine: Engine, number: int) -> None:
    """Open this many connections ahead, for the next callers."""
    for each in [engine.raw_connection() for _ in range(number)]:
        each.close()


def data_version(raw: sqlite3.Connection) -> int:
    """A number that changes whenever another connection commits."""
    return int(raw.execute("PRAGMA data_version").fetchone()[0])


_HELD = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL)


def empty_log(engine: Engine) -> None:
    """Move the log into the file unless somebody is using it; never waits."""
    raw = engine.raw_connection()
    cursor = raw.cursor()
    (patience,) = cursor.execute("PRAGMA busy_timeout").fetchone()
    try:
        cursor.execute("PRAGMA busy_timeout=0")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    except sqlite3.OperationalError as fault:
        if fault.sqlite_errorcode not in _HELD:
            raise
    finally:
        cursor.execute(f"PRAGMA busy_timeout={patience}")
        cursor.close()
        raw.close()


def checkpoint(engine: Engine, path: Path) -> None:
    """Move the log into the file when it has grown and nobody is writing.

    SQLite itself would do so after any commit, beside others that write. Before 3.51.3 (3.50.7,
    3.44.6), if one of them begins the log anew in that very moment, pages of it are lost for good.
    So it is done while the lock to write is held, by which nobody can.
    """
    with suppress(OSError, DBAPIError, sqlite3.Error, KnownError):
        if Path(f"{path}-wal").stat().st_size < _LOG:
            return
        writer = hasty(writing_engine(engine), 0)
        with writer.connect() as lock, lock.begin(), closing(engine.raw_connection()) as other:
            cursor = other.cursor()  # no checkpoint goes on inside a transaction, its own included
            cursor.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
            cursor.close()


def first_fault(connection: Connection) -> str | None:
    """A fault that SQLite finds in the file within a few seconds, or None."""
    raw = connection.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    until = time.monotonic() + _LOOKING
    raw.set_progress_handler(lambda: time.monotonic() > until, 10_000)
    try:
        said = str(raw.execute("PRAGMA integrity_check(1)").fetchone()[0])
    except sqlite3.OperationalError as fault:
        if fault.sqlite_errorname != "SQLITE_INTERRUPT":
            raise
        return None
    finally:
        raw.set_progress_handler(None, 0)
    return None if said == "ok" else said


def let_go(engine: Engine) -> None:
    """Unmap the file from every connection that nobody uses; the next question maps it again.

    Each page it has looked at counts as the process's memory otherwise, though the system could
    take it back at any time.
    """
    pool = engine.pool
    assert isinstance(pool, QueuePool)
    taken = [engine.raw_connection() for _ in range(pool.checkedin())]
    for each in taken:
        cursor = each.cursor()
        cursor.execute("PRAGMA mmap_size=0")
        cursor.execute(f"PRAGMA mmap_size={_MAPPED}")
        cursor.close()
        each.close()


def use_log(path: Path) -> None:
    """Switch a file to write-ahead logging, which it remembers: readers never wait.

    It stays as it is where the file system has no shared memory for that.
    """
    with closing(connect(address(path))) as raw:
        raw.execute("PRAGMA journal_mode=WAL")


def is_whole(path: Path) -> bool:
    """Whether a file that nobody has open has all its pages, each intact."""
    with closing(sqlite3.connect(path)) as raw:
        try:
            said = raw.execute("PRAGMA integrity_check").fetchone()
            pages = raw.execute("PRAGMA page_count").fetchone()
            size = raw.execute("PRAGMA page_size").fetchone()
        except sqlite3.DatabaseError as fault:
            if fault.sqlite_errorname.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
                return False
            raise
    return bool(said[0] == "ok" and pages[0] * size[0] == path.stat().st_size)


def build(connection: Connection) -> None:
    """Create everything in an empty chronicle of the current version."""
    mark(connection)
    metadata().create_all(connection)
    for statement in (*SEARCH, *COPIES, *WALKED_LAST, _VERSION):
        connection.exec_driver_sql(statement)


@contextmanager
def empty() -> Iterator[sqlite3.Connection]:
    """Yield an empty chronicle of today's version, in memory."""
    engine = create_engine("sqlite://")
    try:
        with engine.begin() as connection:
            build(connection)
            raw = connection.connection.driver_connection
            assert isinstance(raw, sqlite3.Connection)
            yield raw
    finally:
        engine.dispose()


def mark(connection: Connection) -> None:
    """Write into the file's header that it is a chronicle."""
    connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION}")


def require_search() -> None:
    """Raise KnownError where SQLite was built without full-text search."""
    raw = sqlite3.connect(":memory:")
    try:
        raw.execute("CREATE VIRTUAL TABLE probe USING fts5(words)")
    except sqlite3.OperationalError as fault:
        raise KnownError(
            "This Python’s SQLite has no full-text search (FTS5); use a Python from "
            "python.org or your system."
        ) from fault
    finally:
        raw.close()


def copy_to(session: Session, target: Path) -> None:
    """Copy the chronicle that this session reads to a file of another name."""
    raw: Any = session.connection().connection.driver_connection
    with closing(sqlite3.connect(target)) as new:
        raw.backup(new)


def copy_file(
    source: Path, target: Path, told: Callable[[int, int], None] = lambda *_: None
) -> None:
    """Copy a chronicle as it is now, including its log.

    ``told`` hears how many pages of how many are copied.
    """
    with closing(connect(address(source))) as old, closing(sqlite3.connect(target)) as new:
        old.backup(
            new,
            pages=_COPIED,
            progress=lambda _, left, total: told(total - left, total),
            sleep=0,
        )


def interrupter(session: Session) -> Callable[[], None]:
    """A function for another thread to stop the query this session is running.

    SQLite only stops a running statement, so a request between two is remembered.
    """
    connection = session.connection()
    raw: Any = connection.connection.driver_connection
    noted = connection.info

    def stop() -> None:
        noted[_STOPPED] = True
        raw.interrupt()

    return stop


def expression(asked: Expression) -> str:
    """What the full-text index is asked, as FTS5 spells it: safe for any content."""
    match asked:
        case Quoted(text, prefix):
            plain = spelled(text).replace('"', '""').replace("\0", " ")
            return f'"{plain}"*' if prefix else f'"{plain}"'
        case AllOf(parts):
            return f"({' AND '.join(map(expression, parts))})"
        case AnyOf(parts):
            return f"({' OR '.join(map(expression, parts))})"
        case Without(wanted, refused):
            return f"({expression(wanted)} NOT {expression(refused)})"


def indexed(session: Session, begun: str, after: str) -> Generator[tuple[str, int], None, None]:
    """The words of the full-text index with this beginning, and their numbers of events.

    ``after``: only those that continue with this character or a later one.
    """
    ask = session.connection().exec_driver_sql
    ask(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_words "
        "USING fts5vocab('main', 'event_search', 'row')"
    )
    found = ask(
        "SELECT term, doc FROM temp.search_words WHERE term >= ? AND term < ?",
        (begun + after, begun + "\U0010ffff"),
    )
    try:
        yield from ((term, number) for term, number in found)
    finally:
        found.close()


def defer_references(session: Session) -> None:
    """Have references checked when the scope ends, so that rows can come in any order."""
    session.connection().exec_driver_sql("PRAGMA defer_foreign_keys=ON")


def last_numbers(session: Session) -> dict[str, int]:
    """The last number that was given in each table that gives none twice."""
    asked = "SELECT name, seq FROM sqlite_sequence"
    return {row[0]: row[1] for row in session.connection().exec_driver_sql(asked)}


def go_on_from(session: Session, numbers: Mapping[str, int]) -> None:
    """Give no number again that was given elsewhere."""
    ask = session.connection().exec_driver_sql
    for name, number in numbers.items():
        if metadata().tables[name].dialect_options["sqlite"]["autoincrement"]:
            ask("DELETE FROM sqlite_sequence WHERE name = ?", (name,))
            ask("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (name, number))
