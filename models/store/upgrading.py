"""Bring a chronicle of an earlier version up to date, after a copy was kept."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from models.errors import KnownError
from models.store import sqlite
from models.store.faults import plain_faults

MIGRATIONS = Path(__file__).parent / "migrations"


def config(connection: Connection | None = None) -> Config:
    """Alembic's settings, without a file; ``connection`` is what migrations run on."""
    made = Config()
    made.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    made.attributes["connection"] = connection
    return made


def kept_copy(path: Path, revision: str) -> Path:
    """Where the copy of a chronicle is kept before it is upgraded from ``revision``."""
    now = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    return path.with_name(f"{path.stem}.before-upgrade-{revision}-{now}{path.suffix}")


def upgrade(path: Path, revision: str) -> Path:
    """Run every migration since ``revision``, all or nothing; returns the copy kept."""
    copy = kept_copy(path, revision)
    try:
        with plain_faults(path.name):
            sqlite.copy_file(path, copy)
    except KnownError:
        copy.unlink(missing_ok=True)
        raise
    with plain_faults(path.name):
        migrate(path)
    return copy


def migrate(path: Path, revision: str = "head") -> None:
    """Run the migrations on a file in one transaction.

    Foreign keys are off meanwhile: rebuilding a table drops it, and dropping it would delete
    every row that points to it. They are checked before the transaction ends.
    """
    engine = sqlite.open_engine(path)
    try:
        with engine.connect() as bare:
            raw = bare.connection.driver_connection
            assert isinstance(raw, sqlite3.Connection)
            raw.execute("PRAGMA foreign_keys=OFF")
            connection = bare.execution_options(dateline_writing=True)
            with connection.begin():
                sqlite.mark(connection)
                command.upgrade(config(connection), revision)
                if lost := connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                    raise KnownError(
                        f"{path.name} could not be brought up to date: a row of {lost[0]} "
                        "points nowhere; nothing was altered."
                    )
    finally:
        engine.dispose()
