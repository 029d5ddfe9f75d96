"""Files to export to, written completely or not at all."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import IO, Any, cast
from uuid import uuid4

from models.errors import FailedError, KnownError
from models.printable import shown
from models.store.held import header

_NOT_SYNCED = (errno.EINVAL, errno.ENOTSUP, errno.ENOSYS)  # the file system does not offer it

_DATABASE = b"SQLite format 3\0"


@contextmanager
def whole_file(path: Path, *, streams: bool = False, binary: bool = False) -> Iterator[IO[Any]]:
    """A file to write, of UTF-8 or ``binary``, that gets its name only when it is complete.

    An existing file stays until then and passes on its permissions; links are followed. With
    ``streams`` a device, a pipe or our own standard output is written into as it is; without,
    each is refused. Raises KnownError for an unusable place, FailedError where writing fails.
    """
    found = _found(path)
    opened: AbstractContextManager[IO[Any]]
    if found is None or (stat.S_ISREG(found.st_mode) and not (streams and _ours(found))):
        opened, lost = _replaced(path, found, binary=binary), "Nothing was"
    else:
        opened, lost = _stream(path, found, streams=streams, binary=binary), "Not everything was"
    try:
        with opened as out:
            yield out
    except BrokenPipeError:  # the reader has seen enough: not a failure
        raise
    except OSError as fault:
        why = fault.strerror or str(fault)
        raise FailedError(
            f"{lost} exported to {shown(path.name)}: {why}; make room or choose another place."
        ) from fault


def _found(path: Path) -> os.stat_result | None:
    """What is there; None: nothing, or a link to nothing."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    except OSError as fault:
        raise _refused(path, f"{fault.strerror}; choose another place") from fault
    if stat.S_ISDIR(found.st_mode):
        raise _refused(path, "it is a folder; name a file inside it")
    if stat.S_ISREG(found.st_mode) and _is_chronicle(path):
        raise _refused(path, "it is a chronicle; choose another name")
    return found


def _is_chronicle(path: Path) -> bool:
    """Whether it is a database: nobody means to lose one to an export, the open one least."""
    with suppress(OSError):  # closing a handle of our own would end the locks on an open one
        return header(path).startswith(_DATABASE)
    return False


def _refused(path: Path, why: str) -> KnownError:
    return KnownError(f"Nothing was exported to {shown(path.name)}: {why}.")


def _ours(found: os.stat_result) -> int | None:
    """Which of our own two outputs it is; replaced, it would no longer be the one that is open."""
    for number in (1, 2):
        with suppress(OSError):
            if os.path.samestat(found, os.fstat(number)):
                return number
    return None


def _stream(path: Path, found: os.stat_result, *, streams: bool, binary: bool) -> IO[Any]:
    if not streams or stat.S_ISBLK(found.st_mode) or stat.S_ISSOCK(found.st_mode):
        raise _refused(path, "it isn’t a regular file; choose another name")
    try:
        if (number := _ours(found)) is not None:
            return cast("IO[Any]", os.fdopen(os.dup(number), **_as_written(binary=binary)))
        return cast("IO[Any]", path.open(**_as_written(binary=binary)))
    except OSError as fault:
        raise _refused(path, f"{fault.strerror}; choose another place") from fault


def _as_written(*, binary: bool) -> dict[str, Any]:
    return {"mode": "wb"} if binary else {"mode": "w", "encoding": "utf-8", "newline": ""}


@contextmanager
def _replaced(
    named: Path, found: os.stat_result | None, *, binary: bool = False
) -> Iterator[IO[Any]]:
    """A draft beside the file, which takes its place at the end."""
    path = Path(os.path.realpath(named))
    if found is not None and not os.access(path, os.W_OK):
        raise _refused(named, "it is read-only; choose another name")
    draft = path.with_name(f".dateline-{uuid4().hex}.part")
    mode = 0o666 if found is None else 0o600  # what was private is never anything else
    try:
        out = open(  # noqa: SIM115 - Path.open has no opener; closed below
            draft,
            **{**_as_written(binary=binary), "mode": "xb" if binary else "x"},
            opener=lambda name, flags: os.open(name, flags, mode),
        )
    except FileNotFoundError as fault:
        why = f"there is no folder {shown(path.parent)}; make it or choose another"
        raise _refused(named, why) from fault
    except PermissionError as fault:
        why = f"the folder {shown(path.parent)} is read-only; choose another"
        raise _refused(named, why) from fault
    try:
        with out:
            yield out
            out.flush()
            _sync(out.fileno())
        if found is not None:
            _like(draft, found)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    _sync_folder(path.parent)


def _like(draft: Path, found: os.stat_result) -> None:
    """Give the draft the owner, as far as we may, and the permissions of what it replaces."""
    if hasattr(os, "chown"):
        with suppress(OSError):
            os.chown(draft, found.st_uid, found.st_gid)
    draft.chmod(stat.S_IMODE(found.st_mode))


def _sync(file: int) -> None:
    try:
        os.fsync(file)
    except OSError as fault:
        if fault.errno not in _NOT_SYNCED:
            raise


def _sync_folder(folder: Path) -> None:
    """Have the new name outlive a power cut, where the system lets a folder be synced."""
    with suppress(OSError):
        file = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(file)
        finally:
            os.close(file)
