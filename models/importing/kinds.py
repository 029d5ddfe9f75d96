"""Kinds of files: those that can be read, and names for those that cannot."""

import re
from collections import Counter
from collections.abc import Container, Iterable
from pathlib import PurePath

from models.importing.formats.table import ENDINGS
from models.importing.formats.unread import KINDS, UNKNOWN, kind_of

READ = ENDINGS
"""The endings of files that are read, and their media types."""

# What systems and programs leave beside people's files; hidden files are passed over as well.
_LITTER = frozenset(
    ("thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "$recycle.bin", "__macosx", "@eadir")
)


# A chronicle may lie beside its articles, with what SQLite keeps beside it.
_CHRONICLE = re.compile(r"\.(?:sqlite3?|db|dateline)(?:-wal|-shm|-journal)?$", re.IGNORECASE)
_ZOTERO = re.compile(r"zotero[^/\\]{0,40}\.sqlite", re.IGNORECASE)
# Where browsers put what belongs to a page, in the languages they speak.
_PARTS = re.compile(r"(.+)(?:_files|\.files|-Dateien|_fichiers|_archivos|_bestanden|_file|-filer)")


def media_type(path: PurePath) -> str | None:
    """The media type of a readable file by its ending; None for any other."""
    return READ.get(path.suffix.lower())


def is_litter(name: str) -> bool:
    """Whether a file or folder is hidden, left by the system, or a chronicle."""
    return (
        name.startswith((".", "~$"))
        or name.lower() in _LITTER
        or (_CHRONICLE.search(name) is not None and not is_zotero(name))
    )


def is_zotero(name: str) -> bool:
    """Whether a file is a copy of Zotero's library, by its name."""
    return _ZOTERO.fullmatch(name) is not None


def is_attachments(name: str, beside: Iterable[str]) -> bool:
    """Whether a folder has the attachments of a Zotero library beside it, which knows them."""
    return name == "storage" and any(map(is_zotero, beside))


def is_part_of_page(name: str, beside: Container[str]) -> bool:
    """Whether a folder has the pictures and frames of a web page that was saved beside it."""
    match = _PARTS.fullmatch(name)
    return match is not None and any(f"{match[1]}{end}" in beside for end in (".html", ".htm"))


def counted_kinds(names: Iterable[str]) -> str:
    """Unreadable files counted by kind, most frequent first: "3 web pages, 1 picture"."""
    counts = Counter(kind_of(name) or UNKNOWN for name in names)
    order = sorted(counts.items(), key=lambda each: (-each[1], KINDS.index(each[0])))
    return ", ".join(f"{count:,} {kind.split('|')[count != 1]}" for kind, count in order)
