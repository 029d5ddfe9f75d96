"""From a file to its text: bytes, encoding, line ends."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from models.dates.interval import DateInterval
from models.errors import KnownError
from models.reading.doc import Hints

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
    for found in sorted(path.rglob("*")):
        if found.suffix.lower() in _SUFFIXES and not found.is_dir():
            yield found


def read_file(path: Path, published: DateInterval | None = None) -> FileText:
    """The text of one file; a KnownError where there is none."""
    try:
        data = path.read_bytes()
    except OSError as fault:
        raise KnownError(f"{path.name} cannot be read: {fault.strerror}.") from fault
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise KnownError(f"{path.name} is not text in a known encoding.") from fault
    text = text.replace("\r\n", "\n")
    if not text.strip() or "\0" in text:
        raise KnownError(f"{path.name} holds no text.")
    media_type = _SUFFIXES.get(path.suffix.lower(), "text/plain")
    sha256 = hashlib.sha256(data).hexdigest()
    return FileText(text, media_type, sha256, Hints(path=str(path), given=published))
