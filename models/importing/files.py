"""From a file to its text: bytes, encoding, line ends."""

import codecs
import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from charset_normalizer import from_bytes

from models.dates.interval import DateInterval
from models.errors import KnownError
from models.printable import shown
from models.reading.doc import Hints
from models.reading.language import SCRIPTS, foreign_language

LARGEST = 8 * 2**20  # bytes; the longest of articles has a tenth of one megabyte
_MARKUP = re.compile(r"\s*(?:<!doctype html|<html[\s>]|<\?xml)", re.IGNORECASE)
_SUFFIXES = {".txt": "text/plain", ".md": "text/markdown"}


@dataclass(frozen=True, slots=True)
class FileText:
    """A file's text as read, what kind of file it is, and the hash of its bytes."""

    text: str
    media_type: str
    sha256: str
    hints: Hints


def find_files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The files named, and of folders every text file in them, in order, each once."""
    return tuple(dict.fromkeys(file for path in paths for file in _inside(path)))


def _inside(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for folder, folders, names in os.walk(path):  # links to folders are not followed: no circles
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            found = Path(folder, name)
            if found.suffix.lower() in _SUFFIXES and not name.startswith("."):
                yield found


def read_file(path: Path, published: DateInterval | None = None) -> FileText:
    """The text of one file; a KnownError, one sentence, where it is no article."""
    name = shown(path.name)
    data = _bytes(path)
    if not data.strip():
        raise KnownError(f"{name} is empty; there is nothing to read in it.")
    text = _text(path, data).replace("\r\n", "\n")
    if not text.strip():
        raise KnownError(f"{name} holds only white space; there is nothing to read in it.")
    if _MARKUP.match(text):
        raise KnownError(
            f"{name} is a web page, not plain text; open it in a browser and save its text."
        )
    if language := foreign_language(text):
        raise KnownError(
            f"{name} is not in English but in {language}"
            f"{' script' if language in SCRIPTS else ''}; give an English version of it."
        )
    media_type = _SUFFIXES.get(path.suffix.lower(), "text/plain")
    sha256 = hashlib.sha256(data).hexdigest()
    return FileText(text, media_type, sha256, Hints(path=str(path), given=published))


def _bytes(path: Path) -> bytes:
    name = shown(path.name)
    try:
        if path.is_dir():
            raise KnownError(f"{name} is a folder; name the text files in it.")
        if path.is_symlink() and not path.exists():
            raise KnownError(f"{name} is a link to a file that is gone.")
        if not path.exists():
            raise KnownError(f"There is no file {name}; check its name and folder.")
        if not path.is_file():
            raise KnownError(f"{name} is no ordinary file; save the text in one first.")
        if path.stat().st_size > LARGEST:
            raise KnownError(
                f"{name} is larger than {LARGEST // 2**20} MB; split it into its articles."
            )
        return path.read_bytes()
    except PermissionError as fault:
        raise KnownError(f"{name} may not be read; ask its owner for permission.") from fault
    except OSError as fault:
        raise KnownError(f"{name} cannot be read: {fault.strerror}.") from fault


def _text(path: Path, data: bytes) -> str:
    """The text of the bytes: by byte-order mark, as UTF-8, as Windows-1252, else by guess."""
    name = shown(path.name)
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as fault:
                raise KnownError(f"{name} is damaged: it is no {encoding[:6]} text.") from fault
    if b"\0" in data:
        raise KnownError(f"{name} is no text but some other kind of file; save it as text.")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    strange = sum(byte < 32 and byte not in b"\t\n\r\f" for byte in data[:65536])
    if strange:
        raise KnownError(f"{name} is no text but some other kind of file; save it as text.")
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        best = from_bytes(data[:262144]).best()
        if best is None:
            raise KnownError(
                f"{name} is in an encoding that is not known; save it as UTF-8."
            ) from None
        return data.decode(best.encoding, errors="replace")
