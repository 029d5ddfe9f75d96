"""From what somebody names to a file that is a chronicle of today's version."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from models.errors import KnownError
from models.schema.tables import metadata
from models.store import sqlite
from models.store.access import Access, access, forget
from models.store.faults import plain_faults
from models.store.held import header, is_chronicle
from models.store.places import default_chronicle

# The versions of the schema, oldest first, as alembic names them.
REVISIONS = ("0001", "0002", "0003", "0004", "0005")


def prepare(target: str | Path | None, *, create: bool) -> tuple[Path, Access]:
    """The path of a chronicle of today's version and how it can be opened.

    It is made or upgraded where it was not, unless it may not be written.
    """
    path = _path(target)
    sqlite.require_search()
    _refuse_what_is_no_file(path)
    if not path.exists():
        if not create:
            raise KnownError(f"There is no chronicle {path}; see whether the name is right.")
        _make(path)
    _refuse_strangers(path)
    way = access(path)
    try:
        _bring_up_to_date(path, way)
    except BaseException:
        forget(way, path)
        raise
    return path, way


def _bring_up_to_date(path: Path, way: Access) -> None:
    with plain_faults(path.name):
        revision = _revision(path.name, way)
    if revision not in REVISIONS:
        raise KnownError(
            f"{path.name} was made by a newer Dateline; install the newest version to open it."
        )
    if revision == REVISIONS[-1]:
        return
    if way.why:
        raise KnownError(
            f"{way.why}, and {path.name} must be brought up to date to be read; "
            "copy it to a folder of your own and open it there."
        )
    from models.store.upgrading import upgrade  # noqa: PLC0415 - alembic takes a second

    upgrade(path, revision)


def _path(target: str | Path | None) -> Path:
    if target is None:
        return default_chronicle()
    if isinstance(target, Path) or "://" not in target:
        if not str(target).strip() or "\0" in str(target):
            raise KnownError("The chronicle needs a file name.")
        return Path(target).expanduser().absolute()
    try:
        url = make_url(target)
    except ArgumentError as fault:
        raise KnownError(f"{target} is no address of a chronicle; name a file.") from fault
    if url.get_backend_name() != "sqlite":
        raise KnownError(
            f"Dateline cannot open {url.get_backend_name()} databases yet; name a file."
        )
    if not url.database or url.database == ":memory:":
        raise KnownError("A chronicle is kept in a file; name one.")
    return Path(url.database).absolute()


def _refuse_what_is_no_file(path: Path) -> None:
    try:
        if path.is_dir():
            raise KnownError(f"{path} is a folder; name a file in it.")
        if path.exists() and not path.is_file():
            raise KnownError(f"{path} is not a file; choose a file that Dateline has made.")
        if path.is_symlink() and not path.exists():
            raise KnownError(f"{path.name} is a link to a file that is not there.")
    except OSError as fault:
        raise KnownError(f"{path.name} cannot be opened: {fault.strerror}.") from fault


def _refuse_strangers(path: Path) -> None:
    try:
        head = header(path)
    except OSError as fault:
        raise KnownError(
            f"{path.name} cannot be opened: {fault.strerror}; change its permissions."
        ) from fault
    if not head:  # somebody's notes, or what a full disk or a power cut has left of a chronicle
        raise KnownError(
            f"{path.name} is an empty file, not a chronicle; "
            "delete it or choose another name to begin a new one."
        )
    if not is_chronicle(head):
        raise KnownError(f"{path.name} is not a chronicle; choose a file that Dateline has made.")


def _revision(name: str, way: Access) -> str:
    raw = sqlite.connect(sqlite.address(way.file, way.way.value))
    try:
        raw.execute("PRAGMA busy_timeout=5000")
        row = raw.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.OperationalError as fault:
        if "no such table" not in str(fault):
            raise
        row = None
    finally:
        raw.close()
    if row is None:
        raise KnownError(f"{name} is damaged: it does not say its version.")
    return str(row[0])


def _make(path: Path) -> None:
    """Make an empty chronicle elsewhere in the folder and move it in place when it is whole."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}-{uuid4().hex}")
        draft.touch(exist_ok=False)
    except OSError as fault:
        raise KnownError(
            f"{path.name} cannot be made in {path.parent}: {fault.strerror}; choose another folder."
        ) from fault
    try:
        with plain_faults(path.name):
            _fill(draft)
        _put(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def _fill(path: Path) -> None:
    sqlite.use_log(path)
    engine = sqlite.open_engine(path)
    try:
        with sqlite.writing_engine(engine).begin() as connection:
            sqlite.mark(connection)
            metadata().create_all(connection)
            for statement in (*sqlite.SEARCH, *sqlite.COPIES, *sqlite.WALKED_LAST):
                connection.exec_driver_sql(statement)
            connection.exec_driver_sql(
                "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
                "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
            )
            connection.exec_driver_sql(
                "INSERT INTO alembic_version (version_num) VALUES (?)", (REVISIONS[-1],)
            )
    finally:
        engine.dispose()


@contextmanager
def new_file(path: Path) -> Iterator[Path]:
    """A draft that stands under this name when it is complete; what has the name already stays."""
    draft = path.with_name(f".{path.name}-{uuid4().hex}")
    try:
        if path.exists():
            raise KnownError(f"{path.name} exists already; choose another name.")
        draft.touch(exist_ok=False)
    except OSError as fault:
        raise KnownError(
            f"{path.name} cannot be written in {path.parent}: {fault.strerror}; "
            "choose another folder."
        ) from fault
    try:
        yield draft
        _put(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def _put(draft: Path, path: Path) -> None:
    """Two programs may make the same chronicle at once; the first one stays."""
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        return
    except OSError:  # a file system without hard links
        draft.replace(path)
