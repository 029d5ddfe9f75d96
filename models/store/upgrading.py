"""Upgrade a chronicle of an earlier version, after keeping a copy."""

import logging
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from models.errors import KnownError
from models.progress import Tick
from models.store import drafts, sqlite
from models.store.faults import damaged, plain_faults
from models.store.ticking import tell, ticking

log = logging.getLogger(__name__)
# What a step raises on what no chronicle of its version holds.
_UNREADABLE = (LookupError, TypeError, ValueError, zlib.error)
MIGRATIONS = Path(__file__).parent / "migrations"


def config(connection: Connection | None = None) -> Config:
    """Alembic's settings, without a file; ``connection`` is what migrations run on."""
    made = Config()
    made.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    made.attributes["connection"] = connection
    return made


def upgrade(path: Path, revision: str, tick: Tick | None = None) -> Path | None:
    """Run every migration since ``revision``, all or nothing; returns the copy kept.

    None where another program has upgraded it in the meantime. ``tick`` is told how far it is; what
    it raises ends the upgrade, and everything is as it was.
    """
    with plain_faults(path.name), _migrating(path, tick) as connection:
        now = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        if now != revision:
            return None
        copy = _keep(path, revision)
        try:
            _run(path, connection, "head")
        except BaseException as fault:
            with suppress(OSError):
                copy.unlink()  # nothing was changed, so nobody needs it
            if isinstance(fault, _UNREADABLE):
                log.exception("%s was not brought up to date", path.name)
                what = "its contents cannot be upgraded"
                raise damaged(path.name, what) from fault
            raise
    return copy


def migrate(path: Path, revision: str = "head") -> None:
    """Run the migrations on a file in one transaction."""
    with _migrating(path) as connection:
        _run(path, connection, revision)


@contextmanager
def _migrating(path: Path, tick: Tick | None = None) -> Iterator[Connection]:
    """A transaction during which nobody else can write.

    Foreign keys are off during it: rebuilding a table drops it, and dropping it would delete
    every row that points to it. They are checked before the transaction ends.
    """
    engine = sqlite.open_engine(path)
    try:
        with engine.connect() as bare:
            raw = bare.connection.driver_connection
            assert isinstance(raw, sqlite3.Connection)
            raw.execute("PRAGMA foreign_keys=OFF")
            connection = bare.execution_options(dateline_writing=True)
            with ticking(raw, tick), connection.begin():
                yield connection
    finally:
        engine.dispose()


def _run(path: Path, connection: Connection, revision: str) -> None:
    tell(0, 0, "upgrade")
    sqlite.mark(connection)
    command.upgrade(config(connection), revision)
    if lost := connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise KnownError(
            f"{path.name} could not be upgraded: a row of {lost[0]} "
            "refers to a missing row; nothing was changed."
        )


def _keep(path: Path, revision: str) -> Path:
    """Copy a chronicle as it is now; the copy has its name when it is whole."""
    try:
        with drafts.draft(path) as draft:
            sqlite.copy_file(path, draft, lambda done, total: tell(done, total, "copy"))
            for copy in _names(path, revision):
                if drafts.put(draft, copy):
                    return copy
    except OSError as fault:
        raise KnownError(
            f"{path.name} is of an earlier version, and no copy of it can be kept in "
            f"{path.parent}: {fault.strerror}; make room there and try again."
        ) from fault
    raise AssertionError("there are too many copies already")


def _names(path: Path, revision: str) -> Iterator[Path]:
    now = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    for number in count(1):
        more = "" if number == 1 else f"-{number}"
        yield path.with_name(f"{path.stem}.before-upgrade-{revision}-{now}{more}{path.suffix}")
