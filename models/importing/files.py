"""From a file to its text: bytes, encoding, line ends."""

import codecs
import errno
import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from charset_normalizer import from_bytes

from models.dates.interval import DateInterval
from models.errors import KnownError
from models.importing.kinds import media_type, other_kind
from models.printable import shown
from models.reading.doc import Hints
from models.reading.language import SCRIPTS, foreign_language

LARGEST = 8 * 2**20  # bytes; the longest of articles has a tenth of one megabyte

# The longer marks first: UTF-32's little-endian one begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_NO_FILES = (
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)
# Not to wait for somebody who writes into a pipe, where a file became one since it was looked at.
_OPENING = os.O_RDONLY | sum(
    getattr(os, flag, 0) for flag in ("O_NONBLOCK", "O_CLOEXEC", "O_NOCTTY", "O_BINARY")
)


@dataclass(frozen=True, slots=True)
class FileText:
    """A file's text as read, what kind of file it is, and the hash of its bytes."""

    text: str
    media_type: str
    sha256: str
    hints: Hints


def read_file(path: Path, published: DateInterval | None = None) -> FileText:
    """The text of one file; a KnownError, one sentence, where it is no article."""
    return as_text(path, read_bytes(path), published)


def read_bytes(path: Path) -> bytes:
    """What a file holds, at most LARGEST bytes; a KnownError where it is no file to read.

    Never waits: what is not an ordinary file, or is too large, is not opened.
    """
    name = shown(path.name)
    try:
        _demand_file(path.stat(), name)
        descriptor = os.open(path, _OPENING)
        try:
            _demand_file(os.fstat(descriptor), name)  # it may be another one by now
            with os.fdopen(descriptor, "rb", closefd=False) as file:
                data = file.read(LARGEST + 1) or b""
        finally:
            os.close(descriptor)
    except OSError as fault:
        raise KnownError(_refusal(path, name, fault)) from fault
    except ValueError as fault:  # a NUL in the name
        raise KnownError(f"There is no file {name}; check its name and folder.") from fault
    if len(data) > LARGEST:
        raise KnownError(_too_large(name))
    return data


def as_text(path: Path, data: bytes, published: DateInterval | None = None) -> FileText:
    """The text of a file that holds ``data``; a KnownError where it is no article."""
    name = shown(path.name)
    if not data.strip():
        raise KnownError(f"{name} is empty; there is nothing to read in it.")
    if kind := other_kind(path, data):
        raise KnownError(f"{name} is {kind}, not plain text; save its text and import that.")
    text = _text(name, data).replace("\r\n", "\n")
    if not text.strip():
        raise KnownError(f"{name} holds only white space; there is nothing to read in it.")
    if language := foreign_language(text):
        raise KnownError(
            f"{name} is not in English but in {language}"
            f"{' script' if language in SCRIPTS else ''}; give an English version of it."
        )
    sha256 = hashlib.sha256(data).hexdigest()
    hints = Hints(path=shown(path), given=published)
    return FileText(text, media_type(path) or "text/plain", sha256, hints)


def _demand_file(status: os.stat_result, name: str) -> None:
    """Refuse what is no ordinary file, or too large, before a byte of it is read."""
    if stat.S_ISDIR(status.st_mode):
        raise KnownError(f"{name} is a folder; name the text files in it.")
    for is_kind, what in _NO_FILES:
        if is_kind(status.st_mode):
            raise KnownError(f"{name} is {what}, not a file; save the text in a file first.")
    if not stat.S_ISREG(status.st_mode):
        raise KnownError(f"{name} is not an ordinary file; save the text in one first.")
    if status.st_size > LARGEST:
        raise KnownError(_too_large(name))


def _too_large(name: str) -> str:
    return f"{name} is larger than {LARGEST // 2**20} MB; split it into its articles."


def _refusal(path: Path, name: str, fault: OSError) -> str:
    if isinstance(fault, FileNotFoundError):
        if path.is_symlink():
            return f"{name} is a link to a file that is gone."
        return f"There is no file {name}; check its name and folder."
    if isinstance(fault, PermissionError):
        return f"{name} may not be read; ask its owner for permission."
    if fault.errno == errno.ELOOP:
        return f"{name} is a link that leads back to itself."
    return f"{name} cannot be read: {fault.strerror or fault}."


def _text(name: str, data: bytes) -> str:
    """The text of the bytes: by byte-order mark, as UTF-8, as Windows-1252, else by guess."""
    text = _marked(name, data) or _unmarked(name, data)
    # SQLite and its search end a text at a NUL; half a character cannot be stored at all.
    if "\0" in text:
        raise KnownError(f"{name} is not text but some other kind of file; save it as text.")
    return text.encode("utf-8", "replace").decode("utf-8")


def _marked(name: str, data: bytes) -> str | None:
    """The text behind a byte-order mark; None where there is none."""
    for mark, encoding, called in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as fault:
                raise KnownError(
                    f"{name} is damaged: it begins like {called} text but goes on otherwise."
                ) from fault
    return None


def _unmarked(name: str, data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if any(byte < 32 and byte not in b"\t\n\r\f" for byte in data[:65536]):
        raise KnownError(f"{name} is not text but some other kind of file; save it as text.")
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        best = from_bytes(data[:262144]).best()
        if best is None:
            raise KnownError(
                f"{name} is in an encoding that is not known; save it as UTF-8."
            ) from None
        return data.decode(best.encoding, errors="replace")
