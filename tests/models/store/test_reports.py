"""A chronicle of an earlier version gets what today's import would have stored."""

import sqlite3
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from models.queries.integrity import check
from models.schema.keys import FIRST_DAY, LAST_DAY, LENGTH, UNDATED
from models.schema.tables import TABLES
from models.store import opening, sqlite, upgrading
from models.store.store import Store
from tests.benchmarks.chronicles import fill
from tests.steps import finish

EVENTS = 300
EARLIER = ("0001", "0002", "0003")
TIMES = (
    "SELECT id, chrono, earliest, latest, reported FROM event ORDER BY id",
    "SELECT id, chrono FROM participation ORDER BY id",
)


@pytest.fixture(scope="module")
def today(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a chronicle of today, drawn at random."""
    path = tmp_path_factory.mktemp("today") / "today.sqlite"
    store = Store.open(path)
    fill(store, EVENTS, seed=4)
    store.close()
    return path


@pytest.fixture
def made_by(today: Path, tmp_path: Path) -> Callable[[str], Path]:
    """Return a function that makes the same chronicle as an earlier version did."""

    def make(revision: str) -> Path:
        path = tmp_path / f"{revision}.sqlite"
        path.touch()
        sqlite.use_log(path)
        upgrading.migrate(path, revision)
        raw = sqlite3.connect(path)
        raw.execute("ATTACH ? AS today", (str(today),))
        known = {row[0] for row in raw.execute("SELECT name FROM main.sqlite_master")}
        raw.execute(
            "INSERT INTO change VALUES ('2025-01-01T00:00:00+00:00', 'Import', 0, 1, ?, 1)",
            (zlib.compress(b"[]"),),
        )
        for kind in TABLES:
            name = kind.__tablename__
            if name in known and name not in ("mention", "quotation"):
                columns = ", ".join(
                    f'"{row[1]}"' for row in raw.execute(f"PRAGMA main.table_info({name})")
                )
                raw.execute(f"INSERT INTO {name} ({columns}) SELECT {columns} FROM today.{name}")
        raw.execute(
            "UPDATE event SET chrono = ?, earliest = ?, latest = ? WHERE edtf IS NULL",
            (UNDATED, FIRST_DAY, LAST_DAY),
        )
        raw.execute(
            "UPDATE event SET chrono = chrono + 1 WHERE edtf IS NOT NULL AND latest >= ?",
            (LAST_DAY,),
        )
        raw.commit()
        raw.close()
        return path

    return make


def times(path: Path) -> list[list[tuple[int, ...]]]:
    raw = sqlite3.connect(path)
    found = [raw.execute(query).fetchall() for query in TIMES]
    raw.close()
    return found


def test_every_earlier_version_is_tried() -> None:
    assert opening.REVISIONS[: len(EARLIER) + 1] == (*EARLIER, "0004")


@pytest.mark.parametrize("revision", EARLIER)
def test_an_upgrade_puts_events_without_a_date_where_they_were_reported(
    made_by: Callable[[str], Path], today: Path, revision: str
) -> None:
    path = made_by(revision)
    store = Store.open(path)
    with store.writing() as session:
        assert finish(check(session)) == ()
    store.close()
    after = times(path)
    assert after == times(today)
    known = {row[1] & LENGTH for row in after[0] if row[1] < UNDATED}
    assert {0, LENGTH - 1, LENGTH} <= known, "days, open ends and reports are among them"


def test_all_events_are_looked_at_in_the_order_of_their_numbers(
    made_by: Callable[[str], Path], today: Path
) -> None:
    """Which index that is depends on which was made last, in a new chronicle and in an old one."""
    older = made_by("0003")
    Store.open(older).close()
    for path in (today, older):
        raw = sqlite3.connect(path)
        ((*_, step),) = raw.execute("EXPLAIN QUERY PLAN SELECT id FROM event").fetchall()
        assert step == "SCAN event USING COVERING INDEX ix_event_import_id"
        raw.close()


def test_what_is_written_after_an_upgrade_is_still_copied(made_by: Callable[[str], Path]) -> None:
    path = made_by("0003")
    Store.open(path).close()
    raw = sqlite3.connect(path)
    raw.execute("UPDATE event SET chrono = chrono + 7 WHERE id < 50")
    raw.execute("UPDATE participation SET chrono = 5 WHERE event_id > 200")
    apart = (
        "SELECT count(*) FROM participation JOIN event ON event.id = event_id "
        "WHERE participation.chrono <> event.chrono"
    )
    assert raw.execute(apart).fetchone() == (0,)
    raw.close()
