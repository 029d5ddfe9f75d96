"""From a file to its articles: what may be read of a disk, and how much of it."""

import errno
import os
import stat
from dataclasses import replace
from pathlib import Path

from models.errors import KnownError
from models.importing.formats.article import Article, Columns, File
from models.importing.formats.opening import open_file
from models.importing.formats.spreadsheet import Head, head
from models.importing.formats.table import largest_of
from models.printable import shown
from models.reading.lexicon.language import SCRIPTS, foreign_language

_NO_FILES = (
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)
# Never wait for the writer of a pipe, should a file have become one since it was checked.
_OPENING = os.O_RDONLY | sum(
    getattr(os, flag, 0) for flag in ("O_NONBLOCK", "O_CLOEXEC", "O_NOCTTY", "O_BINARY")
)


def read_file(path: Path) -> tuple[Article, ...]:
    """The articles of one file. Raises KnownError, in one sentence, where there are none."""
    return open_bytes(path, read_bytes(path))


def open_bytes(path: Path, data: bytes, columns: Columns = ()) -> tuple[Article, ...]:
    """The articles of a file with these bytes. Raises KnownError where there are none.

    Those not in English have a ``fault`` that says so. ``columns`` of a table: what they hold.
    """
    name = shown(path.name)
    found = open_file(File(name, data, columns=columns, folder=path.parent))
    found = tuple(_in_english(each, "It" if len(found) > 1 else name) for each in found)
    if len(found) == 1 and (fault := found[0].fault) is not None:
        raise KnownError(fault)
    return found


def table_head(path: Path) -> Head:
    """The first rows of a table file, and what its columns seem to hold.

    Raises KnownError where it cannot be read.
    """
    return head(File(shown(path.name), read_bytes(path)))


def _in_english(article: Article, called: str) -> Article:
    if article.fault is not None or article.link:
        return article
    language = foreign_language(article.text)
    if language is None:
        return article
    script = " script" if language in SCRIPTS else ""
    fault = f"{called} is in {language}{script}, not in English; import an English version."
    return replace(article, text="", fault=fault, language=language)


def read_bytes(path: Path) -> bytes:
    """The bytes of a file, up to the limit of its format. KnownError where unreadable.

    Never blocks: only regular files that aren't too large are opened.
    """
    name = shown(path.name)
    largest = largest_of(path.name)
    try:
        _demand_file(path.stat(), name, largest)
        descriptor = os.open(path, _OPENING)
        try:
            _demand_file(os.fstat(descriptor), name, largest)  # it may be another one by now
            with os.fdopen(descriptor, "rb", closefd=False) as file:
                data = file.read(largest + 1) or b""
        finally:
            os.close(descriptor)
    except OSError as fault:
        raise KnownError(_refusal(path, name, fault)) from fault
    except ValueError as fault:  # a NUL in the name
        raise KnownError(f"There is no file {name}; check its name and folder.") from fault
    if len(data) > largest:
        raise KnownError(_too_large(name, largest))
    return data


def _demand_file(status: os.stat_result, name: str, largest: int) -> None:
    """Refuse what isn't a regular file, or is too large, before reading any of it."""
    if stat.S_ISDIR(status.st_mode):
        raise KnownError(f"{name} is a folder; name the files in it.")
    for is_kind, what in _NO_FILES:
        if is_kind(status.st_mode):
            raise KnownError(f"{name} is {what}, not a file; save the text in a file first.")
    if not stat.S_ISREG(status.st_mode):
        raise KnownError(f"{name} isn’t a regular file; save its text in one first.")
    if status.st_size > largest:
        raise KnownError(_too_large(name, largest))


def _too_large(name: str, largest: int) -> str:
    return f"{name} is larger than {largest // 2**20} MB; split it into its articles."


def _refusal(path: Path, name: str, fault: OSError) -> str:
    if isinstance(fault, FileNotFoundError):
        if path.is_symlink():
            return f"{name} is a link to a file that no longer exists."
        return f"There is no file {name}; check its name and folder."
    if isinstance(fault, PermissionError):
        return f"You don’t have permission to read {name}; ask its owner."
    if fault.errno == errno.ELOOP:
        return f"{name} is a link that leads to itself."
    return f"{name} cannot be read: {fault.strerror or fault}."
