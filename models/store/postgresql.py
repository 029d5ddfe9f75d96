"""Everything that only PostgreSQL understands: connections, triggers and full-text search.

What ``models.store.sql`` asks for is at its end, under the same names as in the module of the other
engine. The words of a text are cut and folded by ``models.letters``, never by the server, so that
both engines find the same.
"""

import sys
import unicodedata
from collections.abc import Callable, Generator, Mapping, Sequence
from importlib import import_module
from selectors import EVENT_READ, DefaultSelector
from typing import Any

from sqlalchemy import (
    ARRAY,
    URL,
    BigInteger,
    Connection,
    Engine,
    create_engine,
    event,
    text,
)
from sqlalchemy.orm import Session

from models.letters import plain, words
from models.schema.tables import metadata
from models.store.faults import Interrupted
from models.store.worded import AllOf, AnyOf, Expression, Quoted, Without

LOCK = 0x4454_4C4E  # "DTLN": whoever holds this lock of the database writes
CHANNEL = "dateline"
_WAIT = 5.0  # seconds that a writer waits for the others unless it is told otherwise
_WRITING = "dateline_writing"
_STOPPED = "dateline_stopped"
_PATIENCE = "dateline_patience"
_AT_ONCE = 2_000  # texts whose words are put into the index at once
_PLACES = 16_383  # of a word in a text that the index can tell apart
_LONGEST = 400  # letters of a word that are kept
_MOST = 50_000  # words of a text that are kept
_SETTINGS = {
    "application_name": "Dateline",
    "client_encoding": "UTF8",
    "connect_timeout": 10,
    # Plans depend on the values asked for, and are made in less time than code for them.
    "options": "-c jit=off -c plan_cache_mode=force_custom_plan -c timezone=UTC",
}

# What stands beside the tables that both engines have.
_BESIDE = """
-- The one row says that the database is a chronicle, and how often something was stored.
CREATE TABLE chronicle (id integer PRIMARY KEY CHECK (id = 1), changes bigint NOT NULL);
INSERT INTO chronicle VALUES (1, 0);
CREATE TABLE alembic_version (
    version_num varchar(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- participation.chrono follows its event's, however either is written.
CREATE FUNCTION dateline_chrono() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    NEW.chrono := coalesce((SELECT chrono FROM event WHERE id = NEW.event_id), NEW.chrono);
    RETURN NEW;
END $$;
CREATE TRIGGER participation_written BEFORE INSERT OR UPDATE OF event_id, chrono
    ON participation FOR EACH ROW EXECUTE FUNCTION dateline_chrono();
CREATE FUNCTION dateline_moved() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    UPDATE participation SET chrono = NEW.chrono WHERE event_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER event_moved AFTER UPDATE OF chrono ON event FOR EACH ROW
    WHEN (NEW.chrono IS DISTINCT FROM OLD.chrono) EXECUTE FUNCTION dateline_moved();

-- The words of an event's texts, where settle() has put them; NULL until then.
ALTER TABLE event_text ADD COLUMN words tsvector;
CREATE INDEX ix_event_text_words ON event_text USING gin (words);
CREATE INDEX ix_event_text_unsettled ON event_text (id) WHERE words IS NULL;
CREATE FUNCTION dateline_unsettle() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    NEW.words := NULL;
    RETURN NEW;
END $$;
CREATE TRIGGER event_text_changed BEFORE UPDATE ON event_text FOR EACH ROW
    WHEN ((OLD.summary, OLD.names, OLD.passages)
        IS DISTINCT FROM (NEW.summary, NEW.names, NEW.passages))
    EXECUTE FUNCTION dateline_unsettle();

-- How many events have each word: what is typed otherwise than it is written is found by it.
CREATE TABLE search_word (word text COLLATE "C" PRIMARY KEY, events bigint NOT NULL);
CREATE FUNCTION dateline_count_words() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO search_word AS known (word, events)
    SELECT lexeme, sum(number) FROM (
        SELECT lexeme, 1 AS number FROM come, unnest(come.words)
        UNION ALL
        SELECT lexeme, -1 FROM gone, unnest(gone.words)
    ) AS each GROUP BY lexeme HAVING sum(number) <> 0
    ON CONFLICT (word) DO UPDATE SET events = known.events + excluded.events;
    RETURN NULL;
END $$;
CREATE FUNCTION dateline_uncount_words() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    UPDATE search_word AS known SET events = known.events - less.number FROM (
        SELECT lexeme, count(*) AS number FROM gone, unnest(gone.words) GROUP BY lexeme
    ) AS less WHERE known.word = less.lexeme;
    RETURN NULL;
END $$;
CREATE TRIGGER event_text_settled AFTER UPDATE ON event_text
    REFERENCING OLD TABLE AS gone NEW TABLE AS come
    FOR EACH STATEMENT EXECUTE FUNCTION dateline_count_words();
CREATE TRIGGER event_text_removed AFTER DELETE ON event_text
    REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION dateline_uncount_words();
"""

# Rows that are brought from elsewhere come in the order of their tables.
_DEFERRABLE = """
DO $$ DECLARE reference record; BEGIN
    FOR reference IN SELECT conrelid, conname FROM pg_constraint
        WHERE contype = 'f' AND connamespace = current_schema()::regnamespace
    LOOP
        EXECUTE 'ALTER TABLE ' || reference.conrelid::regclass || ' ALTER CONSTRAINT '
            || quote_ident(reference.conname) || ' DEFERRABLE INITIALLY IMMEDIATE';
    END LOOP;
END $$
"""
_SEQUENCES = (
    "SELECT c.relname, pg_get_serial_sequence(quote_ident(c.relname), 'id') FROM pg_class c "
    "WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND "
    "EXISTS (SELECT FROM pg_attribute WHERE attrelid = c.oid AND attname = 'id')"
)

# What ``models.store.sql`` says, where {} stands for what it says it of.
GIVEN = "(SELECT unnest({}) AS value)"
NAMED = (
    "(SELECT CAST(each.value->>0 AS bigint) AS a, each.value->>1 AS b, each.value->>2 AS c "
    "FROM json_array_elements(CAST({} AS json)) AS each(value))"
)
FOUND = "(SELECT id AS event_id FROM event_text WHERE words @@ CAST({} AS tsquery))"
PLAINLY = "dateline_plain({})"
SMALLER, LARGER = "least({})", "greatest({})"
NUMBERS = ARRAY(BigInteger)
SIGNS_NEAR = text(
    "SELECT DISTINCT near.sign FROM json_array_elements(CAST(:spans AS json)) AS span(value) "
    "CROSS JOIN LATERAL (SELECT trace.sign FROM trace WHERE trace.place BETWEEN "
    "CAST(span.value->>0 AS bigint) AND CAST(span.value->>1 AS bigint)) AS near"
)
DOCUMENTS_WITH = text(
    "SELECT run.value, (SELECT count(*) FROM (SELECT 1 FROM shingle "
    "WHERE hash = run.value LIMIT :most) AS few) "
    "FROM (SELECT CAST(value AS bigint) AS value FROM "
    "json_array_elements_text(CAST(:runs AS json))) AS run"
)


def open_engine(address: URL) -> Engine:
    """An engine on a server's database, each of whose scopes sees one state of it."""
    engine = create_engine(
        address,
        connect_args=_SETTINGS,
        pool_size=4,
        max_overflow=8,
        pool_timeout=30,
        pool_pre_ping=True,  # the server may have been started anew
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    event.listen(engine, "before_cursor_execute", _refuse_when_stopped)
    return engine


def writing_engine(engine: Engine, patience: float = _WAIT) -> Engine:
    """The same engine, whose transactions wait their turn to write, one after the other.

    As a file has one writer at a time, so has a database: what is composed by one writer is never
    changed under its hands, and two of them never wait for each other.
    """
    return engine.execution_options(**{_WRITING: True, _PATIENCE: patience})


def _prepare(raw: Any, _record: object) -> None:
    """No text that is stored holds a NUL, and what is asked with one is asked without it."""
    dumper = import_module("psycopg.types.string").StrDumper

    class Plain(dumper):  # type: ignore[misc, valid-type]
        def dump(self, obj: str) -> Any:
            return super().dump(obj.replace("\0", "\ufffd") if "\0" in obj else obj)

    raw.adapters.register_dumper(str, Plain)


def _begin(connection: Connection) -> None:
    connection.info.pop(_STOPPED, None)
    options = connection.get_execution_options()
    if not options.get(_WRITING, False):
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        return
    wait = max(1, int(1000 * options[_PATIENCE]))
    # Every statement sees what was stored before the lock was got.
    connection.exec_driver_sql(
        "SET TRANSACTION ISOLATION LEVEL READ COMMITTED, READ WRITE; "
        f"SET LOCAL lock_timeout = {wait}; SELECT pg_advisory_xact_lock({LOCK})"
    )


def _refuse_when_stopped(connection: Connection, *_: object) -> None:
    if _STOPPED in connection.info:
        raise Interrupted("The query was stopped.")


def build(connection: Connection) -> None:
    """Create everything in an empty database, as of the current version."""
    metadata().create_all(connection)
    connection.exec_driver_sql(_BESIDE)
    connection.exec_driver_sql(_DEFERRABLE)
    connection.exec_driver_sql(_plain_function())


def _plain_function() -> str:
    """``letters.plain`` as the server is told it: what becomes of each letter."""
    single: dict[str, str] = {}
    several: dict[str, str] = {}
    gone: list[str] = []
    for code in range(0x20, sys.maxunicode + 1):
        if 0xD800 <= code < 0xE000:
            continue
        letter = chr(code)
        bare = plain(letter)
        if bare == letter or _decomposes(letter):
            continue
        if not bare:
            gone.append(letter)
        elif len(bare) == 1:
            single[letter] = bare
        else:
            several[letter] = bare
    spoken = "normalize($1, NFKD)"
    for letter, bare in several.items():
        spoken = f"replace({spoken}, {_quoted(letter)}, {_quoted(bare)})"
    before, after = "".join((*single, *gone)), "".join(single.values())
    return (
        "CREATE FUNCTION dateline_plain(text) RETURNS text LANGUAGE sql IMMUTABLE AS "
        f"$plain$ SELECT translate({spoken}, {_quoted(before)}, {_quoted(after)}) $plain$"
    )


def _decomposes(letter: str) -> bool:
    return unicodedata.normalize("NFKD", letter) != letter


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def settle(session: Session) -> None:
    """Put the words of texts that were written into the index."""
    ask = session.connection().exec_driver_sql
    while True:
        rows = ask(
            "SELECT id, summary, names, passages FROM event_text WHERE words IS NULL "
            f"ORDER BY id LIMIT {_AT_ONCE}"
        ).all()
        if rows:
            ask(
                "UPDATE event_text SET words = CAST(made.words AS tsvector) FROM "
                "unnest(CAST(%s AS bigint[]), CAST(%s AS text[])) AS made(id, words) "
                "WHERE event_text.id = made.id",
                ([row[0] for row in rows], [_index(row[1:]) for row in rows]),
            )
        if len(rows) < _AT_ONCE:
            return


def wrongly_indexed(session: Session, first: int, last: int) -> Sequence[int]:
    """Which of these events have other words in the index than in their texts."""
    ask = session.connection().exec_driver_sql
    rows = ask(
        "SELECT id, summary, names, passages FROM event_text WHERE id BETWEEN %s AND %s",
        (first, last),
    ).all()
    asked = (
        "SELECT made.id FROM unnest(CAST(%s AS bigint[]), CAST(%s AS text[])) AS made(id, words) "
        "JOIN event_text ON event_text.id = made.id "
        "WHERE event_text.words IS DISTINCT FROM CAST(made.words AS tsvector) ORDER BY made.id"
    )
    made = ([row[0] for row in rows], [_index(row[1:]) for row in rows])
    return list(ask(asked, made).scalars())


def _index(texts: Sequence[str]) -> str:
    """The words of some texts with their places; no phrase goes from one text to the next."""
    places: dict[str, list[int]] = {}
    at = 0
    for each in texts:
        for word in words(each):
            at += 1
            if at > _MOST:
                break
            places.setdefault(_kept(word.plain), []).append(min(at, _PLACES))
        at += 1
    return " ".join(f"{_lexeme(word)}:{','.join(map(str, at))}" for word, at in places.items())


def _kept(word: str) -> str:
    return word[:_LONGEST]


def _lexeme(word: str) -> str:
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"


def note_change(session: Session) -> int | None:
    """Where the scope has stored anything, tell everybody when it ends; the change's number."""
    ask = session.connection().exec_driver_sql
    if not ask("SELECT pg_current_xact_id_if_assigned() IS NOT NULL").scalar():
        return None
    number = ask("UPDATE chronicle SET changes = changes + 1 RETURNING changes").scalar()
    ask("SELECT pg_notify(%s, %s)", (CHANNEL, str(number)))
    return number


def expression(asked: Expression) -> str:
    """What the index is asked, as a tsquery: safe for any content."""
    match asked:
        case Quoted(text, prefix):
            said = [_lexeme(_kept(word.plain)) for word in words(text)]
            if prefix and said:
                said[-1] += ":*"
            return f"({' <-> '.join(said)})" if said else ""
        case AllOf(parts):
            return f"({' & '.join(filter(None, map(expression, parts)))})"
        case AnyOf(parts):
            return f"({' | '.join(filter(None, map(expression, parts)))})"
        case Without(wanted, refused):
            return f"({expression(wanted)} & !{expression(refused)})"


def numbers(ids: Sequence[int]) -> Sequence[int]:
    """Numbers as one value."""
    return ids


def spelled_out(statement: str) -> str:
    """A statement with ? for each value, as the driver wants it."""
    return statement.replace("%", "%%").replace("?", "%s")


def indexed(session: Session, begun: str, after: str) -> Generator[tuple[str, int], None, None]:
    """The words of the full-text index with this beginning, and their numbers of events."""
    ask = session.connection().exec_driver_sql
    asked = (
        "SELECT word, events FROM search_word WHERE word >= %s AND word < %s AND events > 0 "
        "ORDER BY word"
    )
    yield from map(tuple, ask(asked, (begun + after, begun + "\U0010ffff")))


def widen(session: Session) -> None:
    """The server decides by itself what it keeps in memory."""


def merge_texts_later(session: Session) -> None:
    """The index is written when the scope ends, see ``settle``."""


def merge_texts_again(session: Session) -> None:
    """Nothing was put off."""


def interrupter(session: Session) -> Callable[[], None]:
    """A function for another thread to stop the query this session is running."""
    connection = session.connection()
    raw: Any = connection.connection.driver_connection
    noted = connection.info

    def stop() -> None:
        noted[_STOPPED] = True
        raw.cancel_safe(timeout=2)

    return stop


def defer_references(session: Session) -> None:
    """Have references checked when the scope ends, so that rows can come in any order."""
    session.connection().exec_driver_sql("SET CONSTRAINTS ALL DEFERRED")


def last_numbers(session: Session) -> dict[str, int]:
    """The last number that was given in each table."""
    ask = session.connection().exec_driver_sql
    found = {}
    for name, sequence in ask(_SEQUENCES).all():
        if sequence is not None:
            last, given = ask(f"SELECT last_value, is_called FROM {sequence}").one()
            if given:
                found[name] = last
    return found


def go_on_from(session: Session, numbers: Mapping[str, int]) -> None:
    """Give no number again that was given elsewhere, or that a row here has."""
    ask = session.connection().exec_driver_sql
    for name, sequence in ask(_SEQUENCES).all():
        if sequence is not None:
            here = ask(f'SELECT max(id) FROM "{name}"').scalar() or 0
            if last := max(here, numbers.get(name, 0)):
                ask("SELECT setval(%s, %s)", (sequence, last))


def listen(engine: Engine) -> Any:
    """A connection of its own that hears of every change, from now on."""
    dialect: Any = engine.dialect
    given, named = dialect.create_connect_args(engine.url)
    raw = dialect.loaded_dbapi.connect(*given, **named, **_SETTINGS, autocommit=True)
    raw.add_notify_handler(lambda _: None)  # that something came is enough, see heard()
    raw.execute(f"LISTEN {CHANNEL}")
    return raw


def last_change(raw: Any) -> int:
    """The number of the last change."""
    return int(raw.execute("SELECT changes FROM chronicle").fetchone()[0])


def heard(raw: Any) -> bool:
    """Whether anything has come from the server: that there is a change, or that it is gone."""
    with DefaultSelector() as selector:
        selector.register(raw.fileno(), EVENT_READ)
        return bool(selector.select(0))


def state(connection: Connection) -> tuple[str | None, bool, int, str]:
    """The version of the chronicle in a database, None where there is none.

    Whether there is anything else, the version of the server, and how it writes text.
    """
    ask = connection.exec_driver_sql
    there = ask("SELECT to_regclass('chronicle') IS NOT NULL").scalar()
    revision = ask("SELECT version_num FROM alembic_version").scalar() if there else None
    others = ask("SELECT EXISTS (SELECT FROM pg_tables WHERE schemaname = current_schema())")
    server = int(ask("SELECT current_setting('server_version_num')").scalar() or 0)
    encoding = str(ask("SELECT current_setting('server_encoding')").scalar())
    return revision, bool(others.scalar()), server, encoding


def may_write(connection: Connection) -> bool:
    """Whether whoever is connected has the right to change events."""
    asked = "SELECT has_table_privilege('event', 'INSERT')"
    return bool(connection.exec_driver_sql(asked).scalar())
