"""Kinds of files: which can be read, and what to call those that cannot yet."""

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import PurePath

READ = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
}
"""The endings of files that are read, and their media types."""

# One and several of each kind that people keep beside articles, with the endings of their names.
_OTHERS = {
    "web page|web pages": "html htm xhtml shtml mht mhtml webarchive maff",
    "PDF file|PDF files": "pdf",
    "Word file|Word files": "doc docx docm dot dotx odt ott fodt rtf pages wpd",
    "spreadsheet|spreadsheets": "xls xlsx xlsm xlsb ods fods numbers csv tsv",
    "presentation|presentations": "ppt pptx pptm odp key",
    "e-mail|e-mails": "eml emlx msg mbox",
    "e-book|e-books": "epub mobi azw azw3 fb2 djvu",
    "picture|pictures": "jpg jpeg jpe png gif bmp tif tiff webp heic heif avif svg ico psd raw eps",
    "recording|recordings": "mp3 m4a wav flac ogg oga opus aac wma aiff amr",
    "film|films": "mp4 m4v mov avi mkv webm wmv flv mpg mpeg 3gp",
    "archive|archives": "zip gz tgz bz2 xz zst 7z rar tar warc wacz cab iso",
    "data file|data files": "json jsonl xml yaml yml toml rss atom",
    "file of another kind|files of other kinds": "",
}
_UNKNOWN = "file of another kind|files of other kinds"
_KINDS = {f".{ending}": kind for kind, endings in _OTHERS.items() for ending in endings.split()}
# How files of other kinds begin that look like text otherwise, in small letters.
_SIGNATURES = {
    b"%pdf-": ".pdf",
    b"{\\rtf": ".rtf",
    b"%!ps": ".eps",
    b"<!doctype html": ".html",
    b"<html": ".html",
    b"<?xml": ".xml",
}
# What systems and programs leave beside people's files; hidden files are passed over as well.
_LITTER = frozenset(
    ("thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "$recycle.bin", "__macosx", "@eadir")
)


# A chronicle may lie beside its articles, with what SQLite keeps beside it.
_CHRONICLE = re.compile(r"\.(?:sqlite3?|db|dateline)(?:-wal|-shm|-journal)?$", re.IGNORECASE)


def media_type(path: PurePath) -> str | None:
    """The media type of a file that is read, by its name; None for any other."""
    return READ.get(path.suffix.lower())


def is_litter(name: str) -> bool:
    """Whether a file or folder is hidden, one that nobody put there, or a chronicle."""
    return (
        name.startswith((".", "~$"))
        or name.lower() in _LITTER
        or _CHRONICLE.search(name) is not None
    )


def other_kind(path: PurePath, data: bytes) -> str | None:
    """What a file is that cannot be read, by its name or by how it begins: "a PDF file"."""
    start = data[:1024].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    begins = (ending for mark, ending in _SIGNATURES.items() if start.startswith(mark))
    kind = _KINDS.get(path.suffix.lower()) or _KINDS.get(next(begins, ""))
    if kind is None:
        return None
    one = kind.partition("|")[0]
    return f"{'an' if one[0] in 'aeiou' else 'a'} {one}"


def counted_kinds(names: Iterable[str]) -> str:
    """Files that cannot be read, counted by kind, the most first: "3 web pages, 1 picture"."""
    counts = Counter(_KINDS.get(PurePath(name).suffix.lower(), _UNKNOWN) for name in names)
    order = sorted(counts.items(), key=lambda each: (-each[1], list(_OTHERS).index(each[0])))
    return ", ".join(f"{count:,} {kind.split('|')[count != 1]}" for kind, count in order)
