"""The check finds whatever somebody plants, in words, and is never taken aback."""

import os
import re
import shutil
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Table

from models.edits import history
from models.edits.deciding import decide
from models.edits.documents import tag_documents
from models.edits.events import note, tag
from models.edits.filters import name_filter
from models.edits.folders import watch_folder
from models.importing.routine import import_files
from models.queries.checking.findings import MOST
from models.queries.integrity import check
from models.schema.tables import metadata
from models.store import sqlite, upgrading
from models.store.rules import stored_type
from models.store.store import Store
from tests.benchmarks.chronicles import fill
from tests.steps import finish

ARTICLES = {
    "both/1.txt": """Solheim visits Peru

LIMA, March 5, 2021 (Reuters) - Norwegian Foreign Minister Astrid Solheim visited Peru on Wednesday.

Foreign Minister Solheim met President Olav Brandt in Lima. "We will never give in to Sweden,"
 Solheim said on Thursday.

Brandt denied that Sweden had threatened Peru last year, the ministry said.
 Sweden criticised Norway in 2019.
""",
    "both/2.txt": """Brandt accuses Sweden

OSLO, April 7, 2021 (Reuters) - President Olav Brandt accused Sweden of spying on Tuesday,
 police said.

Astrid Solheim, foreign minister from 2015 to 2019, met Brandt in Oslo yesterday.
 "He was wrong about Peru and its army," she said.

Solheim visited Peru in March.
""",
    "3.txt": "Ek leaves\n\nParis, 9 May 2021 - Minister Ann Ek left Chad yesterday.\n",
}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a chronicle with something in every table, the last import of it undone."""
    folder = tmp_path_factory.mktemp("sound")
    (folder / "both").mkdir()
    for name, text in ARTICLES.items():
        (folder / name).write_text(text.replace("\n ", " "), "utf8")
    store = Store.open(folder / "sound.sqlite")
    finish(import_files(store, [folder / "both"], keep=True))
    history.do(store, name_filter("visits", "kind:visit"))
    history.do(store, watch_folder(Path(__file__).parent))
    decide(store, tag([2], "odd"))
    decide(store, note(1, "x"))
    decide(store, tag_documents([1], "odd"))
    finish(import_files(store, [folder / "3.txt"]))
    history.undo(store)
    store.close()
    return folder / "sound.sqlite"


@pytest.fixture
def store(sound: Path, tmp_path: Path) -> Iterator[Store]:
    """Return a copy of it, which is open already when something is planted."""
    made = Store.open(shutil.copy(sound, tmp_path / "planted.sqlite"))
    yield made
    made.close()


def findings(store: Store) -> tuple[str, ...]:
    with store.reading() as session:
        return finish(check(session))


def plant(store: Store, *statements: str, triggers: bool = False) -> None:
    """Alter the file behind the program's back, its triggers and keys off meanwhile."""
    with closing(sqlite3.connect(store.path, isolation_level=None)) as raw:
        raw.create_function("packed", 1, lambda data: zlib.compress(data.encode()))
        kept = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in kept if not triggers else ():
            raw.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            raw.execute(statement)
        for _, sql in kept if not triggers else ():
            raw.execute(sql)


def rewrite_schema(store: Store, statement: str, *values: str) -> None:
    """Alter what the file says of its own tables."""
    with closing(sqlite3.connect(store.path, isolation_level=None)) as raw:
        version = raw.execute("PRAGMA schema_version").fetchone()[0]
        raw.execute("PRAGMA writable_schema=ON")
        raw.execute(statement, values)
        raw.execute(f"PRAGMA schema_version={version + 1}")


def let_everything_be_missing(store: Store, table: str) -> None:
    """Let a table hold NULL everywhere, which the check finds as well."""
    demand = "UPDATE sqlite_master SET sql = replace(sql, 'NOT NULL', '') WHERE name = ?"
    rewrite_schema(store, demand, table)


def test_a_sound_chronicle_is_whole(store: Store) -> None:
    with store.reading() as session:
        counts = {
            name: session.connection().exec_driver_sql(f"SELECT count(*) FROM {name}").scalar()
            for name in metadata().tables
        }
    assert 0 not in counts.values(), counts
    assert findings(store) == ()


def test_a_drawn_one_is_whole_and_so_is_one_that_was_upgraded(tmp_path: Path) -> None:
    drawn = Store.open(tmp_path / "drawn.sqlite")
    fill(drawn, 300, seed=3, rejected=True)
    assert findings(drawn) == ()
    drawn.close()
    (tmp_path / "older.sqlite").touch()
    sqlite.use_log(tmp_path / "older.sqlite")
    upgrading.migrate(tmp_path / "older.sqlite", "0001")
    older = Store.open(tmp_path / "older.sqlite")
    assert findings(older) == ()
    older.close()


PLANTED = {
    name: (statements.split(" ;; "), finding)
    for name, statements, finding in (
        line.split("\t")
        for line in Path(__file__).with_name("planted.tsv").read_text("utf-8").splitlines()
        if not line.startswith("#")
    )
}


@pytest.mark.parametrize("name", PLANTED)
def test_it_finds_what_is_planted(store: Store, name: str) -> None:
    statements, pattern = PLANTED[name]
    plant(store, *statements, triggers="TRIGGER" in "".join(statements))
    found = findings(store)
    assert [each for each in found if re.match(pattern, each)], found


WORST = {"integer": "'many'", "real": "'high'", "text": "x'ff00'", "blob": "'x'"}


STRANGE = ("NULL", "CAST(x'ff' AS TEXT)", "x''", "-1e300", "''", "wrong")
EVERY_VALUE = bool(os.environ.get("DATELINE_EVERY_VALUE"))


@pytest.mark.parametrize("kind", metadata().sorted_tables, ids=str)
@pytest.mark.parametrize("turn", range(len(STRANGE) if EVERY_VALUE else 2))
def test_no_value_takes_it_aback(store: Store, kind: Table, turn: int) -> None:
    """Each column of a table holds something strange everywhere, one after the other.

    Which, goes round with the columns: two of six in each. ``DATELINE_EVERY_VALUE=1`` tries all.
    """
    let_everything_be_missing(store, kind.name)
    for place, column in enumerate(kind.columns, start=len(kind.name)):
        if column.primary_key:
            continue
        value = STRANGE[(place + (turn if EVERY_VALUE else 3 * turn)) % len(STRANGE)]
        strange = WORST[stored_type(column)] if value == "wrong" else value
        with closing(sqlite3.connect(store.path)) as raw:
            before = raw.execute(f'SELECT id, "{column.name}" FROM "{kind.name}"').fetchall()
        try:
            plant(store, f'UPDATE "{kind.name}" SET "{column.name}" = {strange}')
        except sqlite3.IntegrityError:  # a unique index, and two rows
            continue
        found = findings(store)[1:]  # after the table, that it differs from what Dateline makes
        can_be = column.nullable and value == "NULL"
        free = value in {"''", "-1e300"} and stored_type(column) == "text"
        assert found or can_be or free, column
        assert all(re.fullmatch(r"[a-z_]+(?: \S+)?: .+", each) for each in found), found
        with closing(sqlite3.connect(store.path)) as raw, raw:
            raw.executemany(f'UPDATE "{kind.name}" SET "{column.name}" = ?2 WHERE id = ?1', before)


@pytest.mark.parametrize("name", [*metadata().tables, "event_search_data", "event_search_idx"])
def test_a_table_that_is_not_there_takes_it_aback_neither(store: Store, name: str) -> None:
    rewrite_schema(store, f"DELETE FROM sqlite_master WHERE tbl_name = '{name}'")
    found = findings(store)
    assert f"table {name}: is missing" in found


def test_a_schema_that_cannot_be_read_is_a_finding(store: Store) -> None:
    rewrite_schema(store, "UPDATE sqlite_master SET sql = 'CREATE TABLE (' WHERE name = 'note'")
    found = findings(store)
    assert len(found) == 1
    assert found[0].startswith("file: cannot be read (malformed database schema (note)")


def test_of_many_findings_of_a_kind_the_first_are_told_and_all_are_counted(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "many.sqlite")
    fill(store, 1200, seed=5)
    plant(store, "UPDATE event SET who_key = 'x', review = 'x' WHERE id <= 1100")
    found = findings(store)
    assert len(found) == 2 * (MOST + 1)
    assert "event: review is not a known value: 1,080 more" in found
    assert "event: cannot be sorted and found by its people: 1,080 more" in found
    store.close()


def test_pages_that_cannot_be_read_are_reported_and_the_rest_is_looked_at(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "torn.sqlite")
    fill(store, 1200, seed=5)
    plant(store, "UPDATE event SET review = 'x' WHERE id IN (1, 1200)")
    with store.reading() as session:
        root = session.connection().exec_driver_sql(
            "SELECT rootpage FROM sqlite_master WHERE name = 'event'"
        )
        children = int(root.scalar() or 0)
    store.close()
    content = bytearray(store.path.read_bytes())
    page = 4096 * (children - 1)
    middle = int.from_bytes(content[page + 3 : page + 5], "big") // 2
    pointer = int.from_bytes(content[page + 12 + 2 * middle : page + 14 + 2 * middle], "big")
    leaf = 4096 * (int.from_bytes(content[page + pointer : page + pointer + 4], "big") - 1)
    content[leaf : leaf + 4096] = b"\xa5" * 4096
    store.path.write_bytes(content)
    store = Store.open(store.path)
    found = findings(store)
    told = [each for each in found if each.startswith("event: rows cannot be read")]
    assert re.search(r"\((\d+) to (\d+): database disk image is malformed\)", told[0])
    assert "event 1: review is not a known value" in found
    assert "event 1200: review is not a known value" in found
    store.close()
