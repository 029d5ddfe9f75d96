"""From a path or URL to a chronicle file of the current version."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from models.errors import KnownError
from models.progress import Tick
from models.store import drafts, sqlite
from models.store.access import Access, access, forget
from models.store.addresses import parsed
from models.store.faults import damaged, plain_faults
from models.store.held import header, is_chronicle
from models.store.places import default_chronicle

# The versions of the schema, oldest first, as alembic names them.
REVISIONS = (
    "0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009", "0010", "0011", "0012",
    "0013", "0014",
)  # fmt: skip


def prepare(
    target: str | Path | None, *, create: bool, tick: Tick | None = None
) -> tuple[Path, Access]:
    """The path of a chronicle of the current version, and how it can be opened.

    It is created or upgraded as needed, unless it cannot be written.
    """
    path = _path(target)
    sqlite.require_search()
    if create:
        _refuse_what_is_no_file(path)
        if not path.exists():
            _make(path)
    locate(path)
    way = access(path)
    try:
        _bring_up_to_date(path, way, tick)
    except BaseException:
        forget(way, path)
        raise
    return path, way


def _bring_up_to_date(path: Path, way: Access, tick: Tick | None) -> None:
    if not way.why:
        drafts.sweep(path)
    with plain_faults(path.name):
        revision = _revision(path.name, way)
    if revision not in REVISIONS:
        raise KnownError(
            f"{path.name} was made by a newer Dateline; install the newest version to open it."
        )
    if revision == REVISIONS[-1]:
        if not way.why:
            _use_log(path)
        return
    if way.why:
        raise KnownError(
            f"{way.why}, and {path.name} must be upgraded to be read; "
            "copy it to a folder of your own and open it there."
        )
    from models.store.upgrading import upgrade  # noqa: PLC0415 - alembic takes a second

    upgrade(path, revision, tick)
    _use_log(path)


def _use_log(path: Path) -> None:
    with suppress(sqlite3.Error):  # somebody who reads it the other way keeps it that way
        sqlite.use_log(path)


def locate(target: str | Path | None) -> Path:
    """The path of an existing chronicle of any version, intact or damaged."""
    path = _path(target)
    _refuse_what_is_no_file(path)
    if not path.exists():
        raise KnownError(f"There is no chronicle {path}; check the name.")
    _refuse_strangers(path)
    return path


def _path(target: str | Path | None) -> Path:
    if target is None:
        return default_chronicle()
    if isinstance(target, Path) or "://" not in target:
        if not str(target).strip() or "\0" in str(target):
            raise KnownError("The chronicle needs a file name.")
        return Path(target).expanduser().absolute()
    url = parsed(target)
    if url.get_backend_name() != "sqlite":
        raise KnownError(
            f"Dateline cannot open {url.get_backend_name()} databases; name a file, or the "
            "address of a PostgreSQL database."
        )
    if not url.database or url.database == ":memory:":
        raise KnownError("A chronicle is kept in a file; name one.")
    return Path(url.database).absolute()


def _refuse_what_is_no_file(path: Path) -> None:
    try:
        if path.is_dir():
            raise KnownError(f"{path} is a folder; name a file in it.")
        if path.exists() and not path.is_file():
            raise KnownError(f"{path} is not a file; choose a file made by Dateline.")
        if path.is_symlink() and not path.exists():
            raise KnownError(f"{path.name} is a link to a file that is not there.")
    except OSError as fault:
        raise KnownError(f"{path.name} cannot be opened: {fault.strerror}.") from fault


def _refuse_strangers(path: Path) -> None:
    try:
        head = header(path)
    except OSError as fault:
        raise KnownError(
            f"{path.name} cannot be opened: you have no permission; change its permissions."
        ) from fault
    if path.stat().st_size == 0:  # somebody's notes, or what a full disk once left of a chronicle
        raise KnownError(
            f"{path.name} is an empty file, not a chronicle; "
            "delete it or choose another name to begin a new one."
        )
    if not is_chronicle(head):
        raise KnownError(f"{path.name} is not a chronicle; choose a file made by Dateline.")


def _revision(name: str, way: Access) -> str:
    with closing(sqlite.connect(sqlite.address(way.file, way.way.value))) as raw:
        raw.execute("PRAGMA busy_timeout=5000")
        row = raw.execute("SELECT version_num FROM alembic_version").fetchone()
    if row is None:
        raise damaged(name, "it has no version")
    return str(row[0])


def _make(path: Path) -> None:
    """Make an empty chronicle elsewhere in the folder and move it in place when it is whole."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        drafts.sweep(path)
        with drafts.draft(path) as draft:
            with plain_faults(path.name):
                _fill(draft)
                kept = sqlite.is_whole(draft)
            if not kept:
                raise KnownError(
                    f"{path.name} could not be created: the disk did not keep what was written; "
                    "check that it has room and try again."
                )
            drafts.put(draft, path)  # of two programs that make it at once, the first one wins
    except OSError as fault:
        raise KnownError(
            f"{path.name} cannot be created in {path.parent}: {fault.strerror}; "
            "choose another folder."
        ) from fault


def _fill(path: Path) -> None:
    """Create every table in a new file, which gets a log only when all of it is written."""
    path.touch()
    engine = sqlite.open_engine(path)
    try:
        with sqlite.writing_engine(engine).begin() as connection:
            sqlite.build(connection)
            connection.exec_driver_sql(
                "INSERT INTO alembic_version (version_num) VALUES (?)", (REVISIONS[-1],)
            )
    finally:
        engine.dispose()


@contextmanager
def new_file(path: Path) -> Iterator[Path]:
    """A draft that gets this name when complete; an existing file keeps it."""
    try:
        if path.exists():
            raise KnownError(f"{path.name} already exists; choose another name.")
        with drafts.draft(path) as draft:
            yield draft
            if not drafts.put(draft, path):
                raise KnownError(f"{path.name} already exists; choose another name.")
    except OSError as fault:
        raise KnownError(
            f"{path.name} cannot be written in {path.parent}: {fault.strerror}; "
            "choose another folder."
        ) from fault
