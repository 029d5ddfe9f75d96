"""Packed folders (.zip): the articles of every file in them that can be read."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from models.importing.formats.archive import Archive
from models.importing.formats.article import Article, File
from models.importing.formats.opening import open_inside
from models.importing.formats.table import ENDINGS


def articles(file: File) -> Iterator[Article]:
    """The articles file by file; hidden files and those of other kinds are passed over."""
    archive = Archive(file.name, file.data)
    for name in archive.names():
        path = PurePosixPath(name.replace("\\", "/"))
        hidden = any(part.startswith(".") or part == "__MACOSX" for part in path.parts)
        if not hidden and path.suffix.lower() in ENDINGS:
            yield from open_inside(file, str(path), archive.read(name))
