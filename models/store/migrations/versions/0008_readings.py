"""Readings below, decisions beside, the chronicle composed of both; numbers are given once."""

import json
import logging
import sqlite3
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from alembic import op
from sqlalchemy import Connection

from models.schema.packed import pack, unpack
from models.store.ticking import tell

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

log = logging.getLogger(__name__)

Values = dict[str, Any]
_PART = 2_000  # documents whose readings are made at a time
_UNDATED = 2**62
_SHIFT = 6 * 2**60
_REJECTED_UNDATED = 2**63 - 2**24
_SCHEMA = 1
_BEGINNING = "2025-01-01T00:00:00+00:00"

# Those that are made here, with the rest of their text, as SQLAlchemy writes them.
_TABLES = (
    """CREATE TABLE step (
	uid VARCHAR NOT NULL,
	at VARCHAR NOT NULL,
	"by" VARCHAR NOT NULL,
	verb VARCHAR NOT NULL,
	label VARCHAR NOT NULL,
	undone_at VARCHAR,
	import_id INTEGER,
	data BLOB NOT NULL,
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	CONSTRAINT fk_step_import_id FOREIGN KEY(import_id) REFERENCES import_batch (id)
)""",
    """CREATE TABLE decision (
	uid VARCHAR NOT NULL,
	step_id INTEGER NOT NULL,
	verb VARCHAR NOT NULL,
	value JSON NOT NULL,
	was JSON,
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	CONSTRAINT fk_decision_step_id FOREIGN KEY(step_id) REFERENCES step (id)
)""",
    """CREATE TABLE reading (
	document_id INTEGER NOT NULL,
	step_id INTEGER,
	reader VARCHAR NOT NULL,
	at VARCHAR NOT NULL,
	current BOOLEAN NOT NULL,
	numbers JSON NOT NULL,
	data BLOB NOT NULL,
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	CONSTRAINT fk_reading_document_id FOREIGN KEY(document_id) REFERENCES document (id),
	CONSTRAINT fk_reading_step_id FOREIGN KEY(step_id) REFERENCES step (id)
)""",
    """CREATE TABLE form (
	document_id INTEGER,
	kind VARCHAR NOT NULL,
	"key" VARCHAR NOT NULL,
	nth INTEGER NOT NULL,
	place INTEGER,
	actor_id INTEGER,
	decision_id INTEGER,
	data JSON,
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	CONSTRAINT fk_form_document_id FOREIGN KEY(document_id) REFERENCES document (id),
	CONSTRAINT fk_form_actor_id FOREIGN KEY(actor_id) REFERENCES actor (id),
	CONSTRAINT fk_form_decision_id FOREIGN KEY(decision_id) REFERENCES decision (id)
)""",
    """CREATE TABLE telling (
	document_id INTEGER,
	trigger_start INTEGER NOT NULL,
	trigger_end INTEGER NOT NULL,
	nth INTEGER NOT NULL,
	place INTEGER,
	event_id INTEGER,
	with_id INTEGER,
	decision_id INTEGER,
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	CONSTRAINT fk_telling_document_id FOREIGN KEY(document_id) REFERENCES document (id),
	CONSTRAINT fk_telling_event_id FOREIGN KEY(event_id) REFERENCES event (id),
	CONSTRAINT fk_telling_with_id FOREIGN KEY(with_id) REFERENCES telling (id),
	CONSTRAINT fk_telling_decision_id FOREIGN KEY(decision_id) REFERENCES decision (id)
)""",
    """CREATE TABLE decision_anchor (
	decision_id INTEGER NOT NULL,
	side INTEGER NOT NULL,
	kind VARCHAR NOT NULL,
	sha256 VARCHAR,
	text_sha256 VARCHAR,
	uid VARCHAR,
	start INTEGER,
	"end" INTEGER,
	nth INTEGER,
	prefix VARCHAR,
	exact VARCHAR,
	suffix VARCHAR,
	actor_kind VARCHAR,
	"key" VARCHAR,
	telling_id INTEGER,
	form_id INTEGER,
	document_id INTEGER,
	id INTEGER NOT NULL,
	CONSTRAINT pk_decision_anchor PRIMARY KEY (id),
	CONSTRAINT fk_decision_anchor_decision_id FOREIGN KEY(decision_id) REFERENCES decision (id),
	CONSTRAINT fk_decision_anchor_telling_id FOREIGN KEY(telling_id) REFERENCES telling (id),
	CONSTRAINT fk_decision_anchor_form_id FOREIGN KEY(form_id) REFERENCES form (id),
	CONSTRAINT fk_decision_anchor_document_id FOREIGN KEY(document_id) REFERENCES document (id)
)""",
    """CREATE TABLE document_tag (
	document_id INTEGER NOT NULL,
	tag_id INTEGER NOT NULL,
	id INTEGER NOT NULL,
	CONSTRAINT pk_document_tag PRIMARY KEY (id),
	CONSTRAINT fk_document_tag_document_id FOREIGN KEY(document_id) REFERENCES document (id),
	CONSTRAINT fk_document_tag_tag_id FOREIGN KEY(tag_id) REFERENCES tag (id)
)""",
)
_DOCUMENT = """CREATE TABLE document (
	import_id INTEGER NOT NULL,
	path VARCHAR NOT NULL,
	media_type VARCHAR NOT NULL,
	sha256 VARCHAR NOT NULL,
	text_sha256 VARCHAR NOT NULL,
	title VARCHAR NOT NULL,
	title_key VARCHAR NOT NULL,
	outlet VARCHAR,
	byline VARCHAR,
	url VARCHAR,
	source VARCHAR NOT NULL,
	source_key VARCHAR NOT NULL,
	source_words VARCHAR DEFAULT '' NOT NULL,
	language VARCHAR,
	published_earliest BIGINT,
	published_latest BIGINT,
	published_edtf VARCHAR,
	published_precision VARCHAR,
	published_approximate BOOLEAN NOT NULL,
	published_basis VARCHAR NOT NULL,
	published_why VARCHAR NOT NULL,
	events INTEGER NOT NULL,
	edited VARCHAR DEFAULT '' NOT NULL,
	ordinal INTEGER,
	inside VARCHAR,
	accession VARCHAR,
	section VARCHAR,
	stated_words INTEGER,
	faults VARCHAR NOT NULL,
	paragraphs BLOB NOT NULL,
	text VARCHAR NOT NULL,
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	CONSTRAINT fk_document_import_id FOREIGN KEY(import_id) REFERENCES import_batch (id)
)"""
_INDEXES = (
    ("step", "undone_at", ("undone_at",)),
    ("step", "import_id", ("import_id",)),
    ("decision", "step_id", ("step_id",)),
    ("reading", "document_id", ("document_id", "current")),
    ("form", "document_id", ("document_id", "actor_id")),
    ("form", "actor_id", ("actor_id",)),
    ("form", "key", ("key", "kind")),
    ("telling", "document_id", ("document_id", "trigger_start")),
    ("telling", "event_id", ("event_id",)),
    *(("decision_anchor", name, (name,)) for name in (
        "decision_id", "sha256", "text_sha256", "uid", "telling_id", "form_id", "document_id",
    )),
    ("decision_anchor", "key", ("key", "actor_kind")),
    ("document_tag", "tag_id", ("tag_id",)),
    ("mention", "form_id", ("form_id",)),
    ("mention", "document_id_start", ("document_id", "start")),
    ("quotation", "form_id", ("form_id",)),
    ("quotation", "document_id_start", ("document_id", "start")),
    ("alias", "form_id", ("form_id",)),
    ("role", "form_id", ("form_id",)),
    ("event", "days", ("earliest", "latest", "chrono")),
)  # fmt: skip


def upgrade() -> None:
    """Carry everything over: what stands in the rows becomes readings and decisions."""
    connection = op.get_bind()
    undone = _bring_back(connection)
    for statement in _TABLES:
        connection.exec_driver_sql(statement)
    _rebuild(connection)
    _add_columns(connection)
    carry(connection, highest(connection))
    for table, name, columns in _INDEXES:
        listed = ", ".join(f'"{c}"' if c in ("key", "end") else c for c in columns)
        connection.exec_driver_sql(f"CREATE INDEX ix_{table}_{name} ON {table} ({listed})")
    connection.exec_driver_sql(
        "CREATE UNIQUE INDEX ix_document_tag_document_id_tag_id "
        "ON document_tag (document_id, tag_id)"
    )
    for table, column in (
        ("form", "decision_id"),
        ("telling", "with_id"),
        ("telling", "decision_id"),
    ):
        connection.exec_driver_sql(
            f"CREATE INDEX ix_{table}_{column} ON {table} ({column}) WHERE {column} IS NOT NULL"
        )
    connection.exec_driver_sql(
        "CREATE INDEX ix_event_edited ON event (edited) WHERE length(edited) > 0"
    )
    op.drop_index("ix_event_import_id", "event")
    op.create_index("ix_event_import_id", "event", ["import_id"])
    _carry_steps(connection, undone)
    connection.exec_driver_sql("DROP TABLE change")


# What was undone is brought back first, so that it is carried over with all the rest, and taken
# away again at the end.


def _bring_back(connection: Connection) -> list[tuple[int, list[list[Any]]]]:
    found = connection.exec_driver_sql(
        "SELECT id, data FROM change WHERE undone ORDER BY id"
    ).fetchall()
    undone = []
    for number, data in found:
        rows = _unpacked(data)
        for row in rows:
            _apply(connection, *row)
        undone.append((number, rows))
    return undone


def _apply(
    connection: Connection, table: str, number: int, before: Values | None, after: Values | None
) -> None:
    if after is None:
        connection.exec_driver_sql(f'DELETE FROM "{table}" WHERE id = ?', (number,))
        return
    columns = {row[1] for row in connection.exec_driver_sql(f'PRAGMA table_info("{table}")')}
    values = {name.rstrip("_"): _stored(value) for name, value in after.items()}
    values = {name: value for name, value in values.items() if name in columns}
    if before is None:
        names = ", ".join(f'"{name}"' for name in values)
        marks = ", ".join("?" * len(values))
        connection.exec_driver_sql(
            f'INSERT INTO "{table}" ({names}) VALUES ({marks})', tuple(values.values())
        )
    elif values:
        given = ", ".join(f'"{name}" = ?' for name in values)
        connection.exec_driver_sql(
            f'UPDATE "{table}" SET {given} WHERE id = ?', (*values.values(), number)
        )


def _stored(value: Any) -> Any:
    return json.dumps(value) if isinstance(value, dict) else value


def _unpacked(data: bytes) -> list[list[Any]]:
    rows: list[list[Any]] = unpack(data)
    return rows


def _rebuild(connection: Connection) -> None:
    """Make the documents' table anew, so that no number is given twice."""
    ask = connection.exec_driver_sql
    columns = _columns(connection, "document")
    indexes = _dropped_indexes(connection, "document")
    ask("PRAGMA legacy_alter_table=ON")  # whatever points to it goes on doing so
    try:
        ask("ALTER TABLE document RENAME TO older")
        ask(_DOCUMENT)
        ask(f"INSERT INTO document ({columns}) SELECT {columns} FROM older ORDER BY id")
        ask("DROP TABLE older")
    finally:
        ask("PRAGMA legacy_alter_table=OFF")
    for sql in indexes:
        ask(sql)


def _columns(connection: Connection, table: str) -> str:
    found = connection.exec_driver_sql(f'PRAGMA table_info("{table}")').fetchall()
    return ", ".join(f'"{row[1]}"' for row in found)


def _dropped_indexes(connection: Connection, table: str) -> list[str]:
    found = connection.exec_driver_sql(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? "
        "AND sql IS NOT NULL",
        (table,),
    ).fetchall()
    for name, _ in found:
        connection.exec_driver_sql(f"DROP INDEX {name}")
    return [sql for _, sql in found]


def _add_columns(connection: Connection) -> None:
    ask = connection.exec_driver_sql
    for table in ("actor", "event"):
        ask(f"ALTER TABLE {table} ADD COLUMN edited VARCHAR DEFAULT '' NOT NULL")
    for table in ("alias", "role"):
        ask(
            f"ALTER TABLE {table} ADD COLUMN form_id INTEGER "
            f"CONSTRAINT fk_{table}_form_id REFERENCES form (id)"
        )
    ask("DROP INDEX ix_event_days")


def highest(connection: Connection) -> dict[str, int]:
    """The highest number that each table ever gave, as far as is known."""
    ask = connection.exec_driver_sql
    return {
        table: ask(f"SELECT coalesce(max(id), 0) FROM {table}").scalar_one()
        for table in ("event", "actor", "document")
    }


def carry(connection: Connection, highest: Values) -> None:
    """Make forms, tellings, readings and decisions of the rows that they would compose to."""
    begun = time.monotonic()
    steps: tuple[tuple[str, Callable[[], None]], ...] = (
        ("forms", lambda: _make_forms(connection, highest["actor"])),
        ("what points to them", lambda: _point_to_forms(connection)),
        ("tellings", lambda: _make_tellings(connection, highest["event"])),
        ("readings", lambda: _make_readings(connection)),
        ("reviews", lambda: _carry_reviews(connection)),
        ("tags and notes", lambda: _carry_notes(connection)),
    )
    for name, step in steps:
        step()
        log.info("%s carried over after %.0f s", name, time.monotonic() - begun)
        tell(0, 0, name)


def _make_forms(connection: Connection, highest: int) -> None:
    """One for each actor in each document that knows it; the first has the actor's number."""
    ask = connection.exec_driver_sql
    spoken = (
        "UNION ALL SELECT document_id, actor_id FROM mention "
        "UNION ALL SELECT document_id, actor_id FROM quotation WHERE actor_id IS NOT NULL "
    )
    if "form_id" in _columns(connection, "mention"):  # a chronicle of today
        spoken = ""
    ask(
        "CREATE TEMP TABLE pair AS SELECT DISTINCT document_id, actor_id FROM ("
        "SELECT document_id, actor_id FROM alias UNION ALL SELECT document_id, actor_id FROM role "
        f"{spoken}"
        "UNION ALL SELECT document_id, actor_id FROM participation WHERE document_id IS NOT NULL "
        "UNION ALL SELECT document_id, actor_id FROM claim WHERE actor_id IS NOT NULL "
        "UNION ALL SELECT document_id, place_id FROM event JOIN evidence ON event_id = event.id "
        "WHERE place_id IS NOT NULL "
        "UNION ALL SELECT document_id, claimed_by_id FROM event "
        "JOIN evidence ON event_id = event.id WHERE claimed_by_id IS NOT NULL "
        "UNION ALL SELECT NULL, id FROM actor WHERE id NOT IN (SELECT actor_id FROM alias))"
        " ORDER BY document_id, actor_id"
    )
    ask("CREATE TEMP TABLE first_of AS SELECT actor_id, min(rowid) AS row FROM pair GROUP BY 1")
    ask("CREATE TEMP TABLE start_of AS SELECT document_id, min(rowid) AS row FROM pair GROUP BY 1")
    ask(
        "CREATE TEMP TABLE said AS SELECT document_id, actor_id, min(id) AS id, key "
        'FROM alias WHERE "full" GROUP BY document_id, actor_id'
    )
    ask("CREATE UNIQUE INDEX temp.first_by ON first_of (actor_id, row)")
    ask("CREATE INDEX temp.start_by ON start_of (document_id, row)")
    ask("CREATE INDEX temp.said_by ON said (document_id, actor_id, key)")
    # Where two of one document have one name, nth is put right when its reading is made.
    ask(
        "INSERT INTO form (id, document_id, kind, key, nth, actor_id, place) "
        f"SELECT CASE WHEN first_of.row = pair.rowid THEN pair.actor_id ELSE {highest} + "
        "pair.rowid END, pair.document_id, actor.kind, coalesce(said.key, actor.name_key), 0, "
        "pair.actor_id, CASE WHEN pair.document_id IS NOT NULL THEN pair.rowid - start_of.row END "
        "FROM pair CROSS JOIN actor ON actor.id = pair.actor_id "
        "CROSS JOIN first_of ON first_of.actor_id = pair.actor_id "
        "LEFT JOIN start_of ON start_of.document_id = pair.document_id "
        "LEFT JOIN said ON said.document_id IS pair.document_id "
        "AND said.actor_id = pair.actor_id"
    )
    for name in ("pair", "first_of", "start_of", "said"):
        ask(f"DROP TABLE temp.{name}")
    ask("CREATE INDEX temp_form ON form (document_id, actor_id)")


def _point_to_forms(connection: Connection) -> None:
    """Names, titles, mentions and quotations are those of a form."""
    ask = connection.exec_driver_sql
    form = (
        "(SELECT id FROM form WHERE form.document_id IS {0}.document_id "
        "AND form.actor_id = {0}.actor_id)"
    )
    for table in ("alias", "role"):
        ask(f"UPDATE {table} SET form_id = {form.format(table)}")
    for table, needed, more in (
        ("mention", " NOT NULL", "form VARCHAR NOT NULL"),
        ("quotation", "", "cue VARCHAR, direct BOOLEAN NOT NULL"),
    ):
        if "form_id" in _columns(connection, table):
            continue  # a chronicle of today
        _dropped_indexes(connection, table)
        ask(f"ALTER TABLE {table} RENAME TO older")
        ask(
            f"CREATE TABLE {table} (document_id INTEGER NOT NULL, form_id INTEGER{needed}, "
            f'start INTEGER NOT NULL, "end" INTEGER NOT NULL, {more}, id INTEGER NOT NULL, '
            f"CONSTRAINT pk_{table} PRIMARY KEY (id), CONSTRAINT fk_{table}_document_id "
            f"FOREIGN KEY(document_id) REFERENCES document (id), CONSTRAINT fk_{table}_form_id "
            "FOREIGN KEY(form_id) REFERENCES form (id))"
        )
        names = [each.split()[0] for each in more.split(", ")]
        listed = ", ".join(names)
        ask(
            f'INSERT INTO {table} (id, document_id, start, "end", {listed}, form_id) '
            f'SELECT id, document_id, start, "end", {listed}, {form.format("older")} '
            "FROM older ORDER BY id"
        )
        ask("DROP TABLE older")


def _make_tellings(connection: Connection, highest: int) -> None:
    """One for each event in each document that tells of it; the first has the event's number."""
    ask = connection.exec_driver_sql
    ask(
        "CREATE TEMP TABLE told AS SELECT event_id, document_id, min(id) AS id FROM evidence "
        "GROUP BY event_id, document_id ORDER BY event_id, min(id)"
    )
    ask(
        "INSERT INTO telling (id, document_id, trigger_start, trigger_end, nth, event_id, with_id) "
        f"SELECT CASE WHEN place = 1 THEN event_id ELSE {highest} + row END, document_id, "
        "trigger_start, trigger_end, row_number() OVER (PARTITION BY document_id, trigger_start, "
        "trigger_end ORDER BY event_id) - 1, event_id, "
        "CASE WHEN place > 1 THEN event_id END FROM ("
        "SELECT told.rowid AS row, told.event_id, told.document_id, trigger_start, trigger_end, "
        "row_number() OVER (PARTITION BY told.event_id ORDER BY told.id) AS place "
        "FROM told JOIN evidence ON evidence.id = told.id) ORDER BY place > 1, event_id"
    )
    ask(
        "UPDATE telling SET place = numbered.place FROM (SELECT id, row_number() OVER "
        "(PARTITION BY document_id ORDER BY id) - 1 AS place FROM telling) AS numbered "
        "WHERE telling.id = numbered.id"
    )
    ask("DROP TABLE told")
    ask("CREATE INDEX temp_telling ON telling (document_id)")


def _make_readings(connection: Connection) -> None:
    ask = connection.exec_driver_sql
    names: dict[int, str] = dict(ask("SELECT id, name FROM actor").fetchall())
    ats: dict[int, str] = dict(ask("SELECT id, at FROM import_batch").fetchall())
    numbers = [row[0] for row in ask("SELECT id FROM document ORDER BY id").fetchall()]
    begun = time.monotonic()
    for first in range(0, len(numbers), _PART):
        part = numbers[first : first + _PART]
        rows = list(_readings(connection, part, names, ats))
        ask(
            "INSERT INTO reading (document_id, reader, at, current, numbers, data) "
            "VALUES (?, '', ?, 1, ?, ?)",
            rows,
        )
        tell(first + len(part), len(numbers), "documents")
        log.info(
            "%d of %d documents carried over in %.0f s",
            first + len(part), len(numbers), time.monotonic() - begun,
        )  # fmt: skip
    # Whoever was known without a document is known by what is told of him alone.
    loose = ask(
        "SELECT form.id, form.kind, actor.name, actor.family, actor.given FROM form "
        "JOIN actor ON actor.id = form.actor_id WHERE form.document_id IS NULL"
    ).fetchall()
    aliases: dict[int, list[str]] = defaultdict(list)
    for number, text in ask(
        "SELECT form_id, text FROM alias WHERE document_id IS NULL AND form_id IS NOT NULL "
        'ORDER BY "full" DESC, id'
    ):
        aliases[number].append(text)
    titles: dict[int, list[Any]] = defaultdict(list)
    for number, *title in ask(
        'SELECT form_id, title, of, "from", "to", start, "end" FROM role '
        "WHERE document_id IS NULL AND form_id IS NOT NULL ORDER BY id"
    ):
        titles[number].append(title)
    made = []
    for number, kind, name, family, given in loose:
        called = aliases.get(number, [])
        full = called[0] if called else name
        form = [kind, full, called, family, given, titles.get(number, [])]
        made.append((json.dumps({"form": form}), number))
    if made:
        ask("UPDATE form SET data = ? WHERE id = ?", made)
    for index in ("temp_form", "temp_telling"):
        ask(f"DROP INDEX {index}")


def _readings(
    connection: Connection, part: list[int], names: dict[int, str], ats: dict[int, str]
) -> Iterator[tuple[int, str, str, bytes]]:
    ask = connection.exec_driver_sql
    span = (part[0], part[-1])
    raw = connection.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)  # past SQLAlchemy's rows, which take longer
    again: list[tuple[int, int]] = []

    def grouped(sql: str) -> dict[int, list[Any]]:
        found: dict[int, list[Any]] = defaultdict(list)
        for row in raw.execute(sql, span):
            found[row[0]].append(row[1:])
        return found

    between = "document_id BETWEEN ? AND ?"
    forms = grouped(
        "SELECT form.document_id, form.id, form.actor_id, form.kind, family, given, key "
        "FROM form JOIN actor ON actor.id = form.actor_id "
        f"WHERE form.{between} ORDER BY form.document_id, form.place"
    )
    aliases = grouped(
        f'SELECT document_id, form_id, text FROM alias WHERE {between} ORDER BY "full" DESC, id'
    )
    titles = grouped(
        'SELECT document_id, form_id, title, of, "from", "to", start, "end" FROM role '
        f"WHERE {between} ORDER BY id"
    )
    mentions = grouped(
        f'SELECT document_id, form_id, start, "end", form FROM mention WHERE {between} ORDER BY id'
    )
    quotations = grouped(
        f'SELECT document_id, form_id, start, "end", cue, direct FROM quotation WHERE {between} '
        "ORDER BY id"
    )
    tellings = grouped(
        "SELECT telling.document_id, telling.id, event.id, kind, status, summary, edtf, "
        "date_words, date_basis, place_id, claimed_by_id, confidence FROM telling "
        f"JOIN event ON event.id = telling.event_id WHERE telling.{between} ORDER BY telling.id"
    )
    passages = grouped(
        'SELECT document_id, event_id, start, "end", trigger_start, trigger_end FROM evidence '
        f"WHERE {between} ORDER BY id"
    )
    parts = grouped(
        'SELECT document_id, event_id, actor_id, role, start, "end", title FROM participation '
        f"WHERE {between} ORDER BY id"
    )
    claims = grouped(
        'SELECT document_id, event_id, actor_id, stance, start, "end" FROM claim '
        f"WHERE {between} ORDER BY id"
    )
    documents = ask(
        "SELECT id, title, path, outlet, byline, url, published_edtf, published_basis, "
        "published_why, faults, import_id FROM document WHERE id BETWEEN ? AND ? ORDER BY id",
        span,
    ).fetchall()
    for number, title, path, *about, batch in documents:
        own = forms.get(number, [])
        place = {form: at for at, (form, *_) in enumerate(own)}
        by_actor = {actor: at for at, (_, actor, *_) in enumerate(own)}
        seen: dict[tuple[str, str], int] = defaultdict(int)
        for form, _, kind, _, _, key in own:
            if seen[kind, key]:
                again.append((seen[kind, key], form))
            seen[kind, key] += 1
        said: dict[int, list[str]] = defaultdict(list)
        for form, text in aliases.get(number, []):
            said[form].append(text)
        held: dict[int, list[Any]] = defaultdict(list)
        for form, *each in titles.get(number, []):
            held[form].append(each)
        of_event: list[dict[int, list[Any]]] = []
        for kept in (passages, parts, claims):
            here: dict[int, list[Any]] = defaultdict(list)
            for event, *each in kept.get(number, []):
                here[event].append(each)
            of_event.append(here)
        told = [
            [
                kind, status, summary, date, words, None if basis is None else json.loads(basis),
                by_actor.get(at_place),
                [[by_actor[actor], *each] for actor, *each in of_event[1].get(event, [])],
                [
                    [None if actor is None else by_actor[actor], *each]
                    for actor, *each in of_event[2].get(event, [])
                ],
                of_event[0].get(event, []), by_actor.get(claimant), confidence,
            ]
            for _, event, kind, status, summary, date, words, basis, at_place, claimant, confidence
            in tellings.get(number, [])
        ]  # fmt: skip
        file_name = path.replace("\\", "/").split("/")[-1]
        data = {
            "schema": _SCHEMA,
            "document": [None if title == file_name else title, *about],
            "forms": [
                [
                    kind, said[form][0] if said.get(form) else names[actor], said.get(form, []),
                    family, given, held.get(form, []),
                ]
                for form, actor, kind, family, given, _ in own
            ],
            "mentions": [[place[form], *each] for form, *each in mentions.get(number, [])],
            "quotations": [
                [None if form is None else place[form], start, end, cue, bool(direct)]
                for form, start, end, cue, direct in quotations.get(number, [])
            ],
            "tellings": told,
        }  # fmt: skip
        numbers = {
            "tellings": [row[0] for row in tellings.get(number, [])],
            "forms": [row[0] for row in own],
        }
        yield number, ats.get(batch, ""), json.dumps(numbers), pack(data)
    if again:
        raw.executemany("UPDATE form SET nth = ? WHERE id = ?", again)


def _carry_reviews(connection: Connection) -> None:
    """What somebody made of events is a decision from now on; "edited" was an accepted one."""
    ask = connection.exec_driver_sql
    ask("UPDATE event SET review = 'accepted' WHERE review = 'edited'")
    states = ask("SELECT DISTINCT review FROM event WHERE review IN ('accepted', 'rejected')")
    found = sorted(row[0] for row in states.fetchall())
    if not found:
        return
    step = _step(connection, "Reviewed in an earlier version")
    for state in found:
        decision = _decision(connection, step, "review", {"review": state})
        _anchor(
            connection,
            decision,
            f"FROM telling JOIN event ON event.id = telling.event_id AND review = '{state}' "
            "LEFT JOIN document ON document.id = telling.document_id ORDER BY telling.id",
        )
    moved = f"CASE WHEN chrono >= {_UNDATED} THEN {_REJECTED_UNDATED} ELSE chrono + {_SHIFT} END"
    away = f"event.review = 'rejected' AND event.chrono <= {_UNDATED}"
    if "rejected" in found:
        for table, key, other in (
            ("actor", "actor_id", "participation"), ("document", "document_id", "evidence"),
        ):  # fmt: skip
            ask(
                f"UPDATE {table} SET events = events - taken.number FROM (SELECT {key} AS key, "
                f"count(DISTINCT event_id) AS number FROM {other} JOIN event ON "
                f"event.id = event_id AND {away} GROUP BY {key}) AS taken "
                f"WHERE {table}.id = taken.key"
            )
        ask(f"UPDATE event SET chrono = {moved} WHERE {away}")


def _carry_notes(connection: Connection) -> None:
    ask = connection.exec_driver_sql
    tags = ask("SELECT name, tag.id FROM tag WHERE id IN (SELECT tag_id FROM event_tag)").fetchall()
    notes = ask("SELECT id, at, event_id, document_id, text FROM note ORDER BY id").fetchall()
    if tags:
        step = _step(connection, "Tagged in an earlier version")
        for name, number in tags:
            decision = _decision(connection, step, "tag", {"tag": name, "add": True})
            _anchor(
                connection,
                decision,
                "FROM telling JOIN event_tag ON event_tag.event_id = telling.event_id "
                f"AND tag_id = {number} LEFT JOIN document ON document.id = telling.document_id",
            )
    for number, at, event, document, text in notes:
        step = _step(connection, "Note in an earlier version", at)
        decision = _decision(connection, step, "note", {"text": text})
        if event is not None:
            _anchor(
                connection,
                decision,
                "FROM telling LEFT JOIN document ON document.id = telling.document_id "
                f"WHERE event_id = {event}",
            )
        else:
            ask(
                "INSERT INTO decision_anchor (decision_id, side, kind, sha256, text_sha256, "
                "document_id) SELECT ?, 0, 'document', sha256, text_sha256, id FROM document "
                "WHERE id = ?",
                (decision, document),
            )
        at_now = ask("SELECT at FROM step WHERE id = ?", (step,)).scalar_one()
        ask("UPDATE note SET at = ? WHERE id = ?", (at_now, number))


def _anchor(connection: Connection, decision: int, told: str) -> None:
    connection.exec_driver_sql(
        'INSERT INTO decision_anchor (decision_id, side, kind, sha256, text_sha256, start, "end", '
        "nth, telling_id) SELECT ?, 0, 'telling', sha256, text_sha256, trigger_start, "
        f"trigger_end, nth, telling.id {told}",
        (decision,),
    )


def _step(connection: Connection, label: str, at: str = "") -> int:
    ask = connection.exec_driver_sql
    ask(
        "INSERT INTO step (uid, at, \"by\", verb, label, data) VALUES (?, ?, '', ?, ?, ?)",
        (uuid4().hex, _moment(connection, at), "decide", label, pack([])),
    )
    number: int = ask("SELECT max(id) FROM step").scalar_one()
    return number


def _decision(connection: Connection, step: int, verb: str, value: Values) -> int:
    ask = connection.exec_driver_sql
    ask(
        "INSERT INTO decision (uid, step_id, verb, value) VALUES (?, ?, ?, ?)",
        (uuid4().hex, step, verb, json.dumps(value)),
    )
    number: int = ask("SELECT max(id) FROM decision").scalar_one()
    return number


def _moment(connection: Connection, at: str) -> str:
    """The moment if it is later than all before, else one just after the last of those."""
    last = connection.exec_driver_sql("SELECT max(at) FROM step").scalar_one()
    return at if at > (last or "") else _after(last or _BEGINNING)


def _after(at: str) -> str:
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        moment = datetime.fromisoformat(_BEGINNING)
    return (moment + timedelta(microseconds=1)).isoformat(timespec="microseconds")


def _carry_steps(connection: Connection, undone: list[tuple[int, list[list[Any]]]]) -> None:
    """Imports and named filters are steps; those that were undone are undone again."""
    ask = connection.exec_driver_sql
    again = dict(undone)
    for number, at, label, batch, data in ask(
        "SELECT id, at, label, import_id, data FROM change ORDER BY id"
    ).fetchall():
        rows = _unpacked(data)
        only_filters = batch is None and all(row[0] == "named_filter" for row in rows)
        if batch is None and not only_filters:
            continue  # dates that were taken by a re-reading: they hold, and can be set anew
        verb = "filter" if batch is None else "import"
        kept = pack(rows) if batch is None else pack([])
        moment = _moment(connection, at)
        ask(
            'INSERT INTO step (uid, at, "by", verb, label, import_id, data) '
            "VALUES (?, ?, '', ?, ?, ?, ?)",
            (uuid4().hex, moment, verb, label, batch, kept),
        )
        again[-number] = [[ask("SELECT max(id) FROM step").scalar_one(), batch]]
    for number, rows in undone[::-1]:
        if -number not in again:
            continue
        step, batch = again[-number][0]
        moments = "SELECT max(at) FROM (SELECT at FROM step UNION ALL SELECT undone_at FROM step)"
        moment = _after(ask(moments).scalar_one())
        ask("UPDATE step SET undone_at = ? WHERE id = ?", (moment, step))
        if batch is not None:
            packed = _withdrawn(connection, batch)
            ask("UPDATE step SET data = ? WHERE id = ?", (packed, step))
        for table, row, before, after in rows[::-1]:
            _apply(connection, table, row, after, before)


def _withdrawn(connection: Connection, batch: int) -> bytes:
    """Take what was read of the documents of an import away; the rows that bring it back."""
    ask = connection.exec_driver_sql
    rows: list[Any] = []
    own = "document_id IN (SELECT id FROM document WHERE import_id = ?)"
    for table in ("document", "reading", "form", "telling"):
        where = "import_id = ?" if table == "document" else own
        names = [row[1] for row in ask(f"PRAGMA table_info({table})")]
        for found in ask(f"SELECT * FROM {table} WHERE {where} ORDER BY id", (batch,)).fetchall():
            values = dict(zip(names, found, strict=True))
            for name in ("numbers", "data") if table in ("reading", "form") else ():
                if isinstance(values.get(name), str):
                    values[name] = json.loads(values[name])
            for name in ("actor_id", "event_id"):
                if name in values and table in ("form", "telling"):
                    values[name] = None
            if table == "document":
                values["events"] = 0
            for name in ("current", "direct", "published_approximate"):
                if name in values:
                    values[name] = bool(values[name])
            rows.append([table, values["id"], None, values])
    for column, table in (("telling_id", "telling"), ("form_id", "form")):
        ask(
            f"UPDATE decision_anchor SET {column} = NULL WHERE {column} IN "
            f"(SELECT id FROM {table} WHERE {own})",
            (batch,),
        )
    ask(
        "UPDATE decision_anchor SET document_id = NULL WHERE document_id IN "
        "(SELECT id FROM document WHERE import_id = ?)",
        (batch,),
    )
    for table in ("alias", "role"):
        ask(
            f"UPDATE {table} SET form_id = NULL WHERE form_id IN (SELECT id FROM form WHERE {own})",
            (batch,),
        )
    for table in ("quotation", "mention", "telling", "form", "reading"):
        ask(f"DELETE FROM {table} WHERE {own}", (batch,))
    return pack(rows)
