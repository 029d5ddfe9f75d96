"""The file that an article came from: as it lies there, or as it was kept in the chronicle.

What is opened is always a copy in a folder of its own, whose name ends as one of the formats that
are read: nothing that the system would run.
"""

import hashlib
import re
import tempfile
import zlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePath

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from models.errors import KnownError
from models.importing.files import read_bytes
from models.importing.formats.table import format_of
from models.schema.text import Document, Original

MOST = 64 * 2**20
"""Bytes of a file that are kept in a chronicle."""
_NAME = re.compile(r"[^\w -]+")
_LONGEST = 60  # characters of a name
_PAGES = (".html", ".xhtml")
# A page that is opened runs no scripts and fetches nothing.
_POLICY = (
    b'<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
    b"style-src 'unsafe-inline' data:; img-src data:; font-src data:\">\n"
)
_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class File:
    """A file as an article came in it; ``suffix``: that of its format."""

    name: str
    data: bytes
    suffix: str


def keep(session: Session, path: Path) -> str | None:
    """Keep the bytes of a file, once; the hash that names them. None where it cannot be read."""
    try:
        data = read_bytes(path)
    except KnownError:
        return None
    if len(data) > MOST:
        return None
    sha256 = hashlib.sha256(data).hexdigest()
    if session.scalar(select(Original.id).where(Original.sha256 == sha256)) is None:
        session.execute(insert(Original), {"sha256": sha256, "data": zlib.compress(data)})
    return sha256


def original(session: Session, document: int) -> File:
    """The file that a document came from. A KnownError says why it cannot be had."""
    query = select(Document.path, Document.title, Document.original, Original.data)
    query = query.outerjoin(Original, Original.sha256 == Document.original)
    row = session.execute(query.where(Document.id == document)).first()
    if row is None:
        raise KnownError("This article is no longer in the chronicle.")
    path = Path(row.path)
    if row.data is not None:
        with suppress(zlib.error):
            return _file(path.name, zlib.decompress(row.data))
        raise KnownError("The original kept in the chronicle is damaged.")
    if not path.parent.name and not path.exists():
        raise KnownError(f"“{row.title}” was pasted, or its file {path.name} has moved.")
    try:
        there = path.is_file()
    except (OSError, ValueError):
        there = False
    if not there:
        raise KnownError(f"{path.name} has moved or is gone; it was in {path.parent}.")
    return _file(path.name, read_bytes(path))


def copied(file: File) -> Path:
    """A copy of a file in a folder of its own, to be opened by another program."""
    stem = _NAME.sub(" ", PurePath(file.name).stem).strip()[:_LONGEST] or "original"
    path = Path(tempfile.mkdtemp(prefix="dateline-")) / f"{stem}{file.suffix}"
    data = file.data
    if file.suffix in _PAGES:
        data = _POLICY + data.removeprefix(_MARK)
        data = _MARK + data if file.data.startswith(_MARK) else data
    path.write_bytes(data)
    path.chmod(0o400)
    return path


def _file(name: str, data: bytes) -> File:
    form = format_of(name, data)
    if form is not None and form.module == "zotero":
        raise KnownError(f"The article is in the Zotero library {name}; open it there.")
    endings = form.endings.split() if form is not None else [".txt"]
    own = PurePath(name).suffix.lower()
    # A file with macros is opened as one that can have none.
    suffix = own if own in endings and own != ".docm" else endings[0]
    return File(name, data, suffix)
